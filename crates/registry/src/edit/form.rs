//! The form of an organisation as it came: all its faults at once, or the draft.

use web::{
    Lang,
    form::{Errors, Fields},
};

use crate::organisation::{Details, Organisation, Reason, commands::New, field};

/// Values as they stand in the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Values {
    pub code: String,
    pub name_th: String,
    pub name_en: String,
    pub kind: String,
    pub ministry_code: String,
    pub province_code: String,
    pub district_code: String,
    pub obliged: bool,
    pub provenance: String,
    pub valid_from: String,
    pub reason: String,
    pub parent_code: String,
}

impl Values {
    /// Of a form that came back.
    pub fn of_fields(fields: &Fields) -> Self {
        let text = |name: &str| fields.raw(name).to_owned();
        Values {
            code: text("code"),
            name_th: text("name_th"),
            name_en: text("name_en"),
            kind: text("kind"),
            ministry_code: text("ministry_code"),
            province_code: text("province_code"),
            district_code: text("district_code"),
            obliged: fields.raw("obliged") == "true",
            provenance: text("provenance"),
            valid_from: text("valid_from"),
            reason: text("reason"),
            parent_code: text("parent_code"),
        }
    }

    /// Of an organisation as it is.
    pub fn of(of: &Organisation) -> Self {
        Values {
            code: of.code.clone(),
            name_th: of.details.name_th.clone(),
            name_en: of.details.name_en.clone(),
            kind: of.details.kind.clone(),
            ministry_code: of.details.ministry_code.clone(),
            province_code: of.details.province_code.clone(),
            district_code: of.details.district_code.clone(),
            obliged: of.details.obliged,
            provenance: of.details.provenance.clone(),
            ..Values::default()
        }
    }

    /// Of a unit about to be added below this one: it lies where its parent lies.
    pub fn below(parent: &Organisation) -> Self {
        let mut values = Values::of(parent);
        values.parent_code = std::mem::take(&mut values.code);
        Values {
            name_th: String::new(),
            name_en: String::new(),
            kind: String::new(),
            obliged: false,
            provenance: String::new(),
            ..values
        }
    }
}

struct Reading<'a> {
    lang: Lang,
    errors: &'a mut Errors,
}

impl Reading<'_> {
    fn take<T: Default>(&mut self, field: &str, read: Result<T, Reason>) -> T {
        read.map_err(|reason| self.errors.add(field, reason.words(self.lang))).unwrap_or_default()
    }
}

/// What the organisation is; the faults are added to the errors.
pub(super) fn details(lang: Lang, values: &Values, errors: &mut Errors) -> Details {
    let mut reading = Reading { lang, errors };
    let details = Details {
        name_th: reading.take("name_th", field::needed(&values.name_th, field::NAME_MOST)),
        name_en: reading.take("name_en", field::line(&values.name_en, field::NAME_MOST)),
        kind: reading.take("kind", field::kind(&values.kind)),
        ministry_code: reading.take("ministry_code", field::line(&values.ministry_code, field::CODE_MOST)),
        province_code: reading.take("province_code", field::province(&values.province_code)),
        district_code: reading.take("district_code", field::district(&values.district_code)),
        obliged: values.obliged,
        provenance: reading.take("provenance", field::line(&values.provenance, field::TEXT_MOST)),
    };
    if let Err(reason) = field::district_in(&details.province_code, &details.district_code) {
        reading.errors.add("district_code", reason.words(lang));
    }
    details
}

/// The new organisation, or every fault.
pub(super) fn new(lang: Lang, values: &Values) -> Result<New, Errors> {
    let mut errors = Errors::new();
    let details = details(lang, values, &mut errors);
    let code = thai::normalise::clean(&values.code);
    if !code.is_empty()
        && let Err(reason) = field::code(&code)
    {
        errors.add("code", reason.words(lang));
    }
    let valid_from = match values.valid_from.trim() {
        "" => None,
        text => thai::date::parse_date(text)
            .map(|parsed| parsed.date)
            .map_err(|problem| errors.add("valid_from", web::day::unread(lang, text, &problem)))
            .ok(),
    };
    let mut reading = Reading { lang, errors: &mut errors };
    let reason = reading.take("reason", field::line(&values.reason, field::TEXT_MOST));
    let parent_code = thai::normalise::clean(&values.parent_code);
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(New {
        code: Some(code).filter(|code| !code.is_empty()),
        parent_code: Some(parent_code).filter(|code| !code.is_empty()),
        details,
        valid_from,
        reason,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_may_come_without_a_code_and_every_fault_is_told() {
        let good = Values {
            name_th: "โรงเรียนวัดบางพลี".into(), kind: "school".into(), ..Values::default()
        };
        assert_eq!(new(Lang::Th, &good).map(|new| new.code).ok(), Some(None));
        let bad =
            Values {
                code: "a/b".into(), valid_from: "วันก่อน".into(), province_code: "99".into(), ..Values::default()
            };
        let errors = new(Lang::En, &bad).unwrap_err();
        let fields: Vec<&str> = errors.list.iter().map(|refused| refused.field.as_str()).collect();
        assert_eq!(fields, ["name_th", "kind", "province_code", "code", "valid_from"]);
    }
}
