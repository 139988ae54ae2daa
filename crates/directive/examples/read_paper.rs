//! Reads a paper from standard input and prints what was read, as `import directive --dry-run` does without a register.

use std::io::Read as _;

fn main() -> std::io::Result<()> {
    let mut bytes = Vec::new();
    std::io::stdin().read_to_end(&mut bytes)?;
    let paper = directive::read(&String::from_utf8_lossy(&bytes), &directive::NoRegister);
    let json = serde_json::to_string_pretty(&paper).map_err(std::io::Error::other)?;
    println!("{json}");
    Ok(())
}
