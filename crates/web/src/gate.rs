//! The gate in front of every route: it lets in whoever the route's declared access allows, and hands the handler the
//! scope of that access. Who came is found once, before (see [`crate::visit`]).

use axum::{
    extract::{FromRequestParts, Request},
    http::request::Parts,
    middleware::Next,
    response::{IntoResponse, Response},
};
use db::Scope;

use crate::{Access, Action, Actor, Problem, Visit};

/// Who was let in, for what, and how far it reaches. A handler of a route with [`Access::May`] takes it.
#[derive(Clone, Debug)]
pub struct Granted {
    /// Who.
    pub actor: Actor,
    /// For what.
    pub action: Action,
    /// How far.
    pub scope: Scope,
}

impl<S: Send + Sync> FromRequestParts<S> for Granted {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Granted>().cloned().ok_or(Problem::Forbidden)
    }
}

pub(crate) async fn pass(access: Access, mut request: Request, next: Next) -> Response {
    let visit = request.extensions().get::<Visit>().cloned().unwrap_or_default();
    let refusal = match (access, &visit.actor) {
        (Access::Public, _) | (Access::SignedIn, Some(_)) => None,
        (Access::Monitor, _) if visit.monitor => None,
        (Access::Monitor, _) => Some(Problem::NotFound),
        (_, None) => Some(Problem::SignInFirst),
        (Access::May(action), Some(actor)) => match actor.scope(action) {
            Some(scope) => {
                request.extensions_mut().insert(Granted { actor: actor.clone(), action, scope });
                None
            }
            None => Some(Problem::Forbidden),
        },
    };
    match refusal {
        None => next.run(request).await,
        Some(problem) => problem.told_to(&visit).into_response(),
    }
}
