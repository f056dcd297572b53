//! What the SQLite journal promises beyond the contract: files, damage, erasure, speed, and being killed.

mod canary;
mod damage;
mod group_commit;
mod harm;
mod kill;
mod kit;
mod log_damage;
mod refusals;
