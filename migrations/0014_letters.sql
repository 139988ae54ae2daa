-- Correspondence: letters received, routed, signed and sent, circulars, the screening of meetings (letters).

-- What an organisation's letters begin with. owner is its own number, emblem a PNG that it has given.
CREATE TABLE letter_office (
    organisation_id TEXT PRIMARY KEY REFERENCES organisation (id),
    code TEXT NOT NULL,
    owner TEXT NOT NULL,
    address TEXT NOT NULL,
    phone TEXT NOT NULL,
    emblem BYTEA,
    saved_at TEXT NOT NULL,
    saved_by TEXT NOT NULL
);

CREATE TABLE letter_unit (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    name TEXT NOT NULL,
    owner TEXT NOT NULL,
    phone TEXT NOT NULL,
    sort_key BYTEA NOT NULL,
    added_at TEXT NOT NULL,
    closed_on TEXT
);
CREATE INDEX letter_unit_of ON letter_unit (organisation_id);

-- A position with its holder; account_id where the holder signs in.
CREATE TABLE letter_officer (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    unit_id TEXT,
    name TEXT NOT NULL,
    position TEXT NOT NULL,
    account_id TEXT,
    sort_key BYTEA NOT NULL,
    added_at TEXT NOT NULL,
    added_by TEXT NOT NULL,
    left_on TEXT
);
CREATE INDEX letter_officer_of ON letter_officer (organisation_id);
CREATE INDEX letter_officer_account ON letter_officer (account_id);

-- kind is acting or on_behalf. Rows are only added; until_day is set when one is ended.
CREATE TABLE letter_delegation (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    kind TEXT NOT NULL,
    principal_id TEXT NOT NULL REFERENCES letter_officer (id),
    delegate_id TEXT NOT NULL REFERENCES letter_officer (id),
    order_number TEXT NOT NULL,
    order_date TEXT,
    reason TEXT NOT NULL,
    from_day TEXT NOT NULL,
    until_day TEXT,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL
);
CREATE INDEX letter_delegation_of ON letter_delegation (organisation_id);

-- The last number given of a sequence; the row is the lock of its sequence.
CREATE TABLE letter_run (
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    year BIGINT NOT NULL,
    series TEXT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (organisation_id, year, series)
);

-- direction is own or incoming. state and turn_officer follow from the steps and acts and are kept with every
-- write, for lists. number is in ASCII digits; of an incoming letter the sender's, as written.
CREATE TABLE letter (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    direction TEXT NOT NULL,
    form TEXT NOT NULL,
    circular BOOLEAN NOT NULL,
    urgency TEXT NOT NULL,
    classification TEXT NOT NULL,
    unit_id TEXT,
    number TEXT NOT NULL,
    series TEXT,
    year BIGINT,
    running BIGINT,
    dated TEXT,
    sender TEXT NOT NULL,
    salutation TEXT NOT NULL,
    addressee TEXT NOT NULL,
    subject TEXT NOT NULL,
    refs TEXT NOT NULL,
    enclosures TEXT NOT NULL,
    body TEXT NOT NULL,
    contact TEXT NOT NULL,
    round BIGINT NOT NULL,
    received_series TEXT,
    received_year BIGINT,
    received_number BIGINT,
    received_at TEXT,
    received_desk TEXT NOT NULL,
    state TEXT NOT NULL,
    turn_officer TEXT,
    revision BIGINT NOT NULL,
    search_text TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    sent_at TEXT,
    due_on TEXT,
    -- rules of a circular as JSON, and the day of the register that they were applied to
    rules TEXT NOT NULL,
    register_on TEXT
);
CREATE INDEX letter_of ON letter (organisation_id, id);
CREATE INDEX letter_turn ON letter (turn_officer);
CREATE INDEX letter_sent_on ON letter (sent_at);
CREATE UNIQUE INDEX letter_given ON letter (organisation_id, year, series, running);
CREATE UNIQUE INDEX letter_taken ON letter (organisation_id, received_year, received_series, received_number);

-- way is signing or routing; a draft that was sent back goes round in a new round.
CREATE TABLE letter_step (
    id TEXT PRIMARY KEY,
    letter_id TEXT NOT NULL REFERENCES letter (id),
    way TEXT NOT NULL,
    round BIGINT NOT NULL,
    position BIGINT NOT NULL,
    task TEXT NOT NULL,
    officer_id TEXT NOT NULL REFERENCES letter_officer (id),
    set_at TEXT NOT NULL,
    set_by TEXT NOT NULL
);
CREATE INDEX letter_step_of ON letter_step (letter_id, way, round, position);

-- What was done in a step: one row, never changed. name, position and held say how it is signed whatever becomes of the
-- officer; on_paper when the desk recorded what was signed on paper.
CREATE TABLE letter_act (
    step_id TEXT PRIMARY KEY REFERENCES letter_step (id),
    outcome TEXT NOT NULL,
    words TEXT NOT NULL,
    officer_id TEXT NOT NULL REFERENCES letter_officer (id),
    delegation_id TEXT,
    name TEXT NOT NULL,
    position TEXT NOT NULL,
    at TEXT NOT NULL,
    on_paper BOOLEAN NOT NULL,
    recorded_at TEXT NOT NULL,
    recorded_by TEXT NOT NULL
);

CREATE TABLE letter_file (
    id TEXT PRIMARY KEY,
    letter_id TEXT NOT NULL REFERENCES letter (id),
    filename TEXT NOT NULL,
    content BYTEA NOT NULL,
    added_at TEXT NOT NULL,
    added_by TEXT NOT NULL
);
CREATE INDEX letter_file_of ON letter_file (letter_id);

-- An organisation that a letter was sent to; acknowledged when it received it into its register as received_letter.
CREATE TABLE letter_recipient (
    id TEXT PRIMARY KEY,
    letter_id TEXT NOT NULL REFERENCES letter (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    message_id TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    sent_by TEXT NOT NULL,
    acknowledged_at TEXT,
    acknowledged_by TEXT,
    received_letter TEXT
);
CREATE UNIQUE INDEX letter_recipient_of ON letter_recipient (letter_id, organisation_id);
CREATE INDEX letter_recipient_organisation ON letter_recipient (organisation_id, acknowledged_at);

CREATE TABLE letter_reminder (
    id TEXT PRIMARY KEY,
    recipient_id TEXT NOT NULL REFERENCES letter_recipient (id),
    message_id TEXT NOT NULL,
    sent_at TEXT NOT NULL,
    sent_by TEXT NOT NULL
);
CREATE INDEX letter_reminder_of ON letter_reminder (recipient_id, sent_at);

-- A meeting whose items an organisation screens.
CREATE TABLE letter_meeting (
    id TEXT PRIMARY KEY,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    body TEXT NOT NULL,
    held_on TEXT NOT NULL,
    made_at TEXT NOT NULL,
    made_by TEXT NOT NULL,
    letter_id TEXT
);
CREATE INDEX letter_meeting_of ON letter_meeting (organisation_id, held_on);

CREATE TABLE letter_meeting_item (
    id TEXT PRIMARY KEY,
    meeting_id TEXT NOT NULL REFERENCES letter_meeting (id),
    number BIGINT NOT NULL,
    subject TEXT NOT NULL
);
CREATE INDEX letter_meeting_item_of ON letter_meeting_item (meeting_id, number);

-- What a screener judged; the newest holds.
CREATE TABLE letter_judgement (
    id TEXT PRIMARY KEY,
    item_id TEXT NOT NULL REFERENCES letter_meeting_item (id),
    relevant BOOLEAN NOT NULL,
    reason TEXT NOT NULL,
    judged_at TEXT NOT NULL,
    judged_by TEXT NOT NULL
);
CREATE INDEX letter_judgement_of ON letter_judgement (item_id, id);
