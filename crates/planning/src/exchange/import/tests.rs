use super::*;
use crate::exchange::{export, record::Approved};
use db::params;

const T1: &str = "2020-08-01T00:00:00Z";
const T2: &str = "2020-08-20T00:00:00Z";

fn instant(text: &str) -> Timestamp {
    text.parse().unwrap()
}

struct World {
    db: Db,
    _folder: tempfile::TempDir,
}

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open_file(&folder.path().join("t.db")).unwrap();
        db::migrate::migrate(&db).unwrap();
        db.write_now(|tx| {
            for code in ["D001", "D002"] {
                tx.execute(
                    "INSERT INTO organisation (id, code, name_th, name_en, kind, path, depth, ministry_code, province_code, \
                     district_code, obliged, provenance, sort_key, search_text, revision) \
                     VALUES ($1, $1, $1, '', 'department', $2, 1, '', '', '', $3, 'test', $4, $1, 1)",
                    params![code, format!("{code}/"), true, code.as_bytes()],
                )?;
            }
            Ok::<_, db::Error>(())
        })
        .unwrap();
        World { db, _folder: folder }
    }

    fn import(&self, text: &str, as_: As, at: &str, dry_run: bool) -> Report {
        let (at, now) = (instant(at), instant("2026-01-01T00:00:00Z"));
        let options = Options { as_, at, now, dry_run, by: "command line".into(), lang: web::Lang::En };
        import(&self.db, text.as_bytes(), &options, approve, |_| {}).unwrap()
    }

    fn count(&self, sql: &'static str) -> i64 {
        self.db.read_now(|tx| tx.count(sql, &[])).unwrap()
    }
}

fn approve(tx: &mut db::Tx<'_>, version: &Approved<'_>) -> db::Result<()> {
    tx.execute(
        "INSERT INTO review_approval (version_id, approved_at, approved_by, note, in_bulk) VALUES ($1, $2, $3, '', $4)",
        params![version.version_id, version.at, version.by, true],
    )?;
    Ok(())
}

fn document(organisation: &str, title: &str) -> String {
    format!(
        r#"{{"format":"bcp-exchange/1","organisation":"{organisation}","fiscal_year":2563,"kind":"main","title":"{title}","hazards":[{{"code":"flood","affects":["premises"]}}],"processes":[{{"id":"P1","name":"ก","impact":"high","rto":"P3D","mtpd":"P1D","services":["E1"]}}]}}"#
    )
}

fn counts(report: &Report) -> [u64; 4] {
    [report.created, report.updated, report.unchanged, report.refused]
}

#[test]
fn the_same_file_twice_changes_nothing_the_second_time() {
    for as_ in [As::Draft, As::Submitted, As::Approved] {
        let world = World::new();
        let file = format!("{}\n\n{}\r\n", document("D001", "ก"), document("D002", "ข"));
        assert_eq!(counts(&world.import(&file, as_, T1, false)), [2, 0, 0, 0], "{as_:?}");
        assert_eq!(counts(&world.import(&file, as_, T1, false)), [0, 0, 2, 0], "{as_:?}");
    }
}

#[test]
fn a_refused_line_stops_no_other_and_says_where() {
    let world = World::new();
    let file = format!("{{\n{}\n{}\n{{\"format\":1}}", document("X999", "ก"), document("D001", "ก"));
    let report = world.import(&file, As::Submitted, T1, false);
    assert_eq!(counts(&report), [1, 0, 0, 3]);
    let lines: std::collections::BTreeSet<u64> = report.errors.iter().map(|entry| entry.line).collect();
    assert_eq!(lines.into_iter().collect::<Vec<_>>(), [1, 2, 4]);
    assert!(report.errors.iter().any(|entry| entry.line == 2 && entry.field == "organisation"));
}

#[test]
fn an_rto_over_its_mtpd_is_taken_with_a_warning_and_counted() {
    let world = World::new();
    let report = world.import(&document("D001", "ก"), As::Submitted, T1, false);
    assert_eq!(counts(&report), [1, 0, 0, 0]);
    assert_eq!(report.warnings[0].field, "processes[0].rto");
    assert_eq!(world.count("SELECT rto_over_mtpd FROM plan_version"), 1);
    assert_eq!(world.count("SELECT with_e_service FROM plan_version"), 1);
    assert_eq!(world.count("SELECT count(*) FROM version_hazard WHERE code = 'flood'"), 1);
    assert_eq!(world.count("SELECT rto_minutes FROM version_process"), 3 * 1440);
}

#[test]
fn what_is_longer_than_a_form_takes_is_taken_with_a_warning_that_names_it() {
    let world = World::new();
    let long =
        document("D001", "ก").replace("\"services\"", &format!("\"owner_unit\":\"{}\",\"services\"", "x".repeat(301)));
    let report = world.import(&long.replace("P3D", "P1D"), As::Submitted, T1, false);
    assert_eq!(counts(&report), [1, 0, 0, 0]);
    let told: Vec<_> = report.warnings.iter().map(|entry| (entry.field.as_str(), entry.reason.as_str())).collect();
    assert_eq!(told, [("processes[0].owner_unit", "Unit in charge of “ก” is too long: 301 characters, at most 300")]);
}

#[test]
fn another_content_at_a_later_instant_is_another_version_and_the_draft_follows() {
    let world = World::new();
    world.import(&document("D001", "ก"), As::Submitted, T1, false);
    assert_eq!(counts(&world.import(&document("D001", "ข"), As::Submitted, T2, false)), [0, 1, 0, 0]);
    assert_eq!(world.count("SELECT max(number) FROM plan_version"), 2);
    assert_eq!(world.count("SELECT count(*) FROM plan WHERE title = 'ข'"), 1);
    // What was in effect at the first instant is there already.
    assert_eq!(counts(&world.import(&document("D001", "ก"), As::Submitted, T1, false)), [0, 0, 1, 0]);
}

#[test]
fn words_that_nobody_handed_in_are_kept() {
    let world = World::new();
    world.import(&document("D001", "ร่าง"), As::Draft, T1, false);
    let report = world.import(&document("D001", "ส่ง"), As::Submitted, T2, false);
    assert_eq!((counts(&report), report.warnings.len()), ([0, 1, 0, 0], 2));
    assert_eq!(world.count("SELECT count(*) FROM plan WHERE title = 'ร่าง'"), 1);
}

#[test]
fn approving_what_is_there_already_only_adds_the_approval() {
    let world = World::new();
    world.import(&document("D001", "ก"), As::Submitted, T1, false);
    assert_eq!(counts(&world.import(&document("D001", "ก"), As::Approved, T1, false)), [0, 1, 0, 0]);
    assert_eq!(world.count("SELECT count(*) FROM plan_version"), 1);
    assert_eq!(world.count("SELECT count(*) FROM review_approval"), 1);
}

#[test]
fn a_dry_run_counts_as_the_import_would_and_keeps_nothing() {
    let world = World::new();
    let file = [document("D001", "ก"), document("D001", "ก"), document("D001", "ข")].join("\n");
    assert_eq!(counts(&world.import(&file, As::Draft, T1, true)), [1, 1, 1, 0]);
    assert_eq!(world.count("SELECT count(*) FROM plan"), 0);
    assert_eq!(world.count("SELECT count(*) FROM audit_event"), 0);
    assert_eq!(counts(&world.import(&file, As::Draft, T1, false)), [1, 1, 1, 0]);
}

#[test]
fn what_is_exported_imports_again_and_changes_nothing() {
    let world = World::new();
    world.import(&document("D001", "ก"), As::Submitted, T1, false);
    world.import(&document("D002", "ข"), As::Draft, T1, false);
    let mut file = Vec::new();
    let exported = export(&world.db, &export::Wanted::default(), export::Format::Ndjson, &mut file).unwrap();
    assert_eq!((exported.written, exported.incomplete), (2, 0));
    let file = String::from_utf8(file).unwrap();
    assert_eq!(counts(&world.import(&file, As::Draft, T2, false)), [0, 0, 2, 0]);
    let mut table = Vec::new();
    export(&world.db, &export::Wanted::default(), export::Format::Csv, &mut table).unwrap();
    assert_eq!(String::from_utf8(table).unwrap().lines().count(), 3);
}

#[test]
fn an_import_over_a_draft_moves_the_revisions_of_what_it_changes() {
    let world = World::new();
    world.import(&document("D001", "ก"), As::Draft, T1, false);
    world.import(&document("D001", "ข"), As::Draft, T2, false);
    assert_eq!(world.count("SELECT count(*) FROM plan_section WHERE section = 'scope' AND revision = 1"), 1);
    assert_eq!(world.count("SELECT count(*) FROM plan_section"), 1);
}
