//! Situations and the resource categories they take away (template T1). Every situation of the national list stands in
//! the table, covered or not; one that can't happen here has a reason.

use continuity::plan::{Category, NotApplicable, Plan, PlanHazard, Text, section::Waived};
use reference::List;
use web::{Lang, form::Fields, plan_words::PlanWords};

use super::{
    reading::{Reading, ids},
    sheet::{Column, Kind, Row, RowIn, kept},
};
use crate::text::T;

/// The columns: situation, covered, five categories, why it does not apply.
pub fn columns(t: T) -> Vec<Column> {
    let words = PlanWords::new(t.0);
    let mut columns = vec![
        Column::new("label", t.hazard_situation(), Kind::Words),
        Column::new("code", words.field(continuity::plan::Field::Code), Kind::Words).off_page(),
        Column::new("covered", t.hazard_covered(), Kind::Tick),
    ];
    columns.extend(
        Category::ALL.iter().map(|category| Column::new(category.code(), words.category(*category), Kind::Tick)),
    );
    columns.push(Column::new("reason", t.hazard_reason(), Kind::Long));
    columns
}

/// A row for each situation of the plan, then those of the national list that it leaves out.
pub fn rows(plan: &Plan, lang: Lang) -> Vec<Row> {
    let mut rows: Vec<Row> = plan.hazards.iter().map(|hazard| row(plan, &hazard.code, Some(hazard), lang)).collect();
    let waived = plan.not_applicable.iter().filter_map(|n| match Waived::parse(&n.section) {
        Some(Waived::Hazard(code)) => Some(code),
        _ => None,
    });
    let mut others: Vec<&str> = List::hazards().entries().iter().map(|entry| entry.code.as_str()).collect();
    others.extend(waived.filter(|code| List::hazards().get(code).is_none()).collect::<Vec<_>>());
    let left_out = others.into_iter().filter(|code| !plan.hazards.iter().any(|hazard| hazard.code == *code));
    rows.extend(left_out.map(|code| row(plan, code, None, lang)).collect::<Vec<_>>());
    rows
}

fn row(plan: &Plan, code: &str, hazard: Option<&PlanHazard>, lang: Lang) -> Row {
    let standard = List::hazards().get(code).is_some();
    let own = || hazard.and_then(|hazard| hazard.label.as_ref()).map(|label| label.th.clone());
    let label = if standard { lang.label(List::hazards(), code).to_owned() } else { own().unwrap_or_default() };
    let tick = |yes: bool| if yes { "true".to_owned() } else { String::new() };
    let mut values = vec![label, code.to_owned(), tick(hazard.is_some())];
    values.extend(Category::ALL.iter().map(|category| tick(hazard.is_some_and(|h| h.affects.contains(category)))));
    let key = Waived::Hazard(code).key();
    let reason = plan.not_applicable.iter().find(|n| n.section == key).map(|n| n.reason.clone());
    values.push(reason.unwrap_or_default());
    Row { id: code.to_owned(), values, fixed: if standard { vec!["label"] } else { Vec::new() }, tags: Vec::new() }
}

/// Reads the rows. A row is covered when it is ticked so, or when any category is; an own situation by its name alone.
pub fn read(plan: &Plan, fields: &Fields, t: T) -> Reading {
    let mut reading = Reading::new(plan.clone());
    let all = RowIn::all(fields);
    let named: Vec<(String, String)> = all.iter().map(|row| (known_code(row), row.words("label"))).collect();
    let stored: Vec<(&str, &str)> = plan
        .hazards
        .iter()
        .map(|hazard| {
            // A situation of the national list always comes with its code: no new row can be meant by it.
            let own = List::hazards().get(&hazard.code).is_none();
            let label = hazard.label.as_ref().map_or("", |label| label.th.as_str());
            (if own { hazard.code.as_str() } else { "" }, label)
        })
        .collect();
    let codes = ids(&named, &stored, "own-");
    let mut hazards = Vec::new();
    reading.plan.not_applicable.retain(|n| !matches!(Waived::parse(&n.section), Some(Waived::Hazard(_))));
    for (row, code) in all.iter().zip(codes) {
        let before = plan.hazards.iter().find(|hazard| hazard.code == code);
        let standard = List::hazards().get(&code).is_some();
        let affects: Vec<Category> = Category::ALL.iter().copied().filter(|c| row.ticked(c.code())).collect();
        let label = row.words("label");
        let reason = row.words("reason");
        let own = !standard && !label.is_empty() && (reason.is_empty() || before.is_some());
        if row.ticked("covered") || !affects.is_empty() || own {
            let old = before.and_then(|hazard| hazard.label.as_ref());
            let label: Option<Text> =
                if standard { old.cloned() } else { Some(kept(label, old)).filter(|l| !l.is_blank()) };
            reading.row(row, t);
            hazards.push(PlanHazard { code: code.clone(), label, affects });
        }
        if !reason.is_empty() {
            let section = Waived::Hazard(&code).key();
            reading.plan.not_applicable.push(NotApplicable { section, reason });
        }
    }
    reading.plan.hazards = hazards;
    reading
}

/// The code of the row, or that of the national list when a typed name is one of its labels.
fn known_code(row: &RowIn) -> String {
    let (id, label) = (row.id(), row.words("label"));
    if !id.is_empty() {
        return id;
    }
    let code = row.words("code");
    let listed = List::hazards().entries().iter().find(|e| e.th == label || e.en.eq_ignore_ascii_case(&label));
    if code.is_empty() { listed.map(|entry| entry.code.clone()).unwrap_or_default() } else { code }
}

/// Field of a place: the columns of a category for what it affects.
pub fn key(field: &str) -> &str {
    match field {
        "affects" => "covered",
        "code" => "label",
        "reason" | "not_applicable" => "reason",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use continuity::plan::PlanKind;

    fn plan() -> Plan {
        let mut plan = Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"));
        plan.hazards.push(PlanHazard { code: "flood".into(), label: None, affects: vec![Category::Premises] });
        plan
    }

    #[test]
    fn every_situation_of_the_national_list_has_a_row() {
        let rows = rows(&plan(), Lang::Th);
        assert_eq!(rows.len(), List::hazards().entries().len());
        assert_eq!(rows[0].id, "flood");
    }

    #[test]
    fn what_the_page_shows_reads_back_as_it_was() {
        let mut before = plan();
        before.not_applicable.push(NotApplicable {
            section: "hazards:earthquake".into(), reason: "ไม่อยู่ในแนว".into()
        });
        let t = T(Lang::Th);
        let columns = columns(t);
        let mut pairs = Vec::new();
        for (n, row) in rows(&before, Lang::Th).iter().enumerate() {
            pairs.push((format!("rows[{n}].id"), row.id.clone()));
            for (column, value) in columns.iter().zip(&row.values).filter(|(_, value)| !value.is_empty()) {
                pairs.push((format!("rows[{n}].{}", column.key), value.clone()));
            }
        }
        assert_eq!(read(&before, &Fields::of(pairs), t).plan, before);
    }

    #[test]
    fn an_own_situation_is_covered_by_its_name() {
        let read = read(&plan(), &Fields::of([("rows[9].label", "ช้างป่า"), ("rows[9].people", "true")]), T(Lang::Th));
        assert_eq!(read.plan.hazards.len(), 1);
        assert_eq!(
            (read.plan.hazards[0].code.as_str(), read.plan.hazards[0].affects.as_slice()),
            ("own-1", &[Category::People][..])
        );
    }
}
