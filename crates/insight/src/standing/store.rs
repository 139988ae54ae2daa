//! Statements that read the history and write `standing`, `readiness_cell`, `readiness_cell_hazard`, `readiness_day`
//! and `readiness_year`.

use std::collections::HashMap;

use continuity::round::{Extension, RoundDates, StandingState};
use db::{Result, Tx, Value, params};
use jiff::{Timestamp, civil::Date};

use super::{
    counts::Counts,
    row::{Cell, Facts, Member, Row, VersionFacts},
};

/// Later than every date of a roster.
pub(crate) const FOREVER: Date = jiff::civil::date(9999, 12, 31);
/// Rows of one INSERT: few enough parameters for both engines.
const BATCH: usize = 40;

/// A round as the figures need it.
#[derive(Clone, Debug)]
pub(crate) struct Round {
    pub id: String,
    pub dates: RoundDates,
}

pub(crate) fn round(tx: &mut Tx<'_>, year: i32) -> Result<Option<Round>> {
    tx.row_opt("SELECT id, due_on, closes_on FROM round WHERE fiscal_year = $1", params![year], |row| {
        let dates = RoundDates { due: db::date(&row.get::<String>(1)?)?, closes: db::date(&row.get::<String>(2)?)? };
        Ok(Round { id: row.get(0)?, dates })
    })
}

const MEMBER: &str = "SELECT m.organisation_id, m.name_th, o.sort_key, m.kind, m.ministry_code, m.province_code, \
    m.region, o.path FROM roster m JOIN organisation o ON o.id = m.organisation_id \
    WHERE m.round_id = $1 AND (m.added_on IS NULL OR m.added_on <= $2) AND (m.removed_on IS NULL OR m.removed_on > $2)";

fn member(row: &db::Row<'_>) -> Result<Member> {
    let cell = Cell { kind: row.get(3)?, ministry_code: row.get(4)?, province_code: row.get(5)?, region: row.get(6)? };
    Ok(Member { organisation_id: row.get(0)?, name_th: row.get(1)?, sort_key: row.get(2)?, cell })
}

/// Whoever is on the roster on a day, with its path.
pub(crate) fn members(tx: &mut Tx<'_>, round: &Round, on: Date) -> Result<Vec<(Member, String)>> {
    tx.rows(MEMBER, params![&round.id, on], |row| Ok((member(row)?, row.get(7)?)))
}

/// One organisation, when it is on the roster for good.
pub(crate) fn one_member(tx: &mut Tx<'_>, round: &Round, organisation: &str) -> Result<Option<Member>> {
    let sql = format!("{MEMBER} AND m.organisation_id = $3");
    tx.row_opt(&sql, params![&round.id, FOREVER, organisation], member)
}

const VERSIONS: &str = "SELECT v.organisation_id, v.id, v.classification, v.submitted_at, v.process_count, \
    v.rto_over_mtpd, v.with_e_service, w.withdrawn_at, r.returned_at, a.approved_at FROM plan_version v \
    LEFT JOIN withdrawal w ON w.version_id = v.id LEFT JOIN review_return r ON r.version_id = v.id \
    LEFT JOIN review_approval a ON a.version_id = v.id WHERE v.fiscal_year = $1 AND v.kind = 'main'";
const STARTS: &str = "SELECT organisation_id, created_at FROM plan WHERE fiscal_year = $1 AND kind = 'main'";
const EXTENSIONS: &str = "SELECT organisation_id, due_on, granted_at, revoked_at FROM extension WHERE round_id = $1";

fn instant(row: &db::Row<'_>, column: usize) -> Result<Option<Timestamp>> {
    row.get::<Option<String>>(column)?.map(|text| db::instant(&text)).transpose()
}

fn version(row: &db::Row<'_>) -> Result<VersionFacts> {
    Ok(VersionFacts {
        id: row.get(1)?,
        classified: row.get::<String>(2)? != "none",
        submitted_at: db::instant(&row.get::<String>(3)?)?,
        process_count: row.get(4)?,
        rto_over_mtpd: row.get(5)?,
        with_e_service: row.get(6)?,
        withdrawn_at: instant(row, 7)?,
        returned_at: instant(row, 8)?,
        approved_at: instant(row, 9)?,
    })
}

fn extension(row: &db::Row<'_>) -> Result<Extension> {
    Ok(Extension {
        until: db::date(&row.get::<String>(1)?)?,
        granted_at: db::instant(&row.get::<String>(2)?)?,
        revoked_at: instant(row, 3)?,
    })
}

/// The history of every organisation in a year.
pub(crate) fn all_facts(tx: &mut Tx<'_>, year: i32, round: &Round) -> Result<HashMap<String, Facts>> {
    let mut all = HashMap::<String, Facts>::new();
    let sql = format!("{VERSIONS} ORDER BY v.organisation_id, v.submitted_at, v.number");
    tx.each::<db::Error>(&sql, params![year], |row| {
        all.entry(row.get(0)?).or_default().versions.push(version(row)?);
        Ok(())
    })?;
    tx.each::<db::Error>(STARTS, params![year], |row| {
        let facts = all.entry(row.get(0)?).or_default();
        facts.begin(db::instant(&row.get::<String>(1)?)?);
        Ok(())
    })?;
    tx.each::<db::Error>(EXTENSIONS, params![&round.id], |row| {
        all.entry(row.get(0)?).or_default().extensions.push(extension(row)?);
        Ok(())
    })?;
    Ok(all)
}

/// The history of one organisation in a year.
pub(crate) fn facts(tx: &mut Tx<'_>, year: i32, round: &Round, organisation: &str) -> Result<Facts> {
    let sql = format!("{VERSIONS} AND v.organisation_id = $2 ORDER BY v.submitted_at, v.number");
    let mut facts = Facts { versions: tx.rows(&sql, params![year, organisation], version)?, ..Facts::default() };
    let sql = format!("{STARTS} AND organisation_id = $2");
    tx.each::<db::Error>(&sql, params![year, organisation], |row| {
        facts.begin(db::instant(&row.get::<String>(1)?)?);
        Ok(())
    })?;
    let sql = format!("{EXTENSIONS} AND organisation_id = $2");
    facts.extensions = tx.rows(&sql, params![&round.id, organisation], extension)?;
    Ok(facts)
}

impl Facts {
    fn begin(&mut self, at: Timestamp) {
        self.started = Some(self.started.map_or(at, |earlier| earlier.min(at)));
    }
}

const COLUMNS: &str = "fiscal_year, organisation_id, name_th, sort_key, kind, ministry_code, province_code, region, \
    status, approved, version_id, classified, first_submitted_at, first_submitted_on, latest_submitted_at, on_time, \
    process_count, rto_over_mtpd, with_e_service, settled_at";
const WIDTH: usize = 20;

fn push_values(year: i32, row: &Row, values: &mut Vec<Value>) {
    let (member, cell) = (&row.member, &row.member.cell);
    values.extend([
        year.into(),
        (&member.organisation_id).into(),
        (&member.name_th).into(),
        member.sort_key.as_slice().into(),
        (&cell.kind).into(),
        (&cell.ministry_code).into(),
        (&cell.province_code).into(),
        (&cell.region).into(),
        row.status.code().into(),
        row.approved.into(),
        (&row.version_id).into(),
        row.classified.into(),
        row.first_submitted_at.into(),
        row.first_submitted_on().into(),
        row.latest_submitted_at.into(),
        row.on_time.into(),
        row.process_count.into(),
        row.rto_over_mtpd.into(),
        row.with_e_service.into(),
        row.settled_at.into(),
    ]);
}

/// `($1, $2), ($3, $4)` for so many rows of so many columns.
fn places(rows: usize, width: usize) -> String {
    let row = |row: usize| {
        let places: Vec<String> = (1..=width).map(|column| format!("${}", row * width + column)).collect();
        format!("({})", places.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

/// Writes rows that are not there yet.
pub(crate) fn insert_rows(tx: &mut Tx<'_>, year: i32, rows: &[Row]) -> Result<()> {
    for batch in rows.chunks(BATCH) {
        let mut values = Vec::with_capacity(batch.len() * WIDTH);
        batch.iter().for_each(|row| push_values(year, row, &mut values));
        let sql = format!("INSERT INTO standing ({COLUMNS}) VALUES {}", places(batch.len(), WIDTH));
        tx.execute(&sql, &values)?;
    }
    Ok(())
}

/// Columns that tell who an organisation is and where it is counted; they change with the roster only.
const OF_MEMBER: usize = 8;

/// Writes over a kept row. Who it is stays as it is unless it differs, which spares the indexes by name and place.
pub(crate) fn update_row(tx: &mut Tx<'_>, year: i32, old: &Row, new: &Row) -> Result<()> {
    let mut values = Vec::with_capacity(WIDTH);
    push_values(year, new, &mut values);
    let skipped = if old.member == new.member { OF_MEMBER } else { 2 };
    values.drain(2..skipped);
    let columns = COLUMNS.split(", ").skip(skipped).zip(3..);
    let sets: Vec<String> = columns.map(|(column, place)| format!("{column} = ${place}")).collect();
    let sql = format!("UPDATE standing SET {} WHERE fiscal_year = $1 AND organisation_id = $2", sets.join(", "));
    tx.execute(&sql, &values).map(|_| ())
}

/// Takes away the row of whoever is no longer on the roster.
pub(crate) fn delete_row(tx: &mut Tx<'_>, year: i32, organisation: &str) -> Result<()> {
    let sql = "DELETE FROM standing WHERE fiscal_year = $1 AND organisation_id = $2";
    tx.execute(sql, params![year, organisation]).map(|_| ())
}

fn kept(row: &db::Row<'_>) -> Result<Row> {
    let status: String = row.get(7)?;
    let unreadable = || db::Error::Column { column: 7, message: format!("{status:?} is no standing") };
    Ok(Row {
        member: member_kept(row)?,
        status: StandingState::from_code(&status).ok_or_else(unreadable)?,
        approved: row.get(8)?,
        version_id: row.get(9)?,
        classified: row.get(10)?,
        first_submitted_at: instant(row, 11)?,
        latest_submitted_at: instant(row, 12)?,
        on_time: row.get(13)?,
        process_count: row.get(14)?,
        rto_over_mtpd: row.get(15)?,
        with_e_service: row.get(16)?,
        settled_at: instant(row, 17)?,
    })
}

fn member_kept(row: &db::Row<'_>) -> Result<Member> {
    let cell = Cell { kind: row.get(3)?, ministry_code: row.get(4)?, province_code: row.get(5)?, region: row.get(6)? };
    Ok(Member { organisation_id: row.get(0)?, name_th: row.get(1)?, sort_key: row.get(2)?, cell })
}

const KEPT: &str = "SELECT organisation_id, name_th, sort_key, kind, ministry_code, province_code, region, status, \
    approved, version_id, classified, first_submitted_at, latest_submitted_at, on_time, process_count, rto_over_mtpd, \
    with_e_service, settled_at FROM standing WHERE fiscal_year = $1";

/// The row kept for an organisation.
pub(crate) fn kept_row(tx: &mut Tx<'_>, year: i32, organisation: &str) -> Result<Option<Row>> {
    tx.row_opt(&format!("{KEPT} AND organisation_id = $2"), params![year, organisation], kept)
}

/// All rows kept for a year.
pub(crate) fn kept_rows(tx: &mut Tx<'_>, year: i32) -> Result<Vec<Row>> {
    tx.rows(KEPT, params![year], kept)
}

/// Adds a difference to a cell.
pub(crate) fn add_to_cell(tx: &mut Tx<'_>, year: i32, cell: &Cell, difference: &Counts) -> Result<()> {
    let mut values = vec![
        year.into(),
        (&cell.kind).into(),
        (&cell.ministry_code).into(),
        (&cell.province_code).into(),
        (&cell.region).into(),
    ];
    values.extend(difference.values().map(Value::Int));
    let columns = Counts::COLUMNS;
    let sets: Vec<String> = columns.iter().map(|c| format!("{c} = readiness_cell.{c} + excluded.{c}")).collect();
    let places: Vec<String> = (1..=values.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "INSERT INTO readiness_cell (fiscal_year, kind, ministry_code, province_code, region, {}, changes) \
         VALUES ({}, 1) ON CONFLICT (fiscal_year, kind, ministry_code, province_code) \
         DO UPDATE SET {}, changes = readiness_cell.changes + 1",
        columns.join(", "),
        places.join(", "),
        sets.join(", ")
    );
    tx.execute(&sql, &values).map(|_| ())
}

/// Adds `sign` to each hazard of a version in a cell.
pub(crate) fn add_hazards(tx: &mut Tx<'_>, year: i32, cell: &Cell, version: &str, sign: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO readiness_cell_hazard (fiscal_year, kind, ministry_code, province_code, hazard, plans) \
         SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT), CAST($3 AS TEXT), CAST($4 AS TEXT), h.code, CAST($5 AS BIGINT) \
         FROM version_hazard h WHERE h.version_id = $6 \
         ON CONFLICT (fiscal_year, kind, ministry_code, province_code, hazard) \
         DO UPDATE SET plans = readiness_cell_hazard.plans + excluded.plans",
        params![year, &cell.kind, &cell.ministry_code, &cell.province_code, sign, version],
    )
    .map(|_| ())
}

/// Adds `sign` to the first submissions of a day.
pub(crate) fn add_to_day(tx: &mut Tx<'_>, year: i32, day: Date, province: &str, sign: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO readiness_day (fiscal_year, day, province_code, submitted) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (fiscal_year, day, province_code) DO UPDATE SET submitted = readiness_day.submitted + excluded.submitted",
        params![year, day, province, sign],
    )
    .map(|_| ())
}

/// Takes away the counters of a year.
pub(crate) fn clear_counters(tx: &mut Tx<'_>, year: i32) -> Result<()> {
    for table in ["readiness_cell", "readiness_cell_hazard", "readiness_day", "readiness_year"] {
        tx.execute(&format!("DELETE FROM {table} WHERE fiscal_year = $1"), params![year])?;
    }
    Ok(())
}

/// Makes the counters of a year from its standings, by the database itself.
pub(crate) fn count_cells(tx: &mut Tx<'_>, year: i32) -> Result<()> {
    tx.execute(
        &format!(
            "INSERT INTO readiness_cell (fiscal_year, kind, ministry_code, province_code, region, {}, changes) \
             SELECT fiscal_year, kind, ministry_code, province_code, min(region), {}, 0 FROM standing s \
             WHERE fiscal_year = $1 GROUP BY fiscal_year, kind, ministry_code, province_code",
            Counts::COLUMNS.join(", "),
            sums("s")
        ),
        params![year],
    )?;
    tx.execute(
        "INSERT INTO readiness_cell_hazard (fiscal_year, kind, ministry_code, province_code, hazard, plans) \
         SELECT s.fiscal_year, s.kind, s.ministry_code, s.province_code, h.code, count(*) FROM standing s \
         JOIN version_hazard h ON h.version_id = s.version_id WHERE s.fiscal_year = $1 \
         GROUP BY s.fiscal_year, s.kind, s.ministry_code, s.province_code, h.code",
        params![year],
    )?;
    tx.execute(
        "INSERT INTO readiness_day (fiscal_year, day, province_code, submitted) \
         SELECT fiscal_year, first_submitted_on, province_code, count(*) FROM standing \
         WHERE fiscal_year = $1 AND first_submitted_on IS NOT NULL GROUP BY fiscal_year, first_submitted_on, province_code",
        params![year],
    )?;
    Ok(())
}

/// [`Counts`] over rows of `standing`, in the order of its columns.
pub(crate) fn sums(alias: &str) -> String {
    let when = |condition: &str| format!("count(CASE WHEN {condition} THEN 1 END)");
    let sum = |column: &str| format!("CAST(coalesce(sum({alias}.{column}), 0) AS BIGINT)");
    [
        "count(*)".to_owned(),
        when(&format!("{alias}.status = 'drafting'")),
        when(&format!("{alias}.version_id IS NOT NULL")),
        when(&format!("{alias}.status = 'submitted'")),
        when(&format!("{alias}.status = 'returned'")),
        when(&format!("{alias}.approved")),
        when(&format!("{alias}.on_time")),
        sum("process_count"),
        sum("rto_over_mtpd"),
        sum("with_e_service"),
    ]
    .join(", ")
}

/// Says that the figures of a year are kept, under a new epoch.
pub(crate) fn mark(tx: &mut Tx<'_>, year: i32, round: &Round) -> Result<()> {
    tx.execute(
        "INSERT INTO readiness_year (fiscal_year, epoch, roster_settled_on) \
         SELECT CAST($1 AS BIGINT), CAST($2 AS TEXT), max(d.day) FROM \
         (SELECT added_on AS day FROM roster WHERE round_id = $3 UNION ALL \
          SELECT removed_on AS day FROM roster WHERE round_id = $3) d",
        params![year, db::new_id(), &round.id],
    )
    .map(|_| ())
}

/// Every cell that is kept for a year, with its counts.
pub(crate) fn kept_cells(tx: &mut Tx<'_>, year: i32) -> Result<Vec<(Cell, Counts)>> {
    let sql = format!(
        "SELECT kind, ministry_code, province_code, region, {} FROM readiness_cell WHERE fiscal_year = $1",
        Counts::COLUMNS.join(", ")
    );
    tx.rows(&sql, params![year], |row| {
        let cell =
            Cell { kind: row.get(0)?, ministry_code: row.get(1)?, province_code: row.get(2)?, region: row.get(3)? };
        Ok((cell, Counts::of(|column| row.get(column + 4))?))
    })
}

/// How many hazard counters, and how many days, differ from what the standings give.
pub(crate) fn differing_counters(tx: &mut Tx<'_>, year: i32) -> Result<(i64, i64)> {
    let hazards = tx.count(
        "SELECT count(*) FROM (SELECT kind, ministry_code, province_code, hazard, CAST(sum(plans) AS BIGINT) AS plans FROM ( \
         SELECT kind, ministry_code, province_code, hazard, plans FROM readiness_cell_hazard WHERE fiscal_year = $1 \
         UNION ALL SELECT s.kind, s.ministry_code, s.province_code, h.code, -1 FROM standing s \
         JOIN version_hazard h ON h.version_id = s.version_id WHERE s.fiscal_year = $1) b \
         GROUP BY kind, ministry_code, province_code, hazard) c WHERE plans <> 0",
        params![year],
    )?;
    let days = tx.count(
        "SELECT count(*) FROM (SELECT day, province_code, CAST(sum(submitted) AS BIGINT) AS submitted FROM ( \
         SELECT day, province_code, submitted FROM readiness_day WHERE fiscal_year = $1 \
         UNION ALL SELECT first_submitted_on, province_code, -1 FROM standing \
         WHERE fiscal_year = $1 AND first_submitted_on IS NOT NULL) b GROUP BY day, province_code) c WHERE submitted <> 0",
        params![year],
    )?;
    Ok((hazards, days))
}
