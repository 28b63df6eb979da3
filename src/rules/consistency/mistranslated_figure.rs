//! `consistency/mistranslated-figure`: a figure that a page and its translation give differently.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::corpus::{CorpusContext, CorpusFinding, CorpusRule, Figure, Member, Sign, Symbol};
use crate::rules::{FixAvailability, OptionDefault, RuleMeta, RuleOption, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports a figure that the translation of a page gives differently.
    ///
    /// ## Why is this bad?
    /// Scales are where translations slip: 5000亿 is 500 billion, and 50 billion is written in its place. Readers of one of
    /// the two languages get a wrong figure.
    ///
    /// Translations are paired by their paths (`a.zh.md` and `a.en.md`, `zh/a.md` and `en/a.md`, or folders that the option
    /// `folders` names) or by `translationKey`. Figures are compared by value, block by block; a figure is reported where
    /// all the others of its block agree and it is left over on both sides. Numbers in words, dates, versions and names are
    /// no figures here.
    ///
    /// ## Examples
    /// ````md,flagged
    /// ==> posts/budget.zh.md <==
    /// 今年的预算是5000亿元，其中教育占12%。
    /// ==> posts/budget.en.md <==
    /// This year's budget is 50 billion yuan, of which 12% goes to schools.
    /// ````
    /// ````md
    /// ==> posts/budget.zh.md <==
    /// 今年的预算是5000亿元，其中教育占12%。
    /// ==> posts/budget.en.md <==
    /// This year's budget is 500 billion yuan, of which 12% goes to schools.
    /// ````
    ///
    /// ## Options
    /// - `folders`: names of folders that hold the same pages in different languages.
    pub(crate) struct MistranslatedFigure {
        id: "consistency/mistranslated-figure",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[RuleOption {
            name: "folders",
            default: OptionDefault::List(&[]),
            documentation: "Names of folders that hold the same pages in different languages, beside the codes of languages.",
        }],
    }
}

fn mistranslated_figure(range: TextRange, written: &str, other: &str, path: &str) -> Diagnostic {
    let meta = &MistranslatedFigure::META;
    let message = message!(
        "`{written}` differs from `{other}`, which stands in its place in the translation `{path}`",
        written,
        other,
        path
    );
    Diagnostic::new(meta.rule_id(), meta.severity(), range, message)
        .with_label("not the same value")
        .with_help("look up which one is right, and correct the other")
        .with_fingerprint_key(format!("{written} {other}"))
}

impl CorpusRule for MistranslatedFigure {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &CorpusContext<'_>, findings: &mut Vec<CorpusFinding>) {
        let folders = context.list(&Self::META, "folders");
        let mut pages: BTreeMap<Page<'_>, Vec<Member<'_>>> = BTreeMap::new();
        for member in context.corpus.members().filter(|member| !member.figures().is_empty()) {
            let named = folders.iter().find(|folder| member.path().split('/').any(|part| part == folder.as_str()));
            let page = match (member.value("translationKey"), named) {
                (Some((key, _)), _) => Page::Key(member.site(), key),
                (None, Some(folder)) => Page::Folder(without_part(member.path(), folder)),
                (None, None) => Page::Path(member.page()),
            };
            pages.entry(page).or_default().push(member);
        }
        for (page, members) in &pages {
            let Some((first, others)) = members.split_first() else { continue };
            let is_folder = matches!(page, Page::Folder(_));
            let mut languages = vec![first.language()];
            for other in others {
                if !is_folder && languages.contains(&other.language()) {
                    continue;
                }
                languages.push(other.language());
                for (number, changed) in disagreements(*first, *other) {
                    let range = other.figures()[changed].range;
                    let finding = mistranslated_figure(
                        range,
                        other.figure_text(changed),
                        first.figure_text(number),
                        first.path(),
                    );
                    let finding = CorpusFinding::new(other.index, finding);
                    findings.push(finding.with_elsewhere(
                        first.index,
                        first.figures()[number].range,
                        "the figure of the translation",
                    ));
                }
            }
        }
    }
}

/// What translations share.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Page<'a> {
    Path(Symbol),
    Key(Symbol, &'a str),
    Folder(String),
}

/// Returns a path without the folder that names its language.
fn without_part(path: &str, folder: &str) -> String {
    path.split('/').filter(|part| *part != folder).collect::<Vec<_>>().join("/")
}

/// Returns the numbers of the figures that differ: of the first document, and of its translation.
///
/// Where both have as many blocks with figures, block answers to block; else the document counts as one.
fn disagreements(one: Member<'_>, other: Member<'_>) -> Vec<(usize, usize)> {
    let blocks = |member: Member<'_>| -> BTreeMap<u16, Vec<usize>> {
        let mut blocks: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
        for (number, figure) in member.figures().iter().enumerate() {
            blocks.entry(figure.block).or_default().push(number);
        }
        blocks
    };
    let is_whole = one.has_all_figures() && other.has_all_figures();
    let (first, second) = (blocks(one), blocks(other));
    let mut found = Vec::new();
    if is_whole && first.keys().eq(second.keys()) {
        let mut agreeing = 0;
        for (left, right) in first.values().zip(second.values()) {
            let (same, differing) = left_over(one, other, left, right);
            agreeing += same;
            found.extend(differing);
        }
        // Texts that share hardly a figure are no translations of each other, whatever their paths say.
        if agreeing < 2 * found.len() && 1 < found.len() {
            found.clear();
        }
    } else if is_whole {
        let all = |member: Member<'_>| (0..member.figures().len()).collect::<Vec<usize>>();
        let (same, differing) = left_over(one, other, &all(one), &all(other));
        if 3 <= same {
            found.extend(differing);
        }
    }
    found
}

/// Returns how many figures agree, and those that are left over, one on each side.
fn left_over(one: Member<'_>, other: Member<'_>, left: &[usize], right: &[usize]) -> (usize, Option<(usize, usize)>) {
    let value = |figure: &Figure| (figure.significand, figure.exponent);
    let mut rest: Vec<usize> = right.to_vec();
    let mut alone = Vec::new();
    for number in left {
        let wanted = value(&one.figures()[*number]);
        match rest.iter().position(|other_number| value(&other.figures()[*other_number]) == wanted) {
            Some(index) => {
                rest.remove(index);
            }
            None => alone.push(*number),
        }
    }
    let same = left.len() - alone.len();
    let pair = match (alone.as_slice(), rest.as_slice()) {
        ([first], [second]) if is_slip(&one.figures()[*first], &other.figures()[*second]) => Some((*first, *second)),
        _ => None,
    };
    (same, pair)
}

/// Returns whether one figure may be a slip for the other: of one kind, and too long to be there by chance.
///
/// 两倍 is 200 % and a mile 1.6 kilometres: where the kinds differ or the figures are short, translators may have put it
/// otherwise.
fn is_slip(one: &Figure, other: &Figure) -> bool {
    let is_power_of_ten = one.significand == other.significand;
    let least = one.exponent.min(other.exponent);
    let (first, second) = (digits(one, least), digits(other, least));
    let is_near = is_one_edit(first.as_bytes(), second.as_bytes());
    match (one.sign, other.sign) {
        (Sign::Percent, Sign::Percent) => true,
        (Sign::Percent, _) | (_, Sign::Percent) => false,
        (Sign::Scale, Sign::Scale) => is_power_of_ten || is_near || same_magnitude(one, other),
        (Sign::Plain, Sign::Plain) => {
            let is_long = |figure: &Figure| figure.exponent < 0 || 3 <= digits(figure, 0).len();
            is_power_of_ten && (is_long(one) || is_long(other)) || is_near && is_long(one) && is_long(other)
        }
        // 3万 and 30,000 agree; 3万 and 3,000 are a slip of scale.
        _ => is_power_of_ten || is_near,
    }
}

/// Returns the digits of a figure down to a power of ten; without the zeros of one that is too long.
fn digits(figure: &Figure, least: i16) -> String {
    let zeros = u32::try_from(figure.exponent - least).unwrap_or(0);
    let whole = 10_u128.checked_pow(zeros).and_then(|power| u128::from(figure.significand).checked_mul(power));
    whole.unwrap_or(figure.significand.into()).to_string()
}

/// Returns whether two numbers have equally many digits before the point.
fn same_magnitude(one: &Figure, other: &Figure) -> bool {
    let magnitude =
        |figure: &Figure| i32::from(figure.exponent) + i32::try_from(figure.significand.to_string().len()).unwrap_or(0);
    magnitude(one) == magnitude(other)
}

/// Returns whether two rows of digits differ in one digit, or in two that have changed places.
fn is_one_edit(one: &[u8], other: &[u8]) -> bool {
    if one.len() != other.len() {
        return false;
    }
    let differing: Vec<usize> = (0..one.len()).filter(|index| one[*index] != other[*index]).collect();
    match differing[..] {
        [_] => true,
        [first, second] => one[first] == other[second] && one[second] == other[first],
        _ => false,
    }
}
