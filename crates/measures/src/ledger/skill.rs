//! Skill plans (mission B13): which skills, for whom, how many people by when, and how many have them now.

use super::{Coded, Counted, Field, Ledger, Part, State, Word};
use crate::{entry::Draft, text::T};

/// Skill plans.
pub static SKILL: Ledger = Ledger {
    code: "skill",
    name: T::skill,
    under: T::skill_under,
    title: T::skill_title,
    kind: T::skill_kind,
    state: T::state,
    kinds: &[
        Coded { code: "new", label: T::skill_new },
        Coded { code: "deeper", label: T::skill_deeper },
        Coded { code: "specialist", label: T::skill_specialist },
        Coded { code: "crisis", label: T::skill_crisis },
    ],
    states: &[
        State { code: "planned", label: T::state_planned, look: "off", part: Part::Open },
        State { code: "under_way", label: T::state_under_way, look: "go", part: Part::Open },
        State { code: "done", label: T::skill_done, look: "ok", part: Part::Done },
        State { code: "cancelled", label: T::state_cancelled, look: "warn", part: Part::Out },
    ],
    share: T::skill_share,
    counted: Some(Counted { n: T::skill_n, d: T::skill_d, needed: true, done_only: false }),
    fields: &[
        Field::line("for_whom", T::skill_for_whom).needed().with_hint(T::skill_for_whom_hint),
        Field::day("by", T::skill_by),
        Field::text("means", T::skill_means),
        Field::line("provider", T::skill_provider),
        Field::text("result", T::skill_result),
        Field::link("link", T::evidence_link),
    ],
    agree,
    shared: false,
    copied: false,
};

/// Done says how many have it; a plan that is given up says why.
fn agree(draft: &Draft, tell: &mut dyn FnMut(&'static str, Word)) {
    if draft.state == "done" && draft.n.is_none() {
        tell("n", T::skill_n_needed);
    }
    if draft.state == "cancelled" && draft.value("result").is_empty() {
        tell("result", T::skill_result_needed);
    }
    if matches!(draft.state.as_str(), "planned" | "under_way") && draft.value("by").is_empty() {
        tell("by", T::skill_by_needed);
    }
}
