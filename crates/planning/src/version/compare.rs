//! What differs between two versions, in words, section by section; personal data masked.

use continuity::plan::{
    Field, Plan, Section,
    diff::{self, Change, How, Value},
};
use web::plan_words::PlanWords;

use super::text::T;

/// The differences in one section.
pub struct SectionChanges {
    /// Name of the section and how many.
    pub heading: String,
    /// The differences.
    pub changes: Vec<ChangeLine>,
}

/// One difference.
pub struct ChangeLine {
    /// Row and field.
    pub place: String,
    /// Added, removed or changed.
    pub how: &'static str,
    /// Before; may be empty.
    pub before: String,
    /// After; may be empty.
    pub after: String,
}

/// Everything that differs from `old` to `new`.
pub fn compare(old: &Plan, new: &Plan, words: PlanWords) -> Vec<SectionChanges> {
    let (all, t) = (diff::changes(old, new), T(words.lang));
    let of = |section: Section, count: usize| SectionChanges {
        heading: t.compared_in(words.section(section), count),
        changes: all.iter().filter(|change| change.section == section).map(|change| line(change, words)).collect(),
    };
    diff::changed_sections(&all).into_iter().map(|(section, count)| of(section, count)).collect()
}

fn line(change: &Change, words: PlanWords) -> ChangeLine {
    let (t, field) = (T(words.lang), change.place.field);
    let row = change.row_name.as_ref().map(|name| words.text(name)).filter(|name| !name.is_empty());
    let field_name = (field != Field::Row || row.is_none()).then(|| words.field(field));
    let parts: Vec<&str> = row.into_iter().chain(field_name).collect();
    let side = |value: &Option<Value>| value.as_ref().map(|value| words.masked(field, value)).unwrap_or_default();
    ChangeLine {
        place: parts.join(" · "),
        how: match change.how {
            How::Added => t.how_added(),
            How::Removed => t.how_removed(),
            How::Changed => t.how_changed(),
        },
        before: side(&change.old),
        after: side(&change.new),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use continuity::plan::{PlanKind, TeamMember, Text};
    use web::Lang;

    #[test]
    fn a_changed_telephone_is_told_without_its_number() {
        let mut old = Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"));
        let phone = Some("081-234-5678".to_owned());
        old.team.push(TeamMember { id: "T1".into(), name: "ก".into(), phone, ..TeamMember::default() });
        let mut new = old.clone();
        new.team[0].phone = Some("089-999-9999".into());
        let compared = compare(&old, &new, PlanWords::new(Lang::Th));
        let line = &compared[0].changes[0];
        assert!(line.place.starts_with("ก · "));
        assert!(!line.before.contains("234") && line.before.ends_with("78") && !line.after.contains("999-"));
    }

    #[test]
    fn equal_versions_differ_nowhere() {
        let plan = Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"));
        assert!(compare(&plan, &plan, PlanWords::new(Lang::En)).is_empty());
    }
}
