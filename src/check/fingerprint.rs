//! Names of findings that survive edits elsewhere in the file.

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_128;

use crate::diagnostic::Diagnostic;
use crate::text::{SourceFile, is_cjk};

/// The longest text at fault that is part of a finding's name: a longer one is a stretch of the document and not a value.
const LONGEST_TEXT: usize = 200;

/// Returns what a finding is, wherever it stands: 32 hexadecimal digits of its rule, of what the rule calls it, and of the
/// text at fault.
///
/// Lines above, the place in the file, the words around and the way that lines are broken are no part of it; a value is.
pub fn identity(file: &SourceFile, diagnostic: &Diagnostic) -> String {
    let text = file.slice(diagnostic.primary.range);
    let text = if text.len() <= LONGEST_TEXT { text } else { "" };
    let parts = [diagnostic.rule.as_str(), &reflowed(key(diagnostic)), &reflowed(text)];
    format!("{:032x}", xxh3_128(parts.join("\0").as_bytes()))
}

/// Returns what identifies a finding from one run to the next: 32 hexadecimal digits, free of line numbers.
///
/// `ordinal` counts from 0 the findings of one file that share their identity, in their order.
pub fn fingerprint(path: &str, identity: &str, ordinal: usize) -> String {
    format!("{:032x}", xxh3_128([identity, path, &ordinal.to_string()].join("\0").as_bytes()))
}

/// Returns the fingerprints of one file's findings, in their order.
pub fn fingerprints<'a>(file: &SourceFile, diagnostics: impl IntoIterator<Item = &'a Diagnostic>) -> Vec<String> {
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    let of = |diagnostic: &Diagnostic| {
        let identity = identity(file, diagnostic);
        let ordinal = seen.entry(identity.clone()).or_default();
        let fingerprint = fingerprint(file.path(), &identity, *ordinal);
        *ordinal += 1;
        fingerprint
    };
    diagnostics.into_iter().map(of).collect()
}

/// Returns the finding's own key, or its message, which holds the values at fault.
fn key(diagnostic: &Diagnostic) -> &str {
    if diagnostic.fingerprint_key.is_empty() { &diagnostic.message } else { &diagnostic.fingerprint_key }
}

/// Returns a text as it would stand on one line: Chinese is joined without a space.
fn reflowed(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let joins = result.chars().next_back().is_none_or(is_cjk) || word.chars().next().is_some_and(is_cjk);
        if !joins {
            result.push(' ');
        }
        result.push_str(word);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{RuleId, Severity};
    use crate::text::range;

    fn finding(start: usize, key: &str) -> Diagnostic {
        Diagnostic::new(RuleId::new("date/x"), Severity::Error, range(start, start + 1), "m").with_fingerprint_key(key)
    }

    fn file(path: &str, text: &str) -> SourceFile {
        SourceFile::new(path, text)
    }

    #[test]
    fn a_finding_that_moves_keeps_its_fingerprint() {
        let file = file("a.md", "a bcd a");
        assert_eq!(fingerprints(&file, &[finding(0, "k")]), fingerprints(&file, &[finding(6, "k")]));
        assert_ne!(identity(&file, &finding(0, "k")), identity(&file, &finding(2, "k")), "another value");
    }

    #[test]
    fn equal_findings_of_one_file_differ_by_their_order() {
        let text = "a b a b a";
        let prints = fingerprints(&file("a.md", text), &[finding(0, "k"), finding(4, "k"), finding(8, "other")]);
        assert_eq!(prints[0].len(), 32);
        assert_ne!(prints[0], prints[1]);
        assert_ne!(prints[1], prints[2]);
        assert_ne!(prints[0], fingerprints(&file("b.md", text), &[finding(0, "k")])[0]);
    }

    #[test]
    fn line_breaks_are_no_part_of_a_finding() {
        assert_eq!(reflowed("38亿\n  参数\r\nof a\n model"), "38亿参数of a model");
        assert_ne!(reflowed("1 2"), reflowed("12"));
    }
}
