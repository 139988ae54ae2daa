-- Lists that stay as quick when the nation grows: what they filter and count by (planning).

-- One row a plan: where it stands, kept by planning with each write and each decision upon a version. All of it can be
-- computed from plan, plan_version, withdrawal, review_return and review_approval.
CREATE TABLE plan_state (
    plan_id TEXT PRIMARY KEY REFERENCES plan (id),
    organisation_id TEXT NOT NULL REFERENCES organisation (id),
    fiscal_year BIGINT NOT NULL,
    kind TEXT NOT NULL,
    classification TEXT NOT NULL,
    -- drafting, submitted, returned, approved: of the latest version that was not withdrawn
    state TEXT NOT NULL,
    version_id TEXT,
    saved_at TEXT NOT NULL
);
CREATE INDEX plan_state_organisation ON plan_state (organisation_id, fiscal_year);
CREATE INDEX plan_state_year ON plan_state (fiscal_year, state, kind, classification, organisation_id);
CREATE INDEX plan_state_saved ON plan_state (saved_at, plan_id);

INSERT INTO plan_state (plan_id, organisation_id, fiscal_year, kind, classification, state, version_id, saved_at)
SELECT p.id, p.organisation_id, p.fiscal_year, p.kind, p.classification,
CASE WHEN v.id IS NULL THEN 'drafting' WHEN a.version_id IS NOT NULL THEN 'approved'
WHEN r.version_id IS NOT NULL THEN 'returned' ELSE 'submitted' END, v.id, p.saved_at
FROM plan p
LEFT JOIN plan_version v ON v.id = (SELECT x.id FROM plan_version x LEFT JOIN withdrawal w ON w.version_id = x.id
WHERE x.plan_id = p.id AND w.version_id IS NULL ORDER BY x.submitted_at DESC, x.number DESC LIMIT 1)
LEFT JOIN review_approval a ON a.version_id = v.id
LEFT JOIN review_return r ON r.version_id = v.id;

-- The length of a list of organisations is counted here alone.
CREATE INDEX organisation_counted ON organisation (closed_on, kind, province_code, ministry_code, obliged, path);
-- What a list of a roster filters by, without the names.
CREATE INDEX standing_filtered ON standing (fiscal_year, organisation_id, status, approved, on_time);
