//! The page of the office: letterhead, units, officers and delegations, with the form of each.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use db::Tx;
use jiff::civil::Date;
use serde::Deserialize;
use web::{
    App, Granted, Lang, Page, Problem, Visit,
    components::Choice,
    form::{Errors, Fields},
    render,
};

use super::{
    commands::{self, By, Head, NewOfficer, Wanted},
    store::{self, Given, Letterhead, Officer, Own, Unit},
};
use crate::{
    dated::Typed,
    letter::edit::by,
    refused::Refused,
    rules::delegation::Kind,
    text::T,
    words::{self, lines},
};

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    organisation: String,
    done: String,
}

struct DelegationView {
    id: String,
    kind: &'static str,
    principal: String,
    delegate: String,
    order: String,
    reason: String,
    days: String,
    in_force: bool,
}

struct OfficerView {
    id: String,
    name: String,
    position: String,
    unit: String,
    account: String,
    has_left: bool,
}

#[derive(Template)]
#[template(path = "office/show.html")]
struct OfficePage {
    page: Page,
    t: T,
    own: String,
    code: String,
    organisations: Vec<Choice>,
    letterhead: Letterhead,
    units: Vec<Unit>,
    officers: Vec<OfficerView>,
    delegations: Vec<DelegationView>,
    unit_choices: Vec<Choice>,
    account_choices: Vec<Choice>,
    officer_choices: Vec<Choice>,
    delegate_choices: Vec<Choice>,
    kinds: Vec<Choice>,
    order_date: Typed,
    from: Typed,
    until: Typed,
    values: Fields,
    errors: Errors,
}

struct Loaded {
    all: Vec<Own>,
    own: Own,
    head: Letterhead,
    units: Vec<Unit>,
    officers: Vec<Officer>,
    delegations: Vec<Given>,
    accounts: Vec<(String, String)>,
}

impl Loaded {
    /// Name and position of an officer.
    fn named(&self, id: &str) -> String {
        let found = self.officers.iter().find(|officer| officer.id == id);
        found.map(|officer| format!("{} · {}", officer.name, officer.position)).unwrap_or_default()
    }

    /// The officers to choose from; those who have left only as ones acted for.
    fn people(&self, all: bool, t: T) -> Vec<(String, String)> {
        let offered = self.officers.iter().filter(|officer| all || !officer.has_left);
        let named = |officer: &Officer| match officer.has_left {
            true => format!("{} ({})", self.named(&officer.id), t.has_left()),
            false => self.named(&officer.id),
        };
        offered.map(|officer| (officer.id.clone(), named(officer))).collect()
    }

    fn officer(&self, officer: &Officer) -> OfficerView {
        let account = self.accounts.iter().find(|(known, _)| Some(known) == officer.account_id.as_ref());
        OfficerView {
            id: officer.id.clone(),
            name: officer.name.clone(),
            position: officer.position.clone(),
            unit: officer.unit.clone(),
            account: account.map(|(_, name)| name.clone()).unwrap_or_default(),
            has_left: officer.has_left,
        }
    }

    fn delegation(&self, given: &Given, lang: Lang, today: Date) -> DelegationView {
        let (one, t) = (&given.delegation, T(lang));
        let until = one.until.map_or_else(|| t.until_ended().to_owned(), |day| lang.short_date(day));
        let order = one.order.as_ref().map(|(number, day)| t.order_of(words::number(lang, number), lang.date(*day)));
        DelegationView {
            id: one.id.clone(),
            kind: words::delegation(lang, one.kind),
            principal: self.named(&one.principal),
            delegate: self.named(&one.delegate),
            order: order.unwrap_or_default(),
            reason: given.reason.clone(),
            days: format!("{} – {until}", lang.short_date(one.from)),
            in_force: one.until.is_none_or(|until| until > today),
        }
    }
}

fn load(tx: &mut Tx<'_>, scope: &db::Scope, code: &str) -> db::Result<Option<Loaded>> {
    let Some(own) = store::own_one(tx, scope, code)? else { return Ok(None) };
    Ok(Some(Loaded {
        all: store::own(tx, scope)?,
        head: store::letterhead(tx, &own.id)?,
        units: store::units(tx, &own.id)?,
        officers: store::officers(tx, &own.id)?,
        delegations: store::delegations(tx, &own.id)?,
        accounts: store::accounts(tx, &own.id)?,
        own,
    }))
}

pub(super) async fn show(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    shown((&visit, &granted, &app), &asked, (Fields::default(), Errors::new())).await
}

async fn shown(
    (visit, granted, app): (&Visit, &Granted, &App),
    asked: &Asked,
    (values, errors): (Fields, Errors),
) -> Result<Response, Problem> {
    let (lang, t, today) = (visit.lang, T(visit.lang), app.clock.today());
    let (scope, code) = (granted.scope.clone(), asked.organisation.clone());
    let loaded = app.db.read(move |tx| load(tx, &scope, &code)).await?.ok_or(Problem::NotFound)?;
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut page = visit.page(t.office()).crumb("/letters", t.letters()).at(t.office());
    page.error_title = !errors.is_empty();
    if !asked.done.is_empty() {
        page = page.with_notice("ok", t.done_saved());
    }
    let name = |own: &Own| lang.name(&own.name_th, &own.name_en).to_owned();
    let body = OfficePage {
        page,
        t,
        own: name(&loaded.own),
        code: loaded.own.code.clone(),
        organisations: Choice::of(loaded.all.iter().map(|own| (own.code.clone(), name(own))), &loaded.own.code),
        officers: loaded.officers.iter().map(|officer| loaded.officer(officer)).collect(),
        delegations: loaded.delegations.iter().map(|given| loaded.delegation(given, lang, today)).collect(),
        unit_choices: Choice::of(
            loaded.units.iter().map(|unit| (unit.id.clone(), unit.name.clone())),
            values.raw("unit"),
        ),
        account_choices: Choice::of(loaded.accounts.clone(), values.raw("account")),
        officer_choices: Choice::of(loaded.people(true, t), values.raw("principal")),
        delegate_choices: Choice::of(loaded.people(false, t), values.raw("delegate")),
        kinds: Choice::of(
            Kind::ALL.iter().map(|kind| (kind.code(), words::delegation(lang, *kind))),
            values.raw("kind"),
        ),
        order_date: Typed::read(values.raw("order_date"), lang),
        from: Typed::read(values.raw("from"), lang),
        until: Typed::read(values.raw("until"), lang),
        letterhead: loaded.head,
        units: loaded.units,
        values,
        errors,
    };
    Ok((status, render(&body)?).into_response())
}

/// The page again with what is wrong, or anew after what was done.
async fn answered(
    at: (&Visit, &Granted, &App),
    fields: Fields,
    made: Result<(), Refused>,
) -> Result<Response, Problem> {
    let code = fields.text("organisation");
    match made {
        Ok(()) => {
            let code = crate::letter::list::encoded(&code);
            Ok(Redirect::to(&format!("/letter-office?organisation={code}&done=saved")).into_response())
        }
        Err(why) => {
            let asked = Asked { organisation: code, done: String::new() };
            shown(at, &asked, (fields, why.told(at.0.lang)?)).await
        }
    }
}

pub(super) async fn save(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    let head = Head {
        code: fields.text("code"),
        owner: fields.text("owner"),
        address: lines(fields.raw("address")).join("\n"),
        phone: fields.text("phone"),
        emblem: fields.file("emblem").map(|file| file.bytes.to_vec()),
    };
    let (scope, by, code) = (granted.scope.clone(), by(&visit, &granted, &app), fields.text("organisation"));
    let made = app.db.write(move |tx| commands::save(tx, &scope, &code, &head, &by)).await;
    answered((&visit, &granted, &app), fields, made).await
}

pub(super) async fn add_unit(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    let unit = [fields.text("unit_name"), fields.text("unit_owner"), fields.text("unit_phone")];
    let (scope, by, code) = (granted.scope.clone(), by(&visit, &granted, &app), fields.text("organisation"));
    let made = app.db.write(move |tx| {
        let [name, owner, phone] = &unit;
        commands::add_unit(tx, &scope, &code, [name, owner, phone], &by).map(|_| ())
    });
    let made = made.await;
    answered((&visit, &granted, &app), fields, made).await
}

pub(super) async fn add_officer(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    let new = NewOfficer {
        name: fields.text("officer_name"),
        position: fields.text("position"),
        unit_id: fields.optional("unit"),
        account_id: fields.optional("account"),
    };
    let (scope, by, code) = (granted.scope.clone(), by(&visit, &granted, &app), fields.text("organisation"));
    let made = app.db.write(move |tx| commands::add_officer(tx, &scope, &code, &new, &by).map(|_| ())).await;
    answered((&visit, &granted, &app), fields, made).await
}

pub(super) async fn leave(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (scope, by, code) = (granted.scope.clone(), by(&visit, &granted, &app), fields.text("organisation"));
    let made = app.db.write(move |tx| commands::leave(tx, &scope, &code, &id, &by)).await;
    answered((&visit, &granted, &app), fields, made).await
}

/// What is wanted of a delegation, or what is wrong with it.
fn wanted(fields: &Fields, by: &By) -> Result<Wanted, Errors> {
    let (lang, t) = (by.lang, T(by.lang));
    let mut errors = Errors::new();
    let read = |name: &'static str, errors: &mut Errors| {
        let typed = Typed::read(fields.raw(name), lang);
        typed.tell(name, errors);
        typed.date
    };
    let (order_date, from, until) =
        (read("order_date", &mut errors), read("from", &mut errors), read("until", &mut errors));
    let number = thai::digits::to_arabic(&fields.text("order_number"));
    if order_date.is_some() && number.is_empty() {
        errors.add("order_number", t.field_needed());
    }
    if order_date.is_none() && !number.is_empty() && errors.of("order_date").is_empty() {
        errors.add("order_date", t.field_needed());
    }
    if from.is_none() && errors.of("from").is_empty() {
        errors.add("from", t.field_needed());
    }
    let kind = Kind::from_code(fields.raw("kind"));
    if kind.is_none() {
        errors.add("kind", t.choose_again());
    }
    let (Some(kind), Some(from), true) = (kind, from, errors.is_empty()) else { return Err(errors) };
    Ok(Wanted {
        kind,
        principal: fields.text("principal"),
        delegate: fields.text("delegate"),
        order: order_date.map(|day| (number, day)),
        from,
        until,
        reason: fields.text("reason"),
    })
}

pub(super) async fn delegate(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (scope, by, code) = (granted.scope.clone(), by(&visit, &granted, &app), fields.text("organisation"));
    let made = match wanted(&fields, &by) {
        Ok(wanted) => app.db.write(move |tx| commands::delegate(tx, &scope, &code, &wanted, &by).map(|_| ())).await,
        Err(errors) => Err(Refused::Fields(errors)),
    };
    answered((&visit, &granted, &app), fields, made).await
}

pub(super) async fn end(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (scope, by, code) = (granted.scope.clone(), by(&visit, &granted, &app), fields.text("organisation"));
    let made = app.db.write(move |tx| commands::end(tx, &scope, &code, &id, &by)).await;
    answered((&visit, &granted, &app), fields, made).await
}
