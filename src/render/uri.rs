//! Paths as addresses (RFC 3986).

use std::fmt::Write as _;

/// Returns a path as an address: relative where the path is, `file://` where it is absolute.
///
/// Everything but letters, digits and `-._~/` is percent-encoded, so that neither a colon (it would begin a scheme), nor
/// a percent sign, nor a space, nor a letter of Chinese is left.
pub(super) fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len() + 8);
    let is_drive = cfg!(windows) && path.as_bytes().get(1) == Some(&b':');
    if path.starts_with('/') {
        uri.push_str("file://");
    } else if is_drive {
        uri.push_str("file:///");
    }
    for (index, byte) in path.bytes().enumerate() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) || (is_drive && index == 1) {
            uri.push(char::from(byte));
        } else {
            write!(uri, "%{byte:02X}").expect("a String takes all");
        }
    }
    uri
}

/// Returns whether an address begins with a scheme: it stands for itself, and is not relative to a folder.
pub(super) fn is_absolute(uri: &str) -> bool {
    uri.starts_with("file://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_name_holds_is_encoded() {
        assert_eq!(uri("posts/a-1_b.md"), "posts/a-1_b.md");
        assert_eq!(uri("a: 100% b.md"), "a%3A%20100%25%20b.md");
        assert_eq!(uri("文/😀.md"), "%E6%96%87/%F0%9F%98%80.md");
        assert_eq!(uri("/tmp/x y.md"), "file:///tmp/x%20y.md");
    }
}
