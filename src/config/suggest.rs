//! "Did you mean …?"

use strsim::damerau_levenshtein;

/// The least bytes of a part of a name that stands for the whole.
const LEAST_PART: usize = 4;

/// Returns the candidate that `word` is most likely a slip of; `None` where none is near.
///
/// A slip changes at most a third of the word. A rule may also be named without its group, or by a part that no other has.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase().replace('_', "-");
    let length = word.chars().count();
    let limit = (length / 3).max(1);
    let candidates: Vec<&str> = candidates.into_iter().collect();
    // What differs in length by more differs by more: comparing it would take the time and room of both lengths.
    let distance = |candidate: &str| {
        (candidate.chars().count().abs_diff(length) <= limit).then(|| damerau_levenshtein(&word, candidate))
    };
    let near = candidates
        .iter()
        .filter_map(|&candidate| {
            let without_group = candidate.rsplit('/').next().unwrap_or(candidate);
            Some((distance(candidate).into_iter().chain(distance(without_group)).min()?, candidate))
        })
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate);
    near.or_else(|| {
        let mut containing = candidates.into_iter().filter(|candidate| candidate.contains(&word));
        let only = containing.next().filter(|_| LEAST_PART <= word.len())?;
        containing.next().is_none().then_some(only)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognised_and_strangers_are_not() {
        let rules = ["date/impossible-date", "date/wrong-weekday"];
        assert_eq!(nearest("date/imposible-date", rules), Some("date/impossible-date"));
        assert_eq!(nearest("wrong_weekday", rules), Some("date/wrong-weekday"));
        assert_eq!(nearest("date/wrong", rules), Some("date/wrong-weekday"));
        assert_eq!(nearest("date", rules), None);
        assert_eq!(nearest("day", rules), None);
        assert_eq!(nearest("spelling", rules), None);
        assert_eq!(nearest(&"tabels".repeat(100_000), ["tables", "rules"]), None);
        assert_eq!(nearest("tabels", ["tables", "rules"]), Some("tables"));
    }
}
