//! Rules G27 and G28: lists that everybody adds to, of which each author has a share and some places are kept.

use trestle_gate::{GateRefusal, Limits, List};

use crate::guarded::Guarded;
use crate::guarded::forge::{Forge, Part};
use crate::{AUTHOR, SENDER, document};

const LISTS: &[List] = &[List { root: "n", most: 5, together: 4, per_author: 2 }];

/// The document has one note, `n.k`, of the author.
fn listed(shared: bool) -> Guarded {
    let mut guarded = document();
    guarded.limits = Limits { lists: LISTS, shared, ..guarded.limits };
    guarded
}

/// A note under that key, as the next struct of that client.
fn note(client: u64, clock: u32, key: &str) -> Vec<u8> {
    Forge::default().section(client, clock, &[Part::map().under("n").at(key)]).bytes()
}

#[test]
fn g27_one_author_has_a_share_of_a_list_and_what_goes_gives_it_back() {
    let mut guarded = listed(true);
    guarded.push(SENDER, &note(7, 0, "a")).expect("within the share");
    guarded.push(SENDER, &note(7, 1, "b")).expect("within the share");
    assert_eq!(guarded.refused(SENDER, &note(7, 2, "c")), Some(GateRefusal::OverShare));
    assert_eq!(guarded.refused(SENDER, &note(8, 0, "c")), Some(GateRefusal::OverShare), "another client id is the same author");
    guarded.push(SENDER, &Forge::default().section(7, 2, &[Part::value("x").under("m").at("other")]).bytes()).expect("not in the list");
    // Anybody may take it away, and whose it was has room again.
    guarded.push(AUTHOR, &Forge::default().delete(7, &[(0, 1)]).bytes()).expect("deleting");
    guarded.push(SENDER, &note(7, 3, "c")).expect("there is room again");
    guarded.check_index();
}

#[test]
fn g27_what_one_update_brings_is_counted_together_and_what_it_takes_away_too() {
    let mut guarded = listed(true);
    let three = Forge::default().section(7, 0, &["a", "b", "c"].map(|key| Part::map().under("n").at(key)));
    assert_eq!(guarded.refused(SENDER, &three.bytes()), Some(GateRefusal::OverShare));
    let fewer = three.delete(7, &[(0, 1)]);
    guarded.push(SENDER, &fewer.bytes()).expect("two of them stand");
    // Put in place of one's own, an entry is none more.
    guarded.push(SENDER, &Forge::default().section(7, 3, &[Part::map().after(7, 1)]).bytes()).expect("instead of b");
    // In place of another's, it is.
    let over = Forge::default().section(7, 4, &[Part::map().after(99, 5)]).bytes();
    assert_eq!(guarded.refused(SENDER, &over), Some(GateRefusal::OverShare));
    guarded.check_index();
}

#[test]
fn g28_a_list_has_a_bound_and_its_last_places_are_kept() {
    let mut guarded = listed(true);
    for (author, client) in [(3, 30), (4, 40), (5, 50)] {
        guarded.push(author, &note(client, 0, &format!("of {author}"))).expect("together they fill four");
    }
    assert_eq!(guarded.refused(SENDER, &note(7, 0, "a")), Some(GateRefusal::ListFull));
    guarded.limits.shared = false;
    guarded.push(SENDER, &note(7, 0, "a")).expect("the last place is kept for whom the list is whole");
    assert_eq!(guarded.refused(SENDER, &note(7, 1, "b")), Some(GateRefusal::ListFull));
    guarded.push(SENDER, &Forge::default().section(7, 1, &[Part::map().after(7, 0)]).bytes()).expect("instead of one is none more");
    guarded
        .push(SENDER, &Forge::default().section(7, 2, &[Part::map().under("n").at("b")]).delete(30, &[(0, 1)]).bytes())
        .expect("one goes, one comes");
    guarded.check_index();
}

/// What stands in a journal was admitted, whatever the bounds are by now.
#[test]
fn what_was_admitted_once_is_followed_beyond_the_share() {
    let guarded = listed(true);
    let many = Forge::default().section(7, 0, &["a", "b", "c", "d", "e"].map(|key| Part::map().under("n").at(key))).bytes();
    assert_eq!(guarded.refused(SENDER, &many), Some(GateRefusal::OverShare));
    assert!(guarded.index.follow(trestle_gate::Owner(SENDER), &many).is_ok());
}
