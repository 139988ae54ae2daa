//! What is collected: the years, what organisations within reach still owe, and one collection with how far it is.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use continuity::Share;
use db::Scope;
use jiff::Timestamp;
use serde::Deserialize;
use web::{
    Action, App, Granted, Lang, Page, Problem, Visit,
    form::{Errors, Fields},
    render,
};

use super::{
    commands,
    store::{self, Collection, Member},
};
use crate::{dated::Typed, questionnaires::store::key, text::T, words};

/// A collection in words.
pub(crate) struct CollectionView {
    pub id: String,
    pub year: i32,
    pub title: String,
    pub due: String,
    pub opened: String,
    pub closed: String,
    pub questionnaire: String,
    pub questionnaire_title: String,
}

impl CollectionView {
    pub(crate) fn of(collection: &Collection, lang: Lang) -> Self {
        let t = T(lang);
        CollectionView {
            id: collection.id.clone(),
            year: collection.fiscal_year,
            title: t.collection_of(collection.fiscal_year, words::part(lang, &collection.part)),
            due: lang.date(collection.due_on),
            opened: lang.moment(collection.opened_at),
            closed: collection.closed_at.map(|at| lang.moment(at)).unwrap_or_default(),
            questionnaire: key(&collection.form),
            questionnaire_title: t.title_version(words::label(lang, &collection.form.title), &collection.form.version),
        }
    }

    pub(crate) fn framed(&self, visit: &Visit, title: &str) -> Page {
        let t = T(visit.lang);
        let page = visit.page(format!("{title} · {}", self.title)).crumb("/lessons", t.lessons());
        page.crumb(format!("/lessons/collections/{}", self.id), self.title.clone()).at(title)
    }
}

/// How many organisations and units stand where.
#[derive(Default)]
pub(crate) struct Counts {
    pub units: usize,
    pub units_answered: usize,
    pub members: usize,
    pub handed_in: usize,
    pub drafting: usize,
    pub returned: usize,
    pub not_started: usize,
}

impl Counts {
    pub(crate) fn of(members: &[Member]) -> Self {
        let count = |code: &str| members.iter().filter(|member| member.standing() == code).count();
        let units = |only: bool| {
            let of = members.iter().filter(|member| !only || !member.owes()).map(|member| member.unit.as_str());
            of.collect::<std::collections::BTreeSet<_>>().len()
        };
        Counts {
            units: units(false),
            units_answered: units(true),
            members: members.len(),
            handed_in: count("handed_in"),
            drafting: count("drafting"),
            returned: count("returned"),
            not_started: count("not_started"),
        }
    }

    fn share(&self) -> Share {
        Share::new(self.handed_in as u64, self.members as u64)
    }
}

/// `38 of 39 (97.44 %)`.
pub(crate) fn share_words(lang: Lang, share: Share) -> String {
    let t = T(lang);
    match share.percent() {
        Some(percent) => t.n_of_d(lang.number(share.n), lang.number(share.d), percent),
        None => t.no_whole().to_owned(),
    }
}

/// An organisation that owes an answer.
struct Owed {
    href: String,
    name: String,
    collection: String,
    standing_kind: &'static str,
    standing: &'static str,
    due: String,
}

struct Line {
    view: CollectionView,
    handed_in: String,
    percent: f64,
    state_kind: &'static str,
    state: &'static str,
}

#[derive(Template)]
#[template(path = "collection/list.html")]
struct ListPage {
    page: Page,
    t: T,
    owed: Vec<Owed>,
    lines: Vec<Line>,
    may_collect: bool,
}

/// Tasks that are listed by name.
const LISTED: usize = 12;

pub(super) async fn list(visit: Visit, granted: Granted, State(app): State<App>) -> Result<Response, Problem> {
    let (lang, t, today) = (visit.lang, T(visit.lang), app.clock.today());
    let (scope, own) = (granted.scope.clone(), granted.actor.scope(Action::AnswerLessons));
    let read = app.db.read(move |tx| {
        let mut all = Vec::new();
        for collection in store::all(tx)? {
            let members = store::members(tx, &collection.id, &scope)?;
            if !members.is_empty() || scope.is_nation() {
                all.push((collection, members));
            }
        }
        Ok::<_, db::Error>(all)
    });
    let all = read.await?;
    let mut owed = Vec::new();
    for (collection, members) in all.iter().filter(|(collection, _)| collection.closed_at.is_none()) {
        let mine = members.iter().filter(|member| own.as_ref().is_some_and(|own: &Scope| own.reaches(&member.path)));
        owed.extend(mine.take(LISTED).map(|member| {
            let (standing_kind, standing) = words::standing(lang, member.standing());
            let due = lang.days_until(collection.due_on, today);
            Owed {
                href: format!("/lessons/collections/{}/organisations/{}", collection.id, member.code),
                name: lang.name(&member.name_th, &member.name_en).to_owned(),
                collection: CollectionView::of(collection, lang).title,
                standing_kind,
                standing,
                due: if member.owes() { format!("{} · {due}", lang.date(collection.due_on)) } else { String::new() },
            }
        }));
    }
    let body = ListPage {
        page: visit.page(t.lessons()).at(t.lessons()),
        t,
        owed,
        lines: all.iter().map(|(collection, members)| line(collection, members, lang)).collect(),
        may_collect: granted.actor.may_somewhere(Action::CollectLessons),
    };
    Ok(render(&body)?.into_response())
}

fn line(collection: &Collection, members: &[Member], lang: Lang) -> Line {
    let t = T(lang);
    let share = Counts::of(members).share();
    let (state_kind, state) =
        if collection.closed_at.is_some() { ("off", t.collection_closed()) } else { ("go", t.collection_open()) };
    Line {
        view: CollectionView::of(collection, lang),
        handed_in: share_words(lang, share),
        percent: hundredths(share),
        state_kind,
        state,
    }
}

/// A share for a bar, 0 to 100.
pub(crate) fn hundredths(share: Share) -> f64 {
    let hundredths = share.hundredths().and_then(|n| u32::try_from(n).ok()).unwrap_or_default();
    f64::from(hundredths) / 100.0
}

struct UnitView {
    code: String,
    name: String,
    members: String,
    handed_in: String,
    percent: f64,
}

#[derive(Template)]
#[template(path = "collection/show.html")]
struct ShowPage {
    page: Page,
    t: T,
    view: CollectionView,
    tabs: Vec<(String, &'static str, bool)>,
    /// Label, count, what it is out of, and the list behind it.
    figures: Vec<(&'static str, String, String, String)>,
    units: Vec<UnitView>,
    may_collect: bool,
}

/// The pages of a collection.
pub(crate) fn tabs(id: &str, lang: Lang, current: usize) -> Vec<(String, &'static str, bool)> {
    let t = T(lang);
    let all = [("", t.tab_progress()), ("/members", t.tab_members()), ("/results", t.tab_results())];
    let tab = |(at, (rest, label)): (usize, (&str, &'static str))| {
        (format!("/lessons/collections/{id}{rest}"), label, at == current)
    };
    all.into_iter().enumerate().map(tab).collect()
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: String,
    n: String,
}

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (lang, t, scope) = (visit.lang, T(visit.lang), granted.scope.clone());
    let (collection, members) = loaded(&app, id, scope).await?;
    let view = CollectionView::of(&collection, lang);
    let counts = Counts::of(&members);
    let list = |status: &str| format!("/lessons/collections/{}/members?status={status}", collection.id);
    let number = |n: usize| lang.number(n);
    let whole = t.of_whole(lang.number(counts.members), counts.share().percent().unwrap_or_default());
    let figures = vec![
        (t.handed_in(), number(counts.handed_in), whole, list("handed_in")),
        (t.standing_drafting(), number(counts.drafting), String::new(), list("drafting")),
        (t.standing_returned(), number(counts.returned), String::new(), list("returned")),
        (t.standing_not_started(), number(counts.not_started), String::new(), list("not_started")),
    ];
    let mut page = visit.page(view.title.clone()).crumb("/lessons", t.lessons()).at(view.title.clone());
    page = match asked.done.as_str() {
        "opened" => page.with_notice("ok", t.done_opened(counts.units, counts.members)),
        "reminded" => page.with_notice("ok", t.done_reminded(asked.n.parse::<u32>().unwrap_or_default())),
        "due" => page.with_notice("ok", t.done_due(&view.due)),
        "closed" => page.with_notice("ok", t.done_closed()),
        "reopened" => page.with_notice("ok", t.done_reopened()),
        _ => page,
    };
    let body = ShowPage {
        page,
        t,
        tabs: tabs(&view.id, lang, 0),
        figures,
        units: units(&members, lang),
        may_collect: granted.actor.may_somewhere(Action::CollectLessons),
        view,
    };
    Ok(render(&body)?.into_response())
}

/// A collection that the person may see something of.
pub(crate) async fn loaded(app: &App, id: String, scope: Scope) -> Result<(Collection, Vec<Member>), Problem> {
    let read = app.db.read(move |tx| {
        let Some(collection) = store::one(tx, &id)? else { return Ok(None) };
        let members = store::members(tx, &id, &scope)?;
        Ok::<_, db::Error>(Some((collection, members)).filter(|(_, members)| scope.is_nation() || !members.is_empty()))
    });
    read.await?.ok_or(Problem::NotFound)
}

fn units(members: &[Member], lang: Lang) -> Vec<UnitView> {
    let mut units: Vec<(&Member, u64, u64)> = Vec::new();
    for member in members {
        let handed = u64::from(!member.owes());
        match units.last_mut().filter(|(first, ..)| first.unit == member.unit) {
            Some((_, n, d)) => (*n, *d) = (*n + handed, *d + 1),
            None => units.push((member, handed, 1)),
        }
    }
    let view = |(member, n, d): (&Member, u64, u64)| UnitView {
        code: member.unit.clone(),
        name: lang.name(&member.unit_th, &member.unit_en).to_owned(),
        members: lang.number(d),
        handed_in: lang.number(n),
        percent: hundredths(Share::new(n, d)),
    };
    units.into_iter().map(view).collect()
}

/// Another last day on time; what can't be read as a day is told as the refusal of the request.
pub(super) async fn due(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let typed = Typed::read(fields.raw("due"), visit.lang);
    let Some(day) = typed.date else {
        let words = if typed.error.is_empty() { T(visit.lang).refused_blank().to_owned() } else { typed.error };
        let mut errors = Errors::new();
        errors.add("due", words);
        return Err(Problem::Invalid(errors));
    };
    let (by, now, of) = (granted.actor.account_id, app.clock.now(), id.clone());
    let done = app.db.write(move |tx| commands::set_due(tx, &of, day, &by, now)).await;
    done.map_err(|refused| refused.problem(visit.lang))?;
    Ok(Redirect::to(&format!("/lessons/collections/{id}?done=due")).into_response())
}

pub(super) async fn closing(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let closed = match fields.raw("act") {
        "close" => true,
        "reopen" => false,
        _ => return Err(Problem::BadRequest(T(visit.lang).choose_act().into())),
    };
    let (by, now, of): (String, Timestamp, String) = (granted.actor.account_id, app.clock.now(), id.clone());
    let done = app.db.write(move |tx| commands::close(tx, &of, closed, &by, now)).await;
    done.map_err(|refused| refused.problem(visit.lang))?;
    let word = if closed { "closed" } else { "reopened" };
    Ok(Redirect::to(&format!("/lessons/collections/{id}?done={word}")).into_response())
}
