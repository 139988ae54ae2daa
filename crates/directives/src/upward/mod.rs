//! The periodic follow-up report to the commission and to the cabinet, drafted from the history as of a day and compared
//! with an earlier one, as a Thai official paper in PDF and DOCX (D1 L49, D2 L33). It states only what the history shows.

mod facts;
mod pages;
mod paper;

use db::{Tx, params};
use documents::report::Document;
use jiff::{Timestamp, civil::Date};
use serde_json::json;
use web::{Access, Action, Routes};

/// The routes of this slice.
pub fn routes() -> Routes {
    let make = Access::May(Action::MakeReport);
    Routes::new()
        .get("/directive-reports", make, pages::list)
        .post("/directive-reports", Access::May(Action::FollowDirective), pages::make)
        .get("/directive-reports/file", make, pages::file)
}

/// To whom a report goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addressed {
    /// The commission (ก.พ.ร.).
    Commission,
    /// The cabinet.
    Cabinet,
}

impl Addressed {
    /// `commission` or `cabinet`.
    pub const fn code(self) -> &'static str {
        match self {
            Addressed::Commission => "commission",
            Addressed::Cabinet => "cabinet",
        }
    }

    /// The one with this code; the commission for another.
    pub fn from_code(code: &str) -> Self {
        if code == "cabinet" { Addressed::Cabinet } else { Addressed::Commission }
    }
}

/// What a report is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// To whom.
    pub to: Addressed,
    /// The end of this day in Bangkok.
    pub as_of: Date,
    /// Compared with the end of this earlier day.
    pub compared: Option<Date>,
}

/// The report as a document, made on `made_on`.
///
/// # Errors
/// The database's.
pub fn document(tx: &mut Tx<'_>, wanted: Wanted, made_on: Date) -> db::Result<Document> {
    let setting = |tx: &mut Tx<'_>, name: &str| {
        tx.row_opt("SELECT value FROM setting WHERE name = $1", params![name], |row| row.get::<String>(0))
    };
    let agency = setting(tx, "agency_th")?.unwrap_or_else(|| "สำนักงานคณะกรรมการพัฒนาระบบราชการ".to_owned());
    let demo = setting(tx, "demonstration")?.is_some_and(|value| value == "yes");
    let facts = facts::gather(tx, wanted)?;
    Ok(paper::paper(&facts, &agency, made_on, demo))
}

/// Records that a report was made, so that the next is compared with it.
pub fn keep(tx: &mut Tx<'_>, wanted: Wanted, by: &str, now: Timestamp) -> db::Result<()> {
    let id = db::new_id();
    tx.execute(
        "INSERT INTO directive_report (id, addressed_to, as_of, compared_with, made_at, made_by) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        params![&id, wanted.to.code(), wanted.as_of, wanted.compared, now, by],
    )?;
    let detail = json!({
        "to": wanted.to.code(), "as_of": wanted.as_of.to_string(),
        "compared_with": wanted.compared.map(|day| day.to_string()),
    });
    crate::paper::commands::record(tx, "directive.report_made", &id, by, now, detail)
}

/// The day of the last report to the same before a day.
pub fn last(tx: &mut Tx<'_>, to: Addressed, before: Date) -> db::Result<Option<Date>> {
    let sql = "SELECT as_of FROM directive_report WHERE addressed_to = $1 AND as_of < $2 ORDER BY as_of DESC LIMIT 1";
    let found: Option<String> = tx.row_opt(sql, params![to.code(), before], |row| row.get(0))?;
    found.map(|day| db::date(&day)).transpose()
}
