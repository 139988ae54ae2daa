//! The list as a page and as a file, and the picker's answers.

use askama::Template;
use axum::{
    extract::{Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Json, Response},
};
use serde_json::json;
use web::{Action, App, Crumb, Granted, Page, Problem, Visit, components::Choice, render};

use super::{
    query::Asked,
    store::{self, Filter, Listed, Order, Place},
};
use crate::{
    export::{self, Format, Mark},
    organisation::{Labels, store::find},
    text::T,
};

/// Rows of a page.
const SIZE: u32 = 50;
/// Results of the picker.
const FOUND: u32 = 12;

#[derive(Template)]
#[template(path = "list/index.html")]
struct Index {
    page: Page,
    t: T,
    asked: Asked,
    kinds: Vec<Choice>,
    ministries: Vec<Choice>,
    provinces: Vec<Choice>,
    obligations: Vec<Choice>,
    applied: Vec<(String, String)>,
    rows: Vec<Line>,
    count: String,
    as_of: String,
    pager: Pager,
    may_add: bool,
    may_import: bool,
    /// The whole nation is looked through, so that only what is public is shown.
    everywhere: bool,
    /// Beyond what is shown there are others.
    others: bool,
}

struct Line {
    href: String,
    name: String,
    under: String,
    kind: String,
    ministry: String,
    place: String,
    obliged: bool,
    closed: bool,
}

/// The pages of a list that is cut by cursors: only the neighbours are known.
struct Pager {
    from: String,
    to: String,
    total: String,
    previous: Option<String>,
    next: Option<String>,
    numbers: Vec<web::components::PageNumber>,
}

/// `GET /organisations`.
pub async fn index(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let mut asked = asked;
    let beyond = !granted.scope.is_nation();
    let everywhere = beyond && asked.all == "1";
    if everywhere {
        asked.obliged.clear();
    } else {
        asked.all.clear();
    }
    if let Some(format) = Format::from_code(&asked.format) {
        return download(visit, granted, app, asked, format).await;
    }
    let found_by = granted.actor.scope(Action::FindOrganisation).filter(|_| everywhere);
    let (scope, wanted) = (found_by.unwrap_or_else(|| granted.scope.clone()), asked.clone());
    let found = app
        .db
        .read(move |tx| {
            let under = match wanted.under.as_str() {
                "" => None,
                code => find(tx, &scope, code)?,
            };
            let filter = wanted.filter(under.as_ref().map(|under| under.path.as_str()));
            let rows = store::page(tx, &scope, &filter, wanted.order(), &wanted.place(), SIZE + 1)?;
            // A list that ends on its first page is counted already; a search reads the names once then.
            let total = match (wanted.place(), i64::try_from(rows.len())) {
                (Place::First, Ok(shown)) if shown <= i64::from(SIZE) => shown,
                _ => store::count(tx, &scope, &filter)?,
            };
            Ok::<_, db::Error>((under, total, rows))
        })
        .await?;
    let (under, total, mut rows) = found;
    let more = rows.len() > SIZE as usize;
    match asked.place() {
        Place::Before(_) if more => drop(rows.remove(0)),
        _ => rows.truncate(SIZE as usize),
    }
    let (t, lang, labels) = (T(visit.lang), visit.lang, Labels(visit.lang));
    let under_name = under.map(|under| lang.name(&under.details.name_th, &under.details.name_en).to_owned());
    let mut page = visit.page(t.list_title());
    page.crumbs = vec![Crumb { href: None, label: t.list_title().to_owned() }];
    let pager = pager(lang, &asked, total, &rows, more);
    let body = Index {
        t,
        kinds: labels.kinds(&asked.kind, |_| true),
        ministries: labels.ministries(&asked.ministry),
        provinces: labels.provinces(&asked.province),
        obligations: Choice::of([("1", t.obliged_yes()), ("0", t.obliged_no())], &asked.obliged),
        applied: asked.applied(t, labels, under_name.as_deref()),
        count: lang.number(total),
        as_of: lang.moment(app.clock.now()),
        pager,
        may_add: granted.actor.may_somewhere(Action::EditRegister) && can_add_at_top(&granted),
        everywhere,
        others: beyond && !everywhere,
        may_import: granted.actor.may_somewhere(Action::ImportRegister),
        rows: rows.iter().map(|listed| line(lang, labels, listed)).collect(),
        asked,
        page,
    };
    Ok(render(&body)?.into_response())
}

fn can_add_at_top(granted: &Granted) -> bool {
    granted.actor.scope(Action::EditRegister).is_some_and(|scope| scope.is_nation())
}

fn line(lang: web::Lang, labels: Labels, listed: &Listed) -> Line {
    let of = &listed.organisation;
    let parent = lang.name(&listed.parent_th, &listed.parent_en);
    Line {
        href: format!("/organisations/{}", super::query::encoded(&of.code)),
        name: lang.name(&of.details.name_th, &of.details.name_en).to_owned(),
        under: if parent.is_empty() { of.code.clone() } else { format!("{} · {parent}", of.code) },
        kind: labels.kind(&of.details.kind),
        ministry: labels.ministry(&of.details.ministry_code),
        place: labels.place(&of.details.province_code, &of.details.district_code),
        obliged: of.details.obliged,
        closed: of.is_closed(),
    }
}

fn pager(lang: web::Lang, asked: &Asked, total: i64, rows: &[Listed], more: bool) -> Pager {
    let shown = i64::try_from(rows.len()).unwrap_or(i64::MAX);
    let place = asked.place();
    let from = match &place {
        Place::First => 1,
        // The number came with the address; what it can't be is mended.
        Place::After(_) | Place::Before(_) => asked.at.clamp(1, (total - shown + 1).max(1)),
    };
    let code = |row: Option<&Listed>| row.map(|row| row.organisation.code.clone());
    let earlier = match &place {
        Place::First => false,
        Place::After(_) => true,
        Place::Before(_) => more,
    };
    let later = match &place {
        Place::Before(_) => true,
        Place::First | Place::After(_) => more,
    };
    let previous = code(rows.first()).filter(|_| earlier);
    let next = code(rows.last()).filter(|_| later);
    Pager {
        from: lang.number(if shown == 0 { 0 } else { from }),
        to: lang.number(from + shown - 1),
        total: lang.number(total),
        previous: previous.map(|code| asked.with_place(&Place::Before(code), (from - i64::from(SIZE)).max(1))),
        next: next.map(|code| asked.with_place(&Place::After(code), from + shown)),
        numbers: Vec::new(),
    }
}

async fn download(visit: Visit, granted: Granted, app: App, asked: Asked, format: Format) -> Result<Response, Problem> {
    let today = app.clock.today();
    let mark = Mark { lang: visit.lang, demonstration: visit.demonstration, today };
    let bytes = app
        .db
        .read(move |tx| {
            let under = match asked.under.as_str() {
                "" => None,
                code => find(tx, &granted.scope, code)?.map(|under| under.path),
            };
            let filter = asked.filter(under.as_deref());
            export::register(tx, &granted.scope, &filter, asked.order(), format, mark)
        })
        .await?;
    let name = format!("attachment; filename=\"organisations-{today}.{}\"", format.ending());
    Ok(([(header::CONTENT_TYPE, format.mime().to_owned()), (header::CONTENT_DISPOSITION, name)], bytes).into_response())
}

#[derive(Template)]
#[template(path = "list/found.html")]
struct Found {
    page: Page,
    field: String,
    found: Vec<Choice>,
    query: String,
}

/// What the picker asks.
#[derive(serde::Deserialize)]
pub struct Sought {
    #[serde(default)]
    q: String,
    #[serde(default)]
    field: String,
}

/// `GET /organisations/search?q=`: a fragment of choices, or JSON when asked for.
pub async fn search(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(sought): Query<Sought>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (scope, query) = (granted.scope, sought.q.clone());
    let rows = app.db.read(move |tx| matches(tx, &scope, &query)).await?;
    let accepts = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accepts.contains("application/json") {
        let one = |listed: &Listed| {
            let of = &listed.organisation;
            json!({"code": of.code, "name_th": of.details.name_th, "name_en": of.details.name_en,
                "kind": of.details.kind, "province_code": of.details.province_code})
        };
        return Ok(Json(json!({"items": rows.iter().map(one).collect::<Vec<_>>()})).into_response());
    }
    let found = choices(visit.lang, &rows);
    let body = Found { page: visit.page(""), field: field_name(&sought.field), found, query: sought.q };
    Ok(render(&body)?.into_response())
}

/// The best matches of a picker's words; none for none.
pub(crate) fn matches(tx: &mut db::Tx<'_>, scope: &db::Scope, query: &str) -> db::Result<Vec<Listed>> {
    if crate::organisation::query_words(query).is_empty() {
        return Ok(Vec::new());
    }
    let filter = Filter { query: query.to_owned(), ..Filter::default() };
    store::page(tx, scope, &filter, Order::Best, &Place::First, FOUND)
}

/// The picker's results in words.
pub(crate) fn choices(lang: web::Lang, rows: &[Listed]) -> Vec<Choice> {
    let labels = Labels(lang);
    let choice = |listed: &Listed| {
        let of = &listed.organisation;
        let place = labels.place(&of.details.province_code, &of.details.district_code);
        let hint = [of.code.clone(), labels.kind(&of.details.kind), place];
        let hint: Vec<String> = hint.into_iter().filter(|part| !part.is_empty()).collect();
        Choice::new(&of.code, lang.name(&of.details.name_th, &of.details.name_en)).with_hint(hint.join(" · "))
    };
    rows.iter().map(choice).collect()
}

/// The name comes back into an attribute and an id: only what a field may be called.
fn field_name(asked: &str) -> String {
    let plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '[' | ']' | '.');
    asked.chars().filter(plain).take(60).collect()
}
