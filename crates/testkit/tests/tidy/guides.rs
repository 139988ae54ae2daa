//! Guides name buttons and pages as the pages do: what stands in bold in `docs/user` is a message of the catalogue in the
//! language of the guide, with `…` where a message has an argument; and both languages have the same guides and pictures.

use std::collections::BTreeSet;

use crate::{
    nothing_found,
    sources::{root, sources},
};

/// Messages of a language, arguments as `…`.
fn messages(language: &str) -> BTreeSet<String> {
    let catalogues = sources(&format!("locales/{language}"), ".toml");
    let tables = catalogues.iter().map(|catalogue| catalogue.text.parse::<toml::Table>().unwrap());
    tables.flatten().filter_map(|(_, message)| message.as_str().map(without_arguments)).collect()
}

/// `Remind all {n} in this list` as `Remind all … in this list`.
fn without_arguments(message: &str) -> String {
    let mut parts = message.split('{');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push('…');
        plain.push_str(part.split_once('}').map_or("", |(_, rest)| rest));
    }
    plain
}

/// What stands in bold; a name may be broken over two lines.
fn bold(text: &str) -> impl Iterator<Item = String> {
    text.split("**").skip(1).step_by(2).map(|name| name.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn buttons_have_the_names_that_the_pages_give_them() {
    let mut found = Vec::new();
    for language in ["th", "en"] {
        let messages = messages(language);
        for guide in sources(&format!("docs/user/{language}"), ".md") {
            let unknown = bold(&guide.text).filter(|name| !messages.contains(name));
            found.extend(unknown.map(|name| format!("{}: {name}", guide.path)));
        }
    }
    nothing_found("a guide names what no page has; use *one star* for emphasis", &found);
}

#[test]
fn both_languages_have_the_same_guides_and_every_picture_is_shown() {
    let names = |language: &str| -> Vec<String> {
        let guides = sources(&format!("docs/user/{language}"), ".md");
        guides.into_iter().filter_map(|guide| guide.path.rsplit('/').next().map(str::to_owned)).collect()
    };
    assert_eq!(names("th"), names("en"));
    let text: String = sources("docs/user", ".md").into_iter().map(|guide| guide.text).collect();
    let pictures = std::fs::read_dir(root().join("docs/user/pictures")).unwrap().flatten();
    let unseen =
        pictures.map(|file| file.file_name().to_string_lossy().into_owned()).filter(|name| !text.contains(name));
    nothing_found("a picture that no guide shows", &unseen.collect::<Vec<_>>());
}

#[test]
fn names_in_bold_are_recognised() {
    assert_eq!(bold("Press **Send a\n  reminder**, or **Save**.").collect::<Vec<_>>(), ["Send a reminder", "Save"]);
    assert_eq!(without_arguments("Remind all {n} in {list}"), "Remind all … in …");
}
