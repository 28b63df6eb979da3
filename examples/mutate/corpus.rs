//! Documents of true claims with marks: `{{1750亿: gpt-3 parameters}}` for a value, `<<据说>>` for a hedge.

use std::ops::Range;
use std::path::Path;

/// A document with its marks taken out of the text.
pub(crate) struct Document {
    pub(crate) name: String,
    /// `zh` or `en`, by the file's name.
    pub(crate) language: String,
    /// What is checked.
    pub(crate) text: String,
    pub(crate) marks: Vec<Mark>,
    /// Bytes of the words of hedging that a rumour hangs on.
    pub(crate) hedges: Vec<Range<usize>>,
}

/// A true claim.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    /// Bytes of the value in the text.
    pub(crate) range: Range<usize>,
    /// Id of the subject that the text names.
    pub(crate) subject: String,
    /// Key of the attribute; `released` stands for every date of a model's coming out.
    pub(crate) attribute: String,
    pub(crate) meaning: Meaning,
    /// The scale that the head of the column gives: 亿 in `参数量（亿）`.
    pub(crate) column_scale: Option<String>,
}

/// How a value is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    Exact,
    /// `about`, 约.
    About,
    /// `over`, 超过.
    Over,
    /// `up to`, 不到.
    Under,
    /// Hedged, and the table has no more than a rumour.
    Rumoured,
}

impl Document {
    /// Returns the bytes of the line that `at` stands in.
    pub(crate) fn line(&self, at: usize) -> Range<usize> {
        let start = self.text[..at].rfind('\n').map_or(0, |before| before + 1);
        let end = self.text[at..].find('\n').map_or(self.text.len(), |after| at + after);
        start..end
    }
}

/// Reads every document of a folder, in the order of names.
#[expect(clippy::disallowed_methods, reason = "a program beside the library reads its own documents")]
pub(crate) fn read_all(folder: &Path) -> Vec<Document> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .map(|path| {
            let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            read(&name, &text)
        })
        .collect()
}

/// Takes the marks out of a document.
pub(crate) fn read(name: &str, marked: &str) -> Document {
    let language = name.split('-').next().unwrap_or_default().to_owned();
    let mut document =
        Document { name: name.to_owned(), language, text: String::new(), marks: Vec::new(), hedges: Vec::new() };
    let mut rest = marked;
    loop {
        let value = rest.find("{{");
        let hedge = rest.find("<<");
        let Some(at) = [value, hedge].into_iter().flatten().min() else { break };
        document.text.push_str(&rest[..at]);
        let start = document.text.len();
        let close = if Some(at) == value { "}}" } else { ">>" };
        let inner = &rest[at + 2..];
        let end = inner.find(close).unwrap_or_else(|| panic!("{name}: no {close} after {inner:.40}"));
        let content = &inner[..end];
        rest = &inner[end + 2..];
        if Some(at) == value {
            let (text, what) = content.rsplit_once(": ").unwrap_or_else(|| panic!("{name}: {content}"));
            document.text.push_str(text);
            document.marks.push(mark(name, start..document.text.len(), what));
        } else {
            document.text.push_str(content);
            document.hedges.push(start..document.text.len());
        }
    }
    document.text.push_str(rest);
    document
}

fn mark(name: &str, range: Range<usize>, what: &str) -> Mark {
    let parts: Vec<&str> = what.split(' ').collect();
    let [subject, attribute, rest @ ..] = parts.as_slice() else { panic!("{name}: {what}") };
    let column_scale = rest.iter().find_map(|part| part.strip_prefix("in-")).map(str::to_owned);
    let rest: Vec<&str> = rest.iter().copied().filter(|part| !part.starts_with("in-")).collect();
    let meaning = match rest.as_slice() {
        [] => Meaning::Exact,
        ["about"] => Meaning::About,
        ["over"] => Meaning::Over,
        ["under"] => Meaning::Under,
        ["rumoured"] => Meaning::Rumoured,
        _ => panic!("{name}: {what}"),
    };
    Mark { range, subject: (*subject).to_owned(), attribute: (*attribute).to_owned(), meaning, column_scale }
}
