//! `front-matter/invalid-syntax`: front matter that its parser refuses.

use super::{data_problems, is_template, slip_finding, slips};
use crate::data::{self, Node, Problem, ProblemKind, Value};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{DateReading, Document, Slip, SlipKind, read_node};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::SourceFile;

declare_rule! {
    /// Reports front matter that is not valid YAML, TOML or JSON.
    ///
    /// ## Why is this bad?
    ///
    /// The site is not built, or the page loses its title, date and tags. Most often a value holds a sign that means
    /// something to the parser and is not in quotes: `: `, `#`, `[`, `@`, a quote.
    ///
    /// The place is that of the cause: a quote or bracket left open is shown where it is opened, not where the parser
    /// gave up. Lines with template marks (`{{ … }}`, `{% … %}`) are not judged: they are filled in before they are read.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// title: 深度解读: 新模型的五个变化
    /// ---
    /// ````
    ///
    /// ````md,flagged
    /// ---
    /// title: A new model
    /// tags: [models, news
    /// date: 2024-05-09
    /// ---
    /// ````
    ///
    /// ````md,flagged
    /// +++
    /// title = 新模型
    /// +++
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// ---
    /// title: "深度解读: 新模型的五个变化"
    /// ---
    /// ````
    ///
    /// ````md
    /// ---
    /// title: A new model
    /// tags: [models, news]
    /// date: 2024-05-09
    /// ---
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix puts a value in quotes, adds the space after a colon, or removes the last comma of JSON. It is safe: the
    /// front matter cannot be read as it is, and with the fix it says what is written there.
    ///
    /// ## References
    ///
    /// YAML is read as version 1.2.2 (<https://yaml.org/spec/1.2.2/>), TOML as version 1.1
    /// (<https://toml.io/en/v1.1.0>), JSON as RFC 8259. Front matter of more than 1 MiB is not read.
    pub(crate) struct InvalidSyntax {
        id: "front-matter/invalid-syntax",
        level: Some(Severity::Error),
        fix: FixAvailability::Safe,
        options: &[],
    }
}

fn invalid_syntax(problem: &Problem, file: &SourceFile) -> Diagnostic {
    let diagnostic = data::problem_diagnostic(problem, &InvalidSyntax::META.rule_id(), InvalidSyntax::META.severity());
    let line = file.slice(file.line_range(file.line_index(problem.range.start()))).trim();
    diagnostic.with_fingerprint_key(line)
}

fn unreadable_sign(file: &SourceFile, slip: &Slip) -> Diagnostic {
    let sign = file.slice(slip.range);
    let (message, fix) = match slip.kind {
        SlipKind::NoSpace => (message!("no space follows the colon of the key"), "write `: `"),
        SlipKind::TrailingComma => (message!("a comma stands after the last value"), "remove it"),
        _ if sign == ":" => (message!("`: ` inside a text that is not in quotes"), "put the value in quotes"),
        _ if sign.chars().count() == 1 => {
            (message!("a text cannot start with `{sign}`", sign), "put the value in quotes")
        }
        _ => (message!("a text must be in quotes"), "put the value in quotes"),
    };
    slip_finding(&InvalidSyntax::META, file, slip, message, fix)
}

impl Rule for InvalidSyntax {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let kinds = [SlipKind::NoSpace, SlipKind::Unquoted, SlipKind::TrailingComma];
        diagnostics.extend(slips(context, &kinds).map(|slip| unreadable_sign(context.file, slip)));
        for problem in data_problems(context.document) {
            if matches!(problem.kind, ProblemKind::DuplicateKey { .. }) {
                continue;
            }
            let line = context.file.line_range(context.file.line_index(problem.range.start()));
            if !is_template(context.file.slice(line)) && !is_impossible_date(context.document, problem) {
                diagnostics.push(invalid_syntax(problem, context.file));
            }
        }
    }
}

/// Returns whether the problem is a TOML date of a day that there is none of: `front-matter/invalid-date` says so.
fn is_impossible_date(document: &Document, problem: &Problem) -> bool {
    fn is_in(node: &Node, problem: &Problem) -> bool {
        (matches!(node.value, Value::Date(_))
            && node.range == problem.range
            && matches!(read_node(node), DateReading::Impossible { .. }))
            || node.items().iter().any(|item| is_in(item, problem))
            || node.entries().iter().any(|entry| is_in(&entry.value, problem))
    }
    let root = document.front_matter.as_ref().and_then(|front_matter| front_matter.root.as_ref());
    root.is_some_and(|root| is_in(root, problem))
}
