//! Commands that documents show are commands that the program has, with options that it has. The command line is read as
//! source, so that this test does not wait for the whole program to be built.

use std::collections::BTreeSet;

use crate::{nothing_found, sources::sources};

/// Documents of what is still to come name commands of later versions.
const OF_LATER_VERSIONS: &[&str] = &["contracts/README.md"];

#[test]
fn every_command_in_a_document_is_one_of_the_program() {
    let [ref line] = sources("crates/server/src", "arguments.rs")[..] else { panic!("where is the command line?") };
    let (commands, mut options) = (variants(&line.text), fields(&line.text));
    options.extend(sources("crates/server/src/arguments", ".rs").iter().flat_map(|part| fields(&part.text)));
    let mut found = Vec::new();
    for document in sources("", ".md") {
        if OF_LATER_VERSIONS.contains(&document.path.as_str()) {
            continue;
        }
        for (number, shown) in shown(&document.text) {
            let mut words = shown.split_whitespace().take_while(|word| !word.starts_with(['|', '&', '>', '#', '(']));
            let command = words.next().filter(|word| word.bytes().all(|c| c.is_ascii_lowercase()));
            let unknown = command.filter(|word| !commands.contains(*word)).map(str::to_owned);
            let options = words.filter_map(|word| word.strip_prefix("--")).filter(|name| {
                let name = name.split('=').next().unwrap_or_default().replace('-', "_");
                !["help", "version"].contains(&name.as_str()) && !options.contains(&name)
            });
            found.extend(
                unknown
                    .into_iter()
                    .chain(options.map(|name| format!("--{name}")))
                    .map(|what| format!("{}:{number}: `ratphrom {shown}`: there is no {what}", document.path)),
            );
        }
    }
    nothing_found("a document shows a command that does not exist", &found);
}

/// What follows `ratphrom ` in back quotes, or at the beginning of a line of a block of commands.
fn shown(text: &str) -> Vec<(usize, String)> {
    let mut block = false;
    let mut found = Vec::new();
    for (at, line) in text.lines().enumerate() {
        if line.starts_with("```") {
            block = !block && (line == "```sh" || line == "```");
        } else if block {
            found.extend(
                line.split("&&")
                    .filter_map(|part| part.trim().strip_prefix("ratphrom "))
                    .map(|rest| (at + 1, rest.to_owned())),
            );
        } else {
            let code = line.split('`').skip(1).step_by(2);
            found.extend(code.filter_map(|code| code.strip_prefix("ratphrom ")).map(|rest| (at + 1, rest.to_owned())));
        }
    }
    found
}

/// `Serve` of `enum Command` as `serve`.
fn variants(source: &str) -> BTreeSet<String> {
    let start = source.find("pub enum Command {").expect("the commands are one enum");
    let end = source[start..].find("\n}\n").expect("an enum ends");
    let lines = source[start..start + end].lines().filter_map(|line| line.strip_prefix("    "));
    let names = lines.filter(|line| line.starts_with(|c: char| c.is_ascii_uppercase()));
    let names = names.filter_map(|line| line.split(['(', ' ', ',']).next());
    names.map(str::to_lowercase).chain(["help".to_owned()]).collect()
}

/// Names of members; those called otherwise on the command line by that name.
fn fields(source: &str) -> BTreeSet<String> {
    let members =
        source.lines().map(str::trim).filter_map(|line| line.strip_prefix("pub ").unwrap_or(line).split_once(": "));
    let renamed = source.split("long = \"").skip(1).filter_map(|rest| rest.split('"').next());
    let names = members.map(|(name, _)| name).filter(|name| name.bytes().all(|c| c.is_ascii_lowercase() || c == b'_'));
    names.chain(renamed).map(str::to_owned).collect()
}

#[test]
fn commands_are_recognised() {
    let text = "See `ratphrom verify`.\n```sh\nratphrom backup x && ratphrom verify\n```\n`ratphrom.toml`\n";
    let all: Vec<String> = shown(text).into_iter().map(|(_, shown)| shown).collect();
    assert_eq!(all, ["verify", "backup x", "verify"]);
}
