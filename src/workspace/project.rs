//! Which configuration and tables a document is checked with.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::NaiveDate;

use super::configurations::{ConfigurationChoice, Configurations};
use super::discover::{Place, Target, name};
use super::inputs::Inputs;
use super::{WorkspaceError, packs, tables};
use crate::check::{Counts, FileReport};
use crate::config::{Exclusion, Layers, Part, Selection, TablePath};
use crate::diagnostic::Diagnostic;
use crate::reference::ReferenceTables;
use crate::rules;
use crate::settings::{Level, Settings};
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
    /// The configuration with those that it extends, where there is one.
    pub layers: Option<Arc<Layers>>,
    /// What of it holds for these documents only.
    pub parts: Vec<Part>,
    /// What all documents of the configuration are checked with, where something holds for these only.
    pub whole: Option<Arc<Project>>,
    /// What is wanted of the findings.
    pub selection: Selection,
    required: Option<Arc<Required>>,
}

/// The tables that a run has to check claims with.
#[derive(Debug)]
struct Required {
    // With their places among all tables in use, and the configuration that names each.
    tables: Vec<(usize, Arc<SourceFile>, TablePath)>,
}

impl Project {
    /// Takes out the findings that are not wanted.
    pub(super) fn keep(&self, report: &mut FileReport) {
        if !self.selection.is_everything() {
            report.diagnostics.retain(|finding| self.selection.keeps(finding.rule.as_str(), finding.severity));
        }
    }

    /// Gives the findings of a comparison with other documents the levels that hold for this one, and takes out those that
    /// are not wanted.
    pub(super) fn grade(&self, report: &mut FileReport) {
        if self.whole.is_some() {
            report.diagnostics.retain_mut(|finding| {
                match self.settings.rules.get(finding.rule.as_str()).and_then(|rule| rule.level) {
                    Some(Level::Off) => return false,
                    Some(Level::At(severity)) => finding.severity = severity,
                    None => {}
                }
                true
            });
        }
        self.keep(report);
    }

    /// Returns whether the configuration requires that claims are checked with some table.
    pub fn has_required_tables(&self) -> bool {
        self.required.is_some()
    }

    /// Reports each required table that is not among `matched` (numbers of tables, as reports of documents have them).
    pub fn report_unmatched(&self, matched: &BTreeSet<usize>, documents: usize) -> Vec<FileReport> {
        let (Some(required), Some(level)) = (&self.required, rules::unmatched_table_level(&self.settings)) else {
            return Vec::new();
        };
        let mut reports: Vec<(Arc<SourceFile>, Vec<Diagnostic>)> = Vec::new();
        for (index, file, table) in required.tables.iter().filter(|(index, _, _)| !matched.contains(index)) {
            let mut finding =
                rules::unmatched_table(table.range, &table.path, &self.tables.tables()[*index], documents);
            finding.severity = level;
            match reports.iter_mut().find(|(other, _)| Arc::ptr_eq(other, file)) {
                Some((_, findings)) => findings.push(finding),
                None => reports.push((Arc::clone(file), vec![finding])),
            }
        }
        let report = |(file, findings)| FileReport::new(file, findings, Counts::default());
        reports.into_iter().map(report).collect()
    }
}

/// Finds the project of each document: by the nearest `factlint.yaml` above it, or by one that is named for all.
#[derive(Debug)]
pub struct Projects {
    today: NaiveDate,
    selection: Selection,
    configurations: Arc<Mutex<Configurations>>,
    // What documents without a configuration are checked with.
    default: Option<Arc<Project>>,
    // By configuration, and by what of it holds for some paths only.
    by_parts: HashMap<(usize, Vec<Part>), Arc<Project>>,
    // The absolute folder of each folder as it was named, so that links are resolved once for each.
    absolute: HashMap<PathBuf, PathBuf>,
}

impl Projects {
    /// Starts with a configuration for all documents, with the nearest of each, or with none.
    ///
    /// # Errors
    /// If the named configuration, or a table that it names, cannot be used.
    pub fn new<'c>(choice: impl Into<ConfigurationChoice<'c>>, today: NaiveDate) -> Result<Self, WorkspaceError> {
        Inputs::start();
        let choice = choice.into();
        let mut projects = Self {
            today,
            selection: Selection::default(),
            configurations: Arc::new(Mutex::new(Configurations::new(choice)?)),
            default: None,
            by_parts: HashMap::new(),
            absolute: HashMap::new(),
        };
        // A configuration that is named must be usable even where no document is found.
        if let ConfigurationChoice::Named(_) = choice {
            projects.at(Path::new("/"))?;
        }
        Ok(projects)
    }

    /// Returns what a document is checked with.
    ///
    /// # Errors
    /// If its configuration, or a table that it names, cannot be used.
    pub fn of(&mut self, target: &Target) -> Result<Arc<Project>, WorkspaceError> {
        let path = self.absolute_path(target);
        self.at(&path)
    }

    /// Switches rules on and off as a command asks for.
    #[must_use]
    pub fn with_selection(mut self, selection: Selection) -> Self {
        self.selection = selection;
        self.by_parts.clear();
        self.default = None;
        self
    }

    /// Returns why a document is left out; `None` where it is not.
    pub fn exclusion(&mut self, target: &Target) -> Option<(Arc<Layers>, Exclusion)> {
        let path = self.absolute_path(target);
        lock(&self.configurations).exclusion(&path)
    }

    /// Returns the configurations, for whoever looks for documents.
    pub(super) fn configurations(&self) -> Arc<Mutex<Configurations>> {
        Arc::clone(&self.configurations)
    }

    /// Returns the absolute path of a document, the links above it resolved.
    pub fn absolute_path(&mut self, target: &Target) -> PathBuf {
        let path = match &target.place {
            Place::File(path) => Some(path.as_path()),
            Place::StandardInput(path) => path.as_deref(),
        };
        let folder = path.and_then(Path::parent).filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or_else(|| Path::new("."));
        if !self.absolute.contains_key(folder) {
            self.absolute.insert(folder.to_owned(), absolute(folder));
        }
        // A text without a name stands for any document of the current folder.
        self.absolute[folder].join(path.and_then(Path::file_name).unwrap_or_else(|| "<stdin>".as_ref()))
    }

    /// Returns what the document at an absolute path is checked with.
    fn at(&mut self, path: &Path) -> Result<Arc<Project>, WorkspaceError> {
        let folder = path.parent().unwrap_or(path);
        let found = lock(&self.configurations).of_folder(folder)?;
        let Some(layers) = found else { return Ok(self.without_configuration()) };
        let identity = Arc::as_ptr(&layers).addr();
        let parts = if layers.has_parts() { layers.matching(path) } else { Vec::new() };
        if let Some(project) = self.by_parts.get(&(identity, parts.clone())) {
            return Ok(Arc::clone(project));
        }
        let whole = match self.by_parts.get(&(identity, Vec::new())) {
            Some(whole) => Arc::clone(whole),
            None => {
                let mut whole = load(&layers, self.today)?;
                self.selection.apply(&mut whole.settings);
                whole.selection = self.selection.clone();
                let whole = Arc::new(whole);
                self.by_parts.insert((identity, Vec::new()), Arc::clone(&whole));
                whole
            }
        };
        if parts.is_empty() {
            return Ok(whole);
        }
        let layers = whole.layers.as_ref().unwrap_or(&layers);
        let packs = whole.settings.packs.clone();
        let mut settings = Settings { packs, ..layers.settings(&parts, self.today) };
        self.selection.apply(&mut settings);
        let project = Arc::new(Project {
            configuration: whole.configuration.clone(),
            settings,
            tables: Arc::clone(&whole.tables),
            layers: Some(Arc::clone(layers)),
            parts: parts.clone(),
            whole: Some(Arc::clone(&whole)),
            selection: self.selection.clone(),
            required: whole.required.clone(),
        });
        self.by_parts.insert((identity, parts), Arc::clone(&project));
        Ok(project)
    }

    fn without_configuration(&mut self) -> Arc<Project> {
        let mut settings = Settings::new(self.today);
        let project = self.default.get_or_insert_with(|| {
            self.selection.apply(&mut settings);
            let tables = Arc::clone(ReferenceTables::embedded());
            Arc::new(Project {
                configuration: None,
                settings,
                tables,
                layers: None,
                parts: Vec::new(),
                whole: None,
                selection: self.selection.clone(),
                required: None,
            })
        });
        Arc::clone(project)
    }
}

/// Returns the configuration that holds for the current folder, or the one that was chosen; `None` where there is none, or
/// where it cannot be used: whoever needs it is told why.
pub fn current_configuration(choice: ConfigurationChoice<'_>) -> Option<Arc<Layers>> {
    Configurations::new(choice).ok()?.of_folder(&absolute(Path::new("."))).ok().flatten()
}

/// Locks; a thread that panicked while it held the lock left nothing half-done.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Reads what a configuration names.
fn load(layers: &Layers, today: NaiveDate) -> Result<Project, WorkspaceError> {
    let configuration = layers.top().map(|layer| layer.file.path().to_owned());
    let (tables, named) = tables::of_configuration(layers)?;
    // Behind the tables that ship with factlint, in the order of the configuration.
    let first = ReferenceTables::embedded_tables().len();
    let required = (first..).zip(named).filter(|(_, (_, table))| table.is_required);
    let required: Vec<_> = required.map(|(index, (file, table))| (index, file, table)).collect();
    let required = (!required.is_empty()).then(|| Arc::new(Required { tables: required }));
    let packs = packs::of_configuration(layers)?;
    let mut layers = layers.clone();
    let rules = packs.iter().flat_map(|pack| &pack.rules);
    layers.pack_rules = rules.map(|rule| (rule.id.clone(), rule.level.is_some())).collect();
    let settings = Settings { packs, ..layers.settings(&[], today) };
    let layers = Some(Arc::new(layers));
    let (parts, selection) = (Vec::new(), Selection::default());
    Ok(Project { configuration, settings, tables, layers, parts, whole: None, selection, required })
}

/// Returns the absolute path of a document by its name in reports.
pub fn document_path(name: &str) -> PathBuf {
    absolute(Path::new(name))
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
pub(crate) fn shown_name(path: &Path) -> String {
    let current = absolute(Path::new("."));
    name(path.strip_prefix(&current).unwrap_or(path))
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
        let mut projects = Projects::new(ConfigurationChoice::Nearest, NaiveDate::default()).unwrap();
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
        let mut projects =
            Projects::new(ConfigurationChoice::Named(&folder.path().join("other.yaml")), NaiveDate::default()).unwrap();
        assert!(projects.of(&target(folder.path(), "a.md")).is_ok());
        let error = Projects::new(ConfigurationChoice::Named(&folder.path().join("none.yaml")), NaiveDate::default())
            .unwrap_err();
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
            let error = Projects::new(Some(root.join("factlint.yaml").as_path()), NaiveDate::default()).unwrap_err();
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
        let error = Projects::new(Some(root.join("site/factlint.yaml").as_path()), NaiveDate::default()).unwrap_err();
        let WorkspaceError::Invalid { inputs } = error else { panic!("{error}") };
        let messages: Vec<&str> = inputs[0].diagnostics.iter().map(|problem| problem.message.english()).collect();
        assert_eq!(messages.len(), 3, "{messages:?}");
        assert_eq!(messages[0], "the table `missing.yaml` does not exist");
        assert_eq!(messages[1], "the table `folder` cannot be read: it is not a regular file");
        assert!(messages[2].contains("leads out"));
    }
}
