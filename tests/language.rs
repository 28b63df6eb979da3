//! What factlint says in Chinese: every template, every finding of the fixtures, the command line.

use std::collections::{BTreeMap, BTreeSet};

use factlint::catalogue;
use factlint::message::{Argument, Language, Message, Piece, pieces};
use factlint::rules;

use crate::support::{cases, check_folder, check_with, factlint, root};

/// Returns the holes of a template, in order of name.
fn holes(template: &str) -> BTreeSet<&str> {
    let hole = |piece| match piece {
        Piece::Hole(name) => Some(name),
        Piece::Text(_) => None,
    };
    pieces(template).filter_map(hole).collect()
}

/// Returns the text of a string literal, and what follows it.
fn literal(source: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    let mut rest = source.trim_start().strip_prefix('"')?;
    loop {
        let at = rest.find(['"', '\\'])?;
        text.push_str(&rest[..at]);
        if rest[at..].starts_with('"') {
            return Some((text, &rest[at + 1..]));
        }
        let mut after = rest[at + 1..].chars();
        match after.next()? {
            'n' => text.push('\n'),
            '\n' => {}
            other => text.push(other),
        }
        rest = after.as_str();
        if rest.len() < source.len() && source[..source.len() - rest.len()].ends_with("\\\n") {
            rest = rest.trim_start();
        }
    }
}

/// Returns the Rust sources outside of their tests, each without comments.
fn sources() -> Vec<(String, String)> {
    let mut sources = Vec::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".rs") && !name.ends_with("tests.rs") && !name.ends_with("src/message.rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
                let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
                sources.push((name, lines.collect::<Vec<_>>().join("\n")));
            }
        }
    }
    sources
}

#[test]
fn every_template_has_a_translation_with_the_same_holes() {
    let mut faults = Vec::new();
    for (name, source) in sources() {
        for (at, opening) in source
            .match_indices("message!(")
            .chain(source.match_indices(".with_help("))
            .chain(source.match_indices(".with_label("))
        {
            let Some((template, _)) = literal(&source[at + opening.len()..]) else { continue };
            if has_words(&template) && catalogue::chinese(&template).is_none() {
                faults.push(format!("{name}: {template:?}"));
            }
        }
    }
    for (template, chinese) in catalogue::all_chinese() {
        if !holes(chinese).is_subset(&holes(template)) {
            faults.push(format!("other holes: {template:?}: {chinese:?}"));
        }
    }
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Returns whether words stand outside of the holes and of what is quoted.
fn has_words(template: &str) -> bool {
    let outside: String = template.split('`').step_by(2).collect();
    pieces(&outside).any(|piece| matches!(piece, Piece::Text(text) if text.chars().any(char::is_alphabetic)))
}

#[test]
fn every_rule_has_a_summary_in_chinese() {
    let all = rules::metas();
    let missing: Vec<&str> =
        all.iter().map(|meta| meta.id).filter(|id| catalogue::chinese(&format!("rule {id}")).is_none()).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Keys of front matter that messages name without backticks.
const KEYS: [&str; 2] = ["permalink", "slug"];

/// Returns whether a text may be words of factlint: English in small letters, and no name.
fn is_english(text: &str) -> bool {
    let outside: String = text.split('`').step_by(2).collect();
    let is_small = |byte: u8| !byte.is_ascii_uppercase() && byte.is_ascii() && !byte.is_ascii_digit();
    outside.bytes().all(is_small) && outside.bytes().any(|byte| byte.is_ascii_lowercase())
}

/// Notes the words of factlint in a message that stay English.
fn note_english(message: &Message, place: &str, faults: &mut BTreeMap<String, String>) {
    if message.is_empty() {
        return;
    }
    let chinese = catalogue::text(message, Language::Chinese);
    if catalogue::chinese(message.template()).is_none()
        && has_words(message.template())
        && is_english(message.template())
    {
        faults.insert(message.template().to_owned(), format!("{place}: {chinese}"));
    }
    for (_, argument) in message.arguments() {
        match argument {
            Argument::Message(part) => note_english(part, place, faults),
            // Values of documents stand in backticks or have other signs than the words of factlint.
            Argument::Text(text) if is_english(text) && !KEYS.contains(&text.as_str()) => {
                let outside: String = chinese.split('`').step_by(2).collect();
                if outside.contains(text.as_str()) {
                    faults.insert(text.clone(), format!("{place}: {chinese}"));
                }
            }
            Argument::Text(_) | Argument::Name { .. } => {}
        }
    }
}

#[test]
fn no_finding_of_a_fixture_is_left_in_english() {
    let mut faults = BTreeMap::new();
    let corpus = rules::corpus_metas().map(|meta| (meta.id, true));
    for (id, is_folder) in rules::all().iter().map(|rule| (rule.meta().id, false)).chain(corpus) {
        let suite = std::fs::read_to_string(root().join("fixtures").join(format!("{id}.md"))).unwrap();
        for case in cases(&suite) {
            let configuration = case.configuration.as_deref();
            let reports = if is_folder {
                check_folder(&case.file_name, &case.text, configuration)
            } else {
                vec![check_with(&case.file_name, &case.text, configuration, case.table.as_deref())]
            };
            for diagnostic in reports.iter().flat_map(|report| &report.diagnostics) {
                let related = diagnostic.related.iter().map(|related| &related.label.message);
                let fix = diagnostic.fix.iter().map(|fix| &fix.message);
                let first = [&diagnostic.message, &diagnostic.primary.message];
                for message in first.into_iter().chain(&diagnostic.help).chain(related).chain(fix) {
                    note_english(message, diagnostic.rule.as_str(), &mut faults);
                }
            }
        }
    }
    let list: Vec<String> = faults.iter().map(|(chinese, place)| format!("{place}\n    {chinese}")).collect();
    assert!(list.is_empty(), "{}", list.join("\n"));
}

/// Checks the sample documents.
fn check(arguments: &[&str]) -> String {
    let output = factlint(&[&["check", "fixtures/documents", "--today", "2024-06-10"], arguments].concat());
    assert_eq!(output.code, Some(1), "{}", output.stderr);
    output.stdout
}

#[test]
fn sample_documents_in_chinese() {
    insta::assert_snapshot!("documents_pretty", check(&["--lang", "zh"]));
    insta::assert_snapshot!("documents_concise", check(&["--lang", "zh", "--format", "concise"]));
    insta::assert_snapshot!("documents_json", check(&["--lang", "zh", "--format", "json"]));
}

#[test]
fn what_programs_read_is_the_same_in_either_language() {
    for format in ["json", "gitlab", "sarif"] {
        let of = |code: &str| -> serde_json::Value {
            serde_json::from_str(&check(&["--lang", code, "--format", format])).unwrap()
        };
        let (english, chinese) = (of("en"), of("zh"));
        assert_ne!(english, chinese);
        assert_eq!(without_words(english), without_words(chinese), "{format}");
    }
}

/// Takes out what is words for people.
fn without_words(mut value: serde_json::Value) -> serde_json::Value {
    const WORDS: [&str; 6] = ["message", "help", "label", "description", "text", "markdown"];
    match &mut value {
        serde_json::Value::Object(entries) => {
            entries.retain(|key, _| !WORDS.contains(&key.as_str()));
            for entry in entries.values_mut() {
                *entry = without_words(entry.take());
            }
        }
        serde_json::Value::Array(items) => {
            for item in items {
                *item = without_words(item.take());
            }
        }
        _ => {}
    }
    value
}

#[test]
fn the_command_line_speaks_chinese() {
    let help = factlint(&["check", "-h", "--lang", "zh"]).stdout;
    assert!(help.contains("用法：") && help.contains("输出 --fix 会做的改动"), "{help}");
    for word in ["Print", "Options:", "Arguments:", "Usage", "Checks", "Only these"] {
        assert!(!help.contains(word), "{word}: {help}");
    }
    for (arguments, wanted) in [
        (&["check", "--lang", "zh", "--no-such"][..], "错误：这里没有选项 `--no-such`"),
        (&["--lang", "zh", "chekc"], "是不是想写 `check`？"),
        (&["check", "--lang", "zh", "--today", "heute"], "建议：日期写成 2024-05-09 这样"),
        (&["check", "--lang", "zh", "no-such.md"], "错误：`no-such.md` 不存在"),
        (&["explain", "--lang", "zh", "scale-slp"], "错误：没有规则 `scale-slp`"),
    ] {
        let output = factlint(arguments);
        assert_eq!(output.code, Some(2));
        assert!(output.stderr.contains(wanted), "{}", output.stderr);
    }
    let rules = factlint(&["rules", "--lang", "zh"]).stdout;
    assert!(rules.contains("报告与参考表不符的数值。") && !rules.contains("Reports"), "{rules}");
    let explained = factlint(&["explain", "claim/scale-slip", "--lang", "zh"]).stdout;
    assert!(explained.contains("级别：错误，修复：不安全") && explained.contains("为什么不好"), "{explained}");
}

#[test]
fn the_configuration_chooses_the_language_and_the_command_line_wins() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("factlint.yaml"), "lang: zh\n").unwrap();
    std::fs::write(folder.path().join("a.md"), "Phi-3-mini has 7.8 billion parameters.\n").unwrap();
    let run = |arguments: &[&str]| {
        let command = std::process::Command::new(env!("CARGO_BIN_EXE_factlint"))
            .args(arguments)
            .current_dir(folder.path())
            .env("FACTLINT_NO_CACHE", "1")
            .env("LANG", "zh_CN.UTF-8")
            .output()
            .unwrap();
        String::from_utf8(command.stdout).unwrap()
    };
    let of = |arguments: &[&str]| run(&[&["check", "a.md", "--format", "concise"], arguments].concat());
    assert!(of(&[]).contains("不符"), "{}", of(&[]));
    assert!(of(&["--lang", "en"]).contains("differs from"));
    assert!(of(&["--isolated"]).contains("differs from"), "the locale has no say");
}
