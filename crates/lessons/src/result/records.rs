//! The list behind a number: who gave this answer, with what was written beside it, as a page and as a file.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use documents::xlsx::Cell;
use questionnaire::{Kind, Question, Questionnaire, Value};
use serde::Deserialize;
use web::{Action, App, Granted, Lang, Page, Problem, Visit, components::Choice, render};

use super::store::{self, Found};
use crate::{
    collection::{CollectionView, loaded, store::Collection},
    dated::AsOf,
    download::{self, Table},
    text::T,
    words,
};

/// Records shown on the page; a file has all.
const SHOWN: usize = 500;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    question: String,
    value: String,
    unit: String,
    as_of: String,
    format: String,
}

impl Asked {
    fn with(&self, id: &str, format: &str) -> String {
        let pairs =
            [("question", &self.question), ("value", &self.value), ("unit", &self.unit), ("as_of", &self.as_of)];
        let mut out = vec![format!("format={format}")];
        out.extend(pairs.iter().filter(|(_, v)| !v.is_empty()).map(|(k, v)| format!("{k}={}", words::encoded(v))));
        format!("/lessons/collections/{id}/answers?{}", out.join("&"))
    }

    fn fits(&self, found: &Found) -> bool {
        let Some(own) = found.answers.get(&self.question) else { return false };
        let chosen = self.value.is_empty() || own.contains(&self.value);
        chosen && (self.unit.is_empty() || found.unit.0 == self.unit)
    }
}

/// The questions that stand beside one in its list: those of the same row, or those that are asked because of it.
pub(crate) fn beside<'f>(form: &'f Questionnaire, name: &str) -> Vec<&'f Question> {
    let Some(asked) = form.question(name) else { return Vec::new() };
    let fits = |other: &questionnaire::form::Found<'_>| match (asked.repeat, other.repeat) {
        (Some(own), Some(rows)) => own.name == rows.name,
        (None, None) => {
            let follows =
                other.question.relevant.as_ref().is_some_and(|condition| condition.references().contains(&name));
            other.question.name == name || follows
        }
        // Of rows that are asked because of the answer, what each is called.
        (None, Some(rows)) => {
            let follows = rows.relevant.as_ref().is_some_and(|condition| condition.references().contains(&name));
            follows && rows.questions.first().is_some_and(|first| first.name == other.question.name)
        }
        _ => false,
    };
    let all = form.questions().filter(|other| other.question.kind != Kind::Note && fits(other));
    all.map(|other| other.question).collect()
}

struct Line {
    href: String,
    unit: String,
    name: String,
    /// What names the record when it is taken as the basis of a recommendation.
    basis: String,
    /// Heading and answers of each column.
    answers: Vec<(String, Vec<String>)>,
}

#[derive(Template)]
#[template(path = "result/records.html")]
struct RecordsPage {
    page: Page,
    t: T,
    view: CollectionView,
    asked: Asked,
    question: String,
    answer: String,
    as_of: String,
    columns: Vec<String>,
    lines: Vec<Line>,
    count: String,
    units: String,
    organisations: String,
    of_units: Vec<Choice>,
    csv: String,
    xlsx: String,
    cut: bool,
    may_collect: bool,
}

pub(super) async fn list(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (lang, t, now) = (visit.lang, T(visit.lang), app.clock.now());
    let as_of = AsOf::read(&asked.as_of, lang, now);
    let (collection, _) = loaded(&app, id, granted.scope.clone()).await?;
    let form = collection.form.clone();
    let (of, scope, at) = (collection.id.clone(), granted.scope.clone(), as_of.at);
    if asked.question.is_empty() {
        if asked.format.is_empty() {
            return Ok(Redirect::to(&format!("/lessons/collections/{of}/results")).into_response());
        }
        let all = app.db.read(move |tx| store::found(tx, (&of, &[]), &scope, at)).await?;
        let table = everything(&collection, &all, lang);
        return download::answer(table, &asked.format, lang, visit.demonstration, now);
    }
    let questions = beside(&form, &asked.question);
    let Some(question) = form.question(&asked.question).map(|found| found.question) else {
        return Err(Problem::NotFound);
    };
    let names: Vec<String> = questions.iter().map(|question| question.name.clone()).collect();
    let read = app.db.read(move |tx| {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        store::found(tx, (&of, &names), &scope, at)
    });
    let mut all = read.await?;
    if form.question(&asked.question).is_some_and(|found| found.repeat.is_none()) {
        all = together(all);
    }
    let found: Vec<&Found> = all.iter().filter(|found| asked.fits(found)).collect();
    if !asked.format.is_empty() {
        let table = table(&collection, &questions, &found, lang);
        return download::answer(table, &asked.format, lang, visit.demonstration, now);
    }
    let view = CollectionView::of(&collection, lang);
    let label = words::label(lang, &question.label).to_owned();
    let distinct = |key: fn(&Found) -> &String| {
        lang.number(found.iter().map(|found| key(found)).collect::<std::collections::BTreeSet<_>>().len())
    };
    let page = visit.page(label.clone()).crumb("/lessons", t.lessons());
    let page = page.crumb(format!("/lessons/collections/{}", view.id), view.title.clone());
    let body = RecordsPage {
        page: page.crumb(format!("/lessons/collections/{}/results", view.id), t.tab_results()).at(t.records()),
        t,
        answer: form
            .choice(question, &asked.value)
            .map(|c| words::label(lang, &c.label).to_owned())
            .unwrap_or_default(),
        question: label,
        as_of: as_of.words,
        columns: questions.iter().map(|question| words::label(lang, &question.label).to_owned()).collect(),
        lines: found.iter().take(SHOWN).map(|found| line(&collection, &questions, found, &asked, lang)).collect(),
        count: lang.number(found.len()),
        units: distinct(|found| &found.unit.0),
        organisations: distinct(|found| &found.organisation.0),
        of_units: units(&all, &asked, lang),
        csv: asked.with(&view.id, "csv"),
        xlsx: asked.with(&view.id, "xlsx"),
        cut: found.len() > SHOWN,
        may_collect: granted.actor.may_somewhere(Action::CollectLessons),
        asked,
        view,
    };
    Ok(render(&body)?.into_response())
}

/// What an organisation said to a question that is asked once, with all rows that are told because of it.
fn together(all: Vec<Found>) -> Vec<Found> {
    let mut kept: Vec<Found> = Vec::with_capacity(all.len());
    for found in all {
        match kept.last_mut().filter(|last| last.handing == found.handing) {
            Some(last) => found.answers.into_iter().for_each(|(question, values)| {
                last.answers.entry(question).or_default().extend(values);
            }),
            None => kept.push(found),
        }
    }
    kept
}

fn units(all: &[Found], asked: &Asked, lang: Lang) -> Vec<Choice> {
    let mut units: Vec<(String, String)> = Vec::new();
    for found in all {
        let (code, th, en) = &found.unit;
        if units.last().is_none_or(|(known, _)| known != code) {
            units.push((code.clone(), lang.name(th, en).to_owned()));
        }
    }
    Choice::of(units, &asked.unit)
}

fn line(collection: &Collection, questions: &[&Question], found: &Found, asked: &Asked, lang: Lang) -> Line {
    let (code, th, en) = &found.organisation;
    Line {
        href: format!("/lessons/collections/{}/organisations/{code}", collection.id),
        unit: lang.name(&found.unit.1, &found.unit.2).to_owned(),
        name: lang.name(th, en).to_owned(),
        basis: format!("{}:{}:{}", found.handing, asked.question, found.row),
        answers: questions
            .iter()
            .map(|question| {
                let heading = words::label(lang, &question.label).to_owned();
                (heading, in_words(&collection.form, question, found, lang))
            })
            .collect(),
    }
}

/// The answer to a question in words.
fn in_words(form: &Questionnaire, question: &Question, found: &Found, lang: Lang) -> Vec<String> {
    let Some(own) = found.answers.get(&question.name) else { return Vec::new() };
    let value = if own.len() == 1 { Value::One(own.concat()) } else { Value::Many(own.clone()) };
    crate::answer::answer_words(form, question, &value, lang)
}

const HEAD: [&str; 5] = ["unit", "unit_name", "organisation", "organisation_name", "row"];

fn heads(t: T) -> [&'static str; 5] {
    [t.unit_code(), t.unit(), t.organisation_code(), t.organisation(), t.row()]
}

fn head(found: &Found, lang: Lang) -> Vec<Cell> {
    vec![
        found.unit.0.as_str().into(),
        lang.name(&found.unit.1, &found.unit.2).into(),
        found.organisation.0.as_str().into(),
        lang.name(&found.organisation.1, &found.organisation.2).into(),
        Cell::Int(i64::try_from(found.row + 1).unwrap_or(i64::MAX)),
    ]
}

/// The list as a file: a column for each question.
fn table(collection: &Collection, questions: &[&Question], found: &[&Found], lang: Lang) -> Table {
    let t = T(lang);
    let mut columns: Vec<(String, String)> =
        HEAD.iter().zip(heads(t)).map(|(name, heading)| ((*name).to_owned(), heading.to_owned())).collect();
    columns.extend(questions.iter().map(|q| (q.name.clone(), words::label(lang, &q.label).to_owned())));
    let row = |found: &&Found| {
        let mut cells = head(found, lang);
        cells.extend(questions.iter().map(|q| Cell::from(in_words(&collection.form, q, found, lang).join(" · "))));
        cells
    };
    Table {
        name: format!("lessons-{}-{}", collection.fiscal_year, collection.part),
        title: t.records().to_owned(),
        columns,
        rows: found.iter().map(row).collect(),
    }
}

/// Every answer as a file: a row for each, with its code and its words.
pub(crate) fn everything(collection: &Collection, all: &[Found], lang: Lang) -> Table {
    let t = T(lang);
    let form = &collection.form;
    let mut columns: Vec<(String, String)> =
        HEAD.iter().zip(heads(t)).map(|(name, heading)| ((*name).to_owned(), heading.to_owned())).collect();
    let more = [
        ("question", t.question_code()),
        ("question_words", t.question()),
        ("value", t.value()),
        ("value_words", t.value_words()),
    ];
    columns.extend(more.map(|(name, heading)| (name.to_owned(), heading.to_owned())));
    let mut rows = Vec::new();
    for found in all {
        for (name, values) in &found.answers {
            let Some(asked) = form.question(name).map(|asked| asked.question) else { continue };
            for value in values {
                let words = crate::answer::answer_words(form, asked, &Value::One(value.clone()), lang).join(" ");
                let mut cells = head(found, lang);
                let label = words::label(lang, &asked.label);
                cells.extend([name.as_str().into(), label.into(), value.as_str().into(), Cell::from(words)]);
                rows.push(cells);
            }
        }
    }
    Table {
        name: format!("lessons-{}-{}-answers", collection.fiscal_year, collection.part),
        title: t.all_answers().to_owned(),
        columns,
        rows,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::questionnaires::built_in;

    #[test]
    fn a_list_has_the_row_of_its_repeat_or_what_was_asked_because_of_the_answer() {
        let form = built_in().iter().find(|form| form.version == "2564").unwrap();
        let names = |of: &str| beside(form, of).iter().map(|question| question.name.clone()).collect::<Vec<_>>();
        assert_eq!(names("service_affected"), ["service_affected", "service_affected_how"]);
        assert_eq!(names("law_changed"), ["law_changed", "law_name"]);
        assert_eq!(names("law_kind"), ["law_name", "law_kind", "law_effect"]);
        assert_eq!(names("outcome"), ["outcome"]);
        assert!(names("nothing").is_empty());
    }
}
