//! P9 of connections: whoever asks and does not read keeps nobody out, however few connections the system allows.

use hyper::Method;
use std::net::SocketAddr;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
};
use trestle_tests::Trestle;

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

/// Does somebody who comes from there get an answer? Not if their connection is closed at once.
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
    let file = large_file(&trestle).await;
    assert!(trestle.log().contains("open_files=300"), "the server says what the system lets it have");
    let mut silent = Vec::new();
    for _ in 0..SILENT {
        let mut stream = connect("127.0.0.1", to).await;
        // Closed at once is fine: then the address has its share.
        let _ = ask(&mut stream, &file).await;
        silent.push(stream);
    }
    assert!(!comes_in("127.0.0.1", to).await, "they have all connections that an address may have");
    // Somebody from elsewhere comes in all the time, and in the end their neighbours do.
    let mut came = 0;
    while !comes_in("127.0.0.1", to).await {
        assert!(comes_in("127.0.0.2", to).await, "after {came} times");
        came += 1;
    }
    assert!(came > 0);
    drop(silent);
}
