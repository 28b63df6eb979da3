//! What may stand between a subject and its value without changing who is meant.

use crate::text::{TextRange, size};

/// Words that carry no subject of their own: copulas, verbs of having, articles, words for the model and its size.
// Sorted by language; the longest match is tried first, so that 大模型 is not read as 大 and 模型.
const CHINESE: &[&str] = &[
    "大语言模型",
    "语言模型",
    "大模型",
    "基础模型",
    "基座模型",
    "开源模型",
    "模型",
    "系列",
    "版本",
    "家族",
    "规模",
    "体量",
    "总量",
    "数量",
    "总数",
    "拥有",
    "具有",
    "具备",
    "只有",
    "仅有",
    "仅为",
    "仅仅",
    "共有",
    "一共",
    "总共",
    "总计",
    "合计",
    "分别",
    "包含",
    "包括",
    "含有",
    "采用",
    "支持",
    "提供",
    "搭载",
    "配备",
    "达到",
    "高达",
    "多达",
    "可达",
    "约为",
    "大约",
    "大概",
    "超过",
    "接近",
    "将近",
    "至少",
    "最多",
    "不到",
    "不足",
    "膨胀至",
    "膨胀到",
    "增至",
    "增加到",
    "增加至",
    "增长到",
    "增长至",
    "提升到",
    "提升至",
    "扩展到",
    "扩展至",
    "扩大到",
    "扩大至",
    "上升到",
    "升至",
    "飙升到",
    "飙升至",
    "已经",
    "目前",
    "如今",
    "现在",
    "当时",
    "本身",
    "其中",
    "同样",
    "同时",
    "而且",
    "并且",
    "不过",
    "只是",
    "也就是",
    "相当于",
    "一种",
    "一个",
    "一款",
    "这款",
    "这个",
    "最大的",
    "最小的",
    "最大",
    "最小",
    "更大的",
    "更小的",
    "全新",
    "新一代",
    "开源",
    "完整",
    "全部",
    "整个",
    "三种",
    "两种",
    "多个",
    "三个",
    "两个",
    "四个",
    "仅",
    "只",
    "共",
    "有",
    "达",
    "约",
    "近",
    "超",
    "逾",
    "为",
    "是",
    "的",
    "之",
    "了",
    "总",
    "则",
    "也",
    "还",
    "又",
    "就",
    "都",
    "已",
    "却",
    "而",
    "但",
    "并",
    "且",
    "和",
    "与",
    "及",
    "或",
    "在",
    "于",
    "中",
    "里",
    "以",
    "用",
    "从",
    "到",
    "至",
    "其",
    "该",
    "含",
    "带",
    "版",
    "型",
    "个",
    "量",
    "数",
    "等",
    "、",
];

const ENGLISH: &[&str] = &[
    "has",
    "have",
    "had",
    "having",
    "with",
    "of",
    "a",
    "an",
    "the",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "at",
    "to",
    "in",
    "for",
    "by",
    "and",
    "or",
    "also",
    "only",
    "just",
    "about",
    "around",
    "some",
    "roughly",
    "approximately",
    "nearly",
    "almost",
    "over",
    "up",
    "total",
    "totals",
    "totaling",
    "all",
    "altogether",
    "model",
    "models",
    "language",
    "large",
    "largest",
    "smallest",
    "larger",
    "smaller",
    "biggest",
    "big",
    "llm",
    "llms",
    "version",
    "versions",
    "variant",
    "variants",
    "size",
    "sizes",
    "sized",
    "contains",
    "contain",
    "containing",
    "contained",
    "features",
    "featuring",
    "feature",
    "boasts",
    "boasting",
    "uses",
    "using",
    "comes",
    "came",
    "come",
    "which",
    "that",
    "its",
    "count",
    "counts",
    "reaches",
    "reached",
    "reaching",
    "now",
    "still",
    "currently",
    "already",
    "new",
    "newest",
    "latest",
    "open",
    "open-source",
    "open-weight",
    "open-weights",
    "dense",
    "sparse",
    "moe",
    "mixture-of-experts",
    "transformer",
    "decoder-only",
    "each",
    "family",
    "series",
    "packs",
    "packing",
    "sports",
    "sporting",
    "offers",
    "offering",
    "supports",
    "supporting",
    "respectively",
    "massive",
    "whopping",
    "mere",
    "full",
    "weighs",
    "consists",
    "itself",
    "s",
];

/// Returns whether nothing in the gap names a subject or turns the meaning.
///
/// `transparent` are ranges, in order, that count as light wherever they stand: cues of hedging, other numbers, words of
/// the attribute. Balanced brackets are passed over with what is in them. Gaps of more than 120 bytes are never light.
pub(crate) fn is_light(prose: &str, gap: TextRange, transparent: &[TextRange]) -> bool {
    let (mut at, end) = (usize::from(gap.start()), usize::from(gap.end()));
    if 120 < end.saturating_sub(at) {
        return false;
    }
    while at < end {
        let rest = &prose[at..end];
        if let Some(over) = transparent.iter().find(|over| over.contains(size(at)) || over.start() == size(at)) {
            at = usize::from(over.end()).max(at + 1);
            continue;
        }
        let Some(length) = light_prefix(rest) else { return false };
        at += length;
    }
    true
}

/// Returns the length of the light word, mark or bracket that `text` starts with.
fn light_prefix(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    match first {
        '(' | '（' => {
            let close = if first == '(' { ')' } else { '）' };
            return Some(text.find(close).map_or(first.len_utf8(), |at| at + close.len_utf8()));
        }
        '’' | '\'' | '*' | '_' | '~' | '～' | '`' | '"' | '“' | '”' | '「' | '」' | '《' | '》' | '-' | '–' | ':'
        | '：' | '=' | '≈' | ')' | '）' | '|' | '/' | '、' | ',' | '+' | '[' | ']' => {
            return Some(first.len_utf8());
        }
        _ if first.is_whitespace() => return Some(first.len_utf8()),
        _ => {}
    }
    if first.is_ascii_alphanumeric() {
        let length = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(text.len());
        let word = &text[..length];
        let is_light = word.len() < 24 && ENGLISH.iter().any(|light| light.eq_ignore_ascii_case(word));
        return is_light.then_some(length);
    }
    CHINESE.iter().filter(|word| text.starts_with(**word)).map(|word| word.len()).max()
}

#[cfg(test)]
mod tests {
    use super::is_light;
    use crate::text::range;

    fn light(gap: &str) -> bool {
        is_light(gap, range(0, gap.len()), &[])
    }

    #[test]
    fn verbs_of_having_are_light_and_other_subjects_are_not() {
        assert!(light("模型只有"));
        assert!(light("（Meta开发）拥有"));
        assert!(light(" is a "));
        assert!(light("'s largest version has "));
        assert!(!light("旗舰LLM拥有"));
        assert!(!light(" beats rivals with "));
    }

    #[test]
    fn transparent_ranges_are_passed_over() {
        let text = "据传有";
        assert!(is_light(text, range(0, text.len()), &[range(0, 6)]));
        assert!(!light(text));
    }
}
