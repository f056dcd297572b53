//! quick-xml 0.42 under the number of 0.38, for a dependency that asks for that one and for nothing that has changed since.

pub use fixed::*;
