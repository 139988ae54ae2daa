//! Jobs as an administrator sees them: what waits, what runs, what was given up, and the button that puts it back. A job
//! is never changed, only tried again.

mod store;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use web::{App, Granted, Lang, Page, Problem, Visit, components::Pager, form::Fields, render};

use crate::{
    download::{self, Table},
    text::T,
    words::{self, address},
};
use store::{Filters, Job};

const PATH: &str = "/admin/jobs";
const PAGE: u64 = 50;
const DOWNLOAD: u64 = 100_000;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    state: String,
    kind: String,
    page: String,
    format: String,
    done: String,
}

impl Asked {
    fn page_number(&self) -> u64 {
        self.page.parse().unwrap_or(1).max(1)
    }

    fn with(&self, name: &str, value: &str) -> String {
        let mut parts = vec![("state", self.state.as_str()), ("kind", self.kind.as_str())];
        parts.retain(|(known, _)| *known != name);
        parts.push((name, value));
        address(PATH, &parts)
    }
}

#[derive(Template)]
#[template(path = "admin/jobs/list.html")]
struct List {
    page: Page,
    t: T,
    kind: String,
    state: String,
    tabs: Vec<Tab>,
    jobs: Vec<Line>,
    total: String,
    as_of: String,
    csv: String,
    xlsx: String,
    pager: Pager,
    any_dead: bool,
}

/// A state with its count and its list.
struct Tab {
    href: String,
    label: String,
    current: bool,
}

struct Line {
    id: String,
    kind: String,
    about: String,
    mark: &'static str,
    state: &'static str,
    dead: bool,
    attempts: String,
    created: String,
    next: String,
    error: String,
}

pub(super) async fn list(
    visit: Visit,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let download = download::is_asked(&asked.format);
    let filters = Filters { state: asked.state.clone(), kind: thai::normalise::clean(&asked.kind) };
    let window = if download { (0, DOWNLOAD) } else { ((asked.page_number() - 1).saturating_mul(PAGE), PAGE) };
    let (counts, total, jobs) = app
        .db
        .read(move |tx| {
            Ok::<_, db::Error>((store::counts(tx)?, store::count(tx, &filters)?, store::jobs(tx, &filters, window)?))
        })
        .await?;
    let now = app.clock.now();
    if download {
        return download::answer(table(visit.lang, jobs), &asked.format, &visit, now);
    }
    let (t, lang) = (T(visit.lang), visit.lang);
    let mut page = visit.page(t.admin_jobs()).crumb("/admin", web::text::T(lang).nav_admin()).at(t.admin_jobs());
    if let Ok(put_back @ 1..) = asked.done.parse::<i64>() {
        page = page.with_notice("ok", t.jobs_put_back(lang.number(put_back)));
    }
    let all = counts.iter().map(|(_, n)| n).sum::<i64>();
    let tab = |state: &str, label: &str, n: i64| Tab {
        href: asked.with("state", state),
        label: format!("{label} {}", lang.number(n)),
        current: asked.state == state,
    };
    let of = |state: &str| counts.iter().find(|(known, _)| known == state).map_or(0, |(_, n)| *n);
    let mut tabs = vec![tab("", web::text::T(lang).all(), all)];
    tabs.extend(STATES.map(|state| tab(state, state_words(t, state), of(state))));
    let body = List {
        t,
        tabs,
        kind: asked.kind.clone(),
        state: asked.state.clone(),
        any_dead: jobs.iter().any(|job| job.state == "dead"),
        jobs: jobs.into_iter().map(|job| line(lang, job)).collect(),
        total: lang.number(total),
        as_of: lang.moment(now),
        csv: asked.with("format", "csv"),
        xlsx: asked.with("format", "xlsx"),
        pager: Pager::new(lang, u64::try_from(total).unwrap_or(0), PAGE, asked.page_number(), |n| {
            asked.with("page", &n.to_string())
        }),
        page,
    };
    Ok(render(&body)?.into_response())
}

const STATES: [&str; 4] = ["dead", "ready", "running", "done"];

fn state_words(t: T, state: &str) -> &'static str {
    match state {
        "dead" => t.job_dead(),
        "ready" => t.job_ready(),
        "running" => t.job_running(),
        _ => t.job_done(),
    }
}

fn line(lang: Lang, job: Job) -> Line {
    let mark = match job.state.as_str() {
        "dead" => "bad",
        "running" => "go",
        "done" => "ok",
        _ if job.last_error.is_some() => "warn",
        _ => "off",
    };
    Line {
        mark,
        state: state_words(T(lang), &job.state),
        dead: job.state == "dead",
        attempts: lang.number(job.attempts),
        created: words::moment(lang, Some(&job.created_at)),
        next: if job.state == "ready" {
            words::moment(lang, Some(&job.run_at))
        } else {
            words::moment(lang, job.finished_at.as_deref())
        },
        error: job.last_error.unwrap_or_default(),
        about: job.payload.chars().take(300).collect(),
        id: job.id,
        kind: job.kind,
    }
}

fn table(lang: Lang, jobs: Vec<Job>) -> Table {
    let t = T(lang);
    let row = |job: Job| {
        let moment = |stored: Option<&str>| download::moment(stored);
        vec![
            job.id,
            job.kind,
            job.state,
            job.attempts.to_string(),
            moment(Some(&job.created_at)),
            moment(Some(&job.run_at)),
            moment(job.finished_at.as_deref()),
            job.last_error.unwrap_or_default(),
            job.payload,
        ]
    };
    Table {
        name: "jobs",
        title: t.admin_jobs().to_owned(),
        columns: vec![
            ("id", t.job_id()),
            ("kind", t.job_kind()),
            ("state", t.state()),
            ("attempts", t.job_attempts()),
            ("created_at", t.job_created()),
            ("run_at", t.job_next()),
            ("finished_at", t.job_finished()),
            ("last_error", t.job_error()),
            ("payload", t.job_about()),
        ],
        rows: jobs.into_iter().map(row).collect(),
    }
}

pub(super) async fn again(granted: Granted, State(app): State<App>, fields: Fields) -> Result<Redirect, Problem> {
    // The button of a row means that row alone, whatever is ticked.
    let which = if fields.has("one") { "one" } else { "chosen" };
    let ids: Vec<String> = fields.all(which).map(str::to_owned).take(1000).collect();
    let (by, now) = (granted.actor.account_id, app.clock.now());
    let done = app.db.write(move |tx| store::put_back(tx, &ids, &by, now)).await?;
    Ok(Redirect::to(&format!("{PATH}?done={done}")))
}
