//! Loads the demonstration nation into a new embedded database and prints how long each part took:
//! `cargo run --release -p demonstration --example load -- FILE`.

use std::{path::Path, time::Instant};

use db::Db;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args().nth(1).ok_or("which file?")?;
    let began = Instant::now();
    let db = Db::open_file(Path::new(&file))?;
    db.listen(vec![insight::standing::listener, oversight::review::listener]);
    db::migrate::migrate(&db)?;
    let mut last = "";
    let mut progress = |stage: &'static str, done: usize, total: usize| {
        if stage != last || done == total {
            println!("{:>7.2} s  {stage} {done}/{total}", began.elapsed().as_secs_f64());
            last = stage;
        }
    };
    let options =
        demonstration::Options { seed: demonstration::SEED, now: web::Clock::System.now(), progress: &mut progress };
    let loaded = demonstration::load(&db, options)?;
    println!("{:>7.2} s  {loaded:?}", began.elapsed().as_secs_f64());
    Ok(())
}
