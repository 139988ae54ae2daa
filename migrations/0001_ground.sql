-- Ground: the audit chain and jobs (db), accounts, sessions and messages (web).

CREATE TABLE audit_event (
    chain TEXT NOT NULL,
    seq BIGINT NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (chain, seq)
);
CREATE INDEX audit_event_at ON audit_event (at);
CREATE INDEX audit_event_subject ON audit_event (subject_kind, subject_id);

CREATE TABLE audit_head (
    chain TEXT PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL
);

CREATE TABLE job (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    created_at TEXT NOT NULL,
    run_at TEXT NOT NULL,
    taken_at TEXT,
    finished_at TEXT,
    last_error TEXT
);
CREATE INDEX job_due ON job (state, run_at);

-- One row a setting of this installation: 'demonstration', 'title_th', ...
CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE account (
    id TEXT PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT,
    language TEXT,
    theme TEXT,
    created_at TEXT NOT NULL,
    disabled_at TEXT
);

-- A role held over an organisation's subtree; organisation_id NULL is the nation.
CREATE TABLE account_grant (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    role TEXT NOT NULL,
    organisation_id TEXT,
    granted_at TEXT NOT NULL,
    granted_by TEXT NOT NULL
);
CREATE INDEX account_grant_account ON account_grant (account_id);
CREATE INDEX account_grant_organisation ON account_grant (organisation_id);

CREATE TABLE session (
    token_hash TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES account (id),
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    device TEXT NOT NULL,
    address TEXT NOT NULL
);
CREATE INDEX session_account ON session (account_id);

CREATE TABLE invitation (
    token_hash TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT
);

-- A personal access token of the programming interface; only its hash is kept.
CREATE TABLE access_token (
    token_hash TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at TEXT
);
CREATE INDEX access_token_account ON access_token (account_id);

-- The answer to a POST that carried an Idempotency-Key, so that a repeat gets the same answer.
CREATE TABLE idempotent_answer (
    account_id TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    status BIGINT NOT NULL,
    location TEXT NOT NULL,
    body TEXT NOT NULL,
    answered_at TEXT NOT NULL,
    PRIMARY KEY (account_id, key)
);

-- A message to the people of an organisation, waiting for a delivery channel; kind and arguments give its words.
CREATE TABLE message (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    arguments TEXT NOT NULL,
    link TEXT NOT NULL,
    state TEXT NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    read_at TEXT
);
CREATE INDEX message_organisation ON message (organisation_id, created_at);
CREATE INDEX message_created ON message (created_at);
