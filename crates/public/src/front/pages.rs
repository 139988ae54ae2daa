//! The first page.

use askama::Template;
use axum::{extract::State, response::IntoResponse};
use web::{App, Page, Problem, Visit, render, sign_in};

use crate::{text::T, words};

#[derive(Template)]
#[template(path = "front/front.html")]
struct Front {
    page: Page,
    t: T,
    tries: Vec<Try>,
    password: &'static str,
}

/// A role of the demonstration that a visitor may try.
struct Try {
    login: String,
    role: String,
    organisation: String,
    what: &'static str,
}

pub(super) async fn front(visit: Visit, State(app): State<App>) -> Result<impl IntoResponse, Problem> {
    let (t, lang) = (T(visit.lang), visit.lang);
    let accounts = if visit.demonstration { sign_in::demonstration_accounts(&app.db).await? } else { Vec::new() };
    let tries = accounts.into_iter().map(|account| Try {
        role: words::role(lang, &account.role),
        what: duty(t, &account.role),
        organisation: match account.organisation_th.is_empty() {
            true => web::text::T(lang).national_office().to_owned(),
            false => lang.name(&account.organisation_th, &account.organisation_en).to_owned(),
        },
        login: account.login,
    });
    let tries = tries.collect();
    render(&Front { page: visit.page(t.front_title()), t, tries, password: sign_in::DEMONSTRATION_PASSWORD })
}

/// What a visitor can try in a role.
fn duty(t: T, role: &str) -> &'static str {
    match role {
        "coordinator" => t.try_coordinator(),
        "head" => t.try_head(),
        "supervisor" => t.try_supervisor(),
        "national_officer" => t.try_national(),
        "administrator" => t.try_administrator(),
        "auditor" => t.try_auditor(),
        _ => t.try_viewer(),
    }
}
