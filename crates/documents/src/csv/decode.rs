//! From bytes in any usual encoding to UTF-8, as a stream. A byte order mark decides; without one,
//! NUL bytes betray UTF-16, and the first stretch with non-ASCII bytes decides between UTF-8 and
//! Windows-874 (TIS-620 is its subset). After that a file may not change its mind.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_874};

/// How a text's characters were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, plain ASCII included.
    Utf8,
    /// UTF-16, little end first, as Excel's "Unicode text".
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
    /// Windows-874, and TIS-620 within it: Thai as old Excel saves it.
    Windows874,
}

/// How much is looked at before deciding.
const WINDOW: usize = 64 << 10;

/// Marks an error as one of encoding while it passes through `io::Error`.
#[derive(Debug, thiserror::Error)]
#[error("the bytes are in no known encoding")]
pub(super) struct NotText;

pub(super) struct Decode<R> {
    source: R,
    raw: Vec<u8>,
    at: usize,
    ended: bool,
    finished: bool,
    decoder: Option<Decoder>,
    encoding: Encoding,
    out: Vec<u8>,
    out_at: usize,
}

impl<R: Read> Decode<R> {
    pub(super) fn new(source: R) -> io::Result<Self> {
        let mut decode = Self {
            source,
            raw: Vec::new(),
            at: 0,
            ended: false,
            finished: false,
            decoder: None,
            encoding: Encoding::Utf8,
            out: Vec::new(),
            out_at: 0,
        };
        decode.fill()?;
        decode.look_for_mark();
        Ok(decode)
    }

    pub(super) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Reads until a window is full or the source has ended.
    fn fill(&mut self) -> io::Result<()> {
        self.raw.drain(..self.at);
        self.at = 0;
        while self.raw.len() < WINDOW && !self.ended {
            let start = self.raw.len();
            self.raw.resize(WINDOW, 0);
            let got = self.raw.get_mut(start..).map_or(Ok(0), |room| self.source.read(room));
            let got = match got {
                Ok(got) => got,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                    self.raw.truncate(start);
                    continue;
                }
                Err(error) => return Err(error),
            };
            self.raw.truncate(start + got);
            self.ended = got == 0;
        }
        Ok(())
    }

    fn look_for_mark(&mut self) {
        let (encoding, skip) = match self.raw.as_slice() {
            [0xEF, 0xBB, 0xBF, ..] => (Some(Encoding::Utf8), 3),
            [0xFF, 0xFE, ..] => (Some(Encoding::Utf16Le), 2),
            [0xFE, 0xFF, ..] => (Some(Encoding::Utf16Be), 2),
            raw => (sixteen_bits(raw), 0),
        };
        self.at = skip;
        if let Some(encoding) = encoding {
            self.settle(encoding);
        }
    }

    fn settle(&mut self, encoding: Encoding) {
        self.encoding = encoding;
        let codec = match encoding {
            Encoding::Utf8 => UTF_8,
            Encoding::Utf16Le => UTF_16LE,
            Encoding::Utf16Be => UTF_16BE,
            Encoding::Windows874 => WINDOWS_874,
        };
        self.decoder = Some(codec.new_decoder_without_bom_handling());
    }

    /// Decodes the next stretch into `out`.
    fn step(&mut self) -> io::Result<()> {
        self.out.clear();
        self.out_at = 0;
        self.fill()?;
        let raw = self.raw.get(self.at..).unwrap_or_default();
        if self.decoder.is_none() {
            let ascii = raw.iter().position(|byte| !byte.is_ascii()).unwrap_or(raw.len());
            if ascii > 0 || raw.is_empty() {
                self.out.extend_from_slice(raw.get(..ascii).unwrap_or_default());
                self.finished = raw.is_empty();
                self.at += ascii;
                return Ok(());
            }
            let encoding = eight_bits(raw, self.ended).ok_or_else(|| io::Error::other(NotText))?;
            self.settle(encoding);
        }
        self.decode()
    }

    fn decode(&mut self) -> io::Result<()> {
        let Some(decoder) = self.decoder.as_mut() else { return Ok(()) };
        let raw = self.raw.get(self.at..).unwrap_or_default();
        let room = decoder.max_utf8_buffer_length(raw.len()).unwrap_or(raw.len() * 4 + 16);
        self.out.resize(room, 0);
        let (result, read, written, malformed) = decoder.decode_to_utf8(raw, &mut self.out, self.ended);
        self.out.truncate(written);
        self.at += read;
        self.finished = self.ended;
        if malformed || result == CoderResult::OutputFull || self.out.contains(&0) {
            return Err(io::Error::other(NotText));
        }
        Ok(())
    }
}

impl<R: Read> Read for Decode<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.out_at >= self.out.len() {
            if self.finished {
                return Ok(0);
            }
            self.step()?;
        }
        let ready = self.out.get(self.out_at..).unwrap_or_default();
        let count = ready.len().min(to.len());
        if let (Some(from), Some(to)) = (ready.get(..count), to.get_mut(..count)) {
            to.copy_from_slice(from);
        }
        self.out_at += count;
        Ok(count)
    }
}

/// UTF-16 without a mark: the high bytes of a table's separators and digits are zero.
fn sixteen_bits(raw: &[u8]) -> Option<Encoding> {
    let sample = raw.get(..raw.len().min(4096)).unwrap_or_default();
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match (even, odd) {
        (0, 0) => None,
        (_, _) if odd > even => Some(Encoding::Utf16Le),
        _ => Some(Encoding::Utf16Be),
    }
}

/// UTF-8 where it is valid as far as we see, Windows-874 where every high byte is one of its
/// characters, else nothing.
fn eight_bits(raw: &[u8], ended: bool) -> Option<Encoding> {
    let utf8 = match std::str::from_utf8(raw) {
        Ok(_) => true,
        // A character cut by the window's end is not a fault.
        Err(error) => error.error_len().is_none() && !ended,
    };
    if utf8 {
        return Some(Encoding::Utf8);
    }
    let (_, malformed) = WINDOWS_874.decode_without_bom_handling(raw);
    let control = raw.iter().any(|byte| *byte < 0x20 && !matches!(*byte, b'\t' | b'\r' | b'\n'));
    (!malformed && !control).then_some(Encoding::Windows874)
}
