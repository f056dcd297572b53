//! P9 of connections: whoever asks and does not read keeps nobody out, however few connections the system allows.

use hyper::Method;
use std::net::SocketAddr;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
};
use trestle_tests::{Room, Trestle};

/// Open files that the server may have: it takes some 200 connections then, half of them from one address.
const FILES: u32 = 300;
/// Connections that never read.
const SILENT: usize = 250;

/// A connection from that address of this machine, with hardly any room for what comes.
async fn connect(from: &str, to: SocketAddr) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(4_096).expect("a small buffer");
    socket.bind(format!("{from}:0").parse().expect("an address")).expect("an address of this machine");
    socket.connect(to).await.expect("a connection")
}

async fn ask(stream: &mut TcpStream, path: &str) -> std::io::Result<()> {
    stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", stream.peer_addr()?).as_bytes()).await
}

/// Does somebody who comes from there get an answer?
async fn comes_in(from: &str, to: SocketAddr) -> bool {
    let mut stream = connect(from, to).await;
    let mut answer = Vec::new();
    let asked = ask(&mut stream, "/healthz").await.is_ok();
    asked && stream.read_to_end(&mut answer).await.is_ok() && answer.starts_with(b"HTTP/1.1 200")
}

/// The largest script of the page: more than the system keeps for somebody who does not read.
async fn large_file(trestle: &Trestle) -> String {
    let get = async |path: &str| trestle.server().request(Method::GET, path, &[], Vec::new()).await.expect("an answer");
    let page = get("/join").await.text();
    let scripts = page.split('"').filter(|part| part.starts_with("/assets/") && part.ends_with(".js"));
    let mut largest = (0, String::new());
    for script in scripts {
        largest = largest.max((get(script).await.body.len(), script.to_owned()));
    }
    assert!(largest.0 > 0, "the page names its scripts");
    largest.1
}

#[tokio::test]
async fn p9_connections_that_never_read_keep_nobody_out() {
    let trestle = Trestle::start_with_files(FILES);
    let to: SocketAddr = trestle.server().authority().parse().expect("an address");
    let room = Room::open(trestle.server(), 2).await;
    let file = large_file(&trestle).await;
    assert!(trestle.log().contains("open_files=300"), "the server says what the system lets it have");
    let mut silent = Vec::new();
    for from in ["127.0.0.1", "127.0.0.2"] {
        for _ in 0..SILENT {
            let mut stream = connect(from, to).await;
            ask(&mut stream, &file).await.expect("a request that leaves");
            silent.push(stream);
        }
    }
    // They would have all connections that there are; the oldest give way to whoever comes, from their own addresses and from others.
    for from in ["127.0.0.1", "127.0.0.2", "127.0.0.3"] {
        assert!(comes_in(from, to).await, "{from}");
    }
    // A screen is no such connection.
    for screen in [&room.facilitator.screen, &room.people[0].screen, &room.people[1].screen] {
        screen.ping().await.expect("a screen that stays");
        assert!(screen.view(|view| view.ended.is_none()));
    }
    drop(silent);
}
