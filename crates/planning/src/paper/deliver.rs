//! A paper as the answer to a request. Drawing one takes a processor for a moment, so only as many are drawn at a time
//! as there are processors, on threads of their own.

use std::sync::LazyLock;

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use documents::report::Document;
use tokio::sync::Semaphore;
use web::Problem;

/// Form of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// PDF.
    Pdf,
    /// DOCX.
    Docx,
}

impl Form {
    /// The form with this name; PDF when none is named.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "" | "pdf" => Some(Form::Pdf),
            "docx" => Some(Form::Docx),
            _ => None,
        }
    }

    /// Ending of its file names.
    pub const fn ending(self) -> &'static str {
        match self {
            Form::Pdf => "pdf",
            Form::Docx => "docx",
        }
    }

    const fn mime(self) -> &'static str {
        match self {
            Form::Pdf => "application/pdf",
            Form::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }
}

static DRAWING: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(2, std::num::NonZero::get)));

/// Draws a paper and answers with it. `make` builds the document on the drawing thread; `name` is ASCII without ending.
///
/// # Errors
/// A defect when the document can't be drawn.
pub async fn deliver(
    make: impl FnOnce() -> Document + Send + 'static,
    form: Form,
    name: &str,
) -> Result<Response, Problem> {
    let permit = DRAWING.acquire().await.map_err(Problem::defect)?;
    let drawn = tokio::task::spawn_blocking(move || match form {
        Form::Pdf => documents::pdf::render(&make()),
        Form::Docx => documents::docx::render(&make()),
    });
    let bytes = drawn.await.map_err(Problem::defect)?.map_err(Problem::defect)?;
    drop(permit);
    Ok(file(bytes, form.mime(), &format!("{name}.{}", form.ending()), form == Form::Pdf))
}

/// A file as an answer, shown in the browser or saved.
pub fn file(bytes: Vec<u8>, mime: &'static str, name: &str, shown: bool) -> Response {
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(mime));
    let how = if shown { "inline" } else { "attachment" };
    if let Ok(value) = HeaderValue::from_str(&format!("{how}; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
