//! Standard output and standard error.

use std::io::{self, BufWriter, StdoutLock, Write as _};

use anstream::{AutoStream, ColorChoice};
use terminal_size::{Height, Width, terminal_size_of};

use super::arguments::Colour;
use super::output_arguments::Hyperlinks;
use crate::catalogue;
use crate::message::{Language, Message};
use crate::render::{Links, Style, neutral_line};

/// The widths that are used of a window, in columns.
const WIDTHS: std::ops::RangeInclusive<u16> = 40..=140;

/// Where a command writes.
///
/// A reader that goes away (`factlint check | head`) is no error: what it does not take is dropped, and the run goes on,
/// so that the exit code is right.
#[derive(Debug)]
pub(super) struct Console {
    language: Language,
    output: BufWriter<StdoutLock<'static>>,
    is_reader_gone: bool,
    error: Option<io::Error>,
}

impl Console {
    pub(super) fn new(language: Language) -> Self {
        let output = BufWriter::with_capacity(1 << 16, io::stdout().lock());
        Self { language, output, is_reader_gone: false, error: None }
    }

    /// Returns the language that is spoken.
    pub(super) const fn language(&self) -> Language {
        self.language
    }

    /// Writes words of factlint to standard output.
    pub(super) fn say(&mut self, message: &Message) {
        let text = catalogue::text(message, self.language);
        self.write(&text);
    }

    /// Writes to standard output.
    pub(super) fn write(&mut self, text: &str) {
        if self.is_reader_gone || self.error.is_some() {
            return;
        }
        let result = self.output.write_all(text.as_bytes());
        self.note(result);
    }

    /// Sends what has been written, so that whoever waits for it can go on.
    pub(super) fn flush(&mut self) {
        let result = self.output.flush();
        self.note(result);
    }

    /// Returns whether nobody takes what is written any more.
    pub(super) fn is_closed(&self) -> bool {
        self.is_reader_gone || self.error.is_some()
    }

    /// Writes to standard error, after what standard output has got.
    pub(super) fn write_error(&mut self, text: &str) {
        let result = self.output.flush();
        self.note(result);
        // Where even this fails there is nowhere left to say so; the exit code still tells.
        let _ = io::stderr().write_all(text.as_bytes());
    }

    /// Writes words of factlint to standard error.
    pub(super) fn tell(&mut self, message: &Message) {
        let text = catalogue::text(message, self.language);
        self.write_error(&text);
    }

    /// Says what cannot be done, and what to do.
    pub(super) fn error(&mut self, message: impl Into<Message>, help: impl Into<Message>) {
        let (message, help) = (message.into(), help.into());
        let words = |message| catalogue::text(message, self.language);
        let (message, help) = (neutral_line(&words(&message)).into_owned(), neutral_line(&words(&help)).into_owned());
        self.tell(&message!("error: {message}\n  help: {help}\n", message, help));
    }

    /// Says something that is no error and no result.
    pub(super) fn remark(&mut self, message: impl Into<Message>) {
        let words = message.into();
        let words = neutral_line(&catalogue::text(&words, self.language)).into_owned();
        self.tell(&message!("note: {words}\n", words));
    }

    /// Sends what is left.
    ///
    /// # Errors
    /// If something could not be written, for another reason than that its reader went away.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        let result = self.output.flush();
        self.note(result);
        self.error.take().map_or(Ok(()), Err)
    }

    fn note(&mut self, result: io::Result<()>) {
        match result {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.is_reader_gone = true,
            Err(error) => self.error = Some(error),
        }
    }
}

/// Returns how to write to standard output.
pub(super) fn output_style(colour: Colour, language: Language) -> Style {
    let stream = io::stdout();
    Style { language, ..style(colour, AutoStream::choice(&stream), terminal_size_of(&stream)) }
}

/// Returns how to write to standard error.
pub(super) fn error_style(colour: Colour, language: Language) -> Style {
    let stream = io::stderr();
    Style { language, ..style(colour, AutoStream::choice(&stream), terminal_size_of(&stream)) }
}

/// Returns how to make links on standard output, where they are wanted.
pub(super) fn output_links(hyperlinks: Hyperlinks) -> Option<Links> {
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let is_wanted = match hyperlinks {
        Hyperlinks::Always => true,
        Hyperlinks::Never => false,
        Hyperlinks::Auto => !is_dumb && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
    };
    // Without a current folder there is nothing that a name would be relative to.
    let folder = is_wanted.then(std::env::current_dir)?.ok()?;
    Some(Links::new(&folder.to_string_lossy().replace('\\', "/")))
}

/// Returns whether a variable of the environment switches something on.
pub(super) fn is_set(variable: &str) -> bool {
    let off = ["", "0", "false", "False", "FALSE"];
    std::env::var_os(variable).is_some_and(|value| !off.iter().any(|off| value == *off))
}

/// Decides on colour and width; what is no terminal has no window. anstream honours `NO_COLOR`, `CLICOLOR_FORCE`, `CLICOLOR`
/// and `TERM=dumb`; `FORCE_COLOR` is what other tools know.
fn style(colour: Colour, detected: ColorChoice, window: Option<(Width, Height)>) -> Style {
    let is_coloured = match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => detected != ColorChoice::Never || (is_set("FORCE_COLOR") && !has_no_color()),
    };
    let width = window.map(|(width, _)| usize::from(width.0.clamp(*WIDTHS.start(), *WIDTHS.end())));
    Style { width: width.unwrap_or(Style::default().width), is_coloured, ..Style::default() }
}

/// Returns whether colour is switched off for all programs (<https://no-color.org>): by any value but an empty one.
fn has_no_color() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}
