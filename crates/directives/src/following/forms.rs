//! The forms of a recommendation's page: agreeing, reporting with evidence, judging, answering an opinion; and the file
//! of a piece of evidence.

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use continuity::Share;
use web::{
    App, Granted, Lang, Problem, Visit,
    form::{Errors, Fields},
};

use super::{
    acts::{self, Answer, Judgement, Progress},
    commands::Refused,
    pages, store,
    store::NewEvidence,
};
use crate::{download, figure::count, text::T};

/// Bytes that a file of evidence may have, and files of one report.
const FILE: usize = 10 << 20;
const FILES: usize = 10;
/// Characters that a text may have.
const LONGEST: usize = 20_000;

fn to(id: &str, done: &str) -> Response {
    Redirect::to(&format!("/recommendations/{id}?done={done}")).into_response()
}

/// A refusal that the page can show beside its field is shown there.
async fn refused(
    why: Refused,
    (visit, granted, app): (&Visit, &Granted, &App),
    id: String,
    fields: Fields,
) -> Result<Response, Problem> {
    if matches!(why, Refused::NotFound | Refused::Database(_)) {
        return Err(why.problem(visit.lang));
    }
    let mut errors = Errors::new();
    errors.add(why.field(), why.words(visit.lang));
    pages::again(visit, granted, app, id, (fields, errors)).await
}

pub(super) async fn answer(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let answer = match fields.raw("act") {
        "agree" => Answer::Agree,
        "decline" => Answer::Decline(fields.text("reason")),
        _ => return Err(Problem::BadRequest(T(visit.lang).choose_act().into())),
    };
    let (scope, code, by) = (granted.scope.clone(), fields.text("organisation"), granted.actor.account_id.clone());
    let (now, item) = (app.clock.now(), id.clone());
    let done = app.db.write(move |tx| acts::answer(tx, &item, (&scope, &code), &answer, &by, now)).await;
    match done {
        Ok(()) => Ok(to(&id, "answered")),
        Err(why) => refused(why, (&visit, &granted, &app), id, fields).await,
    }
}

/// Reads a report, or says what is wrong with it.
fn report(fields: &Fields, lang: Lang, errors: &mut Errors) -> Progress {
    let t = T(lang);
    let text = fields.text("text");
    if text.is_empty() {
        errors.add("text", t.refused_blank());
    } else if text.chars().count() > LONGEST {
        errors.add("text", t.too_long(LONGEST));
    }
    let (n, d) = (count(fields, "n", lang, errors), count(fields, "d", lang, errors));
    match (n, d) {
        (Some(n), Some(d)) if d == 0 || n > d => errors.add("n", t.refused_impossible_count()),
        (Some(_), None) | (None, Some(_)) => errors.add("d", t.both_counts()),
        _ => {}
    }
    let counted = n.zip(d).map(|(n, d)| Share::new(n, d));
    Progress { text, counted, done: fields.has("done"), evidence: evidence(fields, lang, errors) }
}

fn evidence(fields: &Fields, lang: Lang, errors: &mut Errors) -> Vec<NewEvidence> {
    let t = T(lang);
    let mut found = Vec::new();
    let words = |kind, text: String| NewEvidence { kind, text, filename: String::new(), content: None };
    if let Some(text) = fields.optional("evidence") {
        found.push(words("text", text.chars().take(LONGEST).collect()));
    }
    if let Some(link) = fields.optional("link") {
        if (link.starts_with("https://") || link.starts_with("http://")) && link.len() <= 2_000 {
            found.push(words("link", link));
        } else {
            errors.add("link", t.not_a_link());
        }
    }
    let files: Vec<_> = fields.files.iter().filter(|file| file.field == "file" && !file.bytes.is_empty()).collect();
    if files.len() > FILES || files.iter().any(|file| file.bytes.len() > FILE) {
        errors.add("file", t.evidence_too_large());
        return found;
    }
    found.extend(files.into_iter().map(|file| NewEvidence {
        kind: "file",
        text: String::new(),
        filename: file.filename.chars().filter(|c| !c.is_control()).take(200).collect(),
        content: Some(file.bytes.to_vec()),
    }));
    found
}

pub(super) async fn progress(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let mut errors = Errors::new();
    let report = report(&fields, visit.lang, &mut errors);
    if !errors.is_empty() {
        return pages::again(&visit, &granted, &app, id, (fields, errors)).await;
    }
    let (scope, code, by) = (granted.scope.clone(), fields.text("organisation"), granted.actor.account_id.clone());
    let (now, item) = (app.clock.now(), id.clone());
    match app.db.write(move |tx| acts::progress(tx, &item, (&scope, &code), &report, &by, now)).await {
        Ok(()) => Ok(to(&id, "reported")),
        Err(why) => refused(why, (&visit, &granted, &app), id, fields).await,
    }
}

pub(super) async fn judge(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let Some(judgement) = Judgement::from_code(fields.raw("act")) else {
        return Err(Problem::BadRequest(T(visit.lang).choose_act().into()));
    };
    let (actor, reason, now, item) = (granted.actor.clone(), fields.text("reason"), app.clock.now(), id.clone());
    match app.db.write(move |tx| acts::judge(tx, &item, judgement, &reason, &actor, now)).await {
        Ok(()) => Ok(to(&id, "judged")),
        Err(why) => refused(why, (&visit, &granted, &app), id, fields).await,
    }
}

pub(super) async fn cadence(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (cadence, by, now) = (fields.text("cadence"), granted.actor.account_id.clone(), app.clock.now());
    let item = id.clone();
    match app.db.write(move |tx| acts::set_cadence(tx, &item, &cadence, &by, now)).await {
        Ok(()) => Ok(to(&id, "cadence")),
        Err(why) => refused(why, (&visit, &granted, &app), id, fields).await,
    }
}

pub(super) async fn answer_opinion(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (answer, by, now) = (fields.text("answer"), granted.actor.account_id, app.clock.now());
    let done = app.db.write(move |tx| acts::answer_opinion(tx, &id, &answer, &by, now)).await;
    let paper = done.map_err(|refused| refused.problem(visit.lang))?;
    Ok(Redirect::to(&format!("/directives/{paper}?done=answered#opinions")).into_response())
}

pub(super) async fn evidence_file(
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let scope = granted.scope;
    let (name, bytes) = app.db.read(move |tx| store::file(tx, &id, &scope)).await?.ok_or(Problem::NotFound)?;
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' }).collect();
    Ok(download::file(bytes, "application/octet-stream", if name.is_empty() { "evidence" } else { &name }))
}
