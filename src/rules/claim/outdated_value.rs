use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::claim::{Judged, judged, source_of, values_of};
use crate::rules::{FixAvailability, OptionDefault, Rule, RuleContext, RuleMeta, RuleOption, declare_rule};
use crate::verify::{Judgement, Verdict, judge_on};

declare_rule! {
    /// Reports values that were true and had changed when the document was written.
    ///
    /// ## Why is this bad?
    /// The source was right in its day, and the text makes it a statement of today.
    ///
    /// A fact holds from `valid-from` until the day before `valid-until`, and a document is judged by its own date. A sentence
    /// that names a date or speaks of the past (曾, `was`) says nothing of today and is not reported.
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
    ///     facts: {seats: [{value: 1200, valid-until: 2024-02-01}, {value: 1450, valid-from: 2024-02-01}]}
    /// ````
    /// ````md,flagged
    /// ---
    /// date: 2024-05-09
    /// ---
    /// 一号厅有1200个座位。
    ///
    /// Hall One has 1,200 seats.
    /// ````
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
    ///     facts: {seats: [{value: 1200, valid-until: 2024-02-01}, {value: 1450, valid-from: 2024-02-01}]}
    /// ````
    /// ````md
    /// ---
    /// date: 2024-05-09
    /// ---
    /// 一号厅有1450个座位，曾有1200个座位。
    ///
    /// In January 2024, Hall One had 1,200 seats.
    /// ````
    ///
    /// ## Options
    /// `since-written` also reports, as information, what was true when it was written and has changed up to today (`--today`):
    /// for a review of old documents.
    pub(crate) struct OutdatedValue {
        id: "claim/outdated-value",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[RuleOption {
            name: "since-written",
            default: OptionDefault::Boolean(false),
            documentation: "Whether to report what was true when it was written and has changed up to today.",
        }],
    }
}

fn outdated_value(context: &RuleContext<'_>, judged: &Judged<'_>) -> Diagnostic {
    let (written, named, label) = (judged.written, judged.named, &judged.label);
    let now = values_of(judged.judgement.evidence.get(1..).unwrap_or_default());
    let message = message!("`{written}` is no longer the {label} of `{named}`: `{now}`", written, label, named, now);
    judged
        .diagnostic(context, &OutdatedValue::META, OutdatedValue::META.severity(), message)
        .with_label("was true before the document's date")
        .with_help(message!("write {now}, or say when it was so ({source})", now, source = judged.source()))
}

/// The value was true when the document was written.
fn changed_since(context: &RuleContext<'_>, judged: &Judged<'_>, today: &Judgement) -> Diagnostic {
    let (written, named, label) = (judged.written, judged.named, &judged.label);
    let now = values_of(today.evidence.get(1..).unwrap_or_default());
    let message = message!(
        "`{written}` was the {label} of `{named}` when this was written, and is now `{now}`",
        written,
        label,
        named,
        now
    );
    let mut diagnostic = judged
        .diagnostic(context, &OutdatedValue::META, Severity::Info, message)
        .with_label("true when written")
        .with_help(message!("add the date, or write {now} ({source})", now, source = source_of(today.evidence.get(1))));
    diagnostic.evidence.clone_from(&today.evidence);
    diagnostic
}

impl Rule for OutdatedValue {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let wants_changes = context.boolean(&Self::META, "since-written");
        let today = context.settings.today;
        for judged in judged(context) {
            match judged.verdict() {
                Verdict::Outdated => diagnostics.push(outdated_value(context, &judged)),
                Verdict::Supported | Verdict::Imprecise if wants_changes => {
                    let index = judged.judgement.claim;
                    let then = judge_on(index, context.document, context.analysis, context.tables, Some(today.day()));
                    if then.verdict == Verdict::Outdated {
                        diagnostics.push(changed_since(context, &judged, &then));
                    }
                }
                _ => {}
            }
        }
    }
}
