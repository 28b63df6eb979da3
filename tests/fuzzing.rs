//! The fuzz targets, each fed with a fixed number of mutated seeds: the same ones on every run.
//!
//! Longer runs are `fuzz/`'s: by coverage, or with more inputs and other numbers.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::support::root;
use mutation::Mutator;
use targets::TARGETS;

#[path = "../fuzz/src/mutation.rs"]
#[expect(unreachable_pub, reason = "it is a module of another crate as well")]
mod mutation;
#[path = "../fuzz/src/seeds.rs"]
#[expect(unreachable_pub, reason = "it is a module of another crate as well")]
mod seeds;
#[path = "../fuzz/src/targets/mod.rs"]
#[expect(unreachable_pub, dead_code, reason = "it is a module of another crate as well")]
mod targets;

/// Inputs a target.
const INPUTS: usize = 60;

#[test]
fn no_target_is_broken_by_mutated_fixtures() {
    let mut n_seeds = 0;
    for target in TARGETS {
        let seeds = seeds::of_kind(target.kind, &root());
        assert!(!seeds.is_empty(), "{} has seeds", target.name);
        n_seeds += seeds.len();
        let mut mutator = Mutator::new(1);
        for index in 0..INPUTS {
            let text = mutator.mutate(&seeds);
            let outcome = catch_unwind(AssertUnwindSafe(|| (target.run)(text.as_bytes())));
            assert!(outcome.is_ok(), "{} is broken by input {index}: {text:?}", target.name);
        }
    }
    assert!(1_000 < n_seeds, "the seeds are the fixtures: {n_seeds}");
}

#[test]
fn every_target_has_its_binary() {
    let manifest = std::fs::read_to_string(root().join("fuzz/Cargo.toml")).unwrap();
    for target in TARGETS {
        let name = target.name;
        let text = std::fs::read_to_string(root().join(format!("fuzz/fuzz_targets/{name}.rs"))).unwrap();
        assert!(text.contains(&format!("run({name:?}, input)")), "{name} runs itself");
        assert!(manifest.contains(&format!("name = {name:?}\npath = \"fuzz_targets/{name}.rs\"")), "{name} is built");
    }
    let n_files = std::fs::read_dir(root().join("fuzz/fuzz_targets")).unwrap().count();
    assert_eq!(n_files, TARGETS.len(), "every binary is a target");
}
