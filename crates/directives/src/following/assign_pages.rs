//! The page that assigns: rules and named organisations for those who lead and those with them, seen applied to the
//! register of a day before anything is kept.

use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use continuity::organisation::Kind;
use db::Tx;
use directive::{
    obligation::{Rule, Rules, proposed},
    paper::Role,
};
use web::{
    App, Granted, Lang, Page, Problem, Visit,
    components::Choice,
    form::{Errors, Fields},
    render,
};

use super::{
    assign::{self, Wanted},
    commands::{Case, Refused},
    register,
    search::{found, names},
};
use crate::{dated::Typed, paper::items, text::T};

/// What stands in the form.
#[derive(Clone, Default)]
struct Values {
    all: bool,
    kinds: Vec<String>,
    ministries: Vec<String>,
    provinces: Vec<String>,
    below: Vec<String>,
    except: Vec<String>,
    lead: Vec<String>,
    with: Vec<String>,
    with_all: bool,
    on: Typed,
    due: Typed,
    /// Names that only a person can resolve.
    open: Vec<String>,
}

fn codes(text: &str) -> Vec<String> {
    let text = thai::digits::to_arabic(text);
    text.split([',', '\n', '\r', ' ', '\t']).map(str::trim).filter(|c| !c.is_empty()).map(str::to_owned).collect()
}

impl Values {
    /// What the bodies of the paper propose.
    fn proposed(bodies: &[items::Body], on: Typed, due: Typed) -> Self {
        let parts: Vec<_> = bodies.iter().map(items::Body::part).collect();
        let (lead, with) = (proposed(&parts, Role::Lead), proposed(&parts, Role::With));
        let mut values = Values { on, due, ..Values::default() };
        for rule in lead.rules.include {
            match rule {
                Rule::All => values.all = true,
                Rule::Kinds(kinds) => values.kinds.extend(kinds.iter().map(|kind| kind.code().to_owned())),
                Rule::Bodies(codes) => values.lead.extend(codes),
                Rule::Ministries(codes) => values.ministries.extend(codes),
                Rule::Provinces(codes) => values.provinces.extend(codes),
                Rule::Below(codes) => values.below.extend(codes),
            }
        }
        for rule in with.rules.include {
            match rule {
                Rule::All => values.with_all = true,
                Rule::Bodies(codes) => values.with.extend(codes),
                _ => {}
            }
        }
        values.open = lead.open.into_iter().chain(with.open).collect();
        values
    }

    fn typed(fields: &Fields, lang: Lang) -> Self {
        let many = |name: &str| fields.all(name).filter(|v| !v.is_empty()).map(str::to_owned).collect::<Vec<_>>();
        let mut values = Values {
            all: fields.has("all"),
            kinds: many("kinds"),
            ministries: codes(fields.raw("ministries")),
            provinces: codes(fields.raw("provinces")),
            below: codes(fields.raw("below")),
            except: codes(fields.raw("except")),
            lead: codes(fields.raw("lead")),
            with: codes(fields.raw("with")),
            with_all: fields.has("with_all"),
            on: Typed::read(fields.raw("on"), lang),
            due: Typed::read(fields.raw("due"), lang),
            open: Vec::new(),
        };
        // The organisation that was searched for and chosen goes where the button says.
        let chosen = fields.text("organisation");
        match fields.raw("act") {
            "add_lead" if !chosen.is_empty() => values.lead.push(chosen),
            "add_with" if !chosen.is_empty() => values.with.push(chosen),
            _ => {}
        }
        values
    }

    fn wanted(&self, today: jiff::civil::Date) -> Wanted {
        let mut lead = Rules::default();
        let mut rule = |wanted: bool, rule: Rule| {
            if wanted {
                lead.include.push(rule);
            }
        };
        let kinds: Vec<Kind> = self.kinds.iter().filter_map(|code| Kind::from_code(code)).collect();
        rule(self.all, Rule::All);
        rule(!kinds.is_empty(), Rule::Kinds(kinds));
        rule(!self.ministries.is_empty(), Rule::Ministries(self.ministries.clone()));
        rule(!self.provinces.is_empty(), Rule::Provinces(self.provinces.clone()));
        rule(!self.below.is_empty(), Rule::Below(self.below.clone()));
        rule(!self.lead.is_empty(), Rule::Bodies(self.lead.clone()));
        if !self.except.is_empty() {
            lead.except.push(Rule::Bodies(self.except.clone()));
        }
        let mut with = Rules::default();
        if self.with_all {
            with.include.push(Rule::All);
        }
        if !self.with.is_empty() {
            with.include.push(Rule::Bodies(self.with.clone()));
        }
        Wanted { lead, with, on: self.on.date.unwrap_or(today), due: self.due.date }
    }
}

#[derive(Template)]
#[template(path = "following/assign.html")]
struct AssignPage {
    page: Page,
    t: T,
    id: String,
    number: String,
    text: String,
    values: Values,
    kinds: Vec<Choice>,
    lead: String,
    with: String,
    ministries: String,
    provinces: String,
    below: String,
    except: String,
    found: Vec<Choice>,
    query: String,
    /// How many lead and act with them, and the first of their names.
    preview: Option<(String, String, Vec<String>)>,
    errors: Errors,
}

/// What the page needs from the database.
struct Loaded {
    case: Case,
    bodies: Vec<items::Body>,
}

fn load(tx: &mut Tx<'_>, id: &str) -> Result<Loaded, Refused> {
    let case = Case::load(tx, id)?;
    let bodies = items::bodies(tx, &[id.to_owned()])?;
    Ok(Loaded { case, bodies })
}

pub(super) async fn form(visit: Visit, State(app): State<App>, Path(id): Path<String>) -> Result<Response, Problem> {
    let lang = visit.lang;
    let loaded = app.db.read(move |tx| load(tx, &id)).await.map_err(|refused| refused.problem(lang))?;
    let on = Typed::read(&lang.date(app.clock.today()), lang);
    let due = loaded.case.item.due_on.map(|day| Typed::read(&lang.date(day), lang)).unwrap_or_default();
    let values = Values::proposed(&loaded.bodies, on, due);
    shown(&visit, &app, &loaded.case, values, ("", false), Errors::new()).await
}

async fn shown(
    visit: &Visit,
    app: &App,
    case: &Case,
    values: Values,
    (query, preview): (&str, bool),
    mut errors: Errors,
) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let (wanted, query) = (values.wanted(app.clock.today()), query.to_owned());
    let asked = query.clone();
    let read = app.db.read(move |tx| {
        let found = found(tx, &asked, lang)?;
        if !preview {
            return Ok::<_, Refused>((found, None));
        }
        let assigned = match assign::resolve(&register::read(tx)?, &wanted) {
            Ok(assigned) => assigned,
            Err(why) => return Ok((found, Some(Err(why)))),
        };
        let first: Vec<String> = assigned.lead.iter().chain(&assigned.with).take(12).cloned().collect();
        let known = names(tx, &first, lang)?;
        let first = first.iter().filter_map(|code| known.get(code).cloned()).collect();
        Ok((found, Some(Ok((assigned.lead.len(), assigned.with.len(), first)))))
    });
    let (found, resolved) = read.await.map_err(|refused: Refused| refused.problem(lang))?;
    let preview = match resolved {
        Some(Ok((lead, with, first))) => Some((lang.number(lead as u64), lang.number(with as u64), first)),
        Some(Err(why)) => {
            errors.add(why.field(), why.words(lang));
            None
        }
        None => None,
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let mut page = visit.page(t.assign()).crumb("/directives", t.directives());
    page = page.crumb(format!("/recommendations/{}", case.item.id), t.recommendation()).at(t.assign());
    page.error_title = !errors.is_empty();
    let kinds = reference::List::kinds().entries().iter();
    let kind = |entry: &reference::Entry| {
        Choice::new(&entry.code, lang.pick(&entry.th, &entry.en)).chosen(values.kinds.contains(&entry.code))
    };
    let body = AssignPage {
        page,
        t,
        id: case.item.id.clone(),
        number: case.item.number.clone(),
        text: case.item.text.clone(),
        kinds: kinds.map(kind).collect(),
        lead: values.lead.join("\n"),
        with: values.with.join("\n"),
        ministries: values.ministries.join(" "),
        provinces: values.provinces.join(" "),
        below: values.below.join(" "),
        except: values.except.join(" "),
        values,
        found,
        query,
        preview,
        errors,
    };
    Ok((status, render(&body)?).into_response())
}

pub(super) async fn submit(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let lang = visit.lang;
    let asked = id.clone();
    let loaded = app.db.read(move |tx| load(tx, &asked)).await.map_err(|refused| refused.problem(lang))?;
    let values = Values::typed(&fields, lang);
    let mut errors = Errors::new();
    for (name, typed) in [("on", &values.on), ("due", &values.due)] {
        if !typed.error.is_empty() {
            errors.add(name, typed.error.clone());
        }
    }
    let query = fields.text("organisation_search");
    if fields.has("search") || fields.raw("act") != "assign" || !errors.is_empty() {
        let preview = fields.raw("act") == "preview" && errors.is_empty();
        return shown(&visit, &app, &loaded.case, values, (&query, preview), errors).await;
    }
    let (wanted, by, now) = (values.wanted(app.clock.today()), granted.actor.account_id, app.clock.now());
    let item = id.clone();
    match app.db.write(move |tx| assign::assign(tx, &item, &wanted, &by, now)).await {
        Ok(_) => Ok(Redirect::to(&format!("/recommendations/{id}?done=assigned")).into_response()),
        Err(Refused::NotFound) => Err(Problem::NotFound),
        Err(Refused::Database(problem)) => Err(problem.into()),
        Err(why) => {
            errors.add(why.field(), why.words(lang));
            shown(&visit, &app, &loaded.case, values, (&query, false), errors).await
        }
    }
}
