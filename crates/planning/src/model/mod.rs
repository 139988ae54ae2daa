//! The shelf of model plans: four plans written for this product, one for each group of agencies that the cabinet paper
//! of 8 December 2563 names, to start from. They are drafts in `reference/models`, and marked as models: no organisation has their
//! code, and nobody's figures count them.

mod pages;

use std::sync::LazyLock;

use continuity::{
    organisation::ModelKind,
    plan::{Plan, PlanKind, Text, dependency::Target},
};
use web::{Access, Action, Routes};

use crate::{exchange, text::T};

/// One model.
#[derive(Clone, Debug)]
pub struct Model {
    /// Which.
    pub kind: ModelKind,
    /// What it says.
    pub plan: Plan,
}

macro_rules! models {
    ($($kind:ident = $file:literal),+ $(,)?) => {
        const FILES: &[(ModelKind, &str)] =
            &[$((ModelKind::$kind, include_str!(concat!("../../../../reference/models/", $file, ".json")))),+];
    };
}

models! {
    ServiceDepartment = "service_department",
    CentralDepartment = "central_department",
    RegionalOffice = "regional_office",
    LocalOrganisation = "local_organisation",
}

/// One that can't be read is left out; a test makes sure that there is none.
static MODELS: LazyLock<Vec<Model>> = LazyLock::new(|| {
    let read = |(kind, text): &(ModelKind, &str)| {
        exchange::parse_draft(text.as_bytes()).ok().map(|plan| Model { kind: *kind, plan })
    };
    FILES.iter().filter_map(read).collect()
});

/// All models, in the order of the cabinet paper.
pub fn all() -> &'static [Model] {
    &MODELS
}

/// The model of this kind.
pub fn of(kind: ModelKind) -> Option<&'static Model> {
    MODELS.iter().find(|model| model.kind == kind)
}

/// What a model is called.
pub fn name(kind: ModelKind, t: T) -> &'static str {
    match kind {
        ModelKind::ServiceDepartment => t.model_service_department(),
        ModelKind::CentralDepartment => t.model_central_department(),
        ModelKind::RegionalOffice => t.model_regional_office(),
        ModelKind::LocalOrganisation => t.model_local_organisation(),
    }
}

/// A plan of an organisation's own that begins as another one: a model, or last year's. Dependencies on processes of
/// the same plan become dependencies on its own.
pub fn adopt(source: &Plan, organisation: &str, fiscal_year: i32, kind: PlanKind, title: Text) -> Plan {
    let mut plan = source.clone();
    for dependency in plan.processes.iter_mut().flat_map(|process| &mut process.depends_on) {
        if let Ok(Target::Process { organisation: owner, id }) = Target::parse(&dependency.on)
            && owner == source.organisation
        {
            dependency.on = format!("process:{organisation}/{id}");
        }
    }
    organisation.clone_into(&mut plan.organisation);
    plan.fiscal_year = fiscal_year;
    plan.kind = kind;
    plan.title = title;
    plan
}

/// The routes of this slice.
pub fn routes() -> Routes {
    const VIEW: Access = Access::May(Action::ViewPlan);
    Routes::new().get("/models", VIEW, pages::shelf).get("/models/{code}", VIEW, pages::preview)
}

#[cfg(test)]
mod tests {
    use super::*;
    use continuity::plan::{Category, Issue, Phase, check, completeness::submit_gate, template::Template};

    #[test]
    fn all_four_models_are_exchange_documents() {
        for (kind, text) in FILES {
            let plan = exchange::parse_draft(text.as_bytes()).unwrap();
            let written = serde_json::to_vec(&plan.for_exchange()).unwrap();
            assert_eq!(exchange::parse(&written).map(|_| ()), Ok(()), "{kind:?}");
        }
        assert_eq!(all().len(), ModelKind::ALL.len());
    }

    #[test]
    fn a_model_only_lacks_what_an_organisation_itself_knows() {
        for model in all() {
            let findings = check::check(&model.plan, &check::CheckContext::default());
            let gate = submit_gate(&model.plan, &findings, &Template::default());
            assert_eq!(gate.blank, [], "{:?}", model.kind);
            let other: Vec<_> =
                gate.problems.iter().filter(|f| !matches!(f.what, Issue::PhoneMissing { .. })).collect();
            assert!(other.is_empty(), "{:?}: {other:?}", model.kind);
        }
    }

    #[test]
    fn a_model_is_rich_enough_to_start_from() {
        for Model { kind, plan } in all() {
            assert!((6..=9).contains(&plan.processes.len()), "{kind:?}");
            let covered = |code: &str| plan.hazards.iter().any(|hazard| hazard.code == code);
            assert!(check::reported_hazards().iter().all(|code| covered(code)), "{kind:?}");
            assert!(Category::ALL.iter().all(|c| plan.strategies.iter().any(|s| s.category == *c)), "{kind:?}");
            assert!(Phase::ALL.iter().all(|phase| plan.recovery.iter().any(|step| step.phase == *phase)), "{kind:?}");
            assert!(plan.processes.iter().all(|p| p.mtpd.is_some() && p.mbco.is_some()), "{kind:?}");
            assert!(plan.processes.iter().all(|p| p.name.en.is_some()), "{kind:?}");
        }
    }

    #[test]
    fn dependencies_on_the_models_own_processes_follow_it() {
        let model = of(ModelKind::LocalOrganisation).or(all().first()).unwrap();
        for model in [model, &all()[0]] {
            let plan = adopt(&model.plan, "L999", 2564, PlanKind::Main, Text::th("แผน"));
            assert_eq!((plan.organisation.as_str(), plan.fiscal_year), ("L999", 2564));
            let left =
                plan.processes.iter().flat_map(|p| &p.depends_on).any(|d| d.on.contains(&model.plan.organisation));
            assert!(!left);
        }
    }
}
