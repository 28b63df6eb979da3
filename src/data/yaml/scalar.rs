//! What a scalar means: the core schema of YAML 1.2.2, section 10.3.2, by hand.

use granit_parser::{ScalarStyle as Written, Tag};

use super::super::{ScalarStyle, Value};

/// Returns the value of a scalar. Only plain scalars are resolved; a tag of the core schema says what it is.
pub(super) fn resolve(text: &str, style: Written, tag: Option<&Tag>) -> Value {
    let style = match style {
        Written::Plain => ScalarStyle::Plain,
        Written::SingleQuoted | Written::DoubleQuoted => ScalarStyle::Quoted,
        Written::Literal | Written::Folded => ScalarStyle::Block,
    };
    let as_text = || Value::Text { text: text.to_owned().into(), style };
    match tag.map(Tag::core_suffix) {
        None if style == ScalarStyle::Plain => resolve_plain(text).unwrap_or_else(as_text),
        Some(Some("null" | "bool" | "int" | "float")) => resolve_plain(text).unwrap_or_else(as_text),
        None | Some(_) => as_text(),
    }
}

/// Returns the value of a plain scalar; `None` where it is a text.
fn resolve_plain(text: &str) -> Option<Value> {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Some(Value::Null),
        "true" | "True" | "TRUE" => Some(Value::Boolean(true)),
        "false" | "False" | "FALSE" => Some(Value::Boolean(false)),
        _ => is_number(text).then(|| Value::Number(text.to_owned().into())),
    }
}

fn is_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Cheap gate: most texts start with a letter.
    if !matches!(bytes.first(), Some(b'0'..=b'9' | b'+' | b'-' | b'.')) {
        return false;
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return is_all(digits, |byte| matches!(byte, b'0'..=b'7'));
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return is_all(digits, |byte| byte.is_ascii_hexdigit());
    }
    if matches!(text, ".nan" | ".NaN" | ".NAN") {
        return true;
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return true;
    }
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).map_or((unsigned, None), |(mantissa, exponent)| {
        (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
    });
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_digit = |byte: u8| byte.is_ascii_digit();
    let has_digits = !whole.is_empty() || !fraction.is_empty();
    has_digits
        && whole.bytes().all(is_digit)
        && fraction.bytes().all(is_digit)
        && exponent.is_none_or(|exponent| is_all(exponent, is_digit))
}

fn is_all(text: &str, is_fine: fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(is_fine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_core_schema() {
        for number in ["0", "-12", "+3", "8.03", ".5", "5.", "1e3", "1.5E-3", "0x1F", "0o17", ".inf", "-.INF", ".nan"] {
            assert_eq!(resolve_plain(number), Some(Value::Number(number.to_owned().into())), "{number}");
        }
        for text in ["1_000", "12:30", "2024-05-09", ".", "-", "e5", "1e", "0x", "１２", "1.2.3", "no", "v1"] {
            assert_eq!(resolve_plain(text), None, "{text}");
        }
    }
}
