//! Texts that are made of the arguments themselves: completions for shells, and manual pages.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;

use super::Outcome;
use super::arguments::Arguments;
use super::console::Console;
use crate::config::nearest;
use crate::workspace::WorkspaceError;

#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    /// The shell.
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

#[derive(Debug, Args)]
pub(super) struct ManArguments {
    /// A command, or a command of a command, such as `reference check` [default: factlint itself].
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

/// Prints what a shell needs to complete the arguments of factlint.
pub(super) fn completions(arguments: &CompletionsArguments, console: &mut Console) -> Outcome {
    let mut bytes = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "factlint", &mut bytes);
    console.write(&String::from_utf8_lossy(&bytes));
    Outcome::Clean
}

/// Prints a manual page in roff, as `man` reads it.
///
/// # Errors
/// If there is no such command.
pub(super) fn man(arguments: &ManArguments, console: &mut Console) -> Result<Outcome, WorkspaceError> {
    let mut command = Arguments::command().disable_help_subcommand(true);
    command.build();
    let mut page = &command;
    for name in &arguments.command {
        page = page.find_subcommand(name).ok_or_else(|| {
            let names: Vec<&str> = page.get_subcommands().map(clap::Command::get_name).collect();
            let guess = nearest(name, names.iter().copied());
            let help = match guess {
                Some(guess) => message!("did you mean `{guess}`?", guess),
                None if names.is_empty() => {
                    message!("`{command}` has no commands of its own", command = page.get_name())
                }
                None => message!("the commands are {names}", names = names.join(", ")),
            };
            WorkspaceError::usage(message!("there is no command `{name}`", name), help)
        })?;
    }
    let mut bytes = Vec::new();
    // Writing into memory cannot fail.
    let _ = Man::new(page.clone()).source(concat!("factlint ", env!("CARGO_PKG_VERSION"))).render(&mut bytes);
    console.write(&String::from_utf8_lossy(&bytes));
    Ok(Outcome::Clean)
}
