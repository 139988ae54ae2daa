//! Starting a plan, and replacing a whole draft through the programming interface.

use continuity::{
    organisation::ModelKind,
    plan::{Plan, PlanKind, Section, Text, diff, template::Templates},
};
use db::{Change, Scope, Tx, audit};
use jiff::Timestamp;
use serde_json::json;
use web::{Actor, Problem};

use super::{PlanReach, PlanRow, content, standing, store};
use crate::model;

/// What a plan begins from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// Nothing.
    Blank,
    /// A model.
    Model(ModelKind),
    /// The organisation's newest plan of the kind from an earlier year.
    LastYear,
}

impl From {
    /// Reads `blank`, `last_year` or the code of a model.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "blank" => Some(From::Blank),
            "last_year" => Some(From::LastYear),
            code => ModelKind::from_code(code).map(From::Model),
        }
    }
}

/// A plan about to be started.
#[derive(Clone, Debug)]
pub struct Start {
    /// Id that it will have.
    pub id: String,
    /// Id of the organisation.
    pub organisation_id: String,
    /// Buddhist fiscal year.
    pub fiscal_year: i32,
    /// What it covers.
    pub kind: PlanKind,
    /// Its title; the usual one when blank.
    pub title: Option<String>,
    /// What it begins from.
    pub from: From,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// Where they may write plans.
    pub scope: Scope,
}

/// What came of a start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Started {
    /// A new plan.
    New(String),
    /// The organisation has it already; its id.
    There(String),
    /// There is no plan of an earlier year to begin from.
    NothingBefore,
}

/// Starts a plan.
pub fn start(tx: &mut Tx<'_>, start: &Start) -> Result<Started, Problem> {
    let organisation = store::organisation(tx, &start.scope, &start.organisation_id)?.ok_or(Problem::NotFound)?;
    let title = match (&start.title, start.kind) {
        (Some(title), _) => Text::th(title.clone()),
        (None, kind) => usual_title(&organisation.name_th, start.fiscal_year, kind),
    };
    let blank = Plan::draft(&organisation.code, start.fiscal_year, start.kind, title.clone());
    let key = store::Key {
        organisation_id: organisation.id.clone(),
        fiscal_year: start.fiscal_year,
        kind: start.kind,
        label: store::label(&blank),
    };
    if let Some(there) = store::by_key(tx, &key)? {
        return Ok(Started::There(there.id));
    }
    let adopt = |source: &Plan| model::adopt(source, &organisation.code, start.fiscal_year, start.kind, title.clone());
    let (plan, from) = match start.from {
        From::Blank => (blank, None),
        From::Model(kind) => (adopt(&model::of(kind).ok_or(Problem::NotFound)?.plan), Some(kind.code().to_owned())),
        From::LastYear => {
            let before = store::latest_before(tx, &organisation.id, start.kind, start.fiscal_year)?;
            let Some(before) = before else { return Ok(Started::NothingBefore) };
            (adopt(&before.document), before.model)
        }
    };
    let new = store::NewPlan {
        id: &start.id,
        organisation_id: &organisation.id,
        organisation_kind: &organisation.kind,
        model: from.as_deref(),
        plan: &plan,
        content_hash: &content::hash(&plan),
        at: start.at,
        by: &start.actor.account_id,
    };
    store::insert(tx, &new)?;
    let detail = json!({"fiscal_year": plan.fiscal_year, "kind": plan.kind.code(), "model": from});
    told(tx, "plan.started", &start.id, &organisation.id, &start.actor, start.at, detail)?;
    tx.announce(&Change::Standing { organisation_id: organisation.id.clone(), fiscal_year: plan.fiscal_year })?;
    Ok(Started::New(start.id.clone()))
}

/// `แผนดำเนินธุรกิจอย่างต่อเนื่อง … ปีงบประมาณ พ.ศ. 2563`.
pub fn usual_title(organisation: &str, fiscal_year: i32, kind: PlanKind) -> Text {
    let what = match kind {
        PlanKind::Main => "แผนดำเนินธุรกิจอย่างต่อเนื่อง",
        PlanKind::Scenario => "แผนดำเนินธุรกิจอย่างต่อเนื่องรายสถานการณ์",
        PlanKind::ItContingency => "แผนรองรับสถานการณ์ฉุกเฉินด้านเทคโนโลยีสารสนเทศ",
        PlanKind::Sector => "แผนดำเนินธุรกิจอย่างต่อเนื่องเฉพาะด้าน",
    };
    Text::th(format!("{what} {organisation} ปีงบประมาณ พ.ศ. {fiscal_year}"))
}

/// A whole draft that replaces another.
#[derive(Clone, Debug)]
pub struct Replace {
    /// Id of the plan.
    pub id: String,
    /// The revision that it began from.
    pub revision: i64,
    /// What it says now.
    pub plan: Plan,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// How far they may edit.
    pub reach: PlanReach,
}

/// What came of it.
#[derive(Clone, Debug)]
pub enum Replaced {
    /// Stored, with the new revision.
    Done(i64),
    /// Somebody else saved in between; the revision that there is.
    Changed(i64),
    /// A version waits for review.
    Locked,
    /// Organisation, year and kind can't be changed.
    OtherPlan,
}

/// A draft about to be moved to another version of its form.
#[derive(Clone, Debug)]
pub struct Move {
    /// Id of the plan.
    pub id: String,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub actor: Actor,
    /// How far they may edit.
    pub reach: PlanReach,
}

/// Moves a draft to the newest of `templates` that is valid for its family on the day. Nothing that it says changes, and
/// versions that were handed in keep their form. `false` when a version waits for review, so that nothing may be
/// changed.
pub fn move_to_newest(tx: &mut Tx<'_>, move_: &Move, templates: &Templates) -> Result<bool, Problem> {
    let Some(stored) = store::find(tx, &move_.reach, &move_.id)? else { return Err(Problem::NotFound) };
    if standing::is_locked(&standing::standing(tx, &stored.id, &stored.created_at, move_.at)?) {
        return Ok(false);
    }
    let newest = templates.newest(stored.form().family, thai::date::bangkok_date(move_.at));
    let code = newest.code();
    if newest.version <= stored.form().version || code == stored.template {
        return Ok(true);
    }
    store::move_to(tx, &stored.id, &code)?;
    let detail = json!({"from": stored.template, "to": code});
    told(tx, "plan.form_moved", &stored.id, &stored.owner.id, &move_.actor, move_.at, detail)?;
    Ok(true)
}

/// Replaces a draft. Every section that differs gets its next revision, so that whoever is writing it is told.
pub fn replace(tx: &mut Tx<'_>, replace: &Replace) -> Result<Replaced, Problem> {
    let Some(stored) = store::find(tx, &replace.reach, &replace.id)? else { return Err(Problem::NotFound) };
    if standing::is_locked(&standing::standing(tx, &stored.id, &stored.created_at, replace.at)?) {
        return Ok(Replaced::Locked);
    }
    if stored.revision != replace.revision {
        return Ok(Replaced::Changed(stored.revision));
    }
    let new = &replace.plan;
    let key = |plan: &Plan| (plan.organisation.clone(), plan.fiscal_year, plan.kind);
    if key(new) != key(&stored.document) {
        return Ok(Replaced::OtherPlan);
    }
    if *new == stored.document {
        return Ok(Replaced::Done(stored.revision));
    }
    write(tx, replace, &stored)?;
    Ok(Replaced::Done(stored.revision + 1))
}

fn write(tx: &mut Tx<'_>, replace: &Replace, stored: &PlanRow) -> Result<(), Problem> {
    let by = &replace.actor.account_id;
    let changed = replace_draft(tx, &stored.id, (&stored.document, &replace.plan), replace.at, by)?;
    let codes: Vec<&str> = changed.iter().map(|section| section.code()).collect();
    let detail = json!({"sections": codes});
    told(tx, "plan.replaced", &stored.id, &stored.owner.id, &replace.actor, replace.at, detail)
}

/// Stores a whole draft over another and gives every section that differs its next revision, so that whoever is
/// writing one of them is told instead of overwriting it.
pub(crate) fn replace_draft(
    tx: &mut Tx<'_>,
    plan_id: &str,
    (before, after): (&Plan, &Plan),
    at: Timestamp,
    by: &str,
) -> db::Result<Vec<Section>> {
    store::save_draft(tx, plan_id, after, at, by)?;
    let changed = diff::changed_sections(&diff::changes(before, after));
    let changed: Vec<Section> = changed.into_iter().map(|(section, _)| section).collect();
    for section in &changed {
        store::save_section(tx, plan_id, *section, &[], at, by)?;
    }
    Ok(changed)
}

fn told(
    tx: &mut Tx<'_>,
    action: &str,
    plan_id: &str,
    organisation_id: &str,
    actor: &Actor,
    at: Timestamp,
    detail: serde_json::Value,
) -> Result<(), Problem> {
    let (actor, organisation_id) = (actor.account_id.as_str(), Some(organisation_id));
    let event = audit::Event { at, actor, action, subject_kind: "plan", subject_id: plan_id, organisation_id, detail };
    Ok(audit::append(tx, &event)?)
}
