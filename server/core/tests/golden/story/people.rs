//! Who comes to the evening, and how they introduce themselves.

use super::Story;
use crate::kit::{hand::seat, world::FACILITATOR};
use trestle_core::{Actor, Holder, JoinOrganisation, Order, Place, SecretHash};
use trestle_protocol::{Command, DocumentName, Door, OfferHeading, OrganisationId, Role, RoundId, RoundKind, Turn};

/// Everybody who takes part.
pub(super) struct Cast {
    pub(super) ann: Actor,
    pub(super) ben: Actor,
    pub(super) sam: Actor,
    /// A table's device.
    pub(super) tina: Actor,
    /// At that table, without a device.
    pub(super) pat: Actor,
    /// Will be erased.
    pub(super) eve: Actor,
    /// Will be removed; the notes stay.
    pub(super) rem: Actor,
}

pub(super) fn arrive(story: &mut Story) -> Cast {
    let [ann, ben, sam] = [("Ann", "Council"), ("Ben", "Charity"), ("Sam", "School")].map(|(name, of)| story.world.join(name, of));
    story.runs(Command::AddOrganisation { name: "Clwb gwyddbwyl".into() });
    let club = *story.world.fold.state.organisations.keys().next_back().unwrap();
    story.runs(Command::RenameOrganisation { organisation: club, name: "Clwb gwyddbwyll".into() });
    let rem = story.world.join("Rémi", "Clwb gwyddbwyll");
    let eve = story.world.join("Eve", "");
    let dee = story.world.join("Dee", "Library");
    story.runs(Command::SetRole { seat: seat(dee), role: Role::Facilitator });
    story.runs(Command::AddOrganisation { name: "Named twice".into() });
    let twice = *story.world.fold.state.organisations.keys().next_back().unwrap();
    story.runs(Command::RemoveOrganisation { organisation: twice });
    let (tina, pat) = table(story);
    doors(story);
    story.grants("golden-participant", Holder::Seat(seat(ann)));
    for actor in [ann, ben] {
        story.does(actor, Command::Wave {});
        story.does(actor, Command::Hand { up: true });
    }
    story.runs(Command::LowerHand { seat: seat(ann) });
    Cast { ann, ben, sam, tina, pat, eve, rem }
}

/// A table with somebody beside it who has no device.
fn table(story: &mut Story) -> (Actor, Actor) {
    let organisation = JoinOrganisation::Known(OrganisationId(2));
    let order =
        Order::Join { token: SecretHash::of("tina"), name: "Tina".into(), organisation, role: Role::Participant, table: true, place: None };
    story.world.order(Actor::System, order).unwrap();
    let tina = Actor::Seat(story.newest());
    // Asked for on joining, taken back, asked for again and refused; allowed, given back, and made by a facilitator.
    for table in [false, true] {
        story.does(tina, Command::Table { seat: seat(tina), table });
    }
    for table in [false, true] {
        story.runs(Command::Table { seat: seat(tina), table });
    }
    story.does(tina, Command::Table { seat: seat(tina), table: false });
    story.runs(Command::Table { seat: seat(tina), table: true });
    story.does(tina, Command::AddPerson { name: "Pat".into(), organisation: None, organisation_name: "Church".into(), table: None });
    let pat = Actor::Seat(story.newest());
    story.does(tina, Command::Rename { seat: seat(pat), name: "Patience".into() });
    let school = Some(OrganisationId(4));
    story.runs(Command::SetOrganisation { seat: seat(pat), organisation: school, organisation_name: String::new() });
    for table in [None, Some(seat(tina))] {
        story.runs(Command::SitAt { seat: seat(pat), table });
    }
    story.runs(Command::CountRoom { people: 7 });
    (tina, pat)
}

/// One is turned away, and nothing is left of them when the next comes, whom a facilitator knows.
fn known(story: &mut Story) {
    story.runs(Command::RemoveSeat { seat: story.newest(), with_notes: true, hidden: false });
    let from_afar = |name: &str, place| Order::Join {
        token: SecretHash::of(name),
        name: name.to_owned(),
        organisation: JoinOrganisation::None,
        role: Role::Participant,
        table: false,
        place: Some(Place(place)),
    };
    story.world.order(Actor::System, from_afar("Nia", 7)).unwrap();
    story.world.order(Actor::System, from_afar("Noor", 8)).unwrap();
    story.runs(Command::KeepSeats { seats: vec![story.newest()] });
}

/// One is let in, one waits to the end.
fn doors(story: &mut Story) {
    story.runs(Command::SetDoor { door: Door::Ask });
    let wai = story.world.join("Wai", "Charity");
    story.runs(Command::Admit { seat: seat(wai) });
    story.world.join("Wim", "");
    known(story);
    story.world.join("Wanda", "");
    story.runs(Command::SetDoor { door: Door::Locked });
    story.runs(Command::SetDoor { door: Door::Open });
}

pub(super) fn introduce(story: &mut Story, cast: &Cast) {
    cards(story, cast);
    story.runs(Command::Resume {});
    story.runs(Command::Pause {});
    story.runs(Command::Resume {});
    story.runs(Command::Extend { seconds: 60 });
    story.runs(Command::Restart {});
    story.minutes(10);
    story.world.go("introduce");
    speak(story);
    story.world.go("match");
    link(story);
}

const FIELDS: [(&str, &str); 8] = [
    ("does", "Lends books\nand a warm room"),
    ("priorities", "Reading for everybody"),
    ("contact", "Fay, 01443 000000"),
    ("spaces", "A hall with chairs\nTwo rooms upstairs"),
    ("skills", "Storytelling"),
    ("networks", "All the schools around"),
    ("impact", "Twelve thousand visits"),
    ("hope", "Somewhere to meet late\nA van"),
];

fn cards(story: &mut Story, cast: &Cast) {
    for (organisation, actor) in [(1, FACILITATOR), (2, cast.ann), (3, Actor::Console)] {
        let document = DocumentName::Card(OrganisationId(organisation));
        for (field, text) in FIELDS {
            story.writes(actor, document, field, text);
        }
    }
    story.writes(cast.ben, DocumentName::Card(OrganisationId(3)), "skills", "Bookkeeping");
    story.writes(cast.ben, DocumentName::Card(OrganisationId(3)), "hope", "Helpers");
    story.writes(FACILITATOR, DocumentName::Aside(OrganisationId(1)), "unsure", "Whether the roof holds");
    story.writes(cast.ann, DocumentName::Aside(OrganisationId(2)), "unsure", "Whether there is money next year");
}

fn speak(story: &mut Story) {
    let round = RoundId::from(RoundKind::Speak);
    for turn in [Turn::Next, Turn::More, Turn::Ahead, Turn::Ahead, Turn::Behind, Turn::Next, Turn::Skip, Turn::Back] {
        story.runs(Command::Turn { round: round.clone(), turn });
        story.world.wait(20_000);
    }
    story.runs(Command::TurnTo { round: round.clone(), subject: 3 });
    story.runs(Command::OrderTurns { round, order: vec![5, 4, 3] });
}

fn link(story: &mut Story) {
    let of = |organisation, heading, offer: &str, asker, ask: &str| Command::Link {
        organisation: OrganisationId(organisation),
        heading,
        offer: offer.into(),
        asker: OrganisationId(asker),
        ask: ask.into(),
    };
    story.runs(of(1, OfferHeading::Spaces, "Two rooms upstairs", 2, "Somewhere to meet late"));
    story.runs(of(3, OfferHeading::Skills, "Bookkeeping", 1, "A van"));
    story.runs(of(2, OfferHeading::Networks, "All the schools around", 3, "Helpers"));
    story.runs(of(2, OfferHeading::Impact, "Twelve thousand visits", 3, "Helpers"));
    story.runs(Command::Unlink { link: 2 });
}
