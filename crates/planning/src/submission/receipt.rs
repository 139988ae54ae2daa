//! The receipt of a submission: a page that can be kept as a bookmark, and a PDF.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use db::{Tx, params};
use documents::report::{Document, KeyValues, Meta, Opening};
use serde::Deserialize;
use web::{Action, App, Granted, Page, Problem, Visit, render};

use super::{store, text::T};
use crate::{
    plan::{PlanReach, PlanRow, standing, store as plans},
    text::T as Words,
};

/// A submitted version with all that a receipt says.
struct Receipt {
    plan: PlanRow,
    reference: String,
    hash: String,
    submitted_at: jiff::Timestamp,
    approval: Option<(String, String, jiff::civil::Date, String)>,
    waits: bool,
    late: bool,
    outcome: Outcome,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Waiting,
    Returned,
    Approved,
    Withdrawn,
    Superseded,
}

#[derive(Template)]
#[template(path = "submission/receipt.html")]
struct ReceiptPage {
    page: Page,
    t: T,
    id: String,
    number: u32,
    heading: String,
    reference: String,
    lines: Vec<(String, String)>,
    hash: String,
    next: &'static str,
    may_withdraw: bool,
    reason_missing: bool,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    format: Option<String>,
    reason: Option<String>,
    again: Option<String>,
}

fn read(
    tx: &mut Tx<'_>,
    reach: &PlanReach,
    id: &str,
    number: u32,
    now: jiff::Timestamp,
) -> db::Result<Option<Receipt>> {
    let Some(plan) = plans::find(tx, reach, id)? else { return Ok(None) };
    let sql = "SELECT v.id, v.reference, v.content_hash, v.submitted_at, r.id IS NOT NULL, a.version_id IS NOT NULL, \
               w.version_id IS NOT NULL FROM plan_version v LEFT JOIN review_return r ON r.version_id = v.id \
               LEFT JOIN review_approval a ON a.version_id = v.id LEFT JOIN withdrawal w ON w.version_id = v.id \
               WHERE v.plan_id = $1 AND v.number = $2";
    let row = tx.row_opt(sql, params![id, number], |row| {
        let outcome = match (row.get(6)?, row.get(5)?, row.get(4)?) {
            (true, _, _) => Outcome::Withdrawn,
            (_, true, _) => Outcome::Approved,
            (_, _, true) => Outcome::Returned,
            _ => Outcome::Waiting,
        };
        let (id, reference, hash): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok((id, reference, hash, db::instant(&row.get::<String>(3)?)?, outcome))
    })?;
    let Some((version_id, reference, hash, submitted_at, mut outcome)) = row else { return Ok(None) };
    let standing = standing::standing(tx, id, &plan.created_at, now)?;
    if outcome == Outcome::Waiting && standing.in_effect != Some(number) {
        outcome = Outcome::Superseded;
    }
    let dates = store::dates(tx, &plan.owner.id, plan.fiscal_year, now)?.dates;
    Ok(Some(Receipt {
        waits: outcome == Outcome::Waiting,
        late: dates.is_some_and(|dates| !continuity::round::on_time(submitted_at, dates.due)),
        approval: store::approval(tx, &version_id)?,
        reference,
        hash,
        submitted_at,
        outcome,
        plan,
    }))
}

pub(super) async fn page(
    visit: Visit,
    granted: Granted,
    State(app): State<App>,
    Path((id, number)): Path<(String, u32)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (reach, now, plan_id) = (PlanReach::of(&granted.actor, &granted.scope), app.clock.now(), id.clone());
    let receipt = app.db.read(move |tx| read(tx, &reach, &plan_id, number, now)).await?.ok_or(Problem::NotFound)?;
    if asked.format.as_deref() == Some("pdf") {
        return pdf(&receipt, number, visit.demonstration).await;
    }
    let (lang, t) = (visit.lang, T(visit.lang));
    let next = match receipt.outcome {
        Outcome::Waiting => t.next_waiting(),
        Outcome::Returned => t.next_returned(),
        Outcome::Approved => t.next_approved(),
        Outcome::Withdrawn => t.next_withdrawn(),
        Outcome::Superseded => t.next_superseded(),
    };
    let (words, receipt_waits) = (Words(lang), receipt.waits);
    let name = lang.name(&receipt.plan.owner.name_th, &receipt.plan.owner.name_en).to_owned();
    let mut body = ReceiptPage {
        page: visit
            .page(t.receipt_title())
            .crumb("/plans", words.plans())
            .crumb(format!("/plans/{id}"), name)
            .at(t.receipt_title()),
        t,
        may_withdraw: receipt.waits && granted.actor.may(Action::SubmitPlan, &receipt.plan.owner.path),
        heading: t.receipt_heading(receipt.plan.fiscal_year),
        lines: lines(&receipt, number, lang),
        reference: receipt.reference,
        hash: receipt.hash,
        next,
        number,
        reason_missing: asked.reason.is_some(),
        id,
    };
    if asked.again.is_some() && receipt_waits {
        body.page = body.page.with_notice("go", t.sent_before(&body.reference));
    }
    Ok(render(&body)?.into_response())
}

/// What the receipt says, as pairs.
fn lines(receipt: &Receipt, number: u32, lang: web::Lang) -> Vec<(String, String)> {
    let (t, plan) = (T(lang), &receipt.plan);
    let mut lines = vec![
        (t.line_organisation().to_owned(), lang.name(&plan.owner.name_th, &plan.owner.name_en).to_owned()),
        (t.line_plan().to_owned(), web::plan_words::PlanWords::new(lang).text(&plan.document.title).to_owned()),
        (t.line_version().to_owned(), lang.number(number)),
        (t.line_submitted().to_owned(), lang.moment(receipt.submitted_at)),
        (t.line_on_time().to_owned(), if receipt.late { t.late() } else { t.on_time() }.to_owned()),
    ];
    if let Some((name, position, on, number)) = &receipt.approval {
        let mut who = format!("{name} ({position}) {}", lang.date(*on));
        if !number.is_empty() {
            who.push_str(&format!(" · {number}"));
        }
        lines.push((t.line_approved_by().to_owned(), who));
    }
    lines
}

/// The receipt as an official paper, in Thai.
async fn pdf(receipt: &Receipt, number: u32, demonstration: bool) -> Result<Response, Problem> {
    let t = T(web::Lang::Th);
    let mut pairs = vec![(t.line_reference().to_owned(), receipt.reference.clone())];
    pairs.extend(lines(receipt, number, web::Lang::Th));
    pairs.push((t.line_hash().to_owned(), receipt.hash.clone()));
    let date = thai::date::bangkok_date(receipt.submitted_at);
    let mut meta = Meta::new(&receipt.plan.owner.name_th, date);
    meta.fiscal_year = Some(receipt.plan.fiscal_year);
    meta.reference = Some(receipt.reference.clone());
    meta.demo = demonstration;
    let mut document = Document::new(t.receipt_title(), meta);
    document.options.opening = Opening::Letterhead;
    let values = pairs.into_iter().fold(KeyValues::default(), |values, (label, value)| values.with(label, value));
    document.push(values).paragraph(t.receipt_note());
    let name = format!("{}.pdf", receipt.reference);
    let made = tokio::task::spawn_blocking(move || documents::pdf::render(&document)).await;
    let bytes = made.map_err(Problem::defect)?.map_err(Problem::defect)?;
    let disposition = format!("attachment; filename=\"{name}\"");
    Ok(([(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response())
}
