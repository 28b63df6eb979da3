//! Names of Chinese characters, told by the words and marks around them.

use memchr::memmem;

use crate::text::{TextRange, is_cjk, range};

use super::vocabulary::vocabulary;

/// Bytes that are looked at on either side of a mark.
const MAX_NAME: usize = 36;

/// Finds Chinese names in `block`: in quotation marks beside a word that introduces a name (`推出“云雀”`), and, less surely,
/// before 模型 (`云雀大模型4.0`), which go to `likely`.
pub(super) fn chinese_names(prose: &str, block: TextRange, found: &mut Vec<TextRange>, likely: &mut Vec<TextRange>) {
    let (start, end) = (usize::from(block.start()), usize::from(block.end()));
    let text = &prose[start..end];
    for (open, close) in [("《", "》"), ("“", "”"), ("「", "」"), ("『", "』")] {
        for at in memmem::find_iter(text.as_bytes(), open.as_bytes()) {
            found.extend(quoted(text, at, open.len(), close).map(|name| name + block.start()));
        }
    }
    super::versioned::versioned_names(text, |name| found.push(name + block.start()));
    for naming in &vocabulary().called {
        for at in memmem::find_iter(text.as_bytes(), naming.as_bytes()) {
            found.extend(called(text, at + naming.len()).map(|name| name + block.start()));
        }
    }
    for at in memmem::find_iter(text.as_bytes(), "模型".as_bytes()) {
        likely.extend(before_model(text, at).map(|name| name + block.start()));
    }
}

/// Reads the name in the quotation marks that open at `at`.
fn quoted(text: &str, at: usize, open_length: usize, close: &str) -> Option<TextRange> {
    let words = vocabulary();
    let inside = &text[at + open_length..];
    let inside = &inside[..inside.floor_char_boundary(MAX_NAME)];
    let length = inside.find(close)?;
    let name = &inside[..length];
    let after = &text[at + open_length + length + close.len()..];
    let before = text[..at].trim_end_matches([' ', '*']);
    // 「北辰世界基座模型」 says itself that it is one.
    let says_model = name.ends_with("模型") && "模型".len() + 6 <= name.len();
    let is_introduced = says_model
        || words.origins.suffix(before).is_some()
        || words.naming.suffix(before).is_some()
        || is_kind_of_model(after)
        || words.things.prefix(after.trim_start()).is_some();
    let is_name = !name.is_empty()
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | ' ' | '.' | '·'))
        && (!name.is_ascii() || name.bytes().any(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()))
        && !is_generic(name);
    (is_introduced && is_name).then(|| range(at + open_length, at + open_length + length))
}

/// Returns whether a few characters and 模型 follow: “北辰”座舱大模型.
fn is_kind_of_model(after: &str) -> bool {
    let length = after.find(|c: char| !is_cjk(c) || !c.is_alphanumeric()).unwrap_or(after.len());
    let near = &after[..after.floor_char_boundary(length.min(24))];
    let kind = near.find("模型").map(|at| &near[..at]);
    kind.is_some_and(|kind| !kind.char_indices().any(|(at, _)| vocabulary().inner.prefix(&kind[at..]).is_some()))
}

/// Reads the name without quotation marks that a word like 名叫 gives, and that ends its clause: 第二款叫北辰，.
fn called(text: &str, at: usize) -> Option<TextRange> {
    let rest = text[at..].trim_start_matches([' ', '*']);
    let start = text.len() - rest.len();
    let length = rest.find(|c: char| !is_cjk(c) || !c.is_alphanumeric()).unwrap_or(rest.len());
    let (name, after) = rest.split_at(length);
    let ends_clause = after.trim_start_matches('*').chars().next().is_none_or(|next| "，。；、（(,;".contains(next));
    let is_name = (2..=5).contains(&name.chars().count()) && !starts_generic(name) && !is_generic(name);
    // 叫做什么的, 叫好: a particle inside makes it a phrase.
    let is_phrase = name.char_indices().any(|(at, _)| vocabulary().inner.prefix(&name[at..]).is_some());
    (ends_clause && is_name && !is_phrase).then(|| range(start, start + length))
}

/// Reads the name that ends before the 模型 at `at`, with the version behind it: 云雀大模型4.0.
fn before_model(text: &str, at: usize) -> Option<TextRange> {
    let words = vocabulary();
    let from = text.ceil_char_boundary(at.saturating_sub(2 * MAX_NAME));
    let mut head = &text[from..at];
    // What kind of model it is stands between: 云雀视频生成大模型.
    while let Some(length) = words.kinds.stem_suffix(head).filter(|_| head.ends_with(is_cjk)) {
        head = &head[..head.len() - length];
    }
    let name_end = from + head.len();
    let mut name_start = name_end;
    for character in head.chars().rev() {
        let is_part = is_cjk(character) && character.is_alphanumeric();
        let length = name_start - from;
        if !is_part || words.origins.suffix(&head[..length]).is_some() || words.acts.suffix(&head[..length]).is_some() {
            break;
        }
        if words.inner.suffix(&head[..length]).is_some() {
            break;
        }
        name_start -= character.len_utf8();
    }
    let name = &text[name_start..name_end];
    let count = name.chars().count();
    // “北辰”座舱大模型: the name is in the quotation marks.
    if text[..name_start].ends_with(['”', '」', '》', '』']) {
        return None;
    }
    if !(2..=6).contains(&count) || is_generic(name) {
        return None;
    }
    // Before 模型 alone stand kinds of models, unless it is what somebody released.
    let is_large = text[..at].ends_with('大') || text[name_end..at].ends_with("语言");
    if !is_large && words.releases.suffix(&text[..name_start]).is_none() {
        return None;
    }
    let after = &text[at + "模型".len()..];
    let version = after.trim_start_matches(' ');
    let digits = version.trim_start_matches(['V', 'v']);
    let length = digits.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(digits.len());
    let is_version = 0 < length
        && length <= 4
        && digits[..length].contains('.')
        && !digits[length..].starts_with(['%', '亿', '万', '倍']);
    let end = if is_version { at + "模型".len() + (after.len() - digits.len()) + length } else { name_end };
    Some(range(name_start, end))
}

/// Returns whether a word only says what kind of thing something is.
pub(super) fn is_generic(name: &str) -> bool {
    let words = vocabulary();
    let mut rest = name;
    while !rest.is_empty() {
        let Some(length) = words.kinds.stem_prefix(rest) else { return false };
        rest = &rest[length..];
    }
    true
}

/// Returns the noun that a clause of Chinese opens with, up to its verb: `云雀科技宣布…`, `2023年，云雀科技获…`.
pub(super) fn leading_noun(prose: &str, clause: TextRange, dates: &[TextRange]) -> Option<TextRange> {
    let words = vocabulary();
    let mut start = usize::from(clause.start());
    let end = usize::from(clause.end());
    loop {
        let rest = &prose[start..end];
        let trimmed = rest.trim_start_matches([' ', '*', '“', '「', '\n', '(', '（', '》']);
        start = end - trimmed.len();
        if let Some(date) = dates.iter().find(|date| usize::from(date.start()) == start) {
            start = usize::from(date.end()).min(end);
            continue;
        }
        let Some(length) = words.clause_starts.prefix(trimmed) else { break };
        start += length;
    }
    let text = &prose[start..end];
    let is_date = |at: usize| dates.iter().any(|date| usize::from(date.start()) == start + at);
    let mut length = 0;
    for character in text.chars() {
        let rest = &text[length..];
        let is_part = is_cjk(character) && character.is_alphanumeric();
        if !is_part || is_date(length) || words.acts.prefix(rest).is_some() || words.inner.prefix(rest).is_some() {
            break;
        }
        length += character.len_utf8();
        if MAX_NAME < length {
            return None;
        }
    }
    let verb = skip_adverbs(&text[length..]);
    let mut name = &text[..length];
    // 云雀同步公告: an adverb is no part of the name before it.
    while let Some(adverb) = words.kinds.stem_suffix(name).filter(|adverb| *adverb < name.len()) {
        // 青川汽车 is a company, whatever 汽车 is elsewhere.
        if words.organisation_ends.suffix(name).is_some_and(|end| adverb <= end) {
            break;
        }
        name = &name[..name.len() - adverb];
    }
    // What ends a name is a verb; a mark, a particle or a number leaves open what stands there.
    let is_organisation =
        words.organisation_ends.suffix(name).is_some_and(|end| end + 3 < name.len()) && !starts_generic(name);
    let is_actor = is_organisation && length < text.len()
        || words.acts.prefix(verb).is_some() && words.reports.prefix(verb).is_none();
    let count = name.chars().count();
    let is_name = (2..=8).contains(&count) && is_actor && !is_generic(name) && !starts_generic(name);
    is_name.then(|| range(start, start + name.len()))
}

/// Returns what stands behind the particles and adverbs before a verb: 也推出, 将正式发布.
fn skip_adverbs(text: &str) -> &str {
    let words = vocabulary();
    let mut rest = text;
    for _ in 0..3 {
        if words.acts.prefix(rest).is_some() {
            break;
        }
        let length =
            words.inner.prefix(rest).or_else(|| words.kinds.stem_prefix(rest).filter(|_| rest.starts_with(is_cjk)));
        let Some(length) = length else { break };
        rest = &rest[length..];
    }
    rest
}

/// Returns whether a noun opens with a word of kinds: 公司预计, 本轮融资.
pub(super) fn starts_generic(name: &str) -> bool {
    let words = vocabulary();
    let is_long = |length: &usize| name[..*length].chars().count() > 1;
    name.starts_with(is_cjk) && words.kinds.stem_prefix(name).is_some_and(|length| is_long(&length))
        || words.inner.prefix(name).is_some()
        || words.acts.prefix(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        let (mut found, mut likely) = (Vec::new(), Vec::new());
        chinese_names(text, range(0, text.len()), &mut found, &mut likely);
        found.append(&mut likely);
        found.iter().map(|name| &text[*name]).collect()
    }

    #[test]
    fn a_word_beside_them_tells_names() {
        assert_eq!(names("某公司推出“云雀”，又发布了海燕大模型4.0版"), ["云雀", "海燕大模型4.0"]);
        assert_eq!(names("开源的语言大模型，“很强”"), Vec::<&str>::new());
    }

    #[test]
    fn a_clause_opens_with_who_acts() {
        let text = "云雀科技宣布完成2亿元融资";
        let noun = leading_noun(text, range(0, text.len()), &[]).map(|noun| &text[noun]);
        assert_eq!(noun, Some("云雀科技"));
        let text = "公司预计收入翻倍";
        assert_eq!(leading_noun(text, range(0, text.len()), &[]), None);
    }
}
