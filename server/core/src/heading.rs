//! Headings: what a workshop, a theme, a stage, a step, a group or a brief is called. How one is kept, how it is shown, and what stands in the place of one
//! in which there is nothing to see. They are tidied as names are (`name.rs`).

use crate::{
    name::{shown, tidy},
    state::State,
    text::{is_visible, plain},
};
use trestle_protocol::{
    Details, Programme, Refusal,
    limits::{FIELD_UNITS, NAME_CHARS},
};

/// What a heading stands above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// The workshop.
    Workshop,
    /// A theme, which is a lane of notes.
    Theme,
    /// A programme.
    Programme,
    /// A stage of a programme.
    Stage,
    /// A step of a stage.
    Step,
    /// A group of notes.
    Group,
    /// A brief.
    Brief,
}

impl Heading {
    /// What documents say where there is nothing to see; the page says the same of groups and briefs in its own language.
    pub const fn nameless(self) -> &'static str {
        match self {
            Self::Workshop => "Workshop without a title",
            Self::Theme => "Theme without a title",
            Self::Programme => "Programme without a title",
            Self::Stage => "Stage without a title",
            Self::Step => "Step without a title",
            Self::Group => "Group without a name",
            Self::Brief => "Brief without a title",
        }
    }

    /// A heading as cells and records hold it, whenever it was written. What a document holds may be nothing, as it is before its first letter; anything
    /// else is something, since older versions let through what nobody can see.
    pub fn shown(self, text: &str) -> String {
        match self {
            Self::Group => cut(text, NAME_CHARS as u32 * 2),
            Self::Brief => cut(text, FIELD_UNITS),
            _ => shown(text, self.nameless()),
        }
    }

    /// A heading as papers print it: never without anything to see.
    pub fn printed(self, text: &str) -> String {
        shown(text, self.nameless())
    }
}

/// A heading given in a command, as it is kept.
///
/// # Errors
/// `Empty` if nothing is there, `UnseenName` if nothing of it can be seen, `TooLong`.
pub(crate) fn heading(given: &str, chars: usize) -> Result<String, Refusal> {
    crate::name::kept(given, chars)
}

/// Tidied and within its bound: composing a letter's marks may make a text longer.
fn cut(text: &str, units: u32) -> String {
    tidy(&plain(&tidy(text), units))
}

/// A workshop's details with their headings as they are shown.
pub(crate) fn details(given: &Details) -> Details {
    let mut details = Details { title: Heading::Workshop.shown(&given.title), place: tidy(&given.place), ..given.clone() };
    for theme in &mut details.themes {
        theme.title = Heading::Theme.shown(&theme.title);
    }
    details
}

/// A programme with its headings as they are shown. A prompt with nothing to see asks for what its step is called.
pub(crate) fn programme(given: &Programme) -> Programme {
    let mut programme = given.clone();
    programme.title = Heading::Programme.shown(&programme.title);
    for stage in &mut programme.stages {
        stage.title = Heading::Stage.shown(&stage.title);
        for step in &mut stage.steps {
            step.title = Heading::Step.shown(&step.title);
            if !is_visible(&step.prompt) {
                step.prompt.clone_from(&step.title);
            }
        }
    }
    programme
}

impl State {
    /// What the workshop is called.
    pub fn title(&self) -> String {
        Heading::Workshop.shown(&self.details.title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Heading; 7] =
        [Heading::Workshop, Heading::Theme, Heading::Programme, Heading::Stage, Heading::Step, Heading::Group, Heading::Brief];

    #[test]
    fn p8_a_heading_with_nothing_to_see_gets_a_word_of_ours() {
        for nothing in
            ["", "\u{ad}\u{ad}", "\u{feff}", "\u{202e}\u{202c}", "\u{301}", "\u{fffe}", "\u{fffc}", "\u{2800}", "\u{e0041}", "\u{94d}"]
        {
            for kind in ALL {
                assert_eq!(kind.printed(nothing), kind.nameless(), "{nothing:?}");
                assert_eq!(kind.shown(nothing).is_empty(), matches!(kind, Heading::Group | Heading::Brief), "{nothing:?}");
            }
        }
        assert_eq!(Heading::Group.shown("\u{202e}Buses\u{202c}\nat night\u{ad}"), "Buses at night");
    }

    #[test]
    fn a_heading_stays_within_its_bound_and_showing_it_twice_changes_nothing() {
        // A letter that is longer composed than as it was typed.
        let long = "\u{958}".repeat(160);
        let kept = Heading::Group.shown(&long);
        assert!(kept.encode_utf16().count() <= 160 && Heading::Group.shown(&kept) == kept && !kept.is_empty(), "{kept}");
    }
}
