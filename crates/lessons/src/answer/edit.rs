//! One section to write: its page, the form that keeps every word, and the saves that the page makes by itself.

use askama::Template;
use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use questionnaire::{
    Answers, Examined, Item, Kind, Question, Questionnaire, Repeat, Row, Value, Why, examine, form::Section,
};
use serde::Deserialize;
use serde_json::json;
use web::{
    Action, App, Granted, Lang, Page, Problem, Visit,
    components::Choice,
    conditional,
    form::{Errors, Fields},
    render,
};

use super::{
    commands::{self, Case, Saved, Who},
    form,
    view::{address, framed, problem},
};
use crate::{text::T, words};

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// A repeat that one more row is wanted of.
    row: String,
    /// Show what is missing too.
    check: String,
    saved: String,
}

/// A question to be answered.
struct AskView {
    field: String,
    label: String,
    hint: String,
    kind: &'static str,
    value: String,
    choices: Vec<Choice>,
    required: bool,
    long: bool,
    hidden: bool,
    error: String,
}

struct RowView {
    index: usize,
    number: String,
    asks: Vec<AskView>,
}

/// A question, or a repeat with its rows.
struct PartView {
    ask: Option<AskView>,
    name: String,
    label: String,
    hidden: bool,
    error: String,
    rows: Vec<RowView>,
}

#[derive(Template)]
#[template(path = "answer/edit.html")]
struct EditPage {
    page: Page,
    t: T,
    address: String,
    section: String,
    label: String,
    step: &'static str,
    etag: String,
    saved_at: String,
    parts: Vec<PartView>,
    errors: Errors,
    before: Option<(String, String)>,
    after: Option<(String, String)>,
}

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((id, code, section)): Path<(String, String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (lang, today, scope) = (visit.lang, app.clock.today(), granted.scope.clone());
    let case = app.db.read(move |tx| Case::load(tx, &id, &code, &scope)).await;
    let case = case.map_err(|refused| refused.problem(lang))?;
    let form = &case.collection.form;
    let of = form.section(&section).ok_or(Problem::NotFound)?;
    if !granted.actor.may(Action::AnswerLessons, &case.member.path) || !case.is_open() {
        return Ok(Redirect::to(&format!("{}/check#s-{section}", address(&case))).into_response());
    }
    let answers = case.document();
    let examined = examine(form, &with_rows(of, &answers, &asked.row), today);
    let mut errors = Errors::new();
    for found in examined.of(&section).filter(|found| !asked.check.is_empty() || found.why != Why::Missing) {
        let field = found.place.field();
        errors.add(field.clone(), problem(form, &examined, &field, lang));
    }
    let body = page(&visit, &case, of, (&examined, &asked), errors);
    Ok(render(&body)?.into_response())
}

/// The answers with an empty row where one is to be written.
fn with_rows(section: &Section, answers: &Answers, wanted: &str) -> Answers {
    let mut answers = answers.clone();
    for item in &section.items {
        if let Item::Repeat(repeat) = item
            && (answers.rows(&repeat.name).is_empty() || repeat.name == wanted)
        {
            answers.rows.entry(repeat.name.clone()).or_default().push(Row::new());
        }
    }
    answers
}

fn page(
    visit: &Visit,
    case: &Case,
    section: &Section,
    (examined, asked): (&Examined, &Asked),
    errors: Errors,
) -> EditPage {
    let (lang, t) = (visit.lang, T(visit.lang));
    let form = &case.collection.form;
    let answers = with_rows(section, &case.document(), &asked.row);
    let own = case.draft.as_ref().and_then(|draft| draft.sections.get(&section.name));
    let label = words::label(lang, &section.label).to_owned();
    let mut page = framed(visit, case, &label, true);
    if !asked.saved.is_empty() {
        page = page.with_notice("ok", t.done_saved());
    }
    let parts = section.items.iter().map(|item| match item {
        Item::Question(question) => {
            let value = answers.value(&question.name);
            let field = question.name.clone();
            let ask = ask(form, question, value, field, (examined, &errors), lang);
            PartView {
                ask: Some(ask),
                name: String::new(),
                label: String::new(),
                hidden: false,
                error: String::new(),
                rows: Vec::new(),
            }
        }
        Item::Repeat(repeat) => rows(form, repeat, &answers, (examined, &errors), lang),
    });
    let asked_sections: Vec<&Section> = form
        .sections
        .iter()
        .zip(&examined.sections)
        .filter(|(_, (_, progress))| *progress != questionnaire::Progress::NotAsked)
        .map(|(section, _)| section)
        .collect();
    let at = asked_sections.iter().position(|known| known.name == section.name);
    let beside = |at: Option<usize>| {
        let section = at.and_then(|at| asked_sections.get(at))?;
        Some((format!("{}/sections/{}", address(case), section.name), words::label(lang, &section.label).to_owned()))
    };
    EditPage {
        t,
        address: address(case),
        section: section.name.clone(),
        step: words::step(lang, section.step),
        etag: conditional::tag(own.map(|own| own.revision).unwrap_or_default()),
        saved_at: own.and_then(|own| own.saved_at).map(|at| lang.time(at)).unwrap_or_default(),
        parts: parts.collect(),
        before: beside(at.and_then(|at| at.checked_sub(1))),
        after: beside(at.map(|at| at + 1)),
        page,
        label,
        errors,
    }
}

fn ask(
    form: &Questionnaire,
    question: &Question,
    value: Option<&Value>,
    field: String,
    (examined, errors): (&Examined, &Errors),
    lang: Lang,
) -> AskView {
    let choice = |choice: &questionnaire::Choice| {
        let chosen = value.is_some_and(|value| value.has(&choice.value));
        Choice::new(choice.value.clone(), words::label(lang, &choice.label)).chosen(chosen)
    };
    let text = value.map(Value::text).unwrap_or_default();
    AskView {
        label: words::label(lang, &question.label).to_owned(),
        hint: words::label(lang, &question.hint).to_owned(),
        kind: question.kind.name(),
        // A day is shown as people write it; what is no day stays as it was typed.
        value: match (&question.kind, text.parse::<jiff::civil::Date>()) {
            (Kind::Date, Ok(day)) => lang.date(day),
            _ => text,
        },
        choices: form.choices_of(question).iter().map(choice).collect(),
        required: question.required,
        long: question.long,
        hidden: examined.hidden.contains(&field),
        error: errors.of(&field).to_owned(),
        field,
    }
}

fn rows(
    form: &Questionnaire,
    repeat: &Repeat,
    answers: &Answers,
    (examined, errors): (&Examined, &Errors),
    lang: Lang,
) -> PartView {
    let row = |(index, row): (usize, &Row)| RowView {
        index,
        number: lang.number(index + 1),
        asks: repeat
            .questions
            .iter()
            .map(|question| {
                let field = format!("{}[{index}].{}", repeat.name, question.name);
                ask(form, question, row.get(&question.name), field, (examined, errors), lang)
            })
            .collect(),
    };
    PartView {
        ask: None,
        name: repeat.name.clone(),
        label: words::label(lang, &repeat.label).to_owned(),
        hidden: examined.hidden.contains(&repeat.name),
        error: errors.of(&repeat.name).to_owned(),
        rows: answers.rows(&repeat.name).iter().enumerate().map(row).collect(),
    }
}

/// The revision that a form names, in `If-Match` or in its hidden field.
pub(super) fn revision(headers: &HeaderMap, fields: &Fields) -> Result<i64, Problem> {
    if headers.contains_key(header::IF_MATCH) {
        return conditional::if_match(headers);
    }
    fields.raw("etag").trim_matches('"').parse().map_err(|_| Problem::RevisionNeeded)
}

pub(super) async fn save(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((id, code, section)): Path<(String, String, String)>,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Problem> {
    let lang = visit.lang;
    let by_itself = headers.get(header::ACCEPT).is_some_and(|value| value.as_bytes().starts_with(b"application/json"));
    let revision = revision(&headers, &fields)?;
    let who = Who {
        collection: id,
        code,
        scope: granted.scope.clone(),
        by: granted.actor.account_id.clone(),
        now: app.clock.now(),
    };
    let (asking, name) = (who.clone(), section.clone());
    let form = app.db.read(move |tx| Case::load(tx, &asking.collection, &asking.code, &asking.scope)).await;
    let form = form.map_err(|refused| refused.problem(lang))?.collection.form;
    let reading = form::read(form.section(&name).ok_or(Problem::NotFound)?, &fields);
    let (writer, answers) = (who.clone(), reading.answers.clone());
    let saved = app.db.write(move |tx| commands::save(tx, &writer, &name, Some(revision), &answers)).await;
    let overview = format!("/lessons/collections/{}/organisations/{}", who.collection, who.code);
    let page = format!("{overview}/sections/{section}");
    match saved {
        Err(crate::Refused::HandedIn | crate::Refused::Closed) if by_itself => {
            Ok((StatusCode::LOCKED, Json(json!({"problems": []}))).into_response())
        }
        Err(refused) => Err(refused.problem(lang)),
        Ok(Saved::Clash) if by_itself => {
            Ok((StatusCode::PRECONDITION_FAILED, Json(json!({"conflict": format!("{page}/clash")}))).into_response())
        }
        Ok(Saved::Clash) => Ok(Redirect::to(&format!("{page}/clash")).into_response()),
        Ok(Saved::At(revision)) if by_itself => told(&app, lang, &who, &section, &reading, revision).await,
        Ok(Saved::At(_)) => Ok(Redirect::to(&next(&overview, &page, &form, &section, &fields)).into_response()),
    }
}

/// Where a whole form leads: on with one more row, to the next section, back to the list, or the same page.
fn next(overview: &str, page: &str, form: &Questionnaire, section: &str, fields: &Fields) -> String {
    if fields.has("add") {
        let repeat = words::encoded(fields.raw("add"));
        return format!("{page}?row={repeat}#r-{repeat}");
    }
    if fields.has("remove") {
        return page.to_owned();
    }
    let names: Vec<&str> = form.sections.iter().map(|section| section.name.as_str()).collect();
    let at = names.iter().position(|name| *name == section);
    match (fields.raw("go"), at.and_then(|at| names.get(at + 1))) {
        ("next", Some(next)) => format!("{overview}/sections/{next}"),
        ("next", None) => format!("{overview}/check"),
        ("back", _) => overview.to_owned(),
        _ => format!("{page}?saved=1"),
    }
}

/// The answer to a save that the page makes by itself: when it was saved, the new tag, what can't be right, and what is
/// not asked any more or yet.
async fn told(
    app: &App,
    lang: Lang,
    who: &Who,
    section: &str,
    reading: &form::Reading,
    revision: i64,
) -> Result<Response, Problem> {
    let asking = who.clone();
    let case = app.db.read(move |tx| Case::load(tx, &asking.collection, &asking.code, &asking.scope)).await;
    let case = case.map_err(|refused| refused.problem(lang))?;
    let form = &case.collection.form;
    let examined = examine(form, &case.document(), thai::date::bangkok_date(who.now));
    let wrong = examined.of(section).filter(|found| found.why != Why::Missing);
    let problems: Vec<_> = wrong
        .map(|found| {
            let field = found.place.field();
            json!({"field": reading.page_field(&field), "message": problem(form, &examined, &field, lang)})
        })
        .collect();
    let hidden: Vec<String> = examined.hidden.iter().map(|field| reading.page_field(field)).collect();
    let body = json!({
        "saved_at_text": lang.time(who.now), "etag": conditional::tag(revision), "problems": problems, "hidden": hidden,
    });
    Ok(([(header::ETAG, conditional::tag(revision))], Json(body)).into_response())
}
