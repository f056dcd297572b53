//! Owns the schema: which shared types a document may hold.

/// The roots of a document by name. There are a few dozen at most, and one of each kind of document: looking a name up walks past them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// Name and shape of each root.
    pub roots: Vec<(String, Shape)>,
}

/// What may stand in one spot of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A `Y.Text` of plain strings: no formats, no embeds, no attributes.
    Text,
    /// A `Y.Map` with any key, all values of one shape.
    Map(Box<Shape>),
    /// A `Y.Map` with these keys and no others; a key may be absent.
    Record(Vec<(String, Shape)>),
    /// One plain scalar: string, finite number, boolean or null.
    Value,
}

impl Schema {
    /// Of these roots.
    pub fn of<N: Into<String>>(roots: impl IntoIterator<Item = (N, Shape)>) -> Self {
        Self { roots: owned(roots) }
    }

    /// The shape of the root `name`, if there is one.
    #[must_use]
    pub fn root(&self, name: &str) -> Option<&Shape> {
        named(&self.roots, name)
    }
}

impl Shape {
    /// A map with any key, all values of that shape.
    #[must_use]
    pub fn map(of: Shape) -> Self {
        Self::Map(Box::new(of))
    }

    /// A map with these keys.
    pub fn record<N: Into<String>>(fields: impl IntoIterator<Item = (N, Shape)>) -> Self {
        Self::Record(owned(fields))
    }

    /// The shape of what stands under `key` in a map or record of this shape.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Shape> {
        match self {
            Shape::Map(shape) => Some(shape),
            Shape::Record(fields) => named(fields, key),
            Shape::Text | Shape::Value => None,
        }
    }
}

fn owned<N: Into<String>>(named: impl IntoIterator<Item = (N, Shape)>) -> Vec<(String, Shape)> {
    named.into_iter().map(|(name, shape)| (name.into(), shape)).collect()
}

fn named<'a>(shapes: &'a [(String, Shape)], name: &str) -> Option<&'a Shape> {
    shapes.iter().find(|(candidate, _)| candidate == name).map(|(_, shape)| shape)
}
