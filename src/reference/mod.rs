//! Reference tables: subjects, their names, their attributes, and facts with sources.
//!
//! Main type: [`ReferenceTables`]. Knows nothing of documents.
