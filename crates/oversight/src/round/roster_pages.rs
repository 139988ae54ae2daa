//! The roster of a round as a list, and what is done with chosen organisations of it: taking off, more time.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use documents::xlsx::Cell;
use web::{
    Action, App, Granted, Lang, Page, Problem, Visit,
    components::Pager,
    form::{Choice, Errors, Fields},
    render,
};

use super::{
    Refused, extensions as commands,
    form::{self, Typed},
    pages::{RoundView, round_of},
    roster,
    store::{self, Extension, Member, Round},
};
use crate::{
    download::{self, Table},
    listing::{self, Applied, Filters},
    text::T,
    words,
};

/// An organisation of the roster in words.
pub(crate) struct MemberView {
    pub(crate) id: String,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) place: String,
    pub(crate) status: String,
    pub(crate) status_kind: &'static str,
    pub(crate) first_sent: String,
    pub(crate) sent_late: bool,
    pub(crate) extended: String,
    pub(crate) reminded: String,
    pub(crate) change: String,
}

impl MemberView {
    pub(crate) fn of(member: &Member, lang: Lang) -> Self {
        let t = T(lang);
        let change = match (&member.removed_on, &member.added_on) {
            (Some(on), _) => t.removed_on(words::day(lang, Some(on)), &member.reason),
            (None, Some(on)) => t.added_on(words::day(lang, Some(on)), &member.reason),
            (None, None) => String::new(),
        };
        let place = match member.province_code.as_str() {
            "" => listing::ministry(lang, &member.ministry_code),
            province => listing::province(lang, province),
        };
        MemberView {
            id: member.id.clone(),
            code: member.code.clone(),
            name: lang.name(&member.name_th, &member.name_en).to_owned(),
            kind: lang.label(reference::List::kinds(), &member.kind).to_owned(),
            place,
            status: words::status(lang, &member.status),
            status_kind: words::status_kind(&member.status),
            first_sent: words::moment(lang, member.first_submitted_at.as_deref()),
            sent_late: member.first_submitted_at.is_some() && !member.on_time,
            extended: words::day(lang, member.extended_to.as_deref()),
            reminded: words::moment(lang, member.reminded_at.as_deref()),
            change,
        }
    }
}

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

/// The columns of a roster as a file.
pub(crate) fn table(round: &Round, members: &[Member], lang: Lang, name: &str, title: String) -> Table {
    let t = T(lang);
    let row = |member: &Member| -> Vec<Cell> {
        vec![
            member.code.as_str().into(),
            member.name_th.as_str().into(),
            member.name_en.as_str().into(),
            member.kind.as_str().into(),
            member.ministry_code.as_str().into(),
            member.province_code.as_str().into(),
            member.status.as_str().into(),
            download::day(Some(member.extended_to.as_deref().unwrap_or(&round.due_on.to_string()))),
            download::moment(member.first_submitted_at.as_deref()),
            download::moment(member.reminded_at.as_deref()),
            download::day(member.added_on.as_deref()),
            download::day(member.removed_on.as_deref()),
            member.reason.as_str().into(),
        ]
    };
    Table {
        name: format!("{name}-{}", round.fiscal_year),
        title,
        columns: vec![
            ("code", t.code()),
            ("name_th", t.name_th()),
            ("name_en", t.name_en()),
            ("kind", t.kind()),
            ("ministry_code", t.ministry()),
            ("province_code", t.province()),
            ("status", t.state()),
            ("due_on", t.due()),
            ("first_submitted_at", t.first_sent()),
            ("reminded_at", t.last_reminded()),
            ("added_on", t.change_added()),
            ("removed_on", t.change_removed()),
            ("reason", t.reason()),
        ],
        rows: members.iter().map(row).collect(),
    }
}

/// The choices of the filters over a roster.
pub(crate) struct FilterChoices {
    pub(crate) ministries: Vec<Choice>,
    pub(crate) provinces: Vec<Choice>,
    pub(crate) kinds: Vec<Choice>,
    pub(crate) statuses: Vec<Choice>,
}

impl FilterChoices {
    pub(crate) fn of(filters: &Filters, lang: Lang, statuses: &[&str]) -> Self {
        FilterChoices {
            ministries: listing::ministries(lang, &filters.ministry),
            provinces: listing::provinces(lang, &filters.province),
            kinds: Choice::of_list(reference::List::kinds(), lang, &filters.kind),
            statuses: statuses
                .iter()
                .map(|code| Choice::new(*code, words::status(lang, code), *code == filters.status))
                .collect(),
        }
    }
}

/// The labels of the filters, for the marks that take them off.
pub(crate) fn labels(t: T) -> [(&'static str, &'static str); 7] {
    [
        ("q", t.search_name()),
        ("ministry", t.ministry()),
        ("province", t.province()),
        ("kind", t.kind()),
        ("status", t.state()),
        ("risk", t.risk()),
        ("change", t.changes()),
    ]
}

#[derive(Template)]
#[template(path = "round/roster.html")]
struct RosterPage {
    page: Page,
    t: T,
    round: RoundView,
    filters: Filters,
    choices: FilterChoices,
    applied: Vec<Applied>,
    members: Vec<MemberView>,
    total: String,
    as_of: String,
    pager: Pager,
    csv: String,
    xlsx: String,
    may_manage: bool,
}

const STATUSES: [&str; 9] =
    ["not_started", "drafting", "submitted", "returned", "approved", "sent", "outstanding", "on_time", "sent_late"];

pub(super) async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(year): Path<i32>,
    Query(filters): Query<Filters>,
) -> Result<Response, Problem> {
    let (round, today) = round_of(&app, year).await?;
    let condition = store::members_where(&round, &filters, &granted.scope, today);
    let (from, most) = filters.window();
    let (total, members) = app
        .db
        .read(move |tx| Ok::<_, db::Error>((store::count_members(tx, &condition)?, store::members(tx, &condition, from, most)?)))
        .await?;
    let (lang, t, now) = (visit.lang, T(visit.lang), app.clock.now());
    if filters.is_download() {
        let table = table(&round, &members, lang, "roster", t.roster_of(year));
        return download::answer(table, &filters.format, lang, visit.demonstration, now);
    }
    let path = format!("/rounds/{year}/roster");
    let page = visit.page(t.roster_of(year)).crumb("/rounds", t.rounds());
    let mut page = page.crumb(format!("/rounds/{year}"), t.round_title(year)).at(t.roster());
    page = match filters.done.as_str() {
        "added" => page.with_notice("ok", t.done_added(&filters.n)),
        "removed" => page.with_notice("ok", t.done_removed(&filters.n)),
        _ => page,
    };
    let body = RosterPage {
        page,
        t,
        round: RoundView::of(&round, lang, today),
        choices: FilterChoices::of(&filters, lang, &STATUSES),
        applied: filters.applied(lang, &path, &labels(t)),
        members: members.iter().map(|member| MemberView::of(member, lang)).collect(),
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

/// What a form about chosen organisations shows.
#[derive(Template)]
#[template(path = "round/chosen.html")]
struct ChosenPage {
    page: Page,
    t: T,
    round: RoundView,
    /// `extend`, `remove` or `add`.
    act: &'static str,
    heading: &'static str,
    under: &'static str,
    action: String,
    chosen: Vec<(String, String)>,
    codes: String,
    date: Typed,
    reason: String,
    errors: Errors,
}

impl ChosenPage {
    fn new(visit: &Visit, round: &Round, app: &App, act: &'static str) -> Self {
        let (t, year) = (T(visit.lang), round.fiscal_year);
        let (heading, under, action) = match act {
            "extend" => (t.grant_extension(), t.grant_extension_under(), format!("/rounds/{year}/extensions")),
            "remove" => (t.take_off_roster(), t.take_off_roster_under(), format!("/rounds/{year}/roster/removals")),
            _ => (t.add_to_roster(), t.add_to_roster_under(), format!("/rounds/{year}/roster/additions")),
        };
        let page = visit.page(heading).crumb("/rounds", t.rounds());
        let page = page.crumb(format!("/rounds/{year}"), t.round_title(year));
        let page = page.crumb(format!("/rounds/{year}/roster"), t.roster()).at(heading);
        let today = app.clock.today();
        let date = if act == "extend" { Typed::default() } else { Typed::of(visit.lang, today) };
        ChosenPage {
            page,
            t,
            round: RoundView::of(round, visit.lang, today),
            act,
            heading,
            under,
            action,
            chosen: Vec::new(),
            codes: String::new(),
            date,
            reason: String::new(),
            errors: Errors::new(),
        }
    }

    fn answer(mut self) -> Result<Response, Problem> {
        self.page.error_title = !self.errors.is_empty();
        let status = if self.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        Ok((status, render(&self)?).into_response())
    }
}

/// The names of chosen organisations on the roster and in reach, in Thai order.
async fn named(app: &App, granted: &Granted, round: &Round, ids: Vec<String>, lang: Lang) -> Result<Vec<(String, String)>, Problem> {
    let (scope, round) = (granted.scope.clone(), round.clone());
    let found = app.db.read(move |tx| store::named(tx, &round, &ids, &scope)).await?;
    Ok(found.into_iter().map(|(id, th, en)| (id, lang.name(&th, &en).to_owned())).collect())
}

fn chosen_ids(fields: &Fields) -> Vec<String> {
    let mut ids: Vec<String> = fields.all("chosen").map(str::to_owned).collect();
    ids.sort();
    ids.dedup();
    ids
}

/// Organisations were chosen in the list, and a button pressed: the form for what is to be done with them.
pub(super) async fn chosen(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(year): Path<i32>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (round, _) = round_of(&app, year).await?;
    let act = if fields.raw("act") == "remove" { "remove" } else { "extend" };
    let mut body = ChosenPage::new(&visit, &round, &app, act);
    body.chosen = named(&app, &granted, &round, chosen_ids(&fields), visit.lang).await?;
    if body.chosen.is_empty() {
        return Err(Problem::BadRequest(T(visit.lang).choose_first().into()));
    }
    body.answer()
}

pub(super) async fn additions_form(visit: Visit, State(app): State<App>, Path(year): Path<i32>) -> Result<Response, Problem> {
    let (round, _) = round_of(&app, year).await?;
    ChosenPage::new(&visit, &round, &app, "add").answer()
}

pub(super) async fn add(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(year): Path<i32>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (round, _) = round_of(&app, year).await?;
    let mut body = ChosenPage::new(&visit, &round, &app, "add");
    body.date = form::date(&fields, "on", visit.lang, &mut body.errors);
    body.codes = fields.raw("codes").to_owned();
    body.reason = fields.text("reason");
    if let Some(on) = body.date.date {
        let (codes, reason) = (form::codes_of_text(&body.codes), body.reason.clone());
        let (by, now) = (granted.actor.account_id, app.clock.now());
        let done = app.db.write(move |tx| roster::add(tx, year, &codes, (on, &reason), &by, now)).await;
        match done {
            Ok(n) => return Ok(Redirect::to(&format!("/rounds/{year}/roster?change=added&done=added&n={n}")).into_response()),
            Err(Refused::Database(problem)) => return Err(problem.into()),
            Err(refused) => body.errors = refused.errors(visit.lang),
        }
    }
    body.answer()
}

pub(super) async fn remove(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(year): Path<i32>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (round, _) = round_of(&app, year).await?;
    let mut body = ChosenPage::new(&visit, &round, &app, "remove");
    body.date = form::date(&fields, "on", visit.lang, &mut body.errors);
    body.reason = fields.text("reason");
    body.chosen = named(&app, &granted, &round, chosen_ids(&fields), visit.lang).await?;
    if let Some(on) = body.date.date {
        let ids: Vec<String> = body.chosen.iter().map(|(id, _)| id.clone()).collect();
        let (reason, by, now) = (body.reason.clone(), granted.actor.account_id, app.clock.now());
        let done = app.db.write(move |tx| roster::remove(tx, year, &ids, (on, &reason), &by, now)).await;
        match done {
            Ok(n) => {
                return Ok(Redirect::to(&format!("/rounds/{year}/roster?change=removed&done=removed&n={n}")).into_response());
            }
            Err(Refused::Database(problem)) => return Err(problem.into()),
            Err(refused) => body.errors = refused.errors(visit.lang),
        }
    }
    body.answer()
}

pub(super) async fn grant(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(year): Path<i32>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (round, _) = round_of(&app, year).await?;
    let mut body = ChosenPage::new(&visit, &round, &app, "extend");
    body.date = form::date(&fields, "due", visit.lang, &mut body.errors);
    body.reason = fields.text("reason");
    body.chosen = named(&app, &granted, &round, chosen_ids(&fields), visit.lang).await?;
    if let Some(due) = body.date.date {
        let ids: Vec<String> = body.chosen.iter().map(|(id, _)| id.clone()).collect();
        let (reason, by, now) = (body.reason.clone(), granted.actor.account_id, app.clock.now());
        let done = app.db.write(move |tx| commands::grant(tx, year, &ids, (due, &reason), &by, now)).await;
        match done {
            Ok(made) => {
                let to = format!("/rounds/{year}/extensions?done=granted&n={}", made.len());
                return Ok(Redirect::to(&to).into_response());
            }
            Err(Refused::Database(problem)) => return Err(problem.into()),
            Err(refused) => body.errors = named_rows(&refused, &body.chosen, visit.lang),
        }
    }
    body.answer()
}

/// Refused organisations by their names: the rows of a choice mean nothing to people.
fn named_rows(refused: &Refused, chosen: &[(String, String)], lang: Lang) -> Errors {
    let mut errors = Errors::new();
    for row in refused.rows() {
        let name = chosen.iter().find(|(id, _)| *id == row.code).map_or("", |(_, name)| name);
        errors.add("due", format!("{name}: {}", row.reason.words(lang)));
    }
    if errors.is_empty() { refused.errors(lang) } else { errors }
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

pub(super) async fn extensions(
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
