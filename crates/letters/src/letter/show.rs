//! One letter: what it says, its way with who did what and when, and what may be done next.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use db::Tx;
use serde::Deserialize;
use web::{
    Action, App, Granted, Lang, Page, Problem, Visit,
    components::Choice,
    form::{Errors, Fields},
    render,
};

use super::{
    list::Line,
    store::{self, Letter},
    ways::{self, Attached, Kept, Ways},
};
use crate::{
    circular::store::{self as sent, Recipient},
    dated::{Typed, time_of},
    download,
    office::store::{self as offices, Given, Officer},
    reach::Reach,
    rules::{
        Form,
        delegation::capacity,
        lifecycle::{State as Stands, Wish, allows},
        order::{Outcome, Task, turn},
    },
    text::T,
    words::{self, lines},
};

/// Recipients that are listed by name.
const LISTED: usize = 200;
/// Steps that a form offers at once.
const ROWS: usize = 5;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    done: String,
    n: String,
}

/// A step in words.
pub(super) struct StepView {
    place: String,
    /// Of a round after the first.
    is_later: bool,
    task: &'static str,
    holder: String,
    position: String,
    kind: &'static str,
    status: &'static str,
    words: String,
    signed: Vec<String>,
    at: String,
    recorded: String,
}

/// Everything that the page needs from the database.
struct Loaded {
    letter: Letter,
    ways: Ways,
    officers: Vec<Officer>,
    delegations: Vec<Given>,
    files: Vec<Attached>,
    recipients: Vec<Recipient>,
    sent_to: (i64, i64),
}

fn load(tx: &mut Tx<'_>, id: &str, reach: &Reach) -> db::Result<Option<Loaded>> {
    let Some(letter) = store::one(tx, id, reach)? else { return Ok(None) };
    Ok(Some(Loaded {
        ways: Ways::load(tx, &letter)?,
        officers: offices::officers(tx, &letter.organisation_id)?,
        delegations: offices::delegations(tx, &letter.organisation_id)?,
        files: ways::files(tx, id)?,
        recipients: sent::recipients(tx, id, &sent::Asked::default(), LISTED)?,
        sent_to: sent::counts(tx, id)?,
        letter,
    }))
}

#[derive(Template)]
#[template(path = "letter/show.html")]
struct ShowPage {
    page: Page,
    t: T,
    line: Line,
    letter: Letter,
    facts: Vec<(&'static str, String)>,
    body: Vec<String>,
    references: Vec<String>,
    enclosures: Vec<String>,
    files: Vec<Attached>,
    steps: Vec<StepView>,
    /// The officer in whose turn the person may act now.
    mine: Option<(String, &'static str)>,
    is_draft_step: bool,
    /// Officers by whom the step may have been done on paper.
    on_paper: Vec<Choice>,
    may: May,
    rows: Vec<(usize, Vec<Choice>, Vec<Choice>)>,
    day: Typed,
    time: String,
    recipients: Vec<(String, String, &'static str, &'static str)>,
    sent_to: String,
    values: Fields,
    errors: Errors,
}

/// What the person may do with the letter where it stands.
#[derive(Clone, Copy, Default)]
struct May {
    edit: bool,
    submit: bool,
    issue: bool,
    receive: bool,
    dispatch: bool,
    route: bool,
    record: bool,
    remind: bool,
}

impl May {
    fn of(loaded: &Loaded, granted: &Granted) -> Self {
        let letter = &loaded.letter;
        if !granted.actor.may(Action::KeepLetter, &letter.path) {
            return May::default();
        }
        let is = |wish| allows(letter.state, letter.written.form, wish);
        May {
            edit: is(Wish::Edit) && !letter.incoming,
            submit: is(Wish::Submit) && !letter.incoming,
            issue: is(Wish::Issue),
            receive: is(Wish::Receive),
            dispatch: is(Wish::Dispatch) && !letter.incoming && letter.written.form == Form::External,
            route: is(Wish::Route) && letter.received.is_some(),
            record: matches!(letter.state, Stands::Signing | Stands::Routing),
            remind: loaded.sent_to.0 > loaded.sent_to.1,
        }
    }
}

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    shown((&visit, &granted, &app), id, &asked, (Fields::default(), Errors::new())).await
}

/// The page again with what was typed and what is wrong with it.
pub(super) async fn again(
    at: (&Visit, &Granted, &App),
    id: String,
    values: Fields,
    errors: Errors,
) -> Result<Response, Problem> {
    shown(at, id, &Asked::default(), (values, errors)).await
}

async fn shown(
    (visit, granted, app): (&Visit, &Granted, &App),
    id: String,
    asked: &Asked,
    (values, errors): (Fields, Errors),
) -> Result<Response, Problem> {
    let (lang, t, now) = (visit.lang, T(visit.lang), app.clock.now());
    // Who came to act is shown the letter as far as it may be read.
    let mut reading = granted.clone();
    reading.scope = granted.actor.scope(Action::ViewLetter).ok_or(Problem::Forbidden)?;
    let reach = Reach::of(&reading);
    let within = reach.clone();
    let loaded = app.db.read(move |tx| load(tx, &id, &within)).await?.ok_or(Problem::NotFound)?;
    let letter = &loaded.letter;
    let next = turn(loaded.ways.current(letter), &loaded.ways.acts).cloned();
    let delegations: Vec<_> = loaded.delegations.iter().map(|given| given.delegation.clone()).collect();
    let here = loaded.officers.iter().filter(|officer| !officer.has_left);
    let able: Vec<&Officer> = match &next {
        Some(step) => here
            .clone()
            .filter(|one| capacity(&step.holder, &one.id, &delegations, thai::date::bangkok_date(now)).is_ok())
            .collect(),
        None => Vec::new(),
    };
    let account = Some(granted.actor.account_id.as_str());
    let acts = granted.actor.may(Action::ActOnLetter, &letter.path);
    let mine = able.iter().find(|officer| acts && officer.account_id.as_deref() == account);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let tasks: &[Task] =
        if letter.received.is_some() { &[Task::Direct, Task::Acknowledge] } else { &[Task::Check, Task::Sign] };
    let named = |officer: &Officer| (officer.id.clone(), format!("{} · {}", officer.name, officer.position));
    let body = ShowPage {
        page: framed(visit, letter, asked, &errors),
        t,
        line: Line::of(letter, &reach, lang),
        facts: facts(letter, lang),
        body: lines(&reach.words(&letter.path, &letter.written.body)),
        references: lines(&letter.written.refs),
        enclosures: lines(&letter.written.enclosures),
        steps: loaded
            .ways
            .kept
            .iter()
            .map(|kept| step(kept, (letter, next.as_ref().map(|step| step.id.as_str())), &reach, lang))
            .collect(),
        mine: mine.and_then(|officer| Some((officer.id.clone(), words::task(lang, next.as_ref()?.task)))),
        is_draft_step: next.as_ref().is_some_and(|step| matches!(step.task, Task::Check | Task::Sign)),
        on_paper: able.iter().map(|officer| named(officer)).map(|(id, name)| Choice::new(id, name)).collect(),
        may: May::of(&loaded, granted),
        rows: (0..ROWS)
            .map(|n| {
                let (officer, task) =
                    (values.text(&format!("steps[{n}].officer")), values.text(&format!("steps[{n}].task")));
                let officers = Choice::of(here.clone().map(named), &officer);
                (n, officers, Choice::of(tasks.iter().map(|task| (task.code(), words::task(lang, *task))), &task))
            })
            .collect(),
        day: if values.has("day") { Typed::read(values.raw("day"), lang) } else { Typed::of(app.clock.today(), lang) },
        time: if values.has("time") { values.text("time") } else { time_of(now) },
        recipients: loaded.recipients.iter().map(|one| one.words(lang)).collect(),
        sent_to: match loaded.sent_to {
            (0, _) => String::new(),
            (all, acknowledged) => t.acknowledged_of(lang.number(acknowledged), lang.number(all)),
        },
        files: loaded.files,
        letter: loaded.letter,
        values,
        errors,
    };
    Ok((status, render(&body)?).into_response())
}

fn framed(visit: &Visit, letter: &Letter, asked: &Asked, errors: &Errors) -> Page {
    let t = T(visit.lang);
    let title = if letter.incoming { t.received_letter() } else { words::form(visit.lang, letter.written.form) };
    let mut page = visit.page(title).crumb("/letters", t.letters()).at(title);
    page.error_title = !errors.is_empty();
    let words = match asked.done.as_str() {
        "drafted" | "saved" => t.done_saved(),
        "received" => t.done_received(),
        "submitted" => t.done_submitted(),
        "passed_on" => t.done_passed_on(),
        "acted" => t.done_acted(),
        "numbered" => t.done_numbered(),
        "sent" => return page.with_notice("ok", t.done_sent(asked.n.parse::<u32>().unwrap_or_default())),
        "reminded" => return page.with_notice("ok", t.done_reminded(asked.n.parse::<u32>().unwrap_or_default())),
        _ => return page,
    };
    page.with_notice("ok", words)
}

fn facts(letter: &Letter, lang: Lang) -> Vec<(&'static str, String)> {
    let (t, w) = (T(lang), &letter.written);
    let mut all = vec![(t.organisation(), lang.name(&letter.name_th, &letter.name_en).to_owned())];
    if letter.incoming {
        all.push((t.sender(), letter.sender.clone()));
    } else if !letter.unit.is_empty() {
        all.push((t.from_unit(), letter.unit.clone()));
    }
    if !w.addressee.is_empty() {
        all.push((t.addressee(), format!("{} {}", w.salutation, w.addressee)));
    }
    let number =
        if letter.number.is_empty() { t.not_numbered().to_owned() } else { words::number(lang, &letter.number) };
    all.push((t.number(), number));
    if let Some(day) = letter.dated {
        all.push((t.dated(), lang.date(day)));
    }
    all.push((t.urgency(), words::urgency(lang, w.urgency).to_owned()));
    all.push((t.secrecy(), words::secrecy(lang, w.secrecy).to_owned()));
    if let Some(receipt) = &letter.received {
        let number = words::number(lang, &receipt.number.to_string());
        let words = t.register_number(number, lang.moment(receipt.at));
        all.push((t.receipt(), if receipt.desk.is_empty() { words } else { format!("{} · {words}", receipt.desk) }));
    }
    all.push((t.made(), t.by_at(&letter.made_by, lang.moment(letter.made_at))));
    if let Some(at) = letter.sent_at {
        all.push((t.sent(), lang.moment(at)));
    }
    if let Some(day) = letter.due_on {
        all.push((t.acknowledge_by(), lang.date(day)));
    }
    all
}

fn step(kept: &Kept, (letter, next): (&Letter, Option<&str>), reach: &Reach, lang: Lang) -> StepView {
    let t = T(lang);
    let (kind, status) = match (&kept.done, next == Some(kept.step.id.as_str())) {
        (Some(done), _) if done.outcome == Outcome::Returned => ("warn", t.step_returned()),
        (Some(_), _) => ("ok", t.step_done()),
        (None, _) if is_over(kept, letter) => ("off", t.step_dropped()),
        (None, true) => ("go", t.step_now()),
        (None, false) => ("off", t.step_later()),
    };
    let recorded = kept.done.as_ref().filter(|done| done.on_paper);
    StepView {
        place: words::number(lang, &kept.round.max(1).to_string()),
        is_later: kept.round > 1,
        task: words::task(lang, kept.step.task),
        holder: kept.holder.clone(),
        position: kept.position.clone(),
        kind,
        status,
        words: kept.done.as_ref().map(|done| reach.words(&letter.path, &done.words)).unwrap_or_default(),
        signed: kept
            .done
            .as_ref()
            .map(|done| std::iter::once(done.name.clone()).chain(done.signature.iter().cloned()).collect())
            .unwrap_or_default(),
        at: kept.done.as_ref().map(|done| lang.moment(done.at)).unwrap_or_default(),
        recorded: recorded
            .map(|done| t.recorded_on_paper(&done.recorded_by, lang.moment(done.recorded_at)))
            .unwrap_or_default(),
    }
}

/// A step of a round that ended with the draft going back.
fn is_over(kept: &Kept, letter: &Letter) -> bool {
    let signing = kept.way == crate::rules::order::Way::Signing;
    signing && (kept.round < letter.round || letter.state == Stands::Draft)
}

pub(super) async fn attachment(
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let reach = Reach::of(&granted);
    let read = app.db.read(move |tx| {
        let Some((letter, name, bytes)) = ways::file(tx, &id)? else { return Ok(None) };
        let seen = store::one(tx, &letter, &reach)?;
        Ok::<_, db::Error>(seen.map(|_| (name, bytes)))
    });
    let (name, bytes) = read.await?.ok_or(Problem::NotFound)?;
    let plain = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' };
    Ok(download::file(bytes, "application/octet-stream", &name.chars().map(plain).collect::<String>()))
}
