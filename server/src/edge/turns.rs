//! Turns at what keeps a processor busy: a few at a time, given in a fair order, and never all of them to one place.

use super::fair::Fair;
use std::{
    collections::{HashMap, hash_map::Entry},
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::oneshot;

/// Gives a few turns at a time. `P` and `W`: where somebody belongs, and who it is.
pub(super) struct Turns<P: Copy + Eq + Hash, W: Copy + Eq> {
    inner: Mutex<Inner<P, W>>,
    /// How many one place may have.
    each: usize,
}

struct Inner<P: Copy + Eq + Hash, W: Copy + Eq> {
    free: usize,
    /// How many turns places have that have any.
    having: HashMap<P, usize>,
    waiting: Fair<P, W, oneshot::Sender<Turn<P, W>>>,
}

/// A turn, until it is dropped.
pub(super) struct Turn<P: Copy + Eq + Hash, W: Copy + Eq> {
    turns: Option<Arc<Turns<P, W>>>,
    place: P,
}

impl<P: Copy + Eq + Hash, W: Copy + Eq> Turns<P, W> {
    /// So many at a time, and half of them in one place.
    pub(super) fn new(at_once: usize) -> Arc<Self> {
        let inner = Inner { free: at_once, having: HashMap::new(), waiting: Fair::new() };
        Arc::new(Self { inner: Mutex::new(inner), each: at_once.div_ceil(2) })
    }

    fn lock(&self) -> MutexGuard<'_, Inner<P, W>> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a turn. None comes if the turns themselves are gone.
    pub(super) async fn turn(self: &Arc<Self>, place: P, who: W) -> Option<Turn<P, W>> {
        let (sender, receiver) = oneshot::channel();
        self.lock().waiting.push(place, who, sender);
        self.give();
        receiver.await.ok()
    }

    /// Gives what is free to those who wait; whoever has gone away is passed over.
    fn give(self: &Arc<Self>) {
        loop {
            let given = self.lock().next(self.each);
            let Some((place, sender)) = given else { return };
            if let Err(mut turn) = sender.send(Turn { turns: Some(self.clone()), place }) {
                // It ends without giving it on: that is done here.
                turn.turns = None;
                self.lock().end(place);
            }
        }
    }
}

impl<P: Copy + Eq + Hash, W: Copy + Eq> Inner<P, W> {
    /// Who is given a turn now, and where; it is counted.
    fn next(&mut self, each: usize) -> Option<(P, oneshot::Sender<Turn<P, W>>)> {
        if self.free == 0 {
            return None;
        }
        let having = &self.having;
        let (place, _, sender) = self.waiting.next_where(|place| having.get(&place).is_none_or(|have| *have < each))?;
        self.free -= 1;
        *self.having.entry(place).or_default() += 1;
        Some((place, sender))
    }

    fn end(&mut self, place: P) {
        self.free += 1;
        if let Entry::Occupied(mut have) = self.having.entry(place) {
            *have.get_mut() -= 1;
            if *have.get() == 0 {
                have.remove();
            }
        }
    }
}

impl<P: Copy + Eq + Hash, W: Copy + Eq> Drop for Turn<P, W> {
    fn drop(&mut self) {
        if let Some(turns) = self.turns.take() {
            turns.lock().end(self.place);
            turns.give();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;
    use std::pin::pin;

    #[tokio::test]
    async fn p9_whoever_wants_many_turns_waits_behind_who_wants_one() {
        let turns = Turns::new(1);
        let first = turns.turn('a', 1).await.unwrap();
        let mut many: Vec<_> = (0..50).map(|_| Box::pin(turns.turn('a', 1))).collect();
        assert!(many.iter_mut().all(|turn| turn.as_mut().now_or_never().is_none()));
        let (mut colleague, mut elsewhere) = (pin!(turns.turn('a', 2)), pin!(turns.turn('b', 3)));
        assert!(colleague.as_mut().now_or_never().is_none() && elsewhere.as_mut().now_or_never().is_none());
        drop(first);
        drop(many[0].as_mut().now_or_never().flatten().unwrap());
        drop(elsewhere.now_or_never().flatten().unwrap());
        assert!(colleague.now_or_never().is_some());
    }

    #[tokio::test]
    async fn turns_of_those_who_left_are_given_on() {
        let turns = Turns::new(2);
        let (first, second) = (turns.turn('a', 1).await.unwrap(), turns.turn('b', 1).await.unwrap());
        let mut gone: Vec<_> = (0..10).map(|_| Box::pin(turns.turn('a', 1))).collect();
        assert!(gone.iter_mut().all(|turn| turn.as_mut().now_or_never().is_none()));
        let mut given = gone.pop().unwrap();
        drop(first);
        drop(gone);
        drop(second);
        assert!(given.as_mut().now_or_never().is_some(), "the one who stayed");
        drop(given);
        assert!(turns.lock().free == 2 && turns.lock().having.is_empty());
    }

    #[tokio::test]
    async fn p9_one_place_never_has_all_turns() {
        let turns = Turns::new(2);
        let first = turns.turn('a', 1).await.unwrap();
        let mut second = pin!(turns.turn('a', 2));
        assert!(second.as_mut().now_or_never().is_none());
        drop(turns.turn('b', 1).now_or_never().flatten().unwrap());
        assert!(second.as_mut().now_or_never().is_none(), "not even while nobody else wants one");
        drop(first);
        assert!(second.now_or_never().is_some());
    }
}
