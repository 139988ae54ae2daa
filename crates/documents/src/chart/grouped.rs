//! Grouped bars: up to five series side by side for each of several things, such as declared and
//! documented readiness per ministry.

use super::canvas::{Anchor, Canvas, Ink, Palette, share};

/// A chart of grouped horizontal bars.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GroupedBars {
    /// What it shows, in words.
    pub label: String,
    /// The names of the series; at most five are told apart.
    pub series: Vec<String>,
    /// The groups, from the top.
    pub groups: Vec<Group>,
    /// The value of a full bar; the largest value when absent.
    pub most: Option<f64>,
}

/// The bars of one thing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Group {
    /// What they stand for.
    pub label: String,
    /// One value a series with its printed form; nothing where it is not known.
    pub values: Vec<Option<(f64, String)>>,
    /// Where the group leads, on a page.
    pub href: Option<String>,
}

const WIDTH: f64 = 640.0;
const SIZE: f64 = 14.0;
const SMALL: f64 = 12.5;
const BAR: f64 = 15.0;
const INKS: [Ink; 5] = [Ink::Scale(5), Ink::Scale(3), Ink::Scale(2), Ink::Scale(4), Ink::Scale(1)];

impl GroupedBars {
    /// The picture, 640 wide, with its legend above.
    pub fn svg(&self, palette: Palette) -> String {
        let mut canvas = Canvas::new(palette);
        let top = self.legend(&mut canvas);
        let label_width =
            self.groups.iter().map(|group| canvas.text_width(&group.label, SIZE)).fold(0.0, f64::max).min(WIDTH * 0.36);
        let values = || self.groups.iter().flat_map(|group| group.values.iter().flatten());
        let value_width =
            values().map(|(_, shown)| canvas.text_width(shown, SMALL)).fold(0.0, f64::max).min(WIDTH * 0.3);
        let left = label_width + 14.0;
        let room = (WIDTH - left - value_width - 8.0).max(40.0);
        let most = self.most.unwrap_or_else(|| values().map(|(value, _)| *value).fold(0.0, f64::max));
        let mut y = top;
        for group in &self.groups {
            let lines = canvas.wrap(&group.label, SIZE, label_width + 1.0, 3);
            let height = (group.values.len() as f64 * BAR).max(lines.len() as f64 * 18.0);
            canvas.linked(group.href.as_deref(), &group.label, |canvas| {
                let first = y + (height - lines.len() as f64 * 18.0) / 2.0 + SIZE;
                for (index, line) in lines.iter().enumerate() {
                    canvas.text([label_width, first + index as f64 * 18.0], SIZE, Anchor::End, Ink::Text, line);
                }
                for (index, value) in group.values.iter().enumerate() {
                    let Some((value, shown)) = value else { continue };
                    let ink = INKS.get(index).copied().unwrap_or(Ink::Muted);
                    let at = y + index as f64 * BAR;
                    let long = room * share(*value, most);
                    canvas.rect([left, at + 1.5, long, BAR - 3.0], 2.0, ink, None);
                    canvas.text([left + long + 6.0, at + BAR - 3.5], SMALL, Anchor::Start, Ink::Muted, shown);
                }
            });
            y += height + 10.0;
        }
        canvas.line([left, top - 4.0, left, y - 6.0], 1.0, Ink::Line, super::canvas::Stroke::Solid);
        canvas.finish(WIDTH, y, &self.label)
    }

    fn legend(&self, canvas: &mut Canvas) -> f64 {
        let (mut x, mut y) = (0.0, 16.0);
        for (index, name) in self.series.iter().enumerate() {
            let width = canvas.text_width(name, SMALL) + 38.0;
            if x > 0.0 && x + width > WIDTH {
                x = 0.0;
                y += 20.0;
            }
            let ink = INKS.get(index).copied().unwrap_or(Ink::Muted);
            canvas.rect([x, y - 10.0, 14.0, 11.0], 2.0, ink, None);
            canvas.text([x + 20.0, y], SMALL, Anchor::Start, Ink::Muted, name);
            x += width;
        }
        if self.series.is_empty() { 6.0 } else { y + 18.0 }
    }
}
