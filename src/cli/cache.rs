//! Where the cache is, whether it is used, and `factlint cache`.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use clap::builder::FalseyValueParser;
use clap::{ArgAction, Args, Subcommand};

use super::Outcome;
use super::arguments::RUN;
use super::console::Console;
use crate::message::Message;
use crate::render::{neutral_line, neutral_path};
use crate::workspace::{Cache, Cleaned, Project, Target, WorkspaceError, clean_cache, reason};

/// The options of a command that uses the cache.
#[derive(Clone, Debug, Args)]
pub(super) struct CacheArguments {
    /// Checks every file anew: the cache is neither read nor written.
    #[arg(
        long,
        env = "FACTLINT_NO_CACHE",
        hide_env_values = true,
        help_heading = RUN,
        action = ArgAction::SetTrue,
        value_parser = FalseyValueParser::new()
    )]
    no_cache: bool,

    #[command(flatten)]
    folder: CacheFolder,
}

#[derive(Clone, Debug, Args)]
struct CacheFolder {
    /// The folder of the cache [default: `factlint` in the user's folder for caches].
    #[arg(long, value_name = "FOLDER", env = "FACTLINT_CACHE_DIR", hide_env_values = true, help_heading = RUN)]
    cache_dir: Option<PathBuf>,
}

/// `factlint cache …`
#[derive(Debug, Args)]
pub(super) struct CacheCommands {
    #[command(subcommand)]
    command: CacheCommand,
}

#[derive(Debug, Subcommand)]
enum CacheCommand {
    /// Removes the caches of all workspaces.
    Clean(CacheFolder),
    /// Prints the folder of the cache.
    Dir(CacheFolder),
}

impl CacheArguments {
    /// Opens the cache for the jobs of a run; `None` where it is not used, or there is no folder for it.
    pub(super) fn open(&self, jobs: &[(Target, Arc<Project>)], today: NaiveDate) -> Option<Cache> {
        let folder = (!self.no_cache).then(|| self.folder.path()).flatten()?;
        Some(Cache::open(&folder, jobs, today))
    }

    /// Keeps what the run found for the next one.
    pub(super) fn save(&self, cache: Option<Cache>, console: &mut Console) {
        let Some(Err(error)) = cache.map(Cache::save) else { return };
        // A home that cannot be written is nothing to complain of in every run, a folder that somebody named is.
        if let Some(folder) = &self.folder.cache_dir {
            let (folder, reason) = (folder.display(), reason(&error));
            console.remark(message!("the cache in `{folder}` cannot be written: {reason}", folder, reason));
        }
    }
}

impl CacheFolder {
    /// Returns the folder: the one that is named, or else the one that the system has for caches.
    fn path(&self) -> Option<PathBuf> {
        self.cache_dir.clone().or_else(|| {
            let folder = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
            default_folder(folder, env::home_dir())
        })
    }

    fn required(&self) -> Result<PathBuf, WorkspaceError> {
        let none = || WorkspaceError::usage("there is no folder for caches here", "name one: `--cache-dir FOLDER`");
        self.path().ok_or_else(none)
    }
}

/// Returns the folder that the system has for the caches of factlint; `variable` gives absolute paths of the environment.
fn default_folder(variable: impl Fn(&str) -> Option<PathBuf>, home: Option<PathBuf>) -> Option<PathBuf> {
    let home = home.filter(|home| home.is_absolute());
    let system = || {
        if cfg!(windows) {
            variable("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            home.map(|home| home.join("Library/Caches"))
        } else {
            home.map(|home| home.join(".cache"))
        }
    };
    // Whoever sets it wants it, whatever the system.
    variable("XDG_CACHE_HOME").or_else(system).map(|folder| folder.join("factlint"))
}

/// Runs `factlint cache`.
///
/// # Errors
/// If there is no folder for caches, or it cannot be cleaned.
pub(super) fn run(commands: &CacheCommands, console: &mut Console) -> Result<Outcome, WorkspaceError> {
    match &commands.command {
        CacheCommand::Dir(folder) => {
            let folder = folder.required()?.display().to_string();
            console.write(&format!("{}\n", neutral_path(&folder)));
        }
        CacheCommand::Clean(folder) => {
            let folder = folder.required()?;
            let cleaned = clean_cache(&folder).map_err(|error| {
                let (folder, reason) = (folder.display(), reason(&error));
                let message = message!("the cache in `{folder}` cannot be removed: {reason}", folder, reason);
                WorkspaceError::usage(message, "check the permissions of the folder")
            })?;
            console.say(&sentence(cleaned, &folder));
        }
    }
    Ok(Outcome::Clean)
}

fn sentence(Cleaned { files, bytes }: Cleaned, folder: &Path) -> Message {
    let (folder, size) = (folder.display().to_string(), bytes.div_ceil(1000));
    let folder = neutral_line(&folder);
    match files {
        0 => message!("there is no cache in {folder}\n", folder),
        1 => message!("removed 1 cache ({size} KB) from {folder}\n", size, folder),
        _ => message!("removed {files} caches ({size} KB) from {folder}\n", files, size, folder),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn the_folder_is_the_one_of_the_system() {
        let home = || Some(PathBuf::from("/home/a"));
        let set = |name: &str| (name == "XDG_CACHE_HOME").then(|| PathBuf::from("/caches"));
        assert_eq!(default_folder(set, home()), Some(PathBuf::from("/caches/factlint")));
        assert_eq!(default_folder(|_| None, None), None);
        assert_eq!(default_folder(|_| None, Some(PathBuf::from("relative"))), None);
        let of_home = default_folder(|_| None, home()).unwrap();
        assert!(of_home.starts_with("/home/a") && of_home.ends_with("factlint"));
    }
}
