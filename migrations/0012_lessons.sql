-- Lessons learned: questionnaires, yearly collections with their rosters of reporting units, answers, what was handed in, recommendations drawn from them (lessons).

-- A version of a questionnaire; never changed. document is the form as JSON.
CREATE TABLE lesson_questionnaire (
    id TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    version TEXT NOT NULL,
    title_th TEXT NOT NULL,
    title_en TEXT NOT NULL,
    document TEXT NOT NULL,
    document_hash TEXT NOT NULL,
    -- built_in, or the name of the file that it was read from
    source TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    UNIQUE (code, version)
);

-- One collection of a year from departments or from provinces; open until closed_at.
CREATE TABLE lesson_collection (
    id TEXT PRIMARY KEY,
    fiscal_year BIGINT NOT NULL,
    -- departments or provinces
    part TEXT NOT NULL,
    questionnaire_id TEXT NOT NULL REFERENCES lesson_questionnaire (id),
    due_on TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    closed_at TEXT,
    closed_by TEXT,
    UNIQUE (fiscal_year, part)
);

-- A reporting unit of the year's roster: what figures count.
CREATE TABLE lesson_unit (
    id TEXT PRIMARY KEY,
    collection_id TEXT NOT NULL REFERENCES lesson_collection (id),
    code TEXT NOT NULL,
    name_th TEXT NOT NULL,
    name_en TEXT NOT NULL,
    position BIGINT NOT NULL,
    UNIQUE (collection_id, code)
);

-- Which organisations answer, and for which unit.
CREATE TABLE lesson_member (
    collection_id TEXT NOT NULL REFERENCES lesson_collection (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    unit_id TEXT NOT NULL REFERENCES lesson_unit (id),
    PRIMARY KEY (collection_id, organisation_id)
);
CREATE INDEX lesson_member_organisation ON lesson_member (organisation_id);

-- What an organisation is writing, as one document with a revision for each section.
CREATE TABLE lesson_draft (
    id TEXT PRIMARY KEY,
    collection_id TEXT NOT NULL REFERENCES lesson_collection (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    document TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    UNIQUE (collection_id, organisation_id)
);

CREATE TABLE lesson_draft_section (
    draft_id TEXT NOT NULL REFERENCES lesson_draft (id),
    section TEXT NOT NULL,
    revision BIGINT NOT NULL,
    saved_at TEXT NOT NULL,
    saved_by TEXT NOT NULL,
    PRIMARY KEY (draft_id, section)
);

-- Words that somebody typed while another saved the same section, kept until one of the two is chosen.
CREATE TABLE lesson_clash (
    draft_id TEXT NOT NULL REFERENCES lesson_draft (id),
    section TEXT NOT NULL,
    account_id TEXT NOT NULL,
    document TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    PRIMARY KEY (draft_id, section, account_id)
);

-- What was handed in; never changed. The newest one that was not handed back counts.
CREATE TABLE lesson_handing (
    id TEXT PRIMARY KEY,
    draft_id TEXT NOT NULL REFERENCES lesson_draft (id),
    number BIGINT NOT NULL,
    reference TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL,
    handed_at TEXT NOT NULL,
    handed_by TEXT NOT NULL,
    UNIQUE (draft_id, number)
);

CREATE TABLE lesson_return (
    handing_id TEXT PRIMARY KEY REFERENCES lesson_handing (id),
    reason TEXT NOT NULL,
    returned_at TEXT NOT NULL,
    returned_by TEXT NOT NULL
);

-- The answers of what was handed in, as lists and figures read them.
CREATE TABLE lesson_answer (
    handing_id TEXT NOT NULL REFERENCES lesson_handing (id),
    position BIGINT NOT NULL,
    question TEXT NOT NULL,
    row_number BIGINT NOT NULL,
    value TEXT NOT NULL,
    is_choice BOOLEAN NOT NULL,
    PRIMARY KEY (handing_id, position)
);
CREATE INDEX lesson_answer_question ON lesson_answer (question, handing_id);

CREATE TABLE lesson_reminder (
    id TEXT PRIMARY KEY,
    collection_id TEXT NOT NULL REFERENCES lesson_collection (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    message_id TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    sent_by TEXT NOT NULL
);
CREATE INDEX lesson_reminder_of ON lesson_reminder (collection_id, organisation_id, sent_at);

-- A recommendation that the office draws from the answers of a year, and the answers that it rests on.
CREATE TABLE lesson_recommendation (
    id TEXT PRIMARY KEY,
    fiscal_year BIGINT NOT NULL,
    heading TEXT NOT NULL,
    text TEXT NOT NULL,
    bodies TEXT NOT NULL,
    written_at TEXT NOT NULL,
    written_by TEXT NOT NULL,
    withdrawn_at TEXT,
    withdrawn_by TEXT
);
CREATE INDEX lesson_recommendation_year ON lesson_recommendation (fiscal_year, id);

CREATE TABLE lesson_basis (
    recommendation_id TEXT NOT NULL REFERENCES lesson_recommendation (id),
    handing_id TEXT NOT NULL REFERENCES lesson_handing (id),
    question TEXT NOT NULL,
    row_number BIGINT NOT NULL,
    PRIMARY KEY (recommendation_id, handing_id, question, row_number)
);
