/** Edits of a Markdown text. Pure: each returns `{from, to, insert, select: [start, end]}`, or null when there is nothing to do. */

const item = /^(\s*)(?:([-*+])|(\d{1,9})([.)]))(\s+)(.*)$/;

/** Enter in a list begins the next item; in an empty one it ends the list. */
export function nextItem(text, at) {
  const start = text.lastIndexOf("\n", at - 1) + 1;
  const line = text.slice(start, at);
  const found = item.exec(line);
  if (!found) return null;
  const [, indent, bullet, number, dot, space, rest] = found;
  const end = text.indexOf("\n", at) < 0 ? text.length : text.indexOf("\n", at);
  if (rest.trim() === "" && text.slice(at, end).trim() === "") return edit(start, at, "", 0);
  const mark = bullet ?? `${Number(number) + 1}${dot}`;
  const insert = `\n${indent}${mark}${space}`;
  return edit(at, at, insert, insert.length);
}

/** Puts a sign around the selection, or takes it away again; `empty` stands for a selection of nothing. */
export function wrapped(text, from, to, sign, empty) {
  const inside = text.slice(from, to);
  const [before, after] = [text.slice(from - sign.length, from), text.slice(to, to + sign.length)];
  // One star within two is bold, not italic.
  const isWider = sign === "*" && (text[from - 2] === "*" || text[to + 1] === "*");
  if (before === sign && after === sign && !isWider) {
    return { from: from - sign.length, to: to + sign.length, insert: inside, select: [from - sign.length, to - sign.length] };
  }
  const word = inside === "" ? empty : inside;
  return { from, to, insert: sign + word + sign, select: [from + sign.length, from + sign.length + word.length] };
}

/** Begins every line of the selection with a mark: "## ", "- ", or numbers; a second time takes it away. */
export function marked(text, from, to, kind) {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const found = text.indexOf("\n", to);
  const end = found < 0 ? text.length : found;
  const lines = text.slice(start, end).split("\n");
  const pattern = { heading: /^#{1,6}\s+/, list: /^\s*[-*+]\s+/, numbers: /^\s*\d{1,9}[.)]\s+/ }[kind];
  const isMarked = lines.every((line) => pattern.test(line) || line.trim() === "") && lines.some((line) => pattern.test(line));
  let number = 0;
  const plain = (line) => line.replace(/^(?:#{1,6}\s+|\s*[-*+]\s+|\s*\d{1,9}[.)]\s+)/, "");
  const changed = lines.map((line) => {
    if (isMarked) return plain(line);
    if (line.trim() === "" && lines.length > 1) return line;
    number += 1;
    return { heading: "## ", list: "- ", numbers: `${number}. ` }[kind] + plain(line);
  });
  const insert = changed.join("\n");
  const caret = start + insert.length;
  return { from: start, to: end, insert, select: lines.length > 1 ? [start, caret] : [caret, caret] };
}

/** A link around the selection, with its address selected to be typed over. */
export function linked(text, from, to, empty) {
  const label = text.slice(from, to) || empty;
  const address = "https://";
  const start = from + label.length + 3;
  return { from, to, insert: `[${label}](${address})`, select: [start, start + address.length] };
}

/** A text as paragraphs of its own at the caret. */
export function paragraph(text, from, to, added) {
  const before = text.slice(0, from);
  const after = text.slice(to);
  const gapBefore = before.trim() === "" ? "" : "\n".repeat(Math.max(0, 2 - (/\n*$/.exec(before)[0].length)));
  const gapAfter = after.trim() === "" ? "\n" : "\n".repeat(Math.max(0, 2 - (/^\n*/.exec(after)[0].length)));
  const insert = gapBefore + added.trim() + gapAfter;
  return edit(from, to, insert, gapBefore.length + added.trim().length);
}

function edit(from, to, insert, caret) {
  return { from, to, insert, select: [from + caret, from + caret] };
}
