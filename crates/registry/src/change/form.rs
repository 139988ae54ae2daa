//! The form of a change as it came: all its faults at once, or the change.

use web::{Lang, form::Errors, form::Fields};

use crate::organisation::{
    commands::{Act, Dated},
    field,
};

/// Most successors of a split that one form takes.
pub(super) const SUCCESSORS: usize = 6;

/// The acts, by their word in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Rename,
    Move,
    Merge,
    Split,
    Close,
}

impl Which {
    pub(super) fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "rename" => Which::Rename,
            "move" => Which::Move,
            "merge" => Which::Merge,
            "split" => Which::Split,
            "close" => Which::Close,
            _ => return None,
        })
    }

    /// The fields in which other organisations are chosen.
    pub(super) fn pickers(self) -> Vec<String> {
        match self {
            Which::Move | Which::Merge => vec!["into".to_owned()],
            Which::Split => (0..SUCCESSORS).map(picker).collect(),
            Which::Rename | Which::Close => Vec::new(),
        }
    }
}

/// The first successor's field carries the name that refusals use.
fn picker(number: usize) -> String {
    if number == 0 { "into".into() } else { format!("into_{}", number + 1) }
}

/// What a confirmation holds for: the day and whatever was chosen. Another choice is to be confirmed anew.
pub(super) fn seal(dated: &Dated) -> String {
    let day = dated.effective_on;
    match &dated.act {
        Act::Rename { .. } => String::new(),
        Act::Move { parent_code } => format!("{day} {}", parent_code.as_deref().unwrap_or("-")),
        Act::Merge { into, with_children } => format!("{day} {into} {with_children}"),
        Act::Split { into } => format!("{day} {}", into.join(" ")),
        Act::Close => day.to_string(),
    }
}

/// Reads the form.
pub(super) fn read(lang: Lang, which: Which, code: &str, fields: &Fields) -> Result<Dated, Errors> {
    let mut errors = Errors::new();
    let effective_on = match thai::date::parse_date(fields.raw("effective_on")) {
        Ok(parsed) => Some(parsed.date),
        Err(problem) => {
            errors.add("effective_on", web::day::unread(lang, fields.raw("effective_on"), &problem));
            None
        }
    };
    let mut line = |name: &'static str, most: usize, needed: bool| {
        let read = if needed { field::needed(fields.raw(name), most) } else { field::line(fields.raw(name), most) };
        read.map_err(|reason| errors.add(name, reason.words(lang))).unwrap_or_default()
    };
    let act = match which {
        Which::Rename => Act::Rename {
            name_th: line("name_th", field::NAME_MOST, true),
            name_en: line("name_en", field::NAME_MOST, false),
        },
        Which::Move if fields.raw("to_top") == "true" => Act::Move { parent_code: None },
        Which::Move => Act::Move { parent_code: Some(line("into", field::CODE_MOST, true)) },
        Which::Merge => Act::Merge {
            into: line("into", field::CODE_MOST, true),
            with_children: fields.raw("with_children") == "true",
        },
        Which::Split => Act::Split {
            into: which.pickers().iter().map(|name| fields.text(name)).filter(|code| !code.is_empty()).collect(),
        },
        Which::Close => Act::Close,
    };
    let reason = line("reason", field::TEXT_MOST, true);
    match effective_on {
        Some(effective_on) if errors.is_empty() => {
            let revision = fields.raw("revision").parse().unwrap_or(0);
            Ok(Dated { code: code.to_owned(), revision, effective_on, reason, act })
        }
        _ => Err(errors),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_the_form_is_told_at_once() {
        let errors = read(Lang::Th, Which::Rename, "A", &Fields::of([("effective_on", "32/1/2563")])).unwrap_err();
        let fields: Vec<&str> = errors.list.iter().map(|refused| refused.field.as_str()).collect();
        assert_eq!(fields, ["effective_on", "name_th", "reason"]);
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        let pairs = [("effective_on", "๑ ต.ค. ๒๕๖๓"), ("into", "B"), ("reason", "มติ"), ("revision", "3")];
        let dated = read(Lang::Th, Which::Merge, "A", &Fields::of(pairs)).unwrap();
        assert_eq!((dated.effective_on, dated.revision), (jiff::civil::date(2020, 10, 1), 3));
        assert_eq!(dated.act, Act::Merge { into: "B".into(), with_children: false });
    }
}
