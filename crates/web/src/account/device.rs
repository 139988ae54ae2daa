//! What a browser calls itself, in the words of the person who uses it. Only for telling one's own devices apart: nothing
//! may be allowed or refused by it.

/// Marks of browsers in the order in which they are looked for: most also claim to be Chrome or Safari.
const BROWSERS: [(&str, &str); 9] = [
    ("Line/", "LINE"),
    ("FBAN/", "Facebook"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// Marks of systems in the order in which they are looked for: Android also claims to be Linux, an iPhone to be a Mac.
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

/// Browser and system, when both are known.
pub fn named(user_agent: &str) -> Option<(&'static str, &'static str)> {
    let of =
        |marks: &[(&str, &'static str)]| marks.iter().find(|(mark, _)| user_agent.contains(mark)).map(|found| found.1);
    Some((of(&BROWSERS)?, of(&SYSTEMS)?))
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_browser_is_known_by_what_it_alone_says() {
        let cases = [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
                Some(("Edge", "Windows")),
            ),
            (
                "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36 Line/14.3.0",
                Some(("LINE", "Android")),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
                Some(("Safari", "iPhone")),
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0", Some(("Firefox", "Linux"))),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
                Some(("Chrome", "macOS")),
            ),
            ("curl/8.5.0", None),
            ("", None),
        ];
        for (said, known) in cases {
            assert_eq!(named(said), known, "{said}");
        }
    }
}
