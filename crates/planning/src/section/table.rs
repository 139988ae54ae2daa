//! A section as a plain table of words: for those who only read, and for the workbook. It tells all that the plan says:
//! for whoever may not see personal data it is made from [`Plan::masked`].

use continuity::plan::{Plan, Section, template::Template};

use super::{
    columns, rows,
    sheet::{Column, Kind},
};
use crate::text::T;

/// Headings and rows.
pub struct Plain {
    /// Headings.
    pub headings: Vec<String>,
    /// Words of each row, one a column.
    pub rows: Vec<Vec<String>>,
}

/// The section as a table. Choices are told by their labels, ticks by a mark.
pub fn plain(section: Section, form: &Template, plan: &Plan, t: T) -> Plain {
    let columns = columns(section, form, plan, t);
    let words =
        |row: super::sheet::Row| columns.iter().zip(row.values).map(|(column, value)| told(column, value)).collect();
    let rows = rows(section, form, plan, None, t).into_iter().map(words).collect();
    Plain { headings: columns.into_iter().map(|column| column.heading).collect(), rows }
}

/// The same without the columns in which no row has a word.
pub fn readable(section: Section, form: &Template, plan: &Plan, t: T) -> Plain {
    let all = plain(section, form, plan, t);
    let used: Vec<bool> = (0..all.headings.len())
        .map(|column| all.rows.iter().any(|row| row.get(column).is_some_and(|words| !words.is_empty())))
        .collect();
    let keep =
        |list: Vec<String>| list.into_iter().zip(&used).filter(|(_, used)| **used).map(|(words, _)| words).collect();
    Plain { headings: keep(all.headings), rows: all.rows.into_iter().map(keep).collect() }
}

fn told(column: &Column, value: String) -> String {
    match &column.kind {
        Kind::Choice(choices) => {
            choices.iter().find(|(code, _)| *code == value).map_or(value, |(_, label)| label.clone())
        }
        Kind::Tick if value.is_empty() => value,
        Kind::Tick => "✓".into(),
        _ => value,
    }
}
