//! Why a value or a row of the register is refused: one list for files, forms and the programming interface, so that
//! the same fault has the same words everywhere.

use continuity::organisation::MOST_LEVELS;
use documents::table::TableError;
use web::Lang;

use crate::text::T;

/// Why a value is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The file can't be read as a table.
    Unreadable(TableError),
    /// The file lacks this column.
    MissingColumn,
    /// The file has a column that means nothing here.
    UnknownColumn,
    /// Nothing where something is needed.
    Missing,
    /// Too many characters.
    TooLong {
        /// How many are allowed.
        most: usize,
    },
    /// A line break, a tab or another control character.
    ControlCharacter,
    /// A code of other characters than letters, digits, `-`, `_` and `.`.
    BadCode,
    /// A code that is a word of this system's addresses.
    ReservedCode,
    /// The code was on an earlier row.
    DuplicateCode {
        /// That row.
        first: u32,
    },
    /// The code belongs to another organisation.
    CodeTaken,
    /// No such kind.
    UnknownKind(String),
    /// Neither a ministry of the list nor an organisation that is a ministry.
    UnknownMinistry(String),
    /// No such province.
    UnknownProvince(String),
    /// No such district.
    UnknownDistrict(String),
    /// The district lies in another province.
    DistrictElsewhere {
        /// Code of the district's province.
        province: String,
    },
    /// The parent is neither in the file nor in the register.
    UnknownParent(String),
    /// The parent is closed.
    ClosedParent(String),
    /// The organisation would be above itself.
    Cycle(Vec<String>),
    /// It, or one below it, would be too deep.
    TooDeep {
        /// Code of the deepest one.
        code: String,
        /// Its level.
        level: u32,
    },
    /// Neither 1 nor 0.
    BadObliged(String),
    /// The organisation is closed and is changed no more.
    Closed,
}

impl Reason {
    /// In Thai.
    pub fn th(&self) -> String {
        self.words(Lang::Th)
    }

    /// In English.
    pub fn en(&self) -> String {
        self.words(Lang::En)
    }

    /// In this language.
    pub fn words(&self, lang: Lang) -> String {
        let t = T(lang);
        match self {
            Reason::Unreadable(problem) => unreadable(t, problem),
            Reason::MissingColumn => t.reason_missing_column().into(),
            Reason::UnknownColumn => t.reason_unknown_column().into(),
            Reason::Missing => t.reason_missing().into(),
            Reason::TooLong { most } => t.reason_too_long(most),
            Reason::ControlCharacter => t.reason_control_character().into(),
            Reason::BadCode => t.reason_bad_code().into(),
            Reason::ReservedCode => t.reason_reserved_code().into(),
            Reason::DuplicateCode { first } => t.reason_duplicate_code(first),
            Reason::CodeTaken => t.reason_code_taken().into(),
            Reason::UnknownKind(value) => t.reason_unknown_kind(value),
            Reason::UnknownMinistry(value) => t.reason_unknown_ministry(value),
            Reason::UnknownProvince(value) => t.reason_unknown_province(value),
            Reason::UnknownDistrict(value) => t.reason_unknown_district(value),
            Reason::DistrictElsewhere { province } => t.reason_district_elsewhere(province_name(lang, province)),
            Reason::UnknownParent(parent) => t.reason_unknown_parent(parent),
            Reason::ClosedParent(parent) => t.reason_closed_parent(parent),
            Reason::Cycle(codes) => t.reason_cycle(codes.join(" → ")),
            Reason::TooDeep { code, level } => t.reason_too_deep(code, level, MOST_LEVELS),
            Reason::BadObliged(value) => t.reason_bad_obliged(value),
            Reason::Closed => t.reason_closed().into(),
        }
    }
}

fn province_name(lang: Lang, code: &str) -> &str {
    reference::province(code).map_or(code, |province| lang.pick(&province.name_th, &province.name_en))
}

fn unreadable(t: T, problem: &TableError) -> String {
    match problem {
        TableError::Empty => t.file_empty().into(),
        TableError::TooLarge { limit } => t.file_too_large(limit / 1_048_576),
        TableError::TooManyRows { limit } => t.file_too_many_rows(web::Lang::En.number(*limit)),
        TableError::TooManyColumns { limit, .. } => t.file_too_many_columns(limit),
        TableError::CellTooLong { limit, .. } => t.file_cell_too_long(limit / 1024),
        TableError::UnclosedQuote { .. } => t.file_unclosed_quote().into(),
        TableError::Encoding { .. } => t.file_encoding().into(),
        TableError::NoHeader { missing } => t.file_no_header(missing.join(", ")),
        TableError::DuplicateColumn { name, .. } => t.file_duplicate_column(name),
        TableError::Bomb => t.file_bomb().into(),
        TableError::OldExcel { .. } => t.file_old_excel().into(),
        TableError::NotATable { .. } => t.file_not_a_table().into(),
        TableError::Password => t.file_password().into(),
        TableError::Damaged { .. } => t.file_damaged().into(),
        TableError::Interrupted { .. } => t.file_interrupted().into(),
    }
}
