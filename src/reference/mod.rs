//! Reference tables: subjects, their names, their attributes, and facts with sources.
//!
//! Main type: [`ReferenceTables`]. A table is one YAML file ([`ReferenceTable::parse`]); tables put together find
//! names and phrases in a text ([`ReferenceTables::scan`]) and answer what is known of a subject. Knows nothing of
//! documents or of whether a claim is true.

pub use matcher::{MatchTarget, TableMatch};
pub use reader::INVALID_TABLE;
pub use table::{
    Alias, Attribute, Dimension, Entity, Fact, NameSuffix, Phrase, PhraseRole, ReferenceTable, Source, Status, Term,
    Tolerance,
};
pub use tables::{AttributeIndex, EntityIndex, ReferenceTables};
pub(crate) use value::date_text;
pub use value::{FactValue, Value, describe_amount};

mod heads;
mod load;
mod load_entity;
mod matcher;
mod name_parts;
mod reader;
mod table;
mod tables;
mod value;

#[cfg(test)]
mod embedded_tests;
#[cfg(test)]
mod tests;
