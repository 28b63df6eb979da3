//! What of a document is over a limit: told, so that a document that was not checked whole never looks clean.

use crate::claim::Analysis;
use crate::data::{Node, Problem, ProblemKind, Value};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, FrontMatterProblem};
use crate::rules::file::{over_limit, unread_data};
use crate::settings::{LimitMeta, Limits};
use crate::text::{TextRange, range, size};

/// Reports front matter and numbers that are over a limit, and leaves out claims that are.
pub(super) fn apply(limits: &Limits, document: &Document, analysis: &mut Analysis, found: &mut Vec<Diagnostic>) {
    front_matter(limits, document, found);
    long_number(limits, document, found);
    let most = bound(limits.claims);
    if most < analysis.claims.len() {
        let what =
            message!("of {claims} claims only the first {most} were checked", claims = analysis.claims.len(), most);
        let first = document.prose.to_source(analysis.claims[most].range);
        found.push(over_limit(first, meta("claims"), limits.claims, &what));
        analysis.claims.truncate(most);
    }
}

/// Leaves out the findings behind those that are reported of one document, and says how many.
pub(super) fn shorten(limits: &Limits, found: &mut Vec<Diagnostic>) {
    let most = bound(limits.findings);
    if found.len() <= most {
        return;
    }
    let place = |finding: &Diagnostic| (finding.primary.range.start(), finding.primary.range.end());
    found.sort_by(|left, right| {
        (place(left), &left.rule, left.message.english()).cmp(&(place(right), &right.rule, right.message.english()))
    });
    let what = message!("of {found} findings only the first {most} are reported", found = found.len(), most);
    let first = found[most].primary.range;
    found.truncate(most);
    found.push(over_limit(first, meta("findings"), limits.findings, &what));
}

fn meta(key: &str) -> &'static LimitMeta {
    Limits::ALL.iter().find(|meta| meta.key == key).expect("a key of the list")
}

fn bound(limit: u64) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}

fn front_matter(limits: &Limits, document: &Document, found: &mut Vec<Diagnostic>) {
    let unread = document.problems.iter().find_map(|problem| match problem {
        FrontMatterProblem::Data(Problem { range, kind: ProblemKind::Limit { message } }) => Some((*range, message)),
        _ => None,
    });
    // The readers go no further than the highest values.
    if let Some((range, message)) = unread {
        found.push(unread_data(range, message));
        return;
    }
    let Some(front_matter) = &document.front_matter else { return };
    let length = usize::from(front_matter.content.len());
    let at = TextRange::empty(front_matter.content.start());
    let is_over = |limit: u64, count: usize| bound(limit) < count;
    if is_over(limits.front_matter_size, length) {
        let what = message!("the front matter has {length} bytes", length);
        found.push(over_limit(at, meta("front-matter-size"), limits.front_matter_size, &what));
    }
    let Some(root) = &front_matter.root else { return };
    let (depth, values) = measure(root);
    if is_over(limits.front_matter_depth, depth) {
        let what = message!("values of the front matter are nested {depth} levels deep", depth);
        found.push(over_limit(at, meta("front-matter-depth"), limits.front_matter_depth, &what));
    }
    if is_over(limits.front_matter_values, values) {
        let what = message!("the front matter has {values} values", values);
        found.push(over_limit(at, meta("front-matter-values"), limits.front_matter_values, &what));
    }
}

/// Returns how many levels of lists and mappings a value has, and how many values it is made of.
fn measure(root: &Node) -> (usize, usize) {
    let (mut deepest, mut count) = (0, 0);
    let mut pending = vec![(root, 1)];
    while let Some((node, depth)) = pending.pop() {
        if matches!(node.value, Value::List(_) | Value::Map(_)) {
            deepest = deepest.max(depth);
        }
        count += 1;
        pending.extend(node.items().iter().map(|item| (item, depth + 1)));
        pending.extend(node.entries().iter().map(|entry| (&entry.value, depth + 1)));
    }
    (deepest, count)
}

/// Returns whether a number may go on with a character.
fn is_digit(character: char) -> bool {
    character.is_ascii_digit()
        || ('０'..='９').contains(&character)
        || "〇零一二三四五六七八九十百千万亿".contains(character)
}

/// Reports the first number with more digits than are read.
fn long_number(limits: &Limits, document: &Document, found: &mut Vec<Diagnostic>) {
    let most = bound(limits.number_digits);
    let text = document.prose.text();
    let mut place = most;
    // A run of more digits than that covers one of the places that are so far apart.
    while place < text.len() {
        let start = text.floor_char_boundary(place);
        if !text[start..].starts_with(is_digit) {
            place += most;
            continue;
        }
        let before = text[..start].chars().rev().take_while(|character| is_digit(*character)).map(char::len_utf8);
        let begin = start - before.sum::<usize>();
        let run = text[begin..].chars().take_while(|character| is_digit(*character));
        let (digits, length) = run.fold((0, 0), |(digits, length), digit| (digits + 1, length + digit.len_utf8()));
        let whole = range(begin, begin + length);
        if most < digits && !document.prose.is_opaque(whole) {
            let what = message!("a number of {digits} digits was not read", digits);
            let whole = document.prose.to_source(whole);
            let at = TextRange::new(whole.start(), whole.end().min(whole.start() + size(1)));
            found.push(over_limit(at, meta("number-digits"), limits.number_digits, &what));
            return;
        }
        place = (begin + length).max(place + most);
    }
}
