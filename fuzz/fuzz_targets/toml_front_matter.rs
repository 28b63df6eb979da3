//! See `src/targets`.

#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| factlint_fuzz::targets::run("toml_front_matter", input));
