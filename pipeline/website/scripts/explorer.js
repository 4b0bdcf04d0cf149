// Draw the table of all figures: filters in its form, more rows as the reader scrolls.

const STEP = 100; // rows that are drawn at a time
const view = { choice: {}, drawn: 0, shown: FIGURES, nearest: [], isWeak: () => false };

function paramsOf(choice) {
  const params = new URLSearchParams();
  for (const name of ["q", ...FACET_NAMES, "sort"]) if (choice[name]) params.set(name, choice[name]);
  return params;
}

function choiceOf(params) {
  const pairs = ["q", ...FACET_NAMES, "sort"].map((name) => [name, params.get(name) || ""]);
  return Object.fromEntries(pairs.filter(([name, value]) => value && (name === "q" || name !== "sort" || ORDERS[value])));
}

function viewParams() {
  const params = paramsOf(view.choice);
  params.set("lang", language());
  return params;
}

function cell(name, ...children) {
  return el("td", { role: "cell", class: name }, ...children);
}

function small(...children) {
  return children.some(Boolean) ? el("small", {}, ...children) : null;
}

function pageText(page) {
  return page ? localized(`第 ${page} 页`, `p. ${page}`) : "";
}

function basisText(figure) {
  return localized(figure.basis_zh, figure.basis_en);
}

function periodText(figure) {
  return localized(figure.period_zh, figure.period_en);
}

function errataLinks(figure) {
  const errata = ERRATA_BY_FIGURE.get(figure.figure_id) || [];
  return errata.flatMap(({ erratum }) => [el("a", { class: "erratum", href: `#erratum-${erratum}` }, localized(`勘误 ${erratum}`, `Erratum ${erratum}`)), " "]);
}

function figureRow(figure) {
  return el("tr", { id: `fig-${figure.figure_id}`, role: "row" },
    el("th", { scope: "row", role: "rowheader", class: "c-id" }, figureLink(figure.figure_id), small(pageText(figure.page))),
    el("td", { role: "cell", class: "c-printed", lang: "zh-Hans" }, figure.printed),
    cell("c-read", localized(figure.read_zh, figure.read_en), small(...errataLinks(figure))),
    cell("c-what", localized(figure.indicator_zh, figure.indicator_en), small(localized(figure.entity_zh, figure.entity_en))),
    cell("c-when", periodText(figure), small(basisText(figure))),
    cell("c-status", el("span", { class: `tag tag-${figure.status}` }, sayPair(titlesOf("statuses", figure.status))),
      small(figure.cited && localized("来源：", "Source: ") + sayPair(titlesOf("sources", figure.cited)))));
}

function headRow(text, count) {
  return el("tr", { role: "row", class: "group-head" }, el("th", { role: "rowheader", scope: "rowgroup", colspan: "6" }, `${text} · ${count}`));
}

// Return the heading above a figure that begins a group: of its unit, or of those that match weakly.
function headBefore(figure, before, byUnit, sizes) {
  if (byUnit) return before && before.unit === figure.unit ? [] : [headRow(unitTitle(figure.unit), sizes.get(figure.unit).length)];
  if (view.choice.sort || !before || view.isWeak(before) || !view.isWeak(figure)) return [];
  return [headRow(localized("仅定义、说明或章节名提及", "Named only by the definition, a note or the section"), view.shown.filter(view.isWeak).length)];
}

// Return the rows of figures that follow another one; figures in order of value stand under their unit.
function tableRows(figures, before) {
  const byUnit = view.choice.sort === "up" || view.choice.sort === "down";
  const sizes = groupedBy(byUnit ? view.shown : [], (figure) => [figure.unit]);
  return figures.flatMap((figure, n) => [...headBefore(figure, figures[n - 1] || before, byUnit, sizes), figureRow(figure)]);
}

function isShown(choice) {
  return paramsOf(choice).toString() === paramsOf(view.choice).toString();
}

function noneRow() {
  const none = view.nearest.length
    ? localized("没有数字符合全部词语。最接近的数字：", "No figure matches all of these words. The nearest figures:")
    : localized("没有符合条件的数字。", "No figure matches all of these filters.");
  return el("tr", { role: "row", class: "none" }, el("td", { role: "cell", colspan: "6" }, none));
}

// List what else the query names, above the table.
function drawAlso() {
  const links = alsoFound(view.choice.q || "").slice(0, 5);
  byId("also").replaceChildren(...links.map((link) => el("li", {}, link)));
}

function drawMore(step = STEP) {
  const from = view.drawn;
  view.drawn = Math.min(from + step, view.shown.length);
  byId("rows").append(...tableRows(view.shown.slice(from, view.drawn), view.shown[from - 1]));
  byId("more").hidden = view.drawn === view.shown.length;
}

function drawRows() {
  view.drawn = 0;
  byId("rows").replaceChildren(...(view.shown.length ? [] : [noneRow(), ...tableRows(view.nearest)]));
  drawMore();
}

function drawOptions(counts) {
  const inOrder = new Intl.Collator(localized("zh-Hans", "en"));
  for (const name of FACET_NAMES) {
    const facet = FACETS[name], select = byId(`f-${name}`);
    const kept = facet.all.filter((code) => counts[name].get(code) || code === view.choice[name]);
    const titled = kept.map((code) => [code, facet.title(code)]);
    if (facet.byTitle) titled.sort((a, b) => inOrder.compare(a[1], b[1]));
    const options = titled.map(([code, title]) => el("option", { value: code }, `${title} (${counts[name].get(code) || 0})`));
    select.replaceChildren(el("option", { value: "" }, localized("全部", "All")), ...options);
    select.value = view.choice[name] || "";
  }
  const orders = Object.entries(ORDERS).map(([value, pair]) => el("option", { value }, sayPair(pair)));
  byId("f-sort").replaceChildren(...orders);
  byId("f-sort").value = view.choice.sort || "";
}

const NEXT_SORT = { up: { up: "down", down: "" }, period: { period: "" } };

function drawSort(button) {
  const sort = view.choice.sort || "", ways = NEXT_SORT[button.dataset.sort];
  const state = sort in ways ? { down: "descending" }[sort] || "ascending" : "none";
  button.closest("th").setAttribute("aria-sort", state);
  button.querySelector("i").textContent = { none: "↕", ascending: "↑", descending: "↓" }[state];
}

function sortBy(button) {
  const sort = view.choice.sort || "", ways = NEXT_SORT[button.dataset.sort];
  setView({ ...view.choice, sort: sort in ways ? ways[sort] : button.dataset.sort });
  writeAddress("figures", viewParams());
}

// Open a row by a click anywhere on it, and move between rows by the arrows.
function wireRows() {
  byId("rows").addEventListener("click", (event) => {
    const row = event.target.closest("tr[id]");
    if (row && !event.target.closest("a") && getSelection().isCollapsed) row.querySelector("a.id").click();
  });
  byId("rows").addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], links = [...document.querySelectorAll("#rows a.id")];
    if (step > 0 && event.target === links.at(-1)) drawMore();
    const next = step && document.querySelectorAll("#rows a.id")[links.indexOf(event.target) + step];
    if (!next || !event.target.matches("a.id")) return;
    event.preventDefault();
    next.focus();
  });
}

function drawExplorer() {
  const { fitting, counts, nearest, isWeak } = filtered(view.choice);
  Object.assign(view, { nearest, isWeak });
  view.shown = ordered(fitting, view.choice.sort);
  const announced = view.shown.length
    ? localized(`${FIGURES.length} 个数字中的 ${view.shown.length} 个`, `${view.shown.length} of ${FIGURES.length} figures`)
    : localized(`无结果（共 ${FIGURES.length} 个数字）`, `None found (of ${FIGURES.length} figures)`);
  if (byId("count").textContent !== announced) byId("count").textContent = announced;
  byId("f-q").placeholder = localized("如：网民、九亿、第三季度", "e.g. netizens, 900 million, Q3");
  byId("find-q").placeholder = byId("f-q").placeholder;
  for (const button of document.querySelectorAll("button[data-sort]")) drawSort(button);
  drawOptions(counts);
  drawAlso();
  drawRows();
}

function setView(choice) {
  view.choice = choice;
  if (byId("f-q").value.trim() !== (choice.q || "")) byId("f-q").value = choice.q || "";
  drawExplorer();
}

function chooseFromForm() {
  const form = new FormData(byId("filters"));
  const names = ["q", ...FACET_NAMES, "sort"];
  const pairs = names.map((name) => [name, String(form.get(name) || "").trim()]).filter(([, value]) => value);
  setView(Object.fromEntries(pairs));
  writeAddress("figures", viewParams());
}

function wireExplorer() {
  let waiting = 0;
  byId("drawer").open = matchMedia("(min-width: 58rem)").matches;
  for (const button of document.querySelectorAll("button[data-sort]")) button.addEventListener("click", () => sortBy(button));
  wireRows();
  byId("filters").addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(chooseFromForm, event.target.id === "f-q" ? 120 : 0);
  });
  byId("filters").addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    chooseFromForm();
  });
  byId("clear").addEventListener("click", () => { setView({}); writeAddress("figures", viewParams()); byId("f-q").focus(); });
  byId("share").addEventListener("click", () => copyText(fullAddress("figures", viewParams()), byId("share")));
  byId("save").addEventListener("click", () => {
    const name = view.shown.length === FIGURES.length ? "figures.csv" : "figures_selected.csv";
    saveFile(name, "text/csv;charset=utf-8", csvText(DATA.columns, view.shown));
  });
  byId("more").addEventListener("click", () => drawMore());
  new IntersectionObserver(([each]) => each.isIntersecting && drawMore(), { rootMargin: "800px" }).observe(byId("more"));
}
