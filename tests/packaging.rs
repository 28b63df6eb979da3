//! What comes with the program for other tools: hooks, the action, the image, completions, manual pages.
//!
//! `tools/test_wheel.sh` and `tools/test_pre_commit.sh` run what needs Python and a package registry.

use std::collections::BTreeSet;
use std::fs;

use crate::cli::Folder;
use crate::support::{factlint, root};

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Returns the values of a key, wherever it stands in a YAML file of simple lines.
fn values(text: &str, key: &str) -> Vec<String> {
    let key = format!("{key}: ");
    let of = |line: &str| Some(line.trim_start().trim_start_matches("- ").strip_prefix(&key)?.to_owned());
    text.lines().filter_map(of).collect()
}

#[test]
fn every_hook_runs_a_command_that_there_is() {
    let hooks = text(".pre-commit-hooks.yaml");
    let ids = values(&hooks, "id");
    assert_eq!(ids, ["factlint", "factlint-fix", "factlint-rust", "factlint-system"]);
    for entry in values(&hooks, "entry") {
        let arguments: Vec<&str> = entry.strip_prefix("factlint ").unwrap().split(' ').collect();
        let output = factlint(&[arguments.as_slice(), &["--today", "2024-06-10", "/nowhere/a.md"]].concat());
        assert!(output.code == Some(2) && output.stderr.contains("does not exist"), "{entry}: {output:?}");
    }
    for key in ["files", "types", "require_serial", "minimum_pre_commit_version", "language", "description"] {
        assert_eq!(values(&hooks, key).len(), ids.len(), "each hook has `{key}`");
    }
    let page = text("docs/hooks.md");
    assert!(ids.iter().all(|id| page.contains(&format!("`{id}`"))), "docs/hooks.md names each hook");
}

#[test]
fn no_input_of_the_action_is_pasted_into_a_script() {
    let action = text("action.yml");
    for script in values(&action, "run") {
        assert!(script != "|" && !script.contains("${{"), "`{script}`: pass it through `env`");
    }
    // Every input reaches a step, and every script that is named is there.
    let inputs = action.split("\noutputs:").next().unwrap();
    for line in inputs.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   ") && line.ends_with(':'))
    {
        let input = line.trim().trim_end_matches(':');
        assert!(action.contains(&format!("inputs.{input} ")), "nothing uses `{input}`");
    }
    let scripts: BTreeSet<&str> = action.split('"').filter_map(|part| part.strip_prefix("$FACTLINT_SOURCE/")).collect();
    assert_eq!(scripts.len(), 3);
    for script in scripts {
        assert!(root().join(script).is_file(), "{script}");
    }
}

#[cfg(unix)]
mod scripts {
    use super::*;
    use std::path::Path;
    use std::process::Command;

    /// Runs the script that checks, as the action does; returns what it printed, and its outputs.
    fn check(folder: &Folder, environment: &[(&str, &str)]) -> (String, String) {
        let program = Path::new(env!("CARGO_BIN_EXE_factlint")).parent().unwrap();
        let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
        let outputs = folder.path().join("outputs");
        fs::write(&outputs, "").unwrap();
        let mut command = Command::new("bash");
        command.arg(root().join("tools/action/check.sh")).current_dir(folder.path()).env("PATH", path);
        command.env("GITHUB_OUTPUT", &outputs).env("FACTLINT_NO_CACHE", "1").env("INPUT_FORMAT", "concise");
        let output = command.envs(environment.iter().copied()).output().unwrap();
        assert!(output.status.success(), "the script itself never fails");
        (String::from_utf8(output.stdout).unwrap(), fs::read_to_string(outputs).unwrap())
    }

    fn posts() -> Folder {
        Folder::new(&[
            ("posts/a post.md", "2024年5月13日（周三）\n".as_bytes()),
            ("clean/b.md", b"words\n"),
            ("--help.md", b"words\n"),
        ])
    }

    #[test]
    fn the_action_says_how_the_check_ended() {
        let folder = posts();
        let (printed, outputs) = check(&folder, &[("INPUT_PATHS", "clean\n  posts/a post.md  \n\n")]);
        assert!(printed.starts_with("posts/a post.md:1:12: error[date/wrong-weekday]"), "{printed}");
        assert_eq!(outputs, "exit-code=1\nsarif=\n");
        assert_eq!(check(&folder, &[("INPUT_PATHS", "clean")]).1, "exit-code=0\nsarif=\n");
        assert_eq!(check(&folder, &[("INPUT_FAIL_ON", "never")]).1, "exit-code=0\nsarif=\n");
        assert_eq!(check(&folder, &[("INPUT_PATHS", "none")]).1, "exit-code=2\nsarif=\n");
        assert_eq!(
            check(&folder, &[("INPUT_PATHS", "--help.md")]),
            (String::new(), "exit-code=0\nsarif=\n".to_owned())
        );
    }

    #[test]
    fn no_input_of_the_action_is_run() {
        let folder = posts();
        let hostile = "clean; touch pwned\n$(touch pwned)\n`touch pwned`\n--config=/etc/passwd";
        for name in ["INPUT_PATHS", "INPUT_CONFIG", "INPUT_FAIL_ON", "INPUT_FORMAT"] {
            assert_eq!(check(&folder, &[(name, hostile)]).1, "exit-code=2\nsarif=\n", "{name}");
        }
        let file = "a\nexit-code=0";
        check(&folder, &[("INPUT_SARIF", "true"), ("INPUT_SARIF_FILE", file)]);
        assert!(!folder.path().join("pwned").exists());
    }

    #[test]
    fn sarif_is_written_where_it_is_asked_for() {
        // Said only by a program that can write it.
        if !factlint(&["check", "--help"]).stdout.contains("sarif") {
            return;
        }
        let folder = posts();
        let (_, outputs) = check(&folder, &[("INPUT_SARIF", "true"), ("INPUT_SARIF_FILE", "out.sarif")]);
        assert_eq!(outputs, "exit-code=1\nsarif=./out.sarif\n");
        let sarif = fs::read_to_string(folder.path().join("out.sarif")).unwrap();
        assert!(serde_json::from_str::<serde_json::Value>(&sarif).is_ok_and(|sarif| sarif["version"] == "2.1.0"));
    }

    #[test]
    fn completions_complete() {
        let script = "source <(\"$FACTLINT\" completions bash); COMP_WORDS=(factlint \"$1\"); COMP_CWORD=1; \
            _factlint factlint \"$1\" factlint; printf '%s\\n' \"${COMPREPLY[@]}\"";
        let complete = |word: &str| {
            let mut command = Command::new("bash");
            command.args(["-c", script, "bash", word]).env("FACTLINT", env!("CARGO_BIN_EXE_factlint"));
            String::from_utf8(command.output().unwrap().stdout).unwrap()
        };
        assert_eq!(complete("ch"), "check\n");
        assert_eq!(complete("ex"), "explain\nextract\n");
    }
}

#[test]
fn every_shell_has_completions_for_every_command() {
    let commands = ["check", "init", "rules", "explain", "extract", "reference", "cache", "completions", "man"];
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = factlint(&["completions", shell]);
        assert_eq!(output.code, Some(0));
        for word in commands.iter().chain(&["--fail-on", "watch", "no-cache"]) {
            let word = if shell == "fish" { word.trim_start_matches('-') } else { word };
            assert!(output.stdout.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(factlint(&["completions", "tcsh"]).code, Some(2));
}

#[test]
fn every_command_has_a_manual_page() {
    let main = factlint(&["man"]);
    assert!(main.code == Some(0) && main.stdout.contains(".TH factlint 1"), "{}", main.stdout);
    for command in [&["check"][..], &["extract"], &["reference", "check"], &["cache", "clean"]] {
        let page = factlint(&[&["man"], command].concat());
        assert!(page.code == Some(0) && page.stdout.contains(&format!(".TH factlint-{} 1", command.join("-"))));
        assert!(page.stdout.contains("\n.SH OPTIONS\n"), "{}", page.stdout);
    }
    let check = factlint(&["man", "check"]).stdout;
    assert!(check.contains("Exit codes: 0") && check.contains("FACTLINT_NO_CACHE"), "{check}");
    let wrong = factlint(&["man", "chekc"]);
    assert!(wrong.code == Some(2) && wrong.stderr.contains("did you mean `check`?"), "{}", wrong.stderr);
}

#[test]
fn the_image_is_built_from_what_is_there_and_runs_as_nobody() {
    let dockerfile = text("Dockerfile");
    let ignored = text(".dockerignore");
    for line in dockerfile.lines().filter(|line| line.starts_with("COPY ") && !line.contains("--from")) {
        let parts: Vec<&str> = line.split(' ').collect();
        for source in &parts[1..parts.len() - 1] {
            assert!(root().join(source).exists(), "{line}");
            let is_sent =
                |rule: &str| rule == format!("!{source}") || (rule == "!LICENSE-*" && source.starts_with("LICENSE-"));
            assert!(ignored.lines().any(is_sent), "{source} is not in the context");
        }
    }
    // Whatever Cargo.toml names must be there, or it is not read.
    for path in values_of_toml(&text("Cargo.toml"), "path") {
        let folder = path.split('/').next().unwrap();
        assert!(dockerfile.contains(&format!("COPY {folder} {folder}")), "{path}");
    }
    let last = dockerfile.rsplit("\nFROM ").next().unwrap();
    assert!(last.contains("\nUSER 65532:65532\n") && !last.contains("RUN "), "{last}");
}

fn values_of_toml(text: &str, key: &str) -> Vec<String> {
    let key = format!("{key} = ");
    text.lines().filter_map(|line| line.strip_prefix(&key)).map(|value| value.trim_matches('"').to_owned()).collect()
}
