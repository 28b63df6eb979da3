//! Files that output is written to: whole, or not at all.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::write::{Temporary, recover, sync_folder};
use super::{WorkspaceError, discover, problems};

/// A file being written.
///
/// The text goes to a file beside it, which takes its name at the end: whoever reads it meanwhile, or after a run that
/// was cut off, finds what was there before. What is no regular file (a pipe, `/dev/stderr`) is written to directly.
#[derive(Debug)]
pub(crate) struct OutputFile {
    name: String,
    target: PathBuf,
    writer: BufWriter<Sink>,
    error: Option<io::Error>,
}

/// Where the text goes at first.
#[derive(Debug)]
enum Sink {
    /// To a file beside the target, which is removed where the run does not come to its end.
    Beside(Temporary),
    /// To the target itself.
    Target(File),
}

impl OutputFile {
    /// Opens a file for the output of a run.
    ///
    /// # Errors
    /// If it could not be written in the end: its folder does not exist, it is a folder itself, nobody may write it.
    pub(crate) fn create(path: &Path) -> Result<Self, WorkspaceError> {
        let name = discover::name(path);
        // A link stays a link: what it leads to is replaced.
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let metadata = fs::metadata(&target).ok();
        if metadata.as_ref().is_some_and(fs::Metadata::is_dir) || target.file_name().is_none() {
            return Err(WorkspaceError::usage(
                message!("the output `{name}` is a folder", name),
                "name a file, such as reports/factlint.sarif",
            ));
        }
        let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        if !folder.is_dir() {
            return Err(WorkspaceError::usage(
                message!(
                    "the folder `{folder}` of the output `{name}` does not exist",
                    folder = discover::name(folder),
                    name
                ),
                "make it first: factlint makes no folders",
            ));
        }
        let fail = |error: io::Error| {
            WorkspaceError::usage(
                message!("the output `{name}` cannot be written: {reason}", name, reason = problems::reason(&error)),
                "check the permissions of the file and of its folder",
            )
        };
        let sink = match &metadata {
            Some(metadata) if !metadata.is_file() => {
                Sink::Target(OpenOptions::new().write(true).open(&target).map_err(fail)?)
            }
            existing => {
                // Renaming asks only whether the folder may be written.
                if existing.is_some() {
                    OpenOptions::new().write(true).open(&target).map_err(fail)?;
                }
                recover(folder);
                let temporary = Temporary::create(&target, existing.as_ref()).map_err(fail)?;
                if let Some(metadata) = existing {
                    // Where the mode cannot be kept, the output is still worth having.
                    let _ = temporary.file().set_permissions(metadata.permissions());
                }
                Sink::Beside(temporary)
            }
        };
        Ok(Self { name, target, writer: BufWriter::with_capacity(1 << 16, sink), error: None })
    }

    /// Returns the name, as shown to people.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Returns whether a path leads to the same file.
    pub(crate) fn is_at(&self, path: &Path) -> bool {
        path.file_name() == self.target.file_name() && absolute(path) == absolute(&self.target)
    }

    /// Returns whether two outputs would take each other's place.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        matches!(self.writer.get_ref(), Sink::Beside(_)) && other.is_at(&self.target)
    }

    /// Adds text; an error is told at the end.
    pub(crate) fn write(&mut self, text: &str) {
        if self.error.is_none() {
            self.error = self.writer.write_all(text.as_bytes()).err();
        }
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// If something could not be written; what was there before is left.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        self.writer.flush()?;
        let (sink, _) = self.writer.into_parts();
        if let Sink::Beside(temporary) = sink {
            temporary.sync()?;
            temporary.rename(&self.target)?;
            sync_folder(&self.target);
        }
        Ok(())
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Beside(temporary) => temporary.write(bytes),
            Self::Target(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Beside(temporary) => temporary.flush(),
            Self::Target(file) => file.flush(),
        }
    }
}

/// Returns what tells a file from others, whether it exists or not.
fn absolute(path: &Path) -> Option<PathBuf> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    fs::canonicalize(path)
        .or_else(|_| Ok::<_, io::Error>(fs::canonicalize(folder)?.join(path.file_name().unwrap_or_default())))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::names;

    #[test]
    fn a_file_is_there_only_when_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("报告.json");
        fs::write(&path, "before").unwrap();
        let mut output = OutputFile::create(&path).unwrap();
        output.write("after");
        assert_eq!(fs::read_to_string(&path).unwrap(), "before");
        output.finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "after");
        let mut cut_off = OutputFile::create(&path).unwrap();
        cut_off.write("half");
        drop(cut_off);
        assert_eq!(fs::read_to_string(&path).unwrap(), "after");
        assert_eq!(names(folder.path()), ["报告.json"]);
    }

    #[test]
    fn what_cannot_become_a_file_is_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let message = |path: &Path| OutputFile::create(path).unwrap_err().to_string();
        assert!(message(folder.path()).ends_with("is a folder"));
        assert!(message(&folder.path().join("none/a.json")).contains("does not exist"));
    }

    #[test]
    fn the_same_file_is_known_by_any_name() {
        let folder = tempfile::tempdir().unwrap();
        let one = OutputFile::create(&folder.path().join("a.json")).unwrap();
        let other = OutputFile::create(&folder.path().join("./a.json")).unwrap();
        assert!(one.is_same(&other) && one.is_at(&folder.path().join("a.json")));
        assert!(!one.is_at(&folder.path().join("b.json")));
    }
}
