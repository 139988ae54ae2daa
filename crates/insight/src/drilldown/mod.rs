//! The lists behind the numbers: organisations of a roster and critical processes of the plans in effect, filtered as
//! the number was counted, page by page, with CSV and XLSX as seen. A classified plan's content is shown, searched and
//! exported only to those cleared for it; that the organisation submitted is not secret.

mod counters;
mod organisations;
mod page;
mod past;
mod processes;
mod question;
mod store;

use web::{Access, Action, Routes};

/// The two lists.
pub(crate) fn routes() -> Routes {
    let view = Access::May(Action::ViewReadiness);
    Routes::new().get("/readiness/list", view, organisations::list).get("/readiness/processes", view, processes::list)
}
