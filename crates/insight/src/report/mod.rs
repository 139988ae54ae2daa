//! The readiness report as a table for machines (CSV), a workbook (XLSX) and an official paper. All three are made of
//! the contract's figures and add nothing to them.

mod csv;
mod document;
mod xlsx;

pub use csv::readiness_csv;
pub use document::readiness_document;
pub(crate) use document::{number, percent};
pub use xlsx::readiness_xlsx;
pub(crate) use xlsx::{count, fraction, language};

use continuity::Share;
use reference::List;
use web::Lang;

use crate::{
    readiness::{GroupReport, HazardShare, ReadinessReport, hazard::is_listed},
    text::T,
};

/// One figure of a report with its name.
pub(crate) struct Line {
    /// Stable code: `submitted`, `hazard`, ...
    pub code: &'static str,
    /// Code of the situation; empty for other figures.
    pub hazard: String,
    /// In words.
    pub label: String,
    /// The share; a bare count has no whole.
    pub value: Value,
}

/// A share or a bare count.
#[derive(Clone, Copy)]
pub(crate) enum Value {
    Share(Share),
    Count(u64),
}

impl Value {
    pub fn n(self) -> u64 {
        match self {
            Value::Share(share) => share.n,
            Value::Count(count) => count,
        }
    }

    pub fn share(self) -> Option<Share> {
        match self {
            Value::Share(share) => Some(share),
            Value::Count(_) => None,
        }
    }
}

/// What a situation is called. Those that organisations named themselves have one name together: their codes mean
/// nothing to anybody else.
pub(crate) fn hazard_name(lang: Lang, code: &str) -> String {
    if is_listed(code) { lang.label(List::hazards(), code) } else { T(lang).own_hazards() }.to_owned()
}

fn hazard_lines(lang: Lang, hazards: &[HazardShare]) -> impl Iterator<Item = Line> {
    hazards.iter().map(move |hazard| Line {
        code: "hazard",
        hazard: hazard.code.clone(),
        label: hazard_name(lang, &hazard.code),
        value: Value::Share(hazard.plans),
    })
}

/// The figures on top of a report, in reading order, then each situation by its code.
pub(crate) fn lines(lang: Lang, report: &ReadinessReport) -> Vec<Line> {
    let t = T(lang);
    let line = |code, label: &str, value| Line { code, hazard: String::new(), label: label.to_owned(), value };
    let (out, processes) = (report.outstanding, report.processes);
    let mut lines = vec![
        line("submitted", t.figure_submitted(), Value::Share(report.submitted)),
        line("approved", t.figure_approved(), Value::Share(report.approved)),
        line("on_time", t.figure_on_time(), Value::Share(report.on_time)),
        line("not_started", t.figure_not_started(), Value::Count(out.not_started)),
        line("drafting", t.figure_drafting(), Value::Count(out.drafting)),
        line("returned", t.figure_returned(), Value::Count(out.returned)),
        line("processes", t.figure_processes(), Value::Count(processes.count)),
        line("rto_over_mtpd", t.figure_rto_over_mtpd(), Value::Count(processes.with_rto_over_mtpd)),
        line("with_e_service", t.figure_with_e_service(), Value::Share(processes.with_e_service)),
    ];
    lines.extend(hazard_lines(lang, &report.hazards));
    lines
}

/// The figures of one group.
pub(crate) fn group_lines(lang: Lang, group: &GroupReport) -> Vec<Line> {
    let label = T(lang).figure_submitted().to_owned();
    let submitted = Line { code: "submitted", hazard: String::new(), label, value: Value::Share(group.submitted) };
    std::iter::once(submitted).chain(hazard_lines(lang, &group.hazards)).collect()
}
