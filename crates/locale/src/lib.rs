//! The typed message catalogue. `catalogue!("web", crate::Lang)` reads `locales/th/web.toml` and
//! `locales/en/web.toml` and makes a type `T` with one method a message: a message that one language lacks, or whose
//! arguments differ between the languages, or that is called with the wrong arguments, does not compile.
//!
//! Years are Buddhist everywhere but in English words: an English text writes `{year:gregorian}` where the Thai one has
//! `{year}`. The argument of both is the Buddhist year, an `i32`.

use std::{collections::BTreeMap, path::PathBuf};

use proc_macro::{TokenStream, TokenTree};

/// Makes the type `T(Lang)` from the two files of one catalogue.
///
/// First argument: the catalogue's name, a string. Second: the path of a type with the variants `Th` and `En`.
#[proc_macro]
pub fn catalogue(input: TokenStream) -> TokenStream {
    let source = arguments(input).and_then(|(name, lang)| generate(&name, &lang));
    let source = source.unwrap_or_else(|problem| format!("compile_error!({problem:?});"));
    match source.parse() {
        Ok(tokens) => tokens,
        Err(problem) => format!("compile_error!({:?});", problem.to_string()).parse().unwrap_or_default(),
    }
}

fn arguments(input: TokenStream) -> Result<(String, String), String> {
    let mut tokens = input.into_iter();
    let name = match tokens.next() {
        Some(TokenTree::Literal(literal)) => literal.to_string().trim_matches('"').to_owned(),
        _ => return Err("catalogue! needs the catalogue's name as a string first".into()),
    };
    match tokens.next() {
        Some(TokenTree::Punct(comma)) if comma.as_char() == ',' => {}
        _ => return Err("catalogue! needs the path of the language type second".into()),
    }
    Ok((name, tokens.map(|token| token.to_string()).collect()))
}

fn generate(name: &str, lang: &str) -> Result<String, String> {
    let (th_path, th) = read("th", name)?;
    let (en_path, en) = read("en", name)?;
    let mut methods = String::new();
    for (key, thai) in &th {
        let english = en.get(key).ok_or_else(|| format!("{key} is missing in locales/en/{name}.toml"))?;
        methods.push_str(&method(key, thai, english).map_err(|problem| format!("{name}.toml: {key}: {problem}"))?);
    }
    if let Some(extra) = en.keys().find(|key| !th.contains_key(*key)) {
        return Err(format!("{extra} is missing in locales/th/{name}.toml"));
    }
    Ok(format!(
        "/// The messages of this area in one language.\n#[derive(Clone, Copy, Debug)]\npub struct T(pub {lang});\n\
         #[allow(clippy::needless_pass_by_value, dead_code)]\nimpl T {{ {methods} }}\n\
         const _: (&str, &str) = (include_str!({th_path:?}), include_str!({en_path:?}));"
    )
    .replace("%LANG%", lang))
}

fn read(language: &str, name: &str) -> Result<(String, BTreeMap<String, String>), String> {
    let root = std::env::var("CARGO_MANIFEST_DIR").map_err(|problem| problem.to_string())?;
    let path: PathBuf = [&root, "..", "..", "locales", language, &format!("{name}.toml")].iter().collect();
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(&path).map_err(|problem| format!("{shown}: {problem}"))?;
    let table: BTreeMap<String, String> = toml::from_str(&text).map_err(|problem| format!("{shown}: {problem}"))?;
    Ok((shown, table))
}

fn method(key: &str, thai: &str, english: &str) -> Result<String, String> {
    if calendars(thai)? != (thai.to_owned(), Vec::new()) {
        return Err("a Thai text counts years in the Buddhist era: {year}".into());
    }
    let (english, years) = calendars(english)?;
    let names = placeholders(thai)?;
    let (mut a, mut b) = (names.clone(), placeholders(&english)?);
    a.sort();
    b.sort();
    if a != b {
        return Err(format!("the arguments differ: {a:?} in Thai, {b:?} in English"));
    }
    let doc = thai.replace(['{', '}'], "");
    if names.is_empty() {
        let (thai, english) =
            (thai.replace("{{", "{").replace("}}", "}"), english.replace("{{", "{").replace("}}", "}"));
        return Ok(format!(
            "#[doc = {doc:?}] pub const fn {key}(&self) -> &'static str {{ match self.0 {{ %LANG%::Th => {thai:?}, \
             %LANG%::En => {english:?} }} }}\n"
        ));
    }
    let of = |name: &String| {
        if years.contains(name) { "impl ::std::borrow::Borrow<i32>" } else { "impl ::std::fmt::Display" }
    };
    let arguments: String = names.iter().map(|n| format!(", {n}: {}", of(n))).collect();
    let numbers: String =
        years.iter().map(|n| format!("let {n}: i32 = *::std::borrow::Borrow::<i32>::borrow(&{n}); ")).collect();
    let counted: String = years.iter().map(|n| format!("let {n} = {n}.saturating_sub({BUDDHIST_OFFSET}); ")).collect();
    Ok(format!(
        "#[doc = {doc:?}] pub fn {key}(&self{arguments}) -> String {{ {numbers} match self.0 {{ \
         %LANG%::Th => format!({thai:?}), %LANG%::En => {{ {counted} format!({english:?}) }} }} }}\n"
    ))
}

/// Buddhist era minus Gregorian year.
const BUDDHIST_OFFSET: i32 = 543;

/// The text with `{year:gregorian}` as `{year}`, and the names of the arguments so marked. A text shows a year in one
/// calendar only.
fn calendars(text: &str) -> Result<(String, Vec<String>), String> {
    let mut years = Vec::new();
    let mut pieces = text.split(":gregorian}").peekable();
    while let Some(before) = pieces.next() {
        if pieces.peek().is_none() {
            break;
        }
        let open = before.rfind('{').ok_or(":gregorian stands outside of an argument")?;
        let name = before[open + 1..].to_owned();
        if text.contains(&format!("{{{name}}}")) {
            return Err(format!("{{{name}}} is written in two calendars"));
        }
        if !years.contains(&name) {
            years.push(name);
        }
    }
    Ok((text.replace(":gregorian}", "}"), years))
}

/// The argument names in order of first use; `{{` and `}}` are plain braces.
fn placeholders(text: &str) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    let text = text.replace("{{", "").replace("}}", "");
    let mut rest = text.as_str();
    while let Some(open) = rest.find('{') {
        let close = rest[open..].find('}').ok_or("an opened brace is not closed")? + open;
        let name = &rest[open + 1..close];
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
            return Err(format!("{{{name}}} is not an argument name (lower-case letters and _)"));
        }
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
        rest = &rest[close + 1..];
    }
    Ok(names)
}
