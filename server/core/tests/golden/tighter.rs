//! Rights and limits that became tighter since a journal was written: no word in it goes.

use super::{
    compare,
    expected::given,
    generation::{Kept, generations},
    opens::assert_given,
};
use crate::kit::{
    edit::{Edit, path},
    hand::seat,
    words::Words,
    world::{FACILITATOR, World},
    writer::Writer,
};
use trestle_core::{
    Actor, Fold,
    entry::{Entry, UpdateEntry, UpdateHead},
};
use trestle_gate::Limits;
use trestle_journal::{Entry as JournalEntry, Kind};
use trestle_protocol::{DocumentName, Refusal, TeamId, limits};

/// The journal as it would be if walls had written everything: today nobody may write what it holds.
fn by_walls(mut kept: Kept) -> Kept {
    for entry in kept.entries.iter_mut().filter(|entry| entry.kind == Kind::Update) {
        let Ok(Entry::Update(UpdateEntry { head, update })) = Entry::decode(&entry.bytes) else { continue };
        let head = UpdateHead { by: Actor::Wall, ..head };
        *entry = JournalEntry::update(Entry::Update(UpdateEntry { head, update }).encode().unwrap());
    }
    kept
}

#[test]
fn p10_no_word_goes_when_nobody_may_write_any_more() {
    for kept in generations().iter().flat_map(|generation| generation.workshops()) {
        let kept = by_walls(kept);
        assert_given(&kept, kept.replayed(Fold::empty(), 0), "under rights that refuse all of it");
    }
}

/// The negative control: today's rules do refuse all of it, and who asked them again would lose every word.
#[test]
fn a_replay_that_judged_would_lose_words() {
    for kept in generations().iter().flat_map(|generation| generation.workshops()) {
        let kept = by_walls(kept);
        let mut fold = Fold::empty();
        for entry in &kept.entries {
            match Entry::decode(&entry.bytes).unwrap() {
                Entry::Event(_) => drop(fold.replay(&entry.bytes).unwrap()),
                // It holds again what the updates before it had.
                Entry::Generation(_) => {}
                Entry::Update(UpdateEntry { head, update }) => {
                    assert_eq!(fold.update(head.by, head.document, &update, head.at).err(), Some(Refusal::NotYours.into()));
                }
            }
        }
        let found = given(fold, kept.now);
        for file in ["documents", "record-facilitator", "views"] {
            assert!(!compare::lost(file, &kept.expected[file], &found[file]).is_empty(), "{}: {file}", kept.what);
        }
    }
}

/// What a version with wider limits let in: today's gate refuses it, and the journal holds it all the same.
fn assert_kept(world: &mut World, by: Actor, document: DocumentName, update: &[u8], refusal: Refusal, word: &str) {
    assert_eq!(world.fold.update(by, document, update, world.now).err(), Some(refusal.into()), "{word}: today it is refused");
    let head = UpdateHead { at: world.now, by, pass: None, document, judged: false };
    world.fold.replay(&Entry::Update(UpdateEntry { head, update: update.to_vec() }).encode().unwrap()).unwrap();
    let again = Fold::restore(&world.fold.snapshot().unwrap()).unwrap();
    for fold in [&world.fold, &again] {
        let state = fold.documents.state(document).unwrap();
        assert!(String::from_utf8_lossy(&state).contains(word), "{word}: not in the journal any more");
    }
}

fn writes(client: u64, at: &str, text: &str) -> Vec<u8> {
    let mut words = Words::default();
    let word = words.say(text);
    Writer::new(client).edit(&Edit::Text { path: path(at), word: Some(word) }, &words)
}

#[test]
fn p10_no_word_goes_when_limits_are_tighter() {
    let mut world = World::open(|_| {});
    let (ann, ben) = (world.join("Ann", "Council"), world.join("Ben", "Charity"));
    let desk = DocumentName::Desk(seat(ann));
    // More devices than one seat has today.
    for client in 0..Limits::DEFAULT.clients_per_owner as u64 {
        world.wait(limits::SHARE_CLIENT_MS);
        world.send(ann, desk, &writes(5_000 + client, "draft", "x")).unwrap();
    }
    assert_kept(&mut world, ann, desk, &writes(9_000, "draft", "one device more"), Refusal::DocumentFull, "one device more");
    // A larger update than is taken today.
    let long = format!("{} and its end", "so much at once ".repeat(5_000));
    assert_kept(&mut world, FACILITATOR, DocumentName::Plan, &writes(9_001, "place", &long), Refusal::Oversized, "and its end");
    // A root that documents do not have today, and one of another shape.
    for (client, at, word) in [(9_002, "budget", "a root that is gone"), (9_003, "reconvene", "a text where a map is")] {
        assert_kept(&mut world, FACILITATOR, DocumentName::Plan, &writes(client, at, word), Refusal::BadUpdate, word);
    }
    // A key that is longer than today's.
    let key = "k".repeat(Limits::DEFAULT.key_bytes + 1);
    let device = Writer::new(9_004);
    let row = device.edit(&Edit::Value { path: path(&format!("places/{key}")), value: "under a long key".into() }, &world.words);
    assert_kept(&mut world, FACILITATOR, DocumentName::Board, &row, Refusal::BadUpdate, "under a long key");
    // Under a client id that is somebody else's today, into a document that does not exist for them.
    world.send(ann, DocumentName::Card(trestle_protocol::OrganisationId(2)), &writes(9_005, "does", "first")).unwrap();
    let words = Words::default();
    let both = Writer::new(9_005);
    both.edit(&Edit::Text { path: path("does"), word: Some(1) }, &words);
    assert_kept(&mut world, ben, DocumentName::Brief(TeamId(9)), &both.state(), Refusal::NotYours, "w1.");
}
