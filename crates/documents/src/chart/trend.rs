//! A line over time: the share submitted by day or month. As steps where a value holds until the
//! next one.

use super::canvas::{Anchor, Canvas, Ink, Palette, Stroke, n, round_up, share};

/// A line over time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TrendChart {
    /// What it shows, in words.
    pub label: String,
    /// The points in order, evenly spaced.
    pub points: Vec<TrendPoint>,
    /// Whether a value holds until the next point.
    pub step: bool,
    /// The top of the scale; a round number above the largest value when absent.
    pub most: Option<f64>,
    /// Put after the numbers of the scale, such as `"%"`.
    pub unit: String,
    /// A line across, such as the goal, with its name.
    pub target: Option<(f64, String)>,
}

/// One point.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TrendPoint {
    /// When; printed under the line where there is room.
    pub label: String,
    /// The value; not negative.
    pub value: f64,
    /// The value as printed.
    pub display: String,
}

const WIDTH: f64 = 640.0;
const TOP: f64 = 24.0;
const BOTTOM: f64 = 190.0;
const SIZE: f64 = 13.0;

impl TrendChart {
    /// The picture, 640 by 220.
    pub fn svg(&self, palette: Palette) -> String {
        let mut canvas = Canvas::new(palette);
        let largest =
            self.points.iter().map(|point| point.value).chain(self.target.iter().map(|t| t.0)).fold(0.0, f64::max);
        let most = self.most.filter(|most| *most > 0.0).unwrap_or_else(|| round_up(largest));
        let left = 14.0 + canvas.text_width(&format!("{}{}", n(most), self.unit), SIZE);
        let right = WIDTH - 22.0;
        let y = |value: f64| BOTTOM - (BOTTOM - TOP) * share(value, most);
        for quarter in [0.0, 0.5, 1.0] {
            let at = y(most * quarter);
            canvas.line([left, at, right, at], 1.0, Ink::Line, Stroke::Solid);
            let mark = format!("{}{}", n(most * quarter), self.unit);
            canvas.text([left - 8.0, at + 4.5], SIZE, Anchor::End, Ink::Muted, &mark);
        }
        if let Some((value, name)) = &self.target {
            canvas.line([left, y(*value), right, y(*value)], 1.5, Ink::Warn, Stroke::Dashed);
            canvas.text([left + 6.0, y(*value) - 5.0], SIZE, Anchor::Start, Ink::Warn, name);
        }
        let gaps = self.points.len().saturating_sub(1).max(1) as f64;
        let x = |index: usize| left + 10.0 + (right - left - 20.0) * index as f64 / gaps;
        let mut path = String::new();
        let mut previous = None;
        for (index, point) in self.points.iter().enumerate() {
            let (px, py) = (x(index), y(point.value));
            match previous {
                None => path.push_str(&format!("M{} {}", n(px), n(py))),
                Some(_) if self.step => path.push_str(&format!("H{}V{}", n(px), n(py))),
                Some(_) => path.push_str(&format!("L{} {}", n(px), n(py))),
            }
            previous = Some((px, py));
        }
        canvas.stroke_path(&path, 3.0, Ink::Scale(4), Stroke::Solid);
        for (index, point) in self.points.iter().enumerate() {
            let last = index + 1 == self.points.len();
            let title = format!("{} {}", point.label, point.display);
            canvas.circle([x(index), y(point.value)], if last { 5.0 } else { 2.5 }, Ink::Scale(5), Some(&title));
        }
        if let (Some((px, py)), Some(point)) = (previous, self.points.last()) {
            canvas.bold([(px + 10.0).min(WIDTH - 2.0), py - 10.0], 15.0, Anchor::End, Ink::Text, &point.display);
        }
        self.axis(&mut canvas, x);
        canvas.finish(WIDTH, 220.0, &self.label)
    }

    /// Prints as many labels as fit, from the last backwards, so that the newest is always there.
    fn axis(&self, canvas: &mut Canvas, x: impl Fn(usize) -> f64) {
        let mut free = f64::INFINITY;
        for (index, point) in self.points.iter().enumerate().rev() {
            let half = canvas.text_width(&point.label, SIZE) / 2.0;
            let middle = x(index).clamp(half, WIDTH - half);
            if middle + half + 10.0 <= free {
                canvas.text([middle, BOTTOM + 22.0], SIZE, Anchor::Middle, Ink::Muted, &point.label);
                free = middle - half;
            }
        }
    }
}
