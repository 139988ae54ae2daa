//! The business impact analysis (template T3): a row a process, and for one of them at a time the impact over time with
//! the recovery time that follows from it.

use continuity::{
    Duration,
    plan::{Field, Impact, Issue, Plan, Process, bia, template::Template},
};
use reference::List;
use web::{
    Lang,
    form::{Choice, Fields},
    plan_words::{PlanWords, share},
};

use super::{
    reading::{Reading, ids},
    sheet::{Column, Kind, Row, RowIn, Tag, coded, field, offered, why},
};
use crate::{
    plan::{PlanRow, Unread, checked::Checked, row::Why},
    text::T,
};

/// Table of the fields of the one process whose course is shown.
pub const DETAIL: &str = "detail";

type Impacts = Vec<(Impact, String, String)>;

fn impacts(lang: Lang) -> Impacts {
    coded(Impact::ALL, Impact::code, |impact| lang.label(List::impacts(), impact.code()).to_owned())
}

fn horizon_key(at: Duration) -> String {
    format!("h{}", at.as_minutes())
}

/// Name of the field of the first time that the form asks for.
pub fn first_horizon(form: &Template) -> String {
    horizon_key(form.impact_horizons.first().copied().unwrap_or_default())
}

/// The columns; those that the page has in the panel of one process are only in the workbook.
pub fn columns(form: &Template, plan: &Plan, t: T) -> Vec<Column> {
    let (lang, words) = (t.0, PlanWords::new(t.0));
    let column = |key: Field, kind: Kind| Column::new(key.code(), words.field(key), kind);
    let levels = offered(&impacts(lang));
    let mut columns = vec![
        column(Field::Id, Kind::Words).off_page(),
        Column::new(Field::Name.code(), t.process(), Kind::Long),
        column(Field::Impact, levels.clone()),
        column(Field::Rto, Kind::Length),
        column(Field::Mtpd, Kind::Length),
        column(Field::Rta, Kind::Length),
        column(Field::Rpo, Kind::Length),
        column(Field::Mbco, Kind::Share),
        column(Field::Mission, Kind::Words).off_page(),
        column(Field::OwnerUnit, Kind::Words).off_page(),
        column(Field::PeopleServedPerDay, Kind::Number).off_page(),
        column(Field::Services, Kind::Words).off_page(),
    ];
    for at in form.impact_times(plan) {
        let heading = t.impact_at(lang.duration(at));
        columns.push(Column::new(horizon_key(at), heading, levels.clone()).off_page());
    }
    columns.push(column(Field::RtoReason, Kind::Words).off_page());
    columns
}

/// A row for each process, with the word of the check.
pub fn rows(form: &Template, plan: &Plan, checked: Option<&Checked>, t: T) -> Vec<Row> {
    let length = |value: Option<Duration>| value.map(|value| t.0.duration(value)).unwrap_or_default();
    let horizons = form.impact_times(plan);
    let row = |(index, process): (usize, &Process)| {
        let mut values = vec![
            process.id.clone(),
            process.name.th.clone(),
            process.impact.map(|impact| impact.code().to_owned()).unwrap_or_default(),
            length(process.rto),
            length(process.mtpd),
            length(process.rta),
            length(process.rpo),
            process.mbco.map(share).unwrap_or_default(),
            process.mission.as_ref().map(|mission| mission.th.clone()).unwrap_or_default(),
            process.owner_unit.clone().unwrap_or_default(),
            process.people_served_per_day.map(|people| people.to_string()).unwrap_or_default(),
            process.services.join(", "),
        ];
        let at =
            |at: &Duration| process.impact_over_time.get(at).map(|impact| impact.code().to_owned()).unwrap_or_default();
        values.extend(horizons.iter().map(at));
        values.push(process.rto_reason.clone().unwrap_or_default());
        let tags = checked.map(|checked| tags(index, checked, t)).unwrap_or_default();
        Row { id: process.id.clone(), values, fixed: Vec::new(), tags }
    };
    plan.processes.iter().enumerate().map(row).collect()
}

fn tags(row: usize, checked: &Checked, t: T) -> Vec<Tag> {
    let of_row = |finding: &&continuity::plan::Finding| {
        finding.section == continuity::plan::Section::Processes && finding.place.row == Some(row)
    };
    let found: Vec<_> = checked.findings.iter().filter(of_row).collect();
    let mine = |(section, unread): &(continuity::plan::Section, Unread)| {
        *section == continuity::plan::Section::Processes && unread.field.starts_with(&format!("rows[{row}]."))
    };
    let unread = checked.unread.iter().any(mine);
    let bad = |word: String| vec![Tag { kind: "bad", word }];
    if unread {
        return bad(t.tag_unread().into());
    }
    if found.iter().any(|finding| matches!(finding.what, Issue::RtoOverMtpd { .. })) {
        return bad(t.tag_rto_over_mtpd().into());
    }
    let problems = found.iter().filter(|finding| finding.is_problem()).count();
    if problems > 0 {
        return bad(t.tag_problems(problems));
    }
    if found.iter().any(|finding| matches!(finding.what, Issue::RtaOverRto { .. })) {
        return vec![Tag { kind: "warn", word: t.tag_rta_over_rto().into() }];
    }
    if !found.is_empty() {
        return vec![Tag { kind: "warn", word: t.tag_advice(found.len()) }];
    }
    vec![Tag { kind: "ok", word: t.tag_consistent().into() }]
}

/// Reads the rows and the panel. What a process has in other sections goes with its id.
pub fn read(form: &Template, plan: &Plan, fields: &Fields, t: T) -> Reading {
    let mut reading = Reading::new(plan.clone());
    let all = RowIn::all(fields);
    let id_of = |row: &RowIn| row.id();
    let named: Vec<(String, String)> = all.iter().map(|row| (id_of(row), row.words("name"))).collect();
    let stored: Vec<(&str, &str)> = plan.processes.iter().map(|p| (p.id.as_str(), p.name.th.as_str())).collect();
    let given = ids(&named, &stored, "P");
    let times = form.impact_times(plan);
    let mut processes = Vec::with_capacity(all.len());
    for (row, id) in all.iter().zip(given) {
        let before = plan.processes.iter().find(|process| process.id == id).cloned();
        processes.push(process(row, Process { id, ..before.unwrap_or_default() }, &times, t.0));
        reading.row(row, t);
    }
    for panel in RowIn::of_table(fields, DETAIL) {
        let id = panel.id();
        let Some(index) = processes.iter().position(|process| process.id == id) else { continue };
        let Some(slot) = processes.get_mut(index) else { continue };
        *slot = process(&panel, slot.clone(), &times, t.0);
        for bad in panel.bad() {
            let on_page = format!("{DETAIL}[{}].{}", panel.number, bad.key);
            reading.field(&on_page, field(index, &bad.key), bad.value, bad.why, t);
        }
    }
    reading.plan.processes = processes;
    reading
}

fn process(row: &RowIn, before: Process, times: &[Duration], lang: Lang) -> Process {
    let impacts = impacts(lang);
    let mut new = before.clone();
    new.name = row.text("name", Some(&before.name));
    if row.has("impact") {
        new.impact = row.choice("impact", &impacts);
    }
    new.rto = row.length("rto", before.rto);
    new.mtpd = row.length("mtpd", before.mtpd);
    new.rta = row.length("rta", before.rta);
    new.rpo = row.length("rpo", before.rpo);
    new.mbco = row.share("mbco", before.mbco);
    if row.has("mission") {
        new.mission = row.text_opt("mission", before.mission.as_ref());
    }
    new.owner_unit = row.optional("owner_unit", &before.owner_unit);
    new.people_served_per_day = row.count("people_served_per_day", before.people_served_per_day);
    if row.has("services") {
        let services = row.words("services");
        let codes = services.split([',', ';', '\n']).map(str::trim).filter(|code| !code.is_empty());
        new.services = codes.map(str::to_owned).collect();
    }
    for at in times {
        let key = horizon_key(*at);
        if !row.has(&key) {
            continue;
        }
        match row.choice(&key, &impacts) {
            Some(impact) => new.impact_over_time.insert(*at, impact),
            None => new.impact_over_time.remove(at),
        };
    }
    new.rto_reason = row.optional("rto_reason", &before.rto_reason);
    new
}

/// The panel of one process: what does not fit into the table, its course of impact, and what follows from it.
pub struct Course {
    /// Names of its fields, as everywhere.
    pub words: PlanWords,
    /// Id of the process.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Links to the panels of all processes: (address, name, current).
    pub others: Vec<(String, String, bool)>,
    /// Selects of the impact at each time: (field, heading, choices).
    pub levels: Vec<(String, String, Vec<Choice>)>,
    /// Mission served.
    pub mission: String,
    /// Unit.
    pub owner_unit: String,
    /// People served a day.
    pub people: String,
    /// What is wrong with that number.
    pub people_error: String,
    /// E-service codes.
    pub services: String,
    /// Why the RTO differs from the calculated one.
    pub reason: String,
    /// What is wrong with the reason.
    pub reason_error: String,
    /// What the course gives: RTO and MTPD, in words.
    pub calculated: Option<(String, String)>,
    /// True when the RTO differs from the calculated one.
    pub differs: bool,
    /// The picture.
    pub svg: String,
}

/// The panel of the process with this id, or of the first.
pub fn course(stored: &PlanRow, wanted: &str, unread: &[Unread], t: T) -> Option<Course> {
    let (form, plan, plan_id) = (stored.form(), &stored.document, &stored.id);
    let index = plan.processes.iter().position(|process| process.id == wanted).unwrap_or(0);
    let process = plan.processes.get(index)?;
    let (lang, words) = (t.0, PlanWords::new(t.0));
    let levels = form.impact_times(plan).into_iter().map(|at| {
        let chosen = process.impact_over_time.get(&at).map_or("", |impact| impact.code());
        (format!("{DETAIL}[0].{}", horizon_key(at)), lang.duration(at), Choice::of_list(List::impacts(), lang, chosen))
    });
    let others = plan.processes.iter().map(|other| {
        let name = if other.name.is_blank() { other.id.clone() } else { words.text(&other.name).to_owned() };
        let address = format!("/plans/{plan_id}/sections/processes?process={}#course", encoded(&other.id));
        (address, name, other.id == process.id)
    });
    let people = unread.iter().find(|unread| unread.field == field(index, "people_served_per_day"));
    let calculated = bia::calculated(process, bia::TOLERABLE_LIMIT, &form.impact_horizons);
    let missing = bia::needs_reason(process, bia::TOLERABLE_LIMIT, &form.impact_horizons);
    Some(Course {
        words,
        id: process.id.clone(),
        name: if process.name.is_blank() { process.id.clone() } else { words.text(&process.name).to_owned() },
        others: others.collect(),
        levels: levels.collect(),
        mission: process.mission.as_ref().map(|mission| mission.th.clone()).unwrap_or_default(),
        owner_unit: process.owner_unit.clone().unwrap_or_default(),
        people: people
            .map(|kept| kept.value.clone())
            .or_else(|| process.people_served_per_day.map(|people| people.to_string()))
            .unwrap_or_default(),
        people_error: people.map(|kept| why(t, kept.why).to_owned()).unwrap_or_default(),
        services: process.services.join(", "),
        reason: process.rto_reason.clone().unwrap_or_default(),
        reason_error: if missing { t.reason_missing().to_owned() } else { String::new() },
        calculated: calculated.map(|both| (lang.duration(both.rto), lang.duration(both.mtpd))),
        differs: bia::adjusted(process, bia::TOLERABLE_LIMIT, &form.impact_horizons).is_some(),
        svg: picture(process, t),
    })
}

/// An id as part of an address.
pub fn encoded(id: &str) -> String {
    id.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

/// The course of impact as steps, with the recovery time and the tolerable outage.
pub fn picture(process: &Process, t: T) -> String {
    use documents::chart::{ImpactChart, ImpactPoint, Marker, MarkerKind, Palette};
    if process.impact_over_time.is_empty() {
        return String::new();
    }
    let (lang, words) = (t.0, PlanWords::new(t.0));
    let level = |impact: Impact| Impact::ALL.iter().rev().position(|known| *known == impact).unwrap_or(0);
    let hours = |at: Duration| f64::from(u32::try_from(at.as_minutes()).unwrap_or(u32::MAX)) / 60.0;
    let point = |(at, impact): (&Duration, &Impact)| ImpactPoint {
        hours: hours(*at),
        label: lang.duration(*at),
        level: level(*impact),
    };
    let marker = |at: Option<Duration>, name: &str, kind: MarkerKind| {
        at.map(|at| Marker { hours: hours(at), label: format!("{name} {}", lang.duration(at)), kind })
    };
    let markers = [
        marker(process.mtpd, "MTPD", MarkerKind::Limit),
        marker(process.rto, "RTO", MarkerKind::Objective),
        marker(process.rta, "RTA", MarkerKind::Achievable),
    ];
    let chart = ImpactChart {
        label: t.course_of(words.text(&process.name)),
        levels: Impact::ALL.iter().rev().map(|impact| words.impact(*impact).to_owned()).collect(),
        points: process.impact_over_time.iter().map(point).collect(),
        markers: markers.into_iter().flatten().collect(),
    };
    chart.svg(Palette::Classes)
}

/// Thai words of a name that an own process is called by: its name, or its id.
pub fn called(process: &Process) -> &str {
    if process.name.is_blank() { &process.id } else { &process.name.th }
}

/// The position of the process that a row names by id or name; the one of the row before when it names none.
pub fn named(plan: &Plan, row: &RowIn, before: usize) -> usize {
    let typed = row.words("process");
    if typed.is_empty() {
        return before;
    }
    let by_id = plan.processes.iter().position(|process| process.id == typed);
    by_id.or_else(|| plan.processes.iter().position(|process| called(process) == typed)).unwrap_or_else(|| {
        row.refuse("process", &typed, Why::Process);
        before
    })
}

/// The processes as choices of a column.
pub fn choices(plan: &Plan) -> Kind {
    Kind::Choice(plan.processes.iter().map(|process| (process.id.clone(), called(process).to_owned())).collect())
}
