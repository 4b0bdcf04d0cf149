// Select the figures that match the filters, and count the matches of each further filter.

const FACETS = {
  section: { codes: (f) => [f.section], title: (code) => `${code} ${sayPair(titlesOf("sections", code))}` },
  indicator: { codes: (f) => [f.indicator], title: (code) => sayPair(titlesOf("indicators", code)), byTitle: true },
  unit: { codes: (f) => [f.unit], title: (code) => sayPair(titlesOf("units", code)) },
  entity: { codes: (f) => [f.entity], title: (code) => sayPair(titlesOf("entities", code)), byTitle: true },
  status: { codes: (f) => [f.status], title: (code) => sayPair(titlesOf("statuses", code)) },
  cited: { codes: (f) => [f.cited || "none"], title: (code) => (code === "none" ? say("未注明", "none named") : sayPair(titlesOf("sources", code))) },
  bound: { codes: (f) => [f.bound], title: (code) => sayPair(DATA.labels.bounds[code]) },
  inferred: {
    codes: (f) => { const names = listed(f.inferred); return names.length ? ["any", ...names] : ["nothing"]; },
    title: (code) => ({ any: say("有推断", "something inferred"), nothing: say("无推断", "nothing inferred") }[code] || sayPair(DATA.labels.columns[code])),
  },
};
const FACET_NAMES = Object.keys(FACETS);
const ORDERS = {
  "": ["按印刷顺序", "As printed"],
  up: ["数值从小到大", "Value, low to high"],
  down: ["数值从大到小", "Value, high to low"],
  period: ["按时期", "Period"],
};

let texts = null;

// Normalise printed and typed text alike: half-width digits, one minus sign, no thousands separators.
// `joined` removes the space between a number and its scale: 6.5万亿, 72trillion.
function folded(text) {
  return text.normalize("NFKC").toLowerCase().replaceAll("\u2212", "-").replace(/(?<=\d),(?=\d{3}(?!\d))/gu, "");
}

function joined(text) {
  return text.replace(/(?<=\d)\s+(?=[十百千万亿%]|[mbt]r?illion)/gu, "");
}

function searchTexts() {
  const close = (text) => text.replace(/[\s〔〕]/gu, "");
  texts = texts || FIGURES.map((f) => joined(folded([
    f.figure_id, f.printed, f.read_zh, f.read_en, f.indicator, f.indicator_zh, f.indicator_en, f.entity_zh,
    f.entity_en, f.period, f.spelled, f.basis_zh, f.basis_en, f.note_zh, f.note_en, f.value, f.hedge, close(f.printed), close(f.read_zh),
    ...DATA.labels.bounds[f.bound], ...titlesOf("statuses", f.status), ...titlesOf("units", f.unit), ...titlesOf("sections", f.section),
    ...(f.cited ? titlesOf("sources", f.cited) : []),
  ].join("\n"))));
  return texts;
}

// A number matches from its first digit, so that 2.3% does not match 12.3%.
function fitsWord(word) {
  if (!/^\d/u.test(word)) return (text) => text.includes(word);
  const begun = new RegExp(`(?<![\\d.])${word.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&")}`, "u");
  return (text) => begun.test(text);
}

// Match the whole query first; if nothing matches, match word by word, also within a number.
function matchesWords(query) {
  const typed = folded(query), all = searchTexts();
  const words = (text) => text.split(/\s+/u).filter(Boolean);
  const every = (tests) => (figure) => tests.every((test) => test(all[figure.order]));
  const readings = [
    every(words(joined(typed)).map(fitsWord)),
    every(words(typed).map(fitsWord)),
    every(words(typed).map((word) => (text) => text.includes(word))),
  ];
  return readings.find((reading) => FIGURES.some(reading)) || readings[0];
}

function fitsFacet(name, code) {
  return (figure) => FACETS[name].codes(figure).includes(code);
}

// Return the matching figures, and per facet the matches of each code with all other filters.
function filtered(choice) {
  const fitsWords = matchesWords(choice.q || "");
  const chosen = FACET_NAMES.filter((name) => choice[name]).map((name) => [name, fitsFacet(name, choice[name])]);
  const counts = Object.fromEntries(FACET_NAMES.map((name) => [name, new Map()]));
  const fitting = [];
  for (const figure of FIGURES) {
    if (!fitsWords(figure)) continue;
    const failed = chosen.filter(([, fits]) => !fits(figure)).map(([name]) => name);
    if (!failed.length) fitting.push(figure);
    if (failed.length > 1) continue;
    for (const name of failed.length ? failed : FACET_NAMES) {
      for (const code of FACETS[name].codes(figure)) counts[name].set(code, (counts[name].get(code) || 0) + 1);
    }
  }
  return { fitting, counts };
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
