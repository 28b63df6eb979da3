//! `content/bidi-control`: a text that readers see in another order than it is stored in.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::{TextRange, Unseen};

declare_rule! {
    /// Reports invisible characters that turn round the order in which a text is read.
    ///
    /// ## Why is this bad?
    ///
    /// An override (U+202D, U+202E) or an embedding of right-to-left text (U+202B, U+2067) around words of English or
    /// Chinese shows them in another order than every program reads them in: `cod.exe` for `exe.doc`, 30 for 03, a line of
    /// code that is a comment. Reviewers see one text, and readers, search engines and compilers get another.
    ///
    /// Hebrew and Arabic need no override. Embeddings around their words, marks of direction, and signs that change nothing,
    /// as come along with what is copied, are not reported.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    #[doc = " The file is called invoice\u{202e}fdp.exe\u{202c}."]
    /// ````
    ///
    /// ````md,flagged
    #[doc = " 价格为\u{2067}30-15\u{2069}元。"]
    /// ````
    ///
    /// ````md
    #[doc = " The word \u{2067}שלום\u{2069} means peace; \u{202a}C:\\Users\u{202c} is a folder."]
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix removes the character and its end. It is unsafe: what stands there may have been written backwards to be
    /// read forwards.
    ///
    /// ## References
    ///
    /// - Unicode Standard Annex 9, section 2; N. Boucher and R. Anderson, *Trojan Source: Invisible Vulnerabilities*, 2021.
    pub(crate) struct BidiControl {
        id: "content/bidi-control",
        level: Some(Severity::Warning),
        fix: FixAvailability::Unsafe,
        options: &[],
    }
}

fn bidi_control(opening: Unseen, closing: Option<Unseen>) -> Diagnostic {
    let code = u32::from(opening.character);
    let meta = &BidiControl::META;
    let message = message!(
        "U+{code} turns round what follows: readers see another order than programs do",
        code = format!("{code:04X}")
    );
    let edit = |unseen: Unseen| Edit { range: unseen.range, content: String::new() };
    let mut diagnostic = Diagnostic::new(meta.rule_id(), meta.severity(), opening.range, message)
        .with_label("from here")
        .with_help("remove it, and check the text in the order that is stored")
        .with_fix(Fix {
            message: message!("remove the control of direction"),
            applicability: Applicability::Unsafe,
            edits: std::iter::once(opening).chain(closing).map(edit).collect(),
        });
    if let Some(closing) = closing {
        diagnostic = diagnostic.with_related(closing.range, "to here");
    }
    diagnostic
}

impl Rule for BidiControl {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let unseen = context.document.prose.unseen_in_file();
        let controls: Vec<Unseen> = unseen.iter().filter(|unseen| is_pair_part(unseen.character)).copied().collect();
        let text = context.file.text();
        let shares_paragraph = |one: &Unseen, next: &Unseen| {
            let between = &text[TextRange::new(one.range.end(), next.range.start())];
            !between.contains("\n\n") && !between.contains("\n\r\n")
        };
        for paragraph in controls.chunk_by(shares_paragraph) {
            let first = diagnostics.len();
            let mut open: Vec<Unseen> = Vec::new();
            for control in paragraph {
                match control.character {
                    // PDF ends the last embedding or override, PDI the last isolate and whatever is open in it.
                    '\u{202C}' => {
                        if let Some(opening) = open.pop_if(|opening| !is_isolate(opening.character)) {
                            close(text, opening, Some(*control), diagnostics);
                        }
                    }
                    '\u{2069}' => {
                        let isolate = open.iter().rposition(|opening| is_isolate(opening.character));
                        let Some(isolate) = isolate else { continue };
                        for inner in open.drain(isolate + 1..).collect::<Vec<_>>() {
                            close(text, inner, None, diagnostics);
                        }
                        if let Some(opening) = open.pop() {
                            close(text, opening, Some(*control), diagnostics);
                        }
                    }
                    _ => open.push(*control),
                }
            }
            for opening in open {
                close(text, opening, None, diagnostics);
            }
            diagnostics[first..].sort_by_key(|diagnostic| diagnostic.primary.range.start());
        }
    }
}

/// The most bytes behind a control that are looked at for what it turns round.
const WINDOW: usize = 4096;

/// Reports a control with its end, where it turns something round.
fn close(text: &str, opening: Unseen, closing: Option<Unseen>, diagnostics: &mut Vec<Diagnostic>) {
    let rest = &text[usize::from(opening.range.end())..];
    let inside = match closing {
        Some(closing) => &rest[..usize::from(closing.range.start() - opening.range.end())],
        // Without one it ends with its paragraph; more than a line is not needed to tell.
        None => rest,
    };
    let inside = &inside[..inside.floor_char_boundary(WINDOW)];
    let inside = if closing.is_none() { inside.split('\n').next().unwrap_or_default() } else { inside };
    let turns = match opening.character {
        '\u{202D}' | '\u{202E}' => true,
        '\u{202B}' | '\u{2067}' => !inside.chars().any(is_right_to_left),
        _ => false,
    };
    if turns && inside.chars().any(char::is_alphanumeric) {
        diagnostics.push(bidi_control(opening, closing));
    }
}

/// Returns whether a control opens or closes something.
fn is_pair_part(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_isolate(character: char) -> bool {
    matches!(character, '\u{2066}'..='\u{2068}')
}

/// Returns whether a character belongs to a script that runs from right to left (Unicode blocks of Hebrew, Arabic, Syriac,
/// Thaana, NKo and their neighbours, and the presentation forms).
fn is_right_to_left(character: char) -> bool {
    matches!(character,
        '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}
