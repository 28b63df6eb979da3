//! `suppression/unused`: a comment that keeps nothing silent.

use super::removal::{removal, removal_of_name};
use super::{is_judged, is_known, quoted};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Verb;
use crate::message::Message;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::suppress::{Carrier, Directive, IdleEnd, Selector};
use crate::text::TextRange;

declare_rule! {
    /// Reports comments that switch a rule off where it finds nothing, and ends of blocks that nobody began.
    ///
    /// ## Why is this bad?
    ///
    /// What was wrong is corrected, or the comment never stood at the right place. Left behind, it hides the next mistake.
    ///
    /// `factlint-disable-line` means the line that it stands on; `factlint-disable-next-line` the block below it, or the
    /// next line where it stands behind words.
    ///
    /// A rule that is off in this run, or that compares several documents, may find something in another run: its name is
    /// not reported.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// <!-- factlint-disable-next-line claim/refuted-value -- an old slide -->
    /// Phi-3 has 3.8 billion parameters.
    /// ````
    ///
    /// ````md
    /// <!-- factlint-disable-next-line claim/refuted-value -- an old slide -->
    /// Phi-3 has 2.7 billion parameters.
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix removes the comment, or the name in it that keeps nothing silent. Readers see neither; it is safe.
    pub(crate) struct Unused {
        id: "suppression/unused",
        level: Some(Severity::Warning),
        fix: FixAvailability::Safe,
        options: &[],
    }
}

fn report(range: TextRange, message: impl Into<Message>, key: impl Into<String>) -> Diagnostic {
    Diagnostic::new(Unused::META.rule_id(), Unused::META.severity(), range, message).with_fingerprint_key(key)
}

fn unused(context: &RuleContext<'_>, directive: &Directive, diagnostics: &mut Vec<Diagnostic>) {
    let is_unused = |selector: &Selector| {
        selector.n_used == 0 && is_known(selector, context.settings) && is_judged(selector, context)
    };
    let idle: Vec<usize> =
        (0..directive.selectors.len()).filter(|index| is_unused(&directive.selectors[*index])).collect();
    if idle.is_empty() {
        return;
    }
    let help = match directive.verb {
        Verb::DisableLine => {
            "remove it; a comment on a line of its own means the next with `factlint-disable-next-line`"
        }
        _ => "remove it, so that it does not hide the next mistake",
    };
    if idle.len() == directive.selectors.len() {
        let names = quoted(directive.selectors.iter().map(|selector| selector.name.as_str()));
        let mut diagnostic =
            report(directive.range, message!("this switches {names} off, and nothing is found there", names), names)
                .with_help(help);
        diagnostic.fix = removal(context.file, directive.carrier, directive.range);
        diagnostics.push(diagnostic);
        return;
    }
    let places: Vec<TextRange> = directive.selectors.iter().map(|selector| selector.range).collect();
    for index in idle {
        let selector = &directive.selectors[index];
        let message = message!("this switches `{name}` off, and it finds nothing there", name = selector.name);
        let mut diagnostic = report(selector.range, message, selector.name.clone()).with_help("remove the name");
        if !matches!(directive.carrier, Carrier::FrontMatterKey { .. }) {
            diagnostic.fix = removal_of_name(context.file, &places, index);
        }
        diagnostics.push(diagnostic);
    }
}

fn idle_end(context: &RuleContext<'_>, end: &IdleEnd) -> Option<Diagnostic> {
    let (known, rest): (Vec<&Selector>, Vec<&Selector>) =
        end.selectors.iter().partition(|selector| is_known(selector, context.settings));
    if known.is_empty() && !rest.is_empty() {
        return None;
    }
    let names = quoted(known.iter().map(|selector| selector.name.as_str()));
    let message = if names.is_empty() {
        message!("nothing is switched off here that this would switch on")
    } else {
        message!("{names} is not switched off here", names)
    };
    let mut diagnostic = report(end.range, message, format!("end {}", names.english()))
        .with_help("name the rules as `factlint-disable` above does, or remove it");
    if !end.is_partly_used && rest.is_empty() {
        diagnostic.fix = removal(context.file, end.carrier, end.range);
    }
    Some(diagnostic)
}

impl Rule for Unused {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let suppressions = context.suppressions;
        // What is left open, or over, is told as that.
        for directive in suppressions.directives.iter().filter(|found| found.is_closed && !found.is_expired) {
            unused(context, directive, diagnostics);
        }
        diagnostics.extend(suppressions.idle_ends.iter().filter_map(|end| idle_end(context, end)));
    }
}
