//! The call tree (template table T2): who calls whom, from one person who starts down to everybody.
//!
//! One root, no circle, everybody reached. Somebody who only stands in for another needs no caller of their own:
//! they are called in that person's place. Nothing here repairs a tree; a faulty one is drawn as far as it reaches.

use std::collections::BTreeMap;

use serde::Serialize;

use super::TeamMember;

/// What is wrong with a call tree. Members are rows of the team, from 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TreeFault {
    /// Nobody starts.
    NoRoot,
    /// Several people start.
    SeveralRoots(Vec<usize>),
    /// People who call each other in a circle, each called by the next.
    Cycle(Vec<usize>),
    /// Nobody who starts reaches this person.
    Unreached(usize),
    /// The caller is not in the team.
    UnknownCaller(usize),
}

/// One person in the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TreeNode {
    /// Row in the team.
    pub member: usize,
    /// Row of the caller; the root has none.
    pub caller: Option<usize>,
    /// Rows of those who stand in for this person and have no caller of their own.
    pub stand_ins: Vec<usize>,
}

/// The tree as it is drawn and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize)]
pub struct CallTree {
    /// Level by level from the root; in each level the called stand in the order of their callers and of the team.
    pub levels: Vec<Vec<TreeNode>>,
    /// What is wrong, roots first, then by row.
    pub faults: Vec<TreeFault>,
}

/// Where a member's call comes from.
#[derive(Clone, Copy, PartialEq)]
enum Caller {
    /// Nobody: starts the tree.
    None,
    /// Called in the place of this row.
    StandsInFor(usize),
    /// Called by this row.
    Row(usize),
    /// Called by an id that is not in the team.
    Unknown,
}

/// Arranges the team as a call tree. Of several members with one id the first is meant. Linear but for the look-up
/// of ids.
pub fn arrange(team: &[TeamMember]) -> CallTree {
    let callers = callers(team);
    let mut called: Vec<Vec<usize>> = vec![Vec::new(); team.len()];
    let mut stand_ins: Vec<Vec<usize>> = vec![Vec::new(); team.len()];
    for (row, caller) in callers.iter().enumerate() {
        let list = match caller {
            Caller::Row(by) => called.get_mut(*by),
            Caller::StandsInFor(primary) => stand_ins.get_mut(*primary),
            Caller::None | Caller::Unknown => None,
        };
        if let Some(list) = list {
            list.push(row);
        }
    }
    let roots: Vec<usize> = rows_where(&callers, |c| c == Caller::None);
    let (levels, reached) = levels(&roots, &called, &stand_ins);
    CallTree { levels, faults: faults(&callers, &roots, &reached) }
}

fn rows_where(callers: &[Caller], wanted: impl Fn(Caller) -> bool) -> Vec<usize> {
    callers.iter().enumerate().filter(|(_, c)| wanted(**c)).map(|(row, _)| row).collect()
}

fn callers(team: &[TeamMember]) -> Vec<Caller> {
    let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
    for (row, member) in team.iter().enumerate() {
        rows.entry(member.id.as_str()).or_insert(row);
    }
    let named = |id: &Option<String>| id.as_deref().filter(|id| !id.trim().is_empty()).map(|id| rows.get(id).copied());
    team.iter()
        .enumerate()
        .map(|(row, member)| match (named(&member.called_by), named(&member.alternate_of)) {
            (Some(Some(by)), _) => Caller::Row(by),
            (Some(None), _) => Caller::Unknown,
            (None, Some(Some(primary))) if primary != row => Caller::StandsInFor(primary),
            (None, _) => Caller::None,
        })
        .collect()
}

/// Breadth first from the roots; also says which rows are reached, stand-ins with those they stand in for.
fn levels(roots: &[usize], called: &[Vec<usize>], stand_ins: &[Vec<usize>]) -> (Vec<Vec<TreeNode>>, Vec<bool>) {
    let of = |lists: &[Vec<usize>], row: usize| lists.get(row).cloned().unwrap_or_default();
    let mut reached = vec![false; called.len()];
    let mut levels = Vec::new();
    let mut next: Vec<(usize, Option<usize>)> = roots.iter().map(|row| (*row, None)).collect();
    while !next.is_empty() {
        let mut level = Vec::with_capacity(next.len());
        let mut below = Vec::new();
        for (member, caller) in next {
            mark(&mut reached, member);
            // A stand-in may call others too: they hang under the person stood in for.
            let mut calling = vec![member];
            let mut beside = Vec::new();
            while let Some(row) = calling.pop() {
                below.extend(of(called, row).into_iter().map(|to| (to, Some(member))));
                for stand_in in of(stand_ins, row) {
                    mark(&mut reached, stand_in);
                    beside.push(stand_in);
                    calling.push(stand_in);
                }
            }
            level.push(TreeNode { member, caller, stand_ins: beside });
        }
        levels.push(level);
        next = below;
    }
    (levels, reached)
}

fn mark(reached: &mut [bool], row: usize) {
    if let Some(slot) = reached.get_mut(row) {
        *slot = true;
    }
}

fn faults(callers: &[Caller], roots: &[usize], reached: &[bool]) -> Vec<TreeFault> {
    let mut faults = Vec::new();
    if callers.is_empty() {
        return faults;
    }
    match roots.len() {
        0 => faults.push(TreeFault::NoRoot),
        1 => {}
        _ => faults.push(TreeFault::SeveralRoots(roots.to_vec())),
    }
    let cycles = cycles(callers);
    let mut explained = vec![false; callers.len()];
    for row in cycles.iter().flatten() {
        mark(&mut explained, *row);
    }
    for row in rows_where(callers, |c| c == Caller::Unknown) {
        mark(&mut explained, row);
        faults.push(TreeFault::UnknownCaller(row));
    }
    faults.extend(cycles.into_iter().map(TreeFault::Cycle));
    let unreached =
        reached.iter().zip(&explained).enumerate().filter(|(_, (reached, explained))| !**reached && !**explained);
    faults.extend(unreached.map(|(row, _)| TreeFault::Unreached(row)));
    faults
}

/// Every circle once, starting at its first row. Each row has at most one caller, so walking up from each row and
/// stopping at rows already walked visits every row once.
fn cycles(callers: &[Caller]) -> Vec<Vec<usize>> {
    const NEVER: usize = usize::MAX;
    let mut walked_from = vec![NEVER; callers.len()];
    let mut cycles = Vec::new();
    for start in 0..callers.len() {
        let mut path = Vec::new();
        let mut row = start;
        while let Some(mark) = walked_from.get_mut(row) {
            if *mark == start {
                let from = path.iter().position(|r| *r == row).unwrap_or(0);
                cycles.push(path.split_off(from));
                break;
            }
            if *mark != NEVER {
                break;
            }
            *mark = start;
            path.push(row);
            match callers.get(row) {
                Some(Caller::Row(by) | Caller::StandsInFor(by)) => row = *by,
                _ => break,
            }
        }
    }
    for cycle in &mut cycles {
        let first = cycle.iter().enumerate().min_by_key(|(_, row)| **row).map_or(0, |(at, _)| at);
        cycle.rotate_left(first);
    }
    cycles
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(id: &str, called_by: &str, alternate_of: &str) -> TeamMember {
        let given = |text: &str| Some(text.to_owned()).filter(|t| !t.is_empty());
        TeamMember {
            id: id.into(),
            name: id.to_uppercase(),
            called_by: given(called_by),
            alternate_of: given(alternate_of),
            ..TeamMember::default()
        }
    }

    fn team(rows: &[(&str, &str)]) -> Vec<TeamMember> {
        rows.iter().map(|(id, by)| member(id, by, "")).collect()
    }

    fn shape(tree: &CallTree) -> Vec<Vec<usize>> {
        tree.levels.iter().map(|level| level.iter().map(|node| node.member).collect()).collect()
    }

    #[test]
    fn a_sound_tree_is_drawn_level_by_level() {
        let tree = arrange(&team(&[("c", "a"), ("a", ""), ("b", "a"), ("d", "c")]));
        assert_eq!(tree.faults, []);
        assert_eq!(shape(&tree), [vec![1], vec![0, 2], vec![3]]);
    }

    #[test]
    fn one_person_alone_is_a_tree_and_nobody_is_no_fault() {
        assert_eq!(arrange(&team(&[("a", "")])).faults, []);
        assert_eq!(arrange(&[]), CallTree::default());
    }

    #[test]
    fn several_roots_are_a_fault_and_all_are_drawn() {
        let tree = arrange(&team(&[("a", ""), ("b", "")]));
        assert_eq!(tree.faults, [TreeFault::SeveralRoots(vec![0, 1])]);
        assert_eq!(shape(&tree), [vec![0, 1]]);
    }

    #[test]
    fn a_circle_is_named_once_and_those_below_it_are_unreached() {
        let tree = arrange(&team(&[("r", ""), ("a", "c"), ("b", "a"), ("c", "b"), ("d", "c")]));
        assert_eq!(tree.faults, [TreeFault::Cycle(vec![1, 3, 2]), TreeFault::Unreached(4)]);
        let alone = arrange(&team(&[("a", "a")]));
        assert_eq!(alone.faults, [TreeFault::NoRoot, TreeFault::Cycle(vec![0])]);
    }

    #[test]
    fn an_unknown_caller_is_a_fault_of_its_own() {
        let tree = arrange(&team(&[("a", ""), ("b", "x"), ("c", "b")]));
        assert_eq!(tree.faults, [TreeFault::UnknownCaller(1), TreeFault::Unreached(2)]);
    }

    #[test]
    fn a_stand_in_is_reached_with_the_person_stood_in_for() {
        let members = [member("head", "", ""), member("deputy", "", "head"), member("clerk", "deputy", "")];
        let tree = arrange(&members);
        assert_eq!(tree.faults, []);
        assert_eq!(shape(&tree), [vec![0], vec![2]]);
        assert_eq!(tree.levels.first().and_then(|l| l.first()).map(|n| n.stand_ins.clone()), Some(vec![1]));
    }

    #[test]
    fn two_who_only_stand_in_for_each_other_are_reached_by_nobody() {
        let members = [member("head", "", ""), member("a", "", "b"), member("b", "", "a")];
        assert_eq!(arrange(&members).faults, [TreeFault::Cycle(vec![1, 2])]);
    }

    proptest::proptest! {
        #[test]
        fn everybody_is_drawn_once_or_has_a_fault(callers in proptest::collection::vec(proptest::option::of(0usize..14), 0..12)) {
            let members: Vec<TeamMember> = callers
                .iter()
                .enumerate()
                .map(|(row, by)| member(&row.to_string(), &by.map(|b| b.to_string()).unwrap_or_default(), ""))
                .collect();
            let tree = arrange(&members);
            let mut drawn: Vec<usize> = shape(&tree).concat();
            let faulty = tree.faults.iter().flat_map(|fault| match fault {
                TreeFault::Cycle(rows) => rows.clone(),
                TreeFault::Unreached(row) | TreeFault::UnknownCaller(row) => vec![*row],
                TreeFault::NoRoot | TreeFault::SeveralRoots(_) => vec![],
            });
            drawn.extend(faulty);
            drawn.sort_unstable();
            proptest::prop_assert_eq!(drawn, (0..callers.len()).collect::<Vec<_>>());
        }
    }
}
