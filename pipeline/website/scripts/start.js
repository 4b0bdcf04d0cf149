// Start the page: apply its address, then follow changes of address and language, and links.

function openAround(node) {
  for (let each = node; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
}

// The target of an address that the page does not have; the notice above the figures names it.
const missing = { target: "" };

function sayMissing() {
  const { target } = missing, id = target.replace(/^fig-/u, "");
  const isFigure = target.startsWith("fig-") || /^[\d.]+-\d+$/u.test(target);
  const figure = localized(`没有编号为“${id}”的数字。可在下方搜索全部数字。`, `There is no figure “${id}”. Search all figures below.`);
  const part = localized(`本页没有名为“${id}”的部分。`, `This page has no part called “${id}”.`);
  byId("missing").textContent = target && (isFigure ? figure : part);
  byId("missing").hidden = !target;
}

// Show one part of the page, the one that holds a place, and mark it in the menu.
function showView(place) {
  const section = (place && place.closest("main > section")) || byId("overview");
  for (const each of document.querySelectorAll("main > section")) each.classList.toggle("current", each === section);
  for (const link of document.querySelectorAll(".top-bar nav a")) {
    if (link.getAttribute("href") === `#${section.id}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  return section;
}

// Mark the record that an address names, and unfold what it holds.
function markReached(place) {
  for (const each of document.querySelectorAll(".reached")) each.classList.remove("reached");
  if (!place) return;
  place.classList.add("reached");
  for (const each of place.querySelectorAll("details")) each.open = true;
}

function goTo(target) {
  const dialog = byId("figure-view"), stays = dialog.open;
  missing.target = "";
  if (target.startsWith("fig-") && FIGURE_BY_ID.has(target.slice(4))) {
    if (!document.documentElement.dataset.ready) showView(byId("figures"));
    showFigure(target.slice(4));
    return sayMissing();
  }
  if (dialog.open) dialog.close();
  const known = target && byId(target);
  if (target && !known) missing.target = target;
  sayMissing();
  const place = known || (target && byId("figures")), before = document.querySelector("main > .current"), section = showView(place);
  if (place) openAround(place);
  markReached(place !== section && place);
  if (stays && before === section && section === place) return; // a figure was closed: its row stays where it is
  if (!place || place === section) scrollTo({ top: 0, behavior: "instant" });
  else place.scrollIntoView();
}

function followAddress() {
  const { target: asked, params, hasParams } = readAddress();
  const target = FIGURE_BY_ID.has(asked) ? `fig-${asked}` : asked;
  if (target !== asked) writeAddress(target, params);
  const wanted = params.get("lang");
  if (["zh", "en"].includes(wanted) && wanted !== language()) byId(`lang-${wanted}`).click();
  const choice = choiceOf(params);
  if (hasParams && !target.startsWith("fig-") && !isShown(choice)) setView(choice);
  goTo(target);
}

// Follow links within the page: a figure opens in a dialog and the page does not scroll.
function followLink(event) {
  const link = event.target.closest("a");
  const href = link && (link.getAttribute("href") || link.getAttribute("xlink:href"));
  if (!href || !href.startsWith("#") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.classList.contains("skip")) return;
  event.preventDefault();
  if (href !== location.hash) history.pushState({ inside: true }, "", href);
  followAddress();
  if (!byId("figure-view").open) focusPlace(readAddress().target);
}

function focusPlace(target) {
  const place = byId(target);
  const heading = place && (place.matches("h2, h3, tr") ? place : place.querySelector("h1, h2, h3, h4") || place);
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

function redraw() {
  drawExplorer();
  nameMarks();
  drawProof();
  sayMissing();
  if (opened.id) showFigure(opened.id);
  const { target, params } = readAddress();
  if (params.has("lang")) {
    params.set("lang", language());
    writeAddress(target, params);
  }
}

// Name the parts of tables, which lose their meaning to screen readers where styles show them as blocks.
function nameCells() {
  const names = { THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell", col: "columnheader", row: "rowheader" };
  for (const each of document.querySelectorAll("table[role] :is(thead, tbody, tr, th, td)")) each.setAttribute("role", names[each.scope || each.tagName]);
}

for (const name of ["lang-zh", "lang-en"]) byId(name).addEventListener("change", redraw);
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.addEventListener("click", () => copyText(byId(button.dataset.copy).textContent, button));
}
let closedBefore = [];
addEventListener("beforeprint", () => {
  closedBefore = [...document.querySelectorAll("main > .current details:not([open])")];
  for (const each of closedBefore) each.open = true;
  drawMore(FIGURES.length);
});
addEventListener("afterprint", () => { for (const each of closedBefore) each.open = false; });
document.addEventListener("click", followLink);
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || byId("figure-view").open) return;
  event.preventDefault();
  byId(byId("overview").classList.contains("current") ? "find-q" : "f-q").focus();
  if (document.activeElement.type !== "search") { history.pushState({ inside: true }, "", "#figures"); followAddress(); byId("f-q").focus(); }
});
byId("find").addEventListener("submit", (event) => {
  event.preventDefault();
  setView({ q: byId("find-q").value.trim() });
  writeAddress("figures", viewParams(), true);
  goTo("figures");
  byId("f-q").focus();
});
addEventListener("popstate", followAddress);
byId("plain").remove();
wireExplorer();
wireFigure();
wireCompare();
wireCharts();
drawExplorer();
followAddress();
// The rest in short parts, between which the page answers.
const later = [nameCells, nameMarks, () => { document.documentElement.dataset.ready = "true"; }, prepareSearch];
const next = () => { later.shift()(); if (later.length) setTimeout(next, 0); };
setTimeout(next, 0);
