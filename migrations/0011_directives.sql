-- Decisions of the cabinet and of commissions: papers read, their items, who is told to act, reports and judgements (directives).

-- A paper as it came. It is a draft until confirmed_at.
CREATE TABLE directive (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    subject TEXT NOT NULL,
    cabinet_date TEXT,
    relayed_by TEXT NOT NULL,
    document_number TEXT NOT NULL,
    document_date TEXT,
    urgency TEXT NOT NULL,
    filename TEXT NOT NULL,
    original BYTEA NOT NULL,
    original_hash TEXT NOT NULL,
    -- the text that was read, whose lines the items point at
    text TEXT NOT NULL,
    -- dates and warnings of the reader, as JSON
    dates TEXT NOT NULL,
    warnings TEXT NOT NULL,
    search_text TEXT NOT NULL,
    imported_at TEXT NOT NULL,
    imported_by TEXT NOT NULL,
    confirmed_at TEXT,
    confirmed_by TEXT
);
CREATE INDEX directive_hash ON directive (original_hash);

CREATE TABLE directive_clause (
    id TEXT PRIMARY KEY,
    directive_id TEXT NOT NULL REFERENCES directive (id),
    position BIGINT NOT NULL,
    number TEXT NOT NULL,
    text TEXT NOT NULL,
    line BIGINT NOT NULL,
    to_line BIGINT NOT NULL
);
CREATE INDEX directive_clause_of ON directive_clause (directive_id, position);

-- decision is accepted, rejected, or '' until a person decided. printed keeps the words of the paper when text is edited.
CREATE TABLE directive_recommendation (
    id TEXT PRIMARY KEY,
    directive_id TEXT NOT NULL REFERENCES directive (id),
    position BIGINT NOT NULL,
    number TEXT NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    printed TEXT NOT NULL,
    cadence TEXT NOT NULL,
    cadence_stated BOOLEAN NOT NULL,
    due_on TEXT,
    line BIGINT NOT NULL,
    to_line BIGINT NOT NULL,
    unsure TEXT NOT NULL,
    decision TEXT NOT NULL,
    decided_at TEXT,
    decided_by TEXT,
    -- the newest event that says who acts
    assigned_event TEXT
);
CREATE INDEX directive_recommendation_of ON directive_recommendation (directive_id, position);

CREATE TABLE directive_body (
    id TEXT PRIMARY KEY,
    recommendation_id TEXT NOT NULL REFERENCES directive_recommendation (id),
    position BIGINT NOT NULL,
    role TEXT NOT NULL,
    printed TEXT NOT NULL,
    name TEXT NOT NULL,
    group_code TEXT NOT NULL,
    such_as BOOLEAN NOT NULL,
    unsure BOOLEAN NOT NULL,
    -- code of the register; '' while it is not known
    code TEXT NOT NULL
);
CREATE INDEX directive_body_of ON directive_body (recommendation_id, position);

CREATE TABLE directive_opinion (
    id TEXT PRIMARY KEY,
    directive_id TEXT NOT NULL REFERENCES directive (id),
    recommendation_id TEXT,
    position BIGINT NOT NULL,
    body TEXT NOT NULL,
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    line BIGINT NOT NULL,
    decision TEXT NOT NULL,
    decided_at TEXT,
    decided_by TEXT,
    answer TEXT NOT NULL,
    answered_at TEXT,
    answered_by TEXT
);
CREATE INDEX directive_opinion_of ON directive_opinion (directive_id, position);

-- A figure as printed, with what the arithmetic said when it was read; never changed.
CREATE TABLE directive_figure (
    id TEXT PRIMARY KEY,
    directive_id TEXT NOT NULL REFERENCES directive (id),
    position BIGINT NOT NULL,
    label TEXT NOT NULL,
    printed TEXT NOT NULL,
    n BIGINT,
    d BIGINT,
    verdict TEXT NOT NULL,
    fits TEXT NOT NULL,
    fits_more BIGINT NOT NULL,
    kind TEXT NOT NULL,
    line BIGINT NOT NULL,
    unsure TEXT NOT NULL,
    decision TEXT NOT NULL,
    decided_at TEXT,
    decided_by TEXT
);
CREATE INDEX directive_figure_of ON directive_figure (directive_id, position);

-- What a person says that a printed figure counts, or means; the newest holds.
CREATE TABLE directive_figure_reading (
    id TEXT PRIMARY KEY,
    figure_id TEXT NOT NULL REFERENCES directive_figure (id),
    n BIGINT,
    d BIGINT,
    verdict TEXT NOT NULL,
    meaning TEXT NOT NULL,
    note TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL
);
CREATE INDEX directive_figure_reading_of ON directive_figure_reading (figure_id, id);

-- What happened to a recommendation; rows are only added. by_code is the code of the organisation that acted, or
-- 'nation' for whoever follows for the nation.
CREATE TABLE directive_event (
    id TEXT PRIMARY KEY,
    recommendation_id TEXT NOT NULL REFERENCES directive_recommendation (id),
    at TEXT NOT NULL,
    what TEXT NOT NULL,
    by_code TEXT NOT NULL,
    organisation_id TEXT,
    reason TEXT NOT NULL,
    text TEXT NOT NULL,
    n BIGINT,
    d BIGINT,
    evidence BIGINT NOT NULL,
    due_on TEXT,
    -- of an assignment: its rules as JSON and the day of the register that they were applied to
    rules TEXT NOT NULL,
    register_on TEXT,
    recorded_by TEXT NOT NULL
);
CREATE INDEX directive_event_of ON directive_event (recommendation_id, at, id);

CREATE TABLE directive_addressee (
    event_id TEXT NOT NULL REFERENCES directive_event (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    code TEXT NOT NULL,
    part TEXT NOT NULL,
    PRIMARY KEY (event_id, organisation_id)
);
CREATE INDEX directive_addressee_organisation ON directive_addressee (organisation_id, event_id);

CREATE TABLE directive_evidence (
    id TEXT PRIMARY KEY,
    event_id TEXT NOT NULL REFERENCES directive_event (id),
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    filename TEXT NOT NULL,
    content BYTEA
);
CREATE INDEX directive_evidence_of ON directive_evidence (event_id);

CREATE TABLE directive_chase (
    id TEXT PRIMARY KEY,
    recommendation_id TEXT NOT NULL REFERENCES directive_recommendation (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    why TEXT NOT NULL,
    message_id TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    sent_by TEXT NOT NULL
);
CREATE INDEX directive_chase_of ON directive_chase (recommendation_id, organisation_id, sent_at);

-- A follow-up report that was made, so that the next one can be compared with it.
CREATE TABLE directive_report (
    id TEXT PRIMARY KEY,
    addressed_to TEXT NOT NULL,
    as_of TEXT NOT NULL,
    compared_with TEXT,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL
);
