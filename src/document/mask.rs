//! Stretches of the source that are not prose though Markdown calls them text: addresses, shortcodes, MDX.
//!
//! They are found in the source before it is parsed, by bytes; the text of the parser is then cut by them.

use std::ops::Range;

use memchr::memmem;

/// Returns the stretches of `body` (a range of `text`) that are no prose: in order, not overlapping, on character
/// boundaries.
pub(super) fn find(text: &str, body: Range<usize>, is_mdx: bool) -> Vec<Range<usize>> {
    let source = &text[..body.end];
    let mut masks = Vec::new();
    addresses(source, body.start, &mut masks);
    shortcodes(source, body.start, &mut masks);
    if is_mdx {
        mdx(source, body.start, &mut masks);
    }
    if !masks.is_sorted_by(|one, next| one.start < next.start) {
        masks.sort_unstable_by_key(|mask| (mask.start, std::cmp::Reverse(mask.end)));
    }
    // What starts within another stretch belongs to it.
    let mut end = 0;
    masks.retain(|mask| {
        let is_outer = end <= mask.start;
        if is_outer {
            end = mask.end;
        }
        is_outer
    });
    masks
}

/// Finds `scheme://…` and `www.…`.
fn addresses(source: &str, from: usize, masks: &mut Vec<Range<usize>>) {
    let bytes = source.as_bytes();
    let mut end = from;
    for colon in memmem::find_iter(&bytes[from..], "://").map(|offset| from + offset) {
        if colon < end {
            continue;
        }
        // A scheme is a letter and more; ten bytes are enough for all in use.
        let scheme = bytes[end.max(colon.saturating_sub(10))..colon]
            .iter()
            .rev()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
            .count();
        if 2 <= scheme {
            let start = colon - scheme;
            end = address_end(bytes, colon + 3);
            masks.push(start..end);
        }
    }
    end = from;
    for start in memmem::find_iter(&bytes[from..], "www.").map(|offset| from + offset) {
        let is_word_start =
            start == 0 || !is_address_byte(bytes[start - 1]) || matches!(bytes[start - 1], b'(' | b'*' | b'_' | b':');
        if end <= start && is_word_start {
            end = address_end(bytes, start + 4);
            if start + 4 < end {
                masks.push(start..end);
            }
        }
    }
}

/// Bytes that an address may have. Others end it, and so does any that is not ASCII: Chinese follows without a space.
fn is_address_byte(byte: u8) -> bool {
    const IS_ADDRESS: [bool; 256] = {
        let mut table = [false; 256];
        let mut byte = 0;
        while byte < 128 {
            let is_end = matches!(byte, b'<' | b'>' | b'"' | b'`' | b'|' | b'[' | b']' | b'{' | b'}' | b'\\' | b'^');
            table[byte as usize] = byte.is_ascii_graphic() && !is_end;
            byte += 1;
        }
        table
    };
    IS_ADDRESS[usize::from(byte)]
}

fn address_end(bytes: &[u8], start: usize) -> usize {
    let mut end = start;
    let mut parentheses = 0usize;
    for byte in bytes[start..].iter().take_while(|byte| is_address_byte(**byte)) {
        match byte {
            b'(' => parentheses += 1,
            b')' if parentheses == 0 => break,
            b')' => parentheses -= 1,
            _ => {}
        }
        end += 1;
    }
    // Punctuation at the end belongs to the sentence.
    while start < end && matches!(bytes[end - 1], b'.' | b',' | b';' | b':' | b'!' | b'?' | b'*' | b'_' | b'~' | b'\'')
    {
        end -= 1;
    }
    end
}

/// The longest shortcode; a longer one is two unrelated braces.
const LONGEST_SHORTCODE: usize = 2_000;

/// Shortcodes whose content is code, as the names that open and close them.
const CODE_SHORTCODES: [&str; 8] = ["highlight", "codeblock", "code", "raw", "mermaid", "math", "katex", "comment"];

/// Finds `{{< … >}}`, `{{% … %}}`, `{{ … }}` and `{% … %}`, and the content of those that hold code.
fn shortcodes(source: &str, from: usize, masks: &mut Vec<Range<usize>>) {
    let bytes = source.as_bytes();
    let mut closing = [Closing::new("}}"), Closing::new("%}")];
    // A code shortcode that has no end anywhere below is not searched for again.
    let mut is_unended = [false; CODE_SHORTCODES.len()];
    let mut end = from;
    for start in memchr::memchr_iter(b'{', &bytes[from..]).map(|offset| from + offset) {
        if start < end {
            continue;
        }
        let closing = match bytes.get(start + 1) {
            Some(b'{') => &mut closing[0],
            Some(b'%') => &mut closing[1],
            _ => continue,
        };
        let Some(close) = closing.next_after(bytes, start + 2) else { continue };
        if LONGEST_SHORTCODE < close - start {
            continue;
        }
        let inside = &source[start + 2..close];
        if inside.contains('`') || inside.contains("\n\n") {
            continue;
        }
        end = close + 2;
        let name = inside.trim_start_matches(['<', '%', '-', ' ']);
        let name = &name[..name.find(|next: char| !next.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if let Some(index) = CODE_SHORTCODES.iter().position(|known| *known == name)
            && !is_unended[index]
            && !inside.trim_end().ends_with('/')
        {
            match code_end(source, end, name, bytes[start + 1]) {
                Some(code_end) => end = code_end,
                None => is_unended[index] = true,
            }
        }
        masks.push(start..end);
    }
}

/// Returns where the shortcode that closes `name` ends: `{% endname %}` or `{{< /name >}}`.
fn code_end(source: &str, from: usize, name: &str, second: u8) -> Option<usize> {
    let rest = &source[from..];
    let (opening, closing) = if second == b'%' { ("{%", "%}") } else { ("{{", "}}") };
    let word = if second == b'%' { format!("end{name}") } else { format!("/{name}") };
    let found = memmem::find_iter(rest.as_bytes(), word.as_bytes()).find(|found| {
        rest[..*found].trim_end_matches(['<', '%', '-', ' ', '/']).ends_with(opening.trim_end_matches('%'))
    })?;
    rest[found..].find(closing).map(|close| from + found + close + closing.len())
}

/// The next place of a closing mark, looked up once for all the opening ones before it.
struct Closing {
    mark: &'static str,
    // `None`: not looked up yet; `Some(None)`: there is no more.
    next: Option<Option<usize>>,
}

impl Closing {
    fn new(mark: &'static str) -> Self {
        Self { mark, next: None }
    }

    fn next_after(&mut self, bytes: &[u8], from: usize) -> Option<usize> {
        match self.next {
            Some(None) => return None,
            Some(Some(next)) if from <= next => return Some(next),
            _ => {}
        }
        let next = memmem::find(bytes.get(from..)?, self.mark.as_bytes()).map(|offset| from + offset);
        self.next = Some(next);
        next
    }
}

/// The longest JSX tag or expression; a longer one is two unrelated marks.
const LONGEST_EXPRESSION: usize = 5_000;

/// Finds what MDX adds to Markdown: `import` and `export`, expressions in braces, tags of components.
fn mdx(source: &str, from: usize, masks: &mut Vec<Range<usize>>) {
    let bytes = source.as_bytes();
    let mut paragraph_start = true;
    let mut offset = from;
    while offset < source.len() {
        let end = memchr::memchr(b'\n', &bytes[offset..]).map_or(source.len(), |newline| offset + newline + 1);
        let line = &source[offset..end];
        if paragraph_start && (line.starts_with("import ") || line.starts_with("export ")) {
            let module_end = memmem::find(&bytes[offset..], b"\n\n").map_or(source.len(), |blank| offset + blank);
            masks.push(offset..module_end);
        }
        paragraph_start = line.trim().is_empty();
        offset = end;
    }
    let mut end = from;
    // What has no end up to here, for braces and for tags: searching again from each one in between would be quadratic.
    let mut unended = [from; 2];
    for start in memchr::memchr2_iter(b'{', b'<', &bytes[from..]).map(|offset| from + offset) {
        if start < end {
            continue;
        }
        let is_tag = bytes[start] == b'<';
        let is_component = matches!(bytes.get(start + 1), Some(b'A'..=b'Z' | b'>'))
            || (bytes.get(start + 1) == Some(&b'/') && matches!(bytes.get(start + 2), Some(b'A'..=b'Z' | b'>')));
        if is_tag && !is_component {
            continue;
        }
        if start < unended[usize::from(is_tag)] {
            continue;
        }
        match expression_end(bytes, start, is_tag) {
            Ok(expression_end) => {
                end = expression_end;
                masks.push(start..end);
            }
            Err(searched) => unended[usize::from(is_tag)] = searched,
        }
    }
}

/// Returns where the braces or the tag that starts at `start` ends; the error is where a blank line or the limit comes
/// first.
fn expression_end(bytes: &[u8], start: usize, is_tag: bool) -> Result<usize, usize> {
    let mut depth = 0usize;
    let mut at = start;
    let limit = bytes.len().min(start + LONGEST_EXPRESSION);
    while at < limit {
        match bytes[at] {
            b'{' => depth += 1,
            b'}' => {
                depth = depth.checked_sub(1).ok_or(at)?;
                if depth == 0 && !is_tag {
                    return Ok(at + 1);
                }
            }
            b'>' if is_tag && depth == 0 => return Ok(at + 1),
            b'\n' if bytes.get(at + 1) == Some(&b'\n') => return Err(at),
            quote @ (b'"' | b'`') if is_tag || 0 < depth => {
                at += 1 + memchr::memchr2(quote, b'\n', &bytes[at + 1..limit]).ok_or(limit)?;
            }
            _ => {}
        }
        at += 1;
    }
    Err(limit)
}
