//! `action.yml`, run as GitHub runs a composite action: its conditions and expressions, its steps in order, each in a shell
//! of its own with the environment that it names, and outputs and the `PATH` handed on by files.
//!
//! What other actions do (the cache, the upload) is noted, not done, and the program is there already, as if kept. The
//! syntax is also checked by `tools/lint_packaging.sh`, with the schema that editors use.

#![expect(clippy::disallowed_methods, reason = "the test reads one file of the project, and runs its scripts")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_yaml::Value;

use crate::cli::Folder;
use crate::support::root;

/// What a run of the action came to.
#[derive(Debug)]
struct Ended {
    is_success: bool,
    log: String,
    outputs: BTreeMap<String, String>,
    // Other actions, with their inputs.
    used: Vec<(String, BTreeMap<String, String>)>,
    // Names of the steps that ran.
    steps: Vec<String>,
}

/// What expressions can speak of.
#[derive(Debug, Default)]
struct Context {
    values: BTreeMap<String, String>,
}

impl Context {
    /// Puts values in the place of `${{ … }}`.
    fn fill(&self, text: &str) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${{") {
            let (expression, after) = after.split_once("}}").expect("every expression ends");
            filled.push_str(before);
            filled.push_str(&self.value(expression.trim()));
            rest = after;
        }
        filled + rest
    }

    /// Returns the value of a context such as `inputs.paths`; what has none is empty, as on GitHub.
    fn value(&self, name: &str) -> String {
        let known = ["inputs.", "steps.", "github.action_path", "runner.os", "runner.arch", "runner.temp"];
        assert!(known.iter().any(|known| name.starts_with(known)), "`{name}`: the test knows no such expression");
        self.values.get(name).cloned().unwrap_or_default()
    }

    /// Returns whether a condition holds.
    fn holds(&self, condition: &str) -> bool {
        let condition = condition.trim().trim_start_matches("${{").trim_end_matches("}}").trim();
        match (condition.split_once("=="), condition.split_once("!=")) {
            (Some((name, value)), _) => self.value(name.trim()) == value.trim().trim_matches('\''),
            (_, Some((name, value))) => self.value(name.trim()) != value.trim().trim_matches('\''),
            _ => panic!("`{condition}`: the test knows no such condition"),
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => panic!("{other:?} is no text"),
    }
}

/// Returns the keys and the texts of a mapping.
fn texts(value: &Value) -> BTreeMap<String, String> {
    value.as_mapping().into_iter().flatten().map(|(key, value)| (text(key), text(value))).collect()
}

/// Runs the action in a folder.
fn run(folder: &Folder, inputs: &[(&str, &str)]) -> Ended {
    let action: Value = serde_yaml::from_str(&fs::read_to_string(root().join("action.yml")).unwrap()).unwrap();
    let temp = tempfile::tempdir().unwrap();
    let bin = temp.path().join("factlint-install/bin");
    fs::create_dir_all(&bin).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_factlint"), bin.join("factlint")).unwrap();
    let mut context = Context::default();
    let mut set = |name: &str, value: &str| context.values.insert(name.to_owned(), value.to_owned());
    set("github.action_path", root().to_str().unwrap());
    set("runner.temp", temp.path().to_str().unwrap());
    set("runner.os", "Linux");
    set("runner.arch", "X64");
    for (name, input) in action["inputs"].as_mapping().unwrap() {
        set(&format!("inputs.{}", text(name)), &text(&input["default"]));
    }
    for (name, value) in inputs {
        let known = set(&format!("inputs.{name}"), value);
        assert!(known.is_some(), "there is no input `{name}`");
    }
    let mut path = std::env::var("PATH").unwrap_or_default();
    let mut ended =
        Ended { is_success: true, log: String::new(), outputs: BTreeMap::new(), used: Vec::new(), steps: Vec::new() };
    assert_eq!(text(&action["runs"]["using"]), "composite");
    for step in action["runs"]["steps"].as_sequence().unwrap() {
        let keys = step.as_mapping().unwrap().keys().map(text).collect::<Vec<_>>();
        let known = ["name", "id", "if", "shell", "env", "run", "uses", "with", "working-directory"];
        assert!(keys.iter().all(|key| known.contains(&key.as_str())), "{keys:?}");
        // A step runs only where none before it has failed.
        let condition = step.get("if").map(text);
        if !ended.is_success || condition.is_some_and(|condition| !context.holds(&condition)) {
            continue;
        }
        ended.steps.push(text(&step["name"]));
        let filled = |key: &str| -> BTreeMap<String, String> {
            let values = step.get(key).map(texts).unwrap_or_default();
            values.into_iter().map(|(name, value)| (name, context.fill(&value))).collect()
        };
        if let Some(action) = step.get("uses") {
            ended.used.push((text(action), filled("with")));
            continue;
        }
        // What GitHub does for `shell: bash`.
        assert_eq!(text(&step["shell"]), "bash", "a composite action names the shell of each step");
        let files = tempfile::tempdir().unwrap();
        let [script, outputs, paths] = ["script", "outputs", "paths"].map(|name| files.path().join(name));
        fs::write(&script, context.fill(&text(&step["run"]))).unwrap();
        fs::write(&outputs, "").unwrap();
        fs::write(&paths, "").unwrap();
        let place = step.get("working-directory").map(|place| context.fill(&text(place))).unwrap_or_default();
        let mut command = Command::new("bash");
        command.args(["--noprofile", "--norc", "-eo", "pipefail"]).arg(&script).env_clear().env("PATH", &path);
        command.env("HOME", temp.path()).env("GITHUB_ACTIONS", "true").env("CI", "true").env("RUNNER_OS", "Linux");
        command.env("GITHUB_OUTPUT", &outputs).env("GITHUB_PATH", &paths).env("GITHUB_WORKSPACE", folder.path());
        let output = command.envs(filled("env")).current_dir(folder.path().join(place)).output().unwrap();
        ended.log.push_str(&String::from_utf8_lossy(&output.stdout));
        ended.log.push_str(&String::from_utf8_lossy(&output.stderr));
        ended.is_success = output.status.success();
        for line in fs::read_to_string(paths).unwrap().lines() {
            path = format!("{line}:{path}");
        }
        for line in fs::read_to_string(outputs).unwrap().lines() {
            let (name, value) = line.split_once('=').unwrap_or_else(|| panic!("`{line}` is no output"));
            context.values.insert(format!("steps.{}.outputs.{name}", text(&step["id"])), value.to_owned());
        }
    }
    for (name, output) in action["outputs"].as_mapping().unwrap() {
        ended.outputs.insert(text(name), context.fill(&text(&output["value"])));
    }
    ended
}

fn site() -> Folder {
    Folder::new(&[
        ("blog/posts/a post.md", "2024年5月13日（周三）\n".as_bytes()),
        ("blog/clean/b.md", b"words\n"),
        ("blog/facts.yaml", b"tabels: []\n"),
    ])
}

fn outputs(ended: &Ended) -> (bool, &str, &str) {
    (ended.is_success, ended.outputs["exit-code"].as_str(), ended.outputs["sarif"].as_str())
}

#[test]
fn a_job_fails_where_there_are_findings_and_passes_where_there_are_none() {
    let folder = site();
    let ended = run(&folder, &[("paths", "blog")]);
    assert_eq!(outputs(&ended), (false, "1", ""), "{ended:#?}");
    assert!(ended.log.contains(",file=blog/posts/a post.md,line=1,"), "{ended:#?}");
    assert_eq!(ended.steps, ["Name the source", "Find the kept binary", "Install factlint", "Check", "Result"]);
    let (action, with) = &ended.used[0];
    assert_eq!(action.split('@').next(), Some("actions/cache"));
    let key = with["key"].strip_prefix("factlint-Linux-X64-").unwrap();
    assert!(key.len() == 64 && with["path"].ends_with("/factlint-install"), "{with:?}");

    let ended = run(&folder, &[("paths", "clean"), ("working-directory", "blog")]);
    assert_eq!(outputs(&ended), (true, "0", ""), "{ended:#?}");
    let ended = run(&folder, &[("fail-on", "never"), ("format", "concise")]);
    assert_eq!(outputs(&ended), (true, "0", ""), "{ended:#?}");
    let ended = run(&folder, &[("paths", "blog/none.md\nblog")]);
    assert_eq!(outputs(&ended), (false, "2", ""), "{ended:#?}");
    let ended = run(&folder, &[("config", "facts.yaml"), ("working-directory", "blog")]);
    assert_eq!(outputs(&ended), (false, "2", ""), "{ended:#?}");
}

#[test]
fn findings_are_uploaded_before_the_job_fails() {
    let folder = site();
    let ended = run(&folder, &[("sarif", "true"), ("working-directory", "blog")]);
    assert_eq!(outputs(&ended), (false, "1", "blog/factlint.sarif"), "{ended:#?}");
    assert!(ended.log.contains("::error "), "the log has them too: {ended:#?}");
    let (action, with) = &ended.used[1];
    assert_eq!(action.split('@').next(), Some("github/codeql-action/upload-sarif"));
    assert_eq!(with["sarif_file"], "blog/factlint.sarif");
    let sarif: serde_json::Value = serde_json::from_str(&folder.read("blog/factlint.sarif")).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 1);

    let elsewhere = folder.path().join("out.sarif").to_str().unwrap().to_owned();
    let ended = run(&folder, &[("sarif", "true"), ("sarif-file", &elsewhere), ("paths", "blog/clean")]);
    assert_eq!(outputs(&ended), (true, "0", elsewhere.as_str()), "{ended:#?}");
}

#[test]
fn what_was_not_written_or_not_completed_is_not_uploaded() {
    let folder = site();
    for inputs in [[("sarif-file", "none/out.sarif"), ("paths", "blog")], [("sarif-file", "x"), ("paths", "none.md")]] {
        let ended = run(&folder, &[&inputs[..], &[("sarif", "true")]].concat());
        assert_eq!(outputs(&ended), (false, "2", ""), "{ended:#?}");
        assert_eq!(ended.used.len(), 1, "{ended:#?}");
    }
}

#[test]
fn a_version_that_is_none_is_refused_before_anything_is_installed() {
    let ended = run(&site(), &[("version", "0.1.0; touch pwned")]);
    assert!(!ended.is_success && ended.log.contains("the version is written as 0.1.0"), "{ended:#?}");
    assert_eq!(ended.steps, ["Install factlint"]);
}

/// A published version comes from the registry by its number, and is what the next steps find first.
#[test]
fn a_published_version_is_installed_by_its_number() {
    let folder = Folder::new(&[]);
    let bin = folder.path().join("bin");
    // Stands for Python: makes an environment whose own Python stands for pip.
    let python = "#!/usr/bin/env bash\nmkdir -p \"$3/bin\"\nprintf '#!/usr/bin/env bash\\necho \"$@\" >> \"%s/asked\"\\n\
        printf \"#!/bin/sh\\\\necho factlint 9.9.9\\\\n\" > \"$(dirname \"$0\")/factlint\"\\n\
        chmod +x \"$(dirname \"$0\")/factlint\"\\n' \"$TEST_FOLDER\" > \"$3/bin/python\"\nchmod +x \"$3/bin/python\"\n";
    folder.write("bin/python3", python.as_bytes());
    executable(&bin.join("python3"));
    folder.write("paths", b"");
    let mut command = Command::new("bash");
    command.arg(root().join("tools/action/install.sh")).current_dir(folder.path());
    command.env("PATH", format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default()));
    command.env("TEST_FOLDER", folder.path()).env("FACTLINT_ROOT", folder.path().join("root"));
    command
        .env("FACTLINT_SOURCE", root())
        .env("INPUT_VERSION", "0.1.0")
        .env("GITHUB_PATH", folder.path().join("paths"));
    let output = command.output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "factlint 9.9.9\n", "{output:?}");
    assert!(folder.read("asked").ends_with(" factlint==0.1.0\n"), "{}", folder.read("asked"));
    assert_eq!(folder.read("paths"), format!("{}\n", folder.path().join("root/bin").display()));
}

fn executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}
