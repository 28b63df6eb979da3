//! The findings about files that could not be read or checked.

use std::io;
use std::sync::Arc;

use super::encoding::Guess;
use super::ignore_files;
use super::write::WriteError;
use crate::check::{Counts, FileReport};
use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use crate::rules::RuleMeta;
use crate::rules::file::{InternalPanic, NotUtf8, NotWritten, OverLimit, TooLarge, Unreadable};
use crate::settings::Limits;
use crate::text::{SourceFile, TextRange, range};

/// The most bytes of a line that are shown of a file that is not UTF-8.
const SHOWN_BYTES: usize = 400;

/// Returns whether a finding says that something could not be read or checked at all: the run is incomplete, and a run
/// that was asked to fail on nothing fails all the same. `None` for findings about content.
pub fn is_incomplete(diagnostic: &Diagnostic) -> Option<Incomplete> {
    match diagnostic.rule.as_str() {
        id if [Unreadable::META.id, InternalPanic::META.id, NotWritten::META.id].contains(&id) => {
            Some(Incomplete::Failure)
        }
        id if [NotUtf8::META.id, OverLimit::META.id, TooLarge::META.id].contains(&id) => Some(Incomplete::Finding),
        _ => None,
    }
}

/// Why a file was not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Incomplete {
    /// By its content: for its author to repair.
    Finding,
    /// By the system or by factlint: the run itself failed.
    Failure,
}

/// Reports a file or folder that the system did not give.
pub(super) fn unreadable(name: &str, kind: &str, error: &io::Error) -> FileReport {
    let message = message!("the {kind} cannot be read: {reason}", kind, reason = reason(error));
    let help = match error.kind() {
        io::ErrorKind::PermissionDenied => "give yourself permission to read it, or leave it out of the run",
        io::ErrorKind::NotFound => "it was there when the run began: run again",
        _ => "check the disk and the permissions, or leave it out of the run",
    };
    whole_file(name, &Unreadable::META, message, help)
}

/// Reports a folder whose ignore files are too large to be read.
pub(super) fn too_many_patterns(name: &str) -> FileReport {
    let message = message!(
        "the ignore files of this folder and of those above it have more than {most} KiB: it is not searched",
        most = ignore_files::MAX_BYTES / 1024
    );
    whole_file(name, &OverLimit::META, message, "shorten `.gitignore` or `.ignore`, or name the documents to check")
}

/// Returns why a text was not written, in words that follow a colon, and what to do.
pub(super) fn write_problem(error: &WriteError) -> (Message, &'static str) {
    match error {
        WriteError::Changed => {
            (message!("somebody else changed it meanwhile"), "run again: it is as the other left it")
        }
        WriteError::Kept { aside } => (
            message!(
                "somebody else changed it twice meanwhile; what was saved first is in `{aside}`",
                aside = aside.display()
            ),
            "compare the two, and run again",
        ),
        WriteError::Gone => {
            (message!("somebody else removed it meanwhile"), "nothing was written: put it back, or leave it out")
        }
        WriteError::Locked => {
            (message!("another program has locked it"), "run again when no other factlint is at work on it")
        }
        WriteError::ReadOnly => (message!("it is read-only"), "make it writable and run again"),
        WriteError::Foreign => (
            message!("its owner or group is another, and a new file would be yours"),
            "run factlint as its owner, or make it yours",
        ),
        WriteError::Linked { names } => (
            message!("it has {names} names (hard links), and a new file would part them", names),
            "make it a file of its own: copy it, and give the copy its name",
        ),
        WriteError::LeadsOut { target } => (
            message!(
                "it is a link to `{target}`, outside of its folder and of the current one",
                target = target.display()
            ),
            "name that file itself, or run factlint in its folder",
        ),
        WriteError::System(error) => {
            (reason(error), "it is as it was: check the disk and the permissions of its folder")
        }
    }
}

/// Returns the finding of a file whose fixes could not be written.
pub(super) fn not_written(error: &WriteError) -> Diagnostic {
    let (message, help) = match error {
        WriteError::Changed => (
            message!("the file was changed while it was being fixed, and is left as it is"),
            "run again: what was saved in between is checked then",
        ),
        other => {
            let (reason, help) = write_problem(other);
            (message!("the fixes were not written: {reason}", reason), help)
        }
    };
    Diagnostic::new(NotWritten::META.rule_id(), Severity::Error, TextRange::default(), message)
        .with_help(help)
        .with_fingerprint_key(NotWritten::META.id)
}

/// Reports a file over the size limit.
pub(super) fn too_large(name: &str, limit: u64) -> FileReport {
    let message = message!("the file is larger than {size} and was not read", size = Limits::ALL[0].show(limit));
    whole_file(name, &TooLarge::META, message, "split it, leave it out of the run, or raise `limits.file-size`")
}

/// Reports a document on which a check panicked.
pub(super) fn panicked(name: &str, what: &str) -> FileReport {
    let message = message!("factlint failed on this document: {what}", what);
    let help = "this is a defect of factlint: please report it with the document; the other documents were checked";
    whole_file(name, &InternalPanic::META, message, help)
}

/// Reports a file whose bytes are not UTF-8, at its first wrong byte.
pub(super) fn not_utf_8(name: &str, bytes: &[u8], error: std::str::Utf8Error) -> FileReport {
    wrong_byte(name, bytes, error.valid_up_to(), Guess::new(bytes, error))
}

/// Reports a file that is not UTF-8 by the guess, at a byte that cannot be meant so.
pub(super) fn wrong_byte(name: &str, bytes: &[u8], offset: usize, guess: Guess) -> FileReport {
    let rest = &bytes[offset..];
    let line_end = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len()).min(SHOWN_BYTES);
    // Up to the wrong byte the text is the file's, so that lines, columns and offsets are right.
    let text = String::from_utf8_lossy(&bytes[..offset + line_end.max(1)]).into_owned();
    let byte = rest.first().copied().unwrap_or_default();
    let message =
        message!("the file is not UTF-8: byte 0x{byte} at offset {offset}", byte = format!("{byte:02X}"), offset);
    let diagnostic = Diagnostic::new(NotUtf8::META.rule_id(), Severity::Error, range(offset, offset + 1), message)
        .with_label(guess.label())
        .with_help(guess.help())
        .with_fingerprint_key("not-utf-8");
    FileReport::new(Arc::new(SourceFile::new(name, text)), vec![diagnostic], Counts::default())
}

/// Returns the system's reason in plain words.
pub(crate) fn reason(error: &io::Error) -> Message {
    match error.kind() {
        io::ErrorKind::PermissionDenied => message!("permission denied"),
        io::ErrorKind::NotFound => message!("it does not exist"),
        _ => {
            let text = error.to_string();
            // The number of the error says nothing that the words do not.
            Message::verbatim(text.split(" (os error").next().unwrap_or(&text).to_lowercase())
        }
    }
}

fn whole_file(name: &str, meta: &RuleMeta, message: impl Into<Message>, help: impl Into<Message>) -> FileReport {
    let diagnostic = Diagnostic::new(meta.rule_id(), Severity::Error, TextRange::default(), message)
        .with_help(help)
        .with_fingerprint_key(meta.id);
    FileReport::new(Arc::new(SourceFile::new(name, "")), vec![diagnostic], Counts::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_or_factlint_failed_on_fails_the_run_and_what_an_author_can_repair_is_a_finding() {
        let of = |report: &FileReport| is_incomplete(&report.diagnostics[0]);
        let error = io::Error::from(io::ErrorKind::PermissionDenied);
        assert_eq!(of(&panicked("a.md", "words")), Some(Incomplete::Failure));
        assert_eq!(of(&unreadable("a.md", "file", &error)), Some(Incomplete::Failure));
        assert_eq!(is_incomplete(&not_written(&WriteError::Gone)), Some(Incomplete::Failure));
        assert_eq!(of(&too_large("a.md", 1)), Some(Incomplete::Finding));
    }
}
