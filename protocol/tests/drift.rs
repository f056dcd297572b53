//! The page's TypeScript is what these types say; `UPDATE=1 cargo test -p trestle-protocol` writes it anew.

#![allow(clippy::unwrap_used)] // a test may panic

use std::{fmt::Write as _, fs, path::Path};
use trestle_protocol::*;
use ts_rs::{Config, TS};

macro_rules! types {
    ($($name:ty),* $(,)?) => {{
        let config = Config::default();
        let mut out = String::new();
        $(writeln!(out, "export {}\n", <$name as TS>::decl(&config)).unwrap();)*
        out
    }};
}

macro_rules! constants {
    ($($name:ident),* $(,)?) => {{
        let mut out = String::new();
        $(writeln!(out, "export const {} = {};", stringify!($name), limits::$name).unwrap();)*
        out
    }};
}

fn generated() -> String {
    let mut out = "// Generated from the protocol crate; do not edit. `make protocol` writes it anew.\n\n".to_owned();
    writeln!(out, "export const VERSION = {VERSION};").unwrap();
    out += &constants!(
        NOTE_UNITS,
        NOTES_PER_DESK,
        NAME_CHARS,
        TITLE_CHARS,
        LINE_CHARS,
        FIELD_UNITS,
        RULES,
        THEMES,
        ORGANISATIONS,
        GROUPS,
        SEATS,
        PLAN_ROWS,
        STEP_MINUTES,
        STEPS,
        RATING_MAX,
        GRACE_MS,
        UNDO_REVEAL_MS,
        COMMITTED_NEEDED,
        PRESENCE_CHARS,
        SILENT_MS,
        PING_MS,
        DOTS_MAX,
        AT_TABLE,
        SAY_CHARS,
        CARD_LINE_CHARS,
        LINK_CHARS,
        PROMPT_CHARS,
        SCRIPT_CHARS,
        KEEP_MS,
        KEEP_MOST_MS,
    );
    writeln!(
        out,
        "\nexport const CLOSE = {{ RESTART: {}, UNKNOWN: {}, HELLO: {}, OUTDATED: {}, REMOVED: {}, SLOW: {}, FLOOD: {}, UNAVAILABLE: {}, REWOUND: {}, ERASED: {}, NEWER: {}, TIME_UP: {} }} as const;\n",
        close::RESTART, close::UNKNOWN, close::HELLO, close::OUTDATED, close::REMOVED, close::SLOW, close::FLOOD, close::UNAVAILABLE,
        close::REWOUND, close::ERASED, close::NEWER, close::TIME_UP
    )
    .unwrap();
    writeln!(out, "export const PULSE = {:?} as const;\n", limits::PULSE).unwrap();
    out += &types!(
        WorkshopId,
        SeatId,
        OrganisationId,
        TeamId,
        NoteId,
        FeedbackId,
        GroupId,
        ThemeId,
        StepId,
        StageId,
        PollId,
        Time,
        Capability,
        Voice,
        AtEnd,
        Step,
        Stage,
        Programme,
        Role,
        FeedbackKind,
        Stance,
        Turn,
        RoundKind,
        RoundId,
        Door,
        OfferHeading,
        WayOut,
        Command,
        Cell,
        Theme,
        Authors,
        Details,
        WorkshopCell,
        StepView,
        StageView,
        ProgrammeCell,
        ScriptCell,
        SourceCell,
        Said,
        MessageCell,
        Leading,
        LeadCell,
        GonePerson,
        GoneCell,
        CrowdCell,
        TableWish,
        Counter,
        HandsBy,
        PassRow,
        LossRow,
        PassesCell,
        LinkRow,
        LinksCell,
        Missing,
        ClosingCell,
        StageCell,
        ClockState,
        ClockCell,
        SeatCell,
        CardFields,
        Commitment,
        OrganisationCell,
        AsideCell,
        WritingCell,
        Author,
        NoteCell,
        GroupCell,
        TeamCell,
        BriefCell,
        FeedbackLine,
        FeedbackCell,
        PollKind,
        SubjectResult,
        PollCell,
        TurnState,
        TurnView,
        RoundCell,
        Agreement,
        ChoiceCell,
        CoreRow,
        CoreCell,
        ExtendedRow,
        ExtendedCell,
        LeadershipRow,
        LeadershipCell,
        ActionRow,
        ActionsCell,
        NextCell,
        MineCell,
        MyNotesCell,
        MyLinesCell,
        MyAnswersCell,
        ClientFrame,
        DocumentAccess,
        Farewell,
        PresentSeat,
        ServerFrame,
        Refusal,
        Refused,
        CreateWorkshop,
        Links,
        CreatedWorkshop,
        Look,
        OrganisationChoice,
        Shut,
        Looked,
        Join,
        Joined,
        LinkKind,
        MakeLink,
        MadeLink,
        MadeCode,
        Keeping,
        ErrorBody,
    );
    out
}

#[test]
fn typescript_is_what_the_types_say() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/src/lib/protocol.gen.ts");
    let wanted = generated();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &wanted).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == wanted, "web/src/lib/protocol.gen.ts has drifted from the protocol: run `make protocol`");
}

#[test]
fn drift_is_noticed() {
    assert_ne!(generated().replace("facilitator", "moderator"), generated());
}
