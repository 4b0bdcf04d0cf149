// Compare decimals as text, so that no number of the data becomes a float.

function decimalParts(text) {
  const found = /^(-?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(text);
  const whole = found[2], fraction = found[3] || "";
  return { negative: found[1] === "-" && whole + fraction !== "", whole, fraction };
}

// Return a negative number, zero or a positive number if a is less than, equal to or greater than b.
function compareDecimals(a, b) {
  const left = decimalParts(a), right = decimalParts(b);
  if (left.negative !== right.negative) return left.negative ? -1 : 1;
  const sign = left.negative ? -1 : 1;
  if (left.whole.length !== right.whole.length) {
    return sign * (left.whole.length - right.whole.length);
  }
  const one = left.whole + left.fraction, other = right.whole + right.fraction;
  return one === other ? 0 : sign * (one < other ? -1 : 1);
}
