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

    /// Is this clock in the set?
    pub(crate) fn holds(&self, clock: u32) -> bool {
        let at = self.0.partition_point(|&(_, end)| end <= clock);
        self.0.get(at).is_some_and(|&(start, _)| start <= clock)
    }

    /// How many clocks are in the set.
    pub(crate) fn count(&self) -> u64 {
        self.0.iter().map(|(start, end)| u64::from(end - start)).sum()
    }

    /// How often the set begins or ends between `start` and `end`, both left out.
    pub(crate) fn edges(&self, start: u32, end: u32) -> u32 {
        let from = self.0.partition_point(|&(_, known)| known <= start);
        let within = self.0[from..].iter().take_while(|range| range.0 < end);
        within.map(|range| u32::from(range.0 > start) + u32::from(range.1 < end)).sum()
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
        let merged = self.0[from..to].iter().fold((start, end), |(low, high), range| (low.min(range.0), high.max(range.1)));
        self.0.splice(from..to, [merged]);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Ranges;

    /// Ranges below 64 from the bits of a number.
    fn ranges(bits: u64) -> Ranges {
        Ranges::of((0..64).filter(|at| bits >> at & 1 == 1).map(|at| (at, at + 1)).collect())
    }

    fn clocks(ranges: &Ranges) -> BTreeSet<u32> {
        ranges.as_slice().iter().flat_map(|(start, end)| *start..*end).collect()
    }

    #[test]
    fn ranges_are_sets() {
        let mut bits = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..2000 {
            bits = bits.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
            let (one, other) = (bits & bits >> 7, bits.rotate_left(23) & bits >> 3);
            let (known, named) = (ranges(one), ranges(other));
            let fresh = named.without(&known);
            assert_eq!(fresh, ranges(other & !one));
            let mut all = known.clone();
            all.add(&fresh);
            assert_eq!(all, ranges(one | other));
            assert_eq!(all.count() as u32, (one | other).count_ones());
            let held = clocks(&all);
            assert!((0..70).all(|clock| all.holds(clock) == held.contains(&clock)));
            let (start, end) = (bits as u32 % 64, (bits >> 32) as u32 % 64);
            let edge = |at: &u32| held.contains(at) != held.contains(&(at - 1));
            assert_eq!(all.edges(start, end) as usize, (start + 1..end).filter(edge).count());
            let mut singly = known;
            fresh.as_slice().iter().for_each(|range| singly.add(&Ranges::of(vec![*range])));
            assert_eq!(singly, all);
        }
    }
}
