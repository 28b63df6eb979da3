//! Which lines each directive means, and what it keeps silent.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::diagnostic::{RuleId, Severity};
use crate::document::parse;
use crate::text::{SourceFile, range};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

fn read(name: &str, text: &str) -> Suppressions {
    let file = SourceFile::new(name, text);
    Suppressions::read(&file, &parse(&file), today().into())
}

/// Returns the lines that the directives of a text mean.
fn scopes(name: &str, text: &str) -> Vec<String> {
    let found = read(name, text);
    assert!(found.malformed.is_empty(), "{found:?}");
    let selectors = found.directives.iter().flat_map(|directive| &directive.selectors);
    selectors
        .map(|selector| text[usize::from(selector.scope.start())..usize::from(selector.scope.end())].to_owned())
        .collect()
}

const NEXT: &str = "<!-- factlint-disable-next-line a/b -- why -->";

#[test]
fn the_next_line_is_the_block_below_as_it_is_written() {
    for (text, wanted) in [
        ("{NEXT}\none\ntwo\n\nthree\n", "one\ntwo\n"),
        ("{NEXT}\n\none\ntwo\n\nthree\n", "one\ntwo\n"),
        ("zero\n{NEXT}\none\n", "one\n"),
        ("{NEXT}\n{NEXT}\n\none\n", "one\n"),
        ("{NEXT}\n# A\n\nb\n", "# A\n"),
        ("{NEXT}\nA\n===\n\nb\n", "A\n"),
        ("{NEXT}\n- one\n  two\n- three\n", "- one\n  two\n"),
        ("- zero\n  {NEXT}\n- one\n  - two\n", "- one\n"),
        ("- {NEXT}\n  one\n- two\n", "  one\n"),
        (
            "{NEXT}\n\n| a | b |\n|---|---|\n| 1 |   |\n| 2 | 3 |\n\nafter\n",
            "| a | b |\n|---|---|\n| 1 |   |\n| 2 | 3 |\n",
        ),
        ("{NEXT}\n\n|   | b |\n|---|---|\n| 1 | 2 |\n\nafter\n", "|   | b |\n|---|---|\n| 1 | 2 |\n"),
        ("> {NEXT}\n> one\n> two\n>\n> three\n", "> one\n> two\n"),
        ("{NEXT}\n> one\n> two\n", "> one\n> two\n"),
        ("one {NEXT} two\nthree\nfour\n", "three\n"),
        ("one {NEXT}\r\nthree\r\nfour\r\n", "three\r\n"),
        ("{NEXT}\r\n\r\n一\r\n二\r\n\r\n三\r\n", "一\r\n二\r\n"),
        ("{NEXT}\n```\ncode\n```\n\nb\n", "```\n"),
        ("{NEXT}\n![image](a.png)\n\nb\n", "![image](a.png)\n"),
        ("{NEXT}\n2024\n以后\n\nb\n", "2024\n以后\n"),
        ("{NEXT}\nlast", "last"),
        ("{NEXT}", ""),
        ("---\ntitle: 一\n---\n{NEXT}\n二\n\n三\n", "二\n"),
    ] {
        let text = text.replace("{NEXT}", NEXT);
        assert_eq!(scopes("a.md", &text)[0], wanted, "{text}");
    }
}

#[test]
fn in_mdx_braces_do_the_same() {
    let next = "{/* factlint-disable-next-line a/b -- why */}";
    for (text, wanted) in [
        ("{NEXT}\none\ntwo\n\nthree\n", "one\ntwo\n"),
        ("{NEXT}\n\none\ntwo\n\nthree\n", "one\ntwo\n"),
        ("one {NEXT}\ntwo\nthree\n", "two\n"),
    ] {
        assert_eq!(scopes("a.mdx", &text.replace("{NEXT}", next)), [wanted], "{text}");
    }
    assert!(read("a.md", next).is_empty(), "in Markdown they are text");
}

#[test]
fn lines_blocks_and_files_are_told_apart() {
    let text = "---\ntitle: 一\n---\none\ntwo <!-- factlint-disable-line a/b -- c --> two\nthree\n<!-- factlint-disable-file a/c -- d -->\n";
    assert_eq!(scopes("a.md", text), ["two <!-- factlint-disable-line a/b -- c --> two\n", text]);
    let text =
        "a\n<!-- factlint-disable a/b, a/c -- d -->\nb\n<!-- factlint-enable a/c -->\nc\n<!-- factlint-enable -->\nd\n";
    let found = scopes("a.md", text);
    assert_eq!(found, ["\nb\n<!-- factlint-enable a/c -->\nc\n", "\nb\n"]);
    assert!(read("a.md", text).directives[0].is_closed);
}

#[test]
fn ends_fit_their_beginnings() {
    let found = read(
        "a.md",
        "<!-- factlint-enable -->\n\n<!-- factlint-disable a/b -- c -->\n\n<!-- factlint-enable a/c -->\n",
    );
    assert_eq!(found.idle_ends.len(), 2);
    assert_eq!(found.idle_ends[1].selectors[0].name, "a/c");
    assert!(!found.directives[0].is_closed);
}

#[test]
fn front_matter_has_comments_and_a_key() {
    let yaml = "---\n# factlint-disable-next-line a/b -- c\ntitle: \"# factlint-disable-file no/1 -- x\"\ndate: 2024-05-09 # factlint-disable-line a/c -- d\nsummary: |\n  # factlint-disable-file no/2 -- x\nfactlint-disable: a/d -- e\n---\n\n文\n";
    let found = scopes("a.md", yaml);
    assert_eq!(found[0], "title: \"# factlint-disable-file no/1 -- x\"\n");
    assert_eq!(found[1], "date: 2024-05-09 # factlint-disable-line a/c -- d\n");
    assert_eq!(found[2..], [yaml]);
    let toml = "+++\n# factlint-disable-next-line a/b -- c\ntitle = '#'\nfactlint-disable = [\"a/c -- d\", \"a/d, a/e -- f\"]\n+++\n\n文\n";
    assert_eq!(scopes("a.md", toml), ["title = '#'\n", toml, toml, toml]);
    let json = "{\n  \"title\": \"一\",\n  \"factlint-disable\": \"a/b -- c \\u0041\"\n}\n\n文\n";
    let found = read("a.md", json);
    assert_eq!(found.directives[0].reason.as_deref(), Some("c A"));
    let wrong = read("a.md", "---\ntitle: 一\nfactlint-disable: [3]\n---\n");
    assert_eq!(wrong.malformed[0].kind, MalformedKind::WrongType { kind: "a number" });
}

#[test]
fn code_is_text() {
    for text in [
        "```\n<!-- factlint-disable-file all -- x -->\n```\n",
        "    <!-- factlint-disable-file all -- x -->\n",
        "`<!-- factlint-disable-file all -- x -->`\n",
        "a \\<!-- factlint-disable-file all -- x --> b\n",
    ] {
        assert!(read("a.md", text).is_empty(), "{text}");
    }
}

fn finding(rule: &'static str, at: usize) -> Diagnostic {
    Diagnostic::new(RuleId::new(rule), Severity::Error, range(at, at), "m")
}

#[test]
fn the_narrowest_directive_that_counts_is_credited() {
    let text = "<!-- factlint-disable-file a/* -- wide -->\n\n<!-- factlint-disable-next-line a/b -- old, until 2026-01-01 -->\n<!-- factlint-disable-next-line a/b, a/c -- near, until 2026-11-23 -->\none\n\ntwo\n";
    let mut found = read("a.md", text);
    let (one, two) = (text.find("one").expect("there"), text.find("two").expect("there"));
    let mut diagnostics = vec![
        finding("a/b", one),
        finding("a/d", one),
        finding("a/b", two),
        finding("b/b", two),
        finding("suppression/x", two),
    ];
    let suppressed = found.take(&mut diagnostics, crate::text::size(text.len()));
    let left: Vec<&str> = diagnostics.iter().map(|diagnostic| diagnostic.rule.as_str()).collect();
    assert_eq!(left, ["b/b", "suppression/x"]);
    let reasons: Vec<String> = suppressed
        .iter()
        .map(|one| match &one.by {
            SuppressedBy::Directive { reason, .. } => reason.clone().unwrap_or_default(),
            SuppressedBy::Baseline => String::new(),
        })
        .collect();
    assert_eq!(reasons, ["near", "wide", "wide"]);
    let used: Vec<usize> = found.directives.iter().flat_map(|one| one.selectors.iter().map(|one| one.n_used)).collect();
    assert_eq!(used, [2, 0, 1, 0]);
}

#[test]
fn what_has_expired_lets_findings_through_and_counts_them() {
    let text = "<!-- factlint-disable-file a/b -- c, until 2026-11-22 -->\n";
    let mut found = read("a.md", text);
    let mut diagnostics = vec![finding("a/b", text.len())];
    assert!(found.take(&mut diagnostics, crate::text::size(text.len())).is_empty());
    assert_eq!((diagnostics.len(), found.directives[0].selectors[0].n_used), (1, 1));
}

const PIECES: &str = "(<!-- factlint-disable(-line|-next-line|-file|-nextline)? |<!-- factlint-enable|-->|a/b|all|, | -- |—|until 2027-01-01|至|\n|\n\n|\\| a \\|\n|- |> |---\n|title: x\n|# factlint-disable-next-line a/b|factlint-disable: |\\{/\\* factlint-disable-line a/b|\\*/\\}|一|\r\n|```\n|\u{FEFF}){0,24}";

proptest! {
    #![proptest_config(crate::text::fixed_cases(384))]

    #[test]
    fn any_text_is_read(text in PIECES) {
        for name in ["a.md", "a.mdx"] {
            let mut found = read(name, &text);
            let end = crate::text::size(text.len());
            for directive in &found.directives {
                prop_assert!(directive.range.end() <= end && text.is_char_boundary(directive.range.start().into()));
                for selector in &directive.selectors {
                    prop_assert!(selector.scope.end() <= end);
                }
            }
            let mut diagnostics: Vec<Diagnostic> = (0..=text.len()).map(|at| finding("a/b", at)).collect();
            let suppressed = found.take(&mut diagnostics, end);
            prop_assert_eq!(suppressed.len() + diagnostics.len(), text.len() + 1);
        }
    }
}
