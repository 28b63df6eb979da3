//! Embeds every file under `lints/`, and the tree of each: a new data file needs no Rust edit.
//!
//! The YAML is read here, once, by the very modules that read a user's tables, so that the program need not read it each
//! time it starts. A file that is not YAML fails the build at its place; what the tables say is checked by the tests.

#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    reason = "a build script reads and writes files, and fails loudly"
)]

#[path = "src/data/at_build.rs"]
#[expect(dead_code, unreachable_pub, reason = "the program uses what is left")]
mod data;
#[path = "src/text/mod.rs"]
#[expect(dead_code, unused_imports, unreachable_pub, reason = "the program uses what is left")]
mod text;

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let lints = root.join("lints");
    println!("cargo::rustc-env=FACTLINT_BUILD={:016x}", identity(&root)?);
    let mut files = Vec::new();
    collect(&lints, &mut files)?;
    files.sort();
    let mut texts = String::from(
        "/// Every file under `lints/`, as (path below `lints/`, text), sorted by path.\npub static FILES: &[(&str, &str)] = &[\n",
    );
    let mut trees = String::from(
        "/// The trees of `FILES` and their texts, in the same order, as `data::embedded` reads them.\npub(crate) static TREES: &[(&[u8], &str)] = &[\n",
    );
    for (index, file) in files.iter().enumerate() {
        let name = file.strip_prefix(&lints).expect("collected below lints").to_string_lossy().replace('\\', "/");
        let (tree, tree_texts) = (out.join(format!("{index}.tree")), out.join(format!("{index}.texts")));
        let encoded = encoded_tree(&name, &fs::read_to_string(file)?);
        fs::write(&tree, encoded.0)?;
        fs::write(&tree_texts, encoded.1)?;
        writeln!(texts, "    ({name:?}, include_str!({:?})),", file.to_string_lossy()).expect("a String takes all");
        let (tree, tree_texts) = (tree.to_string_lossy(), tree_texts.to_string_lossy());
        writeln!(trees, "    (include_bytes!({tree:?}), include_str!({tree_texts:?})),").expect("a String takes all");
    }
    fs::write(out.join("embedded.rs"), format!("{texts}];\n{trees}];\n"))
}

/// Returns a hash of everything that this build is made of: a cache must not outlive what filled it.
fn identity(root: &Path) -> io::Result<u64> {
    let mut hasher = DefaultHasher::new();
    let mut paths: Vec<PathBuf> =
        ["Cargo.toml", "Cargo.lock", "build.rs", "lints", "src"].map(|name| root.join(name)).into();
    while let Some(path) = paths.pop() {
        println!("cargo::rerun-if-changed={}", path.display());
        if path.is_dir() {
            let mut entries = fs::read_dir(&path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
            entries.sort();
            paths.extend(entries);
        } else if path.exists() {
            path.strip_prefix(root).unwrap_or(&path).hash(&mut hasher);
            fs::read(&path)?.hash(&mut hasher);
        }
    }
    for name in ["TARGET", "PROFILE"] {
        env::var_os(name).hash(&mut hasher);
    }
    Ok(hasher.finish())
}

/// Reads a file's YAML.
fn encoded_tree(name: &str, text: &str) -> (Vec<u8>, String) {
    let tree = data::parse(text, text::range(0, text.len()));
    if let Some(problem) = tree.problems.first() {
        let place = text::SourceFile::new(name, text).position(problem.range.start());
        panic!("lints/{name}:{}:{}: {:?}", place.line, place.column, problem.kind);
    }
    data::encode(&tree.root.unwrap_or_else(|| panic!("lints/{name} is empty")))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        }
    }
    Ok(())
}
