//! The file NOTICE, which travels with the program, as a list of works with their licences.

/// The notice of this build.
const NOTICE: &str = include_str!("../../../../NOTICE");

/// A work of others that the program carries.
#[derive(Debug, PartialEq, Eq)]
pub struct Work {
    /// What it is: files, or a heading.
    pub name: &'static str,
    /// Where it comes from and under which licence, sentence by sentence.
    pub lines: Vec<String>,
}

/// Every work named in NOTICE: a line at the margin begins one, and the indented lines after it tell of it. Lines at the
/// margin without any after them are the notice's own sentences, and are left out.
pub fn works() -> Vec<Work> {
    let mut works: Vec<Work> = Vec::new();
    for line in NOTICE.lines().filter(|line| !line.trim().is_empty()) {
        match (line.starts_with(' '), works.last_mut()) {
            (true, Some(work)) => match work.lines.last_mut().filter(|last| !last.ends_with('.')) {
                // A sentence that goes on in the next line.
                Some(begun) => *begun = format!("{begun} {}", line.trim()),
                None => work.lines.push(line.trim().to_owned()),
            },
            (true, None) => {}
            (false, _) => works.push(Work { name: line.trim_end_matches(':'), lines: Vec::new() }),
        }
    }
    works.retain(|work| !work.lines.is_empty());
    works
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_works_of_others_are_listed_with_their_licences() {
        let works = works();
        let text: String = works.iter().flat_map(|work| work.lines.iter().cloned()).collect();
        for part in ["CC-BY-4.0", "SIL Open Font License", "CC0-1.0"] {
            assert!(text.contains(part), "{part}");
        }
        assert!(works.iter().any(|work| work.name.contains("provinces.csv")));
        assert!(works.iter().flat_map(|work| &work.lines).all(|line| line.ends_with('.')));
        assert!(works.iter().all(|work| !work.name.starts_with("Copyright")));
    }
}
