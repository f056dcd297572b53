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
    collections::HashMap,
    io,
    net::SocketAddr,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpSocket, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
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
/// proxies bring everybody's connections, all others their own. There are at most `most` connections at once.
pub async fn serve(listener: TcpListener, router: Router, trusted: Vec<Network>, most: usize, mut stop: watch::Receiver<bool>) {
    let free = Arc::new(Semaphore::new(most));
    let by_site = BySite::new(most / limits::ADDRESS_CONNECTIONS_PART);
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &free) => accepted,
            () = stopped(&mut stop) => break,
        };
        match accepted {
            Ok((stream, peer, free)) => {
                let proxy = trusted.iter().any(|network| network.contains(peer.ip()));
                // An address that has too many loses the new one at once: a request would be as long in coming.
                if let Some(of_site) = if proxy { Some(None) } else { by_site.clone().one_more(Peer(peer).site()).map(Some) } {
                    let permit = Permit(Arc::new((free, of_site)));
                    connections.spawn(connection(stream, peer, router.clone(), stop.clone(), permit));
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

async fn accept(listener: &TcpListener, free: &Arc<Semaphore>) -> io::Result<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let permit = free.clone().acquire_owned().await.map_err(io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer, permit))
}

async fn connection(stream: TcpStream, peer: SocketAddr, router: Router, mut stop: watch::Receiver<bool>, permit: Permit) {
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
pub(crate) struct Permit(#[expect(dead_code, reason = "held, never read")] Arc<(OwnedSemaphorePermit, Option<OfSite>)>);

/// How many connections each address has that has any.
#[derive(Debug)]
struct BySite {
    counts: Mutex<HashMap<Site, usize>>,
    /// As many as an address may have.
    most: usize,
}

/// One of them, until it is dropped.
#[derive(Debug)]
struct OfSite(Arc<BySite>, Site);

impl BySite {
    fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { counts: Mutex::default(), most })
    }

    /// None: it has as many as it may.
    fn one_more(self: Arc<Self>, site: Site) -> Option<OfSite> {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.entry(site).or_default();
        if *count >= self.most {
            return None;
        }
        *count += 1;
        drop(counts);
        Some(OfSite(self, site))
    }
}

impl Drop for OfSite {
    fn drop(&mut self) {
        let mut counts = self.0.counts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = counts.get_mut(&self.1) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p9_one_address_never_has_all_connections() {
        let by_site = BySite::new(100);
        let one_more = |ip: &str| by_site.clone().one_more(Peer(SocketAddr::new(ip.parse().unwrap(), 1)).site());
        let mut open: Vec<OfSite> = std::iter::from_fn(|| one_more("2001:db8:1:2::5")).take(200).collect();
        assert_eq!(open.len(), 100);
        assert!(one_more("2001:db8:1:3::5").is_none(), "one customer's networks are one");
        assert!(one_more("2001:db8:2::5").is_some() && one_more("192.0.2.1").is_some());
        open.pop();
        assert!(one_more("2001:db8:1:3::5").is_some());
        drop(open);
        assert!(by_site.counts.lock().unwrap().is_empty(), "nobody is remembered");
    }
}
