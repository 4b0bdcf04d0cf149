"""The view `figures_readable`: codes with their titles, numbers one can calculate with."""

from __future__ import annotations

from typing import Final

VIEW: Final = """\
CREATE VIEW "figures_readable" AS -- one row per figure, in words; compare, sort and calculate with *_real: the numbers without it are exact text / 每个数字一行；比较、排序与计算请用 *_real，其余数字为精确文本
SELECT
  f."figure_id",
  f."section", s."title_zh" AS "section_zh", s."title_en" AS "section_en",
  f."page",
  f."indicator", f."indicator_zh", f."indicator_en",
  f."entity", f."entity_zh", f."entity_en",
  f."printed",
  f."bound",
  f."value", f."value_real",
  f."value_high", f."value_high_real",
  f."lower", f."lower_real", f."upper", f."upper_real",
  f."unit", u."title_zh" AS "unit_zh", u."title_en" AS "unit_en",
  f."period_start", f."period_end",
  f."basis", f."base_start", f."base_end",
  f."status", t."title_zh" AS "status_zh", t."title_en" AS "status_en",
  f."cited", c."title_zh" AS "cited_zh", c."title_en" AS "cited_en",
  f."inferred",
  (
    SELECT group_concat(e."errata_erratum", ';')
    FROM (SELECT * FROM "errata_figures" AS l WHERE l."refers_to" = f."figure_id" ORDER BY l.rowid) AS e
  ) AS "errata",
  f."note"
FROM "figures" AS f
JOIN "sections" AS s ON s."section" = f."section"
JOIN "units" AS u ON u."unit" = f."unit"
JOIN "statuses" AS t ON t."status" = f."status"
LEFT JOIN "sources" AS c ON c."source" = f."cited"
ORDER BY f.rowid"""
