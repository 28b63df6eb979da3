//! The command line: arguments in, output and an exit code out.
//!
//! Main function: [`main`]. The only module that prints, asks the clock what day it is, or looks at the terminal.
//!
//! Exit codes: 0, nothing at or above `--fail-on`; 1, findings, or input of `extract` that was passed over; 2, the run
//! could not be done or not be completed.

mod arguments;
mod baseline;
mod cache;
mod check;
mod config;
mod console;
mod explain;
mod extract;
mod extract_lines;
mod generate;
mod init;
mod language;
mod output_arguments;
mod outputs;
mod progress;
mod reference;
mod rules;
mod selecting;
mod verbose;
mod watch;

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::ExitCode;

use clap::FromArgMatches as _;
use clap::error::{ContextKind, ContextValue};

use arguments::{Arguments, Command};
use console::Console;

use crate::message::Language;
use crate::render::neutral_line;
use crate::workspace::{self, STACK_BYTES, WorkspaceError};

/// What a command came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Done, and nothing that should fail.
    Clean,
    /// Done, with findings.
    Findings,
    /// Not done, or not completely.
    Failed,
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    workspace::remember_panics();
    let arguments: Vec<OsString> = std::env::args_os().collect();
    let language = language::asked_for(&arguments).unwrap_or_default();
    let outcome = with_stack(|| workspace::catch_panic(|| run(&arguments))).unwrap_or_else(|words| {
        let mut console = Console::new(language);
        console.error(
            message!("factlint itself failed: {words}", words),
            "this is a defect of factlint: please report it with the command that you gave",
        );
        Outcome::Failed
    });
    ExitCode::from(outcome.code())
}

/// Runs a function on a thread whose stack is as large as parsers need, whatever the system gives the first thread.
fn with_stack<T: Send>(function: impl Fn() -> T + Sync) -> T {
    let on_thread = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, &function);
        thread.ok().map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    on_thread.unwrap_or_else(function)
}

fn run(given: &[OsString]) -> Outcome {
    let asked = language::asked_for(given).unwrap_or_default();
    let (language, arguments) = match parse(given, asked) {
        Ok(parsed) => parsed,
        Err(error) => {
            // The message repeats what was given, which may come from the name of a file: it is read once more, harmless.
            let harmless: Vec<OsString> = given.iter().map(|argument| harmless(argument)).collect();
            let mut error = parse(&harmless, asked).err().unwrap_or(error);
            suggest_check(&mut error);
            if asked != Language::English
                && let Some((message, help)) = language::complaint(&error)
            {
                Console::new(asked).error(message, help);
                return Outcome::Failed;
            }
            // Help and version come this way too, and are no errors. Where they cannot be printed, nothing can be said.
            let _ = error.print();
            return if error.use_stderr() { Outcome::Failed } else { Outcome::Clean };
        }
    };
    let mut console = Console::new(language);
    let outcome = match &arguments.command {
        Command::Check(arguments) if arguments.watch.watch => watch::watch(arguments, &mut console),
        Command::Check(arguments) => check::check(arguments, &mut console),
        Command::Config(arguments) => config::run(arguments, &mut console),
        Command::Baseline(arguments) => baseline::baseline(arguments, &mut console),
        Command::Init(arguments) => init::init(arguments, &mut console),
        Command::Rules(arguments) => rules::list(arguments, &mut console),
        Command::Explain(arguments) => explain::explain(arguments, &mut console),
        Command::Extract(arguments) => extract::extract(arguments, &mut console),
        Command::Reference(arguments) => reference::run(arguments, &mut console),
        Command::Cache(commands) => cache::run(commands, &mut console),
        Command::Completions(arguments) => Ok(generate::completions(arguments, &mut console)),
        Command::Man(arguments) => generate::man(arguments, &mut console),
    };
    let outcome = outcome.unwrap_or_else(|error| {
        if let WorkspaceError::Usage { message, help } = &error {
            console.error(message.clone(), help.clone());
        }
        Outcome::Failed
    });
    match console.finish() {
        Ok(()) => outcome,
        Err(error) => {
            console.error(
                message!("the output cannot be written: {reason}", reason = workspace::reason(&error)),
                "what was printed is not complete",
            );
            Outcome::Failed
        }
    }
}

/// Where a path stands in the place of the command, says how to check it.
fn suggest_check(error: &mut clap::Error) {
    if let Some(ContextValue::String(name)) = error.get(ContextKind::InvalidSubcommand)
        && Path::new(name).exists()
    {
        let command = format!("to check it, write `factlint check {name}`");
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![command.into()]));
    }
}

fn parse(arguments: &[OsString], asked: Language) -> Result<(Language, Arguments), clap::Error> {
    let matches = language::command(asked).try_get_matches_from(arguments)?;
    let mut arguments = Arguments::from_arg_matches(&matches)?;
    if let (Command::Check(arguments), Some((_, matches))) = (&mut arguments.command, matches.subcommand()) {
        arguments.showing.note(matches);
    }
    Ok((language::of(&arguments, &matches), arguments))
}

/// Returns an argument that can be printed anywhere in a line, and at its start.
fn harmless(argument: &OsStr) -> OsString {
    neutral_line(&argument.to_string_lossy()).replace("::", ":\\u{3a}").into()
}

impl Outcome {
    const fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Failed => 2,
        }
    }
}
