//! Two people wrote the same section: who, when, both texts side by side, and the choice.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use questionnaire::{Answers, Item, Questionnaire, Section};
use web::{App, Granted, Lang, Page, Problem, Visit, conditional, form::Fields, render};

use super::{
    commands::{self, Case, Saved, Who},
    edit, store,
    view::{address, answer_words, framed},
};
use crate::{Refused, text::T, words};

struct Line {
    place: String,
    theirs: String,
    mine: String,
}

#[derive(Template)]
#[template(path = "answer/clash.html")]
struct ClashPage {
    page: Page,
    t: T,
    address: String,
    happened: String,
    etag: String,
    lines: Vec<Line>,
}

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((id, code, section)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let (scope, account, name) = (granted.scope.clone(), granted.actor.account_id.clone(), section.clone());
    let read = app.db.read(move |tx| {
        let case = Case::load(tx, &id, &code, &scope)?;
        let draft = case.draft.as_ref().map(|draft| draft.id.clone());
        let mine = draft.map(|draft| store::clash(tx, &draft, &name, &account)).transpose()?.flatten();
        Ok::<_, Refused>((case, mine))
    });
    let (case, mine) = read.await.map_err(|refused| refused.problem(lang))?;
    let here = format!("{}/sections/{section}", address(&case));
    let Some(mine) = mine else { return Ok(Redirect::to(&here).into_response()) };
    let of = case.collection.form.section(&section).ok_or(Problem::NotFound)?;
    let stored = case.draft.as_ref().and_then(|draft| draft.sections.get(&section)).cloned().unwrap_or_default();
    let label = words::label(lang, &of.label).to_owned();
    let body = ClashPage {
        page: framed(&visit, &case, &label, true),
        t,
        address: here,
        happened: t.clash_who(&stored.saved_by, stored.saved_at.map(|at| lang.moment(at)).unwrap_or_default()),
        etag: conditional::tag(stored.revision),
        lines: lines(&case.collection.form, of, &case.document(), &mine, lang),
    };
    Ok(render(&body)?.into_response())
}

/// What differs in a section, in words.
fn lines(form: &Questionnaire, section: &Section, theirs: &Answers, mine: &Answers, lang: Lang) -> Vec<Line> {
    let told = |item: &Item, answers: &Answers| match item {
        Item::Question(question) => {
            let value = answers.value(&question.name);
            value.map(|value| answer_words(form, question, value, lang).join(" · ")).unwrap_or_default()
        }
        Item::Repeat(repeat) => {
            let row = |row: &questionnaire::Row| {
                let asked = repeat.questions.iter().filter_map(|question| Some((question, row.get(&question.name)?)));
                asked
                    .map(|(question, value)| answer_words(form, question, value, lang).join(", "))
                    .collect::<Vec<_>>()
                    .join(" — ")
            };
            answers.rows(&repeat.name).iter().map(row).collect::<Vec<_>>().join(" | ")
        }
    };
    let label = |item: &Item| match item {
        Item::Question(question) => words::label(lang, &question.label).to_owned(),
        Item::Repeat(repeat) => words::label(lang, &repeat.label).to_owned(),
    };
    let line = |item: &Item| {
        let (theirs, mine) = (told(item, theirs), told(item, mine));
        (theirs != mine).then(|| Line { place: label(item), theirs, mine })
    };
    section.items.iter().filter_map(line).collect()
}

pub(super) async fn choose(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((id, code, section)): Path<(String, String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let mine = fields.raw("choose") == "mine";
    let revision = edit::revision(&Default::default(), &fields)?;
    let who =
        Who { collection: id, code, scope: granted.scope.clone(), by: granted.actor.account_id, now: app.clock.now() };
    let page = format!("/lessons/collections/{}/organisations/{}/sections/{section}", who.collection, who.code);
    let chosen = app.db.write(move |tx| {
        let case = Case::load(tx, &who.collection, &who.code, &who.scope)?;
        let Some(draft) = case.draft else { return Ok(Saved::At(0)) };
        let kept = store::clash(tx, &draft.id, &section, &who.by)?.filter(|_| mine);
        let saved = match kept {
            Some(kept) => commands::save(tx, &who, &section, Some(revision), &kept)?,
            None => Saved::At(0),
        };
        if saved != Saved::Clash {
            store::drop_clash(tx, &draft.id, &section, &who.by)?;
        }
        Ok::<_, Refused>(saved)
    });
    match chosen.await.map_err(|refused| refused.problem(visit.lang))? {
        Saved::Clash => Ok(Redirect::to(&format!("{page}/clash")).into_response()),
        Saved::At(_) => Ok(Redirect::to(&page).into_response()),
    }
}
