//! The pages of the audit trail.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use continuity::round::day;
use jiff::{Timestamp, ToSpan, civil::Date};
use serde::Deserialize;
use web::{App, Granted, Lang, Page, Problem, Visit, form::Errors, render};

use super::{
    actions,
    store::{self, Event, Filters, Place},
};
use crate::{
    download::{self, Table},
    text::T,
    words::address,
};

const PATH: &str = "/admin/audit";
const PAGE: usize = 50;
/// Events in a file; the newest of those that fit the filters.
const DOWNLOAD: u64 = 100_000;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    organisation: String,
    actor: String,
    action: String,
    from: String,
    to: String,
    before: String,
    format: String,
}

impl Asked {
    fn with(&self, name: &str, value: &str) -> String {
        let known = [
            ("organisation", self.organisation.as_str()),
            ("actor", &self.actor),
            ("action", &self.action),
            ("from", &self.from),
            ("to", &self.to),
        ];
        let parts: Vec<_> = known.into_iter().chain([(name, value)]).collect();
        address(PATH, &parts)
    }
}

#[derive(Template)]
#[template(path = "admin/audit/list.html")]
struct List {
    page: Page,
    t: T,
    asked: Asked,
    from_understood: String,
    to_understood: String,
    errors: Errors,
    lines: Vec<Line>,
    older: Option<String>,
    newest: Option<String>,
    csv: String,
    xlsx: String,
    as_of: String,
    extent: Option<(String, String)>,
    head: Option<(String, String)>,
}

struct Line {
    at: String,
    actor: String,
    login: String,
    what: String,
    action: String,
    organisation: String,
    organisation_href: String,
    subject: String,
    subject_href: Option<String>,
    detail: Vec<(String, String)>,
    seq: String,
    hash: String,
}

pub async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    shown(&visit, granted, &app, asked, None).await
}

/// Reads every chain from its beginning and says whether one is broken.
pub async fn verify(visit: Visit, granted: Granted, State(app): State<App>) -> Result<Response, Problem> {
    if !granted.scope.is_nation() {
        return Err(Problem::Forbidden);
    }
    let (t, lang) = (T(visit.lang), visit.lang);
    let notice = match app.db.read(db::audit::verify).await {
        Ok(seen) => {
            ("ok", t.audit_whole(lang.number(seen.chains), lang.number(seen.events), lang.moment(app.clock.now())))
        }
        Err(db::Error::Chain { chain, seq, why }) => {
            tracing::error!(%chain, seq, why, "the audit chain is broken");
            ("bad", t.audit_broken(chain, lang.number(seq), why))
        }
        Err(problem) => return Err(problem.into()),
    };
    shown(&visit, granted, &app, Asked::default(), Some(notice)).await
}

/// Filters of the form, and what could not be read.
struct Read {
    filters: Filters,
    errors: Errors,
    from: Option<Date>,
    to: Option<Date>,
}

async fn shown(
    visit: &Visit,
    granted: Granted,
    app: &App,
    asked: Asked,
    notice: Option<(&'static str, String)>,
) -> Result<Response, Problem> {
    let (lang, t, now) = (visit.lang, T(visit.lang), app.clock.now());
    let download = download::is_asked(&asked.format);
    let (scope, wanted) = (granted.scope, asked.clone());
    let most = if download { DOWNLOAD } else { PAGE as u64 + 1 };
    let (read, mut events, extent, head) = app
        .db
        .read(move |tx| {
            let read = read(tx, &scope, &wanted, lang)?;
            let events =
                if read.errors.is_empty() { store::events(tx, &scope, &read.filters, most)? } else { Vec::new() };
            let extent = if scope.is_nation() { Some(store::extent(tx)?) } else { None };
            let head = read.filters.chain.as_deref().map(|chain| store::head(tx, chain)).transpose()?.flatten();
            Ok::<_, db::Error>((read, events, extent, head))
        })
        .await?;
    if download && read.errors.is_empty() {
        return download::answer(table(lang, events), &asked.format, visit, now);
    }
    let more = events.len() > PAGE;
    events.truncate(PAGE);
    let last = events.last().map(|event| event.place.written());
    let mut page = visit.page(t.admin_audit()).crumb("/admin", web::text::T(lang).nav_admin()).at(t.admin_audit());
    page.error_title = !read.errors.is_empty();
    if let Some((kind, words)) = notice {
        page = page.with_notice(kind, words);
    }
    let status = if read.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let body = List {
        page,
        t,
        from_understood: read.from.map(|date| lang.date(date)).unwrap_or_default(),
        to_understood: read.to.map(|date| lang.date(date)).unwrap_or_default(),
        errors: read.errors,
        lines: events.into_iter().map(|event| line(lang, event)).collect(),
        older: last.filter(|_| more).map(|last| asked.with("before", &last)),
        newest: (!asked.before.is_empty()).then(|| asked.with("before", "")),
        csv: asked.with("format", "csv"),
        xlsx: asked.with("format", "xlsx"),
        as_of: lang.moment(now),
        extent: extent.map(|(chains, events)| (lang.number(chains), lang.number(events))),
        head: head.map(|(seq, hash)| (lang.number(seq), hash)),
        asked,
    };
    Ok((status, render(&body)?).into_response())
}

fn read(tx: &mut db::Tx<'_>, scope: &db::Scope, asked: &Asked, lang: Lang) -> db::Result<Read> {
    let t = T(lang);
    let mut errors = Errors::new();
    let mut filters = Filters { action: thai::normalise::clean(&asked.action), ..Filters::default() };
    let organisation = thai::normalise::clean(&asked.organisation);
    if organisation == db::audit::NATION && scope.is_nation() {
        filters.chain = Some(organisation);
    } else if !organisation.is_empty() {
        filters.chain = store::organisation(tx, scope, &organisation)?;
        if filters.chain.is_none() {
            errors.add("organisation", t.no_such_organisation(&organisation));
        }
    }
    let actor = thai::normalise::clean(&asked.actor);
    if !actor.is_empty() {
        let machine = ["system", "command line", "visitor"].contains(&actor.as_str());
        filters.actor = if machine { Some(actor.clone()) } else { store::account(tx, &actor)? };
        if filters.actor.is_none() {
            errors.add("actor", t.no_such_account(&actor));
        }
    }
    let from = date(&asked.from, "from", t, &mut errors);
    let to = date(&asked.to, "to", t, &mut errors);
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        errors.add("to", t.to_before_from());
    }
    filters.from = from.and_then(day::start_of);
    filters.until = to.and_then(|to| to.checked_add(1.day()).ok()).and_then(day::start_of);
    filters.before = Place::read(&asked.before);
    Ok(Read { filters, errors, from, to })
}

fn date(typed: &str, field: &str, t: T, errors: &mut Errors) -> Option<Date> {
    if typed.trim().is_empty() {
        return None;
    }
    match thai::date::parse_date(typed) {
        Ok(read) => Some(read.date),
        Err(problem) => {
            errors.add(field, web::day::unread(t.0, typed, &problem));
            None
        }
    }
}

fn line(lang: Lang, event: Event) -> Line {
    let t = T(lang);
    let (organisation, organisation_href) = match &event.organisation {
        Some((code, th, en)) => (lang.name(th, en).to_owned(), format!("/organisations/{code}")),
        None => (web::text::T(lang).national_office().to_owned(), String::new()),
    };
    let at: Option<Timestamp> = db::instant(&event.place.at).ok();
    Line {
        at: at.map(|at| lang.moment(at)).unwrap_or_default(),
        actor: match event.actor.as_str() {
            "system" => t.actor_system().to_owned(),
            "command line" => t.actor_command_line().to_owned(),
            "visitor" => t.actor_visitor().to_owned(),
            name => name.to_owned(),
        },
        login: event.login.unwrap_or_default(),
        what: actions::words(t, &event.action).unwrap_or(&event.action).to_owned(),
        organisation,
        organisation_href,
        subject_href: match event.subject_kind.as_str() {
            "plan" => Some(format!("/plans/{}", event.subject_id)),
            _ => None,
        },
        subject: format!("{} {}", event.subject_kind, event.subject_id),
        detail: facts(&event.detail),
        seq: lang.number(event.place.seq),
        hash: event.hash.chars().take(12).collect(),
        action: event.action,
    }
}

/// The members of an event's detail as pairs of words.
fn facts(detail: &str) -> Vec<(String, String)> {
    let Ok(serde_json::Value::Object(members)) = serde_json::from_str(detail) else { return Vec::new() };
    let value = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    members.iter().map(|(name, held)| (name.clone(), value(held).chars().take(200).collect())).collect()
}

fn table(lang: Lang, events: Vec<Event>) -> Table {
    let t = T(lang);
    let row = |event: Event| {
        vec![
            event.place.at,
            event.place.chain,
            event.place.seq.to_string(),
            event.organisation.map(|(code, _, _)| code).unwrap_or_default(),
            event.actor,
            event.login.unwrap_or_default(),
            event.action,
            event.subject_kind,
            event.subject_id,
            event.detail,
            event.hash,
        ]
    };
    Table {
        name: "audit",
        title: t.admin_audit().to_owned(),
        columns: vec![
            ("at", t.audit_at()),
            ("chain", t.audit_chain()),
            ("seq", t.audit_seq()),
            ("organisation", t.organisation_code()),
            ("actor", t.audit_actor()),
            ("login", t.login()),
            ("action", t.audit_action()),
            ("subject_kind", t.audit_subject_kind()),
            ("subject_id", t.audit_subject()),
            ("detail", t.audit_detail()),
            ("hash", t.audit_hash()),
        ],
        rows: events.into_iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_detail_is_told_member_by_member_and_what_is_none_is_left_out() {
        assert_eq!(facts(r#"{"login":"a","n":2}"#), [("login".into(), "a".into()), ("n".into(), "2".into())]);
        assert!(facts("not json").is_empty() && facts("{}").is_empty());
    }

    #[test]
    fn a_day_of_a_filter_is_read_as_people_write_it() {
        let mut errors = Errors::new();
        assert_eq!(date("๓๑ ส.ค. ๒๕๖๓", "from", T(Lang::Th), &mut errors), Some(jiff::civil::date(2020, 8, 31)));
        assert!(errors.is_empty());
        assert_eq!(date("soon", "from", T(Lang::Th), &mut errors), None);
        assert!(!errors.of("from").is_empty());
    }
}
