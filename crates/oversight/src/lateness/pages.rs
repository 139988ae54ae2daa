//! The page of who is late, and the call to remind.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use web::{Action, App, Granted, Lang, Page, Problem, Visit, components::Pager, form::Fields, render};

use super::commands::{self, Whom};
use crate::{
    download,
    listing::{self, Applied, Filters},
    round::{FilterChoices, MemberView, RoundView, roster_labels, roster_table, round_of, share, store},
    text::T,
};

/// One ministry, province or kind in words.
struct GroupView {
    name: String,
    list: String,
    roster: String,
    outstanding: String,
    not_started: String,
    drafting: String,
    returned: String,
    percent: String,
    part: f64,
}

#[derive(Template)]
#[template(path = "lateness/late.html")]
struct LatePage {
    page: Page,
    t: T,
    round: RoundView,
    filters: Filters,
    choices: FilterChoices,
    applied: Vec<Applied>,
    tabs: Vec<(String, &'static str, bool)>,
    group_name: &'static str,
    groups: Vec<GroupView>,
    members: Vec<MemberView>,
    total: String,
    as_of: String,
    pager: Pager,
    csv: String,
    xlsx: String,
    may_remind: bool,
}

/// What the table of counts is divided by: code, column of the roster, filter.
const DIVISIONS: [(&str, &str); 3] =
    [("ministry", "r.ministry_code"), ("province", "r.province_code"), ("kind", "r.kind")];

const STATUSES: [&str; 6] = ["outstanding", "not_started", "drafting", "returned", "open", "sent_late"];

pub(super) async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(year): Path<i32>,
    Query(mut filters): Query<Filters>,
) -> Result<Response, Problem> {
    let (round, today) = round_of(&app, year).await?;
    if filters.status.is_empty() {
        filters.status = "outstanding".into();
    }
    let (by, column) = DIVISIONS.into_iter().find(|(code, _)| *code == filters.by).unwrap_or(DIVISIONS[0]);
    let listed = store::members_where(&round, &filters, &granted.scope, today);
    let of_all = Filters { status: String::new(), ..filters.clone() };
    let divided = store::members_where(&round, &of_all, &granted.scope, today);
    let ((from, most), download) = (filters.window(), filters.is_download());
    let (asked, scope) = (filters.clone(), granted.scope.clone());
    let (total, members, groups) = app
        .db
        .read(move |tx| {
            let counted = store::counted_groups(tx, year, &asked, &scope, column.trim_start_matches("r."))?;
            let total = match counted.as_ref().and_then(|groups| store::total(groups, &asked.status)) {
                Some(total) => total,
                None => store::count_members(tx, &listed)?,
            };
            let groups = match counted {
                Some(groups) => groups,
                None if download => Vec::new(),
                None => store::member_groups(tx, &divided, column)?,
            };
            Ok::<_, db::Error>((total, store::members(tx, &listed, from, most)?, groups))
        })
        .await?;
    let (lang, t, now) = (visit.lang, T(visit.lang), app.clock.now());
    if download {
        let mut table = roster_table(&round, &members, lang, "late", t.late_of(year));
        table.filters = listing::words(filters.applied(lang, "", &roster_labels(t)));
        return download::answer(table, &filters.format, lang, visit.demonstration, now);
    }
    let path = format!("/rounds/{year}/late");
    let page = visit.page(t.late_of(year)).crumb("/rounds", t.rounds());
    let page = noticed(page.crumb(format!("/rounds/{year}"), t.round_title(year)).at(t.who_is_late()), &filters, t);
    let division = |(code, _): &(&'static str, &str)| {
        (format!("{path}{}", filters.with(&[("by", code)])), division_words(t, code), *code == by)
    };
    let body = LatePage {
        page,
        t,
        round: RoundView::of(&round, lang, today),
        choices: FilterChoices::of(&filters, lang, &STATUSES),
        applied: filters.applied(lang, &path, &roster_labels(t)),
        tabs: DIVISIONS.iter().map(division).collect(),
        group_name: division_words(t, by),
        groups: views(groups, by, &filters, &path, lang),
        members: members.iter().map(|member| MemberView::of(member, lang)).collect(),
        total: lang.number(total),
        as_of: lang.moment(now),
        pager: filters.pager(lang, total, &path),
        csv: format!("{path}{}", filters.with(&[("format", "csv")])),
        xlsx: format!("{path}{}", filters.with(&[("format", "xlsx")])),
        may_remind: granted.actor.may_somewhere(Action::SendReminder),
        filters,
    };
    Ok(render(&body)?.into_response())
}

fn noticed(page: Page, filters: &Filters, t: T) -> Page {
    match (filters.done.as_str(), filters.left.as_str()) {
        ("reminded", "" | "0") => page.with_notice("ok", t.done_reminded(&filters.n)),
        ("reminded", left) => page.with_notice("warn", t.done_reminded_part(&filters.n, left)),
        _ => page,
    }
}

fn division_words(t: T, code: &str) -> &'static str {
    match code {
        "province" => t.province(),
        "kind" => t.kind(),
        _ => t.ministry(),
    }
}

/// Groups with something outstanding, the largest part first; groups that are done come last.
fn views(mut groups: Vec<store::Group>, by: &str, filters: &Filters, path: &str, lang: Lang) -> Vec<GroupView> {
    let part = |group: &store::Group| {
        if group.roster > 0 { group.outstanding() as f64 * 100.0 / group.roster as f64 } else { 0.0 }
    };
    groups.sort_by(|a, b| part(b).total_cmp(&part(a)).then_with(|| a.code.cmp(&b.code)));
    let view = |group: store::Group| {
        let code = if group.code.is_empty() { listing::WITHOUT } else { group.code.as_str() };
        GroupView {
            name: match by {
                "province" => listing::province(lang, &group.code),
                "kind" => lang.label(reference::List::kinds(), &group.code).to_owned(),
                _ => listing::ministry(lang, &group.code),
            },
            list: format!("{path}{}", filters.with(&[(by, code), ("status", "")])),
            roster: lang.number(group.roster),
            outstanding: lang.number(group.outstanding()),
            not_started: lang.number(group.not_started),
            drafting: lang.number(group.drafting),
            returned: lang.number(group.returned),
            percent: share(group.outstanding(), group.roster).unwrap_or_else(|| "–".into()),
            part: part(&group),
        }
    };
    groups.into_iter().map(view).collect()
}

pub(super) async fn remind(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(year): Path<i32>,
    fields: Fields,
) -> Result<Response, Problem> {
    let filters = Filters {
        q: fields.text("q"),
        ministry: fields.text("ministry"),
        province: fields.text("province"),
        kind: fields.text("kind"),
        status: fields.text("status"),
        by: fields.text("by"),
        ..Filters::default()
    };
    let whom = if fields.raw("act") == "all" {
        Whom::All(Box::new(filters.clone()))
    } else {
        Whom::Chosen(fields.all("chosen").map(str::to_owned).collect())
    };
    if matches!(&whom, Whom::Chosen(ids) if ids.is_empty()) {
        return Err(Problem::BadRequest(T(visit.lang).choose_first().into()));
    }
    let (by, now) = (granted.actor.account_id, app.clock.now());
    let done = app.db.write(move |tx| commands::remind(tx, year, &whom, &granted.scope, &by, now)).await;
    let done = done.map_err(|refused| refused.problem(visit.lang))?;
    let (queued, left) = (done.queued.to_string(), done.left.to_string());
    let query = filters.with(&[("done", "reminded"), ("n", &queued), ("left", &left)]);
    Ok(Redirect::to(&format!("/rounds/{year}/late{query}")).into_response())
}
