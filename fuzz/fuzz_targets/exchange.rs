//! Lines of the exchange format: what is accepted as a plan is written and read to the same plan, and every rule can be
//! asked about it.
#![no_main]

use continuity::plan::check::{CheckContext, check};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = planning::exchange::parse_draft(bytes);
    let Ok(plan) = planning::exchange::parse(bytes) else { return };
    let written = serde_json::to_vec(&plan).expect("a plan is JSON");
    let again = planning::exchange::parse(&written).expect("what was written is accepted");
    assert_eq!(plan, again);
    let _ = check(&plan, &CheckContext::default());
});
