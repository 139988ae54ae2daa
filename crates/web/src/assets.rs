//! Styles, scripts, fonts and images, embedded and compressed when the program is built. Their names carry a hash of
//! the content, so a browser keeps them for a year and asks for a new one as soon as it changes.

use axum::{
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

/// One embedded file.
pub struct Asset {
    /// Logical name: `app.css`.
    pub name: &'static str,
    /// Name with the content's hash: `app.3f2a….css`.
    pub path: &'static str,
    /// Type for the browser.
    pub mime: &'static str,
    /// As it is.
    pub plain: &'static [u8],
    /// Compressed with Brotli, when that is smaller.
    pub br: Option<&'static [u8]>,
    /// Compressed with gzip, when that is smaller.
    pub gz: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The address of a file by its logical name; the name itself when there is none, so that the log shows it.
pub fn address(name: &str) -> String {
    let path = ASSETS.iter().find(|asset| asset.name == name).map_or(name, |asset| asset.path);
    format!("/assets/{path}")
}

/// Answers with the smallest form that the browser takes.
pub(crate) async fn serve(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.path == path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let takes = |coding: &str| accepted.split(',').any(|part| part.trim().split(';').next() == Some(coding));
    let (coding, body) = match (asset.br, asset.gz) {
        (Some(br), _) if takes("br") => (Some("br"), br),
        (_, Some(gz)) if takes("gzip") => (Some("gzip"), gz),
        _ => (None, asset.plain),
    };
    let kept = [
        (header::CONTENT_TYPE, asset.mime),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "Accept-Encoding"),
    ];
    match coding {
        Some(coding) => (kept, [(header::CONTENT_ENCODING, coding)], body).into_response(),
        None => (kept, body).into_response(),
    }
}
