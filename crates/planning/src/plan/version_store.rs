//! Versions: what was handed in, never changed after. One way in for a submission and for an import, so that the rows
//! from which national figures come ([`insert_version`]: hazards, processes, counts) are always written with it.

use continuity::plan::Plan;
use db::{Result, Tx, Value, params};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::content;

/// A version about to be stored.
pub struct NewVersion<'a> {
    /// Its id, made by the caller so that a repeated command stores the same.
    pub id: &'a str,
    /// Id of the plan.
    pub plan_id: &'a str,
    /// Id of the organisation.
    pub organisation_id: &'a str,
    /// What is handed in; members that only a draft has are kept in it, but not hashed.
    pub plan: &'a Plan,
    /// When.
    pub submitted_at: Timestamp,
    /// Account, or `command line`.
    pub submitted_by: &'a str,
}

/// What a version is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionHead {
    /// Id.
    pub id: String,
    /// Number within the plan, from 1.
    pub number: u32,
    /// `BCP-2563-0K7Q2`: what people cite.
    pub reference: String,
    /// Hash of its exchange document.
    pub content_hash: String,
    /// When it was handed in, as stored.
    pub submitted_at: String,
}

/// Stores a version with its hazards, processes and counts. Announces nothing: the caller does, once all that belongs
/// to the act is written.
pub fn insert_version(tx: &mut Tx<'_>, new: &NewVersion<'_>) -> Result<VersionHead> {
    let last =
        tx.row("SELECT coalesce(max(number), 0) FROM plan_version WHERE plan_id = $1", params![new.plan_id], |row| {
            row.get::<i64>(0)
        })?;
    let number = u32::try_from(last + 1).unwrap_or(u32::MAX);
    let content_hash = content::hash(new.plan);
    let reference = insert_row(tx, new, number, &content_hash)?;
    insert_hazards(tx, new)?;
    insert_processes(tx, new)?;
    Ok(VersionHead {
        id: new.id.to_owned(),
        number,
        reference,
        content_hash,
        submitted_at: db::stamp(new.submitted_at),
    })
}

/// Stores the row under the first reference that is still free.
fn insert_row(tx: &mut Tx<'_>, new: &NewVersion<'_>, number: u32, content_hash: &str) -> Result<String> {
    let counts = Counts::of(new.plan);
    for attempt in 0u32.. {
        let reference = reference(new.plan.fiscal_year, new.id, attempt);
        let stored = tx.execute(
            "INSERT INTO plan_version (id, plan_id, organisation_id, fiscal_year, kind, number, reference, title, \
             classification, document, content_hash, submitted_at, submitted_by, process_count, rto_over_mtpd, \
             with_e_service, template) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, \
             (SELECT p.template FROM plan p WHERE p.id = $2)) \
             ON CONFLICT (reference) DO NOTHING",
            params![
                new.id,
                new.plan_id,
                new.organisation_id,
                new.plan.fiscal_year,
                new.plan.kind.code(),
                number,
                &reference,
                &new.plan.title.th,
                new.plan.classification.code(),
                content::draft(new.plan),
                content_hash,
                new.submitted_at,
                new.submitted_by,
                counts.processes,
                counts.rto_over_mtpd,
                counts.with_e_service
            ],
        )?;
        if stored == 1 {
            return Ok(reference);
        }
    }
    Err(db::Error::Duplicate("no free reference".into()))
}

/// Crockford's digits: no I, L, O and U, so that a reference survives the telephone.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A reference of five characters, six and more once many were taken.
fn reference(fiscal_year: i32, version_id: &str, attempt: u32) -> String {
    let hash = Sha256::digest(format!("{version_id}/{attempt}"));
    let length = 5 + (attempt / 8) as usize;
    let digit = |byte: &u8| DIGITS.get(usize::from(byte % 32)).copied().map_or('0', char::from);
    let digits: String = hash.iter().take(length).map(digit).collect();
    format!("BCP-{fiscal_year}-{digits}")
}

/// What the figures count in a version.
struct Counts {
    processes: usize,
    rto_over_mtpd: usize,
    with_e_service: usize,
}

impl Counts {
    fn of(plan: &Plan) -> Self {
        let over = |p: &&continuity::plan::Process| matches!((p.rto, p.mtpd), (Some(rto), Some(mtpd)) if rto > mtpd);
        Counts {
            processes: plan.processes.len(),
            rto_over_mtpd: plan.processes.iter().filter(over).count(),
            with_e_service: plan.processes.iter().filter(|process| !process.services.is_empty()).count(),
        }
    }
}

/// Rows stored by one statement, far below the parameters that either engine takes.
const ROWS: usize = 500;

fn insert_hazards(tx: &mut Tx<'_>, new: &NewVersion<'_>) -> Result<()> {
    let codes: std::collections::BTreeSet<&str> = new.plan.hazards.iter().map(|hazard| hazard.code.as_str()).collect();
    let rows: Vec<Vec<Value>> = codes.into_iter().map(|code| vec![Value::from(code)]).collect();
    insert_rows(tx, "version_hazard (version_id, code)", new.id, &rows)
}

fn insert_processes(tx: &mut Tx<'_>, new: &NewVersion<'_>) -> Result<()> {
    let minutes = |length: Option<continuity::Duration>| length.map(continuity::Duration::as_minutes);
    let row = |(position, process): (usize, &continuity::plan::Process)| {
        vec![
            Value::from(position),
            Value::from(&process.id),
            Value::from(&process.name.th),
            Value::from(process.impact.map_or("", continuity::plan::Impact::code)),
            Value::from(minutes(process.rto).unwrap_or(0)),
            Value::from(minutes(process.mtpd)),
            Value::from(process.services.len()),
        ]
    };
    let rows: Vec<Vec<Value>> = new.plan.processes.iter().enumerate().map(row).collect();
    let into =
        "version_process (version_id, position, process_id, name, impact, rto_minutes, mtpd_minutes, e_services)";
    insert_rows(tx, into, new.id, &rows)
}

/// One statement for many rows that all begin with the version's id.
fn insert_rows(tx: &mut Tx<'_>, into: &str, version_id: &str, rows: &[Vec<Value>]) -> Result<()> {
    for rows in rows.chunks(ROWS) {
        let mut params = vec![Value::from(version_id)];
        let mut tuples = Vec::with_capacity(rows.len());
        for row in rows {
            let numbers: Vec<String> = (1..=row.len()).map(|at| format!("${}", params.len() + at)).collect();
            tuples.push(format!("($1, {})", numbers.join(", ")));
            params.extend(row.iter().cloned());
        }
        tx.execute(&format!("INSERT INTO {into} VALUES {}", tuples.join(", ")), &params)?;
    }
    Ok(())
}

const HEAD: &str = "v.id, v.number, v.reference, v.content_hash, v.submitted_at";

fn head(row: &db::Row<'_>) -> Result<VersionHead> {
    Ok(VersionHead {
        id: row.get(0)?,
        number: row.get::<i32>(1)?.try_into().unwrap_or(0),
        reference: row.get(2)?,
        content_hash: row.get(3)?,
        submitted_at: row.get(4)?,
    })
}

/// The version of a plan that was in effect at an instant: the latest one handed in by then and not withdrawn by then.
pub fn in_effect_at(tx: &mut Tx<'_>, plan_id: &str, at: Timestamp) -> Result<Option<VersionHead>> {
    tx.row_opt(
        &format!(
            "SELECT {HEAD} FROM plan_version v LEFT JOIN withdrawal w ON w.version_id = v.id AND w.withdrawn_at <= $2 \
             WHERE v.plan_id = $1 AND v.submitted_at <= $2 AND w.version_id IS NULL \
             ORDER BY v.submitted_at DESC, v.number DESC LIMIT 1"
        ),
        params![plan_id, at],
        head,
    )
}

/// The latest version of a plan that was not withdrawn.
pub fn latest(tx: &mut Tx<'_>, plan_id: &str) -> Result<Option<VersionHead>> {
    tx.row_opt(
        &format!(
            "SELECT {HEAD} FROM plan_version v LEFT JOIN withdrawal w ON w.version_id = v.id \
             WHERE v.plan_id = $1 AND w.version_id IS NULL ORDER BY v.submitted_at DESC, v.number DESC LIMIT 1"
        ),
        params![plan_id],
        head,
    )
}

/// Every version of a plan, the newest first.
pub fn all(tx: &mut Tx<'_>, plan_id: &str) -> Result<Vec<VersionHead>> {
    tx.rows(
        &format!("SELECT {HEAD} FROM plan_version v WHERE v.plan_id = $1 ORDER BY v.number DESC"),
        params![plan_id],
        head,
    )
}

/// What a version says.
pub fn document(tx: &mut Tx<'_>, version_id: &str) -> Result<Option<Plan>> {
    let stored =
        tx.row_opt("SELECT document FROM plan_version WHERE id = $1", params![version_id], |row| row.get::<String>(0))?;
    stored.map(|document| content::read(&document)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_has_five_characters_that_survive_the_telephone() {
        let made = reference(2563, "0190a5b0-0000-7000-8000-000000000000", 0);
        assert_eq!(made.len(), "BCP-2563-XXXXX".len());
        assert!(made.starts_with("BCP-2563-") && !made[9..].contains(['I', 'L', 'O', 'U']));
    }

    #[test]
    fn another_attempt_gives_another_reference_and_many_a_longer_one() {
        let id = "0190a5b0-0000-7000-8000-000000000000";
        assert_ne!(reference(2563, id, 0), reference(2563, id, 1));
        assert_eq!(reference(2563, id, 8).len(), "BCP-2563-XXXXXX".len());
    }
}
