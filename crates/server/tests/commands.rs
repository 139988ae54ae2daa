//! The commands as programs run them: exit codes, the shape of a refusal, and what stands on standard output.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::{
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::Value;

fn ratphrom(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ratphrom"));
    command.current_dir(folder).args(words);
    for name in ["DATABASE_URL", "RATPHROM_CONFIG", "RATPHROM_BASE_URL", "RATPHROM_LISTEN"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null()).output().unwrap()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[track_caller]
fn done(output: &Output) -> Value {
    assert_eq!(output.status.code(), Some(0), "{}", err(output));
    serde_json::from_slice(&output.stdout).unwrap_or(Value::Null)
}

/// Asserts exit code 1 and that a line `file:row: field: reason` begins so.
#[track_caller]
fn refused(output: &Output, begins: &str) {
    let said = err(output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    let line = said.lines().find(|line| line.starts_with(begins)).unwrap_or_else(|| panic!("{begins:?} in {said}"));
    let mut parts = line.splitn(3, ": ");
    let place = parts.next().unwrap_or_default().rsplit(':').next().unwrap_or_default();
    assert!(place.parse::<u32>().is_ok(), "no row: {line}");
    assert!(parts.next().is_some_and(|field| !field.is_empty()) && parts.next().is_some(), "{line}");
}

const REGISTER: &str = "code,name_th,name_en,kind,parent_code,ministry_code,province_code,district_code,obliged,\
                        provenance\nA1,กรมทดสอบ,,department,,,,,1,test\nA2,กรมสอง,,department,,,,,1,test\n";

fn plan(organisation: &str, title: &str) -> String {
    format!(
        r#"{{"format":"bcp-exchange/1","organisation":"{organisation}","fiscal_year":2563,"kind":"main","title":"{title}","hazards":[{{"code":"flood","affects":["premises"]}}],"processes":[{{"id":"P1","name":"ก","impact":"high","rto":"PT4H","mtpd":"P1D"}}]}}"#
    )
}

fn nation(folder: &Path) {
    std::fs::write(folder.join("register.csv"), REGISTER).unwrap();
    done(&ratphrom(folder, &["import", "register", "register.csv"]));
}

#[test]
fn a_line_that_is_no_document_is_refused_as_a_document_and_the_others_are_kept() {
    let folder = folder();
    nation(folder.path());
    std::fs::write(folder.path().join("p.ndjson"), format!("no json\n[]\n{}\n", plan("A1", "ก"))).unwrap();
    let output = ratphrom(folder.path(), &["import", "plans", "p.ndjson"]);
    refused(&output, "p.ndjson:1: document: ");
    refused(&output, "p.ndjson:2: document: ");
    let counts: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((counts["created"].as_u64(), counts["refused"].as_u64()), (Some(1), Some(2)));
}

#[test]
fn every_refusal_names_a_file_a_row_and_a_field() {
    let folder = folder();
    nation(folder.path());
    let at = folder.path();
    for (name, text) in [("empty.csv", ""), ("binary.csv", "\u{1}\u{2}\0\0"), ("head.csv", "a,b\n1,2\n")] {
        std::fs::write(at.join(name), text).unwrap();
        refused(&ratphrom(at, &["import", "register", name]), &format!("{name}:"));
        refused(&ratphrom(at, &["import", "plans", name]), &format!("{name}:"));
        let roster = ["round", "open", "2563", "--due", "2020-08-31", "--closes", "2020-09-30", "--roster", name];
        refused(&ratphrom(at, &roster), &format!("{name}:"));
    }
    refused(&ratphrom(at, &["import", "register", "none.csv"]), "none.csv:0: file: ");
    refused(&ratphrom(at, &["import", "plans", "none.ndjson"]), "none.ndjson:0: file: ");
    refused(&ratphrom(at, &["check", "figures", "none.csv"]), "none.csv:0: file: ");
    refused(&ratphrom(at, &["restore", "none.db"]), "none.db:0: file: ");
    refused(&ratphrom(at, &["backup", "register.csv"]), "register.csv:0: file: ");
    refused(&ratphrom(at, &["report", "readiness", "--year", "2599"]), "command-line:1: --year: ");
    refused(&ratphrom(at, &["report", "plan", "none"]), "command-line:1: ID: ");
    refused(&ratphrom(at, &["user", "reset", "nobody"]), "command-line:1: LOGIN: ");
    for wrong in [
        &["report", "readiness", "--year", "2563", "--by", "colour"][..],
        &["report", "readiness", "--year", "2563", "--as-of", "2563-08-31"],
        &["report", "readiness"],
        &["check", "figures", "empty.csv", "--largest", "0"],
        &["nothing"],
    ] {
        assert_eq!(ratphrom(at, wrong).status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn figures_are_found_by_their_columns_and_a_missing_one_is_named_once() {
    let folder = folder();
    let check = |text: &str, words: &[&str]| {
        std::fs::write(folder.path().join("f.csv"), text).unwrap();
        ratphrom(folder.path(), &[&["check", "figures", "f.csv"], words].concat())
    };
    let missing = check("label,n,d\na,1,2\nb,2,3\n", &[]);
    refused(&missing, "f.csv:1: percent: ");
    assert_eq!(err(&missing).lines().count(), 1, "{}", err(&missing));
    refused(&check("", &[]), "f.csv:0: file: ");
    refused(&check("name,value\na,1\n", &[]), "f.csv:1: percent: ");
    let odd = check("\u{FEFF}other,d,percent,label\nx,๘๒๘๑,๔๓.๖๖%,\"ก, ข\"\n", &[]);
    let rows = done(&odd);
    assert_eq!(rows["rows"][0]["label"], "ก, ข");
    assert_eq!((&rows["rows"][0]["check"], &rows["rows"][0]["d"]), (&"truncated".into(), &8281.into()));
    assert_eq!(done(&check("label,percent,n\na,50.00,1\n", &[]))["rows"][0]["n"], 1);
    assert_eq!(done(&check("label,percent,d\na,61.10,39\n", &[]))["rows"][0]["check"], "impossible");
    let small = done(&check("label,percent\na,33.33\n", &["--largest", "3"]));
    assert_eq!(small["rows"][0]["fits"], serde_json::json!([[1, 3]]));
}

#[test]
fn an_account_is_made_once_and_its_link_is_whole_when_the_server_is_known() {
    let folder = folder();
    let add = ["user", "add", "somsri", "--name", "สมศรี", "--role", "national_officer"];
    let made = ratphrom(folder.path(), &add);
    assert!(done(&made)["invitation"].as_str().unwrap().starts_with("/invitations/"));
    assert!(err(&made).contains("--base-url"), "{}", err(&made));
    refused(&ratphrom(folder.path(), &add), "command-line:1: LOGIN: ");
    let reset = ratphrom(folder.path(), &["user", "reset", "somsri", "--base-url", "https://bcp.example/"]);
    assert!(done(&reset)["invitation"].as_str().unwrap().starts_with("https://bcp.example/invitations/"));
}

#[test]
fn plans_written_as_a_table_say_approved_and_read_again_change_nothing() {
    let folder = folder();
    nation(folder.path());
    let many = (2..600).map(|n| format!(r#"{{"id":"P{n}","name":"=งาน  ที่ {n}","impact":"low","rto":"P1D"}}"#));
    let long = plan("A2", "ยาว")
        .replace(r#""processes":["#, &format!(r#""processes":[{},"#, many.collect::<Vec<_>>().join(",")));
    let lines = format!("{}\n{long}\n", plan("A1", r#"ก, \"ข\""#));
    std::fs::write(folder.path().join("p.ndjson"), lines).unwrap();
    let read = ["import", "plans", "p.ndjson", "--as", "approved", "--at", "2020-08-01"];
    assert_eq!(done(&ratphrom(folder.path(), &read))["created"], 2);
    for (format, file) in [("csv", "p.csv"), ("xlsx", "p.xlsx")] {
        done(&ratphrom(folder.path(), &["export", "plans", "--format", format, "-o", file]));
        for how in ["draft", "submitted", "approved"] {
            let again = done(&ratphrom(folder.path(), &["import", "plans", file, "--as", how, "--at", "2020-08-02"]));
            assert_eq!(
                (again["unchanged"].as_u64(), again["updated"].as_u64()),
                (Some(2), Some(0)),
                "{format} {how} {again}"
            );
        }
    }
    let csv = std::fs::read_to_string(folder.path().join("p.csv")).unwrap();
    assert!(csv.contains(",approved,"), "{}", csv.chars().take(2000).collect::<String>());
    let broken = csv.replacen("\"\"impact\"\":\"\"high\"\"", "\"\"impact\"\":7", 1);
    std::fs::write(folder.path().join("broken.csv"), broken).unwrap();
    refused(&ratphrom(folder.path(), &["import", "plans", "broken.csv"]), "broken.csv:2: processes[0].impact: ");
}

#[test]
fn readiness_is_told_in_every_format_and_group_on_standard_output_and_into_a_file() {
    let folder = folder();
    nation(folder.path());
    done(&ratphrom(folder.path(), &["round", "open", "2563", "--due", "2020-08-31", "--closes", "2020-09-30"]));
    for by in ["ministry", "province", "kind", "region"] {
        for format in ["json", "csv", "xlsx", "docx", "pdf"] {
            let words =
                ["report", "readiness", "--year", "2563", "--as-of", "2020-09-01", "--by", by, "--format", format];
            let shown = ratphrom(folder.path(), &words);
            assert!(shown.status.success() && !shown.stdout.is_empty(), "{by} {format}: {}", err(&shown));
            let kept = ratphrom(folder.path(), &[&words[..], &["--output", "report"]].concat());
            assert!(kept.status.success() && kept.stdout.is_empty(), "{by} {format}: {}", err(&kept));
            assert!(std::fs::metadata(folder.path().join("report")).unwrap().len() > 0);
        }
    }
    let later = done(&ratphrom(folder.path(), &["report", "readiness", "--year", "2563", "--as-of", "2999-01-01"]));
    assert_eq!(later["as_of"], "2999-01-01");
}

#[test]
fn a_database_that_is_served_is_not_replaced_unless_it_is_forced() {
    let folder = folder();
    nation(folder.path());
    done(&ratphrom(folder.path(), &["backup", "copy.db"]));
    let address = format!("sqlite://{}", folder.path().join("data/ratphrom.db").display());
    let open = db::Db::open(&address).unwrap();
    open.read_now(|tx| tx.count("SELECT count(*) FROM organisation", &[])).unwrap();
    refused(&ratphrom(folder.path(), &["restore", "copy.db"]), "data/ratphrom.db:0: database: ");
    done(&ratphrom(folder.path(), &["restore", "copy.db", "--force"]));
    drop(open);
    done(&ratphrom(folder.path(), &["restore", "copy.db"]));
    assert_eq!(done(&ratphrom(folder.path(), &["verify"]))["sound"], true);
}

#[test]
fn a_mistyped_address_is_neither_verified_nor_copied_and_nothing_is_made_of_it() {
    let folder = folder();
    for words in [&["verify"][..], &["backup", "copy.db"]] {
        let words = [words, &["--database-url", "sqlite://typo/here.db"]].concat();
        refused(&ratphrom(folder.path(), &words), "command-line:1: database: nothing is there");
    }
    assert!(!folder.path().join("typo").exists() && !folder.path().join("copy.db").exists());
    std::fs::write(folder.path().join("empty.db"), b"").unwrap();
    refused(
        &ratphrom(folder.path(), &["verify", "--database-url", "sqlite://empty.db"]),
        "command-line:1: database: nothing is there",
    );
    // Whatever makes something says that it began with nothing.
    let fresh = ratphrom(folder.path(), &["report", "readiness", "--year", "2563"]);
    refused(&fresh, "command-line:1: --year: ");
    assert!(err(&fresh).contains("nothing was there"), "{}", err(&fresh));
    assert_eq!(done(&ratphrom(folder.path(), &["verify"]))["sound"], true);
}

#[test]
fn plans_that_are_listed_as_they_do_not_stand_are_found() {
    let folder = folder();
    nation(folder.path());
    std::fs::write(folder.path().join("p.ndjson"), plan("A1", "แผน")).unwrap();
    done(&ratphrom(folder.path(), &["import", "plans", "p.ndjson"]));
    assert_eq!(done(&ratphrom(folder.path(), &["verify"]))["plans"], 1);
    let address = format!("sqlite://{}", folder.path().join("data/ratphrom.db").display());
    let db = db::Db::open(&address).unwrap();
    db.write_now(|tx| tx.execute("UPDATE plan_state SET state = 'approved'", &[])).unwrap();
    drop(db);
    let found = ratphrom(folder.path(), &["verify"]);
    assert_eq!(found.status.code(), Some(1));
    assert!(err(&found).contains("1 plans are listed"), "{}", err(&found));
}

#[test]
fn a_date_that_is_not_iso_is_refused_with_the_iso_date_that_is_meant() {
    let folder = folder();
    let asked = ratphrom(folder.path(), &["report", "readiness", "--year", "2563", "--as-of", "31/8/2563"]);
    assert_eq!(asked.status.code(), Some(2));
    assert!(err(&asked).contains("YYYY-MM-DD") && err(&asked).contains("2020-08-31"), "{}", err(&asked));
}
