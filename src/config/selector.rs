//! Names of rules and of groups of them, in a configuration and on the command line.

use super::nearest;
use crate::diagnostic::Severity;
use crate::message::Message;
use crate::rules;

/// What a name in a selection stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selector {
    /// Everything: `all`.
    All,
    /// All findings of one level: `error`, `warning` or `info`.
    Level(Severity),
    /// All rules of a group: `claim`, or `claim/*`.
    Group(String),
    /// One rule: `claim/refuted-value`.
    Rule(String),
}

impl Selector {
    /// Reads a selector; a group or rule that is not factlint's is taken where `is_known` knows it.
    ///
    /// # Errors
    /// If there is nothing of that name: what was meant, or where to look.
    pub fn parse(text: &str, is_known: impl Fn(&str) -> bool) -> Result<Self, Message> {
        let word = text.trim();
        match word {
            "all" => return Ok(Self::All),
            "error" => return Ok(Self::Level(Severity::Error)),
            "warning" => return Ok(Self::Level(Severity::Warning)),
            "info" => return Ok(Self::Level(Severity::Info)),
            _ => {}
        }
        if let Some(group) = group_name(word).filter(|group| has_group(group) || is_known(group)) {
            return Ok(Self::Group(group.to_owned()));
        }
        if rules::configurable().any(|meta| meta.id == word) || (word.contains('/') && is_known(word)) {
            return Ok(Self::Rule(word.to_owned()));
        }
        Err(suggestion(word))
    }

    /// Returns whether a finding of a rule at a level is among what is meant.
    pub fn matches(&self, rule: &str, severity: Severity) -> bool {
        match self {
            Self::All => true,
            Self::Level(level) => *level == severity,
            Self::Group(_) | Self::Rule(_) => self.matches_rule(rule) == Some(true),
        }
    }

    /// Returns whether a rule is among what is meant; `None` where that depends on the finding.
    pub fn matches_rule(&self, rule: &str) -> Option<bool> {
        match self {
            Self::All => Some(true),
            Self::Level(_) => None,
            Self::Group(group) => Some(rule.split('/').next() == Some(group)),
            Self::Rule(id) => Some(id == rule),
        }
    }

    /// Returns how narrow the selector is: the narrowest one that matches decides.
    pub const fn specificity(&self) -> u8 {
        match self {
            Self::All => 0,
            Self::Level(_) => 1,
            Self::Group(_) => 2,
            Self::Rule(_) => 3,
        }
    }
}

/// Returns the group that `claim`, `claim/` and `claim/*` name; `None` for the name of a rule.
pub(super) fn group_name(text: &str) -> Option<&str> {
    let name = text.strip_suffix("/*").or_else(|| text.strip_suffix('/')).unwrap_or(text);
    (!name.is_empty() && !name.contains('/')).then_some(name)
}

/// Returns whether factlint has rules of this group that can be configured.
pub(super) fn has_group(group: &str) -> bool {
    rules::configurable().any(|meta| group_of(meta.id) == group)
}

/// Returns the group of a rule.
pub(super) fn group_of(rule: &str) -> &str {
    rule.split('/').next().unwrap_or_default()
}

/// Returns the groups that can be configured, each once, in order of name.
pub(crate) fn groups() -> Vec<&'static str> {
    let mut groups: Vec<&str> = rules::configurable().map(|meta| group_of(meta.id)).collect();
    groups.sort_unstable();
    groups.dedup();
    groups
}

/// Returns what a name that means nothing was meant to be, or where to look.
pub(super) fn suggestion(word: &str) -> Message {
    let known = rules::configurable().map(|meta| meta.id).chain(groups());
    match nearest(word, known) {
        Some(near) => message!("did you mean `{near}`?", near),
        None => message!("`factlint rules` lists the rules"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_groups_and_levels_are_told_apart() {
        let parse = |text: &str| Selector::parse(text, |_| false);
        for text in ["claim", "claim/", "claim/*", " claim "] {
            assert_eq!(parse(text), Ok(Selector::Group("claim".to_owned())), "{text}");
        }
        assert_eq!(parse("date/wrong-weekday"), Ok(Selector::Rule("date/wrong-weekday".to_owned())));
        assert_eq!(parse("error"), Ok(Selector::Level(Severity::Error)));
        assert_eq!(parse("all"), Ok(Selector::All));
        assert_eq!(parse("claims"), Err("did you mean `claim`?".into()));
        assert_eq!(parse("wrong_weekday"), Err("did you mean `date/wrong-weekday`?".into()));
        assert_eq!(parse("quality"), Err("`factlint rules` lists the rules".into()));
        assert!(parse("file").is_err() && parse("file/not-utf-8").is_err());
    }

    #[test]
    fn a_group_is_not_the_start_of_another_group() {
        let group = Selector::Group("date".to_owned());
        assert_eq!(group.matches_rule("date/wrong-weekday"), Some(true));
        assert_eq!(group.matches_rule("dates/wrong-weekday"), Some(false));
    }
}
