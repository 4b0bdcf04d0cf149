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

function normalised(text) {
  const unmarked = text.replace(HEADING_MARK, "").replace(FOOTNOTE_MARK, "");
  const ungrouped = unmarked.replace(THOUSANDS, (grouped) => grouped.replaceAll(",", ""));
  return Array.from(ungrouped, foldedSign).join("");
}
