//! The words that stand around claims, from `lints/claims/*.yaml`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::data::{self, Node};
use crate::language::Phrases;

/// The words of all languages together.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// Words of letters that may stand between a subject and its value, in lower case.
    light_words: FxHashSet<String>,
    /// Words of scripts without spaces that may, by their first character, the longest first.
    light_stems: FxHashMap<char, Vec<String>>,
    conjunctions: FxHashSet<String>,
    attributive: FxHashSet<String>,
    measures: FxHashSet<String>,
    pub(crate) after_value: Vec<String>,
    pub(crate) counted: Vec<String>,
    pub(crate) after_name: Vec<String>,
    pub(crate) when: Vec<String>,
    subordinators: Phrases,
    subordinate_ends: Vec<String>,
    pub(crate) extensions: Phrases,
    pub(crate) prefixes: Phrases,
    /// Before a name, with an article between, these make it where or with what something is: on, 在.
    pub(crate) adjuncts: Vec<String>,
    pub(crate) not_extensions: Vec<String>,
    /// Before or after a name without a space, these make it another's: 国产GPT-3, GPT-3平替.
    pub(crate) stem_prefixes: Vec<String>,
    pub(crate) stem_suffixes: Vec<String>,
    /// May stand between a count and the name that is counted: 8张H100, `8× NVIDIA H100`.
    counters: FxHashSet<String>,
    /// Make a value that of a part: per layer, 每个专家.
    parts: Phrases,
    /// Make a part no part after all: per token.
    not_parts: Vec<String>,
    /// After `的` or a space, the noun that a value belongs to: model, 模型.
    pub(crate) heads: Vec<String>,
    /// Between a name and `a … model`, these make the name the model: is, 是.
    copulas: Phrases,
    /// After a bare day these let it be one, where other words would make it a count: in May 32 people joined.
    pub(crate) after_day: Vec<String>,
    /// After 日 these make a compound of it: 30日均线.
    pub(crate) day_compounds: Vec<String>,
    /// Before digits these say that they are no date: 编号：2024-02-31.
    pub(crate) number_labels: Vec<String>,
    /// In a sentence these say that it speaks of dates as such, or of another calendar: 农历, no such day.
    pub(crate) date_doubts: Vec<String>,
    /// After a weekday these leave it the date's: 周三晚上八点.
    pub(crate) times_of_day: Vec<String>,
    pub(crate) rough_before: Vec<String>,
    pub(crate) rough_after: Vec<String>,
    pub(crate) back_references: Vec<String>,
    /// After a list of sizes, perhaps with a count before them, or before one: 三种规格, versions.
    pub(crate) size_nouns: Vec<String>,
    /// Numerals and measure words between a list and the noun that sums it up: 三种.
    list_counts: Vec<String>,
    /// Between the unit of a number and the verb that it is the extent of: token上完成预训练.
    unit_links: Vec<String>,
    /// In a clause these make an amount one of many: continued training on 500B tokens.
    increments: Phrases,
    /// After a word for an event these make it a label for its day: 发布日期, release date.
    pub(crate) date_nouns: Vec<String>,
    /// Open a clause whose subject follows in the next: `With 176B parameters, BLOOM …`.
    pub(crate) lead_ins: Vec<String>,
    /// Pair the names of a sentence with its values: 分别, respectively.
    in_turn: Vec<String>,
    /// Open a clause that speaks of a part of the one before: 其中.
    pub(crate) inner_openings: Vec<String>,
    /// In a pronoun these say that it stands for whoever makes the thing: the company.
    pub(crate) makers: Vec<String>,
    /// After the day of an event these go on with something else: released on May 6 with a report.
    pub(crate) after_event: Vec<String>,
    /// Before whoever does something: 由.
    pub(crate) by: Vec<String>,
    /// What an event of one attribute alone is of: 论文发表于….
    pub(crate) works: Vec<String>,
    /// Right before a name these make it a means: 用GPT-4生成数据.
    instruments: Phrases,
    /// Right before a name these make it a yardstick: 超过BLOOM两倍.
    yardsticks: Phrases,
    /// After a size and a name these make the size theirs: 1.2B Llama downloads.
    pub(crate) own_counts: Vec<String>,
    /// Between a name and a value these make the value that of something made of it: GPT-3（微调）.
    derived: Phrases,
    /// Clouds, shops and programs that bring out what others made.
    platforms: Vec<String>,
    /// Right before a name these make it what something else comes with or is made for: `with Java 17`, 支持.
    pub(crate) event_adjuncts: Phrases,
    /// Right before a name these make what follows hearsay: 传GPT-5将于….
    pub(crate) hearsay: Phrases,
    /// In a sentence these make its values those of a part: `excluding`, a phase of the training.
    shares: Phrases,
    /// In a sentence these make its values what somebody measured.
    practice: Phrases,
    /// Right before a name these make it a measure: `a tenth the size of GPT-3`.
    fractions: Phrases,
    /// Verbs before a name whose object the values behind it may be said of: `call`, `meet`.
    introducing: Vec<String>,
    /// After an article or a possessive and before a name, these describe it: `its predecessor`, `the smaller`.
    describing: FxHashSet<String>,
    /// After a word for a condition these make it one of interest alone: `if you need`.
    pub(crate) offers: Vec<String>,
    /// Heads of columns whose names are not what the rows are about: `Base model`.
    pub(crate) not_rows: Vec<String>,
    /// Heads of columns that count what the rows name.
    pub(crate) count_heads: Vec<String>,
    /// Words for numbers from two on: `eight MI300X`.
    numerals: Vec<String>,
    /// Between a phrase such as 加入微软 and a length of time these count it up to now: 才, for.
    pub(crate) up_to_now: Vec<String>,
    /// In a clause these say that it speaks of a time gone by: 当时, then.
    pub(crate) then: Vec<String>,
    /// In a sentence these say that a value is one of the past: 曾, previously.
    past: Phrases,
    /// Beside a value these say that it counts what is in use, and not the whole: uses, per token, 调用.
    in_use: Vec<String>,
    /// Between an age and a name these leave it the name's: startup, 初创公司.
    pub(crate) since_nouns: Vec<String>,
    /// Before a list these say that its numbers are no sizes: tokens, 激活.
    not_sizes: Vec<String>,
    /// Cues of doubt that cover what follows them and nothing before: 可能, might.
    pub(crate) modals: Vec<String>,
    /// After a modal these speak of whether something is so: 属实, be true.
    pub(crate) truths: Vec<String>,
    /// Stand for a person: 他, she.
    pub(crate) persons: Vec<String>,
}

/// The keys of [`Words::phrases`].
const PHRASES: [&str; 15] = [
    "shares",
    "parts",
    "copulas",
    "past",
    "practice",
    "derived",
    "increments",
    "fractions",
    "hearsay",
    "event_adjuncts",
    "instruments",
    "yardsticks",
    "subordinators",
    "extensions",
    "prefixes",
];

/// Returns the words, read on first use.
pub(crate) fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(Words::embedded);
    &WORDS
}

impl Words {
    fn embedded() -> Self {
        let mut words = Self::default();
        let mut phrases: FxHashMap<&str, Vec<String>> = FxHashMap::default();
        for (_, root) in data::embedded("claims/") {
            words.read(&root);
            for key in PHRASES {
                phrases.entry(key).or_default().extend(texts(&root, key));
            }
        }
        for (key, list) in PHRASES.into_iter().zip(words.phrases()) {
            *list = Phrases::new(phrases.remove(key).unwrap_or_default());
        }
        for stems in words.light_stems.values_mut() {
            stems.sort_by_key(|stem| std::cmp::Reverse(stem.len()));
        }
        words
    }

    fn read(&mut self, root: &Node) {
        for word in texts(root, "light") {
            if word.is_ascii() {
                self.light_words.insert(word.to_ascii_lowercase());
            } else if let Some(first) = word.chars().next() {
                self.light_stems.entry(first).or_default().push(word);
            }
        }
        self.conjunctions.extend(texts(root, "conjunctions"));
        self.attributive.extend(texts(root, "attributive"));
        self.measures.extend(texts(root, "measures"));
        self.counters.extend(texts(root, "counters"));
        self.describing.extend(texts(root, "describing"));
        for (key, list) in [
            ("after_value", &mut self.after_value),
            ("counted", &mut self.counted),
            ("after_name", &mut self.after_name),
            ("when", &mut self.when),
            ("subordinate_ends", &mut self.subordinate_ends),
            ("adjuncts", &mut self.adjuncts),
            ("not_extensions", &mut self.not_extensions),
            ("stem_prefixes", &mut self.stem_prefixes),
            ("stem_suffixes", &mut self.stem_suffixes),
            ("not_parts", &mut self.not_parts),
            ("heads", &mut self.heads),
            ("after_day", &mut self.after_day),
            ("day_compounds", &mut self.day_compounds),
            ("number_labels", &mut self.number_labels),
            ("date_doubts", &mut self.date_doubts),
            ("times_of_day", &mut self.times_of_day),
            ("rough_before", &mut self.rough_before),
            ("rough_after", &mut self.rough_after),
            ("back_references", &mut self.back_references),
            ("size_nouns", &mut self.size_nouns),
            ("list_counts", &mut self.list_counts),
            ("unit_links", &mut self.unit_links),
            ("date_nouns", &mut self.date_nouns),
            ("lead_ins", &mut self.lead_ins),
            ("in_turn", &mut self.in_turn),
            ("inner_openings", &mut self.inner_openings),
            ("makers", &mut self.makers),
            ("after_event", &mut self.after_event),
            ("by", &mut self.by),
            ("works", &mut self.works),
            ("own_counts", &mut self.own_counts),
            ("platforms", &mut self.platforms),
            ("introducing", &mut self.introducing),
            ("offers", &mut self.offers),
            ("not_rows", &mut self.not_rows),
            ("count_heads", &mut self.count_heads),
            ("numerals", &mut self.numerals),
            ("up_to_now", &mut self.up_to_now),
            ("then", &mut self.then),
            ("in_use", &mut self.in_use),
            ("since_nouns", &mut self.since_nouns),
            ("not_sizes", &mut self.not_sizes),
            ("modals", &mut self.modals),
            ("truths", &mut self.truths),
            ("persons", &mut self.persons),
        ] {
            list.extend(texts(root, key));
        }
    }

    /// Returns the lists that are looked for in long texts, in the order of [`PHRASES`].
    fn phrases(&mut self) -> [&mut Phrases; PHRASES.len()] {
        [
            &mut self.shares,
            &mut self.parts,
            &mut self.copulas,
            &mut self.past,
            &mut self.practice,
            &mut self.derived,
            &mut self.increments,
            &mut self.fractions,
            &mut self.hearsay,
            &mut self.event_adjuncts,
            &mut self.instruments,
            &mut self.yardsticks,
            &mut self.subordinators,
            &mut self.extensions,
            &mut self.prefixes,
        ]
    }

    /// Returns the length of the light word that `text` starts with; words of letters count whole.
    pub(crate) fn light_prefix(&self, text: &str) -> Option<usize> {
        if text.starts_with(|first: char| first.is_ascii_alphanumeric()) {
            let length = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(text.len());
            let word = &text[..length];
            return (word.len() < 24 && self.light_words.contains(&word.to_ascii_lowercase())).then_some(length);
        }
        let stems = self.light_stems.get(&text.chars().next()?)?;
        stems.iter().find(|stem| text.starts_with(stem.as_str())).map(String::len)
    }

    /// Returns whether the text between two names or values makes a list of them.
    pub(crate) fn is_conjunction(&self, gap: &str) -> bool {
        gap.len() <= 24 && self.conjunctions.contains(plain(gap))
    }

    /// Returns whether a text ends with a word that joins names: `Foo and `, `甲、`.
    pub(crate) fn ends_with_conjunction(&self, head: &str) -> bool {
        let head = head.trim_end();
        self.conjunctions.iter().any(|word| {
            head.strip_suffix(word.as_str()).is_some_and(|rest| {
                !word.starts_with(|first: char| first.is_ascii_alphabetic()) || rest.ends_with(char::is_whitespace)
            })
        })
    }

    /// Returns whether the text between a value and a name makes the value the name's attribute: `38亿参数的Phi-3`.
    pub(crate) fn is_attributive(&self, gap: &str) -> bool {
        let gap = plain(gap).trim_matches(['“', '《', '"']);
        gap.is_empty() || self.attributive.contains(gap)
    }

    /// Returns whether the text between a number and a name leaves the number a count of what the name names.
    pub(crate) fn is_counter(&self, gap: &str) -> bool {
        let mut parts = gap.split_whitespace();
        parts.all(|part| self.counters.contains(part))
    }

    /// Returns whether a clause speaks of parts: `per layer`, `each expert`, 每个专家; per token or pass is of the whole.
    pub(crate) fn speaks_of_parts(&self, clause: &str) -> bool {
        let is_whole = || {
            let lower = clause.to_ascii_lowercase();
            self.not_parts.iter().any(|word| lower.contains(word.as_str()))
        };
        self.parts.stand_in(clause) && !is_whole()
    }

    /// Returns whether the text between a name and a value makes the name what is described: `is a`, 是一个.
    pub(crate) fn has_copula(&self, gap: &str) -> bool {
        self.copulas.stand_in(gap)
    }

    /// Returns whether a clause says when something else was: `after GPT-3 came out`, `GPT-3发布后`.
    pub(crate) fn is_subordinate(&self, clause: &str) -> bool {
        let first = &clause[..memchr::memchr(b' ', clause.as_bytes()).unwrap_or(clause.len())];
        self.subordinators.has(first) || suffix_of(clause, &self.subordinate_ends).is_some()
    }

    /// Returns whether a sentence says that its values are of the past: 曾, `previously`.
    pub(crate) fn speaks_of_past(&self, sentence: &str) -> bool {
        self.past.stand_in(sentence)
    }

    /// Returns whether words beside a value, in lower case, say that it counts what is in use: `uses`, `per token`, 调用.
    pub(crate) fn speaks_of_use(&self, beside: &str) -> bool {
        self.in_use.iter().any(|word| has_word(beside, word))
    }

    /// Returns whether the text between a number and a noun leaves the number the noun's: a measure word, a hyphen.
    pub(crate) fn is_measure(&self, gap: &str) -> bool {
        let gap = plain(gap)
            .trim_matches(|character: char| character.is_whitespace() || matches!(character, '-' | '–' | '~'));
        gap.is_empty() || self.measures.contains(gap) || self.sums_up(gap).is_empty()
    }

    /// Returns what follows the numeral and the measure word that sum up a list: 规格 of 三种规格.
    pub(crate) fn sums_up<'t>(&self, text: &'t str) -> &'t str {
        strip_all(text.trim_start(), &self.list_counts)
    }

    /// Returns whether a text is made of words that link a unit to a verb: 上完成.
    pub(crate) fn links_unit(&self, text: &str) -> bool {
        strip_all(text.trim(), &self.unit_links).is_empty()
    }

    /// Returns whether somebody brings out what others made: a cloud, a shop.
    pub(crate) fn is_platform(&self, name: &str) -> bool {
        self.platforms
            .iter()
            .any(|word| if word.is_ascii() { word.eq_ignore_ascii_case(name) } else { name.contains(word.as_str()) })
    }

    /// Returns whether a sentence speaks of a part of something: without its embeddings, in one phase.
    pub(crate) fn speaks_of_share(&self, sentence: &str) -> bool {
        self.shares.stand_in(sentence)
    }

    /// Returns whether a sentence speaks of what somebody measured.
    pub(crate) fn speaks_of_practice(&self, sentence: &str) -> bool {
        self.practice.stand_in(sentence)
    }

    /// Returns whether what stands before a name makes a measure of it: `twice the size of`.
    pub(crate) fn makes_measure(&self, head: &str) -> bool {
        ends_with(head, &self.fractions)
    }

    /// Returns whether the word before a name makes what follows hearsay.
    pub(crate) fn makes_hearsay(&self, head: &str) -> bool {
        ends_with(head, &self.hearsay)
    }

    /// Returns whether what stands before a name makes it what something else comes with: `with Java 17`.
    pub(crate) fn makes_companion(&self, head: &str) -> bool {
        ends_with(head, &self.event_adjuncts)
    }

    /// Returns whether a word may stand before a name that the values behind it are said of.
    pub(crate) fn introduces(&self, word: &str) -> bool {
        self.introducing.iter().any(|known| known == word)
    }

    /// Returns whether what stands before a name in its clause is no more than an article or a possessive and words that
    /// describe the name: `and its smaller sibling`.
    pub(crate) fn describes(&self, head: &str) -> bool {
        const LONGEST: usize = 64;
        if LONGEST < head.len() {
            return false;
        }
        let head = head.trim_end_matches([' ', '*', '_', '`']).to_ascii_lowercase();
        let words = head.split_ascii_whitespace();
        let mut words = words.skip_while(|word| matches!(*word, "and" | "but" | "while" | "whereas" | "then"));
        words.next().is_some_and(|word| matches!(word, "the" | "a" | "an" | "its" | "their" | "our" | "his" | "her"))
            && words.all(|word| self.describing.contains(word.trim_end_matches(',')))
    }

    /// Returns whether a word is a number above one.
    pub(crate) fn is_numeral(&self, word: &str) -> bool {
        self.numerals.iter().any(|known| known.eq_ignore_ascii_case(word))
    }

    /// Returns whether words between a name and a value speak of something made of it: `GPT-3 (fine-tuned)`.
    pub(crate) fn speaks_of_derivatives(&self, gap: &str) -> bool {
        self.derived.stand_in(gap)
    }

    /// Returns whether what stands before a name makes it a means: `using GPT-4`, 用GPT-4.
    pub(crate) fn makes_means(&self, head: &str) -> bool {
        ends_with(head, &self.instruments)
    }

    /// Returns whether what stands before a name makes it a yardstick: 超过BLOOM两倍.
    pub(crate) fn makes_yardstick(&self, head: &str) -> bool {
        ends_with(head, &self.yardsticks)
    }

    /// Returns whether a clause speaks of an amount on top of others: continued training.
    pub(crate) fn speaks_of_increments(&self, clause: &str) -> bool {
        self.increments.stand_in(clause)
    }

    /// Returns whether what stands before a list's item says that its numbers are no sizes. A line that names sizes too,
    /// an item before, says nothing of this one.
    pub(crate) fn counts_something_else(&self, lead: &str) -> bool {
        let lower = lead.to_ascii_lowercase();
        lower.lines().any(|line| {
            let names_sizes = ["参数", "param"].iter().any(|word| line.contains(word))
                && line.bytes().any(|byte| byte.is_ascii_digit());
            !names_sizes && self.not_sizes.iter().any(|word| line.contains(word.as_str()))
        })
    }

    /// Returns whether a sentence pairs names with values: 分别, respectively.
    pub(crate) fn pairs_in_turn(&self, sentence: &str) -> bool {
        self.in_turn.iter().any(|word| sentence.contains(word.as_str()))
    }
}

/// Returns the first of some words that a text starts with.
pub(crate) fn prefix_of<'w>(text: &str, words: &'w [String]) -> Option<&'w String> {
    // Nearly all of them differ in the first byte.
    let first = text.as_bytes().first()?;
    words.iter().find(|word| word.as_bytes().first() == Some(first) && text.starts_with(word.as_str()))
}

/// Returns the first of some words that a text ends with.
pub(crate) fn suffix_of<'w>(text: &str, words: &'w [String]) -> Option<&'w String> {
    let last = text.as_bytes().last()?;
    words.iter().find(|word| word.as_bytes().last() == Some(last) && text.ends_with(word.as_str()))
}

/// Returns whether a text ends with one of the words, marks of emphasis and quotation apart.
fn ends_with(text: &str, words: &Phrases) -> bool {
    words.suffix(text.trim_end_matches([' ', '*', '_', '"', '“', '《'])).is_some()
}

/// Returns what is left of a text after all the words that it starts with, one after another.
fn strip_all<'t>(text: &'t str, words: &[String]) -> &'t str {
    let mut rest = text;
    while let Some(next) = words.iter().find_map(|word| rest.strip_prefix(word.as_str())) {
        rest = next.trim_start();
    }
    rest
}

/// Returns whether a text has a word: words of letters whole, others anywhere.
fn has_word(text: &str, word: &str) -> bool {
    if !word.is_ascii() {
        return text.contains(word);
    }
    // Words are short, and mostly not there: a search that is prepared for each would cost more than it saves.
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let Some(first) = word.first() else { return true };
    memchr::memchr_iter(*first, text).any(|at| {
        let is_end = |byte: Option<&u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric());
        is_end(at.checked_sub(1).map(|before| &text[before]))
            && text[at..].starts_with(word)
            && is_end(text.get(at + word.len()))
    })
}

/// Returns a gap without the white space and marks of emphasis around it.
fn plain(gap: &str) -> &str {
    gap.trim_matches(|character: char| character.is_whitespace() || matches!(character, '*' | '_'))
}

fn texts(root: &Node, key: &str) -> impl Iterator<Item = String> {
    let items = root.get(key).map_or(&[][..], Node::items);
    items.iter().filter_map(|item| item.as_scalar().map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_files_are_read_whole() {
        assert!(words().light_prefix("拥有1").is_some());
        assert!(words().light_prefix("Has 1").is_some());
        assert!(words().light_prefix("beats").is_none());
        assert!(words().is_conjunction(" and "));
    }
}
