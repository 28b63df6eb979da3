//! `content/accidental-heading`: a paragraph that a line of hyphens made into a heading.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::document::BlockKind;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::{SourceFile, TextRange};

declare_rule! {
    /// Reports paragraphs that the `---` or `===` directly beneath them turns into headings.
    ///
    /// ## Why is this bad?
    ///
    /// In Markdown a line of hyphens makes a rule across the page only after a blank line. Directly under a paragraph it
    /// makes the whole paragraph a heading: in large type, and in the table of contents.
    ///
    /// Only what reads as a paragraph is reported: long, and with the end of a sentence in it. A heading that is underlined
    /// on purpose has neither.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// 港口昨天启用了三台新吊车。仪式持续了一个小时，港务局长和两百名工人参加了仪式，并参观了新的控制室。
    /// ---
    ///
    /// 感谢阅读！
    /// ````
    ///
    /// ````md
    /// 港口昨天启用了三台新吊车。仪式持续了一个小时，港务局长和两百名工人参加了仪式，并参观了新的控制室。
    ///
    /// ---
    ///
    /// 感谢阅读！
    /// ````
    ///
    /// ````md
    /// New cranes
    /// ----------
    ///
    /// The port put three new cranes into service.
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix puts a blank line between the two. It is safe where the paragraph has two sentences or more: nobody writes
    /// such a heading. Otherwise it is unsafe.
    pub(crate) struct AccidentalHeading {
        id: "content/accidental-heading",
        level: Some(Severity::Warning),
        fix: FixAvailability::Safe,
        options: &[],
    }
}

/// From so many columns on (a Chinese character takes two), a text with the end of a sentence in it is a paragraph.
const MINIMUM_WIDTH: usize = 70;

fn accidental_heading(file: &SourceFile, text: TextRange, underline: TextRange, sentences: usize) -> Diagnostic {
    let meta = &AccidentalHeading::META;
    let marks = file.slice(underline).trim();
    let shown = if marks.len() <= 8 { marks } else { &marks[..3] };
    let line_end = if file.slice(underline).ends_with('\r') || file.text().contains("\r\n") { "\r\n" } else { "\n" };
    let fix = Fix {
        message: message!("put a blank line before `{shown}`", shown),
        applicability: if 2 <= sentences { Applicability::Safe } else { Applicability::Unsafe },
        edits: vec![Edit { range: TextRange::empty(underline.start()), content: line_end.to_owned() }],
    };
    let message = message!("this paragraph is a heading, because `{shown}` stands directly beneath it", shown);
    Diagnostic::new(meta.rule_id(), meta.severity(), text, message)
        .with_label("a heading")
        .with_related(underline, "made by this line")
        .with_help("put a blank line between the paragraph and the line")
        .with_fix(fix)
        .with_fingerprint_key(file.slice(text))
}

impl Rule for AccidentalHeading {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let prose = &context.document.prose;
        for block in &context.document.blocks {
            if !matches!(block.kind, BlockKind::Heading(1 | 2)) {
                continue;
            }
            let text = prose.slice(block.range);
            let sentences = sentence_ends(text);
            if sentences == 0 || width(text) < MINIMUM_WIDTH || has_keys(text) {
                continue;
            }
            let source = prose.to_source(block.range);
            if let Some(underline) = underline(context.file, source) {
                let last_line = context.file.line_range(context.file.line_index(source.end()));
                let shown = TextRange::new(source.start().max(last_line.start()), source.end());
                diagnostics.push(accidental_heading(context.file, shown, underline, sentences));
            }
        }
    }
}

/// Returns the line under a heading, where it is what makes it one.
fn underline(file: &SourceFile, heading: TextRange) -> Option<TextRange> {
    let (text, start) = (file.text(), usize::from(heading.start()));
    let line_start = memchr::memrchr(b'\n', &text.as_bytes()[..start]).map_or(0, |newline| newline + 1);
    let line_end = memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |newline| start + newline);
    let first = text[line_start..line_end].trim_start();
    if first.starts_with('#') && first.trim_start_matches('#').starts_with(' ') {
        return None;
    }
    let last_index = file.line_index(heading.end());
    // What follows the text on its last line (an image, a link's address) may belong to the heading; the line is the next.
    let underline = file.line_range((last_index + 1 < file.line_count()).then_some(last_index + 1)?);
    let marks = file.slice(underline).trim();
    let is_made = |mark: char| 3 <= marks.len() && marks.chars().all(|character| character == mark);
    (is_made('-') || is_made('=')).then_some(underline)
}

/// Returns how many sentences end in a text.
fn sentence_ends(text: &str) -> usize {
    let mut count = 0;
    let mut characters = text.trim_end().chars().peekable();
    while let Some(character) = characters.next() {
        count += usize::from(match character {
            '。' | '！' | '？' | '；' => true,
            '.' | '!' | '?' => characters.peek().is_none_or(|next| next.is_whitespace() || *next == '\u{FFFC}'),
            _ => false,
        });
    }
    count
}

/// Returns the columns that a text takes, about: characters beyond Latin take two.
fn width(text: &str) -> usize {
    text.chars().map(|character| if u32::from(character) < 0x1100 { 1 } else { 2 }).sum()
}

/// Returns whether a text is keys and values: front matter whose opening fence is missing is no paragraph.
fn has_keys(text: &str) -> bool {
    let is_key = |line: &str| {
        line.split_once(':').is_some_and(|(key, _)| {
            !key.is_empty()
                && key.len() <= 30
                && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
        })
    };
    text.lines().next().is_some_and(is_key) && 2 <= text.lines().filter(|line| is_key(line)).count()
}
