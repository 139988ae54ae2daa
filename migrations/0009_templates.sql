-- A plan is on one version of its family's form (`local.1`), and a version that was handed in stays on the form on which
-- it was written, whatever becomes of the draft (planning).

UPDATE plan SET template = template || '.1' WHERE template NOT LIKE '%.%';
ALTER TABLE plan_version ADD COLUMN template TEXT NOT NULL DEFAULT '';
UPDATE plan_version SET template = (SELECT p.template FROM plan p WHERE p.id = plan_version.plan_id);
