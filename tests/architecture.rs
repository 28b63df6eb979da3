//! The layers of `ARCHITECTURE.md`: a module uses only modules above its own row.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Lowest first.
const LAYERS: [&str; 25] = [
    "text",
    "message",
    "diagnostic",
    "settings",
    "data",
    "catalogue",
    "document",
    "language",
    "temporal",
    "quantity",
    "reference",
    "claim",
    "extract",
    "relation",
    "verify",
    "suppress",
    "rules",
    "config",
    "check",
    "fix",
    "render",
    "explain",
    "workspace",
    "cli",
    "main",
];

/// Modules that stand outside the layers: data that ships in the binary.
const OUTSIDE: [&str; 1] = ["embedded"];

#[test]
fn modules_use_only_lower_layers() {
    let mut faults = Vec::new();
    for (module, file) in source_files() {
        let Some(own) = LAYERS.iter().position(|layer| *layer == module) else {
            if module != "lib" {
                faults.push(format!("{}: module `{module}` has no layer", file.display()));
            }
            continue;
        };
        let text = std::fs::read_to_string(&file).unwrap();
        for used in used_modules(&text) {
            if OUTSIDE.contains(&used.as_str()) {
                continue;
            }
            match LAYERS.iter().position(|layer| *layer == used) {
                Some(other) if other <= own => {}
                Some(_) => faults.push(format!("{}: `{module}` uses `{used}` above it", file.display())),
                None => faults.push(format!("{}: `{used}` has no layer", file.display())),
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn only_one_module_imports_each_fast_moving_crate() {
    let allowed = [
        ("miette", "src/render/pretty"),
        ("granit_parser", "src/data/yaml"),
        ("pulldown_cmark", "src/document/"),
        ("jsonschema", "src/settings/json_schema"),
        ("gix", "src/workspace/git"),
    ];
    for (name, place) in allowed {
        for (_, file) in source_files() {
            let text = std::fs::read_to_string(&file).unwrap();
            let path = file.to_string_lossy().replace('\\', "/");
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            let uses = code.into_iter().any(|line| line.contains(&format!("{name}::")));
            assert!(!uses || path.contains(place), "{path} uses {name}; only {place} may");
        }
    }
}

/// Returns each source file with the top-level module that it belongs to.
fn source_files() -> Vec<(String, PathBuf)> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![source.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let first = path.strip_prefix(&source).unwrap().components().next().unwrap();
                let module = first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
                files.push((module, path));
            }
        }
    }
    assert!(files.len() > 20, "the walk must see the sources");
    files
}

/// Returns the top-level modules that a file names after `crate::` or `factlint::`, comments and tests apart.
fn used_modules(text: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
        for prefix in ["crate::", "factlint::"] {
            for (at, _) in line.match_indices(prefix) {
                let before = line[..at].chars().next_back();
                if before.is_some_and(|character| character.is_alphanumeric() || character == '_') {
                    continue;
                }
                let name: String = line[at + prefix.len()..]
                    .chars()
                    .take_while(|character| character.is_ascii_lowercase() || *character == '_')
                    .collect();
                if !name.is_empty() {
                    used.insert(name);
                }
            }
        }
    }
    used
}
