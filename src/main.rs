//! The `factlint` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    factlint::cli::main()
}
