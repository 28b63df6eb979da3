use crate::diagnostic::{Diagnostic, Severity};
use crate::relation::arithmetic::Mean;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports means that no whole numbers can have.
    ///
    /// ## Why is this bad?
    /// The mean of 20 whole numbers ends in 0 or 5 at the second place: 3.45, 3.50, 3.55. A mean of 3.47 among 20 answers in
    /// whole points says that the mean, the number of answers, or the way they were counted is wrong.
    ///
    /// Checked only where the text says that what is averaged is whole (整数, Likert, 1.75个孩子), and names how many there
    /// were, once. The mean may be rounded or cut at its last place; with as many items as places tell apart, every mean is
    /// possible. Scores that are averaged over several items each are left alone.
    ///
    /// ## Examples
    /// ````md,flagged
    /// 20名学生按1到5的整数打分，平均分为3.47。
    ///
    /// The 20 students rated it with whole numbers from 1 to 5; the mean was 3.47.
    /// ````
    /// ````md
    /// 20名学生按1到5的整数打分，平均分为3.45。
    ///
    /// The 20 students rated it with whole numbers from 1 to 5; the mean was 3.45.
    /// ````
    ///
    /// ## References
    /// N. J. L. Brown and J. A. J. Heathers (2017): The GRIM Test. Social Psychological and Personality Science 8(4), 363-369.
    pub(crate) struct ImpossibleMean {
        id: "consistency/impossible-mean",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn impossible_mean(context: &RuleContext<'_>, mean: &Mean) -> Diagnostic {
    let prose = &context.document.prose;
    let [written, count] = [mean.mean, mean.count].map(|figure| prose.slice(figure.range));
    let places = mean.mean.place.scale() + 1;
    let (below, above) = (mean.nearest.0.round_dp(places).normalize(), mean.nearest.1.round_dp(places).normalize());
    let meta = &ImpossibleMean::META;
    Diagnostic::new(
        meta.rule_id(),
        meta.severity(),
        prose.to_source(mean.mean.range),
        message!("`{count}` whole numbers cannot have the mean `{written}`", count, written),
    )
    .with_label(message!("the nearest means are {below} and {above}", below, above))
    .with_related(prose.to_source(mean.count.range), "how many there are")
    .with_help("correct the mean or the number, or say how many of them were counted")
    .with_fingerprint_key(format!("{written} {count}"))
}

impl Rule for ImpossibleMean {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.extend(context.arithmetic.means.iter().map(|mean| impossible_mean(context, mean)));
    }
}
