//! Finding organisations of the register for the pickers of this area, and the names of codes.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use db::{Tx, dialect::anywhere};
use serde::Deserialize;
use web::{App, Lang, Page, Problem, Visit, components::Choice, render};

use crate::paper::items::listed;

/// Results at once.
const MOST: usize = 12;

/// Open organisations whose names or codes have all the words; nothing for no words.
pub(crate) fn found(tx: &mut Tx<'_>, query: &str, lang: Lang) -> db::Result<Vec<Choice>> {
    let folded = thai::normalise::fold(query);
    let mut values = Vec::new();
    let mut conditions = Vec::new();
    for word in folded.split_whitespace().take(8) {
        values.push(anywhere(word).into());
        conditions.push(format!("search_text LIKE ${} ESCAPE '\\'", values.len()));
    }
    if conditions.is_empty() {
        return Ok(Vec::new());
    }
    values.push(MOST.into());
    let sql = format!(
        "SELECT code, name_th, name_en FROM organisation WHERE closed_on IS NULL AND {} ORDER BY length(name_th), \
         sort_key LIMIT ${}",
        conditions.join(" AND "),
        values.len()
    );
    tx.rows(&sql, &values, |row| {
        let (code, th, en): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(Choice::new(code.clone(), lang.name(&th, &en)).with_hint(code))
    })
}

/// The names of these codes.
pub(crate) fn names(tx: &mut Tx<'_>, codes: &[String], lang: Lang) -> db::Result<HashMap<String, String>> {
    let mut values = Vec::new();
    let marks = listed(codes, &mut values);
    let sql = format!("SELECT code, name_th, name_en FROM organisation WHERE code IN ({marks})");
    let rows = tx.rows(&sql, &values, |row| {
        let (th, en): (String, String) = (row.get(1)?, row.get(2)?);
        Ok((row.get::<String>(0)?, lang.name(&th, &en).to_owned()))
    })?;
    Ok(rows.into_iter().collect())
}

/// What a picker asks.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Sought {
    q: String,
    field: String,
}

#[derive(Template)]
#[template(path = "following/found.html")]
struct Found {
    page: Page,
    field: String,
    found: Vec<Choice>,
    query: String,
}

/// `GET /directive-organisations?q=&field=`: the results of a picker.
pub(crate) async fn results(
    visit: Visit,
    State(app): State<App>,
    Query(sought): Query<Sought>,
) -> Result<Response, Problem> {
    let (query, lang) = (sought.q.clone(), visit.lang);
    let found = app.db.read(move |tx| found(tx, &query, lang)).await?;
    let field = sought.field.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(40).collect();
    Ok(render(&Found { page: visit.page(""), field, found, query: sought.q })?.into_response())
}
