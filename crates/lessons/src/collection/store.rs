//! All statements about collections, units, members and reminders.

use db::{Result, Row, Scope, Tx, Value, params};
use jiff::{Timestamp, civil::Date};
use questionnaire::Questionnaire;

use super::roster::Unit;
use crate::questionnaires::store as forms;

/// A collection with its questionnaire.
#[derive(Clone, Debug)]
pub struct Collection {
    /// Id.
    pub id: String,
    /// Fiscal year, Buddhist.
    pub fiscal_year: i32,
    /// `departments` or `provinces`.
    pub part: String,
    /// What is asked.
    pub form: Questionnaire,
    /// Last day on time.
    pub due_on: Date,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
}

const COLUMNS: &str = "c.id, c.fiscal_year, c.part, q.document, c.due_on, c.opened_at, c.closed_at";
const FROM: &str = "FROM lesson_collection c JOIN lesson_questionnaire q ON q.id = c.questionnaire_id";

fn read(row: &Row<'_>) -> Result<Collection> {
    Ok(Collection {
        id: row.get(0)?,
        fiscal_year: row.get(1)?,
        part: row.get(2)?,
        form: forms::form(&row.get::<String>(3)?)?,
        due_on: db::date(&row.get::<String>(4)?)?,
        opened_at: db::instant(&row.get::<String>(5)?)?,
        closed_at: moment(row, 6)?,
    })
}

/// A stored instant that may be missing.
pub(crate) fn moment(row: &Row<'_>, column: usize) -> Result<Option<Timestamp>> {
    row.get::<Option<String>>(column)?.map(|text| db::instant(&text)).transpose()
}

/// One collection.
pub fn one(tx: &mut Tx<'_>, id: &str) -> Result<Option<Collection>> {
    tx.row_opt(&format!("SELECT {COLUMNS} {FROM} WHERE c.id = $1"), params![id], read)
}

/// Every collection, the newest year first, departments before provinces.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Collection>> {
    tx.rows(&format!("SELECT {COLUMNS} {FROM} ORDER BY c.fiscal_year DESC, c.part, c.id"), &[], read)
}

/// The collection of a year and part.
pub fn of_year(tx: &mut Tx<'_>, fiscal_year: i32, part: &str) -> Result<Option<Collection>> {
    let sql = format!("SELECT {COLUMNS} {FROM} WHERE c.fiscal_year = $1 AND c.part = $2");
    tx.row_opt(&sql, params![fiscal_year, part], read)
}

/// Writes a collection with its roster.
pub(super) fn add(
    tx: &mut Tx<'_>,
    (fiscal_year, part, questionnaire): (i32, &str, &str),
    due_on: Date,
    units: &[Unit],
    (by, now): (&str, Timestamp),
) -> Result<String> {
    let id = db::new_id();
    tx.execute(
        "INSERT INTO lesson_collection (id, fiscal_year, part, questionnaire_id, due_on, opened_at, opened_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![&id, fiscal_year, part, questionnaire, due_on, now, by],
    )?;
    for (position, unit) in units.iter().enumerate() {
        let unit_id = db::new_id();
        tx.execute(
            "INSERT INTO lesson_unit (id, collection_id, code, name_th, name_en, position) VALUES ($1, $2, $3, $4, $5, $6)",
            params![&unit_id, &id, &unit.code, &unit.name_th, &unit.name_en, position],
        )?;
        for member in &unit.members {
            tx.execute(
                "INSERT INTO lesson_member (collection_id, organisation_id, unit_id) VALUES ($1, $2, $3)",
                params![&id, member, &unit_id],
            )?;
        }
    }
    Ok(id)
}

/// Closes a collection, or opens it again.
pub(super) fn close(tx: &mut Tx<'_>, id: &str, closed: Option<(Timestamp, &str)>) -> Result<()> {
    let (at, by) = closed.unzip();
    tx.execute("UPDATE lesson_collection SET closed_at = $2, closed_by = $3 WHERE id = $1", params![id, at, by])?;
    Ok(())
}

/// Sets the last day on time.
pub(super) fn set_due(tx: &mut Tx<'_>, id: &str, due: Date) -> Result<()> {
    tx.execute("UPDATE lesson_collection SET due_on = $2 WHERE id = $1", params![id, due])?;
    Ok(())
}

/// The units of a collection with the ids of their organisations.
pub fn units(tx: &mut Tx<'_>, collection: &Collection) -> Result<Vec<Unit>> {
    let sql = "SELECT u.code, u.name_th, u.name_en, m.organisation_id FROM lesson_unit u \
               JOIN lesson_member m ON m.unit_id = u.id WHERE u.collection_id = $1 ORDER BY u.position, m.organisation_id";
    let mut units: Vec<Unit> = Vec::new();
    tx.each::<db::Error>(sql, params![&collection.id], |row| {
        let (code, member): (String, String) = (row.get(0)?, row.get(3)?);
        match units.last_mut().filter(|unit| unit.code == code) {
            Some(unit) => unit.members.push(member),
            None => {
                units.push(Unit { code, name_th: row.get(1)?, name_en: row.get(2)?, members: vec![member] });
            }
        }
        Ok(())
    })?;
    Ok(units)
}

/// An organisation on the roster with how far it is.
#[derive(Clone, Debug)]
pub struct Member {
    /// Id of the organisation.
    pub organisation_id: String,
    /// Its code.
    pub code: String,
    /// Its Thai name.
    pub name_th: String,
    /// Its English name.
    pub name_en: String,
    /// Its path.
    pub path: String,
    /// Code of its unit.
    pub unit: String,
    /// Thai name of the unit.
    pub unit_th: String,
    /// English name of the unit.
    pub unit_en: String,
    /// When the draft was saved last.
    pub saved_at: Option<Timestamp>,
    /// Reference of the newest handing.
    pub reference: Option<String>,
    /// When that was.
    pub handed_at: Option<Timestamp>,
    /// When it was handed back.
    pub returned_at: Option<Timestamp>,
    /// When it was reminded last.
    pub reminded_at: Option<Timestamp>,
}

impl Member {
    /// `not_started`, `drafting`, `handed_in` or `returned`.
    pub const fn standing(&self) -> &'static str {
        match (self.handed_at, self.returned_at, self.saved_at) {
            (Some(_), Some(_), _) => "returned",
            (Some(_), None, _) => "handed_in",
            (None, _, Some(_)) => "drafting",
            (None, _, None) => "not_started",
        }
    }

    /// True when something is still to be handed in.
    pub fn owes(&self) -> bool {
        self.standing() != "handed_in"
    }
}

fn member(row: &Row<'_>) -> Result<Member> {
    Ok(Member {
        organisation_id: row.get(0)?,
        code: row.get(1)?,
        name_th: row.get(2)?,
        name_en: row.get(3)?,
        path: row.get(4)?,
        unit: row.get(5)?,
        unit_th: row.get(6)?,
        unit_en: row.get(7)?,
        saved_at: moment(row, 8)?,
        reference: row.get(9)?,
        handed_at: moment(row, 10)?,
        returned_at: moment(row, 11)?,
        reminded_at: moment(row, 12)?,
    })
}

const MEMBERS: &str = "SELECT o.id, o.code, o.name_th, o.name_en, o.path, u.code, u.name_th, u.name_en, d.saved_at, \
    h.reference, h.handed_at, r.returned_at, (SELECT max(n.sent_at) FROM lesson_reminder n WHERE \
    n.collection_id = m.collection_id AND n.organisation_id = m.organisation_id) FROM lesson_member m \
    JOIN organisation o ON o.id = m.organisation_id JOIN lesson_unit u ON u.id = m.unit_id \
    LEFT JOIN lesson_draft d ON d.collection_id = m.collection_id AND d.organisation_id = m.organisation_id \
    LEFT JOIN lesson_handing h ON h.draft_id = d.id AND h.number = \
    (SELECT max(k.number) FROM lesson_handing k WHERE k.draft_id = d.id) LEFT JOIN lesson_return r ON r.handing_id = h.id";

/// The organisations of a roster within reach, by unit.
pub fn members(tx: &mut Tx<'_>, collection: &str, scope: &Scope) -> Result<Vec<Member>> {
    let mut values = vec![Value::from(collection)];
    let reached = scope.condition("o.path", &mut values);
    let sql = format!("{MEMBERS} WHERE m.collection_id = $1 AND {reached} ORDER BY u.position, o.sort_key, o.id");
    tx.rows(&sql, &values, member)
}

/// One organisation of a roster, when it is within reach.
pub fn member_of(tx: &mut Tx<'_>, collection: &str, code: &str, scope: &Scope) -> Result<Option<Member>> {
    let mut values = vec![Value::from(collection), Value::from(code)];
    let reached = scope.condition("o.path", &mut values);
    let sql = format!("{MEMBERS} WHERE m.collection_id = $1 AND o.code = $2 AND {reached}");
    tx.row_opt(&sql, &values, member)
}

/// Ids of organisations that were reminded since an instant.
pub(super) fn reminded_since(tx: &mut Tx<'_>, collection: &str, since: Timestamp) -> Result<Vec<String>> {
    let sql = "SELECT organisation_id FROM lesson_reminder WHERE collection_id = $1 AND sent_at >= $2";
    tx.rows(sql, params![collection, since], |row| row.get(0))
}

/// Remembers a reminder.
pub(super) fn remember(
    tx: &mut Tx<'_>,
    (collection, organisation): (&str, &str),
    message: &str,
    (by, now): (&str, Timestamp),
) -> Result<()> {
    tx.execute(
        "INSERT INTO lesson_reminder (id, collection_id, organisation_id, message_id, sent_at, sent_by) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        params![db::new_id(), collection, organisation, message, now, by],
    )?;
    Ok(())
}
