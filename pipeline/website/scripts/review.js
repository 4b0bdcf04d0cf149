// Review the items of a draft one by one. Decisions stay in this browser and are saved as a file.

const DATA = JSON.parse(byId("data").textContent);
const KEY = `printed-figures.review.${DATA.fingerprint}.${DATA.reading}`;
const TITLES = new Map(DATA.columns.map(([name, zh, en]) => [name, [zh, en]]));
const OPEN = ["", "", "", []];
DATA.options.reason.unshift(["figure", "计为数字", "a figure", ""]);
const done = restored(), items = [...DATA.items];
let at = 0, problem = "";

function restored() {
  try {
    return new Map(JSON.parse(localStorage.getItem(KEY) || "[]"));
  } catch {
    return new Map();
  }
}

function keep() {
  try {
    localStorage.setItem(KEY, JSON.stringify([...done]));
  } catch {
    // storage may be unavailable: the decisions then last until the page is closed
  }
}

function keyOf(item) {
  return `${item.cells ? "figure" : "excluded"} ${item.numerals[0]}`;
}

// A numeral that was proposed to be excluded becomes a figure with open cells, behind its item.
function addFigure(numeral, sentence, place) {
  const made = { numerals: [numeral], sentence, cells: Object.fromEntries([...TITLES.keys()].map((name) => [name, OPEN])) };
  if (!items.some((each) => keyOf(each) === keyOf(made))) items.splice(place, 0, made);
}

// A figure that the draft joined is two figures: the proposals of its halves replace it.
function halve(item) {
  items.splice(items.indexOf(item), 1, ...item.halves.map((half) => ({ ...half, whole: item })));
}

function join(whole) {
  const halves = items.filter((each) => each.whole === whole || each.whole?.whole === whole);
  const place = items.indexOf(halves[0]);
  for (const half of halves) items.splice(items.indexOf(half), 1);
  items.splice(place, 0, whole);
  return halves;
}

function halveOrJoin() {
  const item = items[at], { halves, whole } = item;
  if (!halves && !whole) return;
  if (halves) halve(item);
  for (const each of halves ? [item] : join(whole)) for (const key of [keyOf(each), halvesKey(each)]) done.delete(key);
  if (halves) done.set(halvesKey(item), { numerals: [] });
  else done.delete(halvesKey(whole)), at = items.indexOf(whole);
  keep();
  announce(halves ? localized("已分为两个数字", "Divided into two figures") : localized("已合为一个数字", "Joined to one figure"));
  go(at);
}

function halvesKey(item) {
  return `halves ${item.numerals}`;
}

function valuesOf(item) {
  const reasons = Object.entries(item.reasons || {}).map(([numeral, [reason]]) => [numeral, reason]);
  const cells = Object.entries(item.cells || {}).map(([name, [cell]]) => [name, cell]);
  if (!DATA.reading) for (const pair of cells) if (DATA.keyed.includes(pair[0])) pair[1] = "";
  return Object.fromEntries([...reasons, ...cells]);
}

function startItem(item) {
  const before = done.get(keyOf(item));
  item.values = before ? { ...before.values } : valuesOf(item);
  item.decision = before ? before.decision : "figure";
  item.shown = Boolean(before || DATA.reading || !item.cells);
  item.touched = new Set(before ? Object.keys(item.values) : []);
}

function isOpen(item, name) {
  const [, certainty, , candidates] = proposalOf(item, name);
  return !certainty && !item.touched.has(name) && (candidates.length > 0 || DATA.required.includes(name) || !item.cells) && !DATA.keyed.slice(0, -1).includes(name);
}

function proposalOf(item, name) {
  return item.cells ? item.cells[name] || OPEN : [item.reasons[name][0], item.reasons[name][0], item.reasons[name][1], item.reasons[name][2]];
}

// The code whose title or word was keyed, if it is the only one.
function codeOf(name, keyed) {
  const options = DATA.options[name] || [];
  if (options.some(([code]) => code === keyed)) return keyed;
  const found = options.filter(([, zh, en, words]) => keyed && [zh, en, ...words.split(";")].includes(keyed));
  return found.length === 1 ? found[0][0] : keyed;
}

function titleOf(name, code) {
  const found = (DATA.options[name] || []).find((each) => each[0] === code);
  return found ? localized(found[1] || found[2], found[2] || found[1]) : "";
}

function setCell(item, name, value) {
  item.values[name] = codeOf(item.cells ? name : "reason", value.trim());
  item.touched.add(name);
}

function pick(item, name, candidate) {
  setCell(item, name, candidate);
  draw();
  byId("row").focus();
}

function candidateList(item, name, isFirst) {
  const list = item.cells ? name : "reason";
  return el("ul", { class: "chips" }, ...proposalOf(item, name)[3].map((code, n) => {
    const key = isFirst ? el("kbd", { "aria-hidden": "true" }, String(n + 1)) : "";
    const button = el("button", { type: "button" }, [titleOf(list, code), code].filter(Boolean).join(" · "), key);
    button.addEventListener("click", () => pick(item, name, code));
    return el("li", {}, button);
  }));
}

function field(item, name, title, isFirst) {
  const [cell, certainty, words] = proposalOf(item, name), open = item.shown && isOpen(item, name);
  const input = el("input", { id: `c-${name}`, name, list: (DATA.options[name] || []).length ? `l-${name}` : null, value: item.values[name] || "", spellcheck: "false" });
  input.addEventListener("change", () => setCell(item, name, input.value));
  const source = item.shown && certainty && words && cell === item.values[name] ? `${localized("依据", "from")} ${words} · ${certainty}` : "";
  const meaning = titleOf(name, item.values[name]);
  return el("div", { class: open ? "field open" : "field" }, el("label", { for: `c-${name}` }, title), input,
    open ? candidateList(item, name, isFirst) : el("small", {}, [meaning, source].filter(Boolean).join(" · ")));
}

function decisionSelect(item, name, title, value) {
  const blank = value ? [] : [["", "", ""]];
  const choices = [...blank, ...DATA.options.reason];
  const select = el("select", { id: `c-${name}`, name }, ...choices.map(([code, zh, en]) => el("option", { value: code, selected: code === value }, localized(zh, en))));
  select.addEventListener("change", () => { if (name === "decision") item.decision = select.value; else setCell(item, name, select.value); draw(); byId(`c-${name}`).focus(); });
  return el("div", { class: value ? "field" : "field open" }, el("label", { for: `c-${name}` }, title), select, value ? "" : candidateList(item, name, true));
}

function fixedCell(item, name) {
  return item.values[name] ? [el("div", { class: "field" }, el("span", { class: "over" }, sayPair(TITLES.get(name))), el("output", {}, [item.values[name], titleOf(name, item.values[name])].filter(Boolean).join(" ")))] : [];
}

function rowOf(item) {
  const title = (name) => sayPair(TITLES.get(name));
  if (!item.cells) return item.numerals.map((n) => decisionSelect(item, String(n), textOf(item, n), item.values[n]));
  const decision = decisionSelect(item, "decision", localized("裁定", "Decision"), item.decision);
  if (item.decision !== "figure") return [decision];
  if (!item.shown) return [decision, ...DATA.keyed.map((name) => field(item, name, title(name), false))];
  const names = [...TITLES.keys()].filter((name) => !DATA.fixed.includes(name) && (name !== "page" || item.values.page));
  const first = names.find((name) => isOpen(item, name));
  return [decision, ...DATA.fixed.flatMap((name) => fixedCell(item, name)), ...names.map((name) => field(item, name, title(name), name === first))];
}

function textOf(item, numeral) {
  return DATA.sentences[item.sentence].parts.find((part) => part[1] === numeral)[0];
}

function drawSentence(item) {
  const { place, before, parts } = DATA.sentences[item.sentence];
  byId("sentence").replaceChildren(
    el("h2", { id: "place" }, `${place[0]} ${localized(place[1], place[2])}`),
    el("p", { class: "before", lang: "zh-Hans" }, before),
    el("p", { lang: "zh-Hans" }, ...parts.map(([text, n]) => (n < 0 ? text : el("mark", { "data-n": String(n), class: item.numerals.includes(n) ? "now" : null }, text)))));
}

function act(name, key, run, strong) {
  const button = el("button", { type: strong ? "submit" : "button", class: strong ? "strong" : null, "aria-keyshortcuts": key }, name, el("kbd", { "aria-hidden": "true" }, key));
  if (!strong) button.addEventListener("click", run);
  return button;
}

function draw() {
  const item = items[at], left = items.filter((each) => !done.has(keyOf(each))).length;
  drawSentence(item);
  byId("progress").textContent = localized(`第 ${at + 1} 项，共 ${items.length} 项；余 ${left} 项`, `Item ${at + 1} of ${items.length}; ${left} left`);
  const what = item.cells ? (item.shown ? localized("草拟的行", "The proposed row") : localized("请对照原文录入", "Key from the sentence")) : localized("草拟为不计入的数词", "Numerals proposed to be excluded");
  const accept = item.shown || item.decision !== "figure" ? localized("确认", "Accept") : localized("显示草稿", "Show the row");
  byId("row").replaceChildren(
    el("h2", { id: "what" }, done.has(keyOf(item)) ? `${what} · ${localized("已确认", "accepted")}` : what),
    ...rowOf(item),
    ...(problem ? [el("p", { class: "notice", role: "alert" }, problem)] : []),
    el("p", { class: "acts" }, act(accept, "Enter", null, true), act(localized("更改", "Change"), "c", change), act(localized("不计入", "Exclude"), "x", exclude),
      ...(item.halves || item.whole ? [act(item.halves ? localized("分为两个数字", "Two figures here") : localized("合为一个数字", "One figure here"), "t", halveOrJoin)] : []),
      ...(DATA.reading ? [] : [act(localized("重新录入", "Key again"), "k", keyAgain)]), act(localized("上一项", "Previous"), "p", () => go(at - 1)), act(localized("下一项", "Next"), "n", () => go(at + 1)), act(localized("保存裁定", "Save decisions"), "s", save)));
}

function focusRow() {
  const item = items[at];
  (!item.shown && item.decision === "figure" ? byId("c-number") : byId("row")).focus();
}

function go(place) {
  problem = "";
  at = Math.max(0, Math.min(place, items.length - 1));
  startItem(items[at]);
  draw();
  scrollTo({ top: 0, behavior: "instant" });
  focusRow();
}

function change() {
  (document.querySelector("#row .open :is(input, select)") || document.querySelector("#row :is(input, select):not([name=decision])") || byId("c-decision")).focus();
}

function exclude() {
  (byId("c-decision") || document.querySelector("#row select")).focus();
}

function keyAgain() {
  const item = items[at];
  if (!item.cells || DATA.reading) return;
  item.shown = false;
  for (const name of DATA.keyed) item.values[name] = "";
  draw();
  focusRow();
}

// Compare what was keyed with the printed form as it was proposed; the message does not name the proposed cells.
function differing(item) {
  if (item.values.printed !== item.cells.printed[0]) return [];
  return DATA.keyed.filter((name) => (item.cells[name] || OPEN)[1] && item.values[name] !== item.cells[name][0]);
}

function accept() {
  const item = items[at], isFigure = item.cells && item.decision === "figure";
  const needed = isFigure ? (item.shown ? DATA.required : ["unit"]) : item.cells ? [] : item.numerals.map(String);
  const blank = needed.find((name) => !item.values[name]);
  if (blank !== undefined) return byId(`c-${blank}`) ? byId(`c-${blank}`).focus() : keyAgain();
  if (isFigure && !item.shown) {
    item.shown = true;
    const names = differing(item).map((name) => sayPair(TITLES.get(name)));
    problem = names.length ? localized(`录入与草稿的原文不一致：${names.join("、")}。请更改“原文”，或按 k 重新录入。`, `Keyed otherwise than the proposed form: ${names.join(", ")}. Change the printed form, or press k to key again.`) : "";
    draw();
    return focusRow();
  }
  done.set(keyOf(item), { values: { ...item.values }, decision: item.decision, numerals: item.numerals, sentence: item.sentence, isFigure });
  if (!item.cells) for (const n of item.numerals) if (item.values[n] === "figure") addFigure(n, item.sentence, at + 1);
  keep();
  const next = [...items.keys()].map((n) => (at + 1 + n) % items.length).find((n) => !done.has(keyOf(items[n])));
  announce(next === undefined ? localized("全部裁定完毕，请保存。", "All decided: save the decisions.") : localized("已确认", "Accepted"));
  go(next === undefined ? at : next);
  if (next === undefined) problem = localized("全部裁定完毕：按 s 保存。", "All decided: press s to save."), draw(), focusRow();
}

function decisionsOf({ values, decision, numerals, isFigure }) {
  if (isFigure) return [{ numerals, cells: values }];
  if (decision !== "figure") return [{ numerals, reason: decision }];
  return numerals.filter((n) => values[n] !== "figure").map((n) => ({ numerals: [n], reason: values[n] }));
}

function save() {
  const { report, fingerprint, reading } = DATA;
  const decisions = items.map((each) => done.get(keyOf(each))).filter(Boolean).flatMap(decisionsOf);
  saveFile(`${report}-decisions.json`, "application/json", JSON.stringify({ report, fingerprint, reading, decisions }, null, 1));
}

const KEYS = { a: accept, Enter: accept, c: change, x: exclude, k: keyAgain, t: halveOrJoin, n: () => go(at + 1), p: () => go(at - 1), s: save };

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") return byId("row").focus();
  if (event.key === "Enter" && event.target.matches("#row select")) return accept();
  if (event.target !== byId("row")) return;
  const digit = Number(event.key);
  if (digit > 0) {
    document.querySelector("#row .open .chips")?.querySelectorAll("button")[digit - 1]?.click();
  } else if (KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key]();
  }
}

for (const [name, options] of Object.entries(DATA.options)) {
  if (options.length) byId("lists").append(el("datalist", { id: `l-${name}` }, ...options.map(([code, zh, en]) => el("option", { value: code }, [zh, en].filter(Boolean).join(" ")))));
}
for (const each of done.values()) if (!each.isFigure) for (const n of each.numerals) if (each.values[n] === "figure") addFigure(n, each.sentence, items.length);
for (const item of items) if (item.halves && done.has(halvesKey(item))) halve(item);
for (const name of ["lang-zh", "lang-en"]) byId(name).addEventListener("change", () => draw());
byId("row").addEventListener("submit", (event) => { event.preventDefault(); accept(); });
document.addEventListener("keydown", onKey);
if (items.length) go(Math.max(0, items.findIndex((each) => !done.has(keyOf(each)))));
document.documentElement.dataset.ready = "true";
