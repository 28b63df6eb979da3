//! A configuration with those that it extends, and what follows from all of them for one document.
//!
//! Main types: [`Layers`] and [`Effective`]. Later layers win over earlier ones, whatever they name: a rule, or its group.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::front_matter::schema_of;
use super::selector::group_of;
use super::{Config, FrontMatterPart, IgnoredClaimEntry, Placed, RuleEntry};
use crate::rules;
use crate::settings::{IgnoredClaim, Level, Limits, OptionValue, RuleSettings, Settings};
use crate::text::{SourceFile, TextRange};

/// One file of a configuration.
#[derive(Clone, Debug)]
pub struct Layer {
    /// The file, for the places of its values.
    pub file: Arc<SourceFile>,
    /// The absolute folder that its paths are relative to; `None` for a preset.
    pub folder: Option<PathBuf>,
    /// What it says.
    pub config: Config,
}

/// A configuration with those that it extends, the lowest first: the last is the file itself.
#[derive(Clone, Debug, Default)]
pub struct Layers {
    /// The files.
    pub layers: Vec<Layer>,
    /// The rules of the packs of all layers, where those have been read, and whether each is on by itself.
    pub pack_rules: Vec<(String, bool)>,
}

/// Where a value was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The number of the layer.
    pub layer: usize,
    /// Bytes of its file.
    pub range: TextRange,
}

/// What holds for documents of some paths only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    layer: usize,
    // Those under `paths` of `front-matter` come before the overrides of the same file.
    is_override: bool,
    index: usize,
}

/// What holds for one rule, and where each value was set; what is missing has its default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EffectiveRule {
    /// The level.
    pub level: Option<(Level, Origin)>,
    /// The options.
    pub options: BTreeMap<String, (OptionValue, Origin)>,
}

/// Why a document is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// Whether `include` does not have it, rather than `exclude` having it.
    pub is_missing: bool,
    /// The pattern of `exclude`, or the list `include`.
    pub origin: Origin,
}

impl Layers {
    /// Returns the configuration of one file that extends nothing.
    pub fn of_file(file: Arc<SourceFile>, folder: Option<PathBuf>, config: Config) -> Self {
        Self { layers: vec![Layer { file, folder, config }], pack_rules: Vec::new() }
    }

    /// Returns the file itself, the last layer; `None` for an empty configuration.
    pub fn top(&self) -> Option<&Layer> {
        self.layers.last()
    }

    /// Returns what holds for a path only, in order: it is absolute.
    pub fn matching(&self, path: &Path) -> Vec<Part> {
        let mut parts = Vec::new();
        for (layer, Layer { folder, config, .. }) in self.layers.iter().enumerate() {
            // A preset has no folder, and says nothing of some paths only.
            let Some(below) = folder.as_ref().and_then(|folder| path.strip_prefix(folder).ok()) else { continue };
            parts.extend(config.matching(below).into_iter().map(|(is_override, index)| Part {
                layer,
                is_override,
                index,
            }));
        }
        parts
    }

    /// Returns whether anything holds for some paths only.
    pub fn has_parts(&self) -> bool {
        self.layers
            .iter()
            .any(|layer| !layer.config.front_matter.paths.is_empty() || !layer.config.overrides.is_empty())
    }

    /// Returns what the rules may ask for, of documents with these parts; `workspace` adds the packs of the user.
    pub fn settings(&self, parts: &[Part], today: NaiveDate) -> Settings {
        let schema = self.front_matter_parts(parts);
        let schema: Vec<&FrontMatterPart> = schema.iter().map(|(_, part)| *part).collect();
        Settings {
            today: today.into(),
            rules: self.rules(parts).into_iter().map(|(id, rule)| (id, rule.settings())).collect(),
            front_matter: schema_of(&schema),
            packs: Vec::new(),
            ignored_claims: self.ignored_claims(parts, today),
            limits: self.limits(),
        }
    }

    /// Returns how much is taken; the highest layer that names a limit decides it.
    pub fn limits(&self) -> Limits {
        self.layers.iter().fold(Limits::default(), |limits, layer| layer.config.limits(limits))
    }

    /// Returns what holds for each rule that is named, itself or by its group.
    pub fn rules(&self, parts: &[Part]) -> BTreeMap<String, EffectiveRule> {
        let mut effective: BTreeMap<String, EffectiveRule> = BTreeMap::new();
        for (layer, Layer { config, .. }) in self.layers.iter().enumerate() {
            self.apply(layer, &config.rules, &mut effective);
            for part in parts.iter().filter(|part| part.layer == layer && part.is_override) {
                self.apply(layer, &config.overrides[part.index].rules, &mut effective);
            }
        }
        effective
    }

    /// Applies one `rules`: what names a rule wins over what names its group, in whatever order they stand.
    fn apply(&self, layer: usize, entries: &[RuleEntry], effective: &mut BTreeMap<String, EffectiveRule>) {
        let origin = |range| Origin { layer, range };
        for entry in entries.iter().filter(|entry| entry.is_group) {
            let Some(Placed { value: level, range }) = entry.level else { continue };
            let known = rules::configurable().map(|meta| (meta.id, meta.level.is_some()));
            let known = known.chain(self.pack_rules.iter().map(|(id, is_on)| (id.as_str(), *is_on)));
            for (id, is_on) in known.filter(|(id, _)| group_of(id) == entry.name) {
                let now = effective.get(id).and_then(|rule| rule.level).map_or(is_on, |(level, _)| level != Level::Off);
                // The level of a group switches nothing on: rules that are off are off for a reason of their own.
                if now {
                    effective.entry(id.to_owned()).or_default().level = Some((level, origin(range)));
                }
            }
        }
        for entry in entries.iter().filter(|entry| !entry.is_group) {
            let rule = effective.entry(entry.name.clone()).or_default();
            if let Some(Placed { value, range }) = entry.level {
                rule.level = Some((value, origin(range)));
            }
            for (name, Placed { value, range }) in &entry.options {
                rule.options.insert(name.clone(), (value.clone(), origin(*range)));
            }
        }
    }

    /// Returns what is said of front matter, the lowest first, each with its layer.
    pub fn front_matter_parts(&self, parts: &[Part]) -> Vec<(usize, &FrontMatterPart)> {
        let mut found = Vec::new();
        for (layer, Layer { config, .. }) in self.layers.iter().enumerate() {
            found.push((layer, &config.front_matter.all));
            found.extend(parts.iter().filter(|part| part.layer == layer).map(|part| {
                let some = match part.is_override {
                    true => &config.overrides[part.index].front_matter,
                    false => &config.front_matter.paths[part.index].1,
                };
                (layer, some)
            }));
        }
        found
    }

    /// Returns every claim that is to be ignored somewhere, numbered in the order of this list.
    pub fn all_ignored_claims(&self) -> Vec<(usize, Option<usize>, &IgnoredClaimEntry)> {
        let mut all = Vec::new();
        for (layer, Layer { config, .. }) in self.layers.iter().enumerate() {
            all.extend(config.ignored_claims.iter().map(|entry| (layer, None, entry)));
            for (index, some) in config.overrides.iter().enumerate() {
                all.extend(some.ignored_claims.iter().map(|entry| (layer, Some(index), entry)));
            }
        }
        all
    }

    /// Returns whether claims are to be ignored anywhere.
    pub fn has_ignored_claims(&self) -> bool {
        let has = |config: &Config| {
            !config.ignored_claims.is_empty() || config.overrides.iter().any(|some| !some.ignored_claims.is_empty())
        };
        self.layers.iter().any(|layer| has(&layer.config))
    }

    fn ignored_claims(&self, parts: &[Part], today: NaiveDate) -> Vec<IgnoredClaim> {
        let holds = |layer: usize, index: Option<usize>| {
            index.is_none_or(|index| parts.contains(&Part { layer, is_override: true, index }))
        };
        let all = self.all_ignored_claims().into_iter().enumerate();
        all.filter(|(_, (layer, index, entry))| holds(*layer, *index) && !entry.is_expired(today))
            .map(|(number, (_, _, entry))| IgnoredClaim {
                number,
                subject: entry.subject.clone(),
                attribute: entry.attribute.clone(),
                value: entry.value.clone(),
            })
            .collect()
    }

    /// Returns why a path is left out; `None` where it is not. The path is absolute.
    pub fn exclusion(&self, path: &Path, is_folder: bool) -> Option<Exclusion> {
        let below = |layer: &Layer| path.strip_prefix(layer.folder.as_ref()?).map(Path::to_owned).ok();
        let mut decided = None;
        for (index, layer) in self.layers.iter().enumerate() {
            let Some((patterns, below)) = layer.config.exclude.as_ref().zip(below(layer)) else { continue };
            if let Some((is_taken, range)) = patterns.value.decide(&below, is_folder) {
                decided = is_taken.then_some(Exclusion { is_missing: false, origin: Origin { layer: index, range } });
            }
        }
        if decided.is_some() || is_folder {
            return decided;
        }
        // The last list replaces those before it.
        let (index, layer) = self.layers.iter().enumerate().rfind(|(_, layer)| layer.config.include.is_some())?;
        let (patterns, below) = layer.config.include.as_ref().zip(below(layer))?;
        let is_taken = patterns.value.decide(&below, false).is_some_and(|(is_taken, _)| is_taken);
        let origin = Origin { layer: index, range: patterns.range };
        (!is_taken).then_some(Exclusion { is_missing: true, origin })
    }

    /// Returns a value that the last layer which has it decides.
    pub fn last<'a, T>(&'a self, value: impl Fn(&'a Config) -> Option<&'a Placed<T>>) -> Option<(&'a T, Origin)> {
        let found = self.layers.iter().enumerate().rev();
        found
            .filter_map(|(layer, one)| Some((layer, value(&one.config)?)))
            .next()
            .map(|(layer, placed)| (&placed.value, Origin { layer, range: placed.range }))
    }
}

impl EffectiveRule {
    /// Returns what holds without where it comes from.
    pub fn settings(self) -> RuleSettings {
        RuleSettings {
            level: self.level.map(|(level, _)| level),
            options: self.options.into_iter().map(|(name, (value, _))| (name, value)).collect(),
        }
    }
}
