//! The two real papers of the cabinet in the demonstration nation: read by the program's own reader, confirmed, and their
//! recommendations (mission B1-B22) assigned to bodies of the register. What was reported and judged since is invented.
//! Where a paper names a commission, its secretariat is told to act; that is a choice of whoever assigns.

use std::sync::Arc;

use continuity::Share;
use db::Db;
use directives::{
    confirmation::commands as confirming,
    following::{self, acts, acts::Judgement},
    paper,
    upward::{self, Addressed},
};
use jiff::{Timestamp, civil::Date, civil::date};

use super::{Accounts, Failed, write::Stop};

/// A paper and what became of its recommendations, which are counted from 1 in the order of the paper.
struct Told {
    text: &'static str,
    filename: &'static str,
    /// The cabinet's day, as of which rules are applied to the register.
    decided: Date,
    confirmed: Date,
    /// Recommendations that only relay others, and are not followed on their own.
    relayed: &'static [usize],
    /// Who is told to act where the paper names a body that the register does not have.
    secretariats: &'static [(usize, &'static str)],
    since: &'static [(Date, usize, Act)],
}

/// Something that happened to a recommendation.
enum Act {
    /// A body agreed to act.
    Agreed(&'static str),
    /// A body reported, with a count where something was counted, and what shows it.
    Progress(&'static str, &'static str, Option<(u64, u64)>, &'static str),
    /// A body reported that its part is done.
    Done(&'static str, &'static str, &'static str),
    /// The follower judged.
    Judged(Judgement, &'static str),
}

use Act::{Agreed, Done, Judged, Progress};

const OPDC: &str = "M01-12";

/// The report on the resolution of 31 March 2563: recommendations 1 to 10 are B1 to B10.
const FIRST: Told = Told {
    text: reference::PAPER_2563,
    filename: "2563-12-08-bcp-progress-report.txt",
    decided: date(2020, 12, 8),
    confirmed: date(2020, 12, 15),
    relayed: &[],
    secretariats: &[],
    since: &[
        (date(2021, 1, 11), 2, Agreed("M01-09")),
        (date(2021, 1, 12), 4, Agreed(OPDC)),
        (date(2021, 1, 12), 5, Agreed(OPDC)),
        (date(2021, 1, 15), 8, Agreed("M01-07")),
        (
            date(2021, 3, 30),
            5,
            Progress(
                OPDC,
                "จัดอบรมการบริหารความพร้อมต่อสภาวะวิกฤตแก่ผู้ประสานงานของส่วนราชการและจังหวัดแล้ว 4 รุ่น",
                Some((4, 6)),
                "รายงานสรุปผลการอบรม รุ่นที่ 1–4",
            ),
        ),
        (
            date(2021, 4, 22),
            2,
            Progress(
                "M01-09",
                "สำรวจกฎหมายที่เป็นอุปสรรคต่อการให้บริการอิเล็กทรอนิกส์แล้ว อยู่ระหว่างจัดลำดับการแก้ไข",
                None,
                "บัญชีกฎหมายที่สำรวจ ฉบับเดือนเมษายน 2564",
            ),
        ),
        (date(2021, 9, 14), 5, Done(OPDC, "อบรมครบ 6 รุ่น และเผยแพร่คู่มือกับวีดิทัศน์แล้ว", "หนังสือรายงานผลการดำเนินการ")),
        (date(2021, 10, 4), 5, Judged(Judgement::Close, "อบรมครบตามเป้าหมาย มีหลักฐานครบถ้วน")),
        (
            date(2022, 2, 8),
            4,
            Progress(
                OPDC,
                "คัดเลือกงานบริการสำคัญ 12 งานมาพัฒนาเป็นบริการอิเล็กทรอนิกส์เต็มรูปแบบ เปิดให้บริการแล้ว 7 งาน",
                Some((7, 12)),
                "รายการงานบริการที่เปิดแล้ว",
            ),
        ),
        (
            date(2022, 8, 17),
            9,
            Progress(
                OPDC,
                "จัดทำกรอบแผนความต่อเนื่องด้านเทคโนโลยีสารสนเทศร่วมกับหน่วยงานที่เกี่ยวข้อง อยู่ระหว่างรับฟังความคิดเห็น",
                None,
                "ร่างกรอบแผน ฉบับรับฟังความคิดเห็น",
            ),
        ),
        (date(2023, 3, 6), 8, Done("M01-07", "ศึกษาแนวทางใช้งบกลางเพื่อจัดหาทรัพยากรในสภาวะวิกฤตแล้ว", "บันทึกข้อเสนอแนวทาง")),
        (date(2023, 4, 3), 8, Judged(Judgement::Return, "ยังไม่มีความเห็นของกระทรวงการคลังซึ่งเป็นหน่วยงานหลักร่วม")),
        (
            date(2026, 9, 21),
            4,
            Progress(OPDC, "เปิดให้บริการเพิ่มอีก 4 งาน", Some((11, 12)), "รายการงานบริการที่เปิดแล้ว ฉบับปรับปรุง"),
        ),
    ],
};

/// The memo that relays the lessons of 19 April 2565: 2 is B22, 3 is B21, 4 to 14 are B11 to B20 with B15b.
const SECOND: Told = Told {
    text: reference::MEMO_2565,
    filename: "2565-04-19-covid-lessons-memo.txt",
    decided: date(2022, 4, 19),
    confirmed: date(2022, 5, 2),
    relayed: &[1],
    // The Digital Government Development Agency and the Department of Disease Control are the secretariats by law.
    secretariats: &[(5, "O-001"), (13, "M19-04")],
    since: &[
        (date(2022, 5, 23), 6, Agreed("M01-10")),
        (date(2022, 6, 6), 10, Agreed(OPDC)),
        (date(2022, 6, 6), 10, Agreed("M14-07")),
        (
            date(2022, 11, 28),
            10,
            Progress(OPDC, "นำการทบทวนและซักซ้อมแผนไปกำหนดเป็นเกณฑ์ของ PMQA 4.0 แล้ว", None, "เกณฑ์ PMQA 4.0 ฉบับปรับปรุง"),
        ),
        (date(2023, 1, 30), 10, Done("M14-07", "กำหนดตัวชี้วัดในการประเมิน LPA แล้ว", "แบบประเมิน LPA ประจำปี")),
        (
            date(2023, 5, 15),
            6,
            Progress("M01-10", "จัดทำแผนพัฒนาทักษะดิจิทัลของบุคลากรภาครัฐแล้ว 5 จาก 7 ประเภท", Some((5, 7)), "แผนพัฒนาทักษะดิจิทัล"),
        ),
        (date(2026, 8, 10), 10, Done(OPDC, "ใช้เกณฑ์ครบทั้ง PMQA และ LPA และมีผลการซักซ้อมประจำปี", "สรุปผลการประเมินประจำปี")),
        (date(2026, 8, 31), 10, Judged(Judgement::Close, "ดำเนินการครบทั้งสองเกณฑ์และมีผลการซักซ้อมจริง")),
        (
            date(2026, 10, 5),
            3,
            Progress(
                OPDC,
                "รวบรวมความเห็นของ 4 กระทรวงและข้อเสนอแนะของ 4 หน่วยงาน ตอบแล้ว 6 จาก 8 ประเด็น",
                Some((6, 8)),
                "ตารางความเห็นและคำตอบ",
            ),
        ),
    ],
};

/// Follow-up reports that were made, so that the next is compared with the last.
const REPORTED: [(Addressed, Date); 3] = [
    (Addressed::Commission, date(2021, 12, 30)),
    (Addressed::Commission, date(2023, 6, 30)),
    (Addressed::Cabinet, date(2023, 6, 30)),
];

/// Nine in the morning of a day in Bangkok.
fn morning(day: Date) -> Timestamp {
    day.at(2, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).map_or(Timestamp::UNIX_EPOCH, |at| at.timestamp())
}

pub(super) fn load(db: &Db, accounts: &Arc<Accounts>, now: Timestamp) -> Result<(), Failed> {
    for told in [&FIRST, &SECOND] {
        let items = confirmed(db, told, accounts)?;
        assigned(db, told, &items, accounts)?;
        for (day, number, act) in told.since.iter().filter(|(day, ..)| morning(*day) < now) {
            let Some(id) = items.get(number - 1).cloned() else { return Err(Failed::refused(number)) };
            let accounts = Arc::clone(accounts);
            db.write_now(move |tx| happened(tx, &id, act, &accounts, morning(*day)))?;
        }
    }
    for (to, as_of) in REPORTED {
        let accounts = Arc::clone(accounts);
        db.write_now(move |tx| {
            let compared = upward::last(tx, to, as_of)?;
            upward::keep(tx, upward::Wanted { to, as_of, compared }, accounts.national_id(), morning(as_of))
        })?;
    }
    Ok(())
}

/// Reads and confirms a paper; the ids of its recommendations in its order.
fn confirmed(db: &Db, told: &'static Told, accounts: &Arc<Accounts>) -> Result<Vec<String>, Failed> {
    let (accounts, at) = (Arc::clone(accounts), morning(told.confirmed));
    Ok(db.write_now(move |tx| {
        let by = accounts.national_id();
        let bytes = told.text.as_bytes();
        let prepared = paper::prepare(tx, bytes).map_err(Stop::refused)?;
        let read = paper::read(tx, &prepared, (bytes, told.filename), by, at).map_err(Stop::refused)?;
        let items = paper::in_order(tx, &read.id)?;
        for (at_place, id) in items.iter().enumerate() {
            let accept = !told.relayed.contains(&(at_place + 1));
            confirming::decide(tx, &read.id, &[format!("r:{id}")], accept, by, at).map_err(Stop::refused)?;
        }
        confirming::confirm(tx, &read.id, by, at).map_err(Stop::refused)?;
        Ok::<_, Stop>(items)
    })?)
}

/// Assigns each recommendation as its own words propose, on the register of the cabinet's day.
fn assigned(db: &Db, told: &'static Told, items: &[String], accounts: &Arc<Accounts>) -> Result<(), Failed> {
    for (at_place, id) in items.iter().enumerate().filter(|(at_place, _)| !told.relayed.contains(&(at_place + 1))) {
        let secretariats = told.secretariats.iter().filter(move |(number, _)| *number == at_place + 1);
        let codes: Vec<String> = secretariats.map(|(_, code)| (*code).to_owned()).collect();
        let (id, accounts) = (id.clone(), Arc::clone(accounts));
        db.write_now(move |tx| {
            let mut wanted = following::proposed(tx, &id, told.decided).map_err(Stop::refused)?;
            wanted.lead = wanted.lead.with_bodies(&codes);
            let by = accounts.national_id();
            following::assign(tx, &id, &wanted, by, morning(told.confirmed.tomorrow().unwrap_or(told.confirmed)))
                .map(|_| ())
                .map_err(Stop::refused)
        })?;
    }
    Ok(())
}

fn happened(tx: &mut db::Tx<'_>, id: &str, act: &Act, accounts: &Accounts, at: Timestamp) -> Result<(), Stop> {
    let nation = db::Scope::nation();
    let by = accounts.national();
    let shows = |what: &str| {
        vec![following::NewEvidence { kind: "text", text: what.to_owned(), filename: String::new(), content: None }]
    };
    let report = |text: &str, counted: Option<(u64, u64)>, done: bool, evidence: &str| acts::Progress {
        text: text.to_owned(),
        counted: counted.map(|(n, d)| Share { n, d }),
        done,
        evidence: shows(evidence),
    };
    match act {
        Agreed(code) => acts::answer(tx, id, (&nation, code), &acts::Answer::Agree, &by.account_id, at),
        Progress(code, text, counted, evidence) => {
            acts::progress(tx, id, (&nation, code), &report(text, *counted, false, evidence), &by.account_id, at)
        }
        Done(code, text, evidence) => {
            acts::progress(tx, id, (&nation, code), &report(text, None, true, evidence), &by.account_id, at)
        }
        Judged(judgement, reason) => acts::judge(tx, id, *judgement, reason, by, at),
    }
    .map_err(Stop::refused)
}
