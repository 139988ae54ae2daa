//! Every member of a plan is in the published schema and is told when it changes; one that is forgotten fails here.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what cannot be set up cannot be tested")]

#[path = "common/whole.rs"]
mod whole;

use std::collections::BTreeSet;

use continuity::plan::diff::changes;
use serde_json::Value;
use whole::{each_member_shows, whole_plan};

/// Where the schema tells the members of each object that the plan has at a pointer.
const IN_SCHEMA: [(&str, &str); 10] = [
    ("", ""),
    ("/hazards/0", "/properties/hazards/items"),
    ("/team/1", "/properties/team/items"),
    ("/processes/0", "/properties/processes/items"),
    ("/processes/0/depends_on/0", "/properties/processes/items/properties/depends_on/items"),
    ("/processes/0/resources/0", "/properties/processes/items/properties/resources/items"),
    ("/strategies/0", "/properties/strategies/items"),
    ("/strategies/0/commitment", "/properties/strategies/items/properties/commitment"),
    ("/recovery/1", "/properties/recovery/items"),
    ("/not_applicable/0", "/properties/not_applicable/items"),
];

#[test]
fn every_member_is_in_the_schema_and_the_schema_has_no_other() {
    let schema: Value = serde_json::from_str(include_str!("../../../contracts/bcp-exchange.schema.json")).unwrap();
    // A draft has `impact_over_time` and `rto_reason` too: what the exchange document leaves out.
    let plan = serde_json::to_value(whole_plan().for_exchange()).unwrap();
    for (at, of) in IN_SCHEMA {
        let names = |value: Option<&Value>| -> BTreeSet<String> {
            value.and_then(Value::as_object).unwrap_or_else(|| panic!("{at}")).keys().cloned().collect()
        };
        assert_eq!(names(plan.pointer(at)), names(schema.pointer(&format!("{of}/properties"))), "{at}");
    }
}

#[test]
fn every_member_that_changes_is_told() {
    let excepted = [
        ("plan.format", "the same in every plan of this version"),
        ("plan.organisation", "another organisation's plan is another plan"),
        ("plan.fiscal_year", "a renewal of the same words for another year is unchanged"),
    ];
    let whole = whole_plan();
    each_member_shows(&excepted, |plan| changes(&whole, plan).is_empty());
}
