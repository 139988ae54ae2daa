//! Changes of an organisation with an effective date: rename, move, merge, split, close. Each is lawful or says why
//! not; predecessors and successors stay known for ever, so nothing here deletes.

use jiff::civil::Date;

use super::MOST_LEVELS;

/// What is to change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change<'a> {
    /// Another name.
    Rename {
        /// The new Thai name.
        name: &'a str,
    },
    /// Another parent; none moves it to the top.
    Move {
        /// The new parent.
        parent: Option<Related<'a>>,
    },
    /// It ends, and another existing one continues its work.
    Merge {
        /// The one that continues.
        into: Related<'a>,
    },
    /// It ends, and several continue its work.
    Split {
        /// The ones that continue.
        into: Vec<Related<'a>>,
    },
    /// It ends, and nobody continues its work.
    Close,
}

/// Another organisation that a change names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Related<'a> {
    /// Register code.
    pub code: &'a str,
    /// Level from the top, which is 1.
    pub level: u32,
    /// Whether it is below the organisation that changes.
    pub below: bool,
    /// First day on which it exists, if known.
    pub opened: Option<Date>,
    /// Day on which it was closed, if it was.
    pub closed: Option<Date>,
}

/// What the register knows of the organisation that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registered<'a> {
    /// Register code.
    pub code: &'a str,
    /// Thai name.
    pub name: &'a str,
    /// Code of the parent.
    pub parent: Option<&'a str>,
    /// First day on which it exists, if known.
    pub opened: Option<Date>,
    /// Day on which it was closed, if it was.
    pub closed: Option<Date>,
    /// Effective date of its newest change, if it has one: history is not rewritten before it.
    pub last_change: Option<Date>,
    /// Organisations directly below it that are not closed.
    pub open_children: u32,
    /// Levels of its subtree, itself counting as 1.
    pub height: u32,
}

/// Why a change is not lawful.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeRefusal {
    /// It is closed.
    AlreadyClosed {
        /// Since when.
        since: Date,
    },
    /// It would take effect before the organisation existed.
    BeforeItOpened {
        /// Its first day.
        opened: Date,
    },
    /// It would take effect before a change that is already recorded.
    BeforeLastChange {
        /// Effective date of that change.
        last_change: Date,
    },
    /// Nothing would change.
    NothingChanges,
    /// The new name is blank.
    BlankName,
    /// It would be above or below itself, or continue itself.
    IntoItself,
    /// The parent or successor does not exist on that day.
    NotThereThen {
        /// Its code.
        code: String,
    },
    /// It, or one below it, would be deeper than the hierarchy allows.
    TooDeep {
        /// The deepest level that would come about.
        level: u32,
    },
    /// Others are still below it; they are moved first.
    HasChildren {
        /// How many.
        children: u32,
    },
    /// A split has at least two different successors.
    TooFewSuccessors,
}

/// Judges a change that takes effect on a day; every reason against it is given.
///
/// # Errors
/// All [`ChangeRefusal`]s that apply, in a fixed order.
pub fn judge(of: &Registered<'_>, change: &Change<'_>, effective: Date) -> Result<(), Vec<ChangeRefusal>> {
    let mut refusals = dates(of, effective);
    match change {
        Change::Rename { name } => rename(of, name, &mut refusals),
        Change::Move { parent } => moved(of, *parent, effective, &mut refusals),
        Change::Merge { into } => {
            successor(of, into, effective, &mut refusals);
            children(of, &mut refusals);
        }
        Change::Split { into } => {
            let mut codes: Vec<&str> = into.iter().map(|successor| successor.code).collect();
            codes.sort_unstable();
            codes.dedup();
            if codes.len() < 2 || codes.len() < into.len() {
                refusals.push(ChangeRefusal::TooFewSuccessors);
            }
            into.iter().for_each(|into| successor(of, into, effective, &mut refusals));
            children(of, &mut refusals);
        }
        Change::Close => children(of, &mut refusals),
    }
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

fn dates(of: &Registered<'_>, effective: Date) -> Vec<ChangeRefusal> {
    let closed = of.closed.map(|since| ChangeRefusal::AlreadyClosed { since });
    let opened = of.opened.filter(|opened| effective < *opened);
    let changed = of.last_change.filter(|last| effective < *last);
    closed
        .into_iter()
        .chain(opened.map(|opened| ChangeRefusal::BeforeItOpened { opened }))
        .chain(changed.map(|last_change| ChangeRefusal::BeforeLastChange { last_change }))
        .collect()
}

fn rename(of: &Registered<'_>, name: &str, refusals: &mut Vec<ChangeRefusal>) {
    if name.trim().is_empty() {
        refusals.push(ChangeRefusal::BlankName);
    } else if name.trim() == of.name.trim() {
        refusals.push(ChangeRefusal::NothingChanges);
    }
}

fn moved(of: &Registered<'_>, parent: Option<Related<'_>>, effective: Date, refusals: &mut Vec<ChangeRefusal>) {
    if parent.map(|parent| parent.code) == of.parent {
        refusals.push(ChangeRefusal::NothingChanges);
    }
    let Some(parent) = parent else { return };
    if parent.code == of.code || parent.below {
        refusals.push(ChangeRefusal::IntoItself);
        return;
    }
    there_then(&parent, effective, refusals);
    let level = parent.level.saturating_add(of.height.max(1));
    if level > MOST_LEVELS {
        refusals.push(ChangeRefusal::TooDeep { level });
    }
}

/// A successor below it may continue it: the children move up, which [`children`] asks for first.
fn successor(of: &Registered<'_>, into: &Related<'_>, effective: Date, refusals: &mut Vec<ChangeRefusal>) {
    if into.code == of.code {
        refusals.push(ChangeRefusal::IntoItself);
    } else {
        there_then(into, effective, refusals);
    }
}

fn there_then(related: &Related<'_>, effective: Date, refusals: &mut Vec<ChangeRefusal>) {
    let opened = related.opened.is_none_or(|opened| opened <= effective);
    let closed = related.closed.is_some_and(|closed| closed <= effective);
    if !opened || closed {
        refusals.push(ChangeRefusal::NotThereThen { code: related.code.to_owned() });
    }
}

fn children(of: &Registered<'_>, refusals: &mut Vec<ChangeRefusal>) {
    if of.open_children > 0 {
        refusals.push(ChangeRefusal::HasChildren { children: of.open_children });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const OPENED: Date = date(2010, 1, 1);
    const CHANGED: Date = date(2018, 10, 1);
    const TODAY: Date = date(2020, 10, 1);

    fn tot() -> Registered<'static> {
        Registered {
            code: "E1",
            name: "ทีโอที",
            parent: Some("M11"),
            opened: Some(OPENED),
            closed: None,
            last_change: Some(CHANGED),
            open_children: 0,
            height: 1,
        }
    }

    fn other(code: &str) -> Related<'_> {
        Related { code, level: 2, below: false, opened: None, closed: None }
    }

    fn refusals(of: Registered<'_>, change: &Change<'_>, effective: Date) -> Vec<ChangeRefusal> {
        judge(&of, change, effective).err().unwrap_or_default()
    }

    #[test]
    fn a_rename_needs_another_name_that_is_not_blank() {
        assert_eq!(judge(&tot(), &Change::Rename { name: "โทรคมนาคมแห่งชาติ" }, TODAY), Ok(()));
        assert_eq!(refusals(tot(), &Change::Rename { name: " " }, TODAY), [ChangeRefusal::BlankName]);
        assert_eq!(refusals(tot(), &Change::Rename { name: "ทีโอที " }, TODAY), [ChangeRefusal::NothingChanges]);
    }

    #[test]
    fn history_is_not_rewritten() {
        let rename = Change::Rename { name: "ใหม่" };
        assert_eq!(judge(&tot(), &rename, CHANGED), Ok(()));
        let between = refusals(tot(), &rename, date(2015, 1, 1));
        assert_eq!(between, [ChangeRefusal::BeforeLastChange { last_change: CHANGED }]);
        let before = refusals(tot(), &rename, date(2009, 1, 1));
        assert_eq!(before.len(), 2);
        let closed = Registered { closed: Some(TODAY), ..tot() };
        assert_eq!(refusals(closed, &rename, TODAY), [ChangeRefusal::AlreadyClosed { since: TODAY }]);
    }

    #[test]
    fn a_move_stays_a_tree_of_six_levels() {
        assert_eq!(judge(&tot(), &Change::Move { parent: Some(other("M03")) }, TODAY), Ok(()));
        assert_eq!(judge(&tot(), &Change::Move { parent: None }, TODAY), Ok(()));
        let same = Change::Move { parent: Some(other("M11")) };
        assert_eq!(refusals(tot(), &same, TODAY), [ChangeRefusal::NothingChanges]);
        let below = Change::Move { parent: Some(Related { below: true, ..other("E1-1") }) };
        assert_eq!(refusals(tot(), &below, TODAY), [ChangeRefusal::IntoItself]);
        let tall = Registered { height: 3, ..tot() };
        let deep = Change::Move { parent: Some(Related { level: 4, ..other("X") }) };
        assert_eq!(refusals(tall, &deep, TODAY), [ChangeRefusal::TooDeep { level: 7 }]);
    }

    #[test]
    fn a_parent_or_successor_must_exist_on_the_day() {
        let later = Related { opened: Some(date(2021, 1, 1)), ..other("E2") };
        let gone = Related { closed: Some(TODAY), ..other("E2") };
        for related in [later, gone] {
            let not_there = [ChangeRefusal::NotThereThen { code: "E2".into() }];
            assert_eq!(refusals(tot(), &Change::Move { parent: Some(related) }, TODAY), not_there);
            assert_eq!(refusals(tot(), &Change::Merge { into: related }, TODAY), not_there);
        }
    }

    #[test]
    fn an_organisation_ends_only_when_nobody_is_below_it() {
        let with_children = Registered { open_children: 4, ..tot() };
        for change in [Change::Close, Change::Merge { into: other("E2") }] {
            assert_eq!(judge(&tot(), &change, TODAY), Ok(()));
            assert_eq!(refusals(with_children, &change, TODAY), [ChangeRefusal::HasChildren { children: 4 }]);
        }
    }

    #[test]
    fn a_split_has_at_least_two_different_successors() {
        assert_eq!(judge(&tot(), &Change::Split { into: vec![other("E2"), other("E3")] }, TODAY), Ok(()));
        for into in [vec![], vec![other("E2")], vec![other("E2"), other("E2")]] {
            assert_eq!(refusals(tot(), &Change::Split { into }, TODAY), [ChangeRefusal::TooFewSuccessors]);
        }
        let itself = Change::Split { into: vec![other("E1"), other("E2")] };
        assert_eq!(refusals(tot(), &itself, TODAY), [ChangeRefusal::IntoItself]);
    }
}
