//! All statements about meetings, their items, and what was judged.

use db::{Result, Row, Scope, Tx, params};
use jiff::{Timestamp, civil::Date};

use crate::rules::screening;

/// A meeting that an organisation screens.
#[derive(Clone, Debug)]
pub(crate) struct Meeting {
    pub id: String,
    pub organisation_id: String,
    pub code: String,
    pub path: String,
    pub name_th: String,
    pub name_en: String,
    /// Who met: คณะรัฐมนตรี.
    pub body: String,
    pub held_on: Date,
    pub letter_id: Option<String>,
    pub items: i64,
    pub judged: i64,
}

const COLUMNS: &str = "m.id, m.organisation_id, o.code, o.path, o.name_th, o.name_en, m.body, m.held_on, m.letter_id, \
    (SELECT count(*) FROM letter_meeting_item i WHERE i.meeting_id = m.id), \
    (SELECT count(*) FROM letter_meeting_item i WHERE i.meeting_id = m.id AND EXISTS \
    (SELECT 1 FROM letter_judgement j WHERE j.item_id = i.id)) \
    FROM letter_meeting m JOIN organisation o ON o.id = m.organisation_id";

fn read(row: &Row<'_>) -> Result<Meeting> {
    Ok(Meeting {
        id: row.get(0)?,
        organisation_id: row.get(1)?,
        code: row.get(2)?,
        path: row.get(3)?,
        name_th: row.get(4)?,
        name_en: row.get(5)?,
        body: row.get(6)?,
        held_on: db::date(&row.get::<String>(7)?)?,
        letter_id: row.get(8)?,
        items: row.get(9)?,
        judged: row.get(10)?,
    })
}

/// Meetings within reach, the newest first.
pub(crate) fn list(tx: &mut Tx<'_>, scope: &Scope, most: usize) -> Result<Vec<Meeting>> {
    let mut values = Vec::new();
    let reached = scope.condition("o.path", &mut values);
    values.push(most.into());
    let sql = format!("SELECT {COLUMNS} WHERE {reached} ORDER BY m.held_on DESC, m.id DESC LIMIT ${}", values.len());
    tx.rows(&sql, &values, read)
}

/// One meeting within reach.
pub(crate) fn one(tx: &mut Tx<'_>, id: &str, scope: &Scope) -> Result<Option<Meeting>> {
    let found = tx.row_opt(&format!("SELECT {COLUMNS} WHERE m.id = $1"), params![id], read)?;
    Ok(found.filter(|meeting| scope.reaches(&meeting.path)))
}

/// An item with the newest judgement.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub id: String,
    pub item: screening::Item,
    pub judged_at: Option<Timestamp>,
    pub judged_by: String,
}

/// The items of a meeting in their order.
pub(crate) fn items(tx: &mut Tx<'_>, meeting: &str) -> Result<Vec<Kept>> {
    let sql = "SELECT i.id, i.number, i.subject, j.relevant, j.reason, j.judged_at, coalesce(a.name, j.judged_by, '') \
               FROM letter_meeting_item i LEFT JOIN letter_judgement j ON j.id = \
               (SELECT max(n.id) FROM letter_judgement n WHERE n.item_id = i.id) \
               LEFT JOIN account a ON a.id = j.judged_by WHERE i.meeting_id = $1 ORDER BY i.number";
    tx.rows(sql, params![meeting], |row| {
        let number = u32::try_from(row.get::<i64>(1)?).unwrap_or_default();
        let relevant: Option<bool> = row.get(3)?;
        let reason = row.get::<Option<String>>(4)?.unwrap_or_default();
        let at = row.get::<Option<String>>(5)?.map(|at| db::instant(&at)).transpose()?;
        let item = screening::Item { number, subject: row.get(2)?, relevant, reason };
        Ok(Kept { id: row.get(0)?, item, judged_at: at, judged_by: row.get(6)? })
    })
}

/// Writes a meeting with its items and gives its id.
pub(crate) fn insert(
    tx: &mut Tx<'_>,
    organisation: &str,
    (body, held_on): (&str, Date),
    items: &[String],
    by: &str,
    at: Timestamp,
) -> Result<String> {
    let id = db::new_id();
    tx.execute(
        "INSERT INTO letter_meeting (id, organisation_id, body, held_on, made_at, made_by) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        params![&id, organisation, body, held_on, at, by],
    )?;
    for (number, subject) in (1_u32..).zip(items) {
        tx.execute(
            "INSERT INTO letter_meeting_item (id, meeting_id, number, subject) VALUES ($1, $2, $3, $4)",
            params![db::new_id(), &id, number, subject],
        )?;
    }
    Ok(id)
}

/// Writes a judgement of an item.
pub(crate) fn judge(
    tx: &mut Tx<'_>,
    item: &str,
    (relevant, reason): (bool, &str),
    by: &str,
    at: Timestamp,
) -> Result<()> {
    tx.execute(
        "INSERT INTO letter_judgement (id, item_id, relevant, reason, judged_at, judged_by) \
         VALUES ($1, $2, $3, $4, $5, $6)",
        params![db::new_id(), item, relevant, reason, at, by],
    )?;
    Ok(())
}

/// Notes which memo a meeting was turned into.
pub(crate) fn turned(tx: &mut Tx<'_>, meeting: &str, letter: &str) -> Result<()> {
    tx.execute("UPDATE letter_meeting SET letter_id = $2 WHERE id = $1", params![meeting, letter])?;
    Ok(())
}
