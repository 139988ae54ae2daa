//! All statements that write a draft: the paper as it came and every item with its line.

use db::{Result, Tx, params};
use directive::{
    Paper,
    paper::{Part, Recommendation},
};
use jiff::Timestamp;
use serde_json::json;
use thai::normalise::fold;

use crate::words::code;

/// The file as it came.
pub(super) struct Original<'a> {
    pub bytes: &'a [u8],
    pub filename: &'a str,
    pub hash: &'a str,
    pub text: &'a str,
}

/// Writes a draft and gives its id.
pub(super) fn draft(
    tx: &mut Tx<'_>,
    paper: &Paper,
    original: &Original<'_>,
    by: &str,
    now: Timestamp,
) -> Result<String> {
    let id = db::new_id();
    let warnings: Vec<serde_json::Value> = paper
        .warnings
        .iter()
        .map(|warning| json!([warning.line, format!("{:?}", warning.kind), warning.about]))
        .collect();
    let dates: Vec<String> = paper.dates.iter().map(ToString::to_string).collect();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let searched =
        [&paper.title, &text(&paper.subject), &text(&paper.document_number)].map(|part| fold(part)).join(" ");
    tx.execute(
        "INSERT INTO directive (id, title, subject, cabinet_date, relayed_by, document_number, document_date, urgency, \
         filename, original, original_hash, text, dates, warnings, search_text, imported_at, imported_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        params![
            &id,
            &paper.title,
            text(&paper.subject),
            paper.cabinet_date,
            text(&paper.relayed_by),
            text(&paper.document_number),
            paper.document_date,
            text(&paper.urgency),
            original.filename,
            original.bytes,
            original.hash,
            original.text,
            json!(dates).to_string(),
            json!(warnings).to_string(),
            searched,
            now,
            by
        ],
    )?;
    clauses(tx, &id, paper)?;
    let mut ids = Vec::with_capacity(paper.recommendations.len());
    for (position, recommendation) in paper.recommendations.iter().enumerate() {
        ids.push(one(tx, &id, position, recommendation)?);
    }
    opinions(tx, &id, paper, &ids)?;
    figures(tx, &id, paper)?;
    Ok(id)
}

fn clauses(tx: &mut Tx<'_>, id: &str, paper: &Paper) -> Result<()> {
    for (position, clause) in paper.clauses.iter().enumerate() {
        tx.execute(
            "INSERT INTO directive_clause (id, directive_id, position, number, text, line, to_line) \
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            params![db::new_id(), id, position, &clause.number, &clause.text, clause.line, clause.to_line],
        )?;
    }
    Ok(())
}

fn one(tx: &mut Tx<'_>, directive: &str, position: usize, item: &Recommendation) -> Result<String> {
    let id = db::new_id();
    let unsure: Vec<String> = item.unsure.iter().map(code).collect();
    tx.execute(
        "INSERT INTO directive_recommendation (id, directive_id, position, number, heading, text, printed, cadence, \
         cadence_stated, due_on, line, to_line, unsure, decision) \
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11, $12, '')",
        params![
            &id,
            directive,
            position,
            item.number.clone().unwrap_or_default(),
            item.heading.clone().unwrap_or_default(),
            &item.text,
            code(&item.cadence),
            item.cadence_stated,
            item.due,
            item.line,
            item.to_line,
            unsure.join(" ")
        ],
    )?;
    for (place, part) in item.bodies.iter().enumerate() {
        body(tx, &id, place, part)?;
    }
    Ok(id)
}

fn body(tx: &mut Tx<'_>, recommendation: &str, position: usize, part: &Part) -> Result<()> {
    tx.execute(
        "INSERT INTO directive_body (id, recommendation_id, position, role, printed, name, group_code, such_as, unsure, code) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        params![
            db::new_id(),
            recommendation,
            position,
            code(&part.role),
            &part.printed,
            &part.name,
            part.group.as_ref().map(code).unwrap_or_default(),
            part.such_as,
            part.unsure,
            part.code.clone().unwrap_or_default()
        ],
    )?;
    Ok(())
}

fn opinions(tx: &mut Tx<'_>, directive: &str, paper: &Paper, recommendations: &[String]) -> Result<()> {
    for (position, opinion) in paper.opinions.iter().enumerate() {
        tx.execute(
            "INSERT INTO directive_opinion (id, directive_id, recommendation_id, position, body, name, code, kind, text, \
             line, decision, answer) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', '')",
            params![
                db::new_id(),
                directive,
                opinion.recommendation.and_then(|place| recommendations.get(place)).cloned(),
                position,
                &opinion.body,
                &opinion.name,
                opinion.code.clone().unwrap_or_default(),
                code(&opinion.kind),
                opinion.text.clone().unwrap_or_default(),
                opinion.line
            ],
        )?;
    }
    Ok(())
}

fn figures(tx: &mut Tx<'_>, directive: &str, paper: &Paper) -> Result<()> {
    for (position, figure) in paper.figures.iter().enumerate() {
        let unsure: Vec<String> = figure.unsure.iter().map(code).collect();
        tx.execute(
            "INSERT INTO directive_figure (id, directive_id, position, label, printed, n, d, verdict, fits, fits_more, \
             kind, line, unsure, decision) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, '')",
            params![
                db::new_id(),
                directive,
                position,
                &figure.label,
                &figure.printed,
                figure.n,
                figure.d,
                code(&figure.check),
                json!(figure.fits).to_string(),
                figure.fits_left_off,
                code(&figure.kind),
                figure.line,
                unsure.join(" ")
            ],
        )?;
    }
    Ok(())
}
