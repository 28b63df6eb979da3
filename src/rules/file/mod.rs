//! What can keep a run from reading or checking a file: declared like rules, reported by `workspace`, `config` and
//! `reference`.
//!
//! These have no check of their own and cannot be switched off: a run that skipped a file must never look clean.

mod expired_ignore;
mod internal_panic;
mod invalid_configuration;
mod invalid_pack;
mod invalid_table;
mod not_utf_8;
mod not_written;
mod too_large;
mod unreadable;
mod unused_ignore;

pub(crate) use expired_ignore::{ExpiredIgnore, expired_ignore};
pub(crate) use internal_panic::InternalPanic;
pub(crate) use invalid_configuration::InvalidConfiguration;
pub(crate) use invalid_pack::InvalidPack;
pub(crate) use invalid_table::InvalidTable;
pub(crate) use not_utf_8::NotUtf8;
pub(crate) use not_written::NotWritten;
pub(crate) use too_large::TooLarge;
pub(crate) use unreadable::Unreadable;
pub(crate) use unused_ignore::{UnusedIgnore, unused_ignore};

use super::RuleMeta;

/// The declarations, in order of name.
pub(crate) static METAS: [&RuleMeta; 10] = [
    &ExpiredIgnore::META,
    &InvalidConfiguration::META,
    &UnusedIgnore::META,
    &InvalidPack::META,
    &NotUtf8::META,
    &NotWritten::META,
    &TooLarge::META,
    &Unreadable::META,
    &InternalPanic::META,
    &InvalidTable::META,
];
