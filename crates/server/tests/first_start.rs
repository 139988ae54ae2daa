//! The first start, killed while it loads the demonstration nation: the next start notices, says so, and begins again;
//! nobody is ever served a part of it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::{
    path::Path,
    process::{Child, Command, Output, Stdio},
    time::{Duration, Instant},
};

use db::Db;

fn ratphrom(folder: &Path, address: &str, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ratphrom"));
    command.current_dir(folder).args(words).args(["--listen", "127.0.0.1:0", "--database-url", address]);
    command.env_remove("DATABASE_URL").env_remove("RATPHROM_CONFIG");
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Starts without a command and comes back when organisations are there, but not everything.
fn loading(folder: &Path, address: &str) -> Child {
    let child = ratphrom(folder, address, &[]).spawn().unwrap();
    let begun = Instant::now();
    while count(address, "SELECT count(*) FROM organisation") == 0 {
        assert!(begun.elapsed() < Duration::from_secs(120), "nothing is loaded");
        std::thread::sleep(Duration::from_millis(20));
    }
    child
}

/// A count, or 0 as long as there is no such table or no such database.
fn count(address: &str, sql: &str) -> i64 {
    let path = address.trim_start_matches("sqlite://");
    if !Path::new(path).exists() {
        return 0;
    }
    Db::open(address).and_then(|db| db.read_now(|tx| tx.count(sql, &[]))).unwrap_or(0)
}

fn killed(mut child: Child) -> Output {
    child.kill().unwrap(); // SIGKILL
    child.wait_with_output().unwrap()
}

fn refused(output: &Output, words: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains(words), "{said}");
}

#[test]
fn a_first_start_that_was_killed_is_begun_again_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite://{}", folder.path().join("ratphrom.db").display());
    let first = loading(folder.path(), &address);
    let beside = ratphrom(folder.path(), &address, &[]).output().unwrap();
    refused(&beside, "another start is loading");
    killed(first);

    let marked = Db::open(&address).unwrap();
    let mark = "INSERT INTO setting (name, value) VALUES ('of the first start', 'x')";
    marked.write_now(move |tx| tx.execute(mark, &[])).unwrap();
    drop(marked);
    refused(&ratphrom(folder.path(), &address, &["serve"]).output().unwrap(), "was not loaded to its end");
    assert_eq!(count(&address, "SELECT count(*) FROM setting WHERE name = 'of the first start'"), 1);

    let again = ratphrom(folder.path(), &address, &[]).spawn().unwrap();
    let begun = Instant::now();
    while count(&address, "SELECT count(*) FROM setting WHERE name = 'of the first start'") != 0
        || count(&address, "SELECT count(*) FROM organisation") == 0
    {
        assert!(begun.elapsed() < Duration::from_secs(120), "it was not begun again");
        std::thread::sleep(Duration::from_millis(20));
    }
    let said = String::from_utf8_lossy(&killed(again).stderr).into_owned();
    assert!(said.contains("it is begun again"), "{said}");
}

#[test]
fn a_part_of_the_nation_on_a_database_server_is_left_to_its_keeper() {
    let world = testkit::World::postgres();
    world
        .db
        .write_now(|tx| tx.execute("INSERT INTO setting (name, value) VALUES ('demonstration', 'yes')", &[]))
        .unwrap();
    let folder = world.folder();
    for words in [&[][..], &["serve"]] {
        refused(&ratphrom(&folder, &world.address, words).output().unwrap(), "was not loaded to its end");
    }
}
