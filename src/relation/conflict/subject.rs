//! Whose a number is, by the words beside it alone: names that no table knows.

use super::words::{is_filler, strip_end, strip_start, words};

/// Who a number is said of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// A name, without what its spellings differ in.
    Name(String),
    /// What was told before: 此次, this; `the` may also be another.
    Told {
        /// Whether nothing else can be meant.
        is_sure: bool,
    },
    Unknown,
}

/// Reads the name at the end of a folded stretch of a clause that a number and its noun follow.
pub(super) fn whose(before: &str) -> Whose {
    let words = words();
    let before = before
        .rsplit([
            '：', ':', '“', '”', '「', '」', '（', '(', '）', ')', '|', '！', '？', '!', '?', '、', '—', '；', ';',
        ])
        .next()
        .unwrap_or_default();
    let trimmed = before.trim_end_matches(is_filler);
    if let Some(length) = words.pointing.suffix(trimmed)
        && strip_start(&trimmed[..trimmed.len() - length], &[&words.leads, &words.light]).is_empty()
    {
        return Whose::Told { is_sure: !trimmed.ends_with("the") && !trimmed.ends_with("its") };
    }
    let name = strip_end(before, &[&words.verbs, &words.light]);
    let name = strip_start(name, &[&words.leads]);
    plain(name)
}

/// Returns a name without spaces, hyphens and case; unknown where it is none.
pub(super) fn plain(name: &str) -> Whose {
    const LONGEST: usize = 48;
    let words = words();
    let name = name.trim_matches(|mark: char| {
        is_filler(mark) || matches!(mark, '-' | '。' | '.' | '《' | '》' | '\'' | '"' | '`')
    });
    let lower = name.to_lowercase();
    let is_sentence = lower.contains(['，', ',', '。']) || 5 < lower.split(' ').count();
    if is_sentence || LONGEST < lower.len() || words.generic.has(&lower) || words.pointing.has(&lower) {
        return Whose::Unknown;
    }
    // 它的 and `its new` are nobody's names either.
    if lower.chars().count() < 12
        && ["它", "他", "她", "其", "我", "你", "这", "那", "该"].iter().any(|word| lower.starts_with(word))
    {
        return Whose::Unknown;
    }
    let plain: String =
        lower.chars().filter(|character| character.is_alphanumeric() || matches!(character, '.' | '+')).collect();
    let is_name = plain.chars().any(char::is_alphabetic) && 3 < plain.len();
    if is_name { Whose::Name(plain) } else { Whose::Unknown }
}

/// Returns whether two numbers are said of one subject; in a title the name may be a part of what stands there.
pub(super) fn is_same(one: &Whose, other: &Whose, is_title: bool) -> bool {
    let (Whose::Name(one), Whose::Name(other)) = (one, other) else { return false };
    one == other
        || is_title
            && 6 <= one.len().min(other.len())
            && (one.ends_with(other.as_str()) || other.ends_with(one.as_str()))
}

/// Returns whether one name holds the other, or both start alike: 搜索公司须付 and 搜索公司因.
pub(super) fn is_likely_same(one: &Whose, other: &Whose) -> bool {
    const LEAST: usize = 9;
    let (Whose::Name(one), Whose::Name(other)) = (one, other) else { return false };
    let shared = one.chars().zip(other.chars()).take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8());
    LEAST <= shared.sum::<usize>()
        || 6 <= one.len().min(other.len()) && (one.contains(other.as_str()) || other.contains(one.as_str()))
}

/// Returns whether a stretch that runs on behind a number starts with a name.
pub(super) fn starts_with(behind: Option<&Whose>, name: &Whose) -> bool {
    let (Some(Whose::Name(behind)), Whose::Name(name)) = (behind, name) else { return false };
    6 <= name.len() && behind.starts_with(name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<String> {
        match whose(text) {
            Whose::Name(name) => Some(name),
            Whose::Told { .. } | Whose::Unknown => None,
        }
    }

    #[test]
    fn names_stand_between_leads_and_verbs() {
        assert_eq!(name("青松-2拥有").as_deref(), Some("青松2"));
        assert_eq!(name("总结一下：青松-2的").as_deref(), Some("青松2"));
        assert_eq!(name("晨星科技宣布完成").as_deref(), Some("晨星科技"));
        assert_eq!(name("in short, the calder bridge is").as_deref(), None);
        assert_eq!(name("the calder bridge is").as_deref(), Some("calderbridge"));
        assert_eq!(name("northgate's").as_deref(), Some("northgate"));
        assert_eq!(whose("此次"), Whose::Told { is_sure: true });
        assert_eq!(whose("with the"), Whose::Told { is_sure: false });
        assert_eq!(whose("该公司"), Whose::Unknown);
    }
}
