//! The demonstration's accounts, one for each kind of person, all with the one documented password; and the settings
//! by which every page says that the data is a demonstration.

use std::collections::HashMap;

use continuity::plan::TeamRole;
use db::{Db, Tx, params};
use jiff::Timestamp;
use web::{
    Actor, Role,
    account::{
        commands::{NewAccount, add},
        password,
    },
    policy::Grant,
    sign_in::{DEMONSTRATION_PASSWORD, DemonstrationAccount},
};

use super::{Failed, Known};
use crate::{
    Nation, Org,
    nation::{COORDINATOR, NEIGHBOUR},
};

/// Who the audit trail names for what the loader does itself.
pub(super) const BY: &str = "system";

/// Before the first round: 1 October 2562, 08:00 in Bangkok.
pub(super) const fn before_everything() -> Timestamp {
    Timestamp::constant(1_569_891_600, 0)
}

/// Where the people without an organisation of their own work: the Office of the Public Sector Development Commission.
pub(crate) const CENTRE: &str = "M01-12";

/// Register code of the department whose coordinator is a demonstration account: the one whose memo relays the lessons.
pub(crate) const DEPARTMENT: &str = "M08-06";

/// Sign-in name, personal name, role, organisation.
const PEOPLE: [(&str, &str, Role, Option<&str>); 10] = [
    ("national", "นางสาวสุภาพร เมธาวิจิตร", Role::NationalOfficer, None),
    ("ministry", "นายธนากร พงษ์ไพบูลย์", Role::Supervisor, Some("M06")),
    ("province", "นายเกรียงไกร สุวรรณรักษา", Role::Supervisor, Some("P73")),
    ("coordinator", "นางกาญจนา ทองประเสริฐ", Role::Coordinator, Some(COORDINATOR)),
    ("head", "นายวิชัย บุญสวัสดิ์", Role::Head, Some(COORDINATOR)),
    ("neighbour", "นายอนุชา แก้วมงคล", Role::Coordinator, Some(NEIGHBOUR)),
    ("department", "นางสาวปิยะดา ศรีสุวรรณ", Role::Coordinator, Some(DEPARTMENT)),
    ("auditor", "นางรัตนา ศรีสถิต", Role::Auditor, None),
    ("admin", "นายศุภชัย วงศ์ดำรง", Role::Administrator, None),
    ("viewer", "นางสาวนิภา จันทร์โสภา", Role::Viewer, None),
];

/// One account that was made.
#[derive(Clone, Debug)]
struct Made {
    actor: Actor,
    shown: DemonstrationAccount,
}

/// The accounts that were made.
#[derive(Clone, Debug)]
pub struct Accounts {
    made: Vec<Made>,
    /// Stands in where an account is looked for that was not made.
    nobody: Actor,
}

impl Accounts {
    /// Sign-in names, in the order in which they are shown.
    pub fn logins(&self) -> Vec<String> {
        self.made.iter().map(|made| made.shown.login.clone()).collect()
    }

    pub(super) fn national_id(&self) -> &str {
        &self.national().account_id
    }

    pub(super) fn national(&self) -> &Actor {
        self.of("national")
    }

    /// Who reviews the plan of an organisation: its province where that takes part, its ministry, or the centre.
    pub(super) fn reviewer(&self, org: &Org) -> &Actor {
        match org {
            Org { province_code, kind, .. } if province_code == "73" && kind.is_local() => self.of("province"),
            Org { ministry_code, .. } if ministry_code == "M06" => self.of("ministry"),
            _ => self.of("national"),
        }
    }

    /// The account that writes the plan of this organisation, if there is one.
    pub(super) fn writer(&self, code: &str) -> Option<&str> {
        let login = match code {
            COORDINATOR => "coordinator",
            NEIGHBOUR => "neighbour",
            _ => return None,
        };
        Some(&self.of(login).account_id)
    }

    fn of(&self, login: &str) -> &Actor {
        self.made.iter().find(|made| made.shown.login == login).map_or(&self.nobody, |made| &made.actor)
    }
}

/// Marks the installation before anything is loaded, so that a part of the nation is never taken for real data.
pub(super) fn mark(db: &Db) -> db::Result<()> {
    db.write_now(|tx| set(tx, "demonstration", "yes"))
}

/// Makes the accounts.
pub(super) fn make(
    db: &Db,
    nation: &Nation,
    known: &HashMap<String, Known>,
    now: Timestamp,
) -> Result<Accounts, Failed> {
    let hash = password::hash(DEMONSTRATION_PASSWORD)?;
    let centre = nation.organisation(CENTRE);
    let mut wanted = Vec::new();
    for (login, name, role, code) in PEOPLE {
        let shown = code.map_or(centre, |code| nation.organisation(code));
        let name = code.and_then(|code| in_team(nation, code, role)).unwrap_or_else(|| name.to_owned());
        let over = code.and_then(|code| known.get(code)).map(|known| (known.id.clone(), known.path.clone()));
        if code.is_some() != over.is_some() {
            return Err(Failed::Refused(format!("{login}: its organisation is not in the register")));
        }
        let names = shown.map(|org| (org.name_th.clone(), org.name_en.clone())).unwrap_or_default();
        wanted.push((login, name, role, over, names));
    }
    let made = db.write_now(move |tx| {
        let each = wanted.iter().map(|(login, name, role, over, names)| {
            let organisation_id = over.as_ref().map(|(id, _)| id.as_str());
            let new =
                NewAccount { login, name: name.as_str(), role: *role, organisation_id, password_hash: Some(&hash) };
            let account_id = add(tx, &new, BY, before_everything().min(now))?;
            let grants = vec![Grant { role: *role, over: over.clone() }];
            let organisation = names.clone();
            let (organisation_th, organisation_en) = names.clone();
            Ok(Made {
                actor: Actor { account_id, name: name.clone(), grants, session_id: None, organisation },
                shown: DemonstrationAccount {
                    login: (*login).to_owned(),
                    role: role.code().to_owned(),
                    organisation_th,
                    organisation_en,
                },
            })
        });
        each.collect::<db::Result<Vec<Made>>>()
    })?;
    let nobody = Actor {
        account_id: BY.to_owned(),
        name: String::new(),
        grants: Vec::new(),
        session_id: None,
        organisation: (String::new(), String::new()),
    };
    Ok(Accounts { made, nobody })
}

/// Coordinators and heads are the people of their plan's team.
fn in_team(nation: &Nation, code: &str, role: Role) -> Option<String> {
    let role = match role {
        Role::Coordinator => TeamRole::Coordinator,
        Role::Head => TeamRole::Head,
        _ => return None,
    };
    let team = nation.whole_plan(nation.organisation(code)?).team;
    let member = team.into_iter().find(|member| member.role == role && member.alternate_of.is_none());
    member.map(|member| member.name)
}

/// Shows the accounts on the first page: the end of the load.
pub(super) fn publish(db: &Db, accounts: &Accounts) -> Result<(), Failed> {
    let shown: Vec<&DemonstrationAccount> = accounts.made.iter().map(|made| &made.shown).collect();
    let text = serde_json::to_string(&shown).map_err(Failed::refused)?;
    Ok(db.write_now(move |tx| set(tx, "demonstration_accounts", &text))?)
}

fn set(tx: &mut Tx<'_>, name: &str, value: &str) -> db::Result<()> {
    let sql =
        "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    tx.execute(sql, params![name, value]).map(|_| ())
}
