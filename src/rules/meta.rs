//! What a rule says of itself: one source for `explain`, the documentation and the output formats.

use crate::diagnostic::{RuleId, Severity};

/// A rule's declaration.
#[derive(Debug)]
pub struct RuleMeta {
    /// `group/kebab-name`, named for what the rule flags.
    pub id: &'static str,
    /// The level without configuration; `None` means that the rule is off until it is switched on.
    pub level: Option<Severity>,
    /// The documentation, Markdown, each line with one leading space as `///` leaves it.
    pub raw_documentation: &'static str,
    /// Whether the rule offers fixes.
    pub fix: FixAvailability,
    /// What can be configured.
    pub options: &'static [RuleOption],
}

/// Whether a rule offers fixes, at its best.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixAvailability {
    /// Never.
    None,
    /// Only ones that may change what the text says.
    Unsafe,
    /// Ones that no reader could object to.
    Safe,
}

/// A configurable value of a rule.
#[derive(Clone, Copy, Debug)]
pub struct RuleOption {
    /// The name in `factlint.yaml`.
    pub name: &'static str,
    /// The value without configuration; it also tells the type.
    pub default: OptionDefault,
    /// One sentence with unit and range.
    pub documentation: &'static str,
}

/// The default of an option.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionDefault {
    /// A whole number.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
    /// A text.
    Text(&'static str),
    /// A list of texts.
    List(&'static [&'static str]),
}

impl RuleMeta {
    /// Returns the rule's name.
    pub const fn rule_id(&self) -> RuleId {
        RuleId::new(self.id)
    }

    /// Returns the severity of the rule's findings without configuration (for a rule that is off: once switched on).
    pub fn severity(&self) -> Severity {
        self.level.unwrap_or(Severity::Warning)
    }

    /// Returns the documentation as Markdown.
    pub fn documentation(&self) -> String {
        let lines: Vec<&str> =
            self.raw_documentation.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        lines.join("\n").trim().to_owned()
    }

    /// Returns the first sentence of the documentation, without Markdown.
    pub fn summary(&self) -> String {
        let documentation = self.documentation();
        documentation.split("\n\n").next().unwrap_or_default().replace('\n', " ")
    }

    /// Returns the group that the rule belongs to.
    pub fn group(&self) -> &'static str {
        self.id.split_once('/').map_or(self.id, |(group, _)| group)
    }

    /// Returns the page on the rule, relative to the root of the repository.
    pub fn page(&self) -> String {
        format!("docs/rules/{}.md", self.id)
    }

    /// Returns the address of the page on the rule in this very version; `None` where the program was built without
    /// knowing its repository (`repository` in `Cargo.toml`).
    pub fn page_address(&self) -> Option<String> {
        address_in(env!("CARGO_PKG_REPOSITORY"), &self.page())
    }
}

/// Returns the address of the page on the rule with this name, where there are such a rule and an address.
pub(crate) fn page_address(id: &str) -> Option<String> {
    // Asked of every finding that can be clicked: without a repository, nothing is looked up.
    address_in(env!("CARGO_PKG_REPOSITORY"), "")?;
    super::metas().into_iter().find(|meta| meta.id == id)?.page_address()
}

/// Returns where a repository shows a page of this version.
fn address_in(repository: &str, page: &str) -> Option<String> {
    let repository = repository.trim_end_matches('/');
    let version = env!("CARGO_PKG_VERSION");
    repository.starts_with("https://").then(|| format!("{repository}/blob/v{version}/{page}"))
}

/// Declares a rule: a unit struct, its documentation and its [`RuleMeta`] in `META`.
///
/// ```ignore
/// declare_rule! {
///     /// Reports days that their month does not have.
///     ///
///     /// ## Why is this bad?
///     /// …
///     pub(crate) struct ImpossibleDate {
///         id: "date/impossible-date",
///         level: Some(Severity::Error),
///         fix: FixAvailability::None,
///         options: &[],
///     }
/// }
/// ```
macro_rules! declare_rule {
    (
        $(#[doc = $line:expr])*
        pub(crate) struct $name:ident {
            id: $id:expr,
            level: $level:expr,
            fix: $fix:expr,
            options: $options:expr,
        }
    ) => {
        // The text has fences of its own kind, which rustdoc cannot read: it gets the name alone.
        #[doc = concat!("The rule `", $id, "`.")]
        #[derive(Debug)]
        pub(crate) struct $name;

        impl $name {
            /// What the rule says of itself.
            pub(crate) const META: $crate::rules::RuleMeta = $crate::rules::RuleMeta {
                id: $id,
                level: $level,
                raw_documentation: concat!($($line, "\n",)*),
                fix: $fix,
                options: $options,
            };
        }
    };
}
pub(crate) use declare_rule;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_an_address_where_the_repository_is_known() {
        assert_eq!(address_in("", "docs/rules/a/b.md"), None);
        assert_eq!(
            address_in("https://example.org/factlint/", "docs/rules/a/b.md").unwrap(),
            format!("https://example.org/factlint/blob/v{}/docs/rules/a/b.md", env!("CARGO_PKG_VERSION"))
        );
    }
}
