//! The OpenAPI document against the routes: neither says what the other doesn't.

use std::collections::BTreeSet;

use testapp::{TestApp, World};
use web::Access;

fn documented(document: &serde_json::Value) -> BTreeSet<String> {
    let paths = document["paths"].as_object().unwrap();
    let of = |(path, item): (&String, &serde_json::Value)| {
        let methods =
            item.as_object().unwrap().keys().filter(|key| ["get", "post", "put", "delete"].contains(&key.as_str()));
        methods.map(|method| format!("{} {path}", method.to_uppercase())).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of).collect()
}

#[test]
fn every_route_of_the_programming_interface_is_documented_and_every_documented_one_is_there() {
    let app = TestApp::start(World::sqlite());
    let document = app.guest().get("/api/v1/openapi.json").expect(200).json();
    let served: BTreeSet<String> = app
        .routes
        .iter()
        .filter(|route| route.path.starts_with("/api/v1/") && route.path != "/api/v1/openapi.json")
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    let documented = documented(&document);
    let missing: Vec<_> = served.difference(&documented).collect();
    let gone: Vec<_> = documented.difference(&served).collect();
    assert!(missing.is_empty() && gone.is_empty(), "not documented: {missing:?}\nnot there: {gone:?}");
}

#[test]
fn every_operation_names_its_parameters_an_answer_and_how_to_be_known() {
    let app = TestApp::start(World::sqlite());
    let document = app.guest().get("/api/v1/openapi.json").expect(200).json();
    let mut wrong = Vec::new();
    for route in app.routes.iter().filter(|route| route.path.starts_with("/api/v1/") && route.access != Access::Public)
    {
        let operation = &document["paths"][&route.path][route.method.to_lowercase()];
        let what = format!("{} {}", route.method, route.path);
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let named = |place: &str, name: &str| parameters.iter().any(|one| one["in"] == place && one["name"] == name);
        for name in route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
            if !named("path", name) {
                wrong.push(format!("{what}: the parameter {name} is missing"));
            }
        }
        if route.method == "POST" && !named("header", "Idempotency-Key") {
            wrong.push(format!("{what}: Idempotency-Key is missing"));
        }
        if route.method == "PUT" && !named("header", "If-Match") {
            wrong.push(format!("{what}: If-Match is missing"));
        }
        let answers = operation["responses"].as_object().cloned().unwrap_or_default();
        if !answers.keys().any(|status| status.starts_with('2')) {
            wrong.push(format!("{what}: no answer of success"));
        }
        for status in ["401", "403"] {
            if !answers.contains_key(status) {
                wrong.push(format!("{what}: {status} is missing"));
            }
        }
        if operation["summary"].as_str().is_none_or(str::is_empty) {
            wrong.push(format!("{what}: no summary"));
        }
    }
    assert!(document["security"].as_array().is_some_and(|all| !all.is_empty()));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_page_for_developers_shows_every_operation() {
    let app = TestApp::start(World::sqlite());
    let page = app.guest().get("/api/docs").expect(200).text();
    let document = app.guest().get("/api/v1/openapi.json").expect(200).json();
    for path in document["paths"].as_object().unwrap().keys() {
        assert!(page.contains(path), "{path}");
    }
}
