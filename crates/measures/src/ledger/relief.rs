//! Relief measures by licensing process (mission A22; cabinet of 3 August 2564): done n of N processes, and where it can't
//! be done the reason and the digital substitute.

use super::{Coded, Field, Ledger, Part, State, Word, days_in_order};
use crate::{entry::Draft, text::T};

/// Relief measures.
pub static RELIEF: Ledger = Ledger {
    code: "relief",
    name: T::relief,
    under: T::relief_under,
    title: T::relief_title,
    kind: T::relief_kind,
    state: T::state,
    kinds: &[
        Coded { code: "renewal", label: T::relief_renewal },
        Coded { code: "notification", label: T::relief_notification },
        Coded { code: "payment", label: T::relief_payment },
        Coded { code: "fine", label: T::relief_fine },
        Coded { code: "other", label: T::kind_other },
    ],
    states: &[
        State { code: "done", label: T::relief_done, look: "ok", part: Part::Done },
        State { code: "under_way", label: T::state_under_way, look: "go", part: Part::Open },
        State { code: "not_possible", label: T::relief_not_possible, look: "warn", part: Part::Open },
    ],
    share: T::relief_share,
    counted: None,
    fields: &[
        Field::line("basis", T::relief_basis).with_hint(T::relief_basis_hint),
        Field::day("from", T::from_day),
        Field::day("to", T::to_day),
        Field::text("detail", T::relief_detail),
        Field::text("reason", T::relief_reason).with_hint(T::relief_reason_hint),
        Field::text("substitute", T::relief_substitute).with_hint(T::relief_substitute_hint),
        Field::link("link", T::evidence_link),
    ],
    agree,
    shared: false,
    copied: false,
};

/// What can't be done says why and what there is instead.
fn agree(draft: &Draft, tell: &mut dyn FnMut(&'static str, Word)) {
    days_in_order(draft, ("from", "to"), tell);
    if draft.state == "not_possible" {
        for (field, why) in
            [("reason", T::relief_reason_needed as Word), ("substitute", T::relief_substitute_needed as Word)]
        {
            if draft.value(field).is_empty() {
                tell(field, why);
            }
        }
    }
}
