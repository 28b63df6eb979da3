//! Documents as a whole: front matter found, prose read, places kept.

use proptest::prelude::*;

use super::*;
use crate::text::range;

fn parse_text(name: &str, text: &str) -> Document {
    let document = parse(&SourceFile::new(name, text));
    document.prose.assert_consistent(text);
    document
}

/// Returns the blocks as `kind: text`, objects shown as `□`.
fn blocks(name: &str, text: &str) -> Vec<String> {
    let document = parse_text(name, text);
    let show = |block: &Block| {
        let kind = match &block.kind {
            BlockKind::Heading(level) => format!("h{level}"),
            BlockKind::Paragraph { list_depth: 0, quote_depth: 0 } => "p".to_owned(),
            BlockKind::Paragraph { list_depth, quote_depth } => format!("p{list_depth}{quote_depth}"),
            BlockKind::TableCell { table, row, column } => format!("t{table}.{row}.{column}"),
            BlockKind::FrontMatter { key } => key.clone(),
            BlockKind::Footnote => "note".to_owned(),
        };
        format!("{kind}: {}", document.block_text(block).replace('\u{FFFC}', "□"))
    };
    document.blocks.iter().map(show).collect()
}

/// Returns `syntax keys` of the front matter and its structural problems.
fn front_matter(text: &str) -> String {
    let document = parse_text("a.md", text);
    let Some(front_matter) = &document.front_matter else { return "none".to_owned() };
    let keys: Vec<&str> = front_matter.root.iter().flat_map(Node::entries).map(|entry| &*entry.key).collect();
    let problems: String = document
        .problems
        .iter()
        .map(|problem| match problem {
            FrontMatterProblem::Unclosed { missing_at, .. } => {
                format!(" unclosed at {}", u32::from(missing_at.start()))
            }
            FrontMatterProblem::WrappedInCodeFence { opening, closing } => {
                format!(" wrapped {:?}…{:?}", &text[*opening], closing.map(|closing| &text[closing]))
            }
            FrontMatterProblem::Data(_) => " data".to_owned(),
            FrontMatterProblem::MissingOpening { .. } => " unopened".to_owned(),
            FrontMatterProblem::ByteOrderMark { .. } => " mark".to_owned(),
            FrontMatterProblem::Preceded { by, .. } => format!(" below {by:?}"),
            FrontMatterProblem::RepeatedOpening { .. } => " repeated".to_owned(),
            FrontMatterProblem::MismatchedFences { .. } => " mismatched".to_owned(),
            FrontMatterProblem::MalformedFence { .. } => " malformed".to_owned(),
            FrontMatterProblem::FenceInQuotes { .. } => " cut".to_owned(),
            FrontMatterProblem::OpeningWithoutKeys { .. } => " no keys".to_owned(),
            FrontMatterProblem::Slip(slip) => format!(" {:?}", slip.kind),
        })
        .collect();
    format!("{:?} {}{problems}", front_matter.syntax, keys.join(","))
}

#[test]
fn front_matter_is_found_as_generators_find_it() {
    let cases = [
        ("---\ntitle: a\n---\nText", "Yaml title"),
        ("\u{FEFF}---\r\ntitle: a\r\n---\r\nText", "Yaml title mark"),
        ("---  \n\ntitle: a\ndate: 2024-05-09\n\n---\t\n\nText", "Yaml title,date"),
        ("\n\n---\ntitle: a\n---\n", "Yaml title below BlankLines"),
        ("---\n---\n\ntitle: a\ndate: b\n\n---\nText", "Yaml title,date repeated"),
        ("---\n---\nText", "Yaml "),
        ("---\n\n---\nText", "Yaml "),
        ("---\n# a comment\ntitle: a\n...\nText", "Yaml title"),
        ("---\n标题: 一\n---\n", "Yaml 标题"),
        ("title: a\ndate: b\n---\nText", "Yaml title,date unopened"),
        ("+++\ntitle = \"a\"\n[extra]\nb = 1\n+++\nText", "Toml title,extra"),
        ("{\n  \"title\": \"a }\",\n  \"n\": [1, 2]\n}\n\nText", "Json title,n"),
        ("---\ntitle: a\ntags:\n- x\n---", "Yaml title,tags"),
    ];
    for (text, expected) in cases {
        assert_eq!(front_matter(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_front_matter_is_left_to_markdown() {
    for text in [
        "",
        "---",
        "---\n感谢阅读！\n\n---\n更多",
        "---\n\nOnce upon a time.\n\n---\n",
        "Text\n---\ntitle: a\n---\n",
        "{{< toc >}}\n\nText",
        "{% raw %}\nText",
        "{:.lead}\nText {a}",
        "title: only\n---\nText",
        "Note: this is\n---\nText",
        "----\ntitle: a\n----\n",
        "---\n\nAuthor: Bob wrote this.\n\nText goes on",
        "{\"a\": 1} is an object",
    ] {
        assert_eq!(front_matter(text), "none", "{text}");
    }
}

#[test]
fn an_unclosed_fence_is_told_where_the_closing_one_belongs() {
    assert_eq!(front_matter("---\ntitle: a\ndate: b\n\nText without end\n"), "Yaml title,date unclosed at 21");
    assert_eq!(
        front_matter("---\ntitle: a\ndate: b\n\nText.\n\n---\n\nMore: text\n"),
        "Yaml title,date unclosed at 21"
    );
    assert_eq!(front_matter("---\ntitle: a\ntags:\n  - x\n\n# Heading"), "Yaml title,tags unclosed at 25");
    assert_eq!(front_matter("+++\ntitle = \"a\"\ndraft = true\n\nText"), "Toml title,draft unclosed at 29");
    assert_eq!(front_matter("{\n  \"title\": \"a\",\n  \"date\": \"b\"\n\nText"), "Json  unclosed at 32");
}

#[test]
fn a_post_in_a_code_fence_is_read_as_a_post() {
    let post = "---\ntitle: 一\ndate: 2024-05-09\n---\n\nText **500**亿.\n";
    for (before, after) in [
        ("```\n", "```\n"),
        ("```markdown\n\n", "```"),
        ("~~~~md\n", "~~~~~\n"),
        ("```yaml\n", ""),
        ("\u{FEFF}\n```\n", "```\n---\nFooter text\n"),
    ] {
        let text = format!("{before}{post}{after}");
        let found = front_matter(&text);
        assert!(found.starts_with("Yaml title,date") && found.contains("wrapped"), "{text} {found}");
        assert_eq!(blocks("a.md", &text)[..2], ["title: 一", "p: Text 500亿."], "{text}");
    }
    let inner_code = format!("```markdown\n{post}\n```rust\nlet x = 1;\n```\n\nAfter\n```\n");
    assert_eq!(blocks("a.md", &inner_code), ["title: 一", "p: Text 500亿.", "p: After"]);
    let only_front_matter = "```\n---\ntitle: a\ndate: 2024-05-09\n---\n```\n\nText\n";
    assert_eq!(front_matter(only_front_matter), "Yaml title,date wrapped \"```\\n\"…Some(\"```\\n\")",);
}

#[test]
fn a_page_that_starts_with_an_example_is_left_alone() {
    for text in [
        "```yaml\n---\ntitle: a\n---\n```\n\nThis is how it looks.\n",
        "```md\n---\ntitle: a\n---\n# Hello\n```\n\nThis is how it looks.\n",
        "```yaml\n---\nkind: Pod\n---\nkind: Service\n---\n```\n",
        "```yaml\n---\ntitle: a\ndate: 2024-05-09\n---\n```\n",
        "```python\nprint(1)\n```\n---\ntitle: a\n---\n",
        "# Front matter\n\n```yaml\n---\ntitle: a\ndate: 2024-05-09\n---\n```\n\nText\n",
    ] {
        assert_eq!(front_matter(text), "none", "{text}");
    }
}

#[test]
fn blocks_are_what_a_reader_sees() {
    let text = "---\ntitle: \"引号\"\ndescription: 'it''s'\n---\n# 标题 {#id}\n\n段落 **500**亿，<b>60</b>%，&amp; `code 1` [链接](http://x.y)。\n第二行\n\n- 一\n- 二\n  - 三\n\n> 引用\n\n| 模型 | 参数 |\n|---|---|\n| a |  |\n\n```\ncode\n```\n\n脚注[^1]。\n\n[^1]: 说明\n\n![图 1](a.png)\n\nfooter\n---\nend\n";
    assert_eq!(
        blocks("a.md", text),
        [
            "title: 引号",
            "description: it's",
            "h1: 标题",
            "p: 段落 500亿，60%，& code 1 链接。\n第二行",
            "p10: 一",
            "p10: 二",
            "p20: 三",
            "p01: 引用",
            "t0.0.0: 模型",
            "t0.0.1: 参数",
            "t0.1.0: a",
            "t0.1.1: ",
            "p: 脚注□。",
            "note: 说明",
            "h2: footer",
            "p: end",
        ]
    );
    let document = parse_text("a.md", text);
    assert_eq!(document.tables[0].rows.len(), 2);
    let number = document.prose.text().find("500亿").expect("the number");
    assert_eq!(&text[document.prose.to_source(range(number, number + 6))], "500**亿");
    let code = document.prose.text().find("code 1").expect("the code");
    assert!(document.prose.is_opaque(range(code + 5, code + 6)));
}

#[test]
fn what_is_no_prose_leaves_an_object() {
    let cases = [
        ("见 https://a.b/c_d?e=1&f=2，和 www.x.com/1。", "p: 见 □，和 □。"),
        ("see (http://a.b/c_(d)) and <http://e.f/1>.", "p: see (□) and □."),
        ("[http://a.b](http://a.b) end", "p: □ end"),
        ("a {{< figure src=\"x_1_2\" >}} b {% youtube 5 %} c {{ page.n }} d", "p: a □ b □ c □ d"),
        ("{% highlight rust %}\n\nlet x = 1;\n\n{% endhighlight %}\n\nText 1", "p: Text 1"),
        ("{{< highlight go >}}\nx := 1\n{{< /highlight >}} y", "p: □ y"),
        ("质能 $E=mc^2$ 与价格 $0.1/$0.3 每百万", "p: 质能 □ 与价格 $0.1/$0.3 每百万"),
        ("20~30亿和40~50亿", "p: 20~30亿和40~50亿"),
        ("2*3*4 和 *强* 与 **重**", "p: 2*3*4 和 强 与 重"),
        ("a <img src=x> b<br>c", "p: a □ b□c"),
        ("~~旧~~新", "p: □新"),
    ];
    for (text, expected) in cases {
        assert_eq!(blocks("a.md", text), [expected], "{text}");
    }
}

#[test]
fn mdx_code_is_no_prose() {
    let text = "import A from 'a'\nexport const n = 5\n\n# T {props.x}\n\nn is {n + 1} <Chart year={2024} on={() => 1}/> end\n\n<Note>Text 7</Note>\n";
    assert_eq!(blocks("a.mdx", text), ["h1: T", "p: n is □ □ end", "p: □Text 7□"]);
    assert_eq!(blocks("a.md", "n is {n + 1}"), ["p: n is {n + 1}"]);
}

#[test]
fn headings_know_the_sections_they_are_in() {
    let document = parse_text("a.md", "# A\n\n## B\n\nb\n\n### C\n\n## D\n\nd\n");
    let headings: Vec<Option<usize>> = document.blocks.iter().map(|block| block.heading).collect();
    assert_eq!(headings, [None, Some(0), Some(1), Some(1), Some(0), Some(4)]);
}

#[test]
fn hostile_documents_end_soon() {
    let cases = [
        "字".repeat(1_700_000),
        "{{ ".repeat(1_000_000),
        "{% highlight %} ".repeat(300_000),
        "[^".repeat(500_000),
        "http://".repeat(700_000),
        "> ".repeat(100_000),
        "| a ".repeat(500_000),
        "*a_ ".repeat(500_000),
        "$a ".repeat(500_000),
        "<b ".repeat(500_000),
        "![".repeat(500_000),
        "- a\n".repeat(500_000),
        "\n---\ntitle: a\n".repeat(200_000),
        "```\n---\n".repeat(200_000),
    ];
    for text in cases {
        let started = std::time::Instant::now();
        let shown: String = text.chars().take(20).collect();
        let _ = parse(&SourceFile::new("a.mdx", text));
        println!("{shown:?} {:?}", started.elapsed());
        assert!(started.elapsed().as_secs() < 20, "{shown:?}");
    }
}

/// Returns every range of a problem.
fn places(problem: &FrontMatterProblem) -> Vec<TextRange> {
    match problem {
        FrontMatterProblem::Unclosed { opening, missing_at, .. } => vec![*opening, *missing_at],
        FrontMatterProblem::MissingOpening { missing_at } => vec![*missing_at],
        FrontMatterProblem::ByteOrderMark { range }
        | FrontMatterProblem::Preceded { range, .. }
        | FrontMatterProblem::RepeatedOpening { range }
        | FrontMatterProblem::MalformedFence { range }
        | FrontMatterProblem::OpeningWithoutKeys { range } => vec![*range],
        FrontMatterProblem::MismatchedFences { opening, closing, .. } => vec![*opening, *closing],
        FrontMatterProblem::FenceInQuotes { quote, fence, gap, .. } => vec![*quote, *fence, *gap],
        FrontMatterProblem::WrappedInCodeFence { opening, closing } => {
            std::iter::once(*opening).chain(*closing).collect()
        }
        FrontMatterProblem::Slip(slip) => {
            [slip.range, slip.lines].into_iter().chain(slip.repair.iter().map(|(range, _)| *range)).collect()
        }
        FrontMatterProblem::Data(problem) => vec![problem.range],
    }
}

const PIECES: &str = "([a-c0-9 :：“”=\\[\\](){}\"'|>#&*!?,.\\-\\\\~_`$<\t\r\n中é😀，。]|\n---\n|\n```\n|title: |\ntitle: |title：|\ndate: 2024-05-09\n|\\+\\+\\+\n|http://|www\\.|\\{\\{|\\}\\}|\\{%|%\\}|&amp;|\\[\\^1\\]|<b>|<A |\n- |\n\n|\u{FEFF}){0,50}";

proptest! {
    #![proptest_config(crate::text::fixed_cases(256))]
    #[test]
    fn any_text_is_parsed_with_places_inside_the_file(start in "(|---\n|```\n---\n|\\+\\+\\+\n|\\{\n)", rest in PIECES) {
        let text = start + &rest;
        for name in ["a.md", "a.mdx"] {
            let document = parse_text(name, &text);
            let check = |range: TextRange| assert!(text.get(usize::from(range.start())..usize::from(range.end())).is_some());
            let mut end = TextRange::default().end();
            for block in &document.blocks {
                assert!(end <= block.range.start());
                end = block.range.end();
                check(document.prose.to_source(block.range));
            }
            for table in &document.tables {
                assert!(table.rows.iter().flatten().all(|cell| *cell < document.blocks.len()));
            }
            if let Some(front_matter) = &document.front_matter {
                check(front_matter.range);
                check(front_matter.content);
                check(front_matter.end_of_keys());
            }
            for problem in &document.problems {
                for range in places(problem) {
                    check(range);
                }
            }
        }
    }
}

#[test]
fn comments_are_kept_with_their_places_and_leave_nothing_in_the_prose() {
    let show = |name: &str, text: &str| -> Vec<String> {
        let document = parse_text(name, text);
        let place = |comment: &Comment| match comment.place {
            CommentPlace::Within { block, offset } => {
                let start = document.blocks[block].range.start();
                format!("in {block} after {:?}", document.prose.slice(TextRange::new(start, offset)))
            }
            CommentPlace::Before { block } => format!("before {block}"),
        };
        document
            .comments
            .iter()
            .map(|comment| format!("{}: {}", text[comment.content].trim(), place(comment)))
            .collect()
    };
    assert_eq!(
        show("a.md", "<!-- a -->\n\nIt has 82<!-- b --> rules.\n"),
        ["a: before 0", "b: in 0 after \"It has 82\""]
    );
    assert_eq!(blocks("a.md", "共有82<!-- b -->条"), ["p: 共有82条"]);
    assert_eq!(show("a.md", "| a |\n|---|\n| 3 <!-- c --> |\n"), ["c: in 1 after \"3 \""]);
    assert_eq!(show("a.md", "- one\n\n  <!-- d\n  e -->\n\n  two\n"), ["d\n  e: before 1"]);
    assert_eq!(show("a.mdx", "{/* a */}\n\nIt has 82{/* b */} rules."), ["a: before 0", "b: in 0 after \"It has 82\""]);
    assert_eq!(show("a.md", "`<!-- x -->`\n\n```\n<!-- y -->\n```\n\n<!-- z"), [""; 0]);
    assert_eq!(show("a.md", "text\n\n<!-- end -->"), ["end: before 1"]);
}
