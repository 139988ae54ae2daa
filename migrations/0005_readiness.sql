-- Readiness: where each organisation of a round stands, and counters over cells, kept with each write (insight).

CREATE TABLE standing (
    fiscal_year BIGINT NOT NULL,
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    kind TEXT NOT NULL,
    ministry_code TEXT NOT NULL,
    province_code TEXT NOT NULL,
    region TEXT NOT NULL,
    -- not_started, drafting, submitted, returned, approved
    status TEXT NOT NULL,
    version_id TEXT,
    first_submitted_at TEXT,
    latest_submitted_at TEXT,
    on_time BOOLEAN NOT NULL,
    process_count BIGINT NOT NULL,
    rto_over_mtpd BIGINT NOT NULL,
    with_e_service BIGINT NOT NULL,
    PRIMARY KEY (fiscal_year, organisation_id)
);
CREATE INDEX standing_status ON standing (fiscal_year, status);
CREATE INDEX standing_province ON standing (fiscal_year, province_code, status);
CREATE INDEX standing_ministry ON standing (fiscal_year, ministry_code, status);

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
    returned BIGINT NOT NULL,
    approved BIGINT NOT NULL,
    on_time BIGINT NOT NULL,
    process_count BIGINT NOT NULL,
    rto_over_mtpd BIGINT NOT NULL,
    with_e_service BIGINT NOT NULL,
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

-- Organisations by the day of their first submission, for the trend.
CREATE TABLE readiness_day (
    fiscal_year BIGINT NOT NULL,
    day TEXT NOT NULL,
    submitted BIGINT NOT NULL,
    PRIMARY KEY (fiscal_year, day)
);
