//! Which documents, rules and findings a command is about, and what the configuration says where the command does not.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, ValueEnum as _};

use super::arguments::{CheckArguments, FailOn};
use crate::config::{Config, Origin, Selection, Selector};
use crate::message::Message;
use crate::render::Format;
use crate::workspace::{
    Changes, ConfigurationChoice, Discovery, Excluded, Project, Projects, WorkspaceError, current_configuration,
    discover, discover_for, leave_out, standard_input,
};

/// What is selected; shared by the commands that look at documents with a configuration.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Selecting")]
pub(super) struct SelectingArguments {
    /// Only these findings: rules (claim/refuted-value), groups (claim) or levels (error); names a rule that is off to
    /// switch it on.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) select: Vec<String>,

    /// These rules too: ones that are off, or that a wider --ignore takes away.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) extend_select: Vec<String>,

    /// Not these findings; the narrower of --select and --ignore wins, and between equals --ignore.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,

    /// No configuration at all, only what holds by default.
    #[arg(long, conflicts_with = "config")]
    pub(super) isolated: bool,

    /// Also checks what `exclude` and `include` of the configuration leave out.
    #[arg(long)]
    pub(super) no_exclude: bool,
}

/// Which findings of a check are shown.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Selecting")]
pub(super) struct ShowingArguments {
    /// Counts the findings by rule instead of showing them.
    #[arg(long, conflicts_with_all = ["fix", "diff", "coverage"])]
    pub(super) statistics: bool,

    /// Only findings that touch lines changed since a revision of the git repository (`main...` for the commit that both
    /// have in common) [default: HEAD, so what is not committed yet].
    #[arg(
        long,
        value_name = "REV",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "HEAD",
        conflicts_with_all = ["changed_from", "fix", "diff"]
    )]
    pub(super) only_changed: Option<String>,

    /// Only findings that touch lines changed by a unified diff; `-` is standard input.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["fix", "diff"])]
    pub(super) changed_from: Option<PathBuf>,

    // What the command line itself says, so that the configuration decides on the rest.
    #[arg(skip)]
    pub(super) has_format: bool,
    #[arg(skip)]
    pub(super) has_fail_on: bool,
}

impl ShowingArguments {
    /// Takes note of what the command line says itself.
    pub(super) fn note(&mut self, matches: &ArgMatches) {
        let sources = [Some(ValueSource::CommandLine), Some(ValueSource::EnvVariable)];
        let is_given = |name: &str| sources.contains(&matches.value_source(name));
        self.has_format = is_given("format");
        self.has_fail_on = is_given("fail_on");
    }

    /// Reads what changed, where only that is wanted.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) fn changes(&self, paths: &[PathBuf], stdin: Option<&Path>) -> Result<Option<Changes>, WorkspaceError> {
        if let Some(path) = &self.changed_from {
            if path == Path::new("-") && paths.iter().any(|path| path == Path::new("-")) {
                return Err(WorkspaceError::usage(
                    "standard input cannot be both the document and the diff",
                    "write the diff to a file: `git diff > changes.diff`",
                ));
            }
            return Changes::from_diff(path).map(Some);
        }
        let Some(revision) = &self.only_changed else { return Ok(None) };
        let first = paths.iter().find(|path| path.as_path() != Path::new("-")).map(PathBuf::as_path).or(stdin);
        Changes::since(revision, first.unwrap_or_else(|| Path::new("."))).map(Some)
    }
}

impl SelectingArguments {
    /// Returns what was selected; names that are no rule's of factlint are taken for those of packs.
    pub(super) fn selection(&self) -> Selection {
        let read = |texts: &[String]| texts.iter().filter_map(|text| Selector::parse(text, |_| true).ok()).collect();
        Selection { select: read(&self.select), extend_select: read(&self.extend_select), ignore: read(&self.ignore) }
    }

    /// Checks that every name stands for something: one of factlint's rules and groups, or one of a pack.
    ///
    /// # Errors
    /// If one does not: what was meant, or where to look.
    pub(super) fn check<'p>(&self, projects: impl Iterator<Item = &'p Project>) -> Result<(), WorkspaceError> {
        let all = [("--select", &self.select), ("--extend-select", &self.extend_select), ("--ignore", &self.ignore)];
        if all.iter().all(|(_, texts)| texts.is_empty()) {
            return Ok(());
        }
        let mut packs: Vec<String> = Vec::new();
        for rule in projects.flat_map(|project| &project.settings.packs).flat_map(|pack| &pack.rules) {
            if !packs.contains(&rule.id) {
                packs.push(rule.id.clone());
            }
        }
        let is_known = |name: &str| packs.iter().any(|id| id == name || id.split('/').next() == Some(name));
        for (flag, text) in all.iter().flat_map(|(flag, texts)| texts.iter().map(move |text| (flag, text))) {
            Selector::parse(text, is_known).map_err(|help| {
                WorkspaceError::usage(
                    message!("`{flag}` names no rule, group or level: `{text}`", flag, text = text.trim()),
                    help,
                )
            })?;
        }
        Ok(())
    }

    /// Returns how configurations are found.
    pub(super) fn choice<'c>(&self, config: Option<&'c Path>) -> ConfigurationChoice<'c> {
        if self.isolated { ConfigurationChoice::Isolated } else { config.into() }
    }

    /// Returns the projects of a run.
    ///
    /// # Errors
    /// If a configuration that is named cannot be used.
    pub(super) fn projects(&self, config: Option<&Path>, today: NaiveDate) -> Result<Projects, WorkspaceError> {
        Ok(Projects::new(self.choice(config), today)?.with_selection(self.selection()))
    }

    /// Finds the documents of a run.
    ///
    /// # Errors
    /// If a path does not exist.
    pub(super) fn discover(&self, paths: &[PathBuf], projects: &mut Projects) -> Result<Discovery, WorkspaceError> {
        if self.no_exclude { discover(paths) } else { discover_for(paths, projects) }
    }

    /// Returns standard input as the only document, unless the configuration leaves it out.
    pub(super) fn standard_input(&self, name: Option<&Path>, projects: &mut Projects) -> Discovery {
        let mut discovery = Discovery { targets: vec![standard_input(name)], ..Discovery::default() };
        // A text without a name is no document that a pattern could mean.
        if !self.no_exclude && name.is_some() {
            leave_out(&mut discovery, projects, &[]);
        }
        discovery
    }
}

/// Returns the arguments with what the configuration of the current folder says where the command line does not.
pub(super) fn with_configuration(arguments: &CheckArguments) -> CheckArguments {
    let mut arguments = arguments.clone();
    if arguments.showing.has_format && arguments.showing.has_fail_on {
        return arguments;
    }
    let choice = arguments.selecting.choice(arguments.config.as_deref());
    let Some(layers) = current_configuration(choice) else { return arguments };
    if !arguments.showing.has_format
        && let Some(format) = placed(layers.last(|config: &Config| config.format.as_ref()))
    {
        arguments.output.format = Format::from_str(format, false).ok();
    }
    if !arguments.showing.has_fail_on
        && let Some(level) = placed(layers.last(|config: &Config| config.fail_on.as_ref()))
    {
        arguments.fail_on = FailOn::from_str(level, false).unwrap_or(arguments.fail_on);
    }
    arguments
}

fn placed(found: Option<(&String, Origin)>) -> Option<&str> {
    found.map(|(text, _)| text.as_str())
}

/// Says which documents were named and are left out.
pub(super) fn exclusion_remarks(discovery: &Discovery) -> Vec<Message> {
    let remark = |excluded: &Excluded| {
        let Origin { layer, range } = excluded.exclusion.origin;
        let file = &excluded.layers.layers[layer].file;
        let place = file.position(range.start());
        let why = if excluded.exclusion.is_missing {
            message!("`include` does not have it")
        } else {
            message!("`exclude` has `{pattern}`", pattern = file.slice(range).trim_matches(['"', '\'']))
        };
        message!(
            "`{name}` is left out: {why} ({file}:{line}:{column}); `--no-exclude` checks it all the same",
            name = excluded.name,
            why,
            file = file.path(),
            line = place.line,
            column = place.column
        )
    };
    discovery.excluded.iter().map(remark).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{FAIL_ON, FORMATS};

    #[test]
    fn the_configuration_knows_the_words_of_the_command_line() {
        let names = |values: Vec<clap::builder::PossibleValue>| -> Vec<String> {
            values.iter().map(|value| value.get_name().to_owned()).collect()
        };
        let formats = Format::value_variants().iter().filter_map(clap::ValueEnum::to_possible_value).collect();
        assert_eq!(names(formats), FORMATS);
        let levels = FailOn::value_variants().iter().filter_map(clap::ValueEnum::to_possible_value).collect();
        assert_eq!(names(levels), FAIL_ON);
    }
}
