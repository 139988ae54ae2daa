//! A row of a result, read by position.

use postgres::types::Type;
use rusqlite::types::ValueRef;

use crate::{Error, Result};

/// One row of a result.
pub enum Row<'r> {
    /// Of SQLite.
    Sqlite(&'r rusqlite::Row<'r>),
    /// Of PostgreSQL.
    Postgres(&'r postgres::Row),
}

impl Row<'_> {
    /// The value in this column, counted from 0.
    pub fn get<T: FromColumn>(&self, column: usize) -> Result<T> {
        T::from_column(self, column)
    }

    fn sqlite(row: &rusqlite::Row<'_>, column: usize) -> Result<rusqlite::types::Value> {
        let value = row.get_ref(column).map_err(|problem| unreadable(column, problem))?;
        Ok(match value {
            ValueRef::Null => rusqlite::types::Value::Null,
            ValueRef::Integer(v) => rusqlite::types::Value::Integer(v),
            ValueRef::Real(v) => rusqlite::types::Value::Real(v),
            ValueRef::Text(_) => rusqlite::types::Value::Null,
            ValueRef::Blob(_) => rusqlite::types::Value::Null,
        })
    }
}

/// What a column can be read as.
pub trait FromColumn: Sized {
    /// Reads the value in this column.
    fn from_column(row: &Row<'_>, column: usize) -> Result<Self>;
}

fn unreadable(column: usize, problem: impl std::fmt::Display) -> Error {
    Error::Column { column, message: problem.to_string() }
}

fn missing(column: usize) -> Error {
    unreadable(column, "no value where one is needed")
}

macro_rules! needed {
    ($($type:ty),+) => {
        $(impl FromColumn for $type {
            fn from_column(row: &Row<'_>, column: usize) -> Result<Self> {
                Option::<$type>::from_column(row, column)?.ok_or_else(|| missing(column))
            }
        })+
    };
}

needed!(i64, i32, u64, f64, bool, String, Vec<u8>);

impl FromColumn for Option<i64> {
    fn from_column(row: &Row<'_>, column: usize) -> Result<Self> {
        match row {
            Row::Sqlite(row) => match Row::sqlite(row, column)? {
                rusqlite::types::Value::Integer(v) => Ok(Some(v)),
                rusqlite::types::Value::Null => Ok(None),
                other => Err(unreadable(column, format!("{other:?} is not a whole number"))),
            },
            Row::Postgres(row) => match row.columns().get(column).map(postgres::Column::type_) {
                Some(&Type::INT4) => row.try_get::<_, Option<i32>>(column).map(|v| v.map(i64::from)),
                _ => row.try_get(column),
            }
            .map_err(|problem| unreadable(column, problem)),
        }
    }
}

impl FromColumn for Option<i32> {
    fn from_column(row: &Row<'_>, column: usize) -> Result<Self> {
        narrowed(row, column)
    }
}

impl FromColumn for Option<u64> {
    fn from_column(row: &Row<'_>, column: usize) -> Result<Self> {
        narrowed(row, column)
    }
}

fn narrowed<T: TryFrom<i64>>(row: &Row<'_>, column: usize) -> Result<Option<T>> {
    let wide = Option::<i64>::from_column(row, column)?;
    wide.map(|v| T::try_from(v).map_err(|_| unreadable(column, format!("{v} is out of range")))).transpose()
}

impl FromColumn for Option<f64> {
    fn from_column(row: &Row<'_>, column: usize) -> Result<Self> {
        match row {
            Row::Sqlite(row) => row.get(column).map_err(|problem| unreadable(column, problem)),
            Row::Postgres(row) => row.try_get(column).map_err(|problem| unreadable(column, problem)),
        }
    }
}

impl FromColumn for Option<bool> {
    fn from_column(row: &Row<'_>, column: usize) -> Result<Self> {
        match row {
            Row::Sqlite(row) => row.get(column).map_err(|problem| unreadable(column, problem)),
            Row::Postgres(row) => row.try_get(column).map_err(|problem| unreadable(column, problem)),
        }
    }
}

impl FromColumn for Option<String> {
    fn from_column(row: &Row<'_>, column: usize) -> Result<Self> {
        match row {
            Row::Sqlite(row) => row.get(column).map_err(|problem| unreadable(column, problem)),
            Row::Postgres(row) => row.try_get(column).map_err(|problem| unreadable(column, problem)),
        }
    }
}

impl FromColumn for Option<Vec<u8>> {
    fn from_column(row: &Row<'_>, column: usize) -> Result<Self> {
        match row {
            Row::Sqlite(row) => row.get(column).map_err(|problem| unreadable(column, problem)),
            Row::Postgres(row) => row.try_get(column).map_err(|problem| unreadable(column, problem)),
        }
    }
}
