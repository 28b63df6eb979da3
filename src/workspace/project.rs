//! Which configuration and tables a document is checked with.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::discover::{Place, Target, name};
use super::inputs::{self, Inputs};
use super::{WorkspaceError, json_schemas, packs, problems, read, tables};
use crate::check::{Counts, FileReport};
use crate::config::{self, Config, FILE_NAMES, TablePath};
use crate::diagnostic::{Diagnostic, InvalidInput};
use crate::reference::ReferenceTables;
use crate::rules;
use crate::settings::Settings;
use crate::text::SourceFile;

/// The most bytes of a table.
pub(super) const TABLE_SIZE_LIMIT: u64 = 50_000_000;

/// What a document is checked with: everything that comes from one configuration.
#[derive(Debug)]
pub struct Project {
    /// The configuration's name, where there is one.
    pub configuration: Option<String>,
    /// What the rules may ask for.
    pub settings: Settings,
    /// The tables that ship with factlint, and behind them those that the configuration names.
    pub tables: Arc<ReferenceTables>,
    // What the configuration says of some paths only, and the absolute folder that those are relative to.
    by_path: Option<(PathBuf, Config)>,
    required: Option<Arc<Required>>,
    // What the configuration was made of, and which of its patterns the path matches: what a cache tells projects by.
    pub(super) inputs: Inputs,
    pub(super) matching: Vec<usize>,
}

/// The tables that a run has to check claims with.
#[derive(Debug)]
struct Required {
    configuration: Arc<SourceFile>,
    // With their places among all tables in use.
    tables: Vec<(usize, TablePath)>,
}

impl Project {
    /// Returns whether the configuration requires that claims are checked with some table.
    pub fn has_required_tables(&self) -> bool {
        self.required.is_some()
    }

    /// Reports each required table that is not among `matched` (numbers of tables, as reports of documents have them).
    pub fn report_unmatched(&self, matched: &BTreeSet<usize>, documents: usize) -> Option<FileReport> {
        let required = self.required.as_ref()?;
        let level = rules::unmatched_table_level(&self.settings)?;
        let unmatched = required.tables.iter().filter(|(index, _)| !matched.contains(index));
        let finding = |(index, table): &(usize, TablePath)| {
            let mut finding =
                rules::unmatched_table(table.range, &table.path, &self.tables.tables()[*index], documents);
            finding.severity = level;
            finding
        };
        let findings: Vec<Diagnostic> = unmatched.map(finding).collect();
        let file = Arc::clone(&required.configuration);
        (!findings.is_empty()).then(|| FileReport::new(file, findings, Counts::default()))
    }
}

/// Finds the project of each document: by the nearest `factlint.yaml` above it, or by one that is named for all.
#[derive(Debug)]
pub struct Projects {
    today: NaiveDate,
    // Counts for every document, where it is named.
    named: Option<Arc<Project>>,
    default: Option<Arc<Project>>,
    // By absolute folder: what a document in it is checked with.
    by_folder: HashMap<PathBuf, Arc<Project>>,
    // By configuration and the patterns that match: what documents of some paths are checked with.
    by_pattern: HashMap<(Option<String>, Vec<usize>), Arc<Project>>,
    // The absolute folder of each folder as it was named, so that links are resolved once for each.
    absolute: HashMap<PathBuf, PathBuf>,
}

impl Projects {
    /// Starts with a configuration for all documents, or with none.
    ///
    /// # Errors
    /// If the named configuration, or a table that it names, cannot be used.
    pub fn new(configuration: Option<&Path>, today: NaiveDate) -> Result<Self, WorkspaceError> {
        let named = configuration.map(|path| load_noted(path, today)).transpose()?.map(Arc::new);
        Ok(Self {
            today,
            named,
            default: None,
            by_folder: HashMap::new(),
            by_pattern: HashMap::new(),
            absolute: HashMap::new(),
        })
    }

    /// Returns what a document is checked with.
    ///
    /// # Errors
    /// If its configuration, or a table that it names, cannot be used.
    pub fn of(&mut self, target: &Target) -> Result<Arc<Project>, WorkspaceError> {
        let path = match &target.place {
            Place::File(path) => Some(path.as_path()),
            Place::StandardInput(path) => path.as_deref(),
        };
        let folder = path.and_then(Path::parent).filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or_else(|| Path::new("."));
        if let Some(project) = self.named.as_ref().filter(|project| project.by_path.is_none()) {
            return Ok(Arc::clone(project));
        }
        if !self.absolute.contains_key(folder) {
            self.absolute.insert(folder.to_owned(), absolute(folder));
        }
        let folder = self.absolute[folder].clone();
        let project = match &self.named {
            Some(project) => Arc::clone(project),
            None => self.of_folder(&folder)?,
        };
        let file_name = path.and_then(Path::file_name).unwrap_or_default();
        Ok(self.of_path(project, &folder.join(file_name)))
    }

    /// Returns the project with what its configuration says of a path.
    fn of_path(&mut self, project: Arc<Project>, path: &Path) -> Arc<Project> {
        let Some((folder, config)) = &project.by_path else { return project };
        let Ok(below) = path.strip_prefix(folder) else { return project };
        let matching = config.front_matter.matching(&name(below));
        if matching.is_empty() {
            return project;
        }
        let special =
            self.by_pattern.entry((project.configuration.clone(), matching)).or_insert_with_key(|(_, matching)| {
                let front_matter = config.front_matter.schema(matching);
                Arc::new(Project {
                    configuration: project.configuration.clone(),
                    settings: Settings { front_matter, ..project.settings.clone() },
                    tables: Arc::clone(&project.tables),
                    by_path: None,
                    required: project.required.clone(),
                    inputs: project.inputs,
                    matching: matching.clone(),
                })
            });
        Arc::clone(special)
    }

    fn of_folder(&mut self, folder: &Path) -> Result<Arc<Project>, WorkspaceError> {
        if let Some(project) = self.by_folder.get(folder) {
            return Ok(Arc::clone(project));
        }
        let found = FILE_NAMES.iter().map(|name| folder.join(name)).find(|path| inputs::is_file(path));
        let project = match (found, folder.parent()) {
            (Some(path), _) => Arc::new(load_noted(&path, self.today)?),
            (None, Some(parent)) => self.of_folder(parent)?,
            (None, None) => self.without_configuration(),
        };
        self.by_folder.insert(folder.to_owned(), Arc::clone(&project));
        Ok(project)
    }

    fn without_configuration(&mut self) -> Arc<Project> {
        let today = self.today;
        let project = self.default.get_or_insert_with(|| {
            let tables = Arc::clone(ReferenceTables::embedded());
            Arc::new(Project {
                configuration: None,
                settings: Settings::new(today),
                tables,
                by_path: None,
                required: None,
                inputs: Inputs::default(),
                matching: Vec::new(),
            })
        });
        Arc::clone(project)
    }
}

/// Loads a configuration, and notes what it was made of.
fn load_noted(path: &Path, today: NaiveDate) -> Result<Project, WorkspaceError> {
    let (project, inputs) = Inputs::of(|| load(path, today));
    project.map(|project| Project { inputs, ..project })
}

/// Reads a configuration and the tables that it names.
fn load(path: &Path, today: NaiveDate) -> Result<Project, WorkspaceError> {
    let path = absolute(path);
    let shown = shown_name(&path);
    let file = read_configuration(&path, &shown)?;
    let mut config = config::parse(&file).map_err(|input| WorkspaceError::Invalid { inputs: vec![input] })?;
    let folder = path.parent().map_or_else(|| PathBuf::from("."), Path::to_owned);
    json_schemas::read_all(&file, &folder, &mut config)?;
    let tables = tables::of_configuration(&file, &path, &config)?;
    // Behind the tables that ship with factlint, in the order of the configuration.
    let first = ReferenceTables::embedded_tables().len();
    let required: Vec<(usize, TablePath)> =
        (first..).zip(config.tables.iter().cloned()).filter(|(_, table)| table.is_required).collect();
    let required =
        (!required.is_empty()).then(|| Arc::new(Required { configuration: Arc::clone(&file), tables: required }));
    let mut settings = config::resolve(&config, today);
    settings.packs = packs::of_configuration(&file, &path, &config)?;
    let by_path = (!config.front_matter.paths.is_empty()).then_some((folder, config));
    let configuration = Some(shown);
    let (inputs, matching) = (Inputs::default(), Vec::new());
    Ok(Project { configuration, settings, tables, by_path, required, inputs, matching })
}

fn read_configuration(path: &Path, shown: &str) -> Result<Arc<SourceFile>, WorkspaceError> {
    match read::read_bytes(path, u64::try_from(crate::data::MAXIMUM_BYTES).unwrap_or(u64::MAX)) {
        Ok(Some(bytes)) => read::text(shown, bytes).map_err(|report| invalid(*report)),
        Ok(None) => Err(WorkspaceError::usage(
            format!("the configuration `{shown}` is larger than 1 MiB"),
            "put long lists of facts into tables, which the configuration names",
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(WorkspaceError::usage(
            format!("the configuration `{shown}` does not exist"),
            "give `--config` the path of a factlint.yaml",
        )),
        Err(error) => Err(WorkspaceError::usage(
            format!("the configuration `{shown}` cannot be read: {}", problems::reason(&error)),
            "check its permissions",
        )),
    }
}

/// Returns a path with its links resolved, as far as it exists.
pub(super) fn absolute(path: &Path) -> PathBuf {
    fs::canonicalize(path)
        .or_else(|_| {
            // A document on standard input may stand in a folder that does not exist yet.
            let path = std::path::absolute(path)?;
            let existing = path.ancestors().find_map(|folder| Some((folder, fs::canonicalize(folder).ok()?)));
            Ok::<_, io::Error>(existing.map_or_else(
                || path.clone(),
                |(folder, resolved)| path.strip_prefix(folder).map_or(resolved.clone(), |rest| resolved.join(rest)),
            ))
        })
        .unwrap_or_else(|_| path.to_owned())
}

/// Returns a path as shown to people: relative to the current folder where it is below it.
pub(super) fn shown_name(path: &Path) -> String {
    let current = absolute(Path::new("."));
    name(path.strip_prefix(&current).unwrap_or(path))
}

fn invalid(report: FileReport) -> WorkspaceError {
    WorkspaceError::Invalid { inputs: vec![InvalidInput { file: report.file, diagnostics: report.diagnostics }] }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "schema: reference/1\ntable: own\ntitle: Facts of our own\nlicense: CC0-1.0\nas-of: 2024-05-09\nattributes: {}\nsources: {}\nsubjects: {}\n";

    fn write(folder: &Path, path: &str, text: &str) {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn target(folder: &Path, path: &str) -> Target {
        Target { name: path.to_owned(), place: Place::File(folder.join(path)) }
    }

    #[test]
    fn the_nearest_configuration_above_a_document_counts() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(root, "factlint.yaml", "tables: [facts/a.yaml]\n");
        write(root, "facts/a.yaml", TABLE);
        write(root, "blog/factlint.yml", "");
        write(root, "blog/posts/a.md", "");
        write(root, "docs/b.md", "");
        let mut projects = Projects::new(None, NaiveDate::default()).unwrap();
        let configuration = |project: &Project| project.configuration.clone().unwrap();
        let blog = projects.of(&target(root, "blog/posts/a.md")).unwrap();
        assert!(configuration(&blog).ends_with("blog/factlint.yml"));
        let docs = projects.of(&target(root, "docs/b.md")).unwrap();
        assert!(
            configuration(&docs).ends_with("factlint.yaml")
                && docs.tables.tables().len() == blog.tables.tables().len() + 1
        );
        let unsaved = projects.of(&target(root, "docs/new/folder/c.md")).unwrap();
        assert!(Arc::ptr_eq(&docs, &unsaved));
    }

    #[test]
    fn a_named_configuration_counts_for_all() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "factlint.yaml", "broken: true\n");
        write(folder.path(), "other.yaml", "");
        let mut projects = Projects::new(Some(&folder.path().join("other.yaml")), NaiveDate::default()).unwrap();
        assert!(projects.of(&target(folder.path(), "a.md")).is_ok());
        let error = Projects::new(Some(&folder.path().join("none.yaml")), NaiveDate::default()).unwrap_err();
        assert!(error.to_string().contains("does not exist"));
    }

    #[test]
    fn a_path_may_have_a_schema_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(
            root,
            "factlint.yaml",
            "front-matter: { preset: hugo, paths: { 'posts/**': { preset: none, json-schema: s.json } } }\n",
        );
        write(root, "s.json", "{\"required\": [\"title\"]}");
        for configuration in [None, Some(root.join("factlint.yaml"))] {
            let mut projects = Projects::new(configuration.as_deref(), NaiveDate::default()).unwrap();
            let post = projects.of(&target(root, "posts/2024/a.md")).unwrap();
            let other = projects.of(&target(root, "about.md")).unwrap();
            assert!(post.settings.front_matter.fields.is_empty() && !other.settings.front_matter.fields.is_empty());
            assert_eq!(post.settings.front_matter.json_schemas[0].name(), "`s.json`");
            assert!(Arc::ptr_eq(&post, &projects.of(&target(root, "posts/b.md")).unwrap()));
        }
    }

    #[test]
    fn bad_json_schemas_are_told_at_their_place() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(root, "bad.json", "{\"properties\": {\"a\": {\"type\": \"txt\"}}}");
        write(root, "open.json", "{\"properties\": ");
        write(root, "out.json", "{\"$ref\": \"bad.json\"}");
        for (name, at) in
            [("none.json", "none.json"), ("bad.json", "\"txt\""), ("open.json", ""), ("out.json", "\"bad.json\"")]
        {
            write(root, "factlint.yaml", &format!("front-matter: {{ json-schema: {name} }}\n"));
            let error = Projects::new(Some(&root.join("factlint.yaml")), NaiveDate::default()).unwrap_err();
            let WorkspaceError::Invalid { inputs } = error else { panic!("{error}") };
            let found = inputs[0].file.slice(inputs[0].diagnostics[0].primary.range);
            assert!(at.is_empty() || found == at || found.contains(at), "{name}: {found} {:?}", inputs[0].diagnostics);
        }
    }

    #[test]
    fn all_bad_tables_are_told_on_the_configuration() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(root, "site/factlint.yaml", "tables:\n  - missing.yaml\n  - folder\n  - ok.yaml\n  - link.yaml\n");
        write(root, "site/folder/x.md", "");
        write(root, "site/ok.yaml", TABLE);
        write(root, "secret.yaml", "");
        #[cfg(unix)]
        std::os::unix::fs::symlink(root.join("secret.yaml"), root.join("site/link.yaml")).unwrap();
        let error = Projects::new(Some(&root.join("site/factlint.yaml")), NaiveDate::default()).unwrap_err();
        let WorkspaceError::Invalid { inputs } = error else { panic!("{error}") };
        let messages: Vec<&str> = inputs[0].diagnostics.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(messages.len(), 3, "{messages:?}");
        assert_eq!(messages[0], "the table `missing.yaml` does not exist");
        assert_eq!(messages[1], "the table `folder` cannot be read: it is not a regular file");
        assert!(messages[2].contains("leads out"));
    }
}
