//! Schemas of the OpenAPI document as words: the type of a value with links to the schemas that it names, and the fields
//! of an object. Read from JSON, so that any valid document can be shown.

use serde_json::Value;

/// A piece of the words for a type; with an anchor where it names a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Words.
    pub text: String,
    /// Anchor on the page; empty for plain words.
    pub anchor: String,
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: Vec<Piece>,
    /// True when it is always there.
    pub required: bool,
    /// What it means.
    pub description: String,
    /// The values that it may have; empty when any of its type.
    pub values: Vec<String>,
}

/// A named schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    /// Its name.
    pub name: String,
    /// Anchor on the page.
    pub anchor: String,
    /// What it is.
    pub description: String,
    /// Its type, when it is not an object with fields.
    pub kind: Vec<Piece>,
    /// Its fields.
    pub fields: Vec<Field>,
    /// The values that it may have.
    pub values: Vec<String>,
}

/// The anchor of a named schema.
pub fn anchor(name: &str) -> String {
    let plain = name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' });
    format!("schema-{}", plain.collect::<String>())
}

/// The text of a member; empty when there is none.
pub fn text(value: &Value, member: &str) -> String {
    value.get(member).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// The name that a reference ends in.
pub fn referred(schema: &Value) -> Option<&str> {
    schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.rsplit('/').next())
}

/// The words for the type of a schema.
pub fn kind(schema: &Value) -> Vec<Piece> {
    let plain = |words: &str| vec![Piece { text: words.to_owned(), anchor: String::new() }];
    if let Some(name) = referred(schema) {
        return vec![Piece { text: name.to_owned(), anchor: anchor(name) }];
    }
    for member in ["oneOf", "anyOf", "allOf"] {
        if let Some(parts) = schema.get(member).and_then(Value::as_array) {
            let joint = if member == "allOf" { " & " } else { " | " };
            return joined(parts.iter().map(kind), joint);
        }
    }
    match schema.get("type") {
        Some(Value::Array(types)) => {
            joined(types.iter().filter_map(Value::as_str).map(|one| of_type(one, schema)), " | ")
        }
        Some(Value::String(one)) => of_type(one, schema),
        _ if schema.get("properties").is_some() => plain("object"),
        _ => plain("any"),
    }
}

fn of_type(one: &str, schema: &Value) -> Vec<Piece> {
    let format = text(schema, "format");
    match (one, schema.get("items")) {
        ("array", Some(items)) => {
            let mut pieces = vec![Piece { text: "array of ".to_owned(), anchor: String::new() }];
            pieces.extend(kind(items));
            pieces
        }
        _ if format.is_empty() || one == "null" => vec![Piece { text: one.to_owned(), anchor: String::new() }],
        _ => vec![Piece { text: format!("{one} ({format})"), anchor: String::new() }],
    }
}

fn joined(parts: impl Iterator<Item = Vec<Piece>>, joint: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for part in parts {
        if !pieces.is_empty() {
            pieces.push(Piece { text: joint.to_owned(), anchor: String::new() });
        }
        pieces.extend(part);
    }
    pieces
}

/// The values that a schema lists.
pub fn values(schema: &Value) -> Vec<String> {
    let word = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    schema.get("enum").and_then(Value::as_array).map(|all| all.iter().map(word).collect()).unwrap_or_default()
}

/// The fields of an object; those of every part of an `allOf` together.
pub fn fields(schema: &Value) -> Vec<Field> {
    let mut all = Vec::new();
    for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        all.extend(fields(part));
    }
    let required: Vec<&str> =
        schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = schema.get("properties").and_then(Value::as_object);
    all.extend(properties.into_iter().flatten().map(|(name, property)| Field {
        required: required.contains(&name.as_str()),
        kind: kind(property),
        description: text(property, "description"),
        values: values(property),
        name: name.clone(),
    }));
    all
}

/// Every named schema of the document.
pub fn all(document: &Value) -> Vec<Schema> {
    let named = document.pointer("/components/schemas").and_then(Value::as_object);
    let schema = |(name, schema): (&String, &Value)| Schema {
        anchor: anchor(name),
        description: text(schema, "description"),
        kind: kind(schema),
        fields: fields(schema),
        values: values(schema),
        name: name.clone(),
    };
    named.into_iter().flatten().map(schema).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn words(schema: &Value) -> String {
        kind(schema).into_iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn a_type_is_told_in_words_with_links_to_what_it_names() {
        assert_eq!(words(&json!({"type": "string", "format": "date"})), "string (date)");
        assert_eq!(words(&json!({"type": ["integer", "null"], "format": "int64"})), "integer (int64) | null");
        let list = json!({"type": "array", "items": {"$ref": "#/components/schemas/Round"}});
        assert_eq!(words(&list), "array of Round");
        assert_eq!(kind(&list)[1].anchor, "schema-round");
        assert_eq!(words(&json!({"oneOf": [{"type": "null"}, {"$ref": "#/x/A"}]})), "null | A");
        assert_eq!(words(&json!({})), "any");
    }

    #[test]
    fn an_object_lists_its_fields_and_which_of_them_are_always_there() {
        let schema = json!({"type": "object", "required": ["a"], "properties": {
            "a": {"type": "string", "description": "A.", "enum": ["x", "y"]}, "b": {"type": "boolean"}}});
        let fields = fields(&schema);
        assert_eq!(fields.iter().map(|field| field.required).collect::<Vec<_>>(), [true, false]);
        assert_eq!((fields[0].description.as_str(), fields[0].values.len()), ("A.", 2));
    }
}
