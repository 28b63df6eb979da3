use crate::diagnostic::{Diagnostic, Severity};
use crate::relation::conflict::{Sum, sums};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports a total that is not the sum of the numbers that it is said to sum up.
    ///
    /// ## Why is this bad?
    /// Whoever adds up the parts sees that one of the numbers is wrong, and cannot know which.
    ///
    /// Only a list directly before or after a word for a total (共, 合计, `in total`, `a total of`) is added up, of things
    /// that are counted alike, with room for rounding where numbers are rounded. After 其中 or `including` not every part
    /// need be named: there, parts must come to more than the whole, or miss it by one zero.
    ///
    /// ## Examples
    /// ````md,flagged
    /// 该校获得金牌6枚、银牌9枚、铜牌11枚，共28枚奖牌。
    ///
    /// The three offices have 120, 85 and 60 employees, 285 in total.
    /// ````
    /// ````md
    /// 该校获得金牌6枚、银牌9枚、铜牌11枚，共26枚奖牌。
    ///
    /// The three offices have 120, 85 and 60 employees, 265 in total.
    /// ````
    pub(crate) struct WrongSum {
        id: "consistency/wrong-sum",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn wrong_sum(context: &RuleContext<'_>, found: &Sum) -> Diagnostic {
    let meta = &WrongSum::META;
    let prose = &context.document.prose;
    let total = prose.slice(found.total);
    let parts: Vec<&str> = found.parts.iter().map(|part| prose.slice(*part)).collect();
    let parts = parts.join(" + ");
    let message = message!("the total is `{total}`, and its parts add up to {sum}", total, sum = found.sum);
    let mut diagnostic = Diagnostic::new(meta.rule_id(), meta.severity(), prose.to_source(found.total), message)
        .with_label("this total")
        .with_help(message!("{parts} is {sum}: correct the total or the part that is wrong", parts, sum = found.sum))
        .with_fingerprint_key(format!("{parts} {total}"));
    for part in &found.parts {
        diagnostic = diagnostic.with_related(prose.to_source(*part), "a part");
    }
    diagnostic
}

impl Rule for WrongSum {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let found = sums(context.document, context.analysis);
        diagnostics.extend(found.iter().map(|found| wrong_sum(context, found)));
    }
}
