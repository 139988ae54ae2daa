//! An example of a value that fits a schema, and the command that sends it. Made from the document's own examples where
//! it has any; never from real data.

use serde_json::{Map, Value, json};

use super::schema::referred;

/// How deep an example goes before it stops.
const DEEPEST: usize = 6;

/// A value that fits the schema.
pub fn value(document: &Value, schema: &Value) -> Value {
    at_depth(document, schema, DEEPEST)
}

fn at_depth(document: &Value, schema: &Value, left: usize) -> Value {
    if left == 0 {
        return Value::Null;
    }
    let given = schema.get("example").or_else(|| schema.get("examples").and_then(|all| all.get(0)));
    if let Some(given) = given.or_else(|| schema.get("enum").and_then(|all| all.get(0))) {
        return given.clone();
    }
    if let Some(name) = referred(schema) {
        let named = document.pointer("/components/schemas").and_then(|schemas| schemas.get(name));
        return named.map_or(Value::Null, |named| at_depth(document, named, left - 1));
    }
    for member in ["oneOf", "anyOf"] {
        let parts = schema.get(member).and_then(Value::as_array).into_iter().flatten();
        if let Some(part) = parts.into_iter().find(|part| part.get("type").and_then(Value::as_str) != Some("null")) {
            return at_depth(document, part, left - 1);
        }
    }
    if schema.get("properties").is_some() || schema.get("allOf").is_some() {
        return Value::Object(object(document, schema, left));
    }
    of_type(document, schema, left)
}

fn object(document: &Value, schema: &Value, left: usize) -> Map<String, Value> {
    let mut members = Map::new();
    for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        if let Value::Object(more) = at_depth(document, part, left - 1) {
            members.extend(more);
        }
    }
    for (name, property) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        members.insert(name.clone(), at_depth(document, property, left - 1));
    }
    members
}

fn of_type(document: &Value, schema: &Value, left: usize) -> Value {
    let one = match schema.get("type") {
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).find(|one| *one != "null"),
        Some(Value::String(one)) => Some(one.as_str()),
        _ => None,
    };
    match (one, schema.get("format").and_then(Value::as_str)) {
        (Some("string"), Some("date")) => json!("2026-08-31"),
        (Some("string"), Some("date-time")) => json!("2026-08-31T09:00:00Z"),
        (Some("string"), Some("uuid")) => json!("01890a5d-ac96-774b-bcce-b302099a8057"),
        (Some("string"), _) => json!("text"),
        (Some("integer"), _) => json!(1),
        (Some("number"), _) => json!(0.5),
        (Some("boolean"), _) => json!(true),
        (Some("array"), _) => match schema.get("items") {
            Some(items) => json!([at_depth(document, items, left - 1)]),
            None => json!([]),
        },
        (Some("object"), _) => json!({}),
        _ => Value::Null,
    }
}

/// What a command to try an operation is made of.
pub struct Request<'a> {
    /// Address of the server.
    pub base: &'a str,
    /// `GET`, `PUT` ...
    pub method: &'a str,
    /// Path with parameters in braces.
    pub path: &'a str,
    /// True when it needs a token.
    pub token: bool,
    /// True when the edit must name what it began from.
    pub if_match: bool,
    /// Type and text of the body, when there is one.
    pub body: Option<(&'a str, String)>,
}

/// The command line that sends the request.
pub fn curl(request: &Request<'_>) -> String {
    let mut lines = vec![format!("curl -X {} '{}{}'", request.method, request.base, request.path)];
    if request.token {
        lines.push("-H \"Authorization: Bearer $TOKEN\"".to_owned());
    }
    if request.if_match {
        lines.push("-H 'If-Match: \"3\"'".to_owned());
    }
    if let Some((kind, body)) = &request.body {
        lines.push(format!("-H 'Content-Type: {kind}'"));
        lines.push(format!("-d '{}'", body.replace('\'', "'\\''")));
    }
    if request.method == "GET" {
        lines[0] = lines[0].replacen("curl -X GET", "curl", 1);
    }
    lines.join(" \\\n  ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_fits_its_schema_and_a_circle_ends() {
        let document = json!({"components": {"schemas": {"Node": {"type": "object", "properties": {
            "name": {"type": "string"}, "on": {"type": "string", "format": "date"},
            "next": {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Node"}]}}}}}});
        let node = value(&document, &json!({"$ref": "#/components/schemas/Node"}));
        assert_eq!(node.get("name"), Some(&json!("text")));
        assert_eq!(node.get("on"), Some(&json!("2026-08-31")));
        assert!(node.get("next").is_some());
    }

    #[test]
    fn a_command_carries_what_the_operation_needs_and_survives_quotes() {
        let body = Some(("application/json", r#"{"reason":"it's late"}"#.to_owned()));
        let put =
            Request { base: "https://x.example", method: "PUT", path: "/a/{id}", token: true, if_match: true, body };
        let command = curl(&put);
        assert!(command.contains("-X PUT") && command.contains("If-Match") && command.contains("Bearer"));
        assert!(command.contains(r"it'\''s late"));
        let get = Request { method: "GET", if_match: false, body: None, token: false, ..put };
        assert_eq!(curl(&get), "curl 'https://x.example/a/{id}'");
    }
}
