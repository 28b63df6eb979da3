//! How the numbers, days and subjects of a document stand to each other: typed relations with the places that they rest on.
//!
//! Each reader returns one kind of relation, read only where the words between its parts leave no doubt. Knows nothing of
//! how a relation that does not hold is reported.

pub mod arithmetic;
pub mod conflict;
mod ends;
pub(crate) mod order;
