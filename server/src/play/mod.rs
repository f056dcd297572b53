//! `trestle play`: plays a scenario file through the public wire, as its seats would.

mod acts;
mod cast;
mod player;
mod scenario;

pub use cast::Cast;
pub use player::{Player, STEPS};
pub use scenario::{Scenario, ScenarioError};

use std::path::PathBuf;
use trestle_client::{ClientError, Server};
use trestle_protocol::{CreatedWorkshop, Links, WorkshopId};

/// What to play, where, and how far.
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    /// The scenario file (JSON).
    pub file: PathBuf,
    /// The server's plain address, for example http://127.0.0.1:8080. Behind a proxy with TLS, the address behind it.
    #[arg(long, env = "TRESTLE_SERVER", value_name = "URL")]
    pub server: String,
    /// Stop when this step has been played and before the next begins. Without it everything is played. Steps: welcome, introduce, write, group, discuss, rate, brief, report, choose, agree, roles, act.
    #[arg(long, value_name = "STEP")]
    pub until: Option<String>,
    /// The operator's token, if the server wants one for new workshops.
    #[arg(long, env = "TRESTLE_CREATE_TOKEN", value_name = "TOKEN", hide_env_values = true)]
    pub create_token: Option<String>,
}

/// Why a scenario could not be played.
#[derive(Debug, thiserror::Error)]
pub enum PlayError {
    /// The file cannot be read.
    #[error("{file} can't be read: {reason}", file = file.display())]
    File {
        /// Which file.
        file: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// The file is no scenario.
    #[error("{file} can't be played: {reason}", file = file.display())]
    Scenario {
        /// Which file.
        file: PathBuf,
        /// What is wrong with it.
        reason: ScenarioError,
    },
    /// No such step.
    #[error("there is no step `{0}`; the steps are {steps}", steps = STEPS.join(", "))]
    UnknownStep(String),
    /// Something between us and the server.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// A seat was asked for and a seat it is not.
    #[error("the server gave no seat for `{0}`")]
    NoSeat(String),
    /// The server shows something that it should not, or not what it should.
    #[error("the workshop is not as expected: {0}")]
    Unexpected(String),
}

/// The line that is printed, for scripts.
#[derive(serde::Serialize)]
struct Played<'a> {
    workshop: WorkshopId,
    code: &'a str,
    token: &'a str,
    links: &'a Links,
}

/// Plays a file and prints one line of JSON to stdout; everything else goes to stderr.
///
/// # Errors
/// A sentence for the person who typed the command.
pub async fn run(options: Options) -> Result<(), PlayError> {
    if let Some(step) = options.until.as_deref().filter(|step| !STEPS.contains(step)) {
        return Err(PlayError::UnknownStep(step.to_owned()));
    }
    let text = std::fs::read_to_string(&options.file).map_err(|reason| PlayError::File { file: options.file.clone(), reason })?;
    let scenario = Scenario::parse(&text).map_err(|reason| PlayError::Scenario { file: options.file.clone(), reason })?;
    let server = Server::at(&options.server)?;
    let mut player = Player::begin(&server, scenario, options.create_token.as_deref()).await?;
    player.play_until(options.until.as_deref(), |step| eprintln!("played {step}")).await?;
    let CreatedWorkshop { workshop, code, token, links, .. } = player.leave().await;
    let line = serde_json::to_string(&Played { workshop, code: &code, token: &token, links: &links });
    println!("{}", line.map_err(|error| PlayError::Unexpected(error.to_string()))?);
    Ok(())
}
