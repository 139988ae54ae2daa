//! A small nation for tests: written by plain statements, as the owners of the tables would write it.

#![allow(clippy::unwrap_used)]

use db::{Change, Db, Tx, params};
use jiff::Timestamp;

pub(crate) struct World {
    pub db: Db,
    _kept: testkit::World,
}

pub(crate) const YEAR: i32 = 2563;

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// An empty nation on each engine.
pub(crate) fn worlds() -> [World; 2] {
    [world(), of(testkit::World::postgres())]
}

/// An empty nation on SQLite, with the listener, and a round due on 31 August 2563.
pub(crate) fn world() -> World {
    of(testkit::World::sqlite())
}

fn of(kept: testkit::World) -> World {
    let world = World { db: kept.db.clone(), _kept: kept };
    world.db.listen(vec![crate::standing::listener]);
    world.write(|tx| {
        tx.execute(
            "INSERT INTO round (id, fiscal_year, due_on, closes_on, opened_at, opened_by, revision) \
             VALUES ('r', 2563, '2020-08-31', '2020-09-30', '2019-10-01T00:00:00.000Z', 'x', 1)",
            &[],
        )
    });
    world
}

impl World {
    /// Writes from a thread of its own, because tests of pages stand on an async one.
    pub fn write<T: Send + 'static>(&self, work: impl Fn(&mut Tx<'_>) -> db::Result<T> + Send + 'static) -> T {
        std::thread::scope(|scope| scope.spawn(|| self.db.write_now(work)).join()).unwrap().unwrap()
    }

    pub fn read<T>(&self, work: impl FnOnce(&mut Tx<'_>) -> db::Result<T>) -> T {
        self.db.read_now(work).unwrap()
    }

    /// Organisations `o0`, `o1`, ... on the roster, spread over kinds and provinces.
    pub fn organisations(&self, count: usize) {
        self.write(move |tx| {
            for number in 0..count {
                organisation(tx, number)?;
            }
            tx.announce(&Change::Roster { fiscal_year: YEAR })
        });
    }
}

fn organisation(tx: &mut Tx<'_>, number: usize) -> db::Result<()> {
    let id = format!("o{number}");
    let kind = ["lao_sao", "department", "province"][number % 3];
    let ministry = if kind == "department" { ["M01", "M14"][number % 2] } else { "" };
    let province = if kind == "department" { "" } else { ["10", "73", "90"][(number / 3) % 3] };
    let region = match province {
        "10" | "73" => "central",
        "90" => "south",
        _ => "",
    };
    let name = format!("หน่วยงานที่ {number:05}");
    tx.execute(
        "INSERT INTO organisation (id, code, name_th, name_en, kind, path, depth, ministry_code, province_code, \
         district_code, obliged, provenance, sort_key, search_text, revision) \
         VALUES ($1, $1, $2, '', $3, $4, 1, $5, $6, '', TRUE, 'listed', $7, $2, 1)",
        params![&id, &name, kind, format!("{id}/"), ministry, province, thai::collate::sort_key(&name)],
    )?;
    tx.execute(
        "INSERT INTO roster (round_id, organisation_id, name_th, kind, ministry_code, province_code, region, reason) \
         VALUES ('r', $1, $2, $3, $4, $5, $6, '')",
        params![&id, &name, kind, ministry, province, region],
    )?;
    Ok(())
}

/// Something that befalls an organisation's main plan.
#[derive(Clone, Debug)]
pub(crate) enum Befalls {
    Started,
    Submitted { processes: i64, hazards: Vec<&'static str> },
    Returned,
    Approved,
    Withdrawn,
    Extended,
    Revoked,
}

/// Writes it at an instant and tells the listener. What can't happen (a return of nothing) is passed over.
pub(crate) fn befall(tx: &mut Tx<'_>, organisation: &str, what: &Befalls, at: Timestamp) -> db::Result<()> {
    let plan = format!("p-{organisation}");
    let latest = tx.row_opt(
        "SELECT v.id, v.number FROM plan_version v WHERE v.organisation_id = $1 AND NOT EXISTS \
         (SELECT 1 FROM withdrawal w WHERE w.version_id = v.id) ORDER BY v.number DESC LIMIT 1",
        params![organisation],
        |row| row.get::<String>(0),
    )?;
    let is_new = |tx: &mut Tx<'_>, table: &str, version: &str| {
        let sql = format!("SELECT count(*) FROM {table} WHERE version_id = $1");
        tx.count(&sql, params![version]).map(|count| count == 0)
    };
    match (what, latest) {
        (Befalls::Started, _) => start(tx, organisation, &plan, at)?,
        (Befalls::Submitted { processes, hazards }, _) => {
            start(tx, organisation, &plan, at)?;
            submit(tx, organisation, &plan, *processes, hazards, at)?;
        }
        (Befalls::Returned, Some(version)) if is_new(tx, "review_return", &version)? => {
            tx.execute(
                "INSERT INTO review_return (id, version_id, returned_at, returned_by, reason) VALUES ($1, $2, $3, 'x', 'x')",
                params![db::new_id(), version, at],
            )?;
        }
        (Befalls::Approved, Some(version)) if is_new(tx, "review_approval", &version)? => {
            tx.execute(
                "INSERT INTO review_approval (version_id, approved_at, approved_by, note, in_bulk) VALUES ($1, $2, 'x', '', FALSE)",
                params![version, at],
            )?;
        }
        (Befalls::Withdrawn, Some(version)) => {
            tx.execute(
                "INSERT INTO withdrawal (version_id, withdrawn_at, withdrawn_by, reason) VALUES ($1, $2, 'x', '')",
                params![version, at],
            )?;
        }
        (Befalls::Extended, _) => {
            tx.execute(
                "INSERT INTO extension (id, round_id, organisation_id, due_on, reason, granted_at, granted_by) \
                 VALUES ($1, 'r', $2, '2020-09-20', '', $3, 'x')",
                params![db::new_id(), organisation, at],
            )?;
        }
        (Befalls::Revoked, _) => {
            tx.execute(
                "UPDATE extension SET revoked_at = $2, revoked_by = 'x' WHERE organisation_id = $1 AND revoked_at IS NULL",
                params![organisation, at],
            )?;
        }
        _ => return Ok(()),
    }
    tx.announce(&Change::Standing { organisation_id: organisation.to_owned(), fiscal_year: YEAR })
}

fn start(tx: &mut Tx<'_>, organisation: &str, plan: &str, at: Timestamp) -> db::Result<()> {
    tx.execute(
        "INSERT INTO plan (id, organisation_id, fiscal_year, kind, label, title, classification, template, document, \
         content_hash, revision, created_at, created_by, saved_at, saved_by) \
         VALUES ($1, $2, 2563, 'main', '', '', 'none', 'x', '{}', '', 1, $3, 'x', $3, 'x') ON CONFLICT DO NOTHING",
        params![plan, organisation, at],
    )
    .map(|_| ())
}

fn submit(
    tx: &mut Tx<'_>,
    organisation: &str,
    plan: &str,
    processes: i64,
    hazards: &[&str],
    at: Timestamp,
) -> db::Result<()> {
    let number = 1 + tx.count("SELECT count(*) FROM plan_version WHERE plan_id = $1", params![plan])?;
    let id = format!("{plan}-{number}");
    let document = "x".repeat(2_000);
    tx.execute(
        "INSERT INTO plan_version (id, plan_id, organisation_id, fiscal_year, kind, number, reference, title, \
         classification, document, content_hash, submitted_at, submitted_by, process_count, rto_over_mtpd, with_e_service) \
         VALUES ($1, $2, $3, 2563, 'main', $4, $1, '', 'none', $5, '', $6, 'x', $7, $8, $9)",
        params![&id, plan, organisation, number, document, at, processes, processes / 4, processes / 2],
    )?;
    for hazard in hazards {
        tx.execute("INSERT INTO version_hazard (version_id, code) VALUES ($1, $2)", params![&id, *hazard])?;
    }
    for position in 0..processes {
        tx.execute(
            "INSERT INTO version_process (version_id, position, process_id, name, impact, rto_minutes, mtpd_minutes, e_services) \
             VALUES ($1, $2, $3, 'กระบวนงาน', 'high', $4, 1440, $5)",
            params![
                &id,
                position,
                format!("P{position}"),
                if position < processes / 4 { 2880 } else { 240 },
                i64::from(position < processes / 2)
            ],
        )?;
    }
    Ok(())
}
