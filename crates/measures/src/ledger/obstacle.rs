//! Obstacles in law (mission A17, B2, B14): which law, what it hinders, what is proposed, who must act and how far it is.

use super::{Coded, Field, Ledger, Part, Shape, State, Word};
use crate::{entry::Draft, text::T};

/// Obstacles in law.
pub static OBSTACLE: Ledger = Ledger {
    code: "obstacle",
    name: T::obstacle,
    under: T::obstacle_under,
    title: T::obstacle_title,
    kind: T::obstacle_kind,
    state: T::state,
    kinds: &[
        Coded { code: "act", label: T::obstacle_act },
        Coded { code: "decree", label: T::obstacle_decree },
        Coded { code: "ministerial", label: T::obstacle_ministerial },
        Coded { code: "rule", label: T::obstacle_rule },
        Coded { code: "announcement", label: T::obstacle_announcement },
        Coded { code: "resolution", label: T::obstacle_resolution },
        Coded { code: "other", label: T::kind_other },
    ],
    states: &[
        State { code: "found", label: T::obstacle_found, look: "warn", part: Part::Open },
        State { code: "proposed", label: T::obstacle_proposed, look: "go", part: Part::Open },
        State { code: "drafting", label: T::obstacle_drafting, look: "go", part: Part::Open },
        State { code: "solved", label: T::obstacle_solved, look: "ok", part: Part::Done },
        State { code: "kept", label: T::obstacle_kept, look: "off", part: Part::Out },
    ],
    share: T::obstacle_share,
    counted: None,
    fields: &[
        Field::line("clause", T::obstacle_clause),
        Field::text("hinders", T::obstacle_hinders).needed(),
        Field::line("service", T::obstacle_service),
        Field::text("proposal", T::obstacle_proposal),
        Field::new("must_act", T::obstacle_must_act, Shape::Body),
        Field::day("solved_on", T::obstacle_solved_on),
        Field::text("outcome", T::obstacle_outcome).with_hint(T::obstacle_outcome_hint),
        Field::link("link", T::evidence_link),
    ],
    agree,
    shared: false,
    copied: false,
};

/// A proposal says what and to whom; an end says how.
fn agree(draft: &Draft, tell: &mut dyn FnMut(&'static str, Word)) {
    let mut needs = |field: &'static str, why: Word| {
        if draft.value(field).is_empty() {
            tell(field, why);
        }
    };
    if matches!(draft.state.as_str(), "proposed" | "drafting") {
        needs("proposal", T::obstacle_proposal_needed);
        needs("must_act", T::obstacle_must_act_needed);
    }
    if draft.state == "solved" {
        needs("solved_on", T::obstacle_solved_on_needed);
    }
    if matches!(draft.state.as_str(), "solved" | "kept") {
        needs("outcome", T::obstacle_outcome_needed);
    }
}
