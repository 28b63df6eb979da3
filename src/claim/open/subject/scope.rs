//! Whom the text around a sentence speaks of: the sentences before, the item above, the heading, the title.

use rustc_hash::FxHashMap;

use crate::claim::Link;
use crate::document::BlockKind;
use crate::text::TextRange;

use super::super::View;
use super::name::{Name, Names, fold};
use super::tie::{Tied, Want, topic};

/// Sentences and blocks that are looked back on, at the most.
const MAX_SENTENCES: usize = 8;
const MAX_BLOCKS: usize = 6;

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
}

impl Scope {
    /// Reads the title, or else the name that the document has most often.
    pub(super) fn read(view: &View<'_>, names: &Names) -> Self {
        let whole = |want| title(view, names, want).or_else(|| most_frequent(view, names, want));
        Self { thing: whole(Want::Thing), maker: whole(Want::Maker) }
    }

    fn of(&self, want: Want) -> Option<TextRange> {
        match want {
            Want::Thing => self.thing,
            Want::Maker => self.maker,
        }
    }

    /// Returns whom a value of a block is about that its own sentence, the one with index `sentence`, does not name.
    pub(super) fn around(&self, view: &View<'_>, names: &Names, place: Around) -> Option<Tied> {
        let Around { block, sentence, want, worst } = place;
        let tied = |name: &Name, link| Tied { range: name.range, link };
        let sentences = &view.sentences[block];
        for earlier in sentences[..sentence.min(sentences.len())].iter().rev().take(MAX_SENTENCES) {
            if let Some(name) = topic(names.within(earlier.range), want, worst) {
                return Some(tied(name, Link::Anaphor));
            }
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
        found.or_else(|| self.of(want).map(|range| Tied { range, link: Link::Structure }))
    }

    /// Returns whom the blocks before speak of, no further than the heading above; of an item, what introduces its list.
    fn blocks_before(&self, view: &View<'_>, names: &Names, place: Around, is_item: bool) -> Option<Tied> {
        let Around { block, want, worst, .. } = place;
        let blocks = &view.document.blocks;
        let depth = |index: usize| match blocks[index].kind {
            BlockKind::Paragraph { list_depth, .. } => Some(list_depth),
            _ => None,
        };
        let own = depth(block).unwrap_or(0);
        let mut seen = 0;
        for index in (0..block).rev() {
            if matches!(blocks[index].kind, BlockKind::Heading(_) | BlockKind::FrontMatter { .. }) || MAX_BLOCKS <= seen
            {
                break;
            }
            let Some(other) = depth(index) else { continue };
            // Items beside this one speak of others; the one above, or the text before the list, speaks of it.
            if is_item && own <= other {
                continue;
            }
            seen += 1;
            for sentence in view.sentences[index].iter().rev().take(MAX_SENTENCES) {
                if let Some(name) = topic(names.within(sentence.range), want, worst) {
                    return Some(Tied { range: name.range, link: Link::Anaphor });
                }
            }
            if is_item {
                break;
            }
        }
        None
    }
}

/// Returns whom the text below a heading or a title speaks of, which it only announces.
fn below(view: &View<'_>, names: &Names, place: Around) -> Option<Tied> {
    let blocks = &view.document.blocks;
    let is_title = matches!(blocks[place.block].kind, BlockKind::FrontMatter { .. });
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
        if let Some(name) = topic(names.within(range), want, worst) {
            return Some(Tied { range: name.range, link: Link::Structure });
        }
        above = view.document.blocks[index].heading;
    }
    None
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
