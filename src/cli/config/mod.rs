//! `factlint config`: what holds for a document and where that was said, and the JSON Schema of configurations.

mod effective;

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;

use super::Outcome;
use super::arguments::Colour;
use super::check::today;
use super::console::{Console, error_style};
use super::selecting::SelectingArguments;
use crate::catalogue;
use crate::check::{Counts, FileReport};
use crate::config;
use crate::diagnostic::InvalidInput;
use crate::message::{Language, Message};
use crate::render::{Format, Renderer, neutral_line, to_json};
use crate::workspace::{Place, Target, WorkspaceError};
use effective::{Effective, Value, effective};

#[derive(Debug, Args)]
pub(super) struct ConfigArguments {
    #[command(subcommand)]
    pub(super) command: ConfigCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum ConfigCommand {
    /// Shows every value that holds for a document, and the file, line and column that set it.
    Show(ShowArguments),
    /// Prints the JSON Schema of factlint.yaml, for completion in an editor.
    Schema,
}

#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 shown; 2 the configuration cannot be used.")]
pub(super) struct ShowArguments {
    /// A document, which need not exist, or a folder for any document in it.
    #[arg(value_name = "PATH", default_value = ".")]
    path: PathBuf,

    /// How it is written.
    #[arg(long, value_enum, default_value_t = ShowFormat::Pretty)]
    format: ShowFormat,

    /// Only what a configuration or the command line sets, without defaults.
    #[arg(long)]
    no_defaults: bool,

    /// A configuration for all files, instead of the nearest factlint.yaml above each.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    #[command(flatten)]
    selecting: SelectingArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ShowFormat {
    /// Text, for people.
    Pretty,
    /// One JSON object, for programs.
    Json,
}

/// Runs one of the commands.
///
/// # Errors
/// If something that was asked for cannot be had.
pub(super) fn run(arguments: &ConfigArguments, console: &mut Console) -> Result<Outcome, WorkspaceError> {
    match &arguments.command {
        ConfigCommand::Schema => {
            console.write(&schema_text());
            Ok(Outcome::Clean)
        }
        ConfigCommand::Show(arguments) => match show(arguments, console) {
            Err(WorkspaceError::Invalid { inputs }) => {
                let mut renderer = Renderer::new(Format::Pretty, error_style(Colour::Auto, console.language()));
                let mut output = String::new();
                for InvalidInput { file, diagnostics } in inputs {
                    renderer.report(&FileReport::new(file, diagnostics, Counts::default()), &mut output);
                }
                console.write_error(&output);
                Ok(Outcome::Failed)
            }
            result => result,
        },
    }
}

/// Returns the JSON Schema as it stands in `schemas/` and is written by `init`.
pub(super) fn schema_text() -> String {
    let mut text = serde_json::to_string_pretty(&config::schema()).unwrap_or_default();
    text.push('\n');
    text
}

#[derive(Serialize)]
struct Output<'a> {
    schema_version: u32,
    path: String,
    configurations: &'a [String],
    left_out: Option<&'a effective::Origin>,
    values: &'a [Value],
}

fn show(arguments: &ShowArguments, console: &mut Console) -> Result<Outcome, WorkspaceError> {
    let mut projects = arguments.selecting.projects(arguments.config.as_deref(), today())?;
    // Of a folder, what holds for any document in it.
    let path = if arguments.path.is_dir() { arguments.path.join("any.md") } else { arguments.path.clone() };
    let target = Target { name: path.display().to_string(), place: Place::File(path) };
    let project = projects.of(&target)?;
    arguments.selecting.check(std::iter::once(project.as_ref()))?;
    let exclusion = if arguments.selecting.no_exclude { None } else { projects.exclusion(&target) };
    let mut effective = effective(&project, exclusion, &arguments.selecting);
    if arguments.no_defaults {
        effective.values.retain(|value| !value.origin.is_default());
    }
    let shown = arguments.path.display().to_string();
    match arguments.format {
        ShowFormat::Pretty => console.write(&text(&shown, &effective, console.language())),
        ShowFormat::Json => {
            let Effective { configurations, left_out, values } = &effective;
            let output = Output { schema_version: 1, path: shown, configurations, left_out: left_out.as_ref(), values };
            console.write(&to_json(&output));
            console.write("\n");
        }
    }
    Ok(Outcome::Clean)
}

fn text(path: &str, effective: &Effective, language: Language) -> String {
    let say = |message: Message| catalogue::text(&message, language).into_owned();
    let mut lines = vec![say(message!("what holds for {path}", path))];
    match effective.configurations.split_last() {
        None => lines.push(say(message!("no configuration: what holds by default"))),
        Some((own, extended)) => {
            lines.push(say(message!("configuration: {own}", own)));
            lines.extend(extended.iter().map(|one| say(message!("     built on: {one}", one))));
        }
    }
    if let Some(origin) = &effective.left_out {
        lines.push(say(message!("left out by {origin}", origin)));
    }
    lines.push(String::new());
    let width = |of: fn(&Value) -> &str| {
        effective.values.iter().map(|value| of(value).chars().count()).filter(|width| *width <= 48).max().unwrap_or(0)
    };
    let (key_width, value_width) = (width(|value| &value.key), width(|value| &value.value));
    for Value { key, value, origin } in &effective.values {
        let origin = match origin {
            effective::Origin::Default => say(message!("default")),
            effective::Origin::CommandLine { flag } => say(message!("command line: {flag}", flag)),
            effective::Origin::File { .. } => origin.to_string(),
        };
        lines.push(format!("{key:key_width$}  {value:value_width$}  {origin}"));
    }
    lines.iter().map(|line| format!("{}\n", neutral_line(line))).collect()
}
