//! SQL of clashes, of the picker of other organisations' processes, and of the round that a plan is for.

use continuity::plan::{Plan, Section};
use db::{Result, Tx, params};
use jiff::Timestamp;

use crate::plan::{Unread, content, store::read_unread};

/// What somebody typed into a section that another had saved meanwhile.
pub struct Clash {
    /// The plan with that section as they typed it.
    pub plan: Plan,
    /// What in it could not be read.
    pub unread: Vec<Unread>,
}

/// Keeps what an account typed; an earlier clash of the same section gives way to it.
pub fn keep_clash(
    tx: &mut Tx<'_>,
    plan_id: &str,
    section: Section,
    account_id: &str,
    clash: &Clash,
    at: Timestamp,
) -> Result<()> {
    tx.execute(
        "INSERT INTO section_clash (plan_id, section, account_id, document, unread, made_at) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (plan_id, section, account_id) DO UPDATE SET document = excluded.document, \
         unread = excluded.unread, made_at = excluded.made_at",
        params![
            plan_id,
            section.code(),
            account_id,
            content::draft(&clash.plan),
            serde_json::to_string(&clash.unread).unwrap_or_default(),
            at
        ],
    )?;
    Ok(())
}

/// What an account typed, if it still has to be chosen.
pub fn clash(tx: &mut Tx<'_>, plan_id: &str, section: Section, account_id: &str) -> Result<Option<Clash>> {
    tx.row_opt(
        "SELECT document, unread FROM section_clash WHERE plan_id = $1 AND section = $2 AND account_id = $3",
        params![plan_id, section.code(), account_id],
        |row| Ok(Clash { plan: content::read(&row.get::<String>(0)?)?, unread: read_unread(&row.get::<String>(1)?) }),
    )
}

/// Forgets what an account typed once it is chosen or given up.
pub fn drop_clash(tx: &mut Tx<'_>, plan_id: &str, section: Section, account_id: &str) -> Result<()> {
    tx.execute(
        "DELETE FROM section_clash WHERE plan_id = $1 AND section = $2 AND account_id = $3",
        params![plan_id, section.code(), account_id],
    )?;
    Ok(())
}

/// A process of another organisation, as its latest versions name it.
pub struct Found {
    /// Register code of the organisation.
    pub organisation: String,
    /// Its name, Thai and English.
    pub organisation_name: (String, String),
    /// Id of the process.
    pub process: String,
    /// Name of the process.
    pub name: String,
    /// Recovery time objective, minutes.
    pub rto_minutes: u64,
}

/// Processes found at once.
pub const MOST_FOUND: u32 = 12;

/// Processes of other organisations whose name, or whose organisation's name or code, has the words in it. Classified
/// plans are not searched.
pub fn find_processes(tx: &mut Tx<'_>, words: &str, own_code: &str) -> Result<Vec<Found>> {
    let pattern = db::dialect::anywhere(&thai::normalise::fold(words));
    let plain = db::dialect::anywhere(words.trim());
    tx.rows(
        "SELECT DISTINCT o.code, o.name_th, o.name_en, p.process_id, p.name, p.rto_minutes FROM version_process p \
         JOIN plan_version v ON v.id = p.version_id JOIN organisation o ON o.id = v.organisation_id \
         WHERE v.classification = 'none' AND o.code <> $3 \
         AND (o.search_text LIKE $1 ESCAPE '\\' OR p.name LIKE $2 ESCAPE '\\') \
         AND v.number = (SELECT max(x.number) FROM plan_version x WHERE x.plan_id = v.plan_id) \
         ORDER BY o.code, p.process_id LIMIT $4",
        params![pattern, plain, own_code, i64::from(MOST_FOUND)],
        |row| {
            Ok(Found {
                organisation: row.get(0)?,
                organisation_name: (row.get(1)?, row.get(2)?),
                process: row.get(3)?,
                name: row.get(4)?,
                rto_minutes: row.get(5)?,
            })
        },
    )
}
