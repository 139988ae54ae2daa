//! Statements about one's own organisation: its place in the newest round, its main plan, the plan's versions.

use continuity::{
    plan::template::Template,
    round::{Event, EventKind, Extension, RoundDates},
};
use db::{Result, Row, Tx, params};
use jiff::{Timestamp, civil::Date};

/// The newest round.
#[derive(Clone, Debug)]
pub struct Round {
    /// Id.
    pub id: String,
    /// Buddhist fiscal year.
    pub year: i32,
    /// Its two dates.
    pub dates: RoundDates,
}

/// The round of the latest year, if any was ever opened.
pub fn newest_round(tx: &mut Tx<'_>) -> Result<Option<Round>> {
    tx.row_opt("SELECT id, fiscal_year, due_on, closes_on FROM round ORDER BY fiscal_year DESC LIMIT 1", &[], |row| {
        let dates = RoundDates { due: db::date(&row.get::<String>(2)?)?, closes: db::date(&row.get::<String>(3)?)? };
        Ok(Round { id: row.get(0)?, year: row.get(1)?, dates })
    })
}

/// The years of every round, the newest first.
pub fn years(tx: &mut Tx<'_>) -> Result<Vec<i32>> {
    tx.rows("SELECT fiscal_year FROM round ORDER BY fiscal_year DESC", &[], |row| row.get(0))
}

/// An organisation in whose name somebody acts.
#[derive(Clone, Debug)]
pub struct Organisation {
    /// Id.
    pub id: String,
    /// Register code.
    pub code: String,
    /// Thai name.
    pub name_th: String,
    /// English name; may be empty.
    pub name_en: String,
}

/// The organisation with this id.
pub fn organisation(tx: &mut Tx<'_>, id: &str) -> Result<Option<Organisation>> {
    tx.row_opt("SELECT id, code, name_th, name_en FROM organisation WHERE id = $1", params![id], |row| {
        Ok(Organisation { id: row.get(0)?, code: row.get(1)?, name_th: row.get(2)?, name_en: row.get(3)? })
    })
}

/// True when the organisation owes a plan in the round on this day.
pub fn owes(tx: &mut Tx<'_>, round_id: &str, organisation_id: &str, day: Date) -> Result<bool> {
    let sql = "SELECT count(*) FROM roster WHERE round_id = $1 AND organisation_id = $2 \
               AND (added_on IS NULL OR added_on <= $3) AND (removed_on IS NULL OR removed_on > $3)";
    Ok(tx.count(sql, params![round_id, organisation_id, day])? > 0)
}

/// Every extension of the organisation in the round.
pub fn extensions(tx: &mut Tx<'_>, round_id: &str, organisation_id: &str) -> Result<Vec<Extension>> {
    let sql = "SELECT due_on, granted_at, revoked_at FROM extension WHERE round_id = $1 AND organisation_id = $2";
    tx.rows(sql, params![round_id, organisation_id], |row| {
        Ok(Extension {
            until: db::date(&row.get::<String>(0)?)?,
            granted_at: db::instant(&row.get::<String>(1)?)?,
            revoked_at: instant(row, 2)?,
        })
    })
}

fn instant(row: &Row<'_>, column: usize) -> Result<Option<Timestamp>> {
    row.get::<Option<String>>(column)?.map(|text| db::instant(&text)).transpose()
}

/// The main plan of a year.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Id.
    pub id: String,
    /// The draft, as stored.
    pub document: String,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was last saved, as stored.
    pub saved_at: String,
    /// By whom: a name where it is an account.
    pub saved_by: String,
    /// When and by whom the head was asked to approve the draft as it stands now.
    pub requested: Option<(String, String)>,
    /// Who of the heads asked for changes instead of approving, and why, until the draft is asked about or sent again.
    pub sent_back: Option<(String, String)>,
    /// Code of the form on which it is written.
    pub template: String,
}

impl Plan {
    /// The form on which it is written.
    pub fn form(&self) -> &'static Template {
        reference::plan_templates().of_plan(&self.template)
    }
}

/// The organisation's main plan of a year.
pub fn main_plan(tx: &mut Tx<'_>, organisation_id: &str, year: i32) -> Result<Option<Plan>> {
    let sql = "SELECT p.id, p.document, p.created_at, p.saved_at, coalesce(a.name, p.saved_by), r.requested_at, \
               coalesce(b.name, r.requested_by), p.template, coalesce(c.name, h.returned_by), h.reason FROM plan p LEFT JOIN account a ON a.id = p.saved_by \
               LEFT JOIN approval_request r ON r.plan_id = p.id AND r.content_hash = p.content_hash \
               LEFT JOIN account b ON b.id = r.requested_by LEFT JOIN head_return h ON h.plan_id = p.id \
               LEFT JOIN account c ON c.id = h.returned_by \
               WHERE p.organisation_id = $1 AND p.fiscal_year = $2 AND p.kind = 'main' ORDER BY p.label LIMIT 1";
    tx.row_opt(sql, params![organisation_id, year], |row| {
        Ok(Plan {
            id: row.get(0)?,
            document: row.get(1)?,
            created_at: db::instant(&row.get::<String>(2)?)?,
            saved_at: row.get(3)?,
            saved_by: row.get(4)?,
            requested: row.get::<Option<String>>(5)?.zip(row.get::<Option<String>>(6)?),
            template: row.get(7)?,
            sent_back: row.get::<Option<String>>(8)?.zip(row.get::<Option<String>>(9)?),
        })
    })
}

/// Codes of those sections of a draft that hold values nobody could read.
pub fn unread_sections(tx: &mut Tx<'_>, plan_id: &str) -> Result<Vec<String>> {
    let sql = "SELECT section FROM plan_section WHERE plan_id = $1 AND unread <> '[]' AND unread <> ''";
    tx.rows(sql, params![plan_id], |row| row.get(0))
}

/// One submitted version with what became of it.
#[derive(Clone, Debug)]
pub struct Version {
    /// Its number, from 1.
    pub number: u32,
    /// Its reference number.
    pub reference: String,
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// When it was returned, and why.
    pub returned: Option<(Timestamp, String)>,
    /// When it was accepted.
    pub approved_at: Option<Timestamp>,
    /// When it was taken back.
    pub withdrawn_at: Option<Timestamp>,
    /// Remarks of the reviewer without an answer.
    pub open_remarks: i64,
}

impl Version {
    /// What happened to it.
    pub fn events(&self) -> Vec<Event> {
        let event = |what, at: Option<Timestamp>| at.map(|at| Event { at, version: self.number, what });
        let all = [
            event(EventKind::Submitted, Some(self.submitted_at)),
            event(EventKind::Returned, self.returned.as_ref().map(|(at, _)| *at)),
            event(EventKind::Approved, self.approved_at),
            event(EventKind::Withdrawn, self.withdrawn_at),
        ];
        all.into_iter().flatten().collect()
    }
}

/// The versions of a plan, the newest first.
pub fn versions(tx: &mut Tx<'_>, plan_id: &str) -> Result<Vec<Version>> {
    let sql = "SELECT v.number, v.reference, v.submitted_at, r.returned_at, r.reason, a.approved_at, w.withdrawn_at, \
               (SELECT count(*) FROM remark m WHERE m.version_id = v.id AND m.answer IS NULL) FROM plan_version v \
               LEFT JOIN review_return r ON r.version_id = v.id LEFT JOIN review_approval a ON a.version_id = v.id \
               LEFT JOIN withdrawal w ON w.version_id = v.id WHERE v.plan_id = $1 ORDER BY v.number DESC";
    tx.rows(sql, params![plan_id], |row| {
        Ok(Version {
            number: u32::try_from(row.get::<i64>(0)?).unwrap_or(u32::MAX),
            reference: row.get(1)?,
            submitted_at: db::instant(&row.get::<String>(2)?)?,
            returned: instant(row, 3)?.zip(row.get::<Option<String>>(4)?),
            approved_at: instant(row, 5)?,
            withdrawn_at: instant(row, 6)?,
            open_remarks: row.get(7)?,
        })
    })
}

/// How many people with a role the organisation has, the coordinators and the heads: (coordinators, heads).
pub fn people(tx: &mut Tx<'_>, organisation_id: &str) -> Result<(i64, i64)> {
    let sql = "SELECT CAST(coalesce(sum(CASE WHEN g.role = 'coordinator' THEN 1 ELSE 0 END), 0) AS BIGINT), \
               CAST(coalesce(sum(CASE WHEN g.role = 'head' THEN 1 ELSE 0 END), 0) AS BIGINT) FROM account_grant g \
               JOIN account a ON a.id = g.account_id WHERE g.organisation_id = $1 AND a.disabled_at IS NULL";
    tx.row(sql, params![organisation_id], |row| Ok((row.get(0)?, row.get(1)?)))
}
