//! What a paper says that the plan itself does not: whose it is, which version, who approved it, and what became of the
//! versions before.

use std::collections::BTreeMap;

use continuity::{
    organisation::{Family, Kind},
    plan::template::Template,
};
use jiff::civil::Date;

use crate::version::Outcome;

/// The facts of one printing. Nothing here depends on the clock: equal facts give equal bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Thai name of the organisation.
    pub organisation: String,
    /// Code of its kind.
    pub kind: String,
    /// The organisation above it, or the district and province of a local one.
    pub parent: Option<String>,
    /// The version that is printed; `None` for a draft.
    pub version: Option<Version>,
    /// The day of the content: handed in, or last saved.
    pub date: Date,
    /// Every version up to the printed one, oldest first.
    pub revisions: Vec<Revision>,
    /// Names of processes of other organisations by `ORGANISATION/ID`, as far as they are known.
    pub elsewhere: BTreeMap<String, String>,
    /// True when telephones and e-mail addresses are not for this reader.
    pub masked: bool,
    /// True when the content is made up.
    pub demonstration: bool,
    /// True for a form to be filled in by hand: what is not there stays empty.
    pub blank: bool,
    /// The form on which the plan is written.
    pub form: Template,
}

impl Facts {
    /// Of an unmasked draft of which nothing else is known, on the form that its kind begins with on that day.
    pub fn of(organisation: &str, kind: &str, date: Date) -> Self {
        let family = Kind::from_code(kind).map_or(Family::Department, Kind::family);
        Facts {
            form: reference::plan_templates().newest(family, date).clone(),
            organisation: organisation.to_owned(),
            kind: kind.to_owned(),
            parent: None,
            version: None,
            date,
            revisions: Vec::new(),
            elsewhere: BTreeMap::new(),
            masked: false,
            demonstration: false,
            blank: false,
        }
    }
}

/// The printed version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// Number within the plan, from 1.
    pub number: u32,
    /// Reference, `BCP-2563-0K7Q2`.
    pub reference: String,
    /// Hash of its exchange document.
    pub content_hash: String,
    /// The head of agency's approval.
    pub approval: Option<Approval>,
}

/// Who approved a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Name.
    pub name: String,
    /// Position.
    pub position: String,
    /// Day.
    pub on: Date,
    /// Number of the signed paper; may be empty.
    pub document_number: String,
}

/// One line of the table of revisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Number of the version.
    pub number: u32,
    /// Day on which it was handed in.
    pub on: Date,
    /// Reference.
    pub reference: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Name of the approver; empty when none is recorded.
    pub approver: String,
}
