//! Configurations that ship with factlint, for `extends`: `lints/presets/*.yaml`.

use crate::embedded;

const FOLDER: &str = "presets/";

/// Returns the names of the presets, sorted.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    embedded::FILES.iter().filter_map(|(path, _)| path.strip_prefix(FOLDER)?.strip_suffix(".yaml"))
}

/// Returns the text of a preset; `None` where there is none of that name.
pub(crate) fn text(name: &str) -> Option<&'static str> {
    let file = embedded::FILES
        .iter()
        .find(|(path, _)| path.strip_prefix(FOLDER).and_then(|path| path.strip_suffix(".yaml")) == Some(name));
    file.map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse;
    use crate::text::SourceFile;
    use std::sync::Arc;

    #[test]
    fn every_preset_is_a_configuration_that_stands_alone() {
        assert_eq!(names().collect::<Vec<_>>(), ["claims-only", "relaxed", "strict"]);
        for name in names() {
            let file = Arc::new(SourceFile::new(name, text(name).unwrap()));
            let config = parse(&file).unwrap_or_else(|invalid| panic!("{name}: {:?}", invalid.diagnostics));
            assert!(config.extends.is_empty() && config.tables.is_empty() && config.packs.is_empty(), "{name}");
            assert!(!config.rules.is_empty(), "{name}");
        }
    }
}
