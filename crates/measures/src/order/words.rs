//! Words of orders: kinds, effects, where an order stands, and why one is not taken.

use web::{Lang, form::Errors};

use super::rule::{Refusal, Standing, What};
use crate::text::T;

/// The word of a kind.
pub(super) fn kind(t: T, code: &str) -> &'static str {
    match code {
        "announcement" => t.order_announcement(),
        "measure" => t.order_measure(),
        _ => t.order_order(),
    }
}

/// The word of an effect.
pub(super) fn what(t: T, what: What) -> &'static str {
    match what {
        What::Amends => t.what_amends(),
        What::Extends => t.what_extends(),
        What::Repeals => t.what_repeals(),
        What::Corrects => t.what_corrects(),
    }
}

/// The same as a thing to do.
pub(super) fn act(t: T, what: What) -> &'static str {
    match what {
        What::Amends => t.act_amend(),
        What::Extends => t.act_extend(),
        What::Repeals => t.act_repeal(),
        What::Corrects => t.act_correct(),
    }
}

/// The same from the other side: what was done to an order.
pub(super) fn done(t: T, what: What) -> &'static str {
    match what {
        What::Amends => t.done_amends(),
        What::Extends => t.done_extends(),
        What::Repeals => t.done_repeals(),
        What::Corrects => t.done_corrects(),
    }
}

/// Codes by which a standing is asked for.
pub(super) const STANDINGS: [&str; 5] = ["in_force", "not_yet", "ended", "repealed", "corrected"];

/// The code of a standing.
pub(super) const fn code(standing: &Standing) -> &'static str {
    match standing {
        Standing::InForce(_) => "in_force",
        Standing::NotYet => "not_yet",
        Standing::Ended => "ended",
        Standing::Repealed(_) => "repealed",
        Standing::Corrected(_) => "corrected",
    }
}

/// Look and word of a standing by its code.
pub(super) fn standing(t: T, code: &str) -> (&'static str, &'static str) {
    match code {
        "in_force" => ("ok", t.order_in_force()),
        "not_yet" => ("go", t.order_not_yet()),
        "ended" => ("off", t.order_ended()),
        "repealed" => ("warn", t.order_repealed()),
        _ => ("off", t.order_corrected()),
    }
}

/// Everything that is wrong, at the fields of the form.
pub(super) fn refused(all: &[Refusal], lang: Lang) -> Errors {
    let t = T(lang);
    let mut errors = Errors::new();
    let effect = |place: &usize| format!("effects[{place}].target");
    for refusal in all {
        match refusal {
            Refusal::Blank(field) => errors.add(*field, t.needed()),
            Refusal::IssuedInFuture => errors.add("issued", t.order_in_future()),
            Refusal::EndBeforeBegin => errors.add("to", t.end_before_begin()),
            Refusal::SameNumber(_) => errors.add("number", t.order_same_number()),
            Refusal::UnknownTarget(place) => errors.add(effect(place), t.order_unknown_target()),
            Refusal::TargetTwice(place) => errors.add(effect(place), t.order_target_twice()),
            Refusal::TargetGone(place) => errors.add(effect(place), t.order_target_gone()),
            Refusal::TargetEnded(place) => errors.add(effect(place), t.order_target_ended()),
            Refusal::CorrectsTwo(place) => errors.add(effect(place), t.order_corrects_two()),
        }
    }
    errors
}
