//! What a process needs in order to run: the six kinds of target and groups of alternatives (k of n).
//!
//! The written form is that of the exchange document (`lifeline:power`, `process:ORG/ID`, `site:CODE`,
//! `system:CODE`, `supplier:CODE`, `staff:GROUP`).

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use super::{Category, Dependency, Plan, Process};
use crate::{Duration, codes::codes};

codes! {
    /// What kind of thing a dependency is on.
    TargetKind {
        /// Electricity, telecommunication, water and the like.
        Lifeline = "lifeline",
        /// A process of this or another organisation.
        Process = "process",
        /// A place.
        Site = "site",
        /// An IT system.
        System = "system",
        /// A supplier.
        Supplier = "supplier",
        /// A group of staff.
        Staff = "staff",
    }
}

/// What a dependency is on, read from its written form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target<'a> {
    /// A lifeline, by its code.
    Lifeline(&'a str),
    /// A process.
    Process {
        /// Register code of the organisation whose process it is.
        organisation: &'a str,
        /// Id of the process there.
        id: &'a str,
    },
    /// A site, by its code.
    Site(&'a str),
    /// A system, by its code.
    System(&'a str),
    /// A supplier, by its code.
    Supplier(&'a str),
    /// A group of staff, by its name.
    Staff(&'a str),
}

/// The text names no target: no known kind, or nothing after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotATarget;

impl<'a> Target<'a> {
    /// Reads the written form.
    ///
    /// # Errors
    /// [`NotATarget`] when the kind is unknown, the code is blank, or a process lacks its organisation or id.
    pub fn parse(on: &'a str) -> Result<Self, NotATarget> {
        let (kind, code) = on.split_once(':').ok_or(NotATarget)?;
        if code.trim().is_empty() {
            return Err(NotATarget);
        }
        Ok(match TargetKind::from_code(kind).ok_or(NotATarget)? {
            TargetKind::Lifeline => Target::Lifeline(code),
            TargetKind::Process => {
                let (organisation, id) = code.split_once('/').ok_or(NotATarget)?;
                if organisation.trim().is_empty() || id.trim().is_empty() {
                    return Err(NotATarget);
                }
                Target::Process { organisation, id }
            }
            TargetKind::Site => Target::Site(code),
            TargetKind::System => Target::System(code),
            TargetKind::Supplier => Target::Supplier(code),
            TargetKind::Staff => Target::Staff(code),
        })
    }

    /// Which of the six kinds it is.
    pub const fn kind(self) -> TargetKind {
        match self {
            Target::Lifeline(_) => TargetKind::Lifeline,
            Target::Process { .. } => TargetKind::Process,
            Target::Site(_) => TargetKind::Site,
            Target::System(_) => TargetKind::System,
            Target::Supplier(_) => TargetKind::Supplier,
            Target::Staff(_) => TargetKind::Staff,
        }
    }

    /// The resource category whose loss takes it away; lifelines and processes belong to none.
    pub const fn category(self) -> Option<Category> {
        match self {
            Target::Site(_) => Some(Category::Premises),
            Target::System(_) => Some(Category::Technology),
            Target::Supplier(_) => Some(Category::Partners),
            Target::Staff(_) => Some(Category::People),
            Target::Lifeline(_) | Target::Process { .. } => None,
        }
    }
}

impl fmt::Display for Target<'_> {
    /// The written form.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.kind().code();
        match self {
            Target::Process { organisation, id } => write!(f, "{kind}:{organisation}/{id}"),
            Target::Lifeline(code)
            | Target::Site(code)
            | Target::System(code)
            | Target::Supplier(code)
            | Target::Staff(code) => write!(f, "{kind}:{code}"),
        }
    }
}

/// Dependencies of which some must work: alternatives of one name, or a single dependency by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternatives<'a> {
    /// Name of the group; a single dependency has none.
    pub name: Option<&'a str>,
    /// How many must work: the largest number that any member says, 1 when none says one.
    pub need: u32,
    /// Rows of the members in `depends_on`.
    pub members: Vec<usize>,
}

impl Alternatives<'_> {
    /// True when as many as there are, or more, must work, so that losing any one stops the process.
    pub fn all_needed(&self) -> bool {
        u32::try_from(self.members.len()).is_ok_and(|has| self.need >= has)
    }
}

/// The dependencies of a process in groups of alternatives, in the order of their first members. A dependency
/// without a group, or with a blank one, is a group of its own.
pub fn groups(depends_on: &[Dependency]) -> Vec<Alternatives<'_>> {
    let mut groups: Vec<Alternatives<'_>> = Vec::new();
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    for (row, dependency) in depends_on.iter().enumerate() {
        let name = dependency.group.as_deref().filter(|name| !name.trim().is_empty());
        let need = dependency.need.unwrap_or(1);
        let known = name.and_then(|name| named.get(name)).and_then(|at| groups.get_mut(*at));
        if let Some(group) = known {
            group.members.push(row);
            group.need = group.need.max(need);
            continue;
        }
        if let Some(name) = name {
            named.insert(name, groups.len());
        }
        groups.push(Alternatives { name, need, members: vec![row] });
    }
    groups
}

/// Codes of the sites without which the process cannot run: those it depends on with no alternative.
pub fn required_sites(process: &Process) -> BTreeSet<&str> {
    required(process)
        .filter_map(|(target, _)| match target {
            Target::Site(code) => Some(code),
            _ => None,
        })
        .collect()
}

/// Targets that must all work for the process to run, each with how long it runs on without it.
pub fn required(process: &Process) -> impl Iterator<Item = (Target<'_>, Duration)> {
    let rows: Vec<usize> =
        groups(&process.depends_on).into_iter().filter(Alternatives::all_needed).flat_map(|g| g.members).collect();
    rows.into_iter().filter_map(|row| {
        let dependency = process.depends_on.get(row)?;
        Some((Target::parse(&dependency.on).ok()?, dependency.tolerance.unwrap_or_default()))
    })
}

/// `ORG/ID` of all processes of other organisations that the plan names: what a caller looks up before a check.
pub fn processes_elsewhere(plan: &Plan) -> BTreeSet<String> {
    plan.processes
        .iter()
        .flat_map(|process| &process.depends_on)
        .filter_map(|dependency| match Target::parse(&dependency.on) {
            Ok(Target::Process { organisation, id }) if organisation != plan.organisation => {
                Some(format!("{organisation}/{id}"))
            }
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{PlanKind, Text};

    fn on(on: &str, group: Option<&str>, need: Option<u32>) -> Dependency {
        Dependency { on: on.into(), group: group.map(Into::into), need, tolerance: None }
    }

    #[test]
    fn every_kind_of_target_reads_and_writes_back() {
        for text in ["lifeline:power", "process:D001/P1", "site:S-1", "system:LINE", "supplier:NT", "staff:ช่าง"]
        {
            assert_eq!(Target::parse(text).map(|t| t.to_string()).as_deref(), Ok(text));
        }
        let nested = Target::parse("process:D001/P1/2");
        assert_eq!(nested, Ok(Target::Process { organisation: "D001", id: "P1/2" }));
    }

    #[test]
    fn what_names_no_target_is_refused() {
        for text in ["", "power", "lifeline:", "lifeline: ", "road:1", "process:P1", "process:/P1", "process:D001/"] {
            assert_eq!(Target::parse(text), Err(NotATarget), "{text}");
        }
    }

    #[test]
    fn dependencies_of_one_name_are_alternatives_and_others_stand_alone() {
        let list = [
            on("lifeline:power", None, None),
            on("site:A", Some("place"), None),
            on("system:X", None, Some(1)),
            on("site:B", Some("place"), Some(2)),
            on("staff:x", Some(" "), None),
        ];
        let groups = groups(&list);
        let summary: Vec<_> = groups.iter().map(|g| (g.name, g.need, g.members.clone())).collect();
        assert_eq!(
            summary,
            [(None, 1, vec![0]), (Some("place"), 2, vec![1, 3]), (None, 1, vec![2]), (None, 1, vec![4])]
        );
        assert!(groups.iter().all(Alternatives::all_needed));
    }

    #[test]
    fn a_site_with_an_alternative_is_not_required() {
        let process = Process {
            depends_on: vec![on("site:A", None, None), on("site:B", Some("g"), None), on("site:C", Some("g"), None)],
            ..Process::default()
        };
        assert_eq!(required_sites(&process), BTreeSet::from(["A"]));
    }

    #[test]
    fn only_processes_of_other_organisations_are_looked_up() {
        let mut plan = Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"));
        let depends_on = vec![
            on("process:D001/P1", None, None),
            on("process:D002/P9", None, None),
            on("process:D002/P9", None, None),
        ];
        plan.processes.push(Process { depends_on, ..Process::default() });
        assert_eq!(processes_elsewhere(&plan), BTreeSet::from(["D002/P9".to_owned()]));
    }
}
