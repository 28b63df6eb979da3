//! What a configuration says of limits.

use super::Placed;
use super::read::{Reader, problem};
use crate::data::{Node, Value};
use crate::settings::{LimitMeta, Limits};

impl Reader {
    /// Reads the values of `limits`; those that are out of bounds are told and left out.
    pub(super) fn limits(&mut self, node: &Node) -> Vec<(&'static LimitMeta, Placed<u64>)> {
        let mut limits = Vec::new();
        for entry in self.mapping(node, "`limits`") {
            let Some(meta) = Limits::ALL.iter().find(|meta| meta.key == entry.key) else {
                let known: Vec<&'static str> = Limits::ALL.iter().map(|meta| meta.key).collect();
                self.unknown_key(entry, &known);
                continue;
            };
            let node = &entry.value;
            let written = match &node.value {
                Value::Number(text) | Value::Text { text, .. } => Some(&**text),
                _ => None,
            };
            let Some(value) = written.and_then(|written| meta.read(written.trim())) else {
                let wanted =
                    if meta.is_size { "a size such as `10 MB`, or a number of bytes" } else { "a whole number" };
                self.wrong_type(node, &format!("`{}`", meta.key), wanted);
                continue;
            };
            if (meta.lowest..=meta.highest).contains(&value) {
                limits.push((meta, Placed { value, range: node.range }));
                continue;
            }
            let (lowest, highest) = (meta.show(meta.lowest), meta.show(meta.highest));
            let message = message!("`{key}` takes a value from {lowest} to {highest}", key = meta.key, lowest, highest);
            let help = message!("without it, the limit is {show}", show = meta.show(meta.default));
            self.problems.push(problem(node.range, message).with_help(help));
        }
        limits
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::config::parse;
    use crate::settings::Limits;
    use crate::text::SourceFile;

    #[test]
    fn limits_are_read_within_their_bounds() {
        let file = Arc::new(SourceFile::new("factlint.yaml", "limits: { file-size: 2 MB, claims: 500 }\n"));
        let limits = parse(&file).unwrap().limits(Limits::default());
        assert_eq!(limits, Limits { file_size: 2_000_000, claims: 500, ..Limits::default() });
    }

    #[test]
    fn a_limit_that_is_out_of_bounds_is_told_at_its_place() {
        let text = "limits:\n  file-size: 5 GB\n  claims: 0\n  findings: many\n  finding: 3\n  claims-per-page: 3\n";
        let error = parse(&Arc::new(SourceFile::new("factlint.yaml", text))).unwrap_err();
        let told: Vec<(&str, &str)> = error
            .diagnostics
            .iter()
            .map(|found| (error.file.slice(found.primary.range), found.message.english()))
            .collect();
        assert_eq!(
            told,
            [
                ("5 GB", "`file-size` takes a value from 1 kB to 1000 MB"),
                ("0", "`claims` takes a value from 1 to 1000000"),
                ("many", "`findings` takes a whole number, not a text"),
                ("finding", "unknown key `finding`"),
                ("claims-per-page", "unknown key `claims-per-page`"),
            ]
        );
        assert_eq!(error.diagnostics[3].help.as_deref(), Some("did you mean `findings`?"));
    }
}
