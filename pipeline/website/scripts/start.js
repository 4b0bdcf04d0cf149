// Start the page: apply its address, then follow changes of address and language, and links.

function openAround(node) {
  for (let each = node; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
}

// The target of an address that the page does not have; the notice above the figures names it.
const missing = { target: "" };

function sayMissing() {
  const { target } = missing, id = target.replace(/^fig-/u, "");
  const isFigure = target.startsWith("fig-") || /^[\d.]+-\d+$/u.test(target);
  const figure = say(`没有编号为“${id}”的数字。可在下方搜索全部数字。`, `There is no figure “${id}”. Search all figures below.`);
  const part = say(`本页没有名为“${id}”的部分。`, `This page has no part called “${id}”.`);
  byId("missing").textContent = target && (isFigure ? figure : part);
  byId("missing").hidden = !target;
}

function goTo(target) {
  const dialog = byId("figure-view");
  missing.target = "";
  if (target.startsWith("fig-") && showFigure(target.slice(4))) return sayMissing();
  if (dialog.open) dialog.close();
  const known = target && byId(target);
  if (target && !known) missing.target = target;
  sayMissing();
  const place = known || (target && byId("figures"));
  if (!place) return;
  openAround(place);
  place.scrollIntoView();
}

function followAddress() {
  const { target: asked, params, hasParams } = readAddress();
  const target = FIGURE_BY_ID.has(asked) ? `fig-${asked}` : asked;
  if (target !== asked) writeAddress(target, params);
  const wanted = params.get("lang");
  if (["zh", "en"].includes(wanted) && wanted !== language()) byId(`lang-${wanted}`).click();
  const choice = choiceOf(params);
  const page = Number.parseInt(params.get("page") || "1", 10) - 1;
  if (hasParams && !target.startsWith("fig-")) setView(choice, page > 0 ? page : 0);
  goTo(target);
}

// Follow links within the page: a figure opens in a dialog and the page does not scroll.
function followLink(event) {
  const link = event.target.closest("a");
  const href = link && (link.getAttribute("href") || link.getAttribute("xlink:href"));
  if (!href || !href.startsWith("#") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.classList.contains("skip")) return;
  event.preventDefault();
  if (href !== location.hash) history.pushState(null, "", href);
  followAddress();
  if (!byId("figure-view").open) focusPlace(readAddress().target);
}

function focusPlace(target) {
  const place = byId(target);
  const heading = place && (place.matches("h2, h3, tr") ? place : place.querySelector("h2, h3, h4"));
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

function redraw() {
  drawExplorer();
  drawProof();
  sayMissing();
  if (opened.id) showFigure(opened.id);
  const { target, params } = readAddress();
  if (params.has("lang")) {
    params.set("lang", language());
    writeAddress(target, params);
  }
}

for (const name of ["lang-zh", "lang-en"]) byId(name).addEventListener("change", redraw);
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.addEventListener("click", () => copyText(byId(button.dataset.copy).textContent, button));
}
let closedBefore = [];
addEventListener("beforeprint", () => {
  closedBefore = [...document.querySelectorAll("details:not([open])")];
  for (const each of closedBefore) each.open = true;
});
addEventListener("afterprint", () => { for (const each of closedBefore) each.open = false; });
document.addEventListener("click", followLink);
addEventListener("popstate", followAddress);
wireExplorer();
wireFigure();
wireCompare();
drawExplorer();
followAddress();
document.documentElement.dataset.ready = "true";
