//! Thailand by province: 77 outlines in five shades. It is never the only carrier of its figures; a
//! table stands beside it.

use std::sync::LazyLock;

use serde::Deserialize;

use super::canvas::{Anchor, Canvas, Ink, Palette};

/// A map of Thailand by province.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ThailandMap {
    /// What it shows, in words.
    pub label: String,
    /// What is known of each province; the others are drawn as without data.
    pub regions: Vec<MapRegion>,
    /// What the shades mean; drawn beside the peninsula, so that a picture stands alone.
    pub legend: Vec<LegendEntry>,
}

/// What is known of one province.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MapRegion {
    /// The outline's id, as `map_id` of the reference provinces: `"bkk"`.
    pub map_id: String,
    /// 1 (lightest) to 5; nothing where there are no data.
    pub class: Option<u8>,
    /// Shown on pointing at it: the name with its figure.
    pub label: String,
    /// Where it leads, on a page.
    pub href: Option<String>,
}

/// One shade and its meaning.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LegendEntry {
    /// 1 to 5; nothing for "no data".
    pub class: Option<u8>,
    /// Its meaning.
    pub label: String,
}

#[derive(Deserialize)]
struct Outlines {
    paths: serde_json::Map<String, serde_json::Value>,
}

static OUTLINES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let read: Result<Outlines, _> = serde_json::from_str(include_str!("../../../../reference/thailand-map.json"));
    let Ok(outlines) = read else { return Vec::new() };
    let text = |(id, path): (String, serde_json::Value)| path.as_str().map(|path| (id, path.to_owned()));
    outlines.paths.into_iter().filter_map(text).collect()
});

const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 1025.0;

impl ThailandMap {
    /// The picture, 560 by 1025.
    pub fn svg(&self, palette: Palette) -> String {
        let mut canvas = Canvas::new(palette);
        for (id, path) in OUTLINES.iter() {
            let region = self.regions.iter().find(|region| &region.map_id == id);
            let shade = region.and_then(|region| region.class).map_or(Ink::Faint, Ink::Scale);
            let label = region.map_or("", |region| region.label.as_str());
            let href = region.and_then(|region| region.href.as_deref());
            canvas.linked(href, label, |canvas| canvas.fill_path(path, shade, Some((Ink::Paper, 0.8)), label));
        }
        let first = HEIGHT - 26.0 * self.legend.len() as f64 - 60.0;
        for (index, entry) in self.legend.iter().enumerate() {
            let y = first + index as f64 * 26.0;
            let shade = entry.class.map_or(Ink::Faint, Ink::Scale);
            canvas.rect([330.0, y - 15.0, 26.0, 18.0], 2.0, shade, Some(Ink::Line));
            canvas.text([366.0, y], 18.0, Anchor::Start, Ink::Text, &entry.label);
        }
        canvas.finish(WIDTH, HEIGHT, &self.label)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_province_of_the_reference_has_an_outline() {
        assert_eq!(OUTLINES.len(), 77);
        let provinces = include_str!("../../../../reference/provinces.csv");
        let mut reader = ::csv::Reader::from_reader(provinces.as_bytes());
        let column = reader.headers().unwrap().iter().position(|name| name == "map_id").unwrap();
        for record in reader.records() {
            let record = record.unwrap();
            assert!(OUTLINES.iter().any(|(id, _)| id == &record[column]), "{record:?}");
        }
    }

    #[test]
    fn on_a_page_a_province_is_a_link_and_on_paper_it_is_not() {
        let region = MapRegion {
            map_id: "bkk".into(),
            class: Some(3),
            label: "กรุงเทพมหานคร 43.67%".into(),
            href: Some("/readiness?province=10".into()),
        };
        let map = ThailandMap { label: "แผนที่".into(), regions: vec![region], legend: Vec::new() };
        let page = map.svg(Palette::Classes);
        assert!(page.contains("<a href=\"/readiness?province=10\"") && page.contains("class=\"b3\""));
        assert!(page.contains("role=\"group\"") && !page.contains("style="));
        let paper = map.svg(Palette::Print);
        assert!(!paper.contains("<a ") && paper.contains("fill=\"#6ba9b2\"") && !paper.contains("var("));
    }
}
