//! Correspondence of the demonstration nation: a department screens the cabinet of 19 April 2565 (16 items, one relevant, as
//! the second paper has it), its memo goes to the head and round, a letter is signed by order, one is classified; and a
//! circular of the centre goes to every department, some of which have not acknowledged. All through the commands of the
//! area. Names, positions' holders, telephones and the other fifteen items are made up.

use db::{Db, Scope, Tx, params};
use directive::obligation::{Rule, Rules};
use jiff::{Timestamp, civil::date};
use letters::{
    circular::commands::{self as circulars, Circular},
    letter::{
        Written, acts,
        commands::{self as writing, Came},
    },
    meeting::commands::{self as meetings, Addressed, NewMeeting},
    office::commands::{self as office, By, Head, NewOfficer, Wanted},
    reach::Reach,
    refused::Refused,
    rules::{
        Form, Secrecy, Urgency,
        delegation::Kind,
        order::{Outcome, Task},
    },
};
use web::Lang;

use crate::load::{CENTRE, DEPARTMENT, Failed, Progress};

/// The items of the meeting with what the screener says of each.
const ITEMS: &str = include_str!("items.csv");
/// Departments whose acknowledgements are written in one transaction.
const CHUNK: usize = 40;

/// An instant of April and May 2565 in Bangkok.
fn at(month: i8, day: i8, hour: i8, minute: i8) -> Timestamp {
    let midnight = thai_midnight(month, day);
    midnight + jiff::SignedDuration::from_mins(i64::from(hour) * 60 + i64::from(minute))
}

fn thai_midnight(month: i8, day: i8) -> Timestamp {
    continuity::round::day::start_of(date(2022, month, day)).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn by(account: &str, now: Timestamp) -> By {
    By { account: account.to_owned(), now, lang: Lang::Th }
}

/// Id of the account with this sign-in name.
fn account(tx: &mut Tx<'_>, login: &str) -> db::Result<String> {
    let found = tx.row_opt("SELECT id FROM account WHERE login = $1", params![login], |row| row.get(0))?;
    Ok(found.unwrap_or_else(|| "system".to_owned()))
}

/// Why a transaction was undone.
#[derive(Debug)]
enum Stop {
    Refused(Refused),
    Database(db::Error),
}

impl From<db::Error> for Stop {
    fn from(problem: db::Error) -> Self {
        Stop::Database(problem)
    }
}

impl From<Refused> for Stop {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Database(problem) => Stop::Database(problem),
            other => Stop::Refused(other),
        }
    }
}

impl From<Stop> for Failed {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refused(refused) => Failed::Refused(format!("{refused:?}")),
            Stop::Database(problem) => Failed::Database(problem),
        }
    }
}

/// Loads the letters. Nothing is loaded where the register lacks the department or the centre: parts of the nation are
/// loaded in tests.
pub(crate) fn load(db: &Db, progress: Progress<'_>) -> Result<(), Failed> {
    let known = |code: &str| {
        db.read_now::<_, db::Error>(|tx| tx.count("SELECT count(*) FROM organisation WHERE code = $1", params![code]))
    };
    if known(DEPARTMENT)? == 0 || known(CENTRE)? == 0 {
        return Ok(());
    }
    db.write_now(screened)?;
    let circular = db.write_now(sent)?;
    acknowledged(db, &circular, progress)
}

/// The officers of the department.
struct Officers {
    unit: String,
    chief: String,
    secretary: String,
    deputy: String,
    head: String,
}

fn officers(tx: &mut Tx<'_>, desk: &str) -> Result<Officers, Stop> {
    let (nation, by) = (Scope::nation(), by(desk, at(3, 11, 9, 0)));
    let head = Head {
        code: "กษ".into(),
        owner: "0600".into(),
        address: "ถนนตัวอย่าง เขตตัวอย่าง\nกรุงเทพมหานคร 10000".into(),
        phone: "0 2000 0000".into(),
        emblem: None,
    };
    office::save(tx, &nation, DEPARTMENT, &head, &by)?;
    let unit = ["กองแผนงาน กลุ่มติดตามและประเมินผล", "0606", "0 2000 0000 ต่อ 2242"];
    let unit = office::add_unit(tx, &nation, DEPARTMENT, unit, &by)?;
    let name: Option<String> = tx.row_opt("SELECT name FROM account WHERE id = $1", params![desk], |row| row.get(0))?;
    let screener = name.unwrap_or_else(|| "นางสาวปิยะดา ศรีสุวรรณ".to_owned());
    let mut add = |name: &str, position: &str, of: Option<(&str, &str)>| {
        let new = NewOfficer {
            name: name.into(),
            position: position.into(),
            unit_id: of.map(|(unit, _)| unit.to_owned()),
            account_id: of.map(|(_, account)| account.to_owned()).filter(|id| !id.is_empty() && id != "system"),
        };
        office::add_officer(tx, &nation, DEPARTMENT, &new, &by)
    };
    let own = Some((unit.as_str(), desk));
    add(&screener, "นักวิเคราะห์นโยบายและแผนชำนาญการ", own)?;
    let chief = add("นายวรพงษ์ แสงทองคำ", "ผู้อำนวยการกองแผนงาน", Some((unit.as_str(), "")))?;
    let secretary = add("นางลัดดาวัลย์ ใจสว่าง", "หัวหน้ากลุ่มช่วยอำนวยความสะดวกผู้บริหาร", None)?;
    let deputy = add("นายปกรณ์ ธรรมวัฒน์", "รองอธิบดีกรมปศุสัตว์", None)?;
    let head = add("นายอดิศร เลิศวิริยะ", "อธิบดีกรมปศุสัตว์", None)?;
    let order = Wanted {
        kind: Kind::OnBehalf,
        principal: head.clone(),
        delegate: deputy.clone(),
        order: Some(("275/2565".into(), date(2022, 3, 10))),
        from: date(2022, 3, 10),
        until: None,
        reason: String::new(),
    };
    office::delegate(tx, &nation, DEPARTMENT, &order, &by)?;
    Ok(Officers { unit, chief, secretary, deputy, head })
}

/// A step that was done on paper and recorded by the desk a little later.
fn on_paper(
    tx: &mut Tx<'_>,
    letter: &str,
    officer: &str,
    (words, when): (&str, Timestamp),
    desk: &str,
) -> Result<(), Stop> {
    let wanted = acts::Wanted {
        step: String::new(),
        officer: officer.to_owned(),
        outcome: Outcome::Done,
        words: words.to_owned(),
        on_paper: Some(when),
    };
    let later = when + jiff::SignedDuration::from_mins(20);
    acts::act(tx, &Reach::everything(), letter, &wanted, Some(&Scope::nation()), &by(desk, later))?;
    Ok(())
}

fn way(tx: &mut Tx<'_>, letter: &str, steps: &[(&str, Task)], by: &By) -> Result<(), Stop> {
    let steps: Vec<(String, Task)> = steps.iter().map(|(officer, task)| ((*officer).to_owned(), *task)).collect();
    writing::set_way(tx, &Reach::everything(), letter, &steps, by)?;
    Ok(())
}

/// The meeting, its memo and the department's other letters.
fn screened(tx: &mut Tx<'_>) -> Result<(), Stop> {
    let desk = account(tx, "department")?;
    let officers = officers(tx, &desk)?;
    let (nation, all) = (Scope::nation(), Reach::everything());
    let rows: Vec<Vec<String>> = csv::Reader::from_reader(ITEMS.as_bytes())
        .records()
        .filter_map(|row| Some(row.ok()?.iter().map(str::to_owned).collect()))
        .collect();
    let of = |row: &Vec<String>, column: usize| row.get(column).cloned().unwrap_or_default();
    let items = rows.iter().map(|row| of(row, 0)).collect();
    let new = NewMeeting { body: "คณะรัฐมนตรี".into(), held_on: date(2022, 4, 19), items };
    let meeting = meetings::add(tx, &nation, DEPARTMENT, &new, &by(&desk, at(4, 20, 8, 40)))?;
    let judgement = |(number, row): (u32, &Vec<String>)| (number, of(row, 1) == "1", of(row, 2));
    let judged: Vec<meetings::Judgement> = (1..).zip(&rows).map(judgement).collect();
    meetings::judge(tx, &nation, &meeting, &judged, &by(&desk, at(4, 20, 9, 30)))?;
    let to = Addressed {
        addressee: "อธิบดีกรมปศุสัตว์".into(), unit_id: Some(officers.unit.clone())
    };
    let memo = meetings::memo(tx, &all, &meeting, &to, &by(&desk, at(4, 20, 10, 0)))?;
    way(tx, &memo, &[(&officers.chief, Task::Sign)], &by(&desk, at(4, 20, 10, 10)))?;
    on_paper(tx, &memo, &officers.chief, ("", at(4, 20, 15, 0)), &desk)?;
    writing::issue(tx, &all, &memo, date(2022, 4, 20), &by(&desk, at(4, 20, 16, 0)))?;
    let desk_name = "กลุ่มช่วยอำนวยความสะดวกผู้บริหาร";
    writing::receive(tx, &all, &memo, (desk_name, at(4, 21, 9, 10)), &by(&desk, at(4, 21, 9, 12)))?;
    let round = [
        (officers.secretary.as_str(), Task::Direct),
        (officers.head.as_str(), Task::Direct),
        (officers.chief.as_str(), Task::Acknowledge),
    ];
    way(tx, &memo, &round, &by(&desk, at(4, 21, 9, 15)))?;
    on_paper(tx, &memo, &officers.secretary, ("เรียน อธิบดี เพื่อโปรดทราบ", at(4, 21, 10, 30)), &desk)?;
    on_paper(tx, &memo, &officers.head, ("ทราบ ดำเนินการ และแจ้งสำนัก/กองใช้เป็นข้อมูล", at(5, 2, 9, 0)), &desk)?;
    on_paper(tx, &memo, &officers.chief, ("ทราบ แจ้งเวียนสำนัก/กองแล้ว", at(5, 2, 14, 0)), &desk)?;
    reply(tx, &officers, &desk)?;
    arrived(tx, &officers, &desk)
}

/// A letter to the centre, signed by order and on its way; and a draft that waits for its check.
fn reply(tx: &mut Tx<'_>, officers: &Officers, desk: &str) -> Result<(), Stop> {
    let all = Reach::everything();
    let letter = Written {
        form: Form::External,
        unit_id: Some(officers.unit.clone()),
        addressee: "เลขาธิการ ก.พ.ร.".into(),
        subject: "รายงานผลการทบทวนและซักซ้อมแผนบริหารความพร้อมต่อสภาวะวิกฤต ประจำปีงบประมาณ พ.ศ. 2565".into(),
        enclosures: "รายงานผลการซักซ้อมแผน จำนวน 1 ชุด".into(),
        body: "ตามที่คณะรัฐมนตรีมีมติเมื่อวันที่ 19 เมษายน 2565 ให้ส่วนราชการทบทวน ซักซ้อม และปรับปรุงแผนเป็นประจำทุกปี นั้น\n\
               กรมปศุสัตว์ได้ทบทวนและซักซ้อมแผนแล้ว รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย\nจึงเรียนมาเพื่อโปรดทราบ"
            .into(),
        ..Written::default()
    };
    let id = writing::draft(tx, &all, DEPARTMENT, &letter, &by(desk, at(5, 16, 9, 0)))?;
    way(tx, &id, &[(&officers.chief, Task::Check), (&officers.head, Task::Sign)], &by(desk, at(5, 16, 9, 30)))?;
    on_paper(tx, &id, &officers.chief, ("", at(5, 16, 13, 0)), desk)?;
    on_paper(tx, &id, &officers.deputy, ("", at(5, 17, 10, 0)), desk)?;
    writing::issue(tx, &all, &id, date(2022, 5, 17), &by(desk, at(5, 17, 11, 0)))?;
    circulars::dispatch(tx, &all, &id, &[CENTRE.to_owned()], None, &by(desk, at(5, 17, 11, 10)))?;
    let draft = Written {
        unit_id: Some(officers.unit.clone()),
        addressee: "ผู้อำนวยการสำนัก/กองทุกแห่ง".into(),
        subject: "ขอความร่วมมือปรับปรุงข้อมูลแผนบริหารความพร้อมต่อสภาวะวิกฤต".into(),
        body: "ขอความร่วมมือทบทวนกระบวนงานสำคัญและรายชื่อคณะบริหารความต่อเนื่องภายในเดือนมิถุนายน 2565\n\
               จึงเรียนมาเพื่อโปรดพิจารณา"
            .into(),
        ..Written::default()
    };
    let id = writing::draft(tx, &all, DEPARTMENT, &draft, &by(desk, at(5, 18, 9, 0)))?;
    way(tx, &id, &[(&officers.secretary, Task::Check), (&officers.chief, Task::Sign)], &by(desk, at(5, 18, 9, 20)))
}

/// A letter that came on paper and waits to be passed on, and a classified one.
fn arrived(tx: &mut Tx<'_>, officers: &Officers, desk: &str) -> Result<(), Stop> {
    let all = Reach::everything();
    let came = Came {
        written: Written {
            form: Form::External,
            urgency: Urgency::VeryFast,
            addressee: "อธิบดีกรมปศุสัตว์".into(),
            subject: "ขอเชิญประชุมซักซ้อมแผนรับมืออุทกภัยในพื้นที่เลี้ยงสัตว์ (สาธิต)".into(),
            ..Written::default()
        },
        number: "กษ 0200/ว 1".into(),
        dated: Some(date(2022, 5, 18)),
        sender: "สำนักงานปลัดกระทรวงเกษตรและสหกรณ์".into(),
        desk: "กลุ่มสารบรรณ".into(),
        at: Some(at(5, 19, 8, 45)),
        file: None,
    };
    writing::register(tx, &all, DEPARTMENT, &came, &by(desk, at(5, 19, 8, 50)))?;
    let classified = Came {
        written: Written {
            secrecy: Secrecy::Confidential,
            subject: "แนวทางรักษาความปลอดภัยสถานที่เก็บวัคซีนสัตว์ (สาธิต)".into(),
            ..came.written.clone()
        },
        number: String::new(),
        at: Some(at(5, 19, 9, 5)),
        ..came
    };
    let id = writing::register(tx, &all, DEPARTMENT, &classified, &by(desk, at(5, 19, 9, 6)))?;
    way(tx, &id, &[(&officers.head, Task::Direct)], &by(desk, at(5, 19, 9, 10)))
}

/// The circular of the centre to every department.
fn sent(tx: &mut Tx<'_>) -> Result<String, Stop> {
    let national = account(tx, "national")?;
    let (nation, by) = (Scope::nation(), by(&national, at(5, 3, 10, 0)));
    circulars::set_office(tx, &nation, CENTRE, &by)?;
    let head = Head {
        code: "นร".into(),
        owner: "1200".into(),
        address: "ถนนตัวอย่าง เขตตัวอย่าง\nกรุงเทพมหานคร 10000".into(),
        phone: "0 2000 1000".into(),
        emblem: None,
    };
    office::save(tx, &nation, CENTRE, &head, &by)?;
    let circular = Circular {
        written: Written {
            form: Form::External,
            circular: true,
            urgency: Urgency::VeryFast,
            addressee: "หัวหน้าส่วนราชการระดับกรม".into(),
            subject: "การทบทวน ซักซ้อม และปรับปรุงแผนบริหารความพร้อมต่อสภาวะวิกฤต ตามมติคณะรัฐมนตรีเมื่อวันที่ 19 เมษายน 2565".into(),
            refs: "มติคณะรัฐมนตรีเมื่อวันที่ 19 เมษายน 2565".into(),
            enclosures: "ข้อเสนอแนะการบริหารงานและการให้บริการประชาชนกรณีเกิดภาวะวิกฤตในอนาคต จำนวน 1 ชุด".into(),
            body: "ตามมติที่อ้างถึง คณะรัฐมนตรีเห็นชอบข้อเสนอแนะการบริหารงานและการให้บริการประชาชนกรณีเกิดภาวะวิกฤตในอนาคต และมอบหมายหน่วยงานที่เกี่ยวข้องดำเนินการ โดยให้สำนักงาน ก.พ.ร. ติดตามความคืบหน้า นั้น\n\
                   สำนักงาน ก.พ.ร. ขอให้ส่วนราชการทบทวน ซักซ้อม และปรับปรุงแผนเป็นประจำทุกปี และนำแผนไปใช้อย่างจริงจังเมื่อเกิดเหตุวิกฤต รายละเอียดตามสิ่งที่ส่งมาด้วย\n\
                   จึงเรียนมาเพื่อโปรดพิจารณาดำเนินการ"
                .into(),
            ..Written::default()
        },
        name: "นางจารุวรรณ พิพัฒน์ผล".into(),
        position: "รองเลขาธิการ ก.พ.ร.".into(),
        delegated: Some((Kind::OnBehalf, "เลขาธิการ ก.พ.ร.".into())),
        dated: date(2022, 5, 3),
        rules: Rules {
            include: vec![Rule::Kinds(vec![continuity::organisation::Kind::Department])],
            except: Vec::new(),
        },
        due: Some(date(2022, 5, 31)),
    };
    let (id, _) = circulars::circulate(tx, &nation, &Reach::everything(), &circular, &by)?;
    Ok(id)
}

/// About two departments in three have received it; the others were reminded once.
fn acknowledged(db: &Db, circular: &str, progress: Progress<'_>) -> Result<(), Failed> {
    let sql = "SELECT r.id FROM letter_recipient r JOIN organisation o ON o.id = r.organisation_id \
               WHERE r.letter_id = $1 AND o.code <> $2 ORDER BY o.code";
    let all: Vec<String> =
        db.read_now::<_, db::Error>(|tx| tx.rows(sql, params![circular, DEPARTMENT], |row| row.get(0)))?;
    let took: Vec<(usize, String)> = all.into_iter().enumerate().filter(|(n, _)| n % 3 != 2).collect();
    let (total, took) = (took.len(), std::sync::Arc::new(took));
    for from in (0..total).step_by(CHUNK) {
        let (part, to) = (std::sync::Arc::clone(&took), (from + CHUNK).min(total));
        db.write_now(move |tx| {
            for (n, recipient) in part.get(from..to).unwrap_or_default() {
                // Some each day, within office hours.
                let step = i8::try_from(n % 60).unwrap_or_default();
                let when = at(5, 4 + step / 6, 9 + step % 6, step);
                circulars::receive(tx, &Reach::everything(), recipient, "", &by("system", when))?;
            }
            Ok::<_, Stop>(())
        })?;
        progress("letters", to, total);
    }
    let id = circular.to_owned();
    db.write_now(move |tx| {
        let national = account(tx, "national")?;
        circulars::remind(tx, &Reach::everything(), &id, None, &by(&national, at(5, 24, 9, 0)))?;
        Ok::<_, Stop>(())
    })?;
    Ok(())
}
