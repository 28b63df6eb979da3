//! Examples, run as a user would run them.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::check::{Counts, FileReport, check_corpus, check_table};
use crate::config;
use crate::reference::{ReferenceTable, ReferenceTables};
use crate::render::{Format, Renderer, Style};
use crate::rules::{Example, ExampleKind, RuleMeta};
use crate::settings::Settings;
use crate::text::SourceFile;

/// The day that counts as today in the examples.
pub const EXAMPLE_DAY: NaiveDate = NaiveDate::from_ymd_opt(2024, 6, 1).expect("June has a first day");

/// Returns what the `pretty` format shows of what a rule finds in an example; nothing where it finds nothing.
pub fn demonstrate(meta: &RuleMeta, example: &Example, style: Style) -> String {
    let mut renderer = Renderer::new(Format::Pretty, style);
    let mut shown = String::new();
    for mut report in reports(example) {
        report.diagnostics.retain(|diagnostic| diagnostic.rule == meta.rule_id());
        renderer.report(&report, &mut shown);
    }
    shown
}

/// Checks an example. A configuration or table beside it that cannot be used counts as none: tests use each.
fn reports(example: &Example) -> Vec<FileReport> {
    let files: Vec<Arc<SourceFile>> =
        example.files().into_iter().map(|(name, text)| Arc::new(SourceFile::new(name, text))).collect();
    match example.kind {
        ExampleKind::Document => {
            let path = files.first().map_or("", |file| file.path());
            let settings = settings(example.configuration.as_deref(), path);
            match tables(example.table.as_deref()) {
                Some(tables) => check_corpus(&files, &settings, &tables),
                None => check_corpus(&files, &settings, ReferenceTables::embedded()),
            }
        }
        ExampleKind::Table => reports_on_tables(files, &settings(example.configuration.as_deref(), "")),
        ExampleKind::Configuration => {
            files.into_iter().filter_map(|file| Some(invalid(config::parse(&file).err()?))).collect()
        }
    }
}

fn settings(configuration: Option<&str>, path: &str) -> Settings {
    let file = Arc::new(SourceFile::new(config::FILE_NAMES[0], configuration.unwrap_or_default()));
    let config = config::parse(&file).unwrap_or_default();
    config::resolve_at(&config, EXAMPLE_DAY, path)
}

/// Returns the tables that ship, and one more.
fn tables(text: Option<&str>) -> Option<ReferenceTables> {
    let table = ReferenceTable::parse(Arc::new(SourceFile::new("facts.yaml", text?))).ok()?;
    ReferenceTables::new([ReferenceTables::embedded_tables(), &[Arc::new(table)]].concat()).ok()
}

/// Checks the last of several tables, which are all that there are.
fn reports_on_tables(files: Vec<Arc<SourceFile>>, settings: &Settings) -> Vec<FileReport> {
    let mut tables = Vec::new();
    for file in files {
        match ReferenceTable::parse(file) {
            Ok(table) => tables.push(Arc::new(table)),
            Err(problems) => return vec![invalid(problems)],
        }
    }
    match (tables.last().cloned(), ReferenceTables::new(tables)) {
        (Some(table), Ok(tables)) => check_table(&table, &tables, settings, Some(EXAMPLE_DAY)),
        (_, Ok(_)) => Vec::new(),
        (_, Err(problems)) => problems.into_iter().map(invalid).collect(),
    }
}

fn invalid(problems: crate::diagnostic::InvalidInput) -> FileReport {
    FileReport::new(problems.file, problems.diagnostics, Counts::default())
}
