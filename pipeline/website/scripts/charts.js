// Offer each chart as a link, as a picture or drawing that stands alone, and as the rows of its figures.

const DRAWN = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "font-family", "font-size", "font-weight", "text-anchor", "paint-order"];
const PICTURE = 3; // pixels of a picture for one unit of its drawing

function paperOf(svg) {
  return getComputedStyle(svg.closest(".plate")).backgroundColor;
}

// Return a drawing with the styles of the page written on each mark, on the paper of the page, in one language.
function standalone(svg) {
  const copy = svg.cloneNode(true), marks = [copy, ...copy.querySelectorAll("*")];
  [svg, ...svg.querySelectorAll("*")].forEach((mark, n) => {
    const style = getComputedStyle(mark);
    if (style.display === "none") marks[n].remove();
    for (const name of DRAWN) marks[n].setAttribute(name, style.getPropertyValue(name));
  });
  copy.setAttribute("lang", document.documentElement.lang);
  for (const link of copy.querySelectorAll("a")) link.setAttribute("href", location.href.split("#")[0] + link.getAttribute("href"));
  copy.prepend(svgEl("rect", { width: "100%", height: "100%", fill: paperOf(svg) }));
  return new XMLSerializer().serializeToString(copy);
}

function outlineOf(mark) {
  const path = new Path2D(mark.getAttribute("d") || undefined), at = (name) => Number(mark.getAttribute(name));
  if (mark.tagName === "rect") path.rect(at("x"), at("y"), at("width"), at("height"));
  if (mark.tagName === "circle") path.arc(at("cx"), at("cy"), at("r"), 0, 2 * Math.PI);
  if (mark.tagName === "line") { path.moveTo(at("x1"), at("y1")); path.lineTo(at("x2"), at("y2")); }
  return path;
}

// Draw one mark on a canvas; the security policy allows no image of a drawing.
function paintMark(pen, mark) {
  const style = getComputedStyle(mark), isText = mark.tagName === "text";
  if (style.display === "none") return;
  pen.lineWidth = Number.parseFloat(style.strokeWidth);
  pen.setLineDash(style.strokeDasharray === "none" ? [] : style.strokeDasharray.split(",").map(Number.parseFloat));
  pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  pen.textAlign = { start: "left", middle: "center", end: "right" }[style.textAnchor];
  const place = isText ? [mark.textContent, Number(mark.getAttribute("x")), Number(mark.getAttribute("y"))] : [outlineOf(mark)];
  const acts = [["fill", () => pen[isText ? "fillText" : "fill"](...place)], ["stroke", () => pen[isText ? "strokeText" : "stroke"](...place)]];
  for (const [kind, act] of isText ? acts.reverse() : acts) {
    if (style[kind] === "none") continue;
    pen[`${kind}Style`] = style[kind];
    pen.globalAlpha = kind === "fill" ? Number(style.fillOpacity) : 1;
    act();
  }
}

// Return a drawing as a PNG with its title above and its source below.
function picture(svg, title, source) {
  const { width, height } = svg.viewBox.baseVal, margin = 14, canvas = el("canvas"), pen = canvas.getContext("2d");
  const room = width + 2 * margin, { fontFamily, color } = getComputedStyle(svg.closest(".plate"));
  const set = (size, weight) => { pen.font = `${weight} ${size}px ${fontFamily}`; };
  const lines = (text) => text.match(/[\x21-\x7e]+\s*|[^\x21-\x7e]/gu).reduce((all, piece) => {
    const last = all.at(-1) + piece;
    return pen.measureText(last.trim()).width <= width ? [...all.slice(0, -1), last] : [...all, piece];
  }, [""]);
  set(16, 600);
  const head = lines(title);
  set(10, 400);
  const foot = lines(source), top = margin + head.length * 21, all = top + height + foot.length * 14 + margin;
  [canvas.width, canvas.height] = [room * PICTURE, all * PICTURE];
  pen.scale(PICTURE, PICTURE);
  pen.fillStyle = paperOf(svg);
  pen.fillRect(0, 0, room, all);
  pen.fillStyle = color;
  set(16, 600);
  head.forEach((line, n) => pen.fillText(line.trim(), margin, margin + 12 + n * 21));
  set(10, 400);
  foot.forEach((line, n) => pen.fillText(line.trim(), margin, top + height + 14 + n * 14));
  pen.translate(margin, top);
  for (const mark of svg.querySelectorAll("rect, circle, line, path, text")) paintMark(pen, mark);
  return new Promise((done) => { canvas.toBlob(done, "image/png"); });
}

function linkedFigure(link) {
  return FIGURE_BY_ID.get(link.getAttribute("href").replace("#fig-", ""));
}

// Name each mark by the sentence of its figure, for screen readers and as the text under the pointer.
function nameMarks() {
  for (const link of document.querySelectorAll("svg.chart a")) {
    const figure = linkedFigure(link), errata = (ERRATA_BY_FIGURE.get(figure.figure_id) || []).map((row) => localized(`勘误 ${row.erratum}`, `erratum ${row.erratum}`));
    const name = [sentenceOf(figure), ...errata, figure.figure_id].join(" · ");
    link.setAttribute("aria-label", name);
    (link.querySelector("title") || link.appendChild(svgEl("title"))).textContent = name;
  }
}

function wireCharts() {
  for (const acts of document.querySelectorAll("#charts .acts")) {
    const plate = acts.closest(".plate"), svg = plate.querySelector("svg"), buttons = acts.querySelectorAll("button");
    const figures = () => [...svg.querySelectorAll("a")].map(linkedFigure);
    const text = (place) => plate.querySelector(place).innerText;
    const ways = [
      (button) => copyText(fullAddress(plate.id, new URLSearchParams({ lang: language() })), button),
      async () => saveFile(`${plate.id}.png`, "image/png", await picture(svg, text("h3"), text("figcaption p"))),
      () => saveFile(`${plate.id}.svg`, "image/svg+xml", standalone(svg)),
      () => saveFile(`${plate.id}.csv`, "text/csv;charset=utf-8", csvText(DATA.columns, figures())),
    ];
    buttons.forEach((button, n) => button.addEventListener("click", () => ways[n](button)));
  }
}
