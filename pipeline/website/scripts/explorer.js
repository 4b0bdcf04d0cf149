// Draw the table of all figures: filters in its form, one page of rows at a time.

const view = { choice: {}, page: 0, shown: FIGURES };

function paramsOf(choice, page = 0) {
  const params = new URLSearchParams();
  for (const name of ["q", ...FACET_NAMES, "sort"]) if (choice[name]) params.set(name, choice[name]);
  if (page) params.set("page", String(page + 1));
  return params;
}

function choiceOf(params) {
  const pairs = ["q", ...FACET_NAMES, "sort"].map((name) => [name, params.get(name) || ""]);
  return Object.fromEntries(pairs.filter(([name, value]) => value && (name === "q" || name !== "sort" || ORDERS[value])));
}

function viewParams() {
  const params = paramsOf(view.choice, view.page);
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
  return page ? say(`第 ${page} 页`, `p. ${page}`) : "";
}

function basisText(figure) {
  return say(figure.basis_zh, figure.basis_en);
}

function periodText(figure) {
  return say(figure.period_zh, figure.period_en);
}

function errataLinks(figure) {
  const errata = ERRATA_BY_FIGURE.get(figure.figure_id) || [];
  return errata.flatMap(({ erratum }) => [el("a", { class: "erratum", href: `#erratum-${erratum}` }, say(`勘误 ${erratum}`, `Erratum ${erratum}`)), " "]);
}

function figureRow(figure) {
  return el("tr", { id: `fig-${figure.figure_id}`, role: "row" },
    el("th", { scope: "row", role: "rowheader", class: "c-id" }, figureLink(figure.figure_id), small(pageText(figure.page))),
    el("td", { role: "cell", class: "c-printed", lang: "zh-Hans" }, figure.printed),
    cell("c-read", say(figure.read_zh, figure.read_en), small(...errataLinks(figure))),
    cell("c-what", say(figure.indicator_zh, figure.indicator_en), small(say(figure.entity_zh, figure.entity_en))),
    cell("c-when", periodText(figure), small(basisText(figure))),
    cell("c-status", el("span", { class: `tag tag-${figure.status}` }, sayPair(titlesOf("statuses", figure.status))),
      small(figure.cited && sayPair(titlesOf("sources", figure.cited)))));
}

function unitRow(unit, count) {
  const text = `${sayPair(titlesOf("units", unit))} · ${count}`;
  return el("tr", { role: "row", class: "unit-head" }, el("th", { role: "rowheader", scope: "rowgroup", colspan: "6" }, text));
}

function tableRows(figures) {
  const byUnit = view.choice.sort === "up" || view.choice.sort === "down";
  const sizes = groupedBy(view.shown, (figure) => [figure.unit]);
  let unit = null;
  return figures.flatMap((figure) => {
    const head = byUnit && figure.unit !== unit ? [unitRow(figure.unit, sizes.get(figure.unit).length)] : [];
    unit = figure.unit;
    return [...head, figureRow(figure)];
  });
}

function drawRows() {
  const from = view.page * DATA.pageRows;
  const rows = tableRows(view.shown.slice(from, from + DATA.pageRows));
  const none = say("没有符合条件的数字。", "No figure matches all of these filters.");
  byId("rows").replaceChildren(...(rows.length ? rows : [el("tr", { role: "row", class: "none" }, el("td", { role: "cell", colspan: "6" }, none))]));
  const pages = Math.ceil(view.shown.length / DATA.pageRows);
  byId("pager").hidden = pages < 2;
  byId("page-at").textContent = `${view.page + 1} / ${pages}`;
  byId("page-back").disabled = view.page === 0;
  byId("page-on").disabled = view.page + 1 >= pages;
}

function drawOptions(counts) {
  for (const name of FACET_NAMES) {
    const facet = FACETS[name], select = byId(`f-${name}`);
    const codes = new Set(FIGURES.flatMap(facet.codes));
    const kept = [...codes].filter((code) => counts[name].get(code) || code === view.choice[name]);
    const titled = kept.map((code) => [code, facet.title(code)]);
    if (facet.byTitle) titled.sort((a, b) => a[1].localeCompare(b[1], say("zh-Hans", "en")));
    const options = titled.map(([code, title]) => el("option", { value: code }, `${title} (${counts[name].get(code) || 0})`));
    select.replaceChildren(el("option", { value: "" }, say("全部", "All")), ...options);
    select.value = view.choice[name] || "";
  }
  const orders = Object.entries(ORDERS).map(([value, pair]) => el("option", { value }, sayPair(pair)));
  byId("f-sort").replaceChildren(...orders);
  byId("f-sort").value = view.choice.sort || "";
}

function drawExplorer() {
  const { fitting, counts } = filtered(view.choice);
  view.shown = ordered(fitting, view.choice.sort);
  view.page = Math.max(0, Math.min(view.page, Math.ceil(view.shown.length / DATA.pageRows) - 1));
  const said = view.shown.length
    ? say(`${FIGURES.length} 个数字中的 ${view.shown.length} 个`, `${view.shown.length} of ${FIGURES.length} figures`)
    : say(`无结果（共 ${FIGURES.length} 个数字）`, `None found (of ${FIGURES.length} figures)`);
  if (byId("count").textContent !== said) byId("count").textContent = said;
  byId("f-q").placeholder = say("例如 直播、percent、2020-06", "for example 5G, live sale, 2020-06");
  drawOptions(counts);
  drawRows();
}

function setView(choice, page = 0) {
  view.choice = choice;
  view.page = page;
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

function turnPage(step) {
  view.page += step;
  drawExplorer();
  writeAddress("figures", viewParams());
  byId("figures-title").scrollIntoView();
}

function wireExplorer() {
  let waiting = 0;
  byId("filters").addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(chooseFromForm, event.target.id === "f-q" ? 120 : 0);
  });
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
  byId("clear").addEventListener("click", () => { setView({}); writeAddress("figures", viewParams()); byId("f-q").focus(); });
  byId("share").addEventListener("click", () => copyText(fullAddress("figures", viewParams()), byId("share")));
  byId("save").addEventListener("click", () => {
    const name = view.shown.length === FIGURES.length ? "figures.csv" : "figures_selected.csv";
    saveFile(name, "text/csv;charset=utf-8", csvText(DATA.columns, view.shown));
  });
  byId("page-back").addEventListener("click", () => turnPage(-1));
  byId("page-on").addEventListener("click", () => turnPage(1));
}
