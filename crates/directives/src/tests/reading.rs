//! Papers become drafts that a person confirms; figures keep what was printed.

use testkit::{World, on_both};

use super::world::{MEMO, PAPER, confirmed, imported, now, people, read, write};
use crate::{
    confirmation::commands::{self, Correction, Refused},
    figure,
    paper::{commands as papers, export, items, store},
};

on_both! {
    fn a_paper_becomes_a_draft_once_and_its_items_point_at_their_lines(world: &World) {
        people(world);
        let id = imported(world, PAPER);
        assert_eq!(imported(world, PAPER), id, "the same bytes are one draft");
        let paper = read(world, |tx| store::one(tx, &id)).unwrap();
        assert_eq!(paper.cabinet_date, Some(jiff::civil::date(2020, 12, 8)));
        assert!(paper.title.contains("รายงานผลการดำเนินการ") && paper.confirmed_at.is_none());
        assert!(read(world, |tx| papers::found(tx, &id, false)).is_none(), "a draft is not there for everybody");
        let all = read(world, |tx| items::recommendations(tx, std::slice::from_ref(&id)));
        let lines: Vec<&str> = PAPER.lines().collect();
        assert!(all.len() >= 9, "{}", all.len());
        for item in &all {
            let line = lines[item.line - 1].replace(' ', "");
            let start: String = item.text.replace(' ', "").chars().take(12).collect();
            assert!(line.contains(&start), "{}: {start} is not in line {}", item.number, item.line);
        }
        let ids: Vec<String> = all.iter().map(|item| item.id.clone()).collect();
        let bodies = read(world, |tx| items::bodies(tx, &ids));
        assert!(bodies.iter().any(|body| body.code == "MOF"), "a name of the register has its code");
    }

    fn a_draft_is_confirmed_only_when_what_is_unsure_was_decided(world: &World) {
        people(world);
        let id = imported(world, MEMO);
        let all = read(world, |tx| items::recommendations(tx, std::slice::from_ref(&id)));
        let unsure: Vec<String> =
            all.iter().filter(|item| !item.unsure.is_empty()).map(|item| format!("r:{}", item.id)).collect();
        let paper = id.clone();
        let confirm = move |world: &World| {
            let paper = paper.clone();
            world.db.write_now(move |tx| commands::confirm(tx, &paper, "officer", now()))
        };
        if !unsure.is_empty() {
            assert!(matches!(confirm(world), Err(Refused::Undecided(n)) if n == unsure.len()));
            let (paper, chosen) = (id.clone(), unsure.clone());
            write(world, move |tx| commands::decide(tx, &paper, &chosen, false, "officer", now()));
        }
        confirm(world).unwrap();
        assert!(matches!(confirm(world), Err(Refused::Confirmed)));
        let after = read(world, |tx| items::recommendations(tx, std::slice::from_ref(&id)));
        let rejected = after.iter().filter(|item| item.decision == "rejected").count();
        assert_eq!((rejected, after.iter().all(|item| !item.decision.is_empty())), (unsure.len(), true));
    }

    fn a_correction_keeps_the_words_of_the_paper_and_refuses_an_unknown_code(world: &World) {
        people(world);
        let id = imported(world, PAPER);
        let all = read(world, |tx| items::recommendations(tx, std::slice::from_ref(&id)));
        let item = all[0].clone();
        let body = read(world, |tx| items::bodies(tx, std::slice::from_ref(&item.id))).remove(0);
        let corrected = |code: &str| Correction {
            text: "ถ้อยคำที่แก้".into(),
            cadence: "annual".into(),
            bodies: vec![(body.id.clone(), "with".into(), code.into())],
            ..Correction::default()
        };
        let correct = |correction: Correction| {
            let item = item.id.clone();
            world.db.write_now(move |tx| commands::correct(tx, &item, &correction, "officer", now()))
        };
        assert!(matches!(correct(corrected("NOBODY")), Err(Refused::Unknown(_))));
        correct(corrected("DMS")).unwrap();
        let after = read(world, |tx| items::one(tx, &item.id)).unwrap();
        assert_eq!((after.text.as_str(), after.printed, after.decision.as_str()), ("ถ้อยคำที่แก้", item.printed, "accepted"));
        let body = read(world, |tx| items::bodies(tx, std::slice::from_ref(&item.id))).remove(0);
        assert_eq!((body.code.as_str(), body.role.as_str()), ("DMS", "with"));
    }

    fn a_persons_reading_of_a_figure_keeps_what_was_printed(world: &World) {
        people(world);
        let id = imported(world, MEMO);
        let all = read(world, |tx| items::figures(tx, &id));
        let odd = all.iter().find(|figure| figure.printed == "61.10").expect("61.10 is in the paper").clone();
        assert_eq!(odd.verdict, "impossible");
        let change = all.iter().find(|figure| figure.kind == "change").expect("an ambiguous change").clone();
        assert!(!change.unsure.is_empty());
        let asked = odd.id.clone();
        let note = ("share", "สอบถามเจ้าของข้อมูลแล้ว");
        write(world, move |tx| figure::reading(tx, &asked, (Some(24), Some(39)), note, "officer", now()));
        let after = read(world, |tx| items::one_figure(tx, &odd.id)).unwrap();
        let reading = after.reading.unwrap();
        assert_eq!((after.printed.as_str(), after.verdict.as_str()), ("61.10", "impossible"));
        assert_eq!((reading.n, reading.d, reading.verdict.as_str()), (Some(24), Some(39), "impossible"));
    }

    fn the_export_has_a_row_for_each_recommendation(world: &World) {
        people(world);
        let ids = confirmed(world, PAPER);
        let made = |format| read(world, |tx| export::export(tx, format, false, now())).unwrap();
        let lines = String::from_utf8(made(export::Format::Ndjson)).unwrap();
        assert_eq!(lines.lines().count(), ids.len());
        let first: serde_json::Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
        assert_eq!((first["status"].as_str(), first["cabinet_date"].as_str()), (Some("confirmed"), Some("2020-12-08")));
        assert!(made(export::Format::Xlsx).starts_with(b"PK"));
    }
}
