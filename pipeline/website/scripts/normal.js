// Normalise a text before it is hashed, by the rules of the pipeline.

const HEADING_MARK = /^\s*#{1,6}\s+/u;
const FOOTNOTE_MARK = /<sup>\s*\p{Nd}+\s*<\/sup>|\[\^\p{Nd}+\]|[⁰¹²³⁴⁵⁶⁷⁸⁹]+/gu;
const FOOTNOTE_FIRST = /^\s*(?:<sup>\s*\p{Nd}+\s*<\/sup>|\[\^\p{Nd}+\]|[⁰¹²³⁴⁵⁶⁷⁸⁹])/u;
const THOUSANDS = /(?<![\p{Nd},.])\p{Nd}{1,3}(?:,\p{Nd}{3})+(?!,?\p{Nd})/gu;
const BLANK = /[\s\u001c-\u001f\u0085*]/u;
const DIGIT_AT_AN_END = /^[0-9]|[0-9]$/u;
const DIGIT = /^\p{Nd}$/u;
const PLAIN = /^[\u3007\u3001\u3002\u4e00-\u9fffA-Za-z0-9.%\-]$/u;

function foldedSign(sign) {
  if (PLAIN.test(sign)) return sign;
  const folded = Array.from(sign.normalize("NFKC")).filter((c) => !BLANK.test(c) || c === "\ufeff").join("");
  return !DIGIT.test(sign) && DIGIT_AT_AN_END.test(folded) ? `(${folded})` : folded;
}

const THIN_GROUPS = /(?<![\p{Nd}.,])\p{Nd}{1,3}(?:[\u2005\u2006\u2009\u202f]\p{Nd}{3})+(?![\p{Nd}\u2005\u2006\u2009\u202f])/gu;
const BLANKS = /([\s\u001c-\u001f\u0085]+)/u;
const COLUMN_GAP = /[\t\u000b\u000c\u2003\u3000]/u;
const IN_A_SENTENCE = /(?:[0-9]\.? [0-9十]|[〇零一二三四五六七八九两十] [0-9〇零一二三四五六七八九两十百千万亿])$/u;
const BETWEEN_COLUMNS = /(?:[0-9]\.|[0-9〇零一二三四五六七八九两十百千万亿]) [0-9〇零一二三四五六七八九两十百千万亿]$/u;
const CELL_GAP = /\s*[|｜│┃\t]\s*|[ \u00a0]*\u3000\s*|[ \u00a0]{2,}/u;
const CURRENT = "v2:"; // prefix of fingerprints; those of version 1 have none, and their texts no borders

// Return what white space between two normalised texts becomes: a border between numbers, or nothing.
function borderBetween(before, after, blank) {
  const gap = COLUMN_GAP.test(blank) ? BETWEEN_COLUMNS : IN_A_SENTENCE;
  return blank && gap.test(`${before.slice(-2)} ${after.slice(0, 1)}`) ? " " : "";
}

function normalised(text) {
  const unmarked = text.replace(HEADING_MARK, "").replace(FOOTNOTE_MARK, "");
  const ungrouped = unmarked.replace(THOUSANDS, (grouped) => grouped.replaceAll(",", ""))
    .replace(THIN_GROUPS, (grouped) => grouped.replace(/[^\p{Nd}]/gu, ""));
  let done = "", blank = "";
  for (const piece of ungrouped.split(BLANKS)) {
    const folded = Array.from(piece, foldedSign).join("");
    if (folded) {
      done += borderBetween(done, folded, blank) + folded;
      blank = "";
    } else {
      blank += piece.replaceAll("*", "");
    }
  }
  return done;
}

// Return a line as a row of a table: its cells with one rule between each two.
function asRow(raw) {
  const cells = raw.trim().replace(/^[|｜│┃]|[|｜│┃]$/gu, "").split(CELL_GAP);
  return cells.length > 1 ? cells.map(normalised).join("|").replace(/\|+$/u, "") : "";
}
