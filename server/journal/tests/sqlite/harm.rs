//! What happens to the files of a journal that a killed server left: copies, and everything that a disk may do to its log.

use crate::kit::Folder;
use std::{fs, path::PathBuf};

/// Where the files of a journal lie: the database, its log, its witness.
pub(crate) fn files(folder: &Folder) -> [PathBuf; 3] {
    ["", "-wal", "-heads"].map(|suffix| format!("{}{suffix}", folder.path().display()).into())
}

/// Copies the files of a journal that rests, as a server that is killed leaves them.
pub(crate) fn left_by_a_kill(from: &Folder) -> Folder {
    let to = Folder::new();
    for (from, to) in files(from).into_iter().zip(files(&to)) {
        fs::copy(from, to).expect("copied");
    }
    to
}

/// Something that happens to a file; in words.
pub(crate) fn harm(bytes: &mut Vec<u8>, chance: &mut fastrand::Rng) -> String {
    const FRAME: usize = 24 + 4096;
    let size = bytes.len();
    let frame = 32 + chance.usize(..(size - 32) / FRAME) * FRAME;
    let mut flip = |at: usize, bit: u8| bytes[at] ^= 1 << bit;
    match chance.u8(..10) {
        0 => {
            let at = chance.usize(..32);
            flip(at, chance.u8(..8));
            format!("a bit of the header, byte {at}")
        }
        1 | 2 => {
            let at = frame + chance.usize(..24);
            flip(at, chance.u8(..8));
            format!("a bit of a frame's header, byte {at}")
        }
        3..6 => {
            let at = frame + 24 + chance.usize(..4096);
            flip(at, chance.u8(..8));
            format!("a bit of a page, byte {at}")
        }
        6 => {
            bytes.truncate(chance.usize(..size));
            format!("cut to {} of {size}", bytes.len())
        }
        7 => {
            let (from, length) = (chance.usize(..size), chance.usize(1..20_000));
            let to = (from + length).min(size);
            bytes[from..to].iter_mut().for_each(|byte| *byte = chance.u8(..));
            format!("garbage from {from} to {to}")
        }
        8 => {
            let (from, length) = (chance.usize(..size), chance.usize(1..20_000));
            let to = (from + length).min(size);
            bytes[from..to].fill(0);
            format!("zeros from {from} to {to}")
        }
        _ => {
            bytes.iter_mut().for_each(|byte| *byte = chance.u8(..));
            "garbage from end to end".to_owned()
        }
    }
}
