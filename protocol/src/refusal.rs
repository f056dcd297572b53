//! Refusals: why something may not happen, as a closed list; each has the sentence that a person reads.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why something was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS, thiserror::Error)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // the sentence is the documentation
pub enum Refusal {
    #[error("Only a facilitator can do that.")]
    NotFacilitator,
    #[error("Only somebody with a seat in this workshop can do that.")]
    NoSeat,
    #[error("Only that organisation or a facilitator can do that.")]
    NotYourOrganisation,
    #[error("You can't change this at the moment.")]
    NotYours,
    #[error("This is not open in the current step.")]
    NotNow,
    #[error("The workshop has already moved on.")]
    Moved,
    #[error("The workshop is closed. A facilitator can open it again.")]
    Closed,
    #[error("This workshop's time is up. It is closed, and will be erased in about two days unless a facilitator chooses a later day.")]
    TimeUp,
    #[error("The door is locked. Ask the facilitator to let you in.")]
    Locked,
    #[error("The room is full. A facilitator can make room by removing people who are not taking part.")]
    RoomFull,
    #[error("Many people are coming in from your network at the moment, so you come in by turns. This page tries again by itself.")]
    InTurn,
    #[error(
        "The notes of so many people who were removed are kept already. Erase some of those people for good, or remove these together with their notes."
    )]
    TooManyRemoved,
    #[error("That code or link does not open a workshop. Check it, or ask the facilitator.")]
    WrongKey,
    #[error("Too many codes are being tried right now. Scan the QR code instead, or try again in a moment.")]
    TooManyTries,
    #[error("There is no such thing in this workshop any more.")]
    Unknown,
    #[error("Please write something first.")]
    Empty,
    #[error("Nothing of that name can be seen. Write it with letters or numbers.")]
    UnseenName,
    #[error("That is too long.")]
    TooLong,
    #[error("There are too many of these already.")]
    TooMany,
    #[error("You have added as many of these as one person can. Take one of yours away first, or ask a facilitator.")]
    ShareUsed,
    #[error(
        "No further organisation can be added at the moment. Choose one that is there, or come without one: a facilitator can add yours."
    )]
    OrganisationsFull,
    #[error("People are with that organisation, or could be brought back to it. Put them with another one first, or give it another name.")]
    OrganisationInUse,
    #[error(
        "Something is said in that organisation's name: on its card, in a note, a link, the plan or its commitment. Take that away first, or give it another name."
    )]
    OrganisationSpeaks,
    #[error("The convening organisation can't be taken away. You can give it another name.")]
    ConvenerStays,
    #[error("That name is taken already.")]
    Taken,
    #[error("That is not a date we can read. Use the form year-month-day.")]
    BadDate,
    #[error("That is not a time zone we know. Use a name like Europe/London.")]
    BadZone,
    #[error("There is no date yet: nothing to put into a calendar.")]
    NoDates,
    #[error("That number is outside what is possible here.")]
    OutOfRange,
    #[error("The programme can't be used: it needs stages with steps, each with its own id and minutes.")]
    BadProgramme,
    #[error("Authors can be shown less from now on, but not more: people have read how they are shown, and may have begun to write.")]
    AuthorsOnlyTighter,
    #[error("The preview can't be switched on any more: people may have begun to write without it.")]
    PreviewOnlyBefore,
    #[error("Somebody else changed the programme in the meantime. Look at it again, then save.")]
    ProgrammeChanged,
    #[error("The step that is live can't be switched off or taken away.")]
    LiveStep,
    #[error("All your dots are given. Take one back first.")]
    NoDotsLeft,
    #[error("This poll counts one voice for each organisation, and you are with none.")]
    NoOrganisation,
    #[error("You are with this organisation by name only so far. Ask a facilitator, or somebody of it, to confirm you.")]
    NotConfirmed,
    #[error("They have notes or answers in their organisation's name already. It can't be changed without showing which.")]
    SpokenAlready,
    #[error(
        "That file is not a workshop's record that can be brought back. Use a record.json that was downloaded here or on another server."
    )]
    NotARecord,
    #[error("That record was made by a newer version of Trestle than this one.")]
    NewerRecord,
    #[error(
        "A newer version of Trestle has run this workshop, and this server runs an older one. Nothing is lost: whoever runs the server has to start the newer version again."
    )]
    NewerJournal,
    #[error("Some things are still missing before the workshop can be closed.")]
    Unfinished,
    #[error("The workshop has started: a rehearsal is for before.")]
    Started,
    #[error("That is not an address we can use. It begins with http:// or https://.")]
    BadLink,
    #[error("That line is not on the card any more.")]
    LineGone,
    #[error("It is too late to take this back.")]
    TooLate,
    #[error("A workshop needs at least one facilitator.")]
    LastFacilitator,
    #[error("Only whoever created this workshop can do that.")]
    CreatorOnly,
    #[error("Nothing happened: it is like that already.")]
    Already,
    #[error("That message could not be read.")]
    Malformed,
    #[error("That message is too large.")]
    Oversized,
    #[error("That is too fast. Wait a moment.")]
    TooFast,
    #[error("This change can't be taken over: it breaks a rule of the document.")]
    BadUpdate,
    #[error("This change builds on something the server does not have yet.")]
    Behind,
    #[error("This document has begun anew; what you wrote goes along.")]
    NewGeneration,
    #[error("This document is full. Deleting some of its text makes room; a facilitator always can.")]
    DocumentFull,
    #[error("That is a lot at once. It waits on this device and is saved by itself in a moment.")]
    Later,
    #[error("This page is out of date. Reload it; nothing you wrote is lost.")]
    Outdated,
    #[error("This request came from another site and was not carried out.")]
    ForeignOrigin,
    #[error("New workshops can't be created here without the operator's token.")]
    NotAllowedToCreate,
    #[error("The server's disk is nearly full, so no new workshop can be created. Tell whoever runs it; workshops that exist go on.")]
    DiskLow,
    #[error("Many workshops were started from this address within the hour. Wait a while and try again.")]
    TooManyCreated,
    #[error(
        "Notes are shown without names here: taking one person's out of sight would tell which are theirs. Hold notes back one by one instead."
    )]
    WouldTellAuthors,
    #[error("That is more hands than people you count for. Lower another answer first, or add who is there without a device.")]
    TooManyHands,
    #[error("A facilitator has struck what you counted here. Talk to them: they can let it count again.")]
    HandsStruck,
    #[error("This table has as many people as it can add itself. A facilitator can seat more here.")]
    TableFull,
    #[error(
        "This workshop was lost when the server's disk was damaged. Tell whoever runs the server: copies of the damaged files are kept for two weeks. Leave pages open that still show it: they hold what was written there."
    )]
    LostByDamage,
    #[error("Something went wrong on our side. Nothing that was saved is lost; try again.")]
    Internal,
    #[error(
        "Many files are being made right now, and yours is still to come. Ask for it again in a moment; as Markdown it is there at once."
    )]
    FilesWait,
    #[error("This is too long for a PDF. The Word and the Markdown file have all of it.")]
    TooLongForPdf,
    #[error("The server is busy. Try again in a moment.")]
    Busy,
}
