//! Somebody who visits the server: an HTTP client with a session, and what comes back.

use reqwest::{
    Method,
    blocking::{Client, RequestBuilder},
    header::HeaderMap,
    redirect::Policy,
};
use scraper::{Html, Selector};
use serde_json::Value;

/// A visitor. Follows no redirect, so that a test sees each.
#[derive(Clone)]
pub struct Person {
    client: Client,
    address: String,
    session: Option<String>,
    language: &'static str,
}

impl Person {
    pub(crate) fn new(address: &str, session: Option<String>) -> Self {
        let client = Client::builder().no_proxy().redirect(Policy::none()).build().expect("a client can be made");
        Person { client, address: address.to_owned(), session, language: "th" }
    }

    /// The same person reading English.
    pub fn in_english(&self) -> Self {
        Person { language: "en", ..self.clone() }
    }

    /// The same person with the session that an answer gave.
    pub fn with_session_of(&self, answer: &Answer) -> Self {
        let name = web::account::session::cookie_name(false);
        let cookies = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
        let session = cookies.filter_map(|cookie| cookie.split(';').next()?.strip_prefix(name)?.strip_prefix('='));
        Person { session: session.map(str::to_owned).next(), ..self.clone() }
    }

    /// Reads a page.
    pub fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path))
    }

    /// Sends a form, as a page of the server does.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        Answer::of(self.request(Method::POST, path).header("sec-fetch-site", "same-origin").form(fields))
    }

    /// Sends a form as a page of another host would make the browser do.
    pub fn post_from_elsewhere(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.request(Method::POST, path).header("sec-fetch-site", "cross-site");
        Answer::of(request.header("origin", "https://elsewhere.example").form(fields))
    }

    /// Sends JSON to the programming interface, with an `If-Match` when given.
    pub fn send(&self, method: &str, path: &str, body: &Value, revision: Option<&str>) -> Answer {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let mut request = self.request(method, path).header("sec-fetch-site", "same-origin").json(body);
        if let Some(revision) = revision {
            request = request.header("if-match", revision);
        }
        Answer::of(request)
    }

    /// Sends JSON with an `Idempotency-Key`.
    pub fn send_once(&self, path: &str, body: &Value, key: &str) -> Answer {
        let request = self.request(Method::POST, path).header("sec-fetch-site", "same-origin").json(body);
        Answer::of(request.header("idempotency-key", key))
    }

    /// Sends bytes as they are, as a body of this type.
    pub fn send_bytes(&self, method: &str, path: &str, kind: &str, bytes: &[u8]) -> Answer {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let request = self.request(method, path).header("sec-fetch-site", "same-origin").header("content-type", kind);
        Answer::of(request.header("if-match", "\"1\"").body(bytes.to_vec()))
    }

    /// Uploads a file in the field `file`, as a form does.
    pub fn upload(&self, path: &str, filename: &str, bytes: Vec<u8>) -> Answer {
        use reqwest::blocking::multipart::{Form, Part};
        let form = Form::new().part("file", Part::bytes(bytes).file_name(filename.to_owned()));
        Answer::of(self.request(Method::POST, path).header("sec-fetch-site", "same-origin").multipart(form))
    }

    /// Reads with a token in the `Authorization` header and without a session.
    pub fn get_with_token(&self, path: &str, token: &str) -> Answer {
        let nobody = Person { session: None, ..self.clone() };
        Answer::of(nobody.request(Method::GET, path).bearer_auth(token))
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let mut cookies = format!("{}={}", web_cookie(), self.language);
        if let Some(session) = &self.session {
            cookies.push_str(&format!("; {}={session}", web::account::session::cookie_name(false)));
        }
        self.client.request(method, format!("{}{path}", self.address)).header("cookie", cookies)
    }
}

const fn web_cookie() -> &'static str {
    "ratphrom_language"
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub bytes: Vec<u8>,
}

impl Answer {
    fn of(request: RequestBuilder) -> Self {
        let response = request.send().expect("the server answers");
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Answer { status, headers, bytes: response.bytes().expect("the whole body comes").to_vec() }
    }

    /// Fails unless the status is this one, and shows what came instead.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        let words: String = self.text().chars().take(2000).collect();
        assert_eq!(self.status, status, "{:?}\n{words}", self.location());
        self
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|problem| panic!("{problem}: {}", self.text()))
    }

    /// Where it leads.
    pub fn location(&self) -> Option<&str> {
        self.header("location")
    }

    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The body as a page.
    pub fn page(&self) -> Html {
        Html::parse_document(&self.text())
    }

    /// The texts of all elements that a selector finds, spaces joined.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let parsed = Selector::parse(selector).unwrap_or_else(|problem| panic!("{selector}: {problem}"));
        let words = |element: scraper::ElementRef<'_>| {
            element.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
        };
        self.page().select(&parsed).map(words).collect()
    }

    /// An attribute of the first element that a selector finds.
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let parsed = Selector::parse(selector).unwrap_or_else(|problem| panic!("{selector}: {problem}"));
        self.page().select(&parsed).next().and_then(|element| element.attr(name).map(str::to_owned))
    }
}
