use crate::diagnostic::{Diagnostic, EvidenceItem, Severity};
use crate::rules::claim::{Judged, judged, source_of};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::verify::Verdict;

declare_rule! {
    /// Reports values that one confirmed fact has and another, of independent sources, contradicts.
    ///
    /// ## Why is this bad?
    /// The text is right by one source and wrong by another, and the reader learns of only one. Sources of one group (a press
    /// agency and those who print it) count as one voice.
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
    ///   survey: {title: City survey, url: "https://example.org/survey", published: 2023-11-20}
    /// subjects:
    ///   hall-1:
    ///     name: Hall One
    ///     aliases: [一号厅]
    ///     facts: {seats: [{value: 1200, sources: [owner]}, {value: 1450, sources: [survey]}]}
    /// ````
    /// ````md,flagged
    /// 一号厅有1200个座位。
    ///
    /// Hall One has 1,450 seats.
    /// ````
    /// ````md
    /// 据说一号厅有1000多个座位。
    /// ````
    pub(crate) struct DisputedValue {
        id: "claim/disputed-value",
        level: Some(Severity::Info),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn disputed_value(context: &RuleContext<'_>, judged: &Judged<'_>) -> Diagnostic {
    let (written, named, label) = (judged.written, judged.named, &judged.label);
    let evidence = &judged.judgement.evidence;
    let (own, other) = (evidence.first(), evidence.get(1));
    let value = |item: Option<&EvidenceItem>| item.and_then(|item| item.value.clone()).unwrap_or_default();
    let message = message!(
        "`{written}` is one of two values for the {label} of `{named}`: `{known}`",
        written,
        label,
        named,
        known = judged.known_values()
    );
    judged
        .diagnostic(context, &DisputedValue::META, DisputedValue::META.severity(), message)
        .with_label("independent sources differ")
        .with_help(message!(
            "say whose figure it is: {own} by {source}; {other} by {other_source}",
            own = value(own),
            source = source_of(own),
            other = value(other),
            other_source = source_of(other)
        ))
}

impl Rule for DisputedValue {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for judged in judged(context).filter(|judged| *judged.verdict() == Verdict::Disputed) {
            diagnostics.push(disputed_value(context, &judged));
        }
    }
}
