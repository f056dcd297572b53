//! Steps as they were written before what people fill in was declared: a capability named the form, the lists or the question that there was one of.

use super::{AtEnd, Capability, Step, Voice};
use crate::{FormId, ListId, QuestionId, StepId};
use serde::{Deserialize, Deserializer, de::Error as _};

/// A step of any version.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AnyStep {
    id: StepId,
    title: String,
    minutes: u32,
    prompt: String,
    #[serde(default)]
    hint: String,
    #[serde(default)]
    clock: String,
    #[serde(default)]
    does: Vec<Does>,
    #[serde(default)]
    fills: Vec<FormId>,
    #[serde(default)]
    lists: Vec<ListId>,
    #[serde(default)]
    asks: Vec<QuestionId>,
    #[serde(default)]
    at_end: AtEnd,
    #[serde(default)]
    script: String,
    #[serde(default)]
    off: bool,
    #[serde(default)]
    voice: Voice,
    #[serde(default = "dots")]
    dots: u8,
}

/// What most workshops give: enough to say "this and that", too few to say everything.
fn dots() -> u8 {
    3
}

/// What a name under `does` means, or meant.
struct Does {
    now: Option<Capability>,
    fills: &'static [&'static str],
    lists: &'static [&'static str],
    asks: &'static [&'static str],
}

impl<'de> Deserialize<'de> for Does {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let (fills, lists, asks): (&[&str], &[&str], &[&str]) = match name.as_str() {
            "card" => (&["card"], &[], &[]),
            "discuss" => (&["discuss"], &[], &[]),
            "brief" => (&["brief"], &[], &[]),
            "roles" => (&[], &["core", "extended", "leadership"], &[]),
            "act" => (&["meeting"], &["actions"], &[]),
            "rate" => (&[], &[], &["rating"]),
            "dots" => (&[], &[], &["dots"]),
            "fit" => (&[], &[], &["fit"]),
            "choose" => (&[], &[], &["choice"]),
            "pulse" => (&[], &[], &["pulse"]),
            _ => (&[], &[], &[]),
        };
        let now = if name == "act" { "commit" } else { &name };
        let known = Capability::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(now));
        let is_former = !(fills.is_empty() && lists.is_empty() && asks.is_empty());
        match known {
            Err(error) if !is_former => Err(D::Error::custom(error)),
            known => Ok(Self { now: known.ok(), fills, lists, asks }),
        }
    }
}

impl From<AnyStep> for Step {
    fn from(any: AnyStep) -> Self {
        let AnyStep { id, title, minutes, prompt, hint, clock, does, mut fills, mut lists, mut asks, at_end, script, off, voice, dots } =
            any;
        for named in &does {
            add(&mut fills, named.fills);
            add(&mut lists, named.lists);
            add(&mut asks, named.asks);
        }
        let does = does.into_iter().filter_map(|named| named.now).collect();
        Self { id, title, minutes, prompt, hint, clock, does, fills, lists, asks, at_end, script, off, voice, dots }
    }
}

fn add<T: for<'a> From<&'a str> + PartialEq>(to: &mut Vec<T>, named: &[&str]) {
    for id in named {
        let id = T::from(id);
        if !to.contains(&id) {
            to.push(id);
        }
    }
}
