//! The call tree (template table T2): who calls whom, from the head on the left. It draws what it is
//! given: someone whom nobody calls stands as a root of their own, and a circle is cut open, so that
//! a mistake is seen rather than hidden.

use super::canvas::{Anchor, Canvas, Ink, Palette, Stroke, n};

/// A call tree.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CallTree {
    /// What it shows, in words.
    pub label: String,
    /// The people in it.
    pub people: Vec<Contact>,
}

/// Someone who is called.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Contact {
    /// The name.
    pub name: String,
    /// The role in the team.
    pub role: String,
    /// The telephone number as printed; masked by the caller where the reader may not see it.
    pub phone: String,
    /// Who stands in, with number.
    pub alternate: Option<String>,
    /// Which of the people calls them, by index; nobody calls the root.
    pub called_by: Option<usize>,
}

struct Place {
    who: usize,
    depth: usize,
    y: f64,
    parent: Option<usize>,
}

const GAP: f64 = 34.0;
const BETWEEN: f64 = 10.0;
const PAD: f64 = 8.0;
const SIZE: f64 = 13.5;
const LINE: f64 = 17.0;
/// A box is no wider than this, however few levels there are.
const WIDEST: f64 = 220.0;
const FULL: f64 = 760.0;

impl CallTree {
    /// The picture: 760 wide for up to three levels, wider for more, as tall as it must be.
    pub fn svg(&self, palette: Palette) -> String {
        let mut canvas = Canvas::new(palette);
        let mut places = self.order();
        let levels = places.iter().map(|place| place.depth + 1).max().unwrap_or(1) as f64;
        let width = ((FULL - GAP * (levels - 1.0)) / levels).clamp(170.0, WIDEST);
        let total = levels * width + GAP * (levels - 1.0);
        let cards: Vec<Vec<Line>> = self.people.iter().map(|contact| card(&canvas, contact, width)).collect();
        let tall = |who: usize| cards.get(who).map_or(0, Vec::len) as f64 * LINE + 2.0 * PAD;
        let bottom = self.settle(&mut places, tall);
        let x = |depth: usize| 1.0 + depth as f64 * (width + GAP);
        for place in &places {
            if let Some(parent) = place.parent.and_then(|index| places.get(index)) {
                let (x1, y1) = (x(parent.depth) + width, parent.y + tall(parent.who) / 2.0);
                let (x2, y2) = (x(place.depth), place.y + tall(place.who) / 2.0);
                let path = format!("M{} {}H{}V{}H{}", n(x1), n(y1), n(x1 + GAP / 2.0), n(y2), n(x2));
                canvas.stroke_path(&path, 1.5, Ink::Scale(3), Stroke::Solid);
            }
        }
        for place in &places {
            let (fill, edge) = if place.depth == 0 { (Ink::Soft, Ink::Accent) } else { (Ink::Paper, Ink::Scale(3)) };
            let height = tall(place.who);
            canvas.rect([x(place.depth), place.y, width, height], 5.0, fill, Some(edge));
            let mut y = place.y + PAD + SIZE - 1.0;
            for line in cards.get(place.who).into_iter().flatten() {
                let at = [x(place.depth) + PAD, y];
                match line.bold {
                    true => canvas.bold(at, SIZE, Anchor::Start, Ink::Text, &line.text),
                    false => canvas.text(at, SIZE - 1.0, Anchor::Start, Ink::Muted, &line.text),
                }
                y += LINE;
            }
        }
        canvas.finish(total + 2.0, bottom.max(40.0), &self.label)
    }

    /// Everyone once, parents before children, children in the order given.
    fn order(&self) -> Vec<Place> {
        let count = self.people.len();
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); count];
        let mut roots = Vec::new();
        for (index, contact) in self.people.iter().enumerate() {
            match contact.called_by.filter(|by| *by != index).and_then(|by| children.get_mut(by)) {
                Some(siblings) => siblings.push(index),
                None => roots.push(index),
            }
        }
        let mut seen = vec![false; count];
        let mut places: Vec<Place> = Vec::new();
        // After the roots come those of a circle that no root reaches.
        for start in roots.into_iter().chain(0..count) {
            let mut stack = vec![(start, 0, None)];
            while let Some((who, depth, parent)) = stack.pop() {
                match seen.get_mut(who) {
                    Some(mark) if !*mark => *mark = true,
                    _ => continue,
                }
                let here = places.len();
                places.push(Place { who, depth, y: 0.0, parent });
                let below = children.get(who).into_iter().flatten().rev();
                stack.extend(below.map(|child| (*child, depth + 1, Some(here))));
            }
        }
        places
    }

    /// Leaves one under another; a caller in the middle of those they call. Returns the bottom.
    fn settle(&self, places: &mut [Place], tall: impl Fn(usize) -> f64) -> f64 {
        let mut spans: Vec<Option<(f64, f64)>> = vec![None; places.len()];
        let mut free = vec![1.0f64; places.iter().map(|place| place.depth + 1).max().unwrap_or(0)];
        let mut cursor = 1.0f64;
        // Backwards every child comes before its parent; leaves are placed from the top first.
        let parents: std::collections::HashSet<usize> = places.iter().filter_map(|place| place.parent).collect();
        for (index, place) in places.iter_mut().enumerate() {
            if !parents.contains(&index) {
                place.y = cursor;
                cursor += tall(place.who) + BETWEEN;
            }
        }
        for index in (0..places.len()).rev() {
            let Some(place) = places.get_mut(index) else { continue };
            let height = tall(place.who);
            if let Some((first, last)) = spans.get(index).copied().flatten() {
                place.y = (first + last) / 2.0 - height / 2.0;
            }
            let middle = place.y + height / 2.0;
            if let Some(span) = place.parent.and_then(|parent| spans.get_mut(parent)) {
                let (first, last) = span.unwrap_or((middle, middle));
                *span = Some((first.min(middle), last.max(middle)));
            }
        }
        // A caller taller than those they call pushes what follows at that depth down.
        for place in places.iter_mut() {
            if let Some(least) = free.get_mut(place.depth) {
                place.y = place.y.max(*least);
                *least = place.y + tall(place.who) + BETWEEN;
            }
        }
        places.iter().map(|place| place.y + tall(place.who) + 1.0).fold(0.0, f64::max)
    }
}

struct Line {
    text: String,
    bold: bool,
}

fn card(canvas: &Canvas, contact: &Contact, width: f64) -> Vec<Line> {
    let room = width - 2.0 * PAD;
    let mut lines: Vec<Line> =
        canvas.wrap(&contact.name, SIZE, room * 0.96, 2).into_iter().map(|text| Line { text, bold: true }).collect();
    for (words, most) in
        [(contact.role.as_str(), 2), (contact.phone.as_str(), 1), (contact.alternate.as_deref().unwrap_or_default(), 2)]
    {
        lines.extend(canvas.wrap(words, SIZE - 1.0, room, most).into_iter().map(|text| Line { text, bold: false }));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, called_by: Option<usize>) -> Contact {
        Contact { name: name.into(), called_by, ..Contact::default() }
    }

    #[test]
    fn everyone_is_drawn_once_even_in_a_circle() {
        let tree = CallTree {
            label: "ผัง".into(),
            people: vec![
                person("ก", None),
                person("ข", Some(0)),
                person("ค", Some(3)),
                person("ง", Some(2)),
                person("จ", Some(99)),
                person("ฉ", Some(5)),
            ],
        };
        let order = tree.order();
        assert_eq!(order.len(), 6);
        let svg = tree.svg(Palette::Print);
        for name in ["ก", "ข", "ค", "ง", "จ", "ฉ"] {
            assert_eq!(svg.matches(&format!(">{name}</text>")).count(), 1, "{name}");
        }
    }

    #[test]
    fn no_two_boxes_of_a_level_overlap() {
        let people = (0..40).map(|index: usize| person("ชื่อ สกุล", index.checked_sub(1).map(|n| n / 3))).collect();
        let tree = CallTree { label: String::new(), people };
        let mut places = tree.order();
        tree.settle(&mut places, |_| 40.0);
        for a in 0..places.len() {
            for b in 0..a {
                let (a, b) = (&places[a], &places[b]);
                assert!(a.depth != b.depth || (a.y - b.y).abs() >= 40.0);
            }
        }
    }
}
