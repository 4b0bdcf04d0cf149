// One figure as people quote it and as programs read it.

function citationOf(figure) {
  const report = DATA.report, id = figure.figure_id;
  const place = say(figure.page ? `第 ${figure.page} 页` : "前言", figure.page ? `p. ${figure.page}` : "preface");
  return say(
    `${report.publisher_zh}：《${report.title_zh}》，${report.published}，${place}，“${figure.printed}”。数字 ${id}，由 printed-figures 整理，版本 ${report.version}，${report.released}。`,
    `${report.publisher_en}: ${report.title_en}, ${report.published}, ${place}, “${figure.printed}”. Figure ${id}, compiled by printed-figures, version ${report.version}, ${report.released}.`,
  );
}

function plainText(figure) {
  const what = say(`${figure.entity_zh}，${figure.indicator_zh}`, `${figure.entity_en}, ${figure.indicator_en}`);
  const when = figure.period ? ` (${periodText(figure)})` : "";
  return `${what}${when}: ${say(figure.read_zh, figure.read_en)}\n${citationOf(figure)}`;
}

function formsOf(figure) {
  const id = figure.figure_id;
  return [
    [say("文字", "Text"), plainText(figure)],
    ["JSON", JSON.stringify(published(figure), null, 2)],
    ["Python", `import pandas as pd; pd.read_csv("data/figures.csv", dtype=str, keep_default_na=False).set_index("figure_id").loc["${id}"]`],
    ["R", `subset(read.csv("data/figures.csv", colClasses = "character", encoding = "UTF-8"), figure_id == "${id}")`],
  ];
}
