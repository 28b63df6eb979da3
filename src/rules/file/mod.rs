//! What can keep a run from reading or checking a file: declared like rules, reported by `workspace`, `config` and
//! `reference`.
//!
//! These have no check of their own and cannot be switched off: a run that skipped a file must never look clean.

mod expired_ignore;
mod internal_panic;
mod invalid_baseline;
mod invalid_configuration;
mod invalid_pack;
mod invalid_table;
mod not_utf_8;
mod not_written;
mod over_limit;
mod too_large;
mod unreadable;
mod unused_ignore;

pub(crate) use expired_ignore::{ExpiredIgnore, expired_ignore};
pub(crate) use internal_panic::InternalPanic;
pub(crate) use invalid_baseline::InvalidBaseline;
pub(crate) use invalid_configuration::InvalidConfiguration;
pub(crate) use invalid_pack::InvalidPack;
pub(crate) use invalid_table::InvalidTable;
pub(crate) use not_utf_8::NotUtf8;
pub(crate) use not_written::NotWritten;
pub(crate) use over_limit::{OverLimit, over_limit, unread_data};
pub(crate) use too_large::TooLarge;
pub(crate) use unreadable::Unreadable;
pub(crate) use unused_ignore::{UnusedIgnore, unused_ignore};

use super::RuleMeta;
use crate::diagnostic::RuleId;

/// The declarations, in order of name.
pub(crate) static METAS: [&RuleMeta; 12] = [
    &ExpiredIgnore::META,
    &InvalidBaseline::META,
    &InvalidConfiguration::META,
    &UnusedIgnore::META,
    &InvalidPack::META,
    &NotUtf8::META,
    &NotWritten::META,
    &OverLimit::META,
    &TooLarge::META,
    &Unreadable::META,
    &InternalPanic::META,
    &InvalidTable::META,
];

/// Returns whether a finding says that the run itself failed on a file: by the system, or by a defect of factlint.
pub(crate) fn is_failure_of_the_run(rule: &RuleId) -> bool {
    [Unreadable::META.id, InternalPanic::META.id, NotWritten::META.id].contains(&rule.as_str())
}

/// Returns whether a finding says that a configuration, a pack or a table cannot be used.
pub(crate) fn is_unusable_input(rule: &RuleId) -> bool {
    [InvalidConfiguration::META.id, InvalidPack::META.id, InvalidTable::META.id].contains(&rule.as_str())
}
