//! All statements about units, officers, delegations, letterheads and the sequences of numbers.

use db::{Result, Row, Scope, Tx, params};
use jiff::{Timestamp, civil::Date};
use thai::collate::sort_key;

use crate::rules::{
    delegation::{Delegation, Kind},
    number::Series,
};

/// An organisation for which a person keeps letters.
#[derive(Clone, Debug, Default)]
pub(crate) struct Own {
    pub id: String,
    pub code: String,
    pub path: String,
    pub name_th: String,
    pub name_en: String,
}

/// Organisations of one person that are offered.
const OFFERED: usize = 50;

fn own_of(row: &Row<'_>) -> Result<Own> {
    Ok(Own { id: row.get(0)?, code: row.get(1)?, path: row.get(2)?, name_th: row.get(3)?, name_en: row.get(4)? })
}

/// The open organisations in reach, the first some.
pub(crate) fn own(tx: &mut Tx<'_>, scope: &Scope) -> Result<Vec<Own>> {
    let mut values = Vec::new();
    let reached = scope.condition("path", &mut values);
    values.push(OFFERED.into());
    let sql = format!(
        "SELECT id, code, path, name_th, name_en FROM organisation WHERE closed_on IS NULL AND {reached} \
         ORDER BY depth, sort_key LIMIT ${}",
        values.len()
    );
    tx.rows(&sql, &values, own_of)
}

/// The one with this code, or the first without a code.
pub(crate) fn own_one(tx: &mut Tx<'_>, scope: &Scope, code: &str) -> Result<Option<Own>> {
    if code.is_empty() {
        return Ok(own(tx, scope)?.into_iter().next());
    }
    let found = by_code(tx, code)?;
    Ok(found.filter(|own| scope.reaches(&own.path)))
}

/// The organisation with this code.
pub(crate) fn by_code(tx: &mut Tx<'_>, code: &str) -> Result<Option<Own>> {
    let sql = "SELECT id, code, path, name_th, name_en FROM organisation WHERE code = $1";
    tx.row_opt(sql, params![code], own_of)
}

/// What the letters of an organisation begin with.
#[derive(Clone, Debug, Default)]
pub(crate) struct Letterhead {
    pub code: String,
    pub owner: String,
    pub address: String,
    pub phone: String,
    pub emblem: Option<Vec<u8>>,
}

/// The letterhead; blank when none was saved.
pub(crate) fn letterhead(tx: &mut Tx<'_>, organisation: &str) -> Result<Letterhead> {
    let sql = "SELECT code, owner, address, phone, emblem FROM letter_office WHERE organisation_id = $1";
    let found = tx.row_opt(sql, params![organisation], |row| {
        let emblem = row.get::<Option<Vec<u8>>>(4)?;
        Ok(Letterhead { code: row.get(0)?, owner: row.get(1)?, address: row.get(2)?, phone: row.get(3)?, emblem })
    })?;
    Ok(found.unwrap_or_default())
}

/// Saves the letterhead.
pub(crate) fn save(tx: &mut Tx<'_>, organisation: &str, head: &Letterhead, by: &str, at: Timestamp) -> Result<()> {
    tx.execute(
        "INSERT INTO letter_office (organisation_id, code, owner, address, phone, emblem, saved_at, saved_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (organisation_id) DO UPDATE SET code = excluded.code, \
         owner = excluded.owner, address = excluded.address, phone = excluded.phone, emblem = excluded.emblem, \
         saved_at = excluded.saved_at, saved_by = excluded.saved_by",
        params![organisation, &head.code, &head.owner, &head.address, &head.phone, head.emblem.clone(), at, by],
    )?;
    Ok(())
}

/// A unit of an organisation.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unit {
    pub id: String,
    pub name: String,
    pub owner: String,
    pub phone: String,
}

/// The units that there are.
pub(crate) fn units(tx: &mut Tx<'_>, organisation: &str) -> Result<Vec<Unit>> {
    let sql = "SELECT id, name, owner, phone FROM letter_unit WHERE organisation_id = $1 AND closed_on IS NULL \
               ORDER BY sort_key, id";
    tx.rows(sql, params![organisation], |row| {
        Ok(Unit { id: row.get(0)?, name: row.get(1)?, owner: row.get(2)?, phone: row.get(3)? })
    })
}

/// Adds a unit and gives its id.
pub(crate) fn add_unit(tx: &mut Tx<'_>, organisation: &str, unit: &Unit, at: Timestamp) -> Result<String> {
    let id = db::new_id();
    tx.execute(
        "INSERT INTO letter_unit (id, organisation_id, name, owner, phone, sort_key, added_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![&id, organisation, &unit.name, &unit.owner, &unit.phone, sort_key(&unit.name), at],
    )?;
    Ok(id)
}

/// A position with its holder.
#[derive(Clone, Debug, Default)]
pub(crate) struct Officer {
    pub id: String,
    pub unit_id: Option<String>,
    pub unit: String,
    pub name: String,
    pub position: String,
    pub account_id: Option<String>,
    pub has_left: bool,
}

const OFFICER: &str = "SELECT f.id, f.unit_id, coalesce(u.name, ''), f.name, f.position, f.account_id, f.left_on \
                       FROM letter_officer f LEFT JOIN letter_unit u ON u.id = f.unit_id";

fn officer_of(row: &Row<'_>) -> Result<Officer> {
    Ok(Officer {
        id: row.get(0)?,
        unit_id: row.get(1)?,
        unit: row.get(2)?,
        name: row.get(3)?,
        position: row.get(4)?,
        account_id: row.get(5)?,
        has_left: row.get::<Option<String>>(6)?.is_some(),
    })
}

/// Every officer that an organisation ever had.
pub(crate) fn officers(tx: &mut Tx<'_>, organisation: &str) -> Result<Vec<Officer>> {
    let sql = format!("{OFFICER} WHERE f.organisation_id = $1 ORDER BY f.sort_key, f.id");
    tx.rows(&sql, params![organisation], officer_of)
}

/// Adds an officer and gives the id.
pub(crate) fn add_officer(
    tx: &mut Tx<'_>,
    organisation: &str,
    officer: &Officer,
    by: &str,
    at: Timestamp,
) -> Result<String> {
    let id = db::new_id();
    let account = officer.account_id.as_deref();
    tx.execute(
        "INSERT INTO letter_officer (id, organisation_id, unit_id, name, position, account_id, sort_key, added_at, \
         added_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![
            &id,
            organisation,
            officer.unit_id.as_deref(),
            &officer.name,
            &officer.position,
            account,
            sort_key(&officer.name),
            at,
            by
        ],
    )?;
    Ok(id)
}

/// The officer leaves the position.
pub(crate) fn leave(tx: &mut Tx<'_>, organisation: &str, officer: &str, on: Date) -> Result<bool> {
    let sql = "UPDATE letter_officer SET left_on = $3 WHERE organisation_id = $1 AND id = $2 AND left_on IS NULL";
    Ok(tx.execute(sql, params![organisation, officer, on])? == 1)
}

/// Ids of the positions that an account holds on a day, and of those in whose place it may act.
pub(crate) fn held(tx: &mut Tx<'_>, account: &str, day: Date) -> Result<Vec<String>> {
    let own = "SELECT id FROM letter_officer WHERE account_id = $1 AND left_on IS NULL ORDER BY id";
    let mut all: Vec<String> = tx.rows(own, params![account], |row| row.get(0))?;
    let others = "SELECT d.principal_id FROM letter_delegation d JOIN letter_officer f ON f.id = d.delegate_id \
                  WHERE f.account_id = $1 AND f.left_on IS NULL AND d.from_day <= $2 \
                  AND (d.until_day IS NULL OR d.until_day >= $2) ORDER BY d.principal_id";
    all.extend(tx.rows(others, params![account, day], |row| row.get::<String>(0))?);
    all.sort_unstable();
    all.dedup();
    Ok(all)
}

/// Accounts with a role over the organisation: id and personal name.
pub(crate) fn accounts(tx: &mut Tx<'_>, organisation: &str) -> Result<Vec<(String, String)>> {
    let sql = "SELECT DISTINCT a.id, a.name FROM account a JOIN account_grant g ON g.account_id = a.id \
               WHERE g.organisation_id = $1 AND a.disabled_at IS NULL ORDER BY a.name, a.id";
    tx.rows(sql, params![organisation], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// A delegation with why it was given.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    pub delegation: Delegation,
    pub reason: String,
}

/// The delegations of an organisation, the newest first.
pub(crate) fn delegations(tx: &mut Tx<'_>, organisation: &str) -> Result<Vec<Given>> {
    let sql = "SELECT id, kind, principal_id, delegate_id, order_number, order_date, from_day, until_day, reason \
               FROM letter_delegation WHERE organisation_id = $1 ORDER BY id DESC";
    let rows = tx.rows(sql, params![organisation], |row| {
        let (number, day): (String, Option<String>) = (row.get(4)?, row.get(5)?);
        let Some(kind) = Kind::from_code(&row.get::<String>(1)?) else { return Ok(None) };
        let delegation = Delegation {
            id: row.get(0)?,
            kind,
            principal: row.get(2)?,
            delegate: row.get(3)?,
            order: day.map(|day| Ok::<_, db::Error>((number, db::date(&day)?))).transpose()?,
            from: db::date(&row.get::<String>(6)?)?,
            until: row.get::<Option<String>>(7)?.map(|day| db::date(&day)).transpose()?,
        };
        Ok(Some(Given { delegation, reason: row.get(8)? }))
    })?;
    Ok(rows.into_iter().flatten().collect())
}

/// Writes a delegation and gives its id.
pub(crate) fn delegate(tx: &mut Tx<'_>, organisation: &str, given: &Given, by: &str, at: Timestamp) -> Result<String> {
    let (id, one) = (db::new_id(), &given.delegation);
    let (number, day) = one.order.clone().map_or((String::new(), None), |(number, day)| (number, Some(day)));
    tx.execute(
        "INSERT INTO letter_delegation (id, organisation_id, kind, principal_id, delegate_id, order_number, order_date, \
         reason, from_day, until_day, recorded_at, recorded_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        params![
            &id,
            organisation,
            one.kind.code(),
            &one.principal,
            &one.delegate,
            number,
            day,
            &given.reason,
            one.from,
            one.until,
            at,
            by
        ],
    )?;
    Ok(id)
}

/// Ends a delegation with a day that is not after its last.
pub(crate) fn end(tx: &mut Tx<'_>, organisation: &str, id: &str, on: Date) -> Result<bool> {
    let sql = "UPDATE letter_delegation SET until_day = $3 WHERE organisation_id = $1 AND id = $2 \
               AND (until_day IS NULL OR until_day > $3)";
    Ok(tx.execute(sql, params![organisation, id, on])? == 1)
}

/// The next number of a sequence. It is given in the transaction of what takes it: undone with it, and a second one at the
/// same time waits, or begins again, so that no number is missing and none is given twice.
pub(crate) fn next(tx: &mut Tx<'_>, organisation: &str, year: i32, series: Series) -> Result<u32> {
    let sql = "INSERT INTO letter_run (organisation_id, year, series, last) VALUES ($1, $2, $3, 1) \
               ON CONFLICT (organisation_id, year, series) DO UPDATE SET last = letter_run.last + 1 RETURNING last";
    let given = tx.count(sql, params![organisation, year, series.code()])?;
    u32::try_from(given).map_err(|_| db::Error::Column { column: 0, message: "a sequence is used up".to_owned() })
}
