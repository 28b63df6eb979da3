//! What the build script needs of this layer: YAML in, trees in few bytes out.
//!
//! The script has these files as modules of its own, under the names that they have here.

mod compact;
mod encode;
mod mapping;
mod node;
mod source;
mod yaml;

pub(crate) use encode::encode;
pub(crate) use node::{Entry, Node, Problem, ProblemKind, ScalarStyle, Tree, TreeText, Value};
pub(crate) use source::MAXIMUM_DEPTH;
pub(crate) use yaml::parse;

use source::Source;
