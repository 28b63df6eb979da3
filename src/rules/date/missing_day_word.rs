use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::rules::calendar::days_in_month;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::temporal::{PartialDate, TemporalValue};
use crate::text::TextRange;

declare_rule! {
    /// Reports days of a month in Chinese that lack the word 日.
    ///
    /// ## Why is this bad?
    /// In 7月10消息 the day is a bare number: readers stumble, and programs that look for dates pass over it. Only days before
    /// words that leave no doubt are reported, such as 消息, 上午 or 举行.
    ///
    /// ## Examples
    /// ````md,flagged
    /// 7月10消息，图书馆本周延长开放时间。
    /// ````
    /// ````md
    /// 7月10日消息，图书馆本周延长开放时间。
    /// ````
    ///
    /// ## Fix safety
    /// The fix adds the word 日. It is safe: nothing else can be meant.
    pub(crate) struct MissingDayWord {
        id: "date/missing-day-word",
        level: Some(Severity::Info),
        fix: FixAvailability::Safe,
        options: &[],
    }
}

fn missing_day_word(range: TextRange, written: &str) -> Diagnostic {
    Diagnostic::new(
        MissingDayWord::META.rule_id(),
        MissingDayWord::META.severity(),
        range,
        message!("`{written}` lacks the word `日` after the day", written),
    )
    .with_label("a bare day")
    .with_fix(Fix {
        message: message!("write `{written}日`", written),
        applicability: Applicability::Safe,
        edits: vec![Edit { range: TextRange::empty(range.end()), content: "日".to_owned() }],
    })
    .with_fingerprint_key(written)
}

impl Rule for MissingDayWord {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let prose = &context.document.prose;
        for date in &context.analysis.dates {
            let TemporalValue::Date(written @ PartialDate { month: Some(month), day: None, .. }) =
                date.expression.value
            else {
                continue;
            };
            let range = date.expression.range;
            if !prose.slice(range).ends_with('月') {
                continue;
            }
            let Some(length) = bare_day(prose.text(), usize::from(range.end()), written, month) else { continue };
            let range = TextRange::new(range.start(), range.end() + crate::text::size(length));
            let (text, source) = (prose.slice(range), prose.to_source(range));
            // Where markup parts the month from the day, the two places differ in length.
            if context.file.slice(source) == text {
                diagnostics.push(missing_day_word(source, text));
            }
        }
    }
}

/// Words right after a number that make it a day: what news starts with, times of the day, and what is done on a day.
const AFTER_DAY: [&str; 17] = [
    "消息", "上午", "下午", "凌晨", "晚间", "傍晚", "中午", "早间", "清晨", "当天", "当日", "当晚", "举行", "开幕",
    "召开", "讯，", "电，",
];

/// Words with which a number counts something, though they start like those above.
const NOT_AFTER_DAY: [&str; 3] = ["上午场", "下午场", "消息量"];

/// Returns the length of the number after a month that can only be a day.
fn bare_day(prose: &str, at: usize, written: PartialDate, month: u32) -> Option<usize> {
    let rest = &prose[at..];
    let trimmed = rest.strip_prefix(' ').unwrap_or(rest);
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    let day: u32 = trimmed[..digits].parse().ok().filter(|_| digits <= 2)?;
    let after = &trimmed[digits..];
    let after = after.strip_prefix(' ').unwrap_or(after);
    let is_day = AFTER_DAY.iter().any(|word| after.starts_with(word))
        && !NOT_AFTER_DAY.iter().any(|word| after.starts_with(word));
    ((1..=days_in_month(written.year, month)).contains(&day) && is_day).then_some(rest.len() - trimmed.len() + digits)
}
