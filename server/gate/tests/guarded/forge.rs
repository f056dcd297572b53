//! Owns writing updates by hand, right and wrong ones: the encoding of `decode` from the other side.

/// Bytes of an update in the making.
#[derive(Clone, Debug, Default)]
pub struct Forge {
    sections: Vec<Vec<u8>>,
    deletes: Vec<Vec<u8>>,
}

/// The parent that a struct names.
#[derive(Clone, Copy, Debug)]
pub enum Under<'a> {
    Root(&'a str),
    Item(u64, u32),
}

/// A struct in the making; the default is text at the front of nowhere.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    pub kind: u8,
    pub origin: Option<(u64, u32)>,
    pub right: Option<(u64, u32)>,
    pub parent: Option<Under<'a>>,
    pub key: Option<&'a str>,
    pub content: Vec<u8>,
}

impl<'a> Part<'a> {
    pub fn new(kind: u8, content: Vec<u8>) -> Self {
        Self { kind, origin: None, right: None, parent: None, key: None, content }
    }

    pub fn gone(len: u32) -> Self {
        Self::new(0, number(len.into()))
    }

    pub fn deleted(len: u32) -> Self {
        Self::new(1, number(len.into()))
    }

    pub fn text(text: &str) -> Self {
        Self::new(4, string(text))
    }

    pub fn map() -> Self {
        Self::new(7, vec![1])
    }

    pub fn y_text() -> Self {
        Self::new(7, vec![2])
    }

    /// Scalars, each already encoded.
    pub fn values(scalars: &[Vec<u8>]) -> Self {
        let mut content = number(scalars.len() as u64);
        scalars.iter().for_each(|scalar| content.extend(scalar));
        Self::new(8, content)
    }

    pub fn value(text: &str) -> Self {
        Self::values(&[scalar(text)])
    }

    pub fn after(mut self, client: u64, clock: u32) -> Self {
        self.origin = Some((client, clock));
        self
    }

    pub fn before(mut self, client: u64, clock: u32) -> Self {
        self.right = Some((client, clock));
        self
    }

    pub fn under(mut self, root: &'a str) -> Self {
        self.parent = Some(Under::Root(root));
        self
    }

    pub fn inside(mut self, client: u64, clock: u32) -> Self {
        self.parent = Some(Under::Item(client, clock));
        self
    }

    pub fn at(mut self, key: &'a str) -> Self {
        self.key = Some(key);
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        if self.kind == 0 {
            return [vec![0], self.content.clone()].concat();
        }
        let flag = |set: bool, bit: u8| if set { bit } else { 0 };
        let info = self.kind | flag(self.origin.is_some(), 0x80) | flag(self.right.is_some(), 0x40) | flag(self.key.is_some(), 0x20);
        let mut out = vec![info];
        for (client, clock) in [self.origin, self.right].into_iter().flatten() {
            out.extend(number(client));
            out.extend(number(clock.into()));
        }
        if self.origin.is_none() && self.right.is_none() {
            match self.parent.unwrap_or(Under::Root("")) {
                Under::Root(name) => {
                    out.push(1);
                    out.extend(string(name));
                }
                Under::Item(client, clock) => {
                    out.push(0);
                    out.extend(number(client));
                    out.extend(number(clock.into()));
                }
            }
            out.extend(self.key.map(string).unwrap_or_default());
        }
        out.extend(&self.content);
        out
    }
}

impl Forge {
    pub fn section(mut self, client: u64, clock: u32, parts: &[Part<'_>]) -> Self {
        let mut out = number(parts.len() as u64);
        out.extend(number(client));
        out.extend(number(clock.into()));
        parts.iter().for_each(|part| out.extend(part.bytes()));
        self.sections.push(out);
        self
    }

    pub fn delete(mut self, client: u64, ranges: &[(u32, u32)]) -> Self {
        let mut out = number(client);
        out.extend(number(ranges.len() as u64));
        for (clock, len) in ranges {
            out.extend(number((*clock).into()));
            out.extend(number((*len).into()));
        }
        self.deletes.push(out);
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut out = number(self.sections.len() as u64);
        out.extend(self.sections.concat());
        out.extend(number(self.deletes.len() as u64));
        out.extend(self.deletes.concat());
        out
    }
}

pub fn number(mut value: u64) -> Vec<u8> {
    let mut out = Vec::new();
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
    out
}

pub fn string(text: &str) -> Vec<u8> {
    let mut out = number(text.len() as u64);
    out.extend(text.as_bytes());
    out
}

/// A string as a scalar.
pub fn scalar(text: &str) -> Vec<u8> {
    [vec![119], string(text)].concat()
}
