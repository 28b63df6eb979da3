//! What a reader of each format sees.

use std::sync::Arc;

use chrono::NaiveDate;
use unicode_width::UnicodeWidthStr;

use super::*;
use crate::check::Counts;
use crate::diagnostic::{
    Applicability, ClaimRecord, Diagnostic, Edit, EvidenceItem, Fix, Label, Related, RuleId, Severity, SourceRecord,
};
use crate::text::{SourceFile, TextRange, range};

/// A line with Chinese, full-width letters and digits, emoji outside the basic plane and a joined emoji.
const MIXED: &str = "---\r\ntitle: 一\r\n---\r\n微软的ＭＡＩ－１😀👨‍👩‍👧拥有５０００亿参数，而 GPT-4 达到万亿。\r\n";

fn of(file: &SourceFile, text: &str) -> TextRange {
    let start = file.text().find(text).expect("the test's text");
    range(start, start + text.len())
}

fn finding(file: &SourceFile, text: &str) -> Diagnostic {
    let rule = RuleId::new("claim/refuted-value");
    Diagnostic::new(rule, Severity::Error, of(file, text), format!("`{text}` differs")).with_label("此处")
}

fn show(format: Format, width: usize, file: &Arc<SourceFile>, diagnostics: Vec<Diagnostic>) -> String {
    let report = FileReport::new(Arc::clone(file), diagnostics, Counts { documents: 1, ..Counts::default() });
    let mut summary = Summary::new(NaiveDate::from_ymd_opt(2026, 11, 23).unwrap());
    summary.add(&report);
    render(format, Style { width, ..Style::default() }, &[report], &summary)
}

fn file(text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile::new("posts/a.md", text))
}

/// Returns the column, in a terminal, at which each label's words point into the line above.
fn columns_of_marks(output: &str) -> Vec<usize> {
    let line = output.lines().find(|line| line.contains('┬')).expect("a line of marks");
    line.match_indices('┬').map(|(index, _)| line[..index].width()).collect()
}

#[test]
fn concise_counts_columns_in_characters() {
    let file = file(MIXED);
    let output = show(Format::Concise, 100, &file, vec![finding(&file, "５０００亿"), finding(&file, "万亿")]);
    // 微软的ＭＡＩ－１ are 8 characters, 😀 is 1, the family 5, 拥有 2: the value starts at the 17th.
    assert_eq!(
        output,
        "posts/a.md:4:17: error[claim/refuted-value] `５０００亿` differs\n\
         posts/a.md:4:35: error[claim/refuted-value] `万亿` differs\n"
    );
}

#[test]
fn json_gives_columns_in_characters_and_in_utf_16_and_the_offset_in_bytes() {
    let file = file(MIXED);
    let output = show(Format::Json, 100, &file, vec![finding(&file, "５０００亿")]);
    let value: serde_json::Value = serde_json::from_str(&output).unwrap();
    let start = MIXED.find("５０００亿").unwrap();
    let expected = serde_json::json!({
        "start": {"line": 4, "column": 17, "utf16_column": 21, "byte_offset": start},
        "end": {"line": 4, "column": 22, "utf16_column": 26, "byte_offset": start + 15},
    });
    assert_eq!(value["diagnostics"][0]["span"], expected);
    assert_eq!(value["schema_version"], 1);
}

#[test]
fn pretty_heads_with_the_column_in_characters_and_points_under_the_words() {
    let file = file(MIXED);
    let output = show(Format::Pretty, 100, &file, vec![finding(&file, "５０００亿")]);
    assert!(output.contains("[posts/a.md:4:17]"), "{output}");
    let line = output.lines().find(|line| line.contains("５０００亿参数")).unwrap();
    let word = line[..line.find("５０００亿").unwrap()].chars().filter_map(unicode_width::UnicodeWidthChar::width);
    let start: usize = word.sum();
    // The mark stands in the middle of the ten columns of ５０００亿.
    assert_eq!(columns_of_marks(&output), [start + 5], "{output}");
}

#[test]
fn a_long_paragraph_is_clipped_around_its_labels() {
    let text =
        format!("{}Llama 2模型只有7000亿参数{}它的对手{}\n", "甲".repeat(300), "乙".repeat(200), "丙".repeat(400));
    let file = file(&text);
    let related = of(&file, "它的对手");
    let diagnostic = finding(&file, "7000亿").with_related(related, "另见这里");
    for width in [60, 80, 100] {
        let output = show(Format::Pretty, width, &file, vec![diagnostic.clone()]);
        assert!(output.contains("[posts/a.md:1:312]"), "{output}");
        assert!(output.contains("7000亿") && output.contains("它的对手"), "{output}");
        let drawn = output.lines().take_while(|line| !line.contains("╰────"));
        for line in drawn {
            assert!(line.width() <= width, "{width} < {}: {line}", line.width());
        }
        let line = output.lines().find(|line| line.starts_with(" 1 │ ")).unwrap();
        assert_eq!(line.matches('…').count(), 3, "{line}");
        let first = line[..line.find("7000亿").unwrap()].width();
        let second = line[..line.find("它的对手").unwrap()].width();
        assert_eq!(columns_of_marks(&output), [first + 3, second + 4], "{output}");
    }
}

#[test]
fn two_places_far_apart_are_both_shown_the_finding_first() {
    let text = format!("title: 甲\n{}title: 乙\n", "x: 1\n".repeat(20));
    let file = file(&text);
    let second = text.rfind("title").unwrap();
    let mut diagnostic = finding(&file, "title").with_related(of(&file, "title"), "first here");
    diagnostic.primary = Label { range: range(second, second + 5), message: "again here".into() };
    insta::assert_snapshot!(show(Format::Pretty, 80, &file, vec![diagnostic]), @r"
    error[claim/refuted-value]

      × `title` differs
        ╭─[posts/a.md:22:1]
     22 │ title: 乙
        · ──┬──
        ·   ╰── again here
        ╰────
       ╭─[posts/a.md:1:1]
     1 │ title: 甲
       · ──┬──
       ·   ╰── first here
       ╰────

    checked 1 document: 1 error; no claims found
    ");
}

#[test]
fn evidence_and_fix_stand_below() {
    let file = file("MAI-1共有5000亿参数，而最大的Llama 2模型已有7000亿参数。\n");
    let mut diagnostic = finding(&file, "7000亿")
        .with_related(of(&file, "Llama 2"), "the subject")
        .with_help("write `700亿`: the value is ten times the documented one")
        .with_fix(Fix {
            message: "replace `7000亿` with `700亿`".into(),
            applicability: Applicability::Unsafe,
            edits: vec![Edit { range: of(&file, "7000亿"), content: "700亿".to_owned() }],
        });
    diagnostic.evidence.push(EvidenceItem {
        subject: "Llama 2".to_owned(),
        attribute: "parameters".to_owned(),
        value: Some("70B (700亿)".to_owned()),
        status: "confirmed",
        as_of: Some("2023-07-18".to_owned()),
        sources: vec![SourceRecord {
            title: "Llama 2: Open Foundation and Fine-Tuned Chat Models".to_owned(),
            locator: Some("https://arxiv.org/abs/2307.09288".to_owned()),
            date: Some("2023-07-18".to_owned()),
        }],
        note: None,
    });
    diagnostic.claim = Some(ClaimRecord {
        subject: "llama-2".to_owned(),
        operator: "=",
        value: "700000000000".to_owned(),
        modality: "asserted",
        ..ClaimRecord::default()
    });
    insta::assert_snapshot!(show(Format::Pretty, 80, &file, vec![diagnostic.clone()]), @r"
    error[claim/refuted-value]

      × `7000亿` differs
       ╭─[posts/a.md:1:31]
     1 │ MAI-1共有5000亿参数，而最大的Llama 2模型已有7000亿参数。
       ·                              ───┬───        ───┬──
       ·                                 │              ╰── 此处
       ·                                 ╰── the subject
       ╰────
      help: write `700亿`: the value is ten times the documented one
      evidence: Llama 2, parameters: 70B (700亿) (confirmed, as of 2023-07-18)
                source: Llama 2: Open Foundation and Fine-Tuned Chat Models,
                2023-07-18
                https://arxiv.org/abs/2307.09288
      fix (unsafe): replace `7000亿` with `700亿`
        - …，而最大的Llama 2模型已有7000亿参数。
        + …，而最大的Llama 2模型已有700亿参数。

    checked 1 document: 1 error; no claims found
    1 finding can be fixed with --fix --unsafe-fixes
    ");
    let value: serde_json::Value = serde_json::from_str(&show(Format::Json, 80, &file, vec![diagnostic])).unwrap();
    let diagnostic = &value["diagnostics"][0];
    assert_eq!(diagnostic["fix"]["applicability"], "unsafe");
    assert_eq!(diagnostic["fix"]["edits"][0]["content"], "700亿");
    assert_eq!(diagnostic["fix"]["edits"][0]["span"]["start"]["column"], 31);
    assert_eq!(diagnostic["claim"]["modality"], "asserted");
    assert_eq!(diagnostic["evidence"][0]["sources"][0]["date"], "2023-07-18");
    assert_eq!(diagnostic["related"][0]["span"]["start"]["line"], 1);
    assert!(diagnostic["related"][0].get("file").is_none());
}

#[test]
fn a_place_on_the_line_end_of_a_long_line_is_shown_at_its_end() {
    let file = file(&format!("{}\r\n", "三万亿".repeat(20)));
    let end = file.text().len();
    let diagnostic = Diagnostic::new(RuleId::new("date/x"), Severity::Error, range(end - 1, end - 1), "here");
    assert!(show(Format::Pretty, 20, &file, vec![diagnostic]).contains("三万亿"));
}

#[test]
fn a_place_in_another_file_is_shown_under_its_name() {
    let one = file("Phi-3 拥有 38亿 参数。\n");
    let other = Arc::new(SourceFile::new("posts/b.md", "# 标题\n\nPhi-3 拥有 35亿 参数。\n"));
    let mut diagnostic = finding(&one, "38亿");
    diagnostic.related.push(Related {
        file: Some(Arc::clone(&other)),
        label: Label { range: of(&other, "35亿"), message: "there".into() },
    });
    let output = show(Format::Pretty, 80, &one, vec![diagnostic.clone()]);
    assert!(output.contains("[posts/a.md:1:10]") && output.contains("[posts/b.md:3:10]"), "{output}");
    let value: serde_json::Value = serde_json::from_str(&show(Format::Json, 80, &one, vec![diagnostic])).unwrap();
    assert_eq!(value["diagnostics"][0]["related"][0]["file"], "posts/b.md");
}

#[test]
fn hostile_text_reaches_no_format_raw() {
    let text = "前\x1b[31m\u{202e}7000亿\u{2066}\x07##[error]x ::error::y\r\n";
    let file = Arc::new(SourceFile::new("::error file=a\x1b.md", text));
    let mut diagnostic = finding(&file, "7000亿").with_help("\n::warning::z\x1b[0m").with_label("a\x1b\n::x");
    diagnostic.message = "bad \x1b]8;; \n::error::m ##vso[task]".into();
    for format in Format::ALL {
        let output = show(format, 80, &file, vec![diagnostic.clone()]);
        assert_eq!(harm(format, &output), None, "{format:?}: {output}");
    }
    let concise = show(Format::Concise, 80, &file, vec![diagnostic]);
    assert_eq!(concise.lines().count(), 1);
}

/// Returns what is wrong with an output: something that a terminal or a CI log would act on, or that cannot be parsed.
fn harm(format: Format, output: &str) -> Option<String> {
    for line in output.lines() {
        // The commands of the two formats that are made of them.
        let rest = match format {
            Format::Github => line
                .strip_prefix("::error title=")
                .or_else(|| line.strip_prefix("::warning title="))
                .or_else(|| line.strip_prefix("::notice title=")),
            Format::Azure => line.strip_prefix("##vso[task.logissue type=").or(Some(line)),
            _ => Some(line),
        };
        let Some(rest) = rest else { return Some(format!("no command: {line}")) };
        let commands = ["##[", "##vso[", "##teamcity["];
        if rest.trim_start().starts_with("::") || commands.iter().any(|command| rest.contains(command)) {
            return Some(format!("a command: {line}"));
        }
        if rest.chars().any(neutral::is_harmful) {
            return Some(format!("a control character: {line:?}"));
        }
    }
    let is_json = |text: &str| serde_json::from_str::<serde_json::Value>(text).is_ok();
    let is_well_formed = match format {
        Format::Json | Format::Sarif | Format::Gitlab | Format::Rdjson => is_json(output),
        Format::Jsonl | Format::Rdjsonl => output.lines().all(is_json),
        Format::Junit | Format::Checkstyle => roxmltree::Document::parse(output).is_ok(),
        _ => true,
    };
    (!is_well_formed).then(|| "it cannot be parsed".to_owned())
}

#[test]
fn a_configuration_that_cannot_be_used_is_no_result_of_sarif_but_a_notification() {
    let file = Arc::new(SourceFile::new("factlint.yaml", "a: 1\n"));
    let finding = |rule| Diagnostic::new(RuleId::new(rule), Severity::Error, range(0, 1), "m");
    let findings = vec![finding("config/invalid"), finding("file/unreadable"), finding("date/x")];
    let value: serde_json::Value = serde_json::from_str(&show(Format::Sarif, 80, &file, findings)).unwrap();
    let (run, invocation) = (&value["runs"][0], &value["runs"][0]["invocations"][0]);
    assert_eq!(run["results"].as_array().unwrap().len(), 1);
    assert_eq!(invocation["toolConfigurationNotifications"][0]["descriptor"]["id"], "config/invalid");
    assert_eq!(invocation["toolExecutionNotifications"][0]["descriptor"]["id"], "file/unreadable");
    assert_eq!(invocation["executionSuccessful"], false);
}

#[test]
fn words_of_a_document_become_no_link_in_sarif() {
    let file = file("x\n");
    let finding = Diagnostic::new(RuleId::new("a/b"), Severity::Error, range(0, 1), "[free](https://example.org)");
    let value: serde_json::Value = serde_json::from_str(&show(Format::Sarif, 80, &file, vec![finding])).unwrap();
    assert_eq!(value["runs"][0]["results"][0]["message"]["text"], "[free]\u{2060}(https://example.org)");
}

#[test]
fn words_of_a_document_become_no_markup_in_a_summary() {
    let file = Arc::new(SourceFile::new("[a](b) `c` | <d>.md", "x\n"));
    let message = "<img src=x> [a](https://b.c) ![i](j) | `d|e` `` https://f.g www.h.i @me *s* #1";
    let finding = Diagnostic::new(RuleId::new("a/b"), Severity::Error, range(0, 1), message);
    let output = show(Format::Markdown, 80, &file, vec![finding]);
    // The parser's name is known in `document` only, so its events are looked for by what they would leave in the text.
    let row = output.lines().find(|line| line.starts_with("| error")).unwrap();
    let cells = row.replace("\\|", "").matches('|').count();
    assert_eq!(cells, 5, "{row}");
    for mark in ["<img", " [a](", "![i]", "https://", "www.", "@me", " *s", "#1"] {
        assert!(!row.contains(mark), "{mark}: {row}");
    }
}

#[test]
fn any_range_can_be_shown() {
    let texts = ["", "\n", "一\r\n二\n", "\u{feff}---\n\ttitle: 一\t二\n", "a\rb\n", "末行没有换行"];
    for text in texts {
        let file = file(text);
        for start in 0..=text.len() + 1 {
            for end in start..=text.len() + 2 {
                let diagnostic =
                    Diagnostic::new(RuleId::new("a/b"), Severity::Info, range(start, end), "m").with_label("l");
                let output = show(Format::Pretty, 80, &file, vec![diagnostic.clone()]);
                assert!(
                    output.contains("posts/a.md:") && !output.contains("Failed"),
                    "{text:?} {start} {end} {output}"
                );
                for format in Format::ALL {
                    let output = show(format, 80, &file, vec![diagnostic.clone()]);
                    assert_eq!(harm(format, &output), None, "{text:?} {start} {end}");
                }
            }
        }
    }
}

#[test]
fn a_label_over_many_lines_is_shown_on_its_first() {
    let file = file(&"一行\n".repeat(50));
    let diagnostic = Diagnostic::new(RuleId::new("a/b"), Severity::Warning, file.range(), "m").with_label("all of it");
    assert!(show(Format::Pretty, 80, &file, vec![diagnostic]).lines().count() < 12);
}

#[test]
fn a_run_without_findings_still_has_its_summary() {
    let file = file("一\n");
    assert_eq!(show(Format::Pretty, 80, &file, vec![]), "checked 1 document: no problems; no claims found\n");
    assert_eq!(show(Format::Concise, 80, &file, vec![]), "");
    let value: serde_json::Value = serde_json::from_str(&show(Format::Json, 80, &file, vec![])).unwrap();
    assert_eq!(value["diagnostics"], serde_json::json!([]));
    assert_eq!(value["summary"]["documents"], 1);
    assert_eq!(value["summary"]["today"], "2026-11-23");
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    /// Texts of everything that is hard to draw.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            6 => "[ a-z0-9,.#:\\[]{0,12}",
            6 => "[一二三万亿，。、ＡＢ１２]{0,40}",
            2 => proptest::sample::select(vec!["\n", "\r\n", "\t", "\r", "\u{feff}", "\u{301}", "\u{200d}", "\u{fe0f}"])
                .prop_map(str::to_owned),
            2 => proptest::sample::select(vec!["😀", "👨‍👩‍👧", "❤️", "\x1b[1m", "\u{9b}", "\u{202e}", "\0", "::", "##["])
                .prop_map(str::to_owned),
        ];
        proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(crate::text::fixed_cases(300))]

        #[test]
        fn whatever_is_shown_is_whole_and_harmless(
            text in text(),
            places in proptest::collection::vec((0_usize..600, 0_usize..80), 1..5),
            width in 20_usize..140,
        ) {
            let file = file(&text);
            let mut places = places.into_iter().map(|(start, length)| range(start, start + length));
            let primary = places.next().expect("at least one");
            let mut diagnostic = Diagnostic::new(RuleId::new("a/b"), Severity::Error, primary, text.clone())
                .with_label("this label is long enough to be broken 或者在汉字之间")
                .with_help(text.clone())
                .with_fix(Fix {
                    message: "replace it".into(),
                    applicability: Applicability::Safe,
                    edits: vec![Edit { range: primary, content: text.clone() }],
                });
            for place in places {
                diagnostic = diagnostic.with_related(place, "there");
            }
            let pretty = show(Format::Pretty, width, &file, vec![diagnostic.clone()]);
            prop_assert!(pretty.contains("posts/a.md:") && !pretty.contains("Failed to read"), "{}", pretty);
            let concise = show(Format::Concise, width, &file, vec![diagnostic.clone()]);
            prop_assert_eq!(concise.lines().count(), 1);
            let json = show(Format::Json, width, &file, vec![diagnostic.clone()]);
            let value: serde_json::Value = serde_json::from_str(&json).expect("JSON");
            prop_assert_eq!(value["diagnostics"][0]["message"].as_str(), Some(text.as_str()));
            prop_assert_eq!(harm(Format::Pretty, &pretty), None, "{}", pretty);
            prop_assert_eq!(harm(Format::Concise, &concise), None, "{}", concise);
            prop_assert_eq!(harm(Format::Json, &json), None, "{}", json);
            for format in Format::ALL {
                let output = show(format, width, &file, vec![diagnostic.clone()]);
                prop_assert_eq!(harm(format, &output), None, "{:?} {}", format, output);
            }
        }
    }
}
