//! factlint: a type checker for the facts in prose.
//!
//! Text goes in, diagnostics come out; everything between is pure. `ARCHITECTURE.md` shows the layers.

#![forbid(unsafe_code)]

#[macro_use]
pub mod message;

pub mod catalogue;
pub mod check;
pub mod claim;
pub mod cli;
pub mod config;
pub mod data;
pub mod diagnostic;
pub mod document;
pub mod explain;
pub mod extract;
pub mod fix;
pub mod language;
pub mod quantity;
pub mod reference;
pub mod relation;
pub mod render;
pub mod rules;
pub mod settings;
pub mod suppress;
pub mod temporal;
pub mod text;
pub mod verify;
pub mod workspace;

/// Data files that ship in the binary.
pub mod embedded {
    include!(concat!(env!("OUT_DIR"), "/embedded.rs"));
}
