//! Hostile text through every door: whatever comes in, no format sends a terminal or the log of a CI service anything that
//! either would act on, and what programs read can be read.

#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

use std::fs;
use std::process::Stdio;

use factlint::render::Format;

use crate::cli::{Folder, Run};

/// What strangers may write, each with what it is.
const HOSTILE: [(&str, &str); 34] = [
    ("colours of a terminal", "\x1b[31mred\x1b[0m"),
    ("the title of a window", "\x1b]0;title\x07"),
    ("a link of a terminal", "\x1b]8;;https://e.example\x1b\\here\x1b]8;;\x1b\\"),
    ("a carriage return", "over\rwritten"),
    ("a carriage return with a command behind", "a\r::error::x"),
    ("a section of GitLab", "section_start:1:a\r\x1b[0K"),
    ("a backspace", "a\x08b"),
    ("a bell", "a\x07b"),
    ("tabs and feeds", "a\tb\x0bc\x0cd"),
    ("a DEL", "a\x7fb"),
    ("controls of eight bits", "\u{9b}31mred\u{90}x\u{9c}"),
    ("a next line", "a\u{85}::error::x"),
    ("an override of the direction", "\u{202e}txt.exe\u{202c}"),
    ("isolates", "\u{2066}a\u{2069} \u{2067}b"),
    ("marks of direction", "a\u{200e}b\u{200f}c\u{61c}d"),
    ("a line separator", "a\u{2028}::error::x"),
    ("a paragraph separator", "a\u{2029}##[error]x"),
    ("characters without width", "a\u{200b}b\u{2060}c\u{feff}d\u{ad}e"),
    ("tags", "a\u{e0041}\u{e0042}\u{e007f}"),
    ("no characters", "a\u{fffe}b\u{ffff}c"),
    ("a command of GitHub", "::error file=a.md,line=1::x"),
    ("a command behind spaces", "   ::set-output name=a::b"),
    ("a command on a line of its own", "a\n::stop-commands::x"),
    ("a command that is encoded", "a%0A::error::x%0D%0A"),
    (
        "many commands, to be broken at spaces",
        "one ::error::x two ::error::x three ::error::x four ::error::x five ::error::x",
    ),
    ("a command of Azure", "##vso[task.setvariable variable=a]b"),
    ("the other form of Azure", "##[group]x"),
    ("a command behind a hash", "###[error]x"),
    ("a command of TeamCity", "##teamcity[buildProblem description='x']"),
    ("an end of CDATA", "a]]>b"),
    ("an end of a script", "</script><script>alert(1)</script>"),
    ("an open comment", "<!-- a --!> b"),
    ("quotes and marks", "\"'`|<>&\\{}$(a)"),
    ("markup", "![a](https://e.example) @all #1 | a |"),
];

/// Returns the hostile text with a word by which it is known again.
fn marked(index: usize) -> String {
    format!("{}{}", HOSTILE[index].1, word(index))
}

fn word(index: usize) -> String {
    format!("zq{index:02}")
}

fn all() -> impl Iterator<Item = String> {
    (0..HOSTILE.len()).map(marked)
}

/// Returns a text as YAML and JSON write it, without any character that either would refuse.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    let mut units = [0; 2];
    for character in text.chars() {
        if character.is_ascii_alphanumeric() || matches!(character, ' ' | ':' | '#' | '[' | ']' | '<' | '>' | '%') {
            quoted.push(character);
        } else {
            for unit in character.encode_utf16(&mut units) {
                quoted.push_str(&format!("\\u{unit:04x}"));
            }
        }
    }
    quoted.push('"');
    quoted
}

/// Returns a text as the name of a file.
fn file_name(text: &str) -> String {
    text.chars().filter(|character| !matches!(character, '/' | '\0')).take(60).collect()
}

/// A sentence with a finding.
const WRONG: &str = "会议定于2024年2月30日举行。";

/// Returns what is wrong with what a stream or a file got in a format.
fn harm(format: Format, text: &str) -> Option<String> {
    for line in text.split('\n') {
        let own = match format {
            Format::Github => ["::error ", "::warning ", "::notice "].iter().find_map(|own| line.strip_prefix(own)),
            Format::Azure => {
                line.strip_prefix("##vso[task.logissue type=").or(line.strip_prefix("##vso[task.complete "))
            }
            _ => None,
        };
        let rest = own.unwrap_or(line);
        // GitHub looks at the start of a line, the others anywhere in it.
        if rest.trim_start().starts_with("::") {
            return Some(format!("a command: {line:?}"));
        }
        for command in ["##[", "##vso[", "##teamcity["] {
            if rest.contains(command) {
                return Some(format!("a command: {line:?}"));
            }
        }
        let is_harmful = |character: &char| {
            character.is_control()
                || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        if let Some(character) = rest.chars().find(is_harmful) {
            return Some(format!("U+{:04X} in {line:?}", u32::from(character)));
        }
    }
    None
}

/// Returns whether a program can read a text in a format.
fn is_well_formed(format: Format, text: &str) -> bool {
    let is_json = |text: &str| serde_json::from_str::<serde_json::Value>(text).is_ok();
    match format {
        Format::Json | Format::Sarif | Format::Gitlab | Format::Rdjson => is_json(text),
        Format::Jsonl | Format::Rdjsonl => text.lines().all(is_json),
        Format::Junit | Format::Checkstyle => roxmltree::Document::parse(text).is_ok(),
        _ => true,
    }
}

fn name(format: Format) -> String {
    format!("{format:?}").to_lowercase()
}

/// Runs `check` once with every format and returns all that it wrote: what it prints must be harmless.
fn check_in_every_format(place: &str, folder: &Folder, arguments: &[&str]) -> String {
    let mut all = vec!["check".to_owned(), "--today".to_owned(), "2024-06-01".to_owned()];
    for format in Format::ALL {
        all.push("--output".to_owned());
        all.push(format!("{}:out/{}", name(format), name(format)));
    }
    fs::create_dir_all(folder.path().join("out")).unwrap();
    all.extend(arguments.iter().map(|argument| (*argument).to_owned()));
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let run = folder.run(&all);
    assert_harmless(place, &run);
    let mut written = format!("{}{}", run.output, run.errors);
    for format in Format::ALL {
        let path = folder.path().join("out").join(name(format));
        let Ok(text) = fs::read(&path) else { continue };
        let text = String::from_utf8(text).unwrap_or_else(|_| panic!("{place}: {format:?} is not UTF-8"));
        if let Some(harm) = harm(format, &text) {
            panic!("{place}: {format:?}: {harm}");
        }
        assert!(is_well_formed(format, &text), "{place}: {format:?}: {text}");
        written.push_str(&text);
    }
    written
}

/// Checks both streams of a run in a format for people.
fn assert_harmless(place: &str, run: &Run) {
    for text in [&run.output, &run.errors] {
        if let Some(harm) = harm(Format::Pretty, text) {
            panic!("{place}: {harm}");
        }
    }
    assert!(!run.errors.contains("factlint itself failed"), "{place}: {}", run.errors);
}

/// Panics unless every hostile text is known again in what was written: otherwise the test would show nothing.
fn assert_all_shown(place: &str, written: &str) {
    for (index, (kind, _)) in HOSTILE.iter().enumerate() {
        assert!(written.contains(&word(index)), "{place}: `{kind}` is not shown");
    }
}

#[test]
fn titles_and_texts_of_documents_do_no_harm() {
    let folder = Folder::new(&[]);
    for (index, text) in all().enumerate() {
        let quoted = quoted(&text);
        let document = format!(
            "---\ntitle: {quoted}\ndate: {quoted}\n---\n\n# {text}\n\n{text}，{WRONG}{text}\n\nGPT-3 has 1{text}75 billion {text} parameters, and GPT-3 has 17 billion parameters {text}.\n"
        );
        folder.write(&format!("{index}.md"), document.as_bytes());
        folder.write(
            &format!("raw-{index}.md"),
            format!("---\ntitle: {text}\n{text}: x\n{text}: y\n---\n{WRONG}\n").as_bytes(),
        );
    }
    let written = check_in_every_format("title and text", &folder, &["."]);
    assert_all_shown("title and text", &written);
    check_in_every_format("coverage", &folder, &[".", "--coverage", "--verbose"]);
    let mut diff = folder.run(&["check", ".", "--diff", "--unsafe-fixes"]);
    assert!(diff.output.contains("+++ b/") && diff.errors.contains("cannot be applied"), "{diff:?}");
    // A tab is part of a line, and does nothing.
    diff.output = diff.output.replace('\t', " ");
    assert_harmless("a diff", &diff);
    for arguments in [
        &["check", ".", "--statistics"][..],
        &["extract", ".", "--format", "pretty"],
        &["extract", "."],
        &["extract", ".", "--claims", "--format", "pretty"],
        &["reference", "draft", "."],
        &["config", "show", "0.md"],
        &["init", "."],
        &["baseline", "."],
    ] {
        assert_harmless(&arguments.join(" "), &folder.run(arguments));
    }
}

#[cfg(unix)]
#[test]
fn names_of_files_and_folders_do_no_harm() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let folder = Folder::new(&[]);
    for text in all() {
        folder.write(&format!("{}.md", file_name(&text)), format!("标题： x\n\n{WRONG}").as_bytes());
        folder.write(&format!("folder {}/a.md", file_name(&text)), b"\xC4\xA3\xD0\xCD\n");
        folder.write(&format!("fixed/{}.md", file_name(&text)), b"title: x\n---\n\ntext\n");
    }
    // Names that are no Unicode: half a surrogate pair, a byte that stands alone.
    for bytes in [&b"half \xED\xA0\x80.md"[..], b"alone \xFF\x1b[31m.md", b"alone \xFE\x1b[31m.md"] {
        fs::write(folder.path().join(OsStr::from_bytes(bytes)), WRONG).unwrap();
    }
    let written = check_in_every_format("names", &folder, &[".", "--verbose", "--coverage"]);
    for (index, (kind, hostile)) in HOSTILE.iter().enumerate() {
        let is_cut = 60 < hostile.len();
        assert!(is_cut || written.contains(&word(index)), "{kind} is not shown");
    }
    assert!(written.contains("half "), "a name that is no Unicode is shown");
    for arguments in [
        &["check", ".", "--diff"][..],
        &["extract", ".", "--format", "pretty"],
        &["check", ".", "--fix"],
        &["baseline", "."],
        &["check", ".", "--no-such-thing"],
    ] {
        assert_harmless(&arguments.join(" "), &folder.run(arguments));
    }
    // In the log of a service, the findings for people stand before the annotations.
    for (variable, format) in [("GITHUB_ACTIONS", Format::Github), ("TF_BUILD", Format::Azure)] {
        let output = folder.command(&["check", "."]).env(variable, "true").stdin(Stdio::null()).output().unwrap();
        let run = Run::new(output);
        assert_eq!(harm(format, &run.output), None, "{variable}");
    }
}

#[test]
fn configurations_do_no_harm() {
    let rows = |row: &dyn Fn(String) -> String| all().map(|text| row(quoted(&text))).collect::<String>();
    let list = |indent: &str| all().map(|text| format!("{indent}- {}\n", quoted(&text))).collect::<String>();
    let configurations = [
        ("rule names", format!("rules:\n{}", rows(&|text| format!("  {text}: error\n")))),
        ("keys", rows(&|text| format!("{text}: 1\n"))),
        ("levels", format!("rules:\n  date:\n{}", rows(&|text| format!("    {text}: 1\n")))),
        ("what is extended", format!("extends:\n{}", list("  "))),
        ("tables", format!("tables:\n{}", list("  "))),
        ("packs", format!("packs:\n{}", list("  "))),
        (
            "keys of front matter",
            format!("front-matter:\n  fields:\n{}", rows(&|text| format!("    {text}: {{type: {text}}}\n"))),
        ),
        ("exclusions", format!("exclude:\n{}", list("  "))),
        (
            "overrides",
            format!("overrides:\n{}", rows(&|text| format!("  - files: {text}\n    rules: {{{text}: error}}\n"))),
        ),
        (
            "ignored claims",
            format!("ignore-claims:\n{}", rows(&|text| format!("  - subject: {text}\n    reason: {text}\n"))),
        ),
    ];
    for (place, configuration) in configurations {
        let folder = Folder::new(&[("a.md", WRONG.as_bytes()), ("factlint.yaml", configuration.as_bytes())]);
        let written = check_in_every_format(place, &folder, &["."]);
        if matches!(place, "rule names" | "keys") {
            assert_all_shown(place, &written);
        }
        assert_harmless(place, &folder.run(&["config", "show", "a.md"]));
    }
    for text in all() {
        let configuration = format!(
            "front-matter:\n  preset: none\n  fields:\n    {0}: {{type: string, required: true}}\nexclude: [{0}]\nsite: {0}\n",
            quoted(&text)
        );
        let folder =
            Folder::new(&[("a.md", "---\ntitle: x\n---\n".as_bytes()), ("factlint.yaml", configuration.as_bytes())]);
        assert_harmless("config show", &folder.run(&["config", "show", "a.md"]));
        assert_harmless("a raw configuration", &{
            folder.write("factlint.yaml", format!("rules:\n  {text}: error\n").as_bytes());
            folder.run(&["check", "."])
        });
    }
}

#[test]
fn reasons_of_comments_and_entries_of_baselines_do_no_harm() {
    let folder = Folder::new(&[]);
    let mut entries = Vec::new();
    for (index, text) in all().enumerate() {
        let document = format!(
            "<!-- factlint-disable-next-line date/impossible-date -- {text} -->\n{WRONG}\n\n<!-- factlint-disable-next-line {text} -- {text} -->\n{WRONG}\n"
        );
        folder.write(&format!("{index}.md"), document.as_bytes());
        entries.push(format!(
            "{{\"file\": {0}, \"rule\": \"date/impossible-date\", \"finding\": \"0123456789abcdef0123456789abcdef\"}}",
            quoted(&text)
        ));
    }
    let written = check_in_every_format("reasons", &folder, &["."]);
    let shown = (0..HOSTILE.len()).filter(|index| written.contains(&word(*index))).count();
    assert!(HOSTILE.len() / 2 < shown, "{shown} reasons are shown");
    let baseline = format!("{{\"schema\": \"baseline/1\", \"findings\": [{}]}}", entries.join(","));
    folder.write("factlint-baseline.json", baseline.as_bytes());
    let written = check_in_every_format("a baseline", &folder, &["."]);
    assert_all_shown("a baseline", &written);
    assert_harmless("baseline", &folder.run(&["baseline", ".", "--prune"]));
    let broken = baseline.replace("date/impossible-date", &quoted(&marked(0)).replace('"', ""));
    folder.write("factlint-baseline.json", broken.as_bytes());
    check_in_every_format("a broken baseline", &folder, &["."]);
}

#[test]
fn tables_packs_and_schemas_do_no_harm() {
    let folder = Folder::new(&[]);
    let mut subjects = String::new();
    let mut texts = String::new();
    for (index, text) in all().enumerate() {
        let quoted = quoted(&text);
        subjects.push_str(&format!(
            "  zorbax-{index}:\n    name: Zorbax-{index}\n    aliases: [{quoted}]\n    sources: [own]\n    facts:\n      parameters: {{value: 7B, note: {quoted}}}\n"
        ));
        texts.push_str(&format!("Zorbax-{index} has 70 billion parameters.\n\nnorthwind{index}\n\n"));
        let sources = format!("  own: {{title: {quoted}, locator: {quoted}, published: 2024-01-02}}\n");
        folder.write(
            &format!("{index}/table.yaml"),
            format!("schema: reference/1\ntable: t{index}\ntitle: {quoted}\nas-of: 2024-01-02\nattributes:\n  parameters: {{dimension: count, phrases: {{en: {{nouns: [parameters]}}}}}}\nsources:\n{sources}subjects:\n{subjects}").as_bytes(),
        );
        folder.write(
            &format!("{index}/pack.yaml"),
            format!("schema: pack/1\npack: house\nrules:\n  - name: n\n    summary: {quoted}\n    why: {quoted}\n    message: {quoted}\n    help: {quoted}\n    patterns:\n      - {{where: anywhere, containing: [northwind], regex: northwind}}\n    flagged: [northwind]\n    clean: [{quoted}]\n").as_bytes(),
        );
        folder.write(
            &format!("{index}/schema.json"),
            format!("{{\"title\": {quoted}, \"required\": [{quoted}], \"properties\": {{\"title\": {{\"const\": {quoted}, \"description\": {quoted}}}}}}}").as_bytes(),
        );
        folder.write(
            &format!("{index}/factlint.yaml"),
            b"tables: [table.yaml]\npacks: [pack.yaml]\nfront-matter: {json-schema: schema.json}\n",
        );
        folder.write(&format!("{index}/a.md"), format!("---\ntitle: x\n---\n\n{texts}").as_bytes());
        subjects.clear();
        texts.clear();
    }
    let written = check_in_every_format("tables, packs and schemas", &folder, &[".", "--verbose", "--coverage"]);
    assert!(written.contains("house/n") && written.contains("json-schema-violation"), "{written}");
    assert_all_shown("tables, packs and schemas", &written);
    for index in 0..HOSTILE.len() {
        let configuration = format!("{index}/factlint.yaml");
        let subject = format!("zorbax-{index}");
        for arguments in [
            &["reference", "show", &subject, "--config", &configuration][..],
            &["reference", "check", &format!("{index}/table.yaml")],
        ] {
            assert_harmless(&arguments.join(" "), &folder.run(arguments));
        }
    }
}

#[test]
fn arguments_do_no_harm() {
    let folder = Folder::new(&[("a.md", WRONG.as_bytes())]);
    for text in all() {
        let flag = format!("--{text}");
        let level = format!("--fail-on={text}");
        for arguments in [
            &["check", &text][..],
            &["check", "a.md", "--select", &text],
            &["check", "a.md", "--config", &text],
            &["check", "a.md", &flag],
            &["check", "a.md", &level],
            &["check", "-", "--stdin-filename", &text],
            &["explain", &text],
        ] {
            assert_harmless(&arguments.join(" "), &folder.run(arguments));
        }
    }
}
