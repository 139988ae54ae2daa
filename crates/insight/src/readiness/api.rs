//! The programming interface: the contract's figures, and the trend. National figures for whoever reaches the nation,
//! otherwise those of the person's own reach.

use axum::{
    Json,
    extract::{Query, State},
    http::header,
    response::IntoResponse,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, OpenApi, ToSchema};
use web::{App, Granted, Problem, Visit, form::Errors};

use super::{Dimension, Refused, remembered, source, trend};
use crate::text::T;

/// The OpenAPI description of this slice.
#[derive(OpenApi)]
#[openapi(paths(readiness, trend), components(schemas(ReadinessShape, ShareShape, TrendShape)))]
pub struct Document;

/// What is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Asked {
    /// Buddhist fiscal year; the newest round's by default.
    year: Option<i32>,
    /// End of this day in Asia/Bangkok, ISO 8601; today by default.
    as_of: Option<String>,
    /// `ministry`, `province`, `kind` or `region`.
    by: Option<String>,
}

/// A share with both of its counts.
#[derive(ToSchema)]
#[allow(dead_code)]
pub(super) struct ShareShape {
    n: u64,
    d: u64,
    /// Half-up, two decimals; null when `d` is 0.
    #[schema(example = "43.67")]
    percent: Option<String>,
}

/// Readiness at the end of a day.
#[derive(ToSchema)]
#[allow(dead_code)]
pub(super) struct ReadinessShape {
    fiscal_year: i32,
    #[schema(format = Date)]
    as_of: String,
    submitted: ShareShape,
    approved: ShareShape,
    on_time: ShareShape,
    outstanding: OutstandingShape,
    hazards: Vec<HazardShape>,
    processes: ProcessesShape,
    groups: Vec<GroupShape>,
}

#[derive(ToSchema)]
#[allow(dead_code)]
struct OutstandingShape {
    not_started: u64,
    drafting: u64,
    returned: u64,
}

#[derive(ToSchema)]
#[allow(dead_code)]
struct HazardShape {
    code: String,
    plans: ShareShape,
}

#[derive(ToSchema)]
#[allow(dead_code)]
struct ProcessesShape {
    count: u64,
    with_rto_over_mtpd: u64,
    with_e_service: ShareShape,
}

#[derive(ToSchema)]
#[allow(dead_code)]
struct GroupShape {
    by: String,
    code: String,
    name: String,
    submitted: ShareShape,
    hazards: Vec<HazardShape>,
}

/// The trend of a year.
#[derive(ToSchema)]
#[allow(dead_code)]
pub(super) struct TrendShape {
    fiscal_year: i32,
    #[schema(format = Date)]
    as_of: String,
    points: Vec<PointShape>,
}

#[derive(ToSchema)]
#[allow(dead_code)]
struct PointShape {
    #[schema(format = Date)]
    date: String,
    submitted: ShareShape,
}

struct Understood {
    year: Option<i32>,
    as_of: Date,
    by: Option<Dimension>,
}

impl Asked {
    fn understood(self, visit: &Visit, app: &App) -> Result<Understood, Problem> {
        let (t, mut errors) = (T(visit.lang), Errors::new());
        let as_of = self.as_of.as_deref().map(thai::date::parse_iso_date).transpose();
        let by = self.by.as_deref().filter(|by| !by.is_empty()).map(|by| (by, Dimension::from_code(by)));
        if as_of.is_err() {
            errors.add("as_of", t.api_as_of());
        }
        if let Some((by, None)) = by {
            errors.add("by", t.api_by(by));
        }
        if errors.is_empty() {
            let as_of = as_of.ok().flatten().unwrap_or_else(|| app.clock.today());
            Ok(Understood { year: self.year, as_of, by: by.and_then(|(_, by)| by) })
        } else {
            Err(Problem::Invalid(errors))
        }
    }
}

fn year_of(tx: &mut db::Tx<'_>, asked: Option<i32>, as_of: Date) -> Result<i32, Refused> {
    if let Some(year) = asked {
        return Ok(year);
    }
    let newest = source::years(tx)?.first().copied();
    newest.ok_or_else(|| Refused::NoRound { year: thai::date::fiscal_year(as_of) })
}

/// Readiness figures at the end of a day.
#[utoipa::path(get, path = "/api/v1/readiness", tag = "readiness", params(Asked),
    responses((status = 200, body = ReadinessShape), (status = 409, description = "No round of the year was opened"),
        (status = 422, description = "A parameter can't be read")))]
pub(super) async fn readiness(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<impl IntoResponse, Problem> {
    let Understood { year, as_of, by } = asked.understood(&visit, &app)?;
    let made = app.db.read(move |tx| {
        let year = year_of(tx, year, as_of)?;
        remembered::report(tx, year, as_of, by, &granted.scope)
    });
    let bytes = made.await.map_err(|refused: Refused| refused.problem(visit.lang))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], bytes))
}

/// A trend as sent.
#[derive(Serialize)]
pub(super) struct Trend {
    fiscal_year: i32,
    as_of: String,
    points: Vec<trend::Point>,
}

/// First submissions over time, cumulated.
#[utoipa::path(get, path = "/api/v1/readiness/trend", tag = "readiness", params(Asked),
    responses((status = 200, body = TrendShape), (status = 409, description = "No round of the year was opened"),
        (status = 422, description = "A parameter can't be read")))]
pub(super) async fn trend(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Json<Trend>, Problem> {
    let Understood { year, as_of, .. } = asked.understood(&visit, &app)?;
    let made = app.db.read(move |tx| {
        let year = year_of(tx, year, as_of)?;
        let source = source::open(tx, year, as_of, &granted.scope)?;
        let roster = source.total(tx, None)?.roster;
        let points = trend::points(&source.days(tx, None)?, roster, year, as_of);
        Ok(Trend { fiscal_year: year, as_of: as_of.to_string(), points })
    });
    made.await.map(Json).map_err(|refused: Refused| refused.problem(visit.lang))
}
