//! Documents as PDF: PDF/A-2a for the archive and PDF/UA-1 for everyone, typeset by Typst with a
//! template of ours. The text of a document reaches the template only as data, never as source; the
//! typesetter sees no file, no network and no package.

mod data;
mod letter;
mod lines;
mod world;

use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use crate::picture;
use crate::report::{Document, Emblem, RenderError};

/// The document's PDF. Equal documents give equal bytes.
///
/// # Errors
/// [`RenderError::Fault`] when the document would not print, [`RenderError::Engine`] when the
/// typesetter refuses it.
pub fn render(document: &Document) -> Result<Vec<u8>, RenderError> {
    document.check()?;
    let emblem = match &document.meta.emblem {
        Some(Emblem::Svg(svg)) => Some(picture::outlined(svg)?.into_bytes()),
        Some(Emblem::Png(png)) => Some(png.clone()),
        None => None,
    };
    let world = world::Paper::new(data::of(document)?.to_string(), emblem)
        .ok_or_else(|| RenderError::engine("PDF", "the template cannot be loaded"))?;
    let bytes = typeset(&world);
    // A paper is often printed again at once, after a look or a small change, which then takes a fifth of the time. What
    // the typesetter remembers beyond that is of no use to the next paper, and grows.
    comemo::evict(PAPERS_REMEMBERED);
    bytes
}

/// So many papers after which what was not used again is forgotten; a paper of 30 pages is about 25 MB.
const PAPERS_REMEMBERED: usize = 2;

fn typeset(world: &world::Paper) -> Result<Vec<u8>, RenderError> {
    let words = |found: &[typst::diag::SourceDiagnostic]| {
        found.iter().map(|one| one.message.to_string()).collect::<Vec<_>>().join("; ")
    };
    let paper =
        typst::compile::<PagedDocument>(world).output.map_err(|found| RenderError::engine("PDF", words(&found)))?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| RenderError::engine("PDF", format!("{error:?}")))?;
    let options =
        PdfOptions { standards, creator: Smart::Custom(Some("Ratphrom".to_owned())), ..PdfOptions::default() };
    typst_pdf::pdf(&paper, &options).map_err(|found| RenderError::engine("PDF", words(&found)))
}
