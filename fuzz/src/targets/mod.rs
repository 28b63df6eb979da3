//! The targets: each takes any bytes, and panics where a promise is broken.
//!
//! Main type: [`Target`]. What every target promises is that nothing panics; the rest is said beside each function.

mod document;
mod inputs;
mod pieces;
mod spans;

use std::sync::Arc;

use chrono::NaiveDate;
use factlint::settings::{Level, RuleSettings, Settings};
use factlint::text::SourceFile;

/// A function to feed with bytes.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Its name, which is that of the binary for `cargo fuzz`.
    pub name: &'static str,
    /// What its seeds are.
    pub kind: Kind,
    /// The function.
    pub run: fn(&[u8]),
}

/// What a target reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Markdown files, with and without front matter.
    Document,
    /// `factlint.yaml`.
    Configuration,
    /// Reference tables.
    Table,
    /// Packs of rules.
    Pack,
    /// Baselines.
    Baseline,
}

/// All targets.
pub const TARGETS: [Target; 16] = [
    Target { name: "yaml_front_matter", kind: Kind::Document, run: pieces::yaml_front_matter },
    Target { name: "toml_front_matter", kind: Kind::Document, run: pieces::toml_front_matter },
    Target { name: "json_front_matter", kind: Kind::Document, run: pieces::json_front_matter },
    Target { name: "markdown_spans", kind: Kind::Document, run: pieces::markdown_spans },
    Target { name: "numbers", kind: Kind::Document, run: pieces::numbers },
    Target { name: "dates", kind: Kind::Document, run: pieces::dates },
    Target { name: "claims", kind: Kind::Document, run: pieces::claims },
    Target { name: "check_document", kind: Kind::Document, run: document::check },
    Target { name: "check_corpus", kind: Kind::Document, run: document::corpus },
    Target { name: "fixes", kind: Kind::Document, run: document::fixes },
    Target { name: "suppressions", kind: Kind::Document, run: document::suppressions },
    Target { name: "records", kind: Kind::Document, run: inputs::records },
    Target { name: "configurations", kind: Kind::Configuration, run: inputs::configurations },
    Target { name: "tables", kind: Kind::Table, run: inputs::tables },
    Target { name: "packs", kind: Kind::Pack, run: inputs::packs },
    Target { name: "baselines", kind: Kind::Baseline, run: inputs::baselines },
];

/// Runs the target of this name; for the binaries of `cargo fuzz`.
///
/// # Panics
/// If there is none, or where a promise is broken.
pub fn run(name: &str, input: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name).expect("the name of a target");
    (target.run)(input);
}

/// Returns bytes as a file: MDX at times, with a date in its name at times, as the bytes have it.
fn file(input: &[u8]) -> Arc<SourceFile> {
    let path = match input.len() % 4 {
        0 => "posts/page.mdx",
        1 => "2024-05-09-post.md",
        2 => "content/zh/posts/post.md",
        _ => "post.md",
    };
    Arc::new(SourceFile::new(path, String::from_utf8_lossy(input)))
}

/// Returns the day that counts as today.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 6, 1).expect("a day")
}

/// Returns settings with every rule on.
fn every_rule() -> Settings {
    let mut settings = Settings::new(today());
    for meta in factlint::rules::metas() {
        let is_off = meta.level.is_none();
        let level = is_off.then_some(Level::At(factlint::diagnostic::Severity::Warning));
        settings.rules.insert(meta.id.to_owned(), RuleSettings { level, ..RuleSettings::default() });
    }
    settings
}
