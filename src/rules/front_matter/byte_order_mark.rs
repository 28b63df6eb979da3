//! `front-matter/byte-order-mark`: an invisible mark in front of the front matter.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::document::FrontMatterProblem;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports a byte-order mark in front of the front matter.
    ///
    /// ## Why is this bad?
    ///
    /// The mark is three bytes that no editor shows. Some generators take the first line then for something else than
    /// `---`: the page has no title, and its keys are printed as text.
    ///
    /// Only a mark in front of front matter is reported. A text without front matter keeps it.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ﻿---
    /// title: 新模型发布
    /// ---
    /// ````
    ///
    /// ````md,flagged
    /// ﻿+++
    /// title = "A new model"
    /// +++
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// ---
    /// title: 新模型发布
    /// ---
    /// ````
    ///
    /// ````md
    /// +++
    /// title = "A new model"
    /// +++
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix removes the mark, which UTF-8 does not need. It is safe.
    pub(crate) struct ByteOrderMark {
        id: "front-matter/byte-order-mark",
        level: Some(Severity::Warning),
        fix: FixAvailability::Safe,
        options: &[],
    }
}

fn byte_order_mark(range: TextRange) -> Diagnostic {
    let message = "a byte-order mark stands before the front matter";
    Diagnostic::new(ByteOrderMark::META.rule_id(), ByteOrderMark::META.severity(), range, message)
        .with_help("save the file as UTF-8 without a byte-order mark")
        .with_fingerprint_key("byte-order mark")
        .with_fix(Fix {
            message: message!("remove the byte-order mark"),
            applicability: Applicability::Safe,
            edits: vec![Edit { range, content: String::new() }],
        })
}

impl Rule for ByteOrderMark {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for problem in &context.document.problems {
            if let FrontMatterProblem::ByteOrderMark { range } = problem {
                diagnostics.push(byte_order_mark(*range));
            }
        }
    }
}
