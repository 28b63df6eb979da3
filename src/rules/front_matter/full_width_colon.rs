//! `front-matter/full-width-colon`: signs of double width in the place of `:` and `,`.

use super::{slip_finding, slips};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::SlipKind;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports full-width signs between the keys and values of front matter.
    ///
    /// ## Why is this bad?
    ///
    /// `：` is an ordinary character to a parser. The line has no key then, and the whole front matter cannot be read. A Chinese
    /// input method writes it where `: ` is meant.
    ///
    /// A full-width colon inside a value is fine.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// title: 新模型发布
    /// 作者：张三
    /// date: 2024-05-09
    /// ---
    /// ````
    ///
    /// ````md,flagged
    /// {
    ///   "title"： "A new model"
    /// }
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// ---
    /// title: 发布会：新模型
    /// 作者: 张三
    /// date: 2024-05-09
    /// ---
    /// ````
    ///
    /// ````md
    /// {
    ///   "title": "A new model"
    /// }
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix writes the sign that is meant. It is safe: the front matter cannot be read as it is, and can afterwards.
    pub(crate) struct FullWidthColon {
        id: "front-matter/full-width-colon",
        level: Some(Severity::Error),
        fix: FixAvailability::Safe,
        options: &[],
    }
}

impl Rule for FullWidthColon {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for slip in slips(context, &[SlipKind::FullWidthColon]) {
            let sign = context.file.slice(slip.range).to_owned();
            let meant = slip.repair.first().map_or(":", |(_, meant)| meant.trim_end()).trim_start();
            let message = message!("a full-width `{sign}` stands where `{meant}` belongs", sign, meant);
            let fix = message!("write `{meant}`", meant);
            diagnostics.push(slip_finding(&Self::META, context.file, slip, message, fix));
        }
    }
}
