//! The list of plans, its files, and starting a plan.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use continuity::{
    organisation::{Kind, ModelKind},
    plan::PlanKind,
    round::StandingState,
};
use documents::{
    csv,
    xlsx::{Cell, Column, Sheet, Workbook},
};
use reference::List;
use thai::date::FISCAL_YEARS;
use web::{
    Action, App, Granted, Lang, Page, Problem, Visit,
    form::{Choice, Errors, Fields},
    render,
};

use super::{
    Owner, PlanReach,
    commands::{self, From, Start, Started},
    list::{self, Filter, Line, STATES},
    store, tasks,
};
use crate::{model, text::T};

#[derive(Template)]
#[template(path = "plan/list.html")]
struct ListPage {
    page: Page,
    t: T,
    filter: Filter,
    years: Vec<Choice>,
    kinds: Vec<Choice>,
    states: Vec<Choice>,
    organisation_kinds: Vec<Choice>,
    count: String,
    as_of: String,
    rows: Vec<Row>,
    csv: String,
    xlsx: String,
    first: Option<String>,
    next: Option<String>,
    by_name: (String, &'static str),
    by_saved: (String, &'static str),
    filtered: bool,
    may_start: bool,
}

struct Row {
    href: String,
    title: String,
    owner: String,
    owner_href: String,
    year: i32,
    kind: String,
    state: (&'static str, String),
    reference: String,
    saved: String,
    secret: String,
}

pub(super) async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(filter): Query<Filter>,
) -> Result<Response, Problem> {
    let reach = PlanReach::of(&granted.actor, &granted.scope);
    let wanted = filter.clone();
    let most = if filter.format.is_empty() { list::PAGE + 1 } else { list::MOST };
    let (count, rows, years) = app
        .db
        .read(move |tx| {
            let (count, rows) = list::counted_rows(tx, &wanted, &reach, most)?;
            Ok::<_, db::Error>((count, rows, list::years(tx)?))
        })
        .await?;
    let as_of = visit.lang.moment(app.clock.now());
    match filter.format.as_str() {
        "csv" => file_csv(&rows, visit.lang),
        "xlsx" => file_xlsx(&rows, &visit, &as_of),
        _ => Ok(render(&list_page(&visit, &granted, filter, count, rows, &years, as_of))?.into_response()),
    }
}

fn list_page(
    visit: &Visit,
    granted: &Granted,
    filter: Filter,
    count: i64,
    mut rows: Vec<Line>,
    years: &[i32],
    as_of: String,
) -> ListPage {
    let (t, lang) = (T(visit.lang), visit.lang);
    let more = rows.len() > list::PAGE;
    rows.truncate(list::PAGE);
    let next = rows.last().filter(|_| more).map(|last| filter.href(&[("after", &last.cursor)]));
    let year = |year: &i32| {
        Choice::new(year.to_string(), lang.fiscal_year(*year).to_string(), filter.fiscal_year() == Some(*year))
    };
    let state_of = |code: &&str| {
        let (_, word) = state(code, t);
        Choice::new(*code, word, filter.state == **code)
    };
    let by_saved = filter.sort == "saved";
    let filters = [&filter.q, &filter.year, &filter.kind, &filter.of, &filter.state, &filter.organisation];
    ListPage {
        page: visit.page(t.plans()),
        t,
        years: years.iter().map(year).collect(),
        kinds: Choice::of_list(List::plan_kinds(), lang, &filter.kind),
        states: STATES.iter().map(state_of).collect(),
        organisation_kinds: Choice::of_list(List::kinds(), lang, &filter.of),
        count: lang.number(count),
        as_of,
        csv: filter.href(&[("format", "csv")]),
        xlsx: filter.href(&[("format", "xlsx")]),
        first: (!filter.after.is_empty()).then(|| filter.href(&[])),
        next,
        by_name: (filter.href(&[("sort", "")]), if by_saved { "" } else { "ascending" }),
        by_saved: (filter.href(&[("sort", "saved")]), if by_saved { "descending" } else { "" }),
        filtered: filters.iter().any(|value| !value.is_empty()),
        rows: rows.into_iter().map(|line| row(line, lang, t)).collect(),
        filter,
        may_start: granted.actor.may_somewhere(Action::EditPlan),
    }
}

fn state(code: &str, t: T) -> (&'static str, String) {
    tasks::state(StandingState::from_code(code).unwrap_or(StandingState::Drafting), t)
}

fn row(line: Line, lang: Lang, t: T) -> Row {
    let secret = if line.classification.is_none() {
        String::new()
    } else {
        lang.label(List::classifications(), line.classification.code()).to_owned()
    };
    Row {
        href: format!("/plans/{}", line.id),
        owner: lang.name(&line.name_th, &line.name_en).to_owned(),
        owner_href: format!("/organisations/{}", crate::section::encoded(&line.code)),
        year: lang.fiscal_year(line.fiscal_year),
        kind: lang.label(List::plan_kinds(), line.kind.code()).to_owned(),
        state: state(&line.state, t),
        reference: line.reference.unwrap_or_default(),
        saved: db::instant(&line.saved_at).map(|at| lang.moment(at)).unwrap_or_default(),
        title: line.title,
        secret,
    }
}

fn headings(t: T) -> Vec<&'static str> {
    vec![
        t.col_code(),
        t.organisation(),
        t.col_organisation_kind(),
        t.col_year(),
        t.col_kind(),
        t.plan_title(),
        t.classification(),
        t.col_state(),
        t.col_version(),
        t.col_reference(),
        t.col_submitted_at(),
        t.col_saved_at(),
    ]
}

fn cells(line: &Line, lang: Lang) -> Vec<String> {
    vec![
        line.code.clone(),
        lang.name(&line.name_th, &line.name_en).to_owned(),
        lang.label(List::kinds(), &line.organisation_kind).to_owned(),
        line.fiscal_year.to_string(),
        lang.label(List::plan_kinds(), line.kind.code()).to_owned(),
        line.title.clone(),
        lang.label(List::classifications(), line.classification.code()).to_owned(),
        state(&line.state, T(lang)).1,
        line.version.map(|version| version.to_string()).unwrap_or_default(),
        line.reference.clone().unwrap_or_default(),
        line.submitted_at.clone().unwrap_or_default(),
        line.saved_at.clone(),
    ]
}

fn file_csv(rows: &[Line], lang: Lang) -> Result<Response, Problem> {
    let mut writer = csv::Writer::new(Vec::new(), true).map_err(Problem::defect)?;
    writer.row(headings(T(lang))).map_err(Problem::defect)?;
    for line in rows {
        writer.row(cells(line, lang)).map_err(Problem::defect)?;
    }
    let bytes = writer.finish().map_err(Problem::defect)?;
    Ok(attached("text/csv; charset=utf-8", "plans.csv", bytes))
}

fn file_xlsx(rows: &[Line], visit: &Visit, as_of: &str) -> Result<Response, Problem> {
    let t = T(visit.lang);
    let sheet = Sheet {
        name: t.plans().to_owned(),
        above: vec![t.plans().to_owned(), t.as_of(as_of)],
        demo: visit.demonstration,
        columns: headings(t).into_iter().map(Column::from).collect(),
        rows: rows.iter().map(|line| cells(line, visit.lang).into_iter().map(Cell::from).collect()).collect(),
    };
    let bytes = Workbook { sheets: vec![sheet], ..Workbook::default() }.write().map_err(Problem::defect)?;
    Ok(attached("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "plans.xlsx", bytes))
}

fn attached(kind: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}

#[derive(Template)]
#[template(path = "plan/new.html")]
struct New {
    page: Page,
    t: T,
    organisations: Vec<Choice>,
    year: String,
    kinds: Vec<Choice>,
    title: String,
    from: Vec<Choice>,
    errors: Errors,
}

#[derive(Default, serde::Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    from: String,
    #[serde(default)]
    year: String,
    #[serde(default)]
    organisation: String,
}

/// Organisations offered at once; whoever writes for more has searched for one.
const MOST_OFFERED: usize = 200;

pub(super) async fn new(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let fields = Fields::of([("from", asked.from), ("fiscal_year", asked.year), ("organisation", asked.organisation)]);
    form(&visit, &granted, &app, &fields, Errors::new()).await
}

async fn form(
    visit: &Visit,
    granted: &Granted,
    app: &App,
    fields: &Fields,
    errors: Errors,
) -> Result<Response, Problem> {
    let scope = granted.scope.clone();
    let (owners, open) = app
        .db
        .read(move |tx| {
            let open = tx.row_opt("SELECT max(fiscal_year) FROM round", &[], |row| row.get::<Option<i32>>(0))?;
            Ok::<_, db::Error>((store::organisations(tx, &scope, MOST_OFFERED)?, open.flatten()))
        })
        .await?;
    let (t, lang) = (T(visit.lang), visit.lang);
    let year = fields.text("fiscal_year");
    // What was typed stays; what an address or the newest round says is shown as the language counts.
    let suggested = match year.is_empty() {
        true => Some(open.unwrap_or_else(|| thai::date::fiscal_year(app.clock.today()))),
        false => thai::date::parse_fiscal_year(&year).filter(|_| errors.is_empty()),
    };
    let year = suggested.map_or(year, |year| lang.fiscal_year(year).to_string());
    let chosen = fields.text("organisation");
    let offered = |owner: &Owner| {
        let name = lang.name(&owner.name_th, &owner.name_en).to_owned();
        Choice::new(&owner.id, name, owner.id == chosen || owners.len() == 1)
    };
    let kind =
        Some(fields.text("kind")).filter(|kind| !kind.is_empty()).unwrap_or_else(|| PlanKind::Main.code().into());
    let suggested = owners.first().and_then(|owner| Kind::from_code(&owner.kind)).map(Kind::suggested_model);
    let mut page = visit.page(t.new_plan()).crumb("/plans", t.plans()).at(t.new_plan());
    page.error_title = !errors.is_empty();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = New {
        page,
        t,
        organisations: owners.iter().map(offered).collect(),
        year,
        kinds: Choice::of_list(List::plan_kinds(), lang, &kind),
        title: fields.text("title"),
        from: origins(&fields.text("from"), suggested, t),
        errors,
    };
    Ok((status, render(&body)?).into_response())
}

/// What a plan may begin from; the model of one's kind first.
fn origins(chosen: &str, suggested: Option<ModelKind>, t: T) -> Vec<Choice> {
    let chosen = match (chosen, suggested) {
        ("", Some(kind)) => kind.code(),
        ("", None) => "blank",
        (chosen, _) => chosen,
    };
    let mut kinds: Vec<ModelKind> = ModelKind::ALL.to_vec();
    kinds.sort_by_key(|kind| Some(*kind) != suggested);
    let choice = |value: &str, label: &str, hint: &str| Choice {
        value: value.to_owned(),
        label: label.to_owned(),
        hint: hint.to_owned(),
        selected: value == chosen,
    };
    let mut all: Vec<Choice> = kinds
        .iter()
        .map(|kind| choice(kind.code(), &t.from_model(model::name(*kind, t)), t.from_model_hint()))
        .collect();
    all.push(choice("last_year", t.from_last_year(), t.from_last_year_hint()));
    all.push(choice("blank", t.from_blank(), t.from_blank_hint()));
    all
}

pub(super) async fn start(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    let t = T(visit.lang);
    let start = match read(&fields, &granted, &app, t) {
        Ok(start) => start,
        Err(errors) => return form(&visit, &granted, &app, &fields, errors).await,
    };
    Ok(match app.db.write(move |tx| commands::start(tx, &start)).await? {
        Started::New(id) => Redirect::to(&format!("/plans/{id}?started=1")).into_response(),
        Started::There(id) => Redirect::to(&format!("/plans/{id}?there=1")).into_response(),
        Started::NothingBefore => {
            let mut errors = Errors::new();
            errors.add("from", t.nothing_before());
            return form(&visit, &granted, &app, &fields, errors).await;
        }
    })
}

fn read(fields: &Fields, granted: &Granted, app: &App, t: T) -> Result<Start, Errors> {
    let mut errors = Errors::new();
    let year = thai::date::parse_fiscal_year(&fields.text("fiscal_year"));
    let kind = PlanKind::from_code(&fields.text("kind"));
    let from = From::parse(&fields.text("from"));
    let organisation_id = fields.text("organisation");
    if organisation_id.is_empty() {
        errors.add("organisation", t.organisation_needed());
    }
    if year.is_none() {
        errors.add("fiscal_year", t.year_needed(FISCAL_YEARS.start(), FISCAL_YEARS.end()));
    }
    if kind.is_none() {
        errors.add("kind", t.kind_needed());
    }
    if from.is_none() {
        errors.add("from", t.from_needed());
    }
    let title = fields.optional("title");
    if title.as_ref().is_some_and(|title| title.chars().count() > 500) {
        errors.add("title", t.title_long());
    }
    match (year, kind, from) {
        (Some(fiscal_year), Some(kind), Some(from)) if errors.is_empty() => Ok(Start {
            id: db::new_id(),
            organisation_id,
            fiscal_year,
            kind,
            title,
            from,
            at: app.clock.now(),
            actor: granted.actor.clone(),
            scope: granted.scope.clone(),
        }),
        _ => Err(errors),
    }
}
