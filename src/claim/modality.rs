//! How the claims of a sentence are meant: asserted, hedged, denied, asked, quoted.

use crate::language::CueKind;
use crate::quantity::QuantityValue;
use crate::text::{TextRange, range};

use super::scene::{Scene, inside};
use super::sentence::Sentence;
use super::words::{prefix_of, words};
use super::{Claim, ClaimValue, Modality, Subject};

/// Sets the modality of a sentence's claims from the cues in it.
///
/// A hedge or a plan covers all that follows it in the sentence (the scope of 有消息称 runs over the conjoined clauses),
/// and the clause just before it where it ends the sentence (`…, according to rumours.`). Words that
/// call it false or made up cover the whole sentence, negations and questions their clause, conditions all that follows
/// them in the sentence.
pub(crate) fn settle_modality(scene: &Scene<'_>, sentence: &Sentence, claims: &mut [Claim]) {
    for claim in claims {
        let index = sentence.clauses.partition_point(|clause| clause.end() < claim.range.end());
        let clause = sentence.clauses.get(index).filter(|clause| clause.contains_range(claim.range));
        let in_clause = |place: TextRange| clause.is_some_and(|clause| clause.contains_range(place));
        let is_date = matches!(claim.value, ClaimValue::Date { .. });
        for cue in inside(scene.cues, around(scene, sentence, claim), |cue| cue.range) {
            let is_before = cue.range.end() <= claim.range.start();
            let modality = match cue.kind {
                CueKind::Hedge if !is_before && looks_ahead(scene, cue.range) => continue,
                CueKind::Hedge if is_before || in_clause(cue.range) || trails(sentence, clause, cue.range) => {
                    Modality::Hedged
                }
                // `将推出Phi-3-small（70亿参数）`: what is to come is the event, not the size.
                CueKind::Forecast | CueKind::Future if is_appended(scene, claim) => continue,
                CueKind::Forecast if is_before => Modality::Hedged,
                CueKind::Future if is_before && !is_date && in_clause(cue.range) => Modality::Hedged,
                CueKind::Negation if is_before && in_clause(cue.range) && !is_announced(scene, cue.range, claim) => {
                    Modality::Negated
                }
                CueKind::Denial => Modality::Negated,
                CueKind::Condition if is_before && (in_clause(cue.range) || !is_offer(scene, cue.range)) => {
                    Modality::Hypothetical
                }
                CueKind::Question if in_clause(cue.range) => Modality::Question,
                _ => continue,
            };
            claim.modality = claim.modality.max(modality);
        }
        if sentence.is_question {
            claim.modality = Modality::Question;
        }
        if claim.modality <= Modality::Hedged && is_quoted(scene, sentence, claim) {
            claim.modality = Modality::Quoted;
        }
    }
}

/// Returns whether a cue of doubt behind a value is a modal that only covers what follows it, and that is not the truth of
/// the value: `Dolly的60亿参数可能显得不多`, but not `1万亿参数可能属实`.
fn looks_ahead(scene: &Scene<'_>, cue: TextRange) -> bool {
    let text = scene.text(cue);
    let rest = scene.prose[usize::from(cue.end())..].trim_start();
    let before = &scene.prose[..usize::from(cue.start())];
    words().modals.iter().any(|modal| modal.eq_ignore_ascii_case(text))
        && !before.ends_with(['有', '大', '很'])
        && prefix_of(rest, &words().truths).is_none()
}

/// Returns whether a value is added in brackets right behind the name of its subject: `Phi-3-small（70亿参数）`.
fn is_appended(scene: &Scene<'_>, claim: &Claim) -> bool {
    let Subject::Known { range, .. } = claim.subject else { return false };
    range.end() <= claim.range.start()
        && matches!(scene.text(TextRange::new(range.end(), claim.range.start())).trim(), "(" | "（")
}

/// Returns the part of a sentence whose cues may reach a claim: 600 bytes on both sides, far more than sentences have.
fn around(scene: &Scene<'_>, sentence: &Sentence, claim: &Claim) -> TextRange {
    const REACH: usize = 600;
    let start = usize::from(claim.range.start()).saturating_sub(REACH);
    let end = (usize::from(claim.range.end()) + REACH).min(scene.prose.len());
    let start = scene.prose.ceil_char_boundary(start).max(usize::from(sentence.range.start()));
    let end = scene.prose.floor_char_boundary(end).min(usize::from(sentence.range.end()));
    range(start, end.max(start))
}

/// Returns whether a condition only says for whom the rest is worth knowing: in `If you need a long context, Command R+
/// has …` the rest is so whether they need it or not.
fn is_offer(scene: &Scene<'_>, condition: TextRange) -> bool {
    let rest = scene.prose[usize::from(condition.end())..].trim_start();
    words().offers.iter().any(|word| rest.starts_with(word.as_str()))
}

/// Returns whether a colon stands between a cue and the claim with its subject: `并不意外：GPT-3有1750亿参数`.
fn is_announced(scene: &Scene<'_>, cue: TextRange, claim: &Claim) -> bool {
    let Subject::Known { range, .. } = claim.subject else { return false };
    let announces = |gap: &str| gap.contains('：') || gap.contains(": ");
    cue.end() <= range.start() && announces(scene.text(TextRange::new(cue.end(), range.start())))
}

/// Returns whether a cue stands in the last clause of the sentence and that clause follows the claim's directly.
fn trails(sentence: &Sentence, clause: Option<&TextRange>, cue: TextRange) -> bool {
    let [.., before, last] = sentence.clauses.as_slice() else { return false };
    clause == Some(before) && last.contains_range(cue)
}

/// Marks earlier claims of the block as hedged where this sentence takes their value up again and calls it a rumour:
/// `不过1万亿只是坊间的说法`.
pub(crate) fn hedge_restated(scene: &Scene<'_>, sentence: &Sentence, earlier: &mut [Claim]) {
    if !scene.cues.iter().any(|cue| cue.kind == CueKind::Hedge) {
        return;
    }
    let text = scene.text(sentence.range);
    let refers_back = words().back_references.iter().any(|words| text.contains(words.as_str()));
    for claim in earlier.iter_mut().rev().take(3) {
        let ClaimValue::Amount { value: QuantityValue::Exact(amount), .. } = claim.value else { continue };
        let is_restated = scene
            .quantities
            .iter()
            .any(|quantity| matches!(quantity.value, QuantityValue::Exact(other) if other.value == amount.value));
        if is_restated || refers_back {
            claim.modality = claim.modality.max(Modality::Hedged);
        }
    }
}

/// Returns whether a claim stands in quotation marks: somebody else's sentence.
fn is_quoted(scene: &Scene<'_>, sentence: &Sentence, claim: &Claim) -> bool {
    let near = around(scene, sentence, claim);
    let before = &scene.prose[usize::from(near.start())..usize::from(claim.range.start())];
    let opened = before.rfind(['“', '「', '『']);
    let closed = before.rfind(['”', '」', '』']);
    let is_open = match (opened, closed) {
        (Some(opened), Some(closed)) => closed < opened,
        (Some(_), None) => true,
        _ => false,
    };
    // A straight mark opens and closes alike: an odd one is open, where another follows.
    let straight = before.matches('"').count();
    let after =
        &scene.prose[usize::from(claim.range.end())..usize::from(near.end()).max(usize::from(claim.range.end()))];
    is_open || straight % 2 == 1 && after.contains('"')
}
