//! Which numbers and dates of a document are values of an attribute.
//!
//! `value` lists the numbers; `count` ties those that count something to attributes of the tables, with `size` for those
//! that no noun follows, `list` for those that share a noun, and `generic` for those that are no values; `price` ties
//! amounts of money, `score` results of tests, `event` dates, `table` the cells of tables. The words that decide stand
//! in the tables' phrases and in the vocabulary; nothing here knows a subject.

mod count;
mod event;
mod generic;
mod list;
mod price;
mod score;
mod size;
mod table;
#[cfg(test)]
mod tests;
mod value;

use crate::claim::modality::{hedge_restated, settle_modality};
use crate::claim::scene::{Scene, between, inside};
use crate::claim::sentence::Sentence;
use crate::claim::{Claim, ClaimValue, Modality, Subject};
use crate::document::BlockKind;
use crate::language::{Cue, CueKind};
use crate::quantity::QuantityValue;
use crate::reference::{AttributeIndex, Dimension, ReferenceTables};
use crate::text::{TextRange, size};

use super::View;
use super::vocabulary::vocabulary;
use value::{Value, values};

/// A value of an attribute, before anybody asks whose.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// Bytes of the prose: the value alone (number, unit, currency mark), without words of hedging.
    pub(crate) range: TextRange,
    /// Value and attribute words together: `a 70B-parameter`, `参数量为700亿`.
    pub(crate) phrase: TextRange,
    /// Which attributes the words may mean; never empty.
    pub(crate) attributes: Vec<AttributeIndex>,
    /// What is said.
    pub(crate) value: ClaimValue,
    /// How it is meant.
    pub(crate) modality: Modality,
    /// Index into the document's blocks.
    pub(crate) block: usize,
}

/// A value with the attribute that it is one of.
#[derive(Clone, Debug)]
struct Bound {
    attributes: Vec<AttributeIndex>,
    /// Value and attribute words together.
    phrase: TextRange,
}

/// A sentence with what was found in it.
struct Reading<'a> {
    scene: Scene<'a>,
    tables: &'a ReferenceTables,
    sentence: &'a Sentence,
    values: Vec<Value>,
}

/// Values of one sentence, at the most: more is a row of numbers, not prose.
const MOST_VALUES: usize = 64;

/// Returns the values in order of their ranges.
pub(crate) fn candidates(view: &View<'_>) -> Vec<Candidate> {
    let whole = view.scene();
    let mut candidates = Vec::new();
    for (index, block) in view.document.blocks.iter().enumerate() {
        let is_quoted = matches!(block.kind, BlockKind::Paragraph { quote_depth: 1.., .. });
        let scene = whole.within(block.range);
        if scene.quantities.is_empty() && scene.dates.is_empty() {
            continue;
        }
        let first_of_block = candidates.len();
        for (place, sentence) in view.sentences[index].iter().enumerate() {
            let inner = scene.within(sentence.range);
            let first = candidates.len();
            read_sentence(view, inner, sentence, index, &mut candidates);
            let before = place.checked_sub(1).map(|before| &view.sentences[index][before]);
            settle(view, &inner, sentence, before, &mut candidates[first_of_block..], first - first_of_block);
        }
        if is_quoted {
            for candidate in &mut candidates[first_of_block..] {
                candidate.modality = candidate.modality.max(Modality::Quoted);
            }
        }
    }
    let mut cells = Vec::new();
    for table in &view.document.tables {
        table::read(view, &whole, table, &mut cells);
    }
    prefer_cells(view, &mut candidates, cells);
    candidates.sort_by_key(|candidate| (candidate.range.start(), candidate.range.end()));
    candidates.dedup_by(|next, before| next.range.start() < before.range.end());
    candidates
}

/// Adds the cells of tables; the words in a cell itself say more than its header does (`32K context` under `Notes`), an
/// amount of money alone says less.
fn prefer_cells(view: &View<'_>, candidates: &mut Vec<Candidate>, mut cells: Vec<Candidate>) {
    let is_count = |candidate: &Candidate| view.tables.attribute(candidate.attributes[0]).dimension == Dimension::Count;
    let overlapping = |candidates: &[Candidate], range: TextRange| {
        let index = candidates.partition_point(|candidate| candidate.range.end() <= range.start());
        candidates.get(index).filter(|candidate| candidate.range.start() < range.end()).map(&is_count)
    };
    candidates.sort_by_key(|candidate| (candidate.range.start(), candidate.range.end()));
    cells.sort_by_key(|cell| (cell.range.start(), cell.range.end()));
    cells.retain(|cell| overlapping(candidates, cell.range) != Some(true));
    candidates.retain(|candidate| overlapping(&cells, candidate.range).is_none());
    candidates.append(&mut cells);
}

/// Returns whether anybody would write such a value of an attribute: 14.3 is no number of parameters.
pub(super) fn is_likely(tables: &ReferenceTables, attributes: &[AttributeIndex], value: &ClaimValue) -> bool {
    let ClaimValue::Amount { value: QuantityValue::Exact(amount), .. } = value else { return true };
    attributes.iter().any(|attribute| vocabulary().is_likely(&tables.attribute(*attribute).key, amount.value))
}

/// Reads the values of one sentence.
fn read_sentence(
    view: &View<'_>,
    scene: Scene<'_>,
    sentence: &Sentence,
    block: usize,
    candidates: &mut Vec<Candidate>,
) {
    if scene.quantities.len() <= MOST_VALUES && !scene.quantities.is_empty() {
        let values = values(&scene);
        let reading = Reading { scene, tables: view.tables, sentence, values };
        let mut bound = vec![None; reading.values.len()];
        price::bind(&reading, &mut bound);
        count::bind(&reading, &mut bound);
        score::bind(&reading, &mut bound);
        price::bind_money(&reading, &mut bound);
        for (value, bound) in reading.values.iter().zip(bound) {
            if let Some(bound) = bound {
                candidates.push(value.candidate(bound, block));
            }
        }
    }
    if scene.dates.len() <= MOST_VALUES {
        event::read(view, &scene, sentence, block, candidates);
    }
}

/// Says how the values of a sentence are meant; `candidates` are those of the block so far, `first` the sentence's own.
fn settle(
    view: &View<'_>,
    scene: &Scene<'_>,
    sentence: &Sentence,
    before: Option<&Sentence>,
    candidates: &mut [Candidate],
    first: usize,
) {
    let claim = |candidate: &Candidate| Claim {
        range: candidate.range,
        subject: Subject::Unknown,
        attributes: Vec::new(),
        value: candidate.value.clone(),
        modality: candidate.modality,
        block: candidate.block,
    };
    // Only the sentence before can be taken up again.
    let from = before.map_or(first, |before| {
        candidates[..first].partition_point(|candidate| candidate.range.start() < before.range.start())
    });
    let mut claims: Vec<Claim> = candidates[from..].iter().map(claim).collect();
    let (earlier, own) = claims.split_at_mut(first - from);
    let cues = doubts(scene);
    let scene = &Scene { cues: &cues, ..*scene };
    for claim in own.iter_mut() {
        // `costs $2 and reportedly scores 84%`: what follows a conjunction is hedged alone.
        let behind = cues.partition_point(|cue| cue.range.start() < claim.range.end());
        let reach = (behind + MOST_CUES).min(cues.len());
        // 可能是最大的开源模型: behind a mark such an adverb has a predicate of its own.
        let is_modal =
            |cue: &Cue| vocabulary().modals.at_start(scene.text(cue.range)) == Some(usize::from(cue.range.len()));
        let is_apart = |cue: &&Cue| {
            let gap = scene.text(between(claim.range, cue.range));
            cue.kind == CueKind::Hedge && (joins(gap) || is_modal(cue) && gap.ends_with(['，', '、', '；']))
        };
        let end = cues[behind..reach].iter().position(|cue| is_apart(&cue)).map_or(cues.len(), |at| behind + at);
        // 预计训练将耗费数月，而上一代有1000亿参数: and before 而, its predicate has ended.
        let is_over = |cue: &&Cue| {
            cue.range.end() <= claim.range.start() && is_modal(cue) && {
                let gap = scene.text(between(cue.range, claim.range));
                gap.len() <= 400 && gap.contains("，而")
            }
        };
        let first_in_force = cues[..end].iter().rposition(|cue| is_over(&cue)).map_or(0, |at| at + 1);
        let scene = Scene { cues: &cues[first_in_force..end], ..*scene };
        settle_modality(&scene, sentence, std::slice::from_mut(claim));
    }
    // A sentence with values of its own speaks of those.
    if own.is_empty() {
        hedge_restated(scene, sentence, earlier);
    }
    for (candidate, claim) in candidates[from..].iter_mut().zip(claims) {
        candidate.modality = claim.modality;
    }
    for candidate in &mut candidates[first..] {
        // A rumour that is quoted or stands under a condition is a rumour still.
        let is_open = !matches!(candidate.modality, Modality::Hedged | Modality::Negated);
        if is_open && is_doubted(view, scene, sentence, candidate) {
            candidate.modality = Modality::Hedged;
        }
    }
}

/// Returns whether a text between a value and a cue ends with a conjunction, and so opens another statement.
fn joins(text: &str) -> bool {
    text.len() <= 160 && ["and", "but", "while", "which", "并", "而"].iter().any(|word| text.trim_end().ends_with(word))
}

/// Cues behind a value that are looked at.
const MOST_CUES: usize = 4;

/// Returns whether a cue of doubt, or a word for talks and attempts (洽谈, `is seeking`), stands before a value in its
/// sentence: in its own clause, or, for a cue, before it.
fn is_doubted(view: &View<'_>, scene: &Scene<'_>, sentence: &Sentence, candidate: &Candidate) -> bool {
    let index = sentence.clauses.partition_point(|clause| clause.end() < candidate.range.end());
    let Some(clause) = sentence.clauses.get(index).filter(|clause| clause.contains_range(candidate.range)) else {
        return false;
    };
    let from = clause.start().max(candidate.range.start() - size(MOST_LEAD).min(candidate.range.start()));
    let from = scene.prose.ceil_char_boundary(from.into()).min(candidate.range.start().into());
    let lead = &scene.prose[from..candidate.range.start().into()];
    let dimension = view.tables.attribute(candidate.attributes[0]).dimension;
    let is_figure = matches!(dimension, Dimension::Count | Dimension::Quantity);
    let is_cue = |cue: &Cue| {
        matches!(cue.kind, CueKind::Hedge | CueKind::Forecast) && cue.range.end() <= candidate.range.start()
    };
    candidate.modality != Modality::Asserted && inside(scene.cues, *clause, |cue| cue.range).iter().any(is_cue)
        || vocabulary().doubts.is_in(lead)
        || !is_figure && vocabulary().talks.is_in(lead)
}

/// Bytes before a value that words for talks and attempts are looked for in.
const MOST_LEAD: usize = 240;

/// Returns the cues of a sentence without those that cast no doubt on a value: 未来三年, and plans that the subject itself
/// announces (宣布将投入).
fn doubts(scene: &Scene<'_>) -> Vec<Cue> {
    let mut is_announced = false;
    let is_doubt = |cue: &&Cue| {
        let text = scene.text(cue.range);
        is_announced |= vocabulary().first_party.at_start(text) == Some(text.len());
        let is_own_plan = is_announced && matches!(cue.kind, CueKind::Future);
        // 将300亿参数的模型整合: no plan, but what is done to something.
        let rest = &scene.prose[usize::from(cue.range.end())..];
        let is_disposal = matches!(text, "将" | "將") && vocabulary().planned.at_start(rest).is_none();
        // 援引知情人士的话称: what somebody said, and no condition.
        let is_words =
            text.ends_with("的话") && ["称", "说", "报道", "指出", "表示"].iter().any(|verb| rest.starts_with(verb));
        !is_own_plan && !is_words && !is_disposal && vocabulary().not_doubts.at_start(text) != Some(text.len())
    };
    scene.cues.iter().filter(is_doubt).copied().collect()
}

impl<'a> Reading<'a> {
    /// Returns the text before a place in its sentence, 160 bytes at the most.
    fn before(&self, place: TextRange) -> &'a str {
        let end = usize::from(place.start());
        let start = usize::from(self.sentence.range.start()).max(end.saturating_sub(160)).min(end);
        &self.scene.prose[self.scene.prose.ceil_char_boundary(start).min(end)..end]
    }

    /// Returns the text after a place in its sentence, 160 bytes at the most.
    fn after(&self, place: TextRange) -> &'a str {
        let start = usize::from(place.end());
        let end = usize::from(self.sentence.range.end()).min(start + 160).max(start);
        &self.scene.prose[start..self.scene.prose.floor_char_boundary(end).max(start)]
    }

    /// Returns the text between a value and the next one, or the one before it.
    fn gap(&self, left: usize, right: usize) -> &'a str {
        let (start, end) = (self.values[left].outer.end(), self.values[right].outer.start());
        &self.scene.prose[usize::from(start)..usize::from(end.max(start))]
    }

    /// Returns the clause that a place is in.
    fn clause(&self, place: TextRange) -> TextRange {
        let index = self.sentence.clauses.partition_point(|clause| clause.end() < place.end());
        self.sentence.clauses.get(index).copied().unwrap_or(self.sentence.range)
    }

    fn key(&self, attribute: AttributeIndex) -> &'a str {
        &self.tables.attribute(attribute).key
    }
}

/// Returns a text without the space, emphasis and quotation marks that it starts with.
fn skip_marks(text: &str) -> &str {
    text.trim_start_matches(is_mark)
}

/// Returns a text without those that it ends with.
fn skip_marks_back(text: &str) -> &str {
    text.trim_end_matches(is_mark)
}

fn is_mark(character: char) -> bool {
    character.is_whitespace() || matches!(character, '*' | '_' | '`' | '"' | '“' | '”' | '「' | '」' | '\'' | '’' | '‘')
}
