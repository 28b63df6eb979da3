//! Whether what a run looked at has changed since.
//!
//! Main types: [`Watch`] (asks the disk), [`Debounce`] (decides when to run again). The disk is asked now and then, not
//! told by it: that works on network drives, in containers and with any number of folders, where the notices of the
//! system stop working, and a walk over thousands of files takes some milliseconds. Knows nothing of time.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::discover::{Place, discover};
use super::inputs;

/// The state of a file; `None` where there is none.
type Stamp = Option<State>;

/// What tells one state of a file from another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct State {
    modified: Option<SystemTime>,
    length: u64,
    // The file itself and its last change of any kind, in seconds and nanoseconds: an editor may put another in its place
    // that has the same length, and the same time of its last modification.
    identity: (u64, i64, i64),
}

/// The states of the files that a run depends on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Snapshot {
    files: BTreeMap<PathBuf, Stamp>,
    // Which of them are documents by their place and name: a change of what is ignored changes these alone.
    documents: BTreeSet<PathBuf>,
}

/// Decides when to run again: once something is no longer as the last run saw it, and has come to rest.
#[derive(Debug, Default)]
pub(crate) struct Debounce {
    ran_with: Snapshot,
    last: Snapshot,
}

/// The files that runs over some paths depend on: documents, and whatever else they read or looked for.
#[derive(Debug)]
pub(crate) struct Watch {
    paths: Vec<PathBuf>,
    looked_at: BTreeSet<PathBuf>,
}

impl Watch {
    /// Starts to watch what runs over `paths` look at; from now on all reading is noted.
    pub(crate) fn new(paths: &[PathBuf]) -> Self {
        inputs::start_watching();
        Self { paths: paths.to_vec(), looked_at: BTreeSet::new() }
    }

    /// Returns the present state of everything that is known to matter.
    pub(crate) fn snapshot(&self) -> Snapshot {
        // A path that is gone for a moment, while an editor saves, is among those looked at.
        let targets = discover(&self.paths).map(|discovery| discovery.targets).unwrap_or_default();
        let file = |place| if let Place::File(path) = place { Some(path) } else { None };
        let documents: BTreeSet<PathBuf> = targets.into_iter().filter_map(|target| file(target.place)).collect();
        let paths = self.looked_at.union(&documents);
        Snapshot { files: paths.map(|path| (path.clone(), stamp(path))).collect(), documents }
    }

    /// Takes up what the run that has just ended looked at; `before` is the state in which it began. Returns the state
    /// that it has seen.
    pub(crate) fn note_run(&mut self, before: Snapshot) -> Snapshot {
        let looked_at = inputs::take_watched();
        // A run that could not begin says nothing of what the next one will look at.
        if !looked_at.is_empty() {
            self.looked_at = looked_at;
        }
        let mut seen = self.snapshot();
        // What was saved while the run was going on may have come too late for it, and so may a new document.
        seen.files.extend(before.files);
        seen.files.retain(|path, stamp| stamp.is_some() || self.looked_at.contains(path));
        seen.documents = before.documents;
        seen
    }
}

impl Snapshot {
    /// Returns the number of files that are there.
    pub(crate) fn n_files(&self) -> usize {
        self.files.values().flatten().count()
    }
}

impl Debounce {
    /// Takes up the state that a run has seen.
    pub(crate) fn note_run(&mut self, seen: Snapshot) {
        self.last = seen.clone();
        self.ran_with = seen;
    }

    /// Looks at the present state, and returns whether to run now.
    pub(crate) fn step(&mut self, present: Snapshot) -> bool {
        let is_at_rest = present == self.last;
        self.last = present;
        is_at_rest && self.last != self.ran_with
    }
}

fn stamp(path: &Path) -> Stamp {
    let metadata = fs::metadata(path).ok()?;
    #[cfg(unix)]
    let identity = {
        use std::os::unix::fs::MetadataExt as _;
        (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
    };
    #[cfg(not(unix))]
    let identity = (0, 0, 0);
    Some(State { modified: metadata.modified().ok(), length: metadata.len(), identity })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(files: &[(&str, u64)]) -> Snapshot {
        let stamp = |length| Some(State { length, ..State::default() });
        let files = files.iter().map(|(path, length)| (PathBuf::from(path), stamp(*length))).collect();
        Snapshot { files, documents: BTreeSet::new() }
    }

    #[test]
    fn a_run_follows_once_a_change_has_come_to_rest() {
        let mut debounce = Debounce::default();
        debounce.note_run(snapshot(&[("a.md", 1)]));
        let states = [
            (snapshot(&[("a.md", 1)]), false),
            (snapshot(&[("a.md", 2)]), false),
            (snapshot(&[("a.md", 3)]), false),
            (snapshot(&[("a.md", 3)]), true),
        ];
        for (state, expected) in states {
            assert_eq!(debounce.step(state.clone()), expected, "{state:?}");
        }
        debounce.note_run(snapshot(&[("a.md", 3)]));
        assert!(!debounce.step(snapshot(&[("a.md", 3)])));
    }

    #[test]
    fn a_change_that_is_taken_back_is_none() {
        let mut debounce = Debounce::default();
        debounce.note_run(snapshot(&[("a.md", 1)]));
        assert!(!debounce.step(snapshot(&[])));
        assert!(!debounce.step(snapshot(&[("a.md", 1)])));
        assert!(!debounce.step(snapshot(&[("a.md", 1)])));
    }

    #[test]
    fn new_files_files_that_go_and_inputs_are_seen() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        fs::write(root.join("a.md"), "a").unwrap();
        let mut watch = Watch { paths: vec![root.to_owned()], looked_at: BTreeSet::from([root.join("factlint.yaml")]) };
        let first = watch.snapshot();
        assert_eq!(first.n_files(), 1);
        fs::write(root.join("b.md"), "b").unwrap();
        let second = watch.snapshot();
        assert_ne!(second, first);
        fs::write(root.join("factlint.yaml"), "rules: {}").unwrap();
        let third = watch.snapshot();
        assert_ne!(third, second);
        fs::remove_file(root.join("a.md")).unwrap();
        assert_ne!(watch.snapshot(), third);
        fs::write(root.join("notes.txt"), "no document").unwrap();
        fs::write(root.join("a.md"), "a").unwrap();
        assert_eq!(watch.snapshot().documents, third.documents);
        // What is saved during a run is not yet seen by it.
        let before = watch.snapshot();
        fs::write(root.join("b.md"), "longer").unwrap();
        let seen = watch.note_run(before.clone());
        assert_eq!(seen.files[&root.join("b.md")], before.files[&root.join("b.md")]);
        assert_ne!(seen, watch.snapshot());
    }
    /// Runs over a folder with `a.md`, which is then changed; returns whether that is seen.
    fn is_seen(change: impl FnOnce(&Path)) -> bool {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "same length").unwrap();
        let watch = Watch { paths: vec![folder.path().to_owned()], looked_at: BTreeSet::from([path.clone()]) };
        let before = watch.snapshot();
        change(&path);
        watch.snapshot() != before
    }

    #[test]
    fn a_file_in_the_place_of_another_is_seen_by_whatever_it_differs() {
        assert!(!is_seen(|_| ()));
        let is_unix = cfg!(unix);
        // As an editor does that keeps the time, or a program that takes back a commit.
        assert!(
            !is_unix
                || is_seen(|path| {
                    let modified = fs::metadata(path).unwrap().modified().unwrap();
                    let other = path.with_extension("new");
                    fs::write(&other, "even length").unwrap();
                    fs::File::options().write(true).open(&other).unwrap().set_modified(modified).unwrap();
                    fs::rename(other, path).unwrap();
                })
        );
    }

    #[test]
    fn a_document_that_is_ignored_from_now_on_is_seen() {
        assert!(is_seen(|path| fs::write(path.with_file_name(".gitignore"), "a.md").unwrap()));
    }

    #[test]
    fn a_document_that_comes_during_a_run_is_checked_by_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let mut watch = Watch { paths: vec![folder.path().to_owned()], looked_at: BTreeSet::new() };
        let before = watch.snapshot();
        fs::write(folder.path().join("new.md"), "new").unwrap();
        let mut debounce = Debounce::default();
        debounce.note_run(watch.note_run(before));
        assert!(!debounce.step(watch.snapshot()));
        assert!(debounce.step(watch.snapshot()));
    }
}
