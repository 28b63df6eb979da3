//! Fixes converge, change nothing but what they say, and never fail.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::check::check_document;
use crate::document::outline;
use crate::reference::ReferenceTables;
use crate::settings::Settings;

fn fixed_as(name: &str, text: &str, least: Applicability) -> (String, usize) {
    let settings = Settings::new(NaiveDate::from_ymd_opt(2024, 6, 1).expect("a day"));
    let check = |file: &Arc<SourceFile>| check_document(file, &settings, ReferenceTables::embedded());
    let fixed = fix(&Arc::new(SourceFile::new(name, text)), least, check);
    assert_eq!(fixed.found.file.text(), text);
    (fixed.left.file.text().to_owned(), fixed.n_fixed)
}

/// Returns the text with its safe fixes.
fn fixed(text: &str) -> String {
    let (result, n_fixed) = fixed_as("2024-05-09-a.md", text, Applicability::Safe);
    assert_eq!(n_fixed == 0, result == text, "{text:?}");
    result
}

const POST: &str = "---\ntitle: 一\ndate: 2024-05-09\n---\n\n正文。\n";

#[test]
fn each_defect_alone_is_repaired() {
    for broken in [
        format!("\n\n{POST}"),
        format!("\u{FEFF}{POST}"),
        format!("---\n{POST}"),
        format!("---\n\n{POST}"),
        format!("```\n{POST}```\n"),
        format!("markdown\n{POST}"),
        POST.replacen("---", "----", 1),
        POST.replacen("---", " ——", 1),
        POST.replacen("2024-05-09\n---", "2024-05-09\n--", 1),
        POST.replacen("---\n", "", 1),
        POST.replacen("2024-05-09\n---\n", "2024-05-09\n", 1),
        POST.replace("title: ", "title："),
    ] {
        assert_eq!(fixed(&broken), POST, "{broken:?}");
    }
}

#[test]
fn several_defects_are_repaired_in_turn() {
    let opened = POST.replacen("---\n", "", 1);
    for broken in [
        format!("\u{FEFF}\n```markdown\n{}```\n", opened.replace("title: ", "title：")),
        format!("\n---\n---\n{}", opened.replace("date: ", "date：")),
        format!("```\n\n{opened}```"),
    ] {
        assert_eq!(fixed(&broken), POST, "{broken:?}");
    }
}

#[test]
fn line_ends_comments_order_and_quotes_stay() {
    let text =
        "\r\ndate: 2024-05-09 # 那天\r\ntitle: '一'\r\n\r\nauthor：\"丙\"\r\ntags: [ a,  b ]\r\n---\r\n正文。  \r\n";
    assert_eq!(
        fixed(text),
        "---\r\ndate: 2024-05-09 # 那天\r\ntitle: '一'\r\n\r\nauthor: \"丙\"\r\ntags: [ a,  b ]\r\n---\r\n正文。  \r\n"
    );
}

#[test]
fn quotes_say_what_was_meant() {
    for (value, meant) in [
        ("\"He said \"hi\" to me\"", "He said \"hi\" to me"),
        ("\"A\" and \"B\"", "\"A\" and \"B\""),
        ("\"A\" and B", "\"A\" and B"),
        ("'It's here'", "It's here"),
        ("\"他说\"好\"了\"", "他说\"好\"了"),
        ("\"\"好\"了\"", "\"好\"了"),
        ("\"甲", "甲"),
        ("甲: 乙", "甲: 乙"),
        ("@甲", "@甲"),
        ("“甲: 乙”", "甲: 乙"),
    ] {
        let result = fixed(&format!("---\ntitle: {value}\ndate: 2024-05-09\n---\n\n文\n"));
        let after = outline(&result);
        let root = after.front_matter.as_ref().and_then(|front_matter| front_matter.root.as_ref());
        let title = root.and_then(|root| root.get("title")).and_then(crate::data::Node::as_text);
        assert_eq!(title, Some(meant), "{result}");
    }
}

#[test]
fn toml_and_json_are_repaired_too() {
    for (broken, whole) in [
        ("\n+++\n+++\ntitle = “一”\n+++\n文\n", "+++\ntitle = \"一\"\n+++\n文\n"),
        ("---\ntitle = \"一\" # a\n---\n文\n", "+++\ntitle = \"一\" # a\n+++\n文\n"),
        ("+++\ntitle: 一\n+++\n文\n", "---\ntitle: 一\n---\n文\n"),
        ("+++\ntitle = \"a \"b\" c\"\n+++\n文\n", "+++\ntitle = \"a \\\"b\\\" c\"\n+++\n文\n"),
        ("\n{\n  “title”： \"一\",\n}\n\n文\n", "{\n  \"title\":  \"一\"\n}\n\n文\n"),
    ] {
        assert_eq!(fixed(broken), whole);
    }
}

#[test]
fn what_only_its_writer_knows_is_left() {
    for text in [
        "---\ntitle: 一\ndate: 2024-05-09\ndate: 2024-05-10\n---\n文\n",
        "Here it is:\n\n---\ntitle: 一\ndate: 2024-05-09\n---\n\n文\n",
        "---\ntitle: “一”\n---\n文\n",
        "---\n\nOnce upon a time.\n\n---\n",
        "```yaml\n---\ntitle: 一\ndate: 2024-05-09\n---\n```\n\n例子。\n",
    ] {
        assert_eq!(fixed(text), text);
    }
    let (text, n_fixed) = fixed_as("a.md", &format!("Here it is:\n\n{POST}"), Applicability::Unsafe);
    assert_eq!((text.as_str(), n_fixed), (POST, 1));
}

#[test]
fn a_fix_that_would_lose_something_is_refused() {
    let text = "---\ntitle: a\ndate: b\n---\n\nText.\n";
    let refused = |start: usize, end: usize, content: &str| {
        let edit = Edit { range: crate::text::range(start, end), content: content.to_owned() };
        !prove::Reading::new(text).allows(text, &[edit])
    };
    assert!(refused(0, 4, ""), "no front matter any more");
    assert!(refused(21, 25, ""), "no closing fence any more");
    assert!(refused(12, 13, "\nx: [").eq(&true), "data that cannot be read");
    assert!(refused(26, 26, "---\n").eq(&false), "a thematic break in the text is a change of the text");
    assert!(!refused(11, 12, "c"), "the value that the fix is about");
}

const PIECES: &str = "(---\n|---\r\n|\\+\\+\\+\n|```\n|```md\n|title: |title：|date: 2024-05-09\n|\ndate：|“|”|\"|'|\t|\n|\r\n| |: |tags: \\[|\\]|- |\\{\n|\"title\"|,|，|#|一。|Text|\u{FEFF}|\n\n){0,24}";

proptest! {
    #![proptest_config(crate::text::fixed_cases(384))]

    #[test]
    fn fixing_ends_and_a_second_time_changes_nothing(text in PIECES) {
        for least in [Applicability::Safe, Applicability::Unsafe] {
            let (once, _) = fixed_as("2024-05-09-a.md", &text, least);
            let (twice, n_fixed) = fixed_as("2024-05-09-a.md", &once, least);
            prop_assert_eq!((&twice, n_fixed), (&once, 0));
        }
    }

    #[test]
    fn the_markdown_and_the_keys_that_were_read_stay(text in PIECES) {
        let (result, _) = fixed_as("a.md", &text, Applicability::Safe);
        let (before, after) = (outline(&text), outline(&result));
        if let Some(front_matter) = &before.front_matter {
            let after = after.front_matter.as_ref().expect("front matter stays");
            // A key with a colon in it was none.
            let entries = front_matter.root.iter().flat_map(crate::data::Node::entries);
            for entry in entries.filter(|entry| !entry.key.contains([':', '：'])) {
                prop_assert!(after.root.as_ref().is_some_and(|root| root.entry(&entry.key).is_some()), "{}", entry.key);
            }
        }
    }

    #[test]
    fn any_text_is_fixed_or_left(text in any::<String>(), front_matter in any::<String>()) {
        for text in [format!("---\ntitle: {front_matter}\ndate: x\n---\n{text}"), format!("{{\n\"title\": {front_matter}}}\n{text}"), text] {
            let (once, _) = fixed_as("a.md", &text, Applicability::Unsafe);
            let (_, n_fixed) = fixed_as("a.md", &once, Applicability::Unsafe);
            prop_assert_eq!(n_fixed, 0);
        }
    }

    #[test]
    fn a_post_with_defects_is_rescued(
        mark in prop_oneof![Just(""), Just("\u{FEFF}")],
        blank in prop_oneof![Just(""), Just("\n"), Just("\n\n")],
        fence in prop_oneof![Just(("", "")), Just(("```\n", "```\n")), Just(("~~~markdown\n\n", "~~~"))],
        opening in prop_oneof![Just(""), Just("---\n"), Just("---\n---\n"), Just("---\n\n---\n\n")],
        colon in prop_oneof![Just(": "), Just("："), Just(":")],
        value in prop_oneof![Just("一"), Just("\"一"), Just("“一：二: 三”"), Just("她说: \"好\""), Just("\"她说\"好\"了\"")],
    ) {
        let keys = format!("title{colon}{value}\nauthor: 丙\ndate: 2024-05-09\n");
        let text = format!("{mark}{blank}{}{opening}{keys}\n---\n\n正文一。\n\n正文二。\n{}", fence.0, fence.1);
        let (result, _) = fixed_as("a.md", &text, Applicability::Safe);
        let after = outline(&result);
        let front_matter = after.front_matter.as_ref().expect("front matter");
        let root = front_matter.root.as_ref().expect("keys");
        prop_assert!(result.starts_with("---\n"), "{result}");
        prop_assert!(root.get("title").is_some() && root.get("date").is_some() && root.get("author").is_some(), "{result}");
        prop_assert!(after.problems.is_empty(), "{:?} {result}", after.problems);
        prop_assert!(result.ends_with("---\n\n正文一。\n\n正文二。\n"), "{result}");
    }
}
