//! Letters for programs: the same acts and rules as the pages.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
};
use serde::Deserialize;
use web::{
    Action, App, Granted, Problem, Visit,
    api::Part,
    json,
    once::{Answer, Once},
};

use super::{
    acts::{self, Wanted},
    bodies::{
        ActBody, IncomingBody, LetterBody, LetterWithWay, LettersBody, MadeBody, NewLetter, NewStep, NumberBody,
        NumberedBody, StepBody, WayBody, body, read_letter, step,
    },
    commands::{self, Came},
    edit::by,
    store, ways,
};
use crate::{
    reach::Reach,
    refused::Refused,
    rules::order::{Outcome, Task},
    text::T,
};

/// What is documented here.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(list, create, show, way, act, issue),
    components(schemas(
        LetterBody,
        LettersBody,
        LetterWithWay,
        StepBody,
        NewLetter,
        IncomingBody,
        MadeBody,
        WayBody,
        NewStep,
        ActBody,
        NumberBody,
        NumberedBody
    ))
)]
pub struct Documentation;

/// What the address asks for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wants {
    q: String,
    #[serde(rename = "box")]
    boxed: String,
    after: String,
    limit: Option<u32>,
}

/// Letters that the account may know of, the newest first.
#[utoipa::path(get, path = "/api/v1/letters", tag = "letters",
    params(("q" = Option<String>, Query), ("box" = Option<String>, Query, description = "received, sent or draft"),
        ("after" = Option<String>, Query), ("limit" = Option<u32>, Query)),
    responses((status = 200, body = LettersBody)))]
pub(super) async fn list(
    granted: Granted,
    State(app): State<App>,
    Query(wants): Query<Wants>,
) -> Result<Json<LettersBody>, Problem> {
    let part = Part { after: wants.after, limit: wants.limit };
    let (reach, size) = (Reach::of(&granted), part.size());
    let asked = store::Asked { q: wants.q, boxed: wants.boxed, after: part.after, ..store::Asked::default() };
    let within = reach.clone();
    let mut found = app.db.read(move |tx| store::list(tx, &asked, &within, size + 1)).await?;
    let more = found.len() > size;
    found.truncate(size);
    let next = found.last().filter(|_| more).map(|last| last.id.clone());
    Ok(Json(LettersBody { letters: found.iter().map(|letter| body(letter, &reach)).collect(), next }))
}

/// Drafts a letter, or writes a received one into the register under its next number.
#[utoipa::path(post, path = "/api/v1/letters", tag = "letters", request_body = NewLetter,
    responses((status = 201, body = MadeBody), (status = 404), (status = 422)))]
pub(super) async fn create(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let lang = visit.lang;
    let new: NewLetter = json::read(&bytes, lang)?;
    let written = read_letter(&new, lang)?;
    let (reach, by) = (Reach::of(&granted), by(&visit, &granted, &app));
    let command = move |tx: &mut db::Tx<'_>| {
        let id = match &new.incoming {
            None => commands::draft(tx, &reach, &new.organisation, &written, &by)?,
            Some(came) => {
                let came = Came {
                    written: written.clone(),
                    number: came.number.clone(),
                    dated: came.dated,
                    sender: came.sender.clone(),
                    desk: came.desk.clone(),
                    at: came.received_at,
                    file: None,
                };
                commands::register(tx, &reach, &new.organisation, &came, &by)?
            }
        };
        Ok(Answer::created(format!("/api/v1/letters/{id}"), &MadeBody { id }))
    };
    once.write(&app, command, |refused: Refused| refused.problem(lang)).await
}

/// One letter with its way.
#[utoipa::path(get, path = "/api/v1/letters/{id}", tag = "letters", params(("id" = String, Path)),
    responses((status = 200, body = LetterWithWay), (status = 404)))]
pub(super) async fn show(
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<LetterWithWay>, Problem> {
    let reach = Reach::of(&granted);
    let within = reach.clone();
    let read = app.db.read(move |tx| match store::one(tx, &id, &within)? {
        Some(letter) => Ok::<_, db::Error>(Some((ways::steps(tx, &letter.id)?, letter))),
        None => Ok(None),
    });
    let (steps, letter) = read.await?.ok_or(Problem::NotFound)?;
    Ok(Json(LetterWithWay {
        body: reach.words(&letter.path, &letter.written.body),
        references: crate::words::lines(&letter.written.refs),
        enclosures: crate::words::lines(&letter.written.enclosures),
        steps: steps.iter().map(|kept| step(kept, &letter, &reach)).collect(),
        letter: body(&letter, &reach),
    }))
}

/// Sends a draft to its signature, or passes a received letter on.
#[utoipa::path(post, path = "/api/v1/letters/{id}/way", tag = "letters", params(("id" = String, Path)),
    request_body = WayBody, responses((status = 204), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn way(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let (lang, wanted) = (visit.lang, json::read::<WayBody>(&bytes, visit.lang)?);
    let (reach, by) = (Reach::of(&granted), by(&visit, &granted, &app));
    let command = move |tx: &mut db::Tx<'_>| {
        let step = |step: &NewStep| Some((step.officer.clone(), Task::from_code(&step.task)?));
        let steps: Option<Vec<(String, Task)>> = wanted.steps.iter().map(step).collect();
        let steps = steps.ok_or_else(|| Refused::field("steps", T(lang).choose_again()))?;
        commands::set_way(tx, &reach, &id, &steps, &by)?;
        Ok(Answer::done())
    };
    once.write(&app, command, |refused: Refused| refused.problem(lang)).await
}

/// Does the step whose turn it is.
#[utoipa::path(post, path = "/api/v1/letters/{id}/acts", tag = "letters", params(("id" = String, Path)),
    request_body = ActBody, responses((status = 204), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn act(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let (lang, wanted) = (visit.lang, json::read::<ActBody>(&bytes, visit.lang)?);
    let (reach, by) = (Reach::of(&granted), by(&visit, &granted, &app));
    let desk = granted.actor.scope(Action::KeepLetter);
    let command = move |tx: &mut db::Tx<'_>| {
        let outcome = match wanted.act.as_str() {
            "done" => Outcome::Done,
            "return" => Outcome::Returned,
            _ => return Err(Refused::field("act", T(lang).choose_again())),
        };
        let wanted = Wanted {
            step: wanted.step.clone(),
            officer: wanted.officer.clone(),
            outcome,
            words: thai::normalise::clean(&wanted.words),
            on_paper: wanted.on_paper_at,
        };
        acts::act(tx, &reach, &id, &wanted, desk.as_ref(), &by)?;
        Ok(Answer::done())
    };
    once.write(&app, command, |refused: Refused| refused.problem(lang)).await
}

/// Gives a signed letter its number and date.
#[utoipa::path(post, path = "/api/v1/letters/{id}/number", tag = "letters", params(("id" = String, Path)),
    request_body = NumberBody, responses((status = 201, body = NumberedBody), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn issue(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let (lang, wanted) = (visit.lang, json::read::<NumberBody>(&bytes, visit.lang)?);
    let (reach, by) = (Reach::of(&granted), by(&visit, &granted, &app));
    let dated = wanted.dated.unwrap_or_else(|| app.clock.today());
    let command = move |tx: &mut db::Tx<'_>| {
        let number = commands::issue(tx, &reach, &id, dated, &by)?;
        Ok(Answer::created(format!("/api/v1/letters/{id}"), &NumberedBody { number }))
    };
    once.write(&app, command, |refused: Refused| refused.problem(lang)).await
}
