//! `consistency/retold-figure`: one story told twice, with another figure in it.

use rustc_hash::FxHashMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::corpus::{CorpusContext, CorpusFinding, CorpusRule, Member};
use crate::rules::{FixAvailability, RuleMeta, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports a figure that another telling of the same story gives differently.
    ///
    /// ## Why is this bad?
    /// The second telling was made from the first, or both from one source: where a clause has the same words and another
    /// number, one of the two was copied wrongly.
    ///
    /// Two documents tell one story when they are dated within three days of each other and share clauses with figures,
    /// word for word; more figures must agree than differ, so that the reports of two days or two places are no tellings of
    /// one story.
    ///
    /// ## Examples
    /// ````md,flagged
    /// ==> posts/a.md <==
    /// ---
    /// title: 新图书馆开馆
    /// date: 2024-05-09
    /// ---
    /// 新图书馆的总藏书量达到了35万册。阅览大厅可以同时容纳1200名读者。一期工程的总投资为4.5亿元。
    /// ==> posts/b.md <==
    /// ---
    /// title: 新馆今日开放
    /// date: 2024-05-10
    /// ---
    /// 新图书馆的总藏书量达到了53万册。阅览大厅可以同时容纳1200名读者。一期工程的总投资为4.5亿元。
    /// ````
    /// ````md
    /// ==> posts/a.md <==
    /// ---
    /// title: 新图书馆开馆
    /// date: 2024-05-09
    /// ---
    /// 新图书馆的总藏书量达到了35万册。阅览大厅可以同时容纳1200名读者。一期工程的总投资为4.5亿元。
    /// ==> posts/b.md <==
    /// ---
    /// title: 一年之后
    /// date: 2025-05-10
    /// ---
    /// 新图书馆的总藏书量达到了53万册。阅览大厅可以同时容纳1200名读者。一期工程的总投资为4.5亿元。
    /// ````
    pub(crate) struct RetoldFigure {
        id: "consistency/retold-figure",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn retold_figure(range: TextRange, written: &str, other: &str, path: &str) -> Diagnostic {
    let meta = &RetoldFigure::META;
    let message = message!(
        "`{written}` differs from `{other}` in the same words of `{path}`, which tells the same story",
        written,
        other,
        path
    );
    Diagnostic::new(meta.rule_id(), meta.severity(), range, message)
        .with_label("this figure")
        .with_help("look up which one is right, and correct the other")
        .with_fingerprint_key(format!("{written} {other}"))
}

/// A clause that stands in more documents is a set phrase.
const MAXIMUM_COPIES: usize = 6;

/// How many days apart two tellings of a story may be.
const SAME_STORY_DAYS: i64 = 3;

/// What two documents share.
#[derive(Default)]
struct Shared {
    agreeing: usize,
    /// The numbers of the figures that differ, in the first and in the second document.
    differing: Vec<(usize, usize)>,
}

impl CorpusRule for RetoldFigure {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &CorpusContext<'_>, findings: &mut Vec<CorpusFinding>) {
        let mut clauses: Vec<(u64, u32, u32)> = Vec::new();
        for member in context.corpus.members() {
            if member.date().is_none() || member.is_unpublished() {
                continue;
            }
            let document = u32::try_from(member.index).unwrap_or(u32::MAX);
            let hashed = member.figures().iter().zip(0..).filter_map(|(figure, number)| Some((figure.clause?, number)));
            clauses.extend(hashed.map(|(clause, number)| (clause, document, number)));
        }
        clauses.sort_unstable();
        let mut pairs: FxHashMap<(u32, u32), Shared> = FxHashMap::default();
        for copies in clauses.chunk_by(|one, other| one.0 == other.0) {
            if !(2..=MAXIMUM_COPIES).contains(&copies.len()) {
                continue;
            }
            for (index, first) in copies.iter().enumerate() {
                for second in copies[index + 1..].iter().filter(|second| second.1 != first.1) {
                    let (one, other) = (member(context, first.1), member(context, second.1));
                    if may_tell_one_story(one, other) {
                        let shared = pairs.entry((first.1, second.1)).or_default();
                        let (figure, changed) = (one.figures()[first.2 as usize], other.figures()[second.2 as usize]);
                        if (figure.significand, figure.exponent) == (changed.significand, changed.exponent) {
                            shared.agreeing += 1;
                        } else {
                            shared.differing.push((first.2 as usize, second.2 as usize));
                        }
                    }
                }
            }
        }
        let mut told: Vec<((u32, u32), Shared)> = pairs.into_iter().collect();
        told.sort_unstable_by_key(|(pair, _)| *pair);
        for ((first, second), shared) in told {
            if shared.differing.is_empty() || shared.agreeing < 2 * shared.differing.len() {
                continue;
            }
            let (one, other) = (member(context, first), member(context, second));
            for (number, changed) in shared.differing {
                let range = other.figures()[changed].range;
                let finding = retold_figure(range, other.figure_text(changed), one.figure_text(number), one.path());
                let finding = CorpusFinding::new(other.index, finding);
                findings.push(finding.with_elsewhere(one.index, one.figures()[number].range, "told like this there"));
            }
        }
    }
}

fn member<'a>(context: &CorpusContext<'a>, document: u32) -> Member<'a> {
    context.corpus.member(document as usize)
}

/// Returns whether two documents may tell one story: of the same days, and no translations of each other.
fn may_tell_one_story(one: Member<'_>, other: Member<'_>) -> bool {
    let near = one
        .date()
        .zip(other.date())
        .is_some_and(|((one, _), (other, _))| (one - other).num_days().abs() <= SAME_STORY_DAYS);
    near && one.language() == other.language()
}
