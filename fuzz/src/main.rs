//! Feeds targets with mutated seeds on stable Rust: `cargo run --release --bin drive -- INPUTS [TARGET …] [--seed N]`.
//!
//! What breaks a promise is written to `artifacts/TARGET/`, and a second run with the same numbers breaks it again.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program that says what it found")]

use std::panic::catch_unwind;
use std::path::Path;
use std::process::ExitCode;

use factlint_fuzz::mutation::Mutator;
use factlint_fuzz::seeds;
use factlint_fuzz::targets::TARGETS;

fn main() -> ExitCode {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut seed = 1;
    if let Some(at) = arguments.iter().position(|argument| argument == "--seed") {
        let given = arguments.drain(at..arguments.len().min(at + 2)).nth(1);
        seed = given.and_then(|given| given.parse().ok()).unwrap_or(1);
    }
    let Some(n_inputs) = arguments.first().and_then(|first| first.parse::<u64>().ok()) else {
        eprintln!("usage: drive INPUTS [TARGET ...] [--seed N]");
        return ExitCode::from(2);
    };
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut n_broken = 0;
    for target in TARGETS {
        if 1 < arguments.len() && arguments[1..].iter().all(|name| name != target.name) {
            continue;
        }
        let seeds = seeds::of_kind(target.kind, &here.join(".."));
        let mut mutator = Mutator::new(seed);
        let mut n_broken_here = 0;
        for index in 0..n_inputs {
            let text = mutator.mutate(&seeds);
            if catch_unwind(|| (target.run)(text.as_bytes())).is_err() {
                let folder = here.join("artifacts").join(target.name);
                let path = folder.join(format!("drive-{seed}-{index}"));
                let written = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(&path, &text));
                println!("{}: broken by {} ({written:?})", target.name, path.display());
                n_broken_here += 1;
            }
        }
        println!("{}: {} seeds, {n_inputs} inputs, {n_broken_here} broken", target.name, seeds.len());
        n_broken += n_broken_here;
    }
    if n_broken == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
