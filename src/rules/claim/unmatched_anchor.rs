use crate::claim::{Anchor, AnchorOutcome, AnchorProblem};
use crate::diagnostic::{Diagnostic, Severity};
use crate::message::{Argument, Message};
use crate::reference::{AttributeIndex, EntityIndex, ReferenceTable};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::settings::{Level, Settings};
use crate::text::TextRange;

declare_rule! {
    /// Reports comments that should tie a claim to a fact and tie nothing, and required tables that nothing was checked with.
    ///
    /// ## Why is this bad?
    /// A comment such as `<!-- factlint: GPT-3 parameters -->` says that the value beside it is checked. When the text is
    /// rewritten, the value moves or the name is mistyped, nothing is checked any more, and nobody would notice: no finding
    /// looks the same as a right value.
    ///
    /// A comment behind a value means that value; elsewhere in a paragraph or a cell the nearest before it that fits; on a
    /// line of its own the first that fits in the block or the table below. It names the subject and the attribute, by key
    /// or by name: `GPT-3 parameters`, `通义千问 参数量`, or `subject=… attribute=…` (`主体=… 属性=…`). In MDX it is written
    /// `{/* factlint: … */}`.
    ///
    /// A table that the configuration marks with `required: true` is reported, at its place in the configuration, when no
    /// claim of the whole run was checked with one of its facts.
    ///
    /// ## Examples
    /// ````md,flagged
    /// <!-- factlint: GPT-3 parameters -->
    /// The model was large for its time.
    ///
    /// The largest variant has 175 billion parameters.<!-- factlint: GTP-3 parameters -->
    ///
    /// 它当时有1750亿参数。<!-- factlint: GPT-3 颜色 -->
    /// ````
    /// ````md
    /// <!-- factlint: GPT-3 parameters -->
    /// The largest variant has 175 billion parameters.
    ///
    /// 它当时有1750亿<!-- factlint: GPT-3 参数量 -->参数。
    /// ````
    pub(crate) struct UnmatchedAnchor {
        id: "claim/unmatched-anchor",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}

/// How many comments of a document get a guess at what they mean.
const MAXIMUM_GUESSES: usize = 32;

const WHERE_TO_PUT_IT: &str = "put the comment right behind the value, or on a line of its own above the paragraph that \
                               has it; remove it where the value is gone";

/// Returns the level at which required tables are reported; `None` where they are not.
pub(crate) fn unmatched_table_level(settings: &Settings) -> Option<Severity> {
    match settings.rules.get(UnmatchedAnchor::META.id).and_then(|rule| rule.level) {
        None => UnmatchedAnchor::META.level,
        Some(Level::Off) => None,
        Some(Level::At(severity)) => Some(severity),
    }
}

/// Returns the finding that no claim of the run was checked with a required table; `range` is its entry in the
/// configuration.
pub(crate) fn unmatched_table(range: TextRange, path: &str, table: &ReferenceTable, documents: usize) -> Diagnostic {
    let checked = if documents == 1 { message!("1 document") } else { message!("{documents} documents", documents) };
    let message = message!("no claim in {checked} was checked with the required table `{path}`", checked, path);
    let subjects = table.entities.len();
    diagnostic(range, message)
        .with_label(if subjects == 1 {
            message!("1 subject, none of them checked")
        } else {
            message!("{subjects} subjects, none of them checked", subjects)
        })
        .with_help("correct its names and phrases so that they match the text again, or remove `required: true`")
        .with_fingerprint_key(format!("table {path}"))
}

fn without_value(
    context: &RuleContext<'_>,
    range: TextRange,
    entity: EntityIndex,
    attribute: AttributeIndex,
) -> Diagnostic {
    let (name, label) = names(context, entity, attribute);
    diagnostic(range, message!("no value stands where this comment ties the {label} of `{name}`", label, name))
        .with_label("nothing is checked here")
        .with_help(WHERE_TO_PUT_IT)
        .with_fingerprint_key(format!("{name} {} without a value", label.english()))
}

fn without_fact(
    context: &RuleContext<'_>,
    range: TextRange,
    entity: EntityIndex,
    attribute: AttributeIndex,
) -> Diagnostic {
    let (name, label) = names(context, entity, attribute);
    diagnostic(range, message!("no table has the {label} of `{name}`, which this comment ties", label, name))
        .with_label("nothing is checked here")
        .with_help("add the fact to a table of yours, or remove the comment")
        .with_fingerprint_key(format!("{name} {} without a fact", label.english()))
}

fn unreadable(range: TextRange, problem: &AnchorProblem, near: Option<&str>) -> Diagnostic {
    let (message, help) = match problem {
        AnchorProblem::Incomplete => (
            message!("the comment does not name both a subject and an attribute"),
            "write `<!-- factlint: SUBJECT ATTRIBUTE -->`, such as `GPT-3 parameters`",
        ),
        AnchorProblem::UnknownKey { key } => (
            message!("a comment that ties a claim has no key `{key}`", key),
            "write `subject=… attribute=…` or `主体=… 属性=…`",
        ),
        AnchorProblem::UnknownSubject { name } => (
            message!("no table knows the subject `{name}`", name),
            "write the id or a name of a subject, or add it to a table of yours",
        ),
        AnchorProblem::UnknownAttribute { name } => (
            message!("no table has the attribute `{name}`", name),
            "write the key or the label of an attribute, or add it to a table of yours",
        ),
    };
    let help = near.map_or_else(|| Message::from(help), |near| message!("did you mean `{near}`?", near));
    diagnostic(range, message).with_label("nothing is checked here").with_help(help)
}

/// Returns the name that a comment may mean.
fn near<'a>(context: &'a RuleContext<'_>, problem: &AnchorProblem) -> Option<&'a str> {
    match problem {
        AnchorProblem::UnknownSubject { name } => context.tables.nearest_name(name),
        AnchorProblem::UnknownAttribute { name } => context.tables.nearest_attribute(name),
        AnchorProblem::Incomplete | AnchorProblem::UnknownKey { .. } => None,
    }
}

fn diagnostic(range: TextRange, message: impl Into<Message>) -> Diagnostic {
    Diagnostic::new(UnmatchedAnchor::META.rule_id(), UnmatchedAnchor::META.severity(), range, message)
}

fn names<'a>(context: &'a RuleContext<'_>, entity: EntityIndex, attribute: AttributeIndex) -> (&'a str, Argument) {
    (&context.tables.entity(entity).name, super::label(context, attribute))
}

impl Rule for UnmatchedAnchor {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        // Every name is looked at for each guess: one by one for a few comments, not for thousands.
        let mut guesses = 0..MAXIMUM_GUESSES;
        for Anchor { range, outcome } in &context.analysis.anchors {
            diagnostics.push(match outcome {
                AnchorOutcome::Tied { .. } => continue,
                AnchorOutcome::NoValue { entity, attribute } => without_value(context, *range, *entity, *attribute),
                AnchorOutcome::NoFact { entity, attribute } => without_fact(context, *range, *entity, *attribute),
                AnchorOutcome::Unreadable { range, problem } => {
                    unreadable(*range, problem, guesses.next().and_then(|_| near(context, problem)))
                }
            });
        }
    }
}
