//! Screening for programs: the same acts and rules as the pages.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{
    App, Granted, Problem, Visit, json,
    once::{Answer, Once},
};

use super::{
    commands::{self, Addressed, NewMeeting},
    store::{self, Meeting},
};
use crate::{letter::edit::by, reach::Reach, refused::Refused};

/// What is documented here.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(list, create, show, judge, memo),
    components(schemas(
        MeetingBody,
        MeetingWithItems,
        MeetingItemBody,
        NewMeetingBody,
        MeetingMadeBody,
        JudgementsBody,
        ItemJudgementBody,
        ToBody
    ))
)]
pub struct Documentation;

/// A meeting with how far it is screened.
#[derive(Serialize, ToSchema)]
pub struct MeetingBody {
    id: String,
    /// Code of the organisation that screens it.
    organisation: String,
    /// Who met.
    body: String,
    held_on: String,
    items: i64,
    judged: i64,
    /// Id of the memo that it was turned into.
    letter: Option<String>,
}

fn body(meeting: &Meeting, letter: Option<String>) -> MeetingBody {
    MeetingBody {
        id: meeting.id.clone(),
        organisation: meeting.code.clone(),
        body: meeting.body.clone(),
        held_on: meeting.held_on.to_string(),
        items: meeting.items,
        judged: meeting.judged,
        letter,
    }
}

/// A meeting with its items.
#[derive(Serialize, ToSchema)]
pub struct MeetingWithItems {
    meeting: MeetingBody,
    items: Vec<MeetingItemBody>,
}

/// An item with the newest judgement.
#[derive(Serialize, ToSchema)]
pub struct MeetingItemBody {
    number: u32,
    subject: String,
    /// Null before it is judged.
    relevant: Option<bool>,
    reason: String,
    judged_at: Option<String>,
    judged_by: String,
}

/// Meetings within reach, the newest 200.
#[utoipa::path(get, path = "/api/v1/meetings", tag = "letters", responses((status = 200, body = [MeetingBody])))]
pub(super) async fn list(granted: Granted, State(app): State<App>) -> Result<Json<Vec<MeetingBody>>, Problem> {
    let scope = granted.scope;
    let found = app.db.read(move |tx| store::list(tx, &scope, 200)).await?;
    // Whether there is a memo is told with the meeting, which looks whether it may be known of.
    Ok(Json(found.iter().map(|meeting| body(meeting, None)).collect()))
}

/// A meeting about to be written down.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMeetingBody {
    /// Code of the organisation, when the account keeps letters for several.
    #[serde(default)]
    organisation: String,
    /// Who met, such as คณะรัฐมนตรี.
    body: String,
    #[schema(value_type = String, format = Date)]
    held_on: Date,
    /// What its items are about, in their order.
    items: Vec<String>,
}

/// Something that was made.
#[derive(Serialize, ToSchema)]
pub struct MeetingMadeBody {
    id: String,
}

/// Writes a meeting down.
#[utoipa::path(post, path = "/api/v1/meetings", tag = "letters", request_body = NewMeetingBody,
    responses((status = 201, body = MeetingMadeBody), (status = 404), (status = 422)))]
pub(super) async fn create(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let (lang, new) = (visit.lang, json::read::<NewMeetingBody>(&bytes, visit.lang)?);
    let (scope, by) = (granted.scope.clone(), by(&visit, &granted, &app));
    let command = move |tx: &mut db::Tx<'_>| {
        let clean = |text: &String| thai::normalise::clean(text);
        let meeting =
            NewMeeting { body: clean(&new.body), held_on: new.held_on, items: new.items.iter().map(clean).collect() };
        let id = commands::add(tx, &scope, &new.organisation, &meeting, &by)?;
        Ok(Answer::created(format!("/api/v1/meetings/{id}"), &MeetingMadeBody { id }))
    };
    once.write(&app, command, |refused: Refused| refused.problem(lang)).await
}

/// One meeting with its items.
#[utoipa::path(get, path = "/api/v1/meetings/{id}", tag = "letters", params(("id" = String, Path)),
    responses((status = 200, body = MeetingWithItems), (status = 404)))]
pub(super) async fn show(
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<MeetingWithItems>, Problem> {
    let reach = Reach::of(&granted);
    let read = app.db.read(move |tx| {
        let Some(meeting) = store::one(tx, &id, reach.scope())? else { return Ok(None) };
        let letter = match &meeting.letter_id {
            Some(letter) => crate::letter::store::one(tx, letter, &reach)?.map(|letter| letter.id),
            None => None,
        };
        Ok::<_, db::Error>(Some((store::items(tx, &id)?, meeting, letter)))
    });
    let (items, meeting, letter) = read.await?.ok_or(Problem::NotFound)?;
    let item = |kept: store::Kept| MeetingItemBody {
        number: kept.item.number,
        subject: kept.item.subject,
        relevant: kept.item.relevant,
        reason: kept.item.reason,
        judged_at: kept.judged_at.map(|at| at.to_string()),
        judged_by: kept.judged_by,
    };
    Ok(Json(MeetingWithItems { meeting: body(&meeting, letter), items: items.into_iter().map(item).collect() }))
}

/// Judgements of items.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JudgementsBody {
    judgements: Vec<ItemJudgementBody>,
}

/// What is said of one item.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ItemJudgementBody {
    /// Its number in the meeting.
    number: u32,
    relevant: bool,
    /// Why, either way.
    reason: String,
}

/// Judges items of a meeting.
#[utoipa::path(post, path = "/api/v1/meetings/{id}/judgements", tag = "letters", params(("id" = String, Path)),
    request_body = JudgementsBody, responses((status = 204), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn judge(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let (lang, said) = (visit.lang, json::read::<JudgementsBody>(&bytes, visit.lang)?);
    let (scope, by) = (granted.scope.clone(), by(&visit, &granted, &app));
    let command = move |tx: &mut db::Tx<'_>| {
        let one = |one: &ItemJudgementBody| (one.number, one.relevant, thai::normalise::clean(&one.reason));
        let all: Vec<commands::Judgement> = said.judgements.iter().map(one).collect();
        commands::judge(tx, &scope, &id, &all, &by)?;
        Ok(Answer::done())
    };
    once.write(&app, command, |refused: Refused| refused.problem(lang)).await
}

/// To whom the memo goes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ToBody {
    addressee: String,
}

/// Drafts the memo of a meeting that is screened whole.
#[utoipa::path(post, path = "/api/v1/meetings/{id}/memo", tag = "letters", params(("id" = String, Path)),
    request_body = ToBody, responses((status = 201, body = MeetingMadeBody), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn memo(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let (lang, to) = (visit.lang, json::read::<ToBody>(&bytes, visit.lang)?);
    let (reach, by) = (Reach::of(&granted), by(&visit, &granted, &app));
    let command = move |tx: &mut db::Tx<'_>| {
        let to = Addressed { addressee: thai::normalise::clean(&to.addressee), unit_id: None };
        let letter = commands::memo(tx, &reach, &id, &to, &by)?;
        Ok(Answer::created(format!("/api/v1/letters/{letter}"), &MeetingMadeBody { id: letter }))
    };
    once.write(&app, command, |refused: Refused| refused.problem(lang)).await
}
