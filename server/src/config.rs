//! The settings: flags and environment, with unit, default and reason in the help.

use crate::{control, limits, network::Network, play};
use axum::http::Uri;
use clap::{Args, Parser, Subcommand};
use std::{fmt, net::SocketAddr, path::PathBuf, str::FromStr};

/// Runs co-creation workshops online.
#[derive(Debug, Parser)]
#[command(name = "trestle", version, about, max_term_width = 110)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the binary does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve workshops.
    #[command(
        after_help = "The log goes to stderr. RUST_LOG sets its detail [default: info], for example RUST_LOG=trestle=debug. It never holds \
        tokens, codes or what people wrote.\nSIGTERM and Ctrl-C stop the server in good order."
    )]
    Serve(ServeOptions),
    /// Make a new facilitator's link for a workshop whose last one is lost, or list workshops.
    #[command(
        after_help = "Run it on the server's own machine, as the user that the server runs as; it may run meanwhile, or be stopped. The link stands \
        under \"Links and consoles in use\" on the workshop's console, as made by the server's operator, and can be ended there."
    )]
    Recover(control::Options),
    /// Play a scenario file into a running server, as its seats would.
    Play(play::Options),
    /// Set a paper as PDF: for the server itself, which does this in a process of its own.
    #[command(hide = true)]
    Typeset,
}

/// Settings of `trestle serve`.
#[derive(Clone, Debug, Args)]
pub struct ServeOptions {
    /// Address and port to listen on [default: 0.0.0.0:8080, so that phones in the same room can join]. Port 0 takes a free one. Behind a proxy
    /// on the same machine use 127.0.0.1:8080, so that only the proxy gets in.
    #[arg(long, env = "TRESTLE_LISTEN", value_name = "ADDRESS:PORT", default_value = "0.0.0.0:8080", hide_default_value = true)]
    pub listen: SocketAddr,

    /// Folder of the journal, made if it is missing. Everything that is kept is in here: back it up.
    #[arg(long, env = "TRESTLE_DATA", value_name = "DIR", default_value = "data")]
    pub data: PathBuf,

    /// The address under which people reach the server, for example https://workshops.example.org. The server then answers to this origin alone,
    /// and links and QR codes carry it. Without it the server is for this machine and its own network.
    #[arg(long, env = "TRESTLE_PUBLIC_URL", value_name = "URL")]
    pub public_url: Option<Origin>,

    /// Only who sends this token may create workshops [default: everyone may]. At least 16 characters; best given by the environment, which other
    /// users of the machine do not see.
    #[arg(long, env = "TRESTLE_CREATE_TOKEN", value_name = "TOKEN", hide_env_values = true, value_parser = create_token)]
    pub create_token: Option<String>,

    /// Networks of your own proxies, separated by commas [default: none]. Only from these is X-Forwarded-For believed, counted from the right;
    /// otherwise anybody could write any address into it and escape the limits by address.
    #[arg(long, env = "TRESTLE_TRUSTED_PROXIES", value_name = "CIDR,...", value_delimiter = ',')]
    pub trusted_proxies: Vec<Network>,

    /// Sockets of one address that may be open and have not authenticated yet. All phones of one building share one address, so this is loose; whoever is in a
    /// workshop does not count.
    #[arg(long, env = "TRESTLE_ADDRESS_SOCKETS", value_name = "COUNT", default_value_t = limits::ADDRESS_SOCKETS)]
    pub address_sockets: usize,

    /// Minutes without any screen after which a workshop is taken out of memory. It is opened again when somebody comes; its clock goes on all the same.
    #[arg(long, env = "TRESTLE_IDLE_MINUTES", value_name = "MINUTES", default_value_t = limits::IDLE.as_secs() / 60)]
    pub idle_minutes: u64,

    /// Seconds that workshops and screens get to finish when the server is told to stop (SIGTERM). Keep it under your supervisor's own patience.
    #[arg(long, env = "TRESTLE_DRAIN_SECONDS", value_name = "SECONDS", default_value_t = limits::DRAIN.as_secs())]
    pub drain_seconds: u64,

    /// MiB that stay free on the disk of the data for workshops that exist. Below it nothing new is created; the log and /readyz say so. 0: no floor.
    #[arg(long, env = "TRESTLE_DISK_FLOOR_MIB", value_name = "MIB", default_value_t = limits::DISK_FLOOR_MIB)]
    pub disk_floor_mib: u64,

    /// Milliseconds since 1970 at which the stepped clock starts [default: now].
    #[cfg(feature = "stepped-clock")]
    #[arg(long, env = "TRESTLE_CLOCK_START", value_name = "MS")]
    pub clock_start: Option<u64>,

    /// Milliseconds since the machine started, always the same machine, by the stepped clock [default: it has just been started].
    #[cfg(feature = "stepped-clock")]
    #[arg(long, env = "TRESTLE_CLOCK_BOOT", value_name = "MS")]
    pub clock_boot: Option<u64>,
}

/// A token that cannot be guessed.
fn create_token(text: &str) -> Result<String, String> {
    match text.len() {
        16..=64 => Ok(text.to_owned()),
        _ => Err("the token needs 16 to 64 characters, for example from `openssl rand -hex 16`".to_owned()),
    }
}

/// Scheme, host and port, as browsers write them into `Origin`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    text: String,
    secure: bool,
}

/// Text that is no origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("give scheme and host alone, for example https://workshops.example.org or http://192.168.1.20:8080")]
pub struct NoOrigin;

impl Origin {
    /// Is it reached by https?
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// An origin reached by plain HTTP: `host` as it stands in addresses (IPv6 in brackets).
    pub(crate) fn plain(host: &str, port: u16) -> Self {
        let text = if port == 80 { format!("http://{host}") } else { format!("http://{host}:{port}") };
        Self { text, secure: false }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for Origin {
    type Err = NoOrigin;

    fn from_str(text: &str) -> Result<Self, NoOrigin> {
        let uri: Uri = text.parse().map_err(|_| NoOrigin)?;
        let (scheme, authority) = (uri.scheme_str().ok_or(NoOrigin)?, uri.authority().ok_or(NoOrigin)?);
        let secure = match scheme {
            "https" => true,
            "http" => false,
            _ => return Err(NoOrigin),
        };
        if !matches!(uri.path(), "" | "/") || uri.query().is_some() || text.contains('#') || authority.as_str().contains('@') {
            return Err(NoOrigin);
        }
        let host = authority.host().to_ascii_lowercase();
        let usual = if secure { 443 } else { 80 };
        let text = match authority.port_u16().filter(|port| *port != usual) {
            Some(port) => format!("{scheme}://{host}:{port}"),
            None => format!("{scheme}://{host}"),
        };
        Ok(Self { text, secure })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn an_origin_has_one_form() {
        for (given, kept) in [
            ("https://Workshops.Example.org", "https://workshops.example.org"),
            ("https://workshops.example.org:443/", "https://workshops.example.org"),
            ("http://192.168.1.20:8080", "http://192.168.1.20:8080"),
            ("http://localhost:80", "http://localhost"),
            ("http://[::1]:8080/", "http://[::1]:8080"),
        ] {
            assert_eq!(given.parse::<Origin>().unwrap().to_string(), kept);
        }
        for given in
            ["", "workshops.example.org", "ftp://x.org", "https://x.org/path", "https://x.org/?a", "https://u@x.org", "https://x.org/#a"]
        {
            assert_eq!(given.parse::<Origin>(), Err(NoOrigin), "{given}");
        }
    }
}
