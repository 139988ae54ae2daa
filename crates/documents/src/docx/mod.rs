//! Documents as DOCX, for officers who go on working on them: TH SarabunPSK at 16 points, real
//! headings, lists and tables whose header rows repeat. Written as OOXML directly, because Thai
//! distribution, Thai page numbers and the Thai language mark are what no library writes.

mod body;
mod frame;
mod letter;
mod parts;
mod run;
mod table;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::report::{Document, RenderError};

/// The document's DOCX. Equal documents give equal bytes.
///
/// # Errors
/// [`RenderError::Fault`] when the document would not print, [`RenderError::Engine`] when a picture
/// cannot be drawn or the parts cannot be packed.
pub fn render(document: &Document) -> Result<Vec<u8>, RenderError> {
    document.check()?;
    let body = body::Body::write(document)?;
    let mut parts: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".to_owned(), parts::content_types().into_bytes()),
        ("_rels/.rels".to_owned(), parts::PACKAGE_RELATIONSHIPS.as_bytes().to_vec()),
        ("docProps/core.xml".to_owned(), parts::core_properties(document).into_bytes()),
        ("docProps/app.xml".to_owned(), parts::APP_PROPERTIES.as_bytes().to_vec()),
        ("word/document.xml".to_owned(), body.xml.into_bytes()),
        ("word/styles.xml".to_owned(), parts::styles(document).into_bytes()),
        ("word/numbering.xml".to_owned(), body.numbering.into_bytes()),
        ("word/settings.xml".to_owned(), parts::SETTINGS.as_bytes().to_vec()),
        ("word/_rels/document.xml.rels".to_owned(), parts::relationships(body.pictures.len()).into_bytes()),
    ];
    for (name, xml) in frame::parts(document) {
        parts.push((format!("word/{name}.xml"), xml.into_bytes()));
    }
    for (index, picture) in body.pictures.into_iter().enumerate() {
        parts.push((format!("word/media/picture{}.png", index + 1), picture));
    }
    pack(&parts).map_err(|error| RenderError::engine("DOCX", error))
}

fn pack(parts: &[(String, Vec<u8>)]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, content) in parts {
        archive.start_file(name.as_str(), options)?;
        archive.write_all(content)?;
    }
    Ok(archive.finish()?.into_inner())
}
