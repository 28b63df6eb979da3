//! What holds of the tables that ship in the binary.

use crate::text::SourceFile;

use super::*;

#[test]
fn every_embedded_table_can_be_read() {
    for (path, text) in crate::embedded::FILES.iter().filter(|(path, _)| path.starts_with("reference/")) {
        let table = ReferenceTable::parse(std::sync::Arc::new(SourceFile::new(*path, *text)));
        if let Err(invalid) = table {
            for problem in &invalid.diagnostics {
                let line = invalid.file.position(problem.primary.range.start()).line;
                eprintln!("{path}:{line}: {}", problem.message.english());
            }
            panic!("{path} is broken");
        }
    }
}

#[test]
fn the_embedded_tables_go_together() {
    if let Err(invalid) = ReferenceTables::new(ReferenceTables::embedded_tables().to_vec()) {
        for input in &invalid {
            for problem in &input.diagnostics {
                let line = input.file.position(problem.primary.range.start()).line;
                eprintln!("{}:{line}: {}", input.file.path(), problem.message.english());
            }
        }
        panic!("a name belongs to two subjects, or a parent is missing");
    }
}

#[test]
fn the_demo_finds_its_subjects() {
    let tables = ReferenceTables::embedded();
    let found = |text: &str| -> Vec<String> {
        let matches = tables.scan(text).into_iter();
        let id = |found: TableMatch| match found.target {
            MatchTarget::Alias { entity, .. } => Some(tables.entity(entity).id.to_string()),
            _ => None,
        };
        matches.filter_map(id).collect()
    };
    assert_eq!(found("MAI-1不如GPT-4，Llama 2则有700亿参数"), ["mai-1", "gpt-4", "llama-2"]);
    assert_eq!(found("Phi-3-mini、Phi-3和Phi-2"), ["phi-3-mini", "phi-3", "phi-2"]);
    assert_eq!(found("微软将会召开Build开发者大会"), ["microsoft", "microsoft-build"]);
    assert_eq!(found("GPT-4o、GPT-4 Turbo 与 GPT-4.1"), ["gpt-4o", "gpt-4-turbo", "gpt-4.1"]);
}

/// Sizes in a name are given to one or two figures: 7B for 7.61B, 8x7B for none.
#[test]
fn a_size_in_a_name_agrees_with_the_fact_or_has_a_note() {
    let mut found = Vec::new();
    for table in ReferenceTables::embedded_tables() {
        for entity in &table.entities {
            for fact in &entity.facts {
                let attribute = table.attribute(&fact.attribute).unwrap();
                let nominal = entity.nominal_amounts(attribute);
                let is_near = |amount: &crate::quantity::Amount| {
                    fact.value.values().filter_map(Value::as_amount).any(|value| {
                        let difference = (amount.value - value.value).abs();
                        difference <= value.value * attribute.tolerance.relative
                    })
                };
                if fact.note.is_none() && !nominal.is_empty() && !nominal.iter().all(is_near) {
                    found.push(format!("{}: {:?}", entity.name, fact.value.describe(None)));
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn every_fact_has_a_source_with_a_place_and_a_date() {
    for table in ReferenceTables::embedded_tables() {
        for entity in &table.entities {
            for fact in &entity.facts {
                assert!(!fact.sources.is_empty(), "{}: {}", entity.name, fact.attribute);
                for source in table.sources_of(fact) {
                    assert!(source.url.is_some() || source.locator.is_some(), "{}", source.title);
                    assert!(source.published.is_some() || source.accessed.is_some(), "{}", source.title);
                }
            }
        }
    }
}

#[test]
fn every_declared_source_is_used() {
    for table in ReferenceTables::embedded_tables() {
        for (index, source) in table.sources.iter().enumerate() {
            let is_used =
                table.entities.iter().flat_map(|entity| &entity.facts).any(|fact| fact.sources.contains(&index));
            assert!(is_used, "`{}` is named by no fact", source.key);
        }
    }
}

#[test]
fn active_parameters_are_fewer_than_all() {
    for table in ReferenceTables::embedded_tables() {
        for entity in &table.entities {
            let largest =
                |attribute| table.values(entity, attribute).filter_map(Value::as_amount).map(|a| a.value).max();
            if let (Some(active), Some(all)) = (largest("active-parameters"), largest("parameters")) {
                assert!(active < all, "{}", entity.name);
            }
        }
    }
}

#[test]
fn a_series_is_an_umbrella_without_facts() {
    for table in ReferenceTables::embedded_tables() {
        for entity in table.entities.iter().filter(|entity| entity.kind.as_deref() == Some("series")) {
            assert!(entity.facts.is_empty(), "{}", entity.name);
        }
    }
}

#[test]
fn names_of_models_are_not_read_as_their_neighbours() {
    let tables = ReferenceTables::embedded();
    let ids = |text: &str| -> Vec<String> {
        let matches = tables.scan(text).into_iter();
        let id = |found: TableMatch| match found.target {
            MatchTarget::Alias { entity, .. } => Some(tables.entity(entity).id.to_string()),
            MatchTarget::NotAlias(entity) => Some(format!("not {}", tables.entity(entity).id)),
            _ => None,
        };
        matches.filter_map(id).collect()
    };
    assert_eq!(ids("Mixtral 8×7B、Mixtral-8x22B-Instruct-v0.1"), ["mixtral-8x7b", "mixtral-8x22b"]);
    assert_eq!(ids("EmbeddingGemma, CodeGemma, Ollama, DeepSeek-V3.9"), [] as [&str; 0]);
    assert_eq!(ids("Qwen2.5-72B-Instruct, Qwen2.5-VL-72B, Qwen2.5"), ["qwen2.5-72b", "qwen2.5-vl-72b", "qwen2.5"]);
    assert_eq!(ids("Llama-3.1-Nemotron-51B and Llama 3.1 405B"), ["llama-3.1-nemotron-51b", "llama-3.1-405b"]);
    assert_eq!(ids("Command R+ 与 Command R"), ["command-r-plus", "command-r"]);
    assert_eq!(ids("腾讯混元Large，文心一言4.0，通义千问2.5"), ["hunyuan-large", "ernie-4.0", "qwen-others"]);
    assert_eq!(ids("in command room, palm oil, bloom, falcon, opt for a phi"), [] as [&str; 0]);
    assert_eq!(ids("Llama2-7B-chat-hf, llama 3 8b instruct"), ["llama-2-7b", "llama-3-8b"]);
    assert_eq!(ids("GPT-4 是"), ["gpt-4"]);
    assert_eq!(ids("Qwen3.5-397B, Qwen3-Guard, Qwen3-VL, gemma 4"), ["not qwen3", "qwen3-vl", "not gemma"]);
}

#[test]
fn every_name_is_read_as_its_own_subject() {
    let tables = ReferenceTables::embedded();
    let mut wrong = Vec::new();
    for index in tables.entities() {
        let entity = tables.entity(index);
        for alias in &entity.aliases {
            let matches = tables.scan(&alias.text);
            let is_right = matches!(matches[..], [TableMatch { range, target: MatchTarget::Alias { entity, .. } }]
                if entity == index && usize::from(range.len()) == alias.text.len());
            if !is_right {
                wrong.push(format!("{} of {}: {matches:?}", alias.text, entity.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn embedded_table(id: &str) -> &'static ReferenceTable {
    let tables = ReferenceTables::embedded_tables();
    tables.iter().find(|table| table.id == id).expect("the table ships in the binary")
}

/// A later table's subject takes the place of an earlier one's: among tables that ship together that would be a slip.
#[test]
fn no_subject_is_declared_in_two_embedded_tables() {
    let mut seen: Vec<(&str, &str)> = Vec::new();
    for table in ReferenceTables::embedded_tables() {
        for entity in &table.entities {
            let first = seen.iter().find(|(id, _)| *id == &*entity.id);
            assert!(first.is_none(), "{} is in {} and in {first:?}", entity.id, table.id);
        }
        seen.extend(table.entities.iter().map(|entity| (&*entity.id, table.id.as_str())));
    }
}

#[test]
fn the_embedded_tables_are_as_large_as_they_say() {
    let with_facts = |id: &str, kinds: &[&str]| {
        let entities = embedded_table(id).entities.iter();
        let is_kind = |kind: &str| kinds.is_empty() || kinds.contains(&kind);
        entities.filter(|entity| !entity.facts.is_empty() && entity.kind.as_deref().is_some_and(is_kind)).count()
    };
    assert!(300 <= with_facts("ai-models", &["model", "family"]));
    assert!(60 <= with_facts("software-releases", &[]) + with_facts("hardware", &[]));
    assert!(200 <= with_facts("software-releases", &["release"]));
    assert!(90 <= with_facts("hardware", &[]));
}

#[test]
fn support_ends_after_the_release_and_ordinary_support_before_all_support() {
    let table = embedded_table("software-releases");
    for entity in &table.entities {
        let days = |attribute| {
            let dates = table.values(entity, attribute).filter_map(Value::as_date);
            let mut days: Vec<_> = dates.filter_map(super::table::first_day).collect();
            days.sort_unstable();
            days
        };
        let (released, end, active) = (days("released"), days("end-of-life"), days("active-support"));
        for (earlier, later) in [(&released, &end), (&released, &active), (&active, &end)] {
            if let (Some(earlier), Some(later)) = (earlier.first(), later.last()) {
                assert!(earlier < later, "{}: {earlier} {later}", entity.name);
            }
        }
        if let (Some(announced), Some(released)) = (days("announced").first(), released.last()) {
            assert!(announced <= released, "{}", entity.name);
        }
    }
}

/// Names of software are versions: a bare `Go`, `React` or `Windows` is a word, or another thing.
#[test]
fn names_of_software_have_a_version_and_their_own_capitals() {
    let table = embedded_table("software-releases");
    let named_without_digit = ["AngularJS", "Windows XP", "Windows Vista"];
    for entity in &table.entities {
        assert!(entity.is_exact_case, "{}", entity.name);
        for alias in &entity.aliases {
            let has_version = alias.text.bytes().any(|byte| byte.is_ascii_digit());
            let has_code_name = alias.text.starts_with("macOS ") || alias.text.starts_with("Debian ");
            let is_known = named_without_digit.contains(&alias.text.as_str());
            assert!(has_version || has_code_name || is_known, "{}", alias.text);
        }
    }
    let tables = ReferenceTables::embedded();
    for text in
        ["go 1.22 times", "react 18 times", "rust 1.0 mm thick", "node 20 of the cluster", "a windows 10 feet wide"]
    {
        assert_eq!(tables.scan(text).len(), 0, "{text}");
    }
    for text in ["Go 1.22", "go1.22", "python-3.12", "Windows 10"] {
        let names = tables.scan(text).into_iter().filter(|found| matches!(found.target, MatchTarget::Alias { .. }));
        assert_eq!(names.count(), 1, "{text}");
    }
}
