//! `front-matter/invalid-syntax`: front matter that its parser refuses.

use rustc_hash::FxHashSet;

use super::{data_problems, is_template, slip_finding, slips};
use crate::data::{self, Node, Problem, ProblemKind, Value};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{DateReading, Document, Slip, SlipKind, read_node};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::{SourceFile, TextRange};

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
    /// (<https://toml.io/en/v1.1.0>), JSON as RFC 8259.
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
        let mut impossible: Option<FxHashSet<TextRange>> = None;
        for problem in data_problems(context.document) {
            // `file/over-limit` tells what was not read for its size.
            if matches!(problem.kind, ProblemKind::DuplicateKey { .. } | ProblemKind::Limit { .. }) {
                continue;
            }
            let line = context.file.line_range(context.file.line_index(problem.range.start()));
            let impossible = impossible.get_or_insert_with(|| impossible_dates(context.document));
            if !is_template(context.file.slice(line)) && !impossible.contains(&problem.range) {
                diagnostics.push(invalid_syntax(problem, context.file));
            }
        }
    }
}

/// Returns the places of TOML dates of days that there are none of: `front-matter/invalid-date` reports those.
fn impossible_dates(document: &Document) -> FxHashSet<TextRange> {
    fn collect(node: &Node, places: &mut FxHashSet<TextRange>) {
        if matches!(node.value, Value::Date(_)) && matches!(read_node(node), DateReading::Impossible { .. }) {
            places.insert(node.range);
        }
        node.items().iter().for_each(|item| collect(item, places));
        node.entries().iter().for_each(|entry| collect(&entry.value, places));
    }
    let mut places = FxHashSet::default();
    if let Some(root) = document.front_matter.as_ref().and_then(|front_matter| front_matter.root.as_ref()) {
        collect(root, &mut places);
    }
    places
}
