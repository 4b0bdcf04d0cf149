// Read a period that a reader types, in both languages: 2020年上半年, H1 2020, second quarter, 2020-06, Jan-Jul 2020.

const MONTH_NAMES = "january february march april may june july august september october november december".split(" ");
const MONTH = `(?:${MONTH_NAMES.map((name) => `${name}|${name.slice(0, 3)}`).join("|")})`;
const ORDINALS = ["first|1st|一|1", "second|2nd|二|2", "third|3rd|三|3", "fourth|4th|四|4"];
const PARTS = [
  ["前三季度|first three quarters|first nine months", 1, 9],
  ["上半年|first half|1st half|h1", 1, 6],
  ["下半年|second half|2nd half|h2", 7, 12],
  ...ORDINALS.map((name, n) => [`第?(?:${name})季度?|(?:${name}) quarter|q${n + 1}`, n * 3 + 1, n * 3 + 3]),
].map(([words, from, to]) => [new RegExp(`(?:(\\d{4})[\\s年,-]*)?(?:the )?(?:${words})(?![a-z0-9])(?:(?: of)?,? (\\d{4}))?`, "u"), from, to]);

function monthNumber(text) {
  return /^\d/u.test(text) ? Number(text) : MONTH_NAMES.findIndex((name) => name.startsWith(text.slice(0, 3))) + 1;
}

// Each form with the groups of its year, first month and last month.
const DATES = [
  [/(\d{4})-(\d{1,2}) ?(?:\/|to|至|–) ?\d{4}-(\d{1,2})/u, 1, 2, 3],
  [/(?:(\d{4})年)?(\d{1,2})月?[-–—~至到](\d{1,2})月/u, 1, 2, 3],
  [new RegExp(`(?<![a-z])(${MONTH}) ?(?:-|–|to) ?(${MONTH})(?![a-z]),? ?(\\d{4})?`, "u"), 3, 1, 2],
  [/(\d{4})[-/](\d{1,2})(?![\d.-])/u, 1, 2, 2],
  [/(?:(\d{4})年)?(\d{1,2})月/u, 1, 2, 2],
  [new RegExp(`(?<![a-z])(${MONTH})(?![a-z]),? ?(\\d{4})?`, "u"), 2, 1, 1],
];

// Return the first period in a text and the text without it; months are of any year if no year is typed.
function periodIn(text) {
  for (const [form, from, to] of PARTS) {
    const found = form.exec(text);
    if (found) return { period: { year: found[1] || found[2], from, to }, rest: text.replace(found[0], " ") };
  }
  for (const [form, year, from, to] of DATES) {
    const found = form.exec(text);
    if (found) return { period: { year: found[year], from: monthNumber(found[from]), to: monthNumber(found[to]) }, rest: text.replace(found[0], " ") };
  }
  const year = /(?<![\d.,-])((?:19|20)\d\d)(?:年|(?![\d.,%万亿]))/u.exec(text);
  return year ? { period: { year: year[1], from: 1, to: 12 }, rest: text.replace(year[0], " ") } : { period: null, rest: text };
}

// Return how well a figure's period fits: 0 not, more if it is the period itself and not one that ends with it.
function periodScore(period, figure) {
  if (!figure.period_start) return 0;
  const [startYear, start] = figure.period_start.split("-"), [endYear, end] = figure.period_end.split("-");
  if (period.year && period.year !== endYear) return 0;
  if (startYear === endYear && Number(start) === period.from && Number(end) === period.to) return 6;
  if (period.from === 1 && period.to === 12) return 2;
  return period.from === period.to && Number(end) === period.to ? 2 : 0;
}
