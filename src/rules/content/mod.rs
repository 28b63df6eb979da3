//! Rules about the body as a whole: what is left over in it, and what is missing. Those that are only patterns are packs.

mod accidental_heading;
mod bidi_control;
mod control_character;
mod empty_body;
mod invisible_character;

use super::Rule;

/// The rules of this group, in the order of their names.
pub(crate) const RULES: &[&dyn Rule] = &[
    &accidental_heading::AccidentalHeading,
    &bidi_control::BidiControl,
    &control_character::ControlCharacter,
    &empty_body::EmptyBody,
    &invisible_character::InvisibleCharacter,
];
