//! The import as a whole, on a database of its own.

use db::{Db, Scope, migrate};
use jiff::Timestamp;

use super::*;
use crate::{
    export::{self, Format, Mark},
    list::store::{Filter, Order},
    organisation::store,
};

struct World {
    db: Db,
    _folder: tempfile::TempDir,
}

fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open_file(&folder.path().join("register.db")).unwrap();
    migrate::migrate(&db).unwrap();
    World { db, _folder: folder }
}

impl World {
    fn import(&self, text: &str) -> Report {
        self.bytes(text.as_bytes(), false)
    }

    fn bytes(&self, bytes: &[u8], dry_run: bool) -> Report {
        let now: Timestamp = "2020-08-31T03:00:00Z".parse().unwrap();
        let options = Options { dry_run, by: "command line", now };
        register(&self.db, bytes, "register.csv", options, &mut |_, _| {}).unwrap()
    }

    fn count(&self, sql: &'static str) -> i64 {
        self.db.read_now(|tx| tx.count(sql, &[])).unwrap()
    }

    fn export(&self, format: Format) -> Vec<u8> {
        let mark = Mark { lang: web::Lang::Th, demonstration: true, today: jiff::civil::date(2020, 8, 31) };
        self.db
            .read_now(|tx| export::register(tx, &Scope::nation(), &Filter::default(), Order::Code, format, mark))
            .unwrap()
    }

    fn path(&self, code: &str) -> String {
        let code = code.to_owned();
        self.db.read_now(|tx| store::find(tx, &Scope::nation(), &code)).unwrap().unwrap().path
    }
}

fn counts(report: &Report) -> (usize, usize, usize, usize) {
    (report.created, report.updated, report.unchanged, report.refused)
}

fn faults(report: &Report) -> Vec<(u32, &str)> {
    report.errors.iter().map(|error| (error.row, error.field.as_str())).collect()
}

const HEAD: &str =
    "code,name_th,name_en,kind,parent_code,ministry_code,province_code,district_code,obliged,provenance\n";

#[test]
fn the_register_of_2563_is_read_whole_and_a_second_time_changes_nothing() {
    let world = world();
    let dry = world.bytes(reference::REGISTER_2563.as_bytes(), true);
    assert_eq!(counts(&dry), (8301, 0, 0, 0), "{:?}", dry.errors.first());
    assert_eq!(world.count("SELECT count(*) FROM organisation"), 0);
    assert_eq!(counts(&world.import(reference::REGISTER_2563)), (8301, 0, 0, 0));
    assert_eq!(world.count("SELECT count(*) FROM organisation WHERE obliged"), 8281);
    assert_eq!(world.count("SELECT count(*) FROM audit_event"), 8302);
    assert_eq!(counts(&world.import(reference::REGISTER_2563)), (0, 0, 8301, 0));
}

#[test]
fn what_was_exported_changes_nothing_when_imported_in_either_format() {
    let world = world();
    let text = format!(
        "{HEAD}P11,จังหวัดสมุทรปราการ,,province,,,11,,1,listed\nX-1,\"=1+1, \"\"ก\"\"\",-x,subunit,P11,,11,1101,0,\n"
    );
    assert_eq!(counts(&world.import(&text)), (2, 0, 0, 0));
    for format in [Format::Csv, Format::Xlsx] {
        assert_eq!(counts(&world.bytes(&world.export(format), false)), (0, 0, 2, 0), "{format:?}");
    }
    let lines = String::from_utf8(world.export(Format::Ndjson)).unwrap();
    assert!(lines.starts_with("{\"code\":\"P11\",\"name_th\":\"จังหวัดสมุทรปราการ\""), "{lines}");
}

#[test]
fn one_bad_row_keeps_the_whole_file_out_and_every_fault_is_told() {
    let world = world();
    let text = format!(
        "{HEAD}A,กรม ก,,department,,M01,,,1,\n,ไม่มีรหัส,,department,,,,,1,\nB,,,planet,Z,M99,99,9999,2,\nA,ซ้ำ,,department,,,,,1,\n\
         C,กรม ค,,department,C,,10,1101,1,\n"
    );
    let report = world.import(&text);
    assert_eq!(counts(&report), (0, 0, 0, 4));
    let expected = [
        (3, "code"),
        (4, "name_th"),
        (4, "kind"),
        (4, "parent_code"),
        (4, "ministry_code"),
        (4, "province_code"),
        (4, "district_code"),
        (4, "obliged"),
        (5, "code"),
        (6, "parent_code"),
        (6, "district_code"),
    ];
    assert_eq!(faults(&report), expected);
    assert_eq!(world.count("SELECT count(*) FROM organisation"), 0);
    let words: Vec<String> = report.errors.iter().flat_map(|error| [error.reason.th(), error.reason.en()]).collect();
    assert!(words.iter().all(|words| !words.is_empty()));
}

#[test]
fn a_seventh_level_is_refused_and_six_are_taken_in_any_order() {
    let world = world();
    let row = |n: u32| {
        let parent = if n == 1 { String::new() } else { format!("L{}", n - 1) };
        format!("L{n},หน่วย {n},,subunit,{parent},,,,0,\n")
    };
    let six: String = [6, 2, 5, 1, 3, 4].map(row).concat();
    assert_eq!(counts(&world.import(&format!("{HEAD}{six}"))), (6, 0, 0, 0));
    let seven = world.import(&format!("{HEAD}{}", row(7)));
    assert_eq!((counts(&seven), faults(&seven)), ((0, 0, 0, 1), vec![(2, "parent_code")]));
}

#[test]
fn children_of_a_moved_parent_get_new_paths_without_being_named() {
    let world = world();
    let first =
        format!("{HEAD}A,ก,,department,,,,,1,\nB,ข,,department,,,,,1,\nC,ค,,subunit,A,,,,0,\nD,ง,,subunit,C,,,,0,\n");
    world.import(&first);
    assert_eq!(counts(&world.import("code,name_th,kind,parent_code\nC,ค,subunit,B\n")), (0, 1, 0, 0));
    assert!(world.path("D").starts_with(&world.path("B")));
    assert_eq!(world.count("SELECT count(*) FROM organisation WHERE code = 'D' AND depth = 3 AND revision = 1"), 1);
}

#[test]
fn a_missing_column_leaves_what_is_there_and_an_unknown_one_is_named() {
    let world = world();
    world.import(&format!("{HEAD}A,ก,Ka,department,,M01,10,1001,0,listed\n"));
    assert_eq!(counts(&world.import("kind;code;name_th\ndepartment;A;ก\n")), (0, 0, 1, 0));
    let unknown = world.import("code,name_th,kind,budget\nA,ก,department,5\n");
    assert_eq!((unknown.refused, faults(&unknown)), (1, vec![(1, "budget")]));
    let missing = world.import("code,name_th\nA,ก\n");
    assert_eq!(faults(&missing), [(1, "kind")]);
}

#[test]
fn a_file_of_an_old_thai_spreadsheet_is_read() {
    let world = world();
    // Windows-874, as Excel writes it on a Thai machine: ก is A1.
    let mut bytes = b"code,name_th,kind\nA,".to_vec();
    bytes.extend([0xA1, 0xC3, 0xC1]);
    bytes.extend(b",department\n");
    assert_eq!(counts(&world.bytes(&bytes, false)), (1, 0, 0, 0));
    assert_eq!(world.count("SELECT count(*) FROM organisation WHERE name_th = 'กรม'"), 1);
    let broken = world.bytes(b"%PDF-1.7", false);
    assert_eq!((broken.refused, faults(&broken)), (1, vec![(1, "file")]));
}
