-- Planning: the head asks for changes instead of approving (planning). Kept until the head is asked again or the plan
-- is sent; the audit trail keeps every one.

CREATE TABLE head_return (
    plan_id TEXT PRIMARY KEY REFERENCES plan (id),
    returned_at TEXT NOT NULL,
    returned_by TEXT NOT NULL,
    reason TEXT NOT NULL
);
