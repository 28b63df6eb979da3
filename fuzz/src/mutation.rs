//! A mutator of texts that knows what our texts are made of; the same numbers give the same texts on every machine.
//!
//! Main type: [`Mutator`].

/// Words, signs and characters on which something in factlint turns.
pub const PIECES: &[&str] = &[
    // Structure.
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "  ",
    "\u{3000}",
    "\u{A0}",
    "---\n",
    "\n---\n",
    "+++\n",
    "{\n",
    "\n}\n",
    "----",
    "——",
    "```\n",
    "~~~\n",
    "```md\n",
    "````",
    "`",
    "``",
    "**",
    "*",
    "__",
    "_",
    "~~",
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "[^1]",
    "[^1]: ",
    "[a]: b\n",
    "<",
    ">",
    "</b>",
    "<b>",
    "<br>",
    "<div>\n",
    "</div>\n",
    "<!--",
    "-->",
    "<!-- ",
    "{/*",
    "*/}",
    "{{< ",
    " >}}",
    "{% ",
    " %}",
    "{",
    "}",
    "$",
    "$$",
    "\\",
    "&amp;",
    "&#x0;",
    "&nbsp;",
    "# ",
    "## ",
    "\n===\n",
    "- ",
    "* ",
    "1. ",
    "- [ ] ",
    "> ",
    "| ",
    "|---|---|\n",
    "| a | b |\n|---|--:|\n| 1 | 2 |\n",
    "http://a.b/c",
    "www.a.b",
    "\nimport a from 'b'\n",
    // Characters.
    "\u{FEFF}",
    "\u{200B}",
    "\u{200D}",
    "\u{301}",
    "\u{202E}",
    "\u{2066}",
    "\u{FFFC}",
    "\u{FFFD}",
    "\0",
    "\u{1B}[31m",
    "\u{85}",
    "\u{2028}",
    "😀",
    "👨‍👩‍👧",
    "é",
    "é",
    "İ",
    "ß",
    "ſ",
    "K",
    "𝟙",
    "①",
    "２０２４",
    "Ａ",
    "－",
    "．",
    "：",
    "“",
    "”",
    "‘",
    "’",
    "\"",
    "'",
    "，",
    "。",
    "、",
    "！",
    "；",
    "（",
    "）",
    "《",
    "》",
    "…",
    "–",
    "—",
    "−",
    "·",
    "%",
    "％",
    "‰",
    "°",
    "/",
    ":",
    ",",
    ".",
    "-",
    "+",
    "=",
    "#",
    "!",
    "?",
    "@",
    "&",
    "~",
    // Keys and comments.
    "title: ",
    "\ndate: 2024-05-09\n",
    "title：",
    "tags: [a, b]\n",
    "draft: \"false\"\n",
    "updated: 2024-05-08T10:00:00+08:00\n",
    "description: |\n  ",
    "a: &a [*a]\n",
    "<<: *a\n",
    "<!-- factlint-disable-line all -- x -->",
    "<!-- factlint-disable-next-line claim/* -- x -->\n",
    "<!-- factlint-disable date/wrong-weekday -- x, until 2024-01-01 -->",
    "<!-- factlint-enable -->",
    "<!-- factlint: GPT-4 parameters -->",
    "factlint-disable: [claim/*]\n",
    "# factlint-disable-file all -- x\n",
    // Numbers and days.
    "0",
    "1",
    "12",
    "3.5",
    "70",
    "1,000",
    "1e9",
    "99999999999999999999999999999",
    "0.000000000000000000000000000001",
    "1/3",
    "50%",
    "万",
    "亿",
    "万亿",
    "一千二百三十四",
    "半",
    "几十",
    "两",
    "多",
    "余",
    "倍",
    "成",
    "百分之五十",
    "billion",
    "B",
    "k",
    "thousand",
    "dozen",
    "2024年5月13日（周三）",
    "2月30日",
    "去年",
    "下周五",
    "三天前",
    "May 32, 2024",
    "on Monday, May 13",
    "12/31/1999",
    "24:00",
    "昨晚8点半",
    "1990s",
    "从5元降至1元",
    "增长了20%",
    "from 8 to 12, up 50%",
    // Claims.
    "Llama 2",
    "GPT-4",
    "拥有7000亿参数",
    "has 70B parameters",
    "据说",
    "reportedly",
    "约",
    "at least",
    "不到",
    "如果",
    "not ",
    "MAI-1",
    "8x7B",
];

/// Makes new texts out of seeds.
#[derive(Clone, Debug)]
pub struct Mutator {
    state: u64,
}

impl Mutator {
    /// Starts with a number; another number, other texts.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1 }
    }

    /// Returns a number below `bound`, which is not 0.
    fn below(&mut self, bound: usize) -> usize {
        // Marsaglia's xorshift64*.
        self.state ^= self.state >> 12;
        self.state ^= self.state << 25;
        self.state ^= self.state >> 27;
        let value = self.state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(value).unwrap_or(0) % bound.max(1)
    }

    /// Returns a text made of one of the seeds, with parts of others and of our pieces in it, at most 8 kB long.
    pub fn mutate(&mut self, seeds: &[String]) -> String {
        const MAXIMUM: usize = 8_000;
        let mut text = match seeds.len() {
            0 => String::new(),
            count => seeds[self.below(count)].clone(),
        };
        if self.below(4) == 0 {
            // A seed of many lines is mostly more than a case needs.
            let (start, end) = self.stretch(&text, 400);
            text = text[start..end].to_owned();
        }
        for _ in 0..=self.below(6) {
            self.change(&mut text, seeds);
            if MAXIMUM < text.len() {
                text.truncate(text.floor_char_boundary(MAXIMUM));
            }
        }
        text
    }

    fn change(&mut self, text: &mut String, seeds: &[String]) {
        match self.below(10) {
            0..=3 => {
                let at = self.place(text);
                text.insert_str(at, PIECES[self.below(PIECES.len())]);
            }
            4 => {
                let (start, end) = self.stretch(text, 12);
                text.replace_range(start..end, PIECES[self.below(PIECES.len())]);
            }
            5 => {
                let (start, end) = self.stretch(text, 40);
                text.replace_range(start..end, "");
            }
            6 => {
                let (start, end) = self.stretch(text, 60);
                let repeated = text[start..end].repeat(1 + self.below(6));
                text.insert_str(end, &repeated);
            }
            7 => {
                let (start, end) = self.stretch(text, 200);
                let moved = text[start..end].to_owned();
                let at = self.place(text);
                text.insert_str(at, &moved);
            }
            8 if !seeds.is_empty() => {
                let other = &seeds[self.below(seeds.len())];
                let (start, end) = self.stretch(other, 200);
                let at = self.place(text);
                text.insert_str(at, &other[start..end]);
            }
            _ => {
                let repeated = PIECES[self.below(PIECES.len())].repeat(1 + self.below(20));
                let at = self.place(text);
                text.insert_str(at, &repeated);
            }
        }
    }

    /// Returns a place on a character boundary.
    fn place(&mut self, text: &str) -> usize {
        text.floor_char_boundary(self.below(text.len() + 1))
    }

    /// Returns a stretch of at most some bytes on character boundaries.
    fn stretch(&mut self, text: &str, most: usize) -> (usize, usize) {
        let start = self.place(text);
        let end = text.floor_char_boundary((start + self.below(most + 1)).min(text.len()));
        (start, end.max(start))
    }
}
