//! Paths that a configuration may name: relative, and below its own folder.

/// Returns why a path may not be used; `None` where it may.
///
/// A configuration is data from strangers: it must not make factlint read `/etc/passwd` or `../../secret`. This looks at
/// the text of the path; `workspace` also resolves links before it reads.
pub(super) fn refusal(path: &str) -> Option<&'static str> {
    let has_drive = path.as_bytes().get(1) == Some(&b':');
    if path.trim().is_empty() {
        Some("is empty")
    } else if path.contains('\\') {
        Some("has a backslash: write `/` between folders")
    } else if path.starts_with('/') || path.starts_with('~') || has_drive {
        Some("is not relative to this file")
    } else if path.split('/').any(|part| part == "..") {
        Some("leads out of the folder of this file")
    } else if path.chars().any(char::is_control) {
        Some("has a control character")
    } else {
        None
    }
}

/// Returns why a path may not be extended; `None` where it may. It may lead out of the folder: a folder of a repository
/// builds on the configuration above it.
pub(super) fn extended_refusal(path: &str) -> Option<&'static str> {
    let is_yaml = [".yaml", ".yml"].iter().any(|end| path.to_ascii_lowercase().ends_with(end));
    let inner = path.trim_start_matches("./");
    let inner = inner.trim_start_matches("../");
    match refusal(inner) {
        Some(reason) => Some(reason),
        // What is read is shown where it is wrong: a configuration must not make factlint show other files.
        None if !is_yaml => Some("is no YAML file: its name must end in `.yaml` or `.yml`"),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_below_the_folder_are_allowed() {
        for path in ["facts.yaml", "./facts/a.yaml", "资料/表.yaml", "a..b/c.yaml"] {
            assert_eq!(refusal(path), None, "{path}");
        }
        for path in ["", "/etc/passwd", "../x.yaml", "a/../../x", "C:/x", "~/x", "a\\b", "a\nb"] {
            assert!(refusal(path).is_some(), "{path}");
        }
    }

    #[test]
    fn a_configuration_may_be_extended_from_above() {
        for path in ["../factlint.yaml", "./shared/a.yml", "../../a.yaml", "a.yaml"] {
            assert_eq!(extended_refusal(path), None, "{path}");
        }
        for path in ["/etc/a.yaml", "../../etc/passwd", "a/../../b.yaml", "~/a.yaml", "a.json"] {
            assert!(extended_refusal(path).is_some(), "{path}");
        }
    }
}
