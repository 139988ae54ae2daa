//! What is stored of a plan beside its words.

use continuity::plan::{Classification, Plan, PlanKind, Section, template::Template};
use serde::{Deserialize, Serialize};

/// The organisation whose plan it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// Id.
    pub id: String,
    /// Register code.
    pub code: String,
    /// Thai name.
    pub name_th: String,
    /// English name; may be empty.
    pub name_en: String,
    /// Code of its kind.
    pub kind: String,
    /// Materialised path.
    pub path: String,
}

/// A plan with its draft.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanRow {
    /// Id.
    pub id: String,
    /// Whose it is.
    pub owner: Owner,
    /// Buddhist fiscal year.
    pub fiscal_year: i32,
    /// What it covers.
    pub kind: PlanKind,
    /// Tells several plans of one kind and year apart; empty for the main plan.
    pub label: String,
    /// Secrecy.
    pub classification: Classification,
    /// Code of the form on which it is written: `local.1`.
    pub template: String,
    /// Code of the model from which it began.
    pub model: Option<String>,
    /// The draft.
    pub document: Plan,
    /// Hash of the draft's exchange document.
    pub content_hash: String,
    /// Counts every save of any section.
    pub revision: i64,
    /// When it was begun, as stored.
    pub created_at: String,
    /// When it was last saved, as stored.
    pub saved_at: String,
    /// Name of the account that saved last; its id when there is no such account.
    pub saved_by: String,
}

impl PlanRow {
    /// The form on which it is written.
    pub fn form(&self) -> &'static Template {
        reference::plan_templates().of_plan(&self.template)
    }
}

/// What is stored of one section of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SectionRow {
    /// The revision that a save must name; 0 before the first save.
    pub revision: i64,
    /// When it was last saved, as stored; empty before.
    pub saved_at: String,
    /// Name of whoever saved it.
    pub saved_by: String,
    /// Account that saved it.
    pub saved_account: String,
    /// Values that could not be read, as typed.
    pub unread: Vec<Unread>,
}

/// A value that could not be read. It is kept as typed beside the draft until somebody mends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// Name of the form's field.
    pub field: String,
    /// As typed.
    pub value: String,
    /// Code of the reason; its words are in the catalogue.
    pub why: Why,
}

/// Why a value could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Not a length of time.
    Length,
    /// Not a share.
    Share,
    /// Not a number from 0 on.
    Number,
    /// Not a whole number from 0 on.
    Count,
    /// Not a telephone number.
    Phone,
    /// Not one of the choices.
    Choice,
    /// Not an order or several orders of steps.
    Orders,
    /// Names a process that the plan does not have.
    Process,
    /// Names nothing of its kind.
    Target,
    /// Names nobody of the team.
    Member,
}

/// What is stored of every section.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Sections(pub Vec<(Section, SectionRow)>);

impl Sections {
    /// What is stored of this one.
    pub fn of(&self, section: Section) -> SectionRow {
        self.0.iter().find(|(known, _)| *known == section).map(|(_, row)| row.clone()).unwrap_or_default()
    }
}
