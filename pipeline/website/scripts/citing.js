// Format one figure for quotation and for programs.

function placeText(figure) {
  if (figure.section === "0") return say("前言", "preface");
  if (!figure.page) return say(`第 ${figure.section} 节`, `section ${figure.section}`);
  return say(`第 ${figure.section} 节第 ${figure.page} 页`, `section ${figure.section}, p. ${figure.page}`);
}

function citationOf(figure) {
  const report = DATA.report, id = figure.figure_id, place = placeText(figure);
  return say(
    `${report.publisher_zh}：《${report.title_zh}》，${report.published}，${place}，“${figure.printed}”。数字 ${id}，由 printed-figures 整理，版本 ${report.version}，${report.released}。`,
    `${report.publisher_en}: ${report.title_en}, ${report.published}, ${place}, “${figure.printed}”. Figure ${id}, compiled by printed-figures, version ${report.version}, ${report.released}.`,
  );
}

function inferredText(figure) {
  return listed(figure.inferred).map((name) => sayPair(DATA.labels.columns[name])).join(say("、", ", "));
}

function baseText(figure) {
  return figure.basis && basisText(figure) + (figure.base_start ? ` (${figure.base_start} – ${figure.base_end})` : "");
}

function hedgeText(figure) {
  return figure.hedge ? `${figure.hedge} · ${sayPair(DATA.labels.bounds[figure.bound])}` : say("无", "none");
}

// List everything that qualifies the number, one item per line.
function plainText(figure) {
  const errata = ERRATA_BY_FIGURE.get(figure.figure_id) || [];
  const rows = [
    [say(`${figure.entity_zh}，${figure.indicator_zh}`, `${figure.entity_en}, ${figure.indicator_en}`), say(figure.read_zh, figure.read_en)],
    [say("时期", "Period"), figure.period && periodText(figure)],
    [say("比较基础", "Base of comparison"), baseText(figure)],
    [say("限定词", "Printed word"), hedgeText(figure)],
    [say("状态", "Status"), sayPair(titlesOf("statuses", figure.status))],
    [say("由编者推断", "Inferred by an editor"), inferredText(figure) || say("无", "nothing")],
    [say("引用来源", "Source cited"), figure.cited ? sayPair(titlesOf("sources", figure.cited)) : say("报告未注明", "none named by the report")],
    ...errata.map((row) => [say(`勘误 ${row.erratum}`, `Erratum ${row.erratum}`), sayPair(SHOWN.erratum(row.erratum))]),
  ];
  const lines = rows.filter(([, value]) => value).map(([name, value]) => name + say("：", ": ") + value);
  return [...lines, citationOf(figure)].join("\n");
}

function formsOf(figure) {
  const id = figure.figure_id;
  return [
    [say("文字", "text"), plainText(figure)],
    ["JSON", JSON.stringify(published(figure), null, 2)],
    ["Python", `import pandas as pd; pd.read_csv("data/figures.csv", dtype=str, keep_default_na=False).set_index("figure_id").loc["${id}"]`],
    ["R", `subset(read.csv("data/figures.csv", colClasses = "character", encoding = "UTF-8"), figure_id == "${id}")`],
  ];
}
