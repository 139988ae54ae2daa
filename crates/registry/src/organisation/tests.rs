//! The commands on a database of its own.

use db::{Db, Reach, Scope, audit, migrate};
use jiff::civil::{Date, date};

use super::{
    commands::{self, Act, By, Correction, Dated, New, Refusal},
    *,
};
use crate::list::store::{self as listing, Filter, Order, Place};
use continuity::organisation::ChangeRefusal;

struct World {
    db: Db,
    _folder: tempfile::TempDir,
}

fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open_file(&folder.path().join("register.db")).unwrap();
    migrate::migrate(&db).unwrap();
    let world = World { db, _folder: folder };
    for (code, parent, kind, name) in [
        ("M1", "", "ministry", "กระทรวงหนึ่ง"),
        ("M2", "", "ministry", "กระทรวงสอง"),
        ("D1", "M1", "department", "กรมบางพลี"),
        ("D2", "M2", "department", "กรมที่ดิน"),
        ("U1", "D1", "subunit", "กองคลัง"),
        ("U2", "U1", "subunit", "ฝ่ายการเงิน"),
    ] {
        world.create(centre(), new(code, parent, kind, name)).unwrap();
    }
    world
}

fn centre() -> By {
    By { account: "centre".into(), scope: Scope::nation(), now: "2020-10-15T03:00:00Z".parse().unwrap() }
}

fn new(code: &str, parent: &str, kind: &str, name: &str) -> New {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let details = Details { name_th: name.into(), kind: kind.into(), obliged: true, ..Details::default() };
    New { code: some(code), parent_code: some(parent), details, valid_from: None, reason: String::new() }
}

impl World {
    fn create(&self, by: By, new: New) -> Result<Organisation, Refusal> {
        self.db.write_now(move |tx| commands::create(tx, &new, &by))
    }

    fn get(&self, code: &str) -> Organisation {
        let code = code.to_owned();
        self.db.read_now(|tx| store::find(tx, &Scope::nation(), &code)).unwrap().unwrap()
    }

    fn change(&self, by: By, code: &str, effective_on: Date, act: Act) -> Result<Organisation, Refusal> {
        let dated =
            Dated {
                code: code.into(), revision: self.get(code).revision, effective_on, reason: "มติ".into(), act
            };
        self.db.write_now(move |tx| commands::change(tx, &dated, &by))
    }

    fn supervisor(&self, code: &str) -> By {
        By { account: "supervisor".into(), scope: Scope::of([Reach::Subtree(self.get(code).path)]), ..centre() }
    }

    fn codes(&self, filter: Filter, order: Order, place: Place, size: u32) -> Vec<String> {
        let rows = self.db.read_now(|tx| listing::page(tx, &Scope::nation(), &filter, order, &place, size)).unwrap();
        rows.into_iter().map(|row| row.organisation.code).collect()
    }
}

const DAY: Date = date(2020, 10, 1);

fn merge(into: &str, with_children: bool) -> Act {
    Act::Merge { into: into.into(), with_children }
}

#[test]
fn a_move_takes_the_whole_subtree_along_and_is_in_the_history() {
    let world = world();
    let moved = world.change(centre(), "D1", DAY, Act::Move { parent_code: Some("M2".into()) }).unwrap();
    assert!(moved.path.starts_with(&world.get("M2").path));
    let unit = world.get("U2");
    assert!(unit.path.starts_with(&moved.path) && unit.level == 4);
    let history = world.db.read_now(|tx| store::history(tx, &moved.id)).unwrap();
    assert_eq!((history[0].change.as_str(), history[0].parent_code.as_str()), ("moved", "M2"));
    assert_eq!(history.len(), 2);
    world.db.read_now(audit::verify).unwrap();
}

#[test]
fn a_rename_keeps_the_old_name_and_may_not_come_before_it() {
    let world = world();
    let rename = |name: &str| Act::Rename { name_th: name.into(), name_en: String::new() };
    assert_eq!(world.change(centre(), "D1", DAY, rename("กรมใหม่")).unwrap().details.name_th, "กรมใหม่");
    assert_eq!(world.codes(Filter { query: "ใหม่".into(), ..Filter::default() }, Order::Best, Place::First, 9), ["D1"]);
    let earlier = world.change(centre(), "D1", date(2020, 9, 1), rename("กรมอื่น"));
    assert!(
        matches!(earlier, Err(Refusal::Change(why)) if why == [ChangeRefusal::BeforeLastChange { last_change: DAY }])
    );
    assert!(matches!(world.change(centre(), "D1", date(2020, 10, 16), rename("กรมอื่น")), Err(Refusal::InFuture)));
}

#[test]
fn a_merger_closes_one_and_the_other_continues_with_its_units() {
    let world = world();
    let alone = world.change(centre(), "D1", DAY, merge("D2", false));
    assert!(matches!(alone, Err(Refusal::Change(why)) if why == [ChangeRefusal::HasChildren { children: 1 }]));
    let closed = world.change(centre(), "D1", DAY, merge("D2", true)).unwrap();
    assert_eq!(closed.closed_on, Some(DAY));
    assert!(world.get("U2").path.starts_with(&world.get("D2").path));
    let after = world.db.read_now(|tx| store::successors(tx, &closed.id)).unwrap();
    let before = world.db.read_now(|tx| store::predecessors(tx, &world.get("D2").id)).unwrap();
    assert_eq!((after[0].other.code.as_str(), before[0].other.code.as_str()), ("D2", "D1"));
    assert!(matches!(world.change(centre(), "D1", DAY, Act::Close), Err(Refusal::Change(_))));
    assert!(!world.codes(Filter::default(), Order::Code, Place::First, 50).contains(&"D1".to_owned()));
}

#[test]
fn a_split_has_two_successors_and_a_closing_none() {
    let world = world();
    let one = world.change(centre(), "U2", DAY, Act::Split { into: vec!["D2".into()] });
    assert!(matches!(one, Err(Refusal::Change(_))));
    let split = world.change(centre(), "U2", DAY, Act::Split { into: vec!["D2".into(), "M2".into()] }).unwrap();
    assert_eq!(world.db.read_now(|tx| store::successors(tx, &split.id)).unwrap().len(), 2);
    assert!(world.change(centre(), "U1", DAY, Act::Close).unwrap().is_closed());
}

#[test]
fn a_supervisor_adds_units_below_its_own_and_nowhere_else() {
    let world = world();
    let made = world.create(world.supervisor("D1"), new("", "D1", "school", "โรงเรียนหนึ่ง")).unwrap();
    assert_eq!((made.code.as_str(), made.level), ("D1-02", 3));
    let department = world.create(world.supervisor("D1"), new("", "D1", "department", "กรมเงา"));
    assert!(matches!(department, Err(Refusal::KindForCentre)));
    assert!(matches!(world.create(world.supervisor("D1"), new("", "D2", "school", "x")), Err(Refusal::NotFound)));
    assert!(matches!(world.create(world.supervisor("D1"), new("", "", "school", "x")), Err(Refusal::TopForCentre)));
    let away = world.change(world.supervisor("D1"), "U1", DAY, Act::Move { parent_code: Some("D2".into()) });
    assert!(matches!(away, Err(Refusal::OtherNotFound(code)) if code == "D2"));
}

#[test]
fn the_second_of_two_corrections_is_told_and_nothing_is_written_over() {
    let world = world();
    let of = world.get("D1");
    let correct = |name: &str| {
        let details = Details { name_th: name.into(), ..of.details.clone() };
        let correction = Correction { code: "D1".into(), revision: of.revision, details, reason: String::new() };
        world.db.write_now(move |tx| commands::correct(tx, &correction, &centre()))
    };
    assert_eq!(correct("กรมหนึ่ง").unwrap().revision, of.revision + 1);
    assert!(matches!(correct("กรมสอง"), Err(Refusal::Changed(now)) if now.details.name_th == "กรมหนึ่ง"));
}

#[test]
fn codes_are_taken_once_and_codes_of_other_schemes_are_found() {
    let world = world();
    let again = world.create(centre(), new("D1", "M1", "department", "ซ้ำ"));
    assert!(matches!(again, Err(Refusal::Fields(why)) if why == [("code", Reason::CodeTaken)]));
    world.db.write_now(|tx| commands::add_code(tx, "D1", "GFMIS", "A0042", &centre())).unwrap();
    assert_eq!(
        world.codes(Filter { query: "a0042".into(), ..Filter::default() }, Order::Best, Place::First, 9),
        ["D1"]
    );
    let other = world.db.write_now(|tx| commands::add_code(tx, "D2", "GFMIS", "A0042", &centre()));
    assert!(matches!(other, Err(Refusal::Fields(_))));
}

#[test]
fn pages_follow_each_other_in_every_order_and_back() {
    let world = world();
    for order in [Order::Best, Order::Name, Order::NameDown, Order::Code, Order::CodeDown] {
        let all = world.codes(Filter::default(), order, Place::First, 50);
        assert_eq!(all.len(), 6);
        let mut walked = world.codes(Filter::default(), order, Place::First, 2);
        for _ in 0..2 {
            let last = walked.last().unwrap().clone();
            walked.extend(world.codes(Filter::default(), order, Place::After(last), 2));
        }
        assert_eq!(walked, all, "{order:?}");
        assert_eq!(world.codes(Filter::default(), order, Place::Before(all[4].clone()), 2), all[2..4], "{order:?}");
    }
    assert_eq!(world.codes(Filter::default(), Order::Name, Place::First, 3), ["D2", "D1", "M2"]);
}

#[test]
fn a_search_puts_beginnings_of_names_first_and_pages_within_it() {
    let world = world();
    for (code, name) in [("X1", "สำนักงานบางพลี"), ("X2", "บางพลีใหญ่"), ("X3", "บางพลี")]
    {
        world.create(centre(), new(code, "M1", "department", name)).unwrap();
    }
    let filter = Filter { query: "บางพลี".into(), ..Filter::default() };
    let all = world.codes(filter.clone(), Order::Best, Place::First, 9);
    assert_eq!((all.len(), &all[..2]), (4, &["X3".to_owned(), "X2".to_owned()][..]));
    for (at, code) in all.iter().enumerate() {
        assert_eq!(world.codes(filter.clone(), Order::Best, Place::After(code.clone()), 9), all[at + 1..]);
    }
    let wild = Filter { query: "100%".into(), ..Filter::default() };
    assert!(world.codes(wild, Order::Best, Place::First, 9).is_empty());
    let under = Filter { under: Some(world.get("D1").path), ..Filter::default() };
    assert_eq!(world.codes(under, Order::Code, Place::First, 9), ["U1", "U2"]);
}
