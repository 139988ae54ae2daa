//! Finding a process of another organisation among thousands, and adding it to what a process depends on.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use continuity::{
    Duration,
    plan::{Dependency, Plan, Section},
};
use db::Tx;
use web::{App, Granted, Problem, Visit, form::Fields};

use super::{
    commands::{Outcome, Save, save},
    processes::called,
    store::{Found, MOST_FOUND, find_processes},
};
use crate::{
    plan::{PlanReach, PlanRow, store},
    text::T,
};

/// A process found.
pub struct Line {
    /// `ORG/ID`.
    pub value: String,
    /// Its name.
    pub name: String,
    /// Whose it is, Thai and English.
    pub owner: (String, String),
    /// Recovery time objective.
    pub rto: Duration,
}

/// The picker of the page.
pub struct Picker {
    /// What was searched.
    pub query: String,
    /// Own processes to which one may be added: (id, name).
    pub own: Vec<(String, String)>,
    /// What was found.
    pub found: Vec<Line>,
    /// How many are found at most.
    pub most: usize,
}

impl Picker {
    /// With what was found.
    pub fn new(plan: &Plan, query: String, found: Vec<Line>) -> Self {
        let own = plan.processes.iter().map(|process| (process.id.clone(), called(process).to_owned()));
        Picker { own: own.collect(), query, found, most: usize::try_from(MOST_FOUND).unwrap_or(usize::MAX) }
    }
}

/// Processes of other organisations with these words; none without words.
pub fn find(tx: &mut Tx<'_>, words: &str, own_code: &str) -> db::Result<Vec<Line>> {
    if words.trim().is_empty() {
        return Ok(Vec::new());
    }
    let line = |found: Found| Line {
        value: format!("{}/{}", found.organisation, found.process),
        name: found.name,
        owner: found.organisation_name,
        rto: Duration::minutes(found.rto_minutes),
    };
    Ok(find_processes(tx, words, own_code)?.into_iter().map(line).collect())
}

pub(super) async fn add(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((id, section)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    if section != Section::Dependencies.code() {
        return Err(Problem::NotFound);
    }
    let t = T(visit.lang);
    let (process, target) = (fields.text("process"), fields.text("target"));
    if !target.contains('/') {
        return Err(Problem::BadRequest(t.why_target().into()));
    }
    let request = Save {
        plan_id: id.clone(),
        section: Section::Dependencies,
        revision: None,
        at: app.clock.now(),
        reach: PlanReach::of(&granted.actor, &granted.scope),
        actor: granted.actor,
    };
    let outcome = app
        .db
        .write(move |tx| {
            let unread = store::sections(tx, &request.plan_id)?.of(Section::Dependencies).unread;
            save(tx, &request, &|plan: &PlanRow| {
                let plan = &plan.document;
                (with(plan, &process, &target), moved(&unread, plan, &process))
            })
        })
        .await?;
    match outcome {
        Outcome::Locked => Err(Problem::Conflict(t.plan_locked().into())),
        _ => Ok(Redirect::to(&format!("/plans/{id}/sections/dependencies?saved=1")).into_response()),
    }
}

fn with(plan: &Plan, process: &str, target: &str) -> Plan {
    let mut plan = plan.clone();
    let on = format!("process:{target}");
    if let Some(process) = plan.processes.iter_mut().find(|known| known.id == process)
        && !process.depends_on.iter().any(|known| known.on == on)
    {
        process.depends_on.push(Dependency { on, group: None, need: None, tolerance: None });
    }
    plan
}

/// Values kept as typed move down with their rows when a row is added above them.
fn moved(unread: &[crate::plan::Unread], plan: &Plan, process: &str) -> Vec<crate::plan::Unread> {
    let at = plan.processes.iter().position(|known| known.id == process).unwrap_or(0);
    let first_after: usize = plan.processes.iter().take(at + 1).map(|process| process.depends_on.len()).sum();
    let moved = |value: &crate::plan::Unread| {
        let rest = value.field.strip_prefix("rows[").and_then(|rest| rest.split_once("]."));
        let field = rest.and_then(|(row, key)| {
            let row: usize = row.parse().ok()?;
            Some(super::sheet::field(if row >= first_after { row + 1 } else { row }, key))
        });
        crate::plan::Unread { field: field.unwrap_or_else(|| value.field.clone()), ..value.clone() }
    };
    unread.iter().map(moved).collect()
}
