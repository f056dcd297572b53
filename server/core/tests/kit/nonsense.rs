//! Nonsense: events of every kind that nobody would decide, with ids of nothing.

use super::{dice::Dice, world::new_workshop};
use std::collections::BTreeMap;
use trestle_core::{Event, Holder, Place, SecretHash, pass::Made};
use trestle_protocol::{
    Commitment, Counter, Door, FeedbackKind, LinkRow, Missing, NoteId, OfferHeading, OrganisationId, PollId, PollKind, Programme, Role,
    RoundId, RoundKind, SeatId, Stance, StepId, TableWish, TeamId, Time, Voice, WayOut,
};

/// Kinds of event.
pub(crate) const EVENTS: u64 = 80;

/// Small numbers, which may be somebody's, and large ones, which are nobody's.
fn number(dice: &mut Dice) -> u32 {
    dice.pick(&[0, 1, 2, 3, 4, 9, 1_000, u32::MAX])
}

fn seat(dice: &mut Dice) -> SeatId {
    SeatId(number(dice))
}

fn organisation(dice: &mut Dice) -> OrganisationId {
    OrganisationId(number(dice))
}

fn team(dice: &mut Dice) -> TeamId {
    TeamId(number(dice))
}

fn poll(dice: &mut Dice) -> PollId {
    PollId(dice.pick(&["rate", "choose", "", "welcome"]).to_owned())
}

fn step(dice: &mut Dice) -> StepId {
    dice.pick(&["write", "group", "rate", "act", "nowhere", ""]).into()
}

fn round(dice: &mut Dice) -> RoundId {
    RoundId { step: step(dice), kind: dice.pick(&RoundKind::ALL) }
}

fn numbers(dice: &mut Dice) -> Vec<u32> {
    (0..dice.below(4)).map(|_| number(dice)).collect()
}

fn secret(dice: &mut Dice) -> SecretHash {
    SecretHash::of(&dice.below(5).to_string())
}

fn role(dice: &mut Dice) -> Role {
    dice.pick(&[Role::Facilitator, Role::Participant, Role::Wall, Role::Guest, Role::Reader])
}

fn link(dice: &mut Dice) -> LinkRow {
    let (organisation, asker) = (organisation(dice), self::organisation(dice));
    LinkRow { id: number(dice), organisation, heading: OfferHeading::Skills, offer: "o".into(), asker, ask: "a".into() }
}

fn counter(dice: &mut Dice) -> Counter {
    let table = Counter::Table(seat(dice));
    dice.pick(&[Counter::Earlier, Counter::Room, table])
}

fn made(dice: &mut Dice) -> Made {
    let link = Made::Link { by: Some(seat(dice)), recovered: dice.percent(20) };
    let screen = Made::Screen { link: Some(number(dice)), by: None };
    dice.pick(&[Made::Earlier, link, Made::Screen { link: None, by: Some(SeatId(9)) }, screen])
}

/// Any moment, the first and the last included.
pub(crate) fn time(dice: &mut Dice) -> Time {
    let any = dice.number();
    Time(dice.pick(&[0, 1, 1_795_530_300_000, u64::MAX, any]))
}

/// An event of any kind.
pub(crate) fn event(dice: &mut Dice) -> Event {
    let half = dice.percent(50);
    match dice.below(EVENTS) {
        0 => Event::Created { create: Box::new(new_workshop()) },
        1 => {
            let organisation = half.then(|| organisation(dice));
            let (table, waiting, by_name) = (dice.percent(20), dice.percent(20), dice.percent(20));
            let place = half.then(|| Place(number(dice)));
            Event::SeatTaken {
                seat: seat(dice),
                name: String::new(),
                organisation,
                role: role(dice),
                token: secret(dice),
                table,
                waiting,
                by_name,
                place,
            }
        }
        2 => Event::OrganisationAdded { organisation: organisation(dice), name: "x".into(), founder: dice.percent(50).then(|| seat(dice)) },
        3 => Event::Granted {
            secret: secret(dice),
            holder: dice.pick(&[
                Holder::Console,
                Holder::Wall,
                Holder::Results,
                Holder::Organisation(OrganisationId(9)),
                Holder::Seat(SeatId(44)),
            ]),
            made: half.then(|| made(dice)),
            instead_of: (0..dice.below(3)).map(|_| secret(dice)).collect(),
        },
        4 => Event::Waved { seat: seat(dice) },
        5 => Event::HandSet { seat: seat(dice), up: half },
        6 => Event::DoneSet { seat: seat(dice), done: half },
        7 => Event::Renamed { seat: seat(dice), name: "y".into() },
        8 => Event::Moved { to: step(dice) },
        9 => Event::Revealed,
        10 => Event::Concealed,
        11 => Event::WritingBegun { step: step(dice) },
        12 => Event::BriefsOpened,
        13 => Event::Paused,
        14 => Event::Resumed,
        15 => Event::Extended { millis: dice.pick(&[0, 1, -1, i64::MIN, i64::MAX]) },
        16 => Event::Restarted,
        17 => Event::TimeUp { moves_at: half.then(|| time(dice)) },
        18 => Event::Stayed,
        19 => Event::MinutesSet { step: step(dice), minutes: number(dice) },
        20 => Event::NoteHeld { note: NoteId(dice.below(3).to_string()), held: half },
        21 => {
            let (order, had, now) = (numbers(dice), numbers(dice), half.then(|| number(dice)));
            Event::Turned { round: round(dice), order, had, now, slot_ms: dice.pick(&[0, 1, u64::MAX]) }
        }
        22 => {
            let kind = dice.pick(&[PollKind::Rating, PollKind::Choice, PollKind::Dots, PollKind::Fit, PollKind::Pulse]);
            let voice = dice.pick(&[Voice::Person, Voice::Organisation]);
            Event::PollOpened { poll: poll(dice), kind, step: step(dice), voice, dots: dice.pick(&[0, 3, 255]), another: half }
        }
        23 => Event::PollClosed { poll: poll(dice) },
        24 => {
            let count = dice.below(4) as usize;
            Event::Answered { poll: poll(dice), seat: seat(dice), subject: number(dice).to_string(), values: dice.bytes(count) }
        }
        25 => Event::FeedbackGiven { team: team(dice), seat: seat(dice), kind: FeedbackKind::Like, text: "z".into() },
        26 => {
            let commitment = half.then(|| Commitment { stance: Stance::In, until: Some("never".into()), line: String::new() });
            Event::Committed { organisation: organisation(dice), commitment }
        }
        27 => {
            let teams: BTreeMap<_, _> = (0..dice.below(4)).map(|_| (team(dice), vec![seat(dice), seat(dice)])).collect();
            Event::TeamsSet { teams }
        }
        28 => Event::Chosen { team: half.then(|| team(dice)) },
        29 => Event::Described { details: Box::default() },
        30 => Event::SeatRemoved { seat: seat(dice), with_notes: half, ways_kept: dice.percent(50) },
        64 => Event::NotesShown { seat: seat(dice), shown: half },
        65 => Event::SeatRestored { seat: seat(dice), without: (0..dice.below(2)).map(|_| secret(dice)).collect() },
        31 => Event::RoleSet { seat: seat(dice), role: role(dice) },
        32 => Event::DoorSet { door: dice.pick(&[Door::Open, Door::Ask, Door::Locked]) },
        33 => Event::Closed { without: vec![Missing::Date, Missing::Organisation { organisation: organisation(dice) }] },
        34 => Event::Reopened,
        35 => Event::PersonAdded {
            seat: seat(dice),
            name: "p".into(),
            organisation: half.then(|| organisation(dice)),
            at: dice.percent(30).then(|| seat(dice)),
        },
        36 => Event::Admitted { seat: seat(dice) },
        37 => Event::TableSet { seat: seat(dice), table: half },
        38 => Event::MoreTimeSet { seat: seat(dice), wanted: half },
        39 => Event::Replanned { minutes: BTreeMap::from([(step(dice), number(dice))]) },
        40 => Event::ProgrammeSet { programme: Box::new(Programme::default()) },
        41 => Event::Said { team: half.then(|| team(dice)), text: dice.pick(&["", "s"]).into() },
        42 => Event::Led { seat: half.then(|| seat(dice)), at: half.then(|| "step".into()) },
        43 => Event::Spotlit { group: half.then(|| "g".into()) },
        44 => Event::RehearsalBegun,
        45 => Event::Linked { link: link(dice), by: dice.percent(50).then(|| seat(dice)) },
        46 => Event::Unlinked { link: number(dice) },
        47 => Event::TurnsOrdered { round: round(dice), order: numbers(dice) },
        48 => {
            let count = dice.below(4) as usize;
            Event::HandsCounted { poll: poll(dice), subject: "s".into(), values: dice.bytes(count), count: number(dice), by: counter(dice) }
        }
        49 => Event::WholeMade { team: team(dice) },
        50 => Event::Pinned { team: team(dice), pinned: half },
        51 => Event::TeamExtended { team: team(dice), millis: dice.pick(&[0, 1, i64::MIN, i64::MAX]) },
        52 => Event::TeamVideoSet { team: team(dice), link: dice.pick(&["", "https://v.example"]).into() },
        53 => Event::HelpSet { team: team(dice), wanted: half },
        54 => Event::HappySet { team: team(dice), seat: seat(dice), version: half.then(String::new) },
        55 => Event::AgreedTo { organisation: organisation(dice), version: half.then(String::new) },
        56 => Event::WayOutChosen { way: half.then_some(WayOut::Park) },
        57 => Event::CodeChanged { code: "ABCDEFGH".into(), invitation: dice.pick(&["", "abcdefghijklmnopqrstuvwxyz"]).into() },
        58 => Event::PageTurned { round: round(dice), ahead: half },
        59 => Event::RehearsalEnded,
        60 => Event::OrganisationSet { seat: seat(dice), organisation: half.then(|| organisation(dice)) },
        61 => Event::Brought,
        62 => Event::PassUsed { pass: number(dice), by: half.then(|| seat(dice)) },
        63 => Event::PassEnded { pass: number(dice), but: half.then(|| number(dice)) },
        66 => Event::BelongingSet { seats: vec![seat(dice), seat(dice)], belongs: half },
        67 => Event::AuthorCut { seat: seat(dice) },
        68 => Event::SeatsKept { seats: vec![seat(dice)] },
        69 => Event::SeatsForgotten { seats: vec![seat(dice), seat(dice)] },
        70 => Event::SatAt { seat: seat(dice), table: half.then(|| seat(dice)) },
        71 => Event::TableAsked { seat: seat(dice), wish: dice.pick(&[TableWish::None, TableWish::Asked, TableWish::Refused]) },
        72 => Event::HandsStruck { poll: poll(dice), by: counter(dice), struck: half },
        73 => Event::RoomCounted { people: number(dice) },
        74 => Event::OrganisationRenamed { organisation: organisation(dice), name: "n".into() },
        75 => Event::OrganisationRemoved { organisation: organisation(dice) },
        77 => Event::EntriesLost { found_at: time(dice), entries: number(dice).into(), returned: half },
        78 => Event::LossesSeen,
        76 => Event::FeedbackRemoved { team: team(dice), line: "no line".into() },
        _ => Event::ResultsImported {
            poll: poll(dice),
            kind: dice.pick(&[PollKind::Rating, PollKind::Choice, PollKind::Dots, PollKind::Fit, PollKind::Pulse]),
            step: step(dice),
            answered: number(dice),
            results: Vec::new(),
            counted: Vec::new(),
        },
    }
}
