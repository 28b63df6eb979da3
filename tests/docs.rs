//! The pages on switching off, putting off and fixing: their commands run, and their examples are true.

use std::sync::Arc;

use factlint::check::check_document;
use factlint::reference::ReferenceTables;
use factlint::settings::Settings;
use factlint::text::SourceFile;

use crate::cli::Folder;
use crate::support::{root, today};

/// Returns the fenced blocks of a page: the word behind the fence, and the text.
fn blocks(page: &str) -> Vec<(String, String)> {
    let text = std::fs::read_to_string(root().join(page)).unwrap();
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push((info.to_owned(), format!("{}\n", text.join("\n"))));
        }
    }
    blocks
}

/// Returns a folder whose `posts` are the sample documents.
fn posts() -> Folder {
    let folder = Folder::new(&[]);
    for entry in std::fs::read_dir(root().join("fixtures/documents")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if name.ends_with(".md") {
            folder.write(&format!("posts/{name}"), &std::fs::read(&path).unwrap());
        }
    }
    folder
}

#[test]
fn what_the_pages_show_is_what_their_commands_print() {
    for page in ["docs/baseline.md", "docs/fixes.md"] {
        let folder = posts();
        let blocks = blocks(page);
        for (index, (_, text)) in blocks.iter().enumerate().filter(|(_, (info, _))| info == "sh") {
            let mut printed = String::new();
            for line in text.lines() {
                let command = line.strip_prefix("factlint ").unwrap_or_else(|| panic!("`{line}`: what runs this?"));
                let run = folder.run(&command.split(' ').collect::<Vec<_>>());
                assert_ne!(run.code, 2, "{page}: `{line}`: {run:#?}");
                printed.push_str(&run.output);
            }
            if let Some((_, shown)) = blocks.get(index + 1).filter(|(info, _)| info == "text") {
                assert_eq!(&printed, shown, "{page}");
            }
        }
    }
}

#[test]
fn comments_on_the_page_do_what_it_says() {
    let examples: Vec<(String, String)> =
        blocks("docs/suppression.md").into_iter().filter(|(info, _)| info.starts_with("md")).collect();
    assert_eq!(examples.len(), 4);
    for (info, text) in examples {
        let file = Arc::new(SourceFile::new(format!("example.{info}"), text));
        let report = check_document(&file, &Settings::new(today()), ReferenceTables::embedded());
        assert!(
            report.diagnostics.is_empty() && !report.suppressed.is_empty(),
            "{}: {:?}",
            file.text(),
            report.diagnostics
        );
    }
}

#[test]
fn an_entry_on_the_page_is_one() {
    let (_, entry) = blocks("docs/baseline.md").into_iter().find(|(info, _)| info == "json").unwrap();
    let text = format!("{{\"schema\": \"baseline/1\", \"findings\": [{entry}]}}");
    let baseline = factlint::check::Baseline::parse(Arc::new(SourceFile::new("b.json", text))).unwrap();
    assert_eq!(baseline.documents["a.md"][0].count, 1);
}

/// Returns the addresses of the links of a page that lead into the repository, without their anchors.
fn links(page: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join(page)).unwrap();
    let outside_of_code: String = text.split("```").step_by(2).collect();
    let addresses = outside_of_code.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let inside = addresses.map(|address| address.split('#').next().unwrap_or_default());
    inside.filter(|address| !address.is_empty() && !address.contains("://")).map(str::to_owned).collect()
}

#[test]
fn the_index_lists_every_page_and_links_lead_somewhere() {
    let mut pages: Vec<String> = std::fs::read_dir(root().join("docs"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".md") && name != "README.md")
        .collect();
    pages.sort();
    let listed = links("docs/README.md");
    for page in &pages {
        assert!(listed.contains(page), "docs/README.md does not list {page}");
    }
    let pages = pages.iter().map(|name| format!("docs/{name}"));
    let others = ["README.md", "CONTRIBUTING.md", "docs/README.md", "docs/rules/README.md"].map(str::to_owned);
    for page in pages.chain(others) {
        let folder = root().join(&page).parent().unwrap().to_owned();
        for link in links(&page) {
            assert!(folder.join(&link).exists(), "{page}: {link} leads nowhere");
        }
    }
}
