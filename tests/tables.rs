//! Tables of the user's own, end to end: files on disk in, diagnostics out.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::support::{Output, factlint, root};

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_factlint"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .output()
        .unwrap();
    Output {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Returns the fenced blocks of the page on tables, with their info strings.
fn blocks() -> Vec<(String, String)> {
    let page = fs::read_to_string(root().join("docs/reference-tables.md")).unwrap();
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push((info.to_owned(), format!("{}\n", text.join("\n"))));
        }
    }
    blocks
}

/// Returns the block of the page that has `part` in it.
fn block(part: &str) -> String {
    let found: Vec<String> = blocks().into_iter().map(|(_, text)| text).filter(|text| text.contains(part)).collect();
    let [block] = &found[..] else { panic!("{} blocks have `{part}`", found.len()) };
    block.clone()
}

/// Returns the findings of a run in the concise format, each without its path.
fn findings(output: &Output) -> Vec<String> {
    output.stdout.lines().map(|line| line.split_once(": ").map_or(line, |(_, rest)| rest).to_owned()).collect()
}

#[test]
fn the_worked_domain_of_the_page_judges_claims() {
    let table = block("table: bridges");
    assert!(table.lines().count() <= 40, "{}", table.lines().count());
    let folder = folder(&[
        ("factlint.yaml", "tables: [facts/bridges.yaml]\n"),
        ("facts/bridges.yaml", &table),
        (
            "right.md",
            "The North Bridge has a main span of 1280 metres. 北桥主跨1280米。Gull Bridge has a main span of about 900 metres.\n",
        ),
        ("wrong.md", "The North Bridge has a main span of 12,800 metres.\n\nNorth Bridge was opened in 1973.\n"),
    ]);
    let output = run(folder.path(), &["check", "right.md", "--format", "concise"]);
    assert_eq!((output.code, output.stdout.as_str()), (Some(0), ""), "{}", output.stderr);
    assert!(output.stderr.contains("supported"), "{}", output.stderr);
    let output = run(folder.path(), &["check", "wrong.md", "--format", "concise"]);
    let found = findings(&output);
    assert_eq!(output.code, Some(1));
    assert!(found.iter().any(|line| line.starts_with("error[claim/scale-slip]")), "{found:?}");
    assert_eq!(run(folder.path(), &["reference", "check", "facts/bridges.yaml"]).code, Some(0));
}

#[test]
fn the_countries_of_the_page_are_read_from_their_spreadsheet() {
    let (csv, table) = (block("Elbonia;"), block("table: countries"));
    let document = "Elbonia has a population of 53 million. 诺兰人口64万。The Republic of Norland has an area of 2,586 square kilometres.\n";
    for (name, csv) in [
        ("facts/countries.csv", csv.clone()),
        ("facts/countries.yaml", csv.clone()),
        ("facts/countries.csv", format!("\u{FEFF}{}", csv.replace('\n', "\r\n"))),
    ] {
        let folder = folder(&[
            ("factlint.yaml", &format!("tables: [{name}]\n")),
            ("facts/countries.csv", &csv),
            ("facts/countries.yaml", &table),
            ("a.md", document),
        ]);
        let output = run(folder.path(), &["check", "a.md", "--format", "concise"]);
        let found = findings(&output);
        assert_eq!(output.code, Some(1), "{}{}", output.stdout, output.stderr);
        assert!(found.len() == 1 && found[0].starts_with("error[claim/scale-slip] `53 million`"), "{found:?}");
        let shown = run(folder.path(), &["reference", "show", "北地"]).stdout;
        for part in [
            "Republic of Norland (NL): country, table `countries`",
            "facts/countries.csv:3",
            "640K (64万)",
            "2586 square kilometre",
        ] {
            assert!(shown.contains(part), "{shown}");
        }
        let check = run(folder.path(), &["reference", "check", "facts/countries.csv"]);
        assert_eq!(check.code, Some(0), "{}{}", check.stdout, check.stderr);
    }
}

#[test]
fn what_is_wrong_in_a_spreadsheet_is_told_at_its_cell() {
    let (csv, table) = (block("Elbonia;"), block("table: countries"));
    let problems = |csv: &str, table: &str| -> Vec<String> {
        let folder = folder(&[("t/countries.csv", csv), ("t/countries.yaml", table)]);
        let output = run(folder.path(), &["reference", "check", "t/countries.csv", "--format", "concise"]);
        assert_eq!(output.code, Some(2), "{}", output.stdout);
        output.stderr.lines().map(|line| line.trim_start_matches("t/").to_owned()).collect()
    };
    let bad_number = csv.replace(";5,3;", ";5.3 Mio;");
    assert_eq!(
        problems(&bad_number, &table),
        ["countries.csv:2:18: error[reference/invalid-table] `5.3 MioM` is not a whole number that is written exactly"]
    );
    let bad_date = csv.replace("1815", "1815-02-30");
    assert_eq!(
        problems(&bad_date, &table),
        ["countries.csv:3:43: error[reference/invalid-table] `1815-02-30` is not a date that exists"]
    );
    let unclosed = csv.replace("Norland\"", "Norland");
    assert!(
        problems(&unclosed, &table)[0]
            .starts_with("countries.csv:3:1: error[reference/invalid-table] the quote opened here is not closed")
    );
    let short = csv.replace(";2.586;1815", "");
    assert_eq!(
        problems(&short, &table),
        ["countries.csv:3:1: error[reference/invalid-table] this row has 4 cells, the header 6 cells"]
    );
    let twice = format!("{csv}Elbonia;;EB;1;1;1900\n");
    assert!(
        problems(&twice, &table)[0]
            .starts_with("countries.csv:4:10: error[reference/invalid-table] the subject `EB` is declared twice")
    );
    let no_name = format!("{csv};;X;1;1;1900\n");
    assert!(problems(&no_name, &table)[0].contains("the cell of the column `country` is empty"));
    let column = table.replace("id: code", "id: kode");
    assert_eq!(problems(&csv, &column), ["countries.yaml:12:32: error[reference/invalid-table] unknown column `kode`"]);
    let missing = table.replace("  columns: {", "  file: none.csv\n  columns: {");
    assert!(problems(&csv, &missing)[0].ends_with("`none.csv` does not exist"));
}

#[test]
fn a_spreadsheet_without_a_description_says_what_is_missing() {
    let folder = folder(&[("factlint.yaml", "tables: [a.csv]\n"), ("a.csv", "x\n1\n"), ("a.md", "")]);
    let output = run(folder.path(), &["check", "a.md"]);
    assert_eq!(output.code, Some(2));
    assert!(output.stderr.contains("nothing says what the columns of `a.csv` are"), "{}", output.stderr);
    assert!(output.stderr.contains("describe them in `a.yaml` beside it"), "{}", output.stderr);
}

#[test]
fn the_json_table_of_the_page_judges_claims() {
    let folder = folder(&[
        ("factlint.yaml", "tables: [halls.json]\n"),
        ("halls.json", &block("\"table\": \"halls\"")),
        ("a.md", "Hall One has 1,300 seats. 一号厅有1200个座位。\n"),
        ("broken/halls.json", "{\"schema\": \"reference/1\",\n \"table\": 3}"),
    ]);
    let output = run(folder.path(), &["check", "a.md", "--format", "concise"]);
    assert_eq!(
        findings(&output)[0],
        "error[claim/refuted-value] `1,300` differs from the seats of `Hall One`: `1200`",
        "{output:?}"
    );
    let output = run(folder.path(), &["reference", "check", "broken/halls.json", "--format", "json"]);
    assert_eq!(output.code, Some(2));
    let json: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(json["diagnostics"][0]["rule"], "reference/invalid-table");
    assert_eq!(json["diagnostics"][0]["file"], "broken/halls.json");
}

#[test]
fn values_are_read_from_the_repository_of_the_table() {
    let table = block("table: own-project");
    let folder = folder(&[
        (".git/HEAD", ""),
        ("factlint.yaml", "tables: [facts/own.yaml]\n"),
        ("facts/own.yaml", &table),
        ("plugins/a/plugin.yaml", ""),
        ("plugins/b/plugin.yaml", ""),
        ("plugins/c/readme.md", ""),
        ("shop/prices.csv", "product,price\nGadget,5\nWidget,19.90\n"),
        ("README.md", "Widget has 3 plugins. Widget costs 19.90 euros.\n"),
        ("posts/old.md", "---\ndate: 2019-01-01\n---\n\nWidget has 1 plugins.\n"),
    ]);
    let output = run(folder.path(), &["check", "README.md", "--format", "concise"]);
    assert_eq!(
        findings(&output)[0],
        "error[claim/refuted-value] `3` differs from the plugins of `Widget`: `2`",
        "{output:?}"
    );
    assert_eq!(run(folder.path(), &["check", "posts"]).code, Some(0), "an old post tells of an old tree");
    fs::write(folder.path().join("plugins/c/plugin.yaml"), "").unwrap();
    assert_eq!(run(folder.path(), &["check", "README.md"]).code, Some(0));
    let shown = run(folder.path(), &["reference", "show", "widget", "--format", "json"]).stdout;
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["facts"][0]["exact"][0], "3");
    assert_eq!(shown["facts"][0]["read_from"], "files ../plugins/*/plugin.yaml");
    assert_eq!(shown["facts"][1]["read_from"], "../shop/prices.csv price product=Widget");
    let errors = |from: &str, to: &str| {
        fs::write(folder.path().join("facts/own.yaml"), table.replace(from, to)).unwrap();
        let output = run(folder.path(), &["check", "README.md", "--format", "concise"]);
        assert_eq!(output.code, Some(2), "{to}");
        output.stderr.lines().next().unwrap_or_default().rsplit_once("] ").map_or("", |(_, message)| message).to_owned()
    };
    let prices = "file: ../shop/prices.csv, column: price, where: {product: Widget}";
    for (from, to, message) in [
        ("../plugins/*/plugin.yaml", "../plugins/*/none.yaml", "no file matches `../plugins/*/none.yaml`"),
        ("../plugins/*/plugin.yaml", "../../*.yaml", "`../../*.yaml` leads out of the repository"),
        ("../shop/prices.csv", "../shop/none.csv", "`../shop/none.csv` does not exist"),
        ("product: Widget", "product: Nothing", "0 rows of `../shop/prices.csv` are meant, not one"),
        ("column: price", "column: prize", "unknown column `prize`"),
        (prices, "file: ../factlint.yaml, pointer: /tables", "`/tables` of `../factlint.yaml` is a list, not a value"),
        (prices, "file: ../factlint.yaml, pointer: /rules/0", "`../factlint.yaml` has nothing at `/rules/0`"),
        (
            prices,
            "file: ../factlint.yaml, pointer: /tables/0",
            "`facts/own.yaml` is not a number that is written exactly",
        ),
        (prices, "pointer: /tables", "nothing says where the value stands"),
    ] {
        assert_eq!(errors(from, to), message);
    }
    for to in ["file: ../factlint.yaml, pointer: /tables, count: entries", "file: ../shop/prices.csv, count: rows"] {
        fs::write(folder.path().join("facts/own.yaml"), table.replace(prices, to)).unwrap();
        assert_eq!(run(folder.path(), &["reference", "check"]).code, Some(0), "{to}");
    }
}

#[test]
fn the_pages_of_this_project_say_what_the_project_is() {
    let check = |text: &str| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("README.md");
        fs::write(&path, text).unwrap();
        factlint(&["check", path.to_str().unwrap(), "--config", "docs/factlint.yaml", "--format", "concise"])
    };
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let output = check(&readme);
    assert_eq!(output.code, Some(0), "a number in the README is not what the tree has:\n{}", output.stdout);
    assert!(output.stderr.contains("2 supported"), "{}", output.stderr);
    let sentence = readme.lines().find(|line| line.contains(" rules for documents and ")).unwrap();
    let count = sentence.split(' ').nth(2).unwrap();
    let output = check(&readme.replace(sentence, &sentence.replace(count, "99")));
    assert!(output.stdout.contains("error[claim/refuted-value] `99`"), "{output:?}");
    let pages = factlint(&["check", "docs", "CONTRIBUTING.md", "--config", "docs/factlint.yaml"]);
    assert_eq!(pages.code, Some(0), "{}", pages.stdout);
}

#[test]
fn a_table_of_the_user_wins_and_the_check_tells() {
    let table = "schema: reference/1\ntable: own\ntitle: Own\nas-of: 2024-01-01\nattributes: {parameters: {dimension: count, unit: parameter}}\n\
        sources: {lab: {title: Lab, url: \"https://example.org\", published: 2024}}\n\
        subjects: {house-model: {name: House Model, aliases: [GPT-3], sources: [lab], facts: {parameters: 3B}}}\n";
    let folder = folder(&[
        ("factlint.yaml", "tables: [own.yaml]\n"),
        ("own.yaml", table),
        ("a.md", "GPT-3 has 3 billion parameters.\n"),
    ]);
    assert_eq!(run(folder.path(), &["check", "a.md"]).code, Some(0));
    let output = run(folder.path(), &["reference", "check", "own", "--format", "concise"]);
    assert_eq!(output.code, Some(1));
    assert_eq!(
        output.stdout,
        "own.yaml:7:55: warning[reference/shadowed-name] the name `GPT-3` is also one of `GPT-3` in the table `ai-models`\n"
    );
    assert_eq!(run(folder.path(), &["reference", "check", "own", "--fail-on", "error"]).code, Some(0));
    let stale = run(folder.path(), &["reference", "check", "own", "--today", "2026-01-01", "--format", "concise"]);
    assert!(stale.stdout.contains("own.yaml:4:8: warning[reference/stale-fact] the table `own`"), "{}", stale.stdout);
}

#[test]
fn a_subject_is_shown_by_any_spelling_and_a_slip_gets_suggestions() {
    for name in ["llama2", "LLaMA-2", "llama-2"] {
        let output = factlint(&["reference", "show", name]);
        assert!(output.stdout.starts_with("Llama 2 (llama-2)"), "{}", output.stdout);
    }
    let output = factlint(&["reference", "show", "Lama 2"]);
    assert_eq!((output.code, output.stdout.as_str()), (Some(2), ""));
    assert!(
        output.stderr.contains("no table knows `Lama 2`") && output.stderr.contains("`Llama 2`"),
        "{}",
        output.stderr
    );
    let output = factlint(&["reference", "show", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(json["tables"][0]["id"], "ai-models");
    assert!(json["tables"][0]["facts"].as_u64().unwrap() > 100);
    assert_eq!(factlint(&["reference", "show", "x", "--list"]).code, Some(2));
    assert_eq!(factlint(&["reference", "check", "none.yaml"]).code, Some(2));
    assert_eq!(factlint(&["reference"]).code, Some(2));
}

#[test]
fn an_attribute_in_another_currency_is_judged_by_its_own_table() {
    let table = "schema: reference/1\ntable: shop\ntitle: Shop\nas-of: 2024-06-01\n\
        attributes: {price: {dimension: money, unit: CNY, phrases: {en: {nouns: [price]}, zh: {nouns: [价格, 售价]}}}}\n\
        sources: {list: {title: Price list, locator: p. 1, published: 2024-05-01}}\n\
        subjects: {widget: {name: Widget, aliases: [小部件], sources: [list], facts: {price: 199}}}\n";
    let folder = folder(&[
        ("factlint.yaml", "tables: [shop.yaml]\n"),
        ("shop.yaml", table),
        ("a.md", "小部件的价格为199元。\n\nThe price of the Widget is 250 yuan.\n"),
    ]);
    let output = run(folder.path(), &["check", "a.md", "--format", "concise"]);
    let found = findings(&output);
    assert!(
        found[0].starts_with("error[claim/refuted-value] `250 yuan` differs from the price of `Widget`: `CNY 199`"),
        "{found:?}"
    );
    assert!(output.stderr.contains("1 supported, 1 refuted"), "{}", output.stderr);
}

#[test]
fn a_draft_is_a_table_that_passes_its_check() {
    let folder = folder(&[
        ("posts/a.md", "Nova-3 has 12 billion parameters. GPT-3 has 175 billion parameters.\n"),
        ("posts/b.md", "---\ndate: 2024-05-01\n---\n\nNova 3 有130亿参数。据说 Nova-4 有 1 万亿参数。\n"),
    ]);
    let output = run(folder.path(), &["reference", "draft", "posts", "--today", "2024-06-01", "--table", "mine"]);
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    assert!(
        output.stdout.starts_with("# Drafted by `factlint reference draft`") && output.stdout.contains("UNREVIEWED")
    );
    for part in [
        "table: \"mine\"\n",
        "line-1: {title: \"posts/a.md, line 1\", locator: \"posts/a.md:1\"}",
        "line-2: {title: \"posts/b.md, line 5\", locator: \"posts/b.md:5\", published: 2024-05-01}",
        "- {value: 12B, sources: [line-1], note: \"disputed: several values are given\"}",
        "- {value: 13B, sources: [line-2], note: \"disputed: several values are given\"}",
        "- {value: 1T, status: rumoured, sources: [line-2]}",
    ] {
        assert!(output.stdout.contains(part), "{part}:\n{}", output.stdout);
    }
    assert!(!output.stdout.contains("GPT-3"), "what a table knows needs no draft");
    fs::write(folder.path().join("mine.yaml"), &output.stdout).unwrap();
    let check = run(folder.path(), &["reference", "check", "mine.yaml", "--today", "2024-06-02"]);
    assert_eq!(check.code, Some(0), "{}{}\n{}", check.stdout, check.stderr, output.stdout);
}
