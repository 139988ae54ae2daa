//! Copying a practice: an organisation says that it is interested in, tries, has adopted or has stopped what another one
//! does, and with what result. Rows are only added; where each organisation stands follows from them.

pub mod api;
pub mod commands;
pub mod rule;
pub(crate) mod store;
pub(crate) mod view;

pub use commands::report;

use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use web::{
    Access, Action, App, Granted, Problem, Routes, Visit,
    form::{Errors, Fields},
};

use crate::{entry::show, ledger};
use commands::{Said, Stop};

/// The routes of this slice.
pub fn routes() -> Routes {
    let view = Access::May(Action::ViewMeasure);
    let write = Access::May(Action::WriteMeasure);
    Routes::new()
        .post("/measures/{ledger}/{id}/copies", write, submit)
        .get("/api/v1/measures/{ledger}/{id}/copies", view, api::list)
        .post("/api/v1/measures/{ledger}/{id}/copies", write, api::report)
}

/// `POST …/copies`: an organisation reports.
async fn submit(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((ledger, id)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let ledger = ledger::find(&ledger).filter(|ledger| ledger.copied).ok_or(Problem::NotFound)?;
    let reach = show::seeing(&granted);
    let again = |errors: Errors| async {
        let loaded = show::load(&app, ledger, id.clone(), (&granted, &fields), visit.lang).await?;
        show::shown(&visit, &granted, ledger, loaded, ("", false), (fields.clone(), errors))
    };
    if fields.has("search") {
        return again(Errors::new()).await;
    }
    let said = Said {
        organisation: thai::digits::to_arabic(&fields.text("copier")),
        step: fields.text("step"),
        result: fields.text("result"),
        link: fields.text("link"),
    };
    let (write, by, now, asked) =
        (granted.scope.clone(), granted.actor.account_id.clone(), app.clock.now(), id.clone());
    match app.db.write(move |tx| commands::report(tx, (ledger, &asked, &reach), &said, &write, (&by, now))).await {
        Ok(_) => Ok(Redirect::to(&format!("/measures/{}/{id}?done=copied", ledger.code)).into_response()),
        Err(why @ (Stop::NotFound | Stop::Database(_))) => Err(why.problem(visit.lang)),
        Err(why) => {
            let mut errors = Errors::new();
            errors.add(why.field(), why.words(visit.lang));
            again(errors).await
        }
    }
}
