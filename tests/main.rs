//! All integration tests: one binary, so that one link is paid for.

mod architecture;
mod cli;
mod documents;
mod fixtures;
mod readme;
mod rule_docs;
mod support;
