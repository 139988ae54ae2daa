-- Plans: the working draft, its immutable versions, and what statements ask of them (planning).

CREATE TABLE plan (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    fiscal_year BIGINT NOT NULL,
    kind TEXT NOT NULL,
    -- distinguishes several scenario plans of one year; '' for the main plan
    label TEXT NOT NULL,
    title TEXT NOT NULL,
    classification TEXT NOT NULL,
    template TEXT NOT NULL,
    model TEXT,
    -- the draft as one exchange document with the members that only a draft has; nothing asks inside it
    document TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    revision BIGINT NOT NULL,
    created_at TEXT NOT NULL,
    created_by TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    saved_by TEXT NOT NULL,
    UNIQUE (organisation_id, fiscal_year, kind, label)
);
CREATE INDEX plan_year ON plan (fiscal_year, kind);

-- One row a section of a draft that was ever saved: the revision that a save must name.
CREATE TABLE plan_section (
    plan_id TEXT NOT NULL REFERENCES plan (id),
    section TEXT NOT NULL,
    revision BIGINT NOT NULL,
    saved_at TEXT NOT NULL,
    saved_by TEXT NOT NULL,
    -- values that could not be read, as typed: [{"field", "value", "message"}]; they block submission
    unread TEXT NOT NULL,
    PRIMARY KEY (plan_id, section)
);

-- What somebody typed into a section that another had saved meanwhile; kept until one of the two is chosen.
CREATE TABLE section_clash (
    plan_id TEXT NOT NULL REFERENCES plan (id),
    section TEXT NOT NULL,
    account_id TEXT NOT NULL,
    document TEXT NOT NULL,
    unread TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (plan_id, section, account_id)
);

-- A version is made when a plan is submitted, and never changed after.
CREATE TABLE plan_version (
    id TEXT PRIMARY KEY,
    plan_id TEXT NOT NULL REFERENCES plan (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    fiscal_year BIGINT NOT NULL,
    kind TEXT NOT NULL,
    number BIGINT NOT NULL,
    reference TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    classification TEXT NOT NULL,
    document TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    submitted_at TEXT NOT NULL,
    submitted_by TEXT NOT NULL,
    process_count BIGINT NOT NULL,
    rto_over_mtpd BIGINT NOT NULL,
    with_e_service BIGINT NOT NULL,
    UNIQUE (plan_id, number)
);
CREATE INDEX plan_version_organisation ON plan_version (organisation_id, fiscal_year, kind, submitted_at);
CREATE INDEX plan_version_year ON plan_version (fiscal_year, kind, submitted_at);

CREATE TABLE version_hazard (
    version_id TEXT NOT NULL REFERENCES plan_version (id),
    code TEXT NOT NULL,
    PRIMARY KEY (version_id, code)
);

CREATE TABLE version_process (
    version_id TEXT NOT NULL REFERENCES plan_version (id),
    position BIGINT NOT NULL,
    process_id TEXT NOT NULL,
    name TEXT NOT NULL,
    impact TEXT NOT NULL,
    rto_minutes BIGINT NOT NULL,
    mtpd_minutes BIGINT,
    e_services BIGINT NOT NULL,
    PRIMARY KEY (version_id, position)
);

-- The head of agency's approval of a version: given here by an account, or recorded from a signed paper.
CREATE TABLE head_approval (
    version_id TEXT PRIMARY KEY REFERENCES plan_version (id),
    approver_name TEXT NOT NULL,
    approver_position TEXT NOT NULL,
    approved_on TEXT NOT NULL,
    document_number TEXT NOT NULL,
    account_id TEXT,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL
);

-- A coordinator's request that the head approve and submit the draft as it stands.
CREATE TABLE approval_request (
    plan_id TEXT PRIMARY KEY REFERENCES plan (id),
    content_hash TEXT NOT NULL,
    requested_at TEXT NOT NULL,
    requested_by TEXT NOT NULL
);

CREATE TABLE withdrawal (
    version_id TEXT PRIMARY KEY REFERENCES plan_version (id),
    withdrawn_at TEXT NOT NULL,
    withdrawn_by TEXT NOT NULL,
    reason TEXT NOT NULL
);
