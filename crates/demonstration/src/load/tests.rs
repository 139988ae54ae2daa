use continuity::{plan::PlanKind, round::day};
use db::audit;

use testkit::{World, on_both};

use super::*;
use crate::nation::{COORDINATOR, Fate, NEIGHBOUR};

/// The database of a test, told of changes as the server's is.
fn database(world: &World) -> Db {
    world.db.listen(vec![insight::standing::listener, oversight::review::listener]);
    world.db.clone()
}

/// Every twelfth story of the nation, and those of the demonstration accounts.
fn part() -> Nation {
    let mut nation = Nation::new(crate::SEED);
    let mut at = 0;
    nation.stories.retain(|story| {
        at += 1;
        at % 12 == 0 || story.code == COORDINATOR || story.code == NEIGHBOUR
    });
    nation
}

fn now() -> Timestamp {
    day::start_of(date(2026, 11, 22)).unwrap()
}

fn loaded(db: &Db, nation: &Nation) -> Loaded {
    let mut stages = Vec::new();
    let mut progress = |stage: &'static str, done: usize, total: usize| {
        assert!(done <= total, "{stage}: {done} of {total}");
        stages.push(stage);
    };
    let loaded = load_nation(db, nation, Options { seed: crate::SEED, now: now(), progress: &mut progress }).unwrap();
    stages.dedup();
    assert_eq!(stages, ["register", "plans", "measures", "lessons", "letters", "queue", "decisions"]);
    loaded
}

on_both! {
    fn what_is_kept_equals_the_history_and_the_audit_chain_holds(world: &World) {
        let nation = part();
        let db = database(world);
        let loaded = loaded(&db, &nation);
        assert_eq!((loaded.organisations, loaded.accounts.len()), (8_301, 10));
        let count = |sql: &str| db.read_now(|tx| tx.count(sql, &[])).unwrap();
        let stands = |year: i32, status: &str| {
            let sql = "SELECT count(*) FROM standing WHERE fiscal_year = $1 AND status = $2";
            usize::try_from(db.read_now(|tx| tx.count(sql, params![year, status])).unwrap()).unwrap()
        };
        let waits = |story: &&Story| matches!(story.versions.last().map(|v| v.fate), Some(Fate::Waits));
        assert_eq!(stands(2563, "approved"), nation.stories.iter().filter(|story| story.is_approved()).count());
        assert_eq!(stands(2563, "submitted"), nation.stories.iter().filter(waits).count());
        let submitted = nation.stories.iter().filter(|story| story.is_submitted_at(Timestamp::MAX)).count();
        let submitted = i64::try_from(submitted).unwrap();
        assert_eq!(count("SELECT CAST(sum(submitted) AS BIGINT) FROM readiness_cell WHERE fiscal_year = 2563"), submitted);
        assert_eq!(count("SELECT CAST(sum(roster) AS BIGINT) FROM readiness_cell WHERE fiscal_year = 2563"), 8_281);
        assert_eq!(
            count("SELECT count(*) FROM review_waiting"),
            count("SELECT count(*) FROM standing WHERE status = 'submitted'")
        );
        assert_eq!(count("SELECT count(*) FROM plan_version"), i64::try_from(loaded.versions).unwrap());
        db.read_now(|tx| {
            audit::verify(tx)?;
            insight::standing::verify(tx, 2563)?;
            insight::standing::verify(tx, 2570)
        })
        .unwrap();
    }

    fn the_coordinator_has_a_plan_to_write_and_the_neighbour_one_to_mend(world: &World) {
        let db = database(world);
        loaded(&db, &part());
        assert!(!is_unfinished(&db).unwrap());
        let state = |code: &str, year: i32| {
            let sql = "SELECT s.status FROM standing s JOIN organisation o ON o.id = s.organisation_id \
                       WHERE o.code = $1 AND s.fiscal_year = $2";
            db.read_now(|tx| tx.row(sql, params![code, year], |row| row.get::<String>(0))).unwrap()
        };
        assert_eq!((state(COORDINATOR, 2563), state(COORDINATOR, 2570)), ("approved".into(), "drafting".into()));
        assert_eq!(state(NEIGHBOUR, 2570), "returned");
        let remarks = "SELECT count(*) FROM remark m JOIN plan_version v ON v.id = m.version_id WHERE v.fiscal_year = 2570";
        assert!(db.read_now(|tx| tx.count(remarks, &[])).unwrap() >= 2);
        let plan = db.read_now(|tx| {
            let sql = "SELECT p.document FROM plan p JOIN organisation o ON o.id = p.organisation_id \
                       WHERE o.code = $1 AND p.fiscal_year = 2570";
            tx.row(sql, params![COORDINATOR], |row| row.get::<String>(0))
        });
        let plan = planning::plan::content::read(&plan.unwrap()).unwrap();
        assert!(plan.kind == PlanKind::Main && !plan.processes.is_empty() && plan.strategies.is_empty());
        assert!(plan.processes.iter().all(|process| !process.impact_over_time.is_empty()));
        let name = "SELECT name FROM account WHERE login = 'coordinator'";
        let name: String = db.read_now(|tx| tx.row(name, &[], |row| row.get(0))).unwrap();
        assert!(plan.team.iter().any(|member| member.name == name), "{name}");
    }

    fn a_database_with_something_in_it_is_left_alone(world: &World) {
        let db = database(world);
        register(&db, &mut |_, _, _| {}).unwrap();
        let again = load(&db, Options { seed: 1, now: now(), progress: &mut |_, _, _| {} });
        assert!(matches!(again, Err(Failed::NotEmpty)));
        assert!(!is_unfinished(&db).unwrap());
    }
}
