//! A title that announces what the text says is not out: 推新模型X above X还没有正式发布.

use crate::claim::Analysis;
use crate::document::{BlockKind, Document};
use crate::text::{TextRange, range};

use super::passage::Passage;
use super::words::{list, make_up};

/// An announcement in a title and its denial in the text.
#[derive(Clone, Debug)]
pub(crate) struct Premature {
    /// The subject, as both write it.
    pub(crate) name: String,
    /// Bytes of the verb in the title.
    pub(crate) verb: TextRange,
    /// Bytes of the words in the text that say that it is not out.
    pub(crate) denial: TextRange,
}

/// Returns the announcements of titles that the text denies; at most one a title.
pub(crate) fn premature_titles(document: &Document, analysis: &Analysis) -> Vec<Premature> {
    let prose = document.prose.text();
    let is_title = |kind: &BlockKind| match kind {
        BlockKind::FrontMatter { key } => key.eq_ignore_ascii_case("title") || key.eq_ignore_ascii_case("headline"),
        BlockKind::Heading(level) => *level == 1,
        _ => false,
    };
    let mut found = Vec::new();
    for block in document.blocks.iter().filter(|block| is_title(&block.kind)) {
        let title = document.block_text(block);
        let Some((at, length)) = list("launches").find(title) else { continue };
        if list("title-future").stands_in(title) {
            continue;
        }
        let offset = usize::from(block.range.start());
        let verb = range(offset + at, offset + at + length);
        let denial = names(title).into_iter().find_map(|name| {
            let denial = denial(document, analysis, prose, usize::from(block.range.end()), name)?;
            Some(Premature { name: name.to_owned(), verb, denial })
        });
        found.extend(denial);
        if !found.is_empty() {
            break;
        }
    }
    found
}

/// Returns the names of products in a title: words of letters with a digit in them (`MAI-1`), and what stands in 《》.
fn names(title: &str) -> Vec<&str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '+');
    let words = title.split(|c: char| !is_part(c)).map(|word| word.trim_matches(['-', '.']));
    let is_name = |word: &&str| {
        3 <= word.len()
            && word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.contains(|c: char| c.is_ascii_digit())
    };
    let quoted = title.split('《').skip(1).filter_map(|rest| Some(rest.split_once('》')?.0));
    words.filter(is_name).chain(quoted.filter(|name| !name.is_empty())).collect()
}

/// Returns where the text says of a name that it is not out.
fn denial(document: &Document, analysis: &Analysis, prose: &str, from: usize, name: &str) -> Option<TextRange> {
    let finder = memchr::memmem::Finder::new(name);
    finder.find_iter(&prose.as_bytes()[from..]).map(|at| from + at).find_map(|start| {
        let end = start + name.len();
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+');
        if prose[..start].ends_with(is_part) || prose[end..].starts_with(is_part) {
            return None;
        }
        let passage = Passage::around(document, analysis, range(start, end))?;
        let after = passage.after(range(start, end)).trim_start_matches('》');
        let (at, length) = list("denies").find(after)?;
        let is_own = at <= 24 && make_up(&after[..at], &[list("deny-light")]);
        let rest = &after[at + length..];
        let verb = list("denied-launch").prefix(rest)?;
        let behind = &rest[verb..];
        let is_whole = list("deny-after").prefix(behind).is_none();
        // 截至4月，X尚未发布 is of another day, and 如果 and 当时 of another case.
        let inside = |date: &crate::claim::DateMention| passage.range.contains_range(date.expression.range);
        let is_now = !analysis.dates.iter().any(inside) && !passage.has_quotation();
        let begin = after.as_ptr().addr() - prose.as_ptr().addr() + at;
        (is_own && is_whole && is_now).then(|| range(begin, begin + length + verb))
    })
}
