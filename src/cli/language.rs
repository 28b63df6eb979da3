//! The language that factlint speaks: chosen by `--lang`, else by the configuration, never by the locale.

use std::ffi::OsString;

use clap::builder::{PossibleValue, StyledStr};
use clap::{ArgMatches, CommandFactory as _, ValueEnum};

use super::arguments::{Arguments, Command};
use crate::catalogue;
use crate::config::Config;
use crate::message::{Language, Message};
use crate::workspace::{ConfigurationChoice, current_configuration};

impl ValueEnum for Language {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::English, Self::Chinese]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.code()).help(match self {
            Self::English => "English",
            Self::Chinese => "简体中文",
        }))
    }
}

/// Returns the language that some arguments ask for, before they are read: that of help, and of what is wrong with them.
pub(super) fn asked_for(arguments: &[OsString]) -> Option<Language> {
    let mut words = arguments.iter().skip(1).map_while(|word| word.to_str()).take_while(|word| *word != "--");
    let mut asked = None;
    while let Some(word) = words.next() {
        let code = if word == "--lang" { words.next() } else { word.strip_prefix("--lang=") };
        asked = code.and_then(Language::from_code).or(asked);
    }
    asked
}

/// Returns the language of a command.
pub(super) fn of(arguments: &Arguments, matches: &ArgMatches) -> Language {
    if let Some(language) = arguments.lang {
        return language;
    }
    let choice = match &arguments.command {
        Command::Check(arguments) => arguments.selecting.choice(arguments.config.as_deref()),
        Command::Config(_) | Command::Completions(_) | Command::Man(_) => ConfigurationChoice::Nearest,
        _ => {
            let (_, matches) = matches.subcommand().unwrap_or(("", matches));
            let named = matches.try_get_one::<std::path::PathBuf>("config").ok().flatten();
            named.map_or(ConfigurationChoice::Nearest, |path| ConfigurationChoice::Named(path))
        }
    };
    let layers = current_configuration(choice);
    let configured = layers.as_ref().and_then(|layers| layers.last(|config: &Config| config.lang.as_ref()));
    configured.and_then(|(code, _)| Language::from_code(code)).unwrap_or_default()
}

/// Returns the command line, its help in a language.
pub(super) fn command(language: Language) -> clap::Command {
    let command = Arguments::command();
    match language {
        Language::English => command,
        Language::Chinese => translated(command, language),
    }
}

/// Puts every sentence of a command, of its arguments and of its commands into a language.
fn translated(mut command: clap::Command, language: Language) -> clap::Command {
    let said = |text: Option<&StyledStr>| text.map(|text| words(&text.to_string(), language));
    if let Some(about) = said(command.get_about()) {
        command = command.about(about);
    }
    if let Some(about) = said(command.get_long_about()) {
        command = command.long_about(about);
    }
    if let Some(help) = said(command.get_after_help()) {
        command = command.after_help(help);
    }
    command = command
        .help_template(words(TEMPLATE, language))
        .mut_args(|argument| translated_argument(argument, language))
        .mut_subcommands(|command| translated(command, language));
    command
}

/// How help is laid out, as clap has it, with the headings that it writes itself.
const TEMPLATE: &str = "{before-help}{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}";

fn translated_argument(mut argument: clap::Arg, language: Language) -> clap::Arg {
    if let Some(help) = argument.get_help().map(|help| words(&help.to_string(), language)) {
        argument = argument.help(help);
    }
    if let Some(help) = argument.get_long_help().map(|help| words(&help.to_string(), language)) {
        argument = argument.long_help(help);
    }
    if let Some(heading) = argument.get_help_heading().and_then(catalogue::chinese) {
        argument = argument.help_heading(heading);
    }
    argument
}

/// Returns words of the command line in a language.
fn words(words: &str, language: Language) -> String {
    catalogue::text(&Message::verbatim(words), language).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_of_help_is_known_before_the_arguments_are_read() {
        let of = |line: &str| asked_for(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(of("factlint check --lang zh --help"), Some(Language::Chinese));
        assert_eq!(of("factlint --lang=zh chekc"), Some(Language::Chinese));
        assert_eq!(of("factlint check --lang=zh --lang en"), Some(Language::English));
        assert_eq!(of("factlint check -- --lang zh"), None);
        assert_eq!(of("factlint --lang"), None);
    }
}
