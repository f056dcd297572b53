//! A fair queue: turns go round by where somebody belongs, and there by who it is, so that whoever asks for a lot waits for himself.

use std::{
    collections::{HashMap, VecDeque},
    hash::Hash,
};

/// What waits, by place and within it by who waits.
#[derive(Debug)]
pub(super) struct Fair<P, W, T> {
    /// Places where something waits, in the order of their turns; each has a lane.
    order: VecDeque<P>,
    lanes: HashMap<P, Lane<W, T>>,
}

/// What waits in one place: those who wait take turns as places do, and of one the first comes first.
#[derive(Debug)]
struct Lane<W, T> {
    queues: VecDeque<(W, VecDeque<T>)>,
    waiting: usize,
}

impl<P: Copy + Eq + Hash, W: Copy + Eq, T> Fair<P, W, T> {
    /// Nothing waits.
    pub(super) fn new() -> Self {
        Self { order: VecDeque::new(), lanes: HashMap::new() }
    }

    /// Does nothing wait?
    pub(super) fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// How much waits in that place.
    pub(super) fn waiting(&self, place: P) -> usize {
        self.lanes.get(&place).map_or(0, |lane| lane.waiting)
    }

    /// What waits for one in that place, the first one first.
    pub(super) fn of(&mut self, place: P, who: W) -> impl Iterator<Item = &mut T> {
        let queues = self.lanes.get_mut(&place).into_iter().flat_map(|lane| &mut lane.queues);
        queues.filter(move |(known, _)| *known == who).flat_map(|(_, queue)| queue)
    }

    /// Waits behind what is there already of the same one.
    pub(super) fn push(&mut self, place: P, who: W, what: T) {
        if !self.lanes.contains_key(&place) {
            self.order.push_back(place);
        }
        let lane = self.lanes.entry(place).or_insert_with(|| Lane { queues: VecDeque::new(), waiting: 0 });
        lane.waiting += 1;
        match lane.queues.iter_mut().find(|(known, _)| *known == who) {
            Some((_, queue)) => queue.push_back(what),
            None => lane.queues.push_back((who, VecDeque::from([what]))),
        }
    }

    /// Whose turn it is, if anybody's; whoever had it goes behind the others there, and the place behind the other places.
    pub(super) fn next(&mut self) -> Option<(P, W, T)> {
        self.next_where(|_| true)
    }

    /// The same, of places that may have a turn now.
    pub(super) fn next_where(&mut self, may: impl Fn(P) -> bool) -> Option<(P, W, T)> {
        for _ in 0..self.order.len() {
            let place = self.order.pop_front()?;
            let next = if may(place) { self.lanes.get_mut(&place).and_then(Lane::next) } else { None };
            match self.lanes.get(&place) {
                Some(lane) if lane.waiting > 0 => self.order.push_back(place),
                _ => drop(self.lanes.remove(&place)),
            }
            if let Some((who, what)) = next {
                return Some((place, who, what));
            }
        }
        None
    }

    /// Goes on with what is to be kept of that place.
    pub(super) fn retain(&mut self, place: P, keep: impl Fn(&T) -> bool) {
        let Some(lane) = self.lanes.get_mut(&place) else { return };
        for (_, queue) in &mut lane.queues {
            queue.retain(&keep);
        }
        lane.queues.retain(|(_, queue)| !queue.is_empty());
        lane.waiting = lane.queues.iter().map(|(_, queue)| queue.len()).sum();
    }

    /// Takes the last one away from whoever has most that waits in that place, if it is more than this one would then have.
    pub(super) fn make_room(&mut self, place: P, who: W) -> Option<T> {
        let lane = self.lanes.get_mut(&place)?;
        let own = lane.queues.iter().find(|(known, _)| *known == who).map_or(0, |(_, queue)| queue.len());
        let (_, most) = lane.queues.iter_mut().max_by_key(|(_, queue)| queue.len())?;
        if most.len() <= own + 1 {
            return None;
        }
        lane.waiting -= 1;
        most.pop_back()
    }
}

impl<W: Copy, T> Lane<W, T> {
    fn next(&mut self) -> Option<(W, T)> {
        while let Some((who, mut queue)) = self.queues.pop_front() {
            let what = queue.pop_front();
            if !queue.is_empty() {
                self.queues.push_back((who, queue));
            }
            if let Some(what) = what {
                self.waiting -= 1;
                return Some((who, what));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turns(fair: &mut Fair<char, u8, u32>) -> Vec<(char, u8, u32)> {
        std::iter::from_fn(|| fair.next()).collect()
    }

    #[test]
    fn p9_turns_go_round_by_place_and_there_by_who_waits() {
        let mut fair = Fair::new();
        for what in 0..4 {
            fair.push('a', 1, what);
        }
        fair.push('a', 2, 10);
        fair.push('b', 9, 20);
        assert_eq!((fair.waiting('a'), fair.waiting('b'), fair.waiting('c')), (5, 1, 0));
        assert_eq!(fair.of('a', 1).map(|what| *what).collect::<Vec<_>>(), [0, 1, 2, 3]);
        assert_eq!(turns(&mut fair), [('a', 1, 0), ('b', 9, 20), ('a', 2, 10), ('a', 1, 1), ('a', 1, 2), ('a', 1, 3)]);
        assert!(fair.is_empty() && fair.lanes.is_empty());
    }

    #[test]
    fn p9_a_place_that_may_not_have_a_turn_now_holds_no_other_up() {
        let mut fair = Fair::new();
        for (place, what) in [('a', 0), ('a', 1), ('b', 2)] {
            fair.push(place, 1, what);
        }
        assert_eq!(fair.next_where(|place| place != 'a'), Some(('b', 1, 2)));
        assert_eq!(fair.next_where(|place| place != 'a'), None);
        assert_eq!(turns(&mut fair), [('a', 1, 0), ('a', 1, 1)]);
    }

    #[test]
    fn p9_room_is_made_by_whoever_takes_most() {
        let mut fair = Fair::new();
        for what in 0..3 {
            fair.push('a', 1, what);
        }
        assert_eq!(fair.make_room('a', 2), Some(2), "the last of those who have most");
        assert_eq!((fair.make_room('a', 1), fair.make_room('b', 2)), (None, None));
        fair.push('a', 2, 10);
        assert_eq!(fair.make_room('a', 2), None, "nobody gives way to whoever has as much");
        fair.retain('a', |what| *what == 10);
        assert_eq!((fair.waiting('a'), turns(&mut fair)), (1, vec![('a', 2, 10)]));
        fair.push('a', 1, 1);
        fair.retain('a', |_| false);
        assert_eq!(turns(&mut fair), [], "an empty lane is no turn");
    }
}
