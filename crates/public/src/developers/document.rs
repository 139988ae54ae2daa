//! The OpenAPI document as a page needs it: operations in groups, each with its parameters, body, answers and a command
//! to try it. Read from JSON, in the order of the document.

use serde_json::Value;

use super::{
    example::{self, Request},
    schema::{self, Piece, text},
};

/// Operations of one part of the product.
#[derive(Debug)]
pub struct Group {
    /// Name of the part.
    pub name: String,
    /// Anchor on the page.
    pub anchor: String,
    /// Its operations.
    pub operations: Vec<Operation>,
}

/// One operation.
#[derive(Debug)]
pub struct Operation {
    /// Anchor on the page.
    pub anchor: String,
    /// `GET`, `PUT` ...
    pub method: String,
    /// Path with parameters in braces.
    pub path: String,
    /// What it does, in a line.
    pub summary: String,
    /// What else there is to know.
    pub description: String,
    /// Parameters.
    pub parameters: Vec<Parameter>,
    /// Body of the request.
    pub body: Option<Body>,
    /// Answers by status.
    pub answers: Vec<Answer>,
    /// Command to try it.
    pub curl: String,
}

/// A parameter.
#[derive(Debug)]
pub struct Parameter {
    /// Its name.
    pub name: String,
    /// `path`, `query`, `header`.
    pub place: String,
    /// True when it must be given.
    pub required: bool,
    /// Its type.
    pub kind: Vec<Piece>,
    /// What it means.
    pub description: String,
    /// The values that it may have.
    pub values: Vec<String>,
}

/// The body of a request.
#[derive(Debug)]
pub struct Body {
    /// Type of the content.
    pub media: String,
    /// Type of the value.
    pub kind: Vec<Piece>,
    /// An example.
    pub example: String,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: String,
    /// What it means.
    pub description: String,
    /// Type of the value, when there is one.
    pub kind: Vec<Piece>,
}

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Every operation of the document, in groups by the first tag, or else by the first word of the path.
pub fn groups(document: &Value, base: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (path, item) in document.get("paths").and_then(Value::as_object).into_iter().flatten() {
        for method in METHODS {
            let Some(found) = item.get(method) else { continue };
            let operation = operation(document, base, (method, path), item, found);
            let name = part(found, path);
            match groups.iter_mut().find(|group| group.name == name) {
                Some(group) => group.operations.push(operation),
                None => {
                    groups.push(Group { anchor: format!("part-{}", slug(&name)), name, operations: vec![operation] })
                }
            }
        }
    }
    groups
}

fn part(operation: &Value, path: &str) -> String {
    let tag = operation.pointer("/tags/0").and_then(Value::as_str);
    let word = || path.trim_start_matches("/api/v1").split('/').find(|word| !word.is_empty()).unwrap_or("api");
    tag.unwrap_or_else(word).to_owned()
}

fn slug(text: &str) -> String {
    let plain = text.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '-' });
    plain.collect::<String>().trim_matches('-').to_owned()
}

fn operation(document: &Value, base: &str, (method, path): (&str, &str), item: &Value, found: &Value) -> Operation {
    let of = |value: &Value| value.get("parameters").and_then(Value::as_array).cloned().unwrap_or_default();
    let parameters: Vec<Parameter> = of(item).iter().chain(&of(found)).map(|one| parameter(document, one)).collect();
    let body = body(document, found);
    let method = method.to_uppercase();
    let request = Request {
        base,
        method: &method,
        path,
        token: found.get("security").is_none_or(|security| security.as_array().is_none_or(|all| !all.is_empty())),
        if_match: parameters.iter().any(|one| one.name.eq_ignore_ascii_case("if-match")) || method == "PUT",
        body: body.as_ref().map(|body| (body.media.as_str(), body.example.clone())),
    };
    let curl = example::curl(&request);
    Operation {
        anchor: slug(&format!("{method} {path}")),
        summary: text(found, "summary"),
        description: text(found, "description"),
        parameters,
        answers: answers(document, found),
        body,
        curl,
        path: path.to_owned(),
        method,
    }
}

/// The thing itself, or what its reference names.
fn resolved<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let reference = value.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
    reference.and_then(|pointer| document.pointer(pointer)).unwrap_or(value)
}

fn parameter(document: &Value, value: &Value) -> Parameter {
    let value = resolved(document, value);
    let held = value.get("schema").cloned().unwrap_or_default();
    Parameter {
        name: text(value, "name"),
        place: text(value, "in"),
        required: value.get("required").and_then(Value::as_bool).unwrap_or(false),
        kind: schema::kind(&held),
        description: text(value, "description"),
        values: schema::values(&held),
    }
}

fn body(document: &Value, found: &Value) -> Option<Body> {
    let body = resolved(document, found.get("requestBody")?);
    let (media, content) = body.get("content")?.as_object()?.iter().next()?;
    let held = content.get("schema").cloned().unwrap_or_default();
    let given = content.get("example").cloned().unwrap_or_else(|| example::value(document, &held));
    let example = serde_json::to_string_pretty(&given).unwrap_or_default();
    Some(Body { media: media.clone(), kind: schema::kind(&held), example })
}

fn answers(document: &Value, found: &Value) -> Vec<Answer> {
    let all = found.get("responses").and_then(Value::as_object);
    let answer = |(status, value): (&String, &Value)| {
        let value = resolved(document, value);
        let content = value.get("content").and_then(Value::as_object).and_then(|content| content.values().next());
        Answer {
            status: status.clone(),
            description: text(value, "description"),
            kind: content.and_then(|content| content.get("schema")).map(schema::kind).unwrap_or_default(),
        }
    };
    all.into_iter().flatten().map(answer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn document() -> Value {
        json!({
            "paths": {
                "/api/v1/rounds/{year}": {
                    "get": {"tags": ["rounds"], "summary": "One round", "parameters": [
                        {"name": "year", "in": "path", "required": true, "schema": {"type": "integer"}}],
                        "responses": {"200": {"description": "It", "content": {"application/json":
                            {"schema": {"$ref": "#/components/schemas/Round"}}}}}},
                    "put": {"tags": ["rounds"], "requestBody": {"content": {"application/json":
                        {"schema": {"$ref": "#/components/schemas/Round"}}}}, "responses": {}},
                },
                "/api/v1/plans": {"get": {"responses": {}, "security": []}},
            },
            "components": {"schemas": {"Round": {"type": "object", "properties": {"year": {"type": "integer"}}}}},
        })
    }

    #[test]
    fn operations_are_grouped_by_tag_or_else_by_path() {
        let groups = groups(&document(), "https://x.example");
        assert_eq!(groups.iter().map(|group| group.name.as_str()).collect::<Vec<_>>(), ["rounds", "plans"]);
        assert_eq!(groups[0].operations.len(), 2);
        let anchors: Vec<&str> = groups.iter().flat_map(|g| &g.operations).map(|o| o.anchor.as_str()).collect();
        assert_eq!(anchors[0], "get--api-v1-rounds--year");
    }

    #[test]
    fn an_operation_tells_its_parameters_its_answers_and_how_to_try_it() {
        let groups = groups(&document(), "https://x.example");
        let (get, put) = (&groups[0].operations[0], &groups[0].operations[1]);
        assert!(get.parameters[0].required && get.parameters[0].place == "path");
        assert_eq!(get.answers[0].kind[0].anchor, "schema-round");
        assert!(get.curl.contains("Bearer") && put.curl.contains("If-Match"));
        assert!(put.body.as_ref().is_some_and(|body| body.example.contains("\"year\": 1")));
        assert!(!groups[1].operations[0].curl.contains("Bearer"));
    }
}
