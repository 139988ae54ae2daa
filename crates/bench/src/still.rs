//! What a page is compared with: the same bytes from memory, served by the same library, with nothing asked of anybody.

use anyhow::Context;
use axum::{Router, body::Bytes, http::header, routing::get, serve::ListenerExt};

/// Serves the file at `/` on a free port and prints where.
pub fn serve(file: Option<String>) -> anyhow::Result<()> {
    let bytes = Bytes::from(std::fs::read(file.context("which file?")?)?);
    let answer = async move || ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], bytes.clone());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async move {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
        println!("still at http://{}", listener.local_addr()?);
        let listener = listener.tap_io(|stream| {
            let _ = stream.set_nodelay(true);
        });
        Ok(axum::serve(listener, Router::new().route("/", get(answer))).await?)
    })
}
