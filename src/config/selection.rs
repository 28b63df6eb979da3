//! Which rules and findings a command asks for.

use super::Selector;
use crate::diagnostic::Severity;
use crate::rules::{self, file};
use crate::settings::{Level, RuleSettings, Settings};

/// What is selected and what is ignored; the narrowest selector that matches decides, and between equals what is ignored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The only findings that are wanted; where there is none, all of them.
    pub select: Vec<Selector>,
    /// Findings that are wanted beside those: rules that are off, or that a wider `ignore` would take away.
    pub extend_select: Vec<Selector>,
    /// Findings that are not wanted.
    pub ignore: Vec<Selector>,
}

impl Selection {
    /// Returns whether everything is wanted.
    pub fn is_everything(&self) -> bool {
        *self == Self::default()
    }

    /// Returns whether a finding is wanted. What keeps a file from being checked always is.
    pub fn keeps(&self, rule: &str, severity: Severity) -> bool {
        let is_about_ignored_claims = [file::ExpiredIgnore::META.id, file::UnusedIgnore::META.id].contains(&rule);
        if !is_about_ignored_claims && file::METAS.into_iter().any(|meta| meta.id == rule) {
            return true;
        }
        let narrowest = |selectors: &[Selector]| {
            selectors.iter().filter(|selector| selector.matches(rule, severity)).map(Selector::specificity).max()
        };
        let selected = narrowest(&self.select).max(narrowest(&self.extend_select));
        let selected = if self.select.is_empty() { Some(selected.unwrap_or_default()) } else { selected };
        let ignored = narrowest(&self.ignore);
        selected.is_some_and(|selected| ignored.is_none_or(|ignored| ignored < selected))
    }

    /// Switches on the rules that are selected by name, and off those of which nothing is wanted.
    pub fn apply(&self, settings: &mut Settings) {
        if self.is_everything() {
            return;
        }
        let own = rules::configurable().map(|meta| (meta.id.to_owned(), meta.level, meta.severity()));
        let packs = settings.packs.iter().flat_map(|pack| &pack.rules);
        let packs = packs.map(|rule| (rule.id.clone(), rule.level, rule.level.unwrap_or(Severity::Warning)));
        let all: Vec<(String, Option<Severity>, Severity)> = own.chain(packs).collect();
        for (id, default, severity) in all {
            let level = settings.rules.get(&id).and_then(|rule| rule.level);
            let level = level.unwrap_or_else(|| default.map_or(Level::Off, Level::At));
            let is_wanted =
                [Severity::Error, Severity::Warning, Severity::Info].into_iter().any(|level| self.keeps(&id, level));
            let is_named = self
                .select
                .iter()
                .chain(&self.extend_select)
                .any(|one| matches!(one, Selector::Rule(name) if *name == id));
            let new = match (is_wanted, is_named, level) {
                (false, _, Level::At(_)) => Level::Off,
                // Whoever names a rule wants it, whatever the configuration says.
                (true, true, Level::Off) => Level::At(severity),
                _ => continue,
            };
            let rule: &mut RuleSettings = settings.rules.entry(id).or_default();
            rule.level = Some(new);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn selection(select: &[&str], extend: &[&str], ignore: &[&str]) -> Selection {
        let read = |texts: &[&str]| texts.iter().map(|text| Selector::parse(text, |_| false).unwrap()).collect();
        Selection { select: read(select), extend_select: read(extend), ignore: read(ignore) }
    }

    #[test]
    fn the_narrowest_selector_decides() {
        let (value, weekday) = ("claim/refuted-value", "date/wrong-weekday");
        let keeps = |select: &[&str], extend: &[&str], ignore: &[&str], rule| {
            selection(select, extend, ignore).keeps(rule, Severity::Error)
        };
        assert!(keeps(&[], &[], &[], value));
        assert!(keeps(&["claim"], &[], &[], value) && !keeps(&["claim"], &[], &[], weekday));
        assert!(keeps(&[value], &[], &["claim"], value) && !keeps(&["claim"], &[], &[value], value));
        assert!(!keeps(&["claim"], &[], &["claim"], value) && keeps(&[], &[value], &["claim"], value));
        assert!(keeps(&["error"], &[], &[], value) && !keeps(&["warning", "info"], &[], &[], value));
        assert!(keeps(&["error", "date"], &[], &[], weekday) && !keeps(&[], &[], &["all"], weekday));
        assert!(keeps(&["date"], &[], &["all"], "file/not-utf-8"), "a file that was not checked is always told");
    }

    #[test]
    fn a_rule_that_is_off_is_switched_on_by_its_name_alone() {
        let level = |select: &[&str], extend: &[&str], rule: &str| {
            let mut settings = Settings::new(NaiveDate::default());
            selection(select, extend, &[]).apply(&mut settings);
            settings.rules.get(rule).and_then(|rule| rule.level)
        };
        assert_eq!(level(&["claim"], &[], "claim/over-hedged"), None);
        assert_eq!(level(&[], &["claim/over-hedged"], "claim/over-hedged"), Some(Level::At(Severity::Warning)));
        assert_eq!(level(&["claim/over-hedged"], &[], "claim/refuted-value"), Some(Level::Off));
        assert_eq!(level(&["error"], &[], "claim/refuted-value"), None);
    }
}
