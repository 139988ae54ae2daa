//! What the registers of this area share, and what differs between them as data: a ledger names its kinds, states and own
//! fields, what may not be true of one entry together, and what its share counts. Reading, lists, history, import, files
//! and the programming interface are made of this description; a further ledger is one file here and its words.

mod homework;
mod obstacle;
mod practice;
mod relief;
mod skill;

pub use homework::HOMEWORK;
pub use obstacle::OBSTACLE;
pub use practice::PRACTICE;
pub use relief::RELIEF;
pub use skill::SKILL;

use web::Lang;

use crate::{entry::Draft, text::T};

/// A message of the catalogue without arguments.
pub type Word = fn(&T) -> &'static str;

/// Every ledger, in the order in which they are offered.
pub static ALL: [&Ledger; 5] = [&RELIEF, &HOMEWORK, &PRACTICE, &OBSTACLE, &SKILL];

/// The ledger with this code.
pub fn find(code: &str) -> Option<&'static Ledger> {
    ALL.into_iter().find(|ledger| ledger.code == code)
}

/// One register of entries, described.
pub struct Ledger {
    /// Code in the database and in addresses.
    pub code: &'static str,
    /// What it is called.
    pub name: Word,
    /// One line under the name: what is kept here.
    pub under: Word,
    /// What the title of an entry names.
    pub title: Word,
    /// What its kind is called.
    pub kind: Word,
    /// What its state is called.
    pub state: Word,
    /// Kinds of entry.
    pub kinds: &'static [Coded],
    /// Where an entry may stand.
    pub states: &'static [State],
    /// What [`Part::Done`] of all counted entries is called.
    pub share: Word,
    /// The count of each entry itself, where it has one.
    pub counted: Option<Counted>,
    /// Fields of its own, in the order of the form.
    pub fields: &'static [Field],
    /// Tells each field that contradicts the others, with why.
    pub agree: fn(&Draft, &mut dyn FnMut(&'static str, Word)),
    /// What is not classified is shown to every organisation of the nation, not only to those above.
    pub shared: bool,
    /// Other organisations may say that they copied an entry.
    pub copied: bool,
}

/// A code with its label.
pub struct Coded {
    /// The code.
    pub code: &'static str,
    /// Its label.
    pub label: Word,
}

/// A state of an entry.
pub struct State {
    /// The code.
    pub code: &'static str,
    /// Its label.
    pub label: Word,
    /// Look of its mark: `ok`, `go`, `warn`, `bad`, `off`.
    pub look: &'static str,
    /// How the share counts it.
    pub part: Part,
}

/// How an entry counts in the share of its ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// In the numerator, and in the whole.
    Done,
    /// In the whole alone.
    Open,
    /// Not at all.
    Out,
}

/// What an entry counts: `n` of `d`.
pub struct Counted {
    /// What `n` is called.
    pub n: Word,
    /// What `d` is called.
    pub d: Word,
    /// An entry without its whole is refused.
    pub needed: bool,
    /// Only what is done is added up, not what is merely meant.
    pub done_only: bool,
}

/// One field of a ledger's own.
pub struct Field {
    /// Name in the database, in files and in the programming interface.
    pub name: &'static str,
    /// What it is called.
    pub label: Word,
    /// What helps to fill it in.
    pub hint: Option<Word>,
    /// What may stand in it.
    pub shape: Shape,
    /// It may not be blank.
    pub needed: bool,
    /// It is about a person: masked, and left out of files.
    pub personal: bool,
}

/// What may stand in a field. Kept as text: days as ISO 8601, organisations by code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One line, at most 500 characters.
    Line,
    /// Some paragraphs, at most 20,000 characters.
    Text,
    /// A day.
    Day,
    /// An address that begins with `https://` or `http://`.
    Link,
    /// An organisation of the register, by code.
    Body,
    /// An e-mail address.
    Email,
}

impl Field {
    const fn new(name: &'static str, label: Word, shape: Shape) -> Self {
        Field { name, label, hint: None, shape, needed: false, personal: false }
    }

    const fn line(name: &'static str, label: Word) -> Self {
        Self::new(name, label, Shape::Line)
    }

    const fn text(name: &'static str, label: Word) -> Self {
        Self::new(name, label, Shape::Text)
    }

    const fn day(name: &'static str, label: Word) -> Self {
        Self::new(name, label, Shape::Day)
    }

    const fn link(name: &'static str, label: Word) -> Self {
        Self::new(name, label, Shape::Link)
    }

    const fn needed(self) -> Self {
        Field { needed: true, ..self }
    }

    const fn personal(self) -> Self {
        Field { personal: true, ..self }
    }

    const fn with_hint(self, hint: Word) -> Self {
        Field { hint: Some(hint), ..self }
    }
}

impl Ledger {
    /// True when the counts of entries in this state are added up.
    pub fn adds_up(&self, state: &str) -> bool {
        let part = self.state(state).map_or(Part::Out, |state| state.part);
        self.counted.as_ref().is_some_and(|counted| match part {
            Part::Done => true,
            Part::Open => !counted.done_only,
            Part::Out => false,
        })
    }

    /// The state with this code.
    pub fn state(&self, code: &str) -> Option<&'static State> {
        self.states.iter().find(|state| state.code == code)
    }

    /// The label of a kind; the code itself when the ledger does not know it.
    pub fn kind_label<'a>(&self, code: &'a str, lang: Lang) -> &'a str {
        self.kinds.iter().find(|kind| kind.code == code).map_or(code, |kind| (kind.label)(&T(lang)))
    }

    /// The label of a state; the code itself when the ledger does not know it.
    pub fn state_label<'a>(&self, code: &'a str, lang: Lang) -> &'a str {
        self.state(code).map_or(code, |state| (state.label)(&T(lang)))
    }

    /// The field of its own with this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// The end lies before the begin: a rule that several ledgers share.
fn days_in_order(draft: &Draft, (from, to): (&str, &'static str), tell: &mut dyn FnMut(&'static str, Word)) {
    let (begin, end) = (draft.value(from), draft.value(to));
    // ISO days sort as text.
    if !begin.is_empty() && !end.is_empty() && end < begin {
        tell(to, T::end_before_begin);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_and_names_are_unique_and_no_own_field_has_the_name_of_a_common_one() {
        let ledgers: BTreeSet<&str> = ALL.iter().map(|ledger| ledger.code).collect();
        assert_eq!(ledgers.len(), ALL.len());
        for ledger in ALL {
            let kinds: BTreeSet<&str> = ledger.kinds.iter().map(|kind| kind.code).collect();
            let states: BTreeSet<&str> = ledger.states.iter().map(|state| state.code).collect();
            let fields: BTreeSet<&str> = ledger.fields.iter().map(|field| field.name).collect();
            assert_eq!((kinds.len(), states.len()), (ledger.kinds.len(), ledger.states.len()), "{}", ledger.code);
            assert_eq!(fields.len(), ledger.fields.len(), "{}", ledger.code);
            assert!(fields.iter().all(|name| !crate::entry::COMMON.contains(name)), "{}", ledger.code);
            assert!(ledger.states.iter().any(|state| state.part == Part::Done), "{}", ledger.code);
        }
    }
}
