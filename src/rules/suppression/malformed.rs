//! `suppression/malformed`: a comment that is meant to switch rules off and cannot be read.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::document::Verb;
use crate::message::Message;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::suppress::{self, MalformedKind};

declare_rule! {
    /// Reports comments that are meant to switch rules off and switch nothing off: a slip in the first word, no rule, or a
    /// last day that the calendar does not have.
    ///
    /// ## Why is this bad?
    ///
    /// The comment looks as if it worked, and whoever wrote it wonders why the finding is still there. A linter that passes
    /// over `factlint-disable-nextline` keeps its author guessing.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// <!-- factlint-disable-nextline claim/refuted-value -- an old slide -->
    /// Phi-3 has 2.7 billion parameters.
    /// ````
    ///
    /// ````md,flagged
    /// 今天是好天气。<!-- factlint-disable-line date/wrong-weekday -- 原文如此，至 2027-02-30 -->
    /// ````
    ///
    /// ````md
    /// <!-- factlint-disable-next-line claim/refuted-value -- an old slide -->
    /// Phi-3 has 2.7 billion parameters.
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix writes the word that is most likely meant. It is unsafe: from then on a finding is not shown.
    pub(crate) struct Malformed {
        id: "suppression/malformed",
        level: Some(Severity::Warning),
        fix: FixAvailability::Unsafe,
        options: &[],
    }
}

fn malformed(found: &suppress::Malformed) -> Diagnostic {
    let make = |message: Message| {
        Diagnostic::new(Malformed::META.rule_id(), Malformed::META.severity(), found.range, message)
            .with_label("nothing is switched off")
    };
    match &found.kind {
        MalformedKind::Misspelt { written, meant } => make(message!("there is no comment `{written}`", written))
            .with_help(message!("did you mean `{meant}`?", meant = meant.as_str()))
            .with_fingerprint_key(written.as_str())
            .with_fix(Fix {
                message: message!("write `{meant}`", meant = meant.as_str()),
                applicability: Applicability::Unsafe,
                edits: vec![Edit { range: found.range, content: meant.as_str().to_owned() }],
            }),
        MalformedKind::NoRule { verb } => make(message!("`{verb}` names no rule", verb = verb.as_str()))
            .with_help(no_rule_help(*verb))
            .with_fingerprint_key(verb.as_str()),
        MalformedKind::Expiry { written } => {
            let has_shape = written.len() == 10 && written.is_ascii() && written.matches('-').count() == 2;
            let message = if has_shape {
                message!("there is no day `{written}`", written)
            } else {
                message!("the day `{written}` is not in the form 2027-01-01", written)
            };
            make(message)
                .with_help("write the last day on which the comment counts as `until 2027-01-01`")
                .with_fingerprint_key(written.as_str())
        }
        MalformedKind::WrongType { kind } => make(message!(
            "`{key}` takes a text or a list of texts, not {kind}",
            key = suppress::FRONT_MATTER_KEY,
            kind
        ))
        .with_help("write `factlint-disable: claim/refuted-value -- why`")
        .with_fingerprint_key(*kind),
    }
}

fn no_rule_help(verb: Verb) -> Message {
    message!(
        "name the rules: `{verb} claim/refuted-value -- why`; `claim/*` is a group, and `all` is all of them",
        verb = verb.as_str()
    )
}

impl Rule for Malformed {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.extend(context.suppressions.malformed.iter().map(malformed));
    }
}
