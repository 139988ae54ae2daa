//! Entries for programs: the same reading, rules and lists as the pages. Nothing personal is given out.

use std::collections::BTreeMap;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{
    App, Granted, Problem, Visit,
    api::Part,
    conditional,
    form::Errors,
    json,
    once::{Answer, Once},
};

use super::{
    Entry,
    commands::{self, May, Refused},
    fields, list as listing,
    reach::Reach,
    read, show as showing, store,
};
use crate::{
    ledger::{self, Ledger, Shape},
    text::T,
};

/// What is documented here.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(ledgers, list, create, show, save),
    components(schemas(LedgerBody, CodeBody, FieldBody, EntryBody, EntriesBody, MadeBody, WantedBody))
)]
pub struct Documentation;

/// A ledger: what it is called, its codes and its own fields.
#[derive(Serialize, ToSchema)]
pub struct LedgerBody {
    /// Stands in addresses.
    ledger: &'static str,
    name: &'static str,
    kinds: Vec<CodeBody>,
    states: Vec<CodeBody>,
    fields: Vec<FieldBody>,
    /// True when each entry counts `n` of `d`.
    counted: bool,
}

/// A code with its label.
#[derive(Serialize, ToSchema)]
pub struct CodeBody {
    code: &'static str,
    label: &'static str,
}

/// An own field of a ledger.
#[derive(Serialize, ToSchema)]
pub struct FieldBody {
    name: &'static str,
    label: &'static str,
    /// `line`, `text`, `day` (ISO 8601), `link`, `organisation` (code) or `email`.
    shape: &'static str,
    needed: bool,
    /// Taken, and never given out.
    personal: bool,
}

/// An entry.
#[derive(Serialize, ToSchema)]
pub struct EntryBody {
    id: String,
    ledger: &'static str,
    /// Code of the organisation.
    organisation: String,
    /// Buddhist fiscal year.
    fiscal_year: i32,
    title: String,
    kind: String,
    state: String,
    classification: String,
    n: Option<u64>,
    d: Option<u64>,
    /// Own fields by name, blank ones left out.
    fields: BTreeMap<&'static str, String>,
    revision: i64,
    saved_at: String,
    /// When and why it was withdrawn.
    withdrawn: Option<String>,
    /// Organisations that copied it.
    copies: i64,
}

/// A page of a list, and what is counted of all that the filters find.
#[derive(Serialize, ToSchema)]
pub struct EntriesBody {
    entries: Vec<EntryBody>,
    /// Comes back as `after`; null on the last page.
    next: Option<String>,
    /// Entries by state.
    states: BTreeMap<String, u64>,
    /// Done of what counts.
    done: u64,
    of: u64,
}

/// An entry that was made.
#[derive(Serialize, ToSchema)]
pub struct MadeBody {
    id: String,
}

/// An entry to be kept; a member that is not there stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WantedBody {
    /// Code of the organisation; never changes afterwards.
    #[serde(default)]
    organisation: Option<String>,
    #[serde(default)]
    fiscal_year: Option<i32>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    kind: Option<String>,
    #[serde(default)]
    state: Option<String>,
    #[serde(default)]
    classification: Option<String>,
    #[serde(default)]
    n: Option<u64>,
    #[serde(default)]
    d: Option<u64>,
    /// Own fields by name.
    #[serde(default)]
    fields: BTreeMap<String, String>,
    /// Why it is changed.
    #[serde(default)]
    reason: String,
}

impl WantedBody {
    fn value(&self, name: &str) -> Option<String> {
        let count = |count: Option<u64>| count.map(|count| count.to_string());
        match name {
            "organisation" => self.organisation.clone(),
            "fiscal_year" => self.fiscal_year.map(|year| year.to_string()),
            "title" => self.title.clone(),
            "kind" => self.kind.clone(),
            "state" => self.state.clone(),
            "classification" => self.classification.clone(),
            "n" => count(self.n),
            "d" => count(self.d),
            own => self.fields.get(own).cloned(),
        }
    }

    fn unknown(&self, ledger: &Ledger, visit: &Visit, errors: &mut Errors) {
        for name in self.fields.keys().filter(|name| ledger.field(name).is_none()) {
            errors.add(format!("fields.{name}"), T(visit.lang).unknown_field());
        }
    }
}

fn body(ledger: &'static Ledger, entry: Entry) -> EntryBody {
    let own = fields::plain(ledger, &entry.draft).into_iter().filter(|(_, value)| !value.is_empty());
    EntryBody {
        fields: own.collect(),
        id: entry.id,
        ledger: ledger.code,
        organisation: entry.owner.code,
        fiscal_year: entry.draft.fiscal_year,
        title: entry.draft.title,
        kind: entry.draft.kind,
        state: entry.draft.state,
        classification: entry.draft.classification,
        n: entry.draft.n,
        d: entry.draft.d,
        revision: entry.revision,
        saved_at: entry.saved_at.to_string(),
        withdrawn: entry.withdrawn.map(|withdrawn| withdrawn.reason),
        copies: entry.copies,
    }
}

/// The ledgers with their codes and fields.
#[utoipa::path(get, path = "/api/v1/measures", tag = "measures", responses((status = 200, body = [LedgerBody])))]
pub(super) async fn ledgers(visit: Visit) -> Json<Vec<LedgerBody>> {
    let t = T(visit.lang);
    let one = |ledger: &'static Ledger| LedgerBody {
        ledger: ledger.code,
        name: (ledger.name)(&t),
        kinds: ledger.kinds.iter().map(|kind| CodeBody { code: kind.code, label: (kind.label)(&t) }).collect(),
        states: ledger.states.iter().map(|state| CodeBody { code: state.code, label: (state.label)(&t) }).collect(),
        fields: ledger.fields.iter().map(|field| described(field, t)).collect(),
        counted: ledger.counted.is_some(),
    };
    Json(ledger::ALL.into_iter().map(one).collect())
}

fn described(field: &ledger::Field, t: T) -> FieldBody {
    let shape = match field.shape {
        Shape::Line => "line",
        Shape::Text => "text",
        Shape::Day => "day",
        Shape::Link => "link",
        Shape::Body => "organisation",
        Shape::Email => "email",
    };
    FieldBody { name: field.name, label: (field.label)(&t), shape, needed: field.needed, personal: field.personal }
}

/// Entries of a ledger by title, with the filters of the page.
#[utoipa::path(get, path = "/api/v1/measures/{ledger}", tag = "measures",
    params(("ledger" = String, Path), ("q" = Option<String>, Query), ("kind" = Option<String>, Query),
        ("state" = Option<String>, Query), ("year" = Option<String>, Query), ("ministry" = Option<String>, Query),
        ("province" = Option<String>, Query), ("organisation" = Option<String>, Query), ("under" = Option<String>, Query),
        ("sort" = Option<String>, Query), ("after" = Option<String>, Query), ("limit" = Option<u32>, Query)),
    responses((status = 200, body = EntriesBody), (status = 404)))]
pub(super) async fn list(
    granted: Granted,
    State(app): State<App>,
    Path(ledger): Path<String>,
    Query(asked): Query<listing::Asked>,
    Query(part): Query<Part>,
) -> Result<Json<EntriesBody>, Problem> {
    let ledger = ledger::find(&ledger).ok_or(Problem::NotFound)?;
    let reach = Reach::of(&granted.actor, &granted.scope);
    let size = part.size();
    let read = app.db.read(move |tx| {
        let (filter, _) = asked.filter(tx)?;
        let of = (ledger, &filter, &reach);
        let entries = store::list(tx, of, (asked.order(), &asked.after), size + 1)?;
        Ok::<_, db::Error>((entries, store::counts(tx, ledger, &filter, &reach)?))
    });
    let (mut entries, counts) = read.await?;
    let more = entries.len() > size;
    entries.truncate(size);
    let share = listing::share(ledger, &counts);
    Ok(Json(EntriesBody {
        next: entries.last().filter(|_| more).map(|last| last.id.clone()),
        entries: entries.into_iter().map(|entry| body(ledger, entry)).collect(),
        states: counts.states,
        done: share.n,
        of: share.d,
    }))
}

/// Adds an entry.
#[utoipa::path(post, path = "/api/v1/measures/{ledger}", tag = "measures", params(("ledger" = String, Path)),
    request_body = WantedBody,
    responses((status = 201, body = MadeBody), (status = 404), (status = 409), (status = 422)))]
pub(super) async fn create(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(ledger): Path<String>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let ledger = ledger::find(&ledger).ok_or(Problem::NotFound)?;
    let wanted: WantedBody = json::read(&bytes, visit.lang)?;
    let mut errors = Errors::new();
    wanted.unknown(ledger, &visit, &mut errors);
    let draft = read::draft(ledger, &|name| wanted.value(name), None, visit.lang, &mut errors);
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    let (write, by, now) = (granted.scope, granted.actor.account_id, app.clock.now());
    let command = move |tx: &mut db::Tx<'_>| {
        let id = commands::add(tx, ledger, &draft, &write, (&by, now))?;
        Ok(Answer::created(format!("/api/v1/measures/{}/{id}", ledger.code), &MadeBody { id }))
    };
    once.write(&app, command, |refused: Refused| refused.problem(visit.lang)).await
}

/// One entry; the entity tag is its revision.
#[utoipa::path(get, path = "/api/v1/measures/{ledger}/{id}", tag = "measures",
    params(("ledger" = String, Path), ("id" = String, Path)),
    responses((status = 200, body = EntryBody), (status = 404)))]
pub(super) async fn show(
    granted: Granted,
    State(app): State<App>,
    Path((ledger, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let ledger = ledger::find(&ledger).ok_or(Problem::NotFound)?;
    let reach = Reach::of(&granted.actor, &granted.scope);
    let entry = app.db.read(move |tx| store::find(tx, ledger, &id, &reach)).await?.ok_or(Problem::NotFound)?;
    let tag = conditional::tag(entry.revision);
    Ok(([(header::ETAG, tag)], Json(body(ledger, entry))).into_response())
}

/// Saves an entry as its next revision; `If-Match` names the one that was read.
#[utoipa::path(put, path = "/api/v1/measures/{ledger}/{id}", tag = "measures",
    params(("ledger" = String, Path), ("id" = String, Path)), request_body = WantedBody,
    responses((status = 200, body = EntryBody), (status = 404), (status = 409), (status = 412), (status = 422),
        (status = 428)))]
pub(super) async fn save(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((ledger, id)): Path<(String, String)>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<Response, Problem> {
    let ledger = ledger::find(&ledger).ok_or(Problem::NotFound)?;
    let began = conditional::if_match(&headers)?;
    let wanted: WantedBody = json::read(&bytes, visit.lang)?;
    let (see, write) = (showing::seeing(&granted), granted.scope.clone());
    let (reach, writes, asked) = (see.clone(), write.clone(), id.clone());
    let read = app.db.read(move |tx| commands::own(tx, ledger, &asked, &May { see: &reach, write: &writes }));
    let entry = read.await.map_err(|refused: Refused| refused.problem(visit.lang))?;
    let mut errors = Errors::new();
    wanted.unknown(ledger, &visit, &mut errors);
    let draft = read::draft(ledger, &|name| wanted.value(name), Some(&entry.draft), visit.lang, &mut errors);
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    let (by, now, reason) = (granted.actor.account_id, app.clock.now(), thai::normalise::clean(&wanted.reason));
    let saved = app.db.write(move |tx| {
        let may = May { see: &see, write: &write };
        commands::save(tx, ledger, (&id, began), (&draft, &reason), &may, (&by, now))?;
        commands::own(tx, ledger, &id, &may)
    });
    let entry = saved.await.map_err(|refused: Refused| refused.problem(visit.lang))?;
    let tag = conditional::tag(entry.revision);
    Ok(([(header::ETAG, tag)], Json(body(ledger, entry))).into_response())
}
