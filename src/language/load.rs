//! Reads `lints/languages/*.yaml`.

use crate::data::{self, Node};

use super::CueKind;
use super::lexicon::{Currency, DayPart, Dimension, Operator, Season, TimeUnit, Unit, Word, WordMap};

/// The words of the language files, before they are compiled.
#[derive(Debug, Default)]
pub(crate) struct Source {
    pub(crate) words: Vec<(&'static str, Word)>,
    pub(crate) units: WordMap<Unit>,
    pub(crate) signs: WordMap<Option<&'static Currency>>,
    pub(crate) before: WordMap<Operator>,
    pub(crate) after: WordMap<Operator>,
    pub(crate) exact: WordMap<()>,
    pub(crate) eras: WordMap<i32>,
    pub(crate) measure_words: WordMap<()>,
    pub(crate) labels: WordMap<()>,
    pub(crate) before_counts: WordMap<()>,
    pub(crate) joiners: WordMap<()>,
    pub(crate) not_units: WordMap<()>,
    pub(crate) counted: WordMap<()>,
    pub(crate) numbers: WordMap<Option<Word>>,
}

const CUES: [(&str, CueKind); 13] = [
    ("hedge", CueKind::Hedge),
    ("forecast", CueKind::Forecast),
    ("negation", CueKind::Negation),
    ("denial", CueKind::Denial),
    ("condition", CueKind::Condition),
    ("question", CueKind::Question),
    ("comparison", CueKind::Comparison),
    ("basis", CueKind::Basis),
    ("anaphor", CueKind::Anaphor),
    ("latter", CueKind::Latter),
    ("former", CueKind::Former),
    ("past", CueKind::Past),
    ("future", CueKind::Future),
];

impl Source {
    /// Reads every language file that ships with the library; what cannot be read is left out, and a test says so.
    pub(crate) fn embedded() -> Self {
        let mut source = Self::default();
        for (_, root) in data::embedded("languages/") {
            source.read(&root);
        }
        source
    }

    fn read(&mut self, root: &Node) {
        if let Some(numbers) = root.get("numbers") {
            self.read_numbers(numbers);
        }
        if let Some(calendar) = root.get("calendar") {
            self.read_calendar(calendar);
        }
        self.push_list(root.get("not_numbers"), Word::Masked);
        for (name, map) in [
            ("measure_words", &mut self.measure_words),
            ("labels", &mut self.labels),
            ("before_counts", &mut self.before_counts),
            ("joiners", &mut self.joiners),
            ("not_units", &mut self.not_units),
            ("counted", &mut self.counted),
        ] {
            for word in texts(root.get(name)) {
                map.entry(keep(word));
            }
        }
        if let Some(operators) = root.get("operators") {
            read_operators(operators.get("before"), &mut self.before);
            read_operators(operators.get("after"), &mut self.after);
            let before = operators.get("before");
            for word in texts(before.and_then(|before| before.get("exact"))) {
                self.exact.entry(keep(word));
            }
        }
        self.read_units(root.get("units"));
        self.read_currencies(root.get("currencies"));
        for (text, place) in pairs::<String>(root.get("relative_ordinals")) {
            if let Some((anchor, offset)) = place.find(['+', '-']).map(|at| place.split_at(at))
                && let Ok(offset) = offset.parse()
            {
                self.push(text, Word::RelativeOrdinal { is_end: anchor == "end", offset });
            }
        }
        let cues = root.get("cues");
        for (name, kind) in CUES {
            self.push_list(cues.and_then(|cues| cues.get(name)), Word::Cue(kind));
        }
        self.push_list(cues.and_then(|cues| cues.get("none")), Word::Masked);
    }

    fn read_numbers(&mut self, numbers: &Node) {
        for (text, digit) in pairs(numbers.get("digits")) {
            self.push(text, Word::Digit { digit, is_formal: false });
        }
        for (text, digit) in pairs(numbers.get("formal_digits")) {
            self.push(text, Word::Digit { digit, is_formal: true });
        }
        type Maker = fn(u8) -> Word;
        let kinds: [(&str, Maker); 7] = [
            ("scales", Word::Scale),
            ("tens", Word::Tens),
            ("multiples", Word::Multiple),
            ("cardinals", Word::Cardinal),
            ("powers", Word::Power),
            ("ordinals", Word::Ordinal),
            ("ordinal_powers", Word::OrdinalPower),
        ];
        for (name, make) in kinds {
            for (text, value) in pairs(numbers.get(name)) {
                self.push(text, make(value));
            }
        }
        self.push_list(numbers.get("vague"), Word::Vague);
        self.push_list(numbers.get("half"), Word::Half);
        self.push_list(numbers.get("dozens"), Word::Dozen);
        for entry in numbers.get("fractions").map_or(&[][..], Node::entries) {
            let Some((above, below)) = entry.value.as_scalar().and_then(|text| text.split_once('/')) else { continue };
            if let (Ok(above), Ok(below)) = (above.parse(), below.parse()) {
                self.push(&entry.key, Word::Fraction(above, below));
            }
        }
    }

    fn read_calendar(&mut self, calendar: &Node) {
        for entry in calendar.get("units").map_or(&[][..], Node::entries) {
            let Some(unit) = time_unit(&entry.key) else { continue };
            for text in texts(Some(&entry.value)) {
                self.units.entry(keep(text)).time = Some(unit);
            }
        }
        for (text, month) in pairs(calendar.get("months")) {
            self.push(text, Word::Month(month));
        }
        for (text, weekday) in pairs(calendar.get("weekdays")) {
            self.push(text, Word::Weekday(weekday));
        }
        for (text, days) in pairs(calendar.get("days")) {
            self.push(text, Word::Day(days));
        }
        for entry in calendar.get("relative").map_or(&[][..], Node::entries) {
            let Some(unit) = time_unit(&entry.key) else { continue };
            for (text, offset) in pairs(Some(&entry.value)) {
                self.push(text, Word::Relative(unit, offset));
            }
        }
        for (text, code) in pairs::<String>(calendar.get("day_parts")) {
            if let Some(part) = DayPart::from_code(&code) {
                self.push(text, Word::DayPart(part));
            }
        }
        for (text, year) in pairs(calendar.get("eras")) {
            *self.eras.entry(keep(text)) = year;
        }
        self.push_list(calendar.get("now"), Word::Now);
        self.push_list(calendar.get("every"), Word::Every);
        self.push_list(calendar.get("not_dates"), Word::Masked);
        for (text, season) in pairs::<String>(calendar.get("seasons")) {
            let season = match season.as_str() {
                "spring" => Season::Spring,
                "summer" => Season::Summer,
                "fall" => Season::Fall,
                _ => Season::Winter,
            };
            self.push(text, Word::Season(season));
        }
        for (text, day) in pairs::<String>(calendar.get("holidays")) {
            if let Some((month, day)) = day.split_once('-')
                && let (Ok(month), Ok(day)) = (month.parse(), day.parse())
            {
                self.push(text, Word::Holiday { month, day });
            }
        }
    }

    fn read_units(&mut self, units: Option<&Node>) {
        for group in units.map_or(&[][..], Node::entries) {
            for entry in group.value.entries() {
                let dimension: &'static Dimension =
                    Box::leak(Box::new(Dimension { name: entry.key.to_string(), group: group.key.to_string() }));
                for text in texts(Some(&entry.value)) {
                    let unit = self.units.entry(keep(text));
                    match &*group.key {
                        "age" | "temperature" => unit.special = Some(dimension),
                        _ => unit.dimension = Some(dimension),
                    }
                }
            }
        }
    }

    fn read_currencies(&mut self, currencies: Option<&Node>) {
        for entry in currencies.map_or(&[][..], Node::entries) {
            let name = entry.key.to_string();
            let code = entry.value.get("code").and_then(Node::as_text).map_or_else(|| name.clone(), str::to_owned);
            let currency: &'static Currency = Box::leak(Box::new(Currency { name, code }));
            for text in texts(entry.value.get("signs")) {
                *self.signs.entry(keep(text)) = Some(currency);
            }
            for (name, power) in [("words", 0), ("tenths", -1), ("hundredths", -2), ("thousandths", -3)] {
                for text in texts(entry.value.get(name)) {
                    self.units.entry(keep(text)).currency = Some((currency, power));
                }
            }
        }
    }

    fn push_list(&mut self, list: Option<&Node>, word: Word) {
        for text in texts(list) {
            self.push(text, word);
        }
    }

    fn push(&mut self, text: &str, word: Word) {
        let lower = keep(&text.to_lowercase());
        let is_number = !matches!(
            word,
            Word::Masked
                | Word::Month(_)
                | Word::Weekday(_)
                | Word::Day(_)
                | Word::Relative(..)
                | Word::Season(_)
                | Word::Holiday { .. }
                | Word::Cue(_)
                | Word::RelativeOrdinal { .. }
                | Word::DayPart(_)
                | Word::Now
                | Word::Every
                | Word::Multiple(_)
        );
        if is_number {
            *self.numbers.entry(lower) = Some(word);
        }
        self.words.push((lower, word));
    }
}

fn read_operators(operators: Option<&Node>, map: &mut WordMap<Operator>) {
    for entry in operators.map_or(&[][..], Node::entries) {
        let operator = match &*entry.key {
            "more" => Operator::More,
            "at_least" => Operator::AtLeast,
            "less" => Operator::Less,
            "at_most" => Operator::AtMost,
            "none" | "exact" => Operator::Equal,
            _ => Operator::About,
        };
        for text in texts(Some(&entry.value)) {
            *map.entry(keep(text)) = operator;
        }
    }
}

fn time_unit(name: &str) -> Option<TimeUnit> {
    Some(match name {
        "Second" => TimeUnit::Second,
        "Minute" => TimeUnit::Minute,
        "Hour" => TimeUnit::Hour,
        "Day" => TimeUnit::Day,
        "Week" => TimeUnit::Week,
        "Fortnight" => TimeUnit::Fortnight,
        "Month" => TimeUnit::Month,
        "Quarter" => TimeUnit::Quarter,
        "HalfYear" => TimeUnit::HalfYear,
        "Year" => TimeUnit::Year,
        "Decade" => TimeUnit::Decade,
        "Century" => TimeUnit::Century,
        _ => return None,
    })
}

fn texts(list: Option<&Node>) -> impl Iterator<Item = &str> {
    list.map_or(&[][..], Node::items).iter().filter_map(Node::as_scalar)
}

fn pairs<T: std::str::FromStr>(map: Option<&Node>) -> impl Iterator<Item = (&str, T)> {
    map.map_or(&[][..], Node::entries)
        .iter()
        .filter_map(|entry| Some((&*entry.key, entry.value.as_scalar()?.parse().ok()?)))
}

/// Keeps a word for the life of the program: the lexicon is built once.
fn keep(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}
