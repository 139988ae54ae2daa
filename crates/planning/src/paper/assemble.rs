//! The whole paper from its parts, in the order of the Thai template; and the one-page Strategy Map and the empty form.

use continuity::plan::{
    Plan, PlanHazard, PlanKind, Process, TeamMember, Text,
    template::{Post, Template},
};
use documents::report::{Block, Chart, ChartSize, Document, Opening, Orientation, Paragraph, ParagraphStyle};
use web::Lang;

use super::{Facts, bia, hazards_team, opening, resources, sheet::Sheet, strategies_recovery};
use crate::map;

/// A plan as an official document in Thai: cover, contents, approval and revisions, tables T0-T10, the call tree and
/// the Strategy Map. `facts` says what the plan itself does not; the same two give the same paper. Every part is made
/// from a masked plan when the facts say so.
pub fn document(plan: &Plan, facts: &Facts) -> Document {
    let masked;
    let plan = if facts.masked {
        masked = plan.masked();
        &masked
    } else {
        plan
    };
    let sheet = Sheet { plan, facts };
    let mut paper = opening::cover(&sheet);
    if opening::says_more(facts) {
        opening::approval(&mut paper, &sheet);
    }
    opening::general(&mut paper, &sheet);
    hazards_team::hazards(&mut paper, &sheet);
    hazards_team::team(&mut paper, &sheet);
    bia::analysis(&mut paper, &sheet);
    resources::resources(&mut paper, &sheet);
    strategies_recovery::strategies(&mut paper, &sheet);
    strategies_recovery::recovery(&mut paper, &sheet);
    if !facts.blank && plan.processes.iter().any(|process| !process.name.is_blank()) {
        paper.push(Block::Section(Orientation::Landscape));
        paper.heading(1, &sheet.last_part().to_string(), "แผนที่กลยุทธ์ความต่อเนื่อง (BCP Strategy Map)");
        strategy_map(&mut paper, plan);
    }
    paper
}

/// The Strategy Map alone on one page that lies.
pub fn map_document(plan: &Plan, facts: &Facts) -> Document {
    let sheet = Sheet { plan, facts };
    let mut paper = Document::new("แผนที่กลยุทธ์ความต่อเนื่อง (BCP Strategy Map)", opening::meta(&sheet));
    paper.options.opening = Opening::Poster;
    paper.options.orientation = Orientation::Landscape;
    strategy_map(&mut paper, plan);
    paper
}

fn strategy_map(paper: &mut Document, plan: &Plan) {
    let drawn = map::draw(plan, Lang::Th);
    if drawn.left_off > 0 {
        let words = format!("แสดงเฉพาะกระบวนงานที่เร่งด่วนที่สุด อีก {} กระบวนงานอยู่ในตารางที่ 3", drawn.left_off);
        paper.push(Paragraph::styled(ParagraphStyle::Small, words));
    }
    let svg = drawn.chart.svg(documents::chart::Palette::Print);
    paper.push(Chart::new(svg, drawn.in_words).size(ChartSize::Page));
}

/// The form to be filled in by hand: every table of the template with empty rows, the
/// situations of the centre and the usual posts of the team named.
pub fn blank_form(form: &Template, organisation: &str, fiscal_year: i32) -> Plan {
    let mut plan = Plan::draft(organisation, fiscal_year, PlanKind::Main, Text::th(form.paper_title.th.clone()));
    let hazards = reference::List::hazards().entries().iter();
    plan.hazards =
        hazards.map(|entry| PlanHazard { code: entry.code.clone(), label: None, affects: Vec::new() }).collect();
    plan.hazards.push(PlanHazard {
        code: "other".into(), label: Some(Text::th("อื่น ๆ (ระบุ)")), affects: Vec::new()
    });
    let member = |(row, post): (usize, &Post)| TeamMember {
        id: row.to_string(),
        role: post.role,
        name: NAME.to_owned(),
        position: Some(post.position.th.clone()),
        ..TeamMember::default()
    };
    plan.team = form.team.iter().enumerate().map(member).collect();
    plan.processes = (0..8).map(|row| Process { id: row.to_string(), ..Process::default() }).collect();
    plan
}

/// Room for a name above the post that is printed.
const NAME: &str = "........................";
