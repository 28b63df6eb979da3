//! Taking a directive out of a text, so that nothing else changes.

use crate::diagnostic::{Applicability, Edit, Fix};
use crate::suppress::Carrier;
use crate::text::{SourceFile, TextRange, range};

/// How far from a comment its line is looked for.
const LONGEST_INDENTATION: usize = 1_024;

/// Returns the fix that takes a directive out; `None` where more than its own bytes would have to change.
///
/// A comment on lines of its own goes with them; between two lines of text it leaves a blank one, so that the blocks around
/// it stay apart. Behind words it takes one space with it.
pub(super) fn removal(file: &SourceFile, carrier: Carrier, place: TextRange) -> Option<Fix> {
    let text = file.text();
    let (start, end) = (usize::from(place.start()), usize::from(place.end()));
    // On a long line the comment is not alone.
    let nearest = text.ceil_char_boundary(start.saturating_sub(LONGEST_INDENTATION));
    let farthest = text.floor_char_boundary(text.len().min(end + LONGEST_INDENTATION));
    let found_start = text[nearest..start].rfind('\n').map(|newline| nearest + newline + 1);
    let found_end = text[end..farthest].find('\n').map(|newline| end + newline + 1);
    let is_whole = (found_start.is_some() || nearest == 0) && (found_end.is_some() || farthest == text.len());
    let (line_start, line_end) = (found_start.unwrap_or(nearest), found_end.unwrap_or(farthest));
    let (before, behind) = (&text[line_start..start], &text[end..line_end]);
    let is_alone = is_whole && before.trim().is_empty() && behind.trim().is_empty();
    let message = match carrier {
        Carrier::FrontMatterKey { is_removable: false } => return None,
        Carrier::FrontMatterKey { is_removable: true } => "remove the key",
        Carrier::Comment | Carrier::FrontMatterComment => "remove the comment",
    };
    let range = match carrier {
        // A remark behind the value is somebody's.
        Carrier::FrontMatterKey { .. } if !is_alone => return None,
        _ if is_alone => {
            let is_blank = |line: Option<&str>| line.is_none_or(|line| line.trim().is_empty());
            let above = text[..line_start].strip_suffix('\n').map(|above| above.rsplit('\n').next().unwrap_or(above));
            let below = text[line_end..].split('\n').next();
            let is_between = carrier == Carrier::Comment && !is_blank(above) && !is_blank(below);
            let end_of_words = end + behind.trim_end_matches(['\n', '\r']).len();
            range(line_start, if is_between { end_of_words } else { line_end })
        }
        _ => {
            let has_space_before = before.ends_with([' ', '\t']);
            let ends_there = behind.trim().is_empty() || behind.starts_with([' ', '\t']);
            let spaces = if behind.trim().is_empty() {
                before.len() - before.trim_end_matches([' ', '\t']).len()
            } else {
                usize::from(has_space_before && ends_there)
            };
            range(start - spaces, end)
        }
    };
    let edits = vec![Edit { range, content: String::new() }];
    Some(Fix { message: message.into(), applicability: Applicability::Safe, edits })
}

/// Returns the fix that takes one of several names out of a directive, with the sign that parts it from its neighbour.
pub(super) fn removal_of_name(file: &SourceFile, names: &[TextRange], index: usize) -> Option<Fix> {
    let own = *names.get(index)?;
    let range = match (index.checked_sub(1).map(|before| names[before]), names.get(index + 1)) {
        (Some(before), _) => TextRange::new(before.end(), own.end()),
        (None, Some(next)) => TextRange::new(own.start(), next.start()),
        (None, None) => return None,
    };
    let message = message!("remove `{written}`", written = file.slice(own));
    Some(Fix { message, applicability: Applicability::Safe, edits: vec![Edit { range, content: String::new() }] })
}
