// Show one figure: printed form, interpretation, and evidence.

const opened = { id: null, from: "" };

function part(title, ...children) {
  const kept = children.flat().filter(Boolean);
  return kept.length ? [el("h3", {}, title), ...kept] : [];
}

function pairs(rows) {
  const kept = rows.filter(([, value]) => value && (!Array.isArray(value) || value.length));
  return el("dl", { class: "pairs" }, ...kept.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, ...[value].flat())]));
}

// State a figure in one sentence of the reader's language.
function sentenceOf(figure) {
  const status = figure.status === "actual" ? "" : sayPair(titlesOf("statuses", figure.status));
  const added = [periodText(figure), basisText(figure), status.toLowerCase()].filter(Boolean);
  return localized(
    `${figure.entity_zh}${figure.indicator_zh}：${figure.read_zh}${added.length ? `（${added.join("，")}）` : ""}`,
    [`${figure.indicator_en}, ${figure.entity_en}: ${figure.read_en}`, ...added].join(", "),
  );
}

function erratumItem(row) {
  const link = el("a", { class: "erratum", href: `#erratum-${row.erratum}` }, localized(`勘误 ${row.erratum}`, `Erratum ${row.erratum}`));
  return el("li", {}, link, " ", sayPair(SHOWN.erratum(row.erratum)));
}

// List what to know before the number is used.
function cautionsPart(figure) {
  const inferred = listed(figure.inferred).length && localized(`报告未写明，由编者推断：${inferredText(figure)}`, `Not stated by the report, inferred by the editor: ${inferredText(figure)}`);
  const items = [...(ERRATA_BY_FIGURE.get(figure.figure_id) || []).map(erratumItem),
    ...[inferred, localized(figure.note_zh, figure.note_en)].filter(Boolean).map((text) => el("li", {}, text))];
  return items.length ? part(localized("使用前请注意", "Before you use it"), el("ul", { class: "links cautions" }, ...items)) : [];
}

function rangeText(figure) {
  const word = localized(figure.word_zh, figure.word_en) || sayPair(titlesOf("units", figure.unit)), text = intervalText(figure);
  return text + (/^[%‰]/u.test(word) && /\d$/u.test(text) ? "" : " ") + word;
}

function readPart(figure) {
  return part(localized("含义", "What it states"),
    axisOf(figure),
    pairs([
      [localized("数值范围", "Range"), rangeText(figure)],
      [localized("原文用词", "Printed word"), figure.hedge && [el("span", { lang: "zh-Hans" }, figure.hedge), ` · ${sayPair(DATA.labels.bounds[figure.bound])}`]],
      [localized("定义", "Definition"), localized(DATA.titles.indicators[figure.indicator][2], DATA.titles.indicators[figure.indicator][3])],
      [localized("时期", "Period"), figure.period && `${periodText(figure)} (${figure.period_start} – ${figure.period_end})`],
      [localized("比较基础", "Compared with"), baseText(figure)],
      [localized("状态", "Status"), sayPair(titlesOf("statuses", figure.status))],
    ]));
}

function wherePart(figure) {
  const proof = proofs.get(figure.figure_id);
  return part(localized("来源与位置", "Source and place"),
    pairs([
      [localized("数据来源", "Whose number"), figure.cited ? `${sayPair(titlesOf("sources", figure.cited))}${figure.credit ? ` (${sayPair(titlesOf("credits", figure.credit))})` : ""}` : localized("报告未注明", "The report names no source")],
      [localized("位置", "Place"), [pageText(figure.page), localized(`第 ${figure.paragraph} 段第 ${figure.sentence} 句`, `paragraph ${figure.paragraph}, sentence ${figure.sentence}`)].filter(Boolean).join(localized("，", ", "))],
      [localized("章节", "Section"), el("a", { href: `#figures?section=${figure.section}` }, `${figure.section} ${sayPair(titlesOf("sections", figure.section))}`)],
    ]),
    proof && proof.spans ? el("p", { class: "sentence", lang: "zh-Hans" }, ...highlighted(proof.text, [{ spans: proof.spans }])) : null);
}

function identityItem(term) {
  const id = term.identity, verdict = DATA.verdicts[id];
  const mark = el("span", { class: `verdict verdict-${verdict}` }, sayPair(DATA.labels.verdicts[verdict]));
  return el("li", {}, mark, " ", el("a", { href: `#identity-${id}` }, id), " ", sayPair(SHOWN.identity(id)));
}

function linksPart(figure) {
  const id = figure.figure_id, seen = new Set();
  const terms = (TERMS_BY_FIGURE.get(id) || []).filter((term) => !seen.has(term.identity) && seen.add(term.identity));
  const list = (rows, item) => (rows && rows.length ? el("ul", { class: "links" }, ...rows.map(item)) : null);
  const linked = (kind) => (row) => el("li", {}, el("a", { href: `#${kind}-${row[kind]}` }, row[kind]), " ", sayPair(SHOWN[kind](row[kind])));
  return [
    ...part(localized("与其他数字的关系", "Checked against other figures"), list(terms, identityItem)),
    ...part(localized("相关案例", "Cases that name it"), list(INITIATIVES_BY_FIGURE.get(id), linked("initiative"))),
    ...part(localized("同一章节的政策", "Policies named in the same section"), list(POLICIES_BY_SECTION.get(figure.section), linked("policy"))),
  ];
}

// List the typical errors in this figure that checks detect; blank if it changed since the measurement.
function coveragePart(figure) {
  const [row] = COVERAGE_BY_FIGURE.get(figure.figure_id) || [];
  if (!row || row.measured !== "true") return [];
  const titles = (cell) => listed(cell).map((error_type) => sayPair(titlesOf("error_types", error_type))).join(localized("；", "; "));
  return part(localized("录入错误能否被发现", "Which entry errors would be detected"), pairs([
    [localized("仅凭规则", "By rules"), titles(row.detected_without_text)],
    [localized("须与文本核对", "Only with the text"), titles(row.detected_with_text_only)],
    [localized("不能发现", "Not detected"), titles(row.not_detected)],
  ]));
}

function rawPart(figure) {
  const raw = { ...figure, id: figure.figure_id };
  return part(localized("录入的行与句子的 SHA-256", "Recorded row and SHA-256 of the sentence"), el("p", {}, el("code", {}, figure.sentence_sha256)), el("p", { class: "where" }, `${figure.raw_file}, ${localized(`第 ${figure.raw_row} 行`, `line ${figure.raw_row}`)}`),
    el("pre", { tabindex: "0", lang: "zh-Hans" }, csvLine(DATA.rawColumns.map((name) => raw[name]))));
}

// Mark the printed words in the citation as Chinese, in either language.
function citationWords(figure) {
  const words = citationOf(figure), at = words.indexOf(figure.printed);
  return [words.slice(0, at), el("span", { lang: "zh-Hans" }, figure.printed), words.slice(at + figure.printed.length)];
}

function quotePart(figure) {
  return part(localized("引用这个数字", "Cite this figure"), el("p", {}, ...citationWords(figure)),
    el("p", { class: "acts" },
      copyButton(citationOf(figure), localized("复制引用", "Copy citation")),
      copyButton(fullAddress(`fig-${figure.figure_id}`, new URLSearchParams({ lang: language() })), localized("复制链接", "Copy link")),
      ...formsOf(figure).map(([name, text]) => copyButton(text, localized(`复制为${name.replace(/^(?=[A-Z])/u, " ")}`, `Copy as ${name}`)))));
}

function neighbour(figure, step) {
  const list = view.shown.includes(figure) ? view.shown : FIGURES;
  return list[list.indexOf(figure) + step];
}

function stepButton(figure, step, text) {
  const next = neighbour(figure, step);
  const button = el("button", { type: "button", class: "copy", disabled: !next }, text);
  button.addEventListener("click", () => {
    showFigure(next.figure_id);
    writeAddress(`fig-${next.figure_id}`, new URLSearchParams({ lang: language() }));
    const again = byId("figure-view").querySelectorAll(".view-bar button")[step < 0 ? 0 : 1];
    (again.disabled ? byId("figure-view").querySelector(".close") : again).focus();
  });
  return button;
}

function figureBar(figure) {
  const close = el("button", { type: "button", class: "copy close" }, localized("关闭", "Close"));
  close.addEventListener("click", () => byId("figure-view").close());
  return el("div", { class: "view-bar" }, el("span", { class: "id" }, figure.figure_id),
    stepButton(figure, -1, localized("上一个", "Previous")), stepButton(figure, 1, localized("下一个", "Next")), close);
}

function showFigure(id) {
  const figure = FIGURE_BY_ID.get(id), dialog = byId("figure-view");
  if (!figure) return false;
  opened.id = id;
  dialog.replaceChildren(figureBar(figure), el("div", { class: "view" },
    el("h2", { id: "figure-title", tabindex: "-1", autofocus: true }, sentenceOf(figure), " ", ...errataLinks(figure)),
    el("p", { class: "what" }, localized("原文：", "Printed: "), el("b", { class: "printed", lang: "zh-Hans" }, figure.printed)),
    ...cautionsPart(figure), ...readPart(figure), ...wherePart(figure), ...quotePart(figure), ...linksPart(figure),
    el("details", {}, el("summary", {}, localized("核查与录入", "Checks and recorded data")), ...coveragePart(figure), ...rawPart(figure))),
    el("p", { class: "announced hidden", role: "status", "aria-live": "polite" }));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  return true;
}

function wireFigure() {
  const dialog = byId("figure-view");
  dialog.addEventListener("close", () => {
    opened.id = null;
    if (!readAddress().target.startsWith("fig-")) return;
    if (history.state && history.state.inside) history.back();
    else {
      writeAddress("figures", viewParams());
      showView(byId("figures"));
    }
  });
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: 0, ArrowRight: 1 }[event.key];
    if (step !== undefined && !event.target.closest("textarea, pre")) dialog.querySelectorAll(".view-bar button")[step].click();
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
}
