//! The hierarchy of the register: every parent exists, nobody is above themselves, at most six levels (contracts,
//! `import register`: unknown parents, cycles and duplicates are refused with their row).

use std::collections::BTreeMap;

/// Most levels from the top down, the top counting as 1.
pub const MOST_LEVELS: u32 = 6;

/// An organisation and the one above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node<'a> {
    /// Register code.
    pub code: &'a str,
    /// Code of the parent; none at the top.
    pub parent: Option<&'a str>,
}

/// Why a row of an import cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The code was on an earlier row.
    Duplicate {
        /// That row, from 0.
        first: usize,
    },
    /// The parent is neither in the import nor in the register.
    UnknownParent {
        /// Its code.
        parent: String,
    },
    /// The parent is in the import, on a row that is refused itself.
    ParentRefused {
        /// Its code.
        parent: String,
    },
    /// The organisation would be above itself.
    Cycle {
        /// The codes of the circle, each below the next, starting with this one.
        codes: Vec<String>,
    },
    /// The organisation, or one below it, would be deeper than [`MOST_LEVELS`].
    TooDeep {
        /// Code of the deepest one.
        code: String,
        /// Its level.
        level: u32,
    },
}

/// The rows that cannot be taken, by row, when `rows` are laid over the `register` by code. A row replaces the
/// parent of the organisation that has its code. Cost: linear but for the look-up of codes.
pub fn faults(rows: &[Node<'_>], register: &[Node<'_>]) -> Vec<(usize, Fault)> {
    let mut tree = Tree::lay(rows, register);
    tree.find_unknown_parents();
    tree.find_cycles();
    tree.find_depths();
    let mut faults: Vec<(usize, Fault)> = tree.faults.into_iter().collect();
    faults.extend(tree.duplicates);
    faults.sort_by_key(|(row, _)| *row);
    faults
}

/// One organisation of the rows laid over the register.
struct Entry<'a> {
    code: &'a str,
    parent: Option<&'a str>,
    /// Row of the import it comes from, if it does.
    row: Option<usize>,
    /// Where the register has it, if it does: there it stays when its row is refused.
    registered: Option<Option<&'a str>>,
    /// Place of its parent among the entries.
    above: Option<usize>,
    /// Level, once known.
    level: Option<u32>,
}

struct Tree<'a> {
    entries: Vec<Entry<'a>>,
    by_code: BTreeMap<&'a str, usize>,
    duplicates: Vec<(usize, Fault)>,
    faults: BTreeMap<usize, Fault>,
}

impl<'a> Tree<'a> {
    fn lay(rows: &[Node<'a>], register: &[Node<'a>]) -> Self {
        let mut tree =
            Tree { entries: Vec::new(), by_code: BTreeMap::new(), duplicates: Vec::new(), faults: BTreeMap::new() };
        for node in register {
            tree.put(*node, None);
        }
        for (row, node) in rows.iter().enumerate() {
            let earlier = tree.by_code.get(node.code).and_then(|at| tree.entries.get(*at)?.row);
            match earlier {
                Some(first) => tree.duplicates.push((row, Fault::Duplicate { first })),
                None => tree.put(*node, Some(row)),
            }
        }
        tree
    }

    fn put(&mut self, node: Node<'a>, row: Option<usize>) {
        let Node { code, parent } = node;
        match self.by_code.get(code).and_then(|at| self.entries.get_mut(*at)) {
            Some(entry) => {
                entry.parent = parent;
                entry.row = row;
            }
            None => {
                self.by_code.insert(code, self.entries.len());
                let registered = row.is_none().then_some(parent);
                self.entries.push(Entry { code, parent, row, registered, above: None, level: None });
            }
        }
    }

    fn find_unknown_parents(&mut self) {
        for entry in &mut self.entries {
            let Some(parent) = entry.parent else { continue };
            entry.above = self.by_code.get(parent).copied();
            if let (None, Some(row)) = (entry.above, entry.row) {
                self.faults.insert(row, Fault::UnknownParent { parent: parent.to_owned() });
            }
        }
    }

    /// Every entry has at most one parent, so walking up and stopping where somebody walked before is linear.
    fn find_cycles(&mut self) {
        const NEVER: usize = usize::MAX;
        let mut walked_from = vec![NEVER; self.entries.len()];
        for start in 0..self.entries.len() {
            let mut path: Vec<usize> = Vec::new();
            let mut at = Some(start);
            while let Some(here) = at {
                let Some(mark) = walked_from.get_mut(here) else { break };
                if *mark == start {
                    let from = path.iter().position(|p| *p == here).unwrap_or(0);
                    self.name_cycle(&path.split_off(from));
                    break;
                }
                if *mark != NEVER {
                    break;
                }
                *mark = start;
                path.push(here);
                at = self.entries.get(here).and_then(|entry| entry.above);
            }
        }
    }

    /// Every imported row of the circle is refused; each is told the circle as seen from itself.
    fn name_cycle(&mut self, circle: &[usize]) {
        for (turn, at) in circle.iter().enumerate() {
            let Some(row) = self.entries.get(*at).and_then(|entry| entry.row) else { continue };
            let around = circle.iter().cycle().skip(turn).take(circle.len());
            let codes = around.filter_map(|at| self.entries.get(*at)).map(|entry| entry.code.to_owned()).collect();
            self.faults.insert(row, Fault::Cycle { codes });
        }
    }

    /// Levels from the top down. What hangs below a refused row is refused with it, unless the register already
    /// has that parent; then the parent stays where it was. What is never reached hangs below a circle that this
    /// staying would close.
    fn find_depths(&mut self) {
        let mut below: Vec<Vec<usize>> = vec![Vec::new(); self.entries.len()];
        let mut next: Vec<usize> = Vec::new();
        for (at, entry) in self.entries.iter().enumerate() {
            let above = if self.is_refused(entry) {
                entry.registered.flatten().and_then(|parent| self.by_code.get(parent).copied())
            } else {
                entry.above
            };
            match above.and_then(|above| below.get_mut(above)) {
                Some(list) => list.push(at),
                None => next.push(at),
            }
        }
        let mut level = 1;
        while !next.is_empty() {
            let mut deeper = Vec::new();
            for at in next {
                self.settle(at, level);
                deeper.extend(below.get(at).into_iter().flatten().copied());
            }
            level += 1;
            next = deeper;
        }
        for entry in self.entries.iter().filter(|entry| entry.level.is_none()) {
            if let (Some(row), Some(parent)) = (entry.row, entry.parent) {
                self.faults.entry(row).or_insert(Fault::ParentRefused { parent: parent.to_owned() });
            }
        }
    }

    fn is_refused(&self, entry: &Entry<'_>) -> bool {
        entry.row.is_some_and(|row| self.faults.contains_key(&row))
    }

    fn settle(&mut self, at: usize, level: u32) {
        let Some(entry) = self.entries.get(at) else { return };
        let above = entry.above.and_then(|above| self.entries.get(above));
        let parent_refused = above.is_some_and(|above| self.is_refused(above) && above.registered.is_none());
        let (code, row) = (entry.code.to_owned(), entry.row);
        let parent = entry.parent.unwrap_or_default().to_owned();
        if let Some(entry) = self.entries.get_mut(at) {
            entry.level = Some(level);
        }
        match row {
            Some(row) if parent_refused => {
                self.faults.entry(row).or_insert(Fault::ParentRefused { parent });
            }
            _ if level > MOST_LEVELS => {
                if let Some(row) = self.nearest_row(at) {
                    self.faults.entry(row).or_insert(Fault::TooDeep { code, level });
                }
            }
            _ => {}
        }
    }

    /// The row that put an entry where it is: its own, or that of the nearest one above it that the import moves.
    fn nearest_row(&self, at: usize) -> Option<usize> {
        let mut at = Some(at);
        for _ in 0..=self.entries.len() {
            let entry = self.entries.get(at?)?;
            if entry.row.is_some() {
                return entry.row;
            }
            at = entry.above;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nodes<'a>(list: &[(&'a str, &'a str)]) -> Vec<Node<'a>> {
        list.iter().map(|(code, parent)| Node { code, parent: Some(*parent).filter(|p| !p.is_empty()) }).collect()
    }

    fn found(rows: &[(&str, &str)], register: &[(&str, &str)]) -> Vec<(usize, Fault)> {
        faults(&nodes(rows), &nodes(register))
    }

    fn cycle(codes: &[&str]) -> Fault {
        Fault::Cycle { codes: codes.iter().map(|code| (*code).to_owned()).collect() }
    }

    #[test]
    fn a_sound_import_has_no_faults_in_any_order() {
        assert_eq!(found(&[("c", "b"), ("b", "a"), ("a", "")], &[]), []);
        assert_eq!(found(&[("c", "b")], &[("a", ""), ("b", "a")]), []);
    }

    #[test]
    fn an_unknown_parent_is_refused_with_those_below_it() {
        let faults = found(&[("a", "x"), ("b", "a"), ("c", "b"), ("d", "")], &[]);
        assert_eq!(
            faults,
            [
                (0, Fault::UnknownParent { parent: "x".into() }),
                (1, Fault::ParentRefused { parent: "a".into() }),
                (2, Fault::ParentRefused { parent: "b".into() }),
            ]
        );
    }

    #[test]
    fn a_parent_that_the_register_has_stays_when_its_row_is_refused() {
        assert_eq!(found(&[("a", "x"), ("b", "a")], &[("a", "")]), [(0, Fault::UnknownParent { parent: "x".into() })]);
    }

    #[test]
    fn the_second_row_of_a_code_is_refused() {
        assert_eq!(found(&[("a", ""), ("a", "")], &[]), [(1, Fault::Duplicate { first: 0 })]);
    }

    #[test]
    fn a_circle_is_refused_on_each_of_its_rows() {
        assert_eq!(found(&[("a", "a")], &[]), [(0, cycle(&["a"]))]);
        assert_eq!(
            found(&[("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")], &[]),
            [
                (0, cycle(&["a", "b", "c"])),
                (1, cycle(&["b", "c", "a"])),
                (2, cycle(&["c", "a", "b"])),
                (3, Fault::ParentRefused { parent: "a".into() }),
            ]
        );
    }

    #[test]
    fn a_circle_through_the_register_is_refused_on_the_row_that_closes_it() {
        assert_eq!(found(&[("a", "c")], &[("a", ""), ("b", "a"), ("c", "b")]), [(0, cycle(&["a", "c", "b"]))]);
    }

    #[test]
    fn six_levels_are_taken_and_a_seventh_is_refused() {
        let six = [("1", ""), ("2", "1"), ("3", "2"), ("4", "3"), ("5", "4"), ("6", "5")];
        assert_eq!(found(&six, &[]), []);
        assert_eq!(found(&[("7", "6")], &six), [(0, Fault::TooDeep { code: "7".into(), level: 7 })]);
    }

    #[test]
    fn moving_a_branch_too_deep_is_refused_on_the_row_that_moves_it() {
        let register = [("1", ""), ("2", "1"), ("3", "2"), ("4", "3"), ("5", "4"), ("x", ""), ("y", "x")];
        assert_eq!(found(&[("x", "5")], &register), [(0, Fault::TooDeep { code: "y".into(), level: 7 })]);
    }

    #[test]
    fn staying_in_the_register_never_closes_a_circle() {
        assert_eq!(
            found(&[("a", "x"), ("b", "a")], &[("b", ""), ("a", "b")]),
            [(0, Fault::UnknownParent { parent: "x".into() }), (1, Fault::ParentRefused { parent: "a".into() })]
        );
    }

    #[test]
    fn the_level_below_a_refused_row_counts_from_where_the_register_has_it() {
        let six = [("1", ""), ("2", "1"), ("3", "2"), ("4", "3"), ("5", "4"), ("6", "5")];
        assert_eq!(
            found(&[("6", "x"), ("7", "6")], &six),
            [(0, Fault::UnknownParent { parent: "x".into() }), (1, Fault::TooDeep { code: "7".into(), level: 7 })]
        );
    }

    #[test]
    fn a_very_long_chain_is_judged_without_recursion() {
        let codes: Vec<String> = (0..50_000).map(|n| n.to_string()).collect();
        let rows: Vec<Node<'_>> = codes
            .iter()
            .enumerate()
            .map(|(n, code)| Node {
                code,
                parent: n.checked_sub(1).and_then(|above| codes.get(above)).map(String::as_str),
            })
            .collect();
        let faults = faults(&rows, &[]);
        assert_eq!(faults.len(), rows.len() - MOST_LEVELS as usize);
    }

    proptest::proptest! {
        #[test]
        fn what_is_taken_is_a_forest_of_at_most_six_levels(parents in proptest::collection::vec(proptest::option::of(0usize..25), 0..20)) {
            let codes: Vec<String> = (0..25).map(|n| n.to_string()).collect();
            let rows: Vec<Node<'_>> = parents
                .iter()
                .zip(&codes)
                .map(|(parent, code)| Node { code, parent: parent.and_then(|p| codes.get(p)).map(String::as_str) })
                .collect();
            let refused: Vec<usize> = faults(&rows, &[]).into_iter().map(|(row, _)| row).collect();
            for (row, node) in rows.iter().enumerate().filter(|(row, _)| !refused.contains(row)) {
                let (mut level, mut at) = (1, node.parent);
                while let Some(parent) = at {
                    let above = rows.iter().position(|n| n.code == parent);
                    proptest::prop_assert!(above.is_some_and(|above| !refused.contains(&above)), "row {}", row);
                    level += 1;
                    proptest::prop_assert!(level <= MOST_LEVELS);
                    at = above.and_then(|above| rows.get(above)?.parent);
                }
            }
        }
    }
}
