//! A small nation in an empty database: a ministry with a department and two sub-district organisations, and plans
//! handed in as the planning area does.

use continuity::plan::{Plan, PlanHazard, PlanKind, Process, Text};
use db::{Change, Db, Tx, params};
use jiff::Timestamp;
use web::{Actor, Role, policy::Grant};

/// A database for one test; removed with it.
pub(super) struct World {
    pub(super) db: Db,
    _directory: tempfile::TempDir,
}

/// An instant of the test's story.
pub(super) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// 1 June 2020 in the morning.
pub(super) fn now() -> Timestamp {
    at("2020-06-01T02:00:00Z")
}

/// Path of an organisation: a ministry over the others.
pub(super) fn path(code: &str) -> String {
    if code == "M1" { "M1/".into() } else { format!("M1/{code}/") }
}

/// Somebody with one role; over the nation without a code.
pub(super) fn person(role: Role, over: Option<&str>) -> Actor {
    Actor {
        account_id: format!("account-{}-{}", role.code(), over.unwrap_or("nation")),
        name: role.code().into(),
        grants: vec![Grant { role, over: over.map(|code| (code.into(), path(code))) }],
        session_id: None,
        organisation: Default::default(),
    }
}

impl World {
    /// With four organisations, one of them not obliged, one closed.
    pub(super) fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let db = match std::env::var("OVERSIGHT_TEST_SERVER") {
            // A server that whoever runs the tests has started, for trying the statements on the other engine.
            Ok(server) => {
                let name = format!("t{}", db::new_id().replace('-', ""));
                let made = std::process::Command::new("createdb").arg(&name).env("PGHOST", &server).status().unwrap();
                assert!(made.success());
                Db::open(&format!("postgres:///{name}?host={server}")).unwrap()
            }
            Err(_) => Db::open_file(&directory.path().join("t.db")).unwrap(),
        };
        db.listen(vec![crate::review::listener]);
        db::migrate::migrate(&db).unwrap();
        let world = World { db, _directory: directory };
        world.organisation("M1", "ministry", "", true, None);
        world.organisation("D1", "department", "", true, None);
        world.organisation("L1", "lao_sao", "73", true, None);
        world.organisation("L2", "lao_sao", "73", true, None);
        world.organisation("X1", "subunit", "10", false, None);
        world.organisation("C1", "lao_sao", "10", true, Some("2019-10-01"));
        world
    }

    fn organisation(&self, code: &str, kind: &str, province: &str, obliged: bool, closed: Option<&str>) {
        let (code, kind, province) = (code.to_owned(), kind.to_owned(), province.to_owned());
        let closed = closed.map(str::to_owned);
        self.write(move |tx| {
            let name = format!("หน่วยงาน {code}");
            tx.execute(
                "INSERT INTO organisation (id, code, name_th, name_en, kind, path, depth, ministry_code, province_code, \
                 district_code, obliged, provenance, sort_key, search_text, closed_on, revision) \
                 VALUES ($1, $1, $2, '', $3, $4, 1, 'M1', $5, '', $6, '', $7, $8, $9, 1)",
                params![
                    &code,
                    &name,
                    &kind,
                    path(&code),
                    &province,
                    obliged,
                    thai::collate::sort_key(&name),
                    thai::normalise::fold(&name),
                    &closed
                ],
            )?;
            Ok(())
        });
    }

    /// Runs a command that must succeed.
    pub(super) fn write<T: Send + 'static>(
        &self,
        mut command: impl FnMut(&mut Tx<'_>) -> db::Result<T> + Send + 'static,
    ) -> T {
        self.db.write_now(move |tx| command(tx)).unwrap()
    }

    /// Runs a query.
    pub(super) fn read<T>(&self, query: impl FnOnce(&mut Tx<'_>) -> db::Result<T>) -> T {
        self.db.read_now(query).unwrap()
    }

    /// Opens the round of 2563: due on 31 August 2020, closing on 30 September.
    pub(super) fn open_round(&self) {
        let dates = (jiff::civil::date(2020, 8, 31), jiff::civil::date(2020, 9, 30));
        let opened = self.db.write_now(move |tx| {
            crate::round::open(
                tx,
                2563,
                dates.0,
                dates.1,
                crate::round::Roster::Obliged,
                "officer",
                at("2020-04-01T02:00:00Z"),
            )
        });
        assert_eq!(opened.unwrap().roster, 4);
    }

    /// Hands in a version of the main plan of an organisation, and gives its id.
    pub(super) fn submit(&self, code: &str, plan: &Plan, when: Timestamp) -> String {
        let (code, document, year) = (code.to_owned(), serde_json::to_string(plan).unwrap(), plan.fiscal_year);
        let (title, version_id) = (plan.title.th.clone(), db::new_id());
        let id = version_id.clone();
        self.write(move |tx| {
            let plan_id = format!("{code}-{year}");
            tx.execute(
                "INSERT INTO plan (id, organisation_id, fiscal_year, kind, label, title, classification, template, \
                 document, content_hash, revision, created_at, created_by, saved_at, saved_by) \
                 VALUES ($1, $2, $3, 'main', '', $4, 'none', 'local', $5, '', 1, $6, 'x', $6, 'x') ON CONFLICT (id) DO NOTHING",
                params![&plan_id, &code, year, &title, &document, when],
            )?;
            let number = tx.count("SELECT count(*) FROM plan_version WHERE plan_id = $1", params![&plan_id])? + 1;
            tx.execute(
                "INSERT INTO plan_version (id, plan_id, organisation_id, fiscal_year, kind, number, reference, title, \
                 classification, document, content_hash, submitted_at, submitted_by, process_count, rto_over_mtpd, \
                 with_e_service) VALUES ($1, $2, $3, $4, 'main', $5, $6, $7, 'none', $8, '', $9, 'x', 1, 0, 0)",
                params![&id, &plan_id, &code, year, number, format!("BCP-{id}"), &title, &document, when],
            )?;
            tx.announce(&Change::Standing { organisation_id: code.clone(), fiscal_year: year })
        });
        version_id
    }

    /// One number.
    pub(super) fn count(&self, sql: &'static str) -> i64 {
        self.read(|tx| tx.count(sql, &[]))
    }
}

/// A plan with one situation and one process.
pub(super) fn plan(code: &str, year: i32) -> Plan {
    let mut plan = Plan::draft(code, year, PlanKind::Main, Text::th(format!("แผน ปี {year}")));
    plan.objectives = vec![Text::th("ให้บริการประชาชนต่อเนื่อง")];
    plan.hazards.push(PlanHazard { code: "flood".into(), label: None, affects: vec![] });
    plan.processes = vec![Process {
        id: "P1".into(),
        name: Text::th("รับคำร้อง"),
        rto: Some(continuity::Duration::hours(4)),
        mtpd: Some(continuity::Duration::days(1)),
        ..Process::default()
    }];
    plan
}
