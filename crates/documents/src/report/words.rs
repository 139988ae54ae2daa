//! Runs of text inside a paragraph or cell.

/// A run of text in one style.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Span {
    /// The text; a line feed is a line break.
    pub text: String,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is italic.
    pub italic: bool,
    /// Whether its digits stay as they are: codes, hashes, addresses.
    pub verbatim: bool,
}

/// Text in one or more styles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text(pub Vec<Span>);

impl Text {
    /// Appends plain text.
    pub fn plain(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span { text: text.into(), ..Span::default() });
        self
    }

    /// Appends bold text.
    pub fn bold(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span { text: text.into(), bold: true, ..Span::default() });
        self
    }

    /// Appends italic text.
    pub fn italic(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span { text: text.into(), italic: true, ..Span::default() });
        self
    }

    /// Appends a code, hash or address, whose digits stay as they are.
    pub fn code(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span { text: text.into(), verbatim: true, ..Span::default() });
        self
    }

    /// Whether nothing but blanks would be printed.
    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|span| span.text.trim().is_empty())
    }

    /// The text without its styles.
    pub fn to_plain(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self::default().plain(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self::default().plain(text)
    }
}
