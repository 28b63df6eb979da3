//! Ties, one test a kind.
