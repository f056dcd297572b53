//! The binary that people run.

use std::process::ExitCode;

fn main() -> ExitCode {
    trestle::start::run(|_| trestle::server::Time::system())
}
