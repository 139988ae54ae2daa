//! Tables: columns, header rows that repeat on every page, rows with spans.

use super::words::Text;

/// A table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The line above it, with its number as people cite it: `"ตารางที่ 3 กระบวนงานสำคัญ"`.
    pub caption: Option<String>,
    /// The columns, from the left.
    pub columns: Vec<Column>,
    /// The header rows, repeated on every page.
    pub header: Vec<Row>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Remarks printed under it.
    pub notes: Vec<Text>,
    /// Whether it is set in a smaller size, for many columns.
    pub compact: bool,
}

/// One column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column {
    /// How its cells are aligned; numbers to the right.
    pub align: Align,
    /// How wide it is.
    pub width: Width,
}

/// The width of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Width {
    /// As wide as its content.
    Auto,
    /// This share of what fixed columns leave, relative to the other shares.
    Share(f32),
    /// So many centimetres.
    Cm(f32),
}

/// How a cell is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// From the left.
    #[default]
    Left,
    /// Centred.
    Centre,
    /// To the right.
    Right,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Its cells; with the spans from above they fill the columns exactly.
    pub cells: Vec<Cell>,
    /// What it is.
    pub kind: RowKind,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowKind {
    /// One of many.
    #[default]
    Ordinary,
    /// The name of the rows under it.
    Group,
    /// A sum.
    Total,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Its text.
    pub text: Text,
    /// How many columns it takes, at least 1.
    pub colspan: usize,
    /// How many rows it takes, at least 1.
    pub rowspan: usize,
    /// Its own alignment, where it differs from the column's.
    pub align: Option<Align>,
}

impl Default for Cell {
    fn default() -> Self {
        Self { text: Text::default(), colspan: 1, rowspan: 1, align: None }
    }
}

impl<T: Into<Text>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

impl Cell {
    /// Taking so many columns.
    pub fn across(mut self, columns: usize) -> Self {
        self.colspan = columns;
        self
    }

    /// Taking so many rows.
    pub fn down(mut self, rows: usize) -> Self {
        self.rowspan = rows;
        self
    }

    /// Aligned so.
    pub fn align(mut self, align: Align) -> Self {
        self.align = Some(align);
        self
    }
}

impl Column {
    /// A column of text that takes `share` of the room.
    pub fn text(share: f32) -> Self {
        Self { align: Align::Left, width: Width::Share(share) }
    }

    /// A column of numbers, `cm` wide.
    pub fn number(cm: f32) -> Self {
        Self { align: Align::Right, width: Width::Cm(cm) }
    }

    /// A column of ticks or short words, `cm` wide.
    pub fn centred(cm: f32) -> Self {
        Self { align: Align::Centre, width: Width::Cm(cm) }
    }
}

impl Row {
    /// An ordinary row.
    pub fn of<C: Into<Cell>>(cells: impl IntoIterator<Item = C>) -> Self {
        Self { cells: cells.into_iter().map(Into::into).collect(), kind: RowKind::Ordinary }
    }

    /// The name of the rows under it, across `columns` columns.
    pub fn group(text: impl Into<Text>, columns: usize) -> Self {
        Self { cells: vec![Cell::from(text).across(columns)], kind: RowKind::Group }
    }

    /// A sum.
    pub fn total<C: Into<Cell>>(cells: impl IntoIterator<Item = C>) -> Self {
        Self { cells: cells.into_iter().map(Into::into).collect(), kind: RowKind::Total }
    }
}

impl Table {
    /// A table with these columns and no rows.
    pub fn new(columns: impl IntoIterator<Item = Column>) -> Self {
        Self { columns: columns.into_iter().collect(), ..Self::default() }
    }

    /// With a line above it.
    pub fn caption(mut self, caption: impl Into<String>) -> Self {
        self.caption = Some(caption.into());
        self
    }

    /// With a header row; call again for a further one.
    pub fn header<C: Into<Cell>>(mut self, cells: impl IntoIterator<Item = C>) -> Self {
        self.header.push(Row::of(cells));
        self
    }

    /// With an ordinary row.
    pub fn row<C: Into<Cell>>(mut self, cells: impl IntoIterator<Item = C>) -> Self {
        self.rows.push(Row::of(cells));
        self
    }

    /// With a remark under it.
    pub fn note(mut self, note: impl Into<Text>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Set in a smaller size.
    pub fn compact(mut self) -> Self {
        self.compact = true;
        self
    }
}

/// What stands in a row at a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Slot<'a> {
    /// A cell that begins here.
    Begins(&'a Cell),
    /// A cell from above that reaches down to here, so many columns wide.
    Continues(usize),
}

/// Each row's slots with the column they begin at, spans from above among them.
pub(crate) fn slots(rows: &[Row], columns: usize) -> Vec<Vec<(usize, Slot<'_>)>> {
    // For each column: rows still covered from above, and the width of the cell that begins there.
    let mut hanging = vec![(0usize, 0usize); columns];
    rows.iter()
        .map(|row| {
            let mut out = Vec::new();
            let mut cells = row.cells.iter();
            let mut column = 0;
            while column < columns {
                let (left, wide) = hanging.get(column).copied().unwrap_or_default();
                if left > 0 {
                    let wide = wide.max(1);
                    out.push((column, Slot::Continues(wide)));
                    hanging.iter_mut().skip(column).take(wide).for_each(|above| above.0 = left - 1);
                    column += wide;
                    continue;
                }
                let Some(cell) = cells.next() else { break };
                let wide = cell.colspan.max(1);
                out.push((column, Slot::Begins(cell)));
                let below = (cell.rowspan.saturating_sub(1), wide);
                hanging.iter_mut().skip(column).take(wide).for_each(|above| *above = below);
                column += wide;
            }
            out
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_from_above_push_cells_to_the_right() {
        let rows = [
            Row::of([Cell::from("ก").down(2), Cell::from("ข").across(2)]),
            Row::of(["ค", "ง"]),
            Row::of(["จ", "ฉ", "ช"]),
        ];
        let starts = |row: usize| slots(&rows, 3)[row].iter().map(|(column, _)| *column).collect::<Vec<_>>();
        assert_eq!((starts(0), starts(1), starts(2)), (vec![0, 1], vec![0, 1, 2], vec![0, 1, 2]));
        assert_eq!(slots(&rows, 3)[1][0], (0, Slot::Continues(1)));
    }
}
