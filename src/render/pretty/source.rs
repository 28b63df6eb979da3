//! An excerpt as miette reads it.

use miette::{MietteError, SourceCode, SourceSpan, SpanContents};

use super::excerpt::Excerpt;

/// A part of an excerpt.
struct Contents<'a> {
    data: &'a [u8],
    span: SourceSpan,
    path: &'a str,
    line: usize,
    column: usize,
    line_count: usize,
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_lines_before: usize,
        context_lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        // A span over two segments is refused: so miette draws them one after the other, each under its own header.
        let segment = self
            .segments
            .iter()
            .find(|segment| segment.range.contains(&start) && end <= segment.range.end)
            .ok_or(MietteError::OutOfBounds)?;
        // Without context lines miette asks for the place in the header: line and column of the file, in characters.
        if context_lines_before == 0 && context_lines_after == 0 {
            let label = self.labels.iter().find(|label| label.range == (start..end)).ok_or(MietteError::OutOfBounds)?;
            return Ok(Box::new(Contents {
                data: &self.text.as_bytes()[start..end],
                span: *span,
                path: &segment.path,
                line: label.line,
                column: label.column,
                line_count: 1,
            }));
        }
        Ok(Box::new(Contents {
            data: &self.text.as_bytes()[segment.range.clone()],
            span: segment.range.clone().into(),
            path: &segment.path,
            line: segment.first_line,
            column: 0,
            line_count: segment.line_count,
        }))
    }
}

impl<'a> SpanContents<'a> for Contents<'a> {
    fn data(&self) -> &'a [u8] {
        self.data
    }

    fn span(&self) -> &SourceSpan {
        &self.span
    }

    fn name(&self) -> Option<&str> {
        Some(self.path)
    }

    fn line(&self) -> usize {
        self.line
    }

    fn column(&self) -> usize {
        self.column
    }

    fn line_count(&self) -> usize {
        self.line_count
    }
}
