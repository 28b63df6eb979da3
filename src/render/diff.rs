//! What fixing changes, as a unified diff.

use similar::{Algorithm, TextDiff};

use super::neutral_line;
use crate::text::SourceFile;

/// Returns the unified diff of two texts of one file, for `patch` and `git apply`; empty where they are the same.
///
/// The lines are the file's own, byte for byte, so that the diff can be applied.
pub fn unified_diff(before: &SourceFile, after: &SourceFile) -> String {
    if before.text() == after.text() {
        return String::new();
    }
    let name = neutral_line(before.path());
    let (old, new) = (format!("a/{name}"), format!("b/{name}"));
    let diff = TextDiff::configure().algorithm(Algorithm::Myers).diff_lines(before.text(), after.text());
    diff.unified_diff().context_radius(3).header(&old, &new).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_lines_around_a_change_are_shown() {
        let before = SourceFile::new("posts/一.md", "\n---\ntitle: a\n---\n1\n2\n3\n");
        let after = SourceFile::new("posts/一.md", "---\ntitle: a\n---\n1\n2\n3\n");
        assert_eq!(
            unified_diff(&before, &after),
            "--- a/posts/一.md\n+++ b/posts/一.md\n@@ -1,4 +1,3 @@\n-\n ---\n title: a\n ---\n"
        );
        assert_eq!(unified_diff(&before, &before), "");
    }
}
