//! The program as it is run: it serves on either database, answers, and ends with 0 when it is told to stop.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Command, Stdio},
};

use testkit::on_both;

/// The status line of an answer.
fn status(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer.lines().next().unwrap_or_default().to_owned()
}

on_both! {
    fn the_program_serves_and_stops_when_it_is_told_to(world: &World) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ratphrom"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--database-url", &world.address]).current_dir(world.folder());
        command.env_remove("DATABASE_URL").env_remove("RATPHROM_CONFIG");
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut said = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut said).unwrap();
        let Some((_, address)) = said.trim().split_once("http://") else {
            let _ = child.kill();
            panic!("it does not say where it serves: {said:?} {:?}", child.wait_with_output().unwrap());
        };
        for (path, expected) in [("/readyz", "200"), ("/", "200"), ("/home", "303"), ("/api/v1/plans", "401")] {
            let answer = status(address, path);
            assert!(answer.contains(expected), "{path}: {answer}");
        }
        let told = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
        assert!(told.success());
        let ended = child.wait_with_output().unwrap();
        assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
    }
}
