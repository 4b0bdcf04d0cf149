// Rank the figures that a query finds: an identifier or place, then period, number, and words by where they occur.

const STOP_WORDS = new Set("a an the of in on at for by to and or is was were are how many much what which who china's with from its".split(" "));
const HEDGES = [
  [/(?<![a-z])(?:almost|nearly|close to|just under)(?![a-z])|接近|将近|近(?=[\d一二两三四五六七八九十])/u, ["~<"]],
  [/(?<![a-z])(?:more than|over|above|exceeds?|exceeding)(?![a-z])|超过|超(?=\d)|突破|逾/u, [">", ">=", "~>"]],
  [/(?<![a-z])(?:less than|under|below|fewer than)(?![a-z])|不到|不足|不及/u, ["<", "<="]],
  [/(?<![a-z])(?:about|around|roughly|approximately)(?![a-z])|大约|左右|约(?=[\d一二两三四五六七八九十])/u, ["~"]],
];
const LEVELS = new Set(["flow", "stock", "level"]);
const WEAK = 0.5; // the score of a word that only a definition, a note or the title of the section has
const indexed = [];

// Normalise printed and typed text alike: half-width digits, one minus sign, no thousands separators.
function folded(text) {
  return text.normalize("NFKC").toLowerCase().replaceAll("\u2212", "-").replace(/(?<=\d),(?=\d{3}(?!\d))/gu, "");
}

function fieldsOf(figure) {
  const about = DATA.titles.indicators[figure.indicator] || [];
  const fields = {
    level: LEVELS.has(figure.measure) ? 2 : 0,
    title: folded([figure.indicator_zh, figure.indicator_en].join("\n")),
    entity: folded([figure.entity_zh, figure.entity_en, ...listed(DATA.names[figure.entity])].join("\n")),
    close: folded(figure.printed).replace(/[\s〔〕]/gu, ""),
    text: folded([
      figure.figure_id, figure.printed, figure.printed.replace(/[\s〔〕]/gu, ""), figure.read_zh, figure.read_en, figure.indicator, figure.basis_zh, figure.basis_en, figure.period,
      ...DATA.labels.bounds[figure.bound], ...titlesOf("statuses", figure.status), ...titlesOf("units", figure.unit),
      ...(figure.cited ? titlesOf("sources", figure.cited) : []),
      ...(ERRATA_BY_FIGURE.has(figure.figure_id) ? ["勘误 有误 erratum errata disputed"] : []),
    ].join("\n")),
    about: folded([...about.slice(2), figure.note_zh, figure.note_en, ...titlesOf("sections", figure.section)].join("\n")),
  };
  return { ...fields, all: [fields.title, fields.entity, fields.text, fields.about].join("\n") };
}

function fieldsAt(n) {
  indexed[n] = indexed[n] || fieldsOf(FIGURES[n]);
  return indexed[n];
}

// Prepare the first search in short parts, between which the page answers.
function prepareSearch(from = 0) {
  const to = Math.min(from + 200, FIGURES.length);
  for (let n = from; n < to; n += 1) fieldsAt(n);
  if (to < FIGURES.length) setTimeout(prepareSearch, 0, to);
}

const isLatin = (word) => /^[a-z]/u.test(word);

function stem(word) {
  return isLatin(word) && word.length > 3 ? word.replace(/ies$/u, "y").replace(/(?<=[^s])s$/u, "") : word;
}

// Return the pattern of a word: a Latin word from its first letter, other words anywhere.
function patternOf(word) {
  return (/^[a-z0-9]/u.test(word) ? "(?<![a-z0-9.])" : "") + word.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&");
}

function termOf(word, words) {
  const long = [...new Set(words)].filter((each) => each.length > 1 || words.length < 3);
  const weight = /\d/u.test(word) && /[a-z]/u.test(word) ? 2 : 1; // a code such as 5G narrows more than a word
  return { word, weight, own: word.replace(/[ -]/gu, "") === word ? 1 : 2, any: new RegExp(long.map(patternOf).join("|"), "u"), forms: long.map((each) => new RegExp(patternOf(each), "u")) };
}

// Take the phrases that have synonyms out of a text, the longest first; the rest is split at blanks and scripts.
function termsIn(text) {
  const found = [], phrases = DATA.synonyms.flatMap((group) => group.map((phrase) => [phrase, group])).sort((a, b) => b[0].length - a[0].length);
  let rest = ` ${text} `;
  for (const [phrase, group] of phrases) {
    const place = isLatin(phrase) ? new RegExp(`(?<![a-z0-9])${phrase.replace(".", "\\.")}(?:s|es|ing|ed)?(?![a-z0-9])`, "u") : phrase;
    const without = rest.replace(place, " ");
    if (without !== rest) found.push(termOf(phrase, [phrase, phrase.replace(/[ -]/gu, ""), ...group]));
    rest = without;
  }
  const words = rest.replace(/(?<=[a-z0-9])(?=\p{Script=Han})|(?<=\p{Script=Han})(?=[a-z0-9])/gu, " ").split(/[\s,，、。?？!:：;"“”'‘’()（）的]+/u);
  return [...found, ...words.filter((word) => word && !STOP_WORDS.has(word) && !/^[-.%]$/u.test(word)).map((word) => termOf(word, [word, stem(word)]))];
}

function termScore(term, fields) {
  if (!term.any.test(fields.all)) return 0;
  const has = (text) => term.forms.findIndex((form) => form.test(text)), own = (n) => (n < term.own ? 4 : 0);
  const share = (text) => 4 * Math.min(1, (2 * term.word.length) / text.length);
  const [title, entity] = [has(fields.title), has(fields.entity)];
  if (title >= 0) return term.weight * (10 + fields.level + share(fields.title) + own(title));
  if (entity >= 0) return term.weight * (8 + share(fields.entity) + own(entity));
  return has(fields.text) >= 0 ? term.weight * 5 : WEAK;
}

// Return the tests that an identifier or a place in the report stands for, and the query without it.
function placesIn(text) {
  const tests = [];
  let rest = text.replace(/(?<![\d.])(\d+(?:\.\d+)*)-(\d{1,3})(?![\d月-])/u, (whole, section, number) => {
    const id = `${section}-${number.padStart(3, "0")}`;
    if (!SECTIONS.has(section)) return whole;
    tests.push((figure) => (FIGURE_BY_ID.has(id) ? figure.figure_id === id : figure.figure_id.startsWith(whole)));
    return " ";
  });
  rest = rest.replace(/(?<![a-z])(?:pages?|pp?\.?) ?(\d+)(?!\d)|第 ?(\d+) ?页/u, (_, en, zh) => { tests.push((figure) => figure.page === (en || zh)); return " "; });
  rest = rest.replace(/(?<![a-z])(?:sections?|sec\.?|chapter) ?(\d[\d.]*)|第 ?(\d[\d.]*) ?[节章]/u, (_, en, zh) => {
    tests.push((figure) => `${figure.section}.`.startsWith(`${en || zh}.`));
    return " ";
  });
  const record = ERRATA.find((row) => folded(row.erratum) === text.trim()), id = text.trim().toUpperCase();
  if (!record && !DATA.verdicts[id]) return { tests, rest };
  const own = record ? listed(record.figures) : rowsOf(DATA.terms).filter((term) => term.identity === id).map((term) => term.figure);
  return { tests: [(figure) => own.includes(figure.figure_id)], rest: "" };
}

function hedgesIn(text) {
  for (const [form, bounds] of HEDGES) if (form.test(text)) return { bounds, rest: text.replace(form, " ") };
  return { bounds: null, rest: text };
}

// Return the parts of a query, each a function that scores one figure; 0 is no match.
function partsOf(query) {
  const { tests, rest: unplaced } = placesIn(folded(query).trim().replace(/\s+/gu, " "));
  const { period, rest: undated } = periodIn(unplaced);
  const { bounds, rest: unhedged } = hedgesIn(undated);
  const { quantities, rest } = quantitiesIn(unhedged);
  const parts = [
    ...tests.map((test) => (figure) => (test(figure) ? 1 : 0)),
    ...(period ? [(figure) => periodScore(period, figure)] : []),
    ...quantities.map((each) => (figure, fields) => quantityScore(each, figure, fields.title + fields.text)),
    ...termsIn(quantities.length ? rest.replace(/[余多个]/gu, " ") : rest).map((term) => (_, fields) => termScore(term, fields)),
  ];
  const hedged = (figure) => (bounds && bounds.includes(figure.bound) ? 6 : 0);
  const close = folded(query).replace(/[\s〔〕]/gu, "");
  const asPrinted = (figure) => (close.length > 1 && fieldsAt(figure.order).close.includes(close) ? 4 : 0);
  return { parts: parts.length || !bounds ? parts : [hedged], bonus: [hedged, asPrinted] };
}

// Return the score of each figure that matches the whole query, negative if a word of it matches weakly;
// else the figures that match the most of it.
function found(query) {
  const { parts, bonus } = partsOf(query), scores = new Map(), partly = new Map();
  for (const figure of FIGURES) {
    const fields = fieldsAt(figure.order), own = parts.map((part) => part(figure, fields)), matched = own.filter(Boolean).length;
    if (!matched) continue;
    const sum = own.concat(bonus.map((each) => each(figure))).reduce((a, b) => a + b, 0);
    if (matched === parts.length) scores.set(figure, own.includes(WEAK) ? sum - 1000 : sum);
    else partly.set(figure, matched * 100 + sum);
  }
  return { scores, nearest: scores.size ? [] : ranked([...partly.keys()], partly).slice(0, 10) };
}

function ranked(figures, scores) {
  return [...figures].sort((a, b) => scores.get(b) - scores.get(a) || a.order - b.order);
}

// Return links to what else a query names: an erratum, an identity, cases and policies.
function alsoFound(query) {
  const typed = folded(query).trim();
  if (!typed) return [];
  const terms = termsIn(typed);
  const names = (id, places) => {
    const text = folded([...byId(id).querySelectorAll(places)].map((node) => node.textContent).join("\n"));
    return terms.length && terms.every((term) => term.any.test(text));
  };
  const linked = (kind, id, before) => el("a", { href: `#${kind}-${id}` }, before, sayPair(SHOWN[kind](id)));
  return [
    ...ERRATA.map((row) => row.erratum).filter((id) => folded(id) === typed).map((id) => linked("erratum", id, `${id} `)),
    ...Object.keys(DATA.verdicts).filter((id) => folded(id) === typed).map((id) => linked("identity", id, `${id} `)),
    ...expanded(DATA.initiatives.initiative).filter((id) => names(`initiative-${id}`, "h4, .over")).map((id) => linked("initiative", id, localized("案例：", "Case: "))),
    ...expanded(DATA.policies.policy).filter((id) => names(`policy-${id}`, "th")).map((id) => linked("policy", id, localized("政策：", "Policy: "))),
  ];
}
