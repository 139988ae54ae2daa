//! Pictures for paper: an SVG with its lettering turned into outlines, or as PNG for readers that
//! know no SVG. Outlines, because archival PDF wants each glyph mapped to one character, which SVG
//! text in Thai cannot give; what a picture says stands in its description. A picture may not reach
//! for files or addresses.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Source};
use resvg::usvg::{ImageHrefResolver, Options, Tree, WriteOptions};

use crate::font;
use crate::report::RenderError;

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for file in font::FILES {
        fonts.load_font_source(Source::Binary(Arc::new(file)));
    }
    fonts.set_sans_serif_family(font::FAMILY);
    fonts.set_serif_family(font::FAMILY);
    Arc::new(fonts)
});

/// No picture is drawn larger than this many pixels on a side.
const LARGEST: f32 = 4096.0;

fn parse(svg: &str) -> Result<Tree, RenderError> {
    let closed = ImageHrefResolver {
        resolve_data: ImageHrefResolver::default_data_resolver(),
        resolve_string: Box::new(|_, _| None),
    };
    let options = Options {
        fontdb: Arc::clone(&FONTS),
        font_family: font::FAMILY.to_owned(),
        image_href_resolver: closed,
        ..Options::default()
    };
    Tree::from_str(&without_sara_am(svg), &options).map_err(|error| RenderError::engine("SVG", error))
}

/// Sara am as its two parts, the ring before a tone mark. The shaper makes two glyphs of the one
/// character and the library then loses the room of the second.
fn without_sara_am(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    for c in svg.chars() {
        if c != 'ำ' {
            out.push(c);
            continue;
        }
        let toned = out.ends_with(|c| matches!(c, '\u{0E48}'..='\u{0E4B}'));
        let tone = if toned { out.pop() } else { None };
        out.push('\u{0E4D}');
        out.extend(tone);
        out.push('า');
    }
    out
}

/// The SVG with outlines instead of lettering, and nothing that could be fetched.
pub(crate) fn outlined(svg: &str) -> Result<String, RenderError> {
    let options = WriteOptions { preserve_text: false, ..WriteOptions::default() };
    Ok(parse(svg)?.to_string(&options))
}

/// A picture as PNG.
pub(crate) struct Png {
    pub bytes: Vec<u8>,
    /// Its width over its height.
    pub aspect: f32,
}

/// Width over height of a PNG as its head says; 1 for what is no PNG.
pub(crate) fn aspect(png: &[u8]) -> f32 {
    let side = |from: usize| {
        let bytes: Option<[u8; 4]> = png.get(from..from + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map(u32::from_be_bytes).filter(|side| *side > 0)
    };
    match (png.starts_with(b"\x89PNG"), side(16), side(20)) {
        (true, Some(wide), Some(tall)) => (wide as f32 / tall as f32).clamp(0.1, 10.0),
        _ => 1.0,
    }
}

/// The SVG as PNG, `width` pixels wide on white.
pub(crate) fn png(svg: &str, width: u32) -> Result<Png, RenderError> {
    let tree = parse(svg)?;
    let size = tree.size();
    let scale = (width as f32 / size.width()).min(LARGEST / size.width()).min(LARGEST / size.height());
    let (wide, tall) = ((size.width() * scale).ceil() as u32, (size.height() * scale).ceil() as u32);
    let mut pixels = Pixmap::new(wide.max(1), tall.max(1)).ok_or_else(|| RenderError::engine("PNG", "no such size"))?;
    pixels.fill(resvg::tiny_skia::Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    let bytes = pixels.encode_png().map_err(|error| RenderError::engine("PNG", error))?;
    Ok(Png { bytes, aspect: size.width() / size.height() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 200 100'><text x='10' y='50' font-size='20'>น้ำท่วม</text><image href='file:///etc/hostname' width='10' height='10'/></svg>";

    #[test]
    fn lettering_becomes_outlines_and_nothing_is_fetched() {
        let flat = outlined(SVG).unwrap();
        assert!(
            !flat.contains("<text") && flat.contains("<path") && !flat.contains("hostname") && !flat.contains("<image")
        );
    }

    #[test]
    fn sara_am_is_taken_apart_before_a_tone_mark() {
        assert_eq!(without_sara_am("น้ำ สำคัญ"), "น\u{0E4D}\u{0E49}า ส\u{0E4D}าคัญ");
    }

    #[test]
    fn a_picture_becomes_png_of_the_width_asked() {
        let png = png(SVG, 600).unwrap();
        assert!(png.bytes.starts_with(b"\x89PNG") && (png.aspect - 2.0).abs() < 0.01);
    }

    #[test]
    fn what_is_no_svg_is_refused() {
        assert!(outlined("<svg").is_err() && outlined("").is_err());
    }
}
