//! Tries to make `factlint check --fix` tear a file or lose what somebody saves.
//!
//! `cargo run --example sweep -- [KILLS [SAVES]]` kills so many runs while they write, by three signals and later and
//! later, and saves so many files while runs are at work on them, in three ways. It takes the program that was built with
//! the same profile, prints what happened, and fails where a file was neither whole as it was nor whole as it should
//! become, where something was left behind, or where a save was lost. `tests/writes.rs` does a little of both.

#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a program for people runs another and prints")]
#![expect(clippy::unwrap_used, reason = "it fails where it cannot make its files")]

mod kill;
mod posts;
mod save;

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let numbers: Vec<u32> = std::env::args().skip(1).map(|argument| argument.parse().unwrap()).collect();
    let number = |index: usize| numbers.get(index).copied().unwrap_or(500);
    // Examples stand in a folder beside the program.
    let own = std::env::current_exe().unwrap();
    let program: PathBuf = own.ancestors().nth(2).unwrap().join(format!("factlint{}", std::env::consts::EXE_SUFFIX));
    let kills = kill::sweep(&program, number(0));
    println!("{kills}");
    let saves = save::sweep(&program, number(1));
    println!("{saves}");
    if kills.is_good() && saves.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
