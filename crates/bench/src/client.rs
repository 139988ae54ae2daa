//! One visitor: a connection that is kept, and requests over it.

use anyhow::Context;
use http_body_util::{BodyExt, Full};
use hyper::{
    Method, Request, StatusCode,
    body::Bytes,
    client::conn::http1::{SendRequest, handshake},
    header::{self, HeaderMap},
};
use hyper_util::rt::TokioIo;

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// Method; GET without a body.
    pub path: String,
    /// Token of the session.
    pub session: String,
    /// Type and bytes of what is sent.
    pub body: Option<(&'static str, Bytes)>,
    /// `If-Match`.
    pub revision: Option<String>,
    /// `Accept`, when it is not what a browser sends.
    pub accept: Option<&'static str>,
}

impl Ask {
    /// A page or resource.
    pub fn get(path: impl Into<String>, session: &str) -> Self {
        Ask { path: path.into(), session: session.to_owned(), ..Ask::default() }
    }

    fn request(&self, host: &str) -> anyhow::Result<Request<Full<Bytes>>> {
        let method = if self.body.is_some() { Method::POST } else { Method::GET };
        let mut request = Request::builder().method(method).uri(&self.path).header(header::HOST, host);
        if !self.session.is_empty() {
            let cookie = format!("{}={}", web::account::session::cookie_name(false), self.session);
            request = request.header(header::COOKIE, cookie);
        }
        request = request.header(header::ACCEPT, self.accept.unwrap_or("text/html,*/*"));
        if let Some(revision) = &self.revision {
            request = request.header(header::IF_MATCH, revision);
        }
        let mut bytes = Bytes::new();
        if let Some((kind, body)) = &self.body {
            request = request.header(header::CONTENT_TYPE, *kind).header("sec-fetch-site", "same-origin");
            bytes = body.clone();
        }
        Ok(request.body(Full::new(bytes))?)
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub bytes: Bytes,
}

/// A connection.
pub struct Client {
    address: String,
    sender: Option<SendRequest<Full<Bytes>>>,
}

impl Client {
    /// A visitor of this address; connects with the first request.
    pub fn new(address: &str) -> Self {
        Client { address: address.to_owned(), sender: None }
    }

    async fn connect(&self) -> anyhow::Result<SendRequest<Full<Bytes>>> {
        let stream = tokio::net::TcpStream::connect(&self.address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(sender)
    }

    /// Sends a request and reads the whole answer.
    ///
    /// # Errors
    /// When the server does not answer; a refusal is an answer.
    pub async fn send(&mut self, ask: &Ask) -> anyhow::Result<Answer> {
        let mut sender = match self.sender.take() {
            Some(sender) if !sender.is_closed() => sender,
            _ => self.connect().await.context("a connection")?,
        };
        sender.ready().await?;
        let answer = sender.send_request(ask.request(&self.address)?).await?;
        let (parts, body) = answer.into_parts();
        let bytes = body.collect().await?.to_bytes();
        self.sender = Some(sender);
        Ok(Answer { status: parts.status, headers: parts.headers, bytes })
    }

    /// Sends a request whose answer must be good.
    ///
    /// # Errors
    /// When it is not.
    pub async fn good(&mut self, ask: &Ask) -> anyhow::Result<Answer> {
        let answer = self.send(ask).await?;
        anyhow::ensure!(answer.status.is_success(), "{}: {}", ask.path, answer.status);
        Ok(answer)
    }
}
