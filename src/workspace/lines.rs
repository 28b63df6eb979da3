//! Lines of a stream, one at a time, in bounded memory.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read};
use std::path::Path;

use super::discover::name;
use super::{WorkspaceError, problems};

/// Reads line after line.
pub(crate) struct Lines<R> {
    reader: BufReader<R>,
    limit: usize,
}

/// What came of reading a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// It is in the buffer, without its line end.
    Whole,
    /// It is longer than the limit and was passed over.
    TooLong,
    /// There are no more.
    End,
}

/// Opens a file, or standard input under the name `-`, for reading lines of at most `limit` bytes.
///
/// # Errors
/// If the file cannot be opened.
pub(crate) fn open_lines(path: &Path, limit: usize) -> Result<Lines<Box<dyn Read>>, WorkspaceError> {
    if path == Path::new("-") {
        return Ok(Lines::new(Box::new(io::stdin().lock()), limit));
    }
    match File::open(path) {
        Ok(file) => Ok(Lines::new(Box::new(file), limit)),
        Err(error) => Err(WorkspaceError::usage(
            message!("`{name}` cannot be opened: {reason}", name = name(path), reason = problems::reason(&error)),
            "name one file of lines of JSON, or none for standard input",
        )),
    }
}

impl<R: Read> Lines<R> {
    pub(crate) fn new(reader: R, limit: usize) -> Self {
        Self { reader: BufReader::with_capacity(1 << 16, reader), limit }
    }

    /// Returns whether the next line has come in already: asking for it will not wait.
    pub(crate) fn is_ready(&self) -> bool {
        memchr::memchr(b'\n', self.reader.buffer()).is_some()
    }

    /// Reads the next line into `line`.
    ///
    /// # Errors
    /// If the stream cannot be read.
    pub(crate) fn read(&mut self, line: &mut Vec<u8>) -> io::Result<Line> {
        line.clear();
        let (mut is_begun, mut is_too_long) = (false, false);
        loop {
            let buffer = match self.reader.fill_buf() {
                Ok(buffer) => buffer,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if buffer.is_empty() {
                break;
            }
            is_begun = true;
            let end = memchr::memchr(b'\n', buffer);
            let part = &buffer[..end.unwrap_or(buffer.len())];
            if self.limit < line.len() + part.len() {
                is_too_long = true;
                line.clear();
            }
            if !is_too_long {
                line.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.reader.consume(used);
            if end.is_some() {
                break;
            }
        }
        Ok(match (is_begun, is_too_long) {
            (false, _) => Line::End,
            (true, true) => Line::TooLong,
            (true, false) => Line::Whole,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_passed_over_and_the_next_is_read() {
        let input = format!("one\n{}\n\nlast", "x".repeat(200_000));
        let mut lines = Lines::new(input.as_bytes(), 100);
        let mut line = Vec::new();
        let mut seen = Vec::new();
        loop {
            match lines.read(&mut line).unwrap() {
                Line::End => break,
                outcome => seen.push((outcome, String::from_utf8(line.clone()).unwrap())),
            }
        }
        let whole = |text: &str| (Line::Whole, text.to_owned());
        assert_eq!(seen, [whole("one"), (Line::TooLong, String::new()), whole(""), whole("last")]);
        assert!(line.capacity() < 1000, "a long line takes no room");
    }
}
