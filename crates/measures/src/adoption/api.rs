//! Copies for programs.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{
    App, Granted, Problem, Visit, json,
    once::{Answer, Once},
};

use super::{
    commands::{self, Said, Stop},
    store,
};
use crate::{
    entry::{reach::Reach, show, store as entries},
    ledger,
};

/// What is documented here.
#[derive(utoipa::OpenApi)]
#[openapi(paths(list, report), components(schemas(CopyBody, CopyReportBody, CopiedBody)))]
pub struct Documentation;

/// What an organisation said about copying a practice.
#[derive(Serialize, ToSchema)]
pub struct CopyBody {
    /// Code of the organisation.
    organisation: String,
    at: String,
    /// `interested`, `trying`, `adopted` or `stopped`.
    step: &'static str,
    result: String,
    link: String,
}

/// A report about a copy.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CopyReportBody {
    /// Code of the organisation that copies.
    organisation: String,
    /// `interested`, `trying`, `adopted` or `stopped`.
    step: String,
    /// What came of it; needed with `adopted`, and with `stopped` as the reason.
    #[serde(default)]
    result: String,
    #[serde(default)]
    link: String,
}

/// What was kept.
#[derive(Serialize, ToSchema)]
pub struct CopiedBody {
    step: &'static str,
}

/// Everything that organisations said about copying a practice, the first first.
#[utoipa::path(get, path = "/api/v1/measures/{ledger}/{id}/copies", tag = "measures",
    params(("ledger" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = [CopyBody]), (status = 404)))]
pub(super) async fn list(
    granted: Granted,
    State(app): State<App>,
    Path((ledger, id)): Path<(String, String)>,
) -> Result<Json<Vec<CopyBody>>, Problem> {
    let ledger = ledger::find(&ledger).filter(|ledger| ledger.copied).ok_or(Problem::NotFound)?;
    let reach = Reach::of(&granted.actor, &granted.scope);
    let read = app.db.read(move |tx| match entries::find(tx, ledger, &id, &reach)? {
        Some(entry) => Ok::<_, db::Error>(Some(store::of(tx, &entry.id)?)),
        None => Ok(None),
    });
    let copies = read.await?.ok_or(Problem::NotFound)?;
    let body = |one: store::Recorded| CopyBody {
        organisation: one.owner.code,
        at: one.event.at.to_string(),
        step: one.event.step.code(),
        result: one.event.result,
        link: one.link,
    };
    Ok(Json(copies.into_iter().map(body).collect()))
}

/// An organisation reports how far it is with copying a practice.
#[utoipa::path(post, path = "/api/v1/measures/{ledger}/{id}/copies", tag = "measures",
    params(("ledger" = String, Path), ("id" = String, Path)), request_body = CopyReportBody,
    responses((status = 201, body = CopiedBody), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn report(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((ledger, id)): Path<(String, String)>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let ledger = ledger::find(&ledger).filter(|ledger| ledger.copied).ok_or(Problem::NotFound)?;
    let body: CopyReportBody = json::read(&bytes, visit.lang)?;
    let said = Said {
        organisation: body.organisation,
        step: body.step,
        result: thai::normalise::clean(&body.result),
        link: body.link,
    };
    let see = show::seeing(&granted);
    let (write, by, now) = (granted.scope, granted.actor.account_id, app.clock.now());
    let command = move |tx: &mut db::Tx<'_>| {
        let step = commands::report(tx, (ledger, &id, &see), &said, &write, (&by, now))?;
        let location = format!("/api/v1/measures/{}/{id}/copies", ledger.code);
        Ok(Answer::created(location, &CopiedBody { step: step.code() }))
    };
    once.write(&app, command, |stop: Stop| stop.problem(visit.lang)).await
}
