//! How a paper writes lengths of time, quantities, shares and codes: in full and in Thai, as official papers do. Digits
//! become Thai ones when the paper is drawn.

use continuity::{
    Duration,
    plan::{Agreement, Plan, RecoveryStep, TeamRole, dependency::Target},
};
use reference::List;

use super::Facts;

/// Days of the months in which plans count.
const MONTH: u64 = 30;

/// `4 ชั่วโมง`, `1 วัน`, `2 สัปดาห์`, `1 เดือน`, `1 วัน 4 ชั่วโมง`, `ทันที`.
pub fn length(length: Duration) -> String {
    let (days, hours, minutes) = length.parts();
    let whole_days = hours == 0 && minutes == 0;
    match days {
        0 if whole_days => return "ทันที".to_owned(),
        days if whole_days && days > 0 && days % MONTH == 0 => return format!("{} เดือน", days / MONTH),
        days if whole_days && days > 0 && days % 7 == 0 => return format!("{} สัปดาห์", days / 7),
        _ => {}
    }
    let parts = [(days, "วัน"), (hours, "ชั่วโมง"), (minutes, "นาที")];
    let parts: Vec<String> =
        parts.iter().filter(|(count, _)| *count > 0).map(|(n, unit)| format!("{n} {unit}")).collect();
    parts.join(" ")
}

/// `1,250` or `2.5`: at most two decimals.
pub fn quantity(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    if rounded.fract() == 0.0 && rounded.abs() < 1e15 {
        return thai::digits::group(rounded as i64);
    }
    let text = format!("{rounded:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `ร้อยละ 60`.
pub fn share(share: f64) -> String {
    format!("ร้อยละ {}", quantity(share * 100.0))
}

/// A situation: its label in the list of the centre, or the organisation's own.
pub fn hazard<'a>(code: &'a str, label: Option<&'a continuity::plan::Text>) -> &'a str {
    match label.filter(|label| !label.is_blank()) {
        Some(label) => &label.th,
        None => List::hazards().th(code),
    }
}

/// Who does a step: the words of the plan, or the label of a part in the team.
pub fn role(step: &RecoveryStep) -> &str {
    match TeamRole::from_code(step.role.trim()) {
        Some(role) => List::team_roles().th(role.code()),
        None => &step.role,
    }
}

/// State of an agreement.
pub const fn agreement(agreement: Agreement) -> &'static str {
    match agreement {
        Agreement::None => "ยังไม่ได้ตกลง",
        Agreement::Proposed => "เสนอแล้ว",
        Agreement::Signed => "ลงนามแล้ว",
        Agreement::Expired => "หมดอายุ",
    }
}

/// A resource that others may count on too: its kind in words before its code.
pub fn resource(resource: &str) -> String {
    match resource.split_once(':') {
        Some(("site", code)) => format!("สถานที่ {code}"),
        Some(("system", code)) => format!("ระบบ {code}"),
        Some(("supplier", code)) => format!("ผู้ให้บริการ {code}"),
        Some(("staff", code)) => format!("บุคลากร {code}"),
        _ => resource.to_owned(),
    }
}

/// What a process needs: its kind and its name.
pub fn target(plan: &Plan, facts: &Facts, on: &str) -> (&'static str, String) {
    match Target::parse(on) {
        Err(_) => ("อื่น ๆ", on.to_owned()),
        Ok(Target::Lifeline(code)) => ("สาธารณูปโภค", List::lifelines().th(code).to_owned()),
        Ok(Target::Site(code)) => ("สถานที่", code.to_owned()),
        Ok(Target::System(code)) => ("ระบบ", code.to_owned()),
        Ok(Target::Supplier(code)) => ("ผู้ให้บริการ", code.to_owned()),
        Ok(Target::Staff(code)) => ("บุคลากร", code.to_owned()),
        Ok(Target::Process { organisation, id }) if organisation == plan.organisation => {
            let own = plan.processes.iter().find(|process| process.id == id);
            ("กระบวนงานภายใน", own.map_or_else(|| id.to_owned(), |process| process.name.th.clone()))
        }
        Ok(Target::Process { organisation, id }) => {
            let named = facts.elsewhere.get(&format!("{organisation}/{id}")).cloned();
            ("กระบวนงานของหน่วยงานอื่น", named.unwrap_or_else(|| format!("กระบวนงาน {id} ของหน่วยงาน {organisation}")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_in_full() {
        for (given, written) in [
            (Duration::hours(4), "4 ชั่วโมง"),
            (Duration::days(1), "1 วัน"),
            (Duration::days(14), "2 สัปดาห์"),
            (Duration::days(30), "1 เดือน"),
            (Duration::minutes(1590), "1 วัน 2 ชั่วโมง 30 นาที"),
            (Duration::ZERO, "ทันที"),
        ] {
            assert_eq!(length(given), written);
        }
    }

    #[test]
    fn quantities_carry_no_needless_decimals() {
        assert_eq!(quantity(1250.0), "1,250");
        assert_eq!(quantity(2.5), "2.5");
        assert_eq!(share(0.6), "ร้อยละ 60");
    }

    #[test]
    fn an_own_situation_goes_by_its_own_name() {
        let label = continuity::plan::Text::th("ไฟป่า");
        assert_eq!(hazard("own-1", Some(&label)), "ไฟป่า");
        assert_eq!(hazard("flood", None), "อุทกภัย");
    }
}
