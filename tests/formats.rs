//! The output formats over one set of documents: snapshots, schemas and grammars, and the unit of every column.

use serde_json::Value;

use crate::cli::Folder;
use crate::support::root;

/// A table of one subject, so that the findings do not change with the tables that ship.
const TABLE: &str = "schema: reference/1
table: halls
title: Halls
as-of: 2024-06-01
attributes:
  seats:
    dimension: count
    label: {en: number of seats, zh: 座位数}
    phrases: {en: {nouns: [seats]}, zh: {nouns: [座位]}}
sources:
  sheet: {title: Data sheet, url: \"https://example.org/sheet\", published: 2024-05-01}
subjects:
  hall-1: {name: Hall One, aliases: [一号厅], sources: [sheet], facts: {seats: 1200}}
";

/// CRLF; before the date an emoji outside the basic plane, a joined one, a tab and a combining mark.
const CHINESE: &str = "---\r\ntitle: 一号厅\r\ndate: 2024-05-08\r\n---\r\n\r\n\
    😀👨\u{200D}👩\u{200D}👧\t甲e\u{301}：会议定于2024年2月30日举行。\r\n\r\n一号厅拥有12000个座位。\r\n";

/// A byte order mark, and the date on its line.
const MARKED: &str = "\u{FEFF}会议定于2024年2月30日举行，见[说明](https://example.org)。\n";

/// A name with a space, colons, a comma, brackets, a semicolon and a percent sign.
const AWKWARD: &str = "a b: 100%25, [x];.md";

const FORMATS: [&str; 13] = [
    "pretty",
    "concise",
    "json",
    "jsonl",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "checkstyle",
    "rdjson",
    "rdjsonl",
    "azure",
    "markdown",
];

fn documents() -> Folder {
    Folder::new(&[
        ("factlint.yaml", b"tables: [halls.yaml]\n"),
        ("halls.yaml", TABLE.as_bytes()),
        ("文章.md", CHINESE.as_bytes()),
        ("标记.md", MARKED.as_bytes()),
        (AWKWARD, b"The meeting is on 2024-02-30, and Hall One has 120 seats | `x`.\n"),
        ("clean.md", "# 标题\n\n正文。\n".as_bytes()),
        ("gbk.md", b"a ##[error]b\r\n\xC4\xA3\xD0\xCD\r\n"),
    ])
}

/// A document that keeps a finding silent.
fn with_a_comment() -> Folder {
    let document = "<!-- factlint-disable-next-line date/impossible-date -- as it was printed, until 2099-01-01 -->\n\
        The meeting is on 2024-02-30.\n";
    Folder::new(&[("a.md", document.as_bytes())])
}

#[test]
fn code_scanning_is_told_what_a_comment_keeps_silent() {
    let run = with_a_comment().run(&["check", "--today", "2024-06-10", "--format", "sarif"]);
    assert_eq!(run.code, 0, "{run:#?}");
    let log: Value = serde_json::from_str(&run.output).unwrap();
    assert_eq!(errors(&schema("tests/schemas/sarif.schema.json", true), &log), [] as [&str; 0]);
    let suppression = &log["runs"][0]["results"][0]["suppressions"][0];
    assert_eq!(
        (&suppression["kind"], &suppression["justification"]),
        (&"inSource".into(), &"as it was printed".into())
    );
    assert_eq!(suppression["location"]["physicalLocation"]["region"]["startLine"], 1);
}

fn output(format: &str) -> String {
    let run = documents().run(&["check", "--today", "2024-06-10", "--format", format]);
    assert_eq!(run.code, 1, "{run:#?}");
    run.output
}

fn json(format: &str) -> Value {
    serde_json::from_str(&output(format)).unwrap()
}

/// Returns the schema in a file; `is_strict` refuses keys that it does not name.
pub(crate) fn schema(path: &str, is_strict: bool) -> jsonschema::Validator {
    let text = std::fs::read_to_string(root().join(path)).unwrap();
    let mut schema: Value = serde_json::from_str(&text).unwrap();
    if is_strict {
        close(&mut schema);
    }
    jsonschema::validator_for(&schema).unwrap()
}

/// Refuses other keys wherever keys are named.
fn close(schema: &mut Value) {
    if let Some(object) = schema.as_object_mut() {
        if object.get("properties").is_some_and(Value::is_object)
            && object.get("type").is_some_and(|kind| kind == "object")
        {
            object.entry("additionalProperties").or_insert(Value::Bool(false));
        }
        object.values_mut().for_each(close);
    } else if let Some(list) = schema.as_array_mut() {
        list.iter_mut().for_each(close);
    }
}

pub(crate) fn errors(validator: &jsonschema::Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[cfg(unix)]
#[test]
fn all_formats_over_one_set_of_documents() {
    for format in FORMATS {
        let mut text = output(format);
        if format == "sarif" {
            // The documentation of rules is not what this is about.
            let mut log: Value = serde_json::from_str(&text).unwrap();
            for rule in log["runs"][0]["tool"]["driver"]["rules"].as_array_mut().unwrap() {
                rule["help"] = "…".into();
                rule["fullDescription"] = "…".into();
            }
            text = serde_json::to_string_pretty(&log).unwrap();
        }
        let text = text.replace(env!("CARGO_PKG_VERSION"), "[version]");
        insta::assert_snapshot!(format!("all_documents_as_{format}"), text);
    }
}

#[cfg(unix)]
#[test]
fn each_format_is_what_its_readers_take() {
    let sarif = schema("tests/schemas/sarif.schema.json", true);
    assert_eq!(errors(&sarif, &json("sarif")), [] as [&str; 0]);
    let gitlab = schema("tests/schemas/gitlab.schema.json", true);
    let issues = json("gitlab");
    assert_eq!(errors(&gitlab, &issues), [] as [&str; 0]);
    let mut fingerprints: Vec<&str> =
        issues.as_array().unwrap().iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    let count = fingerprints.len();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), count, "GitLab shows one of those that share a fingerprint");
    let rdjson = schema("tests/schemas/rdjson.schema.json", true);
    let result = json("rdjson");
    assert_eq!(errors(&rdjson, &result), [] as [&str; 0]);
    let lines: Vec<Value> = output("rdjsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(Value::from(lines), result["diagnostics"]);
}

#[cfg(unix)]
#[test]
fn the_schema_of_the_json_output_is_neither_too_small_nor_too_large() {
    let path = "schemas/check-output.schema.json";
    let strict = schema(path, true);
    let folder = documents();
    let mut outputs = Vec::new();
    for coverage in [false, true] {
        let mut arguments = vec!["check", "--today", "2024-06-10", "--format", "json"];
        arguments.extend(coverage.then_some("--coverage"));
        outputs.push(folder.run(&arguments).json());
    }
    outputs.push(with_a_comment().run(&["check", "--today", "2024-06-10", "--format", "json"]).json());
    let fixtures = ["check", "fixtures/documents", "fixtures/coverage", "--today", "2024-06-10", "--coverage"];
    let fixtures = crate::support::factlint(&[&fixtures[..], &["--format", "json"]].concat()).stdout;
    outputs.push(serde_json::from_str(&fixtures).unwrap());
    for output in &outputs {
        assert_eq!(errors(&strict, output), [] as [&str; 0]);
    }
    // Every key that the schema names is written by some run.
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(root().join(path)).unwrap()).unwrap();
    let mut named = std::collections::BTreeSet::new();
    keys_of_schema(&schema, &mut named);
    let mut written = std::collections::BTreeSet::new();
    outputs.iter().for_each(|output| keys_of_value(output, &mut written));
    let unknown: Vec<&String> = named.difference(&written).collect();
    assert!(unknown.is_empty(), "no run writes {unknown:?}");
}

fn keys_of_schema(schema: &Value, keys: &mut std::collections::BTreeSet<String>) {
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        keys.extend(properties.keys().cloned());
    }
    match schema {
        Value::Object(object) => object.values().for_each(|value| keys_of_schema(value, keys)),
        Value::Array(list) => list.iter().for_each(|value| keys_of_schema(value, keys)),
        _ => {}
    }
}

fn keys_of_value(value: &Value, keys: &mut std::collections::BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            keys.extend(object.keys().cloned());
            object.values().for_each(|value| keys_of_value(value, keys));
        }
        Value::Array(list) => list.iter().for_each(|value| keys_of_value(value, keys)),
        _ => {}
    }
}

#[test]
fn lines_of_json_are_the_parts_of_the_object() {
    let whole = json("json");
    let lines: Vec<Value> = output("jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (last, diagnostics) = lines.split_last().unwrap();
    let stripped = |line: &Value| {
        let mut object = line.as_object().unwrap().clone();
        object.shift_remove("type");
        assert_eq!(object.shift_remove("schema_version"), Some(1.into()));
        Value::Object(object)
    };
    assert!(diagnostics.iter().all(|line| line["type"] == "diagnostic"));
    assert_eq!(diagnostics.iter().map(stripped).collect::<Vec<_>>(), *whole["diagnostics"].as_array().unwrap());
    assert_eq!((&last["type"], stripped(last)), (&"summary".into(), whole["summary"].clone()));
}

#[cfg(unix)]
#[test]
fn xml_names_every_file_as_it_is() {
    let text = output("junit");
    let junit = roxmltree::Document::parse(&text).unwrap();
    let suites: Vec<_> = junit.root_element().children().filter(|node| node.has_tag_name("testsuite")).collect();
    let names: Vec<&str> = suites.iter().map(|suite| suite.attribute("name").unwrap()).collect();
    assert_eq!(names, [AWKWARD, "clean.md", "gbk.md", "文章.md", "标记.md"]);
    for suite in &suites {
        let cases: Vec<_> = suite.children().filter(|node| node.has_tag_name("testcase")).collect();
        let failed = cases.iter().filter(|case| case.children().any(|node| node.has_tag_name("failure"))).count();
        assert_eq!(suite.attribute("tests"), Some(cases.len().to_string().as_str()));
        assert_eq!(suite.attribute("failures"), Some(failed.to_string().as_str()));
    }
    let text = output("checkstyle");
    let checkstyle = roxmltree::Document::parse(&text).unwrap();
    let files: Vec<&str> = checkstyle.root_element().children().filter_map(|node| node.attribute("name")).collect();
    assert_eq!(files, [AWKWARD, "gbk.md", "文章.md", "标记.md"]);
}

#[test]
fn the_page_about_output_names_every_format_and_its_commands_run() {
    let page = std::fs::read_to_string(root().join("docs/output.md")).unwrap();
    for format in FORMATS {
        assert!(page.contains(&format!("`{format}`")), "{format}");
    }
    let commands =
        page.lines().filter_map(|line| line.strip_prefix("factlint ")).filter(|line| !line.contains("posts "));
    let mut count = 0;
    for command in commands {
        let arguments: Vec<&str> = command.split_whitespace().collect();
        let output = crate::support::factlint(&arguments);
        assert!(output.code == Some(1) && !output.stdout.is_empty(), "{command}: {}", output.stderr);
        count += 1;
    }
    assert!(2 < count);
}

/// A place in each unit, from 1.
struct Columns {
    line: usize,
    characters: usize,
    utf16_units: usize,
    bytes: usize,
}

/// Returns the place of `words` in a text; a byte order mark takes no column, but counts as bytes.
fn columns(text: &str, words: &str) -> Columns {
    let offset = text.find(words).unwrap();
    let start = text[..offset].rfind('\n').map_or(0, |newline| newline + 1);
    let before = text[start..offset].trim_start_matches('\u{FEFF}');
    Columns {
        line: text[..offset].matches('\n').count() + 1,
        characters: before.chars().count() + 1,
        utf16_units: before.encode_utf16().count() + 1,
        bytes: offset - start + 1,
    }
}

#[test]
fn columns_count_what_the_readers_of_each_format_count() {
    for (file, text) in [("文章.md", CHINESE), ("标记.md", MARKED)] {
        let Columns { line, characters, utf16_units, bytes } = columns(text, "2024年2月30日");
        let expected = |format: &str| match format {
            "sarif" | "github" | "azure" => utf16_units,
            "rdjson" | "rdjsonl" => bytes,
            _ => characters,
        };
        if file == "文章.md" {
            assert!(characters < utf16_units && utf16_units < bytes);
        }
        for format in FORMATS {
            let column = expected(format);
            assert_eq!(place(format, file), (line, column), "{format}: {file}");
        }
        let json = json("json");
        let start = &find(&json["diagnostics"], file, "/file")["span"]["start"];
        assert_eq!((&start["column"], &start["utf16_column"]), (&characters.into(), &utf16_units.into()));
        assert_eq!(start["byte_offset"], text.find("2024年2月30日").unwrap());
    }
}

/// Returns the first element of a list that has a text at a pointer.
fn find<'a>(list: &'a Value, wanted: &str, pointer: &str) -> &'a Value {
    let has = |value: &&Value| {
        let is_rule = value.to_string().contains("date/impossible-date");
        is_rule && value.pointer(pointer).and_then(Value::as_str) == Some(wanted)
    };
    list.as_array().unwrap().iter().find(has).unwrap()
}

/// Returns line and column of the impossible date in a file, as a reader of the format finds them.
fn place(format: &str, file: &str) -> (usize, usize) {
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let uri: String = file
        .bytes()
        .map(|byte| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    match format {
        "json" => {
            let json = json(format);
            let start = &find(&json["diagnostics"], file, "/file")["span"]["start"];
            (number(&start["line"]), number(&start["column"]))
        }
        "jsonl" | "rdjsonl" => {
            let lines: Vec<Value> = output(format).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
            let lines = Value::from(lines);
            let start = match format {
                "jsonl" => find(&lines, file, "/file")["span"]["start"].clone(),
                _ => find(&lines, file, "/location/path")["location"]["range"]["start"].clone(),
            };
            (number(&start["line"]), number(&start["column"]))
        }
        "rdjson" => {
            let json = json(format);
            let start = &find(&json["diagnostics"], file, "/location/path")["location"]["range"]["start"];
            (number(&start["line"]), number(&start["column"]))
        }
        "gitlab" => {
            let json = json(format);
            let start = &find(&json, file, "/location/path")["location"]["positions"]["begin"];
            (number(&start["line"]), number(&start["column"]))
        }
        "sarif" => {
            let json = json(format);
            let pointer = "/locations/0/physicalLocation/artifactLocation/uri";
            let result = find(&json["runs"][0]["results"], &uri, pointer);
            let region = &result["locations"][0]["physicalLocation"]["region"];
            (number(&region["startLine"]), number(&region["startColumn"]))
        }
        "checkstyle" | "junit" => {
            let text = output(format);
            let document = roxmltree::Document::parse(&text).unwrap();
            if format == "junit" {
                let case = document
                    .descendants()
                    .find(|node| {
                        node.attribute("file") == Some(file)
                            && node.attribute("name").is_some_and(|name| name.starts_with("date/impossible-date:"))
                    })
                    .unwrap();
                return numbers(case.attribute("name").unwrap().strip_prefix("date/impossible-date:").unwrap());
            }
            let is_file = |node: &roxmltree::Node<'_, '_>| node.attribute("name") == Some(file);
            let element = document.descendants().find(is_file).unwrap();
            let is_error = |node: &roxmltree::Node<'_, '_>| node.attribute("source") == Some("date/impossible-date");
            let error = element.children().find(is_error).unwrap();
            let number = |name| error.attribute(name).unwrap().parse().unwrap();
            (number("line"), number("column"))
        }
        "github" | "azure" => {
            let text = output(format);
            let is_line = |line: &&str| line.contains(&format!("={file}")) && line.contains("impossible-date");
            let line = text.lines().find(is_line).unwrap();
            let after = |name: &str| {
                let rest = &line[line.find(name).unwrap() + name.len()..];
                rest.split([',', ';', ':', ']']).next().unwrap().parse().unwrap()
            };
            if format == "github" {
                (after(",line="), after(",col="))
            } else {
                (after(";linenumber="), after(";columnnumber="))
            }
        }
        _ => {
            let text = output(format);
            // In `pretty`, the rule stands two lines above the place.
            let lines: Vec<&str> = text.lines().collect();
            let index = lines.iter().position(|line| {
                line.contains(&format!("{file}:"))
                    && (format == "pretty" || line.contains("impossible-date"))
                    && (format != "pretty" || text[..text.find(line).unwrap()].trim_end().ends_with("29 days"))
            });
            let line = lines[index.unwrap()];
            numbers(&line[line.find(&format!("{file}:")).unwrap() + file.len() + 1..])
        }
    }
}

/// Reads `4:17` and whatever stands behind.
fn numbers(text: &str) -> (usize, usize) {
    let mut numbers = text.split(|character: char| !character.is_ascii_digit()).map(|digits| digits.parse().unwrap());
    let line = numbers.next().unwrap();
    (line, numbers.next().unwrap())
}

#[test]
fn one_run_writes_several_formats() {
    let folder = documents();
    let all: Vec<String> =
        FORMATS[1..].iter().flat_map(|format| ["-o".to_owned(), format!("{format}:out/x.{format}")]).collect();
    folder.write("out/keep", b"");
    let mut arguments = vec!["check", "--today", "2024-06-10"];
    arguments.extend(all.iter().map(String::as_str));
    let run = folder.run(&arguments);
    assert_eq!(run.code, 1, "{run:#?}");
    assert_eq!(run.output, output("pretty"));
    for format in &FORMATS[1..] {
        assert_eq!(folder.read(&format!("out/x.{format}")), output(format), "{format}");
    }
    let names = std::fs::read_dir(folder.path().join("out")).unwrap().count();
    assert_eq!(names, FORMATS.len(), "nothing is left beside the files");
}

#[test]
fn a_file_takes_the_place_of_standard_output() {
    let folder = documents();
    let run = folder.run(&["check", "--today", "2024-06-10", "--format", "json", "--output", "报告 1.json"]);
    assert_eq!((run.code, run.output.as_str()), (1, ""));
    assert!(run.errors.starts_with("checked 4 documents, could not check 1: "), "{run:#?}");
    assert_eq!(folder.read("报告 1.json"), output("json"));
    let again = folder.run(&["check", "--today", "2024-06-10", "-o", "报告 1.json", "--quiet"]);
    assert_eq!((again.output.as_str(), again.errors.as_str()), ("", ""));
    assert!(!folder.read("报告 1.json").contains("checked 4 documents"));
}

#[test]
fn fixes_and_diffs_leave_the_other_outputs_their_findings() {
    let folder = Folder::new(&[("a.md", "\n---\ntitle: 一\ndate: 2024-05-09\n---\n\n正文。\n".as_bytes())]);
    let arguments = ["check", "--today", "2024-06-10", "-o", "jsonl:x.jsonl"];
    let run = folder.run(&[&arguments[..], &["--diff"]].concat());
    assert!(run.output.starts_with("--- a/a.md\n"), "{run:#?}");
    assert!(folder.read("x.jsonl").starts_with("{\"type\":\"diagnostic\""));
    let run = folder.run(&["check", "--today", "2024-06-10", "--fix", "-o", "x.txt"]);
    assert_eq!((run.code, run.output.as_str()), (0, ""), "{run:#?}");
    assert!(run.errors.ends_with("fixed 1 problem in 1 file; 0 left\n"), "{run:#?}");
    assert_eq!(folder.read("x.txt"), "checked 1 document: no problems; no claims found\n");
}

#[test]
fn outputs_that_cannot_be_are_refused_before_anything_is_checked() {
    let folder = documents();
    for (arguments, words) in [
        (&["-o", "none/x.json"][..], "the folder `none` of the output `none/x.json` does not exist"),
        (&["-o", "."], "is a folder"),
        (&["-o", "clean.md"], "the output `clean.md` is one of the documents to check"),
        (&["-o", "a", "-o", "b"], "`--output` is given twice without a format"),
        (&["-o", "json:a", "-o", "sarif:./a"], "the output `a` is named twice"),
        (&["-o", "sarf:a"], "did you mean `sarif`?"),
        (&["-o", "-"], "give the name of a file here"),
        (&["--quiet", "--verbose"], "cannot be used with"),
        (&["--color", "sometimes"], "possible values: auto, always, never"),
    ] {
        let run = folder.run(&[&["check"], arguments].concat());
        assert_eq!((run.code, run.output.as_str()), (2, ""), "{arguments:?} {run:#?}");
        assert!(run.errors.contains(words), "{arguments:?} {run:#?}");
    }
    assert_eq!(folder.read("clean.md"), "# 标题\n\n正文。\n");
}

#[test]
fn a_configuration_that_cannot_be_used_is_told_in_every_format() {
    let folder = documents();
    folder.write("factlint.yaml", b"tabels: []\n");
    for format in FORMATS {
        let run = folder.run(&["check", "--today", "2024-06-10", "--format", format]);
        assert_eq!(run.code, 2, "{run:#?}");
        let told = if matches!(format, "pretty" | "concise") { &run.errors } else { &run.output };
        assert!(told.contains("unknown key `tabels`"), "{format}: {run:#?}");
        assert!(run.errors.contains("nothing was checked"), "{format}: {run:#?}");
    }
    let run = folder.run(&["check", "--format", "sarif"]);
    let log = run.json();
    assert_eq!(errors(&schema("tests/schemas/sarif.schema.json", true), &log), [] as [&str; 0]);
    assert_eq!(log["runs"][0]["invocations"][0]["exitCode"], 2);
}

#[test]
fn services_get_their_annotations_unless_a_format_is_chosen() {
    let folder = documents();
    let run = |variable: &str, arguments: &[&str]| {
        let mut command = folder.command(&[&["check", "--today", "2024-06-10"], arguments].concat());
        String::from_utf8(command.env(variable, "true").output().unwrap().stdout).unwrap()
    };
    assert_eq!(run("GITHUB_ACTIONS", &[]), format!("{}{}", output("pretty"), output("github")));
    assert_eq!(run("TF_BUILD", &[]), format!("{}{}", output("pretty"), output("azure")));
    assert_eq!(run("GITHUB_ACTIONS", &["--format", "pretty"]), output("pretty"));
    let mut command = folder.command(&["check", "--today", "2024-06-10"]);
    let stdout = command.env("GITHUB_ACTIONS", "true").env("FACTLINT_FORMAT", "jsonl").output().unwrap().stdout;
    assert_eq!(String::from_utf8(stdout).unwrap(), output("jsonl"));
}

#[test]
fn colour_follows_the_flag_before_the_environment() {
    let folder = documents();
    let is_coloured = |flag: &str, variables: &[(&str, &str)]| {
        let mut command = folder.command(&["check", "clean.md", "文章.md", "--color", flag]);
        command.envs(variables.iter().copied()).output().unwrap().stdout.contains(&0x1B)
    };
    assert!(!is_coloured("auto", &[]), "a pipe is no terminal");
    assert!(is_coloured("auto", &[("CLICOLOR_FORCE", "1")]));
    assert!(is_coloured("auto", &[("FORCE_COLOR", "1")]));
    assert!(!is_coloured("auto", &[("FORCE_COLOR", "0")]));
    assert!(!is_coloured("auto", &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]));
    assert!(!is_coloured("auto", &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(is_coloured("auto", &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")]), "an empty NO_COLOR says nothing");
    assert!(is_coloured("always", &[("NO_COLOR", "1"), ("TERM", "dumb")]));
    assert!(!is_coloured("never", &[("CLICOLOR_FORCE", "1")]));
    assert!(!is_coloured("auto", &[("TERM", "dumb")]));
}

#[test]
fn links_are_made_only_where_they_are_asked_for_or_known() {
    let folder = documents();
    let plain = folder.run(&["check", "文章.md", "--today", "2024-06-10"]);
    assert!(!plain.output.contains('\x1b'));
    let run = folder.run(&["check", "文章.md", "--today", "2024-06-10", "--hyperlinks", "always"]);
    assert!(run.output.contains("/%E6%96%87%E7%AB%A0.md\x1b\\文章.md\x1b]8;;\x1b\\:6:"), "{}", run.output);
    assert!(run.output.contains("\x1b]8;;https://example.org/sheet\x1b\\https://example.org/sheet\x1b]8;;"));
    let json = folder.run(&["check", "文章.md", "--hyperlinks", "always", "--format", "json"]);
    assert!(!json.output.contains('\x1b'));
}

#[test]
fn quiet_leaves_out_and_verbose_adds_on_standard_error() {
    let folder = documents();
    folder.write("empty/x.txt", b"");
    let usual = folder.run(&["check", "clean.md", "empty", "--today", "2024-06-10"]);
    assert!(usual.output == "checked 1 document: no problems; no claims found\n" && usual.errors.starts_with("note: "));
    let quiet = folder.run(&["check", "clean.md", "empty", "-q"]);
    assert_eq!((quiet.code, quiet.output.as_str(), quiet.errors.as_str()), (0, "", ""));
    let concise = folder.run(&["check", "文章.md", "-q", "--format", "concise"]);
    assert!(concise.errors.is_empty() && concise.output.contains("impossible-date"));
    let wrong = folder.run(&["check", "none.md", "-q"]);
    assert!(wrong.code == 2 && wrong.errors.contains("does not exist"));

    let verbose = folder.run(&["check", "clean.md", "文章.md", "-v", "--today", "2024-06-10"]);
    assert!(verbose.output.contains("impossible-date") && verbose.output.contains("checked 2 documents"));
    for words in [
        "configuration: ",
        "factlint.yaml (2 documents)\n",
        "halls.yaml (1 subjects, 1 facts)\n",
        "checked clean.md: 0 findings, 0 claims\n",
        "time: ",
    ] {
        assert!(verbose.errors.contains(words), "{words}: {}", verbose.errors);
    }
}
