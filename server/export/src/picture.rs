//! A plot as pixels, for formats that cannot draw. Only our own fonts are used, nothing is fetched.

use crate::ExportError;
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{self, Tree, fontdb::Database},
};
use std::sync::{Arc, LazyLock};
use trestle_core::record::paper::Plot;

/// Pixels for each unit of a plot: sharp on paper at the width that documents give it.
const SCALE: f32 = 3.0;

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_font_data(include_bytes!("../../pdf/fonts/atkinson-hyperlegible-next-400.ttf").to_vec());
    fonts.load_font_data(include_bytes!("../../pdf/fonts/atkinson-hyperlegible-next-700.ttf").to_vec());
    Arc::new(fonts)
});

/// The plot as PNG, on white.
pub(crate) fn png(plot: &Plot) -> Result<Vec<u8>, ExportError> {
    let told = |error: &dyn std::fmt::Display| ExportError::Picture(error.to_string());
    let options = usvg::Options { fontdb: FONTS.clone(), ..usvg::Options::default() };
    let tree = Tree::from_str(&plot.svg(), &options).map_err(|error| told(&error))?;
    let size = tree.size();
    let pixels = |units: f32| (units * SCALE).ceil() as u32;
    let mut pixmap = Pixmap::new(pixels(size.width()), pixels(size.height())).ok_or_else(|| told(&"no size"))?;
    pixmap.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixmap.as_mut());
    pixmap.encode_png().map_err(|error| told(&error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use trestle_core::record::paper::Point;

    #[test]
    fn a_picture_shows_its_points_and_its_words() {
        let point = Point { number: 1, x: 5.0, y: 5.0, spread: (0.0, 0.0) };
        let plot =
            |points: Vec<Point>, x: &str| Plot { caption: "c".to_owned(), alt: String::new(), x: x.to_owned(), y: String::new(), points };
        let drawn = |plot: &Plot| Pixmap::decode_png(&png(plot).unwrap()).unwrap();
        let dark = |map: &Pixmap| map.pixels().iter().filter(|pixel| pixel.red() < 60).count();
        let (empty, dot, words) = (drawn(&plot(vec![], "")), drawn(&plot(vec![point], "")), drawn(&plot(vec![], "Seriousness")));
        assert_eq!((empty.width(), empty.height()), (1_440, 1_140));
        assert!(dark(&dot) > dark(&empty) + 1_000, "no point");
        assert!(dark(&words) > dark(&empty) + 500, "no words");
    }
}
