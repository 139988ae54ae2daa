//! Which organisation is the national office, in whose name its officers send.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use web::{App, Granted, Problem, Visit, form::Fields};

use super::commands;
use crate::office::commands::By;

pub(super) async fn choose(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    fields: Fields,
) -> Result<Response, Problem> {
    let by = By { account: granted.actor.account_id.clone(), now: app.clock.now(), lang: visit.lang };
    let (scope, code) = (granted.scope, fields.text("office"));
    let set = app.db.write(move |tx| commands::set_office(tx, &scope, &code, &by)).await;
    set.map_err(|refused| refused.problem(visit.lang))?;
    Ok(Redirect::to("/circulars?done=office").into_response())
}
