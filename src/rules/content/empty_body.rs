//! `content/empty-body`: a post that says nothing.

use crate::data::Value;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Block, BlockKind, Document, FrontMatter, FrontMatterProblem};
use crate::message::Message;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::{SourceFile, TextRange};

declare_rule! {
    /// Reports posts whose body is empty, or only a footer.
    ///
    /// ## Why is this bad?
    ///
    /// The post is in the list and in the feed, and whoever opens it finds nothing: the program that should have written the
    /// text failed, and the rest of the chain went on.
    ///
    /// A post is a document with a date. Pages without one are often made of their front matter, and so are posts that lead
    /// elsewhere, drafts, the index of a folder, and layouts other than that of a post. A body that is not empty for its
    /// generator (an image, a shortcode, a component, HTML, code) is not empty.
    ///
    /// A footer is a line of thanks, of more to read or of the source, and nothing else; `None`, `null` and `undefined` are
    /// what programs write for nothing.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// title: 港口的新吊车
    /// date: 2024-05-09
    /// ---
    ///
    /// ---
    /// 感谢阅读！更多文章请访问[我们的网站](https://example.org)。
    /// ````
    ///
    /// ````md,flagged
    /// ---
    /// title: New cranes
    /// date: 2024-05-09
    /// ---
    ///
    /// None
    /// ````
    ///
    /// ````md
    /// ---
    /// title: New cranes
    /// date: 2024-05-09
    /// ---
    ///
    /// ![Three cranes](cranes.jpg)
    /// ````
    ///
    /// ````md
    /// ---
    /// title: All posts
    /// layout: archive
    /// ---
    /// ````
    pub(crate) struct EmptyBody {
        id: "content/empty-body",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn empty_body(range: TextRange, what: impl Into<Message>) -> Diagnostic {
    let what = what.into();
    let meta = &EmptyBody::META;
    Diagnostic::new(meta.rule_id(), meta.severity(), range, message!("the post has no text: its body {what}", what))
        .with_help("write the text, or remove the post")
        .with_fingerprint_key("empty")
}

/// Keys of pages that are made of their front matter, or that lead elsewhere.
const OTHER_KEYS: [&str; 16] = [
    "redirect",
    "redirect_to",
    "redirectTo",
    "redirect_url",
    "link",
    "external",
    "external_url",
    "externalUrl",
    "canonical",
    "video",
    "gallery",
    "photos",
    "sections",
    "blocks",
    "cascade",
    "content",
];

/// Layouts and types of posts.
const POST_LAYOUTS: [&str; 6] = ["post", "posts", "blog", "blog-post", "article", "news"];

/// How a footer begins, in lower case.
const FOOTERS: [&str; 16] = [
    "感谢阅读",
    "感谢您的阅读",
    "感谢你的阅读",
    "谢谢阅读",
    "更多文章",
    "更多资讯",
    "查看更多",
    "原文链接",
    "原文地址",
    "本文链接",
    "转载自",
    "thanks for reading",
    "thank you for reading",
    "read more",
    "more posts",
    "originally published at",
];

/// What programs write for nothing, in lower case.
const NOTHING: [&str; 6] = ["none", "null", "undefined", "nan", "nil", "n/a"];

/// A footer that is longer says something.
const MAXIMUM_FOOTER: usize = 400;

impl Rule for EmptyBody {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let Some(front_matter) = &context.document.front_matter else { return };
        let is_body = |block: &&Block| !matches!(block.kind, BlockKind::FrontMatter { .. });
        let mut is_nothing = true;
        let mut first = None;
        let mut prose_length = 0;
        for block in context.document.blocks.iter().filter(is_body) {
            let text = context.document.block_text(block);
            let Some(is_footer) = says_nothing(text) else { return };
            is_nothing &= !is_footer;
            first.get_or_insert_with(|| context.document.prose.to_source(block.range));
            prose_length += text.len();
        }
        let body = &context.file.text()[usize::from(front_matter.range.end())..];
        // Images, HTML, code and shortcodes are no prose, and no empty body either.
        let is_empty = if first.is_some() { !has_objects(body) } else { is_bare(body) };
        if !is_empty
            || MAXIMUM_FOOTER < prose_length
            || !is_post(context.file, front_matter)
            || is_doubtful(context.document)
        {
            return;
        }
        match first {
            None => diagnostics.push(empty_body(title_range(front_matter), "is empty")),
            Some(range) if is_nothing => {
                let word = context.file.slice(range).trim();
                diagnostics.push(empty_body(range, message!("is only `{word}`", word)));
            }
            Some(range) => diagnostics.push(empty_body(range, "is only a footer")),
        }
    }
}

/// Returns whether the front matter is that of a post with a text of its own.
fn is_post(file: &SourceFile, front_matter: &FrontMatter) -> bool {
    let has_date = front_matter.first_entry(&["date", "pubDate", "publishDate", "published_at"]).is_some();
    let has_title = front_matter.first_entry(&["title"]).is_some();
    let is_other = OTHER_KEYS.iter().any(|key| front_matter.first_entry(&[key]).is_some());
    let says = |key: &str, word: &str| {
        front_matter.first_entry(&[key]).and_then(|entry| entry.value.as_scalar()).is_some_and(|value| value == word)
    };
    let layout = front_matter.first_entry(&["layout", "type"]);
    let is_layout = layout.is_none_or(|entry| match &entry.value.value {
        Value::Text { text, .. } => POST_LAYOUTS.iter().any(|layout| text.eq_ignore_ascii_case(layout)),
        value => *value == Value::Null,
    });
    let name = file.file_name();
    let is_index = name.starts_with("_index") || name.starts_with("index.");
    // The index of a page bundle is a post; without more of the path it may be that of a folder.
    has_date
        && has_title
        && !is_other
        && is_layout
        && !is_index
        && !says("draft", "true")
        && !says("published", "false")
}

/// Returns whether the parts of the file are not certain, so that the body may stand elsewhere.
fn is_doubtful(document: &Document) -> bool {
    document.problems.iter().any(|problem| matches!(problem, FrontMatterProblem::Unclosed { .. }))
}

/// Returns `Some(false)` for a word that stands for nothing, `Some(true)` for a footer, `None` for a text.
fn says_nothing(text: &str) -> Option<bool> {
    let text = text.trim();
    if NOTHING.iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return Some(false);
    }
    if MAXIMUM_FOOTER < text.len() {
        return None;
    }
    let starts_with = |footer: &str| text.get(..footer.len()).is_some_and(|head| head.eq_ignore_ascii_case(footer));
    FOOTERS.iter().any(|footer| starts_with(footer)).then_some(true)
}

/// Returns whether nothing stands in a body but white space and lines across the page.
fn is_bare(body: &str) -> bool {
    body.bytes().all(|byte| byte.is_ascii_whitespace() || matches!(byte, b'-' | b'*' | b'_' | b'='))
}

/// Returns whether something stands in a body that shows something without words.
fn has_objects(body: &str) -> bool {
    ["![", "<", "{{", "{%", "```", "~~~", "import "].iter().any(|mark| body.contains(mark))
        || body.lines().any(|line| line.starts_with("    ") && !line.trim().is_empty())
}

fn title_range(front_matter: &FrontMatter) -> TextRange {
    front_matter.first_entry(&["title"]).map_or(front_matter.content, |entry| entry.value.range)
}
