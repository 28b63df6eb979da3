//! The documentation of a rule, taken apart: headings, words, and examples that can be run.
//!
//! Main types: [`Part`] and [`Example`]. Knows nothing of how either is shown.

use super::RuleMeta;

/// A part of a rule's documentation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A heading, without its marks.
    Heading(String),
    /// A line of Markdown, perhaps an empty one.
    Line(String),
    /// An example.
    Example(Example),
    /// Another fenced block.
    Block {
        /// What stands behind the opening fence.
        info: String,
        /// The lines between the fences.
        text: String,
    },
}

/// An example in a rule's documentation, run as a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// What the example is.
    pub kind: ExampleKind,
    /// The name of the example's file; where it says none, `example.md`, `table.yaml` or `factlint.yaml`.
    pub file_name: String,
    /// The file, or a listing of several ([`Example::files`]).
    pub text: String,
    /// Whether the rule reports something in it.
    pub is_flagged: bool,
    /// A `factlint.yaml` that the example needs.
    pub configuration: Option<String>,
    /// A reference table that the example needs beside those that ship.
    pub table: Option<String>,
}

/// What an example is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExampleKind {
    /// A document, or several.
    Document,
    /// A reference table, behind those that it is held against.
    Table,
    /// A configuration.
    Configuration,
}

impl RuleMeta {
    /// Returns the parts of the documentation in their order.
    ///
    /// A block ```` ```md,flagged ```` must be reported by the rule, ```` ```md ```` must not; so must ```` ```yaml,table,flagged ````
    /// and ```` ```yaml,config,flagged ````, and their twins with `clean` must not. `file=NAME` names the file. A
    /// ```` ```yaml,config ```` block configures the example after it, and a ```` ```yaml,table ```` block is a table for it.
    pub fn parts(&self) -> Vec<Part> {
        let documentation = self.documentation();
        let mut parts = Vec::new();
        let (mut configuration, mut table) = (None, None);
        let mut lines = documentation.lines();
        while let Some(line) = lines.next() {
            let fence: String = line.chars().take_while(|character| *character == '`').collect();
            if fence.len() < 3 {
                parts.push(match line.strip_prefix("## ") {
                    Some(heading) => Part::Heading(heading.to_owned()),
                    None => Part::Line(line.to_owned()),
                });
                continue;
            }
            let info = &line[fence.len()..];
            let mut text = String::new();
            for line in lines.by_ref().take_while(|line| line.trim_end() != fence) {
                text.push_str(line);
                text.push('\n');
            }
            let words: Vec<&str> = info.split(',').map(str::trim).collect();
            let has = |word: &str| words.contains(&word);
            let (kind, file_name) = match words[..] {
                ["yaml", "config"] => {
                    configuration = Some(text);
                    continue;
                }
                ["yaml", "table"] => {
                    table = Some(text);
                    continue;
                }
                ["md", ..] => (ExampleKind::Document, "example.md"),
                ["yaml", "table", "flagged" | "clean", ..] => (ExampleKind::Table, "table.yaml"),
                ["yaml", "config", "flagged" | "clean", ..] => (ExampleKind::Configuration, "factlint.yaml"),
                _ => {
                    parts.push(Part::Block { info: info.to_owned(), text });
                    continue;
                }
            };
            let file_name = words.iter().find_map(|word| word.strip_prefix("file=")).unwrap_or(file_name);
            parts.push(Part::Example(Example {
                kind,
                file_name: file_name.to_owned(),
                text,
                is_flagged: has("flagged"),
                configuration: configuration.take(),
                table: table.take(),
            }));
        }
        parts
    }

    /// Returns the examples of the documentation.
    pub fn examples(&self) -> Vec<Example> {
        let example = |part| match part {
            Part::Example(example) => Some(example),
            _ => None,
        };
        self.parts().into_iter().filter_map(example).collect()
    }
}

impl Example {
    /// Returns the files of the example, in order of path.
    pub fn files(&self) -> Vec<(String, String)> {
        listing(&self.file_name, &self.text)
    }
}

/// Reads a listing of files: each starts with a line such as `==> posts/a.md <==`; without one, the text is the one file
/// `name`.
///
/// `{1..12}` in a path stands for twelve files, and `{}` in their path and text for the number (`{01..12}` for two digits).
/// The files are returned in order of path, as a run checks them.
pub fn listing(name: &str, text: &str) -> Vec<(String, String)> {
    let heading = |line: &str| Some(line.strip_prefix("==> ")?.strip_suffix(" <==")?.to_owned());
    let mut files = Vec::new();
    let mut current: Option<(String, String)> = None;
    for line in text.lines() {
        if let Some(path) = heading(line) {
            files.extend(current.replace((path, String::new())));
            continue;
        }
        let (_, text) = current.get_or_insert_with(|| (name.to_owned(), String::new()));
        text.push_str(line);
        text.push('\n');
    }
    files.extend(current);
    let mut expanded: Vec<(String, String)> = Vec::new();
    for (path, text) in files {
        match range(&path) {
            Some(range) => expanded.extend(range.paths().map(|(number, path)| (path, text.replace("{}", &number)))),
            None => expanded.push((path, text)),
        }
    }
    expanded.sort();
    expanded
}

/// A range of numbers in a path.
struct Range<'a> {
    before: &'a str,
    first: usize,
    last: usize,
    n_digits: usize,
    after: &'a str,
}

/// Reads `posts/{1..9}.md`.
fn range(path: &str) -> Option<Range<'_>> {
    let (before, rest) = path.split_once('{')?;
    let (inside, after) = rest.split_once('}')?;
    let (first, last) = inside.split_once("..")?;
    Some(Range { before, first: first.parse().ok()?, last: last.parse().ok()?, n_digits: first.len(), after })
}

impl Range<'_> {
    /// Returns each number, as it is written, and its path.
    fn paths(&self) -> impl Iterator<Item = (String, String)> {
        (self.first..=self.last).map(|number| {
            let number = format!("{number:0width$}", width = self.n_digits);
            let path = format!("{}{number}{}", self.before, self.after);
            (number, path)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listing_stands_for_its_files() {
        let files = listing("a.md", "==> p/{09..10}.md <==\nNumber {}\n==> b.md <==\n");
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        assert_eq!(files, [("b.md", ""), ("p/09.md", "Number 09\n"), ("p/10.md", "Number 10\n")]);
        assert_eq!(listing("a.md", "x\n"), [("a.md".to_owned(), "x\n".to_owned())]);
    }
}
