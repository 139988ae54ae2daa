//! Sending and receiving for programs: the same rules as the pages.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
};
use directive::obligation::{Rule, Rules};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{
    App, Granted, Problem, Visit,
    api::Part,
    json,
    once::{Answer, Once},
};

use super::{
    commands::{self, Circular},
    pages::{own, sent},
    store::{self, Asked},
};
use crate::{
    letter::{edit::by, store as letters, store::Written},
    reach::Reach,
    refused::Refused,
    rules::{Form, Secrecy, Urgency, delegation::Kind},
    text::T,
};

/// What is documented here.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(list, create, show, incoming, receive),
    components(schemas(
        CircularBody,
        CircularsBody,
        CircularWithRecipients,
        RecipientBody,
        NewCircular,
        SignatureBody,
        SentBody,
        ArrivedBody,
        ArrivalsBody,
        ReceiptBody,
        ReceivedBody
    ))
)]
pub struct Documentation;

/// A letter that was sent, with how many acknowledged it.
#[derive(Serialize, ToSchema)]
pub struct CircularBody {
    /// Id of the letter.
    id: String,
    number: String,
    dated: Option<String>,
    subject: String,
    urgency: &'static str,
    classification: &'static str,
    sent_at: Option<String>,
    due: Option<String>,
    /// How many acknowledged, of how many it was sent to.
    #[schema(value_type = Object)]
    acknowledged: continuity::Share,
}

/// A part of the list.
#[derive(Serialize, ToSchema)]
pub struct CircularsBody {
    circulars: Vec<CircularBody>,
    /// Where the next part begins; null at the end.
    next: Option<String>,
}

/// One with its recipients, by code.
#[derive(Serialize, ToSchema)]
pub struct CircularWithRecipients {
    circular: CircularBody,
    recipients: Vec<RecipientBody>,
    /// Where the next part of the recipients begins; null at the end.
    next: Option<String>,
}

/// Somebody it was sent to.
#[derive(Serialize, ToSchema)]
pub struct RecipientBody {
    organisation: String,
    name_th: String,
    sent_at: String,
    acknowledged_at: Option<String>,
    register_number: Option<u32>,
    reminders: i64,
}

fn circular(letter: &letters::Letter, reach: &Reach, (all, acknowledged): (i64, i64)) -> CircularBody {
    let whole = |n: i64| u64::try_from(n).unwrap_or_default();
    CircularBody {
        id: letter.id.clone(),
        number: letter.number.clone(),
        dated: letter.dated.map(|day| day.to_string()),
        subject: reach.words(&letter.path, &letter.written.subject),
        urgency: letter.written.urgency.code(),
        classification: letter.written.secrecy.code(),
        sent_at: letter.sent_at.map(|at| at.to_string()),
        due: letter.due_on.map(|day| day.to_string()),
        acknowledged: continuity::Share::new(whole(acknowledged), whole(all)),
    }
}

/// What the address asks for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Wants {
    status: String,
    after: String,
    limit: Option<u32>,
}

impl Wants {
    fn part(&self) -> Part {
        Part { after: self.after.clone(), limit: self.limit }
    }
}

/// What the own office sent, the newest first.
#[utoipa::path(get, path = "/api/v1/circulars", tag = "letters",
    params(("after" = Option<String>, Query), ("limit" = Option<u32>, Query)),
    responses((status = 200, body = CircularsBody)))]
pub(super) async fn list(
    granted: Granted,
    State(app): State<App>,
    Query(wants): Query<Wants>,
) -> Result<Json<CircularsBody>, Problem> {
    let (reach, part) = (Reach::of(&granted), wants.part());
    let read = app.db.read(move |tx| {
        let Some((_, within)) = own(tx, &reach)? else { return Ok((Vec::new(), None)) };
        let size = part.size();
        let mut found = store::sent_out(tx, &within, &part.after, size + 1)?;
        let more = found.len() > size;
        found.truncate(size);
        let next = found.last().filter(|_| more).map(|(id, ..)| id.clone());
        let mut circulars = Vec::new();
        for (id, all, acknowledged) in found {
            let letter = letters::one(tx, &id, &within)?;
            circulars.extend(letter.map(|letter| circular(&letter, &within, (all, acknowledged))));
        }
        Ok::<_, db::Error>((circulars, next))
    });
    let (circulars, next) = read.await?;
    Ok(Json(CircularsBody { circulars, next }))
}

/// One with its recipients.
#[utoipa::path(get, path = "/api/v1/circulars/{id}", tag = "letters",
    params(("id" = String, Path), ("status" = Option<String>, Query, description = "acknowledged or waiting"),
        ("after" = Option<String>, Query), ("limit" = Option<u32>, Query)),
    responses((status = 200, body = CircularWithRecipients), (status = 404)))]
pub(super) async fn show(
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(wants): Query<Wants>,
) -> Result<Json<CircularWithRecipients>, Problem> {
    let (reach, part) = (Reach::of(&granted), wants.part());
    let asked = Asked { status: wants.status, after: part.after.clone(), ..Asked::default() };
    let read = app.db.read(move |tx| {
        let Some((letter, within)) = sent(tx, &id, &reach)? else { return Ok(None) };
        let counts = store::counts(tx, &letter.id)?;
        let found = store::recipients(tx, &letter.id, &asked, part.size() + 1)?;
        Ok::<_, db::Error>(Some((circular(&letter, &within, counts), found, part.size())))
    });
    let (circular, mut found, size) = read.await?.ok_or(Problem::NotFound)?;
    let more = found.len() > size;
    found.truncate(size);
    let next = found.last().filter(|_| more).map(|last| last.code.clone());
    let recipient = |one: store::Recipient| RecipientBody {
        organisation: one.code,
        name_th: one.name_th,
        sent_at: one.sent_at.to_string(),
        acknowledged_at: one.acknowledged_at.map(|at| at.to_string()),
        register_number: one.register,
        reminders: one.reminders,
    };
    Ok(Json(CircularWithRecipients { circular, recipients: found.into_iter().map(recipient).collect(), next }))
}

/// A circular about to be numbered and sent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCircular {
    #[serde(default)]
    urgency: String,
    #[serde(default)]
    classification: String,
    addressee: String,
    subject: String,
    /// One paragraph a line.
    body: String,
    #[serde(default)]
    references: Vec<String>,
    #[serde(default)]
    enclosures: Vec<String>,
    signature: SignatureBody,
    /// The date on it; today without it.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    dated: Option<Date>,
    /// Codes of the organisations that it goes to.
    #[serde(default)]
    organisations: Vec<String>,
    /// Rules by which it goes to others: `{"rule": "kinds", "of": ["department"]}`, also `all`, `ministries`, `provinces`,
    /// `below`.
    #[serde(default)]
    #[schema(value_type = Vec<Object>)]
    rules: Vec<Rule>,
    /// By when it is to be acknowledged.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    due: Option<Date>,
}

/// Who signed it on paper.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignatureBody {
    name: String,
    position: String,
    /// `acting` (รักษาราชการแทน) or `on_behalf` (ปฏิบัติราชการแทน), or empty.
    #[serde(default)]
    delegation: String,
    /// Position of the one acted for.
    #[serde(default)]
    principal: String,
}

/// What was sent.
#[derive(Serialize, ToSchema)]
pub struct SentBody {
    id: String,
    /// How many organisations it went to.
    organisations: usize,
}

/// Numbers and sends a circular in the name of the own office.
#[utoipa::path(post, path = "/api/v1/circulars", tag = "letters", request_body = NewCircular,
    responses((status = 201, body = SentBody), (status = 422)))]
pub(super) async fn create(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let (lang, new) = (visit.lang, json::read::<NewCircular>(&bytes, visit.lang)?);
    let (reach, by, scope) = (Reach::of(&granted), by(&visit, &granted, &app), granted.scope.clone());
    let circular = read_circular(&new, app.clock.today(), lang)?;
    let command = move |tx: &mut db::Tx<'_>| {
        let (id, organisations) = commands::circulate(tx, &scope, &reach, &circular, &by)?;
        Ok(Answer::created(format!("/api/v1/circulars/{id}"), &SentBody { id, organisations }))
    };
    once.write(&app, command, |refused: Refused| refused.problem(lang)).await
}

fn read_circular(new: &NewCircular, today: Date, lang: web::Lang) -> Result<Circular, Problem> {
    let mut errors = web::form::Errors::new();
    let secrecy = if new.classification.is_empty() { "none" } else { &new.classification };
    let (urgency, secrecy) = (Urgency::from_code(&new.urgency), Secrecy::from_code(secrecy));
    let kind = Kind::from_code(&new.signature.delegation);
    let delegated = kind.is_some() || new.signature.delegation.is_empty();
    let known =
        [("urgency", urgency.is_some()), ("classification", secrecy.is_some()), ("signature.delegation", delegated)];
    for (field, _) in known.iter().filter(|(_, known)| !known) {
        errors.add(*field, T(lang).choose_again());
    }
    let (Some(urgency), Some(secrecy), true) = (urgency, secrecy, errors.is_empty()) else {
        return Err(Problem::Invalid(errors));
    };
    let clean = |text: &String| thai::normalise::clean(text);
    let many = |all: &[String]| all.iter().map(clean).collect::<Vec<_>>().join("\n");
    let mut include = new.rules.clone();
    if !new.organisations.is_empty() {
        include.push(Rule::Bodies(new.organisations.clone()));
    }
    Ok(Circular {
        written: Written {
            form: Form::External,
            circular: true,
            urgency,
            secrecy,
            addressee: clean(&new.addressee),
            subject: clean(&new.subject),
            refs: many(&new.references),
            enclosures: many(&new.enclosures),
            body: new.body.lines().map(thai::normalise::clean).collect::<Vec<_>>().join("\n"),
            ..Written::default()
        },
        name: clean(&new.signature.name),
        position: clean(&new.signature.position),
        delegated: kind.map(|kind| (kind, clean(&new.signature.principal))),
        dated: new.dated.unwrap_or(today),
        rules: Rules { include, except: Vec::new() },
        due: new.due,
    })
}

/// A letter that waits to be received.
#[derive(Serialize, ToSchema)]
pub struct ArrivedBody {
    id: String,
    /// Code of the organisation that it was sent to.
    organisation: String,
    sender: String,
    number: String,
    subject: String,
    classification: &'static str,
    sent_at: String,
    due: Option<String>,
}

/// A part of the list.
#[derive(Serialize, ToSchema)]
pub struct ArrivalsBody {
    letters: Vec<ArrivedBody>,
    /// Where the next part begins; null at the end.
    next: Option<String>,
}

/// Letters that wait to be received by the organisations in reach, the newest first.
#[utoipa::path(get, path = "/api/v1/incoming-letters", tag = "letters",
    params(("after" = Option<String>, Query), ("limit" = Option<u32>, Query)),
    responses((status = 200, body = ArrivalsBody)))]
pub(super) async fn incoming(
    granted: Granted,
    State(app): State<App>,
    Query(wants): Query<Wants>,
) -> Result<Json<ArrivalsBody>, Problem> {
    let (reach, part) = (Reach::of(&granted), wants.part());
    let (within, size) = (reach.clone(), part.size());
    let mut found = app.db.read(move |tx| store::arrivals(tx, &within, &part.after, size + 1)).await?;
    let more = found.len() > size;
    found.truncate(size);
    let next = found.last().filter(|_| more).map(|last| last.id.clone());
    let body = |one: store::Arrived| ArrivedBody {
        subject: reach.words(&one.path, &one.subject),
        id: one.id,
        organisation: one.code,
        sender: one.sender_th,
        number: one.number,
        classification: one.secrecy.code(),
        sent_at: one.sent_at.to_string(),
        due: one.due_on.map(|day| day.to_string()),
    };
    Ok(Json(ArrivalsBody { letters: found.into_iter().map(body).collect(), next }))
}

/// At which desk a letter is received.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiptBody {
    #[serde(default)]
    desk: String,
}

/// The letter in the own register.
#[derive(Serialize, ToSchema)]
pub struct ReceivedBody {
    id: String,
}

/// Receives a letter into the own register, which acknowledges it. Done twice it gives the same letter.
#[utoipa::path(post, path = "/api/v1/incoming-letters/{id}/receipt", tag = "letters", params(("id" = String, Path)),
    request_body = ReceiptBody, responses((status = 201, body = ReceivedBody), (status = 404)))]
pub(super) async fn receive(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let (lang, wanted) = (visit.lang, json::read::<ReceiptBody>(&bytes, visit.lang)?);
    let (reach, by) = (Reach::of(&granted), by(&visit, &granted, &app));
    let command = move |tx: &mut db::Tx<'_>| {
        let received = commands::receive(tx, &reach, &id, &wanted.desk, &by)?;
        Ok(Answer::created(format!("/api/v1/letters/{received}"), &ReceivedBody { id: received }))
    };
    once.write(&app, command, |refused: Refused| refused.problem(lang)).await
}
