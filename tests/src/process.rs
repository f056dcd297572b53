//! A server process: started on a folder of its own, killed, started again.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;
use tempfile::TempDir;
use trestle_client::Server;

/// Time for a server to say that it listens: a debug binary on a busy machine, with a journal to read.
const START: Duration = Duration::from_secs(60);
/// What it says then.
const LISTENING: &str = "trestle is listening on ";

/// Which binary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binary {
    /// The one that people run.
    Real,
    /// The same with a clock that tests advance.
    Stepped,
}

/// A server process and its folder. Killed when dropped; the folder is gone then too.
pub struct Trestle {
    binary: Binary,
    folder: TempDir,
    options: Vec<String>,
    /// What it logs (`RUST_LOG`); empty for what it logs by itself.
    detail: &'static str,
    child: Child,
    server: Server,
}

impl Trestle {
    /// Starts the binary that people run.
    pub fn start() -> Self {
        Self::start_with(Binary::Real, &[])
    }

    /// Starts the one with the stepped clock, at that time in milliseconds since 1970.
    pub fn stepped(now: u64) -> Self {
        Self::start_with(Binary::Stepped, &["--clock-start", &now.to_string()])
    }

    /// Starts a binary with further options of `serve`.
    pub fn start_with(binary: Binary, options: &[&str]) -> Self {
        Self::start_logging(binary, options, "")
    }

    /// Starts the binary that people run, where the system lets it open no more than so many files.
    pub fn start_with_files(files: u32) -> Self {
        let folder = TempDir::new().expect("a folder for the server");
        let serve = command(Binary::Real, folder.path(), "127.0.0.1:0", &[]);
        let mut limited = Command::new("sh");
        limited.args(["-c", "ulimit -n \"$0\" && exec \"$@\"", &files.to_string()]).arg(serve.get_program()).args(serve.get_args());
        let (child, server) = launched(limited, folder.path());
        Self { binary: Binary::Real, folder, options: Vec::new(), detail: "", child, server }
    }

    /// Starts the binary that people run, logging everything that it and its libraries can.
    pub fn start_tracing() -> Self {
        Self::start_logging(Binary::Real, &[], "trace")
    }

    fn start_logging(binary: Binary, options: &[&str], detail: &'static str) -> Self {
        let folder = TempDir::new().expect("a folder for the server");
        let options: Vec<String> = options.iter().map(|&option| option.to_owned()).collect();
        let (child, server) = launch(binary, folder.path(), "127.0.0.1:0", &options, detail);
        Self { binary, folder, options, detail, child, server }
    }

    /// Its address.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// Where its data lies.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Everything that it ever wrote to stdout and stderr.
    pub fn log(&self) -> String {
        std::fs::read_to_string(log_file(self.folder.path())).expect("the server's log")
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Its memory now and at its most, in KiB, as the system counts it (`VmRSS`, `VmHWM`).
    #[cfg(target_os = "linux")]
    pub fn memory(&self) -> (usize, usize) {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("a process that runs");
        let kib = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("memory, in the status of a process");
            line.trim_start_matches(':').trim().trim_end_matches(" kB").parse().expect("a number")
        };
        (kib("VmRSS"), kib("VmHWM"))
    }

    /// kill -9: no goodbye, nothing flushed.
    pub fn kill(&mut self) {
        self.child.kill().expect("a server that can be killed");
        self.child.wait().expect("a server that is dead");
    }

    /// SIGTERM, and waits; the exit code, if it ended by itself.
    pub fn terminate(&mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args(["-TERM", &id]).status().expect("kill is there");
        assert!(sent.success(), "SIGTERM could not be sent");
        self.child.wait().expect("a server that ends").code()
    }

    /// Starts again on the same folder and, as a service would, on the same port.
    pub fn restart(&mut self) {
        let (child, server) = launch(self.binary, self.folder.path(), self.server.authority(), &self.options, self.detail);
        self.child = child;
        self.server = server;
    }

    /// Starts again as [`Trestle::restart`] does, with these options of `serve` and no others.
    pub fn restart_with(&mut self, options: &[&str]) {
        self.options = options.iter().map(|&option| option.to_owned()).collect();
        self.restart();
    }

    /// Starts again as [`Trestle::restart`] does, when the stepped clock shows that time.
    pub fn restart_at(&mut self, now: u64) {
        self.restart_with(&["--clock-start", &now.to_string()]);
    }

    /// Starts once more on the same folder and expects that it gives up; what it said.
    pub fn fails_to_start(&self) -> String {
        let output = command(self.binary, self.folder.path(), "127.0.0.1:0", &self.options).output().expect("the binary");
        assert!(!output.status.success(), "the server started");
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    /// Starts again as [`Trestle::restart`] does, on the machine that has been running for so long, when its calendar shows that time.
    pub fn restart_on(&mut self, since_boot: u64, civil: u64) {
        self.restart_with(&["--clock-start", &civil.to_string(), "--clock-boot", &since_boot.to_string()]);
    }

    /// The stepped clock, moved on.
    pub async fn advance(&self, millis: u64) {
        self.clock(serde_json::json!({ "advance_ms": millis })).await;
    }

    /// The calendar alone is put right by so many milliseconds; no time passes.
    pub async fn put_right(&self, millis: i64) {
        self.clock(serde_json::json!({ "civil_ms": millis })).await;
    }

    async fn clock(&self, change: serde_json::Value) {
        let body = change.to_string().into_bytes();
        let headers = [("content-type", "application/json".to_owned())];
        let answer = self.server.request(hyper::Method::POST, "/test/clock", &headers, body).await.expect("a stepped clock");
        assert!((200..300).contains(&answer.status), "the clock said {}: {}", answer.status, answer.text());
    }
}

impl Drop for Trestle {
    fn drop(&mut self) {
        // It may be dead already; that is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            let log = std::fs::read_to_string(log_file(self.folder.path())).unwrap_or_default();
            let last: Vec<&str> = log.lines().rev().take(40).collect();
            eprintln!("--- the server's last words ---");
            last.iter().rev().for_each(|line| eprintln!("{line}"));
        }
    }
}

/// The binary: named by the environment, or beside the tests.
pub fn binary(which: Binary) -> PathBuf {
    let (variable, name) = match which {
        Binary::Real => ("TRESTLE_BIN", "trestle"),
        Binary::Stepped => ("TRESTLE_STEPPED_BIN", "trestle-stepped"),
    };
    let beside = || {
        let test = std::env::current_exe().expect("a test knows where it is");
        test.parent().and_then(Path::parent).expect("target/debug").join(name)
    };
    let path = std::env::var_os(variable).map_or_else(beside, PathBuf::from);
    assert!(path.exists(), "{} is missing: `make test` builds it, or `cargo build -p trestle --features stepped-clock`", path.display());
    path
}

fn log_file(folder: &Path) -> PathBuf {
    folder.join("log")
}

fn command(which: Binary, folder: &Path, listen: &str, options: &[String]) -> Command {
    let mut command = Command::new(binary(which));
    command.args(["serve", "--listen", listen, "--data"]).arg(folder.join("data")).args(options).stdin(Stdio::null());
    command
}

fn launch(which: Binary, folder: &Path, listen: &str, options: &[String], detail: &str) -> (Child, Server) {
    let mut command = command(which, folder, listen, options);
    if !detail.is_empty() {
        command.env("RUST_LOG", detail);
    }
    launched(command, folder)
}

fn launched(mut command: Command, folder: &Path) -> (Child, Server) {
    let log = File::options().create(true).append(true).open(log_file(folder)).expect("a log");
    let mut echo = log.try_clone().expect("a log");
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log).spawn().expect("the binary starts");
    let stdout = child.stdout.take().expect("a pipe");
    let (said, heard) = mpsc::channel();
    // Reads on until the server ends, so that it never waits for somebody to listen.
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            let _ = std::io::Write::write_all(&mut echo, format!("{line}\n").as_bytes());
            if let Some(address) = line.strip_prefix(LISTENING) {
                let _ = said.send(address.trim().to_owned());
            }
        }
    });
    match heard.recv_timeout(START) {
        Ok(address) => (child, Server::at(&address).expect("an address")),
        Err(_) => {
            let _ = child.kill();
            panic!("the server did not start: {}", std::fs::read_to_string(log_file(folder)).unwrap_or_default());
        }
    }
}
