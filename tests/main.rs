//! All integration tests: one binary, so that one link is paid for.

mod cli;
