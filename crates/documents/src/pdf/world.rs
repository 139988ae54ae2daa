//! All that the typesetter can see: our template, our fonts and the data of one document.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::font;

/// What all documents share.
struct Shared {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    main: FileId,
    sources: Vec<Source>,
    data: FileId,
    emblem: FileId,
}

static SHARED: LazyLock<Option<Shared>> = LazyLock::new(Shared::new);

const TEMPLATES: [(&str, &str); 4] = [
    ("paper.typ", include_str!("templates/paper.typ")),
    ("blocks.typ", include_str!("templates/blocks.typ")),
    ("openings.typ", include_str!("templates/openings.typ")),
    ("letters.typ", include_str!("templates/letters.typ")),
];

impl Shared {
    fn new() -> Option<Self> {
        let fonts: Vec<Font> = font::FILES.iter().flat_map(|file| Font::iter(Bytes::new(*file))).collect();
        let id = |name: &str| {
            let path = VirtualPath::new(name).ok()?;
            Some(RootedPath::new(VirtualRoot::Project, path).intern())
        };
        let sources: Option<Vec<Source>> =
            TEMPLATES.iter().map(|(name, text)| Some(Source::new(id(name)?, (*text).to_owned()))).collect();
        let sources = sources?;
        Some(Self {
            library: LazyHash::new(Library::default()),
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            main: sources.first()?.id(),
            sources,
            data: id("data.json")?,
            emblem: id("emblem")?,
        })
    }
}

/// One document as the typesetter sees it.
pub(super) struct Paper {
    shared: &'static Shared,
    data: Bytes,
    emblem: Option<Bytes>,
}

impl Paper {
    /// Nothing only if the template's own file names were no file names.
    pub(super) fn new(data: String, emblem: Option<Vec<u8>>) -> Option<Self> {
        let shared = SHARED.as_ref()?;
        Some(Self { shared, data: Bytes::new(data.into_bytes()), emblem: emblem.map(Bytes::new) })
    }

    fn absent(id: FileId) -> FileError {
        FileError::NotFound(id.vpath().get_without_slash().into())
    }
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &self.shared.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.shared.book
    }

    fn main(&self) -> FileId {
        self.shared.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.shared.sources.iter().find(|source| source.id() == id).cloned().ok_or_else(|| Self::absent(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.shared.data {
            return Ok(self.data.clone());
        }
        match &self.emblem {
            Some(emblem) if id == self.shared.emblem => Ok(emblem.clone()),
            _ => Err(Self::absent(id)),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.shared.fonts.get(index).cloned()
    }

    /// There is no clock: a document carries its own date.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
