//! Owns a supply of small decisions, taken from bytes: of a fuzzer, or of a seeded generator.

/// Decisions from bytes; when these run out, every decision is the first one.
pub struct Choices<'a> {
    bytes: &'a [u8],
}

impl<'a> Choices<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub fn byte(&mut self) -> u8 {
        let Some((first, rest)) = self.bytes.split_first() else {
            return 0;
        };
        self.bytes = rest;
        *first
    }

    /// A number below `bound`, which is at least 1.
    pub fn below(&mut self, bound: u32) -> u32 {
        let number = match bound {
            0..=256 => u32::from(self.byte()),
            _ => u32::from(self.byte()) << 8 | u32::from(self.byte()),
        };
        number % bound
    }

    /// True in about `parts` of 256 cases.
    pub fn chance(&mut self, parts: u8) -> bool {
        self.byte().wrapping_add(1) > 255 - parts
    }

    pub fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u32) as usize]
    }

    pub fn take(&mut self, most: usize) -> &'a [u8] {
        let (taken, rest) = self.bytes.split_at(most.min(self.bytes.len()));
        self.bytes = rest;
        taken
    }
}

/// Bytes from a seed (xorshift), for tests without a fuzzer.
pub struct Seeded(u64);

impl Seeded {
    pub fn new(seed: u64) -> Self {
        // The generator must not begin at zero.
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 16
    }

    pub fn bytes(&mut self, len: usize) -> Vec<u8> {
        (0..len).map(|_| self.next() as u8).collect()
    }
}
