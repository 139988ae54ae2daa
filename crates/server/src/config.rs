//! The settings file and the log.

use std::path::Path;

use serde::Deserialize;

use crate::Outcome;

/// What `ratphrom.toml` may say; the command line and the environment win over it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// As `--database-url`.
    pub database_url: Option<String>,
    /// As `--listen`.
    pub listen: Option<String>,
    /// As `--base-url`.
    pub base_url: Option<String>,
    /// What `/metrics` asks for, as `RATPHROM_METRICS_TOKEN`; without it there is no such address.
    pub metrics_token: Option<String>,
}

/// Reads the settings file; without one, nothing is set.
pub fn read(path: Option<&Path>) -> Result<Config, Outcome> {
    let (path, needed) = path.map_or((Path::new("ratphrom.toml"), false), |path| (path, true));
    match std::fs::read_to_string(path) {
        Ok(text) => toml::from_str(&text).map_err(|problem| Outcome::Usage(format!("{}: {problem}", path.display()))),
        Err(_) if !needed => Ok(Config::default()),
        Err(problem) => Err(Outcome::Usage(format!("{}: {problem}", path.display()))),
    }
}

/// The token of whatever watches the server: the environment wins over the settings file. It has no option, because a
/// command line can be read by others on the machine.
pub fn metrics_token(config: &Config) -> Result<Option<String>, Outcome> {
    let token = std::env::var("RATPHROM_METRICS_TOKEN").ok().or_else(|| config.metrics_token.clone());
    match token.filter(|token| !token.is_empty()) {
        Some(short) if short.len() < TOKEN_LEAST => {
            Err(Outcome::Usage(format!("the token for /metrics needs at least {TOKEN_LEAST} characters")))
        }
        token => Ok(token),
    }
}

/// Characters that a token needs so that it can't be guessed.
const TOKEN_LEAST: usize = 16;

/// Begins the log on stderr; `RUST_LOG` chooses what it holds.
pub fn log(verbose: bool) {
    let level = if verbose { "info,web=debug" } else { "warn" };
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| level.into());
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
