//! `factlint extract`: what is found, where, and what becomes of bad input.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::support::{Output, factlint, root};

/// Runs the program with bytes on its standard input.
fn factlint_with_input(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = spawn(arguments);
    // A program that refuses its arguments does not read.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    Output {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn spawn(arguments: &[&str]) -> std::process::Child {
    Command::new(env!("CARGO_BIN_EXE_factlint"))
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Returns what `extract -` prints of a document.
fn document(text: &str, arguments: &[&str]) -> Vec<Value> {
    let arguments: Vec<&str> = ["extract", "-"].iter().chain(arguments).copied().collect();
    let output = factlint_with_input(&arguments, text.as_bytes());
    assert_eq!((output.code, output.stderr.as_str()), (Some(0), ""));
    output.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Returns what `extract --jsonl` answers to a text.
fn line(input: &Value) -> Vec<Value> {
    let output = factlint_with_input(&["extract", "--jsonl"], format!("{input}\n").as_bytes());
    assert_eq!((output.code, output.stderr.as_str()), (Some(0), ""));
    let answer: Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(answer["id"], input["id"]);
    answer["found"].as_array().unwrap().clone()
}

/// Returns the text and the value of what was found.
fn said(found: &[Value]) -> Vec<(&str, &str)> {
    found.iter().map(|one| (one["text"].as_str().unwrap(), one["value"].as_str().unwrap_or("-"))).collect()
}

#[test]
fn a_news_post_has_every_amount_and_date_and_no_digit_of_a_name() {
    let output = factlint(&["extract", "fixtures/extraction/post.md", "--format", "pretty"]);
    assert_eq!((output.code, output.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!(output.stdout);
}

#[test]
fn the_places_of_a_document_are_those_of_the_file_in_every_unit() {
    let text = "---\ntitle: 一\ndate: 2024-05-09\n---\n\n😀 它有**５０００**亿参数，&amp;约 20 kg。\r\n\r\n昨日 [共$3](https://example.org/7)\n";
    let found = document(text, &[]);
    let units: Vec<char> = text.chars().collect();
    let utf16: Vec<u16> = text.encode_utf16().collect();
    for one in &found {
        let place = |name: &str| usize::try_from(one["span"][name].as_u64().unwrap()).unwrap();
        let written = one["text"].as_str().unwrap();
        assert_eq!(units[place("start")..place("end")].iter().collect::<String>(), written);
        assert_eq!(String::from_utf16(&utf16[place("utf16_start")..place("utf16_end")]).unwrap(), written);
        assert_eq!(&text[place("byte_start")..place("byte_end")], written);
    }
    assert_eq!(said(&found), [("５０００**亿", "500000000000"), ("20 kg", "20"), ("昨日", "2024-05-08"), ("$3", "3")]);
    assert_eq!((&found[0]["line"], &found[0]["column"], &found[0]["precision"]), (&6.into(), &7.into(), &8.into()));
    assert_eq!((&found[1]["operator"], &found[1]["unit"]), (&"~".into(), &"Kilogram".into()));
    assert_eq!((&found[2]["kind"], &found[2]["file"]), (&"date".into(), &"<stdin>".into()));
}

#[test]
fn relative_dates_have_a_value_only_where_there_is_a_day_to_count_from() {
    let text = "昨日发布，2023年6月立项，3月5日\n";
    assert_eq!(said(&document(text, &[])), [("昨日", "-"), ("2023年6月", "2023-06-01/2023-07-01"), ("3月5日", "-")]);
    assert_eq!(said(&document(text, &["--reference-date", "2024-05-09"]))[0], ("昨日", "2024-05-08"));
    let dated = format!("---\ndate: 2021-01-02\n---\n\n{text}");
    assert_eq!(said(&document(&dated, &[]))[0], ("昨日", "2021-01-01"));
    // What is given counts before the document's own.
    assert_eq!(said(&document(&dated, &["--reference-date", "2024-05-09"]))[0], ("昨日", "2024-05-08"));

    let found = line(&serde_json::json!({"id": 1, "text": "昨日在2023年6月1日之后", "reference_date": null}));
    let yesterday = found.iter().find(|one| one["text"] == "昨日").unwrap();
    assert_eq!(yesterday["value"], Value::Null);
    assert!(yesterday.get("values").is_none() && yesterday.get("timex").is_none(), "{yesterday}");
}

#[test]
fn dates_without_a_year_have_their_readings_the_likeliest_first() {
    let text = "---\ndate: 2024-05-09\n---\n\n5月16日在北京。\n\n5月17日将会召开大会。\n";
    let found = document(text, &["--kinds", "date"]);
    assert_eq!(found[0]["values"], serde_json::json!(["2024-05-16", "2023-05-16"]));
    // The verb says that it is to come.
    assert_eq!((&found[1]["value"], found[1].get("values")), (&"2024-05-17".into(), None));
    assert_eq!(found[1]["timex"], "XXXX-05-17");
}

#[test]
fn numbers_with_too_many_digits_are_said_to_be_out_of_range() {
    let digits = "9".repeat(40);
    let found = document(&format!("共{digits}个参数\n"), &[]);
    assert_eq!((&found[0]["value"], &found[0]["out_of_range"]), (&Value::Null, &true.into()));
}

#[test]
fn kinds_are_picked_and_a_kind_stands_for_its_ranges() {
    let text = "2024年5月9日至11日，投资$20和30%，共70B\n";
    let kinds = |list: &str| {
        let found = document(text, &["--kinds", list]);
        found.iter().map(|one| one["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(kinds("money"), ["money"]);
    assert_eq!(kinds("date"), ["daterange"]);
    assert_eq!(kinds("percent,money"), ["money", "percent"]);
    for (list, words) in [("monney", "did you mean `money`?"), ("money,thing", "the kinds are number, numberrange,")] {
        let output = factlint_with_input(&["extract", "-", "--kinds", list], b"");
        assert_eq!(output.code, Some(2));
        assert!(output.stderr.contains(words), "{}", output.stderr);
    }
}

#[test]
fn claims_are_listed_for_people_and_numbers_that_are_none_stay_out() {
    let output = factlint(&["extract", "--claims", "fixtures/extraction/claims.md", "--format", "pretty"]);
    assert_eq!((output.code, output.stderr.as_str()), (Some(0), ""));
    insta::assert_snapshot!(output.stdout);
}

#[test]
fn the_claims_of_a_document_are_one_object_with_bytes_of_the_file() {
    let text = "---\ntitle: >-\n  Pebble has **7B**\n  parameters\ndate: 2024-05-09\n---\n\n😀 Pebble was **trained on 约`x` 15T tokens**.\n";
    let found = document(text, &["--claims"]);
    let [document] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(document["file"], "<stdin>");
    let claims = document["claims"].as_array().unwrap();
    let said: Vec<(&str, &str)> =
        claims.iter().map(|claim| (claim["attribute"].as_str().unwrap(), claim["value"].as_str().unwrap())).collect();
    assert_eq!(said, [("parameters", "7000000000"), ("training-tokens", "15000000000000")]);
    for claim in claims {
        let place = |name: &str| usize::try_from(claim[name].as_u64().unwrap()).unwrap();
        assert_eq!(&text[place("start")..place("end")], claim["text"].as_str().unwrap());
        assert_eq!(claim["subject"], "Pebble");
        assert_eq!(claim["modality"], "asserted");
    }
}

#[test]
fn a_document_without_claims_is_an_object_all_the_same() {
    assert_eq!(
        self::document("Nothing is said here of 3 things.\n", &["--claims"]),
        [serde_json::json!({"file": "<stdin>", "claims": []})]
    );
    let output = factlint_with_input(&["extract", "-", "--claims", "--kinds", "money"], b"");
    assert_eq!(output.code, Some(2));
}

#[test]
fn dates_and_money_have_one_name_and_their_exact_keys_beside_it() {
    let text = "---\ndate: 2024-05-09\n---\n\nPebble 2 costs $2/1M tokens for input and was released in March 2024.\n";
    let found = document(text, &["--claims"]);
    let claims = found[0]["claims"].as_array().unwrap();
    assert_eq!(
        (&claims[0]["attribute"], &claims[0]["attributes"]),
        (&"price".into(), &serde_json::json!(["price-input"]))
    );
    assert_eq!((&claims[1]["attribute"], &claims[1]["value"]), (&"date".into(), &"2024-03".into()));
    assert!(claims[1]["attributes"].as_array().unwrap().contains(&"released".into()));
}

#[test]
fn lines_are_answered_in_order_with_every_reading() {
    let input = concat!(
        r#"{"id": "a", "text": "😀他有$20和５０００亿", "lang": "zh", "scope": ["number"]}"#,
        "\n\n",
        r#"{"text": "5月16日", "id": 7, "reference_date": "2024-05-09T12:00:00Z"}"#,
        "\r\n",
        r#"{"id": "c", "text": ""}"#,
    );
    let output = factlint_with_input(&["extract", "--jsonl", "-"], input.as_bytes());
    assert_eq!((output.code, output.stderr.as_str()), (Some(0), ""));
    let answers: Vec<Value> = output.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: Vec<&Value> = answers.iter().map(|answer| &answer["id"]).collect();
    assert_eq!(
        ids,
        ["a", "7", "c"].map(|id| if id == "7" { Value::from(7) } else { id.into() }).iter().collect::<Vec<_>>()
    );
    let found = answers[0]["found"].as_array().unwrap();
    assert_eq!(said(found), [("$20", "20"), ("20", "20"), ("５０００亿", "500000000000")]);
    assert_eq!(
        found[2],
        serde_json::json!({
            "start": 7, "end": 12, "utf16_start": 8, "utf16_end": 13, "byte_start": 16, "byte_end": 31,
            "kind": "number", "text": "５０００亿", "value": "500000000000", "operator": "=", "precision": 8,
        })
    );
    let date = answers[1]["found"].as_array().unwrap().iter().find(|one| one["kind"] == "date").unwrap();
    let mut values: Vec<&str> = date["values"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    values.sort_unstable();
    assert_eq!(values, ["2023-05-16", "2024-05-16"]);
    assert_eq!(answers[2]["found"], serde_json::json!([]));
}

#[test]
fn bad_lines_are_named_and_passed_over() {
    let too_long = format!("{{\"id\": 10, \"text\": \"{}\"}}", "长".repeat(6_000_000));
    let lines: [&[u8]; 12] = [
        br#"{"id": 1, "text": "20 kg"}"#,
        b"not JSON",
        b"{\"id\": 3, \"text\": \"\xC4\xA3\xD0\xCD\"}",
        br#"{"id": 4}"#,
        br#"{"text": "20"}"#,
        br#"{"id": 6, "text": 20}"#,
        br#"{"id": 7, "text": "20", "reference_date": "soon"}"#,
        br#"{"id": [8], "text": "20"}"#,
        br#"{"id": 9, "text": "20""#,
        too_long.as_bytes(),
        br#"["id", "text"]"#,
        br#"{"id": 12, "text": "$30"}"#,
    ];
    let output = factlint_with_input(&["extract", "--jsonl"], &lines.join(&b'\n'));
    assert_eq!(output.code, Some(1));
    let ids: Vec<Value> =
        output.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone()).collect();
    assert_eq!(ids, [1, 12]);
    let errors: Vec<&str> = output.stderr.lines().filter(|line| line.starts_with("error: ")).collect();
    let words = [
        "line 2 was passed over: it is no JSON object",
        "line 3 was passed over: it is not UTF-8 (byte 22)",
        "line 4 was passed over: missing field `text`",
        "line 5 was passed over: missing field `id`",
        "line 6 was passed over: invalid type: integer `20`, expected a string",
        "line 7 was passed over: `reference_date` is no date: `soon`",
        "line 8 was passed over: `id` must be text or a number",
        "line 9 was passed over: EOF while parsing an object",
        "line 10 was passed over: it is longer than 16 MiB",
        "line 11 was passed over: it is no JSON object",
    ];
    assert_eq!(errors.len(), words.len(), "{errors:#?}");
    for (error, words) in errors.iter().zip(words) {
        assert!(error.contains(words), "{error}: {words}");
    }
}

#[test]
fn a_line_is_answered_before_the_next_one_is_sent() {
    let mut child = spawn(&["extract", "--jsonl"]);
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for id in 0..3 {
        writeln!(input, "{}", serde_json::json!({"id": id, "text": "70B"})).unwrap();
        let mut answer = String::new();
        output.read_line(&mut answer).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&answer).unwrap()["id"], id);
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = spawn(&["extract", "--jsonl"]);
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    for id in 0..5000 {
        // The program stops reading at some point.
        if writeln!(input, "{}", serde_json::json!({"id": id, "text": "二〇二四年五月 70B $20"})).is_err() {
            break;
        }
    }
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

#[test]
fn exit_codes_tell_what_was_passed_over_from_what_cannot_be_done() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    std::fs::write(path("a.md"), "共20 kg\n").unwrap();
    std::fs::write(path("gbk.md"), b"\xC4\xA3\xD0\xCD 20\n").unwrap();
    std::fs::write(path("a.jsonl"), "{\"id\": 1, \"text\": \"20\"}\n").unwrap();
    let all = folder.path().to_string_lossy().into_owned();
    let cases: [(&[&str], i32, &str); 9] = [
        (&["extract", &path("a.md")], 0, ""),
        (&["extract", "--jsonl", &path("a.jsonl")], 0, ""),
        (&["extract", &all], 1, "file/not-utf-8"),
        (&["extract", &path("none.md")], 2, "does not exist"),
        (&["extract", "--jsonl", &path("none.jsonl")], 2, "cannot be opened: it does not exist"),
        (&["extract", "--jsonl", &path("a.jsonl"), &path("a.jsonl")], 2, "`--jsonl` reads one file"),
        (&["extract", "--jsonl", "--format", "pretty"], 2, "`--jsonl` has no pretty format"),
        (&["extract", "-", &path("a.md")], 2, "`-` cannot be read together"),
        (&["extract", &path("a.md"), "--reference-date", "2024-02-30"], 2, "a day is written as 2024-05-09"),
    ];
    for (arguments, code, words) in cases {
        let output = factlint(arguments);
        assert_eq!(output.code, Some(code), "{arguments:?}: {}", output.stderr);
        assert!(output.stderr.contains(words), "{arguments:?}: {}", output.stderr);
        assert!(1 < code || output.stdout.contains("\"value\":\"20\""), "{arguments:?}: {}", output.stdout);
    }
}

#[test]
fn the_table_shows_control_characters_and_does_not_send_them() {
    let output =
        factlint_with_input(&["extract", "-", "--format", "pretty"], "共20\u{202e} kg，30\x1b[31m元\n".as_bytes());
    assert!(!output.stdout.contains(['\u{202e}', '\x1b']), "{:?}", output.stdout);
    let json = factlint_with_input(&["extract", "-"], "5月\u{7f}、30\x1b[31m元\n".as_bytes());
    assert!(!json.stdout.contains(['\x7f', '\x1b']), "{:?}", json.stdout);
}

#[test]
fn the_traps_of_prose_are_read_right() {
    let name = "fixtures/extraction/traps.md";
    let text = std::fs::read_to_string(crate::support::root().join(name)).unwrap();
    let file = factlint::text::SourceFile::new(name, text);
    let found = factlint::extract::from_document(&file, factlint::reference::ReferenceTables::embedded(), None);
    let mut shown = String::new();
    for line in 0..file.line_count() {
        let range = file.line_range(line);
        let Some(item) = file.slice(range).strip_prefix("- ") else { continue };
        shown.push_str(item);
        shown.push('\n');
        for found in found.iter().filter(|found| range.contains_range(found.range)) {
            let operator = found.operator.map(|operator| format!("{operator:?} ")).unwrap_or_default();
            let unit = found.unit.map(|unit| format!(" {unit}")).unwrap_or_default();
            let value = found.value.as_deref().unwrap_or("no value");
            shown.push_str(&format!("    {}: {:?} {operator}{value}{unit}\n", file.slice(found.range), found.kind));
        }
    }
    insta::assert_snapshot!(shown);
}
