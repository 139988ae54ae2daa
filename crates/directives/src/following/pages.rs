//! One recommendation: who must act, what was reported with which evidence, what was judged, and what may be done next.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use db::Scope;
use directive::follow::{Standing, Status, standing};
use jiff::Timestamp;
use serde::Deserialize;
use web::{
    Action, App, Granted, Lang, Page, Problem, Visit,
    components::Choice,
    form::{Errors, Fields},
    render,
};

use super::{
    commands::Case,
    store::{self, Evidence, Recorded},
    view::{ItemView, share_words},
};
use crate::{
    dated::AsOf,
    paper::{
        items,
        show::{OpinionView, PaperView},
    },
    text::T,
    words,
};

/// Organisations that are listed by name.
const LISTED: usize = 200;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    as_of: String,
    done: String,
}

/// An event in words.
struct EventView {
    kind: &'static str,
    what: &'static str,
    by: String,
    at: String,
    words: String,
    counted: String,
    evidence: Vec<EvidenceView>,
}

struct EvidenceView {
    id: String,
    kind: String,
    text: String,
    filename: String,
}

/// Who is told to act, in words.
struct ToldView {
    code: String,
    name: String,
    part: &'static str,
}

#[derive(Template)]
#[template(path = "following/show.html")]
struct ShowPage {
    page: Page,
    t: T,
    paper: PaperView,
    item: ItemView,
    printed: String,
    as_of: AsOf,
    reopened: bool,
    declined: String,
    told: Vec<ToldView>,
    told_left: String,
    history: Vec<EventView>,
    opinions: Vec<OpinionView>,
    cadences: Vec<Choice>,
    /// Organisations that the person may report for.
    acting: Vec<Choice>,
    may_report: bool,
    may_follow: bool,
    is_closed: bool,
    was_reported: bool,
    values: Fields,
    errors: Errors,
}

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    shown(&visit, &granted, &app, id, &asked, (Fields::default(), Errors::new())).await
}

/// The page again with what was typed and what is wrong with it.
pub(super) async fn again(
    visit: &Visit,
    granted: &Granted,
    app: &App,
    id: String,
    typed: (Fields, Errors),
) -> Result<Response, Problem> {
    shown(visit, granted, app, id, &Asked::default(), typed).await
}

async fn shown(
    visit: &Visit,
    granted: &Granted,
    app: &App,
    id: String,
    asked: &Asked,
    (values, errors): (Fields, Errors),
) -> Result<Response, Problem> {
    let (lang, t, now) = (visit.lang, T(visit.lang), app.clock.now());
    let as_of = AsOf::read(&asked.as_of, lang, now);
    let read = app.db.read(move |tx| {
        let case = Case::load(tx, &id)?;
        let bodies = items::bodies(tx, std::slice::from_ref(&id))?;
        let evidence = store::evidence(tx, &id)?;
        let opinions = items::opinions(tx, &case.directive.id)?;
        Ok::<_, super::Refused>((case, bodies, evidence, opinions))
    });
    let (case, bodies, evidence, opinions) = read.await.map_err(|refused| refused.problem(lang))?;
    let actor = &granted.actor;
    let scope = actor.scope(Action::ViewDirective).unwrap_or_else(|| Scope::of([]));
    let now_standing = standing(&case.all.of(&case.item.id), as_of.at);
    let acting = acting(&case, actor.scope(Action::ReportProgress), lang, now);
    let (told, told_left) = told(&case, &scope, lang, as_of.at);
    let own = opinions.iter().filter(|one| one.decision == "accepted");
    let own = own.filter(|one| one.recommendation_id.as_deref() == Some(case.item.id.as_str()));
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let cadence = case.all.cadence(&case.item, as_of.at);
    let body = ShowPage {
        page: framed(visit, &case, asked, &errors),
        t,
        paper: PaperView::of(&case.directive, lang),
        item: ItemView::of(&case.item, &bodies, &case.all, &scope, lang, as_of.at),
        printed: if case.item.printed == case.item.text { String::new() } else { case.item.printed.clone() },
        reopened: now_standing.reopened,
        declined: declined(&case, &now_standing, &scope, lang, as_of.at),
        told,
        told_left,
        history: history(&case, &evidence, &scope, lang, as_of.at),
        opinions: own.map(|opinion| OpinionView::of(opinion, lang)).collect(),
        cadences: Choice::of(words::CADENCES.map(|(code, _)| (code, words::cadence(lang, code))), &cadence),
        may_report: !acting.is_empty() && now_standing.status != Status::Closed,
        acting,
        may_follow: actor.may_somewhere(Action::FollowDirective),
        is_closed: now_standing.status == Status::Closed,
        was_reported: now_standing.last_report.is_some(),
        as_of,
        values,
        errors,
    };
    Ok((status, render(&body)?).into_response())
}

fn framed(visit: &Visit, case: &Case, asked: &Asked, errors: &Errors) -> Page {
    let t = T(visit.lang);
    let title =
        if case.item.number.is_empty() { t.recommendation().to_owned() } else { t.item_number(&case.item.number) };
    let mut page = visit.page(title).crumb("/directives", t.directives());
    page = page.crumb(format!("/directives/{}", case.directive.id), t.paper()).at(t.recommendation());
    page.error_title = !errors.is_empty();
    match asked.done.as_str() {
        "assigned" => page.with_notice("ok", t.done_assigned()),
        "answered" => page.with_notice("ok", t.done_answered()),
        "reported" => page.with_notice("ok", t.done_reported()),
        "judged" => page.with_notice("ok", t.done_judged()),
        "cadence" => page.with_notice("ok", t.done_cadence()),
        _ => page,
    }
}

fn acting(case: &Case, scope: Option<Scope>, lang: Lang, now: Timestamp) -> Vec<Choice> {
    let Some(scope) = scope else { return Vec::new() };
    let own = case.told(now).iter().filter(|told| scope.reaches(&told.path));
    own.map(|told| Choice::new(told.code.clone(), lang.name(&told.name_th, &told.name_en))).collect()
}

fn told(case: &Case, scope: &Scope, lang: Lang, at: Timestamp) -> (Vec<ToldView>, String) {
    let t = T(lang);
    let all = case.all.told(&case.item.id, at);
    let shown: Vec<ToldView> = all
        .iter()
        .filter(|told| scope.reaches(&told.path))
        .take(LISTED)
        .map(|told| ToldView {
            code: told.code.clone(),
            name: lang.name(&told.name_th, &told.name_en).to_owned(),
            part: if told.part == "lead" { t.lead() } else { t.with() },
        })
        .collect();
    let left = all.len() - shown.len();
    let left = if left > 0 { t.others_told(lang.number(left as u64)) } else { String::new() };
    (shown, left)
}

fn declined(case: &Case, now: &Standing, scope: &Scope, lang: Lang, at: Timestamp) -> String {
    let all = case.all.told(&case.item.id, at).iter();
    let names = all.filter(|told| now.declined.contains(&told.code) && scope.reaches(&told.path));
    names.map(|told| lang.name(&told.name_th, &told.name_en)).collect::<Vec<_>>().join(" · ")
}

/// What happened, the newest first; of organisations out of reach only what the follower did is told.
fn history(case: &Case, evidence: &[Evidence], scope: &Scope, lang: Lang, at: Timestamp) -> Vec<EventView> {
    let t = T(lang);
    let all = case.all.events.get(&case.item.id).into_iter().flatten();
    let seen = all.filter(|event| event.at <= at && (event.organisation_id.is_none() || scope.reaches(&event.path)));
    let view = |event: &Recorded| {
        let own = evidence.iter().filter(|piece| piece.event_id == event.id);
        let piece = |piece: &Evidence| EvidenceView {
            id: piece.id.clone(),
            kind: piece.kind.clone(),
            text: piece.text.clone(),
            filename: piece.filename.clone(),
        };
        let words = match event.what.as_str() {
            "cadence" => words::cadence(lang, &event.text).to_owned(),
            "assigned" => event.register_on.map(|day| t.by_register_of(lang.date(day))).unwrap_or_default(),
            _ if event.text.is_empty() => event.reason.clone(),
            _ => event.text.clone(),
        };
        EventView {
            kind: match event.what.as_str() {
                "closed" => "ok",
                "sent_back" | "declined" | "reopened" => "warn",
                _ => "",
            },
            what: words::event(lang, &event.what),
            by: if event.organisation_id.is_some() {
                t.by_of(lang.name(&event.name_th, &event.name_en), &event.recorded_by)
            } else {
                event.recorded_by.clone()
            },
            at: lang.moment(event.at),
            words,
            counted: event.counted.and_then(|share| share_words(lang, share.n, share.d)).unwrap_or_default(),
            evidence: own.map(piece).collect(),
        }
    };
    let mut views: Vec<EventView> = seen.map(view).collect();
    views.reverse();
    views
}
