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

/// Checks a text whose fixes are replacements of one letter by another; each is a finding of its own.
fn fixed_by(text: &str, replacements: &[(&str, &str)]) -> Fixed {
    use crate::diagnostic::{RuleId, Severity};
    let check = |file: &Arc<SourceFile>| {
        let mut diagnostics = Vec::new();
        for (from, to) in replacements {
            for (at, _) in file.text().match_indices(from) {
                let range = crate::text::range(at, at + from.len());
                let edits = vec![Edit { range, content: (*to).to_owned() }];
                let fix = Fix { message: "m".into(), applicability: Applicability::Safe, edits };
                diagnostics.push(Diagnostic::new(RuleId::new("a/b"), Severity::Error, range, "m").with_fix(fix));
            }
        }
        FileReport::new(Arc::clone(file), diagnostics, crate::check::Counts::default())
    };
    fix(&Arc::new(SourceFile::new("a.md", text)), Applicability::Safe, check)
}

#[test]
fn fixes_that_undo_each_other_end_where_they_began() {
    let fixed = fixed_by("# x a", &[("a", "b"), ("b", "a")]);
    assert_eq!((fixed.left.file.text(), fixed.n_fixed, fixed.ending), ("# x a", 0, Convergence::Oscillates));
    // What came before is kept, and the next run leaves it as it is.
    let fixed = fixed_by("# x c", &[("c", "a"), ("a", "b"), ("b", "a")]);
    assert_eq!((fixed.left.file.text(), fixed.n_fixed, fixed.ending), ("# x a", 1, Convergence::Oscillates));
    assert_eq!(fixed_by("# x a", &[("c", "a"), ("a", "b"), ("b", "a")]).left.file.text(), "# x a");
}

#[test]
fn rounds_are_bounded() {
    let fixed = fixed_by("# x a", &[("a", "ab")]);
    assert_eq!((fixed.n_fixed, fixed.ending), (MAXIMUM_ROUNDS, Convergence::Unfinished));
    assert_eq!(fixed_by("# x a", &[("a", "c")]).ending, Convergence::Settled);
}

#[test]
fn thousands_of_fixes_are_applied_in_one_round() {
    let fixed = fixed_by(&format!("# x\n\n{}", "a ".repeat(50_000)), &[("a", "c")]);
    assert_eq!((fixed.n_fixed, fixed.ending), (50_000, Convergence::Settled));
}

#[test]
fn what_is_switched_off_is_not_fixed() {
    let comment = "<!-- factlint-disable-next-line claim/refuted-value -- a quotation -->\n";
    let text = format!("{comment}Phi-3 has 2.7 billion parameters.\n\nPhi-3 has 2.7 billion parameters.\n");
    let (result, n_fixed) = fixed_as("a.md", &text, Applicability::Unsafe);
    assert_eq!(n_fixed, 1);
    assert_eq!(result, format!("{comment}Phi-3 has 2.7 billion parameters.\n\nPhi-3 has 3.8 billion parameters.\n"));
}

#[test]
fn comments_that_keep_nothing_silent_go_without_a_trace() {
    let idle = "factlint-disable-next-line date/wrong-weekday -- x";
    for (text, wanted) in [
        (format!("A.\n\n<!-- {idle} -->\nB.\n"), "A.\n\nB.\n"),
        (format!("A.\n<!-- {idle} -->\nB.\n"), "A.\n\nB.\n"),
        (format!("A. <!-- {idle} --> B.\nC.\n"), "A. B.\nC.\n"),
        (format!("A. <!-- {idle} -->\r\nB.\r\n"), "A.\r\nB.\r\n"),
        (format!("一。<!-- {idle} -->二。\n"), "一。二。\n"),
        (format!("- <!-- {idle} -->\n  A\n"), "-\n  A\n"),
        (format!("> A\n> <!-- {idle} -->\n"), "> A\n>\n"),
        (format!("---\n# {idle}\ntitle: A\n---\n\nB.\n"), "---\ntitle: A\n---\n\nB.\n"),
        ("---\ntitle: A # factlint-disable-line date/wrong-weekday -- x\n---\n\nB.\n".to_owned(), "---\ntitle: A\n---\n\nB.\n"),
        ("---\nfactlint-disable: [claim/* -- x]\ntitle: A\n---\n\nB.\n".to_owned(), "---\ntitle: A\n---\n\nB.\n"),
        ("A.<!-- factlint-disable-line claim/wrong-date, claim/refuted-value, date/wrong-weekday -- x -->\n".to_owned(), "A.\n"),
        ("Phi-3 has 2.7B parameters.<!-- factlint-disable-line date/wrong-weekday, claim/refuted-value, claim/wrong-date -- x -->\n".to_owned(), "Phi-3 has 2.7B parameters.<!-- factlint-disable-line claim/refuted-value -- x -->\n"),
    ] {
        let (result, _) = fixed_as("a.md", &text, Applicability::Safe);
        assert_eq!(result, wanted, "{text}");
    }
}

const PIECES: &str = "(<!-- factlint-disable-line all, a/b -- c -->|<!-- factlint-disable-next-line claim/\\* -- c -->\n|factlint-disable: date/\\* -- x\n|---\n|---\r\n|\\+\\+\\+\n|```\n|```md\n|title: |title：|date: 2024-05-09\n|\ndate：|“|”|\"|'|\t|\n|\r\n| |: |tags: \\[|\\]|- |\\{\n|\"title\"|,|，|#|一。|Text|\u{FEFF}|\n\n){0,24}";

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
            for entry in entries.filter(|entry| !entry.key.contains([':', '：']) && entry.key != "factlint-disable") {
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
