//! Showing and saving a section. The same address takes a whole form and the saves that a page makes by itself.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use continuity::plan::{Section, finding::Nature};
use serde_json::json;
use web::{
    Action, App, Granted, Problem, Visit, conditional,
    form::{Errors, Fields},
    plan_words::PlanWords,
};

use super::{
    commands::{Outcome, Save, save as command},
    edit::{self, Asked},
    field_of, read,
    sheet::TABLE,
    workbook::web_revision,
};
use crate::{
    plan::{PlanReach, PlanRow, checked, personal, store},
    text::T,
};

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((id, section)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let section = Section::from_code(&section).ok_or(Problem::NotFound)?;
    let reach = PlanReach::of(&granted.actor, &granted.scope);
    let loaded = edit::load(&app, reach, &id, section, &asked).await?;
    let errors = kept(&loaded.section.unread, T(visit.lang));
    let answer = edit::answer(&visit, &granted, section, loaded, &asked, errors)?;
    // What was refused at an earlier save is no failure of this request.
    Ok((StatusCode::OK, answer).into_response())
}

/// The messages of values that are kept as typed.
fn kept(unread: &[crate::plan::Unread], t: T) -> Errors {
    let mut errors = Errors::new();
    for value in unread {
        errors.add(value.field.clone(), super::sheet::why(t, value.why));
    }
    errors
}

pub(super) async fn save(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((id, section)): Path<(String, String)>,
    headers: HeaderMap,
    fields: Fields,
) -> Result<Response, Problem> {
    let section = Section::from_code(&section).ok_or(Problem::NotFound)?;
    let t = T(visit.lang);
    let by_itself = headers.get(header::ACCEPT).is_some_and(|value| value.as_bytes().starts_with(b"application/json"));
    let revision =
        if headers.contains_key(header::IF_MATCH) { conditional::if_match(&headers)? } else { web_revision(&fields)? };
    let fields = moved(&fields);
    let request = Save {
        plan_id: id.clone(),
        section,
        revision: Some(revision),
        at: app.clock.now(),
        reach: PlanReach::of(&granted.actor, &granted.scope),
        actor: granted.actor.clone(),
    };
    let (saved_at, form) = (request.at, fields.clone());
    let change = move |plan: &PlanRow| {
        let reading = read(section, plan.form(), &plan.document, &form, t);
        (reading.plan, reading.unread)
    };
    let outcome = match app.db.write(move |tx| command(tx, &request, &change)).await {
        Err(Problem::Invalid(_)) if by_itself => return Ok(refused_title(t)),
        outcome => outcome.map_err(|problem| in_words(problem, t))?,
    };
    let page = format!("/plans/{id}/sections/{}", section.code());
    match outcome {
        Outcome::Clash if by_itself => {
            Ok((StatusCode::PRECONDITION_FAILED, Json(json!({"conflict": format!("{page}/clash")}))).into_response())
        }
        Outcome::Clash => Ok(Redirect::to(&format!("{page}/clash")).into_response()),
        // Told apart from a clash: nobody else's words stand against these.
        Outcome::Locked if by_itself => Ok((StatusCode::LOCKED, Json(json!({"problems": []}))).into_response()),
        Outcome::Locked => Err(Problem::Conflict(t.plan_locked().into())),
        Outcome::Saved { plan, revision } if by_itself => {
            told(&app, &visit, section, *plan, &fields, (revision, saved_at)).await
        }
        Outcome::Saved { .. } => Ok(Redirect::to(&next(&page, &id, &fields)).into_response()),
    }
}

/// Where a whole form leads: on with more rows, back to the task list, or the same page.
fn next(page: &str, id: &str, fields: &Fields) -> String {
    if fields.has("rows_add") {
        return format!("{page}?spare=8#sheet");
    }
    let process = fields.text("detail[0].id");
    let process =
        if process.is_empty() { process } else { format!("&process={}", super::processes::encoded(&process)) };
    match fields.raw("go") {
        "back" => format!("/plans/{id}"),
        _ => format!("{page}?saved=1{process}"),
    }
}

/// The answer to a save that the page makes by itself: when it was saved, the new tag, and what is wrong where.
async fn told(
    app: &App,
    visit: &Visit,
    section: Section,
    plan: PlanRow,
    fields: &Fields,
    (revision, at): (i64, jiff::Timestamp),
) -> Result<Response, Problem> {
    let (t, words) = (T(visit.lang), PlanWords::new(visit.lang));
    let reading = read(section, plan.form(), &plan.document, fields, t);
    let (document, form) = (plan.document.clone(), plan.form());
    let context = app.db.read(move |tx| checked::context(tx, &document, form)).await?;
    let checked = checked::judge(&plan.document, &context, Vec::new());
    let unread = reading.errors.list.iter().map(|refused| (refused.field.clone(), refused.message.clone()));
    let mut problems: Vec<(String, String)> = unread.collect();
    let contradictions = checked.findings.iter().filter(|finding| finding.section == section);
    // What is only missing yet is not held against somebody who is still writing.
    for finding in contradictions.filter(|finding| finding.what.nature() == Nature::Contradiction) {
        let field = reading.page_field(&field_of(section, &plan, &finding.place));
        if !field.is_empty() && !problems.iter().any(|(known, _)| *known == field) {
            problems.push((field, words.issue(&finding.what)));
        }
    }
    let problems: Vec<_> =
        problems.into_iter().map(|(field, message)| json!({"field": field, "message": message})).collect();
    let mend: Vec<_> = edit::to_mend(&plan, section, &checked, words)
        .into_iter()
        .map(|line| json!({"href": line.href, "words": line.words}))
        .collect();
    let body = json!({
        "saved_at_text": visit.lang.time(at), "etag": conditional::tag(revision), "problems": problems,
        "mend": {"heading": t.to_mend_here(mend.len()), "lines": mend},
    });
    Ok(([(header::ETAG, conditional::tag(revision))], Json(body)).into_response())
}

fn refused_title(t: T) -> Response {
    let problems = json!([{"field": "title", "message": t.title_taken()}]);
    (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({"problems": problems}))).into_response()
}

/// A refusal of the store in words.
pub(super) fn in_words(problem: Problem, t: T) -> Problem {
    match problem {
        Problem::Invalid(errors) if errors.list.iter().any(|refused| refused.message == "title_taken") => {
            Problem::Conflict(t.title_taken().into())
        }
        other => other,
    }
}

/// The form after a row was moved or removed by its button, for those without a script.
fn moved(fields: &Fields) -> Fields {
    let row = |name: &str| fields.has(name).then(|| fields.raw(name).parse::<u32>().ok()).flatten();
    let (removed, up, down) = (row("row_remove"), row("row_up"), row("row_down"));
    if removed.is_none() && up.is_none() && down.is_none() {
        return fields.clone();
    }
    let swap = up.and_then(|n| n.checked_sub(1).map(|before| (before, n))).or(down.map(|n| (n, n.saturating_add(1))));
    let place = |n: u32| match swap {
        Some((a, b)) if n == a => b,
        Some((a, b)) if n == b => a,
        _ => n,
    };
    let pairs = fields.names().filter_map(|name| {
        let rest = name.strip_prefix(TABLE).and_then(|rest| rest.strip_prefix('['));
        let numbered =
            rest.and_then(|rest| rest.split_once("].")).and_then(|(n, key)| Some((n.parse::<u32>().ok()?, key)));
        match numbered {
            Some((n, _)) if removed == Some(n) => None,
            Some((n, key)) => Some((super::sheet::field(place(n), key), fields.raw(name).to_owned())),
            None => Some((name.to_owned(), fields.raw(name).to_owned())),
        }
    });
    Fields::of(pairs)
}

/// Shows the personal data of a section, the team unless another is named, once that is written down.
pub(super) async fn reveal(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let section = if fields.has("section") { Section::from_code(fields.raw("section")) } else { Some(Section::Team) };
    let section = section.ok_or(Problem::NotFound)?;
    let actor = granted.actor.clone();
    let scope = actor.scope(Action::ViewPersonal).ok_or(Problem::Forbidden)?;
    let reach = PlanReach::of(&actor, &scope);
    let (find, wanted, at) = (reach.clone(), id.clone(), app.clock.now());
    app.db
        .write(move |tx| {
            let Some(plan) = store::find(tx, &find, &wanted)? else { return Err(Problem::NotFound) };
            let what = json!({"section": section.code()});
            Ok(personal::seen(tx, &actor, &plan.id, &plan.owner, &what, at)?)
        })
        .await?;
    let loaded = edit::load(&app, reach, &id, section, &Asked::default()).await?;
    edit::read_only(&visit, &granted, section, loaded, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_removed_or_moved_by_its_button() {
        let form = [("etag", "\"1\""), ("rows[0].name", "ก"), ("rows[1].name", "ข"), ("rows[2].name", "ค")];
        let press = |button: (&'static str, &'static str)| {
            let all = moved(&Fields::of(form.into_iter().chain([button])));
            all.rows("rows").iter().map(|row| row.text("name")).collect::<Vec<_>>()
        };
        assert_eq!(press(("row_remove", "1")), ["ก", "ค"]);
        assert_eq!(press(("row_up", "2")), ["ก", "ค", "ข"]);
        assert_eq!(press(("row_down", "0")), ["ข", "ก", "ค"]);
        assert_eq!(press(("row_up", "0")), ["ก", "ข", "ค"]);
    }
}
