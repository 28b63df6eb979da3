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
                eprintln!("{path}:{line}: {}", problem.message);
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
                eprintln!("{}:{line}: {}", input.file.path(), problem.message);
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
    assert_eq!(found("微软的MAI-1比不过GPT-4，而Llama 2只有700亿参数"), ["mai-1", "gpt-4", "llama-2"]);
    assert_eq!(found("Phi-3-mini、Phi-3和Phi-2"), ["phi-3-mini", "phi-3", "phi-2"]);
    assert_eq!(found("微软将会召开Build开发者大会"), ["microsoft-build"]);
    assert_eq!(found("GPT-4o、GPT-4 Turbo 与 GPT-4.1"), ["gpt-4o", "gpt-4-turbo", "gpt-4.1"]);
}
