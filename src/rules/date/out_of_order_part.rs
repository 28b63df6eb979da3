use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::corpus::{CorpusContext, CorpusFinding, CorpusRule, Symbol};
use crate::rules::{FixAvailability, RuleMeta, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports a part of a series whose date is out of order with its number.
    ///
    /// ## Why is this bad?
    /// Part 7 dated before part 6 and part 5 is listed at the wrong place, and its date was most likely copied from another
    /// post or mistyped.
    ///
    /// A series is documents of one folder whose titles are the same but for one number, as `Weekly #12` and `周报第12期`.
    /// It must have at least five parts, all but one in the order of their numbers, and the one must be days away from the
    /// dates of the parts before and after it.
    ///
    /// ## Examples
    /// ````md,flagged
    /// ==> notes/{1..6}.md <==
    /// ---
    /// title: Weekly notes {}
    /// date: 2024-05-0{}
    /// ---
    /// ==> notes/7.md <==
    /// ---
    /// title: Weekly notes 7
    /// date: 2023-05-07
    /// ---
    /// ````
    /// ````md
    /// ==> notes/{1..7}.md <==
    /// ---
    /// title: Weekly notes {}
    /// date: 2024-05-0{}
    /// ---
    /// ````
    pub(crate) struct OutOfOrderPart {
        id: "date/out-of-order-part",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

/// From so many parts on, a series has an order.
const MINIMUM_PARTS: usize = 5;

/// Days that a date may be out of order: drafts that change places.
const TOLERANCE: i64 = 2;

fn out_of_order_part(part: &Part, title: &str, neighbour: &Part, neighbour_title: &str) -> Diagnostic {
    let meta = &OutOfOrderPart::META;
    let (date, other) = (part.date, neighbour.date);
    let (order, place) = if part.number < neighbour.number { ("after", "before") } else { ("before", "after") };
    let message = message!(
        "`{title}` is dated `{date}`, {order} `{neighbour_title}` (`{other}`), though its number comes {place} it",
        title,
        date,
        order,
        neighbour_title,
        other,
        place
    );
    Diagnostic::new(meta.rule_id(), meta.severity(), part.range, message)
        .with_label("out of order")
        .with_help("correct the date, or the number")
        .with_fingerprint_key(format!("{title} {date}"))
}

impl CorpusRule for OutOfOrderPart {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &CorpusContext<'_>, findings: &mut Vec<CorpusFinding>) {
        let mut series: BTreeMap<(Symbol, Option<Symbol>, String), Vec<Part>> = BTreeMap::new();
        for member in context.corpus.members() {
            let Some((date, range)) = member.date() else { continue };
            let Some((title, _)) = member.value("title") else { continue };
            let Some((pattern, number)) = split_number(title) else { continue };
            let part = Part { number, date, range, document: member.index };
            series.entry((member.section(), member.language(), pattern)).or_default().push(part);
        }
        for parts in series.values_mut().filter(|parts| MINIMUM_PARTS <= parts.len()) {
            parts.sort_unstable_by_key(|part| (part.number, part.document));
            // Two parts of one number: what the numbers mean is not known.
            if parts.windows(2).any(|pair| pair[0].number == pair[1].number) {
                continue;
            }
            let Some((part, neighbour)) = outlier(parts) else { continue };
            let title =
                |part: &Part| context.corpus.member(part.document).value("title").map_or("", |(title, _)| title);
            let finding = out_of_order_part(part, title(part), neighbour, title(neighbour));
            let finding = CorpusFinding::new(part.document, finding);
            findings.push(finding.with_elsewhere(neighbour.document, neighbour.range, "the date of that part"));
        }
    }
}

/// A numbered document.
struct Part {
    number: u32,
    date: NaiveDate,
    range: TextRange,
    document: usize,
}

/// Returns a title with its only number taken out, and the number; `None` where it has none or several.
fn split_number(title: &str) -> Option<(String, u32)> {
    let is_digit = |character: char| character.is_ascii_digit();
    let start = title.find(is_digit)?;
    let length = title[start..].find(|character| !is_digit(character)).unwrap_or(title.len() - start);
    let (number, rest) = title[start..].split_at(length);
    // A year, a version or a size (`GPT-4`, `7B`) is no part of a series.
    let before = title[..start].chars().next_back();
    let after = rest.chars().next();
    let is_word = |character: char| character.is_ascii_alphanumeric() || ".%-".contains(character);
    if rest.contains(is_digit)
        || 4 <= length
        || before.is_some_and(|character| character.is_ascii_alphabetic() || ".-$".contains(character))
        || after.is_some_and(is_word)
        || title[..start].trim().is_empty() && rest.trim().is_empty()
    {
        return None;
    }
    Some((format!("{}#{rest}", &title[..start]), number.parse().ok()?))
}

/// Returns the one part without which the dates follow the numbers, and the part that it is out of order with.
fn outlier(parts: &[Part]) -> Option<(&Part, &Part)> {
    let is_step_back = |one: &Part, other: &Part| TOLERANCE < (one.date - other.date).num_days();
    let mut steps = parts.windows(2).enumerate().filter(|(_, pair)| is_step_back(&pair[0], &pair[1]));
    let (index, _) = steps.next()?;
    // An outlier makes one step back, going to it or coming from it; the next step may be wrong only through it.
    if steps.next().is_some() {
        return None;
    }
    let (earlier, later) = (&parts[index], &parts[index + 1]);
    let fits = |left: Option<&Part>, right: Option<&Part>| match (left, right) {
        (Some(left), Some(right)) => !is_step_back(left, right),
        _ => true,
    };
    // Without the earlier one: what stands before it, and the later one.
    let is_earlier = fits(index.checked_sub(1).map(|before| &parts[before]), Some(later));
    let is_later = fits(Some(earlier), parts.get(index + 2));
    match (is_earlier, is_later) {
        (true, false) => Some((earlier, later)),
        (false, true) => Some((later, earlier)),
        // Where both would do, nothing tells which of the two is wrong.
        _ => None,
    }
}
