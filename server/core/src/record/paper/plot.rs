//! A plot of numbered points on two axes from 1 to 5, drawn as SVG. The numbers are those of the rows of the table beside it, so that no
//! text of people has to fit into a picture.

use serde::{Deserialize, Serialize};
use std::fmt::Write as _;

const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 380.0;
/// Edges of the field in which points lie.
const LEFT: f64 = 62.0;
const RIGHT: f64 = 466.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 322.0;
/// Radius of a point: two digits fit.
const RADIUS: f64 = 10.0;
/// Rings of places that are tried around a point before it is drawn over another one.
const RINGS: u32 = 6;

/// Numbered points on two axes from 1 to 5.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plot {
    /// What it shows, in a line under it.
    pub caption: String,
    /// The same in words, for readers who do not see it.
    pub alt: String,
    /// What goes from left to right.
    pub x: String,
    /// What goes from bottom to top.
    pub y: String,
    /// In the order of the table.
    pub points: Vec<Point>,
}

/// A point of a plot.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Its row in the table, from 1.
    pub number: usize,
    /// 1 to 5.
    pub x: f64,
    /// 1 to 5.
    pub y: f64,
    /// How far answers lie apart, on both axes; 0 where there is nothing to lie apart.
    pub spread: (f64, f64),
}

impl Plot {
    /// Its width in units of its own.
    pub const WIDTH: f64 = WIDTH;
    /// Its height in units of its own.
    pub const HEIGHT: f64 = HEIGHT;

    /// The drawing. Its text is in Atkinson Hyperlegible Next.
    pub fn svg(&self) -> String {
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" width=\"{WIDTH}\" height=\"{HEIGHT}\" \
             font-family=\"Atkinson Hyperlegible Next\" fill=\"#14302b\">"
        );
        frame(&mut svg);
        axes(&mut svg, &self.x, &self.y);
        self.points.iter().for_each(|point| spread(&mut svg, point));
        let mut taken = Vec::new();
        for point in &self.points {
            let at = (across(point.x), down(point.y));
            let place = free(at, &taken);
            mark(&mut svg, at, place, point.number);
            taken.push(place);
        }
        svg.push_str("</svg>");
        svg
    }
}

/// A value's place from left to right; half a step of room on both sides.
fn across(value: f64) -> f64 {
    LEFT + (value.clamp(1.0, 5.0) - 0.5) / 5.0 * (RIGHT - LEFT)
}

/// A value's place from top to bottom.
fn down(value: f64) -> f64 {
    BOTTOM - (value.clamp(1.0, 5.0) - 0.5) / 5.0 * (BOTTOM - TOP)
}

fn frame(svg: &mut String) {
    let (width, height) = (RIGHT - LEFT, BOTTOM - TOP);
    let _ = write!(svg, "<rect x=\"{LEFT}\" y=\"{TOP}\" width=\"{width}\" height=\"{height}\" fill=\"#fcfdfb\" stroke=\"#667c73\"/>");
    let (middle_x, middle_y) = (across(3.0), down(3.0));
    let _ =
        write!(svg, "<path d=\"M{middle_x:.1} {TOP}V{BOTTOM}M{LEFT} {middle_y:.1}H{RIGHT}\" stroke=\"#c2cfc5\" stroke-dasharray=\"3 4\"/>");
}

fn axes(svg: &mut String, x: &str, y: &str) {
    for step in 1..=5 {
        let (across, down) = (across(f64::from(step)), down(f64::from(step)) + 5.0);
        let _ = write!(svg, "<text x=\"{across:.1}\" y=\"{}\" font-size=\"14\" text-anchor=\"middle\">{step}</text>", BOTTOM + 20.0);
        let _ = write!(svg, "<text x=\"{}\" y=\"{down:.1}\" font-size=\"14\" text-anchor=\"end\">{step}</text>", LEFT - 9.0);
    }
    let (middle_x, middle_y) = ((LEFT + RIGHT) / 2.0, (TOP + BOTTOM) / 2.0);
    let bold = "font-size=\"15\" font-weight=\"700\" text-anchor=\"middle\"";
    let _ = write!(svg, "<text x=\"{middle_x}\" y=\"{}\" {bold}>{x}</text>", HEIGHT - 12.0);
    let _ = write!(svg, "<text transform=\"translate(22 {middle_y}) rotate(-90)\" {bold}>{y}</text>");
}

/// A cross as wide and as high as the answers lie apart.
fn spread(svg: &mut String, point: &Point) {
    let (left, right) = (across(point.x - point.spread.0), across(point.x + point.spread.0));
    let (top, bottom) = (down(point.y + point.spread.1), down(point.y - point.spread.1));
    if left < right || top < bottom {
        let (x, y) = (across(point.x), down(point.y));
        let _ = write!(
            svg,
            "<path d=\"M{left:.1} {y:.1}H{right:.1}M{x:.1} {top:.1}V{bottom:.1}\" stroke=\"#8fb3a6\" stroke-width=\"2.5\" \
             stroke-linecap=\"round\" fill=\"none\"/>"
        );
    }
}

/// The nearest place at which a point covers no other one.
fn free(at: (f64, f64), taken: &[(f64, f64)]) -> (f64, f64) {
    let is_free = |place: (f64, f64)| taken.iter().all(|other| (place.0 - other.0).hypot(place.1 - other.1) >= 2.0 * RADIUS);
    let inside = |(x, y): (f64, f64)| (LEFT + RADIUS..=RIGHT - RADIUS).contains(&x) && (TOP + RADIUS..=BOTTOM - RADIUS).contains(&y);
    let around = (1..=RINGS).flat_map(|ring| (0..ring * 6).map(move |turn| (f64::from(ring), f64::from(turn) / f64::from(ring * 6))));
    let places = around.map(|(ring, turn)| {
        let (sin, cos) = (turn * std::f64::consts::TAU).sin_cos();
        (at.0 + cos * ring * (2.0 * RADIUS + 0.5), at.1 + sin * ring * (2.0 * RADIUS + 0.5))
    });
    std::iter::once(at).chain(places).find(|place| is_free(*place) && inside(*place)).unwrap_or(at)
}

fn mark(svg: &mut String, at: (f64, f64), place: (f64, f64), number: usize) {
    if at != place {
        let _ = write!(
            svg,
            "<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" stroke=\"#17594d\"/><circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"2\" fill=\"#17594d\"/>",
            at.0, at.1, place.0, place.1, at.0, at.1
        );
    }
    let size = if number < 100 { 12 } else { 9 };
    let _ = write!(
        svg,
        "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{RADIUS}\" fill=\"#17594d\" stroke=\"#ffffff\"/>\
         <text x=\"{:.1}\" y=\"{:.1}\" font-size=\"{size}\" font-weight=\"700\" text-anchor=\"middle\" fill=\"#ffffff\">{number}</text>",
        place.0,
        place.1,
        place.0,
        place.1 + 4.0
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot(points: &[(f64, f64)]) -> Plot {
        let point = |(index, (x, y)): (usize, &(f64, f64))| Point { number: index + 1, x: *x, y: *y, spread: (0.5, 0.0) };
        Plot {
            caption: "c".into(),
            alt: "a".into(),
            x: "Seriousness".into(),
            y: "Priority".into(),
            points: points.iter().enumerate().map(point).collect(),
        }
    }

    fn circles(svg: &str) -> Vec<(f64, f64)> {
        let number = |text: &str, name: &str| text.split(&format!("{name}=\"")).nth(1)?.split('"').next()?.parse::<f64>().ok();
        svg.split("<circle ")
            .skip(1)
            .filter(|c| c.contains("r=\"10\""))
            .filter_map(|c| Some((number(c, "cx")?, number(c, "cy")?)))
            .collect()
    }

    #[test]
    fn points_that_fall_together_are_drawn_side_by_side_within_the_field() {
        let svg = plot(&[(5.0, 5.0); 30]).svg();
        let places = circles(&svg);
        assert_eq!(places.len(), 30);
        for (index, (x, y)) in places.iter().enumerate() {
            assert!(*x > LEFT && *x < RIGHT && *y > TOP && *y < BOTTOM, "{x} {y}");
            assert!(places[..index].iter().all(|other| (x - other.0).hypot(y - other.1) > 19.0), "{index} covers another one");
        }
    }

    #[test]
    fn more_is_further_to_the_right_and_higher_up() {
        let places = circles(&plot(&[(1.0, 1.0), (5.0, 5.0), (2.5, 4.0)]).svg());
        assert!(places[0].0 < places[2].0 && places[2].0 < places[1].0);
        assert!(places[0].1 > places[2].1 && places[2].1 > places[1].1);
        assert!(plot(&[(2.0, 2.0)]).svg().contains(">Seriousness<"));
    }
}
