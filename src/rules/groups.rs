//! The groups of rules: the part of their names before the slash.

/// A group of rules.
#[derive(Debug)]
pub struct Group {
    /// The name, as a configuration says it.
    pub name: &'static str,
    /// What its rules report, in one clause.
    pub summary: &'static str,
}

/// The groups in order of name; a test holds them to the rules that there are.
pub const GROUPS: [Group; 10] = [
    Group { name: "claim", summary: "values, dates and statements that a reference table knows otherwise" },
    Group { name: "config", summary: "what is wrong in a configuration, and entries of it that are idle" },
    Group { name: "consistency", summary: "a document against itself, and documents against each other" },
    Group { name: "content", summary: "what is left over of the way that a text was made" },
    Group { name: "date", summary: "days that do not exist, or do not agree with each other" },
    Group { name: "file", summary: "files that could not be read, checked or written" },
    Group { name: "front-matter", summary: "front matter that is broken, incomplete or not what was meant" },
    Group { name: "internal", summary: "defects of factlint itself" },
    Group { name: "reference", summary: "what deserves a second look in a reference table" },
    Group { name: "suppression", summary: "comments that switch rules off, and baselines, that are out of date" },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::metas;

    #[test]
    fn every_group_has_rules_and_every_rule_a_group() {
        let mut groups: Vec<&str> = metas().iter().map(|meta| meta.group()).collect();
        groups.dedup();
        assert_eq!(groups, GROUPS.map(|group| group.name));
    }
}
