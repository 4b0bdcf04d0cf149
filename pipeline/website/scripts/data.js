// Read the published tables that the page contains.

const DATA = JSON.parse(document.getElementById("data").textContent);

function expanded(column) {
  return Array.isArray(column) ? column : column.at.map((number) => column.of[number]);
}

function rowsOf(columns) {
  const names = Object.keys(columns), cells = names.map((name) => expanded(columns[name]));
  return (cells[0] || []).map((_, i) => Object.fromEntries(names.map((name, n) => [name, cells[n][i]])));
}

function titlesOf(table, code) {
  return DATA.titles[table][code] || [code, code];
}

const FIGURES = rowsOf(DATA.figures);
FIGURES.forEach((figure, order) => {
  figure.order = order;
  figure.report = DATA.report.folder;
  [figure.indicator_zh, figure.indicator_en] = titlesOf("indicators", figure.indicator);
  [figure.entity_zh, figure.entity_en] = titlesOf("entities", figure.entity);
});
const FIGURE_BY_ID = new Map(FIGURES.map((figure) => [figure.figure_id, figure]));

function groupedBy(rows, keysOf) {
  const groups = new Map();
  for (const row of rows) {
    for (const key of keysOf(row)) {
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(row);
    }
  }
  return groups;
}

const listed = (text) => (text || "").split(";").filter(Boolean);
const IDENTITY_BY_ID = new Map(DATA.identities.map((row) => [row.identity, row]));
const TERMS_BY_FIGURE = groupedBy(rowsOf(DATA.terms), (row) => [row.figure]);
const COVERAGE_BY_FIGURE = groupedBy(rowsOf(DATA.check_coverage), (row) => [row.figure]);
const CLAIMS_BY_FIGURE = groupedBy(rowsOf(DATA.numerals), (row) => [row.figure]);
const INITIATIVES_BY_FIGURE = groupedBy(DATA.initiatives, (row) => listed(row.figures));
const POLICIES_BY_SECTION = groupedBy(rowsOf(DATA.policies), (row) => [row.section]);
const ERRATA_BY_FIGURE = groupedBy(DATA.errata, (row) => listed(row.figures));

function published(figure) {
  return Object.fromEntries(DATA.columns.map((name) => [name, figure[name]]));
}
