//! The three syntaxes through one door: what is read, and where problems stand.

use std::sync::Arc;

use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::diagnostic::RuleId;

/// Returns each problem as `"slice": message`.
fn problems(name: &str, text: &str) -> Vec<String> {
    let file = SourceFile::new(name, text);
    let show = |problem: &Problem| match &problem.kind {
        ProblemKind::Syntax { message, .. } => format!("{:?}: {message}", file.slice(problem.range)),
        ProblemKind::DuplicateKey { first, is_same_value, entry, .. } => {
            let first = u32::from(first.start());
            format!("{:?} repeats the key at {first} (same value: {is_same_value})", file.slice(*entry))
        }
        ProblemKind::Limit { message } => format!("limit: {message}"),
    };
    parse_file(&file).problems.iter().map(show).collect()
}

fn root(name: &str, text: &str) -> Node {
    let tree = parse_file(&SourceFile::new(name, text));
    assert_eq!(tree.problems, Vec::new(), "{text}");
    tree.root.expect("the text has a value")
}

#[test]
fn yaml_problems_stand_on_their_cause() {
    let cases = [
        ("a: 1\nb: \"foo\nc: 3\nd: 4\n", r#""\"": the quote opened here is not closed"#),
        ("title: \"foo\ndate: \"2024\"\n", r#""\"": the quote opened here is not closed"#),
        ("a: 'it's bad'\n", r#""s bad'": text follows the closing quote"#),
        ("title: \"x\" y\n", r#""y": text follows the closing quote"#),
        ("title: a: b\n", r#"":": `: ` inside a text that is not in quotes"#),
        ("title: 【新】: b\n", r#"":": `: ` inside a text that is not in quotes"#),
        ("title:中文\ndate: 1\n", r#"":": no space follows the colon of the key"#),
        ("标题：中文\ndate: 1\n", r#""：": a full-width colon `：` stands where `: ` belongs"#),
        ("date: 1\n标题：中文\nx: 1\n", r#""：": a full-width colon `：` stands where `: ` belongs"#),
        ("title: [a, b\nd: 4\n", r#""[": this `[` is not closed"#),
        ("title: [a, b\n", r#""[": this `[` is not closed"#),
        ("a: {x: 1\nb: 2\n", r#""{": this `{` is not closed"#),
        ("a: [中: b\nc: d\n", r#""[": this `[` is not closed"#),
        ("a: [1}\n", r#""[": this `[` is closed by `}`"#),
        ("a: ]x\n", r#""]": this bracket closes nothing"#),
        ("title: [译] 标题\n", r#""标题": text follows the end of the value"#),
        ("title: **bold** x\n", r#""**bold**": a text cannot start with `*`"#),
        ("a: *x\n", r#""*x": `*x` refers to an anchor `&x` that is not there"#),
        ("a: &b\n  c: *b\n", r#""*b": an alias refers to the value that it stands in"#),
        ("a: @x\n", r#""@": a text cannot start with `@`"#),
        ("a: !!! x\n", r#""!": a text cannot start with `!`, which begins a tag"#),
        ("a: \"\\q\"\n", r#""\\q": `\q` is not an escape"#),
        ("a: \u{0}x\n", r#""\0": the control character U+0000 is not allowed"#),
        ("a:\n\tb: 1\n", r#""\t": a tab cannot indent"#),
        ("a: b\n c: d\n", r#""c": this key is indented deeper than the one above, which has a value already"#),
        ("a: b\nfoo\nbar: 2\n", r#""foo": a line without a key stands among the keys"#),
        ("a: |\n  x\n b\n", r#""b": expected a key here"#),
        ("a: > foo\n", r#""> foo": a text after `|` or `>` starts on the next line"#),
        ("a: - b\n", r#""-": a list cannot start on the line of its key"#),
        ("- a\nc: d\n", r#""c: d": expected `- ` like the items above"#),
        ("? [a]\n: b\n", r#""[a]": a key must be a text"#),
        ("a: b\n---\nc: d\n", r#""---": a second document starts here; only the first is read"#),
        ("a: 1\nb: 2\na: 1\n", r#""a: 1" repeats the key at 0 (same value: true)"#),
        ("a: 1\nb: {c: 1, c: 2}\n", r#""c: 2" repeats the key at 9 (same value: false)"#),
    ];
    for (text, expected) in cases {
        assert_eq!(problems("a.yaml", text), [expected], "{text}");
    }
}

#[test]
fn toml_problems_stand_on_their_cause() {
    let cases = [
        ("a = 1\nb = \"foo\nc = 3\n", r#""\"": the quote opened here is not closed"#),
        ("a = \"\"\"x\n", r#""\"\"\"": the quote opened here is not closed"#),
        ("a = [1, 2\nb = 2\n", r#""[": this `[` is not closed"#),
        ("a = {b = 1\nc = 2\n", r#""{": this `{` is not closed"#),
        ("a: 1\n", r#"":": `:` stands where `=` belongs"#),
        ("标题 = \"x\"\n", r#""标题": this key must be in quotes"#),
        ("a = 中文\n", r#""中文": a text must be in quotes"#),
        ("a = \n", r#""a =": the key has no value"#),
        ("a = \"x\\qy\"\n", r#""\\q": `\q` is not an escape"#),
        ("a = 2024-02-30\n", r#""2024-02-30": invalid date, expected day between 01 and 29"#),
        ("a = 1\nb = 2\na = 1\n", r#""a = 1" repeats the key at 0 (same value: true)"#),
        ("a = [\n1]\na = [\n2]\n", r#""a = [" repeats the key at 0 (same value: false)"#),
        ("[x]\na = 1\n[x]\nb=2\n", r#""x]" repeats the key at 1 (same value: false)"#),
    ];
    for (text, expected) in cases {
        let found = problems("a.toml", text);
        assert_eq!(found.last().map(String::as_str), Some(expected), "{text} {found:?}");
    }
}

#[test]
fn json_is_strict_and_its_problems_stand_on_their_cause() {
    let cases = [
        ("{\"a\": 1,}", r#"",": a comma stands after the last value"#),
        ("{\"a\": 1 \"b\": 2}", r#""": a comma is missing here"#),
        ("{\"a\": \"x}", r#""\"": the quote opened here is not closed"#),
        ("{\"a\": 1", r#""{": this `{` is not closed"#),
        ("{a: 1}", r#""a": a key must be in double quotes"#),
        ("{'a': 1}", r#""'": a text must be in double quotes"#),
        ("{\"a\" 1}", r#""1": no `:` follows the key"#),
        ("{\"a\": // x\n1}", r#""// x": JSON has no comments"#),
        ("{\"a\": 1, \"a\": 2}", r#""\"a\": 2" repeats the key at 1 (same value: false)"#),
    ];
    for (text, expected) in cases {
        assert_eq!(problems("a.json", text), [expected], "{text}");
    }
}

#[test]
fn keys_above_and_below_an_error_are_kept() {
    for (text, expected) in [
        ("title: 好\ndate: 2024-05-09\nbad: [a] b\nrest: 1\n", "title,date,rest"),
        ("title: 好: 坏\ndate: 2024-05-09\n", "date"),
        ("title: \"好\ndate: 2024-05-09\ntags: [a\nauthor: x\n", "date,author"),
        ("title:好\ndate: 2024-05-09\n", "date"),
        ("- a\nb: c\nd: e\n", ""),
    ] {
        let tree = parse_file(&SourceFile::new("a.yaml", text));
        assert_eq!(tree.problems.len(), 1, "{text}");
        let keys: Vec<&str> = tree.root.iter().flat_map(Node::entries).map(|entry| &*entry.key).collect();
        assert_eq!(keys.join(","), expected, "{text}");
    }
}

#[test]
fn every_key_and_value_has_its_bytes_in_all_three_syntaxes() {
    for (name, text) in [
        ("a.yaml", "\u{FEFF}标题: \"值\"\nn: [1.50, true]\n"),
        ("a.toml", "\"标题\" = \"值\"\nn = [1.50, true]\n"),
        ("a.json", "{\"标题\": \"值\", \"n\": [1.50, true]}\n"),
    ] {
        let file = SourceFile::new(name, text);
        let root = root(name, text);
        let title = root.entry("标题").expect("the key is there");
        assert_eq!(file.slice(title.key_range).trim_matches('"'), "标题");
        assert_eq!(file.slice(title.value.range), "\"值\"");
        let number = &root.get("n").expect("the key is there").items()[0];
        assert_eq!((file.slice(number.range), &number.value), ("1.50", &Value::Number("1.50".into())));
    }
}

#[test]
fn a_slice_of_a_file_is_read_with_the_spans_of_the_file() {
    let text = "---\na: 值\n---\n";
    let tree = yaml::parse(text, crate::text::range(4, 11));
    let root = tree.root.expect("one key");
    assert_eq!(&text[root.get("a").expect("the key").range], "值");
}

#[test]
fn only_plain_scalars_of_the_core_schema_are_not_texts() {
    let root = root("a.yaml", "a: no\nb: '1'\nc: 2024-05-09\nd: True\ne:\nf: |\n  text\ng: !!str 1\nh: 0x1F\n");
    let text = |text: &str, style| Value::Text { text: text.to_owned().into(), style };
    let values: Vec<&Value> = root.entries().iter().map(|entry| &entry.value.value).collect();
    assert_eq!(
        values,
        [
            &text("no", ScalarStyle::Plain),
            &text("1", ScalarStyle::Quoted),
            &text("2024-05-09", ScalarStyle::Plain),
            &Value::Boolean(true),
            &Value::Null,
            &text("text\n", ScalarStyle::Block),
            &text("1", ScalarStyle::Plain),
            &Value::Number("0x1F".into()),
        ]
    );
}

#[test]
fn merge_keys_are_applied_and_own_keys_win() {
    let root = root("a.yaml", "base: &b {x: 1, y: 2}\nmore: &m {z: 3}\nuse:\n  <<: [*b, *m]\n  x: 9\nalias: *b\n");
    let used = root.get("use").expect("the key");
    let shown: Vec<(&str, Option<&str>)> =
        used.entries().iter().map(|entry| (&*entry.key, entry.value.as_scalar())).collect();
    assert_eq!(shown, [("x", Some("9")), ("y", Some("2")), ("z", Some("3"))]);
    assert_eq!(root.get("alias").and_then(|alias| alias.get("y")).and_then(Node::as_scalar), Some("2"));
}

#[test]
fn a_merge_key_takes_mappings_only() {
    assert_eq!(problems("a.yaml", "<<: 3\n"), [r#""3": a merge key `<<` takes a mapping or a list of mappings"#]);
    assert_eq!(
        problems("a.yaml", "b: &b [1]\nuse:\n  <<: *b\n"),
        [r#""*b": a merge key `<<` takes a mapping or a list of mappings"#]
    );
    // What is merged repeats no key: the mapping's own wins.
    assert_eq!(problems("a.yaml", "b: &b {x: 1}\nuse: {<<: *b, x: 2}\n"), Vec::<String>::new());
    assert_eq!(problems("a.yaml", "'<<': 3\n"), Vec::<String>::new());
}

#[test]
fn marks_and_line_ends_of_other_systems_are_no_part_of_the_values() {
    for text in ["\u{FEFF}title: 好\r\ntags:\r\n  - a\r\n", "title: 好\ntags:\n  - a\n", "title:\t好\ntags: [a]\n"] {
        let root = root("a.yaml", text);
        assert_eq!(root.get("title").and_then(Node::as_text), Some("好"), "{text:?}");
        assert_eq!(root.get("tags").expect("the key").items()[0].as_text(), Some("a"), "{text:?}");
    }
    for text in ["\u{FEFF}title = \"好\"\r\ntags = [\"a\"]\r\n", "title\t=\t\"好\"\n"] {
        assert_eq!(root("a.toml", text).get("title").and_then(Node::as_text), Some("好"), "{text:?}");
    }
    for text in ["\u{FEFF}{\r\n\t\"title\": \"好\"\r\n}\r\n", "{\"title\":\"好\"}"] {
        assert_eq!(root("a.json", text).get("title").and_then(Node::as_text), Some("好"), "{text:?}");
    }
}

#[test]
fn a_control_character_is_a_problem_in_every_syntax() {
    for (name, text) in [
        ("a.yaml", "title: a\u{0}b\ndate: 2024-05-09\n"),
        ("a.yaml", "title: \"a\u{0}b\"\n"),
        ("a.toml", "title = \"a\u{0}b\"\n"),
        ("a.json", "{\"title\": \"a\u{0}b\"}"),
    ] {
        assert!(!problems(name, text).is_empty(), "{name} {text:?}");
    }
}

#[test]
fn nesting_and_aliases_stop_at_a_limit_that_is_told() {
    let deep = (0..80).fold(String::new(), |text, level| text + &format!("{}a:\n", " ".repeat(level)));
    let laughs = (1..12).fold("a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned(), |text, level| {
        text + &format!("a{level}: &a{level} [{}]\n", [format!("*a{}", level - 1).as_str(); 9].join(", "))
    });
    let merges = format!(
        "b: &b {{{}}}\nuse:\n  <<: [{}]\n",
        (0..500).map(|key| format!("k{key}: 1, ")).collect::<String>(),
        "*b, ".repeat(400)
    );
    for text in [deep, laughs, merges] {
        let tree = parse_file(&SourceFile::new("a.yaml", text.clone()));
        let limits = tree.problems.iter().filter(|problem| matches!(problem.kind, ProblemKind::Limit { .. })).count();
        assert_eq!(limits, 1, "{:?} {}", tree.problems, &text[..40]);
        // What stands above the limit is kept.
        assert!(tree.root.is_some() || text.starts_with("a:"), "{}", &text[..40]);
    }
}

#[test]
fn templates_are_texts() {
    let root = root("a.yaml", "title: {{ .Title }}\ndate: '{{ .Date }}'\n");
    assert_eq!(root.get("title").and_then(Node::as_text), Some("{{ .Title }}"));
}

#[test]
fn hostile_texts_end_in_a_limit_soon() {
    let laughs = (1..12).fold("a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned(), |text, level| {
        let below = format!("*a{}", level - 1);
        text + &format!("a{level}: &a{level} [{}]\n", [below.as_str(); 9].join(", "))
    });
    let quadratic = format!("a: &a {}\nb: [{}]\n", "x".repeat(100_000), "*a, ".repeat(20_000));
    let cases = [
        ("a.yaml", laughs),
        ("a.yaml", quadratic),
        ("a.yaml", "[".repeat(100_000)),
        ("a.yaml", "- ".repeat(100_000)),
        ("a.yaml", "x\n".repeat(1_000_000)),
        ("a.yaml", "x: y: z\n".repeat(100_000)),
        ("a.yaml", (0..120_000).fold(String::new(), |text, key| text + &format!("k{key}:\n"))),
        ("a.json", "[".repeat(100_000)),
        ("a.json", format!("{}{}", "[".repeat(100), "]".repeat(100))),
        ("a.toml", format!("a = {}", "[".repeat(100_000))),
        ("a.toml", format!("{}a = 1\n", "a.".repeat(100_000))),
        ("a.toml", format!("[{}a]\n", "a.".repeat(100_000))),
        ("a.toml", format!("x = {{ {}a = 1 }}\n", "a . ".repeat(100_000))),
        ("a.toml", format!("{}a = 1\n", "\"a\".".repeat(100_000))),
        ("a.toml", format!("{}a = 1\n", "'.'.".repeat(100_000))),
    ];
    for (name, text) in cases {
        let started = std::time::Instant::now();
        let tree = parse_file(&SourceFile::new(name, text.clone()));
        assert!(!tree.problems.is_empty(), "{}", &text[..40]);
        assert!(started.elapsed().as_secs() < 5, "{}", &text[..40]);
    }
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Pack {
    name: String,
    #[serde(default)]
    facts: Vec<Fact>,
    #[serde(default)]
    level: Option<Level>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Fact {
    key: String,
    tolerance: f64,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(rename_all = "kebab-case")]
enum Level {
    Warning,
    Error,
}

fn typed_error(text: &str) -> String {
    let file = Arc::new(SourceFile::new("pack.yaml", text));
    let invalid = read::<Pack>(&file, &RuleId::new("config/invalid")).expect_err("the text is wrong");
    let diagnostic = &invalid.diagnostics[0];
    let help = diagnostic.help.as_deref().unwrap_or_default();
    format!("{:?}: {} ({help})", file.slice(diagnostic.primary.range), diagnostic.message.english())
}

#[test]
fn typed_errors_stand_on_the_key_or_the_value() {
    let cases = [
        ("name: x\nfact: []\n", r#""fact": unknown key `fact` (did you mean `facts`?)"#),
        ("name: x\nzzz: []\n", r#""zzz": unknown key `zzz` (the keys here are `name`, `facts`, `level`)"#),
        ("facts: []\n", r#""facts": the key `name` is missing (add `name: …`)"#),
        ("name: x\nfacts:\n  - key: 参数\n", r#""key": the key `tolerance` is missing (add `tolerance: …`)"#),
        (
            "name: x\nfacts:\n  - key: 参数\n    tolerance: 百分之五\n",
            r#""百分之五": expected a number, found a text ()"#,
        ),
        ("name: 1.0\n", r#""1.0": expected a text, found a number (put it in quotes)"#),
        ("name: x\nfacts: {a: 1}\n", r#""{a: 1}": expected a list, found a mapping ()"#),
        ("name: x\nlevel: warn\n", r#""warn": unknown value `warn` (the values here are `warning`, `error`)"#),
        ("name: x\nlevel: eror\n", r#""eror": unknown value `eror` (did you mean `error`?)"#),
        ("name:\n", r#""name": expected a text, found nothing ()"#),
        ("name: a: b\n", r#"":": `: ` inside a text that is not in quotes (put the value in quotes)"#),
    ];
    for (text, expected) in cases {
        assert_eq!(typed_error(text), expected, "{text}");
    }
}

#[test]
fn typed_values_are_read_from_all_three_syntaxes() {
    let expected = Pack {
        name: "模型".to_owned(),
        facts: vec![Fact { key: "k".to_owned(), tolerance: 8.03 }],
        level: Some(Level::Error),
    };
    for (name, text) in [
        ("a.yaml", "name: 模型\nlevel: error\nfacts:\n- {key: k, tolerance: 8.03}\n"),
        ("a.toml", "name = \"模型\"\nlevel = \"error\"\n[[facts]]\nkey = \"k\"\ntolerance = 8.03\n"),
        ("a.json", r#"{"name": "模型", "level": "error", "facts": [{"key": "k", "tolerance": 8.03}]}"#),
    ] {
        assert_eq!(deserialize::<Pack>(&root(name, text)).as_ref(), Ok(&expected), "{name}");
    }
}

#[test]
fn numbers_keep_their_value() {
    let root = root("a.toml", "a = 1_000\nb = 0xFF\nc = -5\nd = +1.5\ne = 1e3\nf = -inf\n");
    let values: Vec<f64> =
        root.entries().iter().map(|entry| to_value(&entry.value).as_f64().expect("a number")).collect();
    assert_eq!(values, [1000.0, 255.0, -5.0, 1.5, 1000.0, f64::NEG_INFINITY]);
}

fn check_node(node: &Node, text: &str) {
    let ranges = node.entries().iter().map(|entry| entry.key_range).chain([node.range]);
    for range in ranges {
        assert!(text.get(usize::from(range.start())..usize::from(range.end())).is_some(), "{range:?} of {text:?}");
    }
    node.items().iter().chain(node.entries().iter().map(|entry| &entry.value)).for_each(|node| check_node(node, text));
}

proptest! {
    #![proptest_config(crate::text::fixed_cases(256))]
    #[test]
    fn every_range_is_inside_the_text(text in "([a-c:：=\\[\\]{}\"'|>#&*!?,.\\-\\\\ \\t\\r\\n中é😀0-3<~%@`]|\n- |\n  |: |= ){0,60}") {
        for name in ["a.yaml", "a.toml", "a.json"] {
            let tree = parse_file(&SourceFile::new(name, text.clone()));
            for problem in &tree.problems {
                prop_assert!(text.get(usize::from(problem.range.start())..usize::from(problem.range.end())).is_some());
            }
            if let Some(root) = &tree.root {
                check_node(root, &text);
                let _ = to_value(root);
            }
        }
    }
}
