//! What is over a limit is told, whatever the configuration switches off: nothing that was not checked looks clean.

use std::fmt::Write as _;

use factlint::settings::Limits;

use crate::cli::Folder;
use crate::support::check;

/// Returns the messages and helps about limits.
fn over(text: &str, configuration: &str) -> Vec<(String, String)> {
    let configuration = format!("rules: {{ front-matter: off, claim: off, content: off }}\n{configuration}\n");
    let report = check("a.md", text, Some(&configuration));
    let findings = report.diagnostics.iter().filter(|finding| finding.rule.as_str() == "file/over-limit");
    findings
        .map(|finding| {
            (
                finding.message.english().to_owned(),
                finding.help.as_ref().map_or_else(String::new, |help| help.english().to_owned()),
            )
        })
        .collect()
}

#[test]
fn each_limit_on_a_document_is_told_with_its_value_and_what_to_do() {
    let front_matter = |keys: &str| format!("---\ntitle: A page\n{keys}\n---\n\nText.\n");
    let digits = |count: usize| format!("The number is {}.\n", "7".repeat(count));
    let claims = "GPT-3 has 175 billion parameters. Phi-2 has 2.7 billion parameters.\n";
    let days = "The meeting was on February 30, 2024.\n\nThe next one was on June 31, 2024.\n";
    let tags = |count: usize| front_matter(&format!("tags: [{}]", vec!["a"; count].join(", ")));
    let cases = [
        // One limit at a time: what reaches it, and what just does not.
        ("front-matter-size: 100", front_matter(&format!("note: {}", "x".repeat(120))), front_matter("note: short")),
        ("front-matter-depth: 2", front_matter("a: [[1]]"), front_matter("a: [1]")),
        ("front-matter-values: 10", tags(12), tags(5)),
        ("number-digits: 30", digits(31), digits(30)),
        ("claims: 1", claims.to_owned(), claims.lines().next().unwrap_or_default()[..33].to_owned()),
        ("findings: 1", days.to_owned(), days.lines().next().unwrap_or_default().to_owned()),
    ];
    let mut told = Vec::new();
    for (limit, flagged, clean) in &cases {
        let configuration = format!("limits: {{ {limit} }}");
        let found = over(flagged, &configuration);
        assert_eq!(found.len(), 1, "{limit}: {found:?}");
        told.push(format!("{}; {}", found[0].0, found[0].1));
        assert!(over(clean, &configuration).is_empty(), "{limit}: {:?}", over(clean, &configuration));
        assert!(over(flagged, "").is_empty(), "{limit}: {:?}", over(flagged, ""));
    }
    assert_eq!(
        told,
        [
            "the front matter has 141 bytes: the limit is 100 bytes; split it, or raise `limits.front-matter-size`, to 1 MiB at most",
            "values of the front matter are nested 3 levels deep: the limit is 2; split it, or raise `limits.front-matter-depth`, to 64 at most",
            "the front matter has 15 values: the limit is 10; split it, or raise `limits.front-matter-values`, to 100000 at most",
            "a number of 31 digits was not read: the limit is 30; split it, or raise `limits.number-digits`, to 1000000 at most",
            "of 2 claims only the first 1 were checked: the limit is 1; split it, or raise `limits.claims`, to 1000000 at most",
            "of 2 findings only the first 1 are reported: the limit is 1; split it, or raise `limits.findings`, to 1000000 at most",
        ]
    );
}

#[test]
fn front_matter_that_is_not_read_is_told_whatever_is_switched_off() {
    let deep = format!("---\ntitle: A page\na: {}1{}\n---\n\nText.\n", "[".repeat(100), "]".repeat(100));
    let large = format!("---\ntitle: A page\nnote: {}\n---\n\nText.\n", "x".repeat(1 << 20));
    let mut bomb = "---\ntitle: A page\na0: &a0 [x, x]\n".to_owned();
    for level in 1..12 {
        let below = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(bomb, "a{level}: &a{level} [{below}]").unwrap();
    }
    bomb.push_str("---\n\nText.\n");
    for text in [deep, large, bomb] {
        assert_eq!(over(&text, "").len(), 1, "{}", &text[..80]);
    }
}

#[test]
fn a_document_over_a_limit_fails_the_run() {
    let page = format!("# 标题\n\n{}\n", "正文。".repeat(200));
    let folder = Folder::new(&[
        ("a.md", page.as_bytes()),
        ("small/factlint.yaml", b"limits: { file-size: 1 kB }\n"),
        ("small/a.md", page.as_bytes()),
        ("digits/factlint.yaml", b"limits: { number-digits: 30 }\n"),
        ("digits/a.md", format!("编号是{}。\n", "7".repeat(40)).as_bytes()),
        ("wrong/factlint.yaml", b"limits: { file-size: 5 GB }\n"),
        ("wrong/a.md", b"# A\n\nText.\n"),
    ]);
    let run = |path: &str| folder.run(&["check", path, "--format", "concise", "--fail-on", "never"]);
    assert_eq!(run("a.md").code, 0);
    let small = run("small");
    assert_eq!(small.code, 1);
    assert!(small.output.contains("error[file/too-large] the file is larger than 1 kB and was not read"), "{small:#?}");
    let digits = run("digits");
    assert_eq!(digits.code, 1);
    assert!(digits.output.contains("a number of 40 digits was not read: the limit is 30"), "{digits:#?}");
    assert_eq!(run("wrong").code, 2);
    // Neither the command line nor a comment keeps it silent.
    let ignored = folder.run(&["check", "digits", "--format", "concise", "--ignore", "error", "--select", "claim"]);
    assert_eq!(ignored.code, 1, "{ignored:#?}");
    folder.write(
        "digits/a.md",
        format!("<!-- factlint-disable-file -- 编号 -->\n\n编号是{}。\n", "7".repeat(40)).as_bytes(),
    );
    assert_eq!(run("digits").code, 1);
}

#[test]
fn packs_and_chains_of_configurations_are_bounded_too() {
    let pack = "schema: pack/1\npack: house\nrules:\n  - name: word\n    summary: Reports a word.\n    why: It is long.\n    message: \"`{match}`\"\n    help: write another\n    patterns:\n      - where: anywhere\n        containing: [northwind]\n        regex: 'northwind \\w{20}'\n    flagged:\n      - northwind abcdefghijklmnopqrstuvwxyz\n    clean:\n      - northwind.\n";
    let folder = Folder::new(&[
        ("a.md", b"# A\n\nText.\n"),
        ("pack.yaml", pack.as_bytes()),
        ("plain.yaml", b"packs: [pack.yaml]\n"),
        ("small.yaml", b"packs: [pack.yaml]\nlimits: { pattern-size: 1 kB }\n"),
        ("first.yaml", b"extends: second.yaml\nlimits: { extends-depth: 2 }\n"),
        ("second.yaml", b"extends: third.yaml\nlimits: { extends-depth: 8 }\n"),
        ("third.yaml", b""),
    ]);
    let run = |configuration: &str| folder.run(&["check", "a.md", "--format", "concise", "--config", configuration]);
    assert_eq!(run("plain.yaml").code, 0, "{:#?}", run("plain.yaml"));
    let small = run("small.yaml");
    assert_eq!(small.code, 2);
    let all = format!("{}{}", small.output, small.errors);
    assert!(all.contains("it takes more than 1000 bytes (`limits.pattern-size`)"), "{small:#?}");
    assert_eq!(run("second.yaml").code, 0);
    assert_eq!(run("first.yaml").code, 2);
}

#[test]
fn the_documentation_has_every_limit() {
    let text = std::fs::read_to_string(crate::support::root().join("docs/configuration.md")).unwrap();
    for meta in Limits::ALL {
        let row = text.lines().find(|line| line.starts_with(&format!("| `{}` |", meta.key)));
        let cells: Vec<&str> = row.unwrap_or_else(|| panic!("no row of `{}`", meta.key)).split(" | ").collect();
        let shown = [meta.default, meta.lowest, meta.highest].map(|value| meta.show(value));
        assert_eq!(cells[2..4], shown[..2], "{}", meta.key);
        assert_eq!(cells[4].trim_end_matches(" |"), shown[2], "{}", meta.key);
    }
}

#[test]
fn a_nul_is_told_and_left_to_the_author() {
    let report = check("a.md", "港口\0昨天启用了三台新吊车。\n", None);
    let finding = report.diagnostics.iter().find(|finding| finding.rule.as_str() == "content/control-character");
    let finding = finding.expect("a NUL is a control character");
    assert!(finding.fix.is_none() && finding.help.is_some());
}
