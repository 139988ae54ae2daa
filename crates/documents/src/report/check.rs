//! What would not print, found before a typesetter sees it.

use thiserror::Error;

use super::{Block, Chart, ChartSize, Document, List, Row, Table, Width};

/// Lists nest no deeper than this; deeper ones are unreadable on paper.
const DEEPEST_LIST: usize = 4;
/// More columns than this cannot be read on A4.
const MOST_COLUMNS: usize = 40;

/// Something in a document that would not print. `block` counts from 0.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// The title is blank; PDF/UA asks for one.
    #[error("the title is blank")]
    BlankTitle,
    /// A heading's level is not 1 to 4.
    #[error("block {block}: heading level {level} is not 1 to 4")]
    HeadingLevel {
        /// Which block.
        block: usize,
        /// The level given.
        level: u8,
    },
    /// A picture without a description; PDF/UA asks for one.
    #[error("block {block}: the picture has no description")]
    NoAlt {
        /// Which block.
        block: usize,
    },
    /// A picture's share of the width is not 1 to 100.
    #[error("block {block}: the picture's width is not 1 to 100 per cent")]
    ChartWidth {
        /// Which block.
        block: usize,
    },
    /// A table without columns, or with too many, or with a width that is no length.
    #[error("block {block}: the table's columns are not usable")]
    Columns {
        /// Which block.
        block: usize,
    },
    /// A table row whose cells, with the spans from above, do not fill the columns exactly.
    #[error("block {block}: row {row} fills {filled} of {columns} columns")]
    RowWidth {
        /// Which block.
        block: usize,
        /// Which row, from 0, counting header rows first.
        row: usize,
        /// How many columns are filled.
        filled: usize,
        /// How many there are.
        columns: usize,
    },
    /// A cell that reaches below the last row of the header or of the body.
    #[error("block {block}: a cell spans past the last row")]
    SpanTooDeep {
        /// Which block.
        block: usize,
    },
    /// A list nested too deep.
    #[error("block {block}: the list is nested too deep")]
    ListDepth {
        /// Which block.
        block: usize,
    },
}

pub(super) fn document(document: &Document) -> Result<(), Fault> {
    if document.title.trim().is_empty() {
        return Err(Fault::BlankTitle);
    }
    for (index, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Heading(heading) if !(1..=4).contains(&heading.level) => {
                return Err(Fault::HeadingLevel { block: index, level: heading.level });
            }
            Block::Chart(found) => chart(found, index)?,
            Block::Table(found) => table(found, index)?,
            Block::List(found) => list(found, index, 1)?,
            _ => {}
        }
    }
    Ok(())
}

fn chart(chart: &Chart, block: usize) -> Result<(), Fault> {
    if chart.alt.trim().is_empty() {
        return Err(Fault::NoAlt { block });
    }
    match chart.size {
        ChartSize::Percent(share) if !(1..=100).contains(&share) => Err(Fault::ChartWidth { block }),
        _ => Ok(()),
    }
}

fn list(list: &List, block: usize, depth: usize) -> Result<(), Fault> {
    if depth > DEEPEST_LIST {
        return Err(Fault::ListDepth { block });
    }
    list.items
        .iter()
        .filter_map(|item| item.children.as_ref())
        .try_for_each(|child| self::list(child, block, depth + 1))
}

fn table(table: &Table, block: usize) -> Result<(), Fault> {
    let usable = |width: Width| match width {
        Width::Auto => true,
        Width::Share(n) | Width::Cm(n) => n.is_finite() && n > 0.0 && n < 1000.0,
    };
    let columns = table.columns.len();
    if columns == 0 || columns > MOST_COLUMNS || !table.columns.iter().all(|column| usable(column.width)) {
        return Err(Fault::Columns { block });
    }
    rows(&table.header, 0, columns, block)?;
    rows(&table.rows, table.header.len(), columns, block)
}

/// Header and body are separate groups: no cell may reach from one into the other.
fn rows(rows: &[Row], first: usize, columns: usize, block: usize) -> Result<(), Fault> {
    let mut hanging = vec![0usize; columns];
    for (index, row) in rows.iter().enumerate() {
        let taken = hanging.iter().filter(|left| **left > 0).count();
        let own: usize = row.cells.iter().map(|cell| cell.colspan.clamp(1, columns + 1)).sum();
        if taken + own != columns {
            return Err(Fault::RowWidth { block, row: first + index, filled: taken + own, columns });
        }
        let mut free: Vec<usize> = Vec::new();
        for (column, left) in hanging.iter_mut().enumerate() {
            if *left == 0 {
                free.push(column);
            } else {
                *left -= 1;
            }
        }
        let mut free = free.into_iter();
        for cell in &row.cells {
            if cell.rowspan > rows.len() - index {
                return Err(Fault::SpanTooDeep { block });
            }
            for column in free.by_ref().take(cell.colspan.max(1)) {
                if let Some(left) = hanging.get_mut(column) {
                    *left = cell.rowspan.saturating_sub(1);
                }
            }
        }
    }
    Ok(())
}
