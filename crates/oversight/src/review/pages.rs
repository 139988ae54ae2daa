//! One version under review: what changed first, then every section; remarks, and the two decisions.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use continuity::plan::{Plan, check::check, diff};
use jiff::Timestamp;
use web::{
    App, Granted, Lang, Page, Problem, Visit,
    form::{Errors, Fields},
    render,
};

use super::{
    commands::{self, Case},
    queue,
    refused::Refused,
    remarks,
    store::{self, Remark, Version},
    view::{self, ChangeView, Material, RemarkView, SectionView},
    waiting,
};
use crate::{listing::Filters, text::T, words};

/// Everything read for the page of one version.
struct Read {
    case: Case,
    plan: Plan,
    remarks: Vec<Remark>,
    before: Option<(Version, Plan)>,
    earlier_remarks: Vec<Remark>,
    verdict: Option<continuity::review::Triage>,
    days: i64,
    head: Option<(String, String, String)>,
    versions: Vec<Version>,
}

fn read(tx: &mut db::Tx<'_>, id: &str, actor: &web::Actor, now: Timestamp) -> Result<Read, Refused> {
    let case = commands::load(tx, id, actor)?;
    let plan = waiting::document(tx, id)?.ok_or(Refused::NotFound)?;
    let today = thai::date::bangkok_date(now);
    let row = store::waiting_row(tx, id)?;
    let versions = store::versions(tx, &case.version.plan_id)?;
    let nation = db::Scope::nation();
    // Once it is decided on, its row of the queue is gone; what it was compared with stays the same.
    let before_id = match &row {
        Some((_, _, compared)) => compared.clone(),
        None => waiting::compared_with(tx, &case.version.organisation_id, case.version.fiscal_year, id)?,
    };
    let before = match before_id {
        // It is the same organisation's, and whoever may read this version may read that one.
        Some(id) => store::version(tx, &id, &nation, Some(&nation))?.zip(waiting::document(tx, &id)?),
        None => None,
    };
    let earlier_remarks = match &before {
        Some((version, _)) if version.plan_id == case.version.plan_id => store::remarks(tx, &version.id)?,
        _ => Vec::new(),
    };
    let judged = row.as_ref().and_then(|(facts, day, _)| waiting::judged(facts, *day, today));
    let (days, verdict) = judged.map_or((0, None), |(facts, verdict)| (i64::from(facts.days_waiting), Some(verdict)));
    let (remarks, head) = (store::remarks(tx, id)?, store::head_approval(tx, id)?);
    Ok(Read { case, plan, remarks, before, earlier_remarks, verdict, days, head, versions })
}

#[derive(Template)]
#[template(path = "review/show.html")]
struct ShowPage {
    page: Page,
    t: T,
    id: String,
    heading: String,
    under: String,
    code: String,
    plan_id: String,
    reference: String,
    submitted: String,
    waiting: String,
    head: String,
    risk: &'static str,
    risk_kind: &'static str,
    reasons: Vec<String>,
    /// What it is compared with; empty when with nothing.
    compared: String,
    changes: Vec<ChangeView>,
    sections: Vec<SectionView>,
    remarks: usize,
    earlier_remarks: Vec<RemarkView>,
    return_reason: String,
    decision: String,
    decision_kind: &'static str,
    history: Vec<Entry>,
    may_decide: bool,
    /// Why nothing can be decided; empty when it can.
    why_not: String,
    reason: String,
    remark_text: String,
    errors: Errors,
}

/// One event in the life of the plan.
struct Entry {
    kind: &'static str,
    at: String,
    words: String,
}

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(filters): Query<Filters>,
) -> Result<Response, Problem> {
    page(&visit, &granted, &app, id, &filters, String::new(), Errors::new()).await
}

async fn page(
    visit: &Visit,
    granted: &Granted,
    app: &App,
    id: String,
    filters: &Filters,
    reason: String,
    errors: Errors,
) -> Result<Response, Problem> {
    let (actor, now, lang) = (granted.actor.clone(), app.clock.now(), visit.lang);
    let found = app.db.read(move |tx| read(tx, &id, &actor, now)).await.map_err(|refused| refused.problem(lang))?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut body = shown(visit, &granted.actor, found, &filters.at, reason, errors);
    body.page = match filters.done.as_str() {
        "remarked" => body.page.with_notice("ok", body.t.done_remarked()),
        "taken_back" => body.page.with_notice("ok", body.t.done_taken_back()),
        _ => body.page,
    };
    Ok((status, render(&body)?).into_response())
}

fn shown(visit: &Visit, actor: &web::Actor, found: Read, at: &str, reason: String, errors: Errors) -> ShowPage {
    let (lang, t) = (visit.lang, T(visit.lang));
    let Read { case, plan, remarks, before, earlier_remarks, verdict, days, head, versions } = found;
    let version = &case.version;
    let changes = before.as_ref().map(|(_, older)| diff::changes(older, &plan)).unwrap_or_default();
    let findings = check(&plan, &waiting::context());
    let material = Material {
        plan: &plan,
        changes: &changes,
        findings: &findings,
        remarks: &remarks,
        reader: &actor.account_id,
        at,
        lang,
    };
    let sections = material.sections();
    let heading = lang.name(&version.name_th, &version.name_en).to_owned();
    let mut page =
        visit.page(format!("{heading} · {}", t.reviews())).crumb("/reviews", t.reviews()).at(heading.as_str());
    page.error_title = !errors.is_empty();
    // What was typed belongs to the form whose field was refused.
    let (reason, remark_text) =
        if errors.of("text").is_empty() { (reason, String::new()) } else { (String::new(), reason) };
    let undecided = continuity::review::may_approve(case.actor, &case.standing, version.number);
    let class = verdict.as_ref().map_or("", |verdict| verdict.class.code());
    let (decision_kind, decision) = decision(version, lang);
    ShowPage {
        page,
        t,
        id: version.id.clone(),
        under: format!("{} · {}", version.title, t.version_number(version.number)),
        heading,
        code: version.code.clone(),
        plan_id: version.plan_id.clone(),
        reference: version.reference.clone(),
        submitted: format!("{} · {}", words::moment(lang, Some(&version.submitted_at)), version.submitted_by),
        waiting: queue::days_waiting(t, days),
        head: head
            .map(|(name, position, on)| t.head_approved(name, position, words::day(lang, Some(&on))))
            .unwrap_or_default(),
        risk: if class.is_empty() { "" } else { words::risk(lang, class) },
        risk_kind: words::risk_kind(class),
        reasons: verdict.as_ref().map(|verdict| queue::reasons(t, verdict)).unwrap_or_default(),
        compared: before.as_ref().map(|(older, _)| compared(older, version, t)).unwrap_or_default(),
        changes: changes.iter().map(|change| view::change_view(change, lang)).collect(),
        sections,
        remarks: remarks.len(),
        earlier_remarks: earlier(&earlier_remarks, &changes, &actor.account_id, lang),
        return_reason: before
            .as_ref()
            .filter(|(older, _)| older.plan_id == version.plan_id)
            .and_then(|(older, _)| older.return_reason.clone())
            .unwrap_or_default(),
        decision,
        decision_kind,
        history: history(&versions, lang),
        may_decide: undecided.is_ok(),
        why_not: undecided.err().map(|why| Refused::Rules(why).words(lang)).unwrap_or_default(),
        reason,
        remark_text,
        errors,
    }
}

fn compared(older: &Version, newer: &Version, t: T) -> String {
    if older.plan_id == newer.plan_id {
        t.compared_version(older.number, &older.reference)
    } else {
        t.compared_year(older.fiscal_year, &older.reference)
    }
}

/// Remarks on the version before, each with whether its place changed since.
fn earlier(remarks: &[Remark], changes: &[diff::Change], reader: &str, lang: Lang) -> Vec<RemarkView> {
    let changed = |remark: &Remark| {
        changes.iter().any(|change| {
            change.section.code() == remark.section
                && (change.place.field.code() == "row"
                    || remark.place.ends_with(&format!("-{}", change.place.field.code()))
                    || remark.place.ends_with("-row"))
                && (remark.row_name.is_empty()
                    || change.row_name.as_ref().is_some_and(|name| name.th == remark.row_name))
        })
    };
    remarks
        .iter()
        .map(|remark| RemarkView { mended: changed(remark), ..view::remark_view(remark, reader, lang) })
        .collect()
}

/// What was decided on a version, in words; empty while it waits.
fn decision(version: &Version, lang: Lang) -> (&'static str, String) {
    let t = T(lang);
    let by = |who: &Option<String>| who.clone().unwrap_or_default();
    match (&version.withdrawn_at, &version.returned_at, &version.approved_at) {
        (Some(at), _, _) => ("off", t.was_withdrawn(words::moment(lang, Some(at)))),
        (_, Some(at), _) => ("warn", t.was_returned(words::moment(lang, Some(at)), by(&version.returned_by))),
        (_, _, Some(at)) => ("ok", t.was_approved(words::moment(lang, Some(at)), by(&version.approved_by))),
        _ => ("go", String::new()),
    }
}

/// The life of the plan, the newest event first.
fn history(versions: &[Version], lang: Lang) -> Vec<Entry> {
    let t = T(lang);
    let mut entries: Vec<(String, &'static str, String)> = Vec::new();
    for version in versions {
        let n = version.number;
        entries.push((version.submitted_at.clone(), "go", t.event_submitted(n, &version.reference)));
        let reason = |text: &Option<String>| text.clone().unwrap_or_default();
        entries.extend(
            version.returned_at.clone().map(|at| (at, "warn", t.event_returned(n, reason(&version.return_reason)))),
        );
        entries.extend(
            version.approved_at.clone().map(|at| (at, "ok", t.event_approved(n, reason(&version.approval_note)))),
        );
        entries.extend(version.withdrawn_at.clone().map(|at| (at, "off", t.event_withdrawn(n))));
    }
    entries.sort_by(|a, b| b.0.cmp(&a.0));
    let entry = |(at, kind, words): (String, _, String)| Entry {
        kind,
        at: words::moment(lang, Some(&at)),
        words: words.trim_end_matches([' ', '·', ':']).to_owned(),
    };
    entries.into_iter().map(entry).collect()
}

pub(super) async fn send_back(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let reason = fields.text("reason");
    let (actor, now, version, why) = (granted.actor.clone(), app.clock.now(), id.clone(), reason.clone());
    let done = app.db.write(move |tx| commands::send_back(tx, &version, &why, &actor, now)).await;
    match done {
        Ok(()) => Ok(Redirect::to("/reviews?done=returned").into_response()),
        Err(refused) if refused.is_about_reason() => {
            let mut errors = Errors::new();
            errors.add("reason", refused.words(visit.lang));
            page(&visit, &granted, &app, id, &Filters::default(), reason, errors).await
        }
        Err(refused) => Err(refused.problem(visit.lang)),
    }
}

pub(super) async fn approve(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (actor, now, note) = (granted.actor, app.clock.now(), fields.text("note"));
    let done = app.db.write(move |tx| commands::approve(tx, &id, &note, false, &actor, now)).await;
    done.map_err(|refused| refused.problem(visit.lang))?;
    Ok(Redirect::to("/reviews?done=approved").into_response())
}

pub(super) async fn add_remark(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (at, field, text) = (fields.raw("at").to_owned(), fields.raw("field").to_owned(), fields.text("text"));
    let (actor, now, version, place) = (granted.actor.clone(), app.clock.now(), id.clone(), at.clone());
    let done = app.db.write(move |tx| remarks::add(tx, &version, (&place, &field, &text), &actor, now)).await;
    match done {
        Ok(_) => Ok(Redirect::to(&format!("/reviews/{id}?done=remarked#{at}")).into_response()),
        Err(refused @ (Refused::Blank | Refused::TooLong)) => {
            let mut errors = Errors::new();
            errors.add("text", refused.words(visit.lang));
            let filters = Filters { at, ..Filters::default() };
            page(&visit, &granted, &app, id, &filters, fields.text("text"), errors).await
        }
        Err(refused) => Err(refused.problem(visit.lang)),
    }
}

pub(super) async fn remove_remark(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let (actor, now) = (granted.actor, app.clock.now());
    let version = app.db.write(move |tx| remarks::remove(tx, &id, &actor, now)).await;
    let version = version.map_err(|refused| refused.problem(visit.lang))?;
    Ok(Redirect::to(&format!("/reviews/{version}?done=taken_back")).into_response())
}

pub(super) async fn answer_remark(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (actor, scope, now, text) = (granted.actor, granted.scope, app.clock.now(), fields.text("answer"));
    let plan = app.db.write(move |tx| remarks::answer(tx, &id, &text, (&actor, &scope), now)).await;
    let (plan, section) = plan.map_err(|refused| refused.problem(visit.lang))?;
    Ok(Redirect::to(&format!("/plans/{plan}/sections/{section}?answered=1#remarks")).into_response())
}
