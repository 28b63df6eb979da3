//! `factlint init`.

use std::path::Path;

use super::Outcome;
use super::arguments::InitArguments;
use super::config::schema_text;
use super::console::Console;
use crate::catalogue;
use crate::config::FILE_NAMES;
use crate::message::{Language, Message};
use crate::render::neutral_line;
use crate::workspace::{Sighting, Survey, WorkspaceError, detect, survey, write_new, write_over};

/// The JSON Schema beside the configuration: editors read it without a network, and it is that of this very version.
const SCHEMA_NAME: &str = ".factlint.schema.json";
/// How many documents it takes to tell what all of them should have.
const LEAST_DOCUMENTS: usize = 20;

/// Writes a configuration for the site that is found.
///
/// # Errors
/// If there is a configuration already, or it cannot be written.
pub(super) fn init(arguments: &InitArguments, console: &mut Console) -> Result<Outcome, WorkspaceError> {
    let sightings = match &arguments.preset {
        Some(_) => Vec::new(),
        None => detect(&arguments.folder)?,
    };
    for name in FILE_NAMES {
        let path = arguments.folder.join(name);
        if path.exists() {
            return Err(WorkspaceError::usage(
                message!("`{path}` is there already", path = shown(&path)),
                "nothing was written; edit that file, or remove it first",
            ));
        }
    }
    let seen = survey(&arguments.folder)?;
    let path = arguments.folder.join(FILE_NAMES[0]);
    write_new(&path, &configuration(arguments, &sightings, &seen, console.language()))?;
    let mut said: Vec<Message> = Vec::new();
    for Sighting { preset, folder, evidence } in &sightings {
        let place = if folder.is_empty() { evidence.clone() } else { format!("{folder}/{evidence}") };
        said.push(message!("found {preset}: {place}\n", preset, place = neutral_line(&place)));
    }
    if sightings.is_empty() && arguments.preset.is_none() {
        said.push(message!("found no generator that is known: `preset` is left open\n"));
    }
    for line in summary(&seen) {
        said.push(message!("found {line}\n", line));
    }
    said.push(message!("wrote {path}\n", path = shown(&path)));
    if !arguments.no_schema {
        let path = arguments.folder.join(SCHEMA_NAME);
        write_over(&path, &schema_text())?;
        said.push(message!("wrote {path} for completion in editors\n", path = shown(&path)));
    }
    said.push(message!("next: factlint check\n"));
    for line in &said {
        console.say(line);
    }
    Ok(Outcome::Clean)
}

/// Returns a path, safe to print.
fn shown(path: &Path) -> String {
    neutral_line(&path.strip_prefix(".").unwrap_or(path).display().to_string()).into_owned()
}

/// Returns what was seen, a line each.
fn summary(seen: &Survey) -> Vec<Message> {
    let Survey { n_documents, n_chinese, n_with_front_matter, .. } = seen;
    let mut lines = Vec::new();
    let documents = match (n_documents, seen.is_cut) {
        (1, _) => message!("1 document"),
        (count, false) => message!("{count} documents", count),
        (count, true) => message!("{count} documents (of more)", count),
    };
    lines.push(match n_documents {
        0 => message!("no documents yet"),
        1 => documents,
        _ => message!(
            "{documents}: {chinese} in Chinese, {others} in other languages; {front_matter} with front matter",
            documents,
            chinese = n_chinese,
            others = n_documents - n_chinese,
            front_matter = n_with_front_matter
        ),
    });
    if let Some((key, forms)) = &seen.dates {
        let form = |(example, count): &(String, usize)| {
            message!("{count} as {example}", count, example = neutral_line(example))
        };
        let forms = Message::join(forms.iter().take(3).map(form).collect(), &message!(", "));
        lines.push(message!("dates in `{key}`: {forms}", key = neutral_line(key), forms));
    }
    if !seen.foreign.is_empty() {
        lines.push(message!("folders of other programs, left out: {folders}", folders = seen.foreign.join(", ")));
    }
    lines
}

/// Returns the text of a configuration, its comments in a language.
fn configuration(arguments: &InitArguments, sightings: &[Sighting], seen: &Survey, language: Language) -> String {
    let mut text = Text { text: String::new(), language };
    if !arguments.no_schema {
        text.push(&format!("# yaml-language-server: $schema={SCHEMA_NAME}\n"));
    }
    text.comment(
        "docs/configuration.md of factlint says what can stand here; `factlint config show` what holds for a document.",
    );
    text.comment_apart("The language of messages: en or zh.");
    let is_chinese = language == Language::Chinese;
    text.push(if is_chinese { "lang: zh\n" } else { "# lang: zh\n" });
    text.comment_apart("Documents that are not checked, as in a .gitignore; files that are named are left out, too.");
    if seen.foreign.is_empty() {
        text.push("# exclude: [drafts/]\n");
    } else {
        let folders: Vec<String> = seen.foreign.iter().map(|folder| format!("/{folder}/")).collect();
        text.push(&format!("exclude: [{}]\n", folders.join(", ")));
    }
    front_matter(arguments.preset.as_deref(), sightings, seen, &mut text);
    text.comment_apart("Levels of rules and of whole groups: off, info, warning, error. `factlint rules` lists them.");
    text.push("# rules:\n#   claim/unconfirmed-value: error\n#   content: off\n");
    text.comment_apart("The least level that makes a run fail: error, warning, info or never.");
    text.push("# fail-on: error\n");
    text.comment_apart("Reference tables of your own: `factlint reference draft` begins one.");
    text.push("# tables: [facts/products.yaml]\n");
    text.text
}

/// A configuration that is being written.
struct Text {
    text: String,
    language: Language,
}

impl Text {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn comment(&mut self, words: &'static str) {
        self.push(&format!("# {}\n", catalogue::words(words, self.language)));
    }

    /// Writes a comment below an empty line.
    fn comment_apart(&mut self, words: &'static str) {
        self.push("\n");
        self.comment(words);
    }
}

fn front_matter(preset: Option<&str>, sightings: &[Sighting], seen: &Survey, text: &mut Text) {
    text.comment_apart("What front matter must be like: docs/front-matter-schemas.md.");
    text.push("front-matter:\n");
    let at_root = preset.or_else(|| sightings.iter().find(|seen| seen.folder.is_empty()).map(|seen| seen.preset));
    match at_root {
        Some(preset) => text.push(&format!("  preset: {preset}\n")),
        None if sightings.is_empty() => text.push("  # preset: hugo\n"),
        None => {
            text.push("  paths:\n");
            for Sighting { preset, folder, .. } in sightings {
                text.push(&format!("    {:?}: {{ preset: {preset} }}\n", format!("{folder}/**")));
            }
        }
    }
    // A site that mostly has a key is meant to have it everywhere: the few pages without it are worth a look.
    let (n_documents, wanted) = (seen.n_documents, seen.n_documents * 95 / 100);
    let common = |key: &str| {
        let count = seen.keys.iter().find(|(known, _)| known == key).map_or(0, |(_, count)| *count);
        (LEAST_DOCUMENTS <= n_documents && wanted <= count && 0 < count).then_some(count)
    };
    let mut fields = Vec::new();
    if let Some(count) = common("title") {
        fields.push((count, "title: { type: text, required: true }".to_owned()));
    }
    if let Some((key, forms)) = &seen.dates
        && let Some(count) = common(key)
        && forms.iter().map(|(_, count)| count).sum::<usize>() == count
        && key.chars().all(|character| character.is_ascii_alphanumeric() || character == '_' || character == '-')
    {
        fields.push((count, format!("{key}: {{ type: date, required: true }}")));
    }
    if fields.is_empty() {
        text.push("  ");
        text.comment("Keys that every page must have, and what they may hold:");
        text.push("  # schema:\n  #   title: { type: text, required: true, max-length: 60 }\n  #   date: { type: date, required: true, max: today }\n  #   tags: { type: list, items: text, unique: true }\n");
        return;
    }
    text.push("  schema:\n");
    for (count, field) in fields {
        text.push(&format!("    {field} "));
        let times = message!("in {count} of {documents} documents", count, documents = n_documents);
        let comment = format!("# {}\n", catalogue::text(&times, text.language));
        text.push(&comment);
    }
    text.push("    # tags: { type: list, items: text, unique: true }\n");
}
