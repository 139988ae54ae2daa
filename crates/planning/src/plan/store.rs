//! All SQL over plans and their drafts. Writing happens here only; what may be reached comes in as a [`PlanReach`].

use continuity::{
    organisation::{Family, Kind},
    plan::{Classification, Plan, PlanKind, Section, template::Template},
};
use db::{Result, Row, Tx, Value, params};
use jiff::Timestamp;

use super::{
    content, listed,
    reach::PlanReach,
    row::{Owner, PlanRow, SectionRow, Sections, Unread},
};

const COLUMNS: &str = "p.id, p.fiscal_year, p.kind, p.label, p.classification, p.template, p.model, p.document, \
     p.content_hash, p.revision, p.created_at, p.saved_at, coalesce(a.name, p.saved_by), \
     o.id, o.code, o.name_th, o.name_en, o.kind, o.path";
const FROM: &str =
    "FROM plan p JOIN organisation o ON o.id = p.organisation_id LEFT JOIN account a ON a.id = p.saved_by";

fn unreadable(column: usize, what: &str, code: &str) -> db::Error {
    db::Error::Column { column, message: format!("{code:?} is no {what}") }
}

/// Reads a stored kind of plan.
pub fn kind_of(column: usize, code: &str) -> Result<PlanKind> {
    PlanKind::from_code(code).ok_or_else(|| unreadable(column, "kind of plan", code))
}

/// Reads a stored classification.
pub fn classification_of(column: usize, code: &str) -> Result<Classification> {
    Classification::from_code(code).ok_or_else(|| unreadable(column, "classification", code))
}

fn plan(row: &Row<'_>) -> Result<PlanRow> {
    Ok(PlanRow {
        id: row.get(0)?,
        fiscal_year: row.get(1)?,
        kind: kind_of(2, &row.get::<String>(2)?)?,
        label: row.get(3)?,
        classification: classification_of(4, &row.get::<String>(4)?)?,
        template: row.get(5)?,
        model: row.get(6)?,
        document: content::read(&row.get::<String>(7)?)?,
        content_hash: row.get(8)?,
        revision: row.get(9)?,
        created_at: row.get(10)?,
        saved_at: row.get(11)?,
        saved_by: row.get(12)?,
        owner: Owner {
            id: row.get(13)?,
            code: row.get(14)?,
            name_th: row.get(15)?,
            name_en: row.get(16)?,
            kind: row.get(17)?,
            path: row.get(18)?,
        },
    })
}

/// The plan with this id, when it is within reach.
pub fn find(tx: &mut Tx<'_>, reach: &PlanReach, id: &str) -> Result<Option<PlanRow>> {
    let mut params = vec![Value::from(id)];
    let reached = reach.condition("o.path", "p.classification", &mut params);
    tx.row_opt(&format!("SELECT {COLUMNS} {FROM} WHERE p.id = $1 AND {reached}"), &params, plan)
}

/// What identifies a plan beside its id.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Id of the organisation.
    pub organisation_id: String,
    /// Buddhist fiscal year.
    pub fiscal_year: i32,
    /// What it covers.
    pub kind: PlanKind,
    /// Tells several plans of one kind and year apart; see [`label`].
    pub label: String,
}

/// What tells several plans of one kind and year apart: nothing for the main plan, of which there is one; for others
/// the title, folded.
pub fn label(plan: &Plan) -> String {
    match plan.kind {
        PlanKind::Main => String::new(),
        PlanKind::Scenario | PlanKind::ItContingency | PlanKind::Sector => thai::normalise::fold(&plan.title.th),
    }
}

/// The plan with this key, whoever asks; for imports and for starting a plan.
pub fn by_key(tx: &mut Tx<'_>, key: &Key) -> Result<Option<PlanRow>> {
    tx.row_opt(
        &format!(
            "SELECT {COLUMNS} {FROM} WHERE p.organisation_id = $1 AND p.fiscal_year = $2 AND p.kind = $3 AND p.label = $4"
        ),
        params![&key.organisation_id, key.fiscal_year, key.kind.code(), &key.label],
        plan,
    )
}

/// The newest plan of this kind of an organisation in an earlier year, for starting from it.
pub fn latest_before(
    tx: &mut Tx<'_>,
    organisation_id: &str,
    kind: PlanKind,
    fiscal_year: i32,
) -> Result<Option<PlanRow>> {
    tx.row_opt(
        &format!(
            "SELECT {COLUMNS} {FROM} WHERE p.organisation_id = $1 AND p.kind = $2 AND p.fiscal_year < $3 \
             ORDER BY p.fiscal_year DESC, p.label LIMIT 1"
        ),
        params![organisation_id, kind.code(), fiscal_year],
        plan,
    )
}

/// A plan about to be stored for the first time.
pub struct NewPlan<'a> {
    /// Its id, made by the caller so that a repeated command stores the same.
    pub id: &'a str,
    /// Id of the organisation.
    pub organisation_id: &'a str,
    /// Code of the organisation's kind, which decides the form.
    pub organisation_kind: &'a str,
    /// Code of the model from which it begins.
    pub model: Option<&'a str>,
    /// The draft.
    pub plan: &'a Plan,
    /// Hash of the draft, see [`content::hash`].
    pub content_hash: &'a str,
    /// When.
    pub at: Timestamp,
    /// Account, or `command line`.
    pub by: &'a str,
}

/// Stores a new plan.
///
/// # Errors
/// [`db::Error::Duplicate`] when the organisation has this plan already.
pub fn insert(tx: &mut Tx<'_>, new: &NewPlan<'_>) -> Result<()> {
    let plan = new.plan;
    tx.execute(
        "INSERT INTO plan (id, organisation_id, fiscal_year, kind, label, title, classification, template, model, \
         document, content_hash, revision, created_at, created_by, saved_at, saved_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, $13, $12, $13)",
        params![
            new.id,
            new.organisation_id,
            plan.fiscal_year,
            plan.kind.code(),
            label(plan),
            &plan.title.th,
            plan.classification.code(),
            begun_on(new.organisation_kind, new.at).code(),
            new.model,
            content::draft(plan),
            new.content_hash,
            new.at,
            new.by
        ],
    )?;
    Ok(())
}

/// The form on which an organisation of this kind begins a plan; that of departments when the kind is unknown.
pub fn begun_on(kind: &str, at: Timestamp) -> &'static Template {
    let family = Kind::from_code(kind).map_or(Family::Department, Kind::family);
    reference::plan_templates().newest(family, thai::date::bangkok_date(at))
}

/// Moves a draft to another form. What it says stays as it is.
pub fn move_to(tx: &mut Tx<'_>, id: &str, template: &str) -> Result<()> {
    tx.execute("UPDATE plan SET template = $2 WHERE id = $1", params![id, template])?;
    Ok(())
}

/// Replaces a draft. Its organisation, year and kind stay what they are.
pub fn save_draft(tx: &mut Tx<'_>, id: &str, plan: &Plan, at: Timestamp, by: &str) -> Result<()> {
    tx.execute(
        "UPDATE plan SET document = $2, content_hash = $3, title = $4, classification = $5, label = $6, saved_at = $7, \
         saved_by = $8, revision = revision + 1 WHERE id = $1",
        params![
            id,
            content::draft(plan),
            content::hash(plan),
            &plan.title.th,
            plan.classification.code(),
            label(plan),
            at,
            by
        ],
    )?;
    listed::saved(tx, id, plan.classification.code(), at)
}

/// Moves the day on which a plan was begun to an earlier one, when an import knows better.
pub fn begun_by(tx: &mut Tx<'_>, id: &str, at: Timestamp) -> Result<()> {
    tx.execute("UPDATE plan SET created_at = $2 WHERE id = $1 AND created_at > $2", params![id, at])?;
    Ok(())
}

/// What is stored of each section that was ever saved.
pub fn sections(tx: &mut Tx<'_>, plan_id: &str) -> Result<Sections> {
    let rows = tx.rows(
        "SELECT s.section, s.revision, s.saved_at, coalesce(a.name, s.saved_by), s.unread, s.saved_by FROM plan_section s \
         LEFT JOIN account a ON a.id = s.saved_by WHERE s.plan_id = $1",
        params![plan_id],
        |row| {
            let section = SectionRow {
                revision: row.get(1)?,
                saved_at: row.get(2)?,
                saved_by: row.get(3)?,
                unread: read_unread(&row.get::<String>(4)?),
                saved_account: row.get(5)?,
            };
            Ok((row.get::<String>(0)?, section))
        },
    )?;
    Ok(Sections(rows.into_iter().filter_map(|(code, row)| Some((Section::from_code(&code)?, row))).collect()))
}

/// Values of a form whose names a newer program no longer knows are no reason to refuse the page.
pub(crate) fn read_unread(json: &str) -> Vec<Unread> {
    serde_json::from_str(json).unwrap_or_default()
}

/// Gives a section its next revision.
pub fn save_section(
    tx: &mut Tx<'_>,
    plan_id: &str,
    section: Section,
    unread: &[Unread],
    at: Timestamp,
    by: &str,
) -> Result<i64> {
    tx.row(
        "INSERT INTO plan_section (plan_id, section, revision, saved_at, saved_by, unread) VALUES ($1, $2, 1, $3, $4, $5) \
         ON CONFLICT (plan_id, section) DO UPDATE SET revision = plan_section.revision + 1, \
         saved_at = excluded.saved_at, saved_by = excluded.saved_by, unread = excluded.unread RETURNING revision",
        params![plan_id, section.code(), at, by, serde_json::to_string(unread).unwrap_or_default()],
        |row| row.get(0),
    )
}

/// An organisation by its register code, whoever asks: (id, kind).
pub fn organisation_by_code(tx: &mut Tx<'_>, code: &str) -> Result<Option<(String, String)>> {
    tx.row_opt("SELECT id, kind FROM organisation WHERE code = $1", params![code], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// An organisation within a scope.
pub fn organisation(tx: &mut Tx<'_>, scope: &db::Scope, id: &str) -> Result<Option<Owner>> {
    let mut params = vec![Value::from(id)];
    let reached = scope.condition("o.path", &mut params);
    let sql = format!(
        "SELECT o.id, o.code, o.name_th, o.name_en, o.kind, o.path FROM organisation o WHERE o.id = $1 AND {reached}"
    );
    tx.row_opt(&sql, &params, owner)
}

/// The organisations of a scope, in Thai order, at most so many.
pub fn organisations(tx: &mut Tx<'_>, scope: &db::Scope, most: usize) -> Result<Vec<Owner>> {
    let mut params = vec![Value::from(most)];
    let reached = scope.condition("o.path", &mut params);
    let sql = format!(
        "SELECT o.id, o.code, o.name_th, o.name_en, o.kind, o.path FROM organisation o WHERE {reached} \
         AND o.closed_on IS NULL ORDER BY o.sort_key, o.id LIMIT $1"
    );
    tx.rows(&sql, &params, owner)
}

fn owner(row: &Row<'_>) -> Result<Owner> {
    Ok(Owner {
        id: row.get(0)?,
        code: row.get(1)?,
        name_th: row.get(2)?,
        name_en: row.get(3)?,
        kind: row.get(4)?,
        path: row.get(5)?,
    })
}
