//! `suppression/unknown-rule`: a comment that names a rule that there is not.

use super::{group, is_known, names};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::message::Message;
use crate::rules::file;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::suppress::{GROUP, Selector};

declare_rule! {
    /// Reports names in comments that stand for no rule.
    ///
    /// ## Why is this bad?
    ///
    /// A comment with a name that is misspelt, or that a rule had once, switches nothing off.
    ///
    /// Rules that say that a file could not be read, and those about comments of this kind, are switched off by no comment;
    /// `factlint.yaml` sets the level of the latter.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// <!-- factlint-disable-next-line claim/refuted-vlaue -- an old slide -->
    /// Phi-3 has 2.7 billion parameters.
    /// ````
    ///
    /// ````md
    /// <!-- factlint-disable-next-line claim/* -- an old slide -->
    /// Phi-3 has 2.7 billion parameters.
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix writes the name that is most likely meant. It is unsafe: from then on a finding is not shown.
    pub(crate) struct UnknownRule {
        id: "suppression/unknown-rule",
        level: Some(Severity::Warning),
        fix: FixAvailability::Unsafe,
        options: &[],
    }
}

fn unknown_rule(context: &RuleContext<'_>, selector: &Selector) -> Diagnostic {
    let name = selector.name.as_str();
    let make = |message: Message| {
        Diagnostic::new(UnknownRule::META.rule_id(), UnknownRule::META.severity(), selector.range, message)
            .with_fingerprint_key(name)
    };
    if group(name) == GROUP {
        return make(message!("`{name}` cannot be switched off by a comment", name))
            .with_help("set its level in factlint.yaml: `rules: {suppression/unused: off}`");
    }
    if group(name) == "reference" {
        return make(message!("`{name}` is about tables, and finds nothing in a document", name))
            .with_help("set its level in factlint.yaml");
    }
    if file::METAS.iter().any(|meta| meta.id == name || selector.covers(meta.id)) {
        return make(message!("`{name}` cannot be switched off", name))
            .with_help("a file that was not checked must never look clean; leave the file out of the run instead");
    }
    let diagnostic = make(message!("there is no rule `{name}`", name));
    let Some(near) = nearest(name, context) else {
        return diagnostic
            .with_help("`factlint rules` lists the rules; `claim/*` is a group, and `all` is all of them");
    };
    diagnostic.with_help(message!("did you mean `{near}`?", near)).with_fix(Fix {
        message: message!("write `{meant}`", meant = near),
        applicability: Applicability::Unsafe,
        edits: vec![Edit { range: selector.range, content: near }],
    })
}

/// Returns the name that is most likely meant.
fn nearest(name: &str, context: &RuleContext<'_>) -> Option<String> {
    let ids: Vec<&str> = names(context.settings).collect();
    let groups = || ids.iter().map(|id| group(id));
    // `claim` and `claim/` stand for the group, `*` for all.
    let bare = name.trim_end_matches(['*', '/']);
    if bare.is_empty() {
        return Some("all".to_owned());
    }
    if groups().any(|group| group == bare) {
        return Some(format!("{bare}/*"));
    }
    // A rule may be named without its group.
    if let Some(id) = ids.iter().find(|id| id.split_once('/').is_some_and(|(_, own)| own == name)) {
        return Some((*id).to_owned());
    }
    let candidates = ids.iter().map(|id| (*id).to_owned());
    let word = name.to_lowercase().replace('_', "-");
    let length = word.chars().count();
    let limit = (name.chars().count() / 4).max(1);
    candidates
        .chain(groups().map(|group| format!("{group}/*")))
        // What differs in length by more differs by more: a comment may name a rule of a megabyte.
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= limit)
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

impl Rule for UnknownRule {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let suppressions = context.suppressions;
        let ends = suppressions.idle_ends.iter().flat_map(|end| &end.selectors);
        let named = suppressions.directives.iter().flat_map(|directive| &directive.selectors).chain(ends);
        let unknown = named.filter(|selector| !is_known(selector, context.settings));
        diagnostics.extend(unknown.map(|selector| unknown_rule(context, selector)));
    }
}
