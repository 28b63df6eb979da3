//! `factlint explain`.

use super::Outcome;
use super::arguments::ExplainArguments;
use super::console::{Console, output_style};
use super::rules::table;
use crate::catalogue;
use crate::config::nearest;
use crate::explain::{self, translated};
use crate::message::Language;
use crate::render::padded;
use crate::rules::{GROUPS, Group, RuleMeta, metas};
use crate::workspace::WorkspaceError;

/// The most rules that a part of a name is taken to mean.
const MAX_MEANT: usize = 6;

/// What a name stands for.
#[derive(Debug)]
enum Subject<'a> {
    Rule(&'a RuleMeta),
    Group(&'static Group),
}

/// Shows the documentation of a rule, the rules of a group, or the groups.
///
/// # Errors
/// If there is no such rule or group.
pub(super) fn explain(arguments: &ExplainArguments, console: &mut Console) -> Result<Outcome, WorkspaceError> {
    let metas = metas();
    let language = console.language();
    let Some(name) = &arguments.rule else {
        console.write(&groups(&metas, language));
        return Ok(Outcome::Clean);
    };
    match find(name, &metas)? {
        Subject::Rule(meta) => {
            console.write(&explain::text(meta, output_style(arguments.color, language)));
        }
        Subject::Group(group) => {
            let metas: Vec<&RuleMeta> = metas.into_iter().filter(|meta| meta.group() == group.name).collect();
            let head =
                message!("Rules of `{group}`: {summary}.", group = group.name, summary = summary(group, language));
            console.write(&format!("{}\n\n{}", catalogue::text(&head, language), table(&metas, language)));
        }
    }
    Ok(Outcome::Clean)
}

/// Returns the groups with how many rules they have.
fn groups(metas: &[&RuleMeta], language: Language) -> String {
    let word = |word| catalogue::words(word, language);
    let width = GROUPS.iter().map(|group| group.name.len()).max().unwrap_or_default();
    let row = |group: &str, rules: &str, summary: &str| {
        format!("{}  {}  {summary}\n", padded(group, width), padded(rules, "rules".len()))
    };
    let mut text = row(word("group"), word("rules"), word("what they report"));
    for group in &GROUPS {
        let count = metas.iter().filter(|meta| meta.group() == group.name).count();
        text.push_str(&row(group.name, &format!("{count:5}"), summary(group, language)));
    }
    let hint = "`factlint explain GROUP` lists the rules of one, `factlint explain RULE` shows a rule with examples.";
    text.push_str(&format!("\n{}\n", word(hint)));
    text
}

/// Returns what the rules of a group report.
fn summary(group: &Group, language: Language) -> &'static str {
    translated("group", group.name, language).unwrap_or(group.summary)
}

/// Finds a rule by its name, or by the part behind the slash where only one rule has it, or a group.
fn find<'a>(name: &str, metas: &[&'a RuleMeta]) -> Result<Subject<'a>, WorkspaceError> {
    if let Some(meta) = metas.iter().find(|meta| meta.id == name) {
        return Ok(Subject::Rule(meta));
    }
    let group_name = name.trim_end_matches("/*").trim_end_matches('/');
    if let Some(group) = GROUPS.iter().find(|group| group.name == group_name) {
        return Ok(Subject::Group(group));
    }
    let by_end: Vec<&&RuleMeta> = metas.iter().filter(|meta| meta.id.rsplit('/').next() == Some(name)).collect();
    if let [meta] = by_end[..] {
        return Ok(Subject::Rule(meta));
    }
    let known = metas.iter().map(|meta| meta.id).chain(GROUPS.iter().map(|group| group.name));
    let parts: Vec<&str> = metas.iter().map(|meta| meta.id).filter(|id| id.contains(name)).collect();
    let help = match (nearest(name, known), parts.len()) {
        (Some(near), _) => message!("did you mean `{near}`?", near),
        (None, 1) => message!("did you mean `{near}`?", near = parts.concat()),
        (None, 2..=MAX_MEANT) => message!("did you mean one of {names}?", names = list(&parts)),
        (None, _) => message!("`factlint rules` lists the rules"),
    };
    Err(WorkspaceError::usage(message!("there is no rule `{name}`", name), help))
}

/// Returns names as `a`, `b`, `c`.
fn list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_found_by_its_last_part_and_a_slip_is_told() {
        let metas = metas();
        let help = |name| {
            let WorkspaceError::Usage { help, .. } = find(name, &metas).unwrap_err() else { panic!("usage") };
            help
        };
        assert!(matches!(find("not-utf-8", &metas), Ok(Subject::Rule(meta)) if meta.id == "file/not-utf-8"));
        assert!(matches!(find("claim/*", &metas), Ok(Subject::Group(group)) if group.name == "claim"));
        assert_eq!(help("file/not-utf8"), "did you mean `file/not-utf-8`?");
        assert_eq!(help("scale"), "did you mean `claim/scale-slip`?");
        assert_eq!(help("weather"), "`factlint rules` lists the rules");
    }
}
