//! What a document says: mentions of subjects, dates, numbers, and the claims that they make up.
//!
//! Main types: [`Analysis`] (everything read out of one document, once), [`Claim`] (subject, attribute, value, how it is
//! meant). Knows nothing of truth: `verify` judges.

mod agent;
mod analyse;
mod anchor;
mod bind;
mod clue;
mod event;
mod frame;
mod gap;
mod in_turn;
mod look_alike;
mod mention;
mod modality;
mod open;
mod referent;
mod scene;
mod sentence;
mod sizes;
mod statement;
mod stretch;
mod table;
mod tenure;
mod words;

pub use analyse::{analyse, document_date, read_whole};
pub use anchor::{Anchor, AnchorOutcome, AnchorProblem};
pub use look_alike::LookAlike;
pub use mention::Mention;
pub use open::read_open;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::language::Cue;
use crate::quantity::{Operator, Quantity, QuantityValue};
use crate::reference::{AttributeIndex, EntityIndex};
use crate::temporal::{CarriedYear, Resolved, TemporalExpression, TemporalValue, Tense, resolve};
use crate::text::TextRange;

pub(crate) use sentence::{Sentence, sentences};
pub(crate) use statement::keys;
pub(crate) use words::words;

/// Everything that was read out of one document; ranges are bytes of its prose unless said otherwise.
#[derive(Debug, Default)]
pub struct Analysis {
    /// The document's own date: the front matter's, or else the file name's. `None` leaves relative dates unresolved.
    pub document_time: Option<NaiveDate>,
    /// The date of the front matter, and its bytes in the file.
    pub front_matter_date: Option<(NaiveDate, TextRange)>,
    /// The date that the file name starts with.
    pub file_name_date: Option<NaiveDate>,
    /// Names of subjects, in order.
    pub mentions: Vec<Mention>,
    /// Names and numbers that are not written with the characters that they seem to be, in order.
    pub look_alikes: Vec<LookAlike>,
    /// Numbers, in order.
    pub quantities: Vec<Quantity>,
    /// Dates and durations, in order.
    pub dates: Vec<DateMention>,
    /// Words that say how a claim is meant, in order.
    pub cues: Vec<Cue>,
    /// Claims, in order of their values.
    pub claims: Vec<Claim>,
    /// Comments that tie a claim by hand, in order of place.
    pub anchors: Vec<Anchor>,
}

/// A temporal expression of the document with what is around it.
#[derive(Clone, Debug)]
pub struct DateMention {
    /// What is written.
    pub expression: TemporalExpression,
    /// What the verbs of its clause say of the time.
    pub tense: Tense,
}

/// Returns the days that a date may mean where its document is a repost: what `is_counted` was counted from a day that
/// may lie up to three days before the one that the document now has.
pub(crate) fn possible_days(days: Resolved, is_counted: bool) -> Resolved {
    const REPOST_DAYS: chrono::Days = chrono::Days::new(3);
    if !is_counted || days.start.succ_opt() != Some(days.end) {
        return days;
    }
    Resolved { start: days.start.checked_sub_days(REPOST_DAYS).unwrap_or(days.start), ..days }
}

impl DateMention {
    /// Returns the days that are meant, given the document's own date.
    pub fn resolve(&self, document_time: Option<NaiveDate>) -> Option<Resolved> {
        // A year that is written, here or before in the sentence, needs no document time: any day will do.
        let has_year = match &self.expression.value {
            TemporalValue::Date(date) | TemporalValue::Part(date, _) => {
                date.year.is_some()
                    || self.expression.carried_year.is_some_and(|year| matches!(year, CarriedYear::Absolute(_)))
            }
            _ => false,
        };
        if has_year && document_time.is_none() {
            return resolve(&self.expression, NaiveDate::from_ymd_opt(2000, 7, 1)?, self.tense);
        }
        resolve(&self.expression, document_time?, self.tense)
    }

    /// Returns whether the day is counted from the one that the document was written on: 今天, `last Friday`.
    pub(crate) fn is_counted(&self) -> bool {
        matches!(self.expression.value, TemporalValue::Relative(_) | TemporalValue::Weekday(_))
    }

    /// Returns whether this says when, counted from the document or the calendar: not a length of time, not `一年后`
    /// (counted from who knows what), not `around June`.
    pub(crate) fn is_exact_date(&self, prose: &str) -> bool {
        let is_counted_from_elsewhere = match &self.expression.value {
            TemporalValue::Duration(_) => true,
            TemporalValue::Relative(relative) => relative.is_distance,
            TemporalValue::Date(_) | TemporalValue::Part(..) | TemporalValue::Weekday(_) | TemporalValue::Range(..) => {
                false
            }
        };
        let before = prose[..usize::from(self.expression.range.start())].trim_end_matches([' ', '*', '_']);
        let after = &prose[usize::from(self.expression.range.end())..];
        let is_rough = words().rough_before.iter().any(|word| before.ends_with(word.as_str()))
            || words().rough_after.iter().any(|word| after.starts_with(word.as_str()));
        !is_counted_from_elsewhere && !is_rough
    }

    /// Returns whether the year is written, or follows from words such as 今年.
    pub(crate) fn is_year_certain(&self) -> bool {
        match &self.expression.value {
            TemporalValue::Date(date) | TemporalValue::Part(date, _) => {
                date.year.is_some() || self.expression.carried_year.is_some()
            }
            TemporalValue::Relative(_) | TemporalValue::Weekday(_) | TemporalValue::Duration(_) => true,
            TemporalValue::Range(start, _) => matches!(**start, TemporalValue::Date(date) if date.year.is_some()),
        }
    }

    /// Returns the day that is meant, where it is a single one.
    pub fn day(&self, document_time: Option<NaiveDate>) -> Option<NaiveDate> {
        let resolved = self.resolve(document_time)?;
        (resolved.start.succ_opt() == Some(resolved.end)).then_some(resolved.start)
    }
}

/// A statement that a subject's attribute has a value.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Bytes of the prose: the value alone, without words of hedging.
    pub range: TextRange,
    /// Who it is said of.
    pub subject: Subject,
    /// Which attributes the words may mean: one, or several where a verb stands for more (发布: announced, released).
    /// Never empty.
    pub attributes: Vec<AttributeIndex>,
    /// What is said.
    pub value: ClaimValue,
    /// How it is meant.
    pub modality: Modality,
    /// Index into the document's blocks.
    pub block: usize,
}

/// Who a claim is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A subject of the reference tables.
    Known {
        /// Which one.
        entity: EntityIndex,
        /// Bytes of the prose that name it, perhaps in another sentence; empty where no words do ([`Link::Anchor`]).
        range: TextRange,
        /// How the value was tied to the name.
        link: Link,
    },
    /// A name that the text gives and no table knows, or a noun that stands for one (`the 70B model`).
    Named {
        /// The name as other texts would write it; not always one stretch of the prose (`Qwen2` and `7B` of a list).
        name: String,
        /// Bytes of the prose that name it, perhaps in another sentence.
        range: TextRange,
        /// How the value was tied to the name.
        link: Link,
    },
    /// Nobody, or more than one who could be meant.
    Unknown,
}

/// How a value was tied to its subject, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Link {
    /// A comment of the author's says so: `<!-- factlint: GPT-3 parameters -->`.
    Anchor,
    /// Only light words stand between them: `GPT-3有1750亿参数`, `a 70B-parameter Llama 2`.
    Adjacent,
    /// The clause leaves out its subject, which the clause before names: `MAI-1是新模型，共有5000亿参数`.
    Ellipsis,
    /// A pronoun stands for it: 它, 后者, it.
    Anaphor,
    /// The heading above names it, or the row of a table.
    Structure,
    /// It is the likeliest of those named around; nothing is judged by it.
    Nearest,
}

/// What a claim says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimValue {
    /// A number, with what the words around it say of its exactness.
    Amount {
        /// How much.
        value: QuantityValue,
        /// How exact.
        operator: Operator,
        /// The unit written, where one is.
        unit: Option<&'static str>,
    },
    /// A term of an enumeration by its key, or another subject by its id: an acquisition, Google.
    Term(Arc<str>),
    /// A day or a longer stretch of time.
    Date {
        /// Which days.
        days: Resolved,
        /// Whether the year is written or follows from 今年 and the like; otherwise it was guessed from the document's.
        is_year_certain: bool,
        /// Whether they were counted from the day that the document has: 今天, `last Friday`.
        is_counted: bool,
    },
    /// How long it has been since a date: 加入微软才一个月, a two-year-old start-up.
    Elapsed(crate::temporal::Duration),
}

/// How a claim is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modality {
    /// The author says so.
    Asserted,
    /// A rumour, a report, a belief, a plan.
    Hedged,
    /// Denied.
    Negated,
    /// Under a condition.
    Hypothetical,
    /// Asked.
    Question,
    /// Said by somebody else, in quotation marks.
    Quoted,
}

impl Modality {
    /// Returns the name for output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Hedged => "hedged",
            Self::Negated => "negated",
            Self::Hypothetical => "hypothetical",
            Self::Question => "question",
            Self::Quoted => "quoted",
        }
    }
}
