//! Numbers and quantities in any text: ranges are inside it and on character boundaries, in order, and no text panics.

#![no_main]

use factlint::{language, quantity};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut end = 0.into();
    for quantity in quantity::extract(text, &[]) {
        assert!(text.get(usize::from(quantity.range.start())..usize::from(quantity.range.end())).is_some());
        assert!(text.get(usize::from(quantity.number.start())..usize::from(quantity.number.end())).is_some());
        assert!(end <= quantity.range.start(), "quantities do not overlap");
        end = quantity.range.end();
    }
    for mention in quantity::mentions(&language::scan(text, &[])) {
        let found = text.get(usize::from(mention.range.start())..usize::from(mention.range.end()));
        assert!(found.is_some_and(|found| !found.is_empty()));
    }
});
