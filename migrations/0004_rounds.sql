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

-- The frozen list of who must submit. added_on NULL: from the opening on. On a date the roster is: added_on NULL or at
-- or before the date, and removed_on NULL or after it.
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
CREATE INDEX roster_province ON roster (round_id, province_code);
CREATE INDEX roster_ministry ON roster (round_id, ministry_code);

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

-- A remark of a reviewer on one field of a version. place is the anchor of the field ('processes-2-rto'); row_id and
-- row_name say which row it was, because rows move from one version to the next; '' where there is no row.
CREATE TABLE remark (
    id TEXT PRIMARY KEY,
    version_id TEXT NOT NULL REFERENCES plan_version (id),
    section TEXT NOT NULL,
    place TEXT NOT NULL,
    row_id TEXT NOT NULL,
    row_name TEXT NOT NULL,
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

-- One row for each version that waits for review, with what orders the queue; gone as soon as it is decided or taken
-- back. Kept with each write. facts is what the risk is judged by, without the time waited, which grows by itself.
CREATE TABLE review_waiting (
    version_id TEXT PRIMARY KEY REFERENCES plan_version (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    fiscal_year BIGINT NOT NULL,
    submitted_at TEXT NOT NULL,
    -- days since 1 January 1970 in Bangkok
    submitted_day BIGINT NOT NULL,
    -- score without the time waited
    points BIGINT NOT NULL,
    routine BOOLEAN NOT NULL,
    -- the version that it is compared with, and how much differs; NULL when there is none
    compared_with TEXT,
    changes BIGINT,
    facts TEXT NOT NULL
);
CREATE INDEX review_waiting_organisation ON review_waiting (organisation_id, fiscal_year);
CREATE INDEX review_waiting_submitted ON review_waiting (submitted_at, version_id);
