//! Rules about what authors switch off: `suppression/…`.
//!
//! They run behind all others, when it is known what each comment kept silent, and no comment switches them off.

mod expired;
mod malformed;
mod missing_reason;
mod removal;
mod stale_baseline;
mod unclosed_block;
mod unknown_rule;
mod unused;

use super::{Rule, RuleContext, RuleMeta, configurable, corpus};
use crate::message::Message;
use crate::settings::{Level, Settings};
use crate::suppress::{Directive, GROUP, Selector};
use crate::text::TextRange;

pub(crate) use stale_baseline::stale_baseline;

/// The rule about baselines, which no document has.
pub(crate) const BASELINE_META: &RuleMeta = &stale_baseline::StaleBaseline::META;

/// The rules in the order of their names.
pub(super) const RULES: &[&dyn Rule] = &[
    &expired::Expired,
    &malformed::Malformed,
    &missing_reason::MissingReason,
    &unclosed_block::UnclosedBlock,
    &unknown_rule::UnknownRule,
    &unused::Unused,
];

/// Returns the names of all rules that a directive may name: those about documents, packs of the user included.
fn names(settings: &Settings) -> impl Iterator<Item = &str> {
    let own = settings.packs.iter().flat_map(|pack| pack.rules.iter().map(|rule| rule.id.as_str()));
    let is_of_documents = |id: &&str| group(id) != GROUP && group(id) != "reference";
    configurable().map(|meta| meta.id).filter(is_of_documents).chain(own)
}

fn group(id: &str) -> &str {
    id.split_once('/').map_or(id, |(group, _)| group)
}

/// Returns whether a directive's name stands for a rule.
fn is_known(selector: &Selector, settings: &Settings) -> bool {
    names(settings).any(|id| selector.covers(id))
}

/// Returns whether this run can tell that a name keeps nothing silent: all that it names was looked for.
///
/// A rule that is switched off finds nothing, which says nothing; so does one about several documents, where a run may
/// have but one. The latter find something in the front matter.
fn is_judged(selector: &Selector, context: &RuleContext<'_>) -> bool {
    let is_off = |id: &str| context.settings.rules.get(id).is_some_and(|rule| rule.level == Some(Level::Off));
    if !selector.is_wide() {
        let has_default = configurable().find(|meta| meta.id == selector.name).map(|meta| meta.level.is_some());
        let is_on = context.settings.rules.get(&selector.name).map_or(has_default, |rule| match rule.level {
            Some(level) => Some(level != Level::Off),
            None => has_default,
        });
        return is_on != Some(false) && !corpus::metas().any(|meta| meta.id == selector.name);
    }
    let front_matter = context.document.front_matter.as_ref().map(|front_matter| front_matter.range);
    let meets_front_matter = front_matter
        .is_some_and(|range: TextRange| range.intersect(selector.scope).is_some_and(|shared| !shared.is_empty()));
    let is_of_several = |id: &str| corpus::metas().any(|meta| meta.id == id);
    let may_find = |id: &str| is_off(id) || (meets_front_matter && is_of_several(id));
    !names(context.settings).any(|id| selector.covers(id) && may_find(id))
}

/// Returns whether a directive keeps nothing silent, by all its names, and that is certain.
fn is_idle(directive: &Directive, context: &RuleContext<'_>) -> bool {
    directive.selectors.iter().all(|selector| selector.n_used == 0 && is_judged(selector, context))
}

/// Returns a few names in backticks: `a`, `b` and 3 more.
fn quoted<'a>(names: impl Iterator<Item = &'a str>) -> Message {
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match names.len() {
        0 => Message::default(),
        1 => Message::verbatim(names[0].as_str()),
        2 => message!("{one} and {other}", one = names[0], other = names[1]),
        3 => message!("{one}, {other} and {third}", one = names[0], other = names[1], third = names[2]),
        count => message!("{one}, {other} and {count} more", one = names[0], other = names[1], count = count - 2),
    }
}
