// Rows as a CSV text that a spreadsheet opens as text: with a byte order mark, and no formula in it.

const FORMULA = /^(?:\s*[=+\-@＝＋－＠].|[\t\r])/su;
const NUMBER = /^-?[0-9]+(?:\.[0-9]+)?$/u;

// A cell that a program would compute gets an apostrophe before it; a plain number stays one, and so
// does a lone sign, which is a code of the data.
function harmless(cell) {
  return FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
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
