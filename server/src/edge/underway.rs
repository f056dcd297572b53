//! Files that are on their way to somebody: how many bytes of them there may be, so that readers who do not read hold no memory that others need.
//!
//! A file counts until its last byte has left, or its reader has been let go. One that is larger than a share counts as all of it.

use crate::limits;
use axum::body::Bytes;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};
use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};
use trestle_core::Holder;
use trestle_protocol::WorkshopId;

/// A workshop, and whether those who run it: participants keep no facilitator waiting.
pub(super) type Place = (WorkshopId, bool);

/// All files that are on their way.
pub(crate) struct Underway {
    all: Arc<Semaphore>,
    places: Shares<Place>,
    holders: Shares<(WorkshopId, Holder)>,
    /// What is being made, or waits for room: for one holder, in one place, and in all.
    making: Shares<(WorkshopId, Holder)>,
    making_in: Shares<Place>,
    making_all: Arc<Semaphore>,
}

impl Underway {
    pub(crate) fn new() -> Self {
        Self {
            all: Arc::new(Semaphore::new(kib(limits::FILES_UNDERWAY_BYTES))),
            places: Shares::default(),
            holders: Shares::default(),
            making: Shares::default(),
            making_in: Shares::default(),
            making_all: Arc::new(Semaphore::new(limits::FILES_UNDERWAY_ALL)),
        }
    }

    /// To be held from before a file is made until it may be sent: whoever does not take what they have gets no more made.
    pub(super) async fn make(&self, place: Place, holder: Holder) -> Result<[OwnedSemaphorePermit; 3], AcquireError> {
        let own = self.making.of((place.0, holder), limits::FILES_UNDERWAY_OWN).acquire_owned().await?;
        let in_place = self.making_in.of(place, limits::FILES_UNDERWAY_EACH).acquire_owned().await?;
        Ok([own, in_place, self.making_all.clone().acquire_owned().await?])
    }

    /// The file as it may be sent, once there is room for it among its reader's own, in its place, and in all.
    pub(super) async fn send(&self, place: Place, holder: Holder, bytes: Bytes) -> Result<Bytes, AcquireError> {
        let own = take(self.holders.of((place.0, holder), kib(limits::FILES_UNDERWAY_BYTES_OWN)), limits::FILES_UNDERWAY_BYTES_OWN, &bytes)
            .await?;
        let of_place =
            take(self.places.of(place, kib(limits::FILES_UNDERWAY_BYTES_EACH)), limits::FILES_UNDERWAY_BYTES_EACH, &bytes).await?;
        let of_all = take(self.all.clone(), limits::FILES_UNDERWAY_BYTES, &bytes).await?;
        Ok(Bytes::from_owner(Sent { bytes, _room: [own, of_place, of_all] }))
    }
}

/// A file that takes up room as long as anybody has it.
struct Sent {
    bytes: Bytes,
    _room: [OwnedSemaphorePermit; 3],
}

impl AsRef<[u8]> for Sent {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// A share for each who has something on its way.
struct Shares<K>(Mutex<BTreeMap<K, Weak<Semaphore>>>);

impl<K> Default for Shares<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Copy + Ord> Shares<K> {
    fn of(&self, key: K, most: usize) -> Arc<Semaphore> {
        let mut shares = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(share) = shares.get(&key).and_then(Weak::upgrade) {
            return share;
        }
        // Of whoever has nothing on its way any more there is nothing to remember.
        shares.retain(|_, share| share.strong_count() > 0);
        let share = Arc::new(Semaphore::new(most));
        shares.insert(key, Arc::downgrade(&share));
        share
    }
}

async fn take(share: Arc<Semaphore>, most: usize, bytes: &Bytes) -> Result<OwnedSemaphorePermit, AcquireError> {
    let wanted = kib(bytes.len()).min(kib(most));
    share.acquire_many_owned(u32::try_from(wanted).unwrap_or(u32::MAX)).await
}

/// Room is counted in KiB, of which there are few enough for a semaphore.
fn kib(bytes: usize) -> usize {
    bytes.div_ceil(1_024)
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt as _;
    use trestle_protocol::SeatId;

    fn place(number: u128, facilitates: bool) -> Place {
        (WorkshopId(uuid::Uuid::from_u128(number)), facilitates)
    }

    fn file(len: usize) -> Bytes {
        vec![7; len].into()
    }

    #[test]
    fn p9_whoever_does_not_take_their_files_waits_for_themselves() {
        let underway = Underway::new();
        let send = |place, seat, len| underway.send(place, Holder::Seat(SeatId(seat)), file(len)).now_or_never().map(Result::unwrap);
        let half = limits::FILES_UNDERWAY_BYTES_OWN / 2;
        let unread = [send(place(1, false), 1, half).unwrap(), send(place(1, false), 1, half).unwrap()];
        assert!(send(place(1, false), 1, 1_024).is_none(), "one more of their own has to wait");
        assert!(send(place(1, false), 2, 1_024).is_some() && send(place(2, false), 1, 1_024).is_some(), "nobody else has");
        drop(unread);
        assert!(send(place(1, false), 1, half).is_some(), "until they are taken");
        assert!(underway.holders.0.lock().unwrap().values().all(|share| share.strong_count() == 0), "nobody is held any more");
    }

    #[test]
    fn p9_one_workshops_readers_leave_room_for_others_and_for_facilitators() {
        let underway = Underway::new();
        let send = |place, seat, len| underway.send(place, Holder::Seat(SeatId(seat)), file(len)).now_or_never().map(Result::unwrap);
        let own = limits::FILES_UNDERWAY_BYTES_OWN;
        let fits = limits::FILES_UNDERWAY_BYTES_EACH / own;
        let unread: Vec<Bytes> = (0..1_000).map_while(|seat| send(place(1, false), seat, 3 * own)).collect();
        assert_eq!(unread.len(), fits.div_ceil(3), "a file that is larger than a share has it whole, and its size in its place");
        assert!(send(place(1, true), 5_000, own).is_some() && send(place(2, false), 1, own).is_some());
    }

    #[test]
    fn p7_the_machine_holds_no_more_than_it_may() {
        let underway = Underway::new();
        let send = |place, len| underway.send(place, Holder::Console, file(len)).now_or_never().map(Result::unwrap);
        let own = limits::FILES_UNDERWAY_BYTES_OWN;
        let unread: Vec<Bytes> = (0..1_000).map_while(|number| send(place(number, true), own)).collect();
        assert_eq!(unread.len(), limits::FILES_UNDERWAY_BYTES / own);
    }
}
