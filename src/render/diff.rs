//! What fixing changes, as a unified diff.

use similar::{Algorithm, TextDiff};

use super::neutral::{is_harmful, neutral_line};
use crate::text::SourceFile;

/// A unified diff of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnifiedDiff {
    /// The diff; empty where nothing changes.
    pub text: String,
    /// Whether the lines are the file's own, byte for byte, so that `patch` and `git apply` can apply them.
    ///
    /// Where a line holds what a terminal or the log of a CI service would act on, that is shown instead.
    pub is_exact: bool,
}

/// Returns the unified diff of two texts of one file, for people, `patch` and `git apply`.
pub fn unified_diff(before: &SourceFile, after: &SourceFile) -> UnifiedDiff {
    if before.text() == after.text() {
        return UnifiedDiff { text: String::new(), is_exact: true };
    }
    let name = neutral_line(before.path());
    let (old, new) = (format!("a/{name}"), format!("b/{name}"));
    let diff = TextDiff::configure().algorithm(Algorithm::Myers).diff_lines(before.text(), after.text());
    let text = diff.unified_diff().context_radius(3).header(&old, &new).to_string();
    if text.split('\n').all(is_harmless) {
        return UnifiedDiff { text, is_exact: name == before.path() };
    }
    let lines: Vec<String> = text.split('\n').map(harmless).collect();
    UnifiedDiff { text: lines.join("\n"), is_exact: false }
}

/// Returns a line of a diff without what ends it on Windows, and that.
fn parts(line: &str) -> (&str, &str) {
    line.strip_suffix('\r').map_or((line, ""), |line| (line, "\r"))
}

/// Returns whether a line can be printed as it is. A tab is harmless, and so is the end of a line.
fn is_harmless(line: &str) -> bool {
    let (line, _) = parts(line);
    let has_command = line.contains("##") && neutral_line(line).as_ref() != line;
    !has_command
        && !line.trim_start().starts_with("::")
        && !line.chars().any(|character| character != '\t' && is_harmful(character))
}

/// Returns a line that can be printed: with its mark (`+`, `-`, a space) and its end.
fn harmless(line: &str) -> String {
    if is_harmless(line) {
        return line.to_owned();
    }
    let (line, end) = parts(line);
    let shown: Vec<_> = line.split('\t').map(neutral_line).collect();
    let shown = shown.join("\t");
    // The mark of a line that stays is a space, and a command may stand behind spaces.
    let shown = if shown.trim_start().starts_with("::") { shown.replacen("::", ":\\u{3a}", 1) } else { shown };
    format!("{shown}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(before: &str, after: &str) -> UnifiedDiff {
        unified_diff(&SourceFile::new("posts/一.md", before), &SourceFile::new("posts/一.md", after))
    }

    #[test]
    fn only_the_lines_around_a_change_are_shown() {
        let changed = diff("\n---\ntitle: a\n---\n1\n2\n3\n", "---\ntitle: a\n---\n1\n2\n3\n");
        assert_eq!(changed.text, "--- a/posts/一.md\n+++ b/posts/一.md\n@@ -1,4 +1,3 @@\n-\n ---\n title: a\n ---\n");
        assert!(changed.is_exact);
        assert_eq!(diff("a", "a").text, "");
    }

    #[test]
    fn a_diff_is_exact_unless_that_would_do_harm() {
        let harmless = diff("\ta\u{200b}\r\n## b\r\n", "\tc\u{200b}\r\n## b\r\n");
        assert!(harmless.is_exact && harmless.text.contains("-\ta\u{200b}\r\n"), "{harmless:?}");
        let hostile = "::error::x\n##[group]\u{202e}\n\x1b[31m\n";
        let shown = diff(&format!("a\n{hostile}"), &format!("b\n{hostile}"));
        assert!(!shown.is_exact);
        assert!(shown.text.ends_with("-a\n+b\n :\\u{3a}error::x\n #\u{2060}#[group]\\u{202e}\n ␛[31m\n"), "{shown:?}");
        // A line that only the diff's own sign precedes is none of a command.
        assert!(diff("a\n", "::error::x\n").is_exact);
    }
}
