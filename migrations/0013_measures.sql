-- Registers beside the decisions: entries of the ledgers with every revision, who copied a practice, orders of provinces (measures).

-- One entry of a ledger as it stands; every revision of it is in measure_revision.
CREATE TABLE measure_entry (
    id TEXT PRIMARY KEY,
    ledger TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    fiscal_year BIGINT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    classification TEXT NOT NULL,
    -- how many of how many, where the ledger counts
    n BIGINT,
    d BIGINT,
    -- the ledger's own fields by name, as JSON; no query computes on them
    document TEXT NOT NULL,
    title_folded TEXT NOT NULL,
    sort_key BYTEA NOT NULL,
    search_text TEXT NOT NULL,
    revision BIGINT NOT NULL,
    saved_at TEXT NOT NULL,
    saved_by TEXT NOT NULL
);
CREATE INDEX measure_entry_titles ON measure_entry (ledger, sort_key, id);
CREATE INDEX measure_entry_newest ON measure_entry (ledger, saved_at, id);
CREATE INDEX measure_entry_counted ON measure_entry (ledger, fiscal_year, state, kind, organisation_id);
CREATE INDEX measure_entry_same ON measure_entry (organisation_id, ledger, fiscal_year, kind);

CREATE TABLE measure_revision (
    entry_id TEXT NOT NULL REFERENCES measure_entry (id),
    revision BIGINT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    fiscal_year BIGINT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    classification TEXT NOT NULL,
    n BIGINT,
    d BIGINT,
    document TEXT NOT NULL,
    PRIMARY KEY (entry_id, revision)
);

-- An entry that should not be there; putting it back deletes the row, and both are in the audit trail.
CREATE TABLE measure_withdrawal (
    entry_id TEXT PRIMARY KEY REFERENCES measure_entry (id),
    reason TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL
);

-- What an organisation says about copying a practice of another; rows are only added.
CREATE TABLE measure_copy (
    id TEXT PRIMARY KEY,
    entry_id TEXT NOT NULL REFERENCES measure_entry (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    at TEXT NOT NULL,
    -- interested, trying, adopted, stopped
    step TEXT NOT NULL,
    result TEXT NOT NULL,
    link TEXT NOT NULL,
    recorded_by TEXT NOT NULL
);
CREATE INDEX measure_copy_of ON measure_copy (entry_id, at, id);

-- A file that waits for its confirmation.
CREATE TABLE measure_upload (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL,
    ledger TEXT NOT NULL,
    filename TEXT NOT NULL,
    content BYTEA NOT NULL,
    uploaded_at TEXT NOT NULL
);

-- An order of a province. Never changed and never deleted: another one amends, repeals or corrects it.
CREATE TABLE area_order (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    -- order, announcement, measure
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    basis TEXT NOT NULL,
    text TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    in_force_from TEXT NOT NULL,
    in_force_to TEXT,
    -- SHA-256 of all that stands in it
    content_hash TEXT NOT NULL,
    search_text TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL
);
CREATE INDEX area_order_of ON area_order (organisation_id, issued_on, id);

-- What an order does to an earlier one.
CREATE TABLE area_order_effect (
    order_id TEXT NOT NULL REFERENCES area_order (id),
    target_id TEXT NOT NULL REFERENCES area_order (id),
    -- amends, extends, repeals, corrects
    what TEXT NOT NULL,
    clauses TEXT NOT NULL,
    PRIMARY KEY (order_id, target_id)
);
CREATE INDEX area_order_effect_on ON area_order_effect (target_id);
