//! Which days a date with a weekday may mean, and whether the weekday is the date's own.

use chrono::{Datelike, Duration, Months, NaiveDate};

use super::sentence::{cues_in, sentence_around};
use crate::claim::{Analysis, DateMention, words};
use crate::language::CueKind;
use crate::rules::RuleContext;
use crate::temporal::{CarriedYear, Granularity, PartialDate, TemporalValue};
use crate::text::TextRange;

/// Returns the days that a date of the text may mean, the likeliest first; none where the document does not say.
pub(super) fn days_meant(context: &RuleContext<'_>, index: usize) -> Vec<NaiveDate> {
    let analysis = context.analysis;
    let date = &analysis.dates[index];
    let likeliest = date.day(analysis.document_time);
    match &date.expression.value {
        TemporalValue::Date(PartialDate { year: Some(_), .. }) => likeliest.into_iter().collect(),
        TemporalValue::Date(PartialDate { month: Some(month), day: Some(day), .. }) => {
            in_some_year(analysis, date, (*month, *day))
        }
        TemporalValue::Date(PartialDate { month: None, day: Some(day), .. }) => {
            if let Some(before) = index.checked_sub(1).and_then(|before| joined_day(context, before, index, *day)) {
                return before;
            }
            // 本周三（13日）: a day near the document's own.
            let Some(document_time) = analysis.document_time.filter(|_| is_of_a_week(context, date)) else {
                return Vec::new();
            };
            let near = (0..=17).flat_map(|distance| [-distance, distance]);
            let near = near.filter_map(|days| document_time.checked_add_signed(Duration::days(days)));
            near.filter(|near| near.day() == *day).collect()
        }
        TemporalValue::Relative(relative) => {
            let Some(likeliest) = likeliest else { return Vec::new() };
            match relative.unit {
                // A repost: the document's date may be some days after the writing, and time zones differ.
                Granularity::Day => {
                    let around = [0, -1, 1, -2, -3].into_iter();
                    around.filter_map(|days| likeliest.checked_add_signed(Duration::days(days))).collect()
                }
                Granularity::Year => {
                    [0, -1, 1].into_iter().filter_map(|years| likeliest.with_year(likeliest.year() + years)).collect()
                }
                _ => {
                    let months = Months::new(1);
                    let beside = [likeliest.checked_sub_months(months), likeliest.checked_add_months(months)];
                    std::iter::once(likeliest).chain(beside.into_iter().flatten()).collect()
                }
            }
        }
        _ => Vec::new(),
    }
}

/// Returns the days that a month and day may mean: of the year that the sentence gives, else of the one that brings the
/// day nearest to the document's, and of those beside it unless the text settles the year.
fn in_some_year(analysis: &Analysis, date: &DateMention, (month, day): (u32, u32)) -> Vec<NaiveDate> {
    let in_year = |year: i32| NaiveDate::from_ymd_opt(year, month, day);
    let nearest = analysis.document_time.and_then(|document_time| {
        let years = (-1..=1).filter_map(|offset| in_year(document_time.year() + offset));
        years.min_by_key(|day| (*day - document_time).num_days().abs())
    });
    let carried = match date.expression.carried_year {
        Some(CarriedYear::Absolute(year)) => in_year(year),
        Some(CarriedYear::Relative(offset)) => nearest.and_then(|nearest| in_year(nearest.year() + offset)),
        None => None,
    };
    if let Some(carried) = carried {
        return std::iter::once(carried).chain(nearest).collect();
    }
    let (Some(nearest), Some(document_time)) = (nearest, analysis.document_time) else { return Vec::new() };
    let is_near = (nearest - document_time).num_days().abs() <= NEAR_DAYS;
    if is_near && settles_year(analysis, nearest.year()) {
        return vec![nearest];
    }
    std::iter::once(nearest).chain([-1, 1].into_iter().filter_map(|years| in_year(nearest.year() + years))).collect()
}

/// A day without a year that lies no farther from the document's than this is of the year that the text writes elsewhere.
const NEAR_DAYS: i64 = 60;

/// Returns whether the text writes this year in some date, and neither of those beside it.
fn settles_year(analysis: &Analysis, year: i32) -> bool {
    let written = |date: &DateMention| match date.expression.value {
        TemporalValue::Date(date) | TemporalValue::Part(date, _) => date.year,
        _ => None,
    };
    let mut is_written = false;
    for other in analysis.dates.iter().filter_map(written) {
        is_written |= other == year;
        if (other - year).abs() == 1 {
            return false;
        }
    }
    is_written
}

/// Returns the days of the second end of a stretch, whose month stands in the first: 5月13日（周一）至15日（周三）.
fn joined_day(context: &RuleContext<'_>, before: usize, index: usize, day: u32) -> Option<Vec<NaiveDate>> {
    let analysis = context.analysis;
    let (first, second) = (&analysis.dates[before], &analysis.dates[index]);
    let TemporalValue::Date(PartialDate { month: Some(_), day: Some(_), .. }) = first.expression.value else {
        return None;
    };
    let prose = context.document.prose.text();
    let between = prose.get(usize::from(first.expression.range.end())..usize::from(second.expression.range.start()))?;
    let is_joint =
        matches!(between.trim(), "至" | "到" | "—" | "–" | "-" | "~" | "～" | "、" | "和" | "及" | "与" | "to");
    let days = days_meant(context, before).into_iter().filter_map(|first| first.with_day(day));
    is_joint.then(|| days.collect())
}

/// Returns whether an expression starts with a day of a week that is told from the document's date: 本周三（13日）.
fn is_of_a_week(context: &RuleContext<'_>, date: &DateMention) -> bool {
    date.expression.weekday.is_some_and(|(weekday, _)| date.expression.range.start() < weekday.start())
        && context.document.prose.slice(date.expression.range).starts_with(['本', '上', '下', '这', '這'])
}

/// Capitalised words that may stand before a weekday without making a name of it: `On Friday, May 10`.
const OPENINGS: [&str; 20] = [
    "On",
    "From",
    "By",
    "Until",
    "Since",
    "This",
    "Last",
    "Next",
    "For",
    "Starting",
    "Through",
    "And",
    "But",
    "Published",
    "Updated",
    "Posted",
    "Held",
    "Released",
    "Beginning",
    "Due",
];

/// Returns whether a weekday beside a date is the date's own, and not the start of another phrase: `5月18日，周三发布的报告`,
/// `Monday to Friday, May 10`, `May 18, 2024, Friday's report`.
pub(super) fn is_of_the_date(prose: &str, weekday: TextRange, date: TextRange) -> bool {
    let word = &prose[usize::from(weekday.start())..usize::from(weekday.end())];
    if word.starts_with(|first: char| first.is_ascii_lowercase()) {
        return false;
    }
    let rest = prose.get(usize::from(weekday.end())..usize::from(date.end())).unwrap_or_default();
    let date_follows = rest.chars().any(char::is_alphanumeric);
    if date_follows { opens_date(prose, weekday, date, word) } else { closes_date(prose, weekday, word) }
}

/// Returns whether the weekday before a date is the date's.
fn opens_date(prose: &str, weekday: TextRange, date: TextRange, word: &str) -> bool {
    let before = &prose[..usize::from(date.start().min(weekday.start()))];
    let after = &prose[usize::from(weekday.end())..];
    let gap_is_plain = !after.starts_with(". ") || word.len() <= 5;
    let last = before.trim_end().rsplit([' ', '\n']).next().unwrap_or_default();
    // `Monday to Friday, May 10`, `every Tuesday and Thursday, May 21`, `Ruby Tuesday, March 3`.
    // `Tuesday and Thursday, May 21` is a list of weekdays; `15 May and Thu, 16 May` one of dates.
    let listed = before.trim_end().strip_suffix(last).map_or("", str::trim_end);
    let is_joined = matches!(last, "to" | "through" | "every" | "–" | "-" | "to:")
        || matches!(last, "and" | "or" | "&") && !listed.ends_with(|end: char| end.is_ascii_digit())
        || last.trim_end_matches(',').ends_with("day");
    let is_name = last.starts_with(|first: char| first.is_ascii_uppercase())
        && last.ends_with(|end: char| end.is_ascii_alphabetic())
        && before.ends_with(' ')
        && !OPENINGS.contains(&last);
    let lead = before.trim_end();
    let is_list = lead.ends_with(['、', '–', '—', '-', '~', '～', '和', '及', '与', '每', '逢']);
    // 周一到周三（5月15日） is a stretch, 到周三（5月15日） is a day.
    let from = lead.strip_suffix(['至', '到']);
    let is_bracketed = after.starts_with(['（', '(']);
    let is_range = is_list
        || from.is_some_and(|from| {
            !is_bracketed || from.ends_with(['一', '二', '三', '四', '五', '六', '日', '天', '）'])
        });
    // `Sat Feb 11 21:38:39 2023`: a time stamp, whose year stands behind the time.
    let tail = &prose.as_bytes()[usize::from(date.end())..];
    let is_stamp = matches!(tail, [b' ', b'0'..=b'9', b'0'..=b'9', b':', _, _, b':', ..]);
    if !gap_is_plain || is_joined || is_name || is_range || is_stamp {
        return false;
    }
    // 截至星期五，9月17日之后: a comma joins the two only where nothing else is said around them.
    if after.starts_with('，') {
        let opens = before.trim_end_matches(['*', '_', ' ', '“', '"']);
        let opens = opens.is_empty() || opens.ends_with(['\n', '。', '；', '：', ':', '！', '（', '｜', '|', '是']);
        let tail = &prose[usize::from(date.end())..];
        return opens && (tail.is_empty() || tail.starts_with(['，', '。', '\n', '）', '；', '｜', '|', ',']));
    }
    true
}

/// Returns whether the weekday after a date is the date's.
fn closes_date(prose: &str, weekday: TextRange, word: &str) -> bool {
    let before = &prose[..usize::from(weekday.start())];
    let after = &prose[usize::from(weekday.end())..];
    if before.ends_with(['(', '（', '[', '【']) {
        return after.starts_with([')', '）', ']', '】', ',', '，', ' ', '/']);
    }
    // A list or a stretch of days: 星期一、星期二, 周一至周五, `Monday to Friday`.
    let is_list =
        after.trim_start().starts_with(['、', '至', '到', '-', '–', '—', '~', '～', '和', '及', '与', '或', '/', '&'])
            || [" to ", " and ", " or ", " through "].iter().any(|joint| after.starts_with(joint));
    if is_list {
        return false;
    }
    let is_told =
        before.ends_with(['是', '为', '逢', '值', '个']) || before.ends_with(" a ") || before.ends_with(" on ");
    let is_beside = !before.ends_with(['，', ',', ' ']);
    let is_full_word = ["星期", "礼拜", "禮拜"].iter().any(|prefix| word.starts_with(prefix));
    // `5月18日星期三发布`, `5月18日 周三 晴`; in 周一鸣 the first two characters are part of a name.
    let is_set_apart = before.ends_with(' ') && !before.ends_with(", ") && !word.is_ascii() && after.starts_with(' ');
    if is_told && !(word.starts_with(['周', '週']) && starts_name(after)) || is_beside && is_full_word || is_set_apart
    {
        return true;
    }
    after.is_empty()
        || words().times_of_day.iter().any(|time| after.starts_with(time.as_str()))
        || after
            .starts_with(['。', '，', '；', ',', '.', ';', '!', '?', ')', '）', '！', '？', '：', ':', '\n', '”', '"'])
}

/// Returns whether what follows 周一 may make a person's name of it: 周一鸣, 周一围.
fn starts_name(after: &str) -> bool {
    after.starts_with(crate::text::is_cjk) && !after.starts_with(['，', '。', '的'])
}

/// Returns whether the sentence says that the weekday is wrong, or asks or supposes it; or counts in another calendar.
pub(super) fn is_doubted(context: &RuleContext<'_>, weekday: TextRange, date: TextRange) -> bool {
    let prose = context.document.prose.text();
    let stretch = sentence_around(prose, date);
    let sentence = &prose[stretch.clone()];
    let before = &prose[..usize::from(weekday.start())];
    let is_told = before.ends_with(['是', '为', '个']) || before.ends_with(" a ") || before.ends_with(" on ");
    let is_asked = is_told && (sentence.contains('?') || prose[stretch.end..].starts_with('？'));
    let doubts = cues_in(context, stretch.clone()).any(|cue| match cue.kind {
        CueKind::Denial => true,
        CueKind::Condition | CueKind::Question | CueKind::Negation => is_told,
        _ => false,
    });
    // 《 names a work whose day may be invented; a weekday beside it is checked all the same.
    let is_doubt = |word: &&String| word.as_str() != "《" && sentence.contains(word.as_str());
    is_asked || doubts || words().date_doubts.iter().any(|word| is_doubt(&word))
}
