//! Every value that holds for a document, with what set it.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::cli::selecting::SelectingArguments;
use crate::config::{self, Exclusion, Layers};
use crate::reference::ReferenceTables;
use crate::rules::{self, OptionDefault, RuleMeta};
use crate::settings::{Level, Limits, OptionValue};
use crate::text::TextRange;
use crate::workspace::Project;

/// What holds for a document.
pub(super) struct Effective {
    /// The files, the lowest first.
    pub(super) configurations: Vec<String>,
    /// What leaves the document out.
    pub(super) left_out: Option<Origin>,
    pub(super) values: Vec<Value>,
}

/// One value.
#[derive(Serialize)]
pub(super) struct Value {
    pub(super) key: String,
    pub(super) value: String,
    pub(super) origin: Origin,
}

/// What set a value.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Origin {
    /// Nothing did.
    Default,
    /// A flag.
    CommandLine { flag: &'static str },
    /// A place in a file or preset.
    File { file: String, line: usize, column: usize },
}

impl Origin {
    pub(super) const fn is_default(&self) -> bool {
        matches!(self, Self::Default)
    }

    fn of(layers: &Layers, origin: config::Origin) -> Self {
        let file = &layers.layers[origin.layer].file;
        let place = file.position(origin.range.start());
        Self::File { file: file.path().to_owned(), line: place.line, column: place.column }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => formatter.write_str("default"),
            Self::CommandLine { flag } => write!(formatter, "command line: {flag}"),
            Self::File { file, line, column } => write!(formatter, "{file}:{line}:{column}"),
        }
    }
}

/// Gathers what holds for the documents of a project.
pub(super) fn effective(
    project: &Project,
    exclusion: Option<(Arc<Layers>, Exclusion)>,
    selecting: &SelectingArguments,
) -> Effective {
    let none = Layers::default();
    let layers = project.layers.as_deref().unwrap_or(&none);
    let mut gathered = Gathered { layers, values: Vec::new() };
    gathered.run_options();
    gathered.limits();
    gathered.lists();
    gathered.rules(project, selecting);
    gathered.front_matter(project);
    gathered.ignored_claims(project);
    Effective {
        configurations: layers.layers.iter().map(|layer| layer.file.path().to_owned()).collect(),
        left_out: exclusion.map(|(layers, exclusion)| Origin::of(&layers, exclusion.origin)),
        values: gathered.values,
    }
}

struct Gathered<'a> {
    layers: &'a Layers,
    values: Vec<Value>,
}

impl Gathered<'_> {
    fn add(&mut self, key: impl Into<String>, value: impl Into<String>, origin: Option<config::Origin>) {
        let origin = origin.map_or(Origin::Default, |origin| Origin::of(self.layers, origin));
        self.values.push(Value { key: key.into(), value: value.into(), origin });
    }

    /// Returns what a file has at a place, on one line.
    fn written(&self, layer: usize, range: TextRange) -> String {
        let text = self.layers.layers[layer].file.slice(range);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn run_options(&mut self) {
        for (key, found, default) in [
            ("format", self.layers.last(|config| config.format.as_ref()), "pretty"),
            ("fail-on", self.layers.last(|config| config.fail_on.as_ref()), "warning"),
            ("lang", self.layers.last(|config| config.lang.as_ref()), "en"),
        ] {
            let value = found.map_or(default, |(value, _)| value);
            self.add(key, value, found.map(|(_, origin)| origin));
        }
    }

    fn limits(&mut self) {
        for meta in Limits::ALL {
            let set = self.layers.layers.iter().enumerate().rev().find_map(|(layer, one)| {
                let (_, value) = one.config.limits.iter().find(|(limit, _)| limit.key == meta.key)?;
                Some((value.value, config::Origin { layer, range: value.range }))
            });
            let value = meta.show(set.map_or(meta.default, |(value, _)| value));
            self.add(format!("limits.{}", meta.key), value, set.map(|(_, origin)| origin));
        }
    }

    fn lists(&mut self) {
        let extensions = self.layers.last(|config| config.extensions.as_ref());
        let value = extensions.map_or_else(|| "md, markdown, mdx".to_owned(), |(all, _)| all.join(", "));
        self.add("extensions", value, extensions.map(|(_, origin)| origin));
        if let Some((patterns, origin)) = self.layers.last(|config| config.include.as_ref()) {
            let patterns: Vec<&str> = patterns.items.iter().map(|(pattern, _)| pattern.as_str()).collect();
            self.add("include", patterns.join(", "), Some(origin));
        }
        for (layer, one) in self.layers.layers.iter().enumerate() {
            for (pattern, range) in one.config.exclude.iter().flat_map(|exclude| &exclude.value.items) {
                self.add("exclude", pattern, Some(config::Origin { layer, range: *range }));
            }
        }
        for table in ReferenceTables::embedded_tables() {
            self.add("tables", &*table.id, None);
        }
        for (layer, one) in self.layers.layers.iter().enumerate() {
            for table in &one.config.tables {
                let value = if table.is_required { format!("{} (required)", table.path) } else { table.path.clone() };
                self.add("tables", value, Some(config::Origin { layer, range: table.range }));
            }
            for pack in &one.config.packs {
                self.add("packs", &pack.path, Some(config::Origin { layer, range: pack.range }));
            }
        }
    }

    fn rules(&mut self, project: &Project, selecting: &SelectingArguments) {
        let configured = self.layers.rules(&project.parts);
        let mut metas: Vec<&RuleMeta> = rules::configurable().collect();
        metas.sort_by_key(|meta| meta.id);
        let of_packs = project.settings.packs.iter().flat_map(|pack| &pack.rules);
        let all = metas.iter().map(|meta| (meta.id, meta.level, meta.options));
        for (id, default, options) in all.chain(of_packs.map(|rule| (rule.id.as_str(), rule.level, &[][..]))) {
            let rule = configured.get(id);
            let default = default.map_or(Level::Off, Level::At);
            let (level, origin) = match rule.and_then(|rule| rule.level) {
                Some((level, origin)) => (level, Some(origin)),
                None => (default, None),
            };
            let now = project.settings.rules.get(id).and_then(|rule| rule.level).unwrap_or(default);
            let key = format!("rules.{id}");
            if now == level {
                self.add(key, level_name(level), origin);
            } else {
                let flag = match now {
                    Level::Off if selecting.ignore.is_empty() => "--select",
                    Level::Off => "--ignore",
                    Level::At(_) if selecting.select.iter().any(|name| name.trim() == id) => "--select",
                    Level::At(_) => "--extend-select",
                };
                let origin = Origin::CommandLine { flag };
                self.values.push(Value { key, value: level_name(now).to_owned(), origin });
            }
            for option in options {
                let set = rule.and_then(|rule| rule.options.get(option.name));
                let value = set.map_or_else(|| default_text(option.default), |(value, _)| option_text(value));
                self.add(format!("rules.{id}.{}", option.name), value, set.map(|(_, origin)| *origin));
            }
        }
    }

    fn front_matter(&mut self, project: &Project) {
        let mut places: Vec<(String, config::Origin)> = Vec::new();
        for (layer, part) in self.layers.front_matter_parts(&project.parts) {
            for (key, range) in &part.places {
                // A later one takes the place of an earlier one; JSON Schemas all count.
                places.retain(|(other, _)| other != key || key == "json-schema");
                places.push((key.clone(), config::Origin { layer, range: *range }));
            }
        }
        if !places.iter().any(|(key, _)| key == "preset") {
            self.add("front-matter.preset", "none", None);
        }
        if !places.iter().any(|(key, _)| key == "unknown-keys") {
            self.add("front-matter.unknown-keys", "slips", None);
        }
        for (key, origin) in places {
            let value = self.written(origin.layer, origin.range);
            self.add(format!("front-matter.{key}"), value, Some(origin));
        }
    }

    fn ignored_claims(&mut self, project: &Project) {
        for claim in &project.settings.ignored_claims {
            let all = self.layers.all_ignored_claims();
            let Some((layer, _, entry)) = all.get(claim.number) else { continue };
            let origin = config::Origin { layer: *layer, range: entry.range };
            let value = format!("{} = {} ({})", entry.subject, entry.value, entry.reason);
            self.add("ignore-claims", value, Some(origin));
        }
    }
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Off => "off",
        Level::At(severity) => severity.as_str(),
    }
}

fn option_text(value: &OptionValue) -> String {
    match value {
        OptionValue::Integer(value) => value.to_string(),
        OptionValue::Boolean(value) => value.to_string(),
        OptionValue::Text(text) => text.clone(),
        OptionValue::List(texts) => texts.join(", "),
    }
}

fn default_text(default: OptionDefault) -> String {
    match default {
        OptionDefault::Integer(value) => value.to_string(),
        OptionDefault::Boolean(value) => value.to_string(),
        OptionDefault::Text(text) => text.to_owned(),
        OptionDefault::List(texts) => texts.join(", "),
    }
}
