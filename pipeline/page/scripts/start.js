// The page set going: from its address, and whenever the address, the language or a link asks for more.

function openAround(node) {
  for (let each = node; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
}

function goTo(target) {
  const dialog = byId("figure-view");
  if (target.startsWith("fig-") && showFigure(target.slice(4))) return;
  if (dialog.open) dialog.close();
  const place = target && byId(target);
  if (!place) return;
  openAround(place);
  place.scrollIntoView();
}

function followAddress() {
  const { target, params, hasParams } = readAddress();
  const wanted = params.get("lang");
  if (["zh", "en"].includes(wanted) && wanted !== language()) byId(`lang-${wanted}`).click();
  const choice = choiceOf(params);
  const page = Number.parseInt(params.get("page") || "1", 10) - 1;
  if (hasParams && !target.startsWith("fig-")) setView(choice, page > 0 ? page : 0);
  goTo(target);
}

// Links within the page: a figure opens without the page moving behind it.
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
  if (opened.id) showFigure(opened.id);
  const { target, params } = readAddress();
  if (params.has("lang")) {
    params.set("lang", language());
    writeAddress(target, params);
  }
}

for (const name of ["lang-zh", "lang-en"]) byId(name).addEventListener("change", redraw);
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.addEventListener("click", () => copyText(byId(button.dataset.copy).textContent));
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
