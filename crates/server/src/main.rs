//! The binary: nothing but the way into the library, so that tests can start the same server.

fn main() -> std::process::ExitCode {
    server::run(std::env::args_os())
}
