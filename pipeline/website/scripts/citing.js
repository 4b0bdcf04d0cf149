// Format one figure for quotation and for programs.

function placeText(figure) {
  if (figure.section === "0") return localized("前言", "preface");
  if (!figure.page) return localized(`第 ${figure.section} 节`, `section ${figure.section}`);
  return localized(`第 ${figure.section} 节第 ${figure.page} 页`, `section ${figure.section}, p. ${figure.page}`);
}

function citationOf(figure) {
  const report = DATA.report, id = figure.figure_id, place = placeText(figure);
  return localized(
    `${report.publisher_zh}：《${report.title_zh}》，${report.published}，${place}，“${figure.printed}”。数字 ${id}，由 printed-figures 整理，版本 ${report.version}，${report.released}。`,
    `${report.publisher_en}: ${report.title_en}, ${report.published}, ${place}, “${figure.printed}”. Figure ${id}, compiled by printed-figures, version ${report.version}, ${report.released}.`,
  );
}

function inferredText(figure) {
  return listed(figure.inferred).map((name) => sayPair(DATA.labels.columns[name])).join(localized("、", ", "));
}

function baseText(figure) {
  return figure.basis && basisText(figure) + (figure.base_start ? ` (${figure.base_start} – ${figure.base_end})` : "");
}

function hedgeText(figure) {
  return figure.hedge ? `${figure.hedge} · ${sayPair(DATA.labels.bounds[figure.bound])}` : localized("无", "none");
}

// List everything that qualifies the number, one item per line.
function plainText(figure) {
  const errata = ERRATA_BY_FIGURE.get(figure.figure_id) || [];
  const rows = [
    [localized(`${figure.entity_zh}，${figure.indicator_zh}`, `${figure.entity_en}, ${figure.indicator_en}`), localized(figure.read_zh, figure.read_en)],
    [localized("时期", "Period"), figure.period && periodText(figure)],
    [localized("比较基础", "Base of comparison"), baseText(figure)],
    [localized("限定词", "Printed word"), hedgeText(figure)],
    [localized("状态", "Status"), sayPair(titlesOf("statuses", figure.status))],
    [localized("由编者推断", "Inferred by an editor"), inferredText(figure) || localized("无", "nothing")],
    [localized("引用来源", "Source cited"), figure.cited ? sayPair(titlesOf("sources", figure.cited)) : localized("报告未注明", "none named by the report")],
    ...errata.map((row) => [localized(`勘误 ${row.erratum}`, `Erratum ${row.erratum}`), sayPair(SHOWN.erratum(row.erratum))]),
  ];
  const lines = rows.filter(([, value]) => value).map(([name, value]) => name + localized("：", ": ") + value);
  return [...lines, citationOf(figure)].join("\n");
}

function formsOf(figure) {
  const id = figure.figure_id;
  return [
    [localized("文字", "text"), plainText(figure)],
    ["JSON", JSON.stringify(published(figure), null, 2)],
    ["Python", `import pandas as pd; pd.read_csv("data/figures.csv", dtype=str, keep_default_na=False).set_index("figure_id").loc["${id}"]`],
    ["R", `subset(read.csv("data/figures.csv", colClasses = "character", encoding = "UTF-8"), figure_id == "${id}")`],
  ];
}
