//! What the documents of a folder are like: how many, in which languages, with which keys and dates.

use std::path::Path;

use super::{WorkspaceError, discover, read};
use crate::data::Value;
use crate::document;

/// How many documents are looked at.
const MAXIMUM_DOCUMENTS: usize = 3000;
/// The most bytes of a document that is looked at.
const SIZE_LIMIT: u64 = 1 << 20;
/// Folders that hold what other programs made or brought.
const FOREIGN_FOLDERS: [&str; 9] =
    ["_site", "build", "dist", "node_modules", "out", "public", "themes", "third_party", "vendor"];

/// What was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Survey {
    /// Documents that were looked at.
    pub(crate) n_documents: usize,
    /// Whether there are more.
    pub(crate) is_cut: bool,
    /// Documents most of whose letters are Chinese.
    pub(crate) n_chinese: usize,
    /// Documents with front matter.
    pub(crate) n_with_front_matter: usize,
    /// Keys of front matter with the number of documents that have them, the most frequent first.
    pub(crate) keys: Vec<(String, usize)>,
    /// The most frequent key that holds dates, with the forms of its values, each as an example with its count, the most
    /// frequent first.
    pub(crate) dates: Option<(String, Vec<(String, usize)>)>,
    /// Folders of other programs that hold documents.
    pub(crate) foreign: Vec<String>,
}

/// Looks at the documents of a folder.
///
/// # Errors
/// If the folder cannot be read.
pub(crate) fn survey(folder: &Path) -> Result<Survey, WorkspaceError> {
    let mut survey = Survey::default();
    let mut forms: Vec<(String, String, String, usize)> = Vec::new();
    let found = discover(&[folder.to_owned()])?;
    for target in &found.targets {
        let below = Path::new(&target.name);
        let below = below.strip_prefix(folder.strip_prefix("./").unwrap_or(folder)).unwrap_or(below);
        let first = below.components().next().map(|first| first.as_os_str().to_string_lossy().into_owned());
        if let Some(first) = first.filter(|first| FOREIGN_FOLDERS.contains(&first.as_str())) {
            if !survey.foreign.contains(&first) {
                survey.foreign.push(first);
            }
            continue;
        }
        if survey.n_documents == MAXIMUM_DOCUMENTS {
            survey.is_cut = true;
            continue;
        }
        let Ok(file) = read::read(target, SIZE_LIMIT) else { continue };
        survey.n_documents += 1;
        survey.n_chinese += usize::from(is_chinese(file.text()));
        let Some(front_matter) = document::parse(&file).front_matter else { continue };
        let Some(root) = front_matter.root else { continue };
        survey.n_with_front_matter += 1;
        for entry in root.entries() {
            count(&mut survey.keys, &entry.key);
            let written = match &entry.value.value {
                Value::Text { text, .. } | Value::Date(text) => text.trim(),
                _ => continue,
            };
            if let Some(form) = date_form(written) {
                match forms.iter_mut().find(|(key, known, _, _)| *key == entry.key && *known == form) {
                    Some((_, _, _, count)) => *count += 1,
                    None => forms.push((entry.key.to_string(), form, written.to_owned(), 1)),
                }
            }
        }
    }
    survey.keys.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
    forms.sort_by(|left, right| right.3.cmp(&left.3).then_with(|| left.2.cmp(&right.2)));
    if let Some((key, ..)) = forms.first() {
        let of_key = forms.iter().filter(|(other, ..)| other == key);
        survey.dates = Some((key.clone(), of_key.map(|(_, _, example, count)| (example.clone(), *count)).collect()));
    }
    Ok(survey)
}

fn count(counts: &mut Vec<(String, usize)>, key: &str) {
    match counts.iter_mut().find(|(known, _)| known == key) {
        Some((_, count)) => *count += 1,
        None => counts.push((key.to_owned(), 1)),
    }
}

/// Returns the form of a date with `0` for each digit; `None` for what is none.
fn date_form(text: &str) -> Option<String> {
    let form: String = text.chars().map(|character| if character.is_ascii_digit() { '0' } else { character }).collect();
    let is_date =
        ["0000-00-00", "0000/00/00", "0000.00.00", "0000-0-0", "0000年"].iter().any(|start| form.starts_with(start));
    // The offset of a time is no other form.
    (is_date && form.chars().count() <= 40).then(|| form.replace('+', "-").replace("-00:00", "±").replace('Z', "±"))
}

/// Returns whether Chinese characters outnumber Latin words, roughly: one of five letters is enough.
fn is_chinese(text: &str) -> bool {
    let sample = &text[..text.floor_char_boundary(20_000)];
    let (mut n_chinese, mut n_latin) = (0_usize, 0_usize);
    for character in sample.chars() {
        match character {
            '\u{4e00}'..='\u{9fff}' => n_chinese += 1,
            'a'..='z' | 'A'..='Z' => n_latin += 1,
            _ => {}
        }
    }
    n_latin < n_chinese * 5 && 0 < n_chinese
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn languages_keys_and_dates_are_counted() {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in [
            ("a.md", "---\ntitle: 一\ndate: 2024-05-09\n---\n\n这是一篇文章，讲的是大模型 GPT-4。\n"),
            ("b.md", "---\ntitle: b\ndate: 2024-05-10\n---\n\nThis one is English.\n"),
            ("c.md", "---\ntitle: c\ndate: 2024-05-10 10:00:00\n---\n\nThis one, too.\n"),
            ("d.md", "No front matter.\n"),
            ("public/e.md", "made\n"),
        ] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let survey = survey(folder.path()).unwrap();
        assert_eq!((survey.n_documents, survey.n_chinese, survey.n_with_front_matter), (4, 1, 3));
        assert_eq!(survey.keys, [("date".to_owned(), 3), ("title".to_owned(), 3)]);
        let forms = vec![("2024-05-09".to_owned(), 2), ("2024-05-10 10:00:00".to_owned(), 1)];
        assert_eq!(survey.dates, Some(("date".to_owned(), forms)));
        assert_eq!(survey.foreign, ["public"]);
    }
}
