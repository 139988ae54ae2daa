//! The extensions of a round as a list, and their revocation.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use documents::xlsx::Cell;
use web::{Action, App, Granted, Lang, Page, Problem, Visit, components::Pager, form::Choice, render};

use super::{
    extensions as commands,
    pages::{RoundView, round_of},
    store::{self, Extension},
};
use crate::{
    download::{self, Table},
    listing::Filters,
    text::T,
    words,
};

/// An extension in words.
pub(super) struct ExtensionView {
    pub(super) id: String,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) due: String,
    pub(super) reason: String,
    pub(super) granted: String,
    pub(super) revoked: String,
}

impl ExtensionView {
    pub(super) fn of(extension: &Extension, lang: Lang) -> Self {
        let moment = |at: Option<&str>| words::moment(lang, at);
        let revoked = extension.revoked_at.as_deref().map(|at| {
            let by = extension.revoked_by.as_deref().unwrap_or_default();
            format!("{} · {by}", moment(Some(at)))
        });
        ExtensionView {
            id: extension.id.clone(),
            code: extension.code.clone(),
            name: lang.name(&extension.name_th, &extension.name_en).to_owned(),
            due: words::day(lang, Some(&extension.due_on)),
            reason: extension.reason.clone(),
            granted: format!("{} · {}", moment(Some(&extension.granted_at)), extension.granted_by),
            revoked: revoked.unwrap_or_default(),
        }
    }
}

#[derive(Template)]
#[template(path = "round/extensions.html")]
struct ExtensionsPage {
    page: Page,
    t: T,
    round: RoundView,
    filters: Filters,
    statuses: Vec<Choice>,
    extensions: Vec<ExtensionView>,
    total: String,
    as_of: String,
    pager: Pager,
    csv: String,
    xlsx: String,
    may_manage: bool,
}

pub(super) async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(year): Path<i32>,
    Query(filters): Query<Filters>,
) -> Result<Response, Problem> {
    let (round, today) = round_of(&app, year).await?;
    let (scope, asked, id) = (granted.scope.clone(), filters.clone(), round.id.clone());
    let (total, found) = app.db.read(move |tx| store::extensions(tx, &id, &scope, &asked, asked.window())).await?;
    let (lang, t, now) = (visit.lang, T(visit.lang), app.clock.now());
    if filters.is_download() {
        return download::answer(extensions_table(year, &found, t), &filters.format, lang, visit.demonstration, now);
    }
    let path = format!("/rounds/{year}/extensions");
    let page = visit.page(t.extensions_of(year)).crumb("/rounds", t.rounds());
    let mut page = page.crumb(format!("/rounds/{year}"), t.round_title(year)).at(t.extensions());
    page = match filters.done.as_str() {
        "granted" => page.with_notice("ok", t.done_granted(&filters.n)),
        "revoked" => page.with_notice("ok", t.done_revoked()),
        _ => page,
    };
    let status = |code: &&str| Choice::new(*code, words::status(lang, code), **code == *filters.status);
    let body = ExtensionsPage {
        page,
        t,
        round: RoundView::of(&round, lang, today),
        statuses: ["in_force", "revoked"].iter().map(status).collect(),
        extensions: found.iter().map(|extension| ExtensionView::of(extension, lang)).collect(),
        total: lang.number(total),
        as_of: lang.moment(now),
        pager: filters.pager(lang, total, &path),
        csv: format!("{path}{}", filters.with(&[("format", "csv")])),
        xlsx: format!("{path}{}", filters.with(&[("format", "xlsx")])),
        may_manage: granted.actor.may_somewhere(Action::ManageRound),
        filters,
    };
    Ok(render(&body)?.into_response())
}

fn extensions_table(year: i32, found: &[Extension], t: T) -> Table {
    let row = |extension: &Extension| -> Vec<Cell> {
        vec![
            extension.code.as_str().into(),
            extension.name_th.as_str().into(),
            download::day(Some(&extension.due_on)),
            extension.reason.as_str().into(),
            download::moment(Some(&extension.granted_at)),
            extension.granted_by.as_str().into(),
            download::moment(extension.revoked_at.as_deref()),
            extension.revoked_by.clone().into(),
        ]
    };
    Table {
        name: format!("extensions-{year}"),
        title: t.extensions_of(year),
        filters: Vec::new(),
        columns: vec![
            ("code", t.code()),
            ("name_th", t.name_th()),
            ("due_on", t.due()),
            ("reason", t.reason()),
            ("granted_at", t.granted()),
            ("granted_by", t.granted_by()),
            ("revoked_at", t.extension_revoked()),
            ("revoked_by", t.revoked_by()),
        ],
        rows: found.iter().map(row).collect(),
    }
}

pub(super) async fn revoke(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((year, id)): Path<(i32, String)>,
) -> Result<Response, Problem> {
    let (scope, by, now) = (granted.scope, granted.actor.account_id, app.clock.now());
    let done = app.db.write(move |tx| commands::revoke(tx, &id, &scope, &by, now)).await;
    done.map_err(|refused| refused.problem(visit.lang))?;
    Ok(Redirect::to(&format!("/rounds/{year}/extensions?done=revoked")).into_response())
}
