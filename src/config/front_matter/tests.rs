use std::sync::Arc;

use chrono::NaiveDate;

use crate::config::{self, parse};
use crate::settings::UnknownKeys;
use crate::text::SourceFile;

/// Returns the text at fault, the message and the help of every problem.
fn problems(text: &str) -> Vec<(String, String, String)> {
    let error = parse(&Arc::new(SourceFile::new("factlint.yaml", text))).expect_err("a broken configuration");
    let part = |diagnostic: &crate::diagnostic::Diagnostic| {
        let at = error.file.slice(diagnostic.primary.range).to_owned();
        (at, diagnostic.message.clone().into(), diagnostic.help.clone().unwrap_or_default().into())
    };
    error.diagnostics.iter().map(part).collect()
}

#[test]
fn what_a_schema_cannot_say_is_told_at_its_place() {
    for (schema, at, message) in [
        ("title: { max-lenght: 3 }", "max-lenght", "unknown key `max-lenght`"),
        ("title: { max-length: -3 }", "-3", "`max-length` takes a whole number, not negative, not a number"),
        ("title: { pattern: '(' }", "'('", "`(` is no regular expression: unclosed group"),
        (
            "n: { type: number, pattern: a, max-length: 3 }",
            "max-length",
            "`max-length` is for a text, which the type does not allow",
        ),
        (
            "d: { type: date, min: 2024-02-30 }",
            "2024-02-30",
            "`min` takes a number, a day such as `2024-05-09`, or `today`, not a text",
        ),
        ("n: { type: number, min: 3, max: 2 }", "2", "`max` is below the least that is allowed: no value fits"),
        ("n: { type: [text, nubmer] }", "nubmer", "there is no type `nubmer`"),
        ("n: { enum: a }", "a", "`enum` takes a list of the values that are allowed, not a text"),
        ("n: { type: list, enum: [a] }", "enum", "`enum` is for one value, which the type does not allow"),
        ("n: { type: map, keys: { a: { type: txt } } }", "txt", "there is no type `txt`"),
    ] {
        let problems = problems(&format!("front-matter:\n  schema:\n    {schema}\n"));
        assert_eq!((problems[0].0.as_str(), problems[0].1.as_str()), (at, message), "{schema} {problems:?}");
    }
}

#[test]
fn presets_json_schemas_and_paths_are_checked() {
    for (text, at, message, help) in [
        ("preset: hguo", "hguo", "there is no preset `hguo`", "did you mean `hugo`?"),
        ("preset: [hugo]", "[hugo]", "`preset` takes the name of a generator, not a list", ""),
        ("unknown-keys: forbit", "forbit", "`unknown-keys` has no choice `forbit`", "did you mean `forbid`?"),
        (
            "json-schema: ../a.json",
            "../a.json",
            "the path `../a.json` leads out of the folder of this file",
            "name a file below the folder that this configuration is in",
        ),
        (
            "paths: { 'a[': {} }",
            "'a['",
            "`a[` is no pattern for paths: unclosed character class; missing ']'",
            "write it as in `posts/**/*.md`",
        ),
        (
            "paths: { a: { path: {} } }",
            "path",
            "unknown key `path`",
            "the keys are `preset`, `schema`, `unknown-keys`, `json-schema`",
        ),
        ("presett: hugo", "presett", "unknown key `presett`", "did you mean `preset`?"),
    ] {
        let problems = problems(&format!("front-matter:\n  {text}\n"));
        let (found, said, helped) = &problems[0];
        assert_eq!((found.as_str(), said.as_str(), helped.as_str()), (at, message, help), "{text}");
    }
    let problems = problems("front-matter:\n  json-schema:\n    properties:\n      a: { type: txt }\n");
    assert_eq!(problems[0].0, "txt", "{problems:?}");
}

#[test]
fn what_holds_for_a_path_is_laid_over_what_holds_for_all() {
    let text = "front-matter:\n  preset: hugo\n  unknown-keys: forbid\n  schema:\n    title: { type: text, required: true }\n  paths:\n    posts/**:\n      schema: { title: number, mood: text }\n      unknown-keys: allow\n    posts/raw/*.md: { preset: none }\n";
    let config = parse(&Arc::new(SourceFile::new("factlint.yaml", text))).unwrap();
    let schema = |path: &str| config::resolve_at(&config, NaiveDate::default(), path).front_matter;
    let all = schema("about.md");
    assert_eq!((all.generator.as_deref(), all.unknown_keys), (Some("Hugo"), UnknownKeys::Forbid));
    assert!(all.field("title").unwrap().is_required && all.field("mood").is_none());
    let post = schema("posts/2024/a.md");
    assert_eq!((post.generator.as_deref(), post.unknown_keys), (Some("Hugo"), UnknownKeys::Allow));
    assert!(
        !post.field("title").unwrap().is_required && post.field("mood").is_some() && post.field("weight").is_some()
    );
    let raw = schema("posts/raw/a.md");
    assert!(raw.generator.is_none() && raw.field("weight").is_none() && raw.field("mood").is_some());
}
