//! The parts that a document is read with, one by one.

use chrono::{Days, NaiveDate};
use factlint::document::{CommentPlace, Document, parse};
use factlint::extract::{claims_from_document, from_document, from_text, parse_moment};
use factlint::reference::ReferenceTables;
use factlint::text::{SourceFile, TextRange};
use factlint::{language, quantity, temporal};

use super::spans::{assert_inside, assert_tree};

/// Front matter in YAML: every key, value and problem is a part of the file.
pub(super) fn yaml_front_matter(input: &[u8]) {
    front_matter("---\n", input, "\n---\n\n正文。\n");
}

/// Front matter in TOML: as in YAML.
pub(super) fn toml_front_matter(input: &[u8]) {
    front_matter("+++\n", input, "\n+++\n\n正文。\n");
}

/// Front matter in JSON: as in YAML.
pub(super) fn json_front_matter(input: &[u8]) {
    front_matter("{\n", input, "\n}\n\n正文。\n");
}

/// Reads the bytes as front matter, with the fences in place and without the last one.
fn front_matter(opening: &str, input: &[u8], closing: &str) {
    let rest = String::from_utf8_lossy(input);
    // What has a fence of its own is read as it is.
    let opening = if rest.starts_with(opening) { "" } else { opening };
    for closing in [closing, ""] {
        let file = SourceFile::new("a.md", format!("{opening}{rest}{closing}"));
        assert_document(&file, &parse(&file));
    }
}

/// Markdown: every block leads back to a part of the file, in order, and tables and comments stand where they say.
pub(super) fn markdown_spans(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    for name in ["a.md", "a.mdx"] {
        let file = SourceFile::new(name, text.as_ref());
        assert_document(&file, &parse(&file));
    }
}

fn assert_document(file: &SourceFile, document: &Document) {
    let text = file.text();
    if let Some(front_matter) = &document.front_matter {
        assert_inside(text, front_matter.range, "front matter");
        assert!(front_matter.range.contains_range(front_matter.content), "its content is a part of it");
        assert_inside(text, front_matter.content, "what is between the fences");
        if let Some(root) = &front_matter.root {
            assert_tree(text, root);
        }
    }
    let mut end = TextRange::default().end();
    for block in &document.blocks {
        assert!(end <= block.range.start(), "blocks stand in order");
        end = block.range.end();
        let words = document.block_text(block);
        assert_inside(text, document.prose.to_source(block.range), "a block");
        assert!(block.heading.is_none_or(|heading| heading < document.blocks.len()), "a heading is a block");
        let start = usize::from(block.range.start());
        for (at, character) in words.char_indices() {
            let place = factlint::text::range(start + at, start + at + character.len_utf8());
            assert_inside(text, document.prose.to_source(place), "a character");
        }
    }
    for table in &document.tables {
        assert!(table.rows.iter().flatten().all(|cell| *cell < document.blocks.len()), "a cell is a block");
    }
    for comment in &document.comments {
        assert_inside(text, comment.range, "a comment");
        assert!(comment.range.contains_range(comment.content), "its words are a part of it");
        let (CommentPlace::Within { block, .. } | CommentPlace::Before { block }) = comment.place;
        assert!(block <= document.blocks.len(), "it stands before or in a block");
    }
}

/// Numbers and quantities in any text: parts of it, in order, none on top of another.
pub(super) fn numbers(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut end = 0.into();
    for quantity in quantity::extract(&text, &[]) {
        assert_inside(&text, quantity.range, "a quantity");
        assert_inside(&text, quantity.number, "a number");
        assert!(end <= quantity.range.start(), "quantities do not overlap");
        end = quantity.range.end();
    }
    for mention in quantity::mentions(&language::scan(&text, &[])) {
        assert_inside(&text, mention.range, "a mention");
        assert!(!mention.range.is_empty(), "a mention has words");
    }
}

/// Dates in any text, on any reference day: parts of it, in order, and the values agree with each other.
pub(super) fn dates(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    // From 1900 to 2079: what a document can be dated with.
    let day = input.iter().fold(0_u16, |sum, byte| sum.wrapping_mul(31).wrapping_add((*byte).into()));
    let start = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day");
    let reference = (start + Days::new(day.into())).and_hms_opt(9, 30, 0).expect("a time");
    let mut end = 0.into();
    for expression in temporal::extract(&text, &[]) {
        assert_inside(&text, expression.range, "a date");
        assert!(end <= expression.range.start(), "dates do not overlap");
        end = expression.range.end();
    }
    for found in from_text(&text, Some(reference)).into_iter().chain(from_text(&text, None)) {
        assert!(text.get(found.bytes()).is_some_and(|found| !found.is_empty()), "a record has words");
        assert!(found.values.is_empty() || found.values.first() == found.value.as_ref(), "the value is the first");
    }
    let _ = parse_moment(&text);
}

/// Claims of any document: parts of the file.
pub(super) fn claims(input: &[u8]) {
    let file = super::file(input);
    for claim in claims_from_document(&file, ReferenceTables::embedded()) {
        assert_inside(file.text(), claim.range, "a claim");
    }
    for found in from_document(&file, ReferenceTables::embedded(), None) {
        assert!(file.text().get(found.bytes()).is_some(), "a record is a part of the file");
    }
}
