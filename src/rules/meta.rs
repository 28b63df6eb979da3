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

/// An example in a rule's documentation, run as a test.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The name of the example's file; `example.md` where it says none.
    pub file_name: String,
    /// The document.
    pub text: String,
    /// Whether the rule reports something in it.
    pub is_flagged: bool,
    /// A `factlint.yaml` that the example needs.
    pub configuration: Option<String>,
    /// A reference table that the example needs beside those that ship.
    pub table: Option<String>,
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

    /// Returns the examples of the documentation: fenced blocks whose info string starts with `md`.
    ///
    /// ```` ```md,flagged ```` must be reported by the rule, ```` ```md ```` must not; `file=NAME` names the file; a
    /// ```` ```yaml,config ```` block configures the example after it, and a ```` ```yaml,table ```` block is a table for it.
    pub fn examples(&self) -> Vec<Example> {
        let documentation = self.documentation();
        let mut examples = Vec::new();
        let (mut configuration, mut table) = (None, None);
        let mut lines = documentation.lines();
        while let Some(line) = lines.next() {
            let fence: String = line.chars().take_while(|character| *character == '`').collect();
            if fence.len() < 3 {
                continue;
            }
            let info: Vec<&str> = line[fence.len()..].split(',').map(str::trim).collect();
            let mut text = String::new();
            for line in lines.by_ref().take_while(|line| line.trim_end() != fence) {
                text.push_str(line);
                text.push('\n');
            }
            if info == ["yaml", "config"] {
                configuration = Some(text);
            } else if info == ["yaml", "table"] {
                table = Some(text);
            } else if info[0] == "md" {
                let file_name = info.iter().find_map(|part| part.strip_prefix("file=")).unwrap_or("example.md");
                examples.push(Example {
                    file_name: file_name.to_owned(),
                    text,
                    is_flagged: info.contains(&"flagged"),
                    configuration: configuration.take(),
                    table: table.take(),
                });
            }
        }
        examples
    }
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
