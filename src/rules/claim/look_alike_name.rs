use crate::claim::LookAlike;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports names of the reference tables that are written with letters of another script (a Greek ο in `o1-preview`, a Cyrillic Р
    /// in `GPT-4`).
    ///
    /// ## Why is this bad?
    /// Readers see the right name, and every search for it passes the text by. Such letters come from keyboards of two scripts,
    /// from recognised images, or from somebody who did not want to be found. The claim is read all the same; as the name
    /// is not written exactly, nothing that is said of it is more than a warning.
    ///
    /// ## Examples
    /// ````md,flagged
    /// GРT-4于2023年3月14日发布。
    /// ````
    /// ````md
    /// GPT-4于2023年3月14日发布。
    ///
    /// Модель GPT-4 вышла 14 марта 2023 года.
    /// ````
    pub(crate) struct LookAlikeName {
        id: "claim/look-alike-name",
        level: Some(Severity::Warning),
        fix: FixAvailability::Unsafe,
        options: &[],
    }
}

fn look_alike_name(context: &RuleContext<'_>, found: &LookAlike) -> Option<Diagnostic> {
    let prose = &context.document.prose;
    let (first, last) = (found.characters.first()?, found.characters.last()?);
    let range = prose.to_source(first.0.cover(last.0));
    let plain = &found.plain;
    let message = message!("the name `{plain}` is written with letters of another script", plain);
    let edits = found
        .characters
        .iter()
        .map(|(place, letter)| Edit { range: prose.to_source(*place), content: letter.to_string() });
    let fix = Fix {
        message: message!("write `{plain}`", plain),
        applicability: Applicability::Unsafe,
        edits: edits.collect(),
    };
    let names: Vec<String> = found
        .characters
        .iter()
        .map(|(place, _)| prose.slice(TextRange::new(place.start(), place.end())))
        .filter_map(|character| character.chars().next())
        .map(|character| format!("U+{:04X}", u32::from(character)))
        .collect();
    let mut diagnostic = Diagnostic::new(LookAlikeName::META.rule_id(), Severity::Warning, range, message)
        .with_label(message!("here: {names}", names = names.join(", ")))
        .with_help(message!("write `{plain}`", plain));
    diagnostic.fix = Some(fix);
    Some(diagnostic)
}

impl Rule for LookAlikeName {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let found = context.analysis.look_alikes.iter();
        diagnostics.extend(found.filter_map(|found| look_alike_name(context, found)));
    }
}
