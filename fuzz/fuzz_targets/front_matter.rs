//! Front matter of any file, broken in any way: no file panics, and every range is inside the file.

#![no_main]

use factlint::document::parse;
use factlint::text::SourceFile;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &str)| {
    let (syntax, rest) = input;
    // Mostly with the first fence there, so that the reader gets to work.
    let fence = match syntax % 4 {
        0 => "",
        1 => "---\n",
        2 => "+++\n",
        _ => "{\n",
    };
    let file = SourceFile::new("a.md", format!("{fence}{rest}"));
    let document = parse(&file);
    if let Some(front_matter) = &document.front_matter {
        assert!(file.text().get(usize::from(front_matter.range.start())..usize::from(front_matter.range.end())).is_some());
        assert!(front_matter.range.contains_range(front_matter.content));
    }
    for block in &document.blocks {
        document.block_text(block);
    }
});
