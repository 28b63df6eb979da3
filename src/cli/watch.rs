//! `factlint check --watch`.

use std::io::{self, IsTerminal as _};
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;

use super::Outcome;
use super::arguments::{CheckArguments, RUN};
use super::check::check;
use super::console::Console;
use crate::render::plural;
use crate::workspace::{Debounce, Watch, WorkspaceError};

/// The least time between two looks at the disk.
const PAUSE: Duration = Duration::from_millis(250);

/// The share of the time that looking may take: one part in so many.
const SHARE: u32 = 25;

/// Puts the cursor at the top of an empty window, and leaves alone what can be scrolled back to.
const CLEAR: &str = "\x1b[2J\x1b[H";

#[derive(Clone, Debug, Args)]
pub(super) struct WatchArguments {
    /// Checks again whenever a document, the configuration or a table has been saved, until Ctrl-C.
    #[arg(long, conflicts_with_all = ["fix", "diff", "stdin_filename"], help_heading = RUN)]
    pub(super) watch: bool,
}

/// Checks over and over.
///
/// # Errors
/// If the arguments cannot be watched.
pub(super) fn watch(arguments: &CheckArguments, console: &mut Console) -> Result<Outcome, WorkspaceError> {
    if arguments.paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(WorkspaceError::usage("standard input cannot be watched", "name the files or folders to watch"));
    }
    let mut watch = Watch::new(&arguments.paths);
    let mut debounce = Debounce::default();
    loop {
        let before = watch.snapshot();
        if io::stdout().is_terminal() {
            console.write(CLEAR);
        }
        match check(arguments, console) {
            // A path that is not there may come back; so may what a flag asks for. Both are told, and watched.
            Err(WorkspaceError::Usage { message, help }) => console.error(message, help),
            Err(WorkspaceError::Invalid { .. }) | Ok(_) => {}
        }
        let seen = watch.note_run(before);
        let files = plural(seen.n_files(), "file");
        console.tell(&message!("watching {files}; Ctrl-C ends it\n", files));
        if console.is_closed() {
            return Ok(Outcome::Clean);
        }
        debounce.note_run(seen);
        wait(&watch, &mut debounce);
    }
}

/// Returns once there is something new to check. Between two looks the thread sleeps, the longer the more there is to see.
fn wait(watch: &Watch, debounce: &mut Debounce) {
    let mut pause = PAUSE;
    loop {
        thread::sleep(pause);
        let started = Instant::now();
        if debounce.step(watch.snapshot()) {
            return;
        }
        pause = PAUSE.max(started.elapsed() * SHARE);
    }
}
