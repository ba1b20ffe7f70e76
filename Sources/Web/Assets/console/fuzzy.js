/**
 * How well `label` matches what was typed: every letter of it must occur in order. Null when it does not; more is
 * better: beginnings of words and letters side by side count most.
 */
export function fuzzyScore(label, typed) {
  const text = fold(label);
  const wanted = fold(typed).replace(/\s+/g, "");
  let score = 0;
  let from = 0;
  let previous = -2;
  for (const letter of wanted) {
    const at = place(text, letter, from, previous);
    if (at < 0) return null;
    if (at === previous + 1) score += 3;
    if (startsWord(text, at)) score += 4;
    score -= Math.min(3, (at - from) / 8);
    previous = at;
    from = at + 1;
  }
  return score - text.length / 100;
}

/** The next letter, or its next place at the beginning of a word, which is what people mean. */
function place(text, letter, from, previous) {
  if (text[previous + 1] === letter && previous >= 0) return previous + 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === letter && startsWord(text, at)) return at;
  }
  return text.indexOf(letter, from);
}

function startsWord(text, at) {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]);
}

/** Without case and accents. */
function fold(text) {
  return String(text).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The entries that match, the best first; all of them in their order when nothing is typed. */
export function fuzzyMatches(entries, typed) {
  if (typed.trim() === "") return entries;
  return entries
    .map((entry) => ({ entry, score: fuzzyScore(entry.label, typed) }))
    .filter(({ score }) => score !== null)
    .sort((first, second) => second.score - first.score)
    .map(({ entry }) => entry);
}
