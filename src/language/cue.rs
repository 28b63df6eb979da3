//! Words that say how a claim is meant.

use crate::text::TextRange;

/// A word or phrase that changes how the claims near it are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Bytes of the text that was scanned.
    pub range: TextRange,
    /// What it does.
    pub kind: CueKind,
}

/// What a cue does to the claims in its scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CueKind {
    /// Rumour, report or belief: 据说, 有消息称, 外界猜测, reportedly, rumoured, allegedly.
    Hedge,
    /// Plan or forecast: 预计, 计划, 将, 有望, plans to, is expected to.
    Forecast,
    /// Denial: 并没有, 不是, did not, is not.
    Negation,
    /// Calls what the sentence says wrong or made up: 误区, 谣言, 勘误, myth, false, an earlier version.
    Denial,
    /// Condition: 如果, 假如, if, unless.
    Condition,
    /// Question: 能否, 是否, 吗, whether.
    Question,
    /// Comparison that makes the next name a yardstick, not a subject: 比, 相比, 不及, 超过, than, compared with.
    Comparison,
    /// What follows is where something comes from, not what is spoken of: 基于, 微调自, based on, distilled from.
    Basis,
    /// Stands for a subject named before: 它, 该模型, it, the model.
    Anaphor,
    /// Stands for the last of two named before: 后者, the latter.
    Latter,
    /// Stands for the first of two named before: 前者, the former.
    Former,
    /// A past event: 了, 已, 曾, 推出了, was, launched, announced.
    Past,
    /// A future event: 将, 将于, will, upcoming.
    Future,
}
