// Write rows as CSV that a spreadsheet opens as text: with a byte order mark and without formulas.

const FORMULA = /^(?:[\x00-\x20\x7f-\x85\s\u200b-\u200f\u202a-\u202e\u2060-\u2064"]*[=+\-@＝＋－＠].|[\t\r])/su;
const BEHIND_A_SEPARATOR = /([;,\t\r\n][\x00-\x20\x7f-\x85\s\u200b-\u200f\u202a-\u202e\u2060-\u2064"]*)(?=[=+\-@＝＋－＠][^;,\t\r\n])/gu;
const NUMBER = /^-?[0-9]+(?:\.[0-9]+)?%?$/u;

// A cell that a program would evaluate gets an apostrophe in front, also if semicolons separate the cells.
// A plain number or percentage stays as it is, and so does a single sign, which is a code of the data.
function harmless(cell) {
  if (NUMBER.test(cell)) return cell;
  const parted = cell.replace(BEHIND_A_SEPARATOR, "$1'");
  return FORMULA.test(cell) ? `'${parted}` : parted;
}

function csvCell(cell) {
  const text = harmless(cell);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvLine(cells) {
  return cells.map(csvCell).join(",");
}

function csvText(columns, rows) {
  const lines = rows.map((row) => csvLine(columns.map((name) => row[name])));
  return `\ufeff${[csvLine(columns), ...lines].join("\r\n")}\r\n`;
}
