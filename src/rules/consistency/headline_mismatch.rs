use crate::diagnostic::{Diagnostic, Severity};
use crate::relation::conflict::Headline;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports a number of the title or the description that the text has otherwise.
    ///
    /// ## Why is this bad?
    /// Most readers see the title alone. Where it says 10亿 and the text 100亿, they take a wrong number away, and the others
    /// do not know which to believe.
    ///
    /// The title of the front matter, its description and headings of the first rank are held against the text. A number is
    /// reported where the text has it nowhere, and has the same digits with another scale for the same thing (融资10亿,
    /// 融资100亿), or one other value of the same subject. Rounded numbers agree: 170亿 and 171.4亿.
    ///
    /// ## Examples
    /// ````md,flagged
    /// ---
    /// title: 启明动力完成12亿元融资
    /// ---
    ///
    /// 启明动力宣布完成120亿元融资，由两家产业基金领投。
    /// ````
    /// ````md
    /// ---
    /// title: 启明动力完成近12亿元融资
    /// ---
    ///
    /// 启明动力宣布完成11.8亿元融资，由两家产业基金领投。
    /// ````
    pub(crate) struct HeadlineMismatch {
        id: "consistency/headline-mismatch",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn headline_mismatch(context: &RuleContext<'_>, found: Headline) -> Diagnostic {
    let meta = &HeadlineMismatch::META;
    let prose = &context.document.prose;
    let (title, text) = (prose.slice(found.title), prose.slice(found.text));
    let place = if found.is_description { "description" } else { "title" };
    let message = match found.power {
        Some(power) => {
            message!(
                "the {place} says `{title}`, and the text `{text}`: they differ by a factor of {factor}",
                place,
                title,
                text,
                factor = super::factor(power)
            )
        }
        None => message!("the {place} says `{title}`, and the text `{text}`", place, title, text),
    };
    Diagnostic::new(meta.rule_id(), meta.severity(), prose.to_source(found.title), message)
        .with_label(message!("the {place} says this", place))
        .with_related(prose.to_source(found.text), "and the text this")
        .with_help("make them agree")
        .with_fingerprint_key(format!("{title} {text}"))
}

impl Rule for HeadlineMismatch {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let found = &context.repeated.headlines;
        diagnostics.extend(found.iter().map(|found| headline_mismatch(context, *found)));
    }
}
