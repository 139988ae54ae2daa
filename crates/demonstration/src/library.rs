//! The library of processes: what each kind of organisation does, with its usual urgency and needs.
//!
//! The rows are in `library/*.csv`. `for` names kinds, ministries or single organisations; `needs` names lifelines,
//! systems, suppliers, staff groups and processes of other organisations; `province:ID` is the process of that id of
//! the organisation's own province. A row with `always` is in every plan that it fits.

use std::{
    collections::{BTreeMap, BTreeSet},
    str::FromStr,
    sync::LazyLock,
};

use continuity::{Duration, organisation::Kind, plan::Impact};

use crate::{Org, chance::Chance};

/// One process of the library.
#[derive(Clone, Debug)]
pub(crate) struct Template {
    /// Id inside the organisation.
    pub id: String,
    /// Thai name.
    pub th: String,
    /// English name.
    pub en: String,
    /// Mission it serves.
    pub mission: String,
    /// Unit that runs it.
    pub unit: String,
    /// Usual impact.
    pub impact: Impact,
    /// Usual recovery time objective.
    pub rto: Duration,
    /// People served on a usual day by an organisation of middle size.
    pub people: u64,
    /// Code of the e-service there may be; empty for none.
    pub service: String,
    /// What it needs.
    pub needs: Vec<String>,
    /// In every plan that it fits.
    pub always: bool,
}

static LIBRARY: LazyLock<BTreeMap<String, Vec<Template>>> = LazyLock::new(|| {
    let mut by_tag: BTreeMap<String, Vec<Template>> = BTreeMap::new();
    for text in FILES {
        for row in csv::Reader::from_reader(text.as_bytes()).records().filter_map(Result::ok) {
            let Some(template) = read(&row) else { continue };
            for tag in row.get(0).unwrap_or_default().split_whitespace() {
                by_tag.entry(tag.to_owned()).or_default().push(template.clone());
            }
        }
    }
    by_tag
});

const FILES: [&str; 4] = [
    include_str!("../library/local.csv"),
    include_str!("../library/place.csv"),
    include_str!("../library/central.csv"),
    include_str!("../library/enterprise.csv"),
];

fn read(row: &csv::StringRecord) -> Option<Template> {
    let text = |at: usize| row.get(at).map(str::to_owned);
    Some(Template {
        id: text(1)?,
        th: text(2)?,
        en: text(3)?,
        mission: text(4)?,
        unit: text(5)?,
        impact: Impact::from_code(row.get(6)?)?,
        rto: Duration::from_str(row.get(7)?).ok()?,
        people: row.get(8)?.parse().ok()?,
        service: text(9)?,
        needs: row.get(10)?.split_whitespace().map(str::to_owned).collect(),
        always: row.get(11)? == "1",
    })
}

/// Tags of an organisation, the most particular first.
fn tags(org: &Org) -> Vec<&str> {
    let mut tags = vec![org.code.as_str()];
    match org.kind {
        Kind::Department => tags.extend([org.ministry_code.as_str(), "central"]),
        Kind::LaoSao => tags.extend(["sao", "lao"]),
        Kind::LaoSubdistrictMunicipality => tags.extend(["municipality", "small_municipality", "lao"]),
        Kind::LaoTown | Kind::LaoCity => tags.extend(["municipality", "lao", "city"]),
        Kind::LaoSpecial => tags.extend(["lao_special", "municipality", "lao", "city"]),
        Kind::StateEnterprise | Kind::PublicOrganisation | Kind::University | Kind::Independent => {
            tags.extend([org.kind.code(), "central"]);
        }
        Kind::Subunit if org.name_th.starts_with("ศูนย์พัฒนาเด็กเล็ก") => {
            tags.push("child_centre")
        }
        Kind::Subunit => tags.push("health_post"),
        _ => tags.push(org.kind.code()),
    }
    tags
}

/// Fewest and most processes in a plan of this kind.
const fn extent(kind: Kind) -> (u64, u64) {
    match kind {
        Kind::LaoSao => (4, 6),
        Kind::LaoSubdistrictMunicipality => (5, 7),
        Kind::LaoTown => (6, 9),
        Kind::LaoCity | Kind::LaoSpecial => (8, 12),
        Kind::Province => (6, 9),
        Kind::School | Kind::District | Kind::Subunit => (3, 4),
        Kind::LaoProvincial | Kind::Hospital => (4, 6),
        _ => (5, 9),
    }
}

/// The processes of an organisation's plan, the most particular first.
pub(crate) fn processes(org: &Org, chance: Chance) -> Vec<&'static Template> {
    let chance = chance.part("processes");
    let mut fitting: Vec<&'static Template> = Vec::new();
    for template in tags(org).into_iter().filter_map(|tag| LIBRARY.get(tag)).flatten() {
        if !fitting.iter().any(|known| known.id == template.id) {
            fitting.push(template);
        }
    }
    let (least, most) = extent(org.kind);
    let wanted = usize::try_from(chance.between("count", least, most)).unwrap_or(0);
    let always = fitting.iter().filter(|template| template.always).count();
    let mut drawn: Vec<(u64, &str)> = fitting
        .iter()
        .filter(|template| !template.always)
        .map(|template| (chance.bits(&template.id), template.id.as_str()))
        .collect();
    drawn.sort_unstable();
    drawn.truncate(wanted.saturating_sub(always));
    fitting.retain(|template| template.always || drawn.iter().any(|(_, id)| *id == template.id));
    fitting
}

/// Codes of the organisations on whose processes others rest.
pub(crate) fn relied_on() -> BTreeSet<&'static str> {
    let needs = LIBRARY.values().flatten().flat_map(|template| &template.needs);
    needs.filter_map(|need| Some(need.strip_prefix("process:")?.split_once('/')?.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_library_is_read() {
        let mut rows = 0;
        for text in FILES {
            for row in csv::Reader::from_reader(text.as_bytes()).records() {
                let row = row.unwrap();
                assert!(read(&row).is_some(), "{row:?}");
                rows += 1;
            }
        }
        assert!(rows > 200, "{rows}");
    }

    #[test]
    fn every_obliged_organisation_has_processes_with_different_ids() {
        for org in Org::read_register(reference::REGISTER_2563).iter().filter(|org| org.obliged) {
            let list = processes(org, Chance::about(1, &org.code));
            assert!(list.len() >= 4, "{}: {}", org.code, list.len());
            let ids: std::collections::BTreeSet<&str> = list.iter().map(|template| template.id.as_str()).collect();
            assert_eq!(ids.len(), list.len(), "{}", org.code);
        }
    }

    #[test]
    fn a_process_that_others_name_is_in_every_plan_of_its_organisation() {
        let all: Vec<&Template> = LIBRARY.values().flatten().collect();
        for need in all.iter().flat_map(|template| &template.needs) {
            let Some((org, id)) = need.strip_prefix("process:").and_then(|on| on.split_once('/')) else { continue };
            let there = LIBRARY.get(org).is_some_and(|own| own.iter().any(|t| t.id == id && t.always));
            assert!(there, "{need}");
        }
    }
}
