//! `front-matter/tab-indentation`: tabs where YAML wants spaces.

use super::{slip_finding, slips};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::SlipKind;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports tabs that indent lines of YAML.
    ///
    /// ## Why is this bad?
    ///
    /// YAML allows only spaces there, since nobody can say how wide a tab is. The front matter cannot be read.
    ///
    /// TOML and JSON allow tabs.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// title: 新模型发布
    /// tags:
    /// 	- 模型
    /// 	- 新闻
    /// ---
    /// ````
    ///
    /// ````md,flagged
    /// ---
    /// title: A new model
    /// author:
    /// 	name: Ann
    /// 	mail: ann@example.org
    /// ---
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// ---
    /// title: 新模型发布
    /// tags:
    ///   - 模型
    ///   - 新闻
    /// ---
    /// ````
    ///
    /// ````md
    /// +++
    /// title = "A new model"
    /// tags = [
    /// 	"models",
    /// ]
    /// +++
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix writes two spaces for each tab. It is safe: the front matter cannot be read as it is, and can afterwards.
    pub(crate) struct TabIndentation {
        id: "front-matter/tab-indentation",
        level: Some(Severity::Error),
        fix: FixAvailability::Safe,
        options: &[],
    }
}

impl Rule for TabIndentation {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for slip in slips(context, &[SlipKind::Tab]) {
            let message = message!("a tab cannot indent YAML");
            diagnostics.push(slip_finding(&Self::META, context.file, slip, message, "indent with spaces"));
        }
    }
}
