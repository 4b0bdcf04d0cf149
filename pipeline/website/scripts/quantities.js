// Read the numbers that a reader types: 72tn, 900 million, 1.7亿, 九亿, 七成, 六分之一, 6.8 percent.

const POWERS = {
  万亿: 12, 千亿: 11, 百亿: 10, 十亿: 9, 亿: 8, 千万: 7, 百万: 6, 十万: 5, 万: 4, 千: 3,
  trillion: 12, tn: 12, billion: 9, bn: 9, million: 6, mn: 6, m: 6, thousand: 3, k: 3,
};
const UNIT_WORDS = { "%": "percent", percent: "percent", "per cent": "percent", 个百分点: "percentage_point", "percentage points": "percentage_point" };
const TYPED = new RegExp(`(?<![\\w.])[-−]?(\\d+(?:\\.\\d+)?) ?(${Object.keys(POWERS).join("|")})?(?![a-z]) ?(${Object.keys(UNIT_WORDS).join("|")})?`, "gu");
const HAN_DIGITS = "零一二三四五六七八九";
const HAN = /[零〇一二两三四五六七八九十百千万亿]+/u;
const SPELLED = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const FRACTIONS = { half: 2, third: 3, quarter: 4, fifth: 5, sixth: 6 };

// Return the value of Chinese numerals: 四十万亿 is 40,000,000,000,000.
function hanValue(text) {
  for (const [sign, power] of [["亿", 8], ["万", 4]]) {
    const at = text.lastIndexOf(sign);
    if (at >= 0) return (at ? hanValue(text.slice(0, at)) : 1) * 10 ** power + (hanValue(text.slice(at + 1)) || 0);
  }
  let total = 0, digit = 0;
  for (const sign of text.replace("〇", "零").replace("两", "二")) {
    const power = "十百千".indexOf(sign) + 1;
    if (power) total += (digit || 1) * 10 ** power;
    digit = power ? 0 : HAN_DIGITS.indexOf(sign);
  }
  return total + digit;
}

// Write Chinese numerals and English fractions in digits, where they can only be numbers.
function inDigits(text) {
  const han = HAN.source;
  return text
    .replace(new RegExp(`百分之(${han})`, "gu"), (_, number) => `${hanValue(number)}%`)
    .replace(new RegExp(`(${han})分之(${han})`, "gu"), (_, under, over) => `${hanValue(over)}/${hanValue(under)}`)
    .replace(new RegExp(`(${han}|\\d+)成`, "gu"), (_, number) => `${10 * (Number(number) || hanValue(number))}%`)
    .replace(new RegExp(`(?<![\\d.] ?)(${han})(?=[^分季]|$)`, "gu"), (whole) => (/[十百千万亿]/u.test(whole) && whole.length > 1 ? ` ${hanValue(whole)} ` : whole))
    .replace(/(?<![a-z])(?:a|one) (half|third|quarter|fifth|sixth)(?: of)?(?![a-z])/gu, (_, name) => `1/${FRACTIONS[name]}`)
    .replace(new RegExp(`(?<![a-z])(${SPELLED.join("|")}) (?=second|minute|hour|day|month|year|time|%|percent|[mbt]r?illion)`, "gu"), (_, name) => `${SPELLED.indexOf(name) + 1} `);
}

// Return the numbers of a text, each with its value and unit if one is typed, and the text without them.
function quantitiesIn(text) {
  const found = [];
  const rest = inDigits(text)
    .replace(/(?<![\d.])(\d+)\/(\d+)(?![\d.])/gu, (typed, over, under) => { found.push({ value: over / under, typed }); return " "; })
    .replace(TYPED, (whole, number, scale, unit) => {
      found.push({ value: number * 10 ** (POWERS[scale] || 0), typed: scale || unit ? "" : number, unit: UNIT_WORDS[unit] });
      return " ";
    });
  return { quantities: found, rest };
}

function near(cell, value) {
  return cell !== "" && Math.abs(Math.abs(cell) - value) <= value * 1e-9;
}

// Return how well a figure's number fits: the number itself, one end of its range, or digits of its text.
function quantityScore({ value, typed, unit }, figure, text) {
  if (unit && figure.unit !== unit) return 0;
  if (near(figure.value, value) || near(figure.value_high, value)) return figure.bound === "=" ? 22 : 20;
  if (near(figure.lower, value) || near(figure.upper, value)) return figure.bound === "range" || figure.bound === "magnitude" ? 12 : 0;
  return typed && new RegExp(`(?<![\\d.])${typed.replace(".", "\\.")}`, "u").test(text) ? 3 : 0;
}
