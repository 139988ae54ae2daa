//! A horizontal bar chart: one quantity of several things, such as plans per hazard.

use super::canvas::{Anchor, Canvas, Ink, Palette, share};

/// A horizontal bar chart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BarChart {
    /// What it shows, in words.
    pub label: String,
    /// The bars, from the top.
    pub bars: Vec<Bar>,
    /// The value of a full bar; the largest value when absent.
    pub most: Option<f64>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bar {
    /// What it stands for.
    pub label: String,
    /// How long it is; not negative.
    pub value: f64,
    /// The value as printed at its end.
    pub display: String,
    /// Where it leads, on a page.
    pub href: Option<String>,
}

const WIDTH: f64 = 640.0;
const SIZE: f64 = 14.0;
const LINE: f64 = 18.0;

impl BarChart {
    /// The picture, 640 wide.
    pub fn svg(&self, palette: Palette) -> String {
        let mut canvas = Canvas::new(palette);
        let label_width = self.widest(&canvas, |bar| &bar.label).min(WIDTH * 0.42);
        let value_width = self.widest(&canvas, |bar| &bar.display).min(WIDTH * 0.3);
        let left = label_width + 14.0;
        let room = (WIDTH - left - value_width - 12.0).max(40.0);
        let most = self.most.unwrap_or_else(|| self.bars.iter().map(|bar| bar.value).fold(0.0, f64::max));
        let mut y = 2.0;
        for bar in &self.bars {
            let lines = canvas.wrap(&bar.label, SIZE, label_width + 1.0, 3);
            let height = (lines.len().max(1) as f64 * LINE).max(LINE) + 8.0;
            let title = format!("{} {}", bar.label, bar.display);
            canvas.linked(bar.href.as_deref(), &title, |canvas| {
                let first = y + (height - lines.len() as f64 * LINE) / 2.0 + SIZE;
                for (index, line) in lines.iter().enumerate() {
                    canvas.text([label_width, first + index as f64 * LINE], SIZE, Anchor::End, Ink::Text, line);
                }
                let middle = y + height / 2.0;
                canvas.rect([left, middle - 7.0, room, 14.0], 2.0, Ink::Faint, None);
                canvas.rect([left, middle - 7.0, room * share(bar.value, most), 14.0], 2.0, Ink::Scale(4), None);
                canvas.text([WIDTH, middle + 5.0], SIZE, Anchor::End, Ink::Text, &bar.display);
            });
            y += height;
        }
        canvas.finish(WIDTH, y + 2.0, &self.label)
    }

    fn widest(&self, canvas: &Canvas, of: impl Fn(&Bar) -> &String) -> f64 {
        self.bars.iter().map(|bar| canvas.text_width(of(bar), SIZE)).fold(0.0, f64::max).ceil()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_of_no_length_is_not_drawn() {
        let bar = |value| Bar { label: "ก".into(), value, display: String::new(), href: None };
        let drawn = |values: &[f64]| {
            let bars = values.iter().map(|value| bar(*value)).collect();
            let svg = BarChart { label: String::new(), bars, most: Some(100.0) }.svg(Palette::Print);
            assert!(!svg.contains("width=\"0\""), "{svg}");
            svg.matches("<rect").count()
        };
        // The track of each bar, and the bars that have a length.
        assert_eq!([drawn(&[0.0, 0.0]), drawn(&[0.0, 50.0]), drawn(&[100.0, 50.0])], [2, 3, 4]);
    }
}
