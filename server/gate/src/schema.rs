//! Owns the schema: which shared types a document may hold.

/// The roots of a document by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Schema {
    /// Name and shape of each root.
    pub roots: &'static [(&'static str, Shape)],
}

/// What may stand in one spot of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A `Y.Text` of plain strings: no formats, no embeds, no attributes.
    Text,
    /// A `Y.Map` with any key, all values of one shape.
    Map(&'static Shape),
    /// A `Y.Map` with these keys and no others; a key may be absent.
    Record(&'static [(&'static str, Shape)]),
    /// One plain scalar: string, finite number, boolean or null.
    Value,
}

impl Schema {
    /// The shape of the root `name`, if there is one.
    #[must_use]
    pub fn root(&self, name: &str) -> Option<Shape> {
        named(self.roots, name)
    }
}

impl Shape {
    /// The shape of what stands under `key` in a map or record of this shape.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<Shape> {
        match self {
            Shape::Map(shape) => Some(**shape),
            Shape::Record(fields) => named(fields, key),
            Shape::Text | Shape::Value => None,
        }
    }
}

fn named(shapes: &[(&str, Shape)], name: &str) -> Option<Shape> {
    shapes.iter().find(|(candidate, _)| *candidate == name).map(|(_, shape)| *shape)
}
