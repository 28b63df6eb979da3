use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::relation::arithmetic::{Change, Fit};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::is_cjk;

declare_rule! {
    /// Reports a difference of two percentages that is called a percentage itself.
    ///
    /// ## Why is this bad?
    /// From 20 % to 25 % is a rise of 5 percentage points, and of 25 percent. Who reads `up 5 %` may take it for a rise to
    /// 21 %.
    ///
    /// Reported only where both ends stand beside the difference, it is right in points, and it is wrong in percent.
    ///
    /// ## Examples
    /// ````md,flagged
    /// 满意度从20%提高到25%，提高了5%。
    ///
    /// Satisfaction rose from 20% to 25%, an increase of 5%.
    /// ````
    /// ````md
    /// 满意度从20%提高到25%，提高了5个百分点。
    ///
    /// Satisfaction rose from 20% to 25%, an increase of 25%.
    /// ````
    ///
    /// ## Fix safety
    /// The fix writes percentage points. It is unsafe, since it changes what the text says.
    pub(crate) struct PercentForPoints {
        id: "consistency/percent-for-points",
        level: Some(Severity::Warning),
        fix: FixAvailability::Unsafe,
        options: &[],
    }
}

fn percent_for_points(context: &RuleContext<'_>, change: &Change) -> Diagnostic {
    let prose = &context.document.prose;
    let [before, after, by] = [change.before, change.after, change.by].map(|figure| prose.slice(figure.range));
    let meta = &PercentForPoints::META;
    let range = prose.to_source(change.by.range);
    let message =
        message!("`{by}` is the difference of `{before}` and `{after}` in percentage points", by, before, after);
    let mut diagnostic = Diagnostic::new(meta.rule_id(), meta.severity(), range, message)
        .with_label("points, not percent")
        .with_related(prose.to_source(change.before.range), "from this")
        .with_related(prose.to_source(change.after.range), "to this")
        .with_fingerprint_key(format!("{before} {after} {by}"));
    diagnostic.related.sort_by_key(|related| related.label.range.start());
    let Some(content) = points(context, change) else {
        return diagnostic.with_help("say percentage points, or give the change in percent");
    };
    diagnostic.with_help(message!("write `{content}`, or give the change in percent", content)).with_fix(Fix {
        message: message!("replace `{written}` with `{replacement}`", written = by, replacement = content),
        applicability: Applicability::Unsafe,
        edits: vec![Edit { range, content }],
    })
}

/// Returns a percentage as one of points, in the language around it; `None` where it is not written with a plain sign.
fn points(context: &RuleContext<'_>, change: &Change) -> Option<String> {
    let prose = &context.document.prose;
    let by = prose.slice(change.by.range);
    let number =
        by.strip_suffix('%').or_else(|| by.strip_suffix('％')).or_else(|| by.strip_suffix("percent"))?.trim_end();
    // Markup within the figure would be lost.
    let source = context.file.slice(prose.to_source(change.by.range));
    let is_plain = source == by && number.starts_with(|first: char| first.is_ascii_digit());
    let between = &prose.text()[usize::from(change.before.range.end())..];
    let is_chinese = between.chars().take(12).any(is_cjk);
    is_plain.then(|| if is_chinese { format!("{number} 个百分点") } else { format!("{number} percentage points") })
}

impl Rule for PercentForPoints {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let is_points = |change: &&Change| change.fit() == Fit::IsPoints;
        diagnostics.extend(
            context.arithmetic.changes.iter().filter(is_points).map(|change| percent_for_points(context, change)),
        );
    }
}
