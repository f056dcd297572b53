//! The binary that tests run: the same server, with a clock that is advanced by `POST /test/clock`.

use std::{process::ExitCode, sync::Arc};
use trestle::{
    clock::{Clock, Stepped, System},
    server::Time,
};

fn main() -> ExitCode {
    trestle::start::run(|options| {
        let start = options.clock_start.map_or_else(|| System::new().civil(), trestle_protocol::Time);
        let stepped = Arc::new(Stepped::new(start, options.clock_boot));
        Time { clock: stepped.clone(), stepped: Some(stepped) }
    })
}
