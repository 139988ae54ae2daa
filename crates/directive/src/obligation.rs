//! Who is obliged by a recommendation: rules over the register as it stood on a day. Nothing is guessed: a group that
//! only reading can resolve ("หน่วยงานที่เกี่ยวข้อง") stays open for a person.

use crate::bodies::groups::Group;
use crate::paper::{Part, Role};
use continuity::organisation::Kind;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One row of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its code.
    pub code: String,
    /// Its kind.
    pub kind: Kind,
    /// Code of its ministry.
    pub ministry: Option<String>,
    /// Code of its province.
    pub province: Option<String>,
    /// The codes above it, in any order.
    pub above: Vec<String>,
    /// First day on which it exists; none: always did.
    pub from: Option<Date>,
    /// First day on which it no longer exists.
    pub until: Option<Date>,
}

impl Row {
    /// True when it exists on a day.
    pub fn exists_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "rule", content = "of")]
pub enum Rule {
    /// Every organisation of the register.
    All,
    /// Organisations of these kinds.
    Kinds(Vec<Kind>),
    /// Ministries with everything that belongs to them.
    Ministries(Vec<String>),
    /// Everything in these provinces.
    Provinces(Vec<String>),
    /// Exactly these.
    Bodies(Vec<String>),
    /// Everything below these, without themselves.
    Below(Vec<String>),
}

impl Rule {
    fn takes(&self, row: &Row) -> bool {
        let within = |codes: &[String], code: &Option<String>| code.as_ref().is_some_and(|code| codes.contains(code));
        match self {
            Rule::All => true,
            Rule::Kinds(kinds) => kinds.contains(&row.kind),
            Rule::Ministries(codes) => codes.contains(&row.code) || within(codes, &row.ministry),
            Rule::Provinces(codes) => within(codes, &row.province),
            Rule::Bodies(codes) => codes.contains(&row.code),
            Rule::Below(codes) => row.above.iter().any(|above| codes.contains(above)),
        }
    }
}

/// The rules of one recommendation: taken by any of `include`, by none of `except`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Any of these.
    pub include: Vec<Rule>,
    /// None of these.
    #[serde(default)]
    pub except: Vec<Rule>,
}

impl Rules {
    /// The same rules, which take these bodies too.
    pub fn with_bodies(mut self, codes: &[String]) -> Self {
        if !codes.is_empty() {
            self.include.push(Rule::Bodies(codes.to_vec()));
        }
        self
    }

    /// The codes obliged on a day, in order, each once. No rule obliges nobody.
    pub fn obliged<'r>(&self, register: &'r [Row], on: Date) -> Vec<&'r str> {
        let taken = register.iter().filter(|row| {
            row.exists_on(on)
                && self.include.iter().any(|rule| rule.takes(row))
                && !self.except.iter().any(|rule| rule.takes(row))
        });
        taken.map(|row| row.code.as_str()).collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// What the bodies of a recommendation propose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proposal {
    /// Rules that follow from the words.
    pub rules: Rules,
    /// Names that only a person can resolve, as printed.
    pub open: Vec<String>,
}

/// The rules that the bodies of one role propose. Bodies without a code and groups such as "those concerned" are left
/// open; examples ("เช่น") are proposed but their group stays open too.
pub fn proposed(parts: &[Part], role: Role) -> Proposal {
    let mut proposal = Proposal::default();
    let mut codes = Vec::new();
    let mut kinds: Vec<Kind> = Vec::new();
    for part in parts.iter().filter(|part| part.role == role) {
        match (part.group, &part.code) {
            (None, Some(code)) => codes.push(code.clone()),
            (Some(Group::AllAgencies), _) => proposal.rules.include.push(Rule::All),
            (Some(group), _) if !kinds_of(group).is_empty() => kinds.extend(kinds_of(group)),
            _ => proposal.open.push(part.printed.clone()),
        }
    }
    if !kinds.is_empty() {
        kinds.sort_unstable();
        kinds.dedup();
        proposal.rules.include.push(Rule::Kinds(kinds));
    }
    if !codes.is_empty() {
        codes.sort_unstable();
        codes.dedup();
        proposal.rules.include.push(Rule::Bodies(codes));
    }
    proposal
}

fn kinds_of(group: Group) -> &'static [Kind] {
    match group {
        Group::Departments => &[Kind::Department],
        Group::Ministries => &[Kind::Ministry],
        Group::Provinces => &[Kind::Province],
        Group::Local => &[
            Kind::LaoSpecial,
            Kind::LaoProvincial,
            Kind::LaoCity,
            Kind::LaoTown,
            Kind::LaoSubdistrictMunicipality,
            Kind::LaoSao,
        ],
        Group::LocalProvincial => &[Kind::LaoProvincial],
        Group::LocalSubdistrict => &[Kind::LaoSao],
        Group::Municipalities => &[Kind::LaoCity, Kind::LaoTown, Kind::LaoSubdistrictMunicipality],
        Group::StateEnterprises => &[Kind::StateEnterprise],
        Group::PublicOrganisations => &[Kind::PublicOrganisation],
        Group::Universities => &[Kind::University],
        Group::Districts => &[Kind::District],
        Group::AllAgencies | Group::ProvinceGroups | Group::Concerned | Group::Subordinate | Group::Partners => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn row(code: &str, kind: Kind, ministry: Option<&str>, province: Option<&str>) -> Row {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let above = ministry.into_iter().filter(|m| *m != code).map(str::to_owned).collect();
        Row {
            code: code.into(),
            kind,
            ministry: owned(ministry),
            province: owned(province),
            above,
            from: None,
            until: None,
        }
    }

    fn register() -> Vec<Row> {
        let mut rows = vec![
            row("M03", Kind::Ministry, Some("M03"), None),
            row("D1", Kind::Department, Some("M03"), None),
            row("D2", Kind::Department, Some("M14"), None),
            row("73", Kind::Province, None, Some("73")),
            row("L1", Kind::LaoTown, None, Some("73")),
            row("L2", Kind::LaoSao, None, Some("50")),
        ];
        rows[2].until = Some(date(2021, 1, 1));
        rows
    }

    #[test]
    fn each_rule_takes_its_own() {
        let codes = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
        let cases = [
            (Rule::All, vec!["73", "D1", "D2", "L1", "L2", "M03"]),
            (Rule::Kinds(vec![Kind::Department]), vec!["D1", "D2"]),
            (Rule::Ministries(codes(&["M03"])), vec!["D1", "M03"]),
            (Rule::Provinces(codes(&["73"])), vec!["73", "L1"]),
            (Rule::Bodies(codes(&["L2", "nobody"])), vec!["L2"]),
            (Rule::Below(codes(&["M03"])), vec!["D1"]),
        ];
        for (rule, expected) in cases {
            let rules = Rules { include: vec![rule], except: vec![] };
            assert_eq!(rules.obliged(&register(), date(2020, 12, 8)), expected);
        }
    }

    #[test]
    fn who_is_gone_on_the_day_is_not_obliged_and_no_rule_obliges_nobody() {
        let all = Rules { include: vec![Rule::All], except: vec![Rule::Kinds(vec![Kind::LaoSao])] };
        assert_eq!(all.obliged(&register(), date(2021, 1, 1)), ["73", "D1", "L1", "M03"]);
        assert!(Rules::default().obliged(&register(), date(2020, 1, 1)).is_empty());
    }

    #[test]
    fn groups_become_kinds_and_those_concerned_stay_open() {
        let part = |printed: &str, code: Option<&str>, group| Part {
            printed: printed.into(),
            name: printed.into(),
            code: code.map(str::to_owned),
            role: Role::Lead,
            such_as: false,
            group,
            unsure: false,
        };
        let parts = [
            part("อปท.", None, Some(Group::Local)),
            part("กระทรวงการคลัง", Some("M03"), None),
            part("หน่วยงานที่เกี่ยวข้อง", None, Some(Group::Concerned)),
            part("สำนักงานที่ไม่มีใครรู้จัก", None, None),
        ];
        let proposal = proposed(&parts, Role::Lead);
        assert_eq!(proposal.open, ["หน่วยงานที่เกี่ยวข้อง", "สำนักงานที่ไม่มีใครรู้จัก"]);
        assert_eq!(proposal.rules.obliged(&register(), date(2020, 1, 1)), ["L1", "L2", "M03"]);
        assert!(proposed(&parts, Role::With).rules.include.is_empty());
    }

    fn any_rule() -> impl Strategy<Value = Rule> {
        let codes = proptest::sample::subsequence(vec!["M03".to_owned(), "73".into(), "D1".into(), "L2".into()], 0..4);
        prop_oneof![
            Just(Rule::All),
            Just(Rule::Kinds(vec![Kind::Department, Kind::LaoSao])),
            codes.clone().prop_map(Rule::Ministries),
            codes.clone().prop_map(Rule::Provinces),
            codes.clone().prop_map(Rule::Below),
            codes.prop_map(Rule::Bodies),
        ]
    }

    proptest! {
        #[test]
        fn another_rule_never_takes_anyone_away_and_an_exception_never_adds(
            include in prop::collection::vec(any_rule(), 0..4), except in prop::collection::vec(any_rule(), 0..3), more in any_rule()
        ) {
            let day = date(2020, 6, 1);
            let register = register();
            let rules = Rules { include, except };
            let before: BTreeSet<&str> = rules.obliged(&register, day).into_iter().collect();
            let mut wider = rules.clone();
            wider.include.push(more.clone());
            let after: BTreeSet<&str> = wider.obliged(&register, day).into_iter().collect();
            prop_assert!(after.is_superset(&before));
            let mut narrower = rules;
            narrower.except.push(more);
            let after: BTreeSet<&str> = narrower.obliged(&register, day).into_iter().collect();
            prop_assert!(after.is_subset(&before));
        }
    }
}
