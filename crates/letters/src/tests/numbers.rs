//! Numbers under load: each given once, none missing, whatever is undone in between.

use testkit::{World, on_both};

use super::world::{by, dld, issued, memo, office, read};
use crate::{
    letter::{
        commands::{self, Came},
        store::Written,
    },
    refused::Refused,
    rules::Secrecy,
};

fn came(subject: String, secrecy: Secrecy) -> Came {
    let written = Written { subject, secrecy, ..Written::default() };
    Came { written, sender: "สำนักงาน ก.พ.ร.".into(), ..Came::default() }
}

fn numbers(world: &World, series: &str) -> Vec<i64> {
    let sql = format!("SELECT received_number FROM letter WHERE received_series = '{series}' ORDER BY received_number");
    read(world, |tx| tx.rows(&sql, &[], |row| row.get(0)))
}

on_both! {
    fn many_at_once_get_each_number_once_and_none_is_left_out(world: &World) {
        office(world);
        let (threads, each) = (4, 12);
        std::thread::scope(|scope| {
            for thread in 0..threads {
                scope.spawn(move || {
                    for n in 0..each {
                        let letter = came(format!("เรื่อง {thread}-{n}"), Secrecy::Open);
                        // Every third is undone after its number was taken.
                        let undone = n % 3 == 2;
                        let made = loop {
                            let letter = letter.clone();
                            let made = world.db.write_now(move |tx| {
                                let id = commands::register(tx, &dld(), "", &letter, &by("desk", "2022-04-21T09:10"))?;
                                if undone { Err(Refused::State) } else { Ok(id) }
                            });
                            if !matches!(made, Err(Refused::Database(db::Error::Busy(_)))) { break made; }
                        };
                        assert_eq!(made.is_err(), undone, "{made:?}");
                    }
                });
            }
        });
        let kept = threads * (each - each / 3);
        assert_eq!(numbers(world, "received"), (1..=kept).collect::<Vec<i64>>());
    }

    fn each_series_year_and_organisation_counts_for_itself(world: &World) {
        let office = office(world);
        let register = |secrecy: Secrecy, when: &'static str| {
            let letter = came("เรื่อง".into(), secrecy);
            world.db.write_now(move |tx| commands::register(tx, &dld(), "", &letter, &by("desk", when))).unwrap();
        };
        register(Secrecy::Open, "2022-12-31T23:30");
        register(Secrecy::Confidential, "2022-12-31T23:40");
        register(Secrecy::Open, "2022-12-31T23:50");
        register(Secrecy::Open, "2023-01-01T00:10");
        assert_eq!((numbers(world, "received"), numbers(world, "secret_received")), (vec![1, 1, 2], vec![1]));
        let (_, first) = issued(world, &office, memo(&office));
        let (_, second) = issued(world, &office, memo(&office));
        let secret = issued(world, &office, Written { secrecy: Secrecy::TopSecret, ..memo(&office) }).1;
        assert_eq!([first, second, secret].map(|number| number), ["กษ 0606/1", "กษ 0606/2", "กษ 0606/ล 1"].map(str::to_owned));
    }
}
