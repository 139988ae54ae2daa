//! People, organisations, rounds and plans, written by the commands that the areas themselves use.

use std::collections::BTreeSet;

use continuity::plan::Plan;
use db::params;
use planning::exchange::{self, As};
use testkit::at;
use web::{Lang, Role, account::commands};

use crate::TestApp;

/// Code of a sub-district organisation in Nakhon Pathom, where most stories happen.
pub const COORDINATED: &str = "L730102-A";
/// Code of a sub-district municipality in another province.
pub const ELSEWHERE: &str = "L800102-M";
/// Code of the province of [`COORDINATED`].
pub const PROVINCE: &str = "P73";
/// Who the audit trail names.
const BY: &str = "system";

/// A plan that was handed in.
#[derive(Clone, Debug)]
pub struct Handed {
    /// Id of the plan.
    pub plan_id: String,
    /// Id of its newest version.
    pub version_id: String,
    /// Reference number of that version.
    pub reference: String,
    /// Title.
    pub title: String,
}

impl TestApp {
    /// Takes these organisations and all above them from the register of 2563.
    pub fn organisations(&self, codes: &[&str]) {
        let (header, rows) = reference::REGISTER_2563.split_once('\n').expect("the register has a header");
        let mut wanted: BTreeSet<&str> = codes.iter().copied().collect();
        loop {
            let before = wanted.len();
            let named = rows.lines().filter(|row| row.split(',').next().is_some_and(|code| wanted.contains(code)));
            let above: Vec<&str> =
                named.filter_map(|row| row.split(',').nth(4)).filter(|code| !code.is_empty()).collect();
            wanted.extend(above);
            if wanted.len() == before {
                break;
            }
        }
        let kept: Vec<&str> =
            rows.lines().filter(|row| row.split(',').next().is_some_and(|code| wanted.contains(code))).collect();
        assert_eq!(kept.len(), wanted.len(), "a code is not in the register: {wanted:?}");
        let file = format!("{header}\n{}\n", kept.join("\n"));
        let options = registry::import::Options { dry_run: false, by: BY, now: self.now() };
        let report =
            registry::import::register(self.db(), file.as_bytes(), "register.csv", options, &mut |_, _| {}).unwrap();
        assert!(report.errors.is_empty(), "{:?}", report.errors);
    }

    /// The id of the organisation with this code.
    pub fn organisation_id(&self, code: &str) -> String {
        let sql = "SELECT id FROM organisation WHERE code = $1";
        let found = self.db().read_now::<_, db::Error>(|tx| tx.row_opt(sql, params![code], |row| row.get(0))).unwrap();
        found.unwrap_or_else(|| panic!("no organisation {code}"))
    }

    /// The Thai name of the organisation with this code.
    pub fn organisation_name(&self, code: &str) -> String {
        let sql = "SELECT name_th FROM organisation WHERE code = $1";
        self.db().read_now::<_, db::Error>(|tx| tx.row(sql, params![code], |row| row.get(0))).unwrap()
    }

    /// Makes an account without a password and gives its id.
    pub fn an_account(&self, role: Role, organisation: Option<&str>) -> String {
        let organisation_id = organisation.map(|code| self.organisation_id(code));
        let (login, now) = (format!("{}-{}", role.code(), db::new_id()), self.now());
        let made = self.db().write_now(move |tx| {
            let new = commands::NewAccount {
                login: &login,
                name: "ผู้ทดสอบ ระบบ",
                role,
                organisation_id: organisation_id.as_deref(),
                password_hash: None,
            };
            commands::add(tx, &new, BY, now)
        });
        made.expect("an account can be made")
    }

    /// Opens the round of 2563, due on 31 August 2020 and closing on 30 September, for every obliged organisation.
    pub fn a_round(&self) {
        use oversight::round::commands::{Roster, open};
        let day = |month| jiff::civil::date(2020, month, if month == 8 { 31 } else { 30 });
        let opened = self
            .db()
            .write_now(move |tx| open(tx, 2563, day(8), day(9), Roster::Obliged, BY, at("2020-05-01T09:00:00+07:00")));
        opened.unwrap_or_else(|refused| panic!("{refused:?}"));
    }

    /// Hands in a whole plan of the organisation for 2563, as an import does, now.
    pub fn a_plan(&self, code: &str) -> Handed {
        self.a_plan_as(code, As::Submitted)
    }

    /// Writes a whole plan as a draft, submitted or approved.
    pub fn a_plan_as(&self, code: &str, as_: As) -> Handed {
        self.takes(&self.plan_of(code), as_)
    }

    /// What the plan of an organisation says in the demonstration.
    pub fn plan_of(&self, code: &str) -> Plan {
        let orgs = demonstration::Org::read_register(reference::REGISTER_2563);
        let org = orgs.iter().find(|org| org.code == code).unwrap_or_else(|| panic!("{code} is not in the register"));
        demonstration::plan_for(org, demonstration::SEED)
    }

    /// Takes this plan in now, as an import does.
    pub fn takes(&self, plan: &Plan, as_: As) -> Handed {
        let code = plan.organisation.as_str();
        let line = serde_json::to_string(plan).expect("a plan can be written");
        let now = self.now();
        let options = exchange::Options { as_, at: now, now, dry_run: false, by: BY.to_owned(), lang: Lang::En };
        let report = exchange::import(self.db(), line.as_bytes(), &options, approve, |_| {}).unwrap();
        assert_eq!((report.created + report.updated, report.refused), (1, 0), "{:?}", report.errors);
        let sql = "SELECT p.id, coalesce(v.id, ''), coalesce(v.reference, ''), p.title FROM plan p \
                   JOIN organisation o ON o.id = p.organisation_id LEFT JOIN plan_version v ON v.plan_id = p.id \
                   WHERE o.code = $1 ORDER BY v.number DESC";
        let read = |row: &db::Row<'_>| {
            Ok(Handed { plan_id: row.get(0)?, version_id: row.get(1)?, reference: row.get(2)?, title: row.get(3)? })
        };
        self.db().read_now::<_, db::Error>(|tx| tx.row(sql, params![code], read)).unwrap()
    }
}

fn approve(tx: &mut db::Tx<'_>, approved: &exchange::Approved<'_>) -> db::Result<()> {
    oversight::review::commands::approve_imported(tx, approved.version_id, approved.at, approved.by).map(|_| ())
}
