//! Owns a set of clocks as sorted ranges that neither overlap nor touch.

use serde::{Deserialize, Serialize};

/// Half-open ranges, sorted; no two overlap or touch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Ranges(Vec<(u32, u32)>);

impl Ranges {
    /// Makes a set of ranges in any order.
    pub(crate) fn of(mut ranges: Vec<(u32, u32)>) -> Self {
        ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (start, end) in ranges {
            match merged.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => merged.push((start, end)),
            }
        }
        Self(merged)
    }

    /// The ranges in their order.
    pub(crate) fn as_slice(&self) -> &[(u32, u32)] {
        &self.0
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is in this set and not in `other`.
    pub(crate) fn without(&self, other: &Self) -> Self {
        let mut rest = Vec::new();
        for &(mut start, end) in &self.0 {
            let from = other.0.partition_point(|&(_, known)| known <= start);
            for &(known_start, known_end) in &other.0[from..] {
                if known_start >= end {
                    break;
                }
                if start < known_start {
                    rest.push((start, known_start));
                }
                start = start.max(known_end);
            }
            if start < end {
                rest.push((start, end));
            }
        }
        Self(rest)
    }

    /// How many ranges more this set has after [`Ranges::add`]ing `other`, which is disjoint from it.
    pub(crate) fn growth(&self, other: &Self) -> i64 {
        let touching = |&(start, end): &(u32, u32)| {
            let at = self.0.partition_point(|&(_, known)| known < start);
            let left = self.0.get(at).is_some_and(|range| range.1 == start);
            let right = self
                .0
                .get(at + usize::from(left))
                .is_some_and(|range| range.0 == end);
            1 - i64::from(left) - i64::from(right)
        };
        other.0.iter().map(touching).sum()
    }

    /// Adds all of `other`.
    pub(crate) fn add(&mut self, other: &Self) {
        match other.0.as_slice() {
            [] => {}
            [one] => self.add_one(*one),
            more => {
                let mut all = std::mem::take(&mut self.0);
                all.extend_from_slice(more);
                *self = Self::of(all);
            }
        }
    }

    fn add_one(&mut self, (start, end): (u32, u32)) {
        let from = self.0.partition_point(|&(_, known)| known < start);
        let to = self.0.partition_point(|&(known, _)| known <= end);
        let merged = self.0[from..to]
            .iter()
            .fold((start, end), |(low, high), range| {
                (low.min(range.0), high.max(range.1))
            });
        self.0.splice(from..to, [merged]);
    }
}
