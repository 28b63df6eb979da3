//! Rules that are data: patterns for leftovers in the text, with their examples beside them.
//!
//! Main functions: [`check`] (runs packs on a document), [`read`] (a pack file), [`embedded`] (those under `lints/packs/`).
//! A pattern is looked for only in lines where one of its literals occurs, so that a document without any costs one pass
//! of one automaton. What stands in code, block quotations, lists and tables is discussed and not left over.

mod find;
mod read;

use std::sync::LazyLock;

pub(crate) use find::check;
pub use read::read;

use super::{FixAvailability, RuleMeta};
use crate::data;
use crate::settings::{Pack, PackRule};

/// Returns the packs that ship with factlint, joined into one.
pub(crate) fn embedded() -> &'static Pack {
    static EMBEDDED: LazyLock<Pack> = LazyLock::new(|| {
        let rules = data::embedded("packs/").flat_map(|(_, root)| read::rules(&root, &mut Vec::new())).collect();
        read::build(rules).expect("a test reads the packs that ship")
    });
    &EMBEDDED
}

/// Returns the declarations of the rules in the packs that ship with factlint, in the order of their names.
pub fn metas() -> &'static [RuleMeta] {
    static METAS: LazyLock<Vec<RuleMeta>> = LazyLock::new(|| {
        let mut metas: Vec<RuleMeta> = embedded().rules.iter().map(meta).collect();
        metas.sort_by_key(|meta| meta.id);
        metas
    });
    &METAS
}

/// Declares a rule of a pack that ships. The texts live as long as the program does, as those of other rules.
fn meta(rule: &'static PackRule) -> RuleMeta {
    let mut documentation = format!("{}\n\n## Why is this bad?\n\n{}\n\n## Examples\n", rule.summary, rule.why.trim());
    for (info, examples) in [("md,flagged", &rule.flagged), ("md", &rule.clean)] {
        for example in examples {
            documentation.push_str(&format!("\n`````{info}\n{}\n`````\n", example.trim_end()));
        }
    }
    if rule.is_removable {
        documentation.push_str("\n## Fix safety\n\nThe fix removes the line. It is unsafe: it may be meant.\n");
    }
    RuleMeta {
        id: &rule.id,
        level: rule.level,
        raw_documentation: documentation.leak(),
        fix: if rule.is_removable { FixAvailability::Unsafe } else { FixAvailability::None },
        options: &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::SourceFile;
    use std::sync::Arc;

    #[test]
    fn every_pack_that_ships_is_read_without_problems() {
        for (path, text) in crate::embedded::FILES.iter().filter(|(path, _)| path.starts_with("packs/")) {
            let file = Arc::new(SourceFile::new(*path, *text));
            let pack = read(&file, 1 << 20).unwrap_or_else(|invalid| panic!("{path}: {:?}", invalid.diagnostics));
            // A pack that ships holds one rule, named like its file: the number of files is the number of rules.
            let name = path.trim_start_matches("packs/").trim_end_matches(".yaml");
            assert_eq!(pack.rules.iter().map(|rule| rule.id.as_str()).collect::<Vec<_>>(), [format!("content/{name}")]);
        }
        assert!(!metas().is_empty());
    }
}
