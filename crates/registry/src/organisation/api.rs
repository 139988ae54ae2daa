//! The register for programs: list with search and cursor, one organisation with its entity tag, replacement by
//! `If-Match`. The same commands as the pages.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use db::Tx;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};
use web::{
    App, Granted, Problem, Visit,
    api::{MOST, USUAL},
    conditional,
    form::Errors,
    json,
};

use super::{
    Details, Organisation,
    commands::{self, Act, By, Correction, Dated, Refusal},
    field, store,
};
use crate::{
    change::tell,
    list::store::{self as listing, Filter, Order, Place},
};

/// An organisation as programs see it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Organisation)]
pub struct Wire {
    /// Register code, unique and stable.
    code: String,
    /// Thai name.
    name_th: String,
    /// English name; may be empty.
    name_en: String,
    /// Code of the kind.
    kind: String,
    /// Code of the parent; null at the top.
    parent_code: Option<String>,
    /// Code of the ministry; may be empty.
    ministry_code: String,
    /// Two-digit code of the province; may be empty.
    province_code: String,
    /// Four-digit code of the district; may be empty.
    district_code: String,
    /// Whether it owes a plan every year.
    obliged: bool,
    /// Where the entry comes from.
    provenance: String,
    /// Level from the top, which is 1.
    level: u32,
    /// First day, if known.
    #[schema(format = Date)]
    valid_from: Option<String>,
    /// Day from which on it is closed.
    #[schema(format = Date)]
    closed_on: Option<String>,
    /// Counts its changes; the entity tag.
    revision: i64,
}

impl Wire {
    fn of(of: Organisation, parent_code: String) -> Self {
        Wire {
            code: of.code,
            name_th: of.details.name_th,
            name_en: of.details.name_en,
            kind: of.details.kind,
            parent_code: Some(parent_code).filter(|code| !code.is_empty()),
            ministry_code: of.details.ministry_code,
            province_code: of.details.province_code,
            district_code: of.details.district_code,
            obliged: of.details.obliged,
            provenance: of.details.provenance,
            level: of.level,
            valid_from: of.valid_from.map(|day| day.to_string()),
            closed_on: of.closed_on.map(|day| day.to_string()),
            revision: of.revision,
        }
    }
}

/// A page of organisations.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrganisationList {
    /// In order.
    items: Vec<Wire>,
    /// How many there are in all.
    total: i64,
    /// What to give as `after` for the next page; null at the end.
    next: Option<String>,
}

/// What the list is asked.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub struct ListQuery {
    /// Words, each of which must be found in a name or code.
    q: String,
    /// Code of a kind.
    kind: String,
    /// Code of a ministry.
    ministry: String,
    /// Code of a province.
    province: String,
    /// Only those that owe a plan, or only those that don't.
    obliged: Option<bool>,
    /// The closed ones instead of the open ones.
    closed: bool,
    /// Code of an organisation below which to look.
    under: String,
    /// `next` of the page before.
    after: String,
    /// The former name of `after`.
    cursor: String,
    /// Rows, 1 to 200; 50 unless given.
    limit: Option<u32>,
}

/// Lists organisations in Thai order, best match first when words are searched.
#[utoipa::path(get, path = "/api/v1/organisations", tag = "register", params(ListQuery),
    responses((status = 200, body = OrganisationList)))]
pub async fn list(
    granted: Granted,
    State(app): State<App>,
    Query(query): Query<ListQuery>,
) -> Result<Response, Problem> {
    let size = query.limit.unwrap_or(USUAL as u32).clamp(1, MOST as u32);
    let found = app
        .db
        .read(move |tx| {
            let under = match query.under.as_str() {
                "" => None,
                code => match store::find(tx, &granted.scope, code)? {
                    Some(of) => Some(of.path),
                    None => return Ok(None),
                },
            };
            let filter = Filter {
                query: query.q,
                kind: query.kind,
                ministry: query.ministry,
                province: query.province,
                obliged: query.obliged,
                closed: query.closed,
                under,
            };
            let after = if query.after.is_empty() { query.cursor } else { query.after };
            let place = if after.is_empty() { Place::First } else { Place::After(after) };
            let total = listing::count(tx, &granted.scope, &filter)?;
            let rows = listing::page(tx, &granted.scope, &filter, Order::Best, &place, size + 1)?;
            Ok::<_, db::Error>(Some((total, rows)))
        })
        .await?;
    let (total, mut rows) = found.ok_or(Problem::NotFound)?;
    let more = rows.len() > size as usize;
    rows.truncate(size as usize);
    let next = rows.last().filter(|_| more).map(|row| row.organisation.code.clone());
    let items = rows.into_iter().map(|row| Wire::of(row.organisation, row.parent_code)).collect();
    Ok(Json(OrganisationList { items, total, next }).into_response())
}

/// Gives one organisation, with its entity tag.
#[utoipa::path(get, path = "/api/v1/organisations/{code}", tag = "register",
    params(("code" = String, Path, description = "Register code")),
    responses((status = 200, body = Wire), (status = 304), (status = 404)))]
pub async fn show(
    granted: Granted,
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let found = app.db.read(move |tx| wire(tx, &granted.scope, &code)).await?.ok_or(Problem::NotFound)?;
    let tag = conditional::tag(found.revision);
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    Ok(([(header::ETAG, tag)], Json(found)).into_response())
}

fn wire(tx: &mut Tx<'_>, scope: &db::Scope, code: &str) -> db::Result<Option<Wire>> {
    let Some(of) = store::find(tx, scope, code)? else { return Ok(None) };
    let parent = match &of.parent_id {
        Some(id) => store::by_id(tx, id)?,
        None => None,
    };
    Ok(Some(Wire::of(of, parent.map(|parent| parent.code).unwrap_or_default())))
}

/// What an organisation shall be. With `effective_on` another name is a renaming and another parent a move from that
/// day on; without it another name is a correction, and another parent is refused.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Replacement {
    /// Thai name.
    name_th: String,
    /// English name.
    #[serde(default)]
    name_en: String,
    /// Code of the kind.
    kind: String,
    /// Code of the parent; null at the top.
    #[serde(default)]
    parent_code: Option<String>,
    /// Code of the ministry.
    #[serde(default)]
    ministry_code: String,
    /// Code of the province.
    #[serde(default)]
    province_code: String,
    /// Code of the district.
    #[serde(default)]
    district_code: String,
    /// Whether it owes a plan every year.
    obliged: bool,
    /// Where the entry comes from.
    #[serde(default)]
    provenance: String,
    /// Day, as `2020-10-01`, from which on another name or parent holds.
    #[serde(default)]
    effective_on: Option<String>,
    /// Why, or by which law or order.
    #[serde(default)]
    reason: String,
}

/// Replaces an organisation that was read at the revision that `If-Match` names.
#[utoipa::path(put, path = "/api/v1/organisations/{code}", tag = "register", request_body = Replacement,
    params(("code" = String, Path, description = "Register code"), ("If-Match" = String, Header, description = "Entity tag of what was read")),
    responses((status = 200, body = Wire), (status = 404), (status = 409), (status = 412), (status = 422), (status = 428)))]
pub async fn replace(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let revision = conditional::if_match(&headers)?;
    let wanted = checked(visit.lang, json::read(&body, visit.lang)?).map_err(Problem::Invalid)?;
    let by = By { account: granted.actor.account_id, scope: granted.scope, now: app.clock.now() };
    let done = app.db.write(move |tx| replaced(tx, &code, revision, &wanted, &by)).await;
    match done {
        Ok(found) => Ok(([(header::ETAG, conditional::tag(found.revision))], Json(found)).into_response()),
        Err(refusal) => {
            let mut errors = Errors::new();
            tell(visit.lang, refusal, &mut errors)?;
            Err(Problem::Invalid(errors))
        }
    }
}

/// A replacement whose every value is sound.
struct Wanted {
    details: Details,
    parent_code: Option<String>,
    effective_on: Option<Date>,
    reason: String,
}

fn checked(lang: web::Lang, body: Replacement) -> Result<Wanted, Errors> {
    let mut errors = Errors::new();
    let mut take = |name: &str, read: Result<String, super::Reason>| {
        read.map_err(|reason| errors.add(name, reason.words(lang))).unwrap_or_default()
    };
    let details = Details {
        name_th: take("name_th", field::needed(&body.name_th, field::NAME_MOST)),
        name_en: take("name_en", field::line(&body.name_en, field::NAME_MOST)),
        kind: take("kind", field::kind(&body.kind)),
        ministry_code: take("ministry_code", field::line(&body.ministry_code, field::CODE_MOST)),
        province_code: take("province_code", field::province(&body.province_code)),
        district_code: take("district_code", field::district(&body.district_code)),
        obliged: body.obliged,
        provenance: take("provenance", field::line(&body.provenance, field::TEXT_MOST)),
    };
    let reason = take("reason", field::line(&body.reason, field::TEXT_MOST));
    if let Err(reason) = field::district_in(&details.province_code, &details.district_code) {
        errors.add("district_code", reason.words(lang));
    }
    let effective_on = match body.effective_on.as_deref().map(thai::date::parse_iso_date) {
        None => None,
        Some(Ok(day)) => Some(day),
        Some(Err(problem)) => {
            errors.add(
                "effective_on",
                web::day::unread(lang, body.effective_on.as_deref().unwrap_or_default(), &problem),
            );
            None
        }
    };
    let parent_code = body.parent_code.filter(|code| !code.is_empty());
    if errors.is_empty() { Ok(Wanted { details, parent_code, effective_on, reason }) } else { Err(errors) }
}

fn replaced(tx: &mut Tx<'_>, code: &str, revision: i64, wanted: &Wanted, by: &By) -> Result<Wire, Refusal> {
    let before = wire(tx, &by.scope, code)?.ok_or(Refusal::NotFound)?;
    let mut revision = revision;
    let details = wanted.details.clone();
    let dated = |tx: &mut Tx<'_>, revision: &mut i64, effective_on: Date, act: Act| -> Result<(), Refusal> {
        let reason = wanted.reason.clone();
        let dated = Dated { code: code.to_owned(), revision: *revision, effective_on, reason, act };
        *revision = commands::change(tx, &dated, by)?.revision;
        Ok(())
    };
    if before.parent_code != wanted.parent_code {
        let Some(day) = wanted.effective_on else {
            return Err(Refusal::Fields(vec![("effective_on", super::Reason::Missing)]));
        };
        dated(tx, &mut revision, day, Act::Move { parent_code: wanted.parent_code.clone() })?;
    }
    if let Some(day) = wanted.effective_on.filter(|_| before.name_th != details.name_th) {
        let act = Act::Rename { name_th: details.name_th.clone(), name_en: details.name_en.clone() };
        dated(tx, &mut revision, day, act)?;
    }
    let correction = Correction { code: code.to_owned(), revision, details, reason: wanted.reason.clone() };
    commands::correct(tx, &correction, by)?;
    wire(tx, &by.scope, code)?.ok_or(Refusal::NotFound)
}

#[derive(OpenApi)]
#[openapi(paths(list, show, replace), components(schemas(Wire, OrganisationList, Replacement)))]
struct Document;

/// The part of the OpenAPI document that is about the register.
pub fn openapi() -> utoipa::openapi::OpenApi {
    Document::openapi()
}
