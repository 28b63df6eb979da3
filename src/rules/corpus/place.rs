//! What the path of a document says: its folder, its section, its site, its language, and what its translations share.

/// The parts of a path that rules compare.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Where documents stand that readers see in one list: the folder, without years and months at its end, and without
    /// the folder of a page bundle (`posts/a/index.md` is a page of `posts`).
    pub(super) section: String,
    /// The folder that the whole site stands in, as far as the path tells: what stands before `content`, `_posts`, ….
    pub(super) site: String,
    /// The language that the path names, in lower case: `zh-cn` of `docs/zh-CN/a.md`, `zh` of `a.zh.md`.
    pub(super) language: Option<String>,
    /// The path without language and extension: the same for all translations of a page.
    pub(super) page: String,
    /// Whether the file is the index of its folder: `index.md`, `_index.zh.md`, `README.md`.
    pub(super) is_index: bool,
}

/// Folders that generators keep pages in; the site stands around them.
const CONTENT_FOLDERS: [&str; 7] = ["content", "_posts", "_drafts", "source", "src", "docs", "i18n"];

/// Codes of languages that sites are written in (ISO 639-1), and of countries that are written for them.
const LANGUAGES: [&str; 40] = [
    "ar", "bg", "bn", "ca", "cn", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu",
    "id", "it", "ja", "jp", "ko", "kr", "lt", "nl", "pl", "pt", "ro", "ru", "sk", "sv", "th", "tr", "tw", "uk", "vi",
    "zh", "zht",
];

impl Place {
    /// Reads a path with `/`.
    pub(super) fn of(path: &str) -> Self {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let (stem, suffix) = split_language(stem);
        let is_index = matches!(stem, "index" | "_index" | "README" | "readme");
        let parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        let spoken = parts.iter().rposition(|part| is_language_code(part));
        let language = suffix.or_else(|| spoken.map(|index| parts[index])).map(str::to_lowercase);
        let without_language: Vec<&str> =
            parts.iter().enumerate().filter(|(index, _)| Some(*index) != spoken).map(|(_, part)| *part).collect();
        let page = [without_language.as_slice(), &[stem]].concat().join("/");
        let mut section = parts.as_slice();
        if is_index && let [above @ .., _] = section {
            section = above;
        }
        let section = without_dates(section);
        let site =
            parts.iter().position(|part| CONTENT_FOLDERS.contains(part)).map_or(section, |index| &parts[..index]);
        Self { section: section.join("/"), site: site.join("/"), language, page, is_index }
    }
}

/// Returns whether a word is the code of a language, perhaps with a script or a country: `zh`, `zh-CN`, `pt_BR`.
pub(crate) fn is_language_code(word: &str) -> bool {
    let (language, rest) = word.split_once(['-', '_']).map_or((word, None), |(language, rest)| (language, Some(rest)));
    let is_known = LANGUAGES.iter().any(|known| known.eq_ignore_ascii_case(language));
    is_known
        && rest.is_none_or(|rest| (2..=4).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// Cuts the code of a language off the name of a file: `a.zh`, `a_en`, `README.zh-CN`, `a-pt-BR`.
fn split_language(stem: &str) -> (&str, Option<&str>) {
    for separator in ['.', '_', '-'] {
        let Some((before, code)) = stem.rsplit_once(separator) else { continue };
        // The country may follow the language with the same separator.
        let with_country = before.rsplit_once(separator).map(|(first, _)| first);
        let candidates = with_country.into_iter().filter(|_| code.len() == 2).chain([before]);
        for before in candidates.filter(|before| !before.is_empty()) {
            let code = &stem[before.len() + 1..];
            if is_language_code(code) {
                return (before, Some(code));
            }
        }
    }
    (stem, None)
}

/// Returns the parts of a folder without a year, month and day at its end.
fn without_dates<'p, 't>(parts: &'p [&'t str]) -> &'p [&'t str] {
    let is_number = |part: &str, most: usize| part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit());
    for tail in 1..=3.min(parts.len()) {
        let (above, date) = parts.split_at(parts.len() - tail);
        let is_year = date[0].len() == 4 && (date[0].starts_with("19") || date[0].starts_with("20"));
        if is_year && is_number(date[0], 4) && date[1..].iter().all(|part| is_number(part, 2)) {
            return above;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(path: &str) -> [String; 4] {
        let Place { section, site, language, page, .. } = Place::of(path);
        [section, site, language.unwrap_or_default(), page]
    }

    #[test]
    fn the_parts_of_a_path_are_told() {
        assert_eq!(place("blog/_posts/2024-05-09-a.md"), ["blog/_posts", "blog", "", "blog/_posts/2024-05-09-a"]);
        assert_eq!(place("content/posts/2024/05/a.md"), ["content/posts", "", "", "content/posts/2024/05/a"]);
        assert_eq!(place("content/posts/a/index.zh.md"), ["content/posts", "", "zh", "content/posts/a/index"]);
        assert_eq!(place("docs/zh-CN/guide/a.md"), ["docs/zh-CN/guide", "", "zh-cn", "docs/guide/a"]);
        assert_eq!(place("README.zh-CN.md"), ["", "", "zh-cn", "README"]);
        assert_eq!(place("posts/a-pt-BR.md"), ["posts", "posts", "pt-br", "posts/a"]);
        assert_eq!(place("posts/a_en.md"), ["posts", "posts", "en", "posts/a"]);
        assert_eq!(place("a.md"), ["", "", "", "a"]);
    }
}
