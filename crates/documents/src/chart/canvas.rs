//! Drawing: shapes and text into SVG source, with the page's colours or print ones.

use std::fmt::Write as _;

use crate::{font, text};

/// Where a picture is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Palette {
    /// On a page: colours are the page's variables (`var(--h3)`), so light, dark and print follow;
    /// each shape carries a class as well (`b1` to `b5` for the scale).
    Classes,
    /// In a PDF or DOCX: fixed colours and the paper's typeface.
    Print,
}

/// What a shape is painted with, after the tokens of the page's style sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Text,
    Muted,
    Line,
    Faint,
    Paper,
    Accent,
    Soft,
    Bad,
    Go,
    OkSoft,
    Ok,
    Warn,
    /// 1 (lightest) to 5.
    Scale(u8),
}

impl Ink {
    /// Class, variable and print colour.
    fn names(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Text => ("ink", "--ink", "#1b2430"),
            Self::Muted => ("ink2", "--ink-2", "#51606f"),
            Self::Line => ("line", "--line", "#c3ccd4"),
            Self::Faint => ("line2", "--line-2", "#eceff2"),
            Self::Paper => ("paper", "--paper", "#ffffff"),
            Self::Accent => ("accent", "--accent", "#0b4f6c"),
            Self::Soft => ("accent-soft", "--accent-soft", "#e3eef3"),
            Self::Bad => ("bad", "--bad", "#a3261d"),
            Self::Go => ("go", "--go", "#1d5bb0"),
            Self::Ok => ("ok", "--ok", "#176b43"),
            Self::OkSoft => ("ok-soft", "--ok-soft", "#e2f2ea"),
            Self::Warn => ("warn", "--warn", "#8a5a00"),
            Self::Scale(0 | 1) => ("b1", "--h1", "#dcebe9"),
            Self::Scale(2) => ("b2", "--h2", "#a9cfd0"),
            Self::Scale(3) => ("b3", "--h3", "#6ba9b2"),
            Self::Scale(4) => ("b4", "--h4", "#2f7d92"),
            Self::Scale(_) => ("b5", "--h5", "#0b4f6c"),
        }
    }
}

/// Where a text stands relative to its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A line's pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stroke {
    Solid,
    Dashed,
}

/// A picture being drawn; units are pixels of a page at its usual size.
pub(super) struct Canvas {
    palette: Palette,
    body: String,
    links: usize,
}

impl Canvas {
    pub(super) fn new(palette: Palette) -> Self {
        Self { palette, body: String::new(), links: 0 }
    }

    /// The width of a text of `size` pixels. The page's typeface is wider than the paper's.
    pub(super) fn text_width(&self, text: &str, size: f64) -> f64 {
        font::width(text) * size * self.widening()
    }

    /// Breaks a text into lines of at most `width` pixels.
    pub(super) fn wrap(&self, text: &str, size: f64, width: f64, most: usize) -> Vec<String> {
        text::wrap(text, (width / (size * self.widening())).max(2.0), most)
    }

    fn widening(&self) -> f64 {
        match self.palette {
            Palette::Classes => 1.14,
            Palette::Print => 1.0,
        }
    }

    fn paint(&self, attribute: &str, ink: Ink) -> String {
        let (class, variable, colour) = ink.names();
        match (self.palette, attribute) {
            (Palette::Classes, "fill") => format!("class=\"{class}\" fill=\"var({variable})\""),
            (Palette::Classes, _) => format!("{attribute}=\"var({variable})\""),
            (Palette::Print, _) => format!("{attribute}=\"{colour}\""),
        }
    }

    /// A rectangle; one without width or height is not drawn, since readers of SVG call that a mistake.
    pub(super) fn rect(&mut self, [x, y, w, h]: [f64; 4], radius: f64, fill: Ink, stroke: Option<Ink>) {
        let (w, h) = (n(w.max(0.0)), n(h.max(0.0)));
        if w == "0" || h == "0" {
            return;
        }
        let fill = self.paint("fill", fill);
        let stroke = stroke.map(|ink| format!(" {}", self.paint("stroke", ink))).unwrap_or_default();
        let radius = if radius > 0.0 { format!(" rx=\"{}\"", n(radius)) } else { String::new() };
        self.put(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"{w}\" height=\"{h}\"{radius} {fill}{stroke}/>",
            n(x),
            n(y)
        ));
    }

    pub(super) fn line(&mut self, [x1, y1, x2, y2]: [f64; 4], width: f64, ink: Ink, stroke: Stroke) {
        let path = format!("M{} {}L{} {}", n(x1), n(y1), n(x2), n(y2));
        self.stroke_path(&path, width, ink, stroke);
    }

    pub(super) fn stroke_path(&mut self, path: &str, width: f64, ink: Ink, stroke: Stroke) {
        let paint = self.paint("stroke", ink);
        let dash = if stroke == Stroke::Dashed { " stroke-dasharray=\"5 4\"" } else { "" };
        self.put(format_args!(
            "<path d=\"{path}\" fill=\"none\" {paint} stroke-width=\"{}\" stroke-linejoin=\"round\"{dash}/>",
            n(width)
        ));
    }

    pub(super) fn fill_path(&mut self, path: &str, fill: Ink, edge: Option<(Ink, f64)>, title: &str) {
        let fill = self.paint("fill", fill);
        let edge = edge
            .map(|(ink, w)| format!(" {} stroke-width=\"{}\"", self.paint("stroke", ink), n(w)))
            .unwrap_or_default();
        let title = text::escape(title);
        let path = text::escape(path);
        self.put(format_args!("<path d=\"{path}\" {fill}{edge}><title>{title}</title></path>"));
    }

    pub(super) fn circle(&mut self, [x, y]: [f64; 2], radius: f64, fill: Ink, title: Option<&str>) {
        let fill = self.paint("fill", fill);
        let open = format!("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {fill}", n(x), n(y), n(radius));
        match title {
            Some(title) => self.put(format_args!("{open}><title>{}</title></circle>", text::escape(title))),
            None => self.put(format_args!("{open}/>")),
        }
    }

    pub(super) fn text(&mut self, [x, y]: [f64; 2], size: f64, anchor: Anchor, ink: Ink, words: &str) {
        self.lettering([x, y], size, anchor, ink, words, false);
    }

    pub(super) fn bold(&mut self, [x, y]: [f64; 2], size: f64, anchor: Anchor, ink: Ink, words: &str) {
        self.lettering([x, y], size, anchor, ink, words, true);
    }

    fn lettering(&mut self, [x, y]: [f64; 2], size: f64, anchor: Anchor, ink: Ink, words: &str, bold: bool) {
        let fill = self.paint("fill", ink);
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = match (bold, self.palette) {
            (false, _) => "",
            (true, Palette::Print) => " font-weight=\"700\"",
            (true, Palette::Classes) => " font-weight=\"600\"",
        };
        let words = match self.palette {
            Palette::Classes => text::escape(words),
            Palette::Print => text::escape(&font::printable(words)),
        };
        self.put(format_args!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{anchor}{weight} {fill}>{}</text>",
            n(x),
            n(y),
            n(size),
            words
        ));
    }

    /// Draws inside a link; on paper, and for an address that is not of this site or `https:`, without.
    pub(super) fn linked(&mut self, href: Option<&str>, label: &str, draw: impl FnOnce(&mut Self)) {
        let safe = href.filter(|href| {
            self.palette == Palette::Classes
                && (href.starts_with("https://")
                    || href.starts_with('#')
                    || href.starts_with('?')
                    || (href.starts_with('/') && !href.starts_with("//")))
        });
        let Some(href) = safe else { return draw(self) };
        self.links += 1;
        self.put(format_args!("<a href=\"{}\" aria-label=\"{}\">", text::escape(href), text::escape(label)));
        draw(self);
        self.put(format_args!("</a>"));
    }

    fn put(&mut self, what: std::fmt::Arguments<'_>) {
        // Writing to a String does not fail.
        let _ = self.body.write_fmt(what);
    }

    /// The finished picture. A picture with links is a group: an image may not hold them.
    pub(super) fn finish(self, width: f64, height: f64, label: &str) -> String {
        let role = if self.links > 0 { "group" } else { "img" };
        let own = match self.palette {
            Palette::Classes => " class=\"chart\"".to_owned(),
            Palette::Print => {
                format!(" width=\"{}\" height=\"{}\" font-family=\"{}\"", n(width), n(height), font::FAMILY)
            }
        };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" role=\"{role}\" aria-label=\"{}\"{own}>{}</svg>",
            n(width),
            n(height),
            text::escape(label),
            self.body
        )
    }
}

/// A number for SVG: two decimals at most, never NaN or infinity.
pub(super) fn n(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// `value / most` within 0 to 1; 0 when that means nothing.
pub(super) fn share(value: f64, most: f64) -> f64 {
    let share = value / most;
    if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
}

/// A round number at or above `value` for the end of an axis: 1, 2, 2.5, 5 or 10 times a power of ten.
pub(super) fn round_up(value: f64) -> f64 {
    if !value.is_finite() || value <= 0.0 {
        return 1.0;
    }
    let power = 10f64.powf(value.log10().floor());
    [1.0, 2.0, 2.5, 5.0, 10.0]
        .into_iter()
        .map(|step| step * power)
        .find(|end| *end >= value * 0.999_999)
        .unwrap_or(value)
}
