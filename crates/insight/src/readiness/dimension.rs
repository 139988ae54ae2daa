//! By what figures can be grouped, and what each group is called.

use db::{Result, Tx, params};
use reference::List;
use web::Lang;

use crate::text::T;

/// A grouping of organisations, as frozen in the roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// By ministry.
    Ministry,
    /// By province.
    Province,
    /// By kind of organisation.
    Kind,
    /// By region.
    Region,
}

/// One group: a dimension and the code in it.
pub(crate) type Group = (Dimension, String);

impl Dimension {
    /// All of them.
    pub const ALL: [Dimension; 4] = [Dimension::Ministry, Dimension::Province, Dimension::Kind, Dimension::Region];

    /// The code of the contract: `ministry`, `province`, `kind`, `region`.
    pub const fn code(self) -> &'static str {
        match self {
            Dimension::Ministry => "ministry",
            Dimension::Province => "province",
            Dimension::Kind => "kind",
            Dimension::Region => "region",
        }
    }

    /// The dimension with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.code() == code)
    }

    /// The column of `standing` and `readiness_cell`.
    pub(crate) const fn column(self) -> &'static str {
        match self {
            Dimension::Ministry => "ministry_code",
            Dimension::Province => "province_code",
            Dimension::Kind => "kind",
            Dimension::Region => "region",
        }
    }

    /// What a group is called; an empty code is whoever belongs to none. A ministry that the reference lists do not
    /// know is looked up in the register.
    pub(crate) fn name(self, tx: &mut Tx<'_>, code: &str, lang: Lang) -> Result<String> {
        let t = T(lang);
        if code.is_empty() {
            return Ok(match self {
                Dimension::Ministry => t.no_ministry(),
                Dimension::Province => t.no_province(),
                Dimension::Kind => t.no_kind(),
                Dimension::Region => t.no_region(),
            }
            .to_owned());
        }
        let known = match self {
            Dimension::Ministry => reference::ministry(code).map(|m| lang.pick(&m.name_th, &m.name_en).to_owned()),
            Dimension::Province => reference::province(code).map(|p| lang.pick(&p.name_th, &p.name_en).to_owned()),
            Dimension::Kind => Some(lang.label(List::kinds(), code).to_owned()),
            Dimension::Region => Some(lang.label(List::regions(), code).to_owned()),
        };
        if let Some(name) = known {
            return Ok(name);
        }
        let sql = "SELECT name_th, name_en FROM organisation WHERE code = $1";
        let found = tx.row_opt(sql, params![code], |row| Ok((row.get::<String>(0)?, row.get::<String>(1)?)))?;
        Ok(found.map_or_else(|| code.to_owned(), |(th, en)| lang.name(&th, &en).to_owned()))
    }
}

impl Dimension {
    /// What one group of it is called.
    pub(crate) const fn singular(self, lang: Lang) -> &'static str {
        let t = T(lang);
        match self {
            Dimension::Ministry => t.ministry(),
            Dimension::Province => t.province(),
            Dimension::Kind => t.kind(),
            Dimension::Region => t.region(),
        }
    }

    /// What the table of its groups is called.
    pub(crate) const fn plural(self, lang: Lang) -> &'static str {
        let t = T(lang);
        match self {
            Dimension::Ministry => t.by_ministry(),
            Dimension::Province => t.by_province(),
            Dimension::Kind => t.by_kind(),
            Dimension::Region => t.by_region(),
        }
    }
}
