//! Claims that the configuration says nothing is to be reported of.

use crate::diagnostic::{ClaimRecord, Diagnostic};
use crate::language::scan;
use crate::quantity::{QuantityValue, extract_tokens};
use crate::reference::ReferenceTables;
use crate::settings::IgnoredClaim;
use crate::text::{Folded, SourceFile};

/// Takes out the findings about claims that are to be ignored, and returns the numbers of those that took one out.
pub(super) fn ignore(
    claims: &[IgnoredClaim],
    tables: &ReferenceTables,
    file: &SourceFile,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<usize> {
    let mut matched = Vec::new();
    if claims.is_empty() {
        return matched;
    }
    diagnostics.retain(|diagnostic| {
        let Some(record) = &diagnostic.claim else { return true };
        let written = file.slice(diagnostic.primary.range);
        let found = claims.iter().find(|claim| is_meant(claim, record, written, tables));
        if let Some(claim) = found.filter(|claim| !matched.contains(&claim.number)) {
            matched.push(claim.number);
        }
        found.is_none()
    });
    matched
}

/// Returns whether a claim is the one that is to be ignored: this subject and no other of its family, this attribute, and
/// this value, however it is written.
fn is_meant(claim: &IgnoredClaim, record: &ClaimRecord, written: &str, tables: &ReferenceTables) -> bool {
    let is_subject = claim.subject == record.subject
        || tables.find_named(&claim.subject).is_some_and(|entity| *tables.entity(entity).id == *record.subject);
    let is_attribute = claim.attribute.as_ref().is_none_or(|attribute| {
        let named = tables.find_attribute_named(attribute);
        *attribute == record.attribute || named.is_some_and(|index| *tables.attribute(index).key == *record.attribute)
    });
    is_subject && is_attribute && is_value(&claim.value, record, written)
}

fn is_value(value: &str, record: &ClaimRecord, written: &str) -> bool {
    let plain = |text: &str| -> String {
        let folded = Folded::width(text);
        folded
            .text()
            .chars()
            .filter(|character| !character.is_whitespace() && *character != ',')
            .collect::<String>()
            .to_lowercase()
    };
    if plain(value) == plain(written) || value == record.value {
        return true;
    }
    // `1.76T` and 1.76万亿 are one value; of `1.76万亿 参数` the number counts.
    let tokens = scan(value, &[]);
    let quantities = extract_tokens(&tokens, &[]);
    let [quantity] = quantities.as_slice() else { return false };
    matches!(quantity.value, QuantityValue::Exact(amount) if amount.value.normalize().to_string() == record.value)
}
