//! The forms of the changes. Without a script the search for another organisation is a button of the same form.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use web::{
    App, Granted, Lang, Page, Problem, Visit,
    components::Choice,
    form::{Errors, Fields},
    render,
};

use super::form::{self, Which};
use crate::{
    list::{
        pages::{choices, matches},
        query::encoded,
    },
    organisation::{
        Organisation,
        commands::{self, By, Refusal},
        pages::crumbs,
        store,
    },
    text::T,
};

#[derive(Template)]
#[template(path = "change/form.html")]
struct Form {
    page: Page,
    t: T,
    act: String,
    heading: &'static str,
    explain: &'static str,
    button: &'static str,
    href: String,
    name: String,
    revision: i64,
    children: i64,
    name_th: String,
    name_en: String,
    effective_on: String,
    understood: String,
    reason: String,
    to_top: bool,
    may_top: bool,
    with_children: bool,
    pickers: Vec<Picker>,
    errors: Errors,
    /// What is about to be done, with the names of all concerned; empty until it is to be confirmed.
    confirm: String,
    seal: String,
}

struct Picker {
    field: String,
    label: String,
    value: String,
    chosen: String,
    found: Vec<Choice>,
    query: String,
    error: String,
}

struct Loaded {
    of: Organisation,
    above: Vec<store::Named>,
    children: i64,
    pickers: Vec<(String, String, String, Vec<Choice>, String)>,
}

/// `GET /organisations/{code}/changes/{act}`.
pub async fn form(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((code, act)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let which = Which::from_code(&act).ok_or(Problem::NotFound)?;
    shown(&visit, &granted, &app, (&code, &act, which), Fields::default(), Errors::new()).await
}

/// `POST /organisations/{code}/changes/{act}`.
pub async fn apply(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((code, act)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let which = Which::from_code(&act).ok_or(Problem::NotFound)?;
    let here = (code.as_str(), act.as_str(), which);
    if fields.has("search") {
        return shown(&visit, &granted, &app, here, fields, Errors::new()).await;
    }
    let dated = match form::read(visit.lang, which, &code, &fields) {
        Ok(dated) => dated,
        Err(errors) => return shown(&visit, &granted, &app, here, fields, errors).await,
    };
    let seal = form::seal(&dated);
    if !seal.is_empty() && fields.raw("confirmed") != seal {
        return confirmation(&visit, &granted, &app, here, fields, (seal, dated.effective_on)).await;
    }
    let by = By { account: granted.actor.account_id.clone(), scope: granted.scope.clone(), now: app.clock.now() };
    let word = dated.act.word();
    match app.db.write(move |tx| commands::change(tx, &dated, &by)).await {
        Ok(_) => Ok(Redirect::to(&format!("/organisations/{}?done={word}", encoded(&code))).into_response()),
        Err(Refusal::Changed(now)) => {
            let mut errors = Errors::new();
            errors.add("effective_on", T(visit.lang).refused_changed(&now.details.name_th));
            shown(&visit, &granted, &app, here, fields, errors).await
        }
        Err(refusal) => {
            let mut errors = Errors::new();
            super::tell(visit.lang, refusal, &mut errors)?;
            shown(&visit, &granted, &app, here, fields, errors).await
        }
    }
}

/// The form again, with what it will do in words: it can't be undone, so the names are read before it is done.
async fn confirmation(
    visit: &Visit,
    granted: &Granted,
    app: &App,
    here: (&str, &str, Which),
    fields: Fields,
    asked: (String, jiff::civil::Date),
) -> Result<Response, Problem> {
    shown_with(visit, granted, app, here, fields, Errors::new(), Some(asked)).await
}

fn load(
    tx: &mut db::Tx<'_>,
    scope: &db::Scope,
    code: &str,
    which: Which,
    fields: &Fields,
    lang: Lang,
) -> db::Result<Option<Loaded>> {
    let Some(of) = store::find(tx, scope, code)? else { return Ok(None) };
    let mut pickers = Vec::new();
    for field in which.pickers() {
        let value = fields.text(&field);
        let chosen = store::find(tx, scope, &value)?;
        let chosen = chosen.map(|one| lang.name(&one.details.name_th, &one.details.name_en).to_owned());
        let query = fields.text(&format!("{field}_search"));
        let found =
            if fields.raw("search") == field { choices(lang, &matches(tx, scope, &query)?) } else { Vec::new() };
        let value = if chosen.is_some() { value } else { String::new() };
        pickers.push((field, value, chosen.unwrap_or_default(), found, query));
    }
    Ok(Some(Loaded { above: store::ancestors(tx, &of)?, children: store::count_children(tx, &of.id)?, pickers, of }))
}

async fn shown(
    visit: &Visit,
    granted: &Granted,
    app: &App,
    here: (&str, &str, Which),
    fields: Fields,
    errors: Errors,
) -> Result<Response, Problem> {
    shown_with(visit, granted, app, here, fields, errors, None).await
}

async fn shown_with(
    visit: &Visit,
    granted: &Granted,
    app: &App,
    (code, act, which): (&str, &str, Which),
    fields: Fields,
    errors: Errors,
    to_confirm: Option<(String, jiff::civil::Date)>,
) -> Result<Response, Problem> {
    let (t, lang, scope) = (T(visit.lang), visit.lang, granted.scope.clone());
    let (asked, given) = (code.to_owned(), fields.clone());
    let loaded = app.db.read(move |tx| load(tx, &scope, &asked, which, &given, lang)).await?;
    let Loaded { of, above, children, pickers } = loaded.ok_or(Problem::NotFound)?;
    let (heading, explain, button) = words(t, which);
    let name = lang.name(&of.details.name_th, &of.details.name_en).to_owned();
    let mut page = visit.page(format!("{heading}: {name}"));
    page.crumbs = crumbs(t, lang, &above, &of);
    page.error_title = !errors.is_empty();
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let kept =
        |field: &str, before: &str| if fields.has(field) { fields.raw(field).to_owned() } else { before.to_owned() };
    let picker =
        |(number, (field, value, chosen, found, query)): (usize, (String, String, String, Vec<Choice>, String))| {
            Picker {
                label: picker_label(t, which, number),
                error: errors.of(&field).to_owned(),
                field,
                value,
                chosen,
                found,
                query,
            }
        };
    let understood = thai::date::parse_date(fields.raw("effective_on")).map(|parsed| lang.date(parsed.date));
    let one = format!("{name} ({})", of.code);
    let chosen = pickers.iter().filter(|(_, code, ..)| !code.is_empty());
    let others: Vec<String> = chosen.map(|(_, code, name, ..)| format!("{name} ({code})")).collect();
    let (seal, confirm) = match to_confirm {
        None => Default::default(),
        Some((seal, day)) => {
            // The top wins over a parent that was chosen, as it does when the form is read.
            let others = if fields.raw("to_top") == "true" { String::new() } else { others.join(", ") };
            (seal, about_to(t, which, &one, &others, &lang.date(day)))
        }
    };
    let body = Form {
        confirm,
        seal,
        t,
        act: act.to_owned(),
        heading,
        explain,
        button,
        href: format!("/organisations/{}", encoded(&of.code)),
        name,
        revision: of.revision,
        children,
        name_th: kept("name_th", &of.details.name_th),
        name_en: kept("name_en", &of.details.name_en),
        effective_on: fields.raw("effective_on").to_owned(),
        understood: understood.unwrap_or_default(),
        reason: fields.raw("reason").to_owned(),
        to_top: fields.raw("to_top") == "true",
        may_top: which == Which::Move && granted.scope.is_nation(),
        with_children: fields.raw("with_children") == "true",
        pickers: pickers.into_iter().enumerate().map(picker).collect(),
        errors,
        page,
    };
    Ok((status, render(&body)?).into_response())
}

/// What a change does, with the names and codes of all concerned.
fn about_to(t: T, which: Which, one: &str, others: &str, day: &str) -> String {
    match which {
        Which::Rename => String::new(),
        Which::Move if others.is_empty() => t.confirm_move_top(one, day),
        Which::Move => t.confirm_move(one, others, day),
        Which::Merge => t.confirm_merge(one, others, day),
        Which::Split => t.confirm_split(one, others, day),
        Which::Close => t.confirm_close(one, day),
    }
}

fn picker_label(t: T, which: Which, number: usize) -> String {
    match which {
        Which::Move => t.new_parent().to_owned(),
        Which::Split => t.successor_number(number + 1),
        _ => t.successor().to_owned(),
    }
}

const fn words(t: T, which: Which) -> (&'static str, &'static str, &'static str) {
    match which {
        Which::Rename => (t.act_rename(), t.act_rename_what(), t.act_rename_do()),
        Which::Move => (t.act_move(), t.act_move_what(), t.act_move_do()),
        Which::Merge => (t.act_merge(), t.act_merge_what(), t.act_merge_do()),
        Which::Split => (t.act_split(), t.act_split_what(), t.act_split_do()),
        Which::Close => (t.act_close(), t.act_close_what(), t.act_close_do()),
    }
}
