//! Reading a workbook into a version, and keeping one.

use db::{Tx, audit};
use jiff::Timestamp;
use questionnaire::{
    Questionnaire,
    xlsform::{self, Imported, LeftOut},
};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{built_in, store, workbook};
use crate::Refused;

/// A workbook that was read and not kept yet.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// The form.
    pub form: Questionnaire,
    /// What was left out of it.
    pub left_out: Vec<LeftOut>,
    /// Name of the file.
    pub source: String,
}

impl Prepared {
    /// What was left out, in words.
    pub fn left_out_words(&self, lang: web::Lang) -> Vec<String> {
        self.left_out.iter().map(|left| crate::words::left_out(lang, left)).collect()
    }
}

/// What became of a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its id.
    pub id: String,
    /// It was there already, word for word.
    pub known: bool,
}

/// Reads an XLSForm.
///
/// # Errors
/// The file is no workbook, or rows of it are not taken.
pub fn prepare(bytes: &[u8], filename: &str) -> Result<Prepared, Refused> {
    let book = workbook::read(bytes, filename)?;
    let Imported { form, left_out } = xlsform::import(&book).map_err(Refused::Form)?;
    Ok(Prepared { form, left_out, source: filename.to_owned() })
}

/// Keeps a version; the same version with other words is refused.
///
/// # Errors
/// [`Refused::Version`], or the database's.
pub fn keep(tx: &mut Tx<'_>, form: &Questionnaire, source: &str, by: &str, now: Timestamp) -> Result<Held, Refused> {
    let document = serde_json::to_string(form).unwrap_or_default();
    let hash = hex::encode(Sha256::digest(document.as_bytes()));
    if let Some((id, known)) = store::known(tx, form)? {
        return if known == hash { Ok(Held { id, known: true }) } else { Err(Refused::Version(store::key(form))) };
    }
    let brought = built_in().iter().find(|own| store::key(own) == store::key(form));
    if brought.is_some_and(|own| own != form) {
        return Err(Refused::Version(store::key(form)));
    }
    let source = if brought.is_some() { "built_in" } else { source };
    let id = store::add(tx, form, (&document, &hash), source, (by, now))?;
    let event = audit::Event {
        at: now,
        actor: by,
        action: "lesson.questionnaire_kept",
        subject_kind: "questionnaire",
        subject_id: &id,
        organisation_id: None,
        detail: json!({"code": form.code, "version": form.version, "source": source}),
    };
    audit::append(tx, &event)?;
    Ok(Held { id, known: false })
}
