//! Collections for programs: the years, how far each is, the figures of the paper, opening, reminding.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
};
use continuity::Share;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{
    App, Granted, Problem, Visit, json,
    once::{Answer, Once},
};

use super::{
    commands::{self, Wanted, Whom},
    pages::{Counts, loaded},
    roster::{Roster, RosterRow},
    store::{self, Collection, Member},
};
use crate::{Refused, dated::AsOf, questionnaires::store::key, result};

/// What is documented here.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(list, open, show, figures, remind),
    components(schemas(
        CollectionBody,
        MemberBody,
        CollectionWithMembers,
        FigureBody,
        ShareBody,
        OpenBody,
        RosterRowBody,
        OpenedBody,
        RemindBody,
        RemindedBody
    ))
)]
pub struct Documentation;

/// A collection.
#[derive(Serialize, ToSchema)]
pub struct CollectionBody {
    id: String,
    /// Buddhist.
    fiscal_year: i32,
    /// `departments` or `provinces`.
    part: String,
    /// Key of the questionnaire.
    questionnaire: String,
    /// Last day on time, ISO 8601.
    due: String,
    closed: bool,
    units: usize,
    units_answered: usize,
    organisations: usize,
    handed_in: usize,
}

/// An organisation of a roster.
#[derive(Serialize, ToSchema)]
pub struct MemberBody {
    organisation: String,
    unit: String,
    /// `not_started`, `drafting`, `handed_in` or `returned`.
    standing: String,
    reference: Option<String>,
}

/// A collection with who answers.
#[derive(Serialize, ToSchema)]
pub struct CollectionWithMembers {
    collection: CollectionBody,
    members: Vec<MemberBody>,
}

/// How many chose an answer.
#[derive(Serialize, ToSchema)]
pub struct FigureBody {
    question: String,
    value: String,
    /// Reporting units in which at least one organisation chose it, of all units of the roster.
    units: ShareBody,
    /// Organisations that chose it, of all of the roster.
    organisations: ShareBody,
}

/// A share with both counts.
#[derive(Serialize, ToSchema)]
pub struct ShareBody {
    n: u64,
    d: u64,
    /// Half-up, two decimals; nothing when there is no whole.
    percent: Option<String>,
}

impl From<Share> for ShareBody {
    fn from(share: Share) -> Self {
        ShareBody { n: share.n, d: share.d, percent: share.percent() }
    }
}

/// A collection to be opened.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenBody {
    /// Buddhist.
    fiscal_year: i32,
    /// `departments` or `provinces`.
    part: String,
    /// Key of the questionnaire.
    questionnaire: String,
    /// Last day on time.
    #[schema(value_type = String, format = Date)]
    due: Date,
    /// Codes of organisations and ministries that don't answer, when there is no `roster`.
    #[serde(default)]
    except: Vec<String>,
    /// Who answers for which unit; by rule without it.
    #[serde(default)]
    roster: Vec<RosterRowBody>,
}

/// One organisation of a roster.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RosterRowBody {
    /// Code of the organisation.
    code: String,
    /// Code of its unit; its own code when left out.
    #[serde(default)]
    unit: String,
    /// Names of the unit.
    #[serde(default)]
    unit_th: String,
    #[serde(default)]
    unit_en: String,
}

/// What was opened.
#[derive(Serialize, ToSchema)]
pub struct OpenedBody {
    id: String,
    units: usize,
    organisations: usize,
}

/// Whom to remind.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemindBody {
    /// Codes; everyone who owes an answer without it.
    #[serde(default)]
    organisations: Vec<String>,
}

/// How many were reminded.
#[derive(Serialize, ToSchema)]
pub struct RemindedBody {
    queued: usize,
}

/// What the address asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Wants {
    as_of: String,
}

fn body(collection: &Collection, members: &[Member]) -> CollectionBody {
    let counts = Counts::of(members);
    CollectionBody {
        id: collection.id.clone(),
        fiscal_year: collection.fiscal_year,
        part: collection.part.clone(),
        questionnaire: key(&collection.form),
        due: collection.due_on.to_string(),
        closed: collection.closed_at.is_some(),
        units: counts.units,
        units_answered: counts.units_answered,
        organisations: counts.members,
        handed_in: counts.handed_in,
    }
}

/// Every collection, the newest year first; counts are of the organisations within reach.
#[utoipa::path(get, path = "/api/v1/lessons/collections", tag = "lessons",
    responses((status = 200, body = [CollectionBody])))]
pub(super) async fn list(granted: Granted, State(app): State<App>) -> Result<Json<Vec<CollectionBody>>, Problem> {
    let scope = granted.scope;
    let read = app.db.read(move |tx| {
        let mut all = Vec::new();
        for collection in store::all(tx)? {
            let members = store::members(tx, &collection.id, &scope)?;
            if scope.is_nation() || !members.is_empty() {
                all.push(body(&collection, &members));
            }
        }
        Ok::<_, db::Error>(all)
    });
    Ok(Json(read.await?))
}

/// One collection with the organisations within reach.
#[utoipa::path(get, path = "/api/v1/lessons/collections/{id}", tag = "lessons", params(("id" = String, Path)),
    responses((status = 200, body = CollectionWithMembers), (status = 404)))]
pub(super) async fn show(
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Json<CollectionWithMembers>, Problem> {
    let (collection, members) = loaded(&app, id, granted.scope).await?;
    let member = |member: &Member| MemberBody {
        organisation: member.code.clone(),
        unit: member.unit.clone(),
        standing: member.standing().to_owned(),
        reference: member.reference.clone().filter(|_| !member.owes()),
    };
    let members_in_words = members.iter().map(member).collect();
    Ok(Json(CollectionWithMembers { collection: body(&collection, &members), members: members_in_words }))
}

/// How many units and organisations within reach chose each answer, as of any day.
#[utoipa::path(get, path = "/api/v1/lessons/collections/{id}/figures", tag = "lessons",
    params(("id" = String, Path), ("as_of" = Option<String>, Query)),
    responses((status = 200, body = [FigureBody]), (status = 404)))]
pub(super) async fn figures(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(wants): Query<Wants>,
) -> Result<Json<Vec<FigureBody>>, Problem> {
    let at = AsOf::read(&wants.as_of, visit.lang, app.clock.now()).at;
    let scope = granted.scope;
    let (collection, _) = loaded(&app, id, scope.clone()).await?;
    let of = collection.id.clone();
    let counted = app.db.read(move |tx| result::store::counted(tx, &of, &scope, at)).await?;
    let figure = |chosen: &result::store::Chosen| FigureBody {
        question: chosen.question.clone(),
        value: chosen.value.clone(),
        units: Share::new(chosen.units, counted.base.units).into(),
        organisations: Share::new(chosen.organisations, counted.base.organisations).into(),
    };
    Ok(Json(counted.chosen.iter().map(figure).collect()))
}

/// Opens the collection of a year.
#[utoipa::path(post, path = "/api/v1/lessons/collections", tag = "lessons", request_body = OpenBody,
    responses((status = 201, body = OpenedBody), (status = 409), (status = 422)))]
pub(super) async fn open(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let body: OpenBody = json::read(&bytes, visit.lang)?;
    let row = |(at, row): (usize, RosterRowBody)| RosterRow {
        row: u32::try_from(at + 1).unwrap_or(u32::MAX),
        code: row.code,
        unit: row.unit,
        unit_th: row.unit_th,
        unit_en: row.unit_en,
    };
    let roster = match body.roster.is_empty() {
        true => Roster::Rule(body.except),
        false => Roster::Rows(body.roster.into_iter().enumerate().map(row).collect()),
    };
    let wanted = Wanted {
        fiscal_year: body.fiscal_year,
        part: body.part,
        questionnaire: body.questionnaire,
        due_on: body.due,
        roster,
    };
    let (by, now) = (granted.actor.account_id, app.clock.now());
    let command = move |tx: &mut db::Tx<'_>| {
        let opened = commands::open(tx, &wanted, &by, now)?;
        let location = format!("/api/v1/lessons/collections/{}", opened.id);
        let body = OpenedBody { id: opened.id, units: opened.units, organisations: opened.organisations };
        Ok(Answer::created(location, &body))
    };
    once.write(&app, command, |refused: Refused| refused.problem(visit.lang)).await
}

/// Reminds those who still owe an answer, each at most once a day.
#[utoipa::path(post, path = "/api/v1/lessons/collections/{id}/reminders", tag = "lessons",
    params(("id" = String, Path)), request_body = RemindBody,
    responses((status = 201, body = RemindedBody), (status = 404), (status = 409)))]
pub(super) async fn remind(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let RemindBody { organisations } = json::read(&bytes, visit.lang)?;
    let whom = if organisations.is_empty() { Whom::All } else { Whom::Chosen(organisations) };
    let (by, now) = (granted.actor.account_id, app.clock.now());
    let command = move |tx: &mut db::Tx<'_>| {
        let queued = commands::remind(tx, &id, &whom, &by, now)?;
        Ok(Answer::created(String::new(), &RemindedBody { queued }))
    };
    once.write(&app, command, |refused: Refused| refused.problem(visit.lang)).await
}
