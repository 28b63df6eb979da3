use chrono::{Datelike, NaiveDate};

use super::sentence::{cues_in, is_in_quotes, sentence_around};
use crate::claim::DateMention;
use crate::diagnostic::{Diagnostic, Severity};
use crate::language::CueKind;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::temporal::{Granularity, PartialDate, TemporalValue};
use crate::text::TextRange;

declare_rule! {
    /// Reports a year beside 今年 or `last year` that is another one, by the document's own date.
    ///
    /// ## Why is this bad?
    /// A text of 2024 that says 今年（2023年） names two years at once, and its readers cannot tell which one its figures are of.
    /// It happens when a text of last year is used again.
    ///
    /// A year is a slip when it is one off. A document of January may still speak as of December; what stands in quotation
    /// marks was said at another time.
    ///
    /// ## Examples
    /// ````md,flagged
    /// ---
    /// title: 半年总结
    /// date: 2024-07-02
    /// ---
    /// 今年（2023年）上半年，馆藏增加了三千册。
    /// ````
    /// ````md
    /// ---
    /// title: 半年总结
    /// date: 2024-07-02
    /// ---
    /// 今年（2024年）上半年，馆藏增加了三千册，去年（2023年）全年增加了五千册。
    /// ````
    pub(crate) struct MisnamedYear {
        id: "date/misnamed-year",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn misnamed_year(
    range: TextRange,
    word_range: TextRange,
    word: &str,
    year: i32,
    document_time: NaiveDate,
) -> Diagnostic {
    Diagnostic::new(
        MisnamedYear::META.rule_id(),
        MisnamedYear::META.severity(),
        range,
        message!("`{word}` is not {year} in a document of `{document_time}`", word, year, document_time),
    )
    .with_label("another year")
    .with_related(word_range, "by the document's date")
    .with_help("correct the year or the word, or the date of the document")
    .with_fingerprint_key(format!("{word} {year}"))
}

impl Rule for MisnamedYear {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let analysis = context.analysis;
        let Some(document_time) = analysis.document_time else { return };
        let prose = &context.document.prose;
        let mut bases = vec![document_time.year()];
        bases.extend(analysis.file_name_date.map(|date| date.year()));
        if document_time.month() == 1 {
            bases.push(document_time.year() - 1);
        }
        for pair in analysis.dates.windows(2) {
            let Some((word, offset, year)) = told(&pair[0], &pair[1]).or_else(|| told(&pair[1], &pair[0])) else {
                continue;
            };
            let (first, second) = (pair[0].expression.range, pair[1].expression.range);
            if second.start() < first.end() || !is_joined(prose.text(), first, second, word == first) {
                continue;
            }
            let is_right = bases.iter().any(|base| base + offset == year);
            let is_slip = (document_time.year() + offset - year).abs() == 1;
            if is_right || !is_slip || is_of_another_time(context, pair, year) {
                continue;
            }
            let year_range = if word == first { second } else { first };
            let (source, word_source) = (prose.to_source(year_range), prose.to_source(word));
            diagnostics.push(misnamed_year(source, word_source, prose.slice(word), year, document_time));
        }
    }
}

/// Returns the range and the offset of a word such as 去年, and the year beside it.
fn told(word: &DateMention, year: &DateMention) -> Option<(TextRange, i32, i32)> {
    let TemporalValue::Relative(relative) = word.expression.value else { return None };
    let TemporalValue::Date(PartialDate { year: Some(year), month: None, day: None }) = year.expression.value else {
        return None;
    };
    let is_year = relative.unit == Granularity::Year && !relative.is_distance && relative.date_part.is_none();
    let is_plain = is_year && relative.part == PartialDate::default();
    is_plain.then_some((word.expression.range, relative.offset, year))
}

/// Returns whether two expressions are two names of one year: 今年（2024年）, 2024年（今年）, `last year (2023)`, 今年即2024年.
fn is_joined(prose: &str, first: TextRange, second: TextRange, word_first: bool) -> bool {
    let between = prose[usize::from(first.end())..usize::from(second.start())].trim();
    let after = &prose[usize::from(second.end())..];
    match between {
        // 今年（2023年）; （2023年底） and （2023年5月） were read as more than a year.
        "(" | "（" => after.starts_with([')', '）']),
        "即" | "，即" | ", i.e." | "也就是" | "，也就是" | ", that is," => true,
        // 今年2023年 is one name; 2023年今年 is none.
        "" => {
            word_first
                && prose[..usize::from(first.end())].ends_with('年')
                && prose[..usize::from(second.end())].ends_with('年')
        }
        _ => false,
    }
}

/// Returns whether the sentence speaks as of another time than the document's: it quotes, retells the past, or names the
/// year or its neighbour once more.
fn is_of_another_time(context: &RuleContext<'_>, pair: &[DateMention], year: i32) -> bool {
    let prose = context.document.prose.text();
    let range = pair[0].expression.range.cover(pair[1].expression.range);
    let stretch = sentence_around(prose, range);
    let head = &prose[stretch.start..usize::from(range.start())];
    if is_in_quotes(head)
        || ["当时", "彼时", "那时", "时任", "写道", "at the time", "wrote", "back in"]
            .iter()
            .any(|word| head.contains(word))
    {
        return true;
    }
    if cues_in(context, stretch).any(|cue| matches!(cue.kind, CueKind::Denial | CueKind::Condition)) {
        return true;
    }
    let block = context.document.blocks.iter().find(|block| block.range.contains_range(range));
    let Some(block) = block else { return false };
    let is_quote = matches!(block.kind, crate::document::BlockKind::Paragraph { quote_depth: 1.., .. });
    let dates = &context.analysis.dates;
    let in_block = dates.iter().filter(|date| block.range.contains_range(date.expression.range));
    // A year in brackets explains a word; one of its own says when the text speaks of.
    let names_year = |date: &DateMention| match &date.expression.value {
        TemporalValue::Date(written) | TemporalValue::Part(written, _) => {
            let before = &prose[..usize::from(date.expression.range.start())];
            written.year == Some(year) && !before.ends_with(['(', '（'])
        }
        _ => false,
    };
    let is_pair = |date: &DateMention| range.contains_range(date.expression.range);
    is_quote || in_block.filter(|date| !is_pair(date)).any(names_year)
}
