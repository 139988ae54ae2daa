//! The shelf of questionnaires, one of them as it is asked, a new one from a workbook.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use questionnaire::{Item, Question, Questionnaire, Step};
use web::{
    Action, App, Granted, Lang, Page, Problem, Visit,
    form::{Errors, Fields},
    render,
};

use super::{
    commands,
    store::{self, Kept, key},
    workbook as files,
};
use crate::{Refused, download, text::T, words};

struct Line {
    key: String,
    title: String,
    version: String,
    about: String,
    source: String,
    questions: String,
}

impl Line {
    fn of(kept: &Kept, lang: Lang) -> Self {
        let t = T(lang);
        let form = &kept.form;
        Line {
            key: key(form),
            title: words::label(lang, &form.title).to_owned(),
            version: form.version.clone(),
            about: words::label(lang, &form.about).to_owned(),
            source: source(kept, lang, t),
            questions: lang.number(form.questions().filter(|found| found.question.kind.name() != "note").count()),
        }
    }
}

fn source(kept: &Kept, lang: Lang, t: T) -> String {
    match (&*kept.source, kept.made_at) {
        ("built_in", _) => t.source_built_in().to_owned(),
        (file, Some(at)) => t.source_file(file, &kept.made_by, lang.moment(at)),
        (file, None) => file.to_owned(),
    }
}

#[derive(Template)]
#[template(path = "questionnaires/list.html")]
struct ListPage {
    page: Page,
    t: T,
    lines: Vec<Line>,
    may_collect: bool,
}

pub(super) async fn list(visit: Visit, granted: Granted, State(app): State<App>) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let all = app.db.read(store::all).await?;
    let body = ListPage {
        page: visit.page(t.questionnaires()).crumb("/lessons", t.lessons()).at(t.questionnaires()),
        t,
        lines: all.iter().map(|kept| Line::of(kept, lang)).collect(),
        may_collect: granted.actor.may_somewhere(Action::CollectLessons),
    };
    Ok(render(&body)?.into_response())
}

/// A question in words.
struct AskedView {
    label: String,
    hint: String,
    kind: &'static str,
    choices: Vec<String>,
    required: bool,
    condition: String,
    constraint: String,
    changed: String,
    name: String,
}

/// A repeat, or a question alone.
struct ItemView {
    rows_of: String,
    condition: String,
    asked: Vec<AskedView>,
}

struct SectionView {
    step: &'static str,
    label: String,
    items: Vec<ItemView>,
}

#[derive(Template)]
#[template(path = "questionnaires/show.html")]
struct ShowPage {
    page: Page,
    t: T,
    line: Line,
    steps: Vec<&'static str>,
    sections: Vec<SectionView>,
}

fn asked(form: &Questionnaire, question: &Question, lang: Lang) -> AskedView {
    let condition = |condition: &Option<questionnaire::Expression>| {
        condition.as_ref().map(|condition| condition.source().to_owned()).unwrap_or_default()
    };
    let choices = form.choices_of(question).iter();
    AskedView {
        label: words::label(lang, &question.label).to_owned(),
        hint: words::label(lang, &question.hint).to_owned(),
        kind: words::kind(lang, &question.kind),
        choices: choices.map(|choice| words::label(lang, &choice.label).to_owned()).collect(),
        required: question.required,
        condition: condition(&question.relevant),
        constraint: condition(&question.constraint),
        changed: words::label(lang, &question.changed).to_owned(),
        name: question.name.clone(),
    }
}

fn sections(form: &Questionnaire, lang: Lang) -> Vec<SectionView> {
    let item = |item: &Item| {
        let (rows_of, condition) = match item {
            Item::Repeat(repeat) => (words::label(lang, &repeat.label).to_owned(), repeat.relevant.as_ref()),
            Item::Question(_) => (String::new(), None),
        };
        ItemView {
            rows_of,
            condition: condition.map(|condition| condition.source().to_owned()).unwrap_or_default(),
            asked: item.questions().iter().map(|question| asked(form, question, lang)).collect(),
        }
    };
    let section = |section: &questionnaire::Section| SectionView {
        step: words::step(lang, section.step),
        label: words::label(lang, &section.label).to_owned(),
        items: section.items.iter().map(item).collect(),
    };
    form.sections.iter().map(section).collect()
}

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path(wanted): Path<String>,
) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let kept = app.db.read(move |tx| store::find(tx, &wanted)).await?.ok_or(Problem::NotFound)?;
    let line = Line::of(&kept, lang);
    let page =
        visit.page(line.title.clone()).crumb("/lessons", t.lessons()).crumb("/questionnaires", t.questionnaires());
    let body = ShowPage {
        page: page.at(t.version_of(&line.version)),
        t,
        line,
        steps: Step::ALL.map(|step| words::step(lang, Some(step))).to_vec(),
        sections: sections(&kept.form, lang),
    };
    Ok(render(&body)?.into_response())
}

pub(super) async fn workbook(State(app): State<App>, Path(wanted): Path<String>) -> Result<Response, Problem> {
    let kept = app.db.read(move |tx| store::find(tx, &wanted)).await?.ok_or(Problem::NotFound)?;
    let bytes = files::written(&kept.form, app.clock.today())?;
    let mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    Ok(download::file(bytes, mime, &format!("{}.xlsx", key(&kept.form))))
}

#[derive(Template)]
#[template(path = "questionnaires/new.html")]
struct NewPage {
    page: Page,
    t: T,
    errors: Errors,
    /// What was read and waits for the person's word.
    read: Option<(Line, Vec<String>)>,
}

pub(super) async fn form(visit: Visit) -> Result<Response, Problem> {
    shown(&visit, Errors::new(), None)
}

fn shown(visit: &Visit, errors: Errors, read: Option<(Line, Vec<String>)>) -> Result<Response, Problem> {
    let t = T(visit.lang);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = visit.page(t.new_questionnaire()).crumb("/lessons", t.lessons());
    let mut page = page.crumb("/questionnaires", t.questionnaires()).at(t.new_questionnaire());
    page.error_title = !errors.is_empty();
    Ok((status, render(&NewPage { page, t, errors, read })?).into_response())
}

/// A workbook is read; with `act=check` it is only shown what was read and left out.
pub(super) async fn create(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    let lang = visit.lang;
    let Some(file) = fields.file("file") else {
        return shown(&visit, Refused::Blank("file").errors(lang), None);
    };
    let (bytes, filename) = (file.bytes.clone(), named(&file.filename));
    let prepared = app.db.read(move |_| commands::prepare(&bytes, &filename)).await;
    let prepared = match prepared {
        Ok(prepared) => prepared,
        Err(Refused::Database(problem)) => return Err(problem.into()),
        Err(refused) => return shown(&visit, refused.errors(lang), None),
    };
    if fields.raw("act") == "check" {
        let left = prepared.left_out.iter().map(|left| words::left_out(lang, left)).collect();
        let kept = Kept {
            id: String::new(),
            form: prepared.form,
            source: prepared.source,
            made_at: None,
            made_by: String::new(),
        };
        return shown(&visit, Errors::new(), Some((Line::of(&kept, lang), left)));
    }
    let (by, now) = (granted.actor.account_id, app.clock.now());
    let address = format!("/questionnaires/{}", key(&prepared.form));
    let held = app.db.write(move |tx| commands::keep(tx, &prepared.form, &prepared.source, &by, now)).await;
    match held {
        Ok(_) => Ok(Redirect::to(&address).into_response()),
        Err(Refused::Database(problem)) => Err(problem.into()),
        Err(refused) => shown(&visit, refused.errors(lang), None),
    }
}

/// Name of a file without controls, never used as a path.
pub(crate) fn named(filename: &str) -> String {
    filename.chars().filter(|c| !c.is_control()).take(200).collect()
}
