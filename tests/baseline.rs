//! Baselines as a user meets them: written, gone by, pruned, and never lost.

use crate::cli::{Folder, Run};
use crate::support::root;

const TODAY: [&str; 2] = ["--today", "2024-06-01"];
const WRONG: &str = "Phi-3拥有27亿参数。\n";

fn run(folder: &Folder, arguments: &[&str]) -> Run {
    folder.run(&[arguments, &TODAY].concat())
}

fn check(folder: &Folder) -> Run {
    run(folder, &["check", "--format", "concise"])
}

/// Returns the rules that a run reports, in order.
fn rules(run: &Run) -> Vec<&str> {
    let rule =
        |line: &'_ str| line.split_once('[').and_then(|(_, rest)| rest.split_once(']')).map(|(rule, _)| rule.len());
    run.output
        .lines()
        .filter_map(|line| {
            let start = line.find('[')? + 1;
            rule(line).map(|length| &line[start..start + length])
        })
        .collect()
}

fn blog() -> Folder {
    let folder = Folder::new(&[
        ("posts/a.md", format!("# 一\n\n{WRONG}\n{WRONG}\n2024年5月13日（周三）开会。\n").as_bytes()),
        ("posts/b c.md", "# B\n\nGPT-3 has 900 billion parameters.\n".as_bytes()),
    ]);
    assert_eq!(run(&folder, &["baseline"]).code, 0);
    assert_eq!(check(&folder).code, 0);
    folder
}

#[test]
fn a_baseline_is_in_order_stable_and_as_its_schema_says() {
    let folder = blog();
    let text = folder.read("factlint-baseline.json");
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let schema = std::fs::read_to_string(root().join("schemas/baseline.schema.json")).unwrap();
    let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    assert!(validator.is_valid(&value), "{text}");
    for (from, to) in
        [("baseline/1", "baseline/2"), ("\"count\":2", "\"count\":0"), ("\"finding\":\"", "\"finding\":\"x")]
    {
        let wrong: serde_json::Value = serde_json::from_str(&text.replacen(from, to, 1)).unwrap();
        assert!(!validator.is_valid(&wrong), "{to}");
    }
    let lines: Vec<&str> = text.lines().filter(|line| line.contains("\"file\"")).collect();
    assert_eq!(lines.len(), 3);
    assert!(lines.is_sorted() && lines[0].contains("\"count\":2"), "{text}");
    assert_eq!(run(&folder, &["baseline"]).code, 0);
    assert_eq!(folder.read("factlint-baseline.json"), text);
    for threads in ["1", "4"] {
        folder.remove("factlint-baseline.json");
        assert_eq!(run(&folder, &["baseline", "--threads", threads]).code, 0);
        assert_eq!(folder.read("factlint-baseline.json"), text);
    }
}

#[test]
fn entries_survive_edits_around_them_and_not_a_changed_value() {
    let folder = blog();
    let moved = "# 新标题\n\n新的一行。\n\n2024年5月13日\n（周三）开会。\n\n| 甲 |\n|---|\n| 乙 |\n\n- Phi-3拥有\n  27亿参数。\n\nPhi-3拥有27亿参数。\n";
    folder.write("posts/a.md", moved.as_bytes());
    assert_eq!(check(&folder).code, 0, "{:#?}", check(&folder));
    // A third one is new; the first two stay put off.
    folder.write("posts/a.md", format!("{moved}\n{WRONG}").as_bytes());
    let third = check(&folder);
    assert_eq!((third.code, rules(&third)), (1, vec!["claim/refuted-value"]));
    folder.write("posts/a.md", moved.replace("27亿参数。\n\nPhi-3", "29亿参数。\n\nPhi-3").as_bytes());
    let changed = check(&folder);
    assert_eq!(rules(&changed), ["claim/refuted-value", "suppression/stale-baseline"]);
}

#[test]
fn stale_entries_fail_until_they_are_pruned() {
    let folder = blog();
    folder.write("posts/a.md", format!("# 一\n\n{WRONG}").as_bytes());
    let stale = check(&folder);
    assert_eq!((stale.code, rules(&stale)), (1, vec!["suppression/stale-baseline"]));
    assert!(stale.output.contains("2 findings of `posts/a.md` in the baseline are gone"), "{stale:#?}");
    // Other documents do not tell.
    assert_eq!(run(&folder, &["check", "posts/b c.md"]).code, 0);
    // Pruning takes out and never adds.
    folder.write("posts/b c.md", b"# B\n\nGPT-3 has 900 billion parameters. GPT-2 has 900 billion parameters.\n");
    let pruned = run(&folder, &["baseline", "--prune"]);
    assert_eq!(pruned.output, "factlint-baseline.json: 2 findings in 2 documents (4 before)\n");
    let left = check(&folder);
    assert_eq!((left.code, left.output.lines().count()), (1, 1), "{left:#?}");
    assert!(left.output.contains("GPT-2"));
    // The configuration says how serious it is.
    folder.write("posts/b c.md", b"# B\n");
    folder.write("factlint.yaml", b"rules: {suppression/stale-baseline: off}\n");
    assert_eq!(check(&folder).code, 0);
}

#[test]
fn documents_that_are_renamed_or_gone_are_told_apart() {
    let folder = blog();
    let text = folder.read("posts/a.md");
    folder.remove("posts/a.md");
    folder.write("posts/2024/a.md", text.as_bytes());
    assert_eq!(check(&folder).code, 0, "its entries go with it");
    assert_eq!(run(&folder, &["baseline", "--prune"]).code, 0);
    let baseline = folder.read("factlint-baseline.json");
    assert!(baseline.contains("posts/2024/a.md") && !baseline.contains("posts/a.md"), "{baseline}");
    assert_eq!(check(&folder).code, 0);
    folder.remove("posts/2024/a.md");
    let gone = check(&folder);
    assert_eq!((gone.code, rules(&gone)), (1, vec!["suppression/stale-baseline"]));
    assert_eq!(run(&folder, &["check", "posts/b c.md"]).code, 0, "a run over another document cannot know");
    assert_eq!(run(&folder, &["baseline", "--prune"]).code, 0);
    assert_eq!(check(&folder).code, 0);
}

#[test]
fn rules_about_several_documents_need_the_whole_folder() {
    let post = "---\ntitle: 同一个标题\ndate: 2024-05-01\n---\n\n文。\n".as_bytes();
    let folder = Folder::new(&[("a.md", post), ("b.md", post)]);
    let found = check(&folder);
    assert!(rules(&found).contains(&"front-matter/duplicate-title"), "{found:#?}");
    assert_eq!(run(&folder, &["baseline"]).code, 0);
    assert_eq!(check(&folder).code, 0, "{:#?}", check(&folder));
    assert_eq!(run(&folder, &["check", "b.md"]).code, 0, "what is not looked for is not gone");
    assert_eq!(run(&folder, &["baseline", "--prune", "b.md"]).code, 0);
    assert_eq!(check(&folder).code, 0);
    // A comment does the same for one document.
    folder.remove("factlint-baseline.json");
    let silent = "---\ntitle: 同一个标题 # factlint-disable-line front-matter/duplicate-title -- 两版\ndate: 2024-05-01\n---\n\n文。\n";
    folder.write("a.md", silent.as_bytes());
    folder.write("b.md", silent.as_bytes());
    let checked = run(&folder, &["check"]);
    assert_eq!(checked.code, 0, "{checked:#?}");
    assert!(checked.output.contains("not shown: ") && checked.output.contains("switched off"), "{checked:#?}");
}

#[test]
fn the_nearest_baseline_counts_and_one_can_be_named_or_left_out() {
    let folder = blog();
    folder.write("sub/c.md", WRONG.as_bytes());
    let own = run(&folder, &["baseline", "sub", "--baseline", "sub/factlint-baseline.json"]);
    assert_eq!(own.output, "sub/factlint-baseline.json: 1 finding in 1 document\n");
    assert!(folder.read("sub/factlint-baseline.json").contains("\"file\":\"c.md\""));
    assert_eq!(check(&folder).code, 0);
    let again = run(&folder, &["baseline"]);
    assert!(again.errors.contains("1 document has another baseline"), "{again:#?}");
    assert!(!folder.read("factlint-baseline.json").contains("c.md\",\"rule\":\"claim/refuted-value\",\"finding\":\"x"));
    assert_eq!(check(&folder).code, 0);
    assert_eq!(run(&folder, &["check", "--no-baseline"]).code, 1);
    assert_eq!(run(&folder, &["check", "posts", "--baseline", "sub/factlint-baseline.json"]).code, 1);
    assert_eq!(run(&folder, &["check", "--baseline", "none.json"]).code, 2);
    assert_eq!(run(&folder, &["check", "--baseline", "none.json", "--no-baseline"]).code, 2);
    let elsewhere = run(&folder, &["baseline", "posts", "--baseline", "ci/put-off.json"]);
    assert_eq!(elsewhere.code, 2, "there is no such folder: {elsewhere:#?}");
    folder.write("ci/readme.txt", b"");
    assert_eq!(run(&folder, &["baseline", "posts", "--baseline", "ci/put-off.json"]).code, 0);
    assert!(folder.read("ci/put-off.json").contains("\"file\":\"../posts/a.md\""));
    assert_eq!(run(&folder, &["check", "posts", "--baseline", "ci/put-off.json"]).code, 0);
}

#[test]
fn a_baseline_that_cannot_be_used_is_told_at_its_place_and_left_as_it_is() {
    let folder = blog();
    let text = folder.read("factlint-baseline.json");
    for (broken, words) in [
        (text.replacen("  \"findings\"", "<<<<<<< ours\n  \"findings\"", 1), "a merge left its marks"),
        (text[..text.len() / 2].to_owned(), "cannot be read"),
        (text.replacen("baseline/1", "baseline/9", 1), "the schema `baseline/9` is not known"),
        (text.replacen("\"rule\"", "\"rul\"", 1), "unknown field `rul`"),
        (String::new(), "cannot be read"),
        ("[]".to_owned(), "cannot be read"),
    ] {
        folder.write("factlint-baseline.json", broken.as_bytes());
        for arguments in [&["check"][..], &["check", "--fix"], &["baseline"], &["baseline", "--prune"]] {
            let run = run(&folder, arguments);
            assert_eq!(run.code, 2, "{arguments:?} {run:#?}");
            assert!(run.errors.contains(words), "{words}: {run:#?}");
            assert_eq!(folder.read("factlint-baseline.json"), broken, "{arguments:?}");
        }
        assert_eq!(run(&folder, &["check", "--no-baseline"]).code, 1);
    }
    folder.write("factlint-baseline.json", b"\xC4\xA3");
    assert_eq!(check(&folder).code, 2);
    // Both sides of a merge, one entry twice.
    let twice = text.replacen(
        "    {",
        &format!("    {},\n    {{", text.lines().nth(3).unwrap().trim().trim_end_matches(',')),
        1,
    );
    folder.write("factlint-baseline.json", twice.as_bytes());
    assert_eq!(check(&folder).code, 0);
    assert_eq!(run(&folder, &["baseline", "--prune"]).code, 0);
    assert_eq!(folder.read("factlint-baseline.json"), text);
    assert_eq!(run(&Folder::new(&[("a.md", b"# A\n")]), &["baseline", "--prune"]).code, 2, "nothing to prune");
}

#[test]
fn what_is_put_off_is_not_fixed_and_stays_visible_to_programs() {
    let folder = blog();
    let before = folder.read("posts/a.md");
    let fixed = run(&folder, &["check", "--fix", "--unsafe-fixes"]);
    assert_eq!((fixed.code, folder.read("posts/a.md") == before), (0, true), "{fixed:#?}");
    let silent = format!("\n<!-- factlint-disable-next-line claim/* -- 引用，至 2030-01-01 -->\n{WRONG}");
    folder.write("posts/a.md", format!("{before}{silent}").as_bytes());
    let json = run(&folder, &["check", "--format", "json"]).json();
    assert_eq!(json["summary"]["suppressed"], serde_json::json!({"comment": 1, "baseline": 4}));
    assert_eq!(json["diagnostics"], serde_json::json!([]));
    let kinds: Vec<&str> =
        json["suppressed"].as_array().unwrap().iter().map(|one| one["suppression"]["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "baseline").count(), 4);
    let one =
        json["suppressed"].as_array().unwrap().iter().find(|one| one["suppression"]["kind"] == "comment").unwrap();
    assert_eq!(one["suppression"]["reason"], "引用");
    assert_eq!(one["suppression"]["until"], "2030-01-01");
    assert_eq!(one["suppression"]["span"]["start"]["line"], 9);
    let mut prints: Vec<&str> =
        json["suppressed"].as_array().unwrap().iter().map(|one| one["fingerprint"].as_str().unwrap()).collect();
    prints.sort_unstable();
    prints.dedup();
    assert_eq!(prints.len(), 5, "no two findings share a fingerprint");
}

#[test]
fn standard_input_has_the_baseline_of_its_name() {
    let folder = blog();
    let text = folder.read("posts/a.md");
    let arguments = ["check", "-", "--stdin-filename", "posts/a.md", "--today", "2024-06-01"];
    assert_eq!(folder.run_with_input(&arguments, text.as_bytes()).code, 0);
    assert_eq!(folder.run_with_input(&arguments, "# 一\n".as_bytes()).code, 0, "an editor's text proves nothing stale");
    assert_eq!(folder.run_with_input(&arguments, format!("{text}\n{WRONG}").as_bytes()).code, 1);
    assert_eq!(folder.run_with_input(&["check", "-", "--today", "2024-06-01"], text.as_bytes()).code, 1);
}
