//! Which row of the newer list is which row of the older one.

use std::collections::{BTreeMap, VecDeque};

/// Rows matched to each other.
pub(super) struct Matched {
    /// For each newer row, the older one that it continues.
    pub(super) older: Vec<Option<usize>>,
    /// Older rows that nothing continues.
    pub(super) removed: Vec<usize>,
}

/// Matches rows by the first key, what is left by the second, and so on. Rows with the same key match in order.
pub(super) fn match_rows<T>(old: &[T], new: &[T], keys: &[&dyn Fn(&T) -> String]) -> Matched {
    let mut older: Vec<Option<usize>> = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    for key in keys {
        let mut waiting: BTreeMap<String, VecDeque<usize>> = BTreeMap::new();
        for (row, item) in old.iter().enumerate().filter(|(row, _)| taken.get(*row) == Some(&false)) {
            waiting.entry(key(item)).or_default().push_back(row);
        }
        if waiting.is_empty() {
            break;
        }
        for (item, slot) in new.iter().zip(older.iter_mut()).filter(|(_, slot)| slot.is_none()) {
            *slot = waiting.get_mut(&key(item)).and_then(VecDeque::pop_front);
        }
        for row in older.iter().flatten() {
            if let Some(slot) = taken.get_mut(*row) {
                *slot = true;
            }
        }
    }
    let removed = taken.iter().enumerate().filter(|(_, taken)| !**taken).map(|(row, _)| row).collect();
    Matched { older, removed }
}
