//! How a document words what every format prints alike: digits, dates, labels and the facts of its
//! opening.

use std::borrow::Cow;

use jiff::civil::Date;

use super::{Document, Labels, Language};
use crate::text;

/// The wording of one document.
pub(crate) struct Wording {
    pub labels: &'static Labels,
    language: Language,
    thai_digits: bool,
}

impl Wording {
    pub(crate) fn of(document: &Document) -> Self {
        let language = document.options.language;
        Self { labels: Labels::of(language), language, thai_digits: document.options.thai_digits }
    }

    /// The words with the digits of the document.
    pub(crate) fn words(&self, words: &str) -> String {
        if self.thai_digits { text::thai_digits(words) } else { words.to_owned() }
    }

    /// A picture with its lettering in the digits of the document.
    pub(crate) fn picture<'a>(&self, svg: &'a str) -> Cow<'a, str> {
        if !self.thai_digits {
            return Cow::Borrowed(svg);
        }
        let mut out = String::with_capacity(svg.len());
        let mut rest = svg;
        while let Some((before, after)) = rest.find("<text").and_then(|at| rest.split_at_checked(at)) {
            out.push_str(before);
            let end = after.find("</text>").unwrap_or(after.len());
            let begin = after.find('>').map_or(end, |at| (at + 1).min(end));
            out.push_str(after.get(..begin).unwrap_or_default());
            out.push_str(&text::thai_digits(after.get(begin..end).unwrap_or_default()));
            rest = after.get(end..).unwrap_or_default();
        }
        out.push_str(rest);
        Cow::Owned(out)
    }

    pub(crate) fn date(&self, date: Date) -> String {
        self.words(&match self.language {
            Language::Thai => thai::date::long_th(date),
            Language::English => thai::date::long_en(date),
        })
    }

    pub(crate) fn fiscal_year(&self, document: &Document) -> Option<String> {
        let shown = |year: i32| match self.language {
            Language::Thai => year,
            Language::English => year.saturating_sub(thai::date::BUDDHIST_OFFSET),
        };
        let words = |year| self.words(&format!("{} {}", self.labels.fiscal_year, shown(year)));
        document.meta.fiscal_year.map(words)
    }

    pub(crate) fn as_of(&self, document: &Document) -> Option<String> {
        document.meta.as_of.map(|day| format!("{} {}", self.labels.as_of, self.date(day)))
    }

    pub(crate) fn dated(&self, document: &Document) -> String {
        format!("{} {}", self.labels.dated, self.date(document.meta.date))
    }

    pub(crate) fn version(&self, document: &Document) -> Option<String> {
        document.meta.version.as_deref().map(|version| self.words(&format!("{} {version}", self.labels.version)))
    }

    /// A reference keeps its digits: people type it into a search box.
    pub(crate) fn reference(&self, document: &Document) -> Option<String> {
        document.meta.reference.as_deref().map(|code| format!("{} {code}", self.labels.reference))
    }

    pub(crate) fn stamp(&self, document: &Document) -> Option<&'static str> {
        document.meta.classification.stamp(self.language)
    }
}
