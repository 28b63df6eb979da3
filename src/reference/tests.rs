//! What a writer of tables and a reader of texts see.

use std::sync::Arc;

use crate::text::{Folded, SourceFile};

use super::*;

const HEADER: &str = "\
schema: reference/1
table: test
title: A table for tests
as-of: 2026-11-23
attributes:
  parameters:
    dimension: count
    unit: parameter
    tolerance: {relative: 0.06}
    nominal-in-name: '{size}'
    phrases:
      zh: {nouns: [参数, 参数量], not: [超参数]}
      en: {nouns: [parameters], after-size: [model]}
  released: {dimension: date, phrases: {zh: {verbs: [发布]}, en: {verbs: [released]}}}
  announced: {dimension: date, phrases: {zh: {verbs: [发布]}}}
  held-on: {dimension: date-range}
  deal-kind:
    dimension: enumeration
    terms: {acquisition: {phrases: {zh: [收购]}}, investment: }
sources:
  paper: {title: A paper, url: https://example.com/paper, published: 2024-01-05}
subjects:
";

fn table(name: &str, subjects: &str) -> Result<Arc<ReferenceTable>, crate::diagnostic::InvalidInput> {
    ReferenceTable::parse(Arc::new(SourceFile::new(name, format!("{HEADER}{subjects}")))).map(Arc::new)
}

fn tables(subjects: &str) -> ReferenceTables {
    ReferenceTables::new(vec![table("test.yaml", subjects).unwrap()]).unwrap()
}

/// Returns each problem of a table as `text at fault: message`.
fn problems(subjects: &str) -> Vec<String> {
    let invalid = table("test.yaml", subjects).expect_err("the table is broken");
    shown(&invalid)
}

fn shown(invalid: &crate::diagnostic::InvalidInput) -> Vec<String> {
    let show = |diagnostic: &crate::diagnostic::Diagnostic| {
        assert_eq!(diagnostic.rule, INVALID_TABLE);
        let help = diagnostic.help.as_ref().map_or(String::new(), |help| format!(" ({})", help.english()));
        format!("{}: {}{help}", invalid.file.slice(diagnostic.primary.range), diagnostic.message.english())
    };
    invalid.diagnostics.iter().map(show).collect()
}

/// Returns each match in a text as `text=target`.
fn found(tables: &ReferenceTables, text: &str) -> Vec<String> {
    let folded = Folded::width(text);
    let show = |found: TableMatch| {
        let range = folded.to_source(found.range);
        let target = match found.target {
            MatchTarget::Alias { entity, .. } => tables.entity(entity).id.to_string(),
            MatchTarget::NotAlias(entity) => format!("not {}", tables.entity(entity).id),
            MatchTarget::Phrase { attribute, role } => format!("{:?} {}", role, tables.attribute(attribute).key),
            MatchTarget::Term { attribute, term } => tables.attribute(attribute).terms[term].key.to_string(),
        };
        format!("{}={target}", &text[usize::from(range.start())..usize::from(range.end())])
    };
    tables.scan(folded.text()).into_iter().map(show).collect()
}

#[test]
fn a_bare_value_takes_the_sources_of_its_subject() {
    let table = table("test.yaml", "  a: {name: A1, sources: [paper], facts: {parameters: 1.76T}}\n").unwrap();
    let entity = table.entity("a").unwrap();
    let fact = &entity.facts[0];
    let FactValue::One(Value::Amount(amount)) = &fact.value else { panic!("an amount") };
    assert_eq!((amount.value.to_string().as_str(), amount.last_place), ("1760000000000", 10));
    assert_eq!(fact.status, Status::Confirmed);
    let evidence = table.evidence(entity, fact);
    assert_eq!(evidence.value.as_deref(), Some("1.76T (1.76万亿)"));
    assert_eq!(evidence.sources[0].date.as_deref(), Some("2024-01-05"));
}

#[test]
fn variants_are_named_after_their_family() {
    let tables = tables(
        "  llama: {name: Llama 2, aliases: [羊驼2], sources: [paper], variants: {states: parameters, members: {7B: 6.74B, 70B: 70B}}}\n",
    );
    let family = tables.find("llama").unwrap();
    let [small, _] = tables.variants(family) else { panic!("two variants") };
    assert_eq!(tables.entity(*small).name, "Llama 2 7B");
    let parameters = tables.find_attribute("parameters").unwrap();
    assert_eq!(tables.holder(*small, parameters), Some(*small));
    let nominal = tables.entity(*small).nominal_amounts(tables.attribute(parameters));
    assert_eq!(nominal.iter().map(|amount| amount.value.to_string()).collect::<Vec<_>>(), ["7000000000"]);
    assert_eq!(found(&tables, "llama-2-7B 和羊驼2 70b"), ["llama-2-7B=llama-7b", "羊驼2 70b=llama-70b"]);
}

#[test]
fn a_family_speaks_for_a_variant_that_says_nothing_itself() {
    let tables = tables(
        "  llama: {name: Llama, sources: [paper], facts: {released: 2023-07-18}, variants: {states: parameters, members: [7B]}}\n",
    );
    let member = tables.find("llama-7b").unwrap();
    let released = tables.find_attribute("released").unwrap();
    assert_eq!(tables.holder(member, released), tables.find("llama"));
}

#[test]
fn facts_hold_from_their_first_day_until_the_day_before_their_last() {
    let tables = tables(
        "  a: {name: A1, sources: [paper], facts: {parameters: [{value: 1B, valid-until: 2024-01}, {value: 2B, valid-from: 2024-01}]}}\n",
    );
    let (entity, attribute) = (tables.find("a").unwrap(), tables.find_attribute("parameters").unwrap());
    let on = |year, month, day| {
        let day = chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap();
        tables.facts_on(entity, attribute, day).map(|fact| fact.value.describe(None).unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(on(2023, 12, 31), ["1B (10亿)"]);
    assert_eq!(on(2024, 1, 1), ["2B (20亿)"]);
}

#[test]
fn every_defect_is_reported_at_its_place() {
    assert_eq!(
        problems(
            "  a:\n    name: A1\n    alias: [B]\n    sources: [papr]\n    facts:\n      parameters: 1.76e12\n      relesed: 2024\n      released: {value: 2024-02-30, sources: [paper]}\n      deal-kind: {value: aquisition, sources: [paper]}\n"
        ),
        [
            "alias: unknown key `alias` (did you mean `aliases`?)",
            "papr: unknown source `papr` (did you mean `paper`?)",
            "1.76e12: `1.76e12` is not a whole number that is written exactly (write plain digits, or a number with K, M, B or T, such as `1.76T`)",
            "relesed: unknown attribute `relesed` (did you mean `released`?)",
            "2024-02-30: `2024-02-30` is not a date that exists (write `YYYY`, `YYYY-MM` or `YYYY-MM-DD`)",
            "aquisition: unknown term `aquisition` (did you mean `acquisition`?)",
        ]
    );
}

#[test]
fn a_fact_has_exactly_one_kind_of_value_and_a_source() {
    let source = "sources: [paper]";
    let problems = problems(&format!(
        "  a:\n    name: A1\n    facts:\n      parameters:\n        - {{value: 1B, range: [1B, 2B], {source}}}\n        - {{status: rumoured, {source}}}\n        - {{status: undisclosed, value: 1B, {source}}}\n        - {{range: [2B, 1B], {source}}}\n        - {{values: [2B], {source}}}\n        - {{value: 1B, sources: []}}\n      released: 2024\n"
    ));
    let messages: Vec<&str> = problems.iter().filter_map(|problem| problem.split(" (").next()).collect();
    assert_eq!(
        messages,
        [
            "range: `range` stands beside `value`",
            "{status: rumoured, sources: [paper]}: the fact about `parameters` has no value",
            "value: a fact that is undisclosed has a value",
            "[2B, 1B]: the first end of `range` is not before the second",
            "[2B]: `values` has fewer than two values",
            "[]: `sources` is empty",
            "released: the fact about `released` has no source",
        ]
    );
}

#[test]
fn an_empty_alias_or_name_is_a_defect() {
    assert_eq!(
        problems("  a: {name: A1, aliases: ['', ' ']}\n"),
        ["'': the alias is empty", "' ': the alias is empty"]
    );
    assert_eq!(problems("  a: {kind: model}\n"), ["a: `name` is missing"]);
}

#[test]
fn a_table_that_is_no_table_says_so() {
    let parse = |text: &str| ReferenceTable::parse(Arc::new(SourceFile::new("t.yaml", text))).unwrap_err();
    assert_eq!(shown(&parse("")), [": the table is empty"]);
    assert!(shown(&parse("[1, 2]"))[0].contains("the table is a list, not a mapping"));
    assert!(shown(&parse("schema: reference/9\n"))[0].contains("missing"));
    assert!(!parse("table: [").diagnostics.is_empty());
}

#[test]
fn a_name_of_two_subjects_of_one_table_is_reported_with_both_places() {
    let one = table("one.yaml", "  a: {name: Llama 2}\n  b: {name: B1, aliases: [llama-2]}\n").unwrap();
    let invalid = ReferenceTables::new(vec![one]).unwrap_err();
    assert_eq!(
        shown(&invalid[0]),
        [
            "llama-2: the names `Llama 2` and `llama-2` belong to two subjects and are read alike (leave the name to one of them; a name that means either is no use as evidence)"
        ]
    );
    let related = &invalid[0].diagnostics[0].related[0];
    assert_eq!((related.file.is_none(), invalid[0].file.slice(related.label.range)), (true, "Llama 2"));
}

#[test]
fn a_name_of_subjects_of_two_tables_is_the_later_tables() {
    let one = table("one.yaml", "  a: {name: Llama 2, aliases: [羊驼二代]}\n").unwrap();
    let two = table("two.yaml", "  b: {name: B1, aliases: [llama-2]}\n").unwrap();
    let tables = ReferenceTables::new(vec![one, two]).unwrap();
    assert_eq!(found(&tables, "Llama 2, Llama2, 羊驼二代, B1"), ["Llama 2=b", "Llama2=b", "羊驼二代=a", "B1=b"]);
}

#[test]
fn an_attribute_that_means_something_else_in_an_earlier_table_is_kept_apart() {
    let table = |name: &str, attribute: &str, subject: &str| {
        let text = format!(
            "schema: reference/1\ntable: {name}\ntitle: T\nas-of: 2024\nattributes: {{price: {attribute}}}\nsources: {{s: {{title: S, url: u, published: 2024}}}}\nsubjects: {{{subject}}}\n"
        );
        Arc::new(ReferenceTable::parse(Arc::new(SourceFile::new(name, text))).unwrap())
    };
    let dollars = "{dimension: money, unit: USD, phrases: {en: {nouns: [price]}}}";
    let first = table("shop", dollars, "a: {name: A1, sources: [s], facts: {price: 5}}");
    let yuan = table("店", &dollars.replace("USD", "CNY"), "b: {name: B1, sources: [s], facts: {price: 36}}");
    let tables = ReferenceTables::new(vec![Arc::clone(&first), yuan]).unwrap();
    assert_eq!(found(&tables, "price"), ["price=Noun price", "price=Noun 店:price"]);
    let (b, own) = (tables.find("b").unwrap(), tables.find_attribute("店:price").unwrap());
    assert_eq!(tables.facts(b, own).count(), 1);
    assert_eq!((tables.attribute(own).unit.as_deref(), tables.attribute(own).label("zh")), (Some("CNY"), "price"));
    // Without phrases of its own, an attribute is meant to be the earlier one.
    let bare = table("bare", "{dimension: money, unit: CNY}", "");
    let invalid = ReferenceTables::new(vec![first, bare]).unwrap_err();
    assert!(shown(&invalid[0])[0].starts_with("price: `price` has another dimension or unit in another table"));
}

#[test]
fn parents_may_stand_in_another_table_but_must_stand_somewhere() {
    let one = table("one.yaml", "  family: {name: F1}\n").unwrap();
    let two = table("two.yaml", "  b: {name: B1, parent: family}\n").unwrap();
    let tables = ReferenceTables::new(vec![one, two]).unwrap();
    assert_eq!(tables.parent(tables.find("b").unwrap()), tables.find("family"));
    let lost =
        table("lost.yaml", "  b: {name: B1, parent: famly}\n  c: {name: C1, parent: d}\n  d: {name: D1, parent: c}\n");
    let invalid = ReferenceTables::new(vec![lost.unwrap()]).unwrap_err();
    assert_eq!(shown(&invalid[0])[0], "famly: unknown parent `famly` (use one of `b`, `c`, `d`)");
    assert_eq!(shown(&invalid[0])[1], "d: `c` is its own ancestor");
}

#[test]
fn a_later_table_replaces_a_subject() {
    let one = table("one.yaml", "  a: {name: A1}\n").unwrap();
    let two = table("two.yaml", "  a: {name: A2}\n").unwrap();
    let tables = ReferenceTables::new(vec![one, two]).unwrap();
    assert_eq!(found(&tables, "A1 and A2"), ["A2=a"]);
}

#[test]
fn names_match_in_every_spelling_beside_chinese_and_punctuation() {
    let tables = tables("  a: {name: Llama 2}\n  b: {name: GPT-4}\n");
    assert_eq!(found(&tables, "Meta开发的LLaMA2模型，比不过ＧＰＴ－４。"), ["LLaMA2=a", "ＧＰＴ－４=b"]);
    assert_eq!(found(&tables, "llama-2's (gpt 4)"), ["llama-2=a", "gpt 4=b"]);
}

#[test]
fn names_do_not_match_inside_words_or_before_a_longer_version() {
    let tables = tables("  a: {name: Llama 2}\n  b: {name: GPT-4}\n  c: {name: Phi, case: exact}\n");
    assert!(found(&tables, "Llama 20B, GPT-4o, GPT-4.1, MyGPT-4, philosophy, Philosophy, phi").is_empty());
    assert_eq!(found(&tables, "Phi. GPT-4."), ["Phi=c", "GPT-4=b"]);
}

#[test]
fn a_longer_name_hides_a_shorter_one() {
    let tables = tables("  a: {name: GPT-4, not-aliases: [GPT-4 Turbo]}\n  b: {name: GPT-4o}\n");
    assert_eq!(found(&tables, "GPT-4 Turbo, GPT4o and GPT-4"), ["GPT-4 Turbo=not a", "GPT4o=b", "GPT-4=a"]);
}

#[test]
fn a_shorter_name_is_tried_where_the_longest_may_not_stand() {
    let tables = tables("  a: {name: 文心一言}\n  b: {name: 文心一言4}\n");
    assert_eq!(found(&tables, "文心一言4个月"), ["文心一言4=b"]);
    assert_eq!(found(&tables, "文心一言40万"), ["文心一言=a"]);
}

#[test]
fn endings_of_names_belong_to_the_name() {
    let header = HEADER.replace("sources:\n", "name-suffixes: [Instruct, -it]\nsources:\n");
    let text = format!("{header}  a: {{name: Gemma 7B}}\n");
    let table = ReferenceTable::parse(Arc::new(SourceFile::new("t.yaml", text))).unwrap();
    let tables = ReferenceTables::new(vec![Arc::new(table)]).unwrap();
    assert_eq!(
        found(&tables, "gemma-7b-it, Gemma 7B Instruct. Gemma 7B it is"),
        ["gemma-7b-it=a", "Gemma 7B Instruct=a", "Gemma 7B=a"]
    );
}

#[test]
fn phrases_are_found_in_the_same_pass_and_the_longest_wins() {
    let tables = tables("  a: {name: A1}\n");
    assert_eq!(
        found(&tables, "A1的参数量，而非超参数"),
        ["A1=a", "参数量=Noun parameters", "超参数=Excluded parameters"]
    );
    assert_eq!(found(&tables, "发布"), ["发布=Verb released", "发布=Verb announced"]);
    assert_eq!(found(&tables, "收购 hyperparameters"), ["收购=acquisition"]);
}

#[test]
fn a_table_cut_short_anywhere_is_refused_or_read_but_never_panics() {
    let (_, text) = crate::embedded::FILES.iter().find(|(path, _)| *path == "reference/ai-models.yaml").unwrap();
    let lines: Vec<&str> = text.lines().collect();
    for skipped in (0..lines.len()).step_by(97) {
        let kept: Vec<&str> =
            lines.iter().enumerate().filter(|(index, _)| *index != skipped).map(|(_, line)| *line).collect();
        let _ = ReferenceTable::parse(Arc::new(SourceFile::new("t.yaml", kept.join("\n"))));
        let end = text.floor_char_boundary(skipped * text.len() / lines.len() + 7);
        let _ = ReferenceTable::parse(Arc::new(SourceFile::new("t.yaml", &text[..end])));
    }
}
