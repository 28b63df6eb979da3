//! `front-matter/unbalanced-quotes`: quotes that are not closed, not opened, or inside one another.

use super::{slip_finding, slips};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::SlipKind;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports values whose quotes do not match: not closed, not opened, or inside quotes of the same kind.
    ///
    /// ## Why is this bad?
    ///
    /// The value ends at the wrong quote, or swallows the keys below it. The page is not built, or loses its title and date.
    ///
    /// Only what makes the front matter unreadable is an error. A quote at the end of a value that nothing opened can be read, and
    /// is a warning.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// title: "他说"你好"就走了"
    /// date: 2024-05-09
    /// ---
    /// ````
    ///
    /// ````md,flagged
    /// ---
    /// title: "A new model
    /// date: 2024-05-09
    /// ---
    /// ````
    ///
    /// ````md,flagged
    /// +++
    /// title = "A "new" model"
    /// +++
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// ---
    /// title: "他说\"你好\"就走了"
    /// date: 2024-05-09
    /// ---
    /// ````
    ///
    /// ````md
    /// ---
    /// title: A "new" model
    /// subtitle: 'it''s here'
    /// ---
    /// ````
    ///
    /// ````md
    /// +++
    /// title = 'A "new" model'
    /// +++
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix marks quotes inside as part of the text, adds the quote that is missing, or puts the whole value in quotes. It is
    /// safe: the front matter cannot be read as it is, and with the fix it says what is written there. For a quote that nothing
    /// opened it is unsafe.
    pub(crate) struct UnbalancedQuotes {
        id: "front-matter/unbalanced-quotes",
        level: Some(Severity::Error),
        fix: FixAvailability::Safe,
        options: &[],
    }
}

impl Rule for UnbalancedQuotes {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let kinds =
            [SlipKind::UnclosedQuote, SlipKind::UnopenedQuote, SlipKind::NestedQuotes, SlipKind::TextAfterQuote];
        for slip in slips(context, &kinds) {
            let (message, fix) = match slip.kind {
                SlipKind::UnclosedQuote => ("the quote opened here is not closed", "close the quote"),
                SlipKind::UnopenedQuote => ("nothing opens this quote", "open the quote"),
                SlipKind::NestedQuotes => ("quotes stand inside quotes of the same kind", "mark the inner quotes"),
                _ => ("text follows the closing quote", "put the whole value in quotes"),
            };
            let mut finding = slip_finding(&Self::META, context.file, slip, message.to_owned(), fix);
            if !slip.is_certain {
                finding.severity = Severity::Warning;
            }
            diagnostics.push(finding);
        }
    }
}
