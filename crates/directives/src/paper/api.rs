//! Papers for programs: the same reading and the same lists as the pages.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{
    Action, App, Granted, Problem, Visit,
    once::{Answer, Once},
};

use super::{
    commands::{self, Refused},
    items, list,
    store::{self, Asked},
};
use crate::{
    dated::AsOf,
    following::{store::histories, view::ItemView},
    words::code,
};

/// What is documented here.
#[derive(utoipa::OpenApi)]
#[openapi(paths(list, create, show), components(schemas(PaperBody, ItemBody, PaperWithItems, ReadBody, NewBody)))]
pub struct Documentation;

/// A paper.
#[derive(Serialize, ToSchema)]
pub struct PaperBody {
    id: String,
    title: String,
    /// Day of the meeting, ISO 8601.
    cabinet_date: Option<String>,
    document_number: String,
    /// `draft`, `open` or `closed`.
    state: String,
    /// Recommendations that are followed, or proposed in a draft.
    recommendations: usize,
    closed: usize,
}

/// A recommendation.
#[derive(Serialize, ToSchema)]
pub struct ItemBody {
    id: String,
    number: String,
    text: String,
    /// Line of the paper.
    line: usize,
    /// Bodies as the paper names them.
    lead: String,
    with: String,
    /// `draft`, `confirmed`, `assigned`, `agreed`, `in_progress`, `reported_done` or `closed`.
    status: String,
}

/// A paper with its recommendations.
#[derive(Serialize, ToSchema)]
pub struct PaperWithItems {
    paper: PaperBody,
    recommendations: Vec<ItemBody>,
}

/// A paper that was read into a draft.
#[derive(Serialize, ToSchema)]
pub struct ReadBody {
    id: String,
    /// The same text had been read before.
    known: bool,
}

/// A paper to be read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBody {
    /// Its text, one paragraph a line.
    text: String,
    /// Name of the file that it came from.
    #[serde(default)]
    filename: String,
}

/// What the address asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Wanted {
    as_of: String,
    q: String,
    after: String,
}

fn body(one: &list::Counted, at: jiff::Timestamp) -> PaperBody {
    PaperBody {
        id: one.directive.id.clone(),
        title: one.directive.title.clone(),
        cabinet_date: one.directive.cabinet_date.map(|day| day.to_string()),
        document_number: one.directive.document_number.clone(),
        state: one.state(at).to_owned(),
        recommendations: one.total,
        closed: one.closed,
    }
}

/// Papers, those of the newest meeting first; 100 at a time, `after` is the last one's meeting day, `~` and id.
#[utoipa::path(get, path = "/api/v1/directives", tag = "directives",
    params(("q" = Option<String>, Query), ("as_of" = Option<String>, Query), ("after" = Option<String>, Query)),
    responses((status = 200, body = [PaperBody])))]
pub(super) async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Vec<PaperBody>>, Problem> {
    let now = app.clock.now();
    let at = AsOf::read(&wanted.as_of, visit.lang, now).at;
    let drafts = granted.actor.may_somewhere(Action::FollowDirective);
    let asked = Asked { q: wanted.q, after: wanted.after, drafts, until: (at < now).then_some(at), ..Asked::default() };
    let found = app
        .db
        .read(move |tx| {
            let papers = store::list(tx, &asked, 100)?;
            list::counted(tx, papers, at)
        })
        .await?;
    Ok(Json(found.iter().map(|one| body(one, at)).collect()))
}

/// Reads a paper into a draft, which a person confirms.
#[utoipa::path(post, path = "/api/v1/directives", tag = "directives", request_body = NewBody,
    responses((status = 201, body = ReadBody), (status = 400)))]
pub(super) async fn create(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let NewBody { text, filename } = parsed(&bytes)?;
    let (by, now) = (granted.actor.account_id, app.clock.now());
    let read = text.clone();
    let prepared = app.db.read(move |tx| commands::prepare(tx, read.as_bytes())).await;
    let prepared = prepared.map_err(|refused: Refused| refused.problem(visit.lang))?;
    let command = move |tx: &mut db::Tx<'_>| {
        let read = commands::read(tx, &prepared, (text.as_bytes(), &filename), &by, now)?;
        let location = format!("/api/v1/directives/{}", read.id);
        Ok(Answer::created(location, &ReadBody { id: read.id, known: read.known }))
    };
    once.write(&app, command, |refused: Refused| refused.problem(visit.lang)).await
}

/// A JSON body, or what is wrong with it.
pub(crate) fn parsed<T: serde::de::DeserializeOwned>(bytes: &Bytes) -> Result<T, Problem> {
    serde_json::from_slice(bytes).map_err(|problem| Problem::BadRequest(problem.to_string()))
}

/// One paper with its recommendations as they stand.
#[utoipa::path(get, path = "/api/v1/directives/{id}", tag = "directives",
    params(("id" = String, Path), ("as_of" = Option<String>, Query)),
    responses((status = 200, body = PaperWithItems), (status = 404)))]
pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<PaperWithItems>, Problem> {
    let at = AsOf::read(&wanted.as_of, visit.lang, app.clock.now()).at;
    let drafts = granted.actor.may_somewhere(Action::FollowDirective);
    let (lang, scope) = (visit.lang, granted.scope);
    let read = app.db.read(move |tx| {
        let Some(paper) = commands::found(tx, &id, drafts)? else { return Ok(None) };
        let all = items::recommendations(tx, std::slice::from_ref(&paper.id))?;
        let all: Vec<_> = all.into_iter().filter(|item| item.decision != "rejected").collect();
        let ids: Vec<String> = all.iter().map(|item| item.id.clone()).collect();
        let (bodies, told) = (items::bodies(tx, &ids)?, histories(tx, &all)?);
        let views: Vec<ItemView> =
            all.iter().map(|item| ItemView::of(item, &bodies, &told, &scope, lang, at)).collect();
        Ok::<_, db::Error>(list::counted(tx, vec![paper], at)?.pop().map(|paper| (paper, views)))
    });
    let (paper, views) = read.await?.ok_or(Problem::NotFound)?;
    let item = |view: ItemView| ItemBody {
        status: code(&view.standing),
        id: view.id,
        number: view.number,
        text: view.text,
        line: view.line,
        lead: view.lead,
        with: view.with,
    };
    Ok(Json(PaperWithItems { paper: body(&paper, at), recommendations: views.into_iter().map(item).collect() }))
}
