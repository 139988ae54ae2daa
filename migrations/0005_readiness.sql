-- Readiness: where each organisation of a round stands, and counters over cells, kept with each write (insight).

-- One row an organisation that is on the roster and was never removed; what continuity::round::standing says after
-- everything that has happened so far.
CREATE TABLE standing (
    fiscal_year BIGINT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    -- name, kind and place as frozen in the roster; the collation key of the name
    name_th TEXT NOT NULL,
    sort_key BYTEA NOT NULL,
    kind TEXT NOT NULL,
    ministry_code TEXT NOT NULL,
    province_code TEXT NOT NULL,
    region TEXT NOT NULL,
    -- not_started, drafting, submitted, returned, approved: of the version in effect
    status TEXT NOT NULL,
    -- some version is approved, perhaps an older one than the version in effect
    approved BOOLEAN NOT NULL,
    -- the version in effect: the latest submitted and not withdrawn
    version_id TEXT,
    classified BOOLEAN NOT NULL,
    first_submitted_at TEXT,
    -- the day in Bangkok of the first submission
    first_submitted_on TEXT,
    latest_submitted_at TEXT,
    on_time BOOLEAN NOT NULL,
    process_count BIGINT NOT NULL,
    rto_over_mtpd BIGINT NOT NULL,
    with_e_service BIGINT NOT NULL,
    -- when the last event happened that this row knows of: it holds for every instant from then on
    settled_at TEXT,
    PRIMARY KEY (fiscal_year, organisation_id)
);
CREATE INDEX standing_name ON standing (fiscal_year, sort_key, organisation_id);
CREATE INDEX standing_status ON standing (fiscal_year, status, sort_key, organisation_id);
CREATE INDEX standing_province ON standing (fiscal_year, province_code, sort_key, organisation_id);
CREATE INDEX standing_ministry ON standing (fiscal_year, ministry_code, sort_key, organisation_id);
CREATE INDEX standing_kind ON standing (fiscal_year, kind, sort_key, organisation_id);
CREATE INDEX standing_over_mtpd ON standing (fiscal_year, sort_key, organisation_id) WHERE rto_over_mtpd > 0;
CREATE INDEX standing_settled ON standing (fiscal_year, settled_at);

-- Counters by the finest group; every dimension is a sum over cells, so no row is shared by the whole nation.
CREATE TABLE readiness_cell (
    fiscal_year BIGINT NOT NULL,
    kind TEXT NOT NULL,
    ministry_code TEXT NOT NULL,
    province_code TEXT NOT NULL,
    region TEXT NOT NULL,
    roster BIGINT NOT NULL,
    drafting BIGINT NOT NULL,
    submitted BIGINT NOT NULL,
    -- of the submitted: those that wait for a reviewer, and those returned and not submitted again
    awaiting BIGINT NOT NULL,
    returned BIGINT NOT NULL,
    approved BIGINT NOT NULL,
    on_time BIGINT NOT NULL,
    process_count BIGINT NOT NULL,
    rto_over_mtpd BIGINT NOT NULL,
    with_e_service BIGINT NOT NULL,
    -- grows by one with each change; the sum over cells is the version of the year's figures
    changes BIGINT NOT NULL,
    PRIMARY KEY (fiscal_year, kind, ministry_code, province_code)
);

CREATE TABLE readiness_cell_hazard (
    fiscal_year BIGINT NOT NULL,
    kind TEXT NOT NULL,
    ministry_code TEXT NOT NULL,
    province_code TEXT NOT NULL,
    hazard TEXT NOT NULL,
    plans BIGINT NOT NULL,
    PRIMARY KEY (fiscal_year, kind, ministry_code, province_code, hazard)
);

-- Organisations by the day of their first submission, for the trend; by province, so that a busy day is no one row.
CREATE TABLE readiness_day (
    fiscal_year BIGINT NOT NULL,
    day TEXT NOT NULL,
    province_code TEXT NOT NULL,
    submitted BIGINT NOT NULL,
    PRIMARY KEY (fiscal_year, day, province_code)
);

-- A year whose figures are kept. Written only when a round's roster or dates change.
CREATE TABLE readiness_year (
    fiscal_year BIGINT PRIMARY KEY,
    -- a new one with each rebuilding, so that nothing remembered from before is taken for current
    epoch TEXT NOT NULL,
    -- the last day on which the roster was changed; before it the roster was another
    roster_settled_on TEXT
);

-- What standings are computed from, without reading past the documents.
CREATE INDEX plan_version_standing ON plan_version (fiscal_year, kind, organisation_id, submitted_at, number, id,
    classification, process_count, rto_over_mtpd, with_e_service);
CREATE INDEX plan_standing ON plan (fiscal_year, kind, organisation_id, created_at);
CREATE INDEX version_hazard_code ON version_hazard (code, version_id);
