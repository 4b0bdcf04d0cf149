// Elements made one by one: a text of the data is always a text node, never markup.

const SVG = "http://www.w3.org/2000/svg";
const byId = (id) => document.getElementById(id);

function language() {
  return byId("lang-en").checked ? "en" : "zh";
}

function say(zh, en) {
  return language() === "en" ? en : zh;
}

function sayPair(pair) {
  return say(pair[0], pair[1]);
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

function announce(text) {
  byId("said").textContent = "";
  setTimeout(() => { byId("said").textContent = text; }, 30);
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
  const area = el("textarea", { class: "hidden", "aria-hidden": "true" });
  area.value = text;
  (document.querySelector("dialog[open]") || document.body).append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

async function copyText(text) {
  let done = false;
  try {
    await navigator.clipboard.writeText(text);
    done = true;
  } catch {
    done = copyOldWay(text);
  }
  announce(done ? say("已复制", "Copied") : say("浏览器不允许复制", "The browser does not allow copying"));
  return done;
}

function copyButton(text, ...children) {
  const button = el("button", { type: "button", class: "copy" }, ...children);
  button.addEventListener("click", async () => {
    if (!(await copyText(text))) return;
    const before = [...button.childNodes];
    button.replaceChildren(say("已复制 ✓", "Copied ✓"));
    setTimeout(() => button.replaceChildren(...before), 1500);
  });
  return button;
}
