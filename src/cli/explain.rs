//! `factlint explain`.

use super::Outcome;
use super::arguments::ExplainArguments;
use super::console::Console;
use super::rules::{fix, level, option_type, translated_summary};
use crate::catalogue;
use crate::config::nearest;
use crate::message::{Language, Message};
use crate::rules::{RuleMeta, metas};
use crate::workspace::WorkspaceError;

/// Shows the documentation of a rule.
///
/// # Errors
/// If there is no such rule.
pub(super) fn explain(arguments: &ExplainArguments, console: &mut Console) -> Result<Outcome, WorkspaceError> {
    let metas = metas();
    let meta = find(&arguments.rule, &metas)?;
    console.write(&explanation(meta, console.language()));
    Ok(Outcome::Clean)
}

/// Finds a rule by its name, or by the part behind the slash where only one rule has it.
fn find<'a>(name: &str, metas: &[&'a RuleMeta]) -> Result<&'a RuleMeta, WorkspaceError> {
    if let Some(meta) = metas.iter().find(|meta| meta.id == name) {
        return Ok(meta);
    }
    let by_end: Vec<&&RuleMeta> = metas.iter().filter(|meta| meta.id.rsplit('/').next() == Some(name)).collect();
    if let [meta] = by_end[..] {
        return Ok(meta);
    }
    let help = match nearest(name, metas.iter().map(|meta| meta.id)) {
        Some(near) => message!("did you mean `{near}`?", near),
        None => message!("`factlint rules` lists the rules"),
    };
    Err(WorkspaceError::usage(message!("there is no rule `{name}`", name), help))
}

/// Returns a rule's documentation as plain text.
fn explanation(meta: &RuleMeta, language: Language) -> String {
    let head = message!("{rule}\nlevel: {level}, fix: {fix}\n\n", rule = meta.id, level = level(meta), fix = fix(meta));
    let mut text = catalogue::text(&head, language).into_owned();
    if let Some(summary) = translated_summary(meta, language) {
        text.push_str(summary);
        text.push_str("\n\n");
    }
    let documentation = meta.documentation();
    let mut lines = documentation.lines();
    while let Some(line) = lines.next() {
        let fence: String = line.chars().take_while(|character| *character == '`').collect();
        if 3 <= fence.len() {
            text.push_str(catalogue::words(example_heading(&line[fence.len()..]), language));
            for line in lines.by_ref().take_while(|line| line.trim_end() != fence) {
                text.push_str(format!("    {line}").trim_end());
                text.push('\n');
            }
        } else if let Some(heading) = line.strip_prefix('#') {
            let heading = heading.trim_start_matches('#').trim().to_uppercase();
            text.push_str(&catalogue::text(&Message::verbatim(heading), language));
            text.push('\n');
        } else {
            text.push_str(line);
            text.push('\n');
        }
    }
    if !meta.options.is_empty() {
        text.push_str(&format!("\n{}\n", catalogue::words("OPTIONS IN FACTLINT.YAML", language)));
    }
    for option in meta.options {
        let (kind, default) = option_type(option.default);
        let (name, documentation) = (option.name, option.documentation);
        let option =
            message!("\n{name} ({kind}, default {default})\n    {documentation}\n", name, kind, default, documentation);
        text.push_str(&catalogue::text(&option, language));
    }
    text
}

/// Returns what stands above an example, by the info string of its fence.
fn example_heading(info: &str) -> &'static str {
    let parts: Vec<&str> = info.split(',').map(str::trim).collect();
    let has = |word: &str| parts.iter().skip(1).any(|part| *part == word);
    match parts.first() {
        Some(&"md") if has("flagged") => "Reported:\n\n",
        Some(&"md") => "Not reported:\n\n",
        Some(&"yaml") if has("config") => "With this configuration:\n\n",
        Some(&"yaml") if has("table") => "With this table:\n\n",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_can_be_explained() {
        for meta in metas() {
            let text = explanation(meta, Language::English);
            assert!(text.starts_with(meta.id) && text.contains("WHY IS THIS BAD?"), "{text}");
            // Examples are indented; a fence within one is part of it.
            assert!(!text.lines().any(|line| line.starts_with("```")), "{text}");
        }
    }

    #[test]
    fn a_rule_is_found_by_its_last_part_and_a_slip_is_told() {
        let metas = metas();
        assert_eq!(find("not-utf-8", &metas).unwrap().id, "file/not-utf-8");
        let WorkspaceError::Usage { help, .. } = find("file/not-utf8", &metas).unwrap_err() else { panic!("usage") };
        assert_eq!(help, "did you mean `file/not-utf-8`?");
    }
}
