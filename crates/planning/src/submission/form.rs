//! The form in which a coordinator records the head's signed approval.

use jiff::civil::Date;
use web::{
    Lang,
    form::{Errors, Fields},
};

use super::{commands::Approval, text::T};

/// Longest name, position or document number.
const MOST: usize = 200;

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Name of the approver.
    pub name: String,
    /// Position.
    pub position: String,
    /// Day as typed.
    pub approved_on: String,
    /// Number of the paper.
    pub document_number: String,
}

impl Typed {
    /// As it came.
    pub fn of(fields: &Fields) -> Self {
        Typed {
            name: fields.text("approver_name"),
            position: fields.text("approver_position"),
            approved_on: fields.text("approved_on"),
            document_number: fields.text("document_number"),
        }
    }

    /// The approval, or everything that is wrong with it.
    pub fn read(&self, lang: Lang, today: Date) -> Result<Approval, Errors> {
        let t = T(lang);
        let mut errors = Errors::new();
        for (field, value) in [("approver_name", &self.name), ("approver_position", &self.position)] {
            match value.chars().count() {
                0 => errors.add(field, t.needed()),
                long if long > MOST => errors.add(field, t.too_long(MOST)),
                _ => {}
            }
        }
        if self.document_number.chars().count() > MOST {
            errors.add("document_number", t.too_long(MOST));
        }
        let approved_on = match thai::date::parse_date(&self.approved_on) {
            Ok(parsed) if parsed.date > today => {
                errors.add("approved_on", t.date_in_future(lang.date(parsed.date)));
                None
            }
            Ok(parsed) => Some(parsed.date),
            Err(thai::date::DateError::Empty) => {
                errors.add("approved_on", t.needed());
                None
            }
            Err(problem) => {
                errors.add("approved_on", web::day::unread(lang, &self.approved_on, &problem));
                None
            }
        };
        match approved_on {
            Some(approved_on) if errors.is_empty() => Ok(Approval {
                name: self.name.clone(),
                position: self.position.clone(),
                approved_on,
                document_number: self.document_number.clone(),
                account_id: None,
            }),
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(day: &str) -> Typed {
        Typed {
            name: "สมชาย".into(), position: "นายก อบต.".into(), approved_on: day.into(), ..Typed::default()
        }
    }

    #[test]
    fn an_approval_is_read_with_a_buddhist_date_in_thai_digits() {
        let today = Date::constant(2020, 8, 31);
        let approval = typed("๓๐ ส.ค. ๒๕๖๓").read(Lang::Th, today).unwrap();
        assert_eq!(approval.approved_on, Date::constant(2020, 8, 30));
    }

    #[test]
    fn every_fault_is_told_at_its_field() {
        let today = Date::constant(2020, 8, 31);
        let errors = Typed::default().read(Lang::Th, today).unwrap_err();
        assert!(["approver_name", "approver_position", "approved_on"].iter().all(|f| !errors.of(f).is_empty()));
        assert!(!typed("1 ก.ย. 2563").read(Lang::Th, today).unwrap_err().of("approved_on").is_empty());
    }
}
