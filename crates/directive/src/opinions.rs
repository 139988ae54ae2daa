//! Opinions and suggestions of other bodies, by whom they are (D2 L35): kind `opinion` for ความเห็น, `suggestion` for
//! ข้อเสนอแนะ. Their words are kept where the paper has them.

use crate::bodies::list::{Listed, list_at};
use crate::paper::{Opinion, OpinionKind, Recommendation};
use crate::recommendations::Context;
use crate::text::numbering::Placed;
use crate::warning::{Kind, Warning};

/// More opinions than any paper has.
const MOST: usize = 1_000;

/// Words before the bodies; longer ones first where one ends with another.
const OF: &[(&str, OpinionKind)] = &[
    ("ความเห็นและข้อเสนอแนะเพิ่มเติมของ", OpinionKind::Opinion),
    ("ความเห็นและข้อเสนอแนะของ", OpinionKind::Opinion),
    ("ความเห็นและข้อสังเกตของ", OpinionKind::Opinion),
    ("ความเห็นเพิ่มเติมของ", OpinionKind::Opinion),
    ("ความเห็นของ", OpinionKind::Opinion),
    ("ข้อคิดเห็นของ", OpinionKind::Opinion),
    ("ข้อสังเกตเพิ่มเติมของ", OpinionKind::Opinion),
    ("ข้อสังเกตของ", OpinionKind::Opinion),
    ("ข้อเสนอแนะเพิ่มเติมของ", OpinionKind::Suggestion),
    ("ข้อเสนอแนะของ", OpinionKind::Suggestion),
    ("ข้อเสนอของ", OpinionKind::Suggestion),
];

/// Verbs after the bodies at the start of a paragraph.
const SAYS: &[(&str, OpinionKind)] = &[
    ("พิจารณาแล้วเห็นว่า", OpinionKind::Opinion),
    ("พิจารณาแล้วไม่ขัดข้อง", OpinionKind::Opinion),
    ("พิจารณาแล้วมีความเห็น", OpinionKind::Opinion),
    ("มีความเห็น", OpinionKind::Opinion),
    ("มีข้อสังเกต", OpinionKind::Opinion),
    ("เห็นว่า", OpinionKind::Opinion),
    ("ไม่ขัดข้อง", OpinionKind::Opinion),
    ("มีข้อเสนอแนะ", OpinionKind::Suggestion),
    ("เสนอแนะ", OpinionKind::Suggestion),
    ("มีข้อเสนอ", OpinionKind::Suggestion),
];

/// The opinions of a paper, each beside the recommendation that takes it up.
pub fn opinions(
    context: &Context<'_>,
    placed: &[Placed],
    recommendations: &[Recommendation],
    warnings: &mut Vec<Warning>,
) -> Vec<Opinion> {
    let mut found: Vec<Opinion> = Vec::new();
    for place in placed {
        let text = &place.paragraph.text;
        for (at, from, kind) in places(text) {
            let line = place.paragraph.line_at(at);
            let (listed, _) = list_at(&context.names, text, from);
            add(context, &mut found, listed, (kind, line, None), recommendations, warnings);
        }
        if let Some((listed, kind, words)) = said(context, text) {
            let line = place.paragraph.line();
            add(context, &mut found, listed, (kind, line, Some(words)), recommendations, warnings);
        }
    }
    found
}

/// Where lists of bodies begin: the place of the words, the byte after them, the kind.
fn places(text: &str) -> Vec<(usize, usize, OpinionKind)> {
    let mut found: Vec<(usize, usize, OpinionKind)> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for (words, kind) in OF {
        for (at, _) in text.match_indices(words) {
            let from = at + words.len();
            if seen.insert(from) {
                found.push((at, from, *kind));
            }
        }
    }
    found.sort_unstable_by_key(|(at, ..)| *at);
    found
}

fn said<'t>(context: &Context<'_>, text: &'t str) -> Option<(Vec<Listed>, OpinionKind, &'t str)> {
    let (listed, end) = list_at(&context.names, text, 0);
    let rest = text[end..].trim_start_matches([' ', ':']);
    let (_, kind) = SAYS.iter().find(|(says, _)| rest.starts_with(says))?;
    let cabinet = listed.iter().any(|one| one.found.means == "คณะรัฐมนตรี");
    (!listed.is_empty() && !cabinet).then_some((listed, *kind, rest))
}

fn add(
    context: &Context<'_>,
    found: &mut Vec<Opinion>,
    listed: Vec<Listed>,
    (kind, line, words): (OpinionKind, usize, Option<&str>),
    recommendations: &[Recommendation],
    warnings: &mut Vec<Warning>,
) {
    for one in listed {
        if found.len() >= MOST {
            return;
        }
        let body = &one.found;
        if found.iter().any(|held| held.name == body.means && held.kind == kind && held.line == line) {
            continue;
        }
        if body.misprint {
            let about = format!("\"{}\" is read as {}", body.printed, body.means);
            warnings.push(Warning::new(line, Kind::Misprint, &about));
        }
        let code = [&body.means, &body.name].into_iter().find_map(|name| context.bodies.code(name));
        found.push(Opinion {
            body: body.name.clone(),
            name: body.means.clone(),
            code: code.filter(|_| one.group().is_none()),
            kind,
            text: words.map(str::to_owned),
            line,
            recommendation: recommendations
                .iter()
                .position(|item| item.line <= line && line <= item.to_line && item.text.contains(&body.printed)),
        });
    }
}
