//! Which lines of a document changed, and which findings that touches.
//!
//! Main type: [`ChangedLines`]; main functions: [`changed_lines`] compares two texts, [`read_diff`] reads a unified diff. Knows
//! nothing of files, or of where the earlier text comes from.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::diagnostic::Diagnostic;
use crate::text::{SourceFile, TextRange};

/// What changed in one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangedLines {
    /// Lines that were added or changed: the first and the last of each run, 1-based.
    pub lines: Vec<(usize, usize)>,
    /// Lines after which something was taken away; 0 is the start of the file.
    pub gaps: Vec<usize>,
}

/// One file of a diff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileDiff {
    /// The path of the file after the change, as the diff writes it, with its prefix (`b/`).
    pub path: String,
    /// What changed.
    pub changed: ChangedLines,
}

impl ChangedLines {
    /// Returns what holds for a file that is new: every line is.
    pub fn all() -> Self {
        Self { lines: vec![(1, usize::MAX)], gaps: Vec::new() }
    }

    /// Returns whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.gaps.is_empty()
    }

    /// Returns whether a finding has to do with what changed: one of its places in the file does, or it is about the whole
    /// file.
    pub fn touch(&self, file: &SourceFile, finding: &Diagnostic) -> bool {
        if self.is_empty() {
            return false;
        }
        let is_about_the_file = finding.primary.range.is_empty() && finding.primary.range.start() == 0.into();
        let related =
            finding.related.iter().filter(|related| related.file.is_none()).map(|related| related.label.range);
        is_about_the_file
            || std::iter::once(finding.primary.range).chain(related).any(|range| self.touch_range(file, range))
    }

    fn touch_range(&self, file: &SourceFile, range: TextRange) -> bool {
        let range = file.clamp(range);
        let first = file.line_index(range.start()) + 1;
        // What ends with a line does not touch the next one.
        let last = if range.is_empty() { range.end() } else { range.end() - crate::text::TextSize::from(1) };
        let last = file.line_index(last) + 1;
        self.lines.iter().any(|(start, end)| *start <= last && first <= *end)
            || self.gaps.iter().any(|gap| first <= *gap && *gap < last)
    }
}

/// Returns what changed from one text to another; line ends are no change, since git may store others than it writes.
pub fn changed_lines(before: &str, after: &str) -> ChangedLines {
    fn lines(text: &str) -> Vec<&str> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect()
    }
    let mut changed = ChangedLines::default();
    for operation in capture_diff_slices(Algorithm::Patience, &lines(before), &lines(after)) {
        match operation {
            DiffOp::Equal { .. } => {}
            DiffOp::Delete { new_index, .. } => changed.gaps.push(new_index),
            DiffOp::Insert { new_index, new_len, .. } | DiffOp::Replace { new_index, new_len, .. } => {
                changed.lines.push((new_index + 1, new_index + new_len));
            }
        }
    }
    changed
}

/// Returns how many of the lines of two texts are the same, of a hundred.
pub fn similarity(before: &str, after: &str) -> usize {
    let mut counts: rustc_hash::FxHashMap<&str, isize> = rustc_hash::FxHashMap::default();
    let (mut n_before, mut n_after, mut n_shared) = (0, 0, 0);
    for line in before.lines().filter(|line| !line.trim().is_empty()) {
        *counts.entry(line).or_default() += 1;
        n_before += 1;
    }
    for line in after.lines().filter(|line| !line.trim().is_empty()) {
        let count = counts.entry(line).or_default();
        n_shared += usize::from(0 < *count);
        *count -= 1;
        n_after += 1;
    }
    if n_before + n_after == 0 { 100 } else { 200 * n_shared / (n_before + n_after) }
}

/// Reads a unified diff, as `git diff`, `diff -u` and `git diff --cc` write it; `None` where it is none.
///
/// An empty text is a diff without changes.
pub fn read_diff(text: &str) -> Option<Vec<FileDiff>> {
    let mut files: Vec<FileDiff> = Vec::new();
    // Lines of a hunk that are still to come: before for each parent, and after.
    let mut hunk: Option<Hunk> = None;
    let mut is_diff = text.trim().is_empty();
    for line in text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)) {
        if let Some(open) = &mut hunk {
            if open.take(line, files.last_mut().map(|file| &mut file.changed)) {
                continue;
            }
            hunk = None;
        }
        if let Some(path) = line.strip_prefix("+++ ") {
            is_diff = true;
            files.push(FileDiff { path: path_of(path), changed: ChangedLines::default() });
        } else if line.starts_with("diff ") {
            // A file that was only renamed, or is not text, has nothing else.
            is_diff = true;
        } else if line.starts_with("@@") && !files.is_empty() {
            hunk = Hunk::read(line);
        }
    }
    is_diff.then_some(files)
}

/// A hunk that is being read.
struct Hunk {
    // How many columns of marks stand before each line: more than one where several parents are joined.
    n_parents: usize,
    n_before: Vec<usize>,
    n_after: usize,
    // The next line of the new file, 1-based.
    line_number: usize,
}

impl Hunk {
    /// Reads `@@ -1,2 +3,4 @@`, or `@@@ -1,2 -1,2 +3,4 @@@`.
    fn read(line: &str) -> Option<Self> {
        let n_marks = line.bytes().take_while(|byte| *byte == b'@').count();
        let mut parts = line[n_marks..].split_whitespace();
        let range = |part: &str, sign: char| {
            let (start, count) = part.strip_prefix(sign)?.split_once(',').map_or((&part[1..], "1"), |pair| pair);
            Some((start.parse::<usize>().ok()?, count.parse::<usize>().ok()?))
        };
        let n_parents = n_marks.checked_sub(1).filter(|count| 0 < *count)?;
        let n_before: Option<Vec<usize>> =
            (0..n_parents).map(|_| range(parts.next()?, '-').map(|(_, count)| count)).collect();
        let (start, n_after) = range(parts.next()?, '+')?;
        // Without lines of its own, a hunk stands behind the line that it names.
        let line_number = if n_after == 0 { start + 1 } else { start };
        Some(Self { n_parents, n_before: n_before?, n_after, line_number })
    }

    /// Takes the next line; `false` where it is none of the hunk.
    fn take(&mut self, line: &str, changed: Option<&mut ChangedLines>) -> bool {
        if line.starts_with('\\') {
            return true;
        }
        if self.n_after == 0 && self.n_before.iter().all(|count| *count == 0) {
            return false;
        }
        // An editor may have taken the blank of an empty line away.
        let marks = line.get(..self.n_parents).unwrap_or("");
        let is_removed = marks.contains('-');
        for (parent, count) in self.n_before.iter_mut().enumerate() {
            let mark = marks.as_bytes().get(parent).copied().unwrap_or(b' ');
            if mark == b'-' || (mark == b' ' && !is_removed) {
                *count = count.saturating_sub(1);
            }
        }
        let Some(changed) = changed else { return true };
        if is_removed {
            changed.gaps.push(self.line_number - 1);
        } else {
            if marks.contains('+') {
                changed.lines.push((self.line_number, self.line_number));
            }
            self.line_number += 1;
            self.n_after = self.n_after.saturating_sub(1);
        }
        true
    }
}

/// Returns the path of a line of a diff: without quotes, escapes, and the time that `diff -u` writes behind it.
fn path_of(written: &str) -> String {
    let Some(quoted) = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        return written.split('\t').next().unwrap_or(written).trim_end().to_owned();
    };
    let mut bytes = Vec::with_capacity(quoted.len());
    let mut rest = quoted.as_bytes();
    while let [byte, after @ ..] = rest {
        rest = after;
        if *byte != b'\\' {
            bytes.push(*byte);
            continue;
        }
        // git writes bytes beyond ASCII in octal.
        let octal = rest.get(..3).and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(value) = octal.and_then(|digits| u8::from_str_radix(digits, 8).ok()) {
            bytes.push(value);
            rest = &rest[3..];
        } else if let [escaped, after @ ..] = rest {
            bytes.push(match escaped {
                b'n' => b'\n',
                b't' => b'\t',
                other => *other,
            });
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{RuleId, Severity};
    use crate::text::range;

    fn diff(text: &str) -> Vec<(String, Vec<(usize, usize)>, Vec<usize>)> {
        let files = read_diff(text).expect("a diff");
        files.into_iter().map(|file| (file.path, file.changed.lines, file.changed.gaps)).collect()
    }

    #[test]
    fn hunks_say_which_lines_are_new() {
        let text = "diff --git a/a.md b/a.md\nindex 1..2 100644\n--- a/a.md\n+++ b/a.md\n@@ -1,3 +1,4 @@ head\n one\n-two\n+zwei\n+drei\n three\n@@ -9 +10,0 @@\n-nine\n";
        assert_eq!(diff(text), [("b/a.md".to_owned(), vec![(2, 2), (3, 3)], vec![1, 10])]);
        assert_eq!(diff(""), []);
        assert_eq!(read_diff("no diff at all\n"), None);
    }

    #[test]
    fn lines_that_look_like_heads_belong_to_the_hunk() {
        let text = "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n--- old: rule\n+++ new: rule\n same\n";
        assert_eq!(diff(text), [("b/a.md".to_owned(), vec![(1, 1)], vec![0])]);
    }

    #[test]
    fn names_in_quotes_and_with_times_are_read() {
        let text = "--- /dev/null\n+++ \"b/\\344\\270\\255 \\\"x\\\".md\"\n@@ -0,0 +1 @@\n+a\n\\ No newline at end of file\n--- old.md\t2024-05-09 10:00:00\n+++ new.md\t2024-05-09 10:00:01\n@@ -1 +1 @@\n-a\n+b\n";
        let names: Vec<String> = diff(text).into_iter().map(|(name, _, _)| name).collect();
        assert_eq!(names, ["b/中 \"x\".md", "new.md"]);
    }

    #[test]
    fn a_merge_shows_what_either_side_changed() {
        let text = "diff --cc a.md\nindex 1,2..3\n--- a/a.md\n+++ b/a.md\n@@@ -1,2 -1,2 +1,3 @@@\n  one\n++both\n +ours\n- theirs\n";
        assert_eq!(diff(text), [("b/a.md".to_owned(), vec![(2, 2), (3, 3)], vec![3])]);
    }

    #[test]
    fn texts_are_compared_by_lines_whatever_their_ends() {
        let changed = changed_lines("a\nb\nc\nd\n", "a\r\nB\r\nc\r\n");
        assert_eq!(changed, ChangedLines { lines: vec![(2, 2)], gaps: vec![3] });
        assert!(changed_lines("a\r\nb", "\u{feff}a\nb").is_empty());
        assert_eq!(similarity("a\nb\nc\nd", "a\nb\nc\nx"), 75);
    }

    #[test]
    fn findings_are_touched_by_any_of_their_places() {
        let file = SourceFile::new("a.md", "---\ntitle: a\n---\n\none\ntwo\n");
        let finding = |start, end| Diagnostic::new(RuleId::new("a/b"), Severity::Error, range(start, end), "m");
        let at = |line| ChangedLines { lines: vec![(line, line)], gaps: Vec::new() };
        assert!(at(5).touch(&file, &finding(18, 21)) && !at(6).touch(&file, &finding(18, 22)));
        assert!(at(6).touch(&file, &finding(18, 21).with_related(range(22, 23), "r")));
        assert!(at(6).touch(&file, &finding(0, 0)), "a finding about the whole file");
        let gap = ChangedLines { lines: Vec::new(), gaps: vec![1] };
        assert!(gap.touch(&file, &finding(0, 16)) && !gap.touch(&file, &finding(4, 12)));
        assert!(!ChangedLines::default().touch(&file, &finding(0, 0)));
        assert!(ChangedLines::all().touch(&file, &finding(22, 25)));
    }
}
