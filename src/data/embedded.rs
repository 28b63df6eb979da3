//! The data files that ship in the binary, as trees that were read when it was built.

use super::{Node, compact};
use crate::embedded;

/// Returns the trees of the files under `lints/` whose path below it starts with `folder`, each with its path, in order.
///
/// The build reads the YAML and keeps the trees: reading it took two thirds of the program's start.
pub fn embedded(folder: &str) -> impl Iterator<Item = (&'static str, Node)> {
    let files = embedded::FILES.iter().zip(embedded::TREES);
    let files = files.filter(move |((path, _), _)| path.starts_with(folder));
    files.map(|((path, _), (tree, texts))| {
        (*path, compact::decode(tree, texts).expect("the build wrote the tree, and a test reads it"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::yaml;
    use crate::text::range;

    #[test]
    fn every_tree_is_what_its_file_says() {
        let trees: Vec<(&str, Node)> = embedded("").collect();
        assert_eq!(trees.len(), embedded::FILES.len());
        for ((path, tree), (_, text)) in trees.iter().zip(embedded::FILES) {
            assert_eq!(Some(tree), yaml::parse(text, range(0, text.len())).root.as_ref(), "{path}");
        }
    }
}
