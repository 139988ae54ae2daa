//! The forms on which plans are written, embedded from `reference/plan_templates`: a file for each version of a family.
//!
//! A new version of a form is a new file and a line here. A file that can't be read is left out; the tests below make
//! sure that there is none.

use std::sync::LazyLock;

use continuity::plan::template::{Template, Templates};

const FILES: &[(&str, &str)] = &[
    ("department.1", include_str!("../../../reference/plan_templates/department.1.toml")),
    ("province.1", include_str!("../../../reference/plan_templates/province.1.toml")),
    ("local.1", include_str!("../../../reference/plan_templates/local.1.toml")),
];

static TEMPLATES: LazyLock<Templates> =
    LazyLock::new(|| Templates::of(FILES.iter().filter_map(|(_, text)| read_template(text).ok()).collect()));

/// Every form that there is.
pub fn plan_templates() -> &'static Templates {
    &TEMPLATES
}

/// Reads a form as the files have it.
///
/// # Errors
/// In the words of the reader: where the text is no TOML, or not this form of it.
pub fn read_template(text: &str) -> Result<Template, String> {
    toml::from_str(text).map_err(|problem| problem.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use continuity::{organisation::Family, plan::Section};

    #[test]
    fn every_file_is_read_goes_by_its_code_and_has_no_fault() {
        for (name, text) in FILES {
            let template = read_template(text).unwrap_or_else(|problem| panic!("{name}: {problem}"));
            assert_eq!(template.code(), *name);
            assert_eq!(template.faults(), Vec::<String>::new(), "{name}");
        }
        assert_eq!(plan_templates().all().len(), FILES.len());
        let folder = format!("{}/../../reference/plan_templates", env!("CARGO_MANIFEST_DIR"));
        assert_eq!(std::fs::read_dir(folder).unwrap().count(), FILES.len(), "a file is not in the list");
    }

    #[test]
    fn every_family_has_a_form_with_every_table_from_t0_to_t10() {
        for family in Family::ALL {
            let form = plan_templates().newest(*family, "2020-12-08".parse().unwrap());
            assert_eq!(form.family, *family);
            for table in 0..=10 {
                assert!(form.caption(&format!("T{table}")).is_some(), "{family:?} T{table}");
            }
            assert!(Section::ALL.iter().all(|section| form.has(*section)), "{family:?}");
        }
    }

    #[test]
    fn a_local_body_is_asked_for_less() {
        let all = plan_templates();
        let (common, local) = (all.of_plan("department.1"), all.of_plan("local.1"));
        assert!(local.resource_horizons.len() < common.resource_horizons.len());
        assert!(common.requires(Section::Dependencies) && !local.requires(Section::Dependencies));
    }

    #[test]
    fn a_fault_of_a_form_is_told() {
        let mut form = plan_templates().of_plan("local.1").clone();
        form.impact_horizons.reverse();
        form.objectives[0].en = None;
        form.sections[0].tables[0].number = "T12".into();
        assert_eq!(form.faults().len(), 3, "{:?}", form.faults());
    }
}
