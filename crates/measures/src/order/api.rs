//! Orders for programs: read, and recorded; there is nothing that changes one.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{
    App, Granted, Problem, Visit,
    api::Part,
    form::Errors,
    json,
    once::{Answer, Once},
};

use super::{
    commands::{self, KINDS, New, Stop},
    list::{self as listing, Asked},
    rule::{Effect, Orders, Standing, What},
    show as showing, store, words,
};
use crate::{dated::Typed, text::T};

/// What is documented here.
#[derive(utoipa::OpenApi)]
#[openapi(
    paths(list, create, show),
    components(schemas(OrderBody, OrderWithText, EffectBody, OrdersBody, NewOrderBody, RecordedBody))
)]
pub struct Documentation;

/// An order.
#[derive(Serialize, ToSchema)]
pub struct OrderBody {
    id: String,
    /// Code of the province's organisation.
    province: String,
    /// `order`, `announcement` or `measure`.
    kind: String,
    number: String,
    title: String,
    issued_on: String,
    in_force_from: String,
    in_force_to: Option<String>,
    /// On the day that was asked for: `in_force`, `not_yet`, `ended`, `repealed` or `corrected`.
    standing: &'static str,
    /// Ids of the orders that amend it on that day, or the one that repealed or corrected it.
    by: Vec<String>,
    effects: Vec<EffectBody>,
}

/// What an order does to an earlier one.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EffectBody {
    /// Id of the earlier order.
    target: String,
    /// `amends`, `extends`, `repeals` or `corrects`.
    what: String,
    #[serde(default)]
    clauses: String,
}

/// A page of orders.
#[derive(Serialize, ToSchema)]
pub struct OrdersBody {
    orders: Vec<OrderBody>,
    /// Comes back as `after`; null on the last page.
    next: Option<String>,
    /// How many the filters find.
    found: usize,
}

/// An order with its words.
#[derive(Serialize, ToSchema)]
pub struct OrderWithText {
    order: OrderBody,
    basis: String,
    text: String,
    /// SHA-256 of everything that stands in it.
    content_hash: String,
    recorded_at: String,
}

/// An order to be recorded.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewOrderBody {
    /// Code of the province's organisation.
    province: String,
    /// `order`, `announcement` or `measure`.
    kind: String,
    number: String,
    title: String,
    basis: String,
    text: String,
    #[schema(value_type = String, format = Date)]
    issued_on: Date,
    #[schema(value_type = String, format = Date)]
    in_force_from: Date,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    in_force_to: Option<Date>,
    #[serde(default)]
    effects: Vec<EffectBody>,
}

/// An order that was recorded.
#[derive(Serialize, ToSchema)]
pub struct RecordedBody {
    id: String,
}

fn body(kept: store::Kept, standing: Standing) -> OrderBody {
    let code = words::code(&standing);
    OrderBody {
        by: match standing {
            Standing::InForce(by) => by,
            Standing::Repealed(by) | Standing::Corrected(by) => vec![by],
            Standing::NotYet | Standing::Ended => Vec::new(),
        },
        standing: code,
        id: kept.order.id,
        province: kept.owner.code,
        kind: kept.order.kind,
        number: kept.order.number,
        title: kept.title,
        issued_on: kept.order.issued.to_string(),
        in_force_from: kept.order.from.to_string(),
        in_force_to: kept.order.to.map(|day| day.to_string()),
        effects: kept
            .order
            .effects
            .into_iter()
            .map(|effect| EffectBody {
                target: effect.target,
                what: effect.what.code().into(),
                clauses: effect.clauses,
            })
            .collect(),
    }
}

/// Orders, those issued last first, and where each stands on a day (`on`, today without it).
#[utoipa::path(get, path = "/api/v1/area-orders", tag = "measures",
    params(("q" = Option<String>, Query), ("province" = Option<String>, Query), ("kind" = Option<String>, Query),
        ("year" = Option<String>, Query), ("on" = Option<String>, Query), ("standing" = Option<String>, Query),
        ("after" = Option<String>, Query), ("limit" = Option<u32>, Query)),
    responses((status = 200, body = OrdersBody)))]
pub(super) async fn list(
    visit: Visit,
    State(app): State<App>,
    Query(asked): Query<Asked>,
    Query(part): Query<Part>,
) -> Result<Json<OrdersBody>, Problem> {
    let day = Typed::read(&asked.on, visit.lang).date.unwrap_or_else(|| app.clock.today());
    let all = app.db.read(|tx| store::all(tx, None)).await?;
    let found = listing::found(all, &asked, day);
    let (count, size) = (found.len(), part.size());
    let start = found.iter().position(|(kept, _)| kept.order.id == asked.after).map_or(0, |at| at + 1);
    let more = count > start + size;
    let orders: Vec<OrderBody> =
        found.into_iter().skip(start).take(size).map(|(kept, standing)| body(kept, standing)).collect();
    let next = orders.last().filter(|_| more).map(|last| last.id.clone());
    Ok(Json(OrdersBody { orders, next, found: count }))
}

/// Records an order; what it does to earlier ones is part of it.
#[utoipa::path(post, path = "/api/v1/area-orders", tag = "measures", request_body = NewOrderBody,
    responses((status = 201, body = RecordedBody), (status = 422)))]
pub(super) async fn create(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    once: Once,
    bytes: Bytes,
) -> Result<Answer, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let wanted: NewOrderBody = json::read(&bytes, lang)?;
    let mut errors = Errors::new();
    if !KINDS.contains(&wanted.kind.as_str()) {
        errors.add("kind", t.choose_one());
    }
    let mut effects = Vec::new();
    for (place, effect) in wanted.effects.into_iter().enumerate() {
        match What::from_code(&effect.what) {
            Some(what) => effects.push(Effect { target: effect.target, what, clauses: effect.clauses }),
            None => errors.add(format!("effects[{place}].what"), t.choose_what()),
        }
    }
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    let clean = |text: &str| thai::normalise::clean(text);
    let new = New {
        province: wanted.province,
        kind: wanted.kind,
        number: clean(&wanted.number),
        title: clean(&wanted.title),
        basis: clean(&wanted.basis),
        text: clean(&wanted.text),
        issued: wanted.issued_on,
        from: wanted.in_force_from,
        to: wanted.in_force_to,
        effects,
    };
    let (scope, by, now) = (granted.scope, granted.actor.account_id, app.clock.now());
    let command = move |tx: &mut db::Tx<'_>| {
        let id = commands::record(tx, &new, &scope, (&by, now))?;
        Ok(Answer::created(format!("/api/v1/area-orders/{id}"), &RecordedBody { id }))
    };
    let told = |stop: Stop| match stop {
        Stop::Database(problem) => problem.into(),
        Stop::Rules(all) => Problem::Invalid(words::refused(&all, lang)),
        Stop::NotYours => {
            let mut errors = Errors::new();
            errors.add("province", t.order_not_yours());
            Problem::Invalid(errors)
        }
    };
    once.write(&app, command, told).await
}

/// One order with its words, and where it stands on a day (`on`, today without it).
#[utoipa::path(get, path = "/api/v1/area-orders/{id}", tag = "measures",
    params(("id" = String, Path), ("on" = Option<String>, Query)),
    responses((status = 200, body = OrderWithText), (status = 404)))]
pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Json<OrderWithText>, Problem> {
    let day = Typed::read(&asked.on, visit.lang).date.unwrap_or_else(|| app.clock.today());
    let loaded = app.db.read(move |tx| showing::load(tx, &id)).await?.ok_or(Problem::NotFound)?;
    let rules = loaded.orders();
    let standing = Orders::of(&rules).standing(&loaded.kept.order.id, day).ok_or(Problem::NotFound)?;
    Ok(Json(OrderWithText {
        recorded_at: loaded.kept.recorded_at.to_string(),
        basis: loaded.words.basis,
        text: loaded.words.text,
        content_hash: loaded.words.hash,
        order: body(loaded.kept, standing),
    }))
}
