// State in the view of a figure that a program proposed its row, and who confirmed it; only pages with drafted figures have this part.

const DRAFTED_BY_FIGURE = groupedBy(rowsOf(DATA.drafted.figures), (row) => [row.figure]);
const placeOnly = wherePart;

function confirmedBy(reading) {
  if (!reading) return localized("由人在不看草稿的情况下重新录入数字、倍数、单位与概数词", "A person who keyed number, multiplier, unit and hedge without the proposal");
  const date = DATA.drafted.readings[reading];
  return localized(`第二次阅读 ${reading}（${date}）：由第二人整行核对`, `Second reading ${reading} of ${date}: a second person read the whole row`);
}

function draftedPart(figure) {
  const [row] = DRAFTED_BY_FIGURE.get(figure.figure_id) || [];
  return row ? part(localized("起草与确认", "Draft and confirmation"), pairs([[localized("起草程序", "Proposed by"), row.program], [localized("确认", "Confirmed by"), confirmedBy(row.confirmed_by_reading)]])) : [];
}

wherePart = (figure) => [...placeOnly(figure), ...draftedPart(figure)];
