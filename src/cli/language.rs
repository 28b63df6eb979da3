//! The language that factlint speaks: chosen by `--lang`, else by the configuration, never by the locale.

use std::ffi::OsString;

use clap::builder::{PossibleValue, StyledStr};
use clap::error::{ContextKind, ErrorKind};
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
    let mut command = Arguments::command();
    match language {
        Language::English => command,
        Language::Chinese => {
            // What clap adds itself is there then.
            command.build();
            translated(command, language)
        }
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
    if let Some(help) = said(command.get_after_long_help()) {
        command = command.after_long_help(help);
    }
    command = command
        .help_template(words(TEMPLATE, language))
        .subcommand_help_heading(catalogue::words("Commands", language))
        .mut_args(|argument| translated_argument(argument, language))
        .mut_subcommands(|command| translated(command, language));
    command
}

/// How help is laid out, as clap has it, with the headings that it writes itself.
const TEMPLATE: &str = "{before-help}{about-with-newline}\nUsage: {usage}\n\n{all-args}{after-help}";

fn translated_argument(mut argument: clap::Arg, language: Language) -> clap::Arg {
    let said = |text: Option<&StyledStr>| text.map(|text| words(&text.to_string(), language));
    let short = said(argument.get_help()).unwrap_or_default();
    let long = said(argument.get_long_help()).unwrap_or_else(|| short.clone());
    let own = if argument.is_positional() { "Arguments" } else { "Options" };
    if let Some(heading) = catalogue::chinese(argument.get_help_heading().unwrap_or(own)) {
        argument = argument.help_heading(heading);
    }
    let choices = Choices::of(&argument, language);
    argument
        .hide_possible_values(true)
        .hide_default_value(true)
        .hide_env(true)
        .help(format!("{short}{}", choices.in_line(language)))
        .long_help(format!("{long}{}", choices.in_lines(language)))
}

/// What clap says of an argument itself: what it can be, what it is by default, and which variable sets it.
struct Choices {
    /// Each value with what it does, which may be nothing.
    values: Vec<(String, String)>,
    default: Option<String>,
    variable: Option<String>,
}

impl Choices {
    fn of(argument: &clap::Arg, language: Language) -> Self {
        let said = |text: Option<&StyledStr>| text.map_or_else(String::new, |text| words(&text.to_string(), language));
        let takes_value = argument.get_action().takes_values();
        let values = argument.get_possible_values();
        let values = values.iter().filter(|value| takes_value && !value.is_hide_set());
        let values = values.map(|value| (value.get_name().to_owned(), said(value.get_help()))).collect();
        let defaults = argument.get_default_values().iter().map(|value| value.to_string_lossy());
        let defaults: Vec<_> = defaults.filter(|_| takes_value && !argument.is_hide_default_value_set()).collect();
        let default = (!defaults.is_empty()).then(|| defaults.join(" "));
        let variable = argument.get_env().map(|name| name.to_string_lossy().into_owned());
        Self { values, default, variable }
    }

    /// Returns them for `-h`, which has a line for an argument.
    fn in_line(&self, language: Language) -> String {
        let values: Vec<&str> = self.values.iter().map(|(value, _)| value.as_str()).collect();
        let values = (!values.is_empty()).then(|| values.join(", "));
        let values = values.map(|values| filled("[possible values: {value}]", &values, language));
        values.into_iter().chain(self.notes(language)).map(|note| format!(" {note}")).collect()
    }

    /// Returns them for `--help`, which says what each value does.
    fn in_lines(&self, language: Language) -> String {
        let mut lines = String::new();
        if !self.values.is_empty() {
            lines.push_str(&format!("\n\n{}", words("Possible values:", language)));
        }
        for (value, help) in &self.values {
            let help = if help.is_empty() { String::new() } else { filled(": {value}", help, language) };
            lines.push_str(&format!("\n- {value}{help}"));
        }
        for note in self.notes(language) {
            lines.push_str(&format!("\n\n{note}"));
        }
        lines
    }

    fn notes(&self, language: Language) -> impl Iterator<Item = String> {
        let default = self.default.as_ref().map(|value| filled("[default: {value}]", value, language));
        let variable = self.variable.as_ref().map(|name| filled("[environment variable: {value}]", name, language));
        default.into_iter().chain(variable)
    }
}

/// Returns words in a language, `{value}` in them replaced by what the user types, which is the same in all languages.
fn filled(template: &str, value: &str, language: Language) -> String {
    words(template, language).replace("{value}", value)
}

/// Returns what is wrong with arguments, and what to do, in words of factlint; `None` leaves it to clap, which speaks
/// English.
pub(super) fn complaint(error: &clap::Error) -> Option<(Message, Message)> {
    let said = |kind| error.get(kind).map(ToString::to_string).filter(|text| !text.is_empty());
    let message = match error.kind() {
        ErrorKind::UnknownArgument => {
            message!("there is no option `{argument}` here", argument = said(ContextKind::InvalidArg)?)
        }
        ErrorKind::InvalidSubcommand => {
            message!("there is no command `{name}`", name = said(ContextKind::InvalidSubcommand)?)
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let argument = said(ContextKind::InvalidArg)?;
            match said(ContextKind::InvalidValue) {
                Some(value) => message!("`{argument}` cannot be `{value}`", argument, value),
                None => message!("`{argument}` has no value", argument),
            }
        }
        ErrorKind::MissingRequiredArgument => {
            message!("`{argument}` is missing", argument = said(ContextKind::InvalidArg)?)
        }
        ErrorKind::ArgumentConflict => message!(
            "`{argument}` and `{other}` exclude each other",
            argument = said(ContextKind::InvalidArg)?,
            other = said(ContextKind::PriorArg)?
        ),
        _ => return None,
    };
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let help = if let Some(near) = near.into_iter().find_map(said) {
        message!("did you mean `{near}`?", near)
    } else if let Some(values) = said(ContextKind::ValidValue) {
        message!("it can be {values}", values)
    } else if let Some(reason) = std::error::Error::source(error) {
        Message::verbatim(reason.to_string())
    } else {
        message!("`factlint --help` shows what can be given")
    };
    Some((message, help))
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

    /// Adds the sentences of the help that have no Chinese.
    fn add_missing(command: &clap::Command, missing: &mut Vec<String>) {
        let of_command =
            [command.get_about(), command.get_long_about(), command.get_after_help(), command.get_after_long_help()];
        let of_arguments = command.get_arguments().flat_map(|argument| [argument.get_help(), argument.get_long_help()]);
        let texts = of_command.into_iter().chain(of_arguments).flatten().map(ToString::to_string);
        let headings = command.get_arguments().filter_map(|argument| argument.get_help_heading());
        let values = command.get_arguments().flat_map(clap::Arg::get_possible_values);
        // The name of a language stands in that language.
        let values = values.filter(|value| Language::from_code(value.get_name()).is_none());
        let values = values.filter_map(|value| value.get_help().map(ToString::to_string));
        let texts = texts.chain(headings.map(str::to_owned)).chain(values);
        missing.extend(texts.filter(|text| words(text, Language::Chinese) == *text));
        for command in command.get_subcommands() {
            add_missing(command, missing);
        }
    }

    #[test]
    fn clap_leaves_no_words_of_its_own_in_chinese_help() {
        let mut command = command(Language::Chinese);
        let check = command.find_subcommand_mut("check").expect("it is a command");
        let (short, long) = (check.render_help().to_string(), check.render_long_help().to_string());
        for help in [&short, &long] {
            assert!(!["ossible values", "default:", "env:"].iter().any(|words| help.contains(words)), "{help}");
            assert!(help.contains("[默认：warning]") && help.contains("[环境变量：FACTLINT_THREADS]"), "{help}");
        }
        assert!(short.contains("[可选值：error, warning, info, never]"), "{short}");
        assert!(long.contains("- error：只算错误级别的问题"), "{long}");
    }

    #[test]
    fn the_help_of_every_command_and_argument_is_in_chinese() {
        let mut command = Arguments::command();
        command.build();
        let mut missing = Vec::new();
        add_missing(&command, &mut missing);
        missing.sort();
        missing.dedup();
        assert!(missing.is_empty(), "{missing:#?}");
    }
}
