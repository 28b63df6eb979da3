//! Percentages beside a part and the whole that it is of: `12 of 40 (30 %)`, `50台，其中35台（70%）`.
//!
//! Main type: [`Share`].

use rust_decimal::Decimal;

use super::figure::{Figure, FigureKind, Passage};
use super::fit::claimed;
use super::interval::Interval;
use super::words::words;

/// A part, the whole that it is of, and the percentage that the text gives.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Share {
    pub(crate) part: Figure,
    pub(crate) whole: Figure,
    pub(crate) percent: Figure,
}

impl Share {
    /// Returns what the part is of the whole in percent; `None` where it is what the text says, or nothing can be said.
    pub(crate) fn differing(&self) -> Option<Decimal> {
        let percent = percent_of(&self.part, &self.whole)?;
        if claimed(&self.percent).meets(percent) {
            return None;
        }
        self.part.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(self.whole.value)
    }
}

fn percent_of(part: &Figure, whole: &Figure) -> Option<Interval> {
    // Counts are exact; with a word of scale, or of exactness, they are not.
    let exact = |figure: &Figure| {
        let is_exact =
            figure.is_count() && figure.scale == Decimal::ONE && figure.operator == crate::language::Operator::Equal;
        if is_exact { Interval::around(figure.value, Decimal::ZERO) } else { figure.interval() }
    };
    exact(part).over(exact(whole))?.times(Decimal::ONE_HUNDRED)
}

/// Returns the shares of a sentence whose figures do not agree with any whole that is named nearby.
pub(super) fn read<'a>(passage: &Passage<'_>, context: impl Fn() -> Passage<'a>, shares: &mut Vec<Share>) {
    let figures = &passage.figures;
    if passage.is_doubtful() {
        return;
    }
    // The whole that a share was found of: 40人中，男25人（62.5%），女15人（37.5%）.
    let mut known_whole = None;
    let mut next = 0;
    for index in 0..figures.len() {
        if index < next {
            continue;
        }
        let found = triple(passage, index).or_else(|| {
            let (part, percent) = (figures.get(index)?, figures.get(index + 1)?);
            let whole = known_whole?;
            (is_kind(part, percent) && gives_share_in_brackets(passage, index + 1))
                .then_some((Share { part: *part, whole, percent: *percent }, 2))
        });
        let Some((share, length)) = found else { continue };
        next = index + length;
        if share.whole.value < share.part.value || share.whole.value.is_zero() {
            continue;
        }
        known_whole = Some(share.whole);
        // The whole may be another one than the nearest: every count before it may be.
        let is_other = |figure: &Figure| {
            figure.is_count()
                && figure.range != share.part.range
                && Share { whole: *figure, ..share }.differing().is_none()
                && !figure.value.is_zero()
        };
        if share.differing().is_some() && !context().figures.iter().any(is_other) {
            shares.push(share);
        }
    }
}

fn is_kind(part: &Figure, percent: &Figure) -> bool {
    part.is_count() && percent.kind == FigureKind::Percent
}

/// Returns the share that starts at a figure, with the number of figures that it takes.
fn triple(passage: &Passage<'_>, index: usize) -> Option<(Share, usize)> {
    let [one, two, three] = passage.figures.get(index..index + 3)? else { return None };
    // 12 of 40 (30 %)
    if one.is_count() && two.is_count() && three.kind == FigureKind::Percent {
        let share = Share { part: *one, whole: *two, percent: *three };
        if is_of(passage, index, index + 1) && gives_share(passage, index + 2) {
            return Some((share, 3));
        }
        let share = Share { part: *two, whole: *one, percent: *three };
        let is_whole = is_whole_first(passage, index, index + 1);
        let is_total = || is_total(passage, index, index + 1);
        if (is_whole || is_total()) && gives_share(passage, index + 2) || gives_rate(passage, index + 1, index + 2) {
            return Some((share, 3));
        }
        // 正确率 may be that of the others: 不合格4批次，合格率98%.
        if (is_whole || is_total()) && gives_count_rate(passage, index + 2) {
            let others = one.value.checked_sub(two.value)?;
            let is_of_others = Share { part: Figure { value: others, ..*two }, ..share }.differing().is_none();
            return (!is_of_others).then_some((share, 3));
        }
    }
    // 30 % (12 of 40)
    if one.kind == FigureKind::Percent && two.is_count() && three.is_count() {
        let is_open = passage.before(index + 1).trim() == "(";
        let is_closed =
            passage.after(index + 2).find(')').is_some_and(|at| at <= 24 && is_noun(&passage.after(index + 2)[..at]));
        if is_open && is_closed && is_of(passage, index + 1, index + 2) {
            return Some((Share { part: *two, whole: *three, percent: *one }, 3));
        }
    }
    // 50人，其中30%（15人）
    if one.is_count() && two.kind == FigureKind::Percent && three.is_count() {
        let lead = passage.before(index + 1);
        let lead = lead.strip_suffix("其中的").or_else(|| lead.strip_suffix("其中")).unwrap_or(lead);
        let is_led = lead.ends_with(',') && !lead.is_ascii() && lead.len() <= 36 && is_noun_then_comma(lead);
        let is_open = matches!(passage.before(index + 2).trim(), "(" | "(即" | "(共" | "(约" | "(of which");
        let is_closed = passage.after(index + 2).find(')').is_some_and(|at| at <= 12);
        if is_led && is_open && is_closed {
            return Some((Share { part: *three, whole: *one, percent: *two }, 3));
        }
    }
    None
}

/// Returns whether the second of two counts is the whole of the first: `12 of the 40`, `12/40`, 24位中的18位 reversed.
fn is_of(passage: &Passage<'_>, part: usize, whole: usize) -> bool {
    let gap = passage.before(whole).trim();
    let rest = words().part_of.suffix(gap).map(|length| gap[..gap.len() - length].trim());
    let is_joined = rest.is_some_and(|rest| rest.is_ascii() && rest.len() <= 20 && is_noun(rest));
    let label = passage.before(part).trim_end_matches([' ', '#']);
    // Step 3 of 5, 4 of 5 stars
    is_joined && !words().labels.ends(label) && !words().labels.starts(passage.after(whole))
}

/// Returns whether the first of two counts is the whole of the second: `Of the 40 …, 12`, 40名中有12名, 500台，其中35台.
fn is_whole_first(passage: &Passage<'_>, whole: usize, part: usize) -> bool {
    let gap = passage.before(part);
    let lead = passage.before(whole);
    if gap.is_ascii() {
        let trimmed = gap.trim_end();
        if let Some(length) = words().of_which.suffix(trimmed) {
            return is_noun_then_comma(&trimmed[..trimmed.len() - length]);
        }
        let is_lead = words().lead_of.suffix(lead.trim_end()).is_some_and(|length| {
            let before = lead.trim_end();
            let before = before[..before.len() - length].trim();
            before.is_empty() || before.ends_with([',', ';', '('])
        });
        return is_lead
            && gap.matches(',').count() == 1
            && gap.trim_end().ends_with(',')
            && gap.len() <= 60
            && !gap.contains([';', '(', '.']);
    }
    if gap.len() > 60 || gap.contains([';', '(', ')', ':', '。']) || words().labels.ends(lead) {
        return false;
    }
    // 中 and 里 after what the whole counts, or 其中 after a comma.
    let marks = ["其中", "中,有", "中,", "中有", "中的", "里有", "里的", "中共有", "里,"];
    let mark = marks.iter().filter_map(|mark| gap.find(mark).map(|at| (at, at + mark.len()))).min();
    mark.is_some_and(|(start, end)| {
        let counted = gap[..start].trim_end_matches([',', ' ']);
        counted.len() <= 36 && !counted.contains(',') && !gap[end..].trim_start_matches(',').contains(',')
    })
}

/// Returns whether the first of two counts is called the whole, and the second counts the same things: 一共500台，35台.
fn is_total(passage: &Passage<'_>, whole: usize, part: usize) -> bool {
    let lead = passage.before(whole);
    let tail = &lead[lead.floor_char_boundary(lead.len().saturating_sub(24))..];
    let (gap, after) = (passage.before(part).trim_start(), passage.after(part).trim_start());
    let is_parted = gap.len() <= 60 && !gap.contains([';', '(', '.', '。']) && gap.matches([',', ':']).count() <= 1;
    if gap.is_ascii() {
        // 150 experiments and 120 of them
        let is_of_them = words().of_them.starts(after) && !gap.contains(':');
        let is_list = words().totals.stand_in(tail) && gap.trim_end().ends_with(':');
        return is_parted && (is_of_them || is_list) && !words().labels.ends(tail);
    }
    let is_same = gap.chars().next().is_some_and(|counter| after.starts_with(counter) && counter.is_alphabetic());
    is_parted && is_same && words().totals.stand_in(tail) && gap.contains([',', ':'])
}

/// Returns whether a percentage is a rate that counts alone can have: 通过率75%.
fn gives_count_rate(passage: &Passage<'_>, percent: usize) -> bool {
    let gap = passage.before(percent).trim_end_matches([' ', '为', '达', '是', '仅', '约', '到']);
    words().count_rates.suffix(gap).is_some_and(|length| {
        let rest = &gap[..gap.len() - length];
        rest.len() <= 24 && rest.ends_with(',') && is_noun(&rest[..rest.len() - 1])
    })
}

/// Returns whether a percentage says what share the number before it is.
fn gives_share(passage: &Passage<'_>, percent: usize) -> bool {
    if gives_share_in_brackets(passage, percent) {
        return true;
    }
    let gap = passage.before(percent).trim_end();
    let after = passage.after(percent);
    if after.trim_start().starts_with("of ") || after.starts_with('的') {
        return false;
    }
    let Some(length) = words().share.suffix(gap) else { return false };
    let rest = gap[..gap.len() - length].trim_end();
    let Some(rest) = rest.strip_suffix([',', '-']) else { return false };
    is_noun(rest) && rest.len() <= 40
}

/// Returns whether a percentage is the rate of what was done to the part: 收到320篇，录用80篇，录用率为25%.
fn gives_rate(passage: &Passage<'_>, part: usize, percent: usize) -> bool {
    let gap = passage.before(percent).trim_end();
    let Some(length) = words().rate_noun.suffix(gap) else { return false };
    let Some((counter, verb)) = gap[..gap.len() - length].rsplit_once(',') else { return false };
    let lead = passage.before(part).trim_end_matches(['了', ' ']);
    let is_clause = lead.len() <= 24
        && lead.rsplit(',').next().is_some_and(|clause| {
            clause.ends_with(verb) && !clause[..clause.len() - verb.len()].ends_with(['不', '未', '没', '非'])
        });
    counter.len() <= 12 && 3 <= verb.len() && verb.len() <= 12 && is_noun(counter) && is_clause
}

fn gives_share_in_brackets(passage: &Passage<'_>, percent: usize) -> bool {
    let gap = passage.before(percent).trim_end();
    let Some(at) = gap.rfind('(') else { return false };
    let inner = gap[at + 1..].trim();
    let is_share = inner.is_empty()
        || words().share.prefix(inner) == Some(inner.len())
        || matches!(inner, "约" | "about" | "~" | "≈");
    is_share && is_noun(&gap[..at]) && gap[..at].len() <= 40 && passage.after(percent).starts_with([')', ',', ';'])
}

/// Returns whether words name what is counted, within one clause.
fn is_noun(text: &str) -> bool {
    !text.contains([',', ';', ':', '(', ')', '.', '。', '"'])
}

fn is_noun_then_comma(text: &str) -> bool {
    let text = text.trim_end();
    let inner = text.trim_end_matches([',', ' ', '(']);
    inner.len() <= 40 && is_noun(inner)
}
