//! A new circular: what it says, who signed it, and to whom it goes, seen counted before anything is sent.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use continuity::organisation::Kind as Sort;
use directive::obligation::{Rule, Rules};
use web::{
    Action, App, Granted, Page, Problem, Visit,
    components::Choice,
    form::{Errors, Fields},
    render,
};

use super::{
    commands::{self, Circular, codes},
    register,
};
use crate::{
    dated::Typed,
    letter::{form::written, store::Written},
    office::commands::By,
    reach::Reach,
    rules::{Form, delegation::Kind},
    text::T,
    words,
};

#[derive(Template)]
#[template(path = "circular/new.html")]
struct NewPage {
    page: Page,
    t: T,
    office: String,
    values: Fields,
    letter: Written,
    dated: Typed,
    due: Typed,
    urgencies: Vec<Choice>,
    secrecies: Vec<Choice>,
    delegations: Vec<Choice>,
    kinds: Vec<Choice>,
    preview: String,
    by_rule: bool,
    errors: Errors,
}

/// To whom it goes, as ticked and typed.
pub(super) fn rules(fields: &Fields) -> Rules {
    let mut rules = Rules::default();
    let mut rule = |wanted: bool, rule: Rule| {
        if wanted {
            rules.include.push(rule);
        }
    };
    let kinds: Vec<Sort> = fields.all("kinds").filter_map(Sort::from_code).collect();
    let (ministries, provinces) = (codes(fields.raw("ministries")), codes(fields.raw("provinces")));
    let (below, named) = (codes(fields.raw("below")), codes(fields.raw("organisations")));
    rule(fields.has("all"), Rule::All);
    rule(!kinds.is_empty(), Rule::Kinds(kinds));
    rule(!ministries.is_empty(), Rule::Ministries(ministries));
    rule(!provinces.is_empty(), Rule::Provinces(provinces));
    rule(!below.is_empty(), Rule::Below(below));
    rule(!named.is_empty(), Rule::Bodies(named));
    let except = codes(fields.raw("except"));
    if !except.is_empty() {
        rules.except.push(Rule::Bodies(except));
    }
    rules
}

pub(super) async fn form(visit: Visit, granted: Granted, State(app): State<App>) -> Result<Response, Problem> {
    let letter = Written { form: Form::External, circular: true, ..Written::default() };
    let dated = Typed::of(app.clock.today(), visit.lang);
    shown((&visit, &granted, &app), Fields::default(), letter, (dated, Typed::default()), Errors::new()).await
}

async fn shown(
    (visit, granted, app): (&Visit, &Granted, &App),
    values: Fields,
    letter: Written,
    (dated, due): (Typed, Typed),
    mut errors: Errors,
) -> Result<Response, Problem> {
    let (lang, t, today) = (visit.lang, T(visit.lang), app.clock.today());
    let (scope, rules) = (granted.scope.clone(), rules(&values));
    let counts = values.raw("act") == "preview";
    let read = app.db.read(move |tx| {
        let Some(own) = commands::sender(tx, &scope)? else { return Ok(None) };
        if !counts {
            return Ok::<_, db::Error>(Some((own, None)));
        }
        let register = register::read(tx)?;
        let count = register.resolve(&rules, today).map(|all| {
            let reached =
                |code: &&String| register.known(code).is_some_and(|one| scope.reaches(&one.path) && one.id != own.id);
            all.iter().filter(reached).count()
        });
        Ok(Some((own, Some(count))))
    });
    let Some((own, counted)) = read.await? else { return Ok(Redirect::to("/circulars").into_response()) };
    let preview = match counted {
        Some(Ok(n)) => t.would_send(lang.number(n)),
        Some(Err(why)) => {
            errors.list.extend(why.told(lang)?.list);
            String::new()
        }
        None => String::new(),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut page = visit.page(t.new_circular());
    page = page.crumb("/circulars", t.circulars()).at(t.new_circular());
    page.error_title = !errors.is_empty();
    let cleared = granted.actor.may(Action::ViewClassified, &own.path);
    let kinds = reference::List::kinds().entries().iter();
    let kind = |entry: &reference::Entry| {
        Choice::new(&entry.code, lang.pick(&entry.th, &entry.en)).chosen(values.all("kinds").any(|c| c == entry.code))
    };
    let chosen = ["ministries", "provinces", "below", "except", "all", "kinds"];
    let body = NewPage {
        page,
        t,
        office: lang.name(&own.name_th, &own.name_en).to_owned(),
        by_rule: chosen.iter().any(|name| values.has(name) && !values.raw(name).is_empty()),
        urgencies: words::urgencies(lang, letter.urgency.code()),
        secrecies: words::secrecies(lang, letter.secrecy.code(), cleared),
        delegations: Choice::of(
            Kind::ALL.iter().map(|kind| (kind.code(), words::delegation(lang, *kind))),
            values.raw("delegation"),
        ),
        kinds: kinds.map(kind).collect(),
        values,
        letter,
        dated,
        due,
        preview,
        errors,
    };
    Ok((status, render(&body)?).into_response())
}

pub(super) async fn create(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    let lang = visit.lang;
    let mut errors = Errors::new();
    let mut letter = written(&fields, lang, &mut errors);
    (letter.form, letter.circular) = (Form::External, true);
    let (dated, due) = (Typed::read(fields.raw("dated"), lang), Typed::read(fields.raw("due"), lang));
    dated.tell("dated", &mut errors);
    due.tell("due", &mut errors);
    let kind = Kind::from_code(fields.raw("delegation"));
    let principal = fields.text("principal");
    if kind.is_some() && principal.is_empty() {
        errors.add("principal", T(lang).field_needed());
    }
    if !errors.is_empty() || fields.raw("act") == "preview" {
        return shown((&visit, &granted, &app), fields, letter, (dated, due), errors).await;
    }
    let circular = Circular {
        written: letter.clone(),
        name: fields.text("name"),
        position: fields.text("position"),
        delegated: kind.map(|kind| (kind, principal)),
        dated: dated.date.unwrap_or_else(|| app.clock.today()),
        rules: rules(&fields),
        due: due.date,
    };
    let by = By { account: granted.actor.account_id.clone(), now: app.clock.now(), lang };
    let (reach, scope) = (Reach::of(&granted), granted.scope.clone());
    match app.db.write(move |tx| commands::circulate(tx, &scope, &reach, &circular, &by)).await {
        Ok((id, n)) => Ok(Redirect::to(&format!("/circulars/{id}?done=sent&n={n}")).into_response()),
        Err(why) => shown((&visit, &granted, &app), fields, letter, (dated, due), why.told(lang)?).await,
    }
}
