use crate::diagnostic::{Diagnostic, Severity};
use crate::relation::conflict::{Restatement, restatements};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports a number that is said again in other words or units, and is another one then.
    ///
    /// ## Why is this bad?
    /// `5000亿（50B）` leaves the reader with two numbers, one of them off by a factor of ten. Scales of Chinese and English do
    /// not line up, so that such slips are the most common mistake of translations.
    ///
    /// Only numbers that stand directly beside each other are compared, at the precision that they were written with, and
    /// measures with room for rounding: 42 km are `26 miles`. Memory may be counted in thousands or in powers of 1024.
    ///
    /// ## Examples
    /// ````md,flagged
    /// 这个模型共有5000亿（50B）参数。
    ///
    /// The channel has 3 million (30万) subscribers. The race is 26 miles (16 km) long.
    /// ````
    /// ````md
    /// 这个模型共有5000亿（500B）参数。
    ///
    /// The channel has 3 million (300万) subscribers. The race is 26 miles (42 km) long.
    /// ````
    pub(crate) struct WrongRestatement {
        id: "consistency/wrong-restatement",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn wrong_restatement(context: &RuleContext<'_>, found: Restatement) -> Diagnostic {
    let meta = &WrongRestatement::META;
    let prose = &context.document.prose;
    let (first, second) = (prose.slice(found.first), prose.slice(found.second));
    let message = match found.power {
        Some(power) => message!(
            "`{first}` is not `{second}`: they differ by a factor of {factor}",
            first,
            second,
            factor = super::factor(power)
        ),
        None => message!("`{first}` is not `{second}`", first, second),
    };
    Diagnostic::new(meta.rule_id(), meta.severity(), prose.to_source(found.second), message)
        .with_label("this number")
        .with_related(prose.to_source(found.first), "says the same as this one")
        .with_help("find out which of the two is right, and make the other agree")
        .with_fingerprint_key(format!("{first} {second}"))
}

impl Rule for WrongRestatement {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let found = restatements(context.document, context.analysis);
        diagnostics.extend(found.into_iter().map(|found| wrong_restatement(context, found)));
    }
}
