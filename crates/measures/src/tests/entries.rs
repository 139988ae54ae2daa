//! Entries: added, saved, withdrawn, counted, copied; who sees what.

use db::Scope;
use testkit::{World, on_both};

use super::world::{added, draft, nation, now, only, read, seen_by, try_add};
use crate::{
    adoption::{
        self,
        commands::{Said, Stop},
        rule::Refusal,
    },
    entry::{
        Draft, Reach, Refused,
        commands::{self, May},
        list,
        store::{self, Filter, Group, NONE, Order, WITHDRAWN},
    },
    ledger::{HOMEWORK, OBSTACLE, PRACTICE, RELIEF},
};

const DONE: [(&str, &str); 5] = [
    ("organisation", "M09-03"),
    ("fiscal_year", "2564"),
    ("title", "การต่ออายุใบอนุญาตขับรถ"),
    ("kind", "renewal"),
    ("state", "done"),
];

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    DONE.iter().chain(more).copied().collect()
}

fn listed(world: &World, filter: &Filter, reach: &Reach) -> Vec<String> {
    let found = read(world, |tx| store::list(tx, (&RELIEF, filter, reach), (Order::Title, ""), 100));
    found.into_iter().map(|entry| entry.draft.title).collect()
}

on_both! {
    fn every_save_is_a_revision_and_nobody_overwrites_another_in_silence(world: &World) {
        nation(world);
        let id = added(world, &RELIEF, &DONE);
        let save = |began: i64, title: &str, reason: &str| {
            let draft = draft(&RELIEF, &with(&[("title", title)]));
            let (id, reason) = (id.clone(), reason.to_owned());
            world.db.write_now(move |tx| {
                let may = May { see: &Reach::everything(), write: &only("M09-03") };
                commands::save(tx, &RELIEF, (&id, began), (&draft, &reason), &may, ("other", now()))
            })
        };
        assert_eq!(save(1, "ชื่อใหม่", "แก้คำผิด").unwrap(), 2);
        assert!(matches!(save(1, "ชื่อของอีกคน", ""), Err(Refused::Changed(2))));
        assert_eq!(save(2, "ชื่อใหม่", "ไม่เปลี่ยน").unwrap(), 2, "what is as before is no revision");
        let entry = read(world, |tx| store::one(tx, &RELIEF, &id)).unwrap();
        let revisions = read(world, |tx| store::revisions(tx, &entry));
        let told: Vec<(i64, &str, &str)> =
            revisions.iter().map(|one| (one.number, one.draft.title.as_str(), one.reason.as_str())).collect();
        assert_eq!(told, [(1, DONE[2].1, ""), (2, "ชื่อใหม่", "แก้คำผิด")]);
        assert_eq!(entry.owner.code, "M09-03");
    }

    fn an_organisation_writes_its_own_alone_and_the_same_once(world: &World) {
        nation(world);
        let own = draft(&RELIEF, &DONE);
        assert!(matches!(try_add(world, &RELIEF, own.clone(), only("M03-06")), Err(Refused::NotYours)));
        try_add(world, &RELIEF, own.clone(), only("M09-03")).unwrap();
        assert!(matches!(try_add(world, &RELIEF, own.clone(), only("M09-03")), Err(Refused::Known(_))));
        let nobody = Draft { organisation: "X".into(), ..own };
        assert!(matches!(try_add(world, &RELIEF, nobody, Scope::nation()), Err(Refused::UnknownBody("organisation", _))));
        let stranger = [
            ("organisation", "M09-03"), ("fiscal_year", "2564"), ("title", "ระเบียบ"), ("kind", "rule"), ("state", "found"),
            ("hinders", "ต้องมาด้วยตนเอง"), ("must_act", "NOBODY"),
        ];
        let refused = try_add(world, &OBSTACLE, draft(&OBSTACLE, &stranger), Scope::nation());
        assert!(matches!(refused, Err(Refused::UnknownBody("must_act", _))));
    }

    fn what_is_withdrawn_is_not_counted_and_can_be_put_back(world: &World) {
        nation(world);
        let id = added(world, &RELIEF, &DONE);
        added(world, &RELIEF, &with(&[("title", "ภาษีรถประจำปี"), ("kind", "payment"), ("state", "under_way")]));
        let share = || {
            let counts = read(world, |tx| store::counts(tx, &RELIEF, &Filter::default(), &Reach::everything()));
            list::share(&RELIEF, &counts)
        };
        assert_eq!((share().n, share().d), (1, 2));
        let withdraw = |back: bool, reason: &'static str| {
            let id = id.clone();
            world.db.write_now(move |tx| {
                let may = May { see: &Reach::everything(), write: &only("M09-03") };
                commands::withdraw(tx, &RELIEF, (&id, back), reason, &may, ("officer", now()))
            })
        };
        assert!(matches!(withdraw(false, ""), Err(Refused::NoReason)));
        withdraw(false, "บันทึกซ้ำ").unwrap();
        assert!(matches!(withdraw(false, "อีกครั้ง"), Err(Refused::Withdrawn)));
        assert_eq!((share().n, share().d), (0, 1));
        let gone = Filter { state: WITHDRAWN.into(), ..Filter::default() };
        assert_eq!(listed(world, &gone, &Reach::everything()), [DONE[2].1]);
        let again = added(world, &RELIEF, &DONE);
        assert!(matches!(withdraw(true, "เข้าใจผิด"), Err(Refused::Known(known)) if known == again));
    }

    fn a_person_sees_what_is_in_reach_and_classified_entries_only_with_the_right(world: &World) {
        nation(world);
        added(world, &RELIEF, &DONE);
        added(world, &RELIEF, &with(&[("title", "เรื่องลับ"), ("classification", "secret")]));
        added(world, &RELIEF, &with(&[("organisation", "M03-06"), ("title", "ภาษีเงินได้")]));
        let all = Filter::default();
        assert_eq!(listed(world, &all, &seen_by("M09-03", true)).len(), 2);
        assert_eq!(listed(world, &all, &seen_by("M09-03", false)), [DONE[2].1]);
        assert_eq!(listed(world, &all, &seen_by("P73", true)), Vec::<String>::new());
        let practice = [
            ("organisation", "M09-03"), ("fiscal_year", "2564"), ("title", "จองคิว"), ("kind", "innovation"),
            ("state", "in_use"), ("what", "จองคิวผ่านแอปพลิเคชัน"),
        ];
        let (open, secret) = (practice, [practice.as_slice(), &[("title", "ลับ"), ("classification", "secret")]].concat());
        added(world, &PRACTICE, &open);
        added(world, &PRACTICE, &secret);
        let shared = |reach: Reach| {
            let found = read(world, |tx| store::list(tx, (&PRACTICE, &Filter::default(), &reach), (Order::Title, ""), 9));
            found.into_iter().map(|entry| (entry.draft.title.clone(), reach.sees(&PRACTICE, &entry))).collect::<Vec<_>>()
        };
        assert_eq!(shared(seen_by("P73", true)), [("จองคิว".to_owned(), true)], "a practice is for all");
        assert_eq!(shared(seen_by("M09-03", true)).len(), 2);
    }

    fn lists_are_narrowed_searched_grouped_and_go_on_where_the_page_ended(world: &World) {
        nation(world);
        added(world, &RELIEF, &DONE);
        added(world, &RELIEF, &with(&[("organisation", "M09-02"), ("title", "ใบอนุญาตใช้เรือ"), ("detail", "ขยายเวลา ๖ เดือน")]));
        added(world, &RELIEF, &with(&[("organisation", "M03-06"), ("title", "ภาษีเงินได้"), ("kind", "payment"), ("state", "under_way")]));
        added(world, &RELIEF, &with(&[("fiscal_year", "2563"), ("state", "under_way")]));
        let everything = Reach::everything();
        let of = |filter: Filter| listed(world, &filter, &everything);
        assert_eq!(of(Filter { ministry: "M09".into(), year: Some(2564), ..Filter::default() }).len(), 2);
        assert_eq!(of(Filter { q: "6 เดือน".into(), ..Filter::default() }), ["ใบอนุญาตใช้เรือ"]);
        assert_eq!(of(Filter { q: "สรรพากร".into(), ..Filter::default() }), ["ภาษีเงินได้"]);
        assert_eq!(of(Filter { under: Some("M09-02/".into()), ..Filter::default() }), ["ใบอนุญาตใช้เรือ"]);
        assert_eq!(of(Filter { organisation: "M09-02".into(), ..Filter::default() }), ["ใบอนุญาตใช้เรือ"]);
        assert_eq!(of(Filter { ministry: NONE.into(), ..Filter::default() }), Vec::<String>::new());
        assert_eq!(of(Filter { state: "under_way".into(), kind: "payment".into(), ..Filter::default() }), ["ภาษีเงินได้"]);
        for order in [Order::Title, Order::Newest] {
            let (mut after, mut seen) = (String::new(), Vec::new());
            loop {
                let page = read(world, |tx| store::list(tx, (&RELIEF, &Filter::default(), &everything), (order, &after), 3));
                let Some(last) = page.last() else { break };
                after = last.id.clone();
                seen.extend(page.into_iter().map(|entry| entry.id));
            }
            seen.sort();
            seen.dedup();
            assert_eq!(seen.len(), 4, "{order:?}");
        }
        let by = |group| {
            let filter = Filter { year: Some(2564), ..Filter::default() };
            let groups = read(world, |tx| store::grouped(tx, (&RELIEF, &filter, &everything), group));
            groups.iter().map(|one| (one.code.clone(), list::share(&RELIEF, &one.counts))).collect::<Vec<_>>()
        };
        let ministries = by(Group::Ministry);
        assert_eq!(ministries.iter().map(|(code, share)| (code.as_str(), share.n, share.d)).collect::<Vec<_>>(), [("M03", 0, 1), ("M09", 2, 2)]);
        assert_eq!(by(Group::Organisation).len(), 3);
        assert_eq!(read(world, |tx| store::years(tx, &RELIEF)), [2564, 2563]);
    }

    fn counts_of_entries_add_up_and_what_has_no_whole_is_left_out(world: &World) {
        nation(world);
        let homework = |organisation, more: &[(&'static str, &'static str)]| {
            let common = [
                ("organisation", organisation), ("fiscal_year", "2564"), ("title", "ทั้งหน่วยงาน"), ("kind", "one_day"), ("state", "in_use"),
            ];
            added(world, &HOMEWORK, &[common.as_slice(), more].concat());
        };
        homework("M09-03", &[("n", "30"), ("d", "120")]);
        homework("M09-02", &[("n", "10"), ("d", "80")]);
        homework("M03-06", &[]);
        homework("P73", &[("n", "5"), ("d", "9"), ("state", "planned")]);
        let counts = read(world, |tx| store::counts(tx, &HOMEWORK, &Filter::default(), &Reach::everything()));
        assert_eq!((counts.n, counts.d, counts.total()), (40, 200, 4), "what is only planned is not added up");
    }

    fn a_copy_is_reported_by_its_own_organisation_and_told_to_whose_practice_it_is(world: &World) {
        nation(world);
        let practice = [
            ("organisation", "M09-03"), ("fiscal_year", "2564"), ("title", "จองคิว"), ("kind", "innovation"),
            ("state", "in_use"), ("what", "จองคิวผ่านแอปพลิเคชัน"),
        ];
        let id = added(world, &PRACTICE, &practice);
        let report = |organisation: &str, step: &str, result: &str, scope: Scope| {
            let said = Said {
                organisation: organisation.into(), step: step.into(), result: result.into(), link: String::new(),
            };
            let id = id.clone();
            world.db.write_now(move |tx| {
                adoption::report(tx, (&PRACTICE, &id, &Reach::everything()), &said, &scope, ("officer", now()))
            })
        };
        assert!(matches!(report("P73", "trying", "", only("P74")), Err(Stop::Organisation(Refused::NotYours))));
        assert!(matches!(report("M09-03", "trying", "", only("M09-03")), Err(Stop::Rule(Refusal::Own))));
        assert!(matches!(report("P73", "adopted", "", only("P73")), Err(Stop::Rule(Refusal::NoResult))));
        assert!(matches!(report("P73", "x", "", only("P73")), Err(Stop::NoStep)));
        report("P73", "adopted", "คิวสั้นลงครึ่งหนึ่ง", only("P73")).unwrap();
        report("P74", "interested", "", only("P74")).unwrap();
        let entry = read(world, |tx| store::one(tx, &PRACTICE, &id)).unwrap();
        assert_eq!(entry.copies, 2);
        let told = "SELECT count(*) FROM message WHERE organisation_id = 'M09-03' AND kind = 'practice_copied'";
        assert_eq!(read(world, |tx| tx.count(told, &[])), 2);
        read(world, db::audit::verify);
    }

    fn figures_of_the_paper_are_counted_from_entries(world: &World) {
        nation(world);
        for code in ["M09-03", "M09-02"] {
            let used = [
                ("organisation", code), ("fiscal_year", "2564"), ("title", "ทั้งหน่วยงาน"), ("kind", "one_day"), ("state", "in_use"),
            ];
            added(world, &HOMEWORK, &used);
        }
        let planned = [
            ("organisation", "M03-06"), ("fiscal_year", "2564"), ("title", "ทั้งหน่วยงาน"), ("kind", "one_day"), ("state", "planned"),
        ];
        added(world, &HOMEWORK, &planned);
        let share = read(world, |tx| crate::printed::counted(tx, crate::printed::Of::Homework, 2564, &Reach::everything()));
        assert_eq!((share.n, share.d), (2, 3), "the army is not counted, nor what is only planned");
    }
}
