//! Letters for programs: the same acts and rules as the pages.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{
    Action, App, Granted, Lang, Problem, Visit,
    api::Part,
    json,
    once::{Answer, Once},
};

use super::{
    acts::{self, Wanted},
    commands::{self, Came},
    edit::by,
    store::{self, Letter, Written},
    ways::{self, Kept},
};
use crate::{
    reach::Reach,
    refused::Refused,
    rules::{
        Form, Secrecy, Urgency,
        order::{Outcome, Task},
    },
    text::T,
};

/// What is documented here.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(list, create, show, way, act, issue),
    components(schemas(
        LetterBody, LettersBody, LetterWithWay, StepBody, NewLetter, IncomingBody, MadeBody, WayBody, NewStep, ActBody,
        NumberBody, NumberedBody
    ))
)]
pub struct Documentation;

/// A letter.
#[derive(Serialize, ToSchema)]
pub struct LetterBody {
    id: String,
    /// Code of the organisation in whose register it is.
    organisation: String,
    /// `own` or `incoming`.
    direction: &'static str,
    /// `memo` or `external`.
    form: &'static str,
    circular: bool,
    /// Its number in ASCII digits; of an incoming letter the sender's.
    number: String,
    dated: Option<String>,
    subject: String,
    sender: String,
    addressee: String,
    /// `fast`, `very_fast`, `immediate`, or empty.
    urgency: &'static str,
    /// `none`, `confidential`, `secret` or `top_secret`.
    classification: &'static str,
    register_number: Option<u32>,
    register_year: Option<i32>,
    received_at: Option<String>,
    /// `draft`, `signing`, `signed`, `issued`, `received`, `routing` or `done`.
    state: &'static str,
}

fn body(letter: &Letter, reach: &Reach) -> LetterBody {
    let (w, receipt) = (&letter.written, letter.received.as_ref());
    LetterBody {
        id: letter.id.clone(),
        organisation: letter.code.clone(),
        direction: if letter.incoming { "incoming" } else { "own" },
        form: w.form.code(),
        circular: w.circular,
        number: letter.number.clone(),
        dated: letter.dated.map(|day| day.to_string()),
        subject: reach.words(&letter.path, &w.subject),
        sender: letter.sender.clone(),
        addressee: w.addressee.clone(),
        urgency: w.urgency.code(),
        classification: w.secrecy.code(),
        register_number: receipt.map(|receipt| receipt.number),
        register_year: receipt.map(|receipt| receipt.year),
        received_at: receipt.map(|receipt| receipt.at.to_string()),
        state: letter.state.code(),
    }
}

/// A part of the list.
#[derive(Serialize, ToSchema)]
pub struct LettersBody {
    letters: Vec<LetterBody>,
    /// Where the next part begins; null at the end.
    next: Option<String>,
}

/// A letter with what it says and its way.
#[derive(Serialize, ToSchema)]
pub struct LetterWithWay {
    letter: LetterBody,
    /// One paragraph a line.
    body: String,
    references: Vec<String>,
    enclosures: Vec<String>,
    steps: Vec<StepBody>,
}

/// A step of its way.
#[derive(Serialize, ToSchema)]
pub struct StepBody {
    id: String,
    /// `signing` or `routing`.
    way: &'static str,
    /// `check`, `sign`, `direct` or `acknowledge`.
    task: &'static str,
    officer: String,
    holder: String,
    position: String,
    /// `done` or `returned`; null while it is open.
    outcome: Option<&'static str>,
    words: Option<String>,
    /// Name, position and under whose authority, as signed.
    signature: Vec<String>,
    at: Option<String>,
    on_paper: bool,
    recorded_by: Option<String>,
    recorded_at: Option<String>,
}

fn step(kept: &Kept, letter: &Letter, reach: &Reach) -> StepBody {
    let done = kept.done.as_ref();
    StepBody {
        id: kept.step.id.clone(),
        way: kept.way.code(),
        task: kept.step.task.code(),
        officer: kept.step.holder.clone(),
        holder: kept.holder.clone(),
        position: kept.position.clone(),
        outcome: done.map(|done| if done.outcome == Outcome::Done { "done" } else { "returned" }),
        words: done.map(|done| reach.words(&letter.path, &done.words)),
        signature: done
            .map(|done| std::iter::once(done.name.clone()).chain(done.signature.iter().cloned()).collect())
            .unwrap_or_default(),
        at: done.map(|done| done.at.to_string()),
        on_paper: done.is_some_and(|done| done.on_paper),
        recorded_by: done.map(|done| done.recorded_by.clone()),
        recorded_at: done.map(|done| done.recorded_at.to_string()),
    }
}

/// A letter about to be drafted, or received when `incoming` is given.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewLetter {
    /// Code of the organisation, when the account keeps letters for several.
    #[serde(default)]
    organisation: String,
    /// `memo` or `external`.
    form: String,
    #[serde(default)]
    circular: bool,
    #[serde(default)]
    urgency: String,
    #[serde(default)]
    classification: String,
    #[serde(default)]
    addressee: String,
    subject: String,
    #[serde(default)]
    references: Vec<String>,
    #[serde(default)]
    enclosures: Vec<String>,
    /// One paragraph a line.
    #[serde(default)]
    body: String,
    #[serde(default)]
    incoming: Option<IncomingBody>,
}

/// What is written into the register of received letters.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IncomingBody {
    sender: String,
    #[serde(default)]
    number: String,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    dated: Option<Date>,
    #[serde(default)]
    desk: String,
    /// When it was received, RFC 3339; now without it.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    received_at: Option<Timestamp>,
}

/// A letter that was made.
#[derive(Serialize, ToSchema)]
pub struct MadeBody {
    id: String,
}

/// The officers through whose hands it goes, behind those that there are.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WayBody {
    steps: Vec<NewStep>,
}

/// A step about to be set.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewStep {
    /// Id of the officer.
    officer: String,
    /// `check` or `sign` for a draft, `direct` or `acknowledge` for a received letter.
    task: String,
}

/// The step whose turn it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActBody {
    /// Id of the step; the one whose turn it is without it.
    #[serde(default)]
    step: String,
    /// Id of the officer; the account's own position without it.
    #[serde(default)]
    officer: String,
    /// `done` or `return`.
    act: String,
    #[serde(default)]
    words: String,
    /// When it was done on paper, RFC 3339; only whoever keeps the letters records that.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    on_paper_at: Option<Timestamp>,
}

/// A number to be given.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NumberBody {
    /// The date on the letter; today without it.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    dated: Option<Date>,
}

/// A number that was given.
#[derive(Serialize, ToSchema)]
pub struct NumberedBody {
    number: String,
}

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

fn read_letter(new: &NewLetter, lang: Lang) -> Result<Written, Problem> {
    let mut errors = web::form::Errors::new();
    let choose = T(lang).choose_again();
    let secrecy = if new.classification.is_empty() { "none" } else { &new.classification };
    let (form, urgency) = (Form::from_code(&new.form), Urgency::from_code(&new.urgency));
    let secrecy = Secrecy::from_code(secrecy);
    for (field, known) in
        [("form", form.is_some()), ("urgency", urgency.is_some()), ("classification", secrecy.is_some())]
    {
        if !known {
            errors.add(field, choose);
        }
    }
    let (Some(form), Some(urgency), Some(secrecy)) = (form, urgency, secrecy) else {
        return Err(Problem::Invalid(errors));
    };
    let clean = |text: &String| thai::normalise::clean(text);
    let many = |all: &[String]| all.iter().map(clean).collect::<Vec<_>>().join("\n");
    Ok(Written {
        form,
        circular: new.circular && form == Form::External,
        urgency,
        secrecy,
        addressee: clean(&new.addressee),
        subject: clean(&new.subject),
        refs: many(&new.references),
        enclosures: many(&new.enclosures),
        body: new.body.lines().map(thai::normalise::clean).collect::<Vec<_>>().join("\n"),
        ..Written::default()
    })
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
