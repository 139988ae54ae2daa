//! The files of the project, read once for each rule.

use std::path::{Path, PathBuf};

/// A file of the project.
pub struct Source {
    /// From the root of the project, with `/`.
    pub path: String,
    /// What is in it.
    pub text: String,
    /// Declared as a module of tests by the module above it.
    of_tests: bool,
}

impl Source {
    /// The crate that it belongs to; empty outside `crates`.
    pub fn crate_name(&self) -> &str {
        self.path.strip_prefix("crates/").and_then(|rest| rest.split('/').next()).unwrap_or_default()
    }

    /// True for a file that is only compiled for tests.
    pub fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        let named = name == "tests.rs" || name.ends_with("_tests.rs");
        named || self.of_tests || self.path.contains("/tests/") || ["testkit", "testapp"].contains(&self.crate_name())
    }

    /// The lines before the unit tests at the end of the file, with their numbers.
    pub fn shipped_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = self.text.find("#[cfg(test)]\nmod ").unwrap_or(self.text.len());
        self.text[..end].lines().enumerate().map(|(at, line)| (at + 1, line))
    }
}

/// The root of the project.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned()
}

/// Every file below a folder of the project whose name ends so.
pub fn sources(folder: &str, ending: &str) -> Vec<Source> {
    let root = root();
    let mut found = Vec::new();
    walk(&root.join(folder), &mut |path| {
        let short = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
        if short.ends_with(ending)
            && let Ok(text) = std::fs::read_to_string(path)
        {
            found.push(Source { path: short, text, of_tests: false });
        }
    });
    assert!(!found.is_empty(), "no {ending} below {folder}");
    found.sort_by(|a, b| a.path.cmp(&b.path));
    let of_tests: Vec<String> = found.iter().flat_map(test_modules).collect();
    for source in &mut found {
        source.of_tests = of_tests.iter().any(|start| source.path.starts_with(start.as_str()));
    }
    found
}

/// How the paths of the modules begin that this file declares as tests.
fn test_modules(source: &Source) -> Vec<String> {
    let folder = source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let declared = source.text.split("#[cfg(test)]\nmod ").skip(1).filter_map(|rest| rest.split_once(';'));
    let names = declared.map(|(name, _)| name).filter(|name| name.bytes().all(|c| c.is_ascii_lowercase() || c == b'_'));
    names.flat_map(|name| [format!("{folder}/{name}.rs"), format!("{folder}/{name}/")]).collect()
}

fn walk(folder: &Path, each: &mut impl FnMut(&Path)) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let name = entry.file_name();
        let skipped = ["node_modules", "target", ".git"].iter().any(|skipped| name == *skipped);
        match path.is_dir() {
            true if !skipped => walk(&path, each),
            false => each(&path),
            true => {}
        }
    }
}
