//! `file/over-limit`: a document that is more than is taken of one.

use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use crate::rules::{FixAvailability, declare_rule};
use crate::settings::LimitMeta;
use crate::text::TextRange;

declare_rule! {
    /// Reports documents of which a part was not checked or not reported, because it is over a limit.
    ///
    /// ## Why is this bad?
    ///
    /// What factlint takes of a document is bounded, so that no document can take the memory or the time of a run: the
    /// size, the depth and the number of values of front matter, the digits of a number, the claims and the findings of a
    /// document. What is over a limit was not checked, so the run cannot pass as clean. A folder is over it where its
    /// `.gitignore` and `.ignore` have more than 256 KiB, with those of the folders above it: it is not searched.
    ///
    /// This rule cannot be switched off. Split the document, leave it out of the run, or raise the limit that the message
    /// names, under `limits` of the configuration.
    pub(crate) struct OverLimit {
        id: "file/over-limit",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}

/// Reports what is over a limit; `what` names it and says what became of it.
pub(crate) fn over_limit(range: TextRange, meta: &LimitMeta, limit: u64, what: &Message) -> Diagnostic {
    let message = message!("{what}: the limit is {show}", what, show = meta.show(limit));
    let help = if limit < meta.highest {
        message!("split it, or raise `limits.{key}`, to {show} at most", key = meta.key, show = meta.show(meta.highest))
    } else {
        message!("split it: `limits.{key}` cannot be raised", key = meta.key)
    };
    over(range, message).with_help(help).with_fingerprint_key(meta.key)
}

/// Reports data that the readers do not take, whatever the configuration says.
pub(crate) fn unread_data(range: TextRange, message: &str) -> Diagnostic {
    over(range, Message::with_quoted(message))
        .with_help("write it with fewer and flatter values")
        .with_fingerprint_key("data")
}

fn over(range: TextRange, message: Message) -> Diagnostic {
    Diagnostic::new(OverLimit::META.rule_id(), Severity::Error, range, message)
}
