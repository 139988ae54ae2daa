//! Writes a specimen of every paper into a folder, to be looked at:
//! `cargo run -p documents --example samples -- FOLDER`.

#[path = "../tests/samples/mod.rs"]
mod samples;

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder")?);
    std::fs::create_dir_all(&folder)?;
    let papers = [
        ("cabinet", samples::cabinet_report()),
        ("plan", samples::plan()),
        ("receipt", samples::receipt()),
        ("strategy-map", samples::strategy_map()),
        ("memo", samples::memo()),
        ("external-letter", samples::external_letter()),
    ];
    for (name, paper) in papers {
        let start = std::time::Instant::now();
        match documents::pdf::render(&paper) {
            Ok(pdf) => std::fs::write(folder.join(name).with_extension("pdf"), pdf)?,
            Err(error) => eprintln!("{name}: {error}"),
        }
        eprintln!("{name}: {} ms", start.elapsed().as_millis());
        std::fs::write(folder.join(name).with_extension("docx"), documents::docx::render(&paper)?)?;
    }
    for (name, svg) in samples::page_charts() {
        std::fs::write(folder.join(name).with_extension("svg"), svg)?;
    }
    Ok(())
}
