//! What the OpenAPI document says of every operation alike, said once: who is refused, what a refusal looks like, the
//! key of a request that may be repeated, the revision that an edit names.

use utoipa::openapi::{
    Content, HttpMethod, KnownFormat, ObjectBuilder, OpenApi, Ref, RefOr, Required, Response, SchemaFormat,
    path::{Operation, Parameter, ParameterBuilder, ParameterIn},
    schema::{ArrayBuilder, Schema, Type},
};

/// The media type of a refusal.
const MIME: &str = "application/problem+json";

/// Adds what holds of all operations.
pub fn add(document: &mut OpenApi) {
    let components = document.components.get_or_insert_default();
    components.schemas.insert("Problem".to_owned(), RefOr::T(problem()));
    for item in document.paths.paths.values_mut() {
        let operations = [
            (HttpMethod::Get, &mut item.get),
            (HttpMethod::Post, &mut item.post),
            (HttpMethod::Put, &mut item.put),
            (HttpMethod::Delete, &mut item.delete),
        ];
        for (method, operation) in operations {
            if let Some(operation) = operation {
                complete(&method, operation);
            }
        }
    }
}

fn complete(method: &HttpMethod, operation: &mut Operation) {
    let refusals = [
        ("401", "Without an account"),
        ("403", "No role allows this"),
        ("429", "Too many requests of one account; Retry-After says how many seconds to wait"),
    ];
    for (status, words) in refusals {
        operation.responses.responses.entry(status.to_owned()).or_insert_with(|| RefOr::T(Response::new(words)));
    }
    match method {
        HttpMethod::Post => {
            let words = "1 to 200 visible ASCII characters of the caller's choice. A repeat with the same key changes \
                         nothing and gets the first answer, for at least seven days; another request with the same key \
                         is refused with 422.";
            parameter(operation, "Idempotency-Key", Required::False, words);
            let words = "Values that are refused, field by field, or the Idempotency-Key was used for another request";
            let refused = || RefOr::T(Response::new(words));
            operation.responses.responses.entry("422".to_owned()).or_insert_with(refused);
        }
        HttpMethod::Put => {
            parameter(operation, "If-Match", Required::True, "Entity tag of what was read");
        }
        _ => {}
    }
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else { continue };
        if status.starts_with('4') && response.content.is_empty() {
            let content = Content::new(Some(RefOr::Ref(Ref::from_schema_name("Problem"))));
            response.content.insert(MIME.to_owned(), RefOr::T(content));
        }
        if response.description.is_empty() {
            meaning(status).clone_into(&mut response.description);
        }
    }
}

fn parameter(operation: &mut Operation, name: &str, required: Required, words: &str) {
    let parameters = operation.parameters.get_or_insert_default();
    if parameters.iter().any(|known| matches!(known, RefOr::T(known) if known.name == name)) {
        return;
    }
    let text = ObjectBuilder::new().schema_type(Type::String);
    let made: Parameter = ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(required)
        .description(Some(words))
        .schema(Some(text))
        .build();
    parameters.push(RefOr::T(made));
}

/// What a status means where the operation says nothing of its own.
fn meaning(status: &str) -> &'static str {
    match status {
        "200" => "As asked",
        "201" => "Made",
        "204" => "Done",
        "304" => "Not changed since",
        "403" => "No role allows this",
        "404" => "No such thing, or out of reach",
        "409" => "The rules don't allow this now; the detail says why",
        "412" => "Somebody else saved in between; ETag names the newest",
        "422" => "Values that are refused, field by field",
        "428" => "If-Match is missing",
        _ => "",
    }
}

/// Problem details of RFC 9457 with what this server adds.
fn problem() -> Schema {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let refused = ObjectBuilder::new()
        .property("field", text().description(Some("Name or path of the member: `processes[3].rto`")))
        .property("reason", text().description(Some("Why, in the language of Accept-Language")))
        .required("field")
        .required("reason");
    let status =
        ObjectBuilder::new().schema_type(Type::Integer).format(Some(SchemaFormat::KnownFormat(KnownFormat::Int32)));
    let object = ObjectBuilder::new()
        .description(Some("Why a request was refused (RFC 9457)"))
        .property("type", text().description(Some("A stable name: `urn:ratphrom:problem:invalid`")))
        .property("title", text())
        .property("status", status)
        .property("detail", text())
        .property("errors", ArrayBuilder::new().items(refused).description(Some("What was refused, field by field")))
        .property("reference", text().description(Some("Under which a defect of the server was logged")))
        .required("type")
        .required("title")
        .required("status")
        .required("detail");
    Schema::Object(object.build())
}
