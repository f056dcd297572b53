//! `trestle recover` through the real binary: beside a running server and without one, in the workshop's log of links, and refused in words.

use hyper::Method;
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    process::{Command as Program, Output},
};
use trestle_protocol::{Cell, Join, PassRow, Role};
use trestle_tests::{
    Room, Screen, Trestle, View,
    process::{Binary, binary},
    wait::until,
};

/// Runs it on the server's folder.
fn recover(trestle: &Trestle, arguments: &[&str]) -> Output {
    Program::new(binary(Binary::Real)).args(["recover", "--data"]).arg(trestle.data()).args(arguments).output().expect("the binary")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Runs it for a workshop; the link's secret.
fn made(trestle: &Trestle, room: &Room, arguments: &[&str]) -> String {
    let id = room.workshop().to_string();
    let output = recover(trestle, &[&[id.as_str()], arguments].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let said = said(&output);
    let link = said.lines().find(|line| line.contains("/workshop/")).unwrap_or_else(|| panic!("no link: {said}"));
    assert!(said.contains("A test of the room"), "{said}");
    link.to_owned()
}

/// It says no, in these words, and prints no link.
fn refuses(trestle: &Trestle, id: &str, words: &str) {
    let output = recover(trestle, &[id]);
    let why = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && why.contains(words), "{why}");
    assert!(!said(&output).contains("/workshop/"));
}

async fn opens(room: &Room, link: &str) -> Screen {
    let joined = room.server.join(&Join { key: room.key(link), ..Join::default() }).await.expect("a console");
    assert_eq!((joined.role, joined.seat), (Role::Facilitator, None));
    Screen::open(&room.server, room.workshop(), &joined.token).await.expect("a screen")
}

fn rows(view: &View) -> Option<Vec<PassRow>> {
    match view.cell("passes")? {
        Cell::Passes(cell) => Some(cell.rows.clone()),
        _ => None,
    }
}

fn recovered(view: &View) -> Option<Vec<PassRow>> {
    let rows: Vec<PassRow> = rows(view)?.into_iter().filter(|row| row.recovered).collect();
    (!rows.is_empty()).then_some(rows)
}

#[tokio::test]
async fn an_operator_gets_back_into_a_workshop_while_the_server_runs() {
    let trestle = Trestle::start();
    let room = Room::open(trestle.server(), 1).await;
    let listed = said(&recover(&trestle, &[]));
    let line = listed.lines().find(|line| line.starts_with(&room.workshop().to_string())).expect("the workshop is listed");
    assert!(line.ends_with("A test of the room"), "{line}");

    let link = made(&trestle, &room, &[]);
    assert!(link.starts_with(&room.server.address()), "it carries the server's address: {link}");
    let console = opens(&room, &link).await;
    let row = until(&room.facilitator.screen, "the link in the list", recovered).await.remove(0);
    assert!(row.made_at.is_some() && row.made_by.is_none() && !row.screen && !row.creator);
    assert!(room.people[0].screen.view(|view| rows(view).is_none()), "nobody else is told");
    assert!(!trestle.log().contains(link.split_once('#').expect("a secret").1), "no secret is in the log");

    let headers = [("authorization", format!("Bearer {}", room.created.token))];
    let path = format!("/api/workshops/{}/links/{}", room.workshop(), row.number);
    assert_eq!(room.server.request(Method::DELETE, &path, &headers, Vec::new()).await.expect("an answer").status, 204);
    console.until("the end", |view| view.ended.as_ref().map(drop)).await.expect("facilitators can end it");
    assert!(room.server.look(&room.key(&link)).await.is_err());
}

#[tokio::test]
async fn an_operator_gets_back_into_a_workshop_while_the_server_is_stopped() {
    let mut trestle = Trestle::start();
    let mut room = Room::open(trestle.server(), 0).await;
    for kill in [false, true] {
        match kill {
            true => trestle.kill(),
            false => assert_eq!(trestle.terminate(), Some(0)),
        }
        let listed = said(&recover(&trestle, &[]));
        assert!(listed.contains(&room.workshop().to_string()), "{listed}");
        let bare = made(&trestle, &room, &[]);
        assert!(bare.starts_with("/workshop/"), "nobody knows the address: {bare}");
        let link = made(&trestle, &room, &["--public-url", "https://workshops.example.org"]);
        assert!(link.starts_with("https://workshops.example.org/workshop/"), "{link}");
        trestle.restart();
        room.come_back().await;
        for link in [&bare, &link] {
            opens(&room, link).await.ping().await.expect("it is open");
        }
    }
    let rows = until(&room.facilitator.screen, "the links", recovered).await;
    assert_eq!(rows.len(), 4);
    for _ in 0..3 {
        made(&trestle, &room, &[]);
    }
    let last = until(&room.facilitator.screen, "the last ones", |view| {
        recovered(view).filter(|it| it.iter().all(|row| row.number > rows[1].number))
    })
    .await;
    assert_eq!(last.len(), 5, "there is a bound, and the oldest makes room");
}

#[tokio::test]
async fn recovering_is_refused_in_words() {
    let mut trestle = Trestle::start();
    let room = Room::open(trestle.server(), 0).await;
    let erased = Room::open(trestle.server(), 0).await;
    room.server.erase(erased.workshop(), &erased.created.token).await.expect("erased");
    let never = uuid::Uuid::from_u128(7).to_string();
    for _ in 0..2 {
        refuses(&trestle, &never, "never was, or it has been erased");
        refuses(&trestle, &erased.workshop().to_string(), "never was, or it has been erased");
        // The second time without a server.
        trestle.kill();
    }
    trestle.restart();
    let socket = trestle.data().join("control.sock");
    assert_eq!(fs::metadata(&socket).expect("a socket").permissions().mode() & 0o777, 0o600);
    fs::remove_file(&socket).expect("removed");
    refuses(&trestle, &room.workshop().to_string(), "It takes no commands");
    let nowhere = Program::new(binary(Binary::Real)).args(["recover", "--data", "/there/is/no/such/folder"]).output().expect("the binary");
    assert!(String::from_utf8_lossy(&nowhere.stderr).contains("there is no journal in"));
}
