//! Reading the packs that a configuration names.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::project::{absolute, shown_name};
use super::tables::why;
use super::{WorkspaceError, read};
use crate::config::{self, Layer, Layers, PackPath};
use crate::diagnostic::{Diagnostic, InvalidInput};
use crate::message::Message;
use crate::rules;
use crate::settings::Pack;
use crate::text::SourceFile;

/// The most bytes of a pack.
const PACK_SIZE_LIMIT: u64 = 1_000_000;

/// Reads every pack of a configuration and of those that it extends; tells all problems at once.
pub(super) fn of_configuration(layers: &Layers) -> Result<Vec<Arc<Pack>>, WorkspaceError> {
    let mut packs: Vec<Arc<Pack>> = Vec::new();
    let mut seen: Vec<PathBuf> = Vec::new();
    let mut inputs = Vec::new();
    let pattern_size = usize::try_from(layers.limits().pattern_size).unwrap_or(usize::MAX);
    for Layer { file, folder, config } in &layers.layers {
        let Some(folder) = folder else { continue };
        let mut refused: Vec<Diagnostic> = Vec::new();
        let mut contents = Vec::new();
        let n_before = seen.len();
        for pack in &config.packs {
            // A pack that is named again where a configuration is extended is the same one.
            let identity = absolute(&folder.join(&pack.path));
            if seen[..n_before].contains(&identity) {
                continue;
            }
            seen.push(identity);
            match below(folder, pack) {
                Ok(pack_file) => match rules::pack::read(&pack_file, pattern_size) {
                    Ok(read) => {
                        let taken = read.rules.iter().find(|rule| is_taken(&rule.id, &packs));
                        if let Some(rule) = taken {
                            let message = message!(
                                "`{path}` has a rule `{id}`, which is there already",
                                path = pack.path,
                                id = rule.id
                            );
                            refused.push(config::problem(pack.range, message).with_help("give the pack another name"));
                        }
                        packs.push(Arc::new(read));
                    }
                    Err(input) => contents.push(input),
                },
                Err(message) => refused.push(config::problem(pack.range, message)),
            }
        }
        if !refused.is_empty() {
            inputs.push(InvalidInput { file: Arc::clone(file), diagnostics: refused });
        }
        inputs.extend(contents);
    }
    if inputs.is_empty() {
        for Layer { file, config, .. } in &layers.layers {
            let unknown = config.pack_rules.iter().filter(|(name, _)| !is_named(name, &packs));
            let unknown: Vec<Diagnostic> = unknown.map(|(name, range)| config::unknown_rule(*range, name)).collect();
            if !unknown.is_empty() {
                inputs.push(InvalidInput { file: Arc::clone(file), diagnostics: unknown });
            }
        }
    }
    if inputs.is_empty() { Ok(packs) } else { Err(WorkspaceError::Invalid { inputs }) }
}

/// Returns whether a pack has a rule, or a group of rules, of this name.
fn is_named(name: &str, packs: &[Arc<Pack>]) -> bool {
    let mut ids = packs.iter().flat_map(|pack| &pack.rules).map(|rule| rule.id.as_str());
    ids.any(|id| id == name || id.split_once('/').is_some_and(|(group, _)| group == name))
}

/// Returns whether a rule of this name is there: one of factlint's, or of a pack read before.
fn is_taken(id: &str, packs: &[Arc<Pack>]) -> bool {
    rules::configurable().any(|meta| meta.id == id)
        || packs.iter().flat_map(|pack| &pack.rules).any(|rule| rule.id == id)
}

/// Reads the file of a pack that a configuration in `folder` names; otherwise says what is wrong, in one clause.
fn below(folder: &Path, pack: &PackPath) -> Result<Arc<SourceFile>, Message> {
    let shown = &pack.path;
    let path = fs::canonicalize(folder.join(shown))
        .map_err(|error| message!("the pack `{shown}` {why}", shown, why = why(&error)))?;
    if !path.starts_with(absolute(folder)) {
        return Err(message!("the pack `{shown}` is a link that leads out of the folder of this file", shown));
    }
    match read::read_bytes(&path, PACK_SIZE_LIMIT) {
        Ok(Some(bytes)) => read::text(&shown_name(&path), bytes)
            .map_err(|report| report.diagnostics.first().map_or_else(Message::default, |first| first.message.clone())),
        Ok(None) => {
            Err(message!("the pack `{shown}` is larger than {size} MB", shown, size = PACK_SIZE_LIMIT / 1_000_000))
        }
        Err(error) => Err(message!("the pack `{shown}` {why}", shown, why = why(&error))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACK: &str = "schema: pack/1\npack: house\nrules:\n  - name: old-name\n    summary: Reports our old name.\n    message: '`{match}` is our old name'\n    patterns:\n      - {where: anywhere, containing: [Northwind], regex: 'Northwind Inc\\.'}\n    flagged: [Northwind Inc. opened a shop.]\n    clean: [Northwind opened a shop.]\n";

    fn load(folder: &Path, configuration: &str, pack: &str) -> Result<Vec<Arc<Pack>>, Vec<String>> {
        fs::write(folder.join("house.yaml"), pack).unwrap();
        let file = Arc::new(SourceFile::new("factlint.yaml", configuration));
        let config = config::parse(&file).unwrap();
        of_configuration(&Layers::of_file(file, Some(folder.to_owned()), config)).map_err(|error| {
            let WorkspaceError::Invalid { inputs } = error else { panic!("{error}") };
            let told = |input: &InvalidInput| -> Vec<String> {
                let one = |found: &Diagnostic| {
                    format!("{}: {}", input.file.slice(found.primary.range).trim(), found.message.english())
                };
                input.diagnostics.iter().map(one).collect()
            };
            inputs.iter().flat_map(told).collect()
        })
    }

    #[test]
    fn packs_are_read_and_their_rules_can_be_configured() {
        let folder = tempfile::tempdir().unwrap();
        let configuration = "packs: [house.yaml]\nrules:\n  house/old-name: error\n";
        assert_eq!(load(folder.path(), configuration, PACK).unwrap()[0].rules[0].id, "house/old-name");
        let configuration = "packs: [house.yaml]\nrules:\n  house/new-name: error\n";
        let problems = load(folder.path(), configuration, PACK).unwrap_err();
        assert_eq!(problems, ["house/new-name: there is no rule `house/new-name`"]);
    }

    #[test]
    fn what_is_wrong_with_a_pack_is_told_at_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let problems = |pack: &str| load(folder.path(), "packs: [house.yaml]\n", pack).unwrap_err();
        let wrong = PACK.replace("where: anywhere", "where: everywhere").replace("message:", "massage:");
        let told = problems(&wrong);
        assert!(told.iter().any(|problem| problem.starts_with("everywhere: a place is")), "{told:?}");
        assert!(told.iter().any(|problem| problem.starts_with("massage: a rule has no key `massage`")), "{told:?}");
        let told = problems(&PACK.replace("'Northwind Inc\\.'", "'Northwind (Inc'"));
        assert!(told[0].starts_with("'Northwind (Inc': the pattern cannot be used: unclosed group"), "{told:?}");
        let told = problems(&PACK.replace("[Northwind opened a shop.]", "[We were Northwind Inc. once.]"));
        assert_eq!(told, ["We were Northwind Inc. once.: `house/old-name` reports this example"]);
        let told = problems(&PACK.replace("'Northwind Inc\\.'", "'(a{1000}){1000}'"));
        assert!(told[0].contains("the pattern cannot be used"), "{told:?}");
        assert!(!problems("- a\n").is_empty() && !problems("").is_empty());
    }
}
