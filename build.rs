//! Embeds every file under `lints/`: a new data file needs no Rust edit.

#![expect(clippy::disallowed_methods, reason = "a build script reads and writes files")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let lints = root.join("lints");
    println!("cargo::rerun-if-changed=lints");
    let mut files = Vec::new();
    collect(&lints, &mut files)?;
    files.sort();
    let mut source = String::from(
        "/// Every file under `lints/`, as (path below `lints/`, text), sorted by path.\npub static FILES: &[(&str, &str)] = &[\n",
    );
    for file in &files {
        let name = file.strip_prefix(&lints).expect("collected below lints").to_string_lossy().replace('\\', "/");
        println!("cargo::rerun-if-changed=lints/{name}");
        writeln!(source, "    ({name:?}, include_str!({:?})),", file.to_string_lossy()).expect("a String takes all");
    }
    source.push_str("];\n");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("embedded.rs"), source)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
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
