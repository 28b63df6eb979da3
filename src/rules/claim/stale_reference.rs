use crate::diagnostic::{Diagnostic, Severity};
use crate::reference::date_text;
use crate::rules::claim::{Judged, judged};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::verify::Verdict;

declare_rule! {
    /// Reports values that the tables have otherwise, where the document is newer than the table's look at the subject.
    ///
    /// ## Why is this bad?
    /// One of the two is out of date, and here it may be the table: the fact is of a kind that changes (it has a time of its
    /// own), or the subject is a family to which members may have come. The finding names the table, not the text.
    ///
    /// A fact that does not change, such as the size of one model, is compared whatever the date.
    ///
    /// ## Examples
    /// ````yaml,table
    /// schema: reference/1
    /// table: halls
    /// title: Concert halls
    /// as-of: 2024-05-01
    /// attributes:
    ///   seats: {dimension: count, phrases: {zh: {nouns: [座位]}, en: {nouns: [seats]}}}
    /// sources:
    ///   owner: {title: Hall One, url: "https://example.org/hall-one", published: 2024-01-05}
    /// subjects:
    ///   hall-1:
    ///     name: Hall One
    ///     aliases: [一号厅]
    ///     sources: [owner]
    ///     facts: {seats: {value: 1200, as-of: 2023-01-01}}
    /// ````
    /// ````md,flagged
    /// ---
    /// date: 2024-05-09
    /// ---
    /// 一号厅有1450个座位。
    ///
    /// Hall One has 1,450 seats.
    /// ````
    /// ````md
    /// ---
    /// date: 2022-05-09
    /// ---
    /// 一号厅有1200个座位。
    /// ````
    pub(crate) struct StaleReference {
        id: "claim/stale-reference",
        level: Some(Severity::Info),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn stale_reference(context: &RuleContext<'_>, judged: &Judged<'_>) -> Diagnostic {
    let (written, named, label, known) = (judged.written, judged.named, &judged.label, judged.known_values());
    let table = context.tables.table_of(judged.entity);
    let looked_up = judged.judgement.evidence.first().and_then(|item| item.as_of.clone());
    let as_of = looked_up.unwrap_or_else(|| date_text(&table.as_of));
    let message = message!(
        "the table `{id}` may be older than `{written}`: its {label} of `{named}` is `{known}`",
        id = table.id,
        written,
        label,
        named,
        known
    );
    judged
        .diagnostic(context, &StaleReference::META, StaleReference::META.severity(), message)
        .with_label(message!("the table has {known}, as of {as_of}", known, as_of))
        .with_help(message!("bring the table up to date, or check the text ({source})", source = judged.source()))
}

impl Rule for StaleReference {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for judged in judged(context).filter(|judged| *judged.verdict() == Verdict::StaleReference) {
            diagnostics.push(stale_reference(context, &judged));
        }
    }
}
