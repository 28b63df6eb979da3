//! The JSON Schema names the keys that the reader knows, and no others.

use std::collections::BTreeSet;

use serde_json::Value;

use super::binding::BINDING_KEYS;
use super::load::{ATTRIBUTE_KEYS, DEFAULTS_KEYS, ROLES, SOURCE_KEYS, STATUSES, TABLE_KEYS, TERM_KEYS, TOLERANCE_KEYS};
use super::load_entity::{FACT_KEYS, SUBJECT_KEYS, VARIANTS_KEYS};
use super::rows::{COLUMNS_KEYS, ROW_FACT_KEYS, ROWS_KEYS};
use super::table::Dimension;

#[test]
fn the_schema_has_the_keys_of_the_reader() {
    let schema: Value = serde_json::from_str(include_str!("../../schemas/reference-table.schema.json")).unwrap();
    let at = |pointer: &str| schema.pointer(pointer).unwrap_or_else(|| panic!("{pointer}"));
    let keys = |pointer: &str, known: &[&str]| {
        let found: BTreeSet<&str> = at(pointer)["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(found, known.iter().copied().collect(), "{pointer}");
    };
    keys("", &TABLE_KEYS);
    keys("/properties/defaults", &DEFAULTS_KEYS);
    keys("/$defs/tolerance", &TOLERANCE_KEYS);
    keys("/$defs/attribute", &ATTRIBUTE_KEYS);
    keys("/$defs/term", &TERM_KEYS);
    keys("/$defs/source", &SOURCE_KEYS);
    keys("/$defs/subject", &SUBJECT_KEYS);
    keys("/$defs/fact", &FACT_KEYS);
    keys("/$defs/binding", &BINDING_KEYS);
    keys("/$defs/variants", &VARIANTS_KEYS);
    keys("/$defs/rows", &ROWS_KEYS);
    keys("/$defs/rows/properties/columns", &COLUMNS_KEYS);
    keys("/$defs/rowFact", &ROW_FACT_KEYS);
    keys("/$defs/phrases/additionalProperties", &ROLES.map(|(name, _)| name));
    let words =
        |pointer: &str, known: Vec<&str>| assert_eq!(at(pointer)["enum"], serde_json::json!(known), "{pointer}");
    words("/$defs/status", STATUSES.iter().map(|status| status.as_str()).collect());
    words("/$defs/attribute/properties/dimension", Dimension::ALL.iter().map(|dimension| dimension.as_str()).collect());
}
