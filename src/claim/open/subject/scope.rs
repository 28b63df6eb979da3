//! Whom the text around a sentence speaks of: the sentences before, the item above, the heading, the title.

use rustc_hash::FxHashMap;

use crate::claim::Link;
use crate::document::BlockKind;
use crate::text::TextRange;

use super::super::View;
use super::class::Class;
use super::name::{Name, Names, fold};
use super::want::{Tied, Want, topic};

/// Sentences and blocks that are looked back on, at the most.
const MAX_SENTENCES: usize = 8;
const MAX_BLOCKS: usize = 6;
const MAX_LOOK: usize = 48;

/// Where a value stands whose sentence does not say whose it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around {
    pub(super) block: usize,
    /// Index into the block's sentences.
    pub(super) sentence: usize,
    pub(super) want: Want,
    /// The highest [`Want::rank`] that will do.
    pub(super) worst: u8,
}

/// Whom a document is about as a whole.
#[derive(Debug, Default)]
pub(super) struct Scope {
    thing: Option<TextRange>,
    maker: Option<TextRange>,
    introduced_by: Vec<Option<usize>>,
}

impl Scope {
    /// Reads the title, or else the name that the document has most often.
    pub(super) fn read(view: &View<'_>, names: &Names) -> Self {
        let whole = |want| title(view, names, want).or_else(|| most_frequent(view, names, want));
        Self { thing: whole(Want::Thing), maker: whole(Want::Maker), introduced_by: introduced_by(view) }
    }

    fn of(&self, want: Want) -> Option<TextRange> {
        match want {
            Want::Thing | Want::Dated => self.thing,
            Want::Maker => self.maker,
        }
    }

    /// Returns whom a value of a block is about that its own sentence, the one with index `sentence`, does not name.
    pub(super) fn around(&self, view: &View<'_>, names: &Names, place: Around) -> Option<Tied> {
        let Around { block, sentence, want, worst } = place;
        let tied = |name: &Name, link| Tied { range: name.range, link };
        let sentences = &view.sentences[block];
        let prose = view.document.prose.text();
        for (steps, earlier) in sentences[..sentence.min(sentences.len())].iter().rev().take(MAX_SENTENCES).enumerate()
        {
            // Who opens the sentence before is spoken of, though nobody can tell what it is.
            let first = names.within(earlier.range).first().filter(|_| steps == 0 && want != Want::Maker);
            if let Some(name) = first.filter(|name| name.class == Class::Other && opens(prose, earlier.range, name)) {
                return Some(tied(name, Link::Anaphor));
            }
            if let Some(name) = topic(names.within(earlier.range), want, worst) {
                return Some(tied(name, Link::Anaphor));
            }
        }
        // Whoever a text on a company leaves out, it is the company.
        if want == Want::Maker
            && let Some(range) = self.maker
        {
            return Some(Tied { range, link: Link::Structure });
        }
        if want != Want::Maker && want.sure() < worst {
            return self.of(want).map(|range| Tied { range, link: Link::Structure });
        }
        let kind = &view.document.blocks[block].kind;
        if matches!(kind, BlockKind::Heading(_) | BlockKind::FrontMatter { .. })
            && let Some(found) = below(view, names, place)
        {
            return Some(found);
        }
        let is_item = matches!(kind, BlockKind::Paragraph { list_depth: 1.., .. });
        let near = self.blocks_before(view, names, place, is_item);
        let heading = heading(view, names, place);
        let found = if is_item { near.or(heading) } else { heading.or(near) };
        let found = found.or_else(|| heading_opening(view, names, block));
        found.or_else(|| self.of(want).map(|range| Tied { range, link: Link::Structure }))
    }

    /// Returns whom the blocks before speak of, no further than the heading above; of an item, what introduces its list.
    fn blocks_before(&self, view: &View<'_>, names: &Names, place: Around, is_item: bool) -> Option<Tied> {
        let Around { block, want, worst, .. } = place;
        let named = |index: usize| {
            let sentences = view.sentences[index].iter().rev().take(MAX_SENTENCES);
            let mut topics = sentences.filter_map(|sentence| topic(names.within(sentence.range), want, worst));
            topics.next().map(|name| Tied { range: name.range, link: Link::Anaphor })
        };
        if is_item {
            // Items beside this one speak of others; the one above, or the text before the list, speaks of it.
            return self.introduced_by[block].and_then(named);
        }
        let is_break = |kind: &BlockKind| matches!(kind, BlockKind::Heading(_) | BlockKind::FrontMatter { .. });
        let before = (block.saturating_sub(MAX_LOOK)..block).rev();
        let section = before.take_while(|index| !is_break(&view.document.blocks[*index].kind));
        let is_text = |index: &usize| matches!(view.document.blocks[*index].kind, BlockKind::Paragraph { .. });
        section.filter(is_text).take(MAX_BLOCKS).find_map(named)
    }
}

/// Returns whether a name stands at the start of a sentence, as its subject.
fn opens(prose: &str, sentence: TextRange, name: &Name) -> bool {
    let lead = &prose[usize::from(sentence.start())..usize::from(name.range.start())];
    !name.is_guarded && !name.is_oblique && !name.is_possessor && !lead.chars().any(char::is_alphanumeric)
}

/// Returns, for each block, the text or the item that introduces the list that it is an item of.
fn introduced_by(view: &View<'_>) -> Vec<Option<usize>> {
    let mut open: Vec<(u8, usize)> = Vec::new();
    let blocks = view.document.blocks.iter().enumerate();
    let above = blocks.map(|(index, block)| match block.kind {
        BlockKind::Paragraph { list_depth, .. } => {
            while open.pop_if(|(depth, _)| list_depth <= *depth).is_some() {}
            let above = open.last().map(|(_, above)| *above);
            open.push((list_depth, index));
            above
        }
        BlockKind::Heading(_) | BlockKind::FrontMatter { .. } => {
            open.clear();
            None
        }
        BlockKind::TableCell { .. } | BlockKind::Footnote => None,
    });
    above.collect()
}

/// Returns whom the text below a heading or a title speaks of, which it only announces.
fn below(view: &View<'_>, names: &Names, place: Around) -> Option<Tied> {
    let blocks = &view.document.blocks;
    let is_title = matches!(blocks[place.block].kind, BlockKind::FrontMatter { .. } | BlockKind::Heading(1));
    if is_title && let Some(range) = most_frequent(view, names, place.want) {
        return Some(Tied { range, link: Link::Structure });
    }
    let text = blocks[place.block + 1..]
        .iter()
        .skip_while(|block| is_title && matches!(block.kind, BlockKind::FrontMatter { .. }));
    let text = text.take_while(|block| is_title || !matches!(block.kind, BlockKind::Heading(_)));
    let named = text.take(MAX_BLOCKS).find_map(|block| topic(names.within(block.range), place.want, place.worst));
    named.map(|name| Tied { range: name.range, link: Link::Structure })
}

/// Returns whom the headings above speak of, the nearest first.
fn heading(view: &View<'_>, names: &Names, place: Around) -> Option<Tied> {
    let Around { block, want, worst, .. } = place;
    let mut above = view.document.blocks[block].heading;
    for _ in 0..4 {
        let index = above?;
        let range = view.document.blocks[index].range;
        // 以北辰2为例: a heading has no subject that a preposition could keep a name from being.
        let only = || names.within(range).iter().find(|name| want.rank(name) == Some(0) && !name.is_guarded);
        if let Some(name) = topic(names.within(range), want, worst).or_else(only) {
            return Some(Tied { range: name.range, link: Link::Structure });
        }
        above = view.document.blocks[index].heading;
    }
    None
}

/// Returns the name that the heading above opens with, or is: `## Harbor: the cheap one`.
fn heading_opening(view: &View<'_>, names: &Names, block: usize) -> Option<Tied> {
    let range = view.document.blocks[view.document.blocks[block].heading?].range;
    let name = names.within(range).first().filter(|name| name.class != Class::Aside && !name.is_guarded)?;
    let lead = view.document.prose.slice(TextRange::new(range.start(), name.range.start()));
    let rest = view.document.prose.slice(TextRange::new(name.range.end(), range.end())).trim_start();
    let is_numbered = !lead.chars().any(char::is_alphabetic);
    let is_opening = is_numbered && (rest.is_empty() || rest.starts_with([':', '：', '(', '（', '—', '-', '|']));
    is_opening.then_some(Tied { range: name.range, link: Link::Structure })
}

/// Returns whom the title names: that of the front matter, or the first heading of the first rank.
fn title(view: &View<'_>, names: &Names, want: Want) -> Option<TextRange> {
    let is_title = |kind: &BlockKind| match kind {
        BlockKind::FrontMatter { key } => key.eq_ignore_ascii_case("title"),
        BlockKind::Heading(level) => *level == 1,
        _ => false,
    };
    let title = view.document.blocks.iter().take(12).find(|block| is_title(&block.kind))?;
    let fits = |name: &&Name| want.rank(name) == Some(0) && !name.is_guarded;
    names.within(title.range).iter().find(fits).map(|name| name.range)
}

/// Returns the fitting name that stands most often, where it stands often enough.
fn most_frequent(view: &View<'_>, names: &Names, want: Want) -> Option<TextRange> {
    let prose = view.document.prose.text();
    let mut counts: FxHashMap<String, (usize, TextRange)> = FxHashMap::default();
    let mut total = 0;
    for name in names.names.iter().filter(|name| want.rank(name).is_some() && !name.is_guarded) {
        total += 1;
        counts.entry(fold(&prose[name.range])).or_insert((0, name.range)).0 += 1;
    }
    let (count, range) =
        counts.into_values().max_by_key(|(count, range)| (*count, std::cmp::Reverse(range.start())))?;
    (3 <= count && total <= 3 * count).then_some(range)
}
