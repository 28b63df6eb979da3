//! The passes over one document, in order.

use std::sync::Arc;

use crate::claim::analyse;
use crate::diagnostic::Diagnostic;
use crate::document;
use crate::reference::ReferenceTables;
use crate::relation::{arithmetic, conflict};
use crate::rules::{self, Rule, RuleContext};
use crate::settings::{Level, Settings};
use crate::suppress::Suppressions;
use crate::text::SourceFile;
use crate::verify::{Judgement, Verdict, judge};

use super::coverage::{cover, matched_tables};
use super::ignored_claims::ignore;
use super::{Counts, Coverage, FileReport, limits};

/// Checks one document against the tables with the rules that the settings switch on.
pub fn check_document(file: &Arc<SourceFile>, settings: &Settings, tables: &ReferenceTables) -> FileReport {
    check(file, settings, tables, |_| None)
}

/// Checks one document as [`check_document`] does, and says of each claim what became of it; claims that only the wide
/// reading finds ([`crate::claim::read_open`]) are counted as not checkable.
pub fn check_and_cover_document(file: &Arc<SourceFile>, settings: &Settings, tables: &ReferenceTables) -> FileReport {
    check(file, settings, tables, |context| Some(cover(context)))
}

fn check(
    file: &Arc<SourceFile>,
    settings: &Settings,
    tables: &ReferenceTables,
    cover: impl Fn(&RuleContext<'_>) -> Option<Coverage>,
) -> FileReport {
    let document = document::parse(file);
    let mut analysis = analyse(file, &document, tables);
    let mut over_limits = Vec::new();
    limits::apply(&settings.limits, &document, &mut analysis, &mut over_limits);
    let judgements = judge(&document, &analysis, tables);
    let mut suppressions = Suppressions::read(file, &document, settings.today);
    let arithmetic = arithmetic::read(&document, &analysis);
    let repeated = conflict::read(&document, &analysis);
    let context = RuleContext {
        file,
        document: &document,
        analysis: &analysis,
        arithmetic: &arithmetic,
        repeated: &repeated,
        judgements: &judgements,
        tables,
        settings,
        suppressions: &Suppressions::default(),
    };
    let mut diagnostics = Vec::new();
    let (about_text, about_suppressions) = rules::by_turn();
    for rule in about_text {
        run(*rule, &context, &mut diagnostics);
    }
    for pack in std::iter::once(rules::pack::embedded()).chain(settings.packs.iter().map(AsRef::as_ref)) {
        rules::pack::check(pack, file, &document, settings, &mut diagnostics);
    }
    let ignored_claims = ignore(&settings.ignored_claims, tables, file, &mut diagnostics);
    let suppressed = suppressions.take(&mut diagnostics, file.range().end());
    // Rules about suppressions ask what each one kept silent.
    let context = RuleContext { suppressions: &suppressions, ..context };
    for rule in about_suppressions {
        run(*rule, &context, &mut diagnostics);
    }
    limits::shorten(&settings.limits, &mut diagnostics);
    diagnostics.append(&mut over_limits);
    let coverage = cover(&context);
    let mut counts = counts(&judgements);
    if let Some(coverage) = &coverage {
        counts.not_checkable = coverage.claims.len() - counts.checked();
        counts.claims = coverage.claims.len();
    }
    let matched_tables = matched_tables(&context);
    let summary = Some(Box::new(rules::corpus::summarise(&context)));
    // Findings about several documents are still to come.
    let suppressions = (!suppressions.directives.is_empty()).then(|| Box::new(suppressions));
    FileReport {
        coverage,
        matched_tables,
        ignored_claims,
        summary,
        suppressed,
        suppressions,
        ..FileReport::new(Arc::clone(file), diagnostics, counts)
    }
}

/// Runs a rule at the level that the settings give it.
fn run(rule: &dyn Rule, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let meta = rule.meta();
    let level = context.settings.rules.get(meta.id).and_then(|rule| rule.level);
    if level.unwrap_or_else(|| meta.level.map_or(Level::Off, Level::At)) == Level::Off {
        return;
    }
    let first = diagnostics.len();
    rule.check(context, diagnostics);
    // A level that the configuration names holds for all findings; without one, a rule grades its own.
    if let Some(Level::At(severity)) = level {
        for diagnostic in &mut diagnostics[first..] {
            diagnostic.severity = severity;
        }
    }
}

fn counts(judgements: &[Judgement]) -> Counts {
    let mut counts = Counts { documents: 1, claims: judgements.len(), ..Counts::default() };
    for judgement in judgements {
        *match judgement.verdict {
            Verdict::Supported | Verdict::Imprecise | Verdict::Disputed => &mut counts.verified,
            Verdict::Refuted | Verdict::Swapped { .. } | Verdict::ScaleSlip { .. } | Verdict::Outdated => {
                &mut counts.refuted
            }
            Verdict::Unconfirmed { .. } => &mut counts.unconfirmed,
            Verdict::HedgedConsistent => &mut counts.hedged,
            Verdict::NotCheckable(_) | Verdict::StaleReference => &mut counts.not_checkable,
        } += 1;
    }
    counts
}
