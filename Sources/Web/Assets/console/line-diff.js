/** Lines of either side that are compared; what begins and ends alike does not count. The table has a cell a pair. */
const pairsMax = 4_000_000;
const linesMax = 20_000;

/**
 * What a change did, by lines: `{lines: [{kind, text}], added, removed, isWhole}` with the kinds "same", "added" and
 * "removed". By the longest common subsequence (Wagner and Fischer's table); `isWhole` says that the texts were too
 * long for it, so that all that differs stands as removed, then added.
 */
export function lineDiff(before, after) {
  const [old, now] = [linesOf(before), linesOf(after)];
  const head = sharedStart(old, now);
  const tail = sharedEnd(old, now, head);
  const [oldMiddle, nowMiddle] = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)];
  const isWhole = oldMiddle.length * nowMiddle.length > pairsMax || old.length + now.length > linesMax;
  const middle = isWhole
    ? [...marked("removed", oldMiddle), ...marked("added", nowMiddle)] : compared(oldMiddle, nowMiddle);
  return {
    lines: [...marked("same", old.slice(0, head)), ...middle, ...marked("same", old.slice(old.length - tail))],
    added: middle.filter(({ kind }) => kind === "added").length,
    removed: middle.filter(({ kind }) => kind === "removed").length,
    isWhole,
  };
}

/** The lines with long runs of unchanged ones folded: `{kind: "folded", lines}` stands for them. */
export function folded(lines, context = 3) {
  const isNear = lines.map(() => false);
  lines.forEach(({ kind }, at) => {
    if (kind === "same") return;
    isNear.fill(true, Math.max(0, at - context), Math.min(lines.length, at + context + 1));
  });
  const shown = [];
  lines.forEach((line, at) => {
    const last = shown.at(-1);
    if (isNear[at]) shown.push(line);
    else if (last?.kind === "folded") last.lines.push(line);
    else shown.push({ kind: "folded", lines: [line] });
  });
  // One line takes no more room than the word that it is hidden.
  return shown.flatMap((line) => (line.kind === "folded" && line.lines.length === 1 ? line.lines : [line]));
}

function linesOf(text) {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  return lines.length === 1 && lines[0] === "" ? [] : lines;
}

function sharedStart(old, now) {
  let count = 0;
  while (count < old.length && count < now.length && old[count] === now[count]) count += 1;
  return count;
}

function sharedEnd(old, now, head) {
  let count = 0;
  const most = Math.min(old.length, now.length) - head;
  while (count < most && old[old.length - 1 - count] === now[now.length - 1 - count]) count += 1;
  return count;
}

function compared(old, now) {
  const columns = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * columns);
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      lengths[row * columns + column] = old[row] === now[column]
        ? lengths[(row + 1) * columns + column + 1] + 1
        : Math.max(lengths[(row + 1) * columns + column], lengths[row * columns + column + 1]);
    }
  }
  const lines = [];
  let [row, column] = [0, 0];
  while (row < old.length && column < now.length) {
    if (old[row] === now[column]) {
      lines.push({ kind: "same", text: old[row] });
      row += 1;
      column += 1;
    } else if (lengths[(row + 1) * columns + column] >= lengths[row * columns + column + 1]) {
      lines.push({ kind: "removed", text: old[row] });
      row += 1;
    } else {
      lines.push({ kind: "added", text: now[column] });
      column += 1;
    }
  }
  return [...lines, ...marked("removed", old.slice(row)), ...marked("added", now.slice(column))];
}

function marked(kind, lines) {
  return lines.map((text) => ({ kind, text }));
}
