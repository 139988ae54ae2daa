//! The settings file and the log.

use std::{io::IsTerminal, path::Path};

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
    /// As `--trusted-proxies`: addresses and blocks of addresses.
    pub trusted_proxies: Option<Vec<String>>,
    /// As `RATPHROM_API_LIMIT`: requests to the programming interface in a minute by one account; 0 for no limit.
    pub api_limit: Option<u32>,
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

/// Proxies whose `X-Forwarded-For` is believed: what was asked for, or else what is in the settings file; this machine
/// without either.
pub fn trusted_proxies(config: &Config, asked: Option<&str>) -> Result<Vec<web::Network>, Outcome> {
    let listed: Vec<String> = match (asked, &config.trusted_proxies) {
        (Some(asked), _) => asked.split(',').map(str::to_owned).collect(),
        (None, Some(listed)) => listed.clone(),
        (None, None) => return Ok(web::Network::loopback()),
    };
    let of = |text: &String| text.parse().map_err(|problem| Outcome::Usage(format!("trusted_proxies: {problem}")));
    listed.iter().filter(|text| !text.trim().is_empty()).map(of).collect()
}

/// Requests to the programming interface that one account may make in a minute.
pub fn api_limit(config: &Config) -> Result<u32, Outcome> {
    match std::env::var("RATPHROM_API_LIMIT") {
        Ok(text) => {
            let wrong =
                |_| Outcome::Usage(format!("RATPHROM_API_LIMIT={text}: a whole number is needed, 0 for no limit"));
            text.trim().parse().map_err(wrong)
        }
        Err(_) => Ok(config.api_limit.unwrap_or(web::API_LIMIT)),
    }
}

/// Characters that a token needs so that it can't be guessed.
const TOKEN_LEAST: usize = 16;

/// Begins the log on stderr; `RUST_LOG` chooses what it holds. Coloured on a terminal only, and there not with `NO_COLOR`.
pub fn log(verbose: bool) {
    let level = if verbose { "info,web=debug" } else { "warn" };
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| level.into());
    let coloured = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(coloured);
    let _ = log.try_init();
}
