//! The queue of versions that wait for review: the riskiest first, with the reasons in words; unchanged renewals can
//! be accepted together.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use continuity::review::{Reason, RiskClass, Triage};
use documents::xlsx::Cell;
use jiff::civil::Date;
use web::{
    Action, App, Granted, Lang, Page, Problem, Visit,
    components::Pager,
    form::{Choice, Fields},
    render,
};

use super::{
    commands::{self, reviewer},
    refused::Refused,
    store::{self, Waiting},
    waiting,
};
use crate::{
    download::{self, Table},
    listing::{self, Applied, Filters},
    round::roster_labels,
    text::T,
    words,
};

/// Plans that may be accepted in one go.
const MOST: usize = 200;

/// One waiting version in words.
struct RowView {
    version_id: String,
    name: String,
    under: String,
    risk: &'static str,
    risk_kind: &'static str,
    reasons: Vec<String>,
    changes: String,
    is_routine: bool,
    waiting: String,
    submitted: String,
    may_approve: bool,
    may_return: bool,
}

/// A reason to look, in words.
pub(super) fn reason(t: T, reason: Reason) -> String {
    match reason {
        Reason::RtoOverMtpd { processes } => t.reason_rto_over_mtpd(processes),
        Reason::Contradictions { count } => t.reason_contradictions(count),
        Reason::NoAlternateSite => t.reason_no_alternate_site().into(),
        Reason::FirstTime => t.reason_first_time().into(),
        Reason::CriticalKind => t.reason_critical_kind().into(),
        Reason::Resubmitted => t.reason_resubmitted().into(),
        Reason::ChangedMuch { changes } => t.reason_changed_much(changes),
        Reason::WaivedSections { count } => t.reason_waived(count),
        Reason::ManyWarnings { count } => t.reason_warnings(count),
        Reason::Late => t.reason_late().into(),
        Reason::LongWaiting { days } => t.reason_long_waiting(t.0.number(days)),
    }
}

/// The reasons of a verdict in words, those with the most points first; a routine one says why it is one.
pub(super) fn reasons(t: T, verdict: &Triage) -> Vec<String> {
    let mut words: Vec<String> = verdict.reasons.iter().map(|(why, _)| reason(t, *why)).collect();
    match verdict.class {
        RiskClass::Routine => words.insert(0, t.reason_unchanged().into()),
        _ if words.is_empty() => words.push(t.reason_none().into()),
        _ => {}
    }
    words
}

/// How long something waits, in words.
pub(super) fn days_waiting(t: T, days: i64) -> String {
    match days {
        ..=0 => t.since_today().to_owned(),
        days => t.days_waiting(t.0.number(days)),
    }
}

impl RowView {
    fn of(row: &Waiting, actor: &web::Actor, lang: Lang, today: Date) -> Option<Self> {
        let t = T(lang);
        let (facts, verdict) = waiting::judged(&row.facts, row.submitted_day, today)?;
        let may = reviewer(actor, &row.path);
        let may_decide = may.may_review && !may.own_organisation;
        let place = match row.province_code.as_str() {
            "" => listing::ministry(lang, &row.ministry_code),
            province => listing::province(lang, province),
        };
        let kind = lang.label(reference::List::kinds(), &row.organisation_kind);
        let plan = if row.kind == "main" { "" } else { lang.label(reference::List::plan_kinds(), &row.kind) };
        let under: Vec<&str> =
            [row.reference.as_str(), kind, &place, plan].into_iter().filter(|part| !part.is_empty()).collect();
        let routine = verdict.class == RiskClass::Routine;
        Some(RowView {
            version_id: row.version_id.clone(),
            name: lang.name(&row.name_th, &row.name_en).to_owned(),
            under: under.join(" · "),
            risk: words::risk(lang, verdict.class.code()),
            risk_kind: words::risk_kind(verdict.class.code()),
            reasons: reasons(t, &verdict),
            changes: match row.changes {
                None => t.change_first().to_owned(),
                Some(_) if facts.unchanged_renewal => t.change_unchanged().to_owned(),
                Some(changes) => t.changes_count(lang.number(changes)),
            },
            is_routine: routine,
            waiting: days_waiting(t, i64::from(facts.days_waiting)),
            submitted: words::moment(lang, Some(&row.submitted_at)),
            may_approve: may_decide,
            may_return: may_decide,
        })
    }
}

#[derive(Template)]
#[template(path = "review/queue.html")]
struct QueuePage {
    page: Page,
    t: T,
    filters: Filters,
    ministries: Vec<Choice>,
    provinces: Vec<Choice>,
    kinds: Vec<Choice>,
    changes: Vec<Choice>,
    sorts: Vec<Choice>,
    tabs: Vec<Tab>,
    applied: Vec<Applied>,
    rows: Vec<RowView>,
    total: String,
    as_of: String,
    pager: Pager,
    csv: String,
    xlsx: String,
    may_review: bool,
    has_routine: bool,
}

/// One class of risk with its number.
struct Tab {
    href: String,
    label: &'static str,
    count: String,
    current: bool,
}

pub(super) async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(filters): Query<Filters>,
) -> Result<Response, Problem> {
    let today = app.clock.today();
    let cleared = granted.actor.scope(Action::ViewClassified);
    let condition = store::queue_where(&filters, &granted.scope, cleared.as_ref(), today);
    let of_all = Filters { risk: String::new(), ..filters.clone() };
    let of_all = store::queue_where(&of_all, &granted.scope, cleared.as_ref(), today);
    let (window, sort) = (filters.window(), filters.sort.clone());
    let (classes, found) = app
        .db
        .read(move |tx| {
            let classes = store::queue_classes(tx, &of_all, today)?;
            Ok::<_, db::Error>((classes, store::queue(tx, &condition, &sort, window, today)?))
        })
        .await?;
    let (lang, t, now) = (visit.lang, T(visit.lang), app.clock.now());
    if filters.is_download() {
        let mut table = table(&found, lang, today);
        table.filters = listing::words(filters.applied(lang, "", &roster_labels(t)));
        return download::answer(table, &filters.format, lang, visit.demonstration, now);
    }
    let count = |code: &str| classes.iter().find(|(class, _)| class == code).map_or(0, |(_, count)| *count);
    let total = match filters.risk.as_str() {
        "" => classes.iter().map(|(_, count)| count).sum(),
        risk => count(risk),
    };
    let tab = |code: &'static str, label, n| Tab {
        href: format!("/reviews{}", filters.with(&[("risk", code)])),
        label,
        count: lang.number(n),
        current: filters.risk == code,
    };
    let mut tabs = vec![tab("", t.all_waiting(), classes.iter().map(|(_, n)| n).sum::<i64>())];
    tabs.extend(
        RiskClass::ALL.iter().map(|class| tab(class.code(), words::risk(lang, class.code()), count(class.code()))),
    );
    let rows: Vec<RowView> = found.iter().filter_map(|row| RowView::of(row, &granted.actor, lang, today)).collect();
    let body = QueuePage {
        page: noticed(visit.page(t.reviews()).at(t.reviews()), &filters, t),
        t,
        ministries: listing::ministries(lang, &filters.ministry),
        provinces: listing::provinces(lang, &filters.province),
        kinds: Choice::of_list(reference::List::kinds(), lang, &filters.kind),
        changes: choices(&["unchanged", "changed", "first"], &filters.change, |code| words::change(lang, code)),
        sorts: choices(&["", "waiting", "newest", "changes", "name"], &filters.sort, |code| sort_words(t, code)),
        tabs,
        applied: filters.applied(lang, "/reviews", &roster_labels(t)),
        has_routine: rows.iter().any(|row| row.is_routine && row.may_approve),
        rows,
        total: lang.number(total),
        as_of: lang.moment(now),
        pager: filters.pager(lang, total, "/reviews"),
        csv: format!("/reviews{}", filters.with(&[("format", "csv")])),
        xlsx: format!("/reviews{}", filters.with(&[("format", "xlsx")])),
        may_review: granted.actor.may_somewhere(Action::ReviewPlan),
        filters,
    };
    Ok(render(&body)?.into_response())
}

fn choices(codes: &[&str], chosen: &str, label: impl Fn(&str) -> &'static str) -> Vec<Choice> {
    codes.iter().map(|code| Choice::new(*code, label(code), *code == chosen)).collect()
}

fn sort_words(t: T, code: &str) -> &'static str {
    match code {
        "waiting" => t.sort_waiting(),
        "newest" => t.sort_newest(),
        "changes" => t.sort_changes(),
        "name" => t.sort_name(),
        _ => t.sort_risk(),
    }
}

fn noticed(page: Page, filters: &Filters, t: T) -> Page {
    match (filters.done.as_str(), filters.left.as_str()) {
        ("accepted", "" | "0") => page.with_notice("ok", t.done_accepted(&filters.n)),
        ("accepted", left) => page.with_notice("warn", t.done_accepted_part(&filters.n, left)),
        ("approved", _) => page.with_notice("ok", t.done_approved()),
        ("returned", _) => page.with_notice("ok", t.done_returned()),
        _ => page,
    }
}

fn table(found: &[Waiting], lang: Lang, today: Date) -> Table {
    let t = T(lang);
    let row = |row: &Waiting| -> Vec<Cell> {
        let verdict = waiting::judged(&row.facts, row.submitted_day, today).map(|(_, verdict)| verdict);
        let class = verdict.as_ref().map_or("", |verdict| verdict.class.code());
        let score = verdict.as_ref().map_or(0, |verdict| i64::from(verdict.score));
        let why = verdict.as_ref().map(|verdict| reasons(t, verdict).join("; ")).unwrap_or_default();
        vec![
            row.reference.as_str().into(),
            row.code.as_str().into(),
            row.name_th.as_str().into(),
            row.organisation_kind.as_str().into(),
            row.ministry_code.as_str().into(),
            row.province_code.as_str().into(),
            Cell::Int(i64::from(row.fiscal_year)),
            row.kind.as_str().into(),
            Cell::Int(row.number),
            download::moment(Some(&row.submitted_at)),
            Cell::Int(waiting::day_number(today) - row.submitted_day),
            class.into(),
            Cell::Int(score),
            why.into(),
            row.changes.map_or(Cell::Blank, Cell::Int),
        ]
    };
    Table {
        name: "reviews".into(),
        title: t.reviews().into(),
        filters: Vec::new(),
        columns: vec![
            ("reference", t.reference()),
            ("code", t.code()),
            ("name_th", t.name_th()),
            ("kind", t.kind()),
            ("ministry_code", t.ministry()),
            ("province_code", t.province()),
            ("fiscal_year", t.fiscal_year()),
            ("plan_kind", t.plan_kind()),
            ("version", t.version()),
            ("submitted_at", t.submitted()),
            ("days_waiting", t.waiting_days()),
            ("risk", t.risk()),
            ("score", t.score()),
            ("reasons", t.risk_reasons()),
            ("changes", t.changes()),
        ],
        rows: found.iter().map(row).collect(),
    }
}

/// Accepts the chosen unchanged renewals; each on its own, so that one that can't be accepted stops no other.
pub(super) async fn approve_chosen(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    let chosen: Vec<String> = fields.all("chosen").map(str::to_owned).take(MOST).collect();
    if chosen.is_empty() {
        return Err(Problem::BadRequest(T(visit.lang).choose_first().into()));
    }
    let (actor, now) = (granted.actor, app.clock.now());
    let (accepted, left) = app.db.write(move |tx| approve_each(tx, &chosen, &actor, now)).await?;
    Ok(Redirect::to(&format!("/reviews?risk=routine&done=accepted&n={accepted}&left={left}")).into_response())
}

fn approve_each(
    tx: &mut db::Tx<'_>,
    chosen: &[String],
    actor: &web::Actor,
    now: jiff::Timestamp,
) -> db::Result<(usize, usize)> {
    let (mut accepted, mut left) = (0, 0);
    for version in chosen {
        let done = tx.savepoint(|tx| commands::approve(tx, version, "", true, actor, now));
        match done {
            Ok(()) => accepted += 1,
            Err(Refused::Database(problem)) => return Err(problem),
            Err(_) => left += 1,
        }
    }
    Ok((accepted, left))
}
