//! Reference tables: subjects, their names, their attributes, and facts with sources.
//!
//! Main type: [`ReferenceTables`]. A table is one YAML or JSON file, perhaps with its
//! subjects in a CSV file beside it ([`ReferenceTable::parse`]); tables put together find
//! names and phrases in a text ([`ReferenceTables::scan`]) and answer what is known of a subject. Knows nothing of
//! documents or of whether a claim is true.

pub use files::{NoFiles, TableFiles};
pub use matcher::{MatchTarget, TableMatch};
pub(crate) use name_parts::NameParts;
pub use reader::INVALID_TABLE;
pub(crate) use table::first_day;
pub use table::{
    Alias, Attribute, Dimension, Entity, Fact, NameSuffix, Phrase, PhraseRole, ReferenceTable, Source, Status, Term,
    Tolerance, ValueRange,
};
pub use tables::{AttributeIndex, EntityIndex, ReferenceTables};
pub(crate) use value::date_text;
pub use value::{FactValue, Value, describe_amount};

mod binding;
mod files;
mod heads;
mod load;
mod load_entity;
mod matcher;
mod name_parts;
mod named;
mod reader;
mod relations;
mod rows;
mod table;
mod tables;
mod value;

#[cfg(test)]
mod embedded_tests;
#[cfg(test)]
mod files_tests;
#[cfg(test)]
mod schema_tests;
#[cfg(test)]
mod tests;
