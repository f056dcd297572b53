//! File descriptors: how many this process may have open, raised as far as the system lets it, and how many connections that leaves.

use crate::limits;

/// Raises the process's own limit and says in the log what came of it; how many connections there may be at once.
pub fn connections() -> usize {
    let open = raised();
    let connections = room(open);
    match open {
        Some(open) if connections < limits::CONNECTIONS / 4 => tracing::warn!(
            connections,
            open_files = open,
            "fewer connections than this server could take: the system lets it open no more files (LimitNOFILE= in systemd, ulimit -n, --ulimit nofile)"
        ),
        Some(open) => tracing::info!(connections, open_files = open, "connections that are taken at once"),
        None => tracing::info!(connections, "connections that are taken at once"),
    }
    connections
}

/// The connections among that many open files; none: the system has no such limit.
fn room(open: Option<u64>) -> usize {
    let open = open.map_or(usize::MAX, |open| usize::try_from(open).unwrap_or(usize::MAX));
    open.saturating_sub(limits::OTHER_FILES).clamp(limits::FEWEST_CONNECTIONS, limits::CONNECTIONS)
}

/// How many files may be open by now; none: as many as one likes, or the system does not say.
#[cfg(unix)]
fn raised() -> Option<u64> {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let now = getrlimit(Resource::Nofile);
    let current = now.current?;
    let wanted = (limits::CONNECTIONS + limits::OTHER_FILES) as u64;
    let most = now.maximum.map_or(wanted, |maximum| maximum.min(wanted));
    // A limit that is high enough stays as it is; one that cannot be raised, too.
    if current < most && setrlimit(Resource::Nofile, Rlimit { current: Some(most), maximum: now.maximum }).is_ok() {
        return Some(most);
    }
    Some(current)
}

#[cfg(not(unix))]
fn raised() -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p7_connections_leave_room_for_everything_else() {
        assert_eq!(room(Some(1_024)), 1_024 - limits::OTHER_FILES);
        assert_eq!((room(Some(1 << 40)), room(None)), (limits::CONNECTIONS, limits::CONNECTIONS));
        assert_eq!(room(Some(10)), limits::FEWEST_CONNECTIONS);
    }
}
