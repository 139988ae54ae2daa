//! The Strategy Map drawn from a plan: six columns of boxes and the lines between them.
//!
//! What is on it and in which order is `continuity::plan::strategy_map`; here it only gets words and boxes.

use std::collections::BTreeSet;

use continuity::plan::{
    Plan,
    strategy_map::{MapHazard, MapProcess, MapStrategies, Outcome, StrategyMap as Drawn, strategy_map},
};
use documents::chart::{Connection, StrategyBox, StrategyColumn, StrategyMap};
use web::{
    Lang,
    plan_words::{PlanWords, share},
};

use crate::version::text::T;

/// So many processes fit on one page that can be read.
const MOST_PROCESSES: usize = 8;
/// Longest text of a box in characters; the rest is in the plan.
const MOST_CHARACTERS: usize = 150;

/// A map ready to be drawn.
pub struct MapPicture {
    /// The picture.
    pub chart: StrategyMap,
    /// What it shows, in words.
    pub in_words: String,
    /// The same as data, for the table beside it.
    pub map: Drawn,
    /// Processes that did not fit.
    pub left_off: usize,
}

/// Draws the map of a plan in one language.
pub fn draw(plan: &Plan, lang: Lang) -> MapPicture {
    let map = strategy_map(plan, MOST_PROCESSES);
    let writer = Writer { words: PlanWords::new(lang), t: T(lang) };
    let t = writer.t;
    let column = |heading: &str, boxes: Vec<StrategyBox>| StrategyColumn { heading: heading.to_owned(), boxes };
    let columns = vec![
        column(t.map_mission(), writer.missions(&map)),
        column(t.map_process(), processes(&map).map(|process| writer.process(process)).collect()),
        column(t.map_digital(), writer.services(&map)),
        column(t.map_hazard(), map.hazards.iter().map(|hazard| writer.hazard_box(hazard)).collect()),
        column(t.map_strategy(), strategies(&map).map(|strategy| writer.strategy(strategy)).collect()),
        column(t.map_outcome(), processes(&map).map(|process| writer.outcome_box(process)).collect()),
    ];
    let (count, strategies) = (processes(&map).count(), strategies(&map).map(|s| s.texts.len()).sum::<usize>());
    let in_words = t.map_in_words(count, map.hazards.len(), strategies);
    let chart = StrategyMap { label: t.map_title().to_owned(), columns, connections: connections(&map) };
    MapPicture { chart, in_words, left_off: map.processes_left_off, map }
}

/// Every process of a map, in its order.
pub fn processes(map: &Drawn) -> impl Iterator<Item = &MapProcess> {
    map.missions.iter().flat_map(|mission| &mission.processes)
}

/// The categories that have strategies, or are threatened and have none.
fn strategies(map: &Drawn) -> impl Iterator<Item = &MapStrategies> {
    map.strategies.iter().filter(|strategy| !strategy.texts.is_empty() || !strategy.threatened_by.is_empty())
}

/// Mission to process, process to service or outcome's strategies; situation to strategy; strategy to what citizens get.
fn connections(map: &Drawn) -> Vec<Connection> {
    let line = |from: String, to: String| Connection { from, to };
    let mut lines = Vec::new();
    for (index, mission) in map.missions.iter().enumerate() {
        for process in &mission.processes {
            lines.push(line(format!("m{index}"), format!("p{}", process.row)));
            lines.extend(process.services.iter().map(|code| line(format!("p{}", process.row), format!("d{code}"))));
        }
    }
    for strategy in strategies(map) {
        let to = format!("s{}", strategy.category.code());
        lines.extend(strategy.threatened_by.iter().map(|code| line(format!("h{code}"), to.clone())));
        let served = processes(map).filter(|process| process.uses.contains(&strategy.category));
        lines.extend(served.map(|process| line(to.clone(), format!("o{}", process.row))));
    }
    lines
}

/// Gives boxes their words.
#[derive(Clone, Copy)]
pub struct Writer {
    /// Words of plans.
    pub words: PlanWords,
    /// Messages.
    pub t: T,
}

impl Writer {
    fn missions(self, map: &Drawn) -> Vec<StrategyBox> {
        let name = |mission: &continuity::plan::strategy_map::Mission| match &mission.name {
            Some(name) => shortened(self.words.text(name)),
            None => self.t.map_no_mission().to_owned(),
        };
        let boxes = map.missions.iter().enumerate();
        boxes
            .map(|(index, mission)| StrategyBox { id: format!("m{index}"), text: name(mission), detail: None })
            .collect()
    }

    fn process(self, process: &MapProcess) -> StrategyBox {
        let rto = process.outcome.back_within.map(|rto| self.t.map_rto(self.words.lang.duration(rto)));
        let impact = process.impact.map(|impact| self.words.impact(impact).to_owned());
        let detail: Vec<String> = rto.into_iter().chain(impact).collect();
        StrategyBox {
            id: format!("p{}", process.row),
            text: shortened(self.words.text(&process.name)),
            detail: Some(detail.join(" · ")).filter(|words| !words.is_empty()),
        }
    }

    /// Each service once; where there is none, that is said.
    fn services(self, map: &Drawn) -> Vec<StrategyBox> {
        let mut seen = BTreeSet::new();
        let codes = processes(map).flat_map(|process| &process.services).filter(|code| seen.insert(code.as_str()));
        let boxes: Vec<StrategyBox> =
            codes.map(|code| StrategyBox { id: format!("d{code}"), text: shortened(code), detail: None }).collect();
        if !boxes.is_empty() {
            return boxes;
        }
        vec![StrategyBox { id: "d".into(), text: self.t.map_no_digital().to_owned(), detail: None }]
    }

    /// Name of a situation.
    pub fn hazard(self, hazard: &MapHazard) -> String {
        match hazard.label.as_ref().filter(|label| !label.is_blank()) {
            Some(label) => self.words.text(label).to_owned(),
            None => self.words.hazard(&hazard.code).to_owned(),
        }
    }

    fn hazard_box(self, hazard: &MapHazard) -> StrategyBox {
        StrategyBox { id: format!("h{}", hazard.code), text: shortened(&self.hazard(hazard)), detail: None }
    }

    fn strategy(self, strategy: &MapStrategies) -> StrategyBox {
        let texts: Vec<&str> = strategy.texts.iter().map(|text| self.words.text(text)).collect();
        let text = if texts.is_empty() { self.t.map_no_strategy().to_owned() } else { shortened(&texts.join("; ")) };
        StrategyBox {
            id: format!("s{}", strategy.category.code()),
            text,
            detail: Some(self.words.category(strategy.category).to_owned()),
        }
    }

    /// What citizens get from a process, in one sentence.
    pub fn outcome(self, process: &MapProcess) -> String {
        let name = self.words.text(&process.name);
        match process.outcome.back_within {
            Some(continuity::Duration::ZERO) => self.t.map_back_at_once(name),
            Some(within) => self.t.map_back(name, self.words.lang.duration(within)),
            None => self.t.map_back_open(name),
        }
    }

    /// How much of it, for how many, and whether without the counter.
    pub fn outcome_detail(self, outcome: &Outcome) -> String {
        let level = outcome.at_least.map(|level| self.t.map_at_least(share(level)));
        let people = outcome.people_per_day.map(|people| self.t.map_people(self.words.lang.number(people)));
        let digital = outcome.digital.then(|| self.t.map_digital_too().to_owned());
        let parts: Vec<String> = level.into_iter().chain(people).chain(digital).collect();
        parts.join(" · ")
    }

    fn outcome_box(self, process: &MapProcess) -> StrategyBox {
        StrategyBox {
            id: format!("o{}", process.row),
            text: shortened(&self.outcome(process)),
            detail: Some(self.outcome_detail(&process.outcome)).filter(|words| !words.is_empty()),
        }
    }
}

/// A text cut between words at [`MOST_CHARACTERS`].
fn shortened(text: &str) -> String {
    let mut out = String::new();
    let mut count = 0;
    for segment in thai::segment::segments(text.trim()) {
        count += segment.chars().count();
        if count > MOST_CHARACTERS {
            return format!("{}…", out.trim_end());
        }
        out.push_str(segment);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use continuity::{
        Duration,
        plan::{Category, Impact, PlanHazard, PlanKind, Process, ResourceNeed, Strategy, Text},
    };

    fn plan() -> Plan {
        let mut plan = Plan::draft("D001", 2563, PlanKind::Main, Text::th("แผน"));
        let seat = ResourceNeed {
            category: Category::Premises,
            item: Text::th("ที่นั่ง"),
            unit: None,
            source: None,
            need: [(Duration::hours(4), 1.0)].into(),
        };
        plan.processes.push(Process {
            id: "P1".into(),
            name: Text::th("ออกใบอนุญาต"),
            mission: Some(Text::th("บริการประชาชน")),
            impact: Some(Impact::High),
            rto: Some(Duration::hours(4)),
            services: vec!["E-01".into()],
            resources: vec![seat],
            ..Process::default()
        });
        plan.hazards.push(PlanHazard { code: "flood".into(), label: None, affects: vec![Category::Premises] });
        plan.strategies.push(Strategy {
            category: Category::Premises,
            text: Text::th("ย้ายไปศาลากลาง"),
            trigger: None,
            time_to_implement: None,
            maximum_duration: None,
            level_achieved: None,
            cost_baht: None,
            commitment: None,
        });
        plan
    }

    #[test]
    fn every_line_joins_two_boxes_and_the_chain_reaches_the_citizen() {
        let picture = draw(&plan(), Lang::Th);
        let ids: BTreeSet<&str> =
            picture.chart.columns.iter().flat_map(|column| &column.boxes).map(|item| item.id.as_str()).collect();
        assert!(picture.chart.connections.iter().all(|c| ids.contains(c.from.as_str()) && ids.contains(c.to.as_str())));
        let chain = [("m0", "p0"), ("p0", "dE-01"), ("hflood", "spremises"), ("spremises", "o0")];
        for (from, to) in chain {
            assert!(
                picture.chart.connections.contains(&Connection { from: from.into(), to: to.into() }),
                "{from} {to}"
            );
        }
    }

    #[test]
    fn what_citizens_get_is_said_in_the_reader_s_language() {
        let map = strategy_map(&plan(), 5);
        let process = processes(&map).next().unwrap();
        let writer = |lang| Writer { words: PlanWords::new(lang), t: T(lang) };
        assert_eq!(writer(Lang::Th).outcome(process), "ออกใบอนุญาต กลับมาภายใน 4 ชม.");
        assert!(writer(Lang::En).outcome(process).contains("back within"));
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        let long = "ย้ายไปปฏิบัติงานที่ศาลากลางจังหวัด".repeat(9);
        let short = shortened(&long);
        assert!(short.ends_with('…') && short.chars().count() <= MOST_CHARACTERS + 1);
    }
}
