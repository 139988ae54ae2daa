//! The forms for a new organisation and for a correction; and, when somebody else was quicker, both texts side by
//! side.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use web::{
    App, Crumb, Granted, Page, Problem, Visit,
    components::Choice,
    form::{Errors, Fields},
    render,
};

use super::form::{self, Values};
use crate::{
    change::tell,
    list::{
        pages::{choices, matches},
        query::encoded,
    },
    organisation::{
        Labels, Organisation,
        commands::{self, By, Correction, Refusal},
        pages::crumbs,
        store,
    },
    text::T,
};

#[derive(Template)]
#[template(path = "edit/form.html")]
struct Form {
    page: Page,
    t: T,
    heading: &'static str,
    explain: &'static str,
    action: String,
    back: String,
    /// Choosing the parent is offered; otherwise it is given by the address.
    choose_parent: bool,
    parent_name: String,
    found: Vec<Choice>,
    query: String,
    /// `None` for a new one.
    revision: Option<i64>,
    values: Values,
    understood: String,
    kinds: Vec<Choice>,
    ministries: Vec<Choice>,
    provinces: Vec<Choice>,
    districts: Vec<Choice>,
    errors: Errors,
}

fn by(granted: &Granted, app: &App) -> By {
    By { account: granted.actor.account_id.clone(), scope: granted.scope.clone(), now: app.clock.now() }
}

/// `GET /organisations/new`.
pub async fn new(visit: Visit, granted: Granted, State(app): State<App>) -> Result<Response, Problem> {
    let values = Values { obliged: true, ..Values::default() };
    shown_new(&visit, &granted, &app, None, values, Fields::default(), Errors::new()).await
}

/// `GET /organisations/{code}/units/new`.
pub async fn new_unit(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let parent = reached(&granted, &app, &code).await?;
    let values = Values::below(&parent);
    shown_new(&visit, &granted, &app, Some(parent), values, Fields::default(), Errors::new()).await
}

/// `POST /organisations/new`.
pub async fn create(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    made(&visit, &granted, &app, None, fields).await
}

/// `POST /organisations/{code}/units/new`.
pub async fn create_unit(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let parent = reached(&granted, &app, &code).await?;
    made(&visit, &granted, &app, Some(parent), fields).await
}

async fn reached(granted: &Granted, app: &App, code: &str) -> Result<Organisation, Problem> {
    let (scope, code) = (granted.scope.clone(), code.to_owned());
    app.db.read(move |tx| store::find(tx, &scope, &code)).await?.ok_or(Problem::NotFound)
}

async fn made(
    visit: &Visit,
    granted: &Granted,
    app: &App,
    parent: Option<Organisation>,
    fields: Fields,
) -> Result<Response, Problem> {
    let mut values = Values::of_fields(&fields);
    if let Some(parent) = &parent {
        values.parent_code = parent.code.clone();
    }
    if fields.has("search") {
        return shown_new(visit, granted, app, parent, values, fields, Errors::new()).await;
    }
    let new = match form::new(visit.lang, &values) {
        Ok(new) => new,
        Err(errors) => return shown_new(visit, granted, app, parent, values, fields, errors).await,
    };
    let by = by(granted, app);
    match app.db.write(move |tx| commands::create(tx, &new, &by)).await {
        Ok(made) => Ok(Redirect::to(&format!("/organisations/{}?done=created", encoded(&made.code))).into_response()),
        Err(refusal) => {
            let mut errors = Errors::new();
            let refusal = match refusal {
                Refusal::NotFound => Refusal::Fields(vec![(
                    "parent_code",
                    crate::organisation::Reason::UnknownParent(values.parent_code.clone()),
                )]),
                other => other,
            };
            tell(visit.lang, refusal, &mut errors)?;
            for refused in &mut errors.list {
                if refused.field == "effective_on" {
                    refused.field = "valid_from".into();
                }
            }
            shown_new(visit, granted, app, parent, values, fields, errors).await
        }
    }
}

async fn shown_new(
    visit: &Visit,
    granted: &Granted,
    app: &App,
    parent: Option<Organisation>,
    values: Values,
    fields: Fields,
    errors: Errors,
) -> Result<Response, Problem> {
    let (t, lang) = (T(visit.lang), visit.lang);
    let query = fields.text("parent_code_search");
    let (scope, sought, chosen) = (granted.scope.clone(), query.clone(), values.parent_code.clone());
    let searching = fields.raw("search") == "parent_code";
    let (found, chosen, above) = app
        .db
        .read({
            let parent = parent.clone();
            move |tx| {
                let found = if searching { matches(tx, &scope, &sought)? } else { Vec::new() };
                let above = parent.as_ref().map(|parent| store::ancestors(tx, parent)).transpose()?;
                Ok::<_, db::Error>((found, store::find(tx, &scope, &chosen)?, above.unwrap_or_default()))
            }
        })
        .await?;
    let (heading, action, back) = match &parent {
        Some(parent) => {
            let href = format!("/organisations/{}", encoded(&parent.code));
            (t.unit_add(), format!("{href}/units/new"), href)
        }
        None => (t.new_title(), "/organisations/new".to_owned(), "/organisations".to_owned()),
    };
    let mut page = visit.page(heading);
    page.crumbs = match &parent {
        Some(parent) => {
            let mut crumbs = crumbs(t, lang, &above, parent);
            if let Some(last) = crumbs.last_mut() {
                last.href = Some(back.clone());
            }
            crumbs.push(Crumb { href: None, label: heading.to_owned() });
            crumbs
        }
        None => vec![
            Crumb { href: Some("/organisations".into()), label: t.list_title().to_owned() },
            Crumb { href: None, label: heading.to_owned() },
        ],
    };
    let allowed = |kind: &str| {
        granted.scope.is_nation()
            || continuity::organisation::Kind::from_code(kind).is_some_and(|kind| kind.may_be_added_below())
    };
    let name = |of: &Organisation| lang.name(&of.details.name_th, &of.details.name_en).to_owned();
    let labels = Labels(lang);
    let kinds = labels.kinds(&values.kind, allowed);
    let parent_name = parent.as_ref().or(chosen.as_ref()).map(name).unwrap_or_default();
    let form = Form {
        heading,
        explain: if parent.is_some() { t.unit_add_what() } else { t.new_what() },
        action,
        back,
        choose_parent: parent.is_none(),
        parent_name,
        found: choices(lang, &found),
        query,
        revision: None,
        ..blank(page, t, labels, values, kinds, errors)
    };
    respond(form)
}

/// The parts of the form that are the same for a new organisation and for a correction.
fn blank(page: Page, t: T, labels: Labels, values: Values, kinds: Vec<Choice>, errors: Errors) -> Form {
    let understood = thai::date::parse_date(&values.valid_from).map(|parsed| labels.0.date(parsed.date));
    Form {
        page,
        t,
        heading: "",
        explain: "",
        action: String::new(),
        back: String::new(),
        choose_parent: false,
        parent_name: String::new(),
        found: Vec::new(),
        query: String::new(),
        revision: None,
        kinds,
        ministries: labels.ministries(&values.ministry_code),
        provinces: labels.provinces(&values.province_code),
        districts: labels.districts(&values.province_code, &values.district_code),
        understood: understood.unwrap_or_default(),
        values,
        errors,
    }
}

fn respond(mut form: Form) -> Result<Response, Problem> {
    let status = if form.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    form.page.error_title = !form.errors.is_empty();
    Ok((status, render(&form)?).into_response())
}

/// `GET /organisations/{code}/edit`.
pub async fn edit(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let of = reached(&granted, &app, &code).await?;
    let (values, revision) = (Values::of(&of), of.revision);
    shown_edit(&visit, &app, of, values, revision, Errors::new()).await
}

/// `POST /organisations/{code}/edit`.
pub async fn correct(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let of = reached(&granted, &app, &code).await?;
    let values = Values::of_fields(&fields);
    let revision: i64 = fields.raw("revision").parse().unwrap_or(0);
    if fields.has("search") {
        return shown_edit(&visit, &app, of, values, revision, Errors::new()).await;
    }
    let mut errors = Errors::new();
    let details = form::details(visit.lang, &values, &mut errors);
    let reason = crate::organisation::field::line(&values.reason, crate::organisation::field::TEXT_MOST);
    let reason = reason.map_err(|reason| errors.add("reason", reason.words(visit.lang))).unwrap_or_default();
    if !errors.is_empty() {
        return shown_edit(&visit, &app, of, values, revision, errors).await;
    }
    let (by, correction) = (by(&granted, &app), Correction { code, revision, details, reason });
    match app.db.write(move |tx| commands::correct(tx, &correction, &by)).await {
        Ok(of) => Ok(Redirect::to(&format!("/organisations/{}?done=corrected", encoded(&of.code))).into_response()),
        Err(Refusal::Changed(now)) => both(&visit, &app, *now, values).await,
        Err(refusal) => {
            let mut errors = Errors::new();
            tell(visit.lang, refusal, &mut errors)?;
            shown_edit(&visit, &app, of, values, revision, errors).await
        }
    }
}

async fn shown_edit(
    visit: &Visit,
    app: &App,
    of: Organisation,
    values: Values,
    revision: i64,
    errors: Errors,
) -> Result<Response, Problem> {
    let (t, lang, labels) = (T(visit.lang), visit.lang, Labels(visit.lang));
    let asked = of.clone();
    let above = app.db.read(move |tx| store::ancestors(tx, &asked)).await?;
    let back = format!("/organisations/{}", encoded(&of.code));
    let name = lang.name(&of.details.name_th, &of.details.name_en).to_owned();
    let mut page = visit.page(format!("{}: {name}", t.edit_title()));
    page.crumbs = crumbs(t, lang, &above, &of);
    let kinds = labels.kinds(&values.kind, |_| true);
    let values = Values { code: of.code.clone(), ..values };
    let form = Form {
        heading: t.edit_title(),
        explain: t.edit_what(),
        action: format!("{back}/edit"),
        back,
        parent_name: name,
        revision: Some(revision),
        ..blank(page, t, labels, values, kinds, errors)
    };
    respond(form)
}

#[derive(Template)]
#[template(path = "edit/both.html")]
struct Both {
    page: Page,
    t: T,
    href: String,
    who: String,
    rows: Vec<(&'static str, String, String)>,
    revision: i64,
    values: Values,
}

/// Somebody else saved in between: who, when, and both texts; nothing is written over until a person decides.
async fn both(visit: &Visit, app: &App, now: Organisation, values: Values) -> Result<Response, Problem> {
    let (t, lang, labels) = (T(visit.lang), visit.lang, Labels(visit.lang));
    let id = now.id.clone();
    let last = app.db.read(move |tx| super::codes::last_change(tx, &id)).await?;
    let who = last.map(|(name, at)| t.changed_by(name, lang.moment(at))).unwrap_or_default();
    let there = Values::of(&now);
    let yes = |obliged: bool| if obliged { t.obliged_yes() } else { t.obliged_no() }.to_owned();
    let pairs = [
        (t.name_th(), there.name_th.clone(), values.name_th.clone()),
        (t.name_en(), there.name_en.clone(), values.name_en.clone()),
        (t.kind(), labels.kind(&there.kind), labels.kind(&values.kind)),
        (t.ministry(), labels.ministry(&there.ministry_code), labels.ministry(&values.ministry_code)),
        (t.province(), labels.province(&there.province_code), labels.province(&values.province_code)),
        (t.district(), labels.district(&there.district_code), labels.district(&values.district_code)),
        (t.obliged(), yes(there.obliged), yes(values.obliged)),
        (t.provenance(), there.provenance.clone(), values.provenance.clone()),
    ];
    let body = Both {
        page: visit.page(t.both_title()).with_errors(),
        t,
        href: format!("/organisations/{}", encoded(&now.code)),
        who,
        rows: pairs.into_iter().filter(|(_, there, mine)| there != mine).collect(),
        revision: now.revision,
        values,
    };
    Ok((StatusCode::CONFLICT, render(&body)?).into_response())
}
