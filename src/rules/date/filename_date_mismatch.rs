use std::collections::BTreeMap;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use crate::rules::corpus::{CorpusContext, CorpusFinding, CorpusRule, Member, Symbol};
use crate::rules::{FixAvailability, OptionDefault, RuleMeta, RuleOption, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports a document whose date is not the one in its file name.
    ///
    /// ## Why is this bad?
    /// The file name sorts the post and often makes its address; the front matter makes the date that readers see. When they
    /// are days apart, one of them was copied from another post.
    ///
    /// A difference of one day is allowed: many sites build the name in one time zone and the date in another. A site may
    /// also be used to a difference of its own, such as posts that are written three days ahead: from eight files of a folder
    /// on, the difference that most of them have counts as right too. A folder where most dates differ in one way or another
    /// names its files by something else than that date, and is left alone.
    ///
    /// ## Examples
    /// ````md,flagged,file=2024-05-09-outlook.md
    /// ---
    /// title: 展望 (Outlook)
    /// date: 2024-06-09
    /// ---
    /// ````
    /// ````md,file=2024-05-09-outlook.md
    /// ---
    /// title: 展望 (Outlook)
    /// date: 2024-05-08
    /// ---
    /// ````
    ///
    /// ## Options
    /// - `days`: how many days the two may be apart, beyond the difference that the folder is used to.
    pub(crate) struct FilenameDateMismatch {
        id: "date/filename-date-mismatch",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[RuleOption {
            name: "days",
            default: OptionDefault::Integer(1),
            documentation: "How many days the date and the file name may be apart; 0 or more.",
        }],
    }
}

/// From so many dated files on, a folder has a habit.
const MINIMUM_FILES: usize = 8;

fn filename_date_mismatch(range: TextRange, date: NaiveDate, named: NaiveDate, usual: i64) -> Diagnostic {
    let mut message = message!(
        "the date `{date}` is {distance} the file name's `{named}`",
        date,
        distance = distance((date - named).num_days()),
        named
    );
    if usual != 0 {
        let usual = distance(usual);
        message = message!("{message}; the dates of this folder are usually {usual}", message, usual);
    }
    Diagnostic::new(FilenameDateMismatch::META.rule_id(), FilenameDateMismatch::META.severity(), range, message)
        .with_label(message!("the file name says {named}", named))
        .with_help("rename the file, or correct the date")
        .with_fingerprint_key(format!("{date} {named}"))
}

fn distance(days: i64) -> Message {
    match days {
        -1 => message!("1 day before"),
        1 => message!("1 day after"),
        _ if days < 0 => message!("{count} days before", count = days.abs()),
        _ => message!("{count} days after", count = days),
    }
}

impl CorpusRule for FilenameDateMismatch {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &CorpusContext<'_>, findings: &mut Vec<CorpusFinding>) {
        let tolerance = context.integer(&Self::META, "days");
        let mut folders: BTreeMap<Symbol, Vec<Dated<'_>>> = BTreeMap::new();
        for member in context.corpus.members() {
            // `2024-05-09-to-2024-06-01.md` names a stretch of time.
            if let (Some((date, range)), Some(named)) = (member.date(), member.file_name_date())
                && !names_two_dates(member.file_name())
            {
                folders.entry(member.section()).or_default().push(Dated { member, date, named, range });
            }
        }
        for files in folders.values() {
            let Some(usual) = usual_offset(files, tolerance) else { continue };
            let is_usual = |file: &&Dated<'_>| file.offset() == usual;
            let example = files.iter().find(is_usual).filter(|_| usual != 0);
            for file in files.iter().filter(|file| !is_near(file.offset(), usual, tolerance)) {
                let finding = filename_date_mismatch(file.range, file.date, file.named, usual);
                let mut finding = CorpusFinding::new(file.member.index, finding);
                if let Some(example) = example {
                    finding = finding.with_elsewhere(example.member.index, example.range, "the usual difference");
                }
                findings.push(finding);
            }
        }
    }
}

/// A document with both dates.
struct Dated<'a> {
    member: Member<'a>,
    date: NaiveDate,
    named: NaiveDate,
    range: TextRange,
}

impl Dated<'_> {
    /// Returns how many days the date is after the file name's.
    fn offset(&self) -> i64 {
        (self.date - self.named).num_days()
    }
}

/// Returns the difference that most files of a folder have, 0 where there are few; `None` where there is no habit.
fn usual_offset(files: &[Dated<'_>], tolerance: i64) -> Option<i64> {
    if files.len() < MINIMUM_FILES {
        return Some(0);
    }
    let mut counts: FxHashMap<i64, usize> = FxHashMap::default();
    for file in files {
        *counts.entry(file.offset()).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(offset, count)| (*count, -offset.abs(), *offset));
    let usual = most.filter(|(_, count)| files.len() <= count * 2).map_or(0, |(offset, _)| offset);
    let near = files.iter().filter(|file| is_near(file.offset(), usual, tolerance)).count();
    (files.len() <= near * 2).then_some(usual)
}

/// Returns whether a difference is none, or the usual one, up to the tolerance.
fn is_near(offset: i64, usual: i64, tolerance: i64) -> bool {
    offset.abs() <= tolerance || (offset - usual).abs() <= tolerance
}

/// Returns whether a second year follows the date that a file name starts with: `2024-05-09-to-2024-06-01.md`.
fn names_two_dates(file_name: &str) -> bool {
    let rest = file_name.get(10..).unwrap_or_default();
    rest.split(|character: char| !character.is_ascii_digit()).any(|number| {
        number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
            || number.len() == 8 && number.starts_with("20")
    })
}
