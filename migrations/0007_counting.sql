-- Indexes by which lists are counted, so that none is chosen for the order of a list (planning).

DROP INDEX organisation_counted;
DROP INDEX standing_filtered;
CREATE INDEX organisation_counted ON organisation (path, closed_on, kind, province_code, ministry_code, obliged, id);
CREATE INDEX standing_over ON standing (fiscal_year, rto_over_mtpd) WHERE rto_over_mtpd > 0;
