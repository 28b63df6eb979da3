//! Slips that no table is needed for: a weekday shifted, a year beside 今年 changed, a figure changed in one translation.
//!
//! The documents stand in `dates/` and `translations/` of the folder of true claims. In the first, `{{周一: weekday}}` marks
//! a weekday and `{{2024: year}}` a year; in the second, `{{5000亿: figure}}` marks a figure that its translation has too.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use factlint::check::check_corpus;
use factlint::reference::ReferenceTables;
use factlint::settings::Settings;
use factlint::text::SourceFile;

/// A document with the marks taken out.
pub(crate) struct Marked {
    pub(crate) path: String,
    pub(crate) text: String,
    pub(crate) marks: Vec<(Range<usize>, String)>,
}

/// How many of the wrong documents were found, by what was marked and by language.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) rows: Vec<(String, u32, u32)>,
    pub(crate) missed: Vec<String>,
    pub(crate) alarms: Vec<String>,
}

impl Tally {
    fn count(&mut self, name: String, is_found: bool) {
        if let Some(row) = self.rows.iter_mut().find(|(known, _, _)| *known == name) {
            row.1 += u32::from(is_found);
            row.2 += 1;
        } else {
            self.rows.push((name, u32::from(is_found), 1));
        }
    }

    /// Returns the share of the slips of a kind that are found.
    pub(crate) fn recall(&self, kind: &str) -> f64 {
        let rows = self.rows.iter().filter(|(name, _, _)| name.starts_with(kind));
        let (found, all) = rows.fold((0, 0), |(found, all), row| (found + row.1, all + row.2));
        if all == 0 { 0.0 } else { f64::from(found) / f64::from(all) }
    }
}

/// Reads the documents of a folder in the order of names.
#[expect(clippy::disallowed_methods, reason = "a program beside the library reads its own documents")]
pub(crate) fn read(folder: &Path) -> Vec<Marked> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        unmarked(&name, &text)
    };
    paths.iter().map(read).collect()
}

fn unmarked(path: &str, marked: &str) -> Marked {
    let mut document = Marked { path: path.to_owned(), text: String::new(), marks: Vec::new() };
    let mut rest = marked;
    while let Some((before, inner)) = rest.split_once("{{") {
        document.text.push_str(before);
        let (content, after) = inner.split_once("}}").unwrap_or_else(|| panic!("{path}: no }}}} after {inner:.40}"));
        let (text, what) = content.rsplit_once(": ").unwrap_or_else(|| panic!("{path}: {content}"));
        let start = document.text.len();
        document.text.push_str(text);
        document.marks.push((start..document.text.len(), what.to_owned()));
        rest = after;
    }
    document.text.push_str(rest);
    document
}

/// Returns the findings about dates and translations, with the file and the bytes that they are at.
fn findings(files: &[(String, String)]) -> Vec<(String, Range<usize>, String)> {
    let files: Vec<_> =
        files.iter().map(|(path, text)| Arc::new(SourceFile::new(path.clone(), text.clone()))).collect();
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day of the calendar");
    let reports = check_corpus(&files, &Settings::new(today), ReferenceTables::embedded());
    let mut found = Vec::new();
    for report in &reports {
        for diagnostic in &report.diagnostics {
            let id = diagnostic.rule.as_str();
            if id.starts_with("date/") || id.starts_with("consistency/") {
                let range = diagnostic.primary.range;
                let places = usize::from(range.start())..usize::from(range.end());
                found.push((report.file.path().to_owned(), places, format!("{id}: {}", diagnostic.message.english())));
            }
        }
    }
    found
}

/// Makes each marked place of the documents wrong in turn, and counts what is found.
///
/// Documents of `group` answer to each other: translations of one page are checked together.
pub(crate) fn tally(documents: &[Marked], group: impl Fn(&Marked) -> String) -> Tally {
    let mut tally = Tally::default();
    for document in documents {
        let beside: Vec<&Marked> = documents.iter().filter(|other| group(other) == group(document)).collect();
        let files = |changed: Option<&str>| -> Vec<(String, String)> {
            let text = |other: &Marked| match changed {
                Some(text) if other.path == document.path => text.to_owned(),
                _ => other.text.clone(),
            };
            beside.iter().map(|other| (other.path.clone(), text(other))).collect()
        };
        tally.alarms.extend(findings(&files(None)).into_iter().map(|(path, _, message)| format!("{path}: {message}")));
        let language = if document.path.contains("en") { "en" } else { "zh" };
        for (range, what) in &document.marks {
            for wrong in slips(&document.text[range.clone()], what) {
                let mut text = document.text.clone();
                text.replace_range(range.clone(), &wrong);
                let is_found = !findings(&files(Some(&text))).is_empty();
                tally.count(format!("{what} {language}"), is_found);
                if !is_found {
                    let line = document.text[range.start..].lines().next().unwrap_or_default();
                    tally.missed.push(format!("{}: `{wrong}` in: {line}", document.path));
                }
            }
        }
    }
    tally
}

const CHINESE_DAYS: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
const ENGLISH_DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Returns what may stand in the place of something true by a slip.
fn slips(written: &str, what: &str) -> Vec<String> {
    match what {
        "weekday" => shifted_days(written),
        "year" => {
            let year: i32 = written.parse().unwrap_or_else(|_| panic!("{written}: no year"));
            vec![(year - 1).to_string(), (year + 1).to_string()]
        }
        _ => changed_figures(written),
    }
}

/// Returns the other six days of the week, in the same form.
fn shifted_days(written: &str) -> Vec<String> {
    if written.is_ascii() {
        let day = ENGLISH_DAYS.iter().position(|day| day.starts_with(&written[..3]));
        let day = day.unwrap_or_else(|| panic!("{written}: no weekday"));
        let name = |day: usize| ENGLISH_DAYS[day % 7][..written.len().min(ENGLISH_DAYS[day % 7].len())].to_owned();
        let whole =
            |day: usize| if written.len() < 6 { name(day)[..3].to_owned() } else { ENGLISH_DAYS[day % 7].to_owned() };
        return (1..7).map(|shift| whole(day + shift)).collect();
    }
    let last = written.chars().last().map(String::from).unwrap_or_default();
    let day = CHINESE_DAYS.iter().position(|day| *day == last).unwrap_or_else(|| panic!("{written}: no weekday"));
    let stem = &written[..written.len() - last.len()];
    (1..7).map(|shift| format!("{stem}{}", CHINESE_DAYS[(day + shift) % 7])).collect()
}

/// Returns a figure times ten, a tenth of it, with one digit changed, and with two digits in each other's place.
fn changed_figures(written: &str) -> Vec<String> {
    let length = written.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')).count();
    let (number, rest) = written.split_at(length);
    let mut slips = Vec::new();
    if !number.contains('.') {
        let plain = number.replace(',', "");
        slips.push(format!("{plain}0{rest}"));
        slips.extend(
            plain.strip_suffix('0').filter(|shorter| !shorter.is_empty()).map(|shorter| format!("{shorter}{rest}")),
        );
    }
    let digits: Vec<usize> =
        number.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()).map(|(at, _)| at).collect();
    let changed = |at: usize, digit: u8| {
        let mut bytes = number.as_bytes().to_vec();
        bytes[at] = digit;
        bytes
    };
    let first = digits[0];
    let other = if number.as_bytes()[first] == b'9' { b'4' } else { number.as_bytes()[first] + 1 };
    slips.push(format!("{}{rest}", String::from_utf8_lossy(&changed(first, other))));
    if let [.., one, two] = digits[..]
        && number.as_bytes()[one] != number.as_bytes()[two]
    {
        let mut bytes = changed(one, number.as_bytes()[two]);
        bytes[two] = number.as_bytes()[one];
        slips.push(format!("{}{rest}", String::from_utf8_lossy(&bytes)));
    }
    slips
}
