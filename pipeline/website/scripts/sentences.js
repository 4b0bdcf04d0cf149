// Find the sentences of a reader's copy by their fingerprints, whatever its line breaks.
//
// A sentence ends after 。！？ and closing marks, or at the end of a line. It begins after a sentence or
// at the start of a line. Every candidate is hashed and looked up. Running headers, page numbers and
// footnotes may interrupt a sentence, so the copy is read with and without them.

const SENTENCE_END = /[。!?]+[”’」』》〉】〕)\]]*/gu;
const RUNNING_NUMBER = /^[-—–·]?[0-9]{1,4}[-—–·]?$/u;
const RULE_LINE = /^(?:-{3,}|_{3,}|={3,})$/u;
const FEWEST_PAGES = 3; // a line that occurs so often is a running header
const LONGEST_IN_LINES = 24;

function withoutFootnotes(lines) {
  let inside = false, page = 0;
  return lines.filter((line) => {
    if (line.page !== page || !line.text) inside = false;
    if (FOOTNOTE_FIRST.test(line.raw)) inside = true;
    page = line.page;
    return !inside;
  });
}

function withoutRunningLines(lines) {
  const times = new Map();
  for (const line of lines) times.set(line.text, (times.get(line.text) || 0) + 1);
  return lines.filter((line) => {
    const running = RUNNING_NUMBER.test(line.text) || RULE_LINE.test(line.text);
    return !line.text || (!running && times.get(line.text) < FEWEST_PAGES);
  });
}

function linesOf(text) {
  const pages = text.replace(/^\ufeff/u, "").split("\f");
  return pages.flatMap((text, page) => text.split(/\r\n|\n|\r/u).map((raw) => {
    return { raw, text: normalised(raw), page };
  }));
}

// Return the copy in every way that its lines may be joined.
function readings(text) {
  const all = linesOf(text), bare = withoutRunningLines(all);
  const filled = (lines) => lines.filter((line) => line.text).map((line) => line.text);
  return [all, bare, withoutFootnotes(all), withoutFootnotes(bare)].map(filled);
}

function lookUp(joined, starts, ends, wanted, found) {
  starts.forEach((start, number) => {
    for (const end of ends.slice(number, number + LONGEST_IN_LINES)) {
      if (end <= start) continue;
      const text = joined.slice(start, end);
      const print = sha256(text);
      if (wanted.has(print)) found.set(print, text);
    }
  });
}

function searchLines(lines, wanted, found) {
  const joined = lines.join("");
  const breaks = [];
  lines.reduce((at, line) => { breaks.push(at + line.length); return at + line.length; }, 0);
  let begin = 0, next = 0;
  const gap = (end) => {
    const within = [];
    while (next < breaks.length && breaks[next] < end) within.push(breaks[next++]);
    if (next < breaks.length && breaks[next] === end) next += 1;
    lookUp(joined, [begin, ...within], [...within, end], wanted, found);
    begin = end;
  };
  for (const match of joined.matchAll(SENTENCE_END)) gap(match.index + match[0].length);
  if (begin < joined.length) gap(joined.length);
}

// Return the sentences of a copy that have one of the wanted fingerprints, by fingerprint.
function findSentences(text, wanted) {
  const found = new Map(), seen = new Set();
  for (const lines of readings(text)) {
    const key = lines.join("\n");
    if (!seen.has(key) && found.size < wanted.size) searchLines(lines, wanted, found);
    seen.add(key);
  }
  return found;
}
