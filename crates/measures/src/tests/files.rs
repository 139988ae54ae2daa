//! Files of entries: what was written is read back, and one wrong row stops them all.

use db::Scope;
use testkit::{World, on_both};
use web::Lang;

use super::world::{added, nation, now, only, read, seen_by, write};
use crate::{
    download,
    entry::{
        Reach, file_table,
        store::{self, Filter, Order},
    },
    import::{self, By, Report},
    ledger::RELIEF,
};

fn imported(world: &World, text: String, dry_run: bool, scope: Scope, see: Reach) -> Report {
    write(world, move |tx| {
        let by = By { account: "officer", write: &scope, see: &see, now: now(), lang: Lang::Th };
        import::run(tx, &RELIEF, (text.as_bytes(), "x.csv"), dry_run, &by)
    })
}

fn all(world: &World) -> Vec<crate::entry::Entry> {
    let of = (&RELIEF, &Filter::default(), &Reach::everything());
    read(world, |tx| store::list(tx, (of.0, of.1, of.2), (Order::Title, ""), 100))
}

on_both! {
    fn a_download_is_read_back_and_changes_nothing(world: &World) {
        nation(world);
        added(world, &RELIEF, &[
            ("organisation", "M09-03"), ("fiscal_year", "2564"), ("title", "การต่ออายุใบอนุญาตขับรถ"), ("kind", "renewal"),
            ("state", "not_possible"), ("reason", "=เหตุผล"), ("substitute", "ออนไลน์\nบรรทัดสอง"), ("from", "2021-08-03"),
        ]);
        for labels in [false, true] {
            for lang in Lang::ALL {
                let table = file_table(&RELIEF, &all(world), lang, labels);
                let text = String::from_utf8(download::written_csv(&table).unwrap()).unwrap();
                let report = imported(world, text, false, Scope::nation(), Reach::everything());
                assert_eq!((report.unchanged, report.created, report.updated, report.errors.len()), (1, 0, 0, 0), "{report:?}");
            }
        }
        assert_eq!(all(world)[0].revision, 1);
    }

    fn one_wrong_row_stops_them_all_and_each_fault_has_its_row(world: &World) {
        nation(world);
        let file = "organisation,fiscal_year,title,kind,state\n\
                    M09-03,2564,ก,renewal,done\n\
                    M03-06,2564,ข,renewal,done\n\
                    M09-03,2564,ก,renewal,done\n\
                    M09-03,x,,renewal,sometimes\n";
        let report = imported(world, file.into(), false, only("M09-03"), seen_by("M09-03", true));
        let told: Vec<(u32, &str)> = report.errors.iter().map(|error| (error.row, error.field.as_str())).collect();
        assert_eq!(told, [(3, "organisation"), (4, "title"), (5, "fiscal_year"), (5, "title"), (5, "state")]);
        assert_eq!((report.refused(), all(world).len()), (3, 0));
    }

    fn a_dry_run_says_what_would_happen_and_the_second_time_nothing_does(world: &World) {
        nation(world);
        let file = "organisation,fiscal_year,title,kind,state,detail\nM09-03,2564,ก,renewal,done,\nM09-03,2564,ข,fine,under_way,x\n";
        let run = |text: &str, dry_run| imported(world, text.into(), dry_run, Scope::nation(), Reach::everything());
        assert_eq!((run(file, true).created, all(world).len()), (2, 0));
        assert_eq!((run(file, false).created, all(world).len()), (2, 2));
        assert_eq!((run(file, false).unchanged, all(world).len()), (2, 2));
        // A column that is not there stays as it is.
        let short = "organisation,fiscal_year,title,kind,state\nM09-03,2564,ข,fine,done\n";
        assert_eq!(run(short, false).updated, 1);
        let changed = all(world).into_iter().find(|entry| entry.draft.kind == "fine").unwrap();
        assert_eq!((changed.draft.state.as_str(), changed.draft.value("detail"), changed.revision), ("done", "x", 2));
    }
}
