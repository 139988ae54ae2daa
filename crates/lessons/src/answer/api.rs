//! Answers for programs: the same acts and rules as the pages.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use questionnaire::{Answers, examine};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{
    App, Granted, Problem, Visit, conditional, json,
    once::{Answer, Once},
};

use super::{
    commands::{self, Case, Who},
    store::Draft,
};
use crate::{Refused, questionnaires::store::key};

/// What is documented here.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(show, save, hand_in, return_to),
    components(schemas(AnswersBody, SectionBody, ProblemBody, NewAnswers, HandedBody, ReturnBody))
)]
pub struct Documentation;

/// The answers of an organisation.
#[derive(Serialize, ToSchema)]
pub struct AnswersBody {
    /// Code of the organisation.
    organisation: String,
    /// Code of its reporting unit.
    unit: String,
    /// Key of the questionnaire, such as `lessons-departments.2564`.
    questionnaire: String,
    /// `not_started`, `drafting`, `handed_in` or `returned`.
    standing: String,
    /// Reference of what counts.
    reference: Option<String>,
    /// Answers by question, and row by row by repeat: `{"values": {…}, "rows": {…}}`.
    #[schema(value_type = Object)]
    answers: Answers,
    sections: Vec<SectionBody>,
    /// What is missing or can't be right.
    problems: Vec<ProblemBody>,
}

/// How far a section is.
#[derive(Serialize, ToSchema)]
pub struct SectionBody {
    name: String,
    /// `not_asked`, `not_started`, `in_progress`, `has_problem` or `complete`.
    progress: String,
}

/// What is wrong with an answer.
#[derive(Serialize, ToSchema)]
pub struct ProblemBody {
    /// `question`, or `repeat[0].question`.
    field: String,
    reason: String,
}

/// Answers to be saved; questions left out are forgotten.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAnswers {
    /// `{"values": {"law_changed": "yes"}, "rows": {"law_changes": [{"law_name": "…"}]}}`
    #[schema(value_type = Object)]
    answers: Answers,
}

/// What was handed in.
#[derive(Serialize, ToSchema)]
pub struct HandedBody {
    number: i64,
    reference: String,
}

/// Why answers are handed back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnBody {
    reason: String,
}

fn body(case: &Case, visit: &Visit, app: &App) -> AnswersBody {
    let form = &case.collection.form;
    let examined = examine(form, &case.document(), app.clock.today());
    AnswersBody {
        organisation: case.member.code.clone(),
        unit: case.member.unit.clone(),
        questionnaire: key(form),
        standing: case.member.standing().to_owned(),
        reference: case.current().map(|handing| handing.reference.clone()),
        answers: case.document(),
        sections: examined
            .sections
            .iter()
            .map(|(name, progress)| SectionBody { name: name.clone(), progress: progress.code().to_owned() })
            .collect(),
        problems: examined
            .problems
            .iter()
            .map(|problem| ProblemBody {
                field: problem.place.field(),
                reason: crate::words::why(visit.lang, problem.why),
            })
            .collect(),
    }
}

/// The answers of an organisation as they are being written.
#[utoipa::path(get, path = "/api/v1/lessons/collections/{id}/organisations/{code}", tag = "lessons",
    params(("id" = String, Path), ("code" = String, Path)),
    responses((status = 200, body = AnswersBody), (status = 404)))]
pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((id, code)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let scope = granted.scope;
    let case = app.db.read(move |tx| Case::load(tx, &id, &code, &scope)).await;
    let case = case.map_err(|refused| refused.problem(visit.lang))?;
    let revision = case.draft.as_ref().map(Draft::revision).unwrap_or_default();
    let body = axum::Json(body(&case, &visit, &app));
    Ok(([(header::ETAG, conditional::tag(revision))], body).into_response())
}

fn who(granted: Granted, app: &App, collection: String, code: String) -> Who {
    Who { collection, code, scope: granted.scope, by: granted.actor.account_id, now: app.clock.now() }
}

/// Saves the answers of an organisation.
#[utoipa::path(put, path = "/api/v1/lessons/collections/{id}/organisations/{code}", tag = "lessons",
    params(("id" = String, Path), ("code" = String, Path)), request_body = NewAnswers,
    responses((status = 204), (status = 404), (status = 409), (status = 412), (status = 422)))]
pub(super) async fn save(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((id, code)): Path<(String, String)>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, Problem> {
    let NewAnswers { answers } = json::read(&bytes, visit.lang)?;
    let (who, revision) = (who(granted, &app, id, code), conditional::if_match(&headers)?);
    let saved = app.db.write(move |tx| commands::save_all(tx, &who, Some(revision), &answers)).await;
    match saved.map_err(|refused| refused.problem(visit.lang))? {
        Ok(revision) => {
            Ok((axum::http::StatusCode::NO_CONTENT, [(header::ETAG, conditional::tag(revision))]).into_response())
        }
        Err(now) => Err(Problem::Changed(conditional::tag(now))),
    }
}

/// Hands in what is written.
#[utoipa::path(post, path = "/api/v1/lessons/collections/{id}/organisations/{code}/handing", tag = "lessons",
    params(("id" = String, Path), ("code" = String, Path)),
    responses((status = 201, body = HandedBody), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn hand_in(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((id, code)): Path<(String, String)>,
    once: Once,
) -> Result<Answer, Problem> {
    let location = format!("/api/v1/lessons/collections/{id}/organisations/{code}");
    let who = who(granted, &app, id, code);
    let command = move |tx: &mut db::Tx<'_>| {
        let handed = commands::hand_in(tx, &who)?;
        Ok(Answer::created(location.clone(), &HandedBody { number: handed.number, reference: handed.reference }))
    };
    once.write(&app, command, |refused: Refused| refused.problem(visit.lang)).await
}

/// Hands answers back to the organisation, with the reason.
#[utoipa::path(post, path = "/api/v1/lessons/collections/{id}/organisations/{code}/return", tag = "lessons",
    params(("id" = String, Path), ("code" = String, Path)), request_body = ReturnBody,
    responses((status = 204), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn return_to(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((id, code)): Path<(String, String)>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let ReturnBody { reason } = json::read(&bytes, visit.lang)?;
    let (who, reason) = (who(granted, &app, id, code), thai::normalise::clean(&reason));
    let command = move |tx: &mut db::Tx<'_>| commands::return_to(tx, &who, &reason).map(|()| Answer::done());
    once.write(&app, command, |refused: Refused| refused.problem(visit.lang)).await
}
