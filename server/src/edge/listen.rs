//! The accept loop: takes connections within bounds, gives requests their peer, and stops when told to.

use super::forwarded::{Peer, Site};
use crate::{limits, network::Network};
use axum::Router;
use hyper::{Request, body::Incoming, server::conn::http1, service::Service as _};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use std::{
    collections::{BTreeMap, HashMap},
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpSocket, TcpStream},
    sync::{Notify, OwnedSemaphorePermit, Semaphore, watch},
    task::JoinSet,
};
use tokio_io_timeout::TimeoutStream;

/// Listens on an address; port 0 takes a free one.
///
/// # Errors
/// The address is taken, or not this machine's.
pub fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }?;
    // A restarted server gets its port back at once.
    socket.set_reuseaddr(true)?;
    // Connections have it from here.
    socket.set_send_buffer_size(limits::KERNEL_SEND_BYTES)?;
    socket.bind(address)?;
    socket.listen(limits::BACKLOG)
}

/// Serves until `stop` turns true; resolves when the requests that were under way are answered. Sockets live on: they are told by their workshops. Trusted
/// proxies bring everybody's connections, all others their own. There are at most `most` connections at once; where there is no room for a further one, the oldest
/// that is no socket gives way: whoever came for an answer has had it by then.
pub async fn serve(listener: TcpListener, router: Router, trusted: Vec<Network>, most: usize, mut stop: watch::Receiver<bool>) {
    let free = Arc::new(Semaphore::new(most));
    let by_site = BySite::new(most / limits::ADDRESS_CONNECTIONS_PART);
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &free, &by_site) => accepted,
            () = stopped(&mut stop) => break,
        };
        match accepted {
            Ok((stream, peer, free)) => {
                let proxy = trusted.iter().any(|network| network.contains(peer.ip()));
                // An address that has too many sockets loses the new connection at once: a request would be as long in coming.
                if let Some(of_site) = if proxy { Some(None) } else { by_site.clone().one_more(Peer(peer).site()).map(Some) } {
                    let gives_way = of_site.as_ref().map(|of_site| of_site.connection.gives_way.clone()).unwrap_or_default();
                    let permit = Permit(Arc::new((free, of_site)));
                    connections.spawn(connection(stream, peer, router.clone(), stop.clone(), permit, gives_way));
                }
            }
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(limits::ACCEPT_AGAIN_AFTER).await;
            }
        }
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    connections.join_all().await;
}

/// Resolves when the server stops. An error means that whoever stops us is gone: the end, too.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

/// A further connection, once somebody has come and there is room.
async fn accept(
    listener: &TcpListener,
    free: &Arc<Semaphore>,
    by_site: &BySite,
) -> io::Result<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let (stream, peer) = listener.accept().await?;
    if free.available_permits() == 0 {
        by_site.make_room();
    }
    let permit = free.clone().acquire_owned().await.map_err(io::Error::other)?;
    Ok((stream, peer, permit))
}

async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    mut stop: watch::Receiver<bool>,
    permit: Permit,
    gives_way: Arc<Notify>,
) {
    // Frames are small and people wait for them.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection has no TCP_NODELAY");
    }
    let service = TowerToHyperService::new(router);
    let service = hyper::service::service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(Peer(peer));
        // A socket takes the permit along.
        request.extensions_mut().insert(permit.clone());
        service.call(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits::HEADER_TIME)
        .max_buf_size(limits::HEADER_BYTES)
        .serve_connection(TokioIo::new(taken_in_time(stream)), service)
        .with_upgrades();
    tokio::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stopped(&mut stop) => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
        () = gives_way.notified() => return tracing::debug!("a connection gave way to a newer one"),
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}

/// A connection whose peer has to take what it is sent: whoever asks and does not read keeps a place that others need. It is asked for progress, not for an end:
/// a page on weak Wi-Fi takes as long as it needs.
fn taken_in_time<S: AsyncRead + AsyncWrite>(stream: S) -> Pin<Box<TimeoutStream<S>>> {
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits::WRITE_TIME));
    Box::pin(stream)
}

/// Counts a connection until it is dropped.
#[derive(Clone)]
pub(crate) struct Permit(Arc<(OwnedSemaphorePermit, Option<OfSite>)>);

impl Permit {
    /// It is a socket from now on, and gives way to none.
    pub(crate) fn stays(&self) {
        if let Some(of_site) = &self.0.1 {
            of_site.connection.stays.store(true, Ordering::Relaxed);
        }
    }
}

/// The connections of each address that has any.
#[derive(Debug)]
struct BySite {
    sites: Mutex<HashMap<Site, Connections>>,
    /// As many as an address may have.
    most: usize,
    last: AtomicU64,
}

/// The oldest first.
type Connections = BTreeMap<u64, Arc<One>>;

/// One connection.
#[derive(Debug, Default)]
struct One {
    /// It is a socket.
    stays: AtomicBool,
    gives_way: Arc<Notify>,
}

/// One of them, until it is dropped.
#[derive(Debug)]
struct OfSite {
    by_site: Arc<BySite>,
    site: Site,
    number: u64,
    connection: Arc<One>,
}

impl BySite {
    fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { sites: Mutex::default(), most, last: AtomicU64::new(0) })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Site, Connections>> {
        self.sites.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// None: it has as many sockets as it may have connections.
    fn one_more(self: Arc<Self>, site: Site) -> Option<OfSite> {
        let (number, connection) = (self.last.fetch_add(1, Ordering::Relaxed), Arc::new(One::default()));
        let mut sites = self.lock();
        let connections = sites.entry(site).or_default();
        if connections.len() >= self.most && !end_oldest(connections) {
            return None;
        }
        connections.insert(number, connection.clone());
        drop(sites);
        Some(OfSite { by_site: self, site, number, connection })
    }

    /// The address that has most gives up its oldest.
    fn make_room(&self) {
        let mut sites = self.lock();
        if let Some(connections) = sites.values_mut().max_by_key(|connections| connections.len()) {
            end_oldest(connections);
        }
    }
}

/// Ends the oldest connection that is no socket; false: there is none.
fn end_oldest(connections: &mut Connections) -> bool {
    let oldest = connections.iter().find(|(_, one)| !one.stays.load(Ordering::Relaxed)).map(|(number, _)| *number);
    let ended = oldest.and_then(|number| connections.remove(&number));
    ended.inspect(|one| one.gives_way.notify_one()).is_some()
}

impl Drop for OfSite {
    fn drop(&mut self) {
        let mut sites = self.by_site.lock();
        if let Some(connections) = sites.get_mut(&self.site) {
            connections.remove(&self.number);
            if connections.is_empty() {
                sites.remove(&self.site);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt as _;

    #[test]
    fn p9_one_address_never_has_all_connections() {
        let by_site = BySite::new(100);
        let one_more = |ip: &str| by_site.clone().one_more(Peer(SocketAddr::new(ip.parse().unwrap(), 1)).site());
        let stays = |one: OfSite| {
            one.connection.stays.store(true, Ordering::Relaxed);
            one
        };
        let mut open: Vec<OfSite> = std::iter::from_fn(|| one_more("2001:db8:1:2::5").map(stays)).take(200).collect();
        assert_eq!(open.len(), 100);
        assert!(one_more("2001:db8:1:3::5").is_none(), "one customer's networks are one");
        assert!(one_more("2001:db8:2::5").is_some() && one_more("192.0.2.1").is_some());
        open.pop();
        assert!(one_more("2001:db8:1:3::5").is_some());
        drop(open);
        assert!(by_site.lock().is_empty(), "nobody is remembered");
    }

    #[test]
    fn p9_the_oldest_connection_that_is_no_socket_gives_way() {
        let by_site = BySite::new(3);
        let one_more = |ip: &str| by_site.clone().one_more(Peer(SocketAddr::new(ip.parse().unwrap(), 1)).site()).unwrap();
        let open = ["192.0.2.1"; 3].map(one_more);
        open[0].connection.stays.store(true, Ordering::Relaxed);
        let other = one_more("192.0.2.2");
        let ended = |one: &OfSite| one.connection.gives_way.notified().now_or_never().is_some();
        let next = one_more("192.0.2.1");
        assert_eq!((open.each_ref().map(ended), ended(&other)), ([false, true, false], false));
        by_site.make_room();
        assert_eq!((open.each_ref().map(ended), ended(&other), ended(&next)), ([false, false, true], false, false));
    }
}
