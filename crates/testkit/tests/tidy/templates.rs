//! Templates: nothing inline that the content security policy would refuse, no words outside the catalogue, and nothing
//! from another host.

use crate::{
    nothing_found,
    sources::{Source, sources},
};

/// Where Thai stands in a template itself: the name of the language in its own language.
const THAI: &[&str] = &["crates/web/src/layout/_top.html", "crates/web/src/components/_gallery_forms.html"];

fn each_line(mut judge: impl FnMut(&Source, &str) -> Option<&'static str>) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources("crates", ".html") {
        for (number, line) in without_comments(&source.text).lines().enumerate() {
            if let Some(problem) = judge(&source, line) {
                found.push(format!("{}:{}: {problem}: {}", source.path, number + 1, line.trim()));
            }
        }
    }
    found
}

/// `{# … #}` taken out, its line ends kept.
fn without_comments(text: &str) -> String {
    let mut parts = text.split("{#");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (comment, rest) = part.split_once("#}").unwrap_or((part, ""));
        kept.extend(comment.matches('\n'));
        kept.push_str(rest);
    }
    kept
}

/// Pictures that `documents` draws as SVG, every text in them escaped there.
const DRAWN: &[&str] = &["svg", "map", "chart", "figures.trend", "tree", "course.svg", "picture", "svg"];

/// Something is written unescaped that is not one of the pictures.
fn unescaped(line: &str) -> bool {
    let parts: Vec<&str> = line.split("|safe").collect();
    let before = parts.split_last().map_or(&[][..], |(_, before)| before);
    before.iter().any(|start| !start.rsplit(['{', ' ']).next().is_some_and(|name| DRAWN.contains(&name)))
}

#[test]
fn no_template_has_inline_style_script_or_handlers() {
    let found = each_line(|source, line| {
        let inline_script = line.contains("<script") && !line.contains(" src=");
        let handler = line.split([' ', '\t']).any(|word| {
            let name = word.split('=').next().unwrap_or_default();
            word.contains('=')
                && name.len() > 4
                && name.starts_with("on")
                && name.bytes().all(|c| c.is_ascii_lowercase())
        });
        match () {
            () if line.contains(" style=") => Some("an inline style"),
            () if line.contains("<style") => Some("an inline style sheet"),
            () if inline_script => Some("an inline script"),
            () if handler || line.contains("hx-on") => Some("an inline handler"),
            () if line.contains("javascript:") => Some("an inline script"),
            () if unescaped(line) && !source.path.starts_with("crates/web/") => Some("unescaped text"),
            () => None,
        }
    });
    nothing_found("a template holds what the content security policy refuses", &found);
}

#[test]
fn no_template_loads_from_another_host() {
    let found = each_line(|_, line| {
        let loads = ["src=\"http", "src=\"//", "<link", "@import", "url(http"];
        let away = line.contains("http") && loads.iter().any(|load| line.contains(load));
        (away && !line.contains("xmlns")).then_some("another host")
    });
    nothing_found("a page asks another host", &found);
}

#[test]
fn words_stand_in_the_catalogue_and_not_in_templates() {
    let found = each_line(|source, line| {
        let thai = line.chars().any(|c| ('\u{0E00}'..='\u{0E7F}').contains(&c));
        (thai && !THAI.contains(&source.path.as_str())).then_some("Thai words")
    });
    nothing_found("words outside the catalogue", &found);
}

#[test]
fn english_sentences_stand_in_the_catalogue_and_not_in_templates() {
    let found = each_line(|source, line| {
        let gallery = source.path.contains("gallery");
        (!gallery && has_sentence(&without_code(line))).then_some("English words")
    });
    nothing_found("words outside the catalogue", &found);
}

/// The text between tags: without `{{ }}`, `{% %}` and `< >`.
fn without_code(line: &str) -> String {
    // A line in the middle of a tag or of code is not text.
    let begins = line.trim_start().starts_with(['<', '{']);
    if !begins && ["\">", "=\"", "%}", "}}"].iter().any(|code| line.contains(code)) {
        return String::new();
    }
    let plain = without(&without(line, "{{", "}}"), "{%", "%}");
    without(&plain, "<", ">")
}

/// What stands between two marks taken out, and a bar put there, so that no sentence goes across it.
fn without(text: &str, from: &str, to: &str) -> String {
    let mut parts = text.split(from);
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push_str(" | ");
        kept.push_str(part.split_once(to).map_or("", |(_, after)| after));
    }
    kept
}

/// Three words of letters beside each other.
fn has_sentence(text: &str) -> bool {
    let words: Vec<bool> = text
        .split_whitespace()
        // The field's short words (RTO, MTPD) are the same in both languages.
        .map(|word| word.len() > 1 && word.trim_end_matches(['.', ',']).bytes().all(|c| c.is_ascii_alphabetic()))
        .zip(text.split_whitespace())
        .map(|(is_word, word)| is_word && word.bytes().any(|c| c.is_ascii_lowercase()))
        .collect();
    words.windows(3).any(|three| three.iter().all(|word| *word))
}

#[test]
fn sentences_between_tags_are_recognised() {
    assert!(has_sentence(&without_code("<p class=\"a b\">Send the plan now</p>")));
    assert!(!has_sentence(&without_code("<p class=\"one two three\">{{ t.send_the_plan() }}</p>")));
    assert!(!has_sentence(&without_code("{% if a and b or c %}")));
    assert!(!has_sentence(&without_code(
        "<p>{% if count > 0 %}{{ t.many(count) }}: {% for one in all %}{% endif %}</p>"
    )));
}
