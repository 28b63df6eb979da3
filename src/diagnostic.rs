//! What factlint has to say about a file: diagnostics, labels, fixes.
//!
//! Main type: [`Diagnostic`]. Plain data; knows nothing of how it is shown (miette, JSON, SARIF).

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::message::Message;
use crate::text::{SourceFile, TextRange};

/// The name of a rule, in `group/kebab-name` form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(Cow<'static, str>);

impl RuleId {
    /// Names a built-in rule.
    pub const fn new(id: &'static str) -> Self {
        Self(Cow::Borrowed(id))
    }

    /// Names a rule that was read from a file.
    pub fn from_text(id: &str) -> Self {
        Self(Cow::Owned(id.to_owned()))
    }

    /// Returns the whole name, such as `date/impossible-date`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the part before the slash, such as `date`.
    pub fn group(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// How serious a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing needs to change.
    Info,
    /// Likely wrong, or right only with a source that is not confirmed.
    Warning,
    /// Wrong, by the evidence that the diagnostic shows.
    Error,
}

impl Severity {
    /// Returns `info`, `warning` or `error`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One finding.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// The rule that reports it.
    pub rule: RuleId,
    /// How serious it is; set to the rule's default until the configuration says otherwise.
    pub severity: Severity,
    /// What is wrong here: one clause, lower case, no period, values in backticks.
    pub message: Message,
    /// Where it is wrong, and the fact at that place.
    pub primary: Label,
    /// Other places that matter, in this file or another.
    pub related: Vec<Related>,
    /// What to do.
    pub help: Option<Message>,
    /// What the reference tables say, in order of weight.
    pub evidence: Vec<EvidenceItem>,
    /// The claim that was judged, where the rule judges one.
    pub claim: Option<ClaimRecord>,
    /// A change that would resolve it.
    pub fix: Option<Fix>,
    /// What identifies this finding besides file and rule, free of line numbers: a normalised claim, a key, a value.
    pub fingerprint_key: String,
}

/// A span and the fact that holds there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Bytes of the file.
    pub range: TextRange,
    /// A few words; may be empty.
    pub message: Message,
}

/// A label in the same file or in another.
#[derive(Clone, Debug)]
pub struct Related {
    /// The other file; `None` means the diagnostic's own.
    pub file: Option<Arc<SourceFile>>,
    /// The place in that file.
    pub label: Label,
}

/// A change to the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the change does: an imperative clause, lower case.
    pub message: Message,
    /// Who may apply it.
    pub applicability: Applicability,
    /// The edits, in order, not overlapping.
    pub edits: Vec<Edit>,
}

/// A replacement of one range of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Bytes of the file; empty to insert.
    pub range: TextRange,
    /// The new text; empty to delete.
    pub content: String,
}

/// Who may apply a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// Shown only; not applied.
    DisplayOnly,
    /// May change what the text says: applied with `--unsafe-fixes`.
    Unsafe,
    /// No reader could object: applied with `--fix`.
    Safe,
}

impl Applicability {
    /// Returns `display-only`, `unsafe` or `safe`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DisplayOnly => "display-only",
            Self::Unsafe => "unsafe",
            Self::Safe => "safe",
        }
    }
}

/// A claim in plain terms, for output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimRecord {
    /// Id of the subject in its table.
    pub subject: String,
    /// Name of the subject.
    pub subject_name: String,
    /// Key of the attribute.
    pub attribute: String,
    /// `=`, `~`, `>`, `>=`, `<`, `<=` or `range`.
    pub operator: &'static str,
    /// The value in base units, as a plain decimal string, a date, or `low..high`.
    pub value: String,
    /// The unit, where there is one.
    pub unit: Option<String>,
    /// `asserted`, `hedged`, `negated`, `hypothetical`, `question` or `quoted`.
    pub modality: &'static str,
    /// Who the text says it from, where it says so.
    pub attribution: Option<String>,
    /// The date that the claim holds at, where it is known.
    pub as_of: Option<String>,
}

/// One row of a reference table, for output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvidenceItem {
    /// Name of the subject that the row is of.
    pub subject: String,
    /// Key of the attribute.
    pub attribute: String,
    /// The value for people, such as `70B (700亿)`; `None` where it is undisclosed.
    pub value: Option<String>,
    /// `confirmed`, `reported`, `rumoured` or `undisclosed`.
    pub status: &'static str,
    /// When the row was true or was looked up, as an ISO date or a part of one.
    pub as_of: Option<String>,
    /// Where the row comes from.
    pub sources: Vec<SourceRecord>,
    /// What the table adds to it.
    pub note: Option<String>,
}

/// One source of a fact, for output.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceRecord {
    /// Title of the source.
    pub title: String,
    /// Address, or a place in a data set.
    pub locator: Option<String>,
    /// Publication date, or else the date of access, as an ISO date.
    pub date: Option<String>,
}

impl EvidenceItem {
    /// Returns the value for people; `70B or 72B` of a fact that has several.
    pub fn shown_value(&self) -> Message {
        let Some(value) = &self.value else { return message!("not disclosed") };
        value.split(" or ").map(shown).reduce(|one, other| message!("{one} or {other}", one, other)).unwrap_or_default()
    }
}

/// Returns one value for people: a number, a day, or `2024-05-21 to 2024-05-23`.
pub fn shown(value: &str) -> Message {
    match value.split_once(" to ") {
        Some((low, high)) => message!("{low} to {high}", low, high),
        None => Message::verbatim(value),
    }
}

impl Diagnostic {
    /// Makes a diagnostic at `range`; the rule fills in what else it knows.
    pub fn new(rule: RuleId, severity: Severity, range: TextRange, message: impl Into<Message>) -> Self {
        Self {
            rule,
            severity,
            message: message.into(),
            primary: Label { range, message: Message::default() },
            related: Vec::new(),
            help: None,
            evidence: Vec::new(),
            claim: None,
            fix: None,
            fingerprint_key: String::new(),
        }
    }

    /// Sets the words beside the primary span.
    #[must_use]
    pub fn with_label(mut self, message: impl Into<Message>) -> Self {
        self.primary.message = message.into();
        self
    }

    /// Adds a second place in the same file.
    #[must_use]
    pub fn with_related(mut self, range: TextRange, message: impl Into<Message>) -> Self {
        self.related.push(Related { file: None, label: Label { range, message: message.into() } });
        self
    }

    /// Sets what to do.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<Message>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Sets the fix.
    #[must_use]
    pub fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Sets what identifies the finding besides file and rule.
    #[must_use]
    pub fn with_fingerprint_key(mut self, key: impl Into<String>) -> Self {
        self.fingerprint_key = key.into();
        self
    }
}

/// A configuration, table or pack that cannot be used, with the places at fault.
///
/// Shown through the same renderers as findings; the run ends with exit code 2.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{} cannot be used: {}", file.path(), diagnostics.first().map_or("it is invalid", |first| first.message.english()))]
pub struct InvalidInput {
    /// The file at fault.
    pub file: Arc<SourceFile>,
    /// What is wrong with it, at least one.
    pub diagnostics: Vec<Diagnostic>,
}
