//! What came out of a collection: along the chain from impact to recommendation, every question with its counts, each a
//! link to the records behind it.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use continuity::Share;
use questionnaire::{Item, Kind, Question};
use serde::Deserialize;
use web::{App, Granted, Lang, Page, Problem, Visit, render};

use super::store::{self, Counted};
use crate::{
    collection::{CollectionView, hundredths, loaded, share_words, store::Collection, tabs},
    dated::AsOf,
    text::T,
    words,
};

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    as_of: String,
}

/// How many chose an answer.
struct ChoiceView {
    href: String,
    label: String,
    units: String,
    organisations: String,
    percent: f64,
}

/// A question with what was answered.
struct QuestionView {
    label: String,
    /// The repeat that it stands in.
    rows_of: String,
    href: String,
    /// Answers in words or numbers, said in a line.
    told: String,
    choices: Vec<ChoiceView>,
}

struct SectionView {
    step: &'static str,
    label: String,
    questions: Vec<QuestionView>,
}

#[derive(Template)]
#[template(path = "result/summary.html")]
struct SummaryPage {
    page: Page,
    t: T,
    view: CollectionView,
    tabs: Vec<(String, &'static str, bool)>,
    as_of: AsOf,
    answered: String,
    units_answered: String,
    sections: Vec<SectionView>,
}

struct Read {
    counted: Counted,
    written: std::collections::BTreeMap<String, (u64, u64)>,
    sums: std::collections::BTreeMap<String, u64>,
}

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let as_of = AsOf::read(&asked.as_of, lang, app.clock.now());
    let (collection, _) = loaded(&app, id, granted.scope.clone()).await?;
    let whole = collection.form.questions().filter(|found| found.question.kind == Kind::Integer);
    let whole: Vec<String> = whole.map(|found| found.question.name.clone()).collect();
    let (of, scope, at) = (collection.id.clone(), granted.scope, as_of.at);
    let read = app.db.read(move |tx| {
        let whole: Vec<&str> = whole.iter().map(String::as_str).collect();
        Ok::<_, db::Error>(Read {
            counted: store::counted(tx, &of, &scope, at)?,
            written: store::written(tx, &of, &scope, at)?,
            sums: store::numbers(tx, (&of, &whole), &scope, at)?,
        })
    });
    let read = read.await?;
    let base = read.counted.base;
    let view = CollectionView::of(&collection, lang);
    let body = SummaryPage {
        page: view.framed(&visit, t.tab_results()),
        t,
        tabs: tabs(&view.id, lang, 2),
        answered: share_words(lang, Share::new(base.organisations_answered, base.organisations)),
        units_answered: share_words(lang, Share::new(base.units_answered, base.units)),
        sections: sections(&collection, &read, &as_of, lang),
        as_of,
        view,
    };
    Ok(render(&body)?.into_response())
}

fn sections(collection: &Collection, read: &Read, as_of: &AsOf, lang: Lang) -> Vec<SectionView> {
    let section = |section: &questionnaire::Section| {
        let mut questions = Vec::new();
        for item in &section.items {
            let rows_of = if let Item::Repeat(repeat) = item { words::label(lang, &repeat.label) } else { "" };
            let asked = item.questions().iter().filter(|question| question.kind != Kind::Note);
            questions.extend(asked.map(|question| view(collection, question, rows_of, read, as_of, lang)));
        }
        SectionView {
            step: words::step(lang, section.step),
            label: words::label(lang, &section.label).to_owned(),
            questions,
        }
    };
    collection.form.sections.iter().map(section).collect()
}

fn view(
    collection: &Collection,
    question: &Question,
    rows_of: &str,
    read: &Read,
    as_of: &AsOf,
    lang: Lang,
) -> QuestionView {
    let (t, base) = (T(lang), read.counted.base);
    let day = if as_of.typed.text.is_empty() {
        String::new()
    } else {
        format!("&as_of={}", words::encoded(&as_of.typed.text))
    };
    let href =
        format!("/lessons/collections/{}/answers?question={}{day}", collection.id, words::encoded(&question.name));
    let choice = |choice: &questionnaire::Choice| {
        let chosen = read.counted.of(&question.name, &choice.value);
        let units = Share::new(chosen.units, base.units);
        ChoiceView {
            href: format!("{href}&value={}", words::encoded(&choice.value)),
            label: words::label(lang, &choice.label).to_owned(),
            units: share_words(lang, units),
            organisations: if rows_of.is_empty() {
                share_words(lang, Share::new(chosen.organisations, base.organisations))
            } else {
                t.rows_of_organisations(lang.number(chosen.rows), lang.number(chosen.organisations))
            },
            percent: hundredths(units),
        }
    };
    let (answers, organisations) = read.written.get(&question.name).copied().unwrap_or_default();
    let told = match (&question.kind, read.sums.get(&question.name)) {
        (Kind::SelectOne(_) | Kind::SelectMultiple(_), _) => String::new(),
        (Kind::Integer, Some(sum)) => t.sum_of_organisations(lang.number(*sum), lang.number(organisations)),
        _ => t.answers_of_organisations(lang.number(answers), lang.number(organisations)),
    };
    QuestionView {
        label: words::label(lang, &question.label).to_owned(),
        rows_of: rows_of.to_owned(),
        choices: collection.form.choices_of(question).iter().map(choice).collect(),
        href,
        told,
    }
}
