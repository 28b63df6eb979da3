use crate::diagnostic::{Diagnostic, Severity};
use crate::relation::order::{Course, Says, courses_against_their_words};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports two numbers of a sentence that stand the other way round than the words between them say.
    ///
    /// ## Why is this bad?
    /// Sales that rose from 300 to 200 fell. Either the word is wrong, or the numbers are, or they have changed places; the
    /// reader cannot tell which.
    ///
    /// Only pairs that the words bind to each other are read: `from … to …` beside a word for a way, a number held against
    /// the one before with 高于, `up from` and the like. Places in an order, negative numbers, rates and ratios are left
    /// alone, and so is what became better by becoming less.
    ///
    /// ## Examples
    /// ````md,flagged
    /// 这款车的月销量从2.4万辆增长到1.8万辆。
    ///
    /// Revenue fell from $20 million to $30 million.
    /// ````
    /// ````md
    /// 这款车的月销量从1.8万辆增长到2.4万辆。
    ///
    /// Revenue fell from $30 million to $20 million. It climbed from 5th place to 2nd place.
    /// ````
    pub(crate) struct WrongDirection {
        id: "consistency/wrong-direction",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn wrong_direction(context: &RuleContext<'_>, course: &Course) -> Diagnostic {
    let prose = &context.document.prose;
    let (first, second, word) = (prose.slice(course.first), prose.slice(course.second), prose.slice(course.word));
    let message = match course.says {
        Says::Rises => message!("`{word}` says up, but `{second}` is less than `{first}`", word, second, first),
        Says::Falls => message!("`{word}` says down, but `{second}` is more than `{first}`", word, second, first),
        Says::IsMore => message!("`{word}` says more, but `{first}` is less than `{second}`", word, first, second),
        Says::IsLess => message!("`{word}` says less, but `{first}` is more than `{second}`", word, first, second),
    };
    Diagnostic::new(
        WrongDirection::META.rule_id(),
        WrongDirection::META.severity(),
        prose.to_source(course.second),
        message,
    )
    .with_label("this number")
    .with_related(prose.to_source(course.first), "against this one")
    .with_related(prose.to_source(course.word), "what is said of them")
    .with_help("correct the word, or one of the numbers")
    .with_fingerprint_key(format!("{word} {first} {second}"))
}

impl Rule for WrongDirection {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let courses = courses_against_their_words(context.document, context.analysis);
        diagnostics.extend(courses.iter().map(|course| wrong_direction(context, course)));
    }
}
