//! Keeping findings silent.

use rustc_hash::FxHashMap;

use crate::diagnostic::Diagnostic;
use crate::document::Verb;
use crate::text::{TextRange, TextSize};

use super::{GROUP, Suppressed, SuppressedBy, Suppressions};

/// How many scopes of one name that begin before a place are looked at: they overlap only where an author says the same
/// thing twice.
const MAXIMUM_OVERLAP: usize = 8;

/// The scopes of one name, narrow ones first: lines, blocks, the file. Each list is in order of place.
type Scopes = [Vec<(TextRange, usize, usize)>; 3];

impl Suppressions {
    /// Takes the findings out that are switched off at their place, and counts for each name how many.
    ///
    /// A finding stands where its span begins. The narrowest directive counts it; one that has expired only counts.
    pub fn take(&mut self, diagnostics: &mut Vec<Diagnostic>, end_of_file: TextSize) -> Vec<Suppressed> {
        if self.directives.is_empty() {
            return Vec::new();
        }
        let mut by_name: FxHashMap<&str, Scopes> = FxHashMap::default();
        for (index, directive) in self.directives.iter().enumerate() {
            let width = match directive.verb {
                Verb::DisableLine | Verb::DisableNextLine | Verb::Enable => 0,
                Verb::Disable => 1,
                Verb::DisableFile => 2,
            };
            for (number, selector) in directive.selectors.iter().enumerate() {
                by_name.entry(&selector.name).or_default()[width].push((selector.scope, index, number));
            }
        }
        for scopes in by_name.values_mut().flatten() {
            scopes.sort_unstable_by_key(|(scope, index, number)| (scope.start(), *index, *number));
        }
        // What each finding is switched off by.
        let chosen: Vec<Option<usize>> = {
            let mut uses = Vec::new();
            let chosen = diagnostics
                .iter()
                .map(|diagnostic| {
                    let rule = diagnostic.rule.as_str();
                    let group = diagnostic.rule.group();
                    if group == GROUP {
                        return None;
                    }
                    let names = [rule, &format!("{group}/*"), "all"];
                    let at = diagnostic.primary.range.start();
                    let places = (0..3).flat_map(|width| names.map(|name| (width, name)));
                    let found: Vec<(usize, usize)> =
                        places.filter_map(|(width, name)| find(&by_name.get(name)?[width], at, end_of_file)).collect();
                    let counts = |(index, _): &&(usize, usize)| !self.directives[*index].is_expired;
                    let used = found.iter().find(counts).or(found.first())?;
                    uses.push(*used);
                    Some(used.0).filter(|index| !self.directives[*index].is_expired)
                })
                .collect();
            for (index, number) in uses {
                self.directives[index].selectors[number].n_used += 1;
            }
            chosen
        };
        let mut suppressed = Vec::new();
        let mut chosen = chosen.into_iter();
        diagnostics.retain_mut(|diagnostic| {
            let Some(index) = chosen.next().flatten() else { return true };
            let directive = &self.directives[index];
            let by = SuppressedBy::Directive {
                range: directive.range,
                reason: directive.reason.clone(),
                until: directive.until,
            };
            suppressed.push(Suppressed { diagnostic: diagnostic.clone(), by });
            false
        });
        suppressed
    }
}

/// Returns the scope that holds a place and begins last.
fn find(scopes: &[(TextRange, usize, usize)], at: TextSize, end_of_file: TextSize) -> Option<(usize, usize)> {
    let behind = scopes.partition_point(|(scope, ..)| scope.start() <= at);
    let holds = |scope: TextRange| at < scope.end() || (at == scope.end() && at == end_of_file);
    let candidates = scopes[..behind].iter().rev().take(MAXIMUM_OVERLAP);
    candidates.filter(|(scope, ..)| holds(*scope)).map(|(_, index, number)| (*index, *number)).next()
}
