//! Innovations and good practices (mission B11, 1.5): what was done, what shows it, what came of it, whom to ask. Shared
//! with every organisation, which may say that it copied one.

use super::{Coded, Field, Ledger, Part, Shape, State, Word, days_in_order};
use crate::{entry::Draft, text::T};

/// Innovations and good practices.
pub static PRACTICE: Ledger = Ledger {
    code: "practice",
    name: T::practice,
    under: T::practice_under,
    title: T::practice_title,
    kind: T::practice_kind,
    state: T::state,
    kinds: &[
        Coded { code: "innovation", label: T::practice_innovation },
        Coded { code: "good_practice", label: T::practice_good },
        Coded { code: "proposal", label: T::practice_proposal },
    ],
    states: &[
        State { code: "in_use", label: T::state_in_use, look: "ok", part: Part::Done },
        State { code: "on_trial", label: T::practice_on_trial, look: "go", part: Part::Open },
        State { code: "ended", label: T::practice_ended, look: "off", part: Part::Open },
    ],
    share: T::practice_share,
    counted: None,
    fields: &[
        Field::text("what", T::practice_what).needed(),
        Field::text("result", T::practice_result).with_hint(T::practice_result_hint),
        Field::text("factors", T::practice_factors),
        Field::text("evidence", T::practice_evidence),
        Field::link("link", T::evidence_link),
        Field::day("from", T::from_day),
        Field::day("to", T::to_day),
        Field::line("contact_name", T::contact_name).personal().with_hint(T::contact_hint),
        Field::line("contact_phone", T::contact_phone).personal(),
        Field::new("contact_email", T::contact_email, Shape::Email).personal(),
    ],
    agree,
    shared: true,
    copied: true,
};

/// What others are to copy shows what came of it.
fn agree(draft: &Draft, tell: &mut dyn FnMut(&'static str, Word)) {
    days_in_order(draft, ("from", "to"), tell);
    if draft.kind == "good_practice" && draft.value("result").is_empty() {
        tell("result", T::practice_result_needed);
    }
}
