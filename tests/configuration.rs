//! Configurations and selecting, as a user meets them.

use crate::cli::{Folder, Run};
use crate::support::{factlint, root};

const WRONG: &[u8] = "GPT-3拥有2100亿参数。\n\n2024年5月13日（周三）\n".as_bytes();

/// Returns `path: rule` of each finding.
fn found(run: &Run) -> Vec<String> {
    let json = run.json();
    let one = |finding: &serde_json::Value| {
        format!("{}: {}", finding["file"].as_str().unwrap(), finding["rule"].as_str().unwrap())
    };
    json["diagnostics"].as_array().unwrap().iter().map(one).collect()
}

fn check(folder: &Folder, arguments: &[&str]) -> Vec<String> {
    let arguments = [&["check", "--today", "2024-06-01", "--format", "json"], arguments].concat();
    let run = folder.run(&arguments);
    assert_ne!(run.code, 2, "{arguments:?} {run:#?}");
    found(&run)
}

#[test]
fn the_schema_in_the_repository_is_the_one_that_is_printed() {
    let printed = factlint(&["config", "schema"]).stdout;
    let file = std::fs::read_to_string(root().join("schemas/factlint.schema.json")).unwrap();
    assert!(printed == file, "write it anew: factlint config schema > schemas/factlint.schema.json");
}

#[test]
fn what_loads_validates_and_what_does_not_load_does_not() {
    let schema: serde_json::Value = serde_json::from_str(&factlint(&["config", "schema"]).stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let check = |text: &str| {
        let file = std::sync::Arc::new(factlint::text::SourceFile::new("factlint.yaml", text));
        let tree = factlint::data::parse_file(&file);
        let value = tree
            .root
            .map_or(serde_json::Value::Null, |root| serde_json::to_value(factlint::data::to_value(&root)).unwrap());
        let problems = validator.iter_errors(&value).map(|error| error.to_string()).collect::<Vec<_>>();
        (factlint::config::parse(&file).is_ok(), problems)
    };
    let mut good: Vec<String> = ["docs/factlint.yaml", "examples/site/factlint.yaml"]
        .map(|path| std::fs::read_to_string(root().join(path)).unwrap())
        .into();
    for page in ["README.md", "docs/configuration.md", "docs/front-matter-schemas.md"] {
        let text = std::fs::read_to_string(root().join(page)).unwrap();
        let blocks = text.split("```yaml\n").skip(1).map(|block| block.split("```").next().unwrap());
        good.extend(blocks.filter(|block| !block.starts_with("schema: reference/")).map(str::to_owned));
    }
    assert!(5 < good.len());
    for text in good {
        let (loads, problems) = check(&text);
        assert!(loads && problems.is_empty(), "{text}\n{problems:?}");
    }
    for text in [
        "tabels: []\n",
        "rules: {claim: {level: error}}\n",
        "rules: {date/future-date: {dayz: 1}}\n",
        "rules: {claim: loud}\n",
        "extends: strickt\n",
        "fail-on: often\n",
        "overrides: [{rules: {claim: off}}]\n",
        "overrides: [{files: a/, tables: [b.yaml]}]\n",
        "ignore-claims: [{subject: a, value: 1}]\n",
        "ignore-claims: [{subject: a, value: 1, reason: b, until: soon}]\n",
        "front-matter: {preset: hguo}\n",
        "front-matter: {schema: {a: {type: txt}}}\n",
    ] {
        let (loads, problems) = check(text);
        assert!(!loads && !problems.is_empty(), "{text} {loads} {problems:?}");
    }
}

#[test]
fn mistakes_are_told_at_their_place_with_what_was_meant() {
    let text = "extends: [strickt, ../x.toml]\nrules:\n  clam: off\n  claim: {level: off}\nexclude: [a\\b, 'c{']\nfail-on: errors\noverrides:\n  - {files: a/, exclude: b/}\n  - {rules: {}}\nignore-claims:\n  - {subject: GPT-3, vlaue: 1, reason: ''}\n";
    let folder = Folder::new(&[("factlint.yaml", text.as_bytes()), ("a.md", b"x\n")]);
    let run = folder.run(&["check", "--format", "concise"]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.errors, @r#"
    factlint.yaml:1:11: error[config/invalid] there is no preset `strickt`
    factlint.yaml:1:20: error[config/invalid] the configuration `../x.toml` is no YAML file: its name must end in `.yaml` or `.yml`
    factlint.yaml:3:3: error[config/invalid] there is no rule or group `clam`
    factlint.yaml:4:10: error[config/invalid] the group `claim` takes a level, not a mapping
    factlint.yaml:5:11: error[config/invalid] the pattern `a\b` leads nowhere
    factlint.yaml:5:16: error[config/invalid] `c{` is no pattern for paths: unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)
    factlint.yaml:6:10: error[config/invalid] there is no level to fail on `errors`
    factlint.yaml:8:17: error[config/invalid] `exclude` holds for the whole configuration, and not for some paths
    factlint.yaml:9:5: error[config/invalid] an override has no `files`
    factlint.yaml:11:5: error[config/invalid] an ignored claim has no `value`
    factlint.yaml:11:22: error[config/invalid] unknown key `vlaue`
    factlint.yaml:11:40: error[config/invalid] `reason` is empty
    error: nothing was checked
      help: repair this file and run again
    "#);
}

#[test]
fn circles_show_both_places() {
    let folder = Folder::new(&[
        ("factlint.yaml", b"extends: base/a.yaml\n"),
        ("base/a.yaml", b"extends: ../factlint.yaml\n"),
        ("a.md", b"x\n"),
    ]);
    let run = folder.run(&["check"]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.errors, @r#"
    error[config/invalid]

      × `../factlint.yaml` extends this configuration in turn
       ╭─[base/a.yaml:1:10]
     1 │ extends: ../factlint.yaml
       ·          ────────┬───────
       ·                  ╰── the circle closes here
       ╰────
       ╭─[factlint.yaml:1:10]
     1 │ extends: base/a.yaml
       ·          ─────┬─────
       ·               ╰── and begins here
       ╰────
      help: remove one of the two

    error: nothing was checked
      help: repair this file and run again
    "#);
}

#[test]
fn overrides_and_groups_hold_for_their_paths() {
    let folder = Folder::new(&[("a.md", WRONG), ("old/b.md", WRONG), ("old/new/c.md", WRONG)]);
    folder.write("factlint.yaml", b"overrides:\n  - files: old/\n    rules: {claim/*: off}\n  - files: /old/new/\n    rules: {date: off, claim/refuted-value: info}\n");
    let expected = [
        "a.md: claim/refuted-value",
        "a.md: date/wrong-weekday",
        "old/b.md: date/wrong-weekday",
        "old/new/c.md: claim/refuted-value",
    ];
    assert_eq!(check(&folder, &["."]), expected);
    // The nearest file counts alone.
    folder.write("old/factlint.yaml", b"");
    assert_eq!(check(&folder, &["old/b.md"]).len(), 2);
}

#[test]
fn what_is_excluded_stays_out_however_it_is_named() {
    let folder = Folder::new(&[("a.md", WRONG), ("drafts/b.md", WRONG), ("drafts/deep/c.md", WRONG), ("d.txt", WRONG)]);
    folder.write("factlint.yaml", b"exclude: [drafts/]\n");
    folder.write("drafts/deep/factlint.yaml", b"rules: {claim: off}\n");
    assert_eq!(check(&folder, &["."]).len(), 2);
    for named in [&["drafts"][..], &["drafts/b.md"], &["drafts/deep/c.md"], &["drafts/deep"]] {
        assert_eq!(check(&folder, named), [] as [&str; 0], "{named:?}");
    }
    let run = folder.run(&["check", "drafts/b.md"]);
    assert_eq!(run.code, 0);
    assert!(run.errors.contains("`drafts/b.md` is left out: `exclude` has `drafts/` (factlint.yaml:1:11)"), "{run:#?}");
    assert_eq!(check(&folder, &["drafts", "--no-exclude"]).len(), 3);
    assert_eq!(check(&folder, &["drafts", "--isolated"]).len(), 4);
    // An editor gives back what it gets.
    let run = folder.run_with_input(&["check", "-", "--stdin-filename", "drafts/x.md", "--fix"], WRONG);
    assert_eq!((run.code, run.output.as_bytes()), (0, WRONG));
    std::fs::remove_file(folder.path().join("drafts/deep/factlint.yaml")).unwrap();
    folder.write("factlint.yaml", b"include: [a.md]\nextensions: [txt, md]\n");
    assert_eq!(check(&folder, &["."]), ["a.md: claim/refuted-value", "a.md: date/wrong-weekday"]);
    folder.write("factlint.yaml", b"extensions: [txt]\n");
    assert_eq!(check(&folder, &["."]).first().map(String::as_str), Some("d.txt: claim/refuted-value"));
}

#[test]
fn the_command_line_selects_rules_groups_and_levels() {
    let folder = Folder::new(&[("a.md", WRONG)]);
    folder.write("factlint.yaml", b"rules: {date: warning}\n");
    let selected = |arguments: &[&str]| check(&folder, &[&["a.md"], arguments].concat());
    let (value, weekday) = ("a.md: claim/refuted-value", "a.md: date/wrong-weekday");
    assert_eq!(selected(&["--select", "claim"]), [value]);
    assert_eq!(selected(&["--select", "warning"]), [weekday]);
    assert_eq!(selected(&["--ignore", "claim/refuted-value"]), [weekday]);
    assert_eq!(selected(&["--ignore", "all", "--extend-select", "date/*"]), [weekday]);
    folder.write("factlint.yaml", b"rules: {claim: off, date: off}\n");
    assert_eq!(selected(&[]), [] as [&str; 0]);
    assert_eq!(selected(&["--select", "claim"]), [] as [&str; 0]);
    assert_eq!(selected(&["--select", "claim/refuted-value"]), [value]);
    let run = folder.run(&["check", "--select", "claim/refuted-valeu"]);
    assert_eq!(run.code, 2);
    assert!(run.errors.contains("did you mean `claim/refuted-value`?"), "{run:#?}");
}

#[test]
fn run_options_of_the_configuration_yield_to_the_command_line() {
    let folder = Folder::new(&[("a.md", WRONG), ("factlint.yaml", b"format: json\nfail-on: never\n")]);
    let run = folder.run(&["check", "a.md"]);
    assert_eq!((run.code, found(&run).len()), (0, 2));
    let run = folder.run(&["check", "a.md", "--format", "concise", "--fail-on", "warning"]);
    assert!(run.code == 1 && run.output.starts_with("a.md:1:8: error"), "{run:#?}");
}

#[test]
fn a_text_without_a_name_has_the_configuration_of_the_current_folder() {
    let folder = Folder::new(&[("factlint.yaml", b"rules: {claim: off}\n")]);
    let run = folder.run_with_input(&["check", "-", "--format", "json"], WRONG);
    assert_eq!(found(&run), ["<stdin>: date/wrong-weekday"]);
}

#[test]
fn single_claims_are_ignored_in_any_spelling() {
    let text = "GPT-3拥有2100亿参数。\n\nGPT-3 has 210 billion parameters.\n\nGPT-3 has 230 billion parameters.\n";
    let folder = Folder::new(&[("a.md", text.as_bytes()), ("old/b.md", text.as_bytes())]);
    let configure = |entry: &str| folder.write("factlint.yaml", format!("ignore-claims:\n  - {entry}\n").as_bytes());
    configure("{subject: gpt3, value: 210B, reason: counted otherwise}");
    let expected = ["a.md: claim/refuted-value", "old/b.md: claim/refuted-value"];
    assert_eq!(check(&folder, &["."]), expected);
    configure("{subject: GPT-3, attribute: context window, value: 210B, reason: another attribute}");
    assert_eq!(check(&folder, &["."]).len(), 7, "six values, and an entry that is not used");
    configure("{subject: GPT-3, value: 2100亿, reason: agreed, until: 2024-05-31}");
    let told = check(&folder, &["."]);
    assert!(told.len() == 7 && told.contains(&"factlint.yaml: config/expired-ignore".to_owned()), "{told:?}");
    configure("{subject: GPT-3, value: 2100亿, reason: agreed, until: 2024-06-01}");
    assert_eq!(check(&folder, &["."]), expected);
    configure("{subject: GPT-4, value: 5T, reason: gone}");
    assert!(check(&folder, &["."]).contains(&"factlint.yaml: config/unused-ignore".to_owned()));
    // A run over a part of the documents cannot tell.
    assert_eq!(check(&folder, &["old"]).len(), 3);
    folder.write(
        "factlint.yaml",
        "overrides:\n  - files: old/\n    ignore-claims: [{subject: GPT-3, value: 210B, reason: archive}]\n".as_bytes(),
    );
    assert_eq!(check(&folder, &["."]).len(), 4);
}

#[test]
fn every_value_is_shown_with_what_set_it() {
    let folder = Folder::new(&[
        ("posts/factlint.yaml", b"extends: ../base.yml\nrules: {claim: info}\n"),
        ("base.yml", b"rules:\n  date/future-date: {days: 9}\n"),
    ]);
    let run = folder.run(&["config", "show", "posts/a.md", "--format", "json", "--ignore", "date/wrong-weekday"]);
    let json = run.json();
    let origin = |key: &str| {
        let values = json["values"].as_array().unwrap();
        let value = values.iter().find(|value| value["key"] == key).unwrap_or_else(|| panic!("{key}"));
        format!("{} {}", value["value"].as_str().unwrap(), value["origin"])
    };
    assert_eq!(origin("rules.date/future-date.days"), r#"9 {"kind":"file","file":"base.yml","line":2,"column":28}"#);
    assert_eq!(
        origin("rules.claim/refuted-value"),
        r#"info {"kind":"file","file":"posts/factlint.yaml","line":2,"column":16}"#
    );
    assert_eq!(origin("rules.date/wrong-weekday"), r#"off {"kind":"command-line","flag":"--ignore"}"#);
    assert_eq!(origin("fail-on"), r#"warning {"kind":"default"}"#);
    assert_eq!(json["configurations"], serde_json::json!(["base.yml", "posts/factlint.yaml"]));
}

#[test]
fn only_findings_that_a_diff_touches_are_shown() {
    let folder = Folder::new(&[("文 a.md", WRONG), ("b.md", WRONG)]);
    folder.write("changes.diff", b"diff --git \"a/\\346\\226\\207 a.md\" \"b/\\346\\226\\207 a.md\"\n--- \"a/\\346\\226\\207 a.md\"\n+++ \"b/\\346\\226\\207 a.md\"\n@@ -3 +3 @@\n-x\n+y\n");
    assert_eq!(check(&folder, &[".", "--changed-from", "changes.diff"]), ["文 a.md: date/wrong-weekday"]);
    let run = folder.run_with_input(&["check", "--changed-from", "-"], b"");
    assert_eq!(run.code, 0, "{run:#?}");
    assert!(run.errors.contains("4 findings in lines that did not change: not shown"), "{run:#?}");
    let run = folder.run(&["check", "--changed-from", "b.md"]);
    assert!(run.code == 2 && run.errors.contains("`b.md` is no unified diff"), "{run:#?}");
}

#[cfg(feature = "git")]
#[test]
fn only_findings_in_lines_that_changed_since_a_revision_are_shown() {
    let folder = Folder::new(&[("a.md", WRONG), ("b.md", b"One.\n\nTwo.\n\nThree.\n\nFour.\n"), ("posts/c.md", WRONG)]);
    let git = |arguments: &[&str]| {
        let output = std::process::Command::new("git")
            .args([
                "-c",
                "user.name=a",
                "-c",
                "user.email=a@b",
                "-c",
                "init.defaultBranch=main",
                "-c",
                "core.hooksPath=none",
            ])
            .args(arguments)
            .current_dir(folder.path())
            .output();
        output.is_ok_and(|output| output.status.success())
    };
    // Without git there is nothing to compare with.
    if !git(&["init", "-q"]) {
        return;
    }
    assert_eq!(check(&folder, &[".", "--only-changed"]).len(), 4, "nothing was committed yet");
    assert!(git(&["add", "."]) && git(&["commit", "-qm", "one"]) && git(&["tag", "v1"]));
    assert_eq!(check(&folder, &[".", "--only-changed"]), [] as [&str; 0]);
    // A changed line, a new file, and a renamed one with a new line.
    folder.write("a.md", "GPT-3拥有2200亿参数。\r\n\r\n2024年5月13日（周三）\r\n".as_bytes());
    folder.write("new.md", WRONG);
    std::fs::remove_file(folder.path().join("b.md")).unwrap();
    folder.write("moved.md", "One.\n\nTwo.\n\nThree.\n\nFour.\n\nGPT-3拥有2100亿参数。\n".as_bytes());
    let expected = [
        "a.md: claim/refuted-value",
        "moved.md: claim/refuted-value",
        "new.md: claim/refuted-value",
        "new.md: date/wrong-weekday",
    ];
    assert_eq!(check(&folder, &[".", "--only-changed"]), expected);
    assert!(git(&["add", "-A"]));
    assert_eq!(check(&folder, &[".", "--only-changed=v1"]), expected, "what is staged counts, too");
    assert!(git(&["commit", "-qm", "two"]));
    assert_eq!(check(&folder, &[".", "--only-changed"]), [] as [&str; 0]);
    assert_eq!(check(&folder, &["posts", "a.md", "--only-changed=HEAD~1"]), ["a.md: claim/refuted-value"]);
    assert!(git(&["checkout", "-q", "-b", "side", "v1"]) && git(&["checkout", "-q", "main"]));
    assert_eq!(check(&folder, &[".", "--only-changed=side..."]), expected);
    let run = folder.run(&["check", "--only-changed=no-such"]);
    assert!(run.code == 2 && run.errors.contains("there is no revision `no-such`"), "{run:#?}");
    let input =
        folder.run_with_input(&["check", "-", "--stdin-filename", "a.md", "--only-changed", "--format", "json"], WRONG);
    assert_eq!(found(&input), ["a.md: claim/refuted-value"]);
}

#[test]
fn what_is_in_no_repository_cannot_be_compared() {
    let folder = Folder::new(&[("a.md", WRONG)]);
    let run = folder.run(&["check", "--only-changed"]);
    assert_eq!(run.code, 2, "{run:#?}");
}

#[test]
fn findings_are_counted_by_rule() {
    let folder = Folder::new(&[("a.md", WRONG), ("b.md", WRONG)]);
    let run = folder.run(&["check", "--statistics", "--ignore", "date"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(run.output, @r#"
    findings  level    rule                 files  fixes
           2  error    claim/refuted-value      2  2 unsafe
    checked 2 documents: 2 errors; 2 claims found, all checked: 2 refuted
    "#);
    let json = folder.run(&["check", "--statistics", "--format", "json"]).json();
    assert_eq!(json["statistics"][0]["findings"], 2);
}

#[test]
fn a_configuration_is_written_that_fits_what_is_there() {
    let folder = Folder::new(&[("hugo.toml", b"baseURL = 'x'\n"), ("public/made.md", b"x\n")]);
    for index in 0..30 {
        let text =
            format!("---\ntitle: 第{index}篇\ndate: 2024-05-{:02}\n---\n\n这是正文，只有几个字。\n", index % 28 + 1);
        folder.write(&format!("content/{index}.md"), text.as_bytes());
    }
    let run = folder.run(&["init"]);
    insta::assert_snapshot!(run.output, @r#"
    found hugo: hugo.toml
    found 30 documents: 30 in Chinese, 0 in other languages; 30 with front matter
    found dates in `date`: 30 as 2024-05-01
    found folders of other programs, left out: public
    wrote factlint.yaml
    wrote .factlint.schema.json for completion in editors
    next: factlint check
    "#);
    let text = std::fs::read_to_string(folder.path().join("factlint.yaml")).unwrap();
    insta::assert_snapshot!(text, @r#"
    # yaml-language-server: $schema=.factlint.schema.json
    # docs/configuration.md of factlint says what can stand here; `factlint config show` what holds for a document.

    # The language of messages: en or zh.
    # lang: zh

    # Documents that are not checked, as in a .gitignore; files that are named are left out, too.
    exclude: [/public/]

    # What front matter must be like: docs/front-matter-schemas.md.
    front-matter:
      preset: hugo
      schema:
        title: { type: text, required: true } # in 30 of 30 documents
        date: { type: date, required: true } # in 30 of 30 documents
        # tags: { type: list, items: text, unique: true }

    # Levels of rules and of whole groups: off, info, warning, error. `factlint rules` lists them.
    # rules:
    #   claim/unconfirmed-value: error
    #   content: off

    # The least level that makes a run fail: error, warning, info or never.
    # fail-on: error

    # Reference tables of your own: `factlint reference draft` begins one.
    # tables: [facts/products.yaml]
    "#);
    assert_eq!(folder.run(&["check", "--today", "2024-06-01"]).code, 0);
    let schema = std::fs::read_to_string(folder.path().join(".factlint.schema.json")).unwrap();
    assert_eq!(schema, factlint(&["config", "schema"]).stdout);
}

#[test]
fn a_configuration_is_written_in_the_language_that_is_asked_for() {
    let folder = Folder::new(&[("post.md", "---\ntitle: 题\ndate: 2024-02-30\n---\n\n正文。\n".as_bytes())]);
    assert!(folder.run(&["init", "--lang", "zh"]).output.contains("下一步：factlint check"));
    let text = std::fs::read_to_string(folder.path().join("factlint.yaml")).unwrap();
    insta::assert_snapshot!(text, @r#"
    # yaml-language-server: $schema=.factlint.schema.json
    # 这里能写什么见 factlint 的 docs/configuration.md；某文档适用的配置见 `factlint config show`。

    # 消息的语言：en 或 zh。
    lang: zh

    # 不检查的文档，写法同 .gitignore；在命令行写出的文件也会被排除。
    # exclude: [drafts/]

    # 对前置元数据的要求：见 docs/front-matter-schemas.md。
    front-matter:
      # preset: hugo
      # 每个页面必须有的键，以及可以写的值：
      # schema:
      #   title: { type: text, required: true, max-length: 60 }
      #   date: { type: date, required: true, max: today }
      #   tags: { type: list, items: text, unique: true }

    # 规则和规则组的级别：off、info、warning、error。`factlint rules` 列出全部规则。
    # rules:
    #   claim/unconfirmed-value: error
    #   content: off

    # 使运行失败的最低级别：error、warning、info 或 never。
    # fail-on: error

    # 自己的参考表：`factlint reference draft` 可起草一份。
    # tables: [facts/products.yaml]
    "#);
    let run = folder.run(&["check", "--today", "2024-06-01"]);
    assert!(run.output.contains("不存在"), "{}", run.output);
}
