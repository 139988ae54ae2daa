//! Reads a paper from standard input and prints what was read, as `import directive --dry-run` does without a register;
//! how long reading took goes to standard error.

use std::io::Read as _;

fn main() -> std::io::Result<()> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    directive::read("", &directive::NoRegister);
    let begun = std::time::Instant::now();
    let paper = directive::read(&text, &directive::NoRegister);
    eprintln!("read in {:?}", begun.elapsed());
    let json = serde_json::to_string_pretty(&paper).map_err(std::io::Error::other)?;
    println!("{json}");
    Ok(())
}
