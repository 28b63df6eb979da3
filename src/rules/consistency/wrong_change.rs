use rust_decimal::Decimal;

use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use crate::relation::arithmetic::{Cause, Change, Difference, FigureKind, Fit};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports a change that is not what its two ends come to.
    ///
    /// ## Why is this bad?
    /// When a text gives both ends of a change and its size, the three can be computed from each other. Readers who do so
    /// and find another figure doubt the rest.
    ///
    /// Only a size that is bound to the two ends is held against them: it stands right beside them, with a word of change
    /// (up, 增长, a reduction) or in brackets. Every figure may be rounded, or cut, at the last place that is written. N 倍
    /// and `N times` may mean N times as many or N times more. Sizes such as 同比 and `a year`, which may count from another
    /// number, are left alone, and so are sentences that ask, suppose or correct. What is faster is held against lengths of
    /// time and rates alone.
    ///
    /// ## Examples
    /// ````md,flagged
    /// 订单从121万笔增长到209万笔，增长了172%。
    ///
    /// Orders rose from 121 to 209, up 172%. The build went from 12 s to 3 s, an 8x speed-up.
    /// ````
    /// ````md
    /// 订单从121万笔增长到209万笔，增长了72.7%。
    ///
    /// Orders rose from 121 to 209, up 73%. The build went from 12 s to 3 s, a 4x speed-up.
    /// ````
    pub(crate) struct WrongChange {
        id: "consistency/wrong-change",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn wrong_change(context: &RuleContext<'_>, change: &Change, difference: Difference) -> Diagnostic {
    let prose = &context.document.prose;
    let [before, after, by] = [change.before, change.after, change.by].map(|figure| prose.slice(figure.range));
    let actual = describe(change, by, difference.actual);
    let meta = &WrongChange::META;
    let message = message!(
        "`{by}` does not fit the change from `{before}` to `{after}`, which is {actual}",
        by,
        before,
        after,
        actual
    );
    let mut diagnostic = Diagnostic::new(meta.rule_id(), meta.severity(), prose.to_source(change.by.range), message)
        .with_label(message!("`{before}` → `{after}` is {actual}", before, after, actual))
        .with_related(prose.to_source(change.before.range), "from this")
        .with_related(prose.to_source(change.after.range), "to this")
        .with_help(help(change, difference, [before, after, by]))
        .with_fingerprint_key(format!("{before} {after} {by}"));
    diagnostic.related.sort_by_key(|related| related.label.range.start());
    diagnostic
}

fn help(change: &Change, difference: Difference, [before, after, by]: [&str; 3]) -> Message {
    let actual = describe(change, by, difference.actual);
    match difference.cause {
        Some(Cause::IsWhole) => {
            message!("`{after}` is {by} of `{before}`; what it changed by is {actual}", after, by, before, actual)
        }
        Some(Cause::OtherBase) => message!(
            "{by} is computed from `{after}`; counted from `{before}` it is {actual}",
            by,
            after,
            before,
            actual
        ),
        Some(Cause::OtherWay) => message!("the numbers go the other way: {actual}", actual),
        Some(Cause::TimesTen) => message!("it is ten times too large: write {actual}, or correct the numbers", actual),
        Some(Cause::OverTen) => message!("it is ten times too small: write {actual}, or correct the numbers", actual),
        Some(Cause::IsMultiple) => {
            message!("the change in percent stands where the multiple belongs: {actual}", actual)
        }
        None => message!("correct the figure, or one of the two numbers"),
    }
}

/// Returns a change for people: `+72.7 %`, `−4.2 percentage points`, `4 times`, `+88`.
fn describe(change: &Change, by: &str, actual: Decimal) -> Message {
    let digits = |value: Decimal| {
        let places = if Decimal::ONE_HUNDRED <= value.abs() { 0 } else { 1 };
        let rounded = value.round_dp(places);
        // A change that one place does not show: 0.04 %.
        let rounded = if rounded.is_zero() { value.round_sf(2).unwrap_or(value) } else { rounded };
        rounded.abs().normalize().to_string()
    };
    let sign = if actual.is_sign_negative() { "−" } else { "+" };
    match change.by.kind {
        FigureKind::Percent => Message::verbatim(format!("{sign}{} %", digits(actual))),
        FigureKind::Points => message!("{sign}{points} percentage points", sign, points = actual.abs().normalize()),
        FigureKind::Multiple { .. } => message!("a factor of {factor}", factor = digits(actual)),
        _ => Message::verbatim(format!("{sign}{}", like(change, by, actual.abs()))),
    }
}

/// Returns an amount in the unit and scale of the extent as it is written: 26天, 88亿元.
fn like(change: &Change, by: &str, amount: Decimal) -> String {
    let is_digit = |character: char| character.is_ascii_digit() || matches!(character, '.' | ',');
    let start = by.find(is_digit).unwrap_or(by.len());
    let end = by[start..].find(|character| !is_digit(character)).map_or(by.len(), |length| start + length);
    let scaled = by[start..end].replace(',', "").parse::<Decimal>().ok();
    let scaled = scaled.and_then(|number| amount.checked_mul(number)?.checked_div(change.by.value));
    scaled.map_or_else(
        || amount.normalize().to_string(),
        |scaled| format!("{}{}{}", &by[..start], scaled.round_dp(4).normalize(), &by[end..]),
    )
}

impl Rule for WrongChange {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for change in &context.arithmetic.changes {
            if let Fit::Differs(difference) = change.fit() {
                diagnostics.push(wrong_change(context, change, difference));
            }
        }
    }
}
