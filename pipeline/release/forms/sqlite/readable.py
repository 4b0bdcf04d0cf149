"""The view `figures_readable`: codes with their titles, numbers one can calculate with."""

from __future__ import annotations

from typing import Final

VIEW: Final = """\
CREATE VIEW "figures_readable" AS -- one row per figure, in words; numbers ending in _real are the nearest REAL, for arithmetic
SELECT
  f."figure_id",
  f."section", s."title_zh" AS "section_zh", s."title_en" AS "section_en",
  f."page",
  f."indicator_zh", f."indicator_en",
  f."entity_zh", f."entity_en",
  f."printed",
  f."bound",
  f."value", CAST(f."value" AS REAL) AS "value_real",
  f."value_high",
  CAST(f."lower" AS REAL) AS "lower_real", CAST(f."upper" AS REAL) AS "upper_real",
  u."title_zh" AS "unit_zh", u."title_en" AS "unit_en",
  f."period_start", f."period_end",
  t."title_zh" AS "status_zh", t."title_en" AS "status_en",
  c."title_zh" AS "cited_zh", c."title_en" AS "cited_en",
  f."note"
FROM "figures" AS f
JOIN "sections" AS s ON s."section" = f."section"
JOIN "units" AS u ON u."unit" = f."unit"
JOIN "statuses" AS t ON t."status" = f."status"
LEFT JOIN "sources" AS c ON c."source" = f."cited"
ORDER BY f.rowid"""
