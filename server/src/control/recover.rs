//! `trestle recover`: a new facilitator's link for a workshop whose last one is lost, or the list of workshops to choose from.

use super::{
    Known, Recovered, Refused,
    ask::{AskError, ask},
    socket, workshops,
};
use crate::{
    clock,
    config::Origin,
    damage::Damages,
    limits,
    papers::Papers,
    start::JOURNAL,
    workshop::{Lapses, Registry, Surroundings},
};
use hyper::Method;
use jiff::Timestamp;
use rustix::process::geteuid;
use std::{
    io,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::Arc,
};
use trestle_journal::{Journal, JournalError, OpenError, Sqlite};
use trestle_protocol::{Time, WorkshopId};
use uuid::Uuid;

/// Settings of `trestle recover`.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// The workshop's id, as it stands in its links: `/workshop/ID`. Without it all workshops are listed.
    pub workshop: Option<Uuid>,

    /// Folder of the journal, as given to `trestle serve`.
    #[arg(long, env = "TRESTLE_DATA", value_name = "DIR", default_value = "data")]
    pub data: PathBuf,

    /// The address under which people reach the server; it stands in front of the link. A running server knows its own.
    #[arg(long, env = "TRESTLE_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<Origin>,
}

/// Why nothing could be recovered.
#[derive(Debug, thiserror::Error)]
pub enum RecoverError {
    /// There is no journal.
    #[error("there is no journal in {folder}: name the server's folder with --data", folder = .0.display())]
    NoJournal(PathBuf),
    /// It belongs to another user, who could not use it any more once this one has written in it.
    #[error("{folder} belongs to the user with number {owner}: run this as that user, for example with `sudo -u '#{owner}'`", folder = folder.display())]
    AnotherUser {
        /// The data folder.
        folder: PathBuf,
        /// Whose it is.
        owner: u32,
    },
    /// A server runs on it and has no socket.
    #[error("{0}. It takes no commands (it is of an older version, or has no socket: its log says why): stop it, and run this again")]
    Deaf(OpenError),
    /// The journal.
    #[error("{0}")]
    Open(OpenError),
    /// The journal, later on.
    #[error("{0}")]
    Journal(#[from] JournalError),
    /// No.
    #[error("{0}")]
    Refused(String),
    /// The file system, or the terminal.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Lists workshops, or makes a link and prints it.
///
/// # Errors
/// Why there is none.
pub async fn recover(options: Options) -> Result<(), RecoverError> {
    let journal = options.data.join(JOURNAL);
    let owner = match std::fs::metadata(&journal) {
        Ok(file) => file.uid(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(RecoverError::NoJournal(options.data)),
        Err(error) => return Err(error.into()),
    };
    let another = || RecoverError::AnotherUser { folder: options.data.clone(), owner };
    let mut out = io::stdout().lock();
    match ask_running(&options).await {
        Ok(answer) => answer.print(&mut out)?,
        Err(AskError::Nobody) if geteuid().as_raw() != owner => return Err(another()),
        Err(AskError::Nobody) => open(&journal, &options).await?.print(&mut out)?,
        Err(AskError::Forbidden) => return Err(another()),
        Err(error) => return Err(RecoverError::Refused(error.to_string())),
    }
    Ok(())
}

/// What is printed.
enum Answer {
    List(Vec<Known>),
    Link(Recovered),
}

async fn ask_running(options: &Options) -> Result<Answer, AskError> {
    let socket = socket(&options.data);
    match options.workshop {
        None => Ok(Answer::List(ask(&socket, Method::GET, "/workshops").await?)),
        Some(id) => Ok(Answer::Link(ask(&socket, Method::POST, &format!("/workshops/{id}/recover")).await?)),
    }
}

/// Does it here, while no server runs.
async fn open(path: &Path, options: &Options) -> Result<Answer, RecoverError> {
    let journal = Sqlite::open(path).map_err(|error| match error {
        OpenError::InUse { .. } => RecoverError::Deaf(error),
        error => RecoverError::Open(error),
    })?;
    let damages = Damages::of(path, journal.damage());
    let journal: Arc<dyn Journal> = Arc::new(journal);
    let answer = match options.workshop {
        None => workshops::list(&*journal).await.map(Answer::List).map_err(RecoverError::from),
        Some(id) => {
            make(&journal, &damages, WorkshopId(id), options).await.map(Answer::Link).map_err(|Refused { why }| RecoverError::Refused(why))
        }
    };
    journal.close().await?;
    answer
}

async fn make(journal: &Arc<dyn Journal>, damages: &Damages, id: WorkshopId, options: &Options) -> Result<Recovered, Refused> {
    let origin = options.public_url.as_ref().map(ToString::to_string).unwrap_or_default();
    let registry = Registry::new(Surroundings {
        journal: journal.clone(),
        clock: Arc::new(clock::System::new()),
        idle: limits::IDLE,
        address: origin.clone(),
        papers: Papers::new(),
        lapses: Lapses::new(journal.clone()),
        lost: damages.lost_whole(),
    });
    let made = workshops::recover(&registry, id, &origin).await;
    registry.drain().await;
    made
}

impl Answer {
    fn print(&self, out: &mut impl io::Write) -> io::Result<()> {
        match self {
            Self::List(known) if known.is_empty() => writeln!(out, "There are no workshops here."),
            Self::List(known) => {
                writeln!(out, "{:36}  {:16}  {:16}  TITLE", "WORKSHOP", "CREATED (UTC)", "LAST USED (UTC)")?;
                for Known { id, title, created_at, used_at } in known {
                    let title = title.as_deref().map_or_else(|| "(it cannot be read: see the server's log)".into(), plain);
                    writeln!(out, "{id}  {}  {}  {title}", moment(*created_at), moment(*used_at))?;
                }
                writeln!(out, "\nA new facilitator's link: trestle recover --data DIR WORKSHOP")
            }
            Self::Link(Recovered { title, link }) => {
                let title = plain(title);
                writeln!(
                    out,
                    "A new facilitator's link for \"{title}\". Whoever has it runs the workshop; it is shown this once:\n\n{link}\n"
                )?;
                if link.starts_with('/') {
                    writeln!(out, "Put the server's address in front of it (or give --public-url).")?;
                }
                writeln!(
                    out,
                    "It stands on the console under \"People and links\", as made by the server's operator, and can be ended there."
                )
            }
        }
    }
}

/// A title as a terminal may have it: what facilitators wrote moves no cursor.
fn plain(title: &str) -> String {
    title.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// A moment in UTC.
fn moment(time: Option<Time>) -> String {
    let moment = time.and_then(|Time(ms)| Timestamp::from_millisecond(i64::try_from(ms).ok()?).ok());
    moment.map_or_else(|| " ".repeat(16), |moment| moment.strftime("%Y-%m-%d %H:%M").to_string())
}
