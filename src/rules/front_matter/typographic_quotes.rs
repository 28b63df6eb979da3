//! `front-matter/typographic-quotes`: quotes for readers where quotes for the parser belong.

use super::{slip_finding, slips};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::SlipKind;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports typographic quotes (`“…”`, `‘…’`) that are used as the quotes of YAML, TOML or JSON.
    ///
    /// ## Why is this bad?
    ///
    /// To a parser they are part of the text: a date in them is no date, a list of them is a list of texts with quotes, and what
    /// they should protect (`: `, `#`) breaks the file. An editor or an input method writes them for `"`.
    ///
    /// Quotes within a value are fine. A single text that stands in them as a whole may be a quotation, so that is only a remark.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// title: “深度: 新模型”
    /// date: 2024-05-09
    /// ---
    /// ````
    ///
    /// ````md,flagged
    /// ---
    /// title: A new model
    /// tags: [“models”, “news”]
    /// ---
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// ---
    /// title: "深度: 新模型"
    /// date: 2024-05-09
    /// ---
    /// ````
    ///
    /// ````md
    /// ---
    /// title: “小模型”的一年
    /// tags: ["models", "news"]
    /// ---
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix writes plain quotes. It is safe where the front matter cannot be read otherwise, and where nobody quotes such a
    /// value to readers: a date, a number, an address, the items of a list, two values of one file. Otherwise it is unsafe.
    pub(crate) struct TypographicQuotes {
        id: "front-matter/typographic-quotes",
        level: Some(Severity::Warning),
        fix: FixAvailability::Safe,
        options: &[],
    }
}

impl Rule for TypographicQuotes {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for slip in slips(context, &[SlipKind::TypographicQuotes]) {
            let message = if slip.is_certain {
                "typographic quotes stand where plain quotes belong"
            } else {
                "typographic quotes around the whole value are part of the text"
            };
            let mut finding = slip_finding(&Self::META, context.file, slip, message.to_owned(), "write plain quotes");
            if !slip.is_certain {
                finding.severity = Severity::Info;
            }
            diagnostics.push(finding);
        }
    }
}
