//! What the reviewer remarked, at the fields where it is mended. The table of remarks belongs to `oversight`, which also
//! takes the answers; here it is only read, and only after the version was returned.

use continuity::plan::{Place, Section};
use db::{Result, Tx, params};
use web::plan_words::PlanWords;

use super::{address_of, field_of};
use crate::{plan::PlanRow, text::T};

/// A remark as stored.
pub struct Stored {
    id: String,
    at: String,
    by: String,
    place: String,
    row_id: String,
    row: String,
    text: String,
    answer: String,
}

/// A remark on the page of its section.
pub struct Remark {
    /// Id, to which the answer goes.
    pub id: String,
    /// Row and field that it is about; empty for the whole section.
    pub place: String,
    /// Who said it and when.
    pub by: String,
    /// What was said.
    pub text: String,
    /// What the agency answered; empty before.
    pub answer: String,
    /// Name of the form's field; empty when the draft no longer has it, or the remark is about the whole section.
    pub field: String,
    /// Address of that field.
    pub href: String,
}

/// Remarks on a section of the latest version, once that version was returned; none while another waits.
pub fn stored(tx: &mut Tx<'_>, plan_id: &str, section: Section) -> Result<Vec<Stored>> {
    let sql = "SELECT r.id, r.made_at, coalesce(a.name, r.made_by), r.place, r.row_id, r.row_name, r.text, \
               r.answer FROM remark r JOIN plan_version v ON v.id = r.version_id \
               JOIN review_return t ON t.version_id = v.id \
               LEFT JOIN account a ON a.id = r.made_by WHERE v.plan_id = $1 AND r.section = $2 \
               AND v.number = (SELECT max(x.number) FROM plan_version x WHERE x.plan_id = v.plan_id) \
               ORDER BY r.made_at, r.id";
    tx.rows(sql, params![plan_id, section.code()], |row| {
        Ok(Stored {
            id: row.get(0)?,
            at: row.get(1)?,
            by: row.get(2)?,
            place: row.get(3)?,
            row_id: row.get(4)?,
            row: row.get(5)?,
            text: row.get(6)?,
            answer: row.get::<Option<String>>(7)?.unwrap_or_default(),
        })
    })
}

/// The remarks in words, each with its field in the draft as it is now.
pub fn shown(stored: Vec<Stored>, plan: &PlanRow, section: Section, t: T) -> Vec<Remark> {
    let words = PlanWords::new(t.0);
    let shown = |stored: Stored| {
        let place = Place::of_anchor(section, &stored.place, &stored.row_id);
        let here = place.as_ref().and_then(|place| place.in_plan(section, &plan.document));
        let about = place.filter(|place| place.field != continuity::plan::Field::Row);
        let about = about.map(|place| words.field(place.field)).unwrap_or_default();
        let parts: Vec<&str> = [stored.row.as_str(), about].into_iter().filter(|part| !part.is_empty()).collect();
        let when = db::instant(&stored.at).map(|at| t.0.moment(at)).unwrap_or_default();
        Remark {
            id: stored.id,
            place: parts.join(" · "),
            by: format!("{} · {when}", stored.by),
            text: stored.text,
            answer: stored.answer,
            field: here.as_ref().map(|place| field_of(section, plan, place)).unwrap_or_default(),
            href: here.map(|place| address_of(plan, section, &place)).unwrap_or_default(),
        }
    };
    stored.into_iter().map(shown).collect()
}
