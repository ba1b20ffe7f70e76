import { element } from "../shared/element.js";
import { folded, lineDiff } from "./line-diff.js";
import { words as all } from "./texts-editor.js";

const words = all.changes;

/** What was changed between two texts, line by line: unchanged runs are folded and open by a press. */
export function diffView(before, after) {
  const { lines, added, removed, isWhole } = lineDiff(before, after);
  if (added + removed === 0) return element("p", { class: "is-quiet" }, words.none);
  return element("div", { class: "diff", "data-testid": "diff" },
    element("p", { class: "hint" }, words.counts(added, removed), isWhole ? ` ${words.whole}` : ""),
    element("div", { class: "diff-lines", tabindex: 0, role: "group", "aria-label": words.title }, folded(lines).map(entry)));
}

function entry(line) {
  if (line.kind !== "folded") return row(line);
  const button = element("button", { class: "diff-fold", type: "button" }, words.same(line.lines.length));
  button.addEventListener("click", () => {
    const rows = line.lines.map(row);
    button.replaceWith(...rows);
    rows[0].tabIndex = -1;
    rows[0].focus();
  });
  return button;
}

/** The sign and a word for it say the kind: colour alone would not. */
function row({ kind, text }) {
  const sign = { added: "+", removed: "−" }[kind] ?? "";
  const word = { added: words.added, removed: words.removed }[kind];
  return element("div", { class: `diff-line is-${kind}`, "data-kind": kind },
    element("span", { class: "diff-sign", "aria-hidden": "true" }, sign),
    word ? element("span", { class: "visually-hidden" }, `${word}: `) : null,
    element("span", { class: "diff-text", dir: "auto" }, text === "" ? "\u00a0" : text));
}
