//! Slips in JSON: signs of the wrong width or kind between its texts.

use std::ops::Range;

use super::{character, slip};
use crate::document::{Slip, SlipKind};
use crate::text::range;

/// Returns the slips of JSON that cannot be read.
pub(super) fn slips(text: &str, content: &Range<usize>) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut comma: Option<usize> = None;
    let mut signs = text[content.clone()].char_indices().map(|(at, sign)| (content.start + at, sign));
    while let Some((at, sign)) = signs.next() {
        let mut replace = |kind: SlipKind, replacement: &str| {
            let at = character(text, at);
            slips.push(slip(kind, at, at.start().into()..at.end().into(), vec![(at, replacement.to_owned())]));
        };
        match sign {
            '"' => {
                comma = None;
                while let Some((_, inner)) = signs.next() {
                    if inner == '"' || inner == '\n' {
                        break;
                    }
                    if inner == '\\' {
                        signs.next();
                    }
                }
            }
            '“' | '”' => {
                comma = None;
                replace(SlipKind::TypographicQuotes, "\"");
                let closing = signs.by_ref().find(|(_, inner)| matches!(inner, '“' | '”' | '"' | '\n'));
                if let Some((end, '“' | '”')) = closing {
                    let at = character(text, end);
                    let lines = at.start().into()..at.end().into();
                    slips.push(slip(SlipKind::TypographicQuotes, at, lines, vec![(at, "\"".to_owned())]));
                }
            }
            '：' => replace(SlipKind::FullWidthColon, ": "),
            '，' => replace(SlipKind::FullWidthColon, ", "),
            ',' => comma = Some(at),
            ']' | '}' => {
                if let Some(comma) = comma.take() {
                    let at = range(comma, comma + 1);
                    slips.push(slip(SlipKind::TrailingComma, at, comma..comma + 1, vec![(at, String::new())]));
                }
            }
            _ if sign.is_whitespace() => {}
            _ => comma = None,
        }
    }
    slips
}
