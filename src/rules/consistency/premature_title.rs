use crate::diagnostic::{Diagnostic, Severity};
use crate::relation::order::{Premature, premature_titles};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports titles that announce as out what the text says is not.
    ///
    /// ## Why is this bad?
    /// Most readers see the title alone. `推新模型X` tells them that there is something to try, and the text that it is still
    /// being made.
    ///
    /// The title must have a verb of launching beside the name of a product, without a word that makes it a plan or a
    /// rumour; the text must name the same product and deny the same verb, of today.
    ///
    /// ## Examples
    /// ````md,flagged
    /// ---
    /// title: 远山科技推新模型YS-2
    /// ---
    ///
    /// YS-2还没有正式发布，目前仍在测试。
    /// ````
    /// ````md
    /// ---
    /// title: 远山科技将推新模型YS-2
    /// ---
    ///
    /// YS-2还没有正式发布，目前仍在测试。
    /// ````
    pub(crate) struct PrematureTitle {
        id: "consistency/premature-title",
        level: Some(Severity::Info),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn premature_title(context: &RuleContext<'_>, premature: &Premature) -> Diagnostic {
    let prose = &context.document.prose;
    let (verb, denial) = (prose.slice(premature.verb), prose.slice(premature.denial));
    let name = &premature.name;
    Diagnostic::new(
        PrematureTitle::META.rule_id(),
        PrematureTitle::META.severity(),
        prose.to_source(premature.verb),
        message!("the title says `{verb}` of `{name}`, and the text `{denial}`", verb, name, denial),
    )
    .with_label("reads as though it were out")
    .with_related(prose.to_source(premature.denial), "it is not, by the text")
    .with_help("say in the title that it is planned, reported or being made")
    .with_fingerprint_key(format!("{name} {verb}"))
}

impl Rule for PrematureTitle {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let found = premature_titles(context.document, context.analysis);
        diagnostics.extend(found.iter().map(|premature| premature_title(context, premature)));
    }
}
