//! Three pages of plain words.

use askama::Template;
use axum::{extract::State, response::IntoResponse};
use web::{App, Page, Problem, Visit, account::password, render};

use super::notice::{self, Work};
use crate::text::T;

#[derive(Template)]
#[template(path = "about/about.html")]
struct About {
    page: Page,
    t: T,
    version: &'static str,
    works: Vec<Work>,
}

#[derive(Template)]
#[template(path = "about/accessibility.html")]
struct Accessibility {
    page: Page,
    t: T,
}

#[derive(Template)]
#[template(path = "about/help.html")]
struct Help {
    page: Page,
    t: T,
    least: usize,
}

pub(super) async fn about(visit: Visit, State(app): State<App>) -> Result<impl IntoResponse, Problem> {
    let t = T(visit.lang);
    let page = visit.page(web::text::T(visit.lang).about());
    render(&About { page, t, version: app.settings.version, works: notice::works() })
}

pub(super) async fn accessibility(visit: Visit) -> Result<impl IntoResponse, Problem> {
    let page = visit.page(web::text::T(visit.lang).accessibility());
    render(&Accessibility { page, t: T(visit.lang) })
}

pub(super) async fn help(visit: Visit) -> Result<impl IntoResponse, Problem> {
    let t = T(visit.lang);
    render(&Help { page: visit.page(t.help_title()), t, least: password::LEAST })
}
