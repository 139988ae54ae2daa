//! The report as a workbook: the figures, the situations, the groups with a column a situation.

use documents::{
    report::Language,
    xlsx::{Cell, Column, Sheet, Workbook, WorkbookError},
};
use jiff::civil::Date;
use web::Lang;

use super::{Value, hazard_name, lines};
use crate::{
    readiness::{Dimension, HazardShare, ReadinessReport},
    text::T,
};

/// A share as a fraction for a percentage cell; blank where there is no whole.
pub(crate) fn fraction(share: continuity::Share) -> Cell {
    #[allow(clippy::cast_precision_loss)]
    share.hundredths().map_or(Cell::Blank, |hundredths| Cell::Percent(hundredths as f64 / 10_000.0))
}

pub(crate) fn count(n: u64) -> Cell {
    Cell::Int(i64::try_from(n).unwrap_or(i64::MAX))
}

pub(crate) fn language(lang: Lang) -> Language {
    match lang {
        Lang::Th => Language::Thai,
        Lang::En => Language::English,
    }
}

/// The report as XLSX, in a language. `date` is kept as the day it was made.
///
/// # Errors
/// When it does not fit into a workbook.
pub fn readiness_xlsx(report: &ReadinessReport, lang: Lang, date: Date, demo: bool) -> Result<Vec<u8>, WorkbookError> {
    let t = T(lang);
    let above =
        vec![t.report_title(report.fiscal_year), t.as_of_day(lang.date(report.as_of)), t.rounding_note().to_owned()];
    let mut figures =
        sheet(t.sheet_figures(), &above, demo, [t.column_figure(), t.column_n(), t.column_d(), t.column_percent()]);
    let mut hazards =
        sheet(t.sheet_hazards(), &above, demo, [t.column_hazard(), t.column_n(), t.column_d(), t.column_percent()]);
    for line in lines(lang, report).into_iter().filter(|line| line.code != "hazard") {
        let (d, percent) = match line.value {
            Value::Share(share) => (count(share.d), fraction(share)),
            Value::Count(_) => (Cell::Blank, Cell::Blank),
        };
        figures.rows.push(vec![line.label.into(), count(line.value.n()), d, percent]);
    }
    for HazardShare { code, plans } in report.situations() {
        hazards.rows.push(vec![hazard_name(lang, &code).into(), count(plans.n), count(plans.d), fraction(plans)]);
    }
    let mut sheets = vec![figures, hazards];
    sheets.extend(groups(report, lang, &above, demo));
    Workbook { language: language(lang), sheets, date: Some(date) }.write()
}

fn sheet<const N: usize>(name: &str, above: &[String], demo: bool, columns: [&str; N]) -> Sheet {
    Sheet {
        name: name.to_owned(),
        above: above.to_vec(),
        demo,
        columns: columns.into_iter().map(Column::from).collect(),
        rows: Vec::new(),
    }
}

fn groups(report: &ReadinessReport, lang: Lang, above: &[String], demo: bool) -> Option<Sheet> {
    let (t, first) = (T(lang), report.groups.first()?);
    let by = Dimension::from_code(first.by)?;
    let mut sheet = sheet(
        by.plural(lang),
        above,
        demo,
        [t.column_code(), by.singular(lang), t.column_roster(), t.column_submitted(), t.column_percent()],
    );
    let known = reference::List::hazards().entries();
    sheet.columns.extend(known.iter().map(|hazard| Column::from(hazard_name(lang, &hazard.code))));
    sheet.columns.push(Column::from(t.own_hazards().to_owned()));
    for group in &report.groups {
        let submitted = group.submitted;
        let mut row = vec![
            group.code.as_str().into(),
            group.name.as_str().into(),
            count(submitted.d),
            count(submitted.n),
            fraction(submitted),
        ];
        row.extend(group.hazards.iter().take(known.len()).map(|hazard| count(hazard.plans.n)));
        row.push(count(group.own_hazards.n));
        sheet.rows.push(row);
    }
    Some(sheet)
}
