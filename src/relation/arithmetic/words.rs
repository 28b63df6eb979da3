//! The words around numbers that are computed with, from `lints/relations/arithmetic/*.yaml`.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::data::{self, Node};
use crate::language::{Lexicon, Operator, Phrases};

/// The words of all languages together.
#[derive(Debug, Default)]
pub(crate) struct Words {
    // The longest first, with their lengths in seconds.
    time_units: Vec<(String, Decimal)>,
    pub(super) from: Phrases,
    pub(super) to: Phrases,
    /// Before the number that another is held against: 较, than.
    pub(super) than: Phrases,
    pub(super) rise: Phrases,
    pub(super) fall: Phrases,
    /// For the better, whichever way that is: 提升, improvement.
    pub(super) better: Phrases,
    /// Changes of speed: 提速, faster.
    pub(super) faster: Phrases,
    /// May stand beside words of change.
    pub(super) light: Phrases,
    /// Say that a change is one from another number than stands there: 同比.
    pub(super) elsewhere: Phrases,
    /// Beside the number that a change starts from these say that it is that of a year before.
    pub(super) base_before: Phrases,
    /// Make a change one a year: 年均, per year.
    pub(super) rates: Phrases,
    /// After two numbers these make them a range.
    pub(super) ranges: Phrases,
    /// Before two numbers these do.
    pub(super) range_leads: Phrases,
    /// Before two numbers these make them a change: went, brought.
    pub(super) moves: Phrases,
    /// Verbs before two numbers that are results, and not settings: 缩短到, improved.
    pub(super) outcomes: Phrases,
    /// After a percentage these leave it that of the change: 的增长.
    pub(super) own_nouns: Phrases,
    /// Units of speed.
    pub(super) rate_units: Phrases,
    /// Name what can fall below nothing: profit, 气温.
    pub(super) below_zero: Phrases,
    /// Between a word for a fall and its size: 了约, by nearly.
    pub(super) beside_size: Phrases,
    /// Before a word for a fall these make another word of it: 不减.
    pub(super) no_falls: Phrases,
    /// After a size these make it one of a fall: cheaper.
    pub(super) fall_nouns: Phrases,
    /// Look like words for a fall, and say what is left.
    pub(super) not_falls: Phrases,
    /// Between a part and its whole, or the whole and its part.
    pub(super) part_of: Phrases,
    pub(super) of_which: Phrases,
    /// Before a whole that its part follows: Of the 40 ….
    pub(super) lead_of: Phrases,
    /// Between a part and its percentage: 占.
    pub(super) share: Phrases,
    pub(super) rate_noun: Phrases,
    /// Rates that are of the counts beside them: 通过率.
    pub(super) count_rates: Phrases,
    /// Before a whole: 一共, a total of.
    pub(super) totals: Phrases,
    /// After a part: 120 of them.
    pub(super) of_them: Phrases,
    /// Deny that something can be.
    pub(super) denials: Phrases,
    /// Before a number these make it a name: step 3 of 5.
    pub(super) labels: Phrases,
    /// Before the last share of a whole.
    pub(super) rest: Phrases,
    pub(super) certain_rest: Phrases,
    /// Before or after shares that make up a whole.
    pub(super) whole_before: Phrases,
    pub(super) whole_after: Phrases,
    /// Leave a list of shares open: 等, mainly.
    pub(super) open_lists: Phrases,
    pub(super) halves: Phrases,
    pub(super) mean: Phrases,
    pub(super) mean_after: Phrases,
    /// Say that what is averaged is whole: 整数, Likert.
    pub(super) whole_items: Phrases,
    /// Name what is counted in whole numbers: children.
    pub(super) whole_nouns: Phrases,
    pub(super) people: Phrases,
    /// Say that a mean is one of several figures each.
    pub(super) not_single: Phrases,
}

/// Returns the words, read on first use.
pub(crate) fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(Words::embedded);
    &WORDS
}

impl Words {
    fn embedded() -> Self {
        let mut words = Self::default();
        let mut lists: FxHashMap<&str, Vec<String>> = FxHashMap::default();
        for (_, root) in data::embedded("relations/arithmetic/") {
            for entry in root.get("time-units").map_or(&[][..], Node::entries) {
                let seconds = entry.value.as_scalar().and_then(|seconds| seconds.parse().ok());
                words.time_units.extend(seconds.map(|seconds| (entry.key.to_string(), seconds)));
            }
            for (key, _) in Self::default().lists() {
                let items = root.get(key).map_or(&[][..], Node::items);
                let items = items.iter().filter_map(|item| item.as_scalar().map(str::to_lowercase));
                lists.entry(key).or_default().extend(items);
            }
        }
        words.time_units.sort_by_key(|(unit, _)| std::cmp::Reverse(unit.len()));
        for (key, phrases) in words.lists() {
            *phrases = Phrases::new(lists.remove(key).unwrap_or_default());
        }
        words
    }

    fn lists(&mut self) -> [(&'static str, &mut Phrases); 44] {
        [
            ("from", &mut self.from),
            ("to", &mut self.to),
            ("than", &mut self.than),
            ("rise", &mut self.rise),
            ("fall", &mut self.fall),
            ("better", &mut self.better),
            ("faster", &mut self.faster),
            ("light", &mut self.light),
            ("elsewhere", &mut self.elsewhere),
            ("base-before", &mut self.base_before),
            ("rates", &mut self.rates),
            ("ranges", &mut self.ranges),
            ("range-leads", &mut self.range_leads),
            ("moves", &mut self.moves),
            ("outcomes", &mut self.outcomes),
            ("own-nouns", &mut self.own_nouns),
            ("rate-units", &mut self.rate_units),
            ("below-zero", &mut self.below_zero),
            ("beside-size", &mut self.beside_size),
            ("no-falls", &mut self.no_falls),
            ("fall-nouns", &mut self.fall_nouns),
            ("not-falls", &mut self.not_falls),
            ("part-of", &mut self.part_of),
            ("of-which", &mut self.of_which),
            ("lead-of", &mut self.lead_of),
            ("share", &mut self.share),
            ("rate-noun", &mut self.rate_noun),
            ("count-rates", &mut self.count_rates),
            ("totals", &mut self.totals),
            ("of-them", &mut self.of_them),
            ("denials", &mut self.denials),
            ("labels", &mut self.labels),
            ("rest", &mut self.rest),
            ("certain-rest", &mut self.certain_rest),
            ("whole-before", &mut self.whole_before),
            ("whole-after", &mut self.whole_after),
            ("open-lists", &mut self.open_lists),
            ("halves", &mut self.halves),
            ("mean", &mut self.mean),
            ("mean-after", &mut self.mean_after),
            ("whole-items", &mut self.whole_items),
            ("whole-nouns", &mut self.whole_nouns),
            ("people", &mut self.people),
            ("not-single", &mut self.not_single),
        ]
    }

    /// Returns the length of the unit of time that a text starts with, and how many seconds it is.
    pub(super) fn time_unit(&self, text: &str) -> Option<(usize, Decimal)> {
        let unit = self.time_units.iter().find(|(unit, _)| text.starts_with(unit.as_str()))?;
        Some((unit.0.len(), unit.1))
    }

    /// Returns what the words at the end of a text make of the number behind them.
    pub(super) fn operator_before(&self, text: &str) -> Operator {
        let from = text.floor_char_boundary(text.len().saturating_sub(32));
        let before = text[from..].to_lowercase();
        Lexicon::shared().before.at_end(before.trim_end()).map_or(Operator::Equal, |(_, operator)| *operator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_letters_count_whole() {
        assert_eq!(words().rise.suffix(", up"), Some(2));
        assert_eq!(words().rise.suffix("a group"), None);
        assert_eq!(words().fall.suffix("减少"), Some("减少".len()));
        assert!(words().rest.stand_in("and the remaining "));
    }
}
