use chrono::NaiveDate;

use super::sentence::{cues_in, is_in_quotes, sentence_around};
use crate::claim::DateMention;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{BlockKind, DateReading, read_node};
use crate::language::CueKind;
use crate::message::Message;
use crate::rules::{FixAvailability, OptionDefault, Rule, RuleContext, RuleMeta, RuleOption, declare_rule};
use crate::temporal::{PartialDate, Resolved, TemporalValue};
use crate::text::TextRange;

declare_rule! {
    /// Reports events that are told as past and lie after the document's date, and announced ones that lie before it.
    ///
    /// ## Why is this bad?
    /// A post of May that tells what was released in August, or that says of last year's fair that it will open, has a wrong
    /// year in one of the two places, most often in the text.
    ///
    /// Only dates with a year are held against the document's own date (and against that of its last change), and only where
    /// the words right beside the date say the tense. Where a text does so twice, its own date is the wrong one, and
    /// nothing is reported.
    ///
    /// ## Examples
    /// ````md,flagged
    /// ---
    /// title: 展览预告
    /// date: 2024-05-09
    /// ---
    /// 新馆将于2023年6月1日开放。
    /// ````
    /// ````md
    /// ---
    /// title: 展览预告
    /// date: 2024-05-09
    /// ---
    /// 新馆将于2024年6月1日开放，旧馆已于2023年6月1日关闭。
    /// ````
    ///
    /// ## Options
    /// - `days`: how many days a text may be older or younger than its date says.
    pub(crate) struct MistimedEvent {
        id: "date/mistimed-event",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[RuleOption {
            name: "days",
            default: OptionDefault::Integer(7),
            documentation: "How many days a text may be older or younger than its date says; 0 or more.",
        }],
    }
}

fn past_event_ahead(range: TextRange, written: &str, date: NaiveDate) -> Diagnostic {
    mistimed_event(
        range,
        written,
        message!("`{written}` is told as past and lies after the document's date, `{date}`", written, date),
    )
    .with_label("not past yet on that day")
}

fn announcement_overdue(range: TextRange, written: &str, date: NaiveDate) -> Diagnostic {
    mistimed_event(
        range,
        written,
        message!("`{written}` is told as ahead and lies before the document's date, `{date}`", written, date),
    )
    .with_label("past already on that day")
}

fn mistimed_event(range: TextRange, written: &str, message: impl Into<Message>) -> Diagnostic {
    Diagnostic::new(MistimedEvent::META.rule_id(), MistimedEvent::META.severity(), range, message)
        .with_help("correct the date, most often its year, or the tense; or the date of the document")
        .with_fingerprint_key(written)
}

impl Rule for MistimedEvent {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let analysis = context.analysis;
        let Some((written_on, _)) = analysis.front_matter_date else { return };
        let slack = context.integer(&Self::META, "days");
        let mut found = Vec::new();
        let mut last_change = None;
        for date in &analysis.dates {
            let Some(days) = with_year(date, written_on) else { continue };
            let is_ahead = slack < (days.start - written_on).num_days();
            let is_behind = slack < (written_on - days.end).num_days();
            let may_be_slip = (days.start - written_on).num_days().abs() <= REACH_DAYS;
            if !(is_ahead || is_behind) || !may_be_slip {
                continue;
            }
            let range = date.expression.range;
            let is_past = is_ahead && tells_past(context, range);
            let is_future = is_behind && tells_future(context, range);
            if !(is_past || is_future) || is_of_another_time(context, range) {
                continue;
            }
            let changed = *last_change.get_or_insert_with(|| latest_date(context, written_on));
            let source = context.document.prose.to_source(range);
            let written = context.document.prose.slice(range);
            if is_past && slack < (days.start - changed).num_days() {
                found.push((days.start, past_event_ahead(source, written, written_on)));
            } else if is_future {
                found.push((days.start, announcement_overdue(source, written, written_on)));
            }
        }
        // A text with several such days is older or younger than its date says.
        if found.windows(2).all(|pair| pair[0].0 == pair[1].0) {
            diagnostics.extend(found.into_iter().map(|(_, diagnostic)| diagnostic));
        }
    }
}

/// A year that is one off is a slip; what lies farther away is of another story.
const REACH_DAYS: i64 = 550;

/// Returns the days of a date whose year and month are written.
fn with_year(date: &DateMention, document_time: NaiveDate) -> Option<Resolved> {
    let TemporalValue::Date(PartialDate { year: Some(_), month: Some(_), .. }) = date.expression.value else {
        return None;
    };
    date.resolve(Some(document_time))
}

/// Verbs that, with 了, tell of an event that is over.
const CHINESE_EVENTS: [&str; 20] = [
    "发布了",
    "推出了",
    "上线了",
    "开源了",
    "举行了",
    "召开了",
    "举办了",
    "宣布了",
    "收购了",
    "成立了",
    "完成了",
    "签署了",
    "关闭了",
    "开放了",
    "开幕了",
    "公布了",
    "启动了",
    "开启了",
    "结束了",
    "出版了",
];

/// Right before a date these say that the event is over.
const CHINESE_PAST: [&str; 5] = ["已于", "已在", "已经于", "已经在", "早在"];

/// Right before a date these say that the event is ahead.
const CHINESE_FUTURE: [&str; 12] = [
    "将于",
    "将在",
    "定于",
    "拟于",
    "计划于",
    "预计于",
    "预计在",
    "有望于",
    "计划在",
    "预计将于",
    "预计将在",
    "即将于",
];

/// Participles that tell of events, after `was` or `will be`.
const EVENTS: [&str; 22] = [
    "released",
    "launched",
    "announced",
    "unveiled",
    "introduced",
    "published",
    "held",
    "founded",
    "acquired",
    "opened",
    "closed",
    "completed",
    "signed",
    "shipped",
    "presented",
    "discontinued",
    "retired",
    "shut down",
    "elected",
    "born",
    "made public",
    "open-sourced",
];

/// Verbs that tell of events ahead, after `will`.
const PLANS: [&str; 16] = [
    "launch",
    "open",
    "start",
    "begin",
    "arrive",
    "ship",
    "debut",
    "close",
    "take place",
    "be available",
    "kick off",
    "go live",
    "come out",
    "end",
    "return",
    "run",
];

/// Returns whether the words beside a date say that the event is over: 已于…, …发布了, `was released on …`.
fn tells_past(context: &RuleContext<'_>, range: TextRange) -> bool {
    let prose = context.document.prose.text();
    let stretch = sentence_around(prose, range);
    let head = &prose[stretch.start..usize::from(range.start())];
    let tail = &prose[usize::from(range.end())..stretch.end];
    let is_planned = cues_in(context, stretch).any(|cue| matches!(cue.kind, CueKind::Future | CueKind::Forecast));
    if is_planned {
        return false;
    }
    let trimmed = head.trim_end();
    if CHINESE_PAST.iter().any(|word| trimmed.ends_with(word)) {
        return true;
    }
    // 2025年6月1日，公司发布了新版: the verb of the same clause, or of the one that the date opens.
    let clause = tail.trim_start_matches(['，', ' ']);
    let clause = clause.split(['，', '。', '；', '：', '、', ',']).next().unwrap_or_default();
    if clause.chars().count() <= 24 && CHINESE_EVENTS.iter().any(|verb| clause.contains(verb)) && !clause.contains('的')
    {
        return true;
    }
    let Some(before) = trimmed.strip_suffix(" on").or_else(|| trimmed.strip_suffix(" in")) else { return false };
    let passive = EVENTS.iter().find_map(|verb| before.strip_suffix(verb));
    passive.is_some_and(|before| {
        let before = before.trim_end().trim_end_matches(" officially").trim_end_matches(" first");
        before.ends_with(" was") || before.ends_with(" were")
    })
}

/// Returns whether the words beside a date say that the event is ahead: 将于…, `will be released on …`.
fn tells_future(context: &RuleContext<'_>, range: TextRange) -> bool {
    let prose = context.document.prose.text();
    let stretch = sentence_around(prose, range);
    let head = prose[stretch.start..usize::from(range.start())].trim_end();
    // A sentence that speaks of the past tells what was planned then.
    let is_past = |cue: &crate::language::Cue| {
        cue.kind == CueKind::Past && !matches!(context.document.prose.slice(cue.range), "宣布" | "宣佈")
    };
    let tells_then = THEN.iter().any(|word| prose[stretch.clone()].contains(word));
    if tells_then || cues_in(context, stretch.clone()).any(is_past) {
        return false;
    }
    // 2023年3月宣布将于…: what was announced on a day that the sentence names.
    let dates = &context.analysis.dates;
    let first = dates.partition_point(|date| usize::from(date.expression.range.start()) < stretch.start);
    let mut inside = dates[first..].iter().take_while(|date| usize::from(date.expression.range.start()) < stretch.end);
    let has_date_before = inside.any(|date| {
        date.expression.range != range
            && matches!(
                date.expression.value,
                TemporalValue::Date(_) | TemporalValue::Part(..) | TemporalValue::Relative(_)
            )
    });
    if has_date_before {
        return false;
    }
    if CHINESE_FUTURE.iter().any(|word| head.ends_with(word)) {
        return true;
    }
    if head.ends_with(" is scheduled for") || head.ends_with(" are scheduled for") {
        return true;
    }
    let Some(before) = head.strip_suffix(" on").or_else(|| head.strip_suffix(" in")) else { return false };
    let passive =
        EVENTS.iter().find_map(|verb| before.strip_suffix(verb)).is_some_and(|lead| lead.ends_with(" will be "));
    passive || PLANS.iter().find_map(|verb| before.strip_suffix(verb)).is_some_and(|lead| lead.ends_with(" will "))
}

/// Words of a sentence that tells what was planned at another time.
const THEN: [&str; 18] = [
    "原定",
    "原计划",
    "原本",
    "当时",
    "曾",
    "此前",
    "那时",
    "彼时",
    "回顾",
    "一度",
    "本来",
    "originally",
    "previously",
    "at the time",
    "had ",
    "was ",
    "were ",
    "back then",
];

/// Returns whether the sentence is no statement of the document's own time: it supposes, denies, asks or quotes, or tells a
/// made-up story.
fn is_of_another_time(context: &RuleContext<'_>, range: TextRange) -> bool {
    let prose = context.document.prose.text();
    let stretch = sentence_around(prose, range);
    let head = &prose[stretch.start..usize::from(range.start())];
    let doubts = |kind: CueKind| {
        matches!(kind, CueKind::Denial | CueKind::Condition | CueKind::Question | CueKind::Negation | CueKind::Hedge)
    };
    let blocks = &context.document.blocks;
    let block = blocks.get(blocks.partition_point(|block| block.range.end() < range.end()));
    let is_quote = block.is_some_and(|block| {
        block.range.contains_range(range) && matches!(block.kind, BlockKind::Paragraph { quote_depth: 1.., .. })
    });
    is_quote
        || is_in_quotes(head)
        || prose[stretch.end..].starts_with(['？', '?'])
        || cues_in(context, stretch).any(|cue| doubts(cue.kind))
}

/// Returns the document's date, or the latest of those that it gives for its last change.
fn latest_date(context: &RuleContext<'_>, written_on: NaiveDate) -> NaiveDate {
    let root = context.document.front_matter.as_ref().and_then(|front_matter| front_matter.root.as_ref());
    let entries = root.map(crate::data::Node::entries).unwrap_or_default();
    let changed = entries.iter().filter_map(|entry| match read_node(&entry.value) {
        DateReading::Day(day) => Some(day),
        _ => None,
    });
    changed.chain([written_on]).max().unwrap_or(written_on)
}
