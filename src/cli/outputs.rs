//! Where the findings of a run go: standard output or a file, and other formats besides.
//!
//! Main type: [`Outputs`]. Each output has a renderer of its own, so that one run serves people and services at once.

use std::io::IsTerminal as _;
use std::sync::Arc;
use std::time::Instant;

use super::Outcome;
use super::arguments::Colour;
use super::console::{Console, error_style, is_set, output_links, output_style};
use super::output_arguments::{Hyperlinks, OutputArguments};
use super::progress::Progress;
use super::verbose::Verbose;
use crate::check::{Counts, FileReport, Statistics, Summary};
use crate::diagnostic::InvalidInput;
use crate::message::{Language, Message};
use crate::render::{Format, Renderer, Style, statistics_json, statistics_table, summary_sentence};
use crate::workspace::{OutputFile, Place, Project, Target, WorkspaceError, reason};

/// All outputs of a run.
#[derive(Debug)]
pub(super) struct Outputs {
    main: Output,
    // What would be printed goes to a file.
    is_main_file: bool,
    others: Vec<Output>,
    // What the main output shows instead of the findings, where that is asked for.
    statistics: Option<Statistics>,
    error_style: Style,
    started: Instant,
    progress: Progress,
    verbose: Option<Verbose>,
    is_quiet: bool,
}

/// One format on its way to one place.
#[derive(Debug)]
struct Output {
    format: Format,
    renderer: Renderer,
    destination: Destination,
}

#[derive(Debug)]
enum Destination {
    StandardOutput,
    /// Standard output, behind everything else.
    Behind(String),
    File(OutputFile),
}

impl Outputs {
    /// Opens what the arguments name; the main output counts findings by rule where `are_counted`.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub(super) fn new(
        arguments: &OutputArguments,
        are_counted: bool,
        language: Language,
    ) -> Result<Self, WorkspaceError> {
        let format = arguments.format.unwrap_or(Format::Pretty);
        let mut main = None;
        let mut others: Vec<Output> = Vec::new();
        for output in &arguments.output {
            let file = OutputFile::create(&output.path)?;
            let files = main.iter().chain(&others).filter_map(Output::file);
            if files.into_iter().any(|other| other.is_same(&file)) {
                return Err(WorkspaceError::usage(
                    message!("the output `{name}` is named twice", name = file.name()),
                    "give each format a file of its own",
                ));
            }
            match output.format {
                Some(format) => others.push(Output::to_file(format, arguments, language, file)),
                None if main.is_some() => {
                    return Err(WorkspaceError::usage(
                        "`--output` is given twice without a format",
                        "write the format before the second file, such as `--output sarif:factlint.sarif`",
                    ));
                }
                None => main = Some(Output::to_file(format, arguments, language, file)),
            }
        }
        let is_chosen = arguments.format.is_some() || main.is_some();
        others.extend(annotations(language).filter(|_| !is_chosen));
        Ok(Self {
            is_main_file: main.is_some(),
            main: main.unwrap_or_else(|| Output::to_standard_output(format, arguments, language)),
            others,
            statistics: are_counted.then(Statistics::default),
            error_style: error_style(arguments.color, language),
            started: Instant::now(),
            progress: Progress::new(!arguments.quiet && is_watched()),
            verbose: arguments.verbose.then(Verbose::new),
            is_quiet: arguments.quiet,
        })
    }

    /// Learns what will be checked.
    ///
    /// # Errors
    /// If an output would take the place of a document.
    pub(super) fn begin(
        &mut self,
        jobs: &[(Target, Arc<Project>)],
        console: &mut Console,
    ) -> Result<(), WorkspaceError> {
        self.progress.set_total(jobs.len());
        for file in std::iter::once(&self.main).chain(&self.others).filter_map(Output::file) {
            let is_document = |target: &Target| matches!(&target.place, Place::File(path) if file.is_at(path));
            if jobs.iter().any(|(target, _)| is_document(target)) {
                return Err(WorkspaceError::usage(
                    message!("the output `{name}` is one of the documents to check", name = file.name()),
                    "give it a name of its own",
                ));
            }
        }
        if let Some(verbose) = &mut self.verbose {
            console.tell(&verbose.begin(jobs));
        }
        Ok(())
    }

    /// Says something that is no result.
    pub(super) fn remark(&self, message: impl Into<Message>, console: &mut Console) {
        if !self.is_quiet {
            console.remark(message);
        }
    }

    /// Writes what one document came to.
    pub(super) fn document(&mut self, report: &FileReport, console: &mut Console) {
        self.count(report, console);
        self.findings(report, console);
    }

    /// Writes findings that belong to no one document, or to one that has been written.
    pub(super) fn findings(&mut self, report: &FileReport, console: &mut Console) {
        let text = self.main_text(report);
        self.clear_progress(&text, console);
        self.main.write(&text, console);
        self.others(report, console);
    }

    /// Writes findings that belong to no single document, but not on standard output, which has a diff.
    pub(super) fn findings_beside_diff(&mut self, report: &FileReport, console: &mut Console) {
        if self.is_main_file {
            let text = self.main_text(report);
            self.main.write(&text, console);
        }
        self.others(report, console);
    }

    /// Returns what the main output writes of a report, which is nothing where it counts.
    fn main_text(&mut self, report: &FileReport) -> String {
        let mut text = String::new();
        match &mut self.statistics {
            Some(statistics) => statistics.add(report),
            None => self.main.renderer.report(report, &mut text),
        }
        text
    }

    /// Writes what one document came to on standard error, since standard output has its text.
    pub(super) fn document_on_error(&mut self, report: &FileReport, console: &mut Console) {
        let text = self.main_text(report);
        console.write_error(&text);
        self.others(report, console);
    }

    /// Writes what one document came to, but not on standard output, which has the diff.
    pub(super) fn document_beside_diff(&mut self, report: &FileReport, console: &mut Console) {
        self.count(report, console);
        self.findings_beside_diff(report, console);
    }

    /// Writes what stands at the end, on standard output only where `has_output`, and puts the files in their places.
    ///
    /// # Errors
    /// If a file could not be written.
    pub(super) fn finish(
        &mut self,
        summary: &Summary,
        outcome: Outcome,
        has_output: bool,
        console: &mut Console,
    ) -> Result<(), WorkspaceError> {
        self.clear_progress("end", console);
        match &self.statistics {
            Some(statistics) if self.main.format.is_for_people() => {
                self.main.write(&statistics_table(statistics, summary, console.language()), console);
            }
            Some(statistics) => self.main.write(&statistics_json(statistics, summary), console),
            None if has_output || self.is_main_file => self.main.finish(summary, outcome, self.is_quiet, console),
            None => {}
        }
        for output in &mut self.others {
            output.finish(summary, outcome, self.is_quiet, console);
        }
        let is_counted = self.statistics.is_some();
        if !self.is_quiet && has_output && !is_counted && (self.is_main_file || self.main.format == Format::Concise) {
            console.tell(&message!("{sentence}\n", sentence = summary_sentence(summary)));
        }
        if let Some(verbose) = &self.verbose {
            console.tell(&verbose.finish());
        }
        let outputs = std::iter::once(&mut self.main).chain(&mut self.others);
        outputs.map(|output| output.close(console)).fold(Ok(()), Result::and)
    }

    /// Writes a sentence about fixes: to people behind the findings, else on standard error.
    pub(super) fn sentence(&self, sentence: &Message, has_output: bool, console: &mut Console) {
        if self.is_quiet {
            return;
        }
        if has_output && !self.is_main_file && self.main.format == Format::Pretty {
            console.say(sentence);
        } else {
            console.tell(sentence);
        }
    }

    /// Shows why a configuration or tables cannot be used: to programs as their output, to people as an error.
    ///
    /// # Errors
    /// If a file could not be written.
    pub(super) fn reject(
        &mut self,
        inputs: Vec<InvalidInput>,
        summary: &mut Summary,
        console: &mut Console,
    ) -> Result<(), WorkspaceError> {
        let mut on_error = Renderer::new(self.main.format, self.error_style);
        let mut text = String::new();
        let is_on_error = self.main.format.is_for_people() && !self.is_main_file;
        for InvalidInput { file, diagnostics } in inputs {
            let report = FileReport::new(file, diagnostics, Counts::default());
            summary.add(&report);
            if is_on_error {
                on_error.report(&report, &mut text);
                self.others(&report, console);
            } else {
                self.findings(&report, console);
            }
        }
        // These files are no documents.
        summary.not_checked = 0;
        console.write_error(&text);
        self.verbose = None;
        self.finish_quietly(summary, !is_on_error, console)
    }

    fn finish_quietly(
        &mut self,
        summary: &Summary,
        has_output: bool,
        console: &mut Console,
    ) -> Result<(), WorkspaceError> {
        let was_quiet = std::mem::replace(&mut self.is_quiet, true);
        let result = self.finish(summary, Outcome::Failed, has_output, console);
        self.is_quiet = was_quiet;
        result
    }

    /// Returns whether any output shows what became of each claim.
    pub(super) fn shows_coverage(&self) -> bool {
        std::iter::once(&self.main).chain(&self.others).any(|output| output.format.shows_coverage())
    }

    fn count(&mut self, report: &FileReport, console: &mut Console) {
        if self.verbose.is_some() {
            console.tell(&Verbose::report(report));
        }
        if let Some(line) = self.progress.advance(self.started.elapsed()) {
            console.tell(&line);
        }
    }

    /// Takes the progress away before `text` is printed.
    fn clear_progress(&mut self, text: &str, console: &mut Console) {
        if !text.is_empty()
            && let Some(erase) = self.progress.clear()
        {
            console.write_error(erase);
        }
    }

    fn others(&mut self, report: &FileReport, console: &mut Console) {
        let mut text = String::new();
        for output in &mut self.others {
            output.renderer.report(report, &mut text);
            output.write(&text, console);
            text.clear();
        }
    }
}

impl Output {
    fn to_standard_output(format: Format, arguments: &OutputArguments, language: Language) -> Self {
        let style = output_style(arguments.color, language);
        let renderer = match output_links(arguments.hyperlinks) {
            Some(links) => Renderer::with_links(format, style, links),
            None => Renderer::new(format, style),
        };
        Self { format, renderer, destination: Destination::StandardOutput }
    }

    /// A file is no terminal, whatever standard output is.
    fn to_file(format: Format, arguments: &OutputArguments, language: Language, file: OutputFile) -> Self {
        let style = Style { is_coloured: arguments.color == Colour::Always, language, ..Style::default() };
        let links = (arguments.hyperlinks == Hyperlinks::Always).then(|| output_links(Hyperlinks::Always)).flatten();
        let renderer = match links {
            Some(links) => Renderer::with_links(format, style, links),
            None => Renderer::new(format, style),
        };
        Self { format, renderer, destination: Destination::File(file) }
    }

    fn file(&self) -> Option<&OutputFile> {
        match &self.destination {
            Destination::File(file) => Some(file),
            Destination::StandardOutput | Destination::Behind(_) => None,
        }
    }

    fn write(&mut self, text: &str, console: &mut Console) {
        match &mut self.destination {
            Destination::StandardOutput => console.write(text),
            Destination::Behind(waiting) => waiting.push_str(text),
            Destination::File(file) => file.write(text),
        }
    }

    fn finish(&mut self, summary: &Summary, outcome: Outcome, is_quiet: bool, console: &mut Console) {
        let mut text = String::new();
        self.renderer.set_exit_code(outcome.code());
        if is_quiet {
            self.renderer.leave_out_sums();
        }
        self.renderer.finish(summary, &mut text);
        self.write(&text, console);
    }

    fn close(&mut self, console: &mut Console) -> Result<(), WorkspaceError> {
        match std::mem::replace(&mut self.destination, Destination::StandardOutput) {
            Destination::StandardOutput => Ok(()),
            Destination::Behind(text) => {
                console.write(&text);
                Ok(())
            }
            Destination::File(file) => {
                let name = file.name().to_owned();
                file.finish().map_err(|error| {
                    WorkspaceError::usage(
                        message!("the output `{name}` cannot be written: {reason}", name, reason = reason(&error)),
                        "what was there before is left as it was",
                    )
                })
            }
        }
    }
}

/// Returns the annotations that the service which runs factlint reads from the log, where it says that it does.
fn annotations(language: Language) -> impl Iterator<Item = Output> {
    [("GITHUB_ACTIONS", Format::Github), ("TF_BUILD", Format::Azure)]
        .into_iter()
        .filter(|(variable, _)| is_set(variable))
        .map(move |(_, format)| Output {
            format,
            renderer: Renderer::new(format, Style { language, ..Style::default() }),
            destination: Destination::Behind(String::new()),
        })
}

/// Returns whether a person watches standard error in a terminal that can erase a line.
fn is_watched() -> bool {
    let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    std::io::stderr().is_terminal() && !is_dumb && !is_set("CI")
}
