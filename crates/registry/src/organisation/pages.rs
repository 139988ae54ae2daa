//! The page of an organisation: what it is, who is above and below, what it was and what became of it, what it owes,
//! its plans, its people. Each part is shown only to who may see it; of an organisation out of reach only what anybody
//! may know: name, kind, place, what it is under, and what became of it.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use reference::List;
use web::{
    Action, Actor, App, Crumb, Granted, Lang, Page, Problem, Visit,
    account::store::{Person, people},
    render,
};

use super::{
    Labels, Organisation, public,
    seen::{self, Obligation, Plan},
    store::{self, Named, Recorded, Succession},
};
use crate::{list::query::encoded, text::T};

/// Children shown on the page itself; the rest is a list.
const CHILDREN: u32 = 30;

#[derive(Template)]
#[template(path = "organisation/show.html")]
struct Show {
    page: Page,
    t: T,
    code: String,
    href: String,
    name: String,
    other_name: String,
    kind: String,
    ministry: String,
    place: String,
    obliged: bool,
    provenance: String,
    illustrative: bool,
    valid_from: String,
    closed_on: String,
    may_edit: bool,
    may_move: bool,
    children: Vec<Line>,
    child_count: i64,
    history: Vec<Event>,
    predecessors: Vec<Line>,
    successors: Vec<Line>,
    obligations: Option<Vec<Owed>>,
    plans: Option<Vec<Line>>,
    people: Option<Vec<PersonLine>>,
    codes: Vec<(String, String)>,
}

/// A link with a line under it.
pub(super) struct Line {
    pub(super) href: String,
    pub(super) label: String,
    pub(super) hint: String,
}

struct Event {
    when: String,
    what: String,
    detail: String,
    reason: String,
    by: String,
    kind: &'static str,
}

struct Owed {
    href: String,
    year: String,
    due: String,
    extended: bool,
    tag: &'static str,
    status: String,
}

struct PersonLine {
    name: String,
    login: String,
    role: String,
    state: &'static str,
    tag: &'static str,
}

/// What just happened, told once by the address that a form leads to.
#[derive(serde::Deserialize)]
pub struct Told {
    #[serde(default)]
    done: String,
}

struct Found {
    of: Organisation,
    above: Vec<Named>,
    predecessors: Vec<Succession>,
    successors: Vec<Succession>,
    /// What is kept of an organisation within reach.
    kept: Option<Kept>,
}

struct Kept {
    children: Vec<Organisation>,
    child_count: i64,
    history: Vec<Recorded>,
    obligations: Option<Vec<Obligation>>,
    plans: Option<Vec<Plan>>,
    people: Option<Vec<Person>>,
    codes: Vec<(String, String)>,
}

fn load(tx: &mut db::Tx<'_>, granted: &Granted, code: &str) -> db::Result<Option<Found>> {
    let Some(of) = store::find(tx, &granted.scope, code)? else { return Ok(None) };
    let kept = match granted.actor.may(Action::ViewOrganisation, &of.path) {
        true => Some(kept(tx, &granted.actor, &of)?),
        false => None,
    };
    Ok(Some(Found {
        above: store::ancestors(tx, &of)?,
        predecessors: store::predecessors(tx, &of.id)?,
        successors: store::successors(tx, &of.id)?,
        kept,
        of,
    }))
}

fn kept(tx: &mut db::Tx<'_>, actor: &Actor, of: &Organisation) -> db::Result<Kept> {
    let may = |action| actor.may(action, &of.path);
    let owed = may(Action::ViewPlan) || may(Action::ViewReview) || may(Action::ViewReadiness);
    let people = match actor.scope(Action::ManagePeople).filter(|_| may(Action::ManagePeople)) {
        Some(scope) => Some(people(tx, &scope, Some(&of.id), 200)?),
        None => None,
    };
    Ok(Kept {
        children: store::children(tx, &of.id, CHILDREN)?,
        child_count: store::count_children(tx, &of.id)?,
        history: store::history(tx, &of.id)?,
        obligations: if owed { Some(seen::obligations(tx, &of.id)?) } else { None },
        plans: match may(Action::ViewPlan) {
            true => Some(seen::plans(tx, &of.id, may(Action::ViewClassified))?),
            false => None,
        },
        people,
        codes: store::other_codes(tx, &of.id)?,
    })
}

/// `GET /organisations/{code}`.
pub async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(code): Path<String>,
    Query(told): Query<Told>,
) -> Result<Response, Problem> {
    let reader = granted.clone();
    let found = app.db.read(move |tx| load(tx, &reader, &code)).await?.ok_or(Problem::NotFound)?;
    let (t, lang, labels) = (T(visit.lang), visit.lang, Labels(visit.lang));
    let Found { of, above, predecessors, successors, kept } = found;
    let mut page = visit.page(lang.name(&of.details.name_th, &of.details.name_en));
    page.crumbs = crumbs(t, lang, &above, &of);
    if let Some(words) = done(t, &told.done) {
        page = page.with_notice("ok", words);
    }
    let day = |day: Option<jiff::civil::Date>| day.map(|day| lang.date(day)).unwrap_or_default();
    let heirs = |all: &[Succession]| all.iter().map(|one| succession(t, lang, one)).collect::<Vec<_>>();
    let (predecessors, successors) = (heirs(&predecessors), heirs(&successors));
    let closed_on = day(of.closed_on);
    let Some(kept) = kept else {
        return public::shown(page, t, &of, above.last(), closed_on, (predecessors, successors));
    };
    let follows = granted.actor.may_somewhere(Action::ViewReview);
    let may_edit = granted.actor.may(Action::EditRegister, &of.path) && !of.is_closed();
    let body = Show {
        href: format!("/organisations/{}", encoded(&of.code)),
        other_name: if lang == Lang::Th { of.details.name_en.clone() } else { of.details.name_th.clone() },
        name: page.title.clone(),
        kind: labels.kind(&of.details.kind),
        ministry: labels.ministry(&of.details.ministry_code),
        place: labels.place(&of.details.province_code, &of.details.district_code),
        obliged: of.details.obliged,
        illustrative: matches!(of.details.provenance.as_str(), "illustrative" | "unverified"),
        provenance: provenance(t, &of.details.provenance),
        valid_from: day(of.valid_from),
        closed_on,
        may_edit,
        may_move: may_edit && granted.actor.scope(Action::EditRegister).is_some_and(|scope| others(&scope, &of)),
        children: kept.children.iter().map(|child| line_of(lang, labels, child)).collect(),
        child_count: kept.child_count,
        history: kept.history.iter().map(|event| told_event(t, lang, labels, event)).collect(),
        predecessors,
        successors,
        obligations: kept.obligations.map(|all| all.iter().map(|one| owed(t, lang, one, follows)).collect()),
        plans: kept.plans.map(|all| all.iter().map(|plan| plan_line(t, lang, plan)).collect()),
        people: kept.people.map(|all| all.into_iter().map(|person| person_line(t, lang, person)).collect()),
        codes: kept.codes,
        code: of.code,
        t,
        page,
    };
    Ok(render(&body)?.into_response())
}

/// True when the person reaches organisations beside this one and those below it.
fn others(scope: &db::Scope, of: &Organisation) -> bool {
    let within = |reach: &db::Reach| match reach {
        db::Reach::Subtree(path) | db::Reach::Only(path) => path.starts_with(&of.path),
    };
    scope.parts().is_none_or(|parts| !parts.iter().all(within))
}

/// The way down to an organisation.
pub(crate) fn crumbs(t: T, lang: Lang, above: &[Named], of: &Organisation) -> Vec<Crumb> {
    let crumb = |one: &Named| Crumb {
        href: Some(format!("/organisations/{}", encoded(&one.code))),
        label: lang.name(&one.name_th, &one.name_en).to_owned(),
    };
    let mut crumbs = vec![Crumb { href: Some("/organisations".into()), label: t.list_title().to_owned() }];
    crumbs.extend(above.iter().map(crumb));
    crumbs.push(Crumb { href: None, label: lang.name(&of.details.name_th, &of.details.name_en).to_owned() });
    crumbs
}

fn done(t: T, code: &str) -> Option<&'static str> {
    Some(match code {
        "created" => t.done_created(),
        "corrected" => t.done_corrected(),
        "renamed" => t.done_renamed(),
        "moved" => t.done_moved(),
        "merged" => t.done_merged(),
        "split" => t.done_split(),
        "closed" => t.done_closed(),
        _ => return None,
    })
}

fn provenance(t: T, code: &str) -> String {
    match code {
        "listed" => t.provenance_listed().into(),
        "unverified" => t.provenance_unverified().into(),
        "illustrative" => t.provenance_illustrative().into(),
        other => other.into(),
    }
}

fn line_of(lang: Lang, labels: Labels, of: &Organisation) -> Line {
    Line {
        href: format!("/organisations/{}", encoded(&of.code)),
        label: lang.name(&of.details.name_th, &of.details.name_en).to_owned(),
        hint: format!("{} · {}", labels.kind(&of.details.kind), of.code),
    }
}

fn change_word(t: T, change: &str) -> &'static str {
    match change {
        "created" => t.change_created(),
        "imported" => t.change_imported(),
        "corrected" => t.change_corrected(),
        "renamed" => t.change_renamed(),
        "moved" => t.change_moved(),
        "merged" => t.change_merged(),
        "split" => t.change_split(),
        _ => t.change_closed(),
    }
}

fn told_event(t: T, lang: Lang, labels: Labels, event: &Recorded) -> Event {
    let name = lang.name(&event.name_th, &event.name_en);
    let parent = if event.parent_code.is_empty() { t.at_top().to_owned() } else { t.below(&event.parent_code) };
    let by = match event.recorded_by.as_str() {
        "command line" => t.by_command_line(),
        "system" => t.by_system(),
        person => person,
    };
    Event {
        when: event.effective_on.map_or_else(|| t.since_unknown().to_owned(), |day| lang.date(day)),
        what: change_word(t, &event.change).to_owned(),
        detail: format!("{name} · {} · {parent}", labels.kind(&event.kind)),
        reason: event.reason.clone(),
        by: t.recorded(by, lang.moment(event.recorded_at)),
        kind: match event.change.as_str() {
            "closed" | "merged" | "split" => "off",
            "created" => "ok",
            _ => "",
        },
    }
}

fn succession(t: T, lang: Lang, one: &Succession) -> Line {
    Line {
        href: format!("/organisations/{}", encoded(&one.other.code)),
        label: lang.name(&one.other.name_th, &one.other.name_en).to_owned(),
        hint: format!("{} · {}", change_word(t, &one.change), lang.date(one.effective_on)),
    }
}

/// A year's duty; only who may see rounds is led to it.
fn owed(t: T, lang: Lang, one: &Obligation, follows: bool) -> Owed {
    let (tag, status) = match one.status.as_str() {
        _ if one.removed => ("off", t.owed_removed()),
        "drafting" => ("go", t.owed_drafting()),
        "submitted" => ("go", t.owed_submitted()),
        "returned" => ("warn", t.owed_returned()),
        "approved" => ("ok", t.owed_approved()),
        _ => ("off", t.owed_not_started()),
    };
    Owed {
        href: if follows { format!("/rounds/{}", one.fiscal_year) } else { String::new() },
        year: lang.fiscal_year(one.fiscal_year).to_string(),
        due: lang.short_date(one.due_on),
        extended: one.extended,
        tag,
        status: status.to_owned(),
    }
}

fn plan_line(t: T, lang: Lang, plan: &Plan) -> Line {
    let kind = lang.label(List::plan_kinds(), &plan.kind);
    let version = match plan.version {
        0 => t.plan_draft().to_owned(),
        number => t.plan_version(number, &plan.reference),
    };
    Line {
        href: format!("/plans/{}", encoded(&plan.id)),
        label: if plan.title.is_empty() { kind.to_owned() } else { plan.title.clone() },
        hint: format!("{} · {kind} · {version}", lang.fiscal_year(plan.fiscal_year)),
    }
}

fn person_line(t: T, lang: Lang, person: Person) -> PersonLine {
    let (tag, state) = if person.disabled {
        ("off", t.person_disabled())
    } else if person.invited {
        ("warn", t.person_invited())
    } else {
        ("ok", t.person_active())
    };
    PersonLine {
        role: lang.label(List::roles(), &person.role).to_owned(),
        name: person.name,
        login: person.login,
        state,
        tag,
    }
}
