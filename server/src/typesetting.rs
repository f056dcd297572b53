//! Setting a paper as PDF, in a process of its own: both of its ends. The typesetter takes hundreds of MiB for the largest record, and text that it cannot get
//! along with may keep it busy for ever. Here it gets so much memory and time, workshops go first, and everything is given back when it ends.

use crate::limits;
use std::{
    ffi::OsString,
    io::{self, Read, Write},
    os::unix::process::ExitStatusExt,
    process::{Child, Command, ExitCode, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};
use trestle_core::record::paper::Paper;

/// The signal by which a system that has no memory left ends a process.
const KILLED: i32 = 9;
/// What the process is called on the command line.
pub const NAME: &str = "typeset";

/// Why there is no PDF.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TypesetError {
    /// It takes more memory or more of a processor than a PDF may, whenever it is set.
    #[error("the paper is too long to be set")]
    TooLong,
    /// The machine had no memory left for it, or no time: another time it may succeed.
    #[error("the machine had no memory or no time for the typesetter")]
    NotNow,
    /// The typesetter gave up; it says why, and quotes nothing of what people wrote.
    #[error("{0}")]
    Refused(String),
    /// It ended without a word.
    #[error("the typesetter ended: {0}")]
    Died(ExitStatus),
    /// It could not be started or reached.
    #[error("the typesetter could not be used: {0}")]
    Unusable(#[from] io::Error),
    /// The paper could not be passed on; its type sees to it that this does not happen.
    #[error("the paper could not be passed on: {0}")]
    Unreadable(#[from] serde_json::Error),
}

/// The paper as PDF. Blocks until it is set.
pub(crate) fn pdf(paper: &Paper) -> Result<Vec<u8>, TypesetError> {
    let paper = serde_json::to_vec(paper)?;
    let mut child = Command::new(program()?)
        .arg(NAME)
        // More threads would be quicker, and take memory and processors that the workshops need.
        .env("RAYON_NUM_THREADS", "1")
        // What it does not need any more is given back at once: a fifth less at the most.
        .env("MIMALLOC_PURGE_DELAY", "0")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        // A panic may quote what people wrote.
        .stderr(Stdio::null())
        .spawn()?;
    let (Some(mut input), Some(mut output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(io::Error::other("no pipes").into());
    };
    thread::scope(|scope| {
        // What could not be passed on because it has ended is told by how it ended.
        scope.spawn(move || drop(input.write_all(&paper)));
        let said = scope.spawn(move || {
            let mut said = Vec::new();
            output.read_to_end(&mut said).map(|_| said)
        });
        let ended = watch(&mut child, limits::TYPESET_TIME, limits::TYPESET_WAIT);
        if ended.is_err() {
            // It may have ended by itself in this moment.
            let _ = child.kill();
            let _ = child.wait();
        }
        let said = said.join().map_err(|_| io::Error::other("its answer could not be read"))??;
        let status = ended?;
        match status.code() {
            Some(0) => Ok(said),
            Some(_) => Err(TypesetError::Refused(String::from_utf8_lossy(&said).into_owned())),
            // When memory runs out the system ends what takes most, whoever used up the rest.
            None if status.signal() == Some(KILLED) => Err(TypesetError::NotNow),
            None => Err(TypesetError::Died(status)),
        }
    })
}

/// Waits until it has ended, has had what it may (`time` of a processor), or is late (after `wait`).
fn watch(child: &mut Child, time: Duration, wait: Duration) -> Result<ExitStatus, TypesetError> {
    let late = Instant::now() + wait;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(status);
        }
        if memory(child.id()).is_some_and(|bytes| bytes > limits::TYPESET_BYTES) || worked(child.id()).is_some_and(|worked| worked > time) {
            return Err(TypesetError::TooLong);
        }
        if Instant::now() > late {
            return Err(TypesetError::NotNow);
        }
        thread::sleep(limits::TYPESET_LOOK);
    }
}

/// The bytes of memory that a process has for itself; none where the system does not say. The binary itself it shares with the server.
#[cfg(unix)]
fn memory(process: u32) -> Option<usize> {
    let pages = std::fs::read_to_string(format!("/proc/{process}/statm")).ok()?;
    let mut pages = pages.split(' ').map(str::parse::<usize>);
    let (_all, resident, shared) = (pages.next()?.ok()?, pages.next()?.ok()?, pages.next()?.ok()?);
    Some(resident.saturating_sub(shared) * rustix::param::page_size())
}

#[cfg(not(unix))]
fn memory(_: u32) -> Option<usize> {
    None
}

/// How long processors have worked for a process; none where the system does not say.
#[cfg(unix)]
fn worked(process: u32) -> Option<Duration> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // Its name stands in brackets before, and may hold anything.
    let (_name, fields) = stat.rsplit_once(')')?;
    let mut ticks = fields.split_whitespace().skip(11).map(str::parse::<u64>);
    let (own, system) = (ticks.next()?.ok()?, ticks.next()?.ok()?);
    Some(Duration::from_millis(1000 * (own + system) / rustix::param::clock_ticks_per_second()))
}

#[cfg(not(unix))]
fn worked(_: u32) -> Option<Duration> {
    None
}

/// This binary, also when another one has been put into its place meanwhile.
fn program() -> io::Result<OsString> {
    if cfg!(target_os = "linux") { Ok("/proc/self/exe".into()) } else { std::env::current_exe().map(Into::into) }
}

/// The other end: a paper comes in, a PDF goes out. 0: it is one; 1: it is why there is none.
pub(crate) fn run() -> ExitCode {
    // Workshops go first, and nothing is set for a server that has ended. Where either is not to be had, it comes to its end all the same.
    #[cfg(unix)]
    let _ = rustix::process::nice(limits::TYPESET_NICE);
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
    let mut paper = Vec::new();
    let read = io::stdin().lock().read_to_end(&mut paper).map_err(|error| error.to_string());
    let paper = read.and_then(|_| serde_json::from_slice::<Paper>(&paper).map_err(|error| error.to_string()));
    let (said, code) = match paper.and_then(|paper| trestle_pdf::pdf(&paper).map_err(|error| error.to_string())) {
        Ok(bytes) => (bytes, ExitCode::SUCCESS),
        Err(why) => (why.into_bytes(), ExitCode::from(1)),
    };
    // Whoever asked may have gone away.
    let mut out = io::stdout().lock();
    let _ = out.write_all(&said).and_then(|()| out.flush());
    code
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    /// A shell that does this, watched within these bounds.
    fn watched(script: &str, time: Duration, wait: Duration) -> Result<ExitStatus, TypesetError> {
        let mut child = Command::new("sh").args(["-c", script]).stdin(Stdio::piped()).spawn().unwrap();
        let ended = watch(&mut child, time, wait);
        let _ = child.kill();
        child.wait().unwrap();
        ended
    }

    #[test]
    fn p8_what_is_late_is_no_longer_than_a_pdf_may_be() {
        let idle = watched("read never", limits::TYPESET_TIME, Duration::ZERO);
        assert!(matches!(idle, Err(TypesetError::NotNow)), "{idle:?}");
    }

    #[test]
    fn p8_what_has_used_up_its_time_is_too_long() {
        let busy = watched("while :; do :; done", Duration::ZERO, limits::TYPESET_WAIT);
        assert!(matches!(busy, Err(TypesetError::TooLong)), "{busy:?}");
    }
}
