//! Whether a change comes to what the text says, and what was probably meant where it does not.
//!
//! Main type: [`Fit`]. All three figures may be rounded; a multiple may count how many times as many or how many times more.

use rust_decimal::Decimal;

use crate::language::Operator;

use super::change::{Change, Way};
use super::figure::{Figure, FigureKind};
use super::interval::Interval;

/// What computing with a change gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// It is what the text says, or nothing can be said.
    Fits,
    /// The percentage is the difference of two percentages, in points.
    IsPoints,
    Differs(Difference),
}

/// What a change comes to, where the text says something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// In percent, points, times or units of the ends, as the text puts it; below nothing for a fall.
    pub(crate) actual: Decimal,
    pub(crate) cause: Option<Cause>,
}

/// What a wrong extent was probably meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The percentage is what the one end is of the other, not what it changed by.
    IsWhole,
    /// It is computed from the end that it should be held against.
    OtherBase,
    /// It goes the other way.
    OtherWay,
    TimesTen,
    OverTen,
    /// A multiple is written as a percentage of the change, or the other way round.
    IsMultiple,
}

impl Change {
    /// Returns whether the text says what the change comes to.
    pub(crate) fn fit(&self) -> Fit {
        let Some((before, after)) = self.before.comparable(&self.after) else { return Fit::Fits };
        self.compare(before, after).unwrap_or(Fit::Fits)
    }

    /// `None` where a number does not fit a decimal.
    fn compare(&self, before: Interval, after: Interval) -> Option<Fit> {
        match self.by.kind {
            FigureKind::Percent => self.compare_percent(before, after),
            FigureKind::Points => self.compare_points(before, after),
            FigureKind::Multiple { is_word } => self.compare_multiple(before, after, is_word),
            _ => self.compare_difference(before, after),
        }
    }

    fn compare_percent(&self, before: Interval, after: Interval) -> Option<Fit> {
        let said = claimed(&self.by);
        let rise = after.over(before)?.as_change()?;
        let back = before.over(after)?.as_change()?;
        let is_up = middle(before) < middle(after);
        let size = if is_up { rise } else { rise.negated() };
        if self.after.kind == FigureKind::Percent && self.is_in_points()? {
            return Some(Fit::IsPoints);
        }
        if matches!(self.way, Way::Better | Way::Faster | Way::Unsaid) {
            let all = [rise, rise.negated(), back, back.negated()];
            // Three times as fast may be put as 300 %.
            let wholes =
                [after.over(before)?.times(Decimal::ONE_HUNDRED)?, before.over(after)?.times(Decimal::ONE_HUNDRED)?];
            let is_speed = self.way != Way::Better;
            if all.into_iter().chain(wholes.into_iter().filter(|_| is_speed)).any(|change| said.meets(change)) {
                return Some(Fit::Fits);
            }
        } else if said.meets(if self.way == Way::Rise { rise } else { rise.negated() }) {
            return Some(Fit::Fits);
        }
        let goes_other_way = is_up && self.way == Way::Fall || !is_up && self.way == Way::Rise;
        let written = strictly(&self.by);
        let whole = after.over(before)?.times(Decimal::ONE_HUNDRED)?;
        let other = if is_up { back.negated() } else { back };
        let cause = if goes_other_way {
            // Another number may be meant than the two: only where the size is right, the way is wrong.
            if !said.meets(size) {
                return Some(Fit::Fits);
            }
            Some(Cause::OtherWay)
        } else if written.meets(whole) {
            Some(Cause::IsWhole)
        } else if written.meets(size.times(Decimal::TEN)?) {
            Some(Cause::TimesTen)
        } else if written.times(Decimal::TEN)?.meets(size) {
            Some(Cause::OverTen)
        } else if written.meets(other) {
            Some(Cause::OtherBase)
        } else {
            None
        };
        Some(Fit::Differs(Difference { actual: middle_change(self)?, cause }))
    }

    /// Returns whether the percentage is right in points, and only loosely in percent, if at all.
    fn is_in_points(&self) -> Option<bool> {
        let points = self.after.value.checked_sub(self.before.value)?.abs();
        let percent = points.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(self.before.value)?;
        let says = |value: Decimal| strictly(&self.by).meets(Interval::around(value, Decimal::ZERO));
        Some(says(points) && !says(percent))
    }

    fn compare_points(&self, before: Interval, after: Interval) -> Option<Fit> {
        if self.after.kind != FigureKind::Percent {
            return None;
        }
        let points = after.minus(before)?;
        let is_up = middle(before) < middle(after);
        let goes_other_way = is_up && self.way == Way::Fall || !is_up && self.way == Way::Rise;
        let size = if is_up { points } else { points.negated() };
        let fits = claimed(&self.by).meets(size);
        if fits != goes_other_way {
            return Some(Fit::Fits);
        }
        let written = strictly(&self.by);
        let cause = if goes_other_way {
            Some(Cause::OtherWay)
        } else if written.meets(size.times(Decimal::TEN)?) {
            Some(Cause::TimesTen)
        } else if written.times(Decimal::TEN)?.meets(size) {
            Some(Cause::OverTen)
        } else {
            None
        };
        Some(Fit::Differs(Difference { actual: self.after.value.checked_sub(self.before.value)?, cause }))
    }

    fn compare_multiple(&self, before: Interval, after: Interval, is_word: bool) -> Option<Fit> {
        let up = after.over(before)?;
        let down = before.over(after)?;
        let is_up = middle(before) < middle(after);
        // 翻番 and doubled say roughly; 三倍 may be three times as many or three times more.
        let (said, more) = if is_word {
            let value = self.by.value;
            let said =
                Interval { low: value.checked_mul(Decimal::new(8, 1))?, high: value.checked_mul(Decimal::new(13, 1))? };
            (widened(said, self.by.operator, value), None)
        } else {
            let said = claimed(&self.by);
            let one = Interval::around(-Decimal::ONE, Decimal::ZERO);
            (said, said.minus(one))
        };
        let size = if is_up { up } else { down };
        let fits = said.meets(size) || more.is_some_and(|more| more.meets(size));
        // From 99.9 % to 99.99 % is ten times better.
        if self.way == Way::Better && self.after.kind == FigureKind::Percent {
            return Some(Fit::Fits);
        }
        let goes_other_way = is_up && self.way == Way::Fall || !is_up && self.way == Way::Rise;
        if fits || goes_other_way {
            return Some(Fit::Fits);
        }
        let written = strictly(&self.by);
        let cause = if written.meets(size.times(Decimal::TEN)?) {
            Some(Cause::TimesTen)
        } else if written.times(Decimal::TEN)?.meets(size) {
            Some(Cause::OverTen)
        } else if size.as_change()?.meets(written) {
            Some(Cause::IsMultiple)
        } else {
            None
        };
        let ends = [middle(before), middle(after)];
        let actual = ends[usize::from(is_up)].checked_div(ends[usize::from(!is_up)])?;
        Some(Fit::Differs(Difference { actual, cause }))
    }

    fn compare_difference(&self, before: Interval, after: Interval) -> Option<Fit> {
        if matches!(self.way, Way::Faster | Way::Unsaid) || self.by.operator != Operator::Equal {
            return Some(Fit::Fits);
        }
        let change = after.minus(before)?;
        let is_up = middle(before) < middle(after);
        let size = if is_up { change } else { change.negated() };
        if strictly(&self.by).meets(size) || claimed(&self.by).meets(size) {
            return Some(Fit::Fits);
        }
        // `grew by 9 in March, from 121 to 209`: only a slip of scale is surely one.
        let written = strictly(&self.by);
        let cause = if written.meets(size.times(Decimal::TEN)?) {
            Some(Cause::TimesTen)
        } else if written.times(Decimal::TEN)?.meets(size) {
            Some(Cause::OverTen)
        } else {
            None
        };
        Some(Fit::Differs(Difference { actual: middle(change), cause }))
    }
}

/// Returns the numbers that a figure may stand for: rounded or cut at the last place, loose where it is round itself, and as
/// far as the words beside it go.
pub(super) fn claimed(figure: &Figure) -> Interval {
    let is_round = !figure.value.is_zero() && (figure.value % Decimal::TEN).is_zero() && figure.place == Decimal::ONE;
    let slack = if is_round && figure.kind == FigureKind::Percent {
        figure.place.max(figure.value.abs() / Decimal::from(20))
    } else {
        figure.place
    };
    let slack = if matches!(figure.kind, FigureKind::Multiple { .. }) { figure.place / Decimal::TWO } else { slack };
    widened(Interval::around(figure.value.abs(), slack), figure.operator, figure.value.abs())
}

/// Returns the numbers that a figure is rounded from.
fn strictly(figure: &Figure) -> Interval {
    Interval::around(figure.value.abs(), figure.place / Decimal::TWO)
}

fn widened(said: Interval, operator: Operator, value: Decimal) -> Interval {
    let wide = Interval::around(value, value / Decimal::from(7));
    match operator {
        Operator::Equal => said,
        Operator::About => Interval { low: said.low.min(wide.low), high: said.high.max(wide.high) },
        Operator::More | Operator::AtLeast => Interval { high: Decimal::MAX, ..said },
        Operator::Less | Operator::AtMost => Interval { low: Decimal::MIN, ..said },
    }
}

fn middle(interval: Interval) -> Decimal {
    interval.low / Decimal::TWO + interval.high / Decimal::TWO
}

/// Returns the change in percent between the numbers as they are written.
fn middle_change(change: &Change) -> Option<Decimal> {
    let (before, after) = change.before.comparable(&change.after)?;
    let before = middle(before);
    middle(after).checked_sub(before)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(before)
}
