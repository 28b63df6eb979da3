use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::message::Message;
use crate::rules::corpus::{
    Corpus, CorpusContext, CorpusFinding, CorpusRule, Member, ScalarKind, Symbol, is_language_code,
};
use crate::rules::{FixAvailability, OptionDefault, RuleMeta, RuleOption, declare_rule};
use crate::text::{TextRange, TextSize};

declare_rule! {
    /// Reports a value of the front matter that is one or two letters away from the one that nearly all documents have.
    ///
    /// ## Why is this bad?
    /// A site files its pages by such values. A misspelt author or category makes a page of its own that nobody looks at, and
    /// the posts under it are missed where they belong.
    ///
    /// Only keys that are otherwise constant are looked at: at least four fifths of the documents of a folder that have the
    /// key must have the one value, and at least twenty times as many as have the other. Values that differ in a digit, short
    /// values, plurals, addresses and codes of languages are left alone, and so are two names in Chinese that differ in one
    /// character of three: they are two people.
    ///
    /// ## Examples
    /// ````md,flagged
    /// ==> posts/{1..30}.md <==
    /// ---
    /// title: Note {}
    /// author: Northwind Lab
    /// ---
    /// ==> posts/31.md <==
    /// ---
    /// title: One more
    /// author: Northwind Lib
    /// ---
    /// ````
    /// ````md
    /// ==> posts/{1..30}.md <==
    /// ---
    /// title: Note {}
    /// author: Northwind Lab
    /// ---
    /// ==> posts/31.md <==
    /// ---
    /// title: One more
    /// author: Southwind Lab
    /// ---
    /// ````
    ///
    /// ## Fix safety
    /// The fix writes the usual value. It is unsafe: the rare one may be right.
    ///
    /// ## Options
    /// - `times`: how many times as frequent the usual value must be.
    pub(crate) struct RareSpelling {
        id: "consistency/rare-spelling",
        level: Some(Severity::Warning),
        fix: FixAvailability::Unsafe,
        options: &[RuleOption {
            name: "times",
            default: OptionDefault::Integer(20),
            documentation: "How many times as frequent as the rare value the usual one must be; 2 or more.",
        }],
    }
}

/// The most different values of a key that is otherwise constant.
const MAXIMUM_VALUES: usize = 1000;

/// Keys that hold codes.
const CODE_KEYS: [&str; 4] = ["lang", "language", "locale", "hreflang"];

fn rare_spelling(range: TextRange, key: &str, rare: &Spelling<'_>, usual: &Spelling<'_>) -> Diagnostic {
    let meta = &RareSpelling::META;
    let message = message!(
        "`{key}` is `{rare}` in {rare_documents} and `{usual}` in {usual_documents} of this folder",
        key,
        rare = rare.text,
        rare_documents = documents(rare.count),
        usual = usual.text,
        usual_documents = documents(usual.count)
    );
    let mut diagnostic = Diagnostic::new(meta.rule_id(), meta.severity(), range, message)
        .with_label("the rare spelling")
        .with_help(message!("write `{text}`, or keep it if it is another", text = usual.text))
        .with_fingerprint_key(format!("{key} {}", rare.text));
    if let Some(range) = inside_of_quotes(range, rare.text) {
        diagnostic = diagnostic.with_fix(Fix {
            message: message!(
                "replace `{written}` with `{replacement}`",
                written = rare.text,
                replacement = usual.text
            ),
            applicability: Applicability::Unsafe,
            edits: vec![Edit { range, content: usual.text.to_owned() }],
        });
    }
    diagnostic
}

fn documents(count: usize) -> Message {
    if count == 1 { message!("one document") } else { message!("{count} documents", count) }
}

/// A value and how many documents have it.
struct Spelling<'a> {
    text: &'a str,
    count: usize,
}

/// The values of one key in one section, each with the places where it stands, in order.
#[derive(Default)]
struct Values {
    places: FxHashMap<Symbol, Vec<(usize, TextRange)>>,
    /// Documents that have the key.
    documents: usize,
    last_document: Option<usize>,
}

impl Values {
    fn add(&mut self, value: Symbol, member: Member<'_>, range: TextRange) {
        if self.last_document != Some(member.index) {
            self.last_document = Some(member.index);
            self.documents += 1;
        }
        self.places.entry(value).or_default().push((member.index, range));
    }
}

impl CorpusRule for RareSpelling {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &CorpusContext<'_>, findings: &mut Vec<CorpusFinding>) {
        let times = usize::try_from(context.integer(&Self::META, "times")).unwrap_or_default().max(2);
        let corpus = context.corpus;
        let mut keys: BTreeMap<(Symbol, Symbol), Values> = BTreeMap::new();
        for member in corpus.members() {
            for scalar in member.scalars().iter().filter(|scalar| scalar.kind != ScalarKind::Other) {
                keys.entry((member.section(), scalar.key)).or_default().add(scalar.value, member, scalar.range);
            }
        }
        for ((_, key), values) in keys {
            report_key(corpus, key, &values, times, findings);
        }
    }
}

/// Reports the rare spellings of one key in one section.
fn report_key(corpus: &Corpus, key: Symbol, values: &Values, times: usize, findings: &mut Vec<CorpusFinding>) {
    let key_text = corpus.text(key);
    let usual = values.places.iter().max_by_key(|(value, places)| (places.len(), std::cmp::Reverse(**value)));
    let Some((usual, usual_places)) = usual else { return };
    let is_constant = values.documents * 4 <= usual_places.len() * 5 && values.places.len() <= MAXIMUM_VALUES;
    if !is_constant || CODE_KEYS.iter().any(|known| key_text.eq_ignore_ascii_case(known)) {
        return;
    }
    let usual = Spelling { text: corpus.text(*usual), count: usual_places.len() };
    let mut rare: Vec<_> =
        values.places.iter().filter(|(_, places)| places.len().saturating_mul(times) <= usual.count).collect();
    rare.sort_unstable_by_key(|(value, _)| **value);
    for (value, places) in rare {
        let rare = Spelling { text: corpus.text(*value), count: places.len() };
        if !is_slip(usual.text, rare.text) {
            continue;
        }
        for (document, range) in places {
            let finding = CorpusFinding::new(*document, rare_spelling(*range, key_text, &rare, &usual));
            let (example, example_range) = usual_places[0];
            findings.push(finding.with_elsewhere(example, example_range, "the usual spelling"));
        }
    }
}

/// Returns whether one value is most likely a slip of the other.
fn is_slip(usual: &str, rare: &str) -> bool {
    let (short, long) = if usual.chars().count() <= rare.chars().count() { (usual, rare) } else { (rare, usual) };
    let length = short.chars().count();
    let is_code = |text: &str| text.contains(['/', '@', '{', '\\']) || is_language_code(text);
    if is_code(usual) || is_code(rare) || 100 < long.chars().count() {
        return false;
    }
    // What a digit tells apart is two things, however alike.
    let digits = |text: &str| -> String { text.chars().filter(|character| character.is_numeric()).collect() };
    if digits(usual) != digits(rare) {
        return false;
    }
    // A prefix makes an opposite (`unpublished`), and an ending makes another word (`posts`, `Martina`), unless the value is
    // long.
    let is_longer = short.len() < long.len() && (long.ends_with(short) || long.starts_with(short));
    if is_longer && length < 12 {
        return false;
    }
    // Slips happen within a word: `Northwind` and `Southwind` are two.
    let starts = |text: &str| -> Vec<char> {
        text.split_whitespace().filter_map(|word| word.chars().next()).flat_map(char::to_lowercase).collect()
    };
    if usual.is_ascii() && starts(usual) != starts(rare) {
        return false;
    }
    let is_plain_word = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase());
    let least_for_two = if is_plain_word(usual) && is_plain_word(rare) { 12 } else { 8 };
    // Spellings in Latin letters; a character of Chinese says more.
    let least_for_one = if short.is_ascii() { 6 } else { 4 };
    match strsim::damerau_levenshtein(usual, rare) {
        1 => least_for_one <= length,
        2 => least_for_two <= length,
        _ => false,
    }
}

/// Returns the place of a value without the quotes around it; `None` where it is written in another way.
fn inside_of_quotes(range: TextRange, value: &str) -> Option<TextRange> {
    let (written, quote) = (usize::from(range.len()), TextSize::new(1));
    match written.checked_sub(value.len())? {
        0 => Some(range),
        2 => Some(TextRange::new(range.start() + quote, range.end() - quote)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn slips_are_told_from_other_values() {
        for (usual, rare) in
            [("Northwind Lab", "Northwind Lib"), ("科技日报社", "科技曰报社"), ("Editorial Team", "Editroial Team")]
        {
            assert!(is_slip(usual, rare), "{usual} {rare}");
        }
        for (usual, rare) in [
            ("published", "unpublished"),
            ("internal", "external"),
            ("post", "posts"),
            ("article", "articles"),
            ("Model v1", "Model v2"),
            ("zh-Hans", "zh-Hant"),
            ("王小明", "王小朋"),
            ("Maria", "Mario"),
            ("Northwind Lab", "Southwind Lab"),
            ("blog/posts", "blog/pasts"),
        ] {
            assert!(!is_slip(usual, rare), "{usual} {rare}");
        }
    }
}
