//! All integration tests: one binary, so that one link is paid for.

#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests read their own files and fail by panicking"
)]

#[cfg(unix)]
mod action;
mod architecture;
mod baseline;
mod cache;
mod cli;
mod configuration;
mod coverage;
mod docs;
mod documents;
mod domains;
mod exit_codes;
mod extract;
mod fixtures;
mod formats;
mod fuzzing;
mod hostile;
mod language;
mod limits;
mod mutation;
mod newcomer;
mod packaging;
mod properties;
mod readme;
mod reference;
mod rule_docs;
mod security;
mod subjects;
mod support;
mod table_schema;
mod tables;
mod watch;
#[cfg(unix)]
mod writes;
