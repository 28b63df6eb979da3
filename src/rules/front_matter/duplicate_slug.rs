//! `front-matter/duplicate-slug`: two pages at one address.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::corpus::{CorpusContext, CorpusFinding, CorpusRule, Member, Symbol};
use crate::rules::{FixAvailability, RuleMeta, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports documents that ask for the same address.
    ///
    /// ## Why is this bad?
    ///
    /// Of two pages with one address the generator writes one over the other: a post is lost, and the build says nothing.
    ///
    /// A `permalink` or `url` must be the only one of its site, a `slug` the only one of its folder (years and months apart).
    /// Case and slashes at the ends do not tell two addresses apart. Translations have addresses of their own, drafts and
    /// pages that lead elsewhere have none, and posts in `_posts` have their date in the address.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ==> content/posts/a.md <==
    /// ---
    /// title: 发布会
    /// slug: launch
    /// ---
    /// ==> content/posts/b.md <==
    /// ---
    /// title: 发布会之后
    /// slug: launch
    /// ---
    /// ````
    ///
    /// ````md
    /// ==> content/posts/a.md <==
    /// ---
    /// title: 发布会
    /// slug: launch
    /// ---
    /// ==> content/talks/b.md <==
    /// ---
    /// title: 发布会上的演讲
    /// slug: launch
    /// ---
    /// ````
    pub(crate) struct DuplicateSlug {
        id: "front-matter/duplicate-slug",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

/// Keys whose value is an address, the first that a document has counts.
const ADDRESS_KEYS: [&str; 3] = ["permalink", "url", "slug"];

fn duplicate_slug(range: TextRange, key: &str, address: &str, other: &str) -> Diagnostic {
    let meta = &DuplicateSlug::META;
    Diagnostic::new(
        meta.rule_id(),
        meta.severity(),
        range,
        message!("the {key} `{address}` is also that of `{other}`", key, address, other),
    )
    .with_label("the same address")
    .with_help("give each page an address of its own")
    .with_fingerprint_key(address)
}

/// An address with everything that sets it apart from others like it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Address {
    key: &'static str,
    folder: Symbol,
    language: Option<Symbol>,
    day: Option<chrono::NaiveDate>,
    address: String,
}

impl CorpusRule for DuplicateSlug {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &CorpusContext<'_>, findings: &mut Vec<CorpusFinding>) {
        let mut addresses: BTreeMap<Address, (Member<'_>, TextRange)> = BTreeMap::new();
        for member in context.corpus.members().filter(|member| !member.is_unpublished()) {
            let Some((key, written, range)) = ADDRESS_KEYS.iter().find_map(|key| {
                let (value, scalar) = member.value(key)?;
                Some((*key, value, scalar.range))
            }) else {
                continue;
            };
            if !is_address(written) {
                continue;
            }
            let is_slug = key == "slug";
            let has_date = is_slug && context.corpus.text(member.section()).ends_with("_posts");
            let address = Address {
                key,
                folder: if is_slug { member.section() } else { member.site() },
                language: member.language(),
                day: member.date().map(|(day, _)| day).or(member.file_name_date()).filter(|_| has_date),
                address: written.trim_matches('/').to_lowercase(),
            };
            match addresses.entry(address) {
                std::collections::btree_map::Entry::Vacant(entry) => {
                    entry.insert((member, range));
                }
                std::collections::btree_map::Entry::Occupied(entry) => {
                    let (first, first_range) = *entry.get();
                    let finding = duplicate_slug(range, key, written, first.path());
                    let finding = CorpusFinding::new(member.index, finding);
                    findings.push(finding.with_elsewhere(first.index, first_range, "first here"));
                }
            }
        }
    }
}

/// Returns whether a value is an address of the site: no pattern (`/:year/:title/`), no template, and no other site.
fn is_address(written: &str) -> bool {
    let is_pattern = written.contains("/:") || written.starts_with(':') || written.contains('*');
    let is_placeholder = ["none", "null", "undefined", "todo"].iter().any(|word| written.eq_ignore_ascii_case(word));
    !written.is_empty() && !is_pattern && !is_placeholder && !written.contains("://") && !super::is_template(written)
}
