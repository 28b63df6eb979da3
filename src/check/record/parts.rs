//! The parts of a report, each written and read by functions that stand beside each other.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::wire::{Reader, Writer};
use crate::check::Counts;
use crate::diagnostic::{
    Applicability, ClaimRecord, Diagnostic, Edit, EvidenceItem, Fix, Label, Related, RuleId, Severity, SourceRecord,
};
use crate::message::{Argument, Message};
use crate::quantity::Amount;
use crate::rules::DocumentSummary;
use crate::rules::corpus::{Figure, Figures, ScalarKind, Sign, SummaryClaim, SummaryScalar};

const SEVERITIES: [Severity; 3] = [Severity::Info, Severity::Warning, Severity::Error];
const APPLICABILITIES: [Applicability; 3] = [Applicability::DisplayOnly, Applicability::Unsafe, Applicability::Safe];
const SIGNS: [Sign; 3] = [Sign::Plain, Sign::Percent, Sign::Scale];
const SCALAR_KINDS: [ScalarKind; 3] = [ScalarKind::Text, ScalarKind::Item, ScalarKind::Other];

// The words that records of claims and facts have; one that is not here keeps its report out of the cache, no more.
const OPERATORS: [&str; 7] = ["=", "~", ">", ">=", "<", "<=", "range"];
const MODALITIES: [&str; 6] = ["asserted", "hedged", "negated", "hypothetical", "question", "quoted"];
const STATUSES: [&str; 4] = ["confirmed", "reported", "rumoured", "undisclosed"];

/// How deep messages stand in each other at most.
const MAXIMUM_MESSAGES: usize = 64;

pub(super) fn write_diagnostic(writer: &mut Writer, diagnostic: &Diagnostic) {
    let Diagnostic { rule, severity, message, primary, related, help, evidence, claim, fix, fingerprint_key } =
        diagnostic;
    writer.text(rule.as_str());
    write_choice(writer, severity, &SEVERITIES);
    write_message(writer, message);
    write_label(writer, primary);
    writer.list(related, |writer, Related { file, label }| {
        // The other file may change while this one does not.
        if file.is_some() {
            writer.fail();
        }
        write_label(writer, label);
    });
    writer.option(help.as_ref(), write_message);
    writer.list(evidence, write_evidence);
    writer.option(claim.as_ref(), write_claim);
    writer.option(fix.as_ref(), write_fix);
    writer.text(fingerprint_key);
}

pub(super) fn read_diagnostic(reader: &mut Reader<'_>) -> Option<Diagnostic> {
    Some(Diagnostic {
        rule: RuleId::from_text(&reader.text()?),
        severity: read_choice(reader, &SEVERITIES)?,
        message: read_message(reader)?,
        primary: read_label(reader)?,
        related: reader.list(|reader| Some(Related { file: None, label: read_label(reader)? }))?,
        help: reader.option(read_message)?,
        evidence: reader.list(read_evidence)?,
        claim: reader.option(read_claim)?,
        fix: reader.option(read_fix)?,
        fingerprint_key: reader.text()?,
    })
}

/// Writes a message as its template and what stands in it, so that it can be read in another language.
fn write_message(writer: &mut Writer, message: &Message) {
    writer.text(message.template());
    writer.list(message.arguments(), |writer, (name, argument)| {
        writer.text(name);
        match argument {
            Argument::Text(text) => {
                writer.number(0);
                writer.text(text);
            }
            Argument::Message(message) => {
                writer.number(1);
                write_message(writer, message);
            }
            Argument::Name { english, chinese } => {
                writer.number(2);
                writer.text(english);
                writer.text(chinese);
            }
        }
    });
}

fn read_message(reader: &mut Reader<'_>) -> Option<Message> {
    read_message_in(reader, MAXIMUM_MESSAGES)
}

/// Reads a message that stands in others; bytes that nest deeper than any message were not written here.
fn read_message_in(reader: &mut Reader<'_>, depth: usize) -> Option<Message> {
    let depth = depth.checked_sub(1)?;
    let template = reader.text()?;
    let arguments = reader.list(|reader| {
        let name = Cow::Owned(reader.text()?);
        let argument = match reader.number()? {
            0 => Argument::Text(reader.text()?),
            1 => Argument::Message(read_message_in(reader, depth)?),
            2 => Argument::Name { english: reader.text()?, chinese: reader.text()? },
            _ => return None,
        };
        Some((name, argument))
    })?;
    Some(Message::new(template, arguments))
}

fn write_label(writer: &mut Writer, Label { range, message }: &Label) {
    writer.range(*range);
    write_message(writer, message);
}

fn read_label(reader: &mut Reader<'_>) -> Option<Label> {
    Some(Label { range: reader.range()?, message: read_message(reader)? })
}

fn write_fix(writer: &mut Writer, Fix { message, applicability, edits }: &Fix) {
    write_message(writer, message);
    write_choice(writer, applicability, &APPLICABILITIES);
    writer.list(edits, |writer, Edit { range, content }| {
        writer.range(*range);
        writer.text(content);
    });
}

fn read_fix(reader: &mut Reader<'_>) -> Option<Fix> {
    Some(Fix {
        message: read_message(reader)?,
        applicability: read_choice(reader, &APPLICABILITIES)?,
        edits: reader.list(|reader| Some(Edit { range: reader.range()?, content: reader.text()? }))?,
    })
}

fn write_claim(writer: &mut Writer, claim: &ClaimRecord) {
    let ClaimRecord { subject, subject_name, attribute, operator, value, unit, modality, attribution, as_of } = claim;
    for text in [subject, subject_name, attribute] {
        writer.text(text);
    }
    writer.word(operator, &OPERATORS);
    writer.text(value);
    writer.option(unit.as_deref(), Writer::text);
    writer.word(modality, &MODALITIES);
    writer.option(attribution.as_deref(), Writer::text);
    writer.option(as_of.as_deref(), Writer::text);
}

fn read_claim(reader: &mut Reader<'_>) -> Option<ClaimRecord> {
    Some(ClaimRecord {
        subject: reader.text()?,
        subject_name: reader.text()?,
        attribute: reader.text()?,
        operator: reader.word(&OPERATORS)?,
        value: reader.text()?,
        unit: reader.option(Reader::text)?,
        modality: reader.word(&MODALITIES)?,
        attribution: reader.option(Reader::text)?,
        as_of: reader.option(Reader::text)?,
    })
}

fn write_evidence(writer: &mut Writer, item: &EvidenceItem) {
    let EvidenceItem { subject, attribute, value, status, as_of, sources, note } = item;
    writer.text(subject);
    writer.text(attribute);
    writer.option(value.as_deref(), Writer::text);
    writer.word(status, &STATUSES);
    writer.option(as_of.as_deref(), Writer::text);
    writer.list(sources, |writer, SourceRecord { title, locator, date }| {
        writer.text(title);
        writer.option(locator.as_deref(), Writer::text);
        writer.option(date.as_deref(), Writer::text);
    });
    writer.option(note.as_deref(), Writer::text);
}

fn read_evidence(reader: &mut Reader<'_>) -> Option<EvidenceItem> {
    Some(EvidenceItem {
        subject: reader.text()?,
        attribute: reader.text()?,
        value: reader.option(Reader::text)?,
        status: reader.word(&STATUSES)?,
        as_of: reader.option(Reader::text)?,
        sources: reader.list(|reader| {
            Some(SourceRecord {
                title: reader.text()?,
                locator: reader.option(Reader::text)?,
                date: reader.option(Reader::text)?,
            })
        })?,
        note: reader.option(Reader::text)?,
    })
}

pub(super) fn write_counts(writer: &mut Writer, counts: &Counts) {
    let Counts { documents, claims, verified, refuted, unconfirmed, hedged, not_checkable } = counts;
    for count in [documents, claims, verified, refuted, unconfirmed, hedged, not_checkable] {
        writer.number(*count);
    }
}

pub(super) fn read_counts(reader: &mut Reader<'_>) -> Option<Counts> {
    Some(Counts {
        documents: reader.number()?,
        claims: reader.number()?,
        verified: reader.number()?,
        refuted: reader.number()?,
        unconfirmed: reader.number()?,
        hedged: reader.number()?,
        not_checkable: reader.number()?,
    })
}

pub(super) fn write_summary(writer: &mut Writer, summary: &DocumentSummary) {
    let DocumentSummary { scalars, date, file_name_date, file_hash, figures, claims } = summary;
    writer.list(scalars, |writer, SummaryScalar { key, value, range, kind }| {
        writer.text(key);
        writer.text(value);
        writer.range(*range);
        write_choice(writer, kind, &SCALAR_KINDS);
    });
    writer.option(*date, |writer, (day, range)| {
        writer.date(day);
        writer.range(range);
    });
    writer.option(*file_name_date, Writer::date);
    writer.hash(*file_hash);
    let Figures { list, text, is_cut } = figures;
    writer.list(list, write_figure);
    writer.text(text);
    writer.boolean(*is_cut);
    writer.list(claims, |writer, SummaryClaim { subject, attribute, amount, changes, range, text }| {
        writer.text(subject);
        writer.text(attribute);
        let Amount { value, last_place } = amount;
        writer.bytes(&value.serialize());
        writer.bytes(&last_place.to_le_bytes());
        writer.boolean(*changes);
        writer.range(*range);
        writer.text(text);
    });
}

fn write_figure(writer: &mut Writer, figure: &Figure) {
    let Figure { significand, exponent, block, sign, length, range, clause } = figure;
    writer.hash(*significand);
    writer.bytes(&exponent.to_le_bytes());
    writer.bytes(&block.to_le_bytes());
    write_choice(writer, sign, &SIGNS);
    writer.bytes(&[*length]);
    writer.range(*range);
    writer.option(*clause, Writer::hash);
}

fn read_figure(reader: &mut Reader<'_>) -> Option<Figure> {
    Some(Figure {
        significand: reader.hash()?,
        exponent: i16::from_le_bytes(reader.bytes()?),
        block: u16::from_le_bytes(reader.bytes()?),
        sign: read_choice(reader, &SIGNS)?,
        length: u8::from_le_bytes(reader.bytes()?),
        range: reader.range()?,
        clause: reader.option(Reader::hash)?,
    })
}

fn read_summary_claim(reader: &mut Reader<'_>) -> Option<SummaryClaim> {
    Some(SummaryClaim {
        subject: reader.text()?.into(),
        attribute: reader.text()?.into(),
        amount: Amount { value: read_decimal(reader)?, last_place: i32::from_le_bytes(reader.bytes()?) },
        changes: reader.boolean()?,
        range: reader.range()?,
        text: reader.text()?,
    })
}

/// Reads a decimal number; bytes that stand for none are refused before they are taken for one.
fn read_decimal(reader: &mut Reader<'_>) -> Option<Decimal> {
    let bytes: [u8; 16] = reader.bytes()?;
    let number = Decimal::deserialize(bytes);
    (number.scale() <= Decimal::MAX_SCALE && number.serialize() == bytes).then_some(number)
}

pub(super) fn read_summary(reader: &mut Reader<'_>) -> Option<DocumentSummary> {
    Some(DocumentSummary {
        scalars: reader.list(|reader| {
            Some(SummaryScalar {
                key: reader.text()?,
                value: reader.text()?,
                range: reader.range()?,
                kind: read_choice(reader, &SCALAR_KINDS)?,
            })
        })?,
        date: reader.option(|reader| Some((reader.date()?, reader.range()?)))?,
        file_name_date: reader.option(Reader::date)?,
        file_hash: reader.hash()?,
        figures: Figures { list: reader.list(read_figure)?, text: reader.text()?, is_cut: reader.boolean()? },
        claims: reader.list(read_summary_claim)?,
    })
}

/// Writes one of a few values by its place among them.
fn write_choice<T: PartialEq>(writer: &mut Writer, value: &T, choices: &[T]) {
    match choices.iter().position(|choice| choice == value) {
        Some(index) => writer.number(index),
        None => writer.fail(),
    }
}

fn read_choice<T: Copy>(reader: &mut Reader<'_>, choices: &[T]) -> Option<T> {
    choices.get(reader.number()?).copied()
}
