//! Two people wrote the same section: who, when, both texts side by side, and the choice.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use continuity::plan::{
    Section,
    diff::{Change, changes},
};
use web::{App, Granted, Page, Problem, Visit, conditional, form::Fields, plan_words::PlanWords, render};

use super::{
    commands::{Outcome, Save, save},
    edit, pages, store as clashes,
    workbook::web_revision,
};
use crate::{
    plan::{PlanReach, PlanRow, SectionRow, store},
    text::T,
};

#[derive(Template)]
#[template(path = "section/clash.html")]
struct Clash {
    page: Page,
    t: T,
    plan_id: String,
    code: &'static str,
    heading: String,
    /// What happened, in words.
    happened: String,
    /// Heading of what is stored.
    theirs: String,
    etag: String,
    lines: Vec<Line>,
}

/// One difference: where, what is stored, what was typed.
struct Line {
    place: String,
    theirs: String,
    mine: String,
}

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((id, section)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let section = Section::from_code(&section).ok_or(Problem::NotFound)?;
    let (reach, account, wanted) =
        (PlanReach::of(&granted.actor, &granted.scope), granted.actor.account_id.clone(), id.clone());
    let (plan, stored, clash) = app
        .db
        .read(move |tx| {
            let Some(plan) = store::find(tx, &reach, &wanted)? else { return Err(Problem::NotFound) };
            let stored = store::sections(tx, &plan.id)?.of(section);
            let clash = clashes::clash(tx, &plan.id, section, &account)?;
            Ok((plan, stored, clash))
        })
        .await?;
    let Some(clash) = clash else {
        return Ok(Redirect::to(&format!("/plans/{id}/sections/{}", section.code())).into_response());
    };
    let own = stored.saved_account == granted.actor.account_id;
    Ok(render(&page(&visit, section, &plan, &stored, &clash, own))?.into_response())
}

/// `own`: what is stored came from another window of the same person.
fn page(
    visit: &Visit,
    section: Section,
    plan: &PlanRow,
    stored: &SectionRow,
    clash: &clashes::Clash,
    own: bool,
) -> Clash {
    let (t, words) = (T(visit.lang), PlanWords::new(visit.lang));
    let title = super::title(section, plan.form(), words);
    let heading = if own { t.clash_own_heading(title) } else { t.clash_heading(title) };
    let when = db::instant(&stored.saved_at).map(|at| visit.lang.moment(at)).unwrap_or_default();
    let place = |change: &Change| {
        let field = words.field(change.place.field);
        let row = change.row_name.as_ref().map(|name| words.text(name).to_owned());
        let number = change.place.inner.or(change.place.row).map(|row| t.row_number(row + 1));
        [row.or(number), Some(field.to_owned())].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    };
    let told = |change: &Change, value: &Option<continuity::plan::diff::Value>| {
        value.as_ref().map(|value| words.value(change.place.field, value)).unwrap_or_default()
    };
    let mut lines: Vec<Line> = changes(&plan.document, &clash.plan)
        .iter()
        .filter(|change| change.section == section)
        .map(|change| Line { place: place(change), theirs: told(change, &change.old), mine: told(change, &change.new) })
        .collect();
    lines.extend(clash.unread.iter().map(|unread| Line {
        place: t.unread_value().to_owned(),
        theirs: String::new(),
        mine: unread.value.clone(),
    }));
    Clash {
        page: edit::frame(visit, plan, &heading, t),
        t,
        plan_id: plan.id.clone(),
        code: section.code(),
        heading,
        happened: if own { t.clash_own(when) } else { t.clash_who(&stored.saved_by, when) },
        theirs: if own { t.clash_other_window().to_owned() } else { t.clash_theirs(&stored.saved_by) },
        etag: conditional::tag(stored.revision),
        lines,
    }
}

pub(super) async fn choose(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((id, section)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let section = Section::from_code(&section).ok_or(Problem::NotFound)?;
    let t = T(visit.lang);
    let mine = fields.raw("choose") == "mine";
    let request = Save {
        plan_id: id.clone(),
        section,
        revision: Some(web_revision(&fields)?),
        at: app.clock.now(),
        reach: PlanReach::of(&granted.actor, &granted.scope),
        actor: granted.actor,
    };
    let outcome = app
        .db
        .write(move |tx| {
            let account = &request.actor.account_id;
            let Some(plan) = store::find(tx, &request.reach, &request.plan_id)? else { return Err(Problem::NotFound) };
            let kept = clashes::clash(tx, &plan.id, section, account)?;
            let Some(kept) = kept.filter(|_| mine) else {
                clashes::drop_clash(tx, &plan.id, section, account)?;
                return Ok(None);
            };
            let outcome =
                save(tx, &request, &|now| (replaced(&now.document, &kept.plan, section), kept.unread.clone()))?;
            if matches!(outcome, Outcome::Saved { .. }) {
                clashes::drop_clash(tx, &plan.id, section, account)?;
            }
            Ok(Some(outcome))
        })
        .await
        .map_err(|problem| pages::in_words(problem, t))?;
    let page = format!("/plans/{id}/sections/{}", section.code());
    match outcome {
        Some(Outcome::Locked) => Err(Problem::Conflict(t.plan_locked().into())),
        Some(Outcome::Clash) => Ok(Redirect::to(&format!("{page}/clash")).into_response()),
        _ => Ok(Redirect::to(&page).into_response()),
    }
}

/// The plan as it is now with one section taken from another text of it.
fn replaced(now: &continuity::plan::Plan, from: &continuity::plan::Plan, section: Section) -> continuity::plan::Plan {
    let mut plan = now.clone();
    match section {
        Section::Scope => {
            plan.title = from.title.clone();
            plan.classification = from.classification;
            plan.objectives = from.objectives.clone();
            plan.assumptions = from.assumptions.clone();
            plan.scope = from.scope.clone();
        }
        Section::Hazards => plan.hazards = from.hazards.clone(),
        Section::Processes => {
            plan.processes = from.processes.clone();
            for process in &mut plan.processes {
                let known = now.processes.iter().find(|known| known.id == process.id);
                process.depends_on = known.map(|known| known.depends_on.clone()).unwrap_or_default();
                process.resources = known.map(|known| known.resources.clone()).unwrap_or_default();
            }
        }
        Section::Dependencies | Section::Resources => {
            for process in &mut plan.processes {
                let Some(typed) = from.processes.iter().find(|typed| typed.id == process.id) else { continue };
                if section == Section::Dependencies {
                    process.depends_on = typed.depends_on.clone();
                } else {
                    process.resources = typed.resources.clone();
                }
            }
        }
        Section::Strategies => plan.strategies = from.strategies.clone(),
        Section::Team => plan.team = from.team.clone(),
        Section::Recovery => plan.recovery = from.recovery.clone(),
    }
    plan.not_applicable.retain(|n| !belongs(&n.section, section));
    plan.not_applicable.extend(from.not_applicable.iter().filter(|n| belongs(&n.section, section)).cloned());
    plan
}

fn belongs(key: &str, section: Section) -> bool {
    key.split(':').next() == Some(section.code())
}
