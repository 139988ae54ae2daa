//! Two people saved at once: what stands now beside what was typed, and nothing overwritten until somebody decides.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use web::{Page, Problem, Visit, form::Fields, render};

use super::{Draft, Entry, history};
use crate::{ledger::Ledger, text::T};

#[derive(Template)]
#[template(path = "entry/both.html")]
struct BothPage {
    page: Page,
    t: T,
    here: String,
    who: String,
    rows: Vec<(String, String, String)>,
    /// Everything that was typed, to be sent again.
    typed: Vec<(String, String)>,
    revision: i64,
}

/// The page that shows both.
pub(super) fn page(
    visit: &Visit,
    ledger: &Ledger,
    entry: &Entry,
    mine: &Draft,
    fields: &Fields,
) -> Result<Response, Problem> {
    let (lang, t) = (visit.lang, T(visit.lang));
    let here = format!("/measures/{}/{}", ledger.code, entry.id);
    let page = visit.page(t.both_title()).crumb("/measures", t.measures()).crumb(here.clone(), &entry.draft.title);
    let kept = |name: &&str| !matches!(*name, "revision" | "act" | "search");
    let body = BothPage {
        page: page.at(t.both_title()).with_errors(),
        t,
        here,
        who: t.saved_by(lang.moment(entry.saved_at), &entry.saved_by),
        rows: history::differences(ledger, &entry.draft, mine, lang),
        typed: fields.names().filter(kept).map(|name| (name.to_owned(), fields.raw(name).to_owned())).collect(),
        revision: entry.revision,
    };
    Ok((StatusCode::CONFLICT, render(&body)?).into_response())
}
