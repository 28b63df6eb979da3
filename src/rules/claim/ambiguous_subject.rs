use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::claim::{Judged, judged};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::verify::{Reason, Verdict};

declare_rule! {
    /// Reports claims about a name that may mean several subjects, so that nothing can be compared.
    ///
    /// ## Why is this bad?
    /// `Qwen` alone has been a dozen families, and a family may have a size that no table lists: a reader cannot tell which is
    /// meant, and neither can factlint. Off by default: many texts have said before which one they speak of.
    ///
    /// ## Examples
    /// ````yaml,config
    /// rules: {claim/ambiguous-subject: info}
    /// ````
    /// ````md,flagged
    /// BERT有2.1亿参数。
    ///
    /// BERT has 210 million parameters.
    /// ````
    /// ````yaml,config
    /// rules: {claim/ambiguous-subject: info}
    /// ````
    /// ````md
    /// BERT Large有3.4亿参数。
    ///
    /// BERT has 340 million parameters.
    /// ````
    pub(crate) struct AmbiguousSubject {
        id: "claim/ambiguous-subject",
        level: None,
        fix: FixAvailability::None,
        options: &[],
    }
}

fn ambiguous_subject(context: &RuleContext<'_>, judged: &Judged<'_>, members: usize) -> Diagnostic {
    let (written, named, label) = (judged.written, judged.named, &judged.label);
    let message = message!(
        "`{named}` may be any of {members} subjects, so its {label} of `{written}` is not checked",
        named,
        members,
        label,
        written
    );
    judged
        .diagnostic(context, &AmbiguousSubject::META, Severity::Info, message)
        .with_label("of which one is not said")
        .with_help("write the whole name, with version and size")
}

impl Rule for AmbiguousSubject {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for judged in judged(context) {
            let members = context.tables.descendants(judged.entity).len();
            if 0 < members && *judged.verdict() == Verdict::NotCheckable(Reason::Ambiguous) {
                diagnostics.push(ambiguous_subject(context, &judged, members));
            }
        }
    }
}
