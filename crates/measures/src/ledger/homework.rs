//! Work from home (mission A23): which pattern, for how many of the staff, from when to when, and who can't.

use super::{Coded, Counted, Field, Ledger, Part, State, Word, days_in_order};
use crate::{entry::Draft, text::T};

/// Work from home.
pub static HOMEWORK: Ledger = Ledger {
    code: "homework",
    name: T::homework,
    under: T::homework_under,
    title: T::homework_title,
    kind: T::homework_kind,
    state: T::state,
    kinds: &[
        Coded { code: "one_day", label: T::homework_one_day },
        Coded { code: "two_days", label: T::homework_two_days },
        Coded { code: "alternate_days", label: T::homework_alternate_days },
        Coded { code: "alternate_weeks", label: T::homework_alternate_weeks },
        Coded { code: "all_days", label: T::homework_all_days },
        Coded { code: "none", label: T::homework_none },
        Coded { code: "other", label: T::kind_other },
    ],
    states: &[
        State { code: "in_use", label: T::state_in_use, look: "ok", part: Part::Done },
        State { code: "ended", label: T::homework_ended, look: "off", part: Part::Done },
        State { code: "planned", label: T::state_planned, look: "go", part: Part::Open },
        State { code: "not_used", label: T::homework_not_used, look: "warn", part: Part::Open },
    ],
    share: T::homework_share,
    counted: Some(Counted { n: T::homework_n, d: T::homework_d, needed: false, done_only: true }),
    fields: &[
        Field::day("from", T::from_day),
        Field::day("to", T::to_day),
        Field::text("excluded", T::homework_excluded).with_hint(T::homework_excluded_hint),
        Field::text("means", T::homework_means),
        Field::text("problems", T::homework_problems),
        Field::link("link", T::evidence_link),
    ],
    agree,
    shared: false,
    copied: false,
};

/// Who uses no pattern says so twice alike.
fn agree(draft: &Draft, tell: &mut dyn FnMut(&'static str, Word)) {
    days_in_order(draft, ("from", "to"), tell);
    if (draft.kind == "none") != (draft.state == "not_used") {
        tell("state", T::homework_none_agrees);
    }
    if draft.state == "ended" && draft.value("to").is_empty() {
        tell("to", T::end_needed);
    }
}
