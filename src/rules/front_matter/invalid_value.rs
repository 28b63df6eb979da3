//! `front-matter/invalid-value`: a value that the schema does not allow.

use rust_decimal::Decimal;
use unicode_segmentation::UnicodeSegmentation as _;

use super::shape::{self, Shaped};
use crate::data::{Node, Value};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{DateReading, read_node};
use crate::message::Message;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::settings::{DateBound, ValueSchema};
use crate::text::TextRange;

declare_rule! {
    /// Reports values of the front matter that are outside of what the schema allows.
    ///
    /// ## Why is this bad?
    ///
    /// The schema says what a site can show: the categories that it has, how long a title may be, from when on there are
    /// posts. A value outside of it breaks a page or a list.
    ///
    /// ## Examples
    ///
    /// ````yaml,config
    /// front-matter:
    ///   schema:
    ///     title: { type: text, max-length: 12 }
    ///     category: { type: text, enum: [模型, 论文] }
    /// ````
    ///
    /// ````md,flagged
    /// ---
    /// title: 新模型发布
    /// category: 摸型
    /// ---
    /// ````
    ///
    /// ````yaml,config
    /// front-matter:
    ///   schema:
    ///     date: { type: date, min: 2015-01-01, max: today }
    /// ````
    ///
    /// ````md,flagged
    /// ---
    /// title: A new model
    /// date: 2014-05-09
    /// ---
    /// ````
    ///
    /// Write instead:
    ///
    /// ````yaml,config
    /// front-matter:
    ///   schema:
    ///     title: { type: text, max-length: 12 }
    ///     category: { type: text, enum: [模型, 论文] }
    /// ````
    ///
    /// ````md
    /// ---
    /// title: 新模型发布
    /// category: 模型
    /// ---
    /// ````
    ///
    /// ## References
    ///
    /// What a schema can say: `enum`, `pattern`, `min-length` and `max-length` (in characters as readers count them),
    /// `min` and `max` of numbers and dates, `min-items`, `max-items`, `unique`, `items` and `keys`.
    pub(crate) struct InvalidValue {
        id: "front-matter/invalid-value",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn report(range: TextRange, name: &str, message: &Message) -> Diagnostic {
    let message = message!("{name} {fault}", name = shape::quoted(name), fault = message);
    Diagnostic::new(InvalidValue::META.rule_id(), InvalidValue::META.severity(), range, message)
        .with_fingerprint_key(name)
}

impl Rule for InvalidValue {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let root = context.document.front_matter.as_ref().and_then(|front_matter| front_matter.root.as_ref());
        let schema = &context.settings.front_matter;
        let Some(root) = root.filter(|_| !schema.fields.is_empty()) else { return };
        shape::walk(root, schema, &mut |shaped| {
            // A value of another type is for `front-matter/wrong-type`.
            if !shape::is_open(shaped.node) && shape::fits(&shaped.node.value, shaped.shape) {
                let mut checker = Checker { context, shaped, diagnostics };
                checker.check();
            }
        });
    }
}

/// One value while it is being checked.
struct Checker<'c, 'a> {
    context: &'c RuleContext<'c>,
    shaped: &'c Shaped<'a>,
    diagnostics: &'c mut Vec<Diagnostic>,
}

impl Checker<'_, '_> {
    fn check(&mut self) {
        let (node, shape) = (self.shaped.node, self.shaped.shape);
        if let Some(written) = node.as_scalar() {
            self.choice(written, shape);
            if let Some(pattern) = shape.pattern.as_ref().filter(|pattern| !pattern.matches(written)) {
                self.push(&message!("does not match the pattern `{pattern}`", pattern = pattern.as_str()));
            }
        }
        match &node.value {
            Value::Text { text, .. } => self.length(text, shape),
            Value::Number(written) => self.number(written, shape),
            Value::List(items) => self.list(items, shape),
            _ => {}
        }
        if shape.earliest.is_some() || shape.latest.is_some() {
            self.date(node, shape);
        }
    }

    fn push(&mut self, message: &Message) {
        let range = shape::place(self.context.file, self.shaped.key_range, self.shaped.node);
        self.diagnostics.push(report(range, &self.shaped.name, message));
    }

    fn choice(&mut self, written: &str, shape: &ValueSchema) {
        if shape.choices.is_empty() || shape.choices.iter().any(|choice| choice == written) {
            return;
        }
        self.push(&message!("cannot be `{written}`", written));
        let distance = |choice: &&String| strsim::osa_distance(&choice.to_lowercase(), &written.to_lowercase());
        let nearest = shape.choices.iter().min_by_key(distance);
        let limit = (written.chars().count() / 3).max(1);
        let help = match nearest.filter(|choice| distance(choice) <= limit && 1 < written.chars().count()) {
            Some(choice) => message!("did you mean `{choice}`?", choice),
            None => {
                let shown: Vec<String> = shape.choices.iter().take(12).map(|choice| format!("`{choice}`")).collect();
                let rest = if 12 < shape.choices.len() { ", …" } else { "" };
                message!("it can be {shown}{rest}", shown = shown.join(", "), rest)
            }
        };
        if let Some(last) = self.diagnostics.last_mut() {
            last.help = Some(help);
        }
    }

    fn length(&mut self, text: &str, shape: &ValueSchema) {
        // A character has at least one byte: a text that is short in bytes need not be counted.
        let may_be_long = shape.max_length.is_some_and(|most| most < text.len());
        if !may_be_long && shape.min_length.is_none_or(|least| text.graphemes(true).take(least).count() == least) {
            return;
        }
        let length = text.graphemes(true).count();
        let unit = if length == 1 { "character" } else { "characters" };
        if let Some(most) = shape.max_length.filter(|most| *most < length) {
            self.push(&message!("has {length} {unit}, more than {most}", length, unit, most));
        }
        if let Some(least) = shape.min_length.filter(|least| length < *least) {
            self.push(&message!("has {length} {unit}, fewer than {least}", length, unit, least));
        }
    }

    fn number(&mut self, written: &str, shape: &ValueSchema) {
        let number = written.parse::<Decimal>().or_else(|_| Decimal::from_scientific(written));
        let Ok(number) = number else { return };
        if let Some(most) = shape.maximum.filter(|most| *most < number) {
            self.push(&message!("is {written}, more than {most}", written, most));
        }
        if let Some(least) = shape.minimum.filter(|least| number < *least) {
            self.push(&message!("is {written}, less than {least}", written, least));
        }
    }

    fn list(&mut self, items: &[Node], shape: &ValueSchema) {
        let unit = if items.len() == 1 { "item" } else { "items" };
        if let Some(most) = shape.max_items.filter(|most| *most < items.len()) {
            self.push(&message!("has {items} {unit}, more than {most}", items = items.len(), unit, most));
        }
        if let Some(least) = shape.min_items.filter(|least| items.len() < *least) {
            self.push(&message!("has {items} {unit}, fewer than {least}", items = items.len(), unit, least));
        }
        if shape.has_unique_items {
            self.repeated_items(items);
        }
    }

    fn repeated_items(&mut self, items: &[Node]) {
        let mut first_of = rustc_hash::FxHashMap::default();
        for item in items {
            let Some(text) = item.as_scalar() else { continue };
            if let Some(first) = first_of.insert(text, item.range) {
                let message = message!("has `{text}` twice", text);
                let diagnostic = report(item.range, &self.shaped.name, &message)
                    .with_label("again here")
                    .with_related(first, "first here");
                self.diagnostics.push(diagnostic);
            }
        }
    }

    fn date(&mut self, node: &Node, shape: &ValueSchema) {
        let DateReading::Day(day) = read_node(node) else { return };
        let today = self.context.settings.today;
        if let Some(bound) = shape.earliest.filter(|bound| bound.is_after(day, today)) {
            self.push(&message!("is {day}, before {least}", day, least = bound.day(today)));
        }
        if let Some(bound) = shape.latest.filter(|bound| bound.is_before(day, today)) {
            let most = bound.day(today);
            self.push(&if bound == DateBound::Today {
                message!("is {day}, after today, {most}", day, most)
            } else {
                message!("is {day}, after {most}", day, most)
            });
        }
    }
}
