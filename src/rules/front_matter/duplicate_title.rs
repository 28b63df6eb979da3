//! `front-matter/duplicate-title`: two pages of one list that readers cannot tell apart.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::corpus::{CorpusContext, CorpusFinding, CorpusRule, Member, Symbol};
use crate::rules::{FixAvailability, OptionDefault, RuleMeta, RuleOption, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports documents of one folder that have the same title.
    ///
    /// ## Why is this bad?
    ///
    /// Most often it is one post that was published twice, or a title that was copied and not changed. Readers of the list
    /// cannot tell the two apart, and search engines show one of them.
    ///
    /// Folders of years and months count as one. Translations are no duplicates, nor are drafts, pages that lead elsewhere,
    /// and titles that only differ in a number (`Weekly #12`). A title that many documents have is one that the site gives
    /// on purpose, such as `Daily digest`, and is not reported.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ==> posts/2024-05-09-a.md <==
    /// ---
    /// title: 开源模型的一周回顾
    /// ---
    /// ==> posts/2024-05-10-b.md <==
    /// ---
    /// title: 开源模型的一周回顾
    /// ---
    /// ````
    ///
    /// ````md
    /// ==> posts/review.zh.md <==
    /// ---
    /// title: Open Source Weekly
    /// ---
    /// ==> posts/review.en.md <==
    /// ---
    /// title: Open Source Weekly
    /// ---
    /// ````
    ///
    /// ## Options
    ///
    /// - `copies`: up to how many documents with one title are reported; a title that more have is meant to recur.
    pub(crate) struct DuplicateTitle {
        id: "front-matter/duplicate-title",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[RuleOption {
            name: "copies",
            default: OptionDefault::Integer(3),
            documentation: "Up to how many documents with one title are reported; 2 or more.",
        }],
    }
}

fn duplicate_title(range: TextRange, title: &str, other: &str) -> Diagnostic {
    let meta = &DuplicateTitle::META;
    Diagnostic::new(
        meta.rule_id(),
        meta.severity(),
        range,
        message!("the title `{title}` is also that of `{other}`", title, other),
    )
    .with_label("the same title")
    .with_help("give each its own title, or remove the one that was published twice")
    .with_fingerprint_key(title)
}

/// A title in a list: its section, its language and itself.
type Listed = (Symbol, Option<Symbol>, Symbol);

impl CorpusRule for DuplicateTitle {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &CorpusContext<'_>, findings: &mut Vec<CorpusFinding>) {
        let copies = usize::try_from(context.integer(&Self::META, "copies")).unwrap_or_default();
        let mut titles: BTreeMap<Listed, Vec<(Member<'_>, TextRange)>> = BTreeMap::new();
        for member in context.corpus.members().filter(|member| !member.is_unpublished()) {
            if let Some((title, scalar)) = member.value("title")
                && says_something(title, member.is_index())
            {
                let key = (member.section(), member.language(), scalar.value);
                titles.entry(key).or_default().push((member, scalar.range));
            }
        }
        for ((_, _, title), members) in titles {
            if copies < members.len() {
                continue;
            }
            let Some(((first, first_range), others)) = members.split_first() else { continue };
            for (other, range) in others {
                let finding = duplicate_title(*range, context.corpus.text(title), first.path());
                let finding = CorpusFinding::new(other.index, finding);
                findings.push(finding.with_elsewhere(first.index, *first_range, "first here"));
            }
        }
    }
}

/// A title of fewer characters says too little to be one post's own.
const MINIMUM_CHARACTERS: usize = 5;

/// Returns whether a title is one of its own: not short, no template, no word that stands for a missing one, and for the
/// index of a folder more than a word such as `Overview`.
fn says_something(title: &str, is_index: bool) -> bool {
    let is_placeholder = ["none", "null", "undefined", "todo", "untitled", "无标题"]
        .iter()
        .any(|placeholder| title.eq_ignore_ascii_case(placeholder));
    let is_long = 3 <= title.split_whitespace().count() || 24 <= title.len() && !title.is_ascii();
    // `周报` and `Note` name a kind of post.
    MINIMUM_CHARACTERS <= title.chars().count()
        && !is_placeholder
        && !super::is_template(title)
        && (!is_index || is_long)
}
