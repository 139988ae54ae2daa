//! Runs and paragraphs.

use crate::report::{Text, Wording};
use crate::text::escape;

/// Writes runs; `extra` are run properties that all get.
pub(super) fn runs(text: &Text, wording: &Wording, extra: &str) -> String {
    let mut out = String::new();
    for span in &text.0 {
        let words = if span.verbatim { span.text.clone() } else { wording.words(&span.text) };
        let mut properties = extra.to_owned();
        if span.bold && !extra.contains("<w:b/>") {
            properties.push_str("<w:b/><w:bCs/>");
        }
        if span.italic {
            properties.push_str("<w:i/><w:iCs/>");
        }
        out.push_str(&run(&words, &properties));
    }
    out
}

/// One run; a line feed is a line break.
pub(super) fn run(words: &str, properties: &str) -> String {
    let properties =
        if properties.is_empty() { String::new() } else { format!("<w:rPr>{}</w:rPr>", ordered(properties)) };
    let mut content = String::new();
    for (index, line) in words.split('\n').enumerate() {
        if index > 0 {
            content.push_str("<w:br/>");
        }
        if !line.is_empty() {
            content.push_str(&format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(line)));
        }
    }
    format!("<w:r>{properties}{content}</w:r>")
}

/// The schema wants run properties in this order, whatever order they were asked for in.
fn ordered(properties: &str) -> String {
    const ORDER: [&str; 7] = ["<w:b/>", "<w:bCs/>", "<w:i/>", "<w:iCs/>", "<w:color ", "<w:sz ", "<w:szCs "];
    let mut pieces: Vec<String> = properties.split_inclusive("/>").map(str::to_owned).collect();
    pieces.sort_by_key(|piece| ORDER.iter().position(|tag| piece.starts_with(tag)).unwrap_or(ORDER.len()));
    pieces.concat()
}

/// A paragraph in a style with further paragraph properties.
pub(super) fn paragraph(style: &str, properties: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>{runs}</w:p>")
}

/// Size as run properties, in points.
pub(super) fn size(points: u32) -> String {
    let half = points * 2;
    format!("<w:sz w:val=\"{half}\"/><w:szCs w:val=\"{half}\"/>")
}

/// Colour as a run property, as six hexadecimal digits.
pub(super) fn colour(hex: &str) -> String {
    format!("<w:color w:val=\"{hex}\"/>")
}

/// Bold as run properties, for Latin and Thai.
pub(super) const BOLD: &str = "<w:b/><w:bCs/>";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_stand_in_the_order_of_the_schema() {
        let written = run("ก", &format!("{}{}{BOLD}", size(16), colour("FF0000")));
        let at = |tag: &str| written.find(tag).unwrap();
        assert!(at("<w:b/>") < at("<w:color ") && at("<w:color ") < at("<w:sz "));
    }
}
