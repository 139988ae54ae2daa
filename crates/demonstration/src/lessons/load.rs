//! Lessons into the database, through the commands of their area.

use db::{Db, Scope};
use jiff::{SignedDuration, Timestamp, civil::date};
use lessons::{
    answer::{self, Who},
    collection::{self, Roster, Wanted, roster::Unit, store},
    recommendation,
    result::store as results,
};
use questionnaire::Answers;

use super::{EXCEPT, department, province, roster_of_2563, says};
use crate::{
    chance::Chance,
    load::{Failed, Progress},
};

/// Who the audit trail names.
const BY: &str = "system";
/// Organisations that answer in one transaction.
const CHUNK: usize = 60;
/// 21 September 2563, after the resolution of the 15th that ordered the lessons, 09:00 in Bangkok.
const FIRST: Timestamp = Timestamp::constant(1_600_653_600, 0);
/// 26 July 2564, after the resolution of the 20th.
const SECOND: Timestamp = Timestamp::constant(1_627_264_800, 0);
/// 1 February 2565, before the commission of the 23rd.
const DRAWN: Timestamp = Timestamp::constant(1_643_680_800, 0);

/// Why the loader stopped.
enum Stop {
    Refused(String),
    Database(db::Error),
}

impl From<db::Error> for Stop {
    fn from(problem: db::Error) -> Self {
        Stop::Database(problem)
    }
}

impl From<Stop> for Failed {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Refused(what) => Failed::Refused(what),
            Stop::Database(problem) => Failed::Database(problem),
        }
    }
}

impl From<lessons::Refused> for Stop {
    fn from(refused: lessons::Refused) -> Self {
        match refused {
            lessons::Refused::Database(problem) => Stop::Database(problem),
            other => Stop::Refused(format!("lessons: {other:?}")),
        }
    }
}

/// What a collection is to be.
struct Year {
    year: i32,
    part: &'static str,
    form: &'static str,
    opened: Timestamp,
    due: jiff::civil::Date,
    roster: Roster,
}

/// Who answers: id of the collection, code, unit and when.
struct Respondent {
    code: String,
    place: String,
    unit: Unit,
    when: Timestamp,
}

/// Loads the collections of 2563 and 2564, and one of the year that runs when that is a later one.
pub(crate) fn load(db: &Db, seed: u64, now: Timestamp, progress: Progress<'_>) -> Result<(), Failed> {
    let except: Vec<String> = EXCEPT.map(str::to_owned).to_vec();
    let by_rule = || Roster::Rule(except.clone());
    let of_2564 = open(db, &year(2564, "departments", SECOND, by_rule()))?;
    let units = units(db, &of_2564)?;
    let of_2563 = open(db, &year(2563, "departments", FIRST, Roster::Rows(roster_of_2563(&units))))?;
    let mut done = 0;
    let all = [
        (of_2563, 2563, "departments", FIRST),
        (open(db, &year(2563, "provinces", FIRST, by_rule()))?, 2563, "provinces", FIRST),
        (of_2564.clone(), 2564, "departments", SECOND),
        (open(db, &year(2564, "provinces", SECOND, by_rule()))?, 2564, "provinces", SECOND),
    ];
    let total = 2 * (153 + 76);
    for (id, year, part, opened) in &all {
        let respondents = respondents(db, id, *year, *opened, seed)?;
        let units = self::units(db, id)?;
        let says = says(&units, *year, seed);
        let answers = |one: &Respondent| match *part {
            "provinces" => province(&one.code, &one.place, *year, seed),
            _ => department(&one.code, &one.unit, *year, &says, seed),
        };
        for some in respondents.chunks(CHUNK) {
            let made: Vec<(Who, Answers)> = some.iter().map(|one| (who(id, one), answers(one))).collect();
            done += made.len();
            answered(db, made, true)?;
            progress("lessons", done.min(total), total);
        }
        let (id, closed) = (id.clone(), *opened + SignedDuration::from_hours(24 * 140));
        db.write_now(move |tx| collection::close(tx, &id, true, BY, closed).map_err(Stop::from))?;
    }
    recommend(db, &of_2564)?;
    running(db, seed, now)
}

fn year(year: i32, part: &'static str, opened: Timestamp, roster: Roster) -> Year {
    let form = match (part, year) {
        ("provinces", _) => "lessons-provinces.2563",
        (_, 2563) => "lessons-departments.2563",
        _ => "lessons-departments.2564",
    };
    let due = if year == 2563 { date(2020, 11, 30) } else { date(2021, 11, 30) };
    Year { year, part, form, opened, due, roster }
}

fn open(db: &Db, of: &Year) -> Result<String, Failed> {
    let wanted = Wanted {
        fiscal_year: of.year,
        part: of.part.to_owned(),
        questionnaire: of.form.to_owned(),
        due_on: of.due,
        roster: of.roster.clone(),
    };
    let at = of.opened;
    let opened = db.write_now(move |tx| collection::open(tx, &wanted, BY, at).map_err(Stop::from))?;
    Ok(opened.id)
}

/// The units of a collection with their members by code.
fn units(db: &Db, id: &str) -> Result<Vec<Unit>, Failed> {
    let members = db.read_now::<_, db::Error>(|tx| store::members(tx, id, &Scope::nation()))?;
    let mut units: Vec<Unit> = Vec::new();
    for member in members {
        match units.last_mut().filter(|unit| unit.code == member.unit) {
            Some(unit) => unit.members.push(member.code),
            None => units.push(Unit {
                code: member.unit,
                name_th: member.unit_th,
                name_en: member.unit_en,
                members: vec![member.code],
            }),
        }
    }
    Ok(units)
}

fn respondents(db: &Db, id: &str, year: i32, opened: Timestamp, seed: u64) -> Result<Vec<Respondent>, Failed> {
    let units = units(db, id)?;
    let members = db.read_now::<_, db::Error>(|tx| store::members(tx, id, &Scope::nation()))?;
    let of = |member: store::Member| {
        let chance = Chance::about(seed, &member.code).part(&format!("hands in {year}"));
        let minutes = chance.between("day", 25, if year == 2563 { 69 } else { 126 }) * 24 * 60
            + chance.between("minute", 0, 7 * 60);
        let when = opened + SignedDuration::from_mins(i64::try_from(minutes).unwrap_or_default());
        let unit = units.iter().find(|unit| unit.code == member.unit)?.clone();
        let place = member.name_th.trim_start_matches("จังหวัด").to_owned();
        Some(Respondent { code: member.code, place, unit, when })
    };
    Ok(members.into_iter().filter_map(of).collect())
}

fn who(id: &str, one: &Respondent) -> Who {
    Who { collection: id.to_owned(), code: one.code.clone(), scope: Scope::nation(), by: BY.to_owned(), now: one.when }
}

/// Writes answers, and hands them in when wanted.
fn answered(db: &Db, made: Vec<(Who, Answers)>, hand_in: bool) -> Result<(), Failed> {
    Ok(db.write_now(move |tx| {
        for (who, answers) in &made {
            let saved = answer::save_all(tx, who, None, answers)?;
            saved.map_err(|_| Stop::Refused(format!("lessons: {} was saved in between", who.code)))?;
            if hand_in {
                answer::hand_in(tx, who)?;
            }
        }
        Ok::<_, Stop>(())
    })?)
}

/// Topics of clause 5, what is recommended, who should act, and the question whose answers show it.
const RECOMMENDED: [(&str, &str, &str, &str); 5] = [
    (
        "การขับเคลื่อนรัฐบาลดิจิทัล",
        "ให้หน่วยงานที่ปรับรูปแบบการทำงานและบริการเป็นดิจิทัลดำเนินการต่อไป คงคุณภาพไว้แม้ภาวะวิกฤตคลี่คลาย และขยายไปสู่งานบริการที่มีผลกระทบสูงและมีปริมาณมาก",
        "ส่วนราชการที่ปรับรูปแบบการทำงาน",
        "eservice_changed",
    ),
    (
        "การบูรณาการระหว่างภาคส่วน",
        "ให้กำหนดแนวทางการจัดบริการสาธารณะผ่านความร่วมมือกับภาคเอกชนและภาคประชาสังคมไว้ล่วงหน้า",
        "สำนักงาน ก.พ.ร. กระทรวงการคลัง กระทรวงมหาดไทย",
        "success_factors",
    ),
    (
        "การจัดทำและทบทวนแผนบริหารความพร้อมต่อสภาวะวิกฤต",
        "ให้ทบทวน ซักซ้อม และปรับปรุงแผนทุกปี และกำหนดเป็นส่วนหนึ่งของเกณฑ์การประเมิน",
        "สำนักงาน ก.พ.ร. กรมส่งเสริมการปกครองท้องถิ่น",
        "outcome",
    ),
    (
        "การมีส่วนร่วมของประชาชน",
        "ให้ใช้กระบวนการมีส่วนร่วมและการรับฟังความคิดเห็นในการออกแบบบริการ",
        "สำนักงาน ก.พ.ร.",
        "innovation_used",
    ),
    (
        "การบริหารงบประมาณในระดับพื้นที่",
        "ให้พิจารณาแนวทางโอนเปลี่ยนแปลงงบประมาณของจังหวัดและกลุ่มจังหวัดในภาวะวิกฤตเมื่อมีมติคณะรัฐมนตรีรองรับ แล้วรายงานส่วนกลาง",
        "สำนักงานสภาพัฒนาการเศรษฐกิจและสังคมแห่งชาติ",
        "law_changed",
    ),
];

fn recommend(db: &Db, collection: &str) -> Result<(), Failed> {
    let id = collection.to_owned();
    Ok(db.write_now(move |tx| {
        for (heading, text, bodies, question) in RECOMMENDED {
            let found = results::found(tx, (&id, &[question]), &Scope::nation(), DRAWN)?;
            let said =
                found.iter().filter(|one| one.answers.get(question).is_some_and(|own| !own.contains(&"no".to_owned())));
            let wanted = recommendation::Wanted {
                fiscal_year: 2564,
                heading: heading.to_owned(),
                text: text.to_owned(),
                bodies: bodies.to_owned(),
                basis: said.take(8).map(|one| format!("{}:{question}:{}", one.handing, one.row)).collect(),
            };
            recommendation::write(tx, &wanted, BY, DRAWN)?;
        }
        Ok::<_, Stop>(())
    })?)
}

/// The collection of the year that runs: opened a month ago, some have answered, some are writing.
fn running(db: &Db, seed: u64, now: Timestamp) -> Result<(), Failed> {
    let today = thai_day(now);
    let fiscal_year = continuity::round::day::fiscal_year(today);
    if fiscal_year <= 2565 {
        return Ok(());
    }
    let opened = now - SignedDuration::from_hours(24 * 21);
    let due = today.saturating_add(jiff::Span::new().days(40));
    let roster = Roster::Rule(EXCEPT.map(str::to_owned).to_vec());
    let form = "lessons-departments.2564";
    let id = open(db, &Year { year: fiscal_year, part: "departments", form, opened, due, roster })?;
    let units = units(db, &id)?;
    let says = says(&units, fiscal_year, seed);
    let (mut handed, mut drafts) = (Vec::new(), Vec::new());
    for mut one in respondents(db, &id, fiscal_year, opened, seed)? {
        let chance = Chance::about(seed, &one.code).part("running lessons");
        let hours = i64::try_from(chance.between("hours", 24, 480)).unwrap_or(24);
        one.when = (opened + SignedDuration::from_hours(hours)).min(now);
        let whole = department(&one.code, &one.unit, 2564, &says, seed);
        match chance.between("stands", 0, 9) {
            0..=2 if one.code != crate::load::DEPARTMENT => handed.push((who(&id, &one), whole)),
            3..=5 => drafts.push((who(&id, &one), begun(whole))),
            _ if one.code == crate::load::DEPARTMENT => drafts.push((who(&id, &one), begun(whole))),
            _ => {}
        }
    }
    answered(db, handed, true)?;
    answered(db, drafts, false)
}

/// The first half of the answers.
fn begun(mut whole: Answers) -> Answers {
    for question in ["law_changed", "work_online", "online_tools", "eservice_changed", "eservices", "outcome", "kept"] {
        whole.values.remove(question);
    }
    whole.rows.clear();
    whole
}

fn thai_day(now: Timestamp) -> jiff::civil::Date {
    continuity::round::day::day_of(now)
}
