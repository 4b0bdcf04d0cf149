// Make elements one by one, so that text of the data is always a text node, never markup.

const SVG = "http://www.w3.org/2000/svg";
const byId = (id) => document.getElementById(id);

function language() {
  return byId("lang-en").checked ? "en" : "zh";
}

function localized(zh, en) {
  return language() === "en" ? en : zh;
}

function sayPair(pair) {
  return localized(pair[0], pair[1]);
}

function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== ""));
  return node;
}

function el(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children);
}

function svgEl(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

function figureLink(id) {
  return el("a", { class: "id", href: `#fig-${id}` }, id);
}

// Announce to screen readers. They ignore live regions outside an open modal dialog.
function announce(text) {
  const place = document.querySelector("dialog[open] .announced") || byId("announced");
  place.textContent = "";
  setTimeout(() => { place.textContent = text; }, 30);
}

function saveFile(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function copyOldWay(text) {
  const area = el("textarea", { class: "hidden", "aria-hidden": "true" }), before = document.activeElement;
  area.value = text;
  (document.querySelector("dialog[open]") || document.body).append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (before) before.focus();
  return done;
}

async function isCopied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOldWay(text);
  }
}

// If the browser does not allow copying, show the text selected, so that one key copies it.
function offerByHand(button, text) {
  const name = localized("浏览器不允许复制。请按 Ctrl+C（Mac 为 ⌘C）：", "The browser does not allow copying. Press Ctrl+C (⌘C on a Mac):");
  const area = el("textarea", { readonly: true, rows: "4" });
  area.value = text;
  button.parentElement.append(el("label", { class: "by-hand" }, name, area));
  area.focus();
  area.select();
}

// Copy, and report the result on the button and to screen readers.
async function copyText(text, button) {
  const done = await isCopied(text);
  const announced = done ? localized("已复制", "Copied") : localized("浏览器不允许复制：文本已选中，请手动复制", "The browser does not allow copying: the text is selected, copy it by hand");
  announce(announced);
  for (const other of document.querySelectorAll(".by-hand")) other.remove();
  if (!done) offerByHand(button, text);
  if (button.dataset.before) return;
  const before = [...button.childNodes];
  button.dataset.before = "true";
  button.replaceChildren(done ? `${announced} ✓` : localized("未能复制", "Not copied"));
  setTimeout(() => { button.replaceChildren(...before); delete button.dataset.before; }, 2000);
}

function copyButton(text, ...children) {
  const button = el("button", { type: "button", class: "copy" }, ...children);
  button.addEventListener("click", () => copyText(text, button));
  return button;
}
