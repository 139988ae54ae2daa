//! Routes, each with its declared access: one that declares none can't be written. The table is also what the access
//! matrix and the list of addresses are made from.

use axum::{
    Router,
    handler::Handler,
    middleware::from_fn,
    routing::{MethodFilter, on},
};

use crate::{Access, App, gate};

/// One declared route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// `GET`, `POST`, `PUT`, `DELETE`.
    pub method: &'static str,
    /// The path with its parameters in braces.
    pub path: String,
    /// What is asked of whoever comes.
    pub access: Access,
}

/// The routes of an area, on one screen.
#[derive(Default)]
pub struct Routes {
    router: Router<App>,
    table: Vec<Route>,
}

impl Routes {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads.
    pub fn get<H: Handler<T, App>, T: 'static>(self, path: &str, access: Access, handler: H) -> Self {
        self.add("GET", MethodFilter::GET, path, access, handler)
    }

    /// Creates, or does something.
    pub fn post<H: Handler<T, App>, T: 'static>(self, path: &str, access: Access, handler: H) -> Self {
        self.add("POST", MethodFilter::POST, path, access, handler)
    }

    /// Replaces.
    pub fn put<H: Handler<T, App>, T: 'static>(self, path: &str, access: Access, handler: H) -> Self {
        self.add("PUT", MethodFilter::PUT, path, access, handler)
    }

    /// Removes or ends.
    pub fn delete<H: Handler<T, App>, T: 'static>(self, path: &str, access: Access, handler: H) -> Self {
        self.add("DELETE", MethodFilter::DELETE, path, access, handler)
    }

    /// The routes of another slice.
    pub fn merge(mut self, other: Routes) -> Self {
        self.router = self.router.merge(other.router);
        self.table.extend(other.table);
        self
    }

    /// The router and the table.
    pub fn into_parts(self) -> (Router<App>, Vec<Route>) {
        (self.router, self.table)
    }

    fn add<H: Handler<T, App>, T: 'static>(
        mut self,
        method: &'static str,
        filter: MethodFilter,
        path: &str,
        access: Access,
        handler: H,
    ) -> Self {
        let guarded = on(filter, handler)
            .layer(from_fn(move |request, next| async move { gate::pass(access, request, next).await }));
        self.router = self.router.route(path, guarded);
        self.table.push(Route { method, path: path.to_owned(), access });
        self
    }
}
