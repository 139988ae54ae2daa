//! The list of accounts, on a page and as a file.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use web::{
    App, Lang, Page, Problem, Visit,
    components::{Choice, Pager},
    render,
};

use super::store::{self, Account, Filters, Role};
use crate::{
    download::{self, Table},
    text::T,
    words::{self, address},
};

const PATH: &str = "/admin/accounts";
const PAGE: u64 = 50;
const DOWNLOAD: u64 = 250_000;

/// What the address asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    role: String,
    state: String,
    page: String,
    format: String,
}

impl Asked {
    fn page_number(&self) -> u64 {
        self.page.parse().unwrap_or(1).max(1)
    }

    fn with(&self, name: &str, value: &str) -> String {
        address(PATH, &[("q", self.q.as_str()), ("role", &self.role), ("state", &self.state), (name, value)])
    }
}

#[derive(Template)]
#[template(path = "admin/accounts/list.html")]
struct List {
    page: Page,
    t: T,
    q: String,
    roles: Vec<Choice>,
    states: Vec<Choice>,
    filtered: bool,
    lines: Vec<Line>,
    total: String,
    as_of: String,
    csv: String,
    xlsx: String,
    pager: Pager,
}

struct Line {
    id: String,
    login: String,
    name: String,
    roles: Vec<(String, String)>,
    mark: &'static str,
    state: &'static str,
    seen: String,
}

/// The list.
pub async fn list(visit: Visit, State(app): State<App>, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let download = download::is_asked(&asked.format);
    let filters = Filters { q: asked.q.clone(), role: asked.role.clone(), state: asked.state.clone() };
    let window = if download { (0, DOWNLOAD) } else { ((asked.page_number() - 1).saturating_mul(PAGE), PAGE) };
    let (total, accounts, roles) = app
        .db
        .read(move |tx| {
            let accounts = store::accounts(tx, &filters, window)?;
            let ids: Vec<&str> = accounts.iter().map(|account| account.id.as_str()).collect();
            let roles = store::roles(tx, &ids)?;
            Ok::<_, db::Error>((store::count(tx, &filters)?, accounts, roles))
        })
        .await?;
    let (lang, t, now) = (visit.lang, T(visit.lang), app.clock.now());
    let held = by_account(lang, roles);
    if download {
        return download::answer(table(lang, accounts, &held), &asked.format, &visit, now);
    }
    let role_choices = reference::List::roles().entries().iter().map(|e| (e.code.as_str(), lang.pick(&e.th, &e.en)));
    let states = ["active", "invited", "disabled"].map(|code| (code, state(t, code).1));
    let page = visit.page(t.admin_accounts()).crumb("/admin", web::text::T(lang).nav_admin()).at(t.admin_accounts());
    let body = List {
        page,
        t,
        roles: Choice::of(role_choices, &asked.role),
        states: Choice::of(states, &asked.state),
        filtered: !(asked.q.is_empty() && asked.role.is_empty() && asked.state.is_empty()),
        lines: accounts.into_iter().map(|account| line(lang, account, &held)).collect(),
        total: lang.number(total),
        as_of: lang.moment(now),
        csv: asked.with("format", "csv"),
        xlsx: asked.with("format", "xlsx"),
        pager: Pager::new(lang, u64::try_from(total).unwrap_or(0), PAGE, asked.page_number(), |n| {
            asked.with("page", &n.to_string())
        }),
        q: asked.q,
    };
    Ok(render(&body)?.into_response())
}

type Held = HashMap<String, Vec<(String, String)>>;

/// Role and organisation in words, by account.
fn by_account(lang: Lang, roles: Vec<Role>) -> Held {
    let mut held = Held::new();
    for role in roles {
        let over = over(lang, role.over.as_ref());
        held.entry(role.account_id).or_default().push((words::role(lang, &role.role), over));
    }
    held
}

/// What a role is held over, in words.
pub fn over(lang: Lang, organisation: Option<&(String, String, String, String)>) -> String {
    match organisation {
        Some((_, _, th, en)) => lang.name(th, en).to_owned(),
        None => T(lang).whole_nation().to_owned(),
    }
}

/// Code of the state of an account.
pub const fn state_of(account: &Account) -> &'static str {
    match (account.disabled, account.invited) {
        (true, _) => "disabled",
        (false, true) => "invited",
        (false, false) => "active",
    }
}

/// Mark and words of a state.
pub fn state(t: T, code: &str) -> (&'static str, &'static str) {
    match code {
        "disabled" => ("off", t.state_disabled()),
        "invited" => ("go", t.state_invited()),
        _ => ("ok", t.state_active()),
    }
}

fn line(lang: Lang, account: Account, held: &Held) -> Line {
    let (mark, words) = state(T(lang), state_of(&account));
    Line {
        mark,
        state: words,
        roles: held.get(&account.id).cloned().unwrap_or_default(),
        seen: words::moment(lang, account.seen_at.as_deref()),
        id: account.id,
        login: account.login,
        name: account.name,
    }
}

fn table(lang: Lang, accounts: Vec<Account>, held: &Held) -> Table {
    let t = T(lang);
    let row = |account: Account| {
        let roles = held.get(&account.id).map(Vec::as_slice).unwrap_or_default();
        let roles: Vec<String> = roles.iter().map(|(role, over)| format!("{role}: {over}")).collect();
        vec![
            account.login.clone(),
            account.name.clone(),
            roles.join("; "),
            state(t, state_of(&account)).1.to_owned(),
            download::moment(Some(&account.created_at)),
            download::moment(account.seen_at.as_deref()),
        ]
    };
    Table {
        name: "accounts",
        title: t.admin_accounts().to_owned(),
        columns: vec![
            ("login", t.login()),
            ("name", t.person_name()),
            ("roles", t.roles()),
            ("state", t.state()),
            ("created_at", t.account_created()),
            ("seen_at", t.account_seen()),
        ],
        rows: accounts.into_iter().map(row).collect(),
    }
}
