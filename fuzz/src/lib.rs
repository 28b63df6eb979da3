//! Fuzz targets as plain functions, and what feeds them: seeds out of the fixtures, and a mutator.
//!
//! `cargo fuzz` drives them by coverage (`fuzz_targets/`), the binary `drive` by a seeded generator on stable Rust, and
//! `tests/fuzzing.rs` a few hundred times a target on every test run.

#![forbid(unsafe_code)]

pub mod mutation;
pub mod seeds;
pub mod targets;
