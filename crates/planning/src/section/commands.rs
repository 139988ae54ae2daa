//! Saving a section: in one transaction the lock, the revision, the new draft, the audit event.

use continuity::plan::{Plan, Section};
use db::{Tx, audit};
use jiff::Timestamp;
use serde_json::json;
use web::{Actor, Problem};

use super::store as clashes;
use crate::plan::{PlanReach, PlanRow, Unread, standing, store};

/// Which section is saved, by whom, from which revision.
#[derive(Clone, Debug)]
pub struct Save {
    /// Id of the plan.
    pub plan_id: String,
    /// Section.
    pub section: Section,
    /// The revision that the words began from; `None` takes whatever there is, for an act on the page just read.
    pub revision: Option<i64>,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// How far they may edit.
    pub reach: PlanReach,
}

/// What came of a save.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Stored; the plan as it is now and the section's revision.
    Saved {
        /// The plan.
        plan: Box<PlanRow>,
        /// The revision that the next save must name.
        revision: i64,
    },
    /// Somebody else saved in between; what was typed is kept.
    Clash,
    /// A version waits for review, so nothing may be changed.
    Locked,
}

/// What a section becomes: the whole plan with the section replaced, and what could not be read.
pub type Change<'a> = &'a dyn Fn(&PlanRow) -> (Plan, Vec<Unread>);

/// Saves a section. A save that changes nothing writes nothing.
pub fn save(tx: &mut Tx<'_>, save: &Save, change: Change<'_>) -> Result<Outcome, Problem> {
    let Some(plan) = store::find(tx, &save.reach, &save.plan_id)? else { return Err(Problem::NotFound) };
    let now = standing::standing(tx, &plan.id, &plan.created_at, save.at)?;
    if standing::is_locked(&now) {
        return Ok(Outcome::Locked);
    }
    let stored = store::sections(tx, &plan.id)?.of(save.section);
    let (document, unread) = change(&plan);
    if document == plan.document && unread == stored.unread {
        return Ok(Outcome::Saved { plan: Box::new(plan), revision: stored.revision });
    }
    if save.revision.is_some_and(|revision| revision != stored.revision) {
        let clash = clashes::Clash { plan: document, unread };
        clashes::keep_clash(tx, &plan.id, save.section, &save.actor.account_id, &clash, save.at)?;
        return Ok(Outcome::Clash);
    }
    let revision = write(tx, save, &plan, &document, &unread)?;
    Ok(Outcome::Saved { plan: Box::new(PlanRow { document, ..plan }), revision })
}

fn write(tx: &mut Tx<'_>, save: &Save, plan: &PlanRow, document: &Plan, unread: &[Unread]) -> Result<i64, Problem> {
    let by = &save.actor.account_id;
    store::save_draft(tx, &plan.id, document, save.at, by).map_err(taken)?;
    let revision = store::save_section(tx, &plan.id, save.section, unread, save.at, by)?;
    audit::append(
        tx,
        &audit::Event {
            at: save.at,
            actor: by,
            action: "plan.section_saved",
            subject_kind: "plan",
            subject_id: &plan.id,
            organisation_id: Some(&plan.owner.id),
            detail: json!({"section": save.section.code(), "revision": revision}),
        },
    )?;
    Ok(revision)
}

/// Two plans of one kind and year can't have one title.
fn taken(problem: db::Error) -> Problem {
    match problem {
        db::Error::Duplicate(_) => {
            let mut errors = web::form::Errors::new();
            errors.add("title", "title_taken");
            Problem::Invalid(errors)
        }
        other => other.into(),
    }
}
