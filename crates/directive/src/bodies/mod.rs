//! Who is named: bodies, groups of bodies and officers in running Thai, where no blank ends a name.
//!
//! A name is ended by what is known (the table, the text's own definitions), else by the verb after it, and is then
//! marked as unsure. The commission (ก.พ.ร.) is never its office (สำนักงาน ก.พ.ร.). A code comes from the caller's
//! register alone and is never guessed.

pub mod defined;
pub mod groups;
pub mod list;
pub mod name;
pub mod standing;
mod words;

use std::collections::BTreeMap;
use thai::normalise::fold;

/// The caller's register: the code of a body by its name.
pub trait Bodies {
    /// The code of exactly this name, `None` when it is unknown or more than one body has it.
    fn code(&self, name: &str) -> Option<String>;
}

/// No register: no code is known.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoRegister;

impl Bodies for NoRegister {
    fn code(&self, _name: &str) -> Option<String> {
        None
    }
}

/// A register as names with codes. Spelling is compared as text is searched: digits, blanks and marks folded.
#[derive(Clone, Debug, Default)]
pub struct Register {
    codes: BTreeMap<String, Option<String>>,
}

impl Register {
    /// From rows of name and code. A name that two codes share resolves to neither.
    pub fn new<N: AsRef<str>, C: Into<String>>(rows: impl IntoIterator<Item = (N, C)>) -> Self {
        let mut codes: BTreeMap<String, Option<String>> = BTreeMap::new();
        for (name, code) in rows {
            let code = code.into();
            let held = codes.entry(key(name.as_ref())).or_insert_with(|| Some(code.clone()));
            if held.as_ref() != Some(&code) {
                *held = None;
            }
        }
        Self { codes }
    }
}

impl Bodies for Register {
    fn code(&self, name: &str) -> Option<String> {
        self.codes.get(&key(name)).cloned().flatten()
    }
}

fn key(name: &str) -> String {
    fold(name).replace(' ', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_two_bodies_resolves_to_neither() {
        let register = Register::new([("ก", "1"), ("ก", "2"), ("ข  ค", "3"), ("ข ค", "3")]);
        assert_eq!(register.code("ก"), None);
        assert_eq!(register.code("ขค").as_deref(), Some("3"));
    }
}
