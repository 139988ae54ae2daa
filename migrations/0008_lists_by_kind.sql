-- Lists in Thai order that are narrowed by kind or by processes over their limit, found and counted in one index (planning).

DROP INDEX standing_over;
DROP INDEX standing_over_mtpd;
CREATE INDEX standing_over_mtpd ON standing (fiscal_year, sort_key, organisation_id, rto_over_mtpd)
WHERE rto_over_mtpd > 0;
CREATE INDEX organisation_kind ON organisation (kind, sort_key, id, closed_on, path, province_code, ministry_code, obliged);
