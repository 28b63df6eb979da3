//! What several tests need: running the library on a text as the command would.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use factlint::check::{FileReport, check_corpus, check_document};
use factlint::config;
use factlint::reference::{ReferenceTable, ReferenceTables};
use factlint::render::{Format, Renderer, Style};
use factlint::settings::Settings;
use factlint::text::SourceFile;

/// The day that counts as today in every test.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 6, 1).unwrap()
}

/// The project's root.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Resolves the text of a `factlint.yaml`.
pub(crate) fn settings(configuration: Option<&str>) -> Settings {
    settings_at(configuration, "")
}

/// Resolves the text of a `factlint.yaml` for the document at a path.
fn settings_at(configuration: Option<&str>, path: &str) -> Settings {
    let Some(text) = configuration else { return Settings::new(today()) };
    let file = Arc::new(SourceFile::new("factlint.yaml", text));
    let config =
        config::parse(&file).unwrap_or_else(|invalid| panic!("the test's configuration is wrong: {invalid:?}"));
    config::resolve_at(&config, today(), path)
}

/// Checks one document against the embedded tables.
pub(crate) fn check(name: &str, text: &str, configuration: Option<&str>) -> FileReport {
    let file = Arc::new(SourceFile::new(name, text));
    check_document(&file, &settings_at(configuration, name), ReferenceTables::embedded())
}

/// Checks one document against the embedded tables and one more.
pub(crate) fn check_with(name: &str, text: &str, configuration: Option<&str>, table: Option<&str>) -> FileReport {
    let Some(table) = table else { return check(name, text, configuration) };
    let file = Arc::new(SourceFile::new("facts.yaml", table));
    let table = ReferenceTable::parse(file).unwrap_or_else(|invalid| panic!("the test's table is wrong: {invalid:?}"));
    let tables = [ReferenceTables::embedded_tables(), &[Arc::new(table)]].concat();
    let tables = ReferenceTables::new(tables).unwrap_or_else(|invalid| panic!("the tables do not fit: {invalid:?}"));
    check_document(&Arc::new(SourceFile::new(name, text)), &settings(configuration), &tables)
}

/// Checks a folder of documents: each by itself, and then against the others.
pub(crate) fn check_folder(name: &str, listing: &str, configuration: Option<&str>) -> Vec<FileReport> {
    let files: Vec<Arc<SourceFile>> = factlint::rules::listing(name, listing)
        .into_iter()
        .map(|(name, text)| Arc::new(SourceFile::new(name, text)))
        .collect();
    check_corpus(&files, &settings(configuration), ReferenceTables::embedded())
}

/// Renders a report as the `pretty` format does, 100 columns wide and without colour.
pub(crate) fn render(report: &FileReport) -> String {
    let mut text = String::new();
    Renderer::new(Format::Pretty, Style::default()).report(report, &mut text);
    text
}

/// A case of a fixture suite.
#[derive(Debug)]
pub(crate) struct Case {
    /// `flagged` or `clean`.
    pub(crate) is_flagged: bool,
    /// What the case shows.
    pub(crate) title: String,
    /// Name of the document.
    pub(crate) file_name: String,
    /// The document.
    pub(crate) text: String,
    /// A `factlint.yaml`.
    pub(crate) configuration: Option<String>,
    /// A reference table.
    pub(crate) table: Option<String>,
}

/// Reads a suite: cases under `## flagged: …` or `## clean: …`, each with a fenced `md` block (`file=` names it) and
/// perhaps a `yaml config` and a `yaml table` block before it.
pub(crate) fn cases(suite: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut heading = None;
    let (mut configuration, mut table) = (None, None);
    let mut lines = suite.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("## ") {
            let (kind, title) =
                title.split_once(": ").unwrap_or_else(|| panic!("`{line}`: write `## flagged: …` or `## clean: …`"));
            assert!(kind == "flagged" || kind == "clean", "`{line}`: write `## flagged: …` or `## clean: …`");
            heading = Some((kind == "flagged", title.to_owned()));
            continue;
        }
        let fence: String = line.chars().take_while(|character| *character == '`').collect();
        if fence.len() < 3 {
            continue;
        }
        let info: Vec<&str> = line[fence.len()..].split_whitespace().collect();
        let mut text = String::new();
        for line in lines.by_ref().take_while(|line| line.trim_end() != fence) {
            text.push_str(line);
            text.push('\n');
        }
        match info.first() {
            Some(&"yaml") if info.get(1) == Some(&"config") => configuration = Some(text),
            Some(&"yaml") if info.get(1) == Some(&"table") => table = Some(text),
            Some(&"md") => {
                let (is_flagged, title) =
                    heading.take().unwrap_or_else(|| panic!("a document without a `## ` title: {text}"));
                let file_name =
                    info.iter().find_map(|part| part.strip_prefix("file=")).unwrap_or("example.md").to_owned();
                let (configuration, table) = (configuration.take(), table.take());
                cases.push(Case { is_flagged, title, file_name, text, configuration, table });
            }
            _ => {}
        }
    }
    cases
}

/// Variables of the environment that change the output: tests run without them.
pub(crate) const SURROUNDINGS: [&str; 10] = [
    "CI",
    "CLICOLOR",
    "CLICOLOR_FORCE",
    "FACTLINT_FORMAT",
    "FORCE_COLOR",
    "FORCE_HYPERLINK",
    "GITHUB_ACTIONS",
    "NO_COLOR",
    "TERM",
    "TF_BUILD",
];

/// What a run of the program left.
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs the program in the project's root.
pub(crate) fn factlint(arguments: &[&str]) -> Output {
    factlint_in(&root(), arguments)
}

/// Runs the program in a folder.
pub(crate) fn factlint_in(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_factlint"));
    command.args(arguments).current_dir(folder).env("FACTLINT_NO_CACHE", "1");
    for variable in SURROUNDINGS {
        command.env_remove(variable);
    }
    let output = command.output().unwrap();
    Output {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}
