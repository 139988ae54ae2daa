//! What is left of a request's body when the answer is ready is read and thrown away, up to a limit: a browser that is
//! cut off in the middle of a file says that the connection was lost, and the refusal is never seen.

use std::{
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::{Body, Bytes, HttpBody},
    extract::Request,
    middleware::Next,
    response::Response,
};

use crate::form::UPLOAD_LIMIT;

/// Bytes that are passed over before the connection is given up.
const MOST: usize = 4 * UPLOAD_LIMIT;
/// How long a sender may take for them.
const LONGEST: Duration = Duration::from_secs(60);

/// A body that comes back when whoever read it stops before its end.
struct Lent {
    body: Option<Body>,
    back: Arc<Mutex<Option<Body>>>,
}

impl HttpBody for Lent {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, axum::Error>>> {
        match &mut self.body {
            Some(body) => Pin::new(body).poll_frame(context),
            None => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.as_ref().map(HttpBody::size_hint).unwrap_or_default()
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let left = self.body.take().filter(|body| !body.is_end_stream());
        if let (Some(left), Ok(mut back)) = (left, self.back.lock()) {
            *back = Some(left);
        }
    }
}

/// Answers, and passes over what the answer left unread.
pub(crate) async fn pass_over(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let back = Arc::new(Mutex::new(None));
    let lent = Arc::clone(&back);
    let response = next.run(request.map(|body| Body::new(Lent { body: Some(body), back: lent }))).await;
    let left = back.lock().ok().and_then(|mut back| back.take());
    if let Some(left) = left {
        // A sender that takes longer, or goes away, hears nothing more; the answer is ready whatever happens.
        let _ = tokio::time::timeout(LONGEST, emptied(left)).await;
    }
    response
}

async fn emptied(mut body: Body) {
    let mut passed = 0;
    while let Some(Ok(part)) = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        passed += part.data_ref().map_or(0, Bytes::len);
        if passed > MOST {
            return;
        }
    }
}
