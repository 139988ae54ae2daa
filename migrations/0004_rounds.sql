-- Rounds: who owes a plan by when, reviews, returns with remarks, reminders (oversight).

CREATE TABLE round (
    id TEXT PRIMARY KEY,
    fiscal_year BIGINT NOT NULL UNIQUE,
    due_on TEXT NOT NULL,
    closes_on TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    revision BIGINT NOT NULL
);

-- The frozen list of who must submit. added_on NULL: from the opening on.
CREATE TABLE roster (
    round_id TEXT NOT NULL REFERENCES round (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    name_th TEXT NOT NULL,
    kind TEXT NOT NULL,
    ministry_code TEXT NOT NULL,
    province_code TEXT NOT NULL,
    region TEXT NOT NULL,
    added_on TEXT,
    removed_on TEXT,
    reason TEXT NOT NULL,
    PRIMARY KEY (round_id, organisation_id)
);
CREATE INDEX roster_organisation ON roster (organisation_id);

CREATE TABLE extension (
    id TEXT PRIMARY KEY,
    round_id TEXT NOT NULL REFERENCES round (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    due_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    granted_at TEXT NOT NULL,
    granted_by TEXT NOT NULL,
    revoked_at TEXT,
    revoked_by TEXT
);
CREATE INDEX extension_round ON extension (round_id, organisation_id);

CREATE TABLE review_return (
    id TEXT PRIMARY KEY,
    version_id TEXT NOT NULL UNIQUE REFERENCES plan_version (id),
    returned_at TEXT NOT NULL,
    returned_by TEXT NOT NULL,
    reason TEXT NOT NULL
);

-- A remark of a reviewer on one field of a version.
CREATE TABLE remark (
    id TEXT PRIMARY KEY,
    version_id TEXT NOT NULL REFERENCES plan_version (id),
    section TEXT NOT NULL,
    place TEXT NOT NULL,
    text TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    answer TEXT,
    answered_at TEXT,
    answered_by TEXT
);
CREATE INDEX remark_version ON remark (version_id);

CREATE TABLE review_approval (
    version_id TEXT PRIMARY KEY REFERENCES plan_version (id),
    approved_at TEXT NOT NULL,
    approved_by TEXT NOT NULL,
    note TEXT NOT NULL,
    in_bulk BOOLEAN NOT NULL
);

CREATE TABLE reminder (
    id TEXT PRIMARY KEY,
    round_id TEXT NOT NULL REFERENCES round (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    message_id TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    sent_by TEXT NOT NULL
);
CREATE INDEX reminder_round ON reminder (round_id, organisation_id, sent_at);
