use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::corpus::{CorpusContext, CorpusFinding, CorpusRule, Member, Symbol};
use crate::rules::{FixAvailability, RuleMeta, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports translations of one page whose dates differ, where the site's translations bear the same date.
    ///
    /// ## Why is this bad?
    /// The two stand at different places of their lists, and readers of one language see another date than those of the
    /// other.
    ///
    /// Translations are paired by their paths (`a.zh.md` and `a.en.md`, `zh/a.md` and `en/a.md`, a language against the page
    /// without one) or by `translationKey`. Where a site gives its translations dates of their own, nothing is reported: of
    /// at least five pairs, four fifths must have the same date. A difference of one day is allowed. Two dates that
    /// differ in the year alone are always reported.
    ///
    /// ## Examples
    /// ````md,flagged
    /// ==> posts/launch.en.md <==
    /// ---
    /// title: The launch
    /// date: 2024-01-09
    /// ---
    /// ==> posts/launch.zh.md <==
    /// ---
    /// title: 发布
    /// date: 2023-01-09
    /// ---
    /// ````
    /// ````md
    /// ==> posts/launch.en.md <==
    /// ---
    /// title: The launch
    /// date: 2024-01-09
    /// ---
    /// ==> posts/launch.zh.md <==
    /// ---
    /// title: 发布
    /// date: 2024-02-11
    /// ---
    /// ````
    pub(crate) struct TranslationDateMismatch {
        id: "date/translation-date-mismatch",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

/// From so many pairs on, a site has a habit.
const MINIMUM_PAIRS: usize = 5;

fn translation_date_mismatch(range: TextRange, date: NaiveDate, other: NaiveDate, path: &str) -> Diagnostic {
    let meta = &TranslationDateMismatch::META;
    let message =
        message!("the date `{date}` differs from `{other}`, the date of the translation `{path}`", date, other, path);
    Diagnostic::new(meta.rule_id(), meta.severity(), range, message)
        .with_label(message!("the translation says {other}", other))
        .with_help("give both the same date")
        .with_fingerprint_key(format!("{date} {other}"))
}

impl CorpusRule for TranslationDateMismatch {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &CorpusContext<'_>, findings: &mut Vec<CorpusFinding>) {
        // By site and page, and by the key that says it.
        let mut pages: BTreeMap<(Symbol, Page<'_>), Vec<Member<'_>>> = BTreeMap::new();
        for member in context.corpus.members().filter(|member| member.date().is_some()) {
            let page = match member.value("translationKey") {
                Some((key, _)) => Page::Key(key),
                None => Page::Path(member.page()),
            };
            let site = if matches!(page, Page::Key(_)) { member.site() } else { member.page() };
            pages.entry((site, page)).or_default().push(member);
        }
        let mut agreeing = 0;
        let mut differing = Vec::new();
        for members in pages.values() {
            let Some((first, others)) = members.split_first() else { continue };
            let mut languages = vec![first.language()];
            for other in others {
                // Two pages of one language are not translations of each other.
                if languages.contains(&other.language()) {
                    continue;
                }
                languages.push(other.language());
                let (Some((first_date, _)), Some((other_date, _))) = (first.date(), other.date()) else { continue };
                if (first_date - other_date).num_days().abs() <= 1 {
                    agreeing += 1;
                } else {
                    differing.push((*first, *other));
                }
            }
        }
        let is_habit = MINIMUM_PAIRS <= agreeing + differing.len() && (agreeing + differing.len()) * 4 <= agreeing * 5;
        for (first, other) in differing {
            let (Some((first_date, first_range)), Some((date, range))) = (first.date(), other.date()) else { continue };
            let is_slip = first_date.month() == date.month() && first_date.day() == date.day();
            if is_habit || is_slip {
                let finding = translation_date_mismatch(range, date, first_date, first.path());
                let finding = CorpusFinding::new(other.index, finding);
                findings.push(finding.with_elsewhere(first.index, first_range, "the date of the translation"));
            }
        }
    }
}

/// What translations share.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Page<'a> {
    Path(Symbol),
    Key(&'a str),
}
