//! The roster of a round as a list.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use documents::xlsx::Cell;
use web::{Action, App, Granted, Lang, Page, Problem, Visit, components::Pager, form::Choice, render};

use super::{
    pages::{RoundView, round_of},
    store::{self, Member, Round},
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
        filters: Vec::new(),
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
    let (asked, scope) = (filters.clone(), granted.scope.clone());
    let (total, members) = app
        .db
        .read(move |tx| {
            let groups = store::counted_groups(tx, year, &asked, &scope, "kind")?;
            let total = match groups.and_then(|groups| store::total(&groups, &asked.status)) {
                Some(total) => total,
                None => store::count_members(tx, &condition)?,
            };
            Ok::<_, db::Error>((total, store::members(tx, &condition, from, most)?))
        })
        .await?;
    let (lang, t, now) = (visit.lang, T(visit.lang), app.clock.now());
    if filters.is_download() {
        let mut table = table(&round, &members, lang, "roster", t.roster_of(year));
        table.filters = crate::listing::words(filters.applied(lang, "", &labels(t)));
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
