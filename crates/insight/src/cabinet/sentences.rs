//! Sentences of the report in civil-service Thai, right for any figures: none, some, all.

use continuity::Share;
use jiff::civil::{Date, date};

use super::facts::{Facts, Group};
use crate::{
    readiness::{HazardShare, hazard::is_listed, share, whole},
    report::{hazard_name, number, percent},
};
use web::Lang;

/// The day of the cabinet's first decision on the plans, and of the decision on the report about them.
const REPORTED: Date = date(2020, 12, 8);

fn day(date: Date) -> String {
    thai::date::long_th(date)
}

fn n(count: i64) -> String {
    number(whole(count))
}

/// `ก`, `ก และข`, `ก ข และค`.
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} และ{last}", rest.join(" ")),
    }
}

/// Why there is a report.
pub(super) fn background(facts: &Facts) -> Vec<String> {
    let mut paragraphs = vec![
        "คณะรัฐมนตรีมีมติเมื่อวันที่ 31 มีนาคม 2563 เกี่ยวกับการจัดทำแผนบริหารความพร้อมต่อสภาวะวิกฤต (Business Continuity Plan : BCP) ของหน่วยงานของรัฐ โดยให้หน่วยงานของรัฐทบทวนและปรับปรุงแผน BCP ให้รองรับสถานการณ์ต่าง ๆ รวมทั้งนำระบบบริการอิเล็กทรอนิกส์ (e-Service) และเทคโนโลยีดิจิทัลมาใช้ในการบริหารงานและให้บริการประชาชน เพื่อให้การปฏิบัติงานและการให้บริการประชาชนดำเนินการได้อย่างต่อเนื่องแม้อยู่ในสภาวะวิกฤต".to_owned(),
    ];
    if facts.as_of >= REPORTED {
        paragraphs.push(
            "ต่อมาคณะรัฐมนตรีมีมติเมื่อวันที่ 8 ธันวาคม 2563 รับทราบรายงานผลการดำเนินการดังกล่าว และเห็นชอบแนวทางการยกระดับประสิทธิภาพการบริการภาครัฐ ซึ่งรวมถึงการให้หน่วยงานของรัฐทบทวน ทดสอบ ซักซ้อม และปรับปรุงแผนเป็นประจำทุกปี".to_owned(),
        );
    }
    paragraphs.push(format!(
        "สำหรับปีงบประมาณ พ.ศ. {} มีหน่วยงานของรัฐที่ต้องจัดทำแผน BCP จำนวน {} หน่วยงาน กำหนดจัดส่งภายในวันที่ {}",
        facts.year,
        n(facts.counts.roster),
        day(facts.dates.due)
    ));
    paragraphs
}

/// How many submitted.
pub(super) fn submitted(facts: &Facts) -> String {
    let (counts, as_of) = (&facts.counts, day(facts.as_of));
    let share = share(counts.submitted, counts.roster);
    match (counts.submitted, counts.roster) {
        (_, 0) => format!("ข้อมูล ณ วันที่ {as_of} ยังไม่มีหน่วยงานในบัญชีรายชื่อหน่วยงานที่ต้องจัดทำแผน BCP"),
        (0, roster) => format!(
            "ข้อมูล ณ วันที่ {as_of} ยังไม่มีหน่วยงานของรัฐจัดส่งแผน BCP จากจำนวนหน่วยงานทั้งหมดที่ต้องจัดทำแผน {} หน่วยงาน",
            n(roster)
        ),
        (all, roster) if all == roster => format!(
            "ข้อมูล ณ วันที่ {as_of} หน่วยงานของรัฐที่ต้องจัดทำแผนทั้งหมด {} หน่วยงาน ได้จัดทำและจัดส่งแผน BCP ครบถ้วนแล้ว (คิดเป็นร้อยละ {})",
            n(roster),
            percent(share)
        ),
        (some, roster) => format!(
            "ข้อมูล ณ วันที่ {as_of} มีหน่วยงานของรัฐจัดทำและจัดส่งแผน BCP แล้ว {} หน่วยงาน (คิดเป็นร้อยละ {}) จากจำนวนหน่วยงานทั้งหมดที่ต้องจัดทำแผน {} หน่วยงาน",
            n(some),
            percent(share),
            n(roster)
        ),
    }
}

/// How many of them were on time and accepted; nothing to say before anybody submitted.
pub(super) fn quality(facts: &Facts) -> Option<String> {
    let counts = &facts.counts;
    if counts.submitted == 0 {
        return None;
    }
    let on_time = share(counts.on_time, counts.submitted);
    let on_time = match counts.on_time {
        0 => "ในจำนวนนี้ไม่มีหน่วยงานที่จัดส่งครั้งแรกภายในกำหนด".to_owned(),
        all if all == counts.submitted => "ทุกหน่วยงานที่จัดส่งแล้วได้จัดส่งครั้งแรกภายในกำหนด".to_owned(),
        some => format!(
            "ในจำนวนนี้จัดส่งครั้งแรกภายในกำหนด {} หน่วยงาน (ร้อยละ {} ของหน่วยงานที่จัดส่งแล้ว {} หน่วยงาน)",
            n(some),
            percent(on_time),
            n(counts.submitted)
        ),
    };
    let approved = match counts.approved {
        0 => "ขณะนี้ยังไม่มีแผนที่ผ่านการตรวจรับ".to_owned(),
        some => format!(
            "มีแผนที่ผ่านการตรวจรับแล้ว {} หน่วยงาน (ร้อยละ {} ของหน่วยงานทั้งหมดที่ต้องจัดทำแผน {} หน่วยงาน)",
            n(some),
            percent(share(some, counts.roster)),
            n(counts.roster)
        ),
    };
    let waiting: Vec<String> = [(counts.awaiting, "รอการตรวจ"), (counts.returned, "อยู่ระหว่างแก้ไขตามที่ส่งคืน")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{what} {} หน่วยงาน", n(count)))
        .collect();
    let waiting = if waiting.is_empty() { String::new() } else { format!(" {}", listed(&waiting)) };
    Some(format!("{on_time} {approved}{waiting}"))
}

/// Which situations the plans prepare for most and least.
pub(super) fn situations(facts: &Facts) -> Option<String> {
    if facts.counts.submitted == 0 {
        return None;
    }
    let named =
        |hazard: &HazardShare| format!("{} (ร้อยละ {})", hazard_name(Lang::Th, &hazard.code), percent(hazard.plans));
    // What organisations named themselves is a line of the table, and no situation to be compared with the others.
    let listed_ones: Vec<&HazardShare> = facts.hazards.iter().filter(|hazard| is_listed(&hazard.code)).collect();
    let prepared = listed_ones.iter().copied().filter(|hazard| hazard.plans.n > 0);
    let most: Vec<String> = prepared.take(3).map(named).collect();
    if most.is_empty() {
        return Some("แผนที่จัดส่งแล้วยังไม่ได้ระบุสถานการณ์ที่รองรับ".to_owned());
    }
    let least = listed_ones
        .last()
        .filter(|hazard| listed_ones.len() > 3 && hazard.plans.n < facts.counts.submitted.unsigned_abs());
    let least = least.map_or_else(String::new, |hazard| format!(" ส่วนสถานการณ์ที่มีแผนรองรับน้อยที่สุด ได้แก่ {}", named(hazard)));
    Some(format!("แผน BCP ที่จัดส่งแล้วรองรับสถานการณ์ต่าง ๆ มากที่สุด ได้แก่ {}{least} รายละเอียดตามตารางที่ 1", listed(&most)))
}

/// Which kinds are ahead and which behind, all of those that stand alike; nothing when all do.
pub(super) fn kinds(groups: &[Group]) -> String {
    let shares = || groups.iter().filter_map(|group| group.submitted().hundredths());
    let named = |share: u128| {
        let alike: Vec<&Group> = groups.iter().filter(|group| group.submitted().hundredths() == Some(share)).collect();
        let names: Vec<String> = alike.iter().map(|group| group.name.clone()).collect();
        let whole: Share = alike.iter().map(|group| group.submitted()).sum();
        let (n, d) = (number(whole.n), number(whole.d));
        format!("{} (ร้อยละ {} หรือ {n} จาก {d} หน่วยงาน)", listed(&names), percent(whole))
    };
    match shares().max().zip(shares().min()) {
        Some((most, least)) if most != least => format!(
            "เมื่อจำแนกตามประเภทหน่วยงาน ประเภทที่จัดส่งในสัดส่วนสูงที่สุด ได้แก่ {} และประเภทที่จัดส่งในสัดส่วนต่ำที่สุด ได้แก่ {} รายละเอียดตามตารางที่ 2",
            named(most),
            named(least)
        ),
        _ => "ผลการจัดส่งจำแนกตามประเภทหน่วยงานปรากฏตามตารางที่ 2".to_owned(),
    }
}

/// Provinces named in the text.
const NAMED: usize = 5;

/// `12 จังหวัด`, `กรุงเทพมหานคร`, `12 จังหวัดและกรุงเทพมหานคร`: Bangkok is no province.
fn areas(groups: &[Group]) -> String {
    let provinces = groups.iter().filter(|group| !group.is_bangkok()).count();
    let parts: Vec<String> = [
        (provinces > 0).then(|| format!("{provinces} จังหวัด")),
        groups.iter().find(|group| group.is_bangkok()).map(|group| group.name.clone()),
    ]
    .into_iter()
    .flatten()
    .collect();
    parts.join("และ")
}

/// `ตราด (4 หน่วยงาน)`.
fn with_number(group: &Group) -> String {
    format!("{} ({} หน่วยงาน)", group.name, n(group.counts.roster))
}

/// Which areas are done, by name while they are few.
fn complete(groups: &[Group]) -> String {
    let provinces: Vec<&Group> = groups.iter().filter(|group| !group.is_bangkok()).collect();
    let of_provinces = match provinces.as_slice() {
        [] => "ยังไม่มีจังหวัดใดที่หน่วยงานในพื้นที่จัดส่งครบถ้วน".to_owned(),
        few if few.len() <= NAMED => {
            let names: Vec<String> = few.iter().map(|group| with_number(group)).collect();
            format!("มี {} จังหวัดที่หน่วยงานในพื้นที่จัดส่งครบถ้วนแล้ว ได้แก่ {}", few.len(), listed(&names))
        }
        many => format!("มี {} จังหวัดที่หน่วยงานในพื้นที่จัดส่งครบถ้วนแล้ว", many.len()),
    };
    match groups.iter().find(|group| group.is_bangkok()) {
        Some(bangkok) => format!("{of_provinces} ส่วน{} จัดส่งครบถ้วนแล้ว", with_number(bangkok)),
        None => of_provinces,
    }
}

/// Where to follow up.
pub(super) fn provinces(facts: &Facts) -> String {
    if facts.complete.is_empty() && facts.behind.is_empty() {
        return "ไม่มีหน่วยงานที่ต้องจัดทำแผนซึ่งระบุจังหวัด".to_owned();
    }
    if facts.behind.is_empty() {
        return format!("หน่วยงานในพื้นที่ {} ได้จัดส่งแผนครบถ้วนแล้ว", areas(&facts.complete));
    }
    let named = |group: &Group| format!("{} (ร้อยละ {})", group.name, percent(group.submitted()));
    let lowest: Vec<String> = facts.behind.iter().take(NAMED).map(named).collect();
    format!(
        "{} พื้นที่ที่จัดส่งในสัดส่วนต่ำที่สุดและควรติดตามเป็นลำดับแรก ได้แก่ {} รายละเอียดตามตารางที่ 4",
        complete(&facts.complete),
        listed(&lowest)
    )
}

/// What is to be known of areas with few organisations beside a map of shares; nothing when there are none or many.
pub(super) fn small_areas(facts: &Facts) -> Option<String> {
    if facts.small.is_empty() || facts.small.len() > NAMED {
        return None;
    }
    let names: Vec<String> = facts.small.iter().map(with_number).collect();
    Some(format!("พื้นที่ที่มีหน่วยงานน้อยกว่า 5 หน่วยงาน ซึ่งสัดส่วนมีความหมายจำกัด ได้แก่ {}", listed(&names)))
}

/// From process to digital service.
pub(super) fn services(facts: &Facts) -> String {
    let counts = &facts.counts;
    if counts.process_count == 0 {
        return "แผนที่จัดส่งแล้วยังไม่มีข้อมูลกระบวนงานสำคัญ".to_owned();
    }
    let digital = share(counts.with_e_service, counts.process_count);
    let digital = match counts.with_e_service {
        0 => "ยังไม่มีกระบวนงานใดที่มีช่องทางบริการอิเล็กทรอนิกส์ (e-Service)".to_owned(),
        all if all == counts.process_count => {
            "ทุกกระบวนงานมีช่องทางบริการอิเล็กทรอนิกส์ (e-Service) อย่างน้อยหนึ่งช่องทาง".to_owned()
        }
        some => format!(
            "มีช่องทางบริการอิเล็กทรอนิกส์ (e-Service) อย่างน้อยหนึ่งช่องทาง {} กระบวนงาน (ร้อยละ {}) และยังไม่มี {} กระบวนงาน",
            n(some),
            percent(digital),
            number(digital.rest())
        ),
    };
    format!(
        "การวิเคราะห์ความเชื่อมโยงระหว่างพันธกิจ กระบวนงานสำคัญ และบริการดิจิทัล จากแผนที่จัดส่งแล้ว {} หน่วยงาน พบกระบวนงานสำคัญ {} กระบวนงาน {digital} {}",
        n(counts.submitted),
        n(counts.process_count),
        recovery(share(counts.rto_over_mtpd, counts.process_count))
    )
}

fn recovery(over: Share) -> String {
    match over.n {
        0 => "ทั้งนี้ ทุกกระบวนงานกำหนดระยะเวลาเป้าหมายในการฟื้นคืนสภาพ (RTO) ไม่เกินช่วงเวลาหยุดชะงักที่ยอมรับได้สูงสุด (MTPD)".to_owned(),
        some => format!(
            "ทั้งนี้ มี {} กระบวนงาน (ร้อยละ {}) ที่กำหนดระยะเวลาเป้าหมายในการฟื้นคืนสภาพ (RTO) นานกว่าช่วงเวลาหยุดชะงักที่ยอมรับได้สูงสุด (MTPD) ซึ่งหน่วยงานต้องทบทวน กระบวนงานเหล่านี้อยู่ในแผนที่นำเข้าตามที่ได้จัดส่งไว้แล้ว ส่วนแผนที่จัดส่งผ่านระบบจะจัดส่งได้ต่อเมื่อแก้ไขข้อขัดแย้งนี้แล้ว",
            number(some),
            percent(over)
        ),
    }
}

/// What is outstanding.
pub(super) fn outstanding(facts: &Facts) -> String {
    let counts = &facts.counts;
    if counts.outstanding() == 0 {
        return "ไม่มีหน่วยงานที่ค้างการจัดส่งแผน สำนักงาน ก.พ.ร. จะดำเนินการในระยะต่อไป ดังนี้".to_owned();
    }
    let parts: Vec<String> = [(counts.drafting, "อยู่ระหว่างการจัดทำ"), (counts.not_started(), "ยังไม่เริ่มจัดทำ")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{what} {} หน่วยงาน", n(count)))
        .collect();
    format!(
        "ยังมีหน่วยงานที่ไม่ได้จัดส่งแผน {} หน่วยงาน (ร้อยละ {}) เป็นหน่วยงานที่{} สำนักงาน ก.พ.ร. จะดำเนินการในระยะต่อไป ดังนี้",
        n(counts.outstanding()),
        percent(share(counts.outstanding(), counts.roster)),
        listed(&parts)
    )
}

/// What is to be done, as far as the figures ask for it.
pub(super) fn next_steps(facts: &Facts) -> Vec<String> {
    let counts = &facts.counts;
    let without = counts.process_count - counts.with_e_service;
    let first = if facts.behind.is_empty() {
        ""
    } else {
        " โดยให้ความสำคัญกับพื้นที่ตามตารางที่ 4 เป็นลำดับแรก"
    };
    let asked = [
        (
            counts.not_started(),
            format!("ติดตามหน่วยงานที่ยังไม่เริ่มจัดทำแผน {} หน่วยงาน ให้จัดทำและจัดส่งแผนโดยเร็ว{first}", n(counts.not_started())),
        ),
        (
            counts.drafting,
            format!("ให้คำแนะนำแก่หน่วยงานที่อยู่ระหว่างการจัดทำแผน {} หน่วยงาน ให้จัดทำแผนให้แล้วเสร็จ", n(counts.drafting)),
        ),
        (
            counts.returned,
            format!("ติดตามหน่วยงานที่ได้รับแผนคืนเพื่อแก้ไข {} หน่วยงาน ให้แก้ไขและจัดส่งแผนอีกครั้ง", n(counts.returned)),
        ),
        (counts.awaiting, format!("ตรวจแผนที่จัดส่งแล้วและรอการตรวจ {} หน่วยงาน ให้แล้วเสร็จ", n(counts.awaiting))),
        (
            counts.rto_over_mtpd,
            format!("ให้หน่วยงานทบทวนกระบวนงานที่ RTO นานกว่า MTPD จำนวน {} กระบวนงาน", n(counts.rto_over_mtpd)),
        ),
        (without, format!("ส่งเสริมการพัฒนาช่องทาง e-Service สำหรับกระบวนงานสำคัญที่ยังไม่มี จำนวน {} กระบวนงาน", n(without))),
    ];
    let mut steps: Vec<String> = asked.into_iter().filter(|(count, _)| *count > 0).map(|(_, step)| step).collect();
    let rare: Vec<String> = facts
        .hazards
        .iter()
        .filter(|hazard| is_listed(&hazard.code))
        .filter(|hazard| hazard.plans.hundredths().is_some_and(|hundredths| hundredths < 5_000))
        .map(|hazard| hazard_name(Lang::Th, &hazard.code))
        .collect();
    if !rare.is_empty() {
        steps.push(format!("ส่งเสริมให้หน่วยงานพิจารณาจัดทำแผนรองรับสถานการณ์ที่มีแผนรองรับไม่ถึงกึ่งหนึ่ง ได้แก่ {}", listed(&rare)));
    }
    steps.push("ให้หน่วยงานของรัฐทบทวน ทดสอบ ซักซ้อม และปรับปรุงแผนเป็นประจำทุกปี เพื่อให้นำไปปฏิบัติได้ทันทีเมื่อเกิดเหตุ".to_owned());
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standing::Counts;
    use continuity::round::RoundDates;

    fn facts(counts: Counts) -> Facts {
        let due = date(2020, 8, 31);
        Facts {
            year: 2563,
            as_of: due,
            dates: RoundDates { due, closes: due },
            hazards: crate::readiness::hazard_shares(None, counts.submitted),
            kinds: Vec::new(),
            ministries: Vec::new(),
            behind: Vec::new(),
            complete: Vec::new(),
            small: Vec::new(),
            map: String::new(),
            trend: String::new(),
            has_trend: false,
            counts,
        }
    }

    #[test]
    fn the_number_of_plans_is_said_rightly_for_none_some_and_all() {
        let of = |submitted, roster| submitted_of(submitted, roster);
        assert!(of(0, 8281).contains("ยังไม่มีหน่วยงานของรัฐจัดส่งแผน"));
        assert!(
            of(3616, 8281)
                .contains("แล้ว 3,616 หน่วยงาน (คิดเป็นร้อยละ 43.67) จากจำนวนหน่วยงานทั้งหมดที่ต้องจัดทำแผน 8,281 หน่วยงาน")
        );
        assert!(of(8281, 8281).contains("ครบถ้วนแล้ว (คิดเป็นร้อยละ 100.00)"));
        assert!(of(0, 0).contains("ยังไม่มีหน่วยงานในบัญชีรายชื่อ"));
    }

    fn submitted_of(submitted: i64, roster: i64) -> String {
        super::submitted(&facts(Counts { submitted, roster, ..Counts::default() }))
    }

    #[test]
    fn nothing_is_asked_for_that_the_figures_do_not_show() {
        let all_well = Counts {
            roster: 5,
            submitted: 5,
            approved: 5,
            on_time: 5,
            process_count: 4,
            with_e_service: 4,
            ..Counts::default()
        };
        let mut facts = facts(all_well);
        facts.hazards.clear();
        assert_eq!(next_steps(&facts).len(), 1);
        assert!(outstanding(&facts).starts_with("ไม่มีหน่วยงานที่ค้าง"));
        assert!(
            quality(&facts).is_some_and(|words| words.contains("ทุกหน่วยงานที่จัดส่งแล้ว") && !words.contains("รอการตรวจ"))
        );
    }

    fn area(code: &str, name: &str, submitted: i64, roster: i64) -> Group {
        let counts = Counts { submitted, roster, ..Counts::default() };
        Group { code: code.into(), name: name.into(), counts }
    }

    #[test]
    fn bangkok_is_never_counted_among_the_provinces_and_few_provinces_are_named() {
        let mut facts = facts(Counts::default());
        facts.behind = vec![area("50", "เชียงใหม่", 1, 100)];
        facts.complete = vec![area("10", "กรุงเทพมหานคร", 1, 1)];
        let words = provinces(&facts);
        assert!(words.starts_with("ยังไม่มีจังหวัดใด") && words.contains("กรุงเทพมหานคร (1 หน่วยงาน)"), "{words}");
        facts.complete.push(area("23", "ตราด", 40, 40));
        assert!(provinces(&facts).contains("มี 1 จังหวัดที่หน่วยงานในพื้นที่จัดส่งครบถ้วนแล้ว ได้แก่ ตราด (40 หน่วยงาน)"));
        facts.behind.clear();
        assert!(provinces(&facts).contains("1 จังหวัดและกรุงเทพมหานคร ได้จัดส่ง"), "{}", provinces(&facts));
        facts.small = vec![area("10", "กรุงเทพมหานคร", 1, 1)];
        assert!(small_areas(&facts).is_some_and(|words| words.ends_with("กรุงเทพมหานคร (1 หน่วยงาน)")));
    }

    #[test]
    fn names_are_joined_as_in_thai() {
        let names = ["ก", "ข", "ค"].map(str::to_owned);
        assert_eq!(
            [listed(&names[..0]), listed(&names[..1]), listed(&names[..2]), listed(&names)],
            ["", "ก", "ก และข", "ก ข และค"]
        );
    }
}
