//! Names of findings that survive edits elsewhere in the file.

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_128;

use crate::diagnostic::Diagnostic;

/// Returns what identifies a finding from one run to the next: 32 hexadecimal digits, free of line numbers.
///
/// `ordinal` counts from 0 the findings of one file that share rule and key, in their order.
pub fn fingerprint(path: &str, diagnostic: &Diagnostic, ordinal: usize) -> String {
    let parts = [diagnostic.rule.as_str(), path, key(diagnostic), &ordinal.to_string()];
    // No part but the key can hold a NUL, and the key stands between two fixed places.
    format!("{:032x}", xxh3_128(parts.join("\0").as_bytes()))
}

/// Returns the fingerprints of one file's findings, in their order.
pub fn fingerprints(path: &str, diagnostics: &[Diagnostic]) -> Vec<String> {
    let mut seen: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    diagnostics
        .iter()
        .map(|diagnostic| {
            let ordinal = seen.entry((diagnostic.rule.as_str(), key(diagnostic))).or_default();
            let fingerprint = fingerprint(path, diagnostic, *ordinal);
            *ordinal += 1;
            fingerprint
        })
        .collect()
}

/// Returns the finding's own key, or its message, which holds the values at fault.
fn key(diagnostic: &Diagnostic) -> &str {
    if diagnostic.fingerprint_key.is_empty() { &diagnostic.message } else { &diagnostic.fingerprint_key }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{RuleId, Severity};
    use crate::text::range;

    fn finding(start: usize, key: &str) -> Diagnostic {
        Diagnostic::new(RuleId::new("date/x"), Severity::Error, range(start, start + 1), "m").with_fingerprint_key(key)
    }

    #[test]
    fn a_finding_that_moves_keeps_its_fingerprint() {
        assert_eq!(fingerprints("a.md", &[finding(3, "k")]), fingerprints("a.md", &[finding(90, "k")]));
    }

    #[test]
    fn equal_findings_of_one_file_differ_by_their_order() {
        let prints = fingerprints("a.md", &[finding(3, "k"), finding(9, "k"), finding(12, "other")]);
        assert_eq!(prints[0].len(), 32);
        assert_ne!(prints[0], prints[1]);
        assert_ne!(prints[1], prints[2]);
        assert_ne!(prints[0], fingerprints("b.md", &[finding(3, "k")])[0]);
    }
}
