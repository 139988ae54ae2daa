//! Impact over time of one process (template table T3): the level of harm as steps over the
//! horizons of the template, with the recovery time objective and the longest tolerable outage as
//! upright lines. Horizons are evenly spaced, because hours and months share one axis.

use super::canvas::{Anchor, Canvas, Ink, Palette, Stroke, n, share};

/// Impact over time of one process.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImpactChart {
    /// What it shows, in words.
    pub label: String,
    /// The names of the levels, from none to the gravest.
    pub levels: Vec<String>,
    /// The horizons, rising.
    pub points: Vec<ImpactPoint>,
    /// RTO, MTPD, RTA.
    pub markers: Vec<Marker>,
}

/// The impact once an outage has lasted this long.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ImpactPoint {
    /// Hours since the outage began.
    pub hours: f64,
    /// The horizon as printed.
    pub label: String,
    /// The index into the levels.
    pub level: usize,
}

/// An upright line.
#[derive(Debug, Clone, PartialEq)]
pub struct Marker {
    /// Hours since the outage began.
    pub hours: f64,
    /// Its words, such as `"RTO 4 ชม."`.
    pub label: String,
    /// What it marks.
    pub kind: MarkerKind,
}

/// What an upright line marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkerKind {
    /// The recovery time objective.
    Objective,
    /// The longest tolerable outage.
    Limit,
    /// The recovery time that can be achieved.
    Achievable,
}

const WIDTH: f64 = 640.0;
const RIGHT: f64 = 610.0;
const SIZE: f64 = 13.0;
const BAND: f64 = 17.0;

impl ImpactChart {
    /// The picture, 640 wide.
    pub fn svg(&self, palette: Palette) -> String {
        let mut canvas = Canvas::new(palette);
        let label_width = self.levels.iter().map(|name| canvas.text_width(name, SIZE)).fold(0.0, f64::max);
        let left = (label_width + 12.0).min(WIDTH * 0.35);
        let top = 8.0 + BAND * self.markers.len().max(1) as f64;
        let steps = self.levels.len().saturating_sub(1).max(1);
        let bottom = top + 26.0 * steps as f64 + 30.0;
        let y = |level: usize| bottom - (bottom - top - 14.0) * share(level as f64, steps as f64);
        for (level, name) in self.levels.iter().enumerate() {
            canvas.line([left, y(level), RIGHT, y(level)], 1.0, Ink::Line, Stroke::Solid);
            canvas.text([left - 8.0, y(level) + 4.5], SIZE, Anchor::End, Ink::Muted, name);
        }
        canvas.stroke_path(&self.steps(left, y), 3.0, Ink::Scale(4), Stroke::Solid);
        for (index, point) in self.points.iter().enumerate() {
            let half = canvas.text_width(&point.label, SIZE) / 2.0;
            let x = self.x_of_point(index, left).clamp(half, WIDTH - half);
            canvas.text([x, bottom + 20.0], SIZE, Anchor::Middle, Ink::Muted, &point.label);
        }
        for (index, marker) in self.markers.iter().enumerate() {
            let (ink, stroke) = match marker.kind {
                MarkerKind::Objective => (Ink::Go, Stroke::Solid),
                MarkerKind::Limit => (Ink::Bad, Stroke::Dashed),
                MarkerKind::Achievable => (Ink::Warn, Stroke::Dashed),
            };
            let x = self.x_of_hours(marker.hours, left);
            let line = 4.0 + BAND * index as f64;
            canvas.line([x, line, x, bottom], 2.0, ink, stroke);
            let width = canvas.text_width(&marker.label, SIZE) + 8.0;
            let (at, anchor) = if x + width > WIDTH { (x - 6.0, Anchor::End) } else { (x + 6.0, Anchor::Start) };
            canvas.text([at, line + 11.0], SIZE, anchor, ink, &marker.label);
        }
        canvas.finish(WIDTH, bottom + 30.0, &self.label)
    }

    fn steps(&self, left: f64, y: impl Fn(usize) -> f64) -> String {
        let mut path = String::new();
        for (index, point) in self.points.iter().enumerate() {
            let (px, py) = (self.x_of_point(index, left), y(point.level.min(self.levels.len().saturating_sub(1))));
            if index == 0 {
                path.push_str(&format!("M{} {}", n(px), n(py)));
            } else {
                path.push_str(&format!("H{}V{}", n(px), n(py)));
            }
        }
        if !path.is_empty() {
            path.push_str(&format!("H{}", n(RIGHT)));
        }
        path
    }

    fn x_of_point(&self, index: usize, left: f64) -> f64 {
        let room = RIGHT - 30.0 - left;
        left + room * share(index as f64, self.points.len().saturating_sub(1).max(1) as f64)
    }

    /// Between two horizons in proportion; before the first and after the last at the edge.
    fn x_of_hours(&self, hours: f64, left: f64) -> f64 {
        let after = self.points.iter().position(|point| point.hours >= hours);
        match after {
            Some(0) => self.x_of_point(0, left),
            None => {
                if self.points.is_empty() {
                    left
                } else {
                    RIGHT - 15.0
                }
            }
            Some(index) => {
                let earlier = self.points.get(index - 1).map_or(0.0, |point| point.hours);
                let later = self.points.get(index).map_or(hours, |point| point.hours);
                let (a, b) = (self.x_of_point(index - 1, left), self.x_of_point(index, left));
                a + (b - a) * share(hours - earlier, later - earlier)
            }
        }
    }
}
