// Select the figures that match the filters, and count the matches of each further filter.

// Return the title of a unit; of one that stands for many things, also the first of them: item (phones, apps, …).
const FIGURES_BY_UNIT = groupedBy(FIGURES, (figure) => [figure.unit]);

function unitTitle(unit) {
  const words = [...new Set(FIGURES_BY_UNIT.get(unit).map((figure) => localized(figure.word_zh, figure.word_en)))];
  const some = words.length > 2 ? localized(`（${words.slice(0, 3).join("、")}等）`, ` (${words.slice(0, 3).join(", ")}, …)`) : "";
  return sayPair(titlesOf("units", unit)) + some;
}

const FACETS = {
  section: { codes: (f) => [f.section], title: (code) => `${code} ${sayPair(titlesOf("sections", code))}` },
  indicator: { codes: (f) => [f.indicator], title: (code) => sayPair(titlesOf("indicators", code)), byTitle: true },
  unit: { codes: (f) => [f.unit], title: unitTitle },
  entity: { codes: (f) => [f.entity], title: (code) => sayPair(titlesOf("entities", code)), byTitle: true },
  status: { codes: (f) => [f.status], title: (code) => sayPair(titlesOf("statuses", code)) },
  cited: { codes: (f) => [f.cited || "none"], title: (code) => (code === "none" ? localized("未注明", "none named") : sayPair(titlesOf("sources", code))) },
  bound: { codes: (f) => [f.bound], title: (code) => sayPair(DATA.labels.bounds[code]) },
  inferred: {
    codes: (f) => { const names = listed(f.inferred); return names.length ? ["any", ...names] : ["nothing"]; },
    title: (code) => ({ any: localized("有推断", "something inferred"), nothing: localized("无推断", "nothing inferred") }[code] || sayPair(DATA.labels.columns[code])),
  },
};
const FACET_NAMES = Object.keys(FACETS);
for (const facet of Object.values(FACETS)) facet.all = [...new Set(FIGURES.flatMap(facet.codes))];
const ORDERS = {
  "": ["默认", "Best match, then as printed"],
  up: ["数值从小到大", "Value, low to high"],
  down: ["数值从大到小", "Value, high to low"],
  period: ["按时期", "Period"],
};

function fitsFacet(name, code) {
  return (figure) => FACETS[name].codes(figure).includes(code);
}

// Return the matching figures, and per facet the matches of each code with all other filters.
function filtered(choice) {
  const { scores, nearest } = choice.q ? found(choice.q) : { scores: null, nearest: [] };
  const chosen = FACET_NAMES.filter((name) => choice[name]).map((name) => [name, fitsFacet(name, choice[name])]);
  const counts = Object.fromEntries(FACET_NAMES.map((name) => [name, new Map()]));
  const fitting = [];
  for (const figure of FIGURES) {
    if (scores && !scores.has(figure)) continue;
    const failed = chosen.filter(([, fits]) => !fits(figure)).map(([name]) => name);
    if (!failed.length) fitting.push(figure);
    if (failed.length > 1) continue;
    for (const name of failed.length ? failed : FACET_NAMES) {
      for (const code of FACETS[name].codes(figure)) counts[name].set(code, (counts[name].get(code) || 0) + 1);
    }
  }
  return { fitting: scores ? ranked(fitting, scores) : fitting, counts, nearest, isWeak: (figure) => scores !== null && scores.get(figure) < 0 };
}

function byValue(sign) {
  const unitOrder = new Map(Object.keys(DATA.titles.units).map((unit, number) => [unit, number]));
  return (a, b) => unitOrder.get(a.unit) - unitOrder.get(b.unit)
    || sign * compareDecimals(a.value || a.lower || a.upper, b.value || b.lower || b.upper) || a.order - b.order;
}

// Values are sorted within their unit only, because percent and persons have no common order.
function ordered(figures, sort) {
  if (sort === "up" || sort === "down") return [...figures].sort(byValue(sort === "up" ? 1 : -1));
  if (sort !== "period") return figures;
  const last = (figure) => figure.period_start || "9999";
  return [...figures].sort((a, b) => (last(a) < last(b) ? -1 : last(a) > last(b) ? 1 : a.order - b.order));
}
