//! From comments to directives with their lines.

use rustc_hash::FxHashMap;

use crate::document::{Document, Head, Verb, head};
use crate::settings::Today;
use crate::text::{SourceFile, TextRange, TextSize, size};

use super::scope::Lines;
use super::{Carrier, Directive, IdleEnd, Malformed, MalformedKind, Selector, Suppressions, front_matter, grammar};

/// Reads one document's directives in order of place.
pub(super) struct Reader<'a> {
    file: &'a SourceFile,
    pub(super) lines: Lines<'a>,
    today: Today,
    result: Suppressions,
    /// Blocks without an end so far, by name: the directive and the selector.
    open: FxHashMap<String, Vec<(usize, usize)>>,
}

impl Suppressions {
    /// Reads what the author of a document switched off; `today` tells what has expired.
    pub fn read(file: &SourceFile, document: &Document, today: Today) -> Self {
        let mut reader = Reader {
            file,
            lines: Lines::new(file, document),
            today,
            result: Self::default(),
            open: FxHashMap::default(),
        };
        front_matter::read(file, document, &mut reader);
        for comment in &document.comments {
            // Most comments end here.
            let text = file.slice(comment.content);
            if head(text).is_some() {
                let next = reader.lines.after_comment(comment);
                reader.take(comment.range, comment.content, Carrier::Comment, next);
            }
        }
        reader.finish()
    }
}

impl Reader<'_> {
    /// Takes a comment; `content` is what stands between its marks, and `next` the lines that it means by "the next line".
    pub(super) fn take(&mut self, range: TextRange, content: TextRange, carrier: Carrier, next: TextRange) {
        let text = self.file.slice(content);
        match head(text) {
            None | Some(Head::Anchor(_)) => {}
            Some(Head::Misspelt(written, meant)) => {
                let at = text.find(written).unwrap_or_default();
                let range = TextRange::at(content.start() + size(at), size(written.len()));
                self.malformed(range, MalformedKind::Misspelt { written: written.to_owned(), meant });
            }
            Some(Head::Suppression(verb, arguments)) => {
                let start = content.end() - size(arguments.len());
                self.take_words(verb, arguments, start, range, carrier, next);
            }
        }
    }

    /// Takes the words behind a verb, which start at `start`.
    pub(super) fn take_words(
        &mut self,
        verb: Verb,
        arguments: &str,
        start: TextSize,
        range: TextRange,
        carrier: Carrier,
        next: TextRange,
    ) {
        let words = match grammar::read(arguments, start, verb) {
            Ok(words) => words,
            // Where no rule is named, all of the comment is shown.
            Err((_, kind @ MalformedKind::NoRule { .. })) => return self.malformed(range, kind),
            Err((range, kind)) => return self.malformed(range, kind),
        };
        let whole = self.file.range();
        let scope = match verb {
            Verb::DisableLine => self.lines.around(range),
            Verb::DisableNextLine => next,
            Verb::DisableFile => whole,
            Verb::Disable => TextRange::new(range.end(), whole.end()),
            Verb::Enable => TextRange::empty(range.start()),
        };
        let selectors = words.selectors.into_iter();
        let selectors: Vec<Selector> =
            selectors.map(|(name, range)| Selector { name, range, scope, n_used: 0 }).collect();
        if verb == Verb::Enable {
            return self.end_blocks(range, carrier, selectors);
        }
        if verb == Verb::Disable {
            let index = self.result.directives.len();
            for (number, selector) in selectors.iter().enumerate() {
                self.open.entry(selector.name.clone()).or_default().push((index, number));
            }
        }
        self.result.directives.push(Directive {
            verb,
            carrier,
            range,
            selectors,
            reason: words.reason,
            until: words.until,
            is_expired: words.until.is_some_and(|until| until.succ_opt().is_some_and(|next| self.today.has_come(next))),
            is_closed: verb != Verb::Disable,
        });
    }

    pub(super) fn malformed(&mut self, range: TextRange, kind: MalformedKind) {
        self.result.malformed.push(Malformed { range, kind });
    }

    /// Ends the blocks of the rules named; of all, where none is, or `all`.
    fn end_blocks(&mut self, range: TextRange, carrier: Carrier, selectors: Vec<Selector>) {
        let mut ended = 0;
        let is_all = selectors.iter().all(|selector| selector.name == "all");
        let mut idle: Vec<Selector> = Vec::new();
        if is_all {
            for blocks in std::mem::take(&mut self.open).into_values() {
                ended += self.end_at(range.start(), &blocks);
            }
        } else {
            for selector in selectors {
                match self.open.remove(&selector.name) {
                    Some(blocks) => ended += self.end_at(range.start(), &blocks),
                    None => idle.push(selector),
                }
            }
        }
        if ended == 0 || !idle.is_empty() {
            self.result.idle_ends.push(IdleEnd { range, carrier, selectors: idle, is_partly_used: 0 < ended });
        }
    }

    /// Ends blocks at a place, and returns how many.
    fn end_at(&mut self, end: TextSize, blocks: &[(usize, usize)]) -> usize {
        for (directive, selector) in blocks {
            let scope = &mut self.result.directives[*directive].selectors[*selector].scope;
            *scope = TextRange::new(scope.start(), end);
        }
        blocks.len()
    }

    fn finish(mut self) -> Suppressions {
        for directive in &mut self.result.directives {
            directive.is_closed = true;
        }
        for (directive, _) in self.open.into_values().flatten() {
            self.result.directives[directive].is_closed = false;
        }
        self.result
    }
}
