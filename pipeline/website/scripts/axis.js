// Draw a figure's interval on a small axis. The numbers beside the marks are text, for screen readers.

const AXIS = { widest: 560, margin: 40, height: 62, left: 40, right: 520, y: 30 };

function axisEnds(figure) {
  const points = [figure.value, figure.value_high, figure.lower, figure.upper].filter(Boolean).map(Number);
  const low = Math.min(...points), high = Math.max(...points);
  const lone = low === high;
  const width = lone ? Math.abs(low) * 0.2 || 1 : high - low;
  const pad = lone ? width : width * 0.35;
  return [low - pad, high + pad];
}

function axisScale([low, high]) {
  return (text) => AXIS.left + ((Number(text) - low) / (high - low)) * (AXIS.right - AXIS.left);
}

function axisEnd(at, closed, outwards) {
  if (at === null) {
    const x = outwards < 0 ? AXIS.left : AXIS.right;
    const tip = x + outwards * 12;
    return svgEl("path", { class: "arrow", d: `M${tip} ${AXIS.y}L${x} ${AXIS.y - 7}L${x} ${AXIS.y + 7}Z` });
  }
  return svgEl("circle", { class: closed ? "closed" : "open", cx: at, cy: AXIS.y, r: 5 });
}

function grouped(text) {
  const [whole, fraction] = text.replace("-", "").split(".");
  const sign = text.startsWith("-") ? "−" : "";
  return sign + whole.replace(/\B(?=(\d{3})+$)/gu, ",") + (fraction ? `.${fraction}` : "");
}

function isFraction(number) {
  return number.includes("/") || number.includes("分之");
}

// Format a number of a figure: a fraction as printed, because its decimals may not terminate.
function shownNumber(figure, text) {
  const printed = { [figure.value_high]: figure.number_high, [figure.value]: figure.number }[text] || "";
  return isFraction(printed) ? printed : grouped(text);
}

function axisLabel(x, y, text, name = "") {
  const anchor = x < AXIS.left + 60 ? "start" : x > AXIS.right - 60 ? "end" : "middle";
  return svgEl("text", { x, y, class: name, "text-anchor": anchor }, text);
}

function axisSpan(figure, scale) {
  if (figure.bound === "~") {
    const x = scale(figure.value);
    return [svgEl("line", { class: "about", x1: x - 110, x2: x + 110, y1: AXIS.y, y2: AXIS.y })];
  }
  const low = figure.lower ? scale(figure.lower) : null, high = figure.upper ? scale(figure.upper) : null;
  const parts = [
    svgEl("line", { class: "span", x1: low ?? AXIS.left, x2: high ?? AXIS.right, y1: AXIS.y, y2: AXIS.y }),
    axisEnd(low, figure.lower_closed === "true", -1),
    axisEnd(high, figure.upper_closed === "true", 1),
  ];
  const stated = [figure.value, figure.value_high];
  if (figure.lower && !stated.includes(figure.lower)) parts.push(axisLabel(low, AXIS.y + 24, grouped(figure.lower)));
  if (figure.upper && !stated.includes(figure.upper)) parts.push(axisLabel(high, AXIS.y + 24, grouped(figure.upper)));
  return parts;
}

// Describe the limits in words; an end that the printed words leave open is named.
function intervalText(figure) {
  if (!figure.lower && !figure.upper) return localized("未给出界限：", "no limits stated:");
  const low = shownNumber(figure, figure.lower), high = shownNumber(figure, figure.upper);
  if (low === high) return localized(`恰为 ${low}`, `exactly ${low}`);
  const from = figure.lower_closed === "true" ? localized(`不小于 ${low}`, `at least ${low}`) : localized(`大于 ${low}`, `more than ${low}`);
  const to = figure.upper_closed === "true" ? localized(`不大于 ${high}`, `at most ${high}`) : localized(`小于 ${high}`, `less than ${high}`);
  if (!figure.upper) return localized(`${from}，未给出上限；`, `${from}, no upper limit stated;`);
  if (!figure.lower) return localized(`${to}，未给出下限；`, `${to}, no lower limit stated;`);
  return localized(`${from}，${to}`, `${from}, ${to}`);
}

function axisFitted() {
  AXIS.width = Math.min(AXIS.widest, innerWidth - 32);
  AXIS.right = AXIS.width - AXIS.margin;
}

function axisOf(figure) {
  axisFitted();
  const scale = axisScale(axisEnds(figure));
  const parts = [svgEl("line", { class: "base", x1: AXIS.left, x2: AXIS.right, y1: AXIS.y, y2: AXIS.y }), ...axisSpan(figure, scale)];
  for (const value of [figure.value, figure.value_high].filter(Boolean)) {
    const x = scale(value);
    parts.push(svgEl("line", { class: "stated", x1: x, x2: x, y1: AXIS.y - 9, y2: AXIS.y + 9 }));
    parts.push(axisLabel(x, AXIS.y - 14, shownNumber(figure, value), "stated-text"));
  }
  const name = `${localized("区间", "Interval")} ${intervalText(figure)}`;
  return svgEl("svg", { class: "interval", viewBox: `0 0 ${AXIS.width} ${AXIS.height}`, role: "img", "aria-label": name }, ...parts);
}
