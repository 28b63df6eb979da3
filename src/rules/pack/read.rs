//! From a pack file to rules; every problem is kept, with its place.

use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickKind, packed};

use super::find;
use crate::data::{self, Entry, Node, Value};
use crate::diagnostic::{Diagnostic, InvalidInput, Severity};
use crate::document;
use crate::message::Message;
use crate::rules::file::InvalidPack;
use crate::settings::{
    FirstLiteral, LazyRegex, LiteralParts, LiteralSearch, Pack, PackPattern, PackPlace, PackRule, Settings,
};
use crate::text::{SourceFile, TextRange};

const KEYS: [&str; 3] = ["schema", "pack", "rules"];
const RULE_KEYS: [&str; 10] =
    ["name", "level", "summary", "why", "message", "help", "remove", "patterns", "flagged", "clean"];
const PATTERN_KEYS: [&str; 4] = ["where", "alone", "containing", "regex"];
const PLACES: [(&str, PackPlace); 4] = [
    ("start", PackPlace::Start),
    ("end", PackPlace::End),
    ("anywhere", PackPlace::Anywhere),
    ("front-matter", PackPlace::FrontMatter),
];

/// The most rules of a pack, and the most patterns of a rule.
const MAXIMUM_ITEMS: usize = 200;

/// The most bytes of a pattern.
const MAXIMUM_PATTERN: usize = 2000;

/// The fewest bytes of a literal: one that occurs in every line rules nothing out.
const MINIMUM_LITERAL: usize = 3;

/// How many patterns of a pack may take as many bytes as one may: of more patterns, each may take less, so that a pack
/// of a megabyte does not become gigabytes of automata.
const FULL_PATTERNS: usize = 64;

/// Reads a pack file whose patterns may take so many bytes each once they are compiled, and runs its examples.
///
/// # Errors
/// All problems of the file at once, each at its place.
pub fn read(file: &Arc<SourceFile>, pattern_size: usize) -> Result<Pack, InvalidInput> {
    let tree = data::parse_file(file);
    let mut problems: Vec<Diagnostic> = tree
        .problems
        .iter()
        .map(|problem| data::problem_diagnostic(problem, &InvalidPack::META.rule_id(), Severity::Error))
        .collect();
    let empty = Node { range: TextRange::default(), value: Value::Null };
    let root = tree.root.as_ref().unwrap_or(&empty);
    let mut rules = rules(root, &mut problems);
    let count: usize = rules.iter().map(|(rule, _)| rule.patterns.len()).sum();
    let share = pattern_size.min(pattern_size.saturating_mul(FULL_PATTERNS) / count.max(1));
    for pattern in rules.iter_mut().flat_map(|(rule, _)| &mut rule.patterns) {
        pattern.regex = std::mem::take(&mut pattern.regex).with_size_limit(share);
    }
    let pack = build(rules);
    if let Err(error) = &pack {
        let message = message!("the literals of this pack are too many: {error}", error);
        problems.push(Diagnostic::new(InvalidPack::META.rule_id(), Severity::Error, root.range, message));
    }
    if problems.is_empty()
        && let Ok(pack) = &pack
    {
        compile(pack, root, &mut problems);
        if problems.is_empty() {
            run_examples(pack, root, &mut problems);
        }
    }
    problems.sort_by_key(|problem| problem.primary.range.start());
    match pack {
        Ok(pack) if problems.is_empty() => Ok(pack),
        _ => Err(InvalidInput { file: Arc::clone(file), diagnostics: problems }),
    }
}

/// Reads the tree of a pack.
pub(super) fn rules(root: &Node, problems: &mut Vec<Diagnostic>) -> Vec<(PackRule, Literals)> {
    Reader { problems }.pack(root)
}

/// Makes rules ready to be run.
///
/// # Errors
/// If their literals are too many for one search.
pub(super) fn build(read: Vec<(PackRule, Literals)>) -> Result<Pack, String> {
    let (rules, literals): (Vec<PackRule>, Vec<Literals>) = read.into_iter().unzip();
    let search = |is_anywhere: bool| {
        let (mut texts, mut targets) = (Vec::new(), Vec::new());
        for (rule_index, (rule, patterns)) in rules.iter().zip(&literals).enumerate() {
            for (pattern_index, (pattern, words)) in rule.patterns.iter().zip(patterns).enumerate() {
                if pattern.places.contains(&PackPlace::Anywhere) == is_anywhere {
                    texts.extend(words);
                    targets.extend(words.iter().map(|_| (rule_index, pattern_index)));
                }
            }
        }
        // The whole text goes through the one automaton, and a few lines through the other: large ones of that kind are
        // made quickly rather than run quickly.
        let length: usize = texts.iter().map(|text| text.len()).sum();
        let is_fast = is_anywhere || length <= LARGEST_EDGE_LITERALS;
        let kind = if is_fast { AhoCorasickKind::DFA } else { AhoCorasickKind::ContiguousNFA };
        let built = AhoCorasick::builder().ascii_case_insensitive(true).kind(Some(kind)).build(&texts);
        let first = if is_anywhere { first_of(&texts) } else { None };
        built.map(|literals| LiteralSearch { literals, first, targets }).map_err(|error| error.to_string())
    };
    let (at_edges, anywhere) = (search(false)?, search(true)?);
    Ok(Pack { rules, at_edges, anywhere })
}

/// The most bytes of literals for lines at the edges of a document that are worth a table of all transitions.
const LARGEST_EDGE_LITERALS: usize = 4096;

/// Returns a search for the first of some literals, in any case of ASCII letters; `None` where it would be large.
fn first_of(literals: &[&String]) -> Option<FirstLiteral> {
    const MAXIMUM_LITERALS: usize = 16;
    if !(1..=MAXIMUM_LITERALS).contains(&literals.len()) {
        return None;
    }
    if let Some(parts) = parts_of(literals) {
        return Some(FirstLiteral::Parts(parts));
    }
    let whole: Vec<String> = literals.iter().map(|literal| regex::escape(literal)).collect();
    regex::bytes::Regex::new(&format!("(?i-u:{})", whole.join("|"))).ok().map(FirstLiteral::Whole)
}

/// Returns a search for rare parts of some literals; `None` where it would be slow.
fn parts_of(literals: &[&String]) -> Option<LiteralParts> {
    // So many a search on vectors looks for at once, and fast.
    const MAXIMUM_SPELLINGS: usize = 32;
    let mut spellings: Vec<String> = Vec::new();
    let mut holders: Vec<Vec<(String, usize)>> = Vec::new();
    for literal in literals {
        let (before, part) = rare_part(literal);
        if RARE_LENGTH < part.bytes().filter(u8::is_ascii_alphabetic).count() {
            return None;
        }
        for spelling in in_every_case(part) {
            let index = spellings.iter().position(|known| *known == spelling).unwrap_or_else(|| {
                spellings.push(spelling);
                holders.push(Vec::new());
                spellings.len() - 1
            });
            holders[index].push(((*literal).clone(), before));
        }
    }
    let parts = if spellings.len() <= MAXIMUM_SPELLINGS { packed::Searcher::new(&spellings) } else { None };
    parts.map(|parts| LiteralParts { parts, literals: holders })
}

/// The letters of a literal that are looked for.
const RARE_LENGTH: usize = 3;

/// Returns the part of a literal that other words have least, and how many bytes stand before it: a few letters of Latin,
/// or all of it in other scripts.
fn rare_part(literal: &str) -> (usize, &str) {
    // Letters in the order of how often English has them.
    const COMMON: &[u8] = b" etaoinshrdlcumwfgypbvkjxqz";
    let is_plain = |part: &&[u8]| part.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b' ');
    let rarity = |part: &[u8]| -> usize {
        part.iter().map(|byte| COMMON.iter().position(|known| *known == byte.to_ascii_lowercase()).unwrap_or(0)).sum()
    };
    let parts = literal.as_bytes().windows(RARE_LENGTH).enumerate().filter(|(_, part)| is_plain(part));
    match parts.max_by_key(|(at, part)| (rarity(part), std::cmp::Reverse(*at))) {
        Some((at, _)) if !literal.contains('\n') => (at, &literal[at..at + RARE_LENGTH]),
        _ => (0, literal),
    }
}

/// Returns a text with each of its ASCII letters in either case.
fn in_every_case(text: &str) -> Vec<String> {
    let mut spellings = vec![String::new()];
    for letter in text.chars() {
        let (lower, upper) = (letter.to_ascii_lowercase(), letter.to_ascii_uppercase());
        let n_spellings = spellings.len();
        if lower != upper {
            spellings.extend_from_within(..);
        }
        for (index, spelling) in spellings.iter_mut().enumerate() {
            spelling.push(if index < n_spellings { lower } else { upper });
        }
    }
    spellings
}

/// The literals of each pattern of a rule.
pub(super) type Literals = Vec<Vec<String>>;

/// Walks the tree.
struct Reader<'p> {
    problems: &'p mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn problem(&mut self, range: TextRange, message: impl Into<Message>) {
        self.problems.push(Diagnostic::new(InvalidPack::META.rule_id(), Severity::Error, range, message));
    }

    fn pack(&mut self, root: &Node) -> Vec<(PackRule, Literals)> {
        self.keys(root, "a pack", &KEYS);
        if self.text(root, "schema", "a pack").is_some_and(|schema| schema != "pack/1") {
            let range = root.get("schema").map_or(root.range, |node| node.range);
            self.problem(range, "the schema of a pack is `pack/1`");
        }
        let group = self.text(root, "pack", "a pack").unwrap_or_default();
        if !group.is_empty() && !is_kebab(&group) {
            let range = root.get("pack").map_or(root.range, |node| node.range);
            self.problem(range, "the name of a pack is lower-case letters, digits and hyphens");
        }
        let mut rules: Vec<(PackRule, Literals)> = Vec::new();
        for node in self.list(root, "rules", "a pack") {
            let (rule, words) = self.rule(node, &group);
            if rules.iter().any(|(known, _)| known.id == rule.id) {
                self.problem(node.range, message!("the rule `{id}` stands twice", id = rule.id));
            }
            rules.push((rule, words));
        }
        rules
    }

    fn rule(&mut self, node: &Node, group: &str) -> (PackRule, Literals) {
        self.keys(node, "a rule", &RULE_KEYS);
        let name = self.text(node, "name", "a rule").unwrap_or_default();
        if !name.is_empty() && !is_kebab(&name) {
            let range = node.get("name").map_or(node.range, |node| node.range);
            self.problem(range, "the name of a rule is lower-case letters, digits and hyphens");
        }
        let level = match node.get("level").and_then(Node::as_scalar) {
            Some("error") => Some(Severity::Error),
            Some("warning") | None => Some(Severity::Warning),
            Some("info") => Some(Severity::Info),
            Some("off") => None,
            Some(_) => {
                let range = node.get("level").map_or(node.range, |node| node.range);
                self.problem(range, "a level is `off`, `info`, `warning` or `error`");
                None
            }
        };
        let summary = self.text(node, "summary", "a rule").unwrap_or_default();
        let message = self.text(node, "message", "a rule").unwrap_or_default();
        let optional = |key: &str| node.get(key).and_then(Node::as_text).unwrap_or_default().trim().to_owned();
        let (why, help) = (optional("why"), optional("help"));
        let is_removable = self.flag(node, "remove");
        let (mut patterns, mut literals) = (Vec::new(), Vec::new());
        for item in self.list(node, "patterns", "a rule") {
            if let Some((pattern, words)) = self.pattern(item) {
                patterns.push(pattern);
                literals.push(words);
            }
        }
        let flagged = self.texts(node, "flagged", "a rule");
        let clean = self.texts(node, "clean", "a rule");
        let id = format!("{group}/{name}");
        (PackRule { id, level, summary, why, message, help, is_removable, patterns, flagged, clean }, literals)
    }

    fn pattern(&mut self, node: &Node) -> Option<(PackPattern, Vec<String>)> {
        self.keys(node, "a pattern", &PATTERN_KEYS);
        let is_alone = self.flag(node, "alone");
        let mut places = Vec::new();
        for (word, range) in self.words(node, "where", "a pattern") {
            match PLACES.iter().find(|(known, _)| *known == word) {
                Some((_, place)) => places.push(*place),
                None => self.problem(range, "a place is `start`, `end`, `anywhere` or `front-matter`"),
            }
        }
        let mut literals = Vec::new();
        for (word, range) in self.words(node, "containing", "a pattern") {
            if word.len() < MINIMUM_LITERAL {
                self.problem(range, "a literal has at least three letters, or one character of Chinese");
            }
            literals.push(word);
        }
        let source = self.text(node, "regex", "a pattern")?;
        let range = node.get("regex").map_or(node.range, |node| node.range);
        if MAXIMUM_PATTERN < source.len() {
            self.problem(range, message!("a pattern has at most {most} bytes", most = MAXIMUM_PATTERN));
            return None;
        }
        let source = if is_alone { format!("^(?:{source})$") } else { source };
        Some((PackPattern { places, is_alone, regex: LazyRegex::new(source) }, literals))
    }

    fn keys(&mut self, node: &Node, what: &str, known: &[&str]) {
        if !matches!(node.value, Value::Map(_)) {
            self.problem(node.range, message!("{what} takes a mapping, not {kind}", what, kind = node.kind()));
        }
        for Entry { key, key_range, .. } in node.entries() {
            if !known.contains(&&**key) {
                let known: Vec<String> = known.iter().map(|key| format!("`{key}`")).collect();
                self.problem(
                    *key_range,
                    message!("{what} has no key `{key}`; its keys are {known}", what, key, known = known.join(", ")),
                );
            }
        }
    }

    fn text(&mut self, node: &Node, key: &str, what: &str) -> Option<String> {
        let text = node.get(key).and_then(Node::as_text).map(str::trim).filter(|text| !text.is_empty());
        if text.is_none() {
            let range = node.get(key).map_or(node.range, |value| value.range);
            self.problem(range, message!("{what} has a text under `{key}`", what, key));
        }
        text.map(str::to_owned)
    }

    fn flag(&mut self, node: &Node, key: &str) -> bool {
        match node.get(key).map(|value| (&value.value, value.range)) {
            None => false,
            Some((Value::Boolean(value), _)) => *value,
            Some((_, range)) => {
                self.problem(range, message!("`{key}` is `true` or `false`", key));
                false
            }
        }
    }

    fn list<'a>(&mut self, node: &'a Node, key: &str, what: &str) -> &'a [Node] {
        let items = node.get(key).map(Node::items).unwrap_or_default();
        if items.is_empty() || MAXIMUM_ITEMS < items.len() {
            let range = node.get(key).map_or(node.range, |value| value.range);
            self.problem(
                range,
                message!("{what} has a list under `{key}`, of 1 to {most} items", what, key, most = MAXIMUM_ITEMS),
            );
        }
        &items[..items.len().min(MAXIMUM_ITEMS)]
    }

    fn texts(&mut self, node: &Node, key: &str, what: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for item in self.list(node, key, what) {
            match item.as_text() {
                Some(text) => texts.push(text.to_owned()),
                None => self.problem(item.range, message!("an example is a text, not {kind}", kind = item.kind())),
            }
        }
        texts
    }

    /// Reads a word, or a list of words.
    fn words(&mut self, node: &Node, key: &str, what: &str) -> Vec<(String, TextRange)> {
        let items = match node.get(key) {
            Some(value) if value.as_text().is_some() => std::slice::from_ref(value),
            _ => self.list(node, key, what),
        };
        items.iter().filter_map(|item| Some((item.as_text()?.to_owned(), item.range))).collect()
    }
}

fn is_kebab(name: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    name.bytes().all(is_letter) && !name.starts_with('-') && !name.ends_with('-')
}

/// Reports each pattern that cannot be used.
fn compile(pack: &Pack, root: &Node, problems: &mut Vec<Diagnostic>) {
    for (rule, node) in pack.rules.iter().zip(root.get("rules").map(Node::items).unwrap_or_default()) {
        for (pattern, node) in rule.patterns.iter().zip(node.get("patterns").map(Node::items).unwrap_or_default()) {
            if let Err(reason) = pattern.regex.get() {
                let range = node.get("regex").map_or(node.range, |node| node.range);
                let message = message!("the pattern cannot be used: {reason}", reason);
                problems.push(Diagnostic::new(InvalidPack::META.rule_id(), Severity::Error, range, message));
            }
        }
    }
}

/// Reports each example on which a rule does not do what the pack says.
fn run_examples(pack: &Pack, root: &Node, problems: &mut Vec<Diagnostic>) {
    let settings = Settings::new(chrono::NaiveDate::default());
    for (rule, node) in pack.rules.iter().zip(root.get("rules").map(Node::items).unwrap_or_default()) {
        for (key, is_flagged) in [("flagged", true), ("clean", false)] {
            for example in node.get(key).map(Node::items).unwrap_or_default() {
                let file = SourceFile::new("example.md", example.as_text().unwrap_or_default());
                let mut found = Vec::new();
                find::check(pack, &file, &document::parse(&file), &settings, &mut found);
                let is_found = found.iter().any(|finding| finding.rule.as_str() == rule.id);
                // A rule that is off has nothing to say.
                if is_found != is_flagged && rule.level.is_some() {
                    let what = if is_flagged { "does not report" } else { "reports" };
                    let message = message!("`{id}` {what} this example", id = rule.id, what);
                    problems.push(Diagnostic::new(
                        InvalidPack::META.rule_id(),
                        Severity::Error,
                        example.range,
                        message,
                    ));
                }
            }
        }
    }
}
