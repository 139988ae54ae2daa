//! The one-page Strategy Map (template table T11): mission, critical processes, digital services,
//! hazards, strategies and what citizens get, as columns of boxes with lines between them.

use std::collections::HashMap;

use super::canvas::{Anchor, Canvas, Ink, Palette, Stroke, n};

/// The Strategy Map of one plan.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StrategyMap {
    /// What it shows, in words.
    pub label: String,
    /// The columns, from the left; six in the template.
    pub columns: Vec<StrategyColumn>,
    /// The lines between boxes; one that names no box is left out.
    pub connections: Vec<Connection>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StrategyColumn {
    /// Its heading.
    pub heading: String,
    /// Its boxes, from the top.
    pub boxes: Vec<StrategyBox>,
}

/// One box.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StrategyBox {
    /// Its name among the connections.
    pub id: String,
    /// Its text.
    pub text: String,
    /// A smaller line under it, such as the recovery time.
    pub detail: Option<String>,
}

/// A line from one box to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// The box it starts from.
    pub from: String,
    /// The box it leads to.
    pub to: String,
}

/// A box with its place.
struct Placed {
    column: usize,
    lines: Vec<String>,
    detail: Vec<String>,
    y: f64,
    height: f64,
}

const WIDTH: f64 = 1120.0;
/// The least height, in proportion to A4 on its side below a title.
const LEAST_HEIGHT: f64 = 690.0;
const GAP: f64 = 30.0;
const PAD: f64 = 9.0;
const SIZE: f64 = 15.5;
const LINE: f64 = 20.5;
const SMALL: f64 = 13.5;
const SMALL_LINE: f64 = 17.5;
const BETWEEN: f64 = 12.0;
const MOST_LINES: usize = 8;

impl StrategyMap {
    /// The picture, 1120 wide and as tall as it must be.
    pub fn svg(&self, palette: Palette) -> String {
        let mut canvas = Canvas::new(palette);
        let count = self.columns.len().max(1) as f64;
        let width = (WIDTH - GAP * (count - 1.0)) / count;
        let x = |column: usize| 1.0 + column as f64 * (width + GAP);
        let headings: Vec<_> =
            self.columns.iter().map(|column| canvas.wrap(&column.heading, 15.0, width - 2.0 * PAD, 3)).collect();
        let head = headings.iter().map(Vec::len).max().unwrap_or(1) as f64 * 20.0 + 14.0;
        let (placed, height) = self.place(&canvas, width, head);
        self.connect(&mut canvas, &placed, width, x);
        for (column, lines) in headings.iter().enumerate() {
            canvas.rect([x(column), 0.0, width, head], 4.0, Ink::Accent, None);
            let first = (head - lines.len() as f64 * 20.0) / 2.0 + 15.0;
            for (index, line) in lines.iter().enumerate() {
                let at = [x(column) + width / 2.0, first + index as f64 * 20.0];
                canvas.bold(at, 15.0, Anchor::Middle, Ink::Paper, line);
            }
        }
        for item in placed.iter().flatten() {
            draw(&mut canvas, item, x(item.column), width, self.columns.len());
        }
        canvas.finish(WIDTH + 2.0, height, &self.label)
    }

    /// Sets each column's boxes under its heading, spread over the height of the tallest.
    fn place(&self, canvas: &Canvas, width: f64, head: f64) -> (Vec<Vec<Placed>>, f64) {
        let mut columns: Vec<Vec<Placed>> = Vec::new();
        for (index, column) in self.columns.iter().enumerate() {
            let boxes = column.boxes.iter().map(|item| {
                let lines = canvas.wrap(&item.text, SIZE, width - 2.0 * PAD, MOST_LINES);
                let detail = item.detail.as_deref().unwrap_or_default();
                let detail = canvas.wrap(detail, SMALL, width - 2.0 * PAD, 3);
                let height = lines.len() as f64 * LINE + detail.len() as f64 * SMALL_LINE + 2.0 * PAD;
                Placed { column: index, lines, detail, y: 0.0, height }
            });
            columns.push(boxes.collect());
        }
        let tall = |boxes: &Vec<Placed>| boxes.iter().map(|item| item.height + BETWEEN).sum::<f64>();
        let tallest = columns.iter().map(tall).fold(0.0, f64::max);
        let height = (head + BETWEEN + tallest + 4.0).max(LEAST_HEIGHT);
        let room = height - head - BETWEEN;
        for boxes in &mut columns {
            let spare = (room - tall(boxes)).max(0.0) / boxes.len().max(1) as f64;
            let spare = spare.min(90.0);
            let mut y = head + BETWEEN + (room - tall(boxes) - spare * boxes.len() as f64).max(0.0) / 2.0 + spare / 2.0;
            for item in boxes {
                item.y = y;
                y += item.height + BETWEEN + spare;
            }
        }
        (columns, height)
    }

    /// Lines run under the boxes, so that one between distant columns passes behind those between.
    fn connect(&self, canvas: &mut Canvas, placed: &[Vec<Placed>], width: f64, x: impl Fn(usize) -> f64) {
        let mut places: HashMap<&str, &Placed> = HashMap::new();
        for (column, boxes) in self.columns.iter().zip(placed) {
            for (item, place) in column.boxes.iter().zip(boxes) {
                places.entry(item.id.as_str()).or_insert(place);
            }
        }
        for connection in &self.connections {
            let ends = (places.get(connection.from.as_str()), places.get(connection.to.as_str()));
            let (Some(from), Some(to)) = ends else { continue };
            let (from, to) = if from.column <= to.column { (from, to) } else { (to, from) };
            if from.column == to.column {
                continue;
            }
            let (x1, y1) = (x(from.column) + width, from.y + from.height / 2.0);
            let (x2, y2) = (x(to.column), to.y + to.height / 2.0);
            let bend = (x2 - x1) / 2.0;
            let path = format!(
                "M{} {}C{} {} {} {} {} {}",
                n(x1),
                n(y1),
                n(x1 + bend),
                n(y1),
                n(x2 - bend),
                n(y2),
                n(x2),
                n(y2)
            );
            canvas.stroke_path(&path, 1.4, Ink::Scale(3), Stroke::Solid);
        }
    }
}

fn draw(canvas: &mut Canvas, item: &Placed, x: f64, width: f64, columns: usize) {
    let (fill, edge) = if item.column == 0 {
        (Ink::Soft, Ink::Accent)
    } else if item.column + 1 == columns {
        (Ink::OkSoft, Ink::Ok)
    } else {
        (Ink::Paper, Ink::Scale(3))
    };
    canvas.rect([x, item.y, width, item.height], 5.0, fill, Some(edge));
    let mut y = item.y + PAD + SIZE;
    for line in &item.lines {
        canvas.text([x + PAD, y], SIZE, Anchor::Start, Ink::Text, line);
        y += LINE;
    }
    y += SMALL - SIZE;
    for line in &item.detail {
        canvas.text([x + PAD, y], SMALL, Anchor::Start, Ink::Muted, line);
        y += SMALL_LINE;
    }
}
