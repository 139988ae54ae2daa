//! SQL over versions as people read them: who handed in what, who approved it, and what the review said. Read only.

use continuity::plan::{Classification, Plan, template::Template};
use db::{Result, Row, Tx, Value, params};
use jiff::{Timestamp, civil::Date};

use super::Outcome;
use crate::plan::{Owner, PlanReach, content, store::classification_of};

/// Somebody's act upon a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// When.
    pub at: Timestamp,
    /// Name of the account; its id, or `command line`, when it has none.
    pub by: String,
    /// Reason or note; may be empty.
    pub words: String,
}

/// The head of agency's approval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadApproval {
    /// Name.
    pub name: String,
    /// Position.
    pub position: String,
    /// Day.
    pub on: Date,
    /// Number of the signed paper; may be empty.
    pub document_number: String,
}

/// A version without its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionLine {
    /// Id.
    pub id: String,
    /// Number within the plan, from 1.
    pub number: u32,
    /// What people cite.
    pub reference: String,
    /// Hash of its exchange document.
    pub content_hash: String,
    /// Secrecy of what was handed in.
    pub classification: Classification,
    /// When and by whom it was handed in.
    pub submitted: Act,
    /// The head's approval.
    pub head: Option<HeadApproval>,
    /// When it was returned, by whom and why.
    pub returned: Option<Act>,
    /// When it was accepted.
    pub accepted: Option<Act>,
    /// When it was taken back and why.
    pub withdrawn: Option<Act>,
    /// True when a later version of the plan was handed in.
    pub is_followed: bool,
    /// Code of the form on which it was written.
    pub template: String,
}

impl VersionLine {
    /// The form on which it was written.
    pub fn form(&self) -> &'static Template {
        reference::plan_templates().of_plan(&self.template)
    }

    /// What became of it.
    pub fn outcome(&self) -> Outcome {
        match (&self.withdrawn, &self.accepted, &self.returned) {
            (Some(_), _, _) => Outcome::Withdrawn,
            (_, Some(_), _) => Outcome::Accepted,
            (_, _, Some(_)) => Outcome::Returned,
            _ if self.is_followed => Outcome::Superseded,
            _ => Outcome::Waiting,
        }
    }

    /// True when a reviewer has decided, so that remarks are no longer only the reviewer's.
    pub const fn is_decided(&self) -> bool {
        self.accepted.is_some() || self.returned.is_some()
    }
}

/// The plan to which versions belong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanHead {
    /// Id.
    pub id: String,
    /// Whose.
    pub owner: Owner,
    /// Buddhist fiscal year.
    pub fiscal_year: i32,
}

/// A remark of a reviewer on a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Code of the section.
    pub section: String,
    /// Anchor of the field.
    pub place: String,
    /// What the row is called; may be empty.
    pub row_name: String,
    /// Words.
    pub text: String,
    /// Name of the reviewer.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// The agency's answer; may be empty.
    pub answer: String,
}

/// The plan with this id when it is within reach, whatever the secrecy of its draft: a version has its own.
pub fn plan(tx: &mut Tx<'_>, reach: &PlanReach, plan_id: &str) -> Result<Option<PlanHead>> {
    let mut params = vec![Value::from(plan_id)];
    let reached = reach.condition("o.path", "'none'", &mut params);
    let sql = format!(
        "SELECT p.id, p.fiscal_year, o.id, o.code, o.name_th, o.name_en, o.kind, o.path FROM plan p \
         JOIN organisation o ON o.id = p.organisation_id WHERE p.id = $1 AND {reached}"
    );
    tx.row_opt(&sql, &params, |row| {
        let owner = Owner {
            id: row.get(2)?,
            code: row.get(3)?,
            name_th: row.get(4)?,
            name_en: row.get(5)?,
            kind: row.get(6)?,
            path: row.get(7)?,
        };
        Ok(PlanHead { id: row.get(0)?, fiscal_year: row.get(1)?, owner })
    })
}

const COLUMNS: &str = "v.id, v.number, v.reference, v.content_hash, v.classification, v.submitted_at, \
     coalesce(s.name, v.submitted_by), h.approver_name, h.approver_position, h.approved_on, h.document_number, \
     r.returned_at, coalesce(b.name, r.returned_by), r.reason, a.approved_at, coalesce(c.name, a.approved_by), a.note, \
     w.withdrawn_at, coalesce(d.name, w.withdrawn_by), w.reason, \
     (SELECT count(*) FROM plan_version n WHERE n.plan_id = v.plan_id AND n.number > v.number), v.template";
const FROM: &str = "FROM plan_version v JOIN organisation o ON o.id = v.organisation_id \
     LEFT JOIN account s ON s.id = v.submitted_by LEFT JOIN head_approval h ON h.version_id = v.id \
     LEFT JOIN review_return r ON r.version_id = v.id LEFT JOIN account b ON b.id = r.returned_by \
     LEFT JOIN review_approval a ON a.version_id = v.id LEFT JOIN account c ON c.id = a.approved_by \
     LEFT JOIN withdrawal w ON w.version_id = v.id LEFT JOIN account d ON d.id = w.withdrawn_by";

fn act(row: &Row<'_>, from: usize) -> Result<Option<Act>> {
    let Some(at) = row.get::<Option<String>>(from)? else { return Ok(None) };
    let (by, words): (Option<String>, Option<String>) = (row.get(from + 1)?, row.get(from + 2)?);
    Ok(Some(Act { at: db::instant(&at)?, by: by.unwrap_or_default(), words: words.unwrap_or_default() }))
}

fn line(row: &Row<'_>) -> Result<VersionLine> {
    let head = match row.get::<Option<String>>(7)? {
        None => None,
        Some(name) => Some(HeadApproval {
            name,
            position: row.get(8)?,
            on: db::date(&row.get::<String>(9)?)?,
            document_number: row.get(10)?,
        }),
    };
    let at = db::instant(&row.get::<String>(5)?)?;
    Ok(VersionLine {
        id: row.get(0)?,
        number: row.get::<i64>(1)?.try_into().unwrap_or(u32::MAX),
        reference: row.get(2)?,
        content_hash: row.get(3)?,
        classification: classification_of(4, &row.get::<String>(4)?)?,
        submitted: Act { at, by: row.get(6)?, words: String::new() },
        head,
        returned: act(row, 11)?,
        accepted: act(row, 14)?,
        withdrawn: act(row, 17)?,
        is_followed: row.get::<i64>(20)? > 0,
        template: row.get(21)?,
    })
}

/// Every version of a plan that is within reach, the newest first.
pub fn all(tx: &mut Tx<'_>, reach: &PlanReach, plan_id: &str) -> Result<Vec<VersionLine>> {
    let mut params = vec![Value::from(plan_id)];
    let reached = reach.condition("o.path", "v.classification", &mut params);
    tx.rows(
        &format!("SELECT {COLUMNS} {FROM} WHERE v.plan_id = $1 AND {reached} ORDER BY v.number DESC"),
        &params,
        line,
    )
}

/// One version with what it says, when it is within reach.
pub fn find(tx: &mut Tx<'_>, reach: &PlanReach, plan_id: &str, number: u32) -> Result<Option<(VersionLine, Plan)>> {
    let mut params = vec![Value::from(plan_id), Value::from(number)];
    let reached = reach.condition("o.path", "v.classification", &mut params);
    let sql = format!("SELECT {COLUMNS}, v.document {FROM} WHERE v.plan_id = $1 AND v.number = $2 AND {reached}");
    tx.row_opt(&sql, &params, |row| Ok((line(row)?, content::read(&row.get::<String>(22)?)?)))
}

/// Plan and number of the version with this reference.
pub fn by_reference(tx: &mut Tx<'_>, reference: &str) -> Result<Option<(String, u32)>> {
    tx.row_opt("SELECT plan_id, number FROM plan_version WHERE reference = $1", params![reference], |row| {
        Ok((row.get(0)?, row.get::<i64>(1)?.try_into().unwrap_or(u32::MAX)))
    })
}

/// What reviewers remarked on a version, as they did one after the other.
pub fn remarks(tx: &mut Tx<'_>, version_id: &str) -> Result<Vec<Remark>> {
    let sql = "SELECT m.section, m.place, m.row_name, m.text, coalesce(a.name, m.made_by), m.made_at, \
               coalesce(m.answer, '') FROM remark m LEFT JOIN account a ON a.id = m.made_by WHERE m.version_id = $1 \
               ORDER BY m.made_at, m.id";
    tx.rows(sql, params![version_id], |row| {
        Ok(Remark {
            section: row.get(0)?,
            place: row.get(1)?,
            row_name: row.get(2)?,
            text: row.get(3)?,
            by: row.get(4)?,
            at: db::instant(&row.get::<String>(5)?)?,
            answer: row.get(6)?,
        })
    })
}
