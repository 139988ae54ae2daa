//! The gallery: every shared component in use on one page, so that a change of the look is seen at once, in both
//! languages and themes. The words are examples, said to be so, and never figures of an organisation.

use askama::Template;

use super::{Choice, LegendItem, Pager};
use crate::{Page, form::Errors};

mod words {
    locale::catalogue!("gallery", crate::Lang);
}

/// The page with every component.
#[derive(Template)]
#[template(path = "components/gallery.html")]
pub struct Gallery {
    page: Page,
    t: words::T,
    kinds: Vec<Choice>,
    hazards: Vec<Choice>,
    found: Vec<Choice>,
    nothing: Vec<Choice>,
    impacts: Vec<Choice>,
    errors: Errors,
    pager: Pager,
    legend: Vec<LegendItem>,
    sheet: Vec<Row>,
    blank: Row,
}

/// One row of the example of an editable table.
struct Row {
    process: &'static str,
    rto: String,
    mtpd: String,
    urgent: bool,
    problem: &'static str,
}

/// Makes the gallery within the frame of a page.
pub fn gallery(page: Page) -> Gallery {
    let t = words::T(page.lang);
    let mut errors = Errors::new();
    errors.add("e_name", t.error_name());
    errors.add("e_date", t.error_date());
    errors.add("e_kind", t.error_choose());
    let row =
        |process, rto, mtpd, problem| Row { process, rto: t.hours(rto), mtpd: t.hours(mtpd), urgent: rto < 5, problem };
    Gallery {
        kinds: Choice::of(
            [("DEPT", t.kind_department()), ("PROVINCE", t.kind_province()), ("LAO", t.kind_local())],
            "LAO",
        ),
        hazards: vec![
            Choice::new("FLOOD", t.flood()).with_hint(t.flood_hint()).chosen(true),
            Choice::new("FIRE", t.fire()),
            Choice::new("EPIDEMIC", t.epidemic()).chosen(true),
        ],
        found: vec![
            Choice::new("06730604", t.organisation_one()).with_hint(t.organisation_one_place()),
            Choice::new("06730605", t.organisation_two()).with_hint(t.organisation_two_place()),
        ],
        nothing: Vec::new(),
        impacts: Choice::of(
            [("VERY_HIGH", t.impact_very_high()), ("HIGH", t.impact_high()), ("MEDIUM", t.impact_medium())],
            "",
        ),
        errors,
        pager: Pager::new(page.lang, 8_281, 50, 4, |n| format!("?page={n}")),
        legend: [("b1", "0–24%"), ("b2", "25–39%"), ("b3", "40–54%"), ("b4", "55–69%"), ("b5", "70–100%")]
            .map(|(class, label)| LegendItem { class, label: label.to_owned() })
            .into(),
        sheet: vec![
            row(t.process_one(), 4, 24, ""),
            row(t.process_two(), 72, 24, t.error_rto()),
            row(t.process_three(), 2, 2, ""),
        ],
        blank: Row { process: "", rto: String::new(), mtpd: String::new(), urgent: false, problem: "" },
        t,
        page,
    }
}
