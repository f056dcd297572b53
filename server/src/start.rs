//! Starting from the command line: log, runtime, journal, signals, and the words for the terminal.

use crate::{
    config::{Cli, Command, ServeOptions},
    control::{self, Control},
    damage::Damages,
    limits, play,
    server::{Beside, ServeError, Server, Time},
    typesetting,
};
use clap::Parser;
use std::{
    collections::BTreeSet,
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::{filter::Targets, fmt, layer::SubscriberExt as _, util::SubscriberInitExt as _};
use trestle_journal::{OpenError, Sqlite};

/// The whole process's: what a burst needed goes back to the system when it is over.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Why the process ends with an error.
#[derive(Debug, thiserror::Error)]
enum StartError {
    #[error("the runtime could not start: {0}")]
    Runtime(io::Error),
    #[error("the folder {folder} cannot be used: {reason}", folder = folder.display())]
    Folder { folder: PathBuf, reason: io::Error },
    #[error("{0}")]
    Journal(#[from] OpenError),
    #[error("{0}")]
    Serve(#[from] ServeError),
    #[error("signals cannot be received: {0}")]
    Signal(io::Error),
    #[error("{0}")]
    Play(#[from] play::PlayError),
    #[error("{0}")]
    Recover(#[from] control::RecoverError),
}

/// The file in the data folder that everything is kept in.
pub(crate) const JOURNAL: &str = "trestle.sqlite";

/// Runs the command line; `time` makes the clock that `serve` goes by.
pub fn run(time: fn(&ServeOptions) -> Time) -> ExitCode {
    let cli = Cli::parse();
    if let Command::Typeset = cli.command {
        return typesetting::run();
    }
    log();
    match execute(cli, time) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("trestle: {error}");
            ExitCode::from(2)
        }
    }
}

fn log() {
    let wanted = std::env::var("RUST_LOG").unwrap_or_default();
    let targets = wanted.parse::<Targets>().ok().filter(|_| !wanted.is_empty());
    let targets = targets.unwrap_or_else(|| Targets::new().with_default(tracing::Level::INFO));
    let lines = fmt::layer().with_writer(io::stderr).with_ansi(io::IsTerminal::is_terminal(&io::stderr()));
    tracing_subscriber::registry().with(targets).with(lines).init();
}

fn execute(cli: Cli, time: fn(&ServeOptions) -> Time) -> Result<(), StartError> {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.enable_all().thread_stack_size(limits::STACK_BYTES).build().map_err(StartError::Runtime)?;
    let done = runtime.block_on(async {
        match cli.command {
            Command::Serve(options) => {
                let time = time(&options);
                // On a worker: the main thread's stack is the system's, the workers' is ours.
                tokio::spawn(serve(options, time)).await.unwrap_or_else(|error| Err(StartError::Runtime(io::Error::other(error))))
            }
            Command::Play(options) => Ok(play::run(options).await?),
            Command::Recover(options) => Ok(control::recover(options).await?),
            Command::Typeset => Ok(()),
        }
    });
    // A paper that is still being set is waited for by nobody any more.
    runtime.shutdown_background();
    done
}

async fn serve(options: ServeOptions, time: Time) -> Result<(), StartError> {
    std::fs::create_dir_all(&options.data).map_err(|reason| StartError::Folder { folder: options.data.clone(), reason })?;
    let path = options.data.join(JOURNAL);
    let journal = Sqlite::open(&path)?;
    let damages = Damages::of(&path, journal.damage());
    // Behind the journal's lock: no other server has its socket there.
    let beside = Beside { damages, control: Control::bind(&options.data) };
    let ended = ended()?;
    let server = Server::bind(&options, Arc::new(journal), beside, time)?;
    announce(&server);
    // Reading all fonts of a system takes a while; nobody waits for it.
    tokio::task::spawn_blocking(tell_fonts);
    Ok(server.run(ended).await?)
}

/// One line for scripts, then where phones find the server. A terminal that is gone is no reason to stop.
fn announce(server: &Server) {
    let mut out = io::stdout().lock();
    let _ = writeln!(out, "trestle is listening on http://{}", server.here());
    let _ = writeln!(out, "Open {}{}", server.reach().address(), server.reach().poster());
    let _ = out.flush();
}

/// Says at the start, and not when somebody's record has marks in it, which scripts this system has no font for, and what brings one.
fn tell_fonts() {
    let unshown = trestle_pdf::unshown_scripts();
    let packages: BTreeSet<&str> = unshown.iter().map(|unshown| unshown.package).collect();
    for package in packages {
        let scripts = unshown.iter().filter(|unshown| unshown.package == package).map(|unshown| unshown.script);
        let scripts = scripts.collect::<Vec<_>>().join(", ");
        tracing::warn!(%scripts, package, "no font for these scripts: a PDF has marks in their place until the Debian package is installed");
    }
}

/// Resolves when the process is told to stop.
fn ended() -> Result<impl Future<Output = ()>, StartError> {
    let mut terminate = signal(SignalKind::terminate()).map_err(StartError::Signal)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(StartError::Signal)?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
