//! Which organisations a person may reach: the whole nation, or the subtrees of some organisations.
//!
//! A store takes a scope and adds it to its statement; what is outside is simply not found.

use crate::Value;

/// One part of a reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// An organisation and all below it, by the materialised path of the organisation.
    Subtree(String),
    /// One organisation alone.
    Only(String),
}

/// The reach of one act of one person. Only the policy in `web` makes one from a person's roles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    parts: Option<Vec<Reach>>,
}

impl Scope {
    /// Every organisation. For the policy, jobs and the command line only.
    pub const fn nation() -> Self {
        Scope { parts: None }
    }

    /// These parts; none means that nothing can be reached.
    pub fn of(parts: impl IntoIterator<Item = Reach>) -> Self {
        Scope { parts: Some(parts.into_iter().collect()) }
    }

    /// True when every organisation can be reached.
    pub const fn is_nation(&self) -> bool {
        self.parts.is_none()
    }

    /// The parts; `None` for the nation.
    pub fn parts(&self) -> Option<&[Reach]> {
        self.parts.as_deref()
    }

    /// True when an organisation with this materialised path can be reached.
    pub fn reaches(&self, path: &str) -> bool {
        self.parts.as_ref().is_none_or(|parts| {
            parts.iter().any(|part| match part {
                Reach::Subtree(start) => path.starts_with(start.as_str()),
                Reach::Only(only) => path == only,
            })
        })
    }

    /// A condition on the path column, with its parameters appended: `("o.path", &mut params)` gives
    /// `((o.path >= $3 AND o.path < $4))`, or `TRUE` for the nation.
    pub fn condition(&self, column: &str, params: &mut Vec<Value>) -> String {
        let Some(parts) = &self.parts else { return "TRUE".into() };
        if parts.is_empty() {
            return "FALSE".into();
        }
        let mut conditions = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Reach::Subtree(start) => {
                    let (from, to) = range(start);
                    params.push(Value::Text(from));
                    params.push(Value::Text(to));
                    let last = params.len();
                    conditions.push(format!("({column} >= ${} AND {column} < ${last})", last - 1));
                }
                Reach::Only(only) => {
                    params.push(Value::Text(only.clone()));
                    conditions.push(format!("{column} = ${}", params.len()));
                }
            }
        }
        format!("({})", conditions.join(" OR "))
    }
}

/// The range of materialised paths in the subtree that begins at `path` (which ends in `/`): from, up to but without.
pub fn range(path: &str) -> (String, String) {
    let mut end = path.trim_end_matches('/').to_owned();
    end.push('0'); // the character after '/'
    (path.to_owned(), end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subtree_holds_its_own_root_and_not_its_neighbour() {
        let scope = Scope::of([Reach::Subtree("a1/b2/".to_owned())]);
        assert!(scope.reaches("a1/b2/") && scope.reaches("a1/b2/c3/"));
        assert!(!scope.reaches("a1/b20/") && !scope.reaches("a1/"));
        let (from, to) = range("a1/b2/");
        assert!("a1/b2/" >= from.as_str() && "a1/b2/zz/" < to.as_str() && "a1/b20/" > to.as_str());
    }

    #[test]
    fn no_subtree_reaches_nothing() {
        let mut params = Vec::new();
        assert_eq!(Scope::of([]).condition("o.path", &mut params), "FALSE");
        assert!(params.is_empty());
    }
}
