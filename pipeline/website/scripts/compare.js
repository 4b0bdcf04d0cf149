// Compare a reader's copy of the report with the fingerprints. Its text is not sent and not stored.

const proofs = new Map();

// Mark the spans of figures in a text; a mark with an id links to its figure.
function highlighted(text, marks) {
  const spans = marks.flatMap(({ id, spans: own }) => own.map(([start, end]) => ({ id, start, end })));
  spans.sort((a, b) => a.start - b.start);
  const pieces = [];
  let at = 0;
  for (const { id, start, end } of spans) {
    if (start < at) continue;
    const words = text.slice(start, end);
    pieces.push(text.slice(at, start), el("mark", {}, id ? el("a", { href: `#fig-${id}` }, words) : words));
    at = end;
  }
  return [...pieces, text.slice(at)];
}

function proveAll(text) {
  const wanted = new Set([...CLAIMS_BY_FIGURE.values()].flat().map((claim) => claim.sentence_sha256));
  const found = findSentences(text, wanted);
  proofs.clear();
  for (const figure of FIGURES) {
    proofs.set(figure.figure_id, provedFigure(figure, CLAIMS_BY_FIGURE.get(figure.figure_id) || [], found));
  }
  return { wanted: wanted.size, found: found.size };
}

function sentenceItems(figures) {
  const bySentence = groupedBy(figures, (figure) => [proofs.get(figure.figure_id).text]);
  return [...bySentence].filter(([text]) => text).map(([text, own]) => {
    const marks = own.filter((f) => proofs.get(f.figure_id).spans).map((f) => ({ id: f.figure_id, spans: proofs.get(f.figure_id).spans }));
    return el("li", { lang: "zh-Hans" }, ...highlighted(text, marks));
  });
}

function sectionPart([section, figures]) {
  const confirmed = figures.filter((figure) => proofs.get(figure.figure_id).spans);
  const missing = figures.filter((figure) => !proofs.get(figure.figure_id).spans);
  const title = `${section} ${sayPair(titlesOf("sections", section))}`;
  const details = el("details", {}, el("summary", {}, title, el("span", { class: "count" }, ` ${confirmed.length} / ${figures.length}`)));
  details.addEventListener("toggle", () => {
    if (!details.open || details.querySelector("ol")) return;
    details.append(el("ol", { class: "proved-list" }, ...sentenceItems(figures)));
    if (missing.length) {
      details.append(el("p", {}, localized("未核实：", "Not confirmed: "), ...missing.flatMap((figure) => [figureLink(figure.figure_id), " "])));
    }
  });
  return details;
}

function drawProof() {
  if (!proofs.size) return;
  const confirmed = FIGURES.filter((figure) => proofs.get(figure.figure_id).spans).length;
  byId("proof").textContent = localized(
    `${FIGURES.length} 个数字中，${confirmed} 个与该文本相符。`,
    `${confirmed} of ${FIGURES.length} figures are confirmed by this text.`,
  );
  byId("proved").replaceChildren(...[...groupedBy(FIGURES, (figure) => [figure.section])].map(sectionPart));
  const first = byId("proved").querySelector("details");
  if (first && confirmed) first.open = true;
}

async function openCopy(file) {
  if (!file) return;
  byId("proof").textContent = localized("正在核对…", "Comparing…");
  const text = await file.text();
  await new Promise((done) => { setTimeout(done, 20); });
  proveAll(text);
  drawProof();
}

function wireCompare() {
  const drop = byId("drop");
  byId("text-file").addEventListener("change", (event) => openCopy(event.target.files[0]));
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over-it"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over-it"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over-it");
    openCopy(event.dataTransfer.files[0]);
  });
}
