//! Patterns for paths as `.gitignore` has them: in `exclude`, `include`, and `files` of an override.

use std::path::Path;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::text::TextRange;

/// A list of patterns; a later one wins over an earlier one, and `!` takes back.
#[derive(Clone, Debug)]
pub struct PathPatterns {
    /// The patterns with their places in the configuration, in order.
    pub items: Vec<(String, TextRange)>,
    matcher: Gitignore,
}

impl PartialEq for PathPatterns {
    fn eq(&self, other: &Self) -> bool {
        self.items == other.items
    }
}

impl PathPatterns {
    /// Compiles patterns, and says which cannot be: the place, and why.
    pub(super) fn new(items: Vec<(String, TextRange)>) -> (Self, Vec<(String, TextRange, String)>) {
        // Nothing is read from the disk: the root only says what paths are relative to.
        let mut builder = GitignoreBuilder::new("");
        let mut problems = Vec::new();
        for (pattern, range) in &items {
            if let Err(error) = builder.add_line(None, pattern) {
                let reason = match &error {
                    ignore::Error::Glob { err, .. } => err.clone(),
                    other => other.to_string(),
                };
                problems.push((pattern.clone(), *range, reason));
            }
        }
        let matcher = builder.build().unwrap_or_else(|_| Gitignore::empty());
        (Self { items, matcher }, problems)
    }

    /// Returns the place of the pattern that decides on a path, and whether it takes the path; `None` where none speaks of
    /// it, or of a folder above it.
    pub fn decide(&self, path: &Path, is_folder: bool) -> Option<(bool, TextRange)> {
        if path.as_os_str().is_empty() {
            return None;
        }
        let range = |original: &str| {
            let found = self.items.iter().rev().find(|(pattern, _)| pattern == original);
            found.map(|(_, range)| *range).unwrap_or_default()
        };
        match self.matcher.matched_path_or_any_parents(path, is_folder) {
            Match::None => None,
            Match::Ignore(glob) => Some((true, range(glob.original()))),
            Match::Whitelist(glob) => Some((false, range(glob.original()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::range;

    fn taken(patterns: &[&str], path: &str) -> bool {
        let items = patterns.iter().enumerate().map(|(at, pattern)| ((*pattern).to_owned(), range(at, at + 1)));
        let (patterns, problems) = PathPatterns::new(items.collect());
        assert!(problems.is_empty(), "{problems:?}");
        patterns.decide(Path::new(path), false).is_some_and(|(is_taken, _)| is_taken)
    }

    #[test]
    fn patterns_mean_what_they_mean_in_a_gitignore() {
        assert!(taken(&["drafts/"], "drafts/a.md") && taken(&["drafts/"], "2024/drafts/a/b.md"));
        assert!(taken(&["/drafts"], "drafts/a.md") && !taken(&["/drafts"], "2024/drafts/a.md"));
        assert!(taken(&["*.draft.md"], "a/b.draft.md") && !taken(&["posts/*.md"], "posts/2024/a.md"));
        assert!(taken(&["posts/**/*.md"], "posts/2024/a.md") && taken(&["草稿/"], "草稿/文.md"));
        assert!(!taken(&["drafts/*", "!drafts/keep.md"], "drafts/keep.md"));
        assert!(!taken(&[], "a.md") && !taken(&["b.md"], "a.md"));
    }

    #[test]
    fn the_pattern_that_decides_is_told_by_its_place() {
        let items = vec![("a/".to_owned(), range(0, 2)), ("*.md".to_owned(), range(5, 9))];
        let (patterns, _) = PathPatterns::new(items);
        assert_eq!(patterns.decide(Path::new("a/b.txt"), false), Some((true, range(0, 2))));
        assert_eq!(patterns.decide(Path::new("a/b.md"), false), Some((true, range(5, 9))));
        assert_eq!(patterns.decide(Path::new(""), true), None);
    }

    #[test]
    fn a_pattern_that_is_none_is_told() {
        let (_, problems) = PathPatterns::new(vec![("a{".to_owned(), range(3, 5))]);
        assert_eq!(problems[0].1, range(3, 5));
    }
}
