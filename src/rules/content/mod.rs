//! Rules about the body as a whole: what is left over in it, and what is missing. Those that are only patterns are packs.

mod accidental_heading;
mod empty_body;

use super::Rule;

/// The rules of this group, in the order of their names.
pub(crate) const RULES: &[&dyn Rule] = &[&accidental_heading::AccidentalHeading, &empty_body::EmptyBody];
