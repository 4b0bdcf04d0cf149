// Find the sentences of a reader's copy by their fingerprints, whatever its line breaks.
//
// A sentence ends after 。！？ and closing marks, or at the end of a line. It begins after a sentence or
// at the start of a line. Every candidate is hashed and looked up. Running headers, page numbers and
// footnotes may interrupt a sentence, so the copy is read with and without them. A line end between two
// numbers may be a border or within a number. A line may also be a row of a table.

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

function lookUp(joined, starts, ends, version, wanted, found) {
  starts.forEach((start, number) => {
    for (const end of ends.slice(number, number + LONGEST_IN_LINES)) {
      if (end <= start) continue;
      keepWanted(joined.slice(start, end).trim(), version, wanted, found);
    }
  });
}

function keepWanted(text, version, wanted, found) {
  const print = version + sha256(text);
  if (wanted.has(print)) found.set(print, text);
}

// Return lines with the borders that their ends are, if their ends are not within a number.
function withBorders(lines) {
  let before = "";
  return lines.map((line) => {
    const bordered = borderBetween(before, line, "\n") + line;
    before = line;
    return bordered;
  });
}

function searchLines(lines, version, wanted, found) {
  const joined = lines.join("");
  const breaks = [];
  lines.reduce((at, line) => { breaks.push(at + line.length); return at + line.length; }, 0);
  let begin = 0, next = 0;
  const gap = (end) => {
    const within = [];
    while (next < breaks.length && breaks[next] < end) within.push(breaks[next++]);
    if (next < breaks.length && breaks[next] === end) next += 1;
    lookUp(joined, [begin, ...within], [...within, end], version, wanted, found);
    begin = end;
  };
  for (const match of joined.matchAll(SENTENCE_END)) gap(match.index + match[0].length);
  if (begin < joined.length) gap(joined.length);
}

// Return the ways to read the lines of a copy in a version of the normal form.
function linesIn(version, lines) {
  return version ? [lines, withBorders(lines)] : [lines.map((line) => line.replaceAll(" ", ""))];
}

// Return the sentences of a copy that have one of the wanted fingerprints, by fingerprint.
function findSentences(text, wanted) {
  const found = new Map(), seen = new Set();
  for (const version of new Set(Array.from(wanted, (print) => (print.startsWith(CURRENT) ? CURRENT : "")))) {
    for (const lines of readings(text).flatMap((each) => linesIn(version, each))) {
      const key = version + lines.join("\n");
      if (!seen.has(key) && found.size < wanted.size) searchLines(lines, version, wanted, found);
      seen.add(key);
    }
    const rows = version ? linesOf(text).map((line) => asRow(line.raw)).filter(Boolean) : [];
    for (const row of rows) keepWanted(row, version, wanted, found);
  }
  return found;
}
