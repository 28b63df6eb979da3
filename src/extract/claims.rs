//! The claims of a Markdown document as flat records.

use chrono::{Datelike as _, NaiveDate};

use crate::claim::{Claim, ClaimValue, Link, Modality, Subject, read_open};
use crate::document;
use crate::quantity::{Operator, QuantityValue};
use crate::reference::{AttributeIndex, Dimension, ReferenceTables};
use crate::temporal::{Granularity, Resolved, TemporalValue};
use crate::text::{SourceFile, TextRange};

/// A claim found in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundClaim {
    /// Bytes of the file: the value alone.
    pub range: TextRange,
    /// What is said: the key of an attribute, `date` for every attribute whose values are dates, `price` for prices of
    /// tokens and `money` for all other amounts of money.
    pub attribute: String,
    /// The keys of the attributes that the words may mean, where `attribute` is none of the table's keys.
    pub attributes: Vec<String>,
    /// Whose value it is, as the table or the text names it.
    pub subject: Option<String>,
    /// Whether the reference tables know the subject.
    pub is_known: bool,
    /// How the value was tied to the subject; `None` where there is none.
    pub link: Option<Link>,
    /// The value: a decimal number in base units, a date at the precision written (`2024-05`, `2024-05-16`), or the length
    /// of time since a date (`P1M`).
    ///
    /// Of an interval (`100多亿`, 千亿参数) the lower end; `None` where the number has too many digits.
    pub value: Option<String>,
    /// The unit: an ISO 4217 code for money, else that of the attribute.
    pub unit: Option<String>,
    /// How exact a number is; `None` for dates.
    pub operator: Option<Operator>,
    /// How it is meant.
    pub modality: Modality,
}

/// Returns every claim of a document in order of place, whoever it is about, ranges being of the file.
pub fn claims_from_document(file: &SourceFile, tables: &ReferenceTables) -> Vec<FoundClaim> {
    let document = document::parse(file);
    let found = |claim: Claim| {
        let range = document.prose.to_source(claim.range);
        found_claim(&claim, range, tables)
    };
    read_open(file, &document, tables).into_iter().map(found).collect()
}

fn found_claim(claim: &Claim, range: TextRange, tables: &ReferenceTables) -> FoundClaim {
    let attribute = match claim.value {
        // How long ago a date was is no date.
        ClaimValue::Elapsed(_) => "duration",
        _ => attribute_name(claim.attributes[0], tables),
    };
    let keys: Vec<String> = claim.attributes.iter().map(|index| tables.attribute(*index).key.to_string()).collect();
    let attributes = if keys == [attribute] { Vec::new() } else { keys };
    let (subject, is_known, link) = match &claim.subject {
        Subject::Known { entity, link, .. } => (Some(tables.entity(*entity).name.clone()), true, Some(*link)),
        Subject::Named { name, link, .. } => (Some(name.clone()), false, Some(*link)),
        Subject::Unknown => (None, false, None),
    };
    let (value, unit, operator) = match &claim.value {
        ClaimValue::Amount { value, operator, unit } => {
            let unit = unit.map(str::to_owned).or_else(|| tables.attribute(claim.attributes[0]).unit.clone());
            (amount(*value), unit, Some(*operator))
        }
        ClaimValue::Date { days, .. } => (Some(written_date(days)), None, None),
        ClaimValue::Term(term) => (Some(term.to_string()), None, None),
        ClaimValue::Elapsed(duration) => (TemporalValue::Duration(*duration).timex(), None, None),
    };
    FoundClaim {
        range,
        attribute: attribute.to_owned(),
        attributes,
        subject,
        is_known,
        link,
        value,
        unit,
        operator,
        modality: claim.modality,
    }
}

fn attribute_name(index: AttributeIndex, tables: &ReferenceTables) -> &str {
    let attribute = tables.attribute(index);
    match attribute.dimension {
        Dimension::Date | Dimension::DateRange => "date",
        Dimension::Money if attribute.key.starts_with("price") => "price",
        Dimension::Money => "money",
        _ => &attribute.key,
    }
}

fn amount(value: QuantityValue) -> Option<String> {
    let amount = match value {
        QuantityValue::Exact(amount) => amount,
        QuantityValue::Interval { low, high } => low.or(high)?.0,
        QuantityValue::OutOfRange => return None,
    };
    Some(amount.value.normalize().to_string())
}

/// Returns a date as precisely as it was written: a day, a week, a month, a quarter, a year.
fn written_date(days: &Resolved) -> String {
    let Resolved { start, granularity, .. } = *days;
    let quarter = |date: NaiveDate| date.month0() / 3 + 1;
    match granularity {
        Granularity::Week | Granularity::Fortnight => start.format("%G-W%V").to_string(),
        Granularity::Month => start.format("%Y-%m").to_string(),
        Granularity::Quarter => format!("{}-Q{}", start.year(), quarter(start)),
        Granularity::HalfYear => format!("{}-H{}", start.year(), start.month0() / 6 + 1),
        Granularity::Year | Granularity::Decade | Granularity::Century => start.format("%Y").to_string(),
        Granularity::Day | Granularity::Hour | Granularity::Minute | Granularity::Second => start.to_string(),
    }
}
