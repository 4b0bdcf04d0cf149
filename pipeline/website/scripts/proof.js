// Check whether a figure's sentences contain its printed form, by the rules of the pipeline.

const PLACES = "十百千万亿萬億";
const TAIL = `(?:[余餘多]?(?![百千万]分[点點之])[${PLACES}]+)`;
const NUMERAL = `[〇零一二三四五六七八九两兩廿卅卌${PLACES}]`;
const TOKEN = new RegExp(`[0-9]+(?:\\.[0-9]+)?${TAIL}?|(?:[数數几幾上](?=[${PLACES}]))?${NUMERAL}+(?:[余餘多][${PLACES}]+)?`, "gu");
const MAGNITUDE_LAST = new RegExp(`(?<=[0-9]|${NUMERAL})${TAIL}$`, "u");
const SUPPLIED = /〔([^〔〕]*)〕/gu;

function numeralsIn(sentence) {
  return Array.from(sentence.matchAll(TOKEN), (m) => ({ text: m[0], start: m.index, end: m.index + m[0].length }));
}

function coreOf(token) {
  return token.replace(MAGNITUDE_LAST, "") || token;
}

function printedParts(printed) {
  return printed.replace(SUPPLIED, "").split(/…+/u).map(normalised).filter(Boolean);
}

function suppliedWords(printed) {
  return normalised(Array.from(printed.matchAll(SUPPLIED), (m) => m[1]).join(""));
}

function covers(start, end, numeral, text, elided) {
  const kept = numeral.start + coreOf(text.slice(numeral.start, numeral.end)).length;
  const whole = end >= numeral.end;
  return start <= numeral.start && (whole || (end >= kept && elided.includes(text.slice(end, numeral.end))));
}

// Return the spans of the printed parts in a text, covering all numerals, or null if they do not match.
function placement(text, runs, numerals, begin, elided) {
  if (!runs.length) return numerals.length ? null : [];
  for (let start = text.indexOf(runs[0], begin); start >= 0; start = text.indexOf(runs[0], start + 1)) {
    const end = start + runs[0].length;
    const open = numerals.filter((numeral) => !covers(start, end, numeral, text, elided));
    const first = open.length ? open[0].start : end;
    if (first < start) return null;
    if (first < end) continue;
    const rest = placement(text, runs.slice(1), open, end, elided);
    if (rest) return [[start, end], ...rest];
  }
  return null;
}

// Return the sentences of one figure in a copy, joined, and the spans of the figure there.
function provedFigure(figure, claims, found) {
  const offsets = new Map();
  let text = "";
  for (const claim of claims) {
    const sentence = found.get(claim.sentence_sha256);
    if (sentence === undefined) return { text: "", spans: null };
    if (!offsets.has(claim.sentence_sha256)) {
      offsets.set(claim.sentence_sha256, text.length);
      text += sentence;
    }
  }
  const numerals = [];
  for (const claim of claims) {
    const token = numeralsIn(found.get(claim.sentence_sha256))[Number(claim.ordinal) - 1];
    if (!token || token.text !== claim.token) return { text, spans: null };
    const shift = offsets.get(claim.sentence_sha256);
    numerals.push({ start: token.start + shift, end: token.end + shift });
  }
  numerals.sort((a, b) => a.start - b.start);
  return { text, spans: placement(text, printedParts(figure.printed), numerals, 0, suppliedWords(figure.printed)) };
}
