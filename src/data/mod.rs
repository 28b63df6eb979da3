//! Data files as one tree: YAML, TOML and JSON, with a byte span for every key and value.
//!
//! Main type: [`Node`]. Front matter, configuration, reference tables and language data are all read through it, so
//! that every message about them stands on the exact key or value. Reading never fails: a text yields as much of a tree
//! as there is, and its [`Problem`]s. Knows nothing of what the data means.

pub use node::{Entry, Node, Problem, ProblemKind, ScalarStyle, Tree, Value};

mod node;
