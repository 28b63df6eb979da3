//! Reading configurations with those that they extend, each once.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::project::{absolute, shown_name};
use super::{WorkspaceError, json_schemas, problems, read};
use crate::check::FileReport;
use crate::config::{self, Config, Exclusion, Extends, FILE_NAMES, Layer, Layers, Placed};
use crate::diagnostic::{Diagnostic, InvalidInput, Label, Related};
use crate::message::Message;
use crate::settings::Limits;
use crate::text::{SourceFile, TextRange};

/// The configurations of a run: the nearest of each folder, or one that is named for all.
#[derive(Debug, Default)]
pub(super) struct Configurations {
    // Counts for every document, where it is named.
    named: Option<Arc<Layers>>,
    // Nothing is looked for.
    is_isolated: bool,
    // By absolute folder; `None` where no configuration stands in it or above it.
    by_folder: HashMap<PathBuf, Option<Arc<Layers>>>,
    // By absolute folder: why everything in it is left out.
    left_out: HashMap<PathBuf, Option<LeftOut>>,
}

/// What leaves documents out: a configuration, and its pattern.
pub(super) type LeftOut = (Arc<Layers>, Exclusion);

/// Which configuration counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ConfigurationChoice<'a> {
    /// The nearest above each document.
    #[default]
    Nearest,
    /// This one for all documents.
    Named(&'a Path),
    /// None: what holds by default.
    Isolated,
}

impl Configurations {
    /// Starts with what was chosen.
    ///
    /// # Errors
    /// If a configuration that is named cannot be used.
    pub(super) fn new(choice: ConfigurationChoice<'_>) -> Result<Self, WorkspaceError> {
        let named = match choice {
            ConfigurationChoice::Named(path) => Some(Arc::new(load(path)?)),
            ConfigurationChoice::Nearest | ConfigurationChoice::Isolated => None,
        };
        Ok(Self { named, is_isolated: choice == ConfigurationChoice::Isolated, ..Self::default() })
    }

    /// Returns what counts for documents in an absolute folder; `None` where there is no configuration.
    ///
    /// # Errors
    /// If it cannot be used.
    pub(super) fn of_folder(&mut self, folder: &Path) -> Result<Option<Arc<Layers>>, WorkspaceError> {
        if self.is_isolated {
            return Ok(None);
        }
        if let Some(named) = &self.named {
            return Ok(Some(Arc::clone(named)));
        }
        if let Some(known) = self.by_folder.get(folder) {
            return Ok(known.clone());
        }
        let found = FILE_NAMES.iter().map(|name| folder.join(name)).find(|path| super::inputs::is_file(path));
        let layers = match (found, folder.parent()) {
            (Some(path), _) => {
                refuse_link(&path, "configuration", &["yaml", "yml"])?;
                Some(Arc::new(load(&path)?))
            }
            (None, Some(parent)) => self.of_folder(parent)?,
            (None, None) => None,
        };
        self.by_folder.insert(folder.to_owned(), layers.clone());
        Ok(layers)
    }
}

impl Configurations {
    /// Returns why the file at an absolute path is left out; `None` where it is not.
    ///
    /// A configuration that cannot be used leaves nothing out here: whoever needs it is told.
    pub(super) fn exclusion(&mut self, path: &Path) -> Option<LeftOut> {
        let folder = path.parent()?;
        self.folder_exclusion(folder).or_else(|| self.decide(folder, path, false))
    }

    /// Returns why a folder is left out with everything in it: by the configuration that holds for the folder above it, so
    /// that a configuration in a folder that is left out does not bring it back.
    pub(super) fn folder_exclusion(&mut self, folder: &Path) -> Option<LeftOut> {
        if let Some(known) = self.left_out.get(folder) {
            return known.clone();
        }
        let parent = folder.parent()?;
        let exclusion = self.folder_exclusion(parent).or_else(|| self.decide(parent, folder, true));
        self.left_out.insert(folder.to_owned(), exclusion.clone());
        exclusion
    }

    fn decide(&mut self, folder: &Path, path: &Path, is_folder: bool) -> Option<LeftOut> {
        let layers = self.of_folder(folder).ok().flatten()?;
        let exclusion = layers.exclusion(path, is_folder)?;
        Some((layers, exclusion))
    }
}

impl<'a> From<Option<&'a Path>> for ConfigurationChoice<'a> {
    fn from(path: Option<&'a Path>) -> Self {
        path.map_or(Self::Nearest, Self::Named)
    }
}

/// Reads a configuration and those that it extends.
fn load(path: &Path) -> Result<Layers, WorkspaceError> {
    let path = absolute(path);
    let shown = shown_name(&path);
    let file = read_configuration(&path, &shown)?;
    let limits = Limits::default();
    let mut loader = Loader { layers: Vec::new(), paths: Vec::new(), chain: Vec::new(), limits };
    loader.load(path, file)?;
    Ok(Layers { layers: loader.layers, pack_rules: Vec::new() })
}

/// A configuration that is being read: it stands on those behind it in the chain.
struct Link {
    path: PathBuf,
    file: Arc<SourceFile>,
    // Where it names the next one.
    extends: TextRange,
}

struct Loader {
    layers: Vec<Layer>,
    // The files of `layers`; a preset has its name.
    paths: Vec<PathBuf>,
    chain: Vec<Link>,
    // Those of the file that was loaded first: a file that is extended cannot raise them for itself.
    limits: Limits,
}

impl Loader {
    /// Adds what a configuration extends, and then the configuration.
    fn load(&mut self, path: PathBuf, file: Arc<SourceFile>) -> Result<(), WorkspaceError> {
        let mut config = parse(&file)?;
        if self.chain.is_empty() {
            self.limits = config.limits(Limits::default());
        }
        let folder = path.parent().map_or_else(|| PathBuf::from("."), Path::to_owned);
        for extends in &config.extends {
            self.extend(&path, &folder, &file, extends)?;
        }
        json_schemas::read_all(&file, &folder, &mut config)?;
        let most = self.limits.extends_files;
        if most <= count(self.layers.len()) {
            let range = self.chain.last().map_or_else(TextRange::default, |link| link.extends);
            let at = self.chain.last().map_or(&file, |link| &link.file);
            let message = message!("a configuration of more than {most} files", most);
            return Err(refused(
                at,
                config::problem(range, message)
                    .with_help("join some of them, or raise `limits.extends-files` of the first"),
            ));
        }
        self.layers.push(Layer { file, folder: Some(folder), config });
        self.paths.push(path);
        Ok(())
    }

    fn extend(
        &mut self,
        path: &Path,
        folder: &Path,
        file: &Arc<SourceFile>,
        extends: &Placed<Extends>,
    ) -> Result<(), WorkspaceError> {
        let range = extends.range;
        let refuse = |message: Message, help: Message| refused(file, config::problem(range, message).with_help(help));
        let written = match &extends.value {
            Extends::Preset(name) => {
                // Presets are short names and no paths, so that none is taken for a file.
                if !self.paths.iter().any(|path| path.as_os_str() == name.as_str()) {
                    let text = config::configuration_preset(name).unwrap_or_default();
                    let file = Arc::new(SourceFile::new(format!("preset {name}"), text));
                    let config = parse(&file)?;
                    self.layers.push(Layer { file, folder: None, config });
                    self.paths.push(PathBuf::from(name));
                }
                return Ok(());
            }
            Extends::File(written) => written,
        };
        let found = fs::canonicalize(folder.join(written)).map_err(|error| {
            let why = super::tables::why(&error);
            refuse(
                message!("the configuration `{written}` {why}", written, why),
                "paths are relative to the folder of this file".into(),
            )
        })?;
        if let Some(repository) = repository(folder).filter(|repository| !found.starts_with(repository)) {
            let message = message!(
                "the configuration `{written}` leads out of the repository `{repository}`",
                written,
                repository = shown_name(repository)
            );
            return Err(refuse(message, "put a copy of it into the repository".into()));
        }
        self.chain.push(Link { path: path.to_owned(), file: Arc::clone(file), extends: range });
        if let Some(first) = self.chain.iter().find(|link| link.path == found) {
            let mut problem =
                config::problem(range, message!("`{written}` extends this configuration in turn", written))
                    .with_label("the circle closes here")
                    .with_help("remove one of the two");
            problem.related.push(Related {
                // In a circle of one there is only one place.
                file: (!Arc::ptr_eq(&first.file, file)).then(|| Arc::clone(&first.file)),
                label: Label { range: first.extends, message: "and begins here".into() },
            });
            if Arc::ptr_eq(&first.file, file) {
                problem.message = "the configuration extends itself".into();
                problem.related.clear();
                problem.help = Some("remove it: what stands in a file counts already".into());
            }
            return Err(refused(file, problem));
        }
        let most = self.limits.extends_depth;
        if most <= count(self.chain.len()) {
            let message = message!("more than {most} configurations that build on each other", most);
            let help = "extend the ones that matter directly, or raise `limits.extends-depth` of the first";
            return Err(refuse(message, help.into()));
        }
        // Two ways to one file are no circle; the first way counts.
        if !self.paths.contains(&found) {
            let shown = shown_name(&found);
            let next = read_configuration(&found, &shown).map_err(|error| match error {
                WorkspaceError::Usage { message, help } => refuse(message, help),
                error @ WorkspaceError::Invalid { .. } => error,
            })?;
            self.load(found, next)?;
        }
        self.chain.pop();
        Ok(())
    }
}

fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

fn parse(file: &Arc<SourceFile>) -> Result<Config, WorkspaceError> {
    config::parse(file).map_err(|input| WorkspaceError::Invalid { inputs: vec![input] })
}

fn refused(file: &Arc<SourceFile>, problem: Diagnostic) -> WorkspaceError {
    WorkspaceError::Invalid { inputs: vec![InvalidInput { file: Arc::clone(file), diagnostics: vec![problem] }] }
}

/// Refuses a file that was found by its name, and is a link to another kind of file or out of the repository: what is
/// wrong in it would be shown, and a clone of somebody else's must not make factlint show the user's own files.
///
/// # Errors
/// If it is such a link.
pub(super) fn refuse_link(path: &Path, what: &str, extensions: &[&str]) -> Result<(), WorkspaceError> {
    let Ok(target) = fs::canonicalize(path) else { return Ok(()) };
    let extension = target.extension().and_then(|extension| extension.to_str());
    let is_known = extension.is_some_and(|extension| extensions.iter().any(|one| extension.eq_ignore_ascii_case(one)));
    let folder = path.parent().map(absolute);
    let leaves = folder.as_deref().and_then(repository).is_some_and(|repository| !target.starts_with(repository));
    if is_known && !leaves {
        return Ok(());
    }
    Err(WorkspaceError::usage(
        format!("the {what} `{}` is a link to another kind of file, or out of its repository", shown_name(path)),
        "put a copy in its place",
    ))
}

/// Returns the repository that a folder is in.
pub(super) fn repository(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| folder.join(".git").exists())
}

fn read_configuration(path: &Path, shown: &str) -> Result<Arc<SourceFile>, WorkspaceError> {
    match read::read_bytes(path, u64::try_from(crate::data::MAXIMUM_BYTES).unwrap_or(u64::MAX)) {
        Ok(Some(bytes)) => read::text(shown, bytes).map_err(|report| invalid(*report)),
        Ok(None) => Err(WorkspaceError::usage(
            message!("the configuration `{shown}` is larger than 1 MiB", shown),
            "put long lists of facts into tables, which the configuration names",
        )),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(WorkspaceError::usage(
            message!("the configuration `{shown}` does not exist", shown),
            "give `--config` the path of a factlint.yaml",
        )),
        Err(error) => Err(WorkspaceError::usage(
            message!("the configuration `{shown}` cannot be read: {reason}", shown, reason = problems::reason(&error)),
            "check its permissions",
        )),
    }
}

fn invalid(report: FileReport) -> WorkspaceError {
    WorkspaceError::Invalid { inputs: vec![InvalidInput { file: report.file, diagnostics: report.diagnostics }] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Level;
    use chrono::NaiveDate;

    fn loaded(files: &[(&str, &str)], name: &str) -> Result<Layers, Vec<(String, String, String)>> {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        load(&folder.path().join(name)).map_err(|error| {
            let WorkspaceError::Invalid { inputs } = error else { panic!("a configuration at fault: {error}") };
            let told = |input: &InvalidInput| -> Vec<(String, String, String)> {
                let one = |found: &Diagnostic| {
                    let at = input.file.slice(found.primary.range).to_owned();
                    (input.file.file_name().to_owned(), at, found.message.clone().into())
                };
                input.diagnostics.iter().map(one).collect()
            };
            inputs.iter().flat_map(told).collect()
        })
    }

    #[test]
    fn what_is_extended_counts_less_than_what_extends_it() {
        let files = [
            ("factlint.yaml", "rules:\n  claim: error\n  date/future-date: { level: error, days: 3 }\n"),
            ("blog/factlint.yaml", "extends: [relaxed, ../factlint.yaml]\nrules:\n  date/future-date: warning\n"),
        ];
        let layers = loaded(&files, "blog/factlint.yaml").unwrap();
        let names: Vec<&str> = layers.layers.iter().map(|layer| layer.file.file_name()).collect();
        assert_eq!(names, ["preset relaxed", "factlint.yaml", "factlint.yaml"]);
        let rules = layers.settings(&[], NaiveDate::default()).rules;
        assert_eq!(rules["date/future-date"].level, Some(Level::At(crate::diagnostic::Severity::Warning)));
        assert_eq!(rules["date/future-date"].options.len(), 1);
        // The group of a nearer file wins over a rule of the preset, but switches nothing on.
        assert_eq!(rules["claim/refuted-value"].level, Some(Level::At(crate::diagnostic::Severity::Error)));
        assert_eq!(rules["claim/imprecise-value"].level, Some(Level::Off));
        assert!(!rules.contains_key("claim/over-hedged"));
    }

    #[test]
    fn circles_are_told_at_both_places() {
        let files = [
            ("a.yaml", "extends: b.yaml\n"),
            ("b.yaml", "rules: {}\nextends: [c.yml]\n"),
            ("c.yml", "extends: a.yaml"),
        ];
        let told = loaded(&files, "a.yaml").unwrap_err();
        assert_eq!(
            told,
            [("c.yml".to_owned(), "a.yaml".to_owned(), "`a.yaml` extends this configuration in turn".to_owned())]
        );
        let told = loaded(&[("a.yaml", "extends: ./a.yaml\n")], "a.yaml").unwrap_err();
        assert_eq!(told[0].2, "the configuration extends itself");
    }

    #[test]
    fn long_chains_and_missing_files_are_told() {
        let chain: Vec<(String, String)> =
            (0..12).map(|index| (format!("{index}.yaml"), format!("extends: {}.yaml\n", index + 1))).collect();
        let files: Vec<(&str, &str)> = chain.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let told = loaded(&files, "0.yaml").unwrap_err();
        assert_eq!(told[0].2, "more than 8 configurations that build on each other");
        let told = loaded(&[("a.yaml", "extends: none.yaml\n")], "a.yaml").unwrap_err();
        assert_eq!(
            (told[0].1.as_str(), told[0].2.as_str()),
            ("none.yaml", "the configuration `none.yaml` does not exist")
        );
        // Two ways to one file are no circle.
        let files = [("a.yaml", "extends: [b.yaml, c.yaml]\n"), ("b.yaml", "extends: c.yaml\n"), ("c.yaml", "")];
        assert_eq!(loaded(&files, "a.yaml").unwrap().layers.len(), 3);
    }

    #[cfg(unix)]
    #[test]
    fn links_to_other_files_are_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let root = absolute(folder.path());
        let link = |target: &str| {
            let path = root.join("site/factlint.yaml");
            let _ = fs::remove_file(&path);
            std::os::unix::fs::symlink(root.join(target), path).unwrap();
            let error = Configurations::default().of_folder(&root.join("site")).err();
            error.map(|error| error.to_string()).unwrap_or_default()
        };
        fs::create_dir_all(root.join("site/.git")).unwrap();
        for file in ["passwd", "other.yaml", "site/shared.yaml", "site/notes"] {
            fs::write(root.join(file), "root:x:0:0\n").unwrap();
        }
        for target in ["passwd", "other.yaml", "site/notes"] {
            let told = link(target);
            assert!(told.contains("is a link to another kind of file") && !told.contains("root:x"), "{target}: {told}");
        }
        fs::write(root.join("site/shared.yaml"), "rules: {}\n").unwrap();
        assert_eq!(link("site/shared.yaml"), "");
    }

    #[test]
    fn a_repository_is_not_left() {
        let files = [("other.yaml", ""), ("site/.git/HEAD", ""), ("site/factlint.yaml", "extends: ../other.yaml\n")];
        let told = loaded(&files, "site/factlint.yaml").unwrap_err();
        assert!(told[0].2.contains("leads out of the repository"), "{told:?}");
    }
}
