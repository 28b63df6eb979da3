//! A reference table drafted from what documents say of subjects that no table knows.
//!
//! Main type: [`Draft`]. A draft is a start for a person to go on from: everything in it is `reported` at most, every fact
//! names the line that says so, and values that documents disagree about all stand in it, marked as disputed.

use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::claim::{Claim, ClaimValue, Modality, Subject};
use crate::document::Document;
use crate::quantity::{Operator, QuantityValue};
use crate::reference::{Attribute, AttributeIndex, Dimension, MatchTarget, NameParts, ReferenceTables, Status};
use crate::temporal::Resolved;
use crate::text::{Folded, SourceFile};

const APPROXIMATE: &str = "said to be approximate";
const YEAR_GUESSED: &str = "the year is not written";

/// A table in the making.
#[derive(Debug)]
pub struct Draft<'a> {
    tables: &'a ReferenceTables,
    // In the order of first mention.
    subjects: Vec<DraftSubject>,
    sources: Vec<DraftSource>,
    left_out: usize,
}

#[derive(Debug)]
struct DraftSubject {
    name: String,
    spelling: NameParts,
    facts: Vec<DraftFact>,
}

#[derive(Debug)]
struct DraftFact {
    attribute: AttributeIndex,
    value: String,
    status: Status,
    // Words on how the value was read, where it is not plainly written.
    remark: Option<&'static str>,
    // Indices of sources, each once.
    sources: Vec<usize>,
}

#[derive(Debug, PartialEq)]
struct DraftSource {
    file: String,
    line: usize,
    date: Option<NaiveDate>,
}

impl<'a> Draft<'a> {
    /// Starts with nothing; names that `tables` knows are left out, and attributes are declared as they do.
    pub fn new(tables: &'a ReferenceTables) -> Self {
        Self { tables, subjects: Vec::new(), sources: Vec::new(), left_out: 0 }
    }

    /// Adds the claims of a document that was written on `date`.
    pub fn add(&mut self, file: &SourceFile, document: &Document, date: Option<NaiveDate>, claims: &[Claim]) {
        for claim in claims {
            let Subject::Named { name, .. } = &claim.subject else { continue };
            let name = name.trim();
            let status = match claim.modality {
                Modality::Asserted => Status::Reported,
                Modality::Hedged => Status::Rumoured,
                _ => continue,
            };
            let Some(attribute) = claim.attributes.first() else { continue };
            let value = self.value(claim, *attribute);
            let Some((value, remark)) = value.filter(|_| self.is_name(name)) else {
                self.left_out += 1;
                continue;
            };
            let line = file.position(document.prose.to_source(claim.range).start()).line;
            let source = DraftSource { file: file.path().to_owned(), line, date };
            let source = self.sources.iter().position(|known| *known == source).unwrap_or_else(|| {
                self.sources.push(source);
                self.sources.len() - 1
            });
            let fact = DraftFact { attribute: *attribute, value, status, remark, sources: vec![source] };
            self.subject(name).add(fact);
        }
    }

    /// Returns the number of subjects.
    pub fn subject_count(&self) -> usize {
        self.subjects.len()
    }

    /// Returns the number of claims that name a subject and cannot stand in a table: bounds (`over 100B`), values in
    /// another unit, nouns in place of a name.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// Returns the table as YAML, dated `today`.
    pub fn to_yaml(&self, id: &str, today: NaiveDate) -> String {
        let mut text = String::from(
            "# Drafted by `factlint reference draft` from what documents say. UNREVIEWED: nobody has looked a value up.\n\
             # Go through the facts, put real sources in the place of the lines of documents, set `status: confirmed`\n\
             # where a source stands for the value, and delete what is wrong or not worth keeping.\n\
             schema: reference/1\n",
        );
        let _ = writeln!(text, "table: {}", quoted(id));
        let _ = writeln!(text, "title: {}", quoted("Drafted from documents, unreviewed"));
        let _ = writeln!(text, "as-of: {today}");
        let _ = writeln!(text, "defaults: {{status: reported, accessed: {today}}}");
        text.push_str(if self.subjects.is_empty() { "attributes: {}\n" } else { "attributes:\n" });
        for (index, attribute) in self.tables.attributes() {
            if self.subjects.iter().flat_map(|subject| &subject.facts).any(|fact| fact.attribute == index) {
                let _ = writeln!(text, "  {}: {}", quoted(&attribute.key), declaration(attribute));
            }
        }
        text.push_str(if self.sources.is_empty() { "sources: {}\n" } else { "sources:\n" });
        for (index, source) in self.sources.iter().enumerate() {
            let locator = format!("{}:{}", source.file, source.line);
            let date = source.date.map_or_else(String::new, |date| format!(", published: {date}"));
            let title = quoted(&format!("{}, line {}", source.file, source.line));
            let _ = writeln!(text, "  {}: {{title: {title}, locator: {}{date}}}", source_key(index), quoted(&locator));
        }
        text.push_str(if self.subjects.is_empty() { "subjects: {}\n" } else { "subjects:\n" });
        let mut ids: Vec<String> = Vec::new();
        for subject in &self.subjects {
            let id = self.id(&subject.name, &ids);
            let _ = writeln!(text, "  {}:\n    name: {}\n    facts:", quoted(&id), quoted(&subject.name));
            ids.push(id);
            self.write_facts(subject, &mut text);
        }
        text
    }

    fn write_facts(&self, subject: &DraftSubject, text: &mut String) {
        for (index, attribute) in self.tables.attributes() {
            let facts: Vec<&DraftFact> = subject.facts.iter().filter(|fact| fact.attribute == index).collect();
            if facts.is_empty() {
                continue;
            }
            let _ = writeln!(text, "      {}:", quoted(&attribute.key));
            for fact in &facts {
                let mut notes = Vec::new();
                if 1 < facts.len() {
                    notes.push("disputed: several values are given");
                }
                notes.extend(fact.remark);
                let sources: Vec<String> = fact.sources.iter().map(|index| source_key(*index)).collect();
                let _ = write!(text, "        - {{{}", fact.value);
                if fact.status != Status::Reported {
                    let _ = write!(text, ", status: {}", fact.status.as_str());
                }
                let _ = write!(text, ", sources: [{}]", sources.join(", "));
                if !notes.is_empty() {
                    let _ = write!(text, ", note: {}", quoted(&notes.join("; ")));
                }
                text.push_str("}\n");
            }
        }
    }

    fn subject(&mut self, name: &str) -> &mut DraftSubject {
        let spelling = NameParts::new(name);
        let index = self.subjects.iter().position(|subject| subject.spelling == spelling).unwrap_or_else(|| {
            self.subjects.push(DraftSubject { name: name.to_owned(), spelling, facts: Vec::new() });
            self.subjects.len() - 1
        });
        &mut self.subjects[index]
    }

    /// Returns whether a table could list a name: it is no noun that stands for one (`the 70B model`), and nothing that the
    /// tables know, as a name or as a phrase.
    fn is_name(&self, name: &str) -> bool {
        const NOT_NAMES: [&str; 10] = ["the ", "this ", "that ", "our ", "a ", "an ", "该", "这", "本", "我们"];
        let lower = name.to_lowercase();
        let has_letter = name.chars().any(char::is_alphabetic);
        if !has_letter || 80 < name.len() || NOT_NAMES.iter().any(|start| lower.starts_with(start)) {
            return false;
        }
        let folded = Folded::width(name);
        let whole = crate::text::size(folded.text().len());
        !self.tables.scan(folded.text()).iter().any(|found| {
            let is_whole = found.range.start() == 0.into() && found.range.end() == whole;
            is_whole && !matches!(found.target, MatchTarget::NotAlias(_))
        })
    }

    /// Returns the value of a claim as keys of a fact, with a remark where it is not plainly written; `None` where no fact
    /// can say it.
    fn value(&self, claim: &Claim, attribute: AttributeIndex) -> Option<(String, Option<&'static str>)> {
        let attribute = self.tables.attribute(attribute);
        match &claim.value {
            ClaimValue::Amount { value, operator, unit } => {
                let is_money = attribute.dimension == Dimension::Money;
                if is_money && unit.is_some_and(|unit| Some(unit) != attribute.unit.as_deref()) {
                    return None;
                }
                let is_count = attribute.dimension == Dimension::Count;
                let amount =
                    |value: Decimal| (!is_count || value.fract().is_zero()).then(|| amount_text(value)).flatten();
                match (value, operator) {
                    (QuantityValue::Exact(exact), Operator::Equal | Operator::About) => Some((
                        format!("value: {}", amount(exact.value)?),
                        (*operator == Operator::About).then_some(APPROXIMATE),
                    )),
                    (QuantityValue::Interval { low: Some((low, _)), high: Some((high, _)) }, _)
                        if low.value < high.value =>
                    {
                        Some((format!("range: [{}, {}]", amount(low.value)?, amount(high.value)?), None))
                    }
                    _ => None,
                }
            }
            ClaimValue::Elapsed(_) | ClaimValue::Term(_) => None,
            ClaimValue::Date { days, is_year_certain, .. } => {
                if !matches!(attribute.dimension, Dimension::Date | Dimension::DateRange) {
                    return None;
                }
                Some((format!("value: {}", date_text(days)?), (!is_year_certain).then_some(YEAR_GUESSED)))
            }
        }
    }

    /// Returns an id that neither the tables nor the draft have yet.
    fn id(&self, name: &str, taken: &[String]) -> String {
        let lower = name.to_lowercase();
        let parts: Vec<&str> = lower
            .split(|character: char| !character.is_alphanumeric() && character != '.')
            .filter(|part| !part.is_empty())
            .collect();
        let slug = parts.join("-");
        let is_free = |id: &String| self.tables.find(id).is_none() && !taken.contains(id);
        let numbered = (2..).map(|number: u32| format!("{slug}-{number}"));
        std::iter::once(slug.clone()).chain(numbered).find(is_free).expect("some number is free")
    }
}

impl DraftSubject {
    /// Adds a fact; where one says the same, its sources.
    fn add(&mut self, fact: DraftFact) {
        let same = self.facts.iter_mut().find(|known| known.attribute == fact.attribute && known.value == fact.value);
        let Some(known) = same else {
            self.facts.push(fact);
            return;
        };
        known.status = known.status.min(fact.status);
        known.remark = known.remark.and(fact.remark);
        for source in fact.sources {
            if !known.sources.contains(&source) {
                known.sources.push(source);
            }
        }
    }
}

/// Returns the declaration of an attribute in short: phrases and tolerance come from the table that has them.
fn declaration(attribute: &Attribute) -> String {
    let unit = attribute.unit.as_ref().map_or_else(String::new, |unit| format!(", unit: {}", quoted(unit)));
    format!("{{dimension: {}{unit}}}", attribute.dimension.as_str())
}

fn source_key(index: usize) -> String {
    format!("line-{}", index + 1)
}

/// Returns an amount as tables write it, with a letter where that makes it shorter.
fn amount_text(value: Decimal) -> Option<String> {
    if value.is_sign_negative() {
        return None;
    }
    for (letter, power) in [('T', 12_u32), ('B', 9), ('M', 6)] {
        let scale = Decimal::from(10_u64.pow(power));
        let scaled = value / scale;
        if scale <= value && scaled.normalize().scale() <= 3 && scaled.checked_mul(scale) == Some(value) {
            return Some(format!("{}{letter}", scaled.normalize()));
        }
    }
    Some(value.normalize().to_string())
}

/// Returns days as a day, a month or a year; `None` for any other stretch.
fn date_text(days: &Resolved) -> Option<String> {
    let (start, end) = (days.start, days.end);
    if start.succ_opt() == Some(end) {
        return Some(start.to_string());
    }
    let is_first = start.day() == 1 && end.day() == 1;
    let months =
        (end.year() - start.year()) * 12 + i32::try_from(end.month()).ok()? - i32::try_from(start.month()).ok()?;
    match months {
        1 if is_first => Some(format!("{:04}-{:02}", start.year(), start.month())),
        12 if is_first && start.month() == 1 => Some(format!("{:04}", start.year())),
        _ => None,
    }
}

/// Returns a text in double quotes, as YAML and JSON read it.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text can be written")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::claim::Link;
    use crate::quantity::Amount;
    use crate::reference::ReferenceTable;
    use crate::text::range;

    fn claim(name: &str, value: i64, modality: Modality, operator: Operator) -> Claim {
        let tables = ReferenceTables::embedded();
        let value = QuantityValue::Exact(Amount { value: Decimal::from(value), last_place: 0 });
        Claim {
            range: range(0, 1),
            subject: Subject::Named { name: name.to_owned(), range: range(0, 1), link: Link::Adjacent },
            attributes: vec![tables.find_attribute("parameters").unwrap()],
            value: ClaimValue::Amount { value, operator, unit: None },
            modality,
            block: 0,
        }
    }

    #[test]
    fn a_draft_loads_again_with_disputes_and_lines() {
        let tables = ReferenceTables::embedded();
        let mut draft = Draft::new(tables);
        let billion = 1_000_000_000;
        for (file, claims) in [
            (
                "a.md",
                vec![
                    claim("Nova-3 \"X\"", 12 * billion, Modality::Asserted, Operator::Equal),
                    claim("the small model", billion, Modality::Asserted, Operator::Equal),
                    claim("GPT-4", billion, Modality::Asserted, Operator::Equal),
                    claim("Nova-4", billion, Modality::Negated, Operator::Equal),
                    claim("Nova-4", billion, Modality::Asserted, Operator::More),
                ],
            ),
            (
                "文章/b.md",
                vec![
                    claim("nova 3 \"X\"", 12 * billion, Modality::Hedged, Operator::About),
                    claim("nova 3 \"X\"", 1_234_567, Modality::Hedged, Operator::About),
                ],
            ),
        ] {
            let file = SourceFile::new(file, "x\n");
            let document = crate::document::parse(&file);
            draft.add(&file, &document, None, &claims);
        }
        assert_eq!((draft.subject_count(), draft.left_out()), (1, 3));
        let yaml = draft.to_yaml("draft", NaiveDate::from_ymd_opt(2024, 6, 1).unwrap());
        assert!(
            yaml.ends_with(
                "subjects:\n  \"nova-3-x\":\n    name: \"Nova-3 \\\"X\\\"\"\n    facts:\n      \"parameters\":\n        \
                 - {value: 12B, sources: [line-1, line-2], note: \"disputed: several values are given\"}\n        \
                 - {value: 1234567, status: rumoured, sources: [line-2], note: \"disputed: several values are given; said to be approximate\"}\n"
            ),
            "{yaml}"
        );
        let table = ReferenceTable::parse(Arc::new(SourceFile::new("draft.yaml", yaml.as_str())));
        let table = table.unwrap_or_else(|invalid| panic!("{:?}\n{yaml}", invalid.diagnostics));
        let mut all = ReferenceTables::embedded_tables().to_vec();
        all.push(Arc::new(table));
        ReferenceTables::new(all).unwrap();
    }

    #[test]
    fn an_empty_draft_loads_too() {
        let yaml = Draft::new(ReferenceTables::embedded()).to_yaml("draft", NaiveDate::default());
        ReferenceTable::parse(Arc::new(SourceFile::new("draft.yaml", yaml))).unwrap();
    }

    #[test]
    fn amounts_are_written_short_and_exactly() {
        let written = |text: &str| amount_text(text.parse().unwrap()).unwrap();
        assert_eq!(written("1760000000000"), "1.76T");
        assert_eq!(written("6740000000"), "6.74B");
        assert_eq!(written("1234567"), "1234567");
        assert_eq!(written("128000"), "128000");
        assert_eq!(written("0.50"), "0.5");
    }
}
