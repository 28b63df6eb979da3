//! Texts of any length: a unit, repeated.

use std::path::Path;

use crate::mutation::PIECES;

/// A unit with what stands around its repetitions.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    /// What it is.
    pub(crate) name: String,
    before: String,
    unit: String,
    // Stands behind all units as often as they do: brackets that close.
    closing: String,
    after: String,
    // A unit with `{}` in it takes the number of its repetition.
    is_numbered: bool,
}

impl Text {
    fn new(name: impl Into<String>, before: &str, unit: &str, closing: &str, after: &str) -> Self {
        let own = |text: &str| text.to_owned();
        let is_numbered = unit.contains("{}");
        Self {
            name: name.into(),
            before: own(before),
            unit: own(unit),
            closing: own(closing),
            after: own(after),
            is_numbered,
        }
    }

    /// Returns the text at about `size` bytes.
    pub(crate) fn of_size(&self, size: usize) -> String {
        let n_units = size / (self.unit.len() + self.closing.len()).max(1);
        let mut text = self.before.clone();
        if self.is_numbered {
            for index in 0..n_units {
                text.push_str(&self.unit.replace("{}", &index.to_string()));
            }
        } else {
            text.push_str(&self.unit.repeat(n_units));
        }
        text.push_str(&self.closing.repeat(n_units));
        text.push_str(&self.after);
        text
    }
}

/// Returns all texts: pieces, pairs, shapes, and the cases of the fixtures.
pub(crate) fn all() -> Vec<Text> {
    let mut texts = Vec::new();
    for piece in PIECES {
        let unit = piece.trim_matches('\n');
        texts.push(Text::new(format!("piece {piece:?}"), "", piece, "", ""));
        // Blocks without a name or a number are passed over: these have both.
        texts.push(Text::new(format!("claim with {piece:?}"), "GPT-4拥有", unit, "", "5000亿参数。\n"));
        texts.push(Text::new(format!("number and {piece:?}"), "Llama 2 has ", &format!("70{unit} "), "", "\n"));
        texts.push(Text::new(format!("name and {piece:?}"), "", &format!("GPT-4{unit}"), "", " 1.76万亿参数\n"));
        texts.push(Text::new(format!("day and {piece:?}"), "", &format!("2024年5月13日{unit}"), "", "\n"));
        texts.push(Text::new(format!("line of {piece:?}"), "", &format!("GPT-4拥有5亿{unit}参数。\n"), "", ""));
        texts.push(Text::new(format!("paragraph of {piece:?}"), "", &format!("Phi-3 {unit} has 2.7B.\n\n"), "", ""));
        texts.push(Text::new(format!("front matter of {piece:?}"), "---\ntitle: ", piece, "", "\n---\n\n正文。\n"));
        texts.push(Text::new(format!("keys with {piece:?}"), "---\n", &format!("k{{}}: a{unit}\n"), "", "---\n"));
    }
    texts.extend(
        SHAPES.iter().map(|(name, before, unit, closing, after)| Text::new(*name, before, unit, closing, after)),
    );
    for (name, text) in cases() {
        texts.push(Text::new(format!("case {name}"), "", &format!("{text}\n"), "", ""));
        let line: Vec<&str> = text.lines().filter(|line| !line.starts_with("---")).collect();
        texts.push(Text::new(format!("line from {name}"), "", &format!("{} ", line.join(" ")), "", "\n"));
    }
    texts
}

type Shape = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// Name, what stands before, the unit, what closes it, what stands behind.
const SHAPES: &[Shape] = &[
    ("shape nested brackets", "", "[", "]", "\n"),
    ("shape nested links", "", "[", "](a)", "\n"),
    ("shape nested images", "", "![", "](a)", "\n"),
    ("shape nested parentheses", "GPT-4 (", "(", ")", ") has 5B\n"),
    ("shape nested full-width parentheses", "GPT-4", "（", "）", "有5亿参数\n"),
    ("shape nested quotes", "GPT-4", "“", "”", "有5亿参数\n"),
    ("shape nested emphasis", "", "*a ", " b*", "\n"),
    ("shape nested quotations", "", "> ", "", "GPT-4有5亿参数\n"),
    ("shape nested items", "", "- ", "", "GPT-4有5亿参数\n"),
    ("shape backticks of growing length", "", "`{}", "", "\n"),
    ("shape unclosed links", "", "[a](<b", "", "\n"),
    ("shape unclosed comments", "", "<!-- ", "", "\n"),
    ("shape unclosed tags", "", "<a b='", "", "\n"),
    ("shape unclosed declarations", "", "<!A ", "", "\n"),
    ("shape unclosed instructions", "", "<?", "", "\n"),
    ("shape unclosed shortcodes", "", "{{< a ", "", "\n"),
    ("shape unclosed expressions", "", "{a ", "", "\n"),
    ("shape footnotes", "", "[^{}]: GPT-4有5亿参数\n", "", ""),
    ("shape footnote marks", "", "GPT-4[^{}]有5亿参数。", "", "\n"),
    ("shape references", "", "[a{}]: b\n", "", ""),
    ("shape uses of references", "[a]: b\n\n", "[a][a] ", "", "\n"),
    ("shape columns", "", "| a ", "", "|\n"),
    ("shape columns of a table", "|a|\n|---|\n", "| GPT-4 有5亿参数 ", "", "|\n"),
    ("shape rows", "| 模型 | 参数 |\n|---|---|\n", "| GPT-4 | 5亿 |\n", "", ""),
    ("shape rows of other names", "| Model | Parameters |\n|---|---|\n", "| Own-{} | {}B |\n", "", ""),
    ("shape headings", "", "## GPT-4 有{}亿参数\n", "", ""),
    ("shape headings and texts", "", "## Own {}\n\n- 参数：{}亿\n\n", "", ""),
    ("shape one value of one subject", "", "Own Model has {}B parameters.\n\n", "", ""),
    ("shape one value again", "", "Own Model has 70B parameters. ", "", "\n"),
    ("shape values of one subject", "", "自研模型拥有{}亿参数，", "", "\n"),
    ("shape values of many subjects", "", "Own-{} has {}B parameters, ", "", "\n"),
    ("shape values of one known subject", "", "GPT-4o拥有{}亿参数。", "", "\n"),
    ("shape values of one known subject in paragraphs", "", "GPT-4o has {} billion parameters.\n\n", "", ""),
    ("shape dates of one known subject", "", "GPT-4o was released on May 13, 2{}. ", "", "\n"),
    (
        "shape comments in front of one long line",
        "",
        "<!-- factlint-disable-next-line a/b -- x -->",
        "<!-- b -->",
        "\n",
    ),
    (
        "shape blocks of many rules",
        "",
        "<!-- factlint-disable a/b{} -- x -->\n\n",
        "<!-- factlint-enable c/d -->\n\n",
        "",
    ),
    ("shape totals", "总数为", "{}人，其中", "", "。\n"),
    ("shape sums", "A total of 100: ", "{} apples, ", "", "\n"),
    ("shape shares", "", "A占{}%，", "", "\n"),
    ("shape changes", "", "从{}元涨到{}元，上涨50%，", "", "\n"),
    ("shape comparisons", "", "{} is larger than 5, ", "", "\n"),
    ("shape ranges", "", "{}-", "", "1亿\n"),
    ("shape days in turn", "", "{}日、", "", "5月\n"),
    ("shape Latin words", "GPT-4 has 5B ", "Own{} ", "", "\n"),
    ("shape comments that switch off", "", "<!-- factlint-disable claim/a{} -- x -->\n\n", "", ""),
    (
        "shape comments that switch on again",
        "",
        "<!-- factlint-disable claim/a -- x -->\n\nGPT-4有5亿参数\n\n<!-- factlint-enable claim/a -->\n\n",
        "",
        "",
    ),
    ("shape a long name of a rule", "<!-- factlint-disable-line claim/", "a", "", " -- x -->\n"),
    ("shape a long word for what to do", "<!-- factlint-", "disable", "", " all -- x -->\n"),
    ("shape idle ends", "", "<!-- factlint-enable claim/a -->\n\n", "", ""),
    ("shape lines kept silent", "", "GPT-4有5亿参数 <!-- factlint-disable-line all -- x -->\n", "", ""),
    ("shape rules of one comment", "GPT-4有5亿参数 <!-- factlint-disable-line ", "claim/a{}, ", "", "-- x -->\n"),
    ("shape items of YAML", "---\ntags:\n", "  - a{}\n", "", "---\n"),
    ("shape flow lists", "---\ntags: ", "[", "]", "\n---\n"),
    ("shape aliases", "---\na: &a x\nb: [", "*a, ", "", "*a]\n---\n"),
    ("shape repeated keys", "---\n", "title: a\n", "", "---\n"),
    ("shape impossible days of TOML", "+++\n", "a{} = 2024-02-30\n", "", "+++\n"),
    ("shape repeated keys of TOML", "+++\n", "a{} = 1\n", "a7 = 1\n", "+++\n"),
    ("shape repeated keys of JSON", "{\n", "\"a\": 1,\n", "", "\"b\": 2\n}\n"),
    ("shape decreases", "", "成本从{}元降到5元，下降了150%，", "", "\n"),
    ("shape days that have passed", "---\ndate: 2024-05-09\n---\n\n", "It was released on May {}, 2025. ", "", "\n"),
    ("shape paragraphs with days", "---\ndate: 2024-05-09\n---\n\n", "它于2025年5月1日正式发布。\n\n", "", ""),
    ("shape numbers of a title", "---\ntitle: ", "融资5{}亿美元，", "", "\n---\n\n融资7亿美元。\n"),
    ("shape keys of TOML", "+++\n", "a{} = [1, 2]\n", "", "+++\n"),
];

/// Returns the documents in the fixtures, each with a name.
fn cases() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut folders = vec![fixtures];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(folder) else { continue };
        for path in entries.flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                let suite = std::fs::read_to_string(&path).unwrap_or_default();
                found.extend(
                    documents(&suite).into_iter().enumerate().map(|(index, text)| (format!("{stem} {index}"), text)),
                );
            }
        }
    }
    found.sort();
    found
}

/// Returns the documents of a suite, or the file itself where it is none.
fn documents(suite: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = suite.lines();
    while let Some(line) = lines.next() {
        let info = line.trim_start_matches('`');
        let fence = &line[..line.len() - info.len()];
        if 3 <= fence.len() {
            let text: Vec<&str> = lines.by_ref().take_while(|line| line.trim_end() != fence).collect();
            if info.starts_with("md") {
                found.push(text.join("\n"));
            }
        }
    }
    if found.is_empty() { vec![suite.to_owned()] } else { found }
}
