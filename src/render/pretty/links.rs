//! Words that a terminal opens by a click: the OSC 8 sequence
//! (<https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda>).

use crate::render::uri::{is_absolute, uri};

/// How to make links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    // Address of the folder that names are relative to, with a slash at its end.
    base: String,
}

impl Links {
    /// Makes links to files whose names are relative to the absolute path `folder`.
    pub fn new(folder: &str) -> Self {
        Self { base: format!("{}/", uri(folder).trim_end_matches('/')) }
    }

    /// Returns `shown`, which is safe to print, as a link to the file named `path`.
    pub(super) fn to_file(&self, path: &str, shown: &str) -> String {
        let address = uri(path);
        if is_absolute(&address) { link(&address, shown) } else { link(&format!("{}{address}", self.base), shown) }
    }

    /// Returns what a finding is headed by as a link to the page on its rule.
    #[expect(clippy::unused_self, reason = "only who has links makes any")]
    pub(super) fn to_page(&self, address: &str, shown: &str) -> String {
        link(address, shown)
    }

    /// Returns the address of a source, safe to print, as a link to itself where it is one of the web.
    ///
    /// Only printable ASCII may stand in the sequence; anything else is shown as it is.
    #[expect(clippy::unused_self, reason = "only who has links makes any")]
    pub(super) fn to_source(&self, address: &str) -> String {
        let is_web = address.starts_with("https://") || address.starts_with("http://");
        let is_plain = address.bytes().all(|byte| byte.is_ascii_graphic());
        if is_web && is_plain { link(address, address) } else { address.to_owned() }
    }
}

fn link(address: &str, shown: &str) -> String {
    format!("\x1b]8;;{address}\x1b\\{shown}\x1b]8;;\x1b\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_name_gets_out_of_its_sequence() {
        let links = Links::new("/home/a b");
        assert_eq!(
            links.to_file("x\x1b]\u{7}.md", "x"),
            "\x1b]8;;file:///home/a%20b/x%1B%5D%07.md\x1b\\x\x1b]8;;\x1b\\"
        );
        assert_eq!(links.to_file("/y.md", "y"), "\x1b]8;;file:///y.md\x1b\\y\x1b]8;;\x1b\\");
        assert_eq!(links.to_source("https://example.org/文"), "https://example.org/文");
        assert_eq!(links.to_source("simsharmaa/x:y"), "simsharmaa/x:y");
        assert_eq!(links.to_source("https://a.b/"), "\x1b]8;;https://a.b/\x1b\\https://a.b/\x1b]8;;\x1b\\");
    }
}
