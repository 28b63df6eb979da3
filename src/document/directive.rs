//! How a comment that is meant for factlint begins: the one grammar for those that tie a claim (`factlint: …`) and those
//! that switch rules off (`factlint-disable-next-line …`).

use strsim::damerau_levenshtein;

/// What a comment that switches rules off, or on again, says first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// `factlint-disable`: from here on.
    Disable,
    /// `factlint-enable`: up to here.
    Enable,
    /// `factlint-disable-line`: the line that the comment stands on.
    DisableLine,
    /// `factlint-disable-next-line`: the block below the comment, or the next line of the one that it stands in.
    DisableNextLine,
    /// `factlint-disable-file`: the whole file.
    DisableFile,
}

/// What a comment is by its first words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Head<'a> {
    /// `factlint: …` ties a claim; these are the words behind the colon.
    Anchor(&'a str),
    /// `factlint-VERB …` switches rules off or on; these are the words behind it.
    Suppression(Verb, &'a str),
    /// It is meant to switch rules off or on, and does not; these are the words as written, and what is meant.
    Misspelt(&'a str, Verb),
}

/// What every such comment begins with.
const NAME: &str = "factlint";

/// Words of other linters, and slips that are more than a letter.
const OTHER_WORDS: [(&str, Verb); 14] = [
    ("disable-nextline", Verb::DisableNextLine),
    ("disable-next", Verb::DisableNextLine),
    ("disablenextline", Verb::DisableNextLine),
    ("disable-this-line", Verb::DisableLine),
    ("disable-same-line", Verb::DisableLine),
    ("disable-current-line", Verb::DisableLine),
    ("disable-whole-file", Verb::DisableFile),
    ("ignore", Verb::DisableNextLine),
    ("ignore-next-line", Verb::DisableNextLine),
    ("ignore-line", Verb::DisableLine),
    ("ignore-file", Verb::DisableFile),
    ("suppress", Verb::DisableNextLine),
    ("off", Verb::Disable),
    ("on", Verb::Enable),
];

impl Verb {
    const ALL: [Self; 5] = [Self::Disable, Self::Enable, Self::DisableLine, Self::DisableNextLine, Self::DisableFile];

    /// Returns the whole word, such as `factlint-disable-next-line`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Disable => "factlint-disable",
            Self::Enable => "factlint-enable",
            Self::DisableLine => "factlint-disable-line",
            Self::DisableNextLine => "factlint-disable-next-line",
            Self::DisableFile => "factlint-disable-file",
        }
    }

    fn after_name(self) -> &'static str {
        &self.as_str()[NAME.len() + 1..]
    }

    fn exact(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verb| verb.after_name() == word)
    }

    /// Returns what a word is most likely a slip of.
    fn guess(word: &str) -> Option<Self> {
        let word = word.to_ascii_lowercase().replace('_', "-");
        let word = word.trim_matches('-');
        if let Some(verb) = Self::exact(word) {
            return Some(verb);
        }
        if let Some((_, verb)) = OTHER_WORDS.iter().find(|(other, _)| *other == word) {
            return Some(*verb);
        }
        // A word of a megabyte is no slip, and comparing it would take as much room as both lengths together.
        if 64 < word.len() {
            return None;
        }
        let slips = Self::ALL.into_iter().map(|verb| (damerau_levenshtein(word, verb.after_name()), verb));
        let (distance, verb) = slips.min_by_key(|(distance, _)| *distance)?;
        (distance <= verb.after_name().len() / 6).then_some(verb)
    }
}

/// Reads the first words of a comment; `None` where it is not meant for factlint.
pub(crate) fn head(content: &str) -> Option<Head<'_>> {
    let text = content.trim_start();
    let name = text.get(..NAME.len()).filter(|name| name.eq_ignore_ascii_case(NAME))?;
    let rest = &text[NAME.len()..];
    if name == NAME
        && let Some(behind) = rest.strip_prefix('-')
    {
        let (word, arguments) = split_word(behind);
        if let Some(verb) = Verb::exact(word) {
            return Some(Head::Suppression(verb, arguments));
        }
    }
    let sign = rest.trim_start_matches(' ').chars().next()?;
    let behind = rest.trim_start_matches(['-', '_', ':', '：', ' ']);
    let (word, arguments) = split_word(behind);
    let written = text[..text.len() - arguments.len()].trim_end();
    // Two words joined by a hyphen are not said by chance; one word alone may be.
    let is_certain = || word.contains(['-', '_']) || is_selector(arguments);
    if 1 < word.len()
        && let Some(meant) = Verb::guess(word).filter(|_| is_certain())
    {
        return Some(Head::Misspelt(written, meant));
    }
    let anchor = rest.trim_start_matches(' ').strip_prefix([':', '：']);
    anchor.filter(|_| name == NAME && matches!(sign, ':' | '：')).map(Head::Anchor)
}

/// Parts the letters and hyphens at the start of a text from what follows.
fn split_word(text: &str) -> (&str, &str) {
    let end = text.find(|next: char| !(next.is_ascii_alphabetic() || matches!(next, '-' | '_'))).unwrap_or(text.len());
    // `--` ends the word even without a space before it.
    let end = text[..end].find("--").unwrap_or(end);
    text.split_at(end)
}

/// Returns whether a text starts with the name of a rule, of a group or `all`.
fn is_selector(text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    let word = word.trim_end_matches([',', '，']);
    let is_name = |part: &str| part.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'-' | b'*' | b'/'));
    word == "all" || (word.contains('/') && is_name(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_told_by_its_first_words() {
        assert_eq!(head(" factlint: GPT-3 parameters "), Some(Head::Anchor(" GPT-3 parameters ")));
        assert_eq!(head("factlint：GPT-3 参数量"), Some(Head::Anchor("GPT-3 参数量")));
        for verb in Verb::ALL {
            let text = format!(" {} claim/* -- why", verb.as_str());
            assert_eq!(head(&text), Some(Head::Suppression(verb, " claim/* -- why")));
        }
        assert_eq!(head("factlint-disable-line"), Some(Head::Suppression(Verb::DisableLine, "")));
    }

    #[test]
    fn slips_are_told_with_what_is_meant() {
        for (text, written, meant) in [
            ("factlint-disable-nextline a/b", "factlint-disable-nextline", Verb::DisableNextLine),
            ("factlint-disable-nxt-line a/b", "factlint-disable-nxt-line", Verb::DisableNextLine),
            ("Factlint-Disable-Line a/b", "Factlint-Disable-Line", Verb::DisableLine),
            ("factlint_disable_file all -- x", "factlint_disable_file", Verb::DisableFile),
            ("factlint disable-next-line x", "factlint disable-next-line", Verb::DisableNextLine),
            ("factlint: disable-line x", "factlint: disable-line", Verb::DisableLine),
            ("factlint: disable claim/*", "factlint: disable", Verb::Disable),
            ("factlint-disabel date/x -- y", "factlint-disabel", Verb::Disable),
            ("factlint-ignore claim/refuted-value", "factlint-ignore", Verb::DisableNextLine),
            ("factlint-off all", "factlint-off", Verb::Disable),
        ] {
            assert_eq!(head(text), Some(Head::Misspelt(written, meant)), "{text}");
        }
    }

    #[test]
    fn other_comments_are_left_alone() {
        for text in [
            "",
            "more",
            "factlint",
            "factlint is a linter",
            "factlint disables nothing here",
            "factlint disable this one day?",
            "factlint-disabled pages are listed below",
            "factlint-output starts here",
            "factlint-enabled site",
            "factlint 可以在这里关闭",
            "see factlint-disable-line",
            "factlints: a",
            "Factlint: our house rules",
            "factlint off the record",
            "markdownlint-disable MD013",
        ] {
            assert_eq!(head(text), None, "{text}");
        }
        assert_eq!(head("factlint: Disable parameters"), Some(Head::Anchor(" Disable parameters")));
    }
}
