//! Prints how the time of each pass grows with the length of a text: linear, or the name of the text. A benchmark, not a
//! test.
//!
//! `cargo bench --bench growth` repeats every piece that the fuzzer's mutator knows, every case of the fixtures, and a few
//! shapes, to 64, 128 and 256 kB; reads, checks, shows and fixes them; and lists what grew faster than linearly, the worst
//! first. `-- WORDS` takes only texts whose name has those words, and prints all of their times.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark prints; times are shown in thousandths"
)]

#[path = "../fuzz/src/mutation.rs"]
#[expect(
    dead_code,
    unreachable_pub,
    reason = "it is a module of another crate, and its pieces are all that is used here"
)]
mod mutation;
#[path = "growth/texts.rs"]
mod texts;

use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use factlint::check::{FileReport, Summary, check_and_cover_document};
use factlint::diagnostic::Applicability;
use factlint::document;
use factlint::extract::{claims_from_document, from_document};
use factlint::fix::fix;
use factlint::reference::ReferenceTables;
use factlint::render::{Format, Style, render};
use factlint::settings::{Level, RuleSettings, Settings};
use factlint::text::SourceFile;
use texts::Text;

/// Bytes of the texts, each twice the one before.
const SIZES: [usize; 3] = [64_000, 128_000, 256_000];

/// What is slower than this at some size is not measured at the next one.
const PATIENCE: Duration = Duration::from_secs(2);

/// Times below this are noise.
const LEAST: Duration = Duration::from_millis(8);

/// The exponent from which on growth counts as faster than linear: twice the text takes 2.6 times as long.
const LINEAR: f64 = 1.4;

/// A part of the work.
type Pass = (&'static str, fn(&Arc<SourceFile>, &Settings));

const PASSES: [Pass; 5] = [
    ("parse", |file, _| drop(document::parse(file))),
    ("check", |file, settings| drop(check_and_cover_document(file, settings, ReferenceTables::embedded()))),
    ("extract", |file, _| {
        from_document(file, ReferenceTables::embedded(), None);
        claims_from_document(file, ReferenceTables::embedded());
    }),
    ("show", |file, settings| {
        let report = [check(file, settings)];
        let mut summary = Summary::new(today());
        summary.add(&report[0]);
        for format in Format::ALL {
            render(format, Style::default(), &report, &summary);
        }
    }),
    ("fix", |file, settings| drop(fix(file, Applicability::Unsafe, |file| check(file, settings)))),
];

fn main() {
    // Cargo hands `--bench` on.
    let words: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let settings = every_rule();
    let mut found: Vec<(f64, String)> = Vec::new();
    let (mut n_texts, mut n_measured) = (0, 0);
    for text in texts::all() {
        if !words.iter().all(|word| text.name.contains(word.as_str())) {
            continue;
        }
        n_texts += 1;
        for (pass, run) in PASSES {
            let times = measure(&text, |file| run(file, &settings));
            n_measured += 1;
            let shown: Vec<String> = times.iter().map(|time| format!("{:.1}", time.as_secs_f64() * 1e3)).collect();
            let line = format!("{pass} {:?}: {} ms", text.name, shown.join(" "));
            if !words.is_empty() {
                println!("{line}");
            }
            if let Some(exponent) = exponent(&times).filter(|exponent| LINEAR < *exponent) {
                found.push((exponent, line));
            }
        }
    }
    found.sort_by(|left, right| right.0.total_cmp(&left.0));
    println!("{n_texts} texts, {n_measured} measurements, {} faster than linear", found.len());
    for (exponent, line) in found {
        println!("  {exponent:.2}  {line}");
    }
}

/// Runs a pass on a text of each size; the better of two runs counts.
fn measure(text: &Text, run: impl Fn(&Arc<SourceFile>)) -> Vec<Duration> {
    let mut times = Vec::new();
    for size in SIZES {
        let file = Arc::new(SourceFile::new("2024-05-09-post.md", text.of_size(size)));
        let time = (0..2).map(|_| time(|| run(&file))).min().unwrap_or_default();
        times.push(time);
        if PATIENCE < time {
            break;
        }
    }
    times
}

fn time(run: impl Fn()) -> Duration {
    let (wall, cpu) = (Instant::now(), cpu_time());
    run();
    cpu_time().zip(cpu).map_or_else(|| wall.elapsed(), |(end, start)| end.saturating_sub(start))
}

/// Returns the power of the length by which the time grew from the last size but one to the last.
fn exponent(times: &[Duration]) -> Option<f64> {
    let [.., shorter, longer] = times else { return (!times.is_empty()).then_some(f64::INFINITY) };
    let is_noise = *longer < LEAST || shorter.is_zero();
    (!is_noise).then(|| (longer.as_secs_f64() / shorter.as_secs_f64()).log2())
}

fn check(file: &Arc<SourceFile>, settings: &Settings) -> FileReport {
    check_and_cover_document(file, settings, ReferenceTables::embedded())
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 6, 1).expect("a day")
}

fn every_rule() -> Settings {
    let mut settings = Settings::new(today());
    for meta in factlint::rules::metas().into_iter().filter(|meta| meta.level.is_none()) {
        let level = Some(Level::At(factlint::diagnostic::Severity::Warning));
        settings.rules.insert(meta.id.to_owned(), RuleSettings { level, ..RuleSettings::default() });
    }
    settings
}

/// Returns the CPU time of this thread, where the system tells (Linux).
fn cpu_time() -> Option<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(Duration::from_nanos(text.split_whitespace().next()?.parse().ok()?))
}
