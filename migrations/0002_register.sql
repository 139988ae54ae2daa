-- Register: organisations as they are, as they were, and what became of them (registry).

CREATE TABLE organisation (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name_th TEXT NOT NULL,
    name_en TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent_id TEXT REFERENCES organisation (id),
    -- materialised path: the keys from the top down to itself, each followed by '/'
    path TEXT NOT NULL UNIQUE,
    depth BIGINT NOT NULL,
    ministry_code TEXT NOT NULL,
    province_code TEXT NOT NULL,
    district_code TEXT NOT NULL,
    obliged BOOLEAN NOT NULL,
    provenance TEXT NOT NULL,
    -- collation key of the Thai name, so that both engines sort alike
    sort_key BYTEA NOT NULL,
    -- folded names and codes, for finding a part of an unspaced name
    search_text TEXT NOT NULL,
    valid_from TEXT,
    closed_on TEXT,
    revision BIGINT NOT NULL
);
CREATE INDEX organisation_parent ON organisation (parent_id);
CREATE INDEX organisation_sort ON organisation (sort_key, id);
CREATE INDEX organisation_province ON organisation (province_code);
CREATE INDEX organisation_ministry ON organisation (ministry_code);

-- What an organisation was from a date on; the newest row at or before a date holds on that date.
CREATE TABLE organisation_history (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    effective_on TEXT,
    change TEXT NOT NULL,
    name_th TEXT NOT NULL,
    name_en TEXT NOT NULL,
    kind TEXT NOT NULL,
    parent_code TEXT NOT NULL,
    reason TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL
);
CREATE INDEX organisation_history_organisation ON organisation_history (organisation_id, effective_on);

CREATE TABLE organisation_succession (
    predecessor_id TEXT NOT NULL REFERENCES organisation (id),
    successor_id TEXT NOT NULL REFERENCES organisation (id),
    change TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    PRIMARY KEY (predecessor_id, successor_id)
);
CREATE INDEX organisation_succession_successor ON organisation_succession (successor_id);

CREATE TABLE organisation_code (
    scheme TEXT NOT NULL,
    code TEXT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    PRIMARY KEY (scheme, code)
);
CREATE INDEX organisation_code_organisation ON organisation_code (organisation_id);

-- A register file that was uploaded and judged, until the person who sent it confirms; emptied after a day.
CREATE TABLE register_upload (
    id TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    filename TEXT NOT NULL,
    content BYTEA NOT NULL,
    uploaded_at TEXT NOT NULL
);
CREATE INDEX register_upload_at ON register_upload (uploaded_at);
