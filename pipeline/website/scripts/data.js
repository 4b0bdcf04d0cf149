// Read the published tables that the page contains.

const DATA = JSON.parse(document.getElementById("data").textContent);

function expanded(column) {
  if (Array.isArray(column)) return column;
  const of = DATA.figures[column.of] || column.of; // the parts, or the column of the figures that has them
  return column.at.map((at) => [at].flat().map((number) => of[number]).join(";"));
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
const SECTIONS = new Set(FIGURES.map((figure) => figure.section));
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
const TERMS_BY_FIGURE = groupedBy(rowsOf(DATA.terms), (row) => [row.figure]);
const COVERAGE_BY_FIGURE = groupedBy(rowsOf(DATA.check_coverage), (row) => [row.figure]);
const CLAIMS = rowsOf(DATA.numerals);
for (const row of CLAIMS) row.sentence_sha256 = row.sentence_sha256 || FIGURE_BY_ID.get(row.figure).sentence_sha256;
const CLAIMS_BY_FIGURE = groupedBy(CLAIMS, (row) => [row.figure]);
const INITIATIVES_BY_FIGURE = groupedBy(rowsOf(DATA.initiatives), (row) => listed(row.figures));
const POLICIES_BY_SECTION = groupedBy(rowsOf(DATA.policies), (row) => [row.section]);
const ERRATA = rowsOf(DATA.errata);
const ERRATA_BY_FIGURE = groupedBy(ERRATA, (row) => listed(row.figures));

// Return a text of the page in Chinese and English; what stands there is not in the data as well.
function shownPair(id, place) {
  const node = document.getElementById(id).querySelector(place);
  return ["zh", "en"].map((lang) => (node.querySelector(`[lang=${lang}]`) || node).textContent);
}

const SHOWN = {
  identity: (id) => shownPair(`identity-${id}`, ".c-statement"),
  erratum: (id) => shownPair(`erratum-${id}`, "b"),
  initiative: (id) => shownPair(`initiative-${id}`, "h4"),
  policy: (id) => shownPair(`policy-${id}`, "th"),
};

function published(figure) {
  return Object.fromEntries(DATA.columns.map((name) => [name, figure[name]]));
}
