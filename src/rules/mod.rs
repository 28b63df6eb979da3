//! The rules: each one file, named for what it flags.
//!
//! Main types: [`Rule`], [`RuleMeta`], [`RuleContext`]; the list is [`all`]. A rule reads what the passes below found; it
//! never scans text for numbers or dates itself, and knows nothing of YAML or of output.

mod calendar;
mod claim;
mod consistency;
mod content;
pub(crate) mod corpus;
mod date;
mod documentation;
pub(crate) mod file;
mod front_matter;
mod groups;
mod meta;
pub(crate) mod pack;
pub(crate) mod suppression;
pub(crate) mod table;

use std::sync::LazyLock;

pub(crate) use claim::{claim_record, unmatched_table, unmatched_table_level};
pub use corpus::{DocumentSummary, metas as corpus_metas};
pub use documentation::{Example, ExampleKind, Part, listing};
pub use groups::{GROUPS, Group};
pub use meta::{FixAvailability, OptionDefault, RuleMeta, RuleOption};
pub(crate) use meta::{declare_rule, page_address};
pub use pack::{metas as pack_metas, read as read_pack};
pub(crate) use suppression::stale_baseline;

use crate::claim::Analysis;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::reference::ReferenceTables;
use crate::relation::arithmetic::Arithmetic;
use crate::relation::conflict::Repeated;
use crate::settings::{OptionValue, Settings};
use crate::suppress::Suppressions;
use crate::text::SourceFile;
use crate::verify::Judgement;

/// Everything that a rule may look at.
#[derive(Debug)]
pub struct RuleContext<'a> {
    /// The file.
    pub file: &'a SourceFile,
    /// Its structure.
    pub document: &'a Document,
    /// What was read out of it.
    pub analysis: &'a Analysis,
    /// Its figures that can be computed from each other.
    pub arithmetic: &'a Arithmetic,
    /// What it states twice, and differently.
    pub repeated: &'a Repeated,
    /// What the tables say of its claims, one a claim, in order.
    pub judgements: &'a [Judgement],
    /// The tables.
    pub tables: &'a ReferenceTables,
    /// The configuration of this file.
    pub settings: &'a Settings,
    /// What its author switched off; for the rules about that, with what it kept silent.
    pub suppressions: &'a Suppressions,
}

impl RuleContext<'_> {
    /// Returns the value of a whole-number option of a rule; 0 where it has no such option.
    pub fn integer(&self, meta: &RuleMeta, name: &str) -> i64 {
        integer_option(self.settings, meta, name)
    }

    /// Returns the value of a yes-or-no option of a rule; `false` where it has no such option.
    pub fn boolean(&self, meta: &RuleMeta, name: &str) -> bool {
        if let Some(OptionValue::Boolean(value)) = self.settings.option(meta.id, name) {
            return *value;
        }
        meta.options.iter().any(|option| option.name == name && option.default == OptionDefault::Boolean(true))
    }
}

/// Returns the value of a whole-number option: the configuration's, or else its default; 0 where there is no such option.
fn integer_option(settings: &Settings, meta: &RuleMeta, name: &str) -> i64 {
    if let Some(OptionValue::Integer(value)) = settings.option(meta.id, name) {
        return *value;
    }
    let of = |option: &RuleOption| match option.default {
        OptionDefault::Integer(value) if option.name == name => Some(value),
        _ => None,
    };
    meta.options.iter().find_map(of).unwrap_or_default()
}

/// A check.
pub trait Rule: Sync {
    /// Returns what the rule says of itself.
    fn meta(&self) -> &'static RuleMeta;

    /// Reports what is wrong with one document.
    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>);
}

/// Returns the built-in rules in the order of their names.
pub fn all() -> &'static [&'static dyn Rule] {
    static ALL: LazyLock<Vec<&'static dyn Rule>> = LazyLock::new(|| {
        [claim::RULES, consistency::RULES, content::RULES, date::RULES, front_matter::RULES, suppression::RULES]
            .concat()
    });
    &ALL
}

/// Returns the same rules in the order in which they run: those about suppressions ask what the others found.
pub(crate) fn by_turn() -> (&'static [&'static dyn Rule], &'static [&'static dyn Rule]) {
    // Their group comes last.
    all().split_at(all().len() - suppression::RULES.len())
}

/// Returns the declarations of the rules that can be configured: those about documents, about several of them, and about
/// tables.
pub(crate) fn configurable() -> impl Iterator<Item = &'static RuleMeta> {
    all()
        .iter()
        .map(|rule| rule.meta())
        .chain(corpus::metas())
        .chain(pack::metas())
        .chain(table::TABLE_RULES.iter().map(|rule| rule.meta()))
        .chain([suppression::BASELINE_META])
}

/// Returns whether a configuration may give a rule a level: what keeps a file from being checked cannot be switched off.
pub fn is_configurable(meta: &RuleMeta) -> bool {
    !file::METAS.iter().any(|fixed| fixed.id == meta.id)
}

/// Returns the declarations of everything that can be reported, in order of name: the rules, and what keeps a file from
/// being checked.
pub fn metas() -> Vec<&'static RuleMeta> {
    let mut metas: Vec<_> = configurable().chain(file::METAS).collect();
    metas.sort_by_key(|meta| meta.id);
    metas
}
