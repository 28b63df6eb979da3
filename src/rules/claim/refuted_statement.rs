use crate::claim::{ClaimValue, Link, Subject, keys};
use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use crate::rules::claim::{Judged, judged};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::verify::Verdict;

declare_rule! {
    /// Reports statements about organisations and deals that a reference table refutes: what kind of deal it was, who
    /// bought or founded whom.
    ///
    /// ## Why is this bad?
    /// A deal in which a licence was paid for and the staff was hired is not an acquisition, however the headline put it:
    /// the company is still there, with its shareholders. Such statements carry no number, so nobody checks them.
    ///
    /// A statement is judged only where both parties are named by names of the tables, the verb is one of the table's
    /// phrases, and nothing but light words stands between them. Plans, rumours, denials, questions, quotations,
    /// characterisations (变相收购, `all but acquired`) and deals over parts of a company are left alone. What is called an
    /// investment may have become an acquisition since, and is not held against it.
    ///
    /// ## Examples
    /// ````md,flagged
    /// 微软花了6.5亿美元收购Inflection。
    ///
    /// DeepMind, founded by Google in London, is a lab.
    /// ````
    /// ````md
    /// 微软花了6.5亿美元取得Inflection的技术授权，并聘用其团队。
    ///
    /// DeepMind, bought by Google in 2014, is a lab.
    /// ````
    ///
    /// ## References
    /// The terms and their phrases stand in the tables, `lints/reference/`; the words that may stand between them in
    /// `lints/statements/`.
    pub(crate) struct RefutedStatement {
        id: "claim/refuted-statement",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn wrong_term(context: &RuleContext<'_>, judged: &Judged<'_>, claimed: &str) -> Diagnostic {
    let (written, named, label, known) = (judged.written, judged.named, &judged.label, judged.known_values());
    let message = message!(
        "`{written}` says {claimed}, but the {label} of `{named}` is `{known}`",
        written,
        claimed,
        label,
        named,
        known
    );
    report(context, judged, message, message!("the table has {known}", known))
}

fn wrong_buyer(context: &RuleContext<'_>, judged: &Judged<'_>, claimed: &str) -> Diagnostic {
    let (named, known) = (judged.named, judged.known_values());
    let message = message!("`{named}` was bought by `{known}`, not by {claimed}", named, known, claimed);
    report(context, judged, message, message!("the table has {known}", known))
}

fn wrong_founder(context: &RuleContext<'_>, judged: &Judged<'_>, claimed: &str) -> Diagnostic {
    let (named, known) = (judged.named, first_names(&judged.known_values()));
    let message = message!("`{named}` was founded by `{known}`, not by {claimed}", named, known, claimed);
    report(context, judged, message, message!("the table has {known}", known))
}

fn not_founded_within(context: &RuleContext<'_>, judged: &Judged<'_>, claimed: &str) -> Diagnostic {
    let named = judged.named;
    let of = |attribute: &str| {
        let found = judged.judgement.evidence.iter().find(|item| item.attribute == attribute);
        found.and_then(|item| item.value.clone()).unwrap_or_else(|| "an earlier date".to_owned())
    };
    let (founded, bought) = (of("founded"), of("agreed"));
    let first = founded.split(" or ").next().unwrap_or_default();
    let message = message!(
        "`{named}` was founded in `{first}`, before {claimed} bought it (`{bought}`)",
        named,
        first,
        claimed,
        bought
    );
    report(context, judged, message, message!("not while at {claimed}", claimed))
}

/// Returns the first three of a list of names, and how many there are besides; the evidence has them all.
fn first_names(names: &Message) -> Message {
    let each: Vec<&str> = names.split(", ").collect();
    match each.as_slice() {
        [first, second, third, rest @ ..] if 1 < rest.len() => {
            message!("{first}, {second}, {third} and {rest} more", first, second, third, rest = rest.len())
        }
        _ => names.clone(),
    }
}

fn report(context: &RuleContext<'_>, judged: &Judged<'_>, message: Message, label: Message) -> Diagnostic {
    let note = judged.judgement.evidence.first().and_then(|item| item.note.as_deref());
    let help = match note {
        Some(note) => message!("say what happened ({source}): {note}", source = judged.source(), note),
        None => message!("say what happened, or whose account it is ({source})", source = judged.source()),
    };
    judged
        .diagnostic(context, &RefutedStatement::META, severity(context, judged), message)
        .with_label(label)
        .with_help(help)
}

/// Returns an error for what one fact contradicts outright, and a warning for what follows from several, what is said of
/// a pronoun, and what was written after the table was brought up to date: more may have happened since.
fn severity(context: &RuleContext<'_>, judged: &Judged<'_>) -> Severity {
    let is_adjacent = matches!(judged.claim.subject, Subject::Known { link: Link::Adjacent, .. });
    let is_derived = matches!(judged.key, keys::BUYER | keys::WITHIN);
    let written = context.analysis.document_time.map(|day| day.to_string());
    let as_of = judged.judgement.evidence.first().and_then(|item| item.as_of.clone());
    let is_later = as_of.zip(written).is_some_and(|(as_of, written)| as_of < written);
    if is_adjacent && !is_derived && !is_later { Severity::Error } else { Severity::Warning }
}

impl Rule for RefutedStatement {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for judged in judged(context).filter(|judged| *judged.verdict() == Verdict::Refuted) {
            let ClaimValue::Term(term) = &judged.claim.value else { continue };
            let claimed = context.tables.term_name(judged.key, term);
            diagnostics.push(match judged.key {
                keys::BUYER => wrong_buyer(context, &judged, claimed),
                keys::FOUNDER => wrong_founder(context, &judged, claimed),
                keys::WITHIN => not_founded_within(context, &judged, claimed),
                _ => wrong_term(context, &judged, claimed),
            });
        }
    }
}
