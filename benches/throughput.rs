//! Prints how fast a whole check is, and how long the program takes to start. A benchmark, not a test.
//!
//! `cargo bench` checks 100 MB made of the sample documents, every rule on, on one thread, and prints MB per second of
//! CPU time. `FACTLINT_BENCH_CORPUS=FOLDER` takes the Markdown files of a folder instead.

#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark reads files, starts the program and prints"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use factlint::check::check_document;
use factlint::reference::ReferenceTables;
use factlint::settings::Settings;
use factlint::text::SourceFile;

/// Bytes of Markdown to check.
const VOLUME: usize = 100_000_000;

fn main() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let folder =
        std::env::var_os("FACTLINT_BENCH_CORPUS").map_or_else(|| root.join("fixtures/documents"), PathBuf::from);
    let mut files = Vec::new();
    collect(&folder, &mut files);
    files.sort();
    let texts: Vec<(String, String)> = files
        .iter()
        .filter_map(|path| Some((path.to_string_lossy().into_owned(), std::fs::read_to_string(path).ok()?)))
        .collect();
    let volume: usize = texts.iter().map(|(_, text)| text.len()).sum();
    assert!(0 < volume, "no Markdown in {}", folder.display());
    println!("{} documents, {:.1} MB, repeated to {} MB", texts.len(), megabytes(volume), VOLUME / 1_000_000);

    let settings = Settings::new(chrono::NaiveDate::from_ymd_opt(2024, 6, 1).expect("a date"));
    let tables = ReferenceTables::embedded();
    let rounds = VOLUME.div_ceil(volume);
    let (wall, cpu) = (Instant::now(), cpu_time());
    let mut findings = 0;
    for _ in 0..rounds {
        for (path, text) in &texts {
            let file = Arc::new(SourceFile::new(path.clone(), text.clone()));
            findings += check_document(&file, &settings, tables).diagnostics.len();
        }
    }
    let total = megabytes(volume * rounds);
    let (wall, cpu) = (wall.elapsed(), cpu_time().zip(cpu).map(|(end, start)| end - start));
    println!("checked {total:.0} MB, {findings} findings");
    println!("one thread: {:.1} MB/s of wall time", total / wall.as_secs_f64());
    if let Some(cpu) = cpu {
        println!("one thread: {:.1} MB/s of CPU time", total / cpu.as_secs_f64());
    }
    start_up();
}

fn start_up() {
    let folder = std::env::temp_dir().join(format!("factlint-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
    let file = folder.join("one-line.md");
    std::fs::write(&file, "GPT-3拥有1750亿参数。\n").expect("the temporary folder can be written");
    let mut times: Vec<Duration> = (0..30)
        .map(|_| {
            let start = Instant::now();
            let output = Command::new(env!("CARGO_BIN_EXE_factlint"))
                .arg("check")
                .arg(&file)
                .output()
                .expect("the program starts");
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            start.elapsed()
        })
        .collect();
    times.sort();
    println!(
        "one-line file, whole program: {:.1} ms (median of 30), {:.1} ms (best)",
        milliseconds(times[15]),
        milliseconds(times[0])
    );
    let _ = std::fs::remove_dir_all(&folder);
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
}

/// Returns the CPU time of this thread, where the system tells (Linux).
fn cpu_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split_whitespace().next()?.parse().ok()?))
}

#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
