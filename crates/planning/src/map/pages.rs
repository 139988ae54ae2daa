//! The Strategy Map as a page with the same in a table beside it, as SVG and as PDF.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use continuity::plan::strategy_map::{MapProcess, StrategyMap};
use documents::chart::Palette;
use serde::Deserialize;
use web::{App, Granted, Page, Problem, Visit, plan_words::PlanWords, render};

use super::draw::{self, Writer};
use crate::{
    paper::{self, Form, store::Source},
    plan::PlanReach,
    text::T as Words,
    version::text::T,
};

/// What an address asks for.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    format: String,
}

#[derive(Template)]
#[template(path = "map/map.html")]
struct MapPage {
    page: Page,
    t: T,
    plan_id: String,
    under: String,
    back: (String, String),
    svg: String,
    left_off: Option<String>,
    rows: Vec<Line>,
    strategies: Vec<(String, String, Vec<String>)>,
    is_draft: bool,
}

/// One process in the table.
struct Line {
    mission: String,
    process: String,
    rto: String,
    digital: String,
    outcome: String,
    detail: String,
}

pub(super) async fn draft(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let reach = PlanReach::of(&granted.actor, &granted.scope);
    let source = app.db.read(move |tx| paper::store::draft(tx, &reach, &id)).await?.ok_or(Problem::NotFound)?;
    answer(&visit, source, &asked.format).await
}

pub(super) async fn version(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((id, number)): Path<(String, u32)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let reach = PlanReach::of(&granted.actor, &granted.scope);
    let read = app.db.read(move |tx| paper::store::version(tx, &reach, &id, number));
    answer(&visit, read.await?.ok_or(Problem::NotFound)?, &asked.format).await
}

async fn answer(visit: &Visit, mut source: Source, format: &str) -> Result<Response, Problem> {
    let name = format!("{}-map", source.file_name());
    match format {
        "" => Ok(page(visit, &source)?.into_response()),
        "svg" => {
            let svg = draw::draw(&source.plan, visit.lang).chart.svg(Palette::Print);
            Ok(paper::file(svg.into_bytes(), "image/svg+xml", &format!("{name}.svg"), false))
        }
        "pdf" => {
            source.facts.demonstration |= visit.demonstration;
            paper::deliver(move || paper::map_document(&source.plan, &source.facts), Form::Pdf, &name).await
        }
        other => Err(Problem::BadRequest(T(visit.lang).unknown_format(other))),
    }
}

fn page(visit: &Visit, source: &Source) -> Result<impl IntoResponse, Problem> {
    let (lang, t, words) = (visit.lang, T(visit.lang), Words(visit.lang));
    let picture = draw::draw(&source.plan, lang);
    let writer = Writer { words: PlanWords::new(lang), t };
    let name = lang.name(&source.owner.name_th, &source.owner.name_en).to_owned();
    let plan_href = format!("/plans/{}", source.plan_id);
    let (back, under) = match &source.facts.version {
        Some(version) => {
            let href = format!("{plan_href}/versions/{}", version.number);
            ((href, t.version_title(version.number)), t.version_of_year(version.number, source.plan.fiscal_year))
        }
        None => ((plan_href.clone(), t.back_to_plan().to_owned()), t.in_year(source.plan.fiscal_year)),
    };
    let shown = draw::processes(&picture.map).count();
    let body = MapPage {
        page: visit.page(t.map_title()).crumb("/plans", words.plans()).crumb(plan_href, name.clone()).at(t.map_title()),
        t,
        plan_id: source.plan_id.clone(),
        under: format!("{name} · {under}"),
        back,
        svg: if shown == 0 { String::new() } else { picture.chart.svg(Palette::Classes) },
        left_off: (picture.left_off > 0).then(|| t.map_left_off(shown, picture.left_off)),
        rows: lines(&picture.map, writer),
        strategies: strategies(&picture.map, writer),
        is_draft: source.facts.version.is_none(),
    };
    render(&body)
}

fn lines(map: &StrategyMap, writer: Writer) -> Vec<Line> {
    let line = |mission: &str, process: &MapProcess| Line {
        mission: mission.to_owned(),
        process: writer.words.text(&process.name).to_owned(),
        rto: process.outcome.back_within.map(|rto| writer.words.lang.duration(rto)).unwrap_or_default(),
        digital: if process.services.is_empty() {
            writer.t.map_no_digital().to_owned()
        } else {
            process.services.join(", ")
        },
        outcome: writer.outcome(process),
        detail: writer.outcome_detail(&process.outcome),
    };
    let of = |mission: &continuity::plan::strategy_map::Mission| {
        let name = mission.name.as_ref().map_or(writer.t.map_no_mission(), |name| writer.words.text(name)).to_owned();
        mission.processes.iter().map(|process| line(&name, process)).collect::<Vec<_>>()
    };
    map.missions.iter().flat_map(of).collect()
}

/// Category, situations that take it away, strategies.
fn strategies(map: &StrategyMap, writer: Writer) -> Vec<(String, String, Vec<String>)> {
    let name = |code: &String| {
        map.hazards
            .iter()
            .find(|hazard| hazard.code == *code)
            .map_or_else(|| code.clone(), |hazard| writer.hazard(hazard))
    };
    let row = |strategy: &continuity::plan::strategy_map::MapStrategies| {
        let threats: Vec<String> = strategy.threatened_by.iter().map(name).collect();
        let texts = strategy.texts.iter().map(|text| writer.words.text(text).to_owned()).collect();
        (writer.words.category(strategy.category).to_owned(), threats.join(", "), texts)
    };
    map.strategies.iter().map(row).collect()
}
