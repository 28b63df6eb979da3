//! Which generator makes a site of a folder: told by the files that each one needs.

use std::fs;
use std::io;
use std::path::Path;

use super::write::{self, WriteError};
use super::{WorkspaceError, problems};

/// A generator that was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sighting {
    /// The name of its preset.
    pub(crate) preset: &'static str,
    /// The folder of the site, relative to the one looked at, with `/`; empty for that one itself.
    pub(crate) folder: String,
    /// The file or folder that tells it.
    pub(crate) evidence: String,
}

/// Files that only one generator has.
const TELLING: [(&str, &[&str]); 6] = [
    (
        "hugo",
        &["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default/hugo.toml", "config/_default/hugo.yaml"],
    ),
    ("astro", &["astro.config.mjs", "astro.config.ts", "astro.config.js", "astro.config.mts", "astro.config.cjs"]),
    ("docusaurus", &["docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs", "docusaurus.config.cjs"]),
    ("vitepress", &[".vitepress"]),
    ("hexo", &["scaffolds", "_config.landscape.yml"]),
    ("jekyll", &["_layouts", "_includes"]),
];

/// The most bytes of a configuration that are read to tell a generator.
const READ_LIMIT: u64 = 1 << 20;

/// Returns the generators whose sites are in a folder or directly below it, in order of folder.
///
/// # Errors
/// If the folder cannot be listed.
pub(crate) fn detect(folder: &Path) -> Result<Vec<Sighting>, WorkspaceError> {
    let unreadable = |error: &io::Error| {
        let message = message!(
            "the folder `{folder}` cannot be read: {reason}",
            folder = folder.display(),
            reason = problems::reason(error)
        );
        WorkspaceError::usage(message, "give the folder of the site")
    };
    let mut sightings: Vec<Sighting> = look(folder, "").into_iter().collect();
    let mut below: Vec<String> = fs::read_dir(folder)
        .map_err(|error| unreadable(&error))?
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let name = entry.file_name().into_string().ok()?;
            let is_site = !name.starts_with(['.', '_']) && name != "node_modules" && name != "themes";
            (is_site && entry.file_type().ok()?.is_dir()).then_some(name)
        })
        .collect();
    below.sort();
    // A site's own folders are no sites.
    if sightings.is_empty() {
        sightings.extend(below.iter().filter_map(|name| look(&folder.join(name), name)));
    }
    Ok(sightings)
}

/// Writes a new file in one step; never over one that is there.
///
/// # Errors
/// If there is one, or it cannot be written.
pub(crate) fn write_new(path: &Path, text: &str) -> Result<(), WorkspaceError> {
    write::create(path, text).map_err(|error| match error {
        WriteError::Changed => WorkspaceError::usage(
            message!("`{shown}` is there already", shown = path.display()),
            "nothing was written; edit that file, or remove it first",
        ),
        error => not_written(path, &error),
    })
}

/// Writes a file of ours in one step, over an earlier one of ours.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn write_over(path: &Path, text: &str) -> Result<(), WorkspaceError> {
    write::put(path, text).map_err(|error| not_written(path, &error))
}

fn not_written(path: &Path, error: &WriteError) -> WorkspaceError {
    let (reason, _) = problems::write_problem(error);
    WorkspaceError::usage(
        message!("`{path}` cannot be written: {reason}", path = path.display(), reason),
        "check the folder and its permissions",
    )
}

/// Looks at one folder; `name` is what it is called.
fn look(folder: &Path, name: &str) -> Option<Sighting> {
    let sighting = |preset, evidence: &str| Sighting { preset, folder: name.to_owned(), evidence: evidence.to_owned() };
    for (preset, files) in TELLING.iter().take(4) {
        if let Some(file) = files.iter().find(|file| folder.join(file).exists()) {
            return Some(sighting(preset, file));
        }
    }
    // Files that two generators share are told apart by what they say, or by what stands beside them.
    let says = |file: &str, words: &[&str]| {
        read_lines(&folder.join(file))
            .is_some_and(|lines| lines.iter().any(|line| words.iter().any(|word| line.starts_with(word))))
    };
    for file in ["config.toml", "config.yaml", "config.yml"] {
        if says(file, &["base_url"]) {
            return Some(sighting("zola", file));
        }
        if says(file, &["baseURL", "baseUrl", "baseurl", "languageCode", "theme"])
            && (folder.join("content").is_dir() || folder.join("archetypes").is_dir())
        {
            return Some(sighting("hugo", file));
        }
    }
    let has_config = folder.join("_config.yml").is_file() || folder.join("_config.yaml").is_file();
    if has_config {
        let is_hexo = TELLING[4].1.iter().any(|file| folder.join(file).exists())
            || folder.join("source/_posts").is_dir()
            || read_lines(&folder.join("package.json"))
                .is_some_and(|lines| lines.iter().any(|line| line.contains("\"hexo\"")));
        return Some(sighting(if is_hexo { "hexo" } else { "jekyll" }, "_config.yml"));
    }
    None
}

/// Returns the lines of a small text file.
fn read_lines(path: &Path) -> Option<Vec<String>> {
    let is_small = fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() <= READ_LIMIT);
    let text = is_small.then(|| fs::read(path).ok()).flatten()?;
    Some(String::from_utf8_lossy(&text).lines().map(|line| line.trim().to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detected(files: &[(&str, &str)]) -> Vec<(&'static str, String)> {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        detect(folder.path()).unwrap().into_iter().map(|sighting| (sighting.preset, sighting.folder)).collect()
    }

    #[test]
    fn each_generator_is_told_by_its_files() {
        for (files, preset) in [
            (&[("hugo.toml", "")][..], "hugo"),
            (&[("config.toml", "baseURL = 'x'\n"), ("content/a.md", "")], "hugo"),
            (&[("config.toml", "# c\nbase_url = 'x'\n"), ("content/a.md", "")], "zola"),
            (&[("_config.yml", "title: x\n"), ("source/_posts/a.md", "")], "hexo"),
            (&[("_config.yml", "title: x\n"), ("_posts/a.md", "")], "jekyll"),
            (&[("astro.config.mjs", "")], "astro"),
            (&[("docusaurus.config.ts", "")], "docusaurus"),
            (&[(".vitepress/config.ts", "")], "vitepress"),
        ] {
            assert_eq!(detected(files), [(preset, String::new())], "{files:?}");
        }
        assert_eq!(detected(&[("config.toml", "[a]\nb = 1\n"), ("a.md", "")]), []);
    }

    #[test]
    fn sites_below_the_folder_are_found_too() {
        let files = [("website/docusaurus.config.js", ""), ("blog/hugo.yaml", ""), ("src/a.md", "")];
        assert_eq!(detected(&files), [("hugo", "blog".to_owned()), ("docusaurus", "website".to_owned())]);
    }

    #[test]
    fn a_file_that_is_there_is_never_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("factlint.yaml");
        write_new(&path, "a").unwrap();
        assert!(write_new(&path, "b").unwrap_err().to_string().contains("already"));
        assert_eq!(fs::read_to_string(&path).unwrap(), "a");
    }
}
