//! All statements about orders. There is none that changes or deletes one, and there must never be.

use std::collections::HashMap;

use db::{Result, Row, Tx, params};
use jiff::Timestamp;

use super::rule::{Effect, Order, What};
use crate::entry::Owner;

/// An order as it is kept, without its text.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub order: Order,
    pub owner: Owner,
    pub province: String,
    pub title: String,
    pub search_text: String,
    pub recorded_at: Timestamp,
    /// Name of the account.
    pub recorded_by: String,
}

/// What only the page of one order shows.
#[derive(Clone, Debug)]
pub(crate) struct Words {
    pub basis: String,
    pub text: String,
    pub hash: String,
}

/// Orders that are looked through at once; the orders of all provinces over some years are far fewer.
const MOST: usize = 100_000;

const COLUMNS: &str = "g.id, g.organisation_id, g.kind, g.number, g.title, g.issued_on, g.in_force_from, g.in_force_to, \
     g.search_text, g.recorded_at, coalesce(a.name, g.recorded_by), o.code, o.name_th, o.name_en, o.path, o.province_code";
const FROM: &str =
    "FROM area_order g JOIN organisation o ON o.id = g.organisation_id LEFT JOIN account a ON a.id = g.recorded_by";

fn kept(row: &Row<'_>) -> Result<Kept> {
    let area: String = row.get(1)?;
    let day = |column: usize| db::date(&row.get::<String>(column)?);
    let to: Option<String> = row.get(7)?;
    Ok(Kept {
        owner: Owner {
            id: area.clone(),
            code: row.get(11)?,
            name_th: row.get(12)?,
            name_en: row.get(13)?,
            path: row.get(14)?,
        },
        order: Order {
            id: row.get(0)?,
            area,
            kind: row.get(2)?,
            number: row.get(3)?,
            issued: day(5)?,
            from: day(6)?,
            to: to.map(|to| db::date(&to)).transpose()?,
            effects: Vec::new(),
        },
        province: row.get(15)?,
        title: row.get(4)?,
        search_text: row.get(8)?,
        recorded_at: db::instant(&row.get::<String>(9)?)?,
        recorded_by: row.get(10)?,
    })
}

/// The orders of a province, or of all, those issued last first.
pub(crate) fn all(tx: &mut Tx<'_>, area: Option<&str>) -> Result<Vec<Kept>> {
    let area = area.unwrap_or_default();
    let sql = format!(
        "SELECT {COLUMNS} {FROM} WHERE ($1 = '' OR g.organisation_id = $1) ORDER BY g.issued_on DESC, g.id DESC LIMIT $2"
    );
    let mut found = tx.rows(&sql, params![area, MOST], kept)?;
    let sql = "SELECT f.order_id, f.target_id, f.what, f.clauses FROM area_order_effect f \
               JOIN area_order g ON g.id = f.order_id WHERE ($1 = '' OR g.organisation_id = $1) ORDER BY f.target_id";
    let mut effects: HashMap<String, Vec<Effect>> = HashMap::new();
    tx.each::<db::Error>(sql, params![area], |row| {
        let Some(what) = What::from_code(&row.get::<String>(2)?) else { return Ok(()) };
        let effect = Effect { target: row.get(1)?, what, clauses: row.get(3)? };
        effects.entry(row.get(0)?).or_default().push(effect);
        Ok(())
    })?;
    for one in &mut found {
        one.order.effects = effects.remove(&one.order.id).unwrap_or_default();
    }
    Ok(found)
}

/// The province whose order this is, and its words.
pub(crate) fn words(tx: &mut Tx<'_>, id: &str) -> Result<Option<(String, Words)>> {
    let sql = "SELECT organisation_id, basis, text, content_hash FROM area_order WHERE id = $1";
    tx.row_opt(sql, params![id], |row| {
        Ok((row.get(0)?, Words { basis: row.get(1)?, text: row.get(2)?, hash: row.get(3)? }))
    })
}

/// How many orders there are.
pub(crate) fn count(tx: &mut Tx<'_>) -> Result<i64> {
    tx.count("SELECT count(*) FROM area_order", &[])
}

/// The organisation of a province by its code, if it is one.
pub(crate) fn province(tx: &mut Tx<'_>, code: &str) -> Result<Option<Owner>> {
    let sql = "SELECT id, code, name_th, name_en, path FROM organisation \
               WHERE code = $1 AND kind = 'province' AND closed_on IS NULL";
    tx.row_opt(sql, params![code], crate::entry::store::owner)
}

/// Provinces for which a person may issue orders.
pub(crate) fn issuers(tx: &mut Tx<'_>, scope: &db::Scope) -> Result<Vec<Owner>> {
    let mut values = Vec::new();
    let reached = scope.condition("path", &mut values);
    let sql = format!(
        "SELECT id, code, name_th, name_en, path FROM organisation WHERE kind = 'province' AND closed_on IS NULL \
         AND {reached} ORDER BY sort_key, id"
    );
    tx.rows(&sql, &values, crate::entry::store::owner)
}

/// An order about to be kept.
pub(crate) struct Insert<'a> {
    pub order: &'a Order,
    pub title: &'a str,
    pub basis: &'a str,
    pub text: &'a str,
    pub hash: &'a str,
    pub by: &'a str,
    pub at: Timestamp,
}

/// Keeps an order with its effects.
pub(crate) fn insert(tx: &mut Tx<'_>, new: &Insert<'_>) -> Result<()> {
    let order = new.order;
    let searched = thai::normalise::fold(&format!("{} {} {} {}", order.number, new.title, new.basis, new.text));
    tx.execute(
        "INSERT INTO area_order (id, organisation_id, kind, number, title, basis, text, issued_on, in_force_from, \
         in_force_to, content_hash, search_text, recorded_at, recorded_by) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        params![
            &order.id,
            &order.area,
            &order.kind,
            &order.number,
            new.title,
            new.basis,
            new.text,
            order.issued,
            order.from,
            order.to,
            new.hash,
            searched,
            new.at,
            new.by
        ],
    )?;
    for effect in &order.effects {
        tx.execute(
            "INSERT INTO area_order_effect (order_id, target_id, what, clauses) VALUES ($1, $2, $3, $4)",
            params![&order.id, &effect.target, effect.what.code(), &effect.clauses],
        )?;
    }
    Ok(())
}
