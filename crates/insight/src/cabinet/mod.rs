//! The report to the cabinet as a Thai official paper, in the manner of section 2 of the paper of 8 December 2563: the
//! text is drafted from the figures, with their counts and their day, whatever the figures are. Every number in it is of
//! the same state; it must never state what the figures do not show.

mod facts;
mod paper;
mod sentences;

use axum::{
    extract::{Query, State},
    response::Response,
};
use db::{Scope, Tx, params};
use documents::report::Document;
use jiff::civil::Date;
use web::{Access, Action, App, Granted, Problem, Routes, Visit};

use crate::{
    download,
    national::view::{Asked, View},
    readiness::Refused,
};

/// The report of a year at the end of a day, made on `made_on`.
///
/// # Errors
/// [`Refused`] without a round of the year.
pub fn document(tx: &mut Tx<'_>, year: i32, as_of: Date, made_on: Date) -> Result<Document, Refused> {
    let facts = facts::gather(tx, year, as_of, &Scope::nation())?;
    let agency = setting(tx, "agency_th")?.unwrap_or_else(|| "สำนักงานคณะกรรมการพัฒนาระบบราชการ".to_owned());
    let demo = setting(tx, "demonstration")?.is_some_and(|value| value == "yes");
    Ok(paper::paper(&facts, &agency, made_on, demo))
}

fn setting(tx: &mut Tx<'_>, name: &str) -> db::Result<Option<String>> {
    tx.row_opt("SELECT value FROM setting WHERE name = $1", params![name], |row| row.get(0))
}

/// The report as a file.
pub(crate) fn routes() -> Routes {
    Routes::new().get("/readiness/cabinet", Access::May(Action::MakeReport), file)
}

async fn file(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (lang, today) = (visit.lang, app.clock.today());
    // The report is of the nation: whoever reaches only a part of it can't make it.
    if !granted.scope.is_nation() {
        return Err(Problem::Forbidden);
    }
    let docx = asked.format == "docx";
    let made = app.db.read(move |tx| {
        let view = View::of(tx, &asked, lang, today)?;
        let paper = document(tx, view.year, view.as_of, today)?;
        Ok::<_, Refused>((view, paper))
    });
    let (view, paper) = made.await.map_err(|refused| refused.problem(lang))?;
    let drawn = tokio::task::spawn_blocking(move || {
        if docx { documents::docx::render(&paper) } else { documents::pdf::render(&paper) }
    });
    let bytes = drawn.await.map_err(Problem::defect)?.map_err(Problem::defect)?;
    let name = format!("cabinet-report-{}-{}", view.year, view.as_of);
    Ok(if docx {
        download::file(bytes, DOCX, &format!("{name}.docx"))
    } else {
        download::file(bytes, "application/pdf", &format!("{name}.pdf"))
    })
}

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
