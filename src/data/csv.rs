//! Tables of text: CSV as RFC 4180 has it, with a byte span for every cell.
//!
//! Written by hand because no library tells where a cell stands, only where a record does. Lines may end in LF, CRLF or
//! CR; cells may be parted by commas, semicolons, tabs or bars; a quoted cell may hold all of them. Reading never fails:
//! what is wrong stands in [`Csv::problems`].

use super::{Problem, ProblemKind};
use crate::text::{SourceFile, TextRange, range};

/// What may stand between cells.
pub const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// A table of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Csv {
    /// The names of the columns: the first line that is not blank.
    pub header: Vec<Cell>,
    /// The rows below it, blank lines left out; each has as many cells as the header.
    pub rows: Vec<Vec<Cell>>,
    /// What is wrong, in order of place. A row at fault is left out of `rows`.
    pub problems: Vec<Problem>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The text, without quotes and without white space around it.
    pub text: String,
    /// Bytes of the file, quotes included.
    pub range: TextRange,
}

impl Csv {
    /// Returns the place of the column with this name.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|cell| cell.text == name)
    }
}

/// Reads a whole file. Where no separator is given, it is the one that the header has most of.
pub fn parse(file: &SourceFile, separator: Option<char>) -> Csv {
    let text = file.text();
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let separator = separator.unwrap_or_else(|| guess_separator(&text[start..]));
    let mut reader = Reader { text, at: start, separator: separator as u8, problems: Vec::new() };
    let mut header: Option<Vec<Cell>> = None;
    let mut rows = Vec::new();
    while let Some(row) = reader.row() {
        let is_blank = row.len() == 1 && row[0].range.is_empty();
        match &header {
            _ if is_blank => {}
            None => {
                reader.check_header(&row);
                header = Some(row);
            }
            Some(header) if header.len() == row.len() => rows.push(row),
            Some(header) => {
                let whole = row[0].range.cover(row[row.len() - 1].range);
                let message = format!("this row has {}, the header {}", cells(row.len()), cells(header.len()));
                let help = Some("put a cell that holds a separator in double quotes".to_owned());
                reader.problems.push(Problem { range: whole, kind: ProblemKind::Syntax { message, help } });
            }
        }
    }
    Csv { header: header.unwrap_or_default(), rows, problems: reader.problems }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    separator: u8,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    /// Returns the cells up to the end of a line, never none; `None` at the end of the file.
    fn row(&mut self) -> Option<Vec<Cell>> {
        if self.at == self.text.len() {
            return None;
        }
        let mut row = Vec::new();
        loop {
            row.push(self.cell());
            match self.byte() {
                Some(byte) if byte == self.separator => self.at += 1,
                Some(b'\r') => {
                    self.at += 1;
                    if self.byte() == Some(b'\n') {
                        self.at += 1;
                    }
                    break;
                }
                Some(_) => {
                    self.at += 1;
                    break;
                }
                None => break,
            }
        }
        Some(row)
    }

    /// Reads one cell, up to the separator or the line's end behind it.
    fn cell(&mut self) -> Cell {
        while self.byte() == Some(b' ') {
            self.at += 1;
        }
        if self.byte() == Some(b'"') {
            return self.quoted();
        }
        let start = self.at;
        let end = start + self.plain_length(start);
        self.at = end;
        let text = self.text[start..end].trim();
        let start = end - self.text[start..end].trim_start().len();
        Cell { text: text.to_owned(), range: range(start, start + text.len()) }
    }

    fn quoted(&mut self) -> Cell {
        let start = self.at;
        let mut text = String::new();
        self.at += 1;
        loop {
            let rest = &self.text[self.at..];
            let Some(length) = memchr::memchr(b'"', rest.as_bytes()) else {
                self.note(start, start + 1, "the quote opened here is not closed", "add `\"` where the cell ends");
                text.push_str(rest);
                self.at = self.text.len();
                break;
            };
            text.push_str(&rest[..length]);
            self.at += length + 1;
            if self.byte() != Some(b'"') {
                break;
            }
            text.push('"');
            self.at += 1;
        }
        let end = self.at;
        let behind = self.plain_length(end);
        if !self.text[end..end + behind].trim().is_empty() {
            self.note(end, end + behind, "text follows the closing quote", "write a quote inside a cell as `\"\"`");
        }
        self.at = end + behind;
        Cell { text: text.trim().to_owned(), range: range(start, end) }
    }

    /// Returns how many bytes there are to the next separator or line break.
    fn plain_length(&self, from: usize) -> usize {
        let rest = &self.text.as_bytes()[from..];
        memchr::memchr3(self.separator, b'\n', b'\r', rest).unwrap_or(rest.len())
    }

    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn note(&mut self, start: usize, end: usize, message: &str, help: &str) {
        let kind = ProblemKind::Syntax { message: message.to_owned(), help: Some(help.to_owned()) };
        self.problems.push(Problem { range: range(start, end), kind });
    }

    fn check_header(&mut self, header: &[Cell]) {
        for (index, cell) in header.iter().enumerate() {
            let first = header[..index].iter().find(|first| first.text == cell.text && !cell.text.is_empty());
            if let Some(first) = first {
                let kind = ProblemKind::DuplicateKey {
                    key: cell.text.clone(),
                    first: first.range,
                    entry: cell.range,
                    is_same_value: false,
                };
                self.problems.push(Problem { range: cell.range, kind });
            }
        }
    }
}

/// Returns the separator that the first line that is not blank has most of, outside of quotes; a comma where it has none.
fn guess_separator(text: &str) -> char {
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut is_quoted = false;
    for character in text.trim_start_matches(['\n', '\r']).chars() {
        match character {
            '"' => is_quoted = !is_quoted,
            '\n' | '\r' if !is_quoted => break,
            _ if is_quoted => {}
            _ => {
                if let Some(index) = SEPARATORS.iter().position(|separator| *separator == character) {
                    counts[index] += 1;
                }
            }
        }
    }
    let most = counts.iter().copied().max().unwrap_or_default();
    let index = counts.iter().position(|count| *count == most).unwrap_or_default();
    SEPARATORS[index]
}

fn cells(count: usize) -> String {
    if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the cells as they stand in the file and as they read, rows parted by `/`.
    fn shown(text: &str) -> (Vec<String>, Vec<String>) {
        let file = SourceFile::new("t.csv", text);
        let csv = parse(&file, None);
        let row = |row: &Vec<Cell>| {
            let cells = row.iter().map(|cell| format!("{}={}", file.slice(cell.range), cell.text));
            cells.collect::<Vec<_>>().join(" ")
        };
        let problems = csv.problems.iter().map(|problem| match &problem.kind {
            ProblemKind::Syntax { message, .. } => format!("{}: {message}", file.slice(problem.range)),
            other => format!("{}: {other:?}", file.slice(problem.range)),
        });
        (std::iter::once(&csv.header).chain(&csv.rows).map(row).collect(), problems.collect())
    }

    #[test]
    fn cells_have_their_place_whatever_ends_the_lines() {
        for end in ["\n", "\r\n", "\r"] {
            let text = format!("\u{FEFF}name,人口{end}{end}法国, 68 {end}\"a, b\",\"1{end}\"\"2\"\"\"");
            let (rows, problems) = shown(&text);
            let quoted = format!("\"1{end}\"\"2\"\"\"=1{end}\"2\"");
            assert_eq!(rows, ["name=name 人口=人口", "法国=法国 68=68", &format!("\"a, b\"=a, b {quoted}")]);
            assert_eq!(problems, [] as [&str; 0]);
        }
    }

    #[test]
    fn the_header_tells_the_separator() {
        for separator in SEPARATORS {
            let (rows, _) = shown(&format!("\"a,;|\"{separator}b\n1{separator}\n"));
            assert_eq!(rows, ["\"a,;|\"=a,;| b=b", "1=1 ="]);
        }
    }

    #[test]
    fn what_is_wrong_is_told_at_its_place() {
        let problems = |text| shown(text).1;
        assert_eq!(
            problems("a,b\n1\n1,2,3\n"),
            ["1: this row has 1 cell, the header 2 cells", "1,2,3: this row has 3 cells, the header 2 cells"]
        );
        assert_eq!(
            problems("a,b\n\"1,2\n"),
            ["\": the quote opened here is not closed", "\"1,2\n: this row has 1 cell, the header 2 cells"]
        );
        assert_eq!(problems("a\n\"1\" x\n"), [" x: text follows the closing quote"]);
        assert_eq!(problems("").len(), 0);
    }

    proptest::proptest! {
        #![proptest_config(crate::text::fixed_cases(400))]

        #[test]
        fn every_text_is_read_to_its_end(text in "[a一\"\",;\\t|\\r\\n \u{FEFF}]{0,40}") {
            let file = SourceFile::new("t.csv", text);
            let csv = parse(&file, None);
            let mut end = 0.into();
            for row in std::iter::once(&csv.header).chain(&csv.rows) {
                proptest::prop_assert_eq!(row.len(), csv.header.len());
                for cell in row {
                    proptest::prop_assert!(end <= cell.range.start() && cell.range.end() <= file.range().end());
                    let written = file.slice(cell.range);
                    proptest::prop_assert!(written.starts_with('"') || written == cell.text, "{written} is {}", cell.text);
                    end = cell.range.end();
                }
            }
        }
    }
}
