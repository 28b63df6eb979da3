//! Baselines on disk: which one a document has, and writing one.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::configurations::refuse_link;
use super::discover::{Place, Target, name};
use super::project::{TABLE_SIZE_LIMIT, absolute, shown_name};
use super::{WorkspaceError, inputs, problems, read, write};
use crate::check::{Baseline, FileReport, PutOff, RunExtent};
use crate::config::FILE_NAMES;
use crate::diagnostic::InvalidInput;
use crate::message::Message;

/// The name by which a baseline is found.
pub(crate) const BASELINE_NAME: &str = "factlint-baseline.json";

/// A baseline that was read.
#[derive(Debug)]
pub struct BaselineFile {
    /// What it says.
    pub baseline: Baseline,
    /// Its absolute path.
    pub path: PathBuf,
    // The absolute folder that its documents are told from.
    folder: PathBuf,
    // Documents that are gone from the disk.
    gone: BTreeSet<String>,
    // What a document gets that has no entries.
    free: PutOff,
    // Whether it was named on the command line: it may stand anywhere.
    is_named: bool,
}

/// What a document gets from its baseline.
#[derive(Clone, Debug)]
pub struct DocumentBaseline {
    /// The baseline.
    pub file: Arc<BaselineFile>,
    /// The document's path from the folder of the baseline.
    pub path: String,
    put_off: PutOff,
}

/// Finds the baseline of each document: the nearest `factlint-baseline.json` above it, or one that is named for all.
#[derive(Debug, Default)]
pub struct Baselines {
    named: Option<Arc<BaselineFile>>,
    is_off: bool,
    by_folder: HashMap<PathBuf, Option<Arc<BaselineFile>>>,
    absolute: HashMap<PathBuf, PathBuf>,
}

impl Baselines {
    /// Looks for a baseline above each document, or takes the one that is named.
    ///
    /// # Errors
    /// If the one that is named cannot be used.
    pub fn new(named: Option<&Path>) -> Result<Self, WorkspaceError> {
        let named = named.map(|path| BaselineFile::read(path, true)).transpose()?.map(Arc::new);
        Ok(Self { named, ..Self::default() })
    }

    /// Looks for none.
    pub fn off() -> Self {
        Self { is_off: true, ..Self::default() }
    }

    /// Returns what a document gets; `None` where it has no baseline.
    ///
    /// # Errors
    /// If its baseline cannot be used.
    pub fn of(&mut self, target: &Target) -> Result<Option<DocumentBaseline>, WorkspaceError> {
        if self.is_off {
            return Ok(None);
        }
        let path = match &target.place {
            Place::File(path) => path,
            Place::StandardInput(Some(path)) => path,
            Place::StandardInput(None) => return Ok(None),
        };
        let absolute = self.absolute(path);
        let file = match &self.named {
            Some(file) => Some(Arc::clone(file)),
            None => self.of_folder(absolute.parent().unwrap_or(Path::new("/")))?,
        };
        Ok(file.map(|file| {
            let path = relative(&file.folder, &absolute);
            let has_own = file.baseline.documents.contains_key(&path);
            let put_off = if has_own { file.baseline.put_off([&path]) } else { file.free.clone() };
            DocumentBaseline { file, path, put_off }
        }))
    }

    fn of_folder(&mut self, folder: &Path) -> Result<Option<Arc<BaselineFile>>, WorkspaceError> {
        if let Some(known) = self.by_folder.get(folder) {
            return Ok(known.clone());
        }
        let path = folder.join(BASELINE_NAME);
        let found = match folder.parent() {
            _ if inputs::is_file(&path) => {
                refuse_link(&path, "baseline", &["json"])?;
                Some(Arc::new(BaselineFile::read(&path, false)?))
            }
            Some(parent) => self.of_folder(parent)?,
            None => None,
        };
        self.by_folder.insert(folder.to_owned(), found.clone());
        Ok(found)
    }

    /// Returns a path with the links of its folder resolved.
    fn absolute(&mut self, path: &Path) -> PathBuf {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if !self.absolute.contains_key(folder) {
            self.absolute.insert(folder.to_owned(), absolute(folder));
        }
        self.absolute[folder].join(path.file_name().unwrap_or_default())
    }
}

impl DocumentBaseline {
    /// Keeps those findings of the document silent that are put off.
    pub fn apply(&self, report: &mut FileReport) {
        self.put_off.apply(report);
    }
}

impl BaselineFile {
    /// Reads a baseline.
    ///
    /// # Errors
    /// If it is not there, or cannot be used.
    pub fn read(path: &Path, is_named: bool) -> Result<Self, WorkspaceError> {
        let path = absolute(path);
        let shown = shown_name(&path);
        let usage = |message: Message, help: &'static str| WorkspaceError::usage(message, help);
        let bytes = read::read_bytes(&path, TABLE_SIZE_LIMIT).map_err(|error| {
            let message =
                message!("the baseline `{shown}` cannot be read: {reason}", shown, reason = problems::reason(&error));
            usage(message, "give `--baseline` the path of a baseline, or `--no-baseline` to do without")
        })?;
        let bytes = bytes.ok_or_else(|| {
            usage(message!("the baseline `{shown}` is larger than 50 MB", shown), "prune or split it")
        })?;
        let file = read::text(&shown, bytes).map_err(|report| {
            let report = *report;
            WorkspaceError::Invalid {
                inputs: vec![InvalidInput { file: report.file, diagnostics: report.diagnostics }],
            }
        })?;
        let baseline = Baseline::parse(file).map_err(|input| WorkspaceError::Invalid { inputs: vec![input] })?;
        let folder = path.parent().map_or_else(|| PathBuf::from("/"), Path::to_owned);
        let is_gone = |document: &&String| {
            let found = fs::symlink_metadata(folder.join(document));
            found.is_err_and(|error| matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory))
        };
        let gone: BTreeSet<String> = baseline.documents.keys().filter(is_gone).cloned().collect();
        let free = baseline.put_off(&gone);
        Ok(Self { baseline, path, folder, gone, free, is_named })
    }

    /// Returns how much of the baseline's folder is checked by a run over `paths`.
    pub fn extent(&self, paths: &[PathBuf]) -> RunExtent {
        let folders: Vec<PathBuf> = paths.iter().filter(|path| path.is_dir()).map(|path| absolute(path)).collect();
        let covers = |path: &Path| folders.iter().any(|folder| path.starts_with(folder));
        let missed =
            self.gone.iter().filter(|document| covers(&normal(&self.folder.join(document)))).cloned().collect();
        let is_whole = covers(&self.folder) || (self.is_named && covers(&absolute(Path::new("."))));
        RunExtent { is_whole, gone: self.gone.clone(), missed }
    }
}

/// Returns the path of a document from a folder, as a baseline in that folder tells it.
pub(crate) fn path_from(folder: &Path, target: &Target) -> Option<String> {
    let Place::File(path) = &target.place else { return None };
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Some(relative(folder, &absolute(parent).join(path.file_name()?)))
}

/// Returns where `factlint baseline` writes: into the nearest baseline above the current folder, else beside the nearest
/// configuration above it, else into the current folder.
pub(crate) fn place_of_new_baseline() -> PathBuf {
    let current = absolute(Path::new("."));
    let existing = current.ancestors().map(|folder| folder.join(BASELINE_NAME)).find(|path| path.is_file());
    existing.unwrap_or_else(|| {
        let has_configuration = |folder: &&Path| FILE_NAMES.iter().any(|name| folder.join(name).is_file());
        current.ancestors().find(has_configuration).unwrap_or(&current).join(BASELINE_NAME)
    })
}

/// Writes a baseline in one step; `old` is the text that it has now, where there is one.
///
/// # Errors
/// If it cannot be written, or somebody else has changed it meanwhile; it is then as it was.
pub(crate) fn write_baseline(path: &Path, old: Option<&str>, text: &str) -> Result<(), WorkspaceError> {
    write::recover(write::folder(path));
    let result = match old {
        Some(old) => write::replace(path, old, text),
        None => write::create(path, text),
    };
    result.map_err(|error| {
        let shown = shown_name(path);
        let (reason, help) = problems::write_problem(&error);
        WorkspaceError::usage(message!("the baseline `{shown}` was not written: {reason}", shown, reason), help)
    })
}

/// Returns a path from a folder, with `/`; both are absolute.
fn relative(folder: &Path, path: &Path) -> String {
    let shared = folder.components().zip(path.components()).take_while(|(left, right)| left == right).count();
    let up = folder.components().count() - shared;
    let steps = std::iter::repeat_n(Component::ParentDir, up);
    let path: PathBuf = steps.chain(path.components().skip(shared)).collect();
    name(&path)
}

/// Returns a path without `..`, of which no part may be there.
fn normal(path: &Path) -> PathBuf {
    let mut result = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => {
                result.pop();
            }
            Component::CurDir => {}
            other => result.push(other),
        }
    }
    result
}
