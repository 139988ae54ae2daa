//! Materialised paths: the keys from the top down to an organisation, each followed by `/`, so that a subtree is one
//! range of the index. A key is the last twelve hexadecimal digits of the organisation's id.

/// Letters of a key.
const KEY: usize = 12;

/// The key of an organisation in its own path and in those of all below it.
pub fn key(id: &str) -> String {
    let digits: Vec<char> = id.chars().filter(char::is_ascii_hexdigit).collect();
    let from = digits.len().saturating_sub(KEY);
    digits.into_iter().skip(from).collect()
}

/// The path of an organisation below the one with this path; `None` at the top.
pub fn below(parent: Option<&str>, id: &str) -> String {
    format!("{}{}/", parent.unwrap_or_default(), key(id))
}

/// The level that a path says, the top counting as 1.
pub fn level(path: &str) -> u32 {
    u32::try_from(path.matches('/').count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_holds_the_keys_from_the_top_down() {
        let top = below(None, "018f3c1e-0000-7000-8000-0000000000aa");
        assert_eq!(top, "0000000000aa/");
        let unit = below(Some(&top), "018f3c1e-0000-7000-8000-0000000000bb");
        assert_eq!((unit.as_str(), level(&unit)), ("0000000000aa/0000000000bb/", 2));
    }
}
