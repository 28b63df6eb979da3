//! Writes a tree in few bytes, in the form that `compact` describes and reads. Only the build does, and tests.

use super::compact::{BLOCK, DATE, FALSE, LIST, MAP, NULL, NUMBER, PLAIN, QUOTED, TRUE};
use super::{Node, ScalarStyle, Value};
use crate::text::TextRange;

/// Returns a tree in few bytes, and its texts.
pub(crate) fn encode(root: &Node) -> (Vec<u8>, String) {
    let (mut bytes, mut texts) = (Vec::new(), String::new());
    encode_node(root, 0, &mut bytes, &mut texts);
    (bytes, texts)
}

fn encode_node(node: &Node, before: u32, bytes: &mut Vec<u8>, texts: &mut String) {
    bytes.push(match &node.value {
        Value::Null => NULL,
        Value::Boolean(false) => FALSE,
        Value::Boolean(true) => TRUE,
        Value::Number(_) => NUMBER,
        Value::Date(_) => DATE,
        Value::Text { style: ScalarStyle::Plain, .. } => PLAIN,
        Value::Text { style: ScalarStyle::Quoted, .. } => QUOTED,
        Value::Text { style: ScalarStyle::Block, .. } => BLOCK,
        Value::List(_) => LIST,
        Value::Map(_) => MAP,
    });
    encode_range(node.range, before, bytes);
    match &node.value {
        Value::Null | Value::Boolean(_) => {}
        Value::Number(text) | Value::Date(text) | Value::Text { text, .. } => encode_text(text, bytes, texts),
        Value::List(items) => {
            encode_count(items.len(), bytes);
            for item in items {
                encode_node(item, node.range.start().into(), bytes, texts);
            }
        }
        Value::Map(entries) => {
            encode_count(entries.len(), bytes);
            for entry in entries {
                encode_text(&entry.key, bytes, texts);
                encode_range(entry.key_range, node.range.start().into(), bytes);
                encode_node(&entry.value, node.range.start().into(), bytes, texts);
            }
        }
    }
}

/// Writes a range by how far it starts from `before`. What an alias stands for may start before it: the difference wraps.
fn encode_range(range: TextRange, before: u32, bytes: &mut Vec<u8>) {
    encode_number(u32::from(range.start()).wrapping_sub(before), bytes);
    encode_number(range.len().into(), bytes);
}

fn encode_text(text: &str, bytes: &mut Vec<u8>, texts: &mut String) {
    encode_count(text.len(), bytes);
    texts.push_str(text);
}

fn encode_count(count: usize, bytes: &mut Vec<u8>) {
    encode_number(u32::try_from(count).expect("a data file has at most a mebibyte"), bytes);
}

fn encode_number(mut number: u32, bytes: &mut Vec<u8>) {
    while 0x80 <= number {
        bytes.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

#[cfg(test)]
mod tests {
    use super::super::compact::decode;
    use super::*;
    use crate::data::yaml;
    use crate::text::range;

    fn tree(text: &str) -> Node {
        yaml::parse(text, range(0, text.len())).root.unwrap()
    }

    #[test]
    fn a_tree_comes_back_as_it_was() {
        let long = format!("long: {}\n", "数".repeat(200));
        let nested =
            "- &a {一: 1.50, b: ~, c: 'x', d: [true, false]}\n- |\n  block\n- *a\n- []\n- {<<: *a, e: 2024-05-09}\n";
        for text in [nested, &long, "x", "{}"] {
            let tree = tree(text);
            let (bytes, texts) = encode(&tree);
            assert_eq!(decode(&bytes, texts.leak()), Some(tree), "{text}");
        }
    }

    #[test]
    fn other_bytes_are_refused() {
        let (bytes, texts) = encode(&tree("a: [1, 二, {b: c}]\n"));
        let texts: &'static str = texts.leak();
        for end in 0..bytes.len() {
            assert_eq!(decode(&bytes[..end], texts), None);
        }
        for at in 0..bytes.len() {
            let mut broken = bytes.clone();
            broken[at] ^= 0xFF;
            let _ = decode(&broken, texts);
        }
        assert_eq!(decode(&bytes, ""), None);
        assert_eq!(decode(&bytes, "a1二bcd"), None);
    }
}
