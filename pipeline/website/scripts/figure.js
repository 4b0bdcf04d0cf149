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

function hedgeWords(figure) {
  const meaning = sayPair(DATA.labels.bounds[figure.bound]);
  return figure.hedge ? [el("span", { lang: "zh-Hans" }, figure.hedge), ` · ${meaning}`] : meaning;
}

function valueText(figure) {
  return [[figure.number, figure.value], [figure.number_high, figure.value_high]]
    .filter(([, value]) => value)
    .map(([number, value]) => (isFraction(number) ? `${number} (${grouped(value)})` : grouped(value)))
    .join(say(" 至 ", " to "));
}

function readPart(figure) {
  return part(say("释读", "As read"),
    el("p", { class: "read" }, say(figure.read_zh, figure.read_en), " ", ...errataLinks(figure)),
    axisOf(figure),
    pairs([
      [say("区间", "Interval"), `${intervalText(figure)} ${sayPair(titlesOf("units", figure.unit))}`],
      [say("模糊词", "Hedge"), hedgeWords(figure)],
      [say("值", "Value"), valueText(figure)],
      [say("类型", "Measure"), sayPair(titlesOf("measure_types", figure.measure))],
      [say("时期", "Period"), figure.period && `${periodText(figure)} (${figure.period_start} – ${figure.period_end})`],
      [say("比较基础", "Base"), baseText(figure)],
      [say("状态", "Status"), sayPair(titlesOf("statuses", figure.status))],
      [say("附注", "Note"), say(figure.note_zh, figure.note_en)],
    ]));
}

function wherePart(figure) {
  const proof = proofs.get(figure.figure_id);
  return part(say("位置与出处", "Position and source"),
    pairs([
      [say("章节", "Section"), el("a", { href: `#figures?section=${figure.section}` }, `${figure.section} ${sayPair(titlesOf("sections", figure.section))}`)],
      [say("位置", "Position"), [pageText(figure.page), say(`第 ${figure.paragraph} 段第 ${figure.sentence} 句`, `paragraph ${figure.paragraph}, sentence ${figure.sentence}`)].filter(Boolean).join(say("，", ", "))],
      [say("句子指纹", "Sentence fingerprint"), el("code", {}, figure.sentence_sha256)],
      [say("引用来源", "Cited source"), figure.cited ? `${sayPair(titlesOf("sources", figure.cited))}${figure.credit ? ` (${sayPair(titlesOf("credits", figure.credit))})` : ""}` : say("报告未注明", "none named by the report")],
      [say("由编者推断", "Inferred"), inferredText(figure) || say("无：句中均已写明", "nothing: the sentence states everything")],
    ]),
    proof && proof.spans ? el("p", { class: "sentence", lang: "zh-Hans" }, ...highlighted(proof.text, [{ spans: proof.spans }])) : null);
}

function identityItem(term) {
  const identity = IDENTITY_BY_ID.get(term.identity);
  const verdict = el("span", { class: `verdict verdict-${identity.verdict}` }, sayPair(DATA.labels.verdicts[identity.verdict]));
  return el("li", {}, verdict, " ", el("a", { href: `#identity-${identity.identity}` }, identity.identity), " ", say(identity.statement_zh, identity.statement_en));
}

function linksPart(figure) {
  const id = figure.figure_id, seen = new Set();
  const terms = (TERMS_BY_FIGURE.get(id) || []).filter((term) => !seen.has(term.identity) && seen.add(term.identity));
  const list = (rows, item) => (rows && rows.length ? el("ul", { class: "links" }, ...rows.map(item)) : null);
  const linked = (kind, key) => (row) => el("li", {}, el("a", { href: `#${kind}-${row[key]}` }, row[key]), " ", row.title_zh ? say(row.title_zh, row.title_en) : say(row.description_zh, row.description_en));
  return [
    ...part(say("所涉数字关系", "Identities it takes part in"), list(terms, identityItem)),
    ...part(say("报告自身的矛盾", "Errata that concern it"), list(ERRATA_BY_FIGURE.get(id), linked("erratum", "erratum"))),
    ...part(say("相关案例", "Related initiatives"), list(INITIATIVES_BY_FIGURE.get(id), linked("initiative", "initiative"))),
    ...part(say("同一章节的政策", "Policies named in the same section"), list(POLICIES_BY_SECTION.get(figure.section), linked("policy", "policy"))),
  ];
}

// List the typical errors in this figure that checks detect; blank if it changed since the measurement.
function coveragePart(figure) {
  const [row] = COVERAGE_BY_FIGURE.get(figure.figure_id) || [];
  if (!row || row.measured !== "true") return [];
  const titles = (cell) => listed(cell).map((error_type) => sayPair(titlesOf("error_types", error_type))).join(say("；", "; "));
  return part(say("可发现的错误类型", "Which errors would be detected"), pairs([
    [say("仅凭规则", "By rules"), titles(row.detected_without_text)],
    [say("须与文本核对", "Only with the text"), titles(row.detected_with_text_only)],
    [say("不能发现", "Not detected"), titles(row.not_detected)],
  ]));
}

function rawPart(figure) {
  const raw = { ...figure, id: figure.figure_id };
  return part(say("原始录入", "Raw row"), el("p", { class: "where" }, `${figure.raw_file}, ${say(`第 ${figure.raw_row} 行`, `line ${figure.raw_row}`)}`),
    el("pre", { tabindex: "0", lang: "zh-Hans" }, csvLine(DATA.rawColumns.map((name) => raw[name]))));
}

// Mark the printed words in the citation as Chinese, in either language.
function citationWords(figure) {
  const words = citationOf(figure), at = words.indexOf(figure.printed);
  return [words.slice(0, at), el("span", { lang: "zh-Hans" }, figure.printed), words.slice(at + figure.printed.length)];
}

function quotePart(figure) {
  return part(say("引用这个数字", "Cite this figure"), el("p", {}, ...citationWords(figure)),
    el("p", { class: "acts" },
      copyButton(citationOf(figure), say("复制引用", "Copy citation")),
      copyButton(fullAddress(`fig-${figure.figure_id}`, new URLSearchParams({ lang: language() })), say("复制链接", "Copy link")),
      ...formsOf(figure).map(([name, text]) => copyButton(text, say(`复制为${name.replace(/^(?=[A-Z])/u, " ")}`, `Copy as ${name}`)))));
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
  const close = el("button", { type: "button", class: "copy close" }, say("关闭", "Close"));
  close.addEventListener("click", () => byId("figure-view").close());
  return el("div", { class: "view-bar" }, el("span", { class: "id" }, figure.figure_id),
    stepButton(figure, -1, say("上一个", "Previous")), stepButton(figure, 1, say("下一个", "Next")), close);
}

function showFigure(id) {
  const figure = FIGURE_BY_ID.get(id), dialog = byId("figure-view");
  if (!figure) return false;
  opened.id = id;
  dialog.replaceChildren(figureBar(figure), el("div", { class: "view" },
    el("h2", { id: "figure-title", lang: "zh-Hans", tabindex: "-1", autofocus: true }, figure.printed),
    el("p", { class: "what" }, say(`${figure.indicator_zh} · ${figure.entity_zh}`, `${figure.indicator_en} · ${figure.entity_en}`)),
    ...readPart(figure), ...wherePart(figure), ...linksPart(figure), ...coveragePart(figure), ...rawPart(figure), ...quotePart(figure)),
    el("p", { class: "said hidden", role: "status", "aria-live": "polite" }));
  if (!dialog.open) dialog.showModal();
  dialog.scrollTop = 0;
  return true;
}

function wireFigure() {
  const dialog = byId("figure-view");
  dialog.addEventListener("close", () => {
    opened.id = null;
    if (readAddress().target.startsWith("fig-")) writeAddress("figures", viewParams());
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
}
