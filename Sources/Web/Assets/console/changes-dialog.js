import { element } from "../shared/element.js";
import { diffView } from "./diff-view.js";
import { openDialog } from "./form-dialog.js";
import { samePhrasing } from "./phrasing-chips.js";
import { words as all } from "./texts-editor.js";

const words = all.changes;

/** What differs from the revision that is published. */
export function openChanges({ published, draft }) {
  const dialog = openDialog({
    title: words.title, testid: "changes-dialog",
    fill: () => (published === null ? element("p", {}, words.isNew) : [
      element("p", { class: "is-quiet" }, words.against(published.revision)),
      fieldChanges(published, draft),
      diffView(published.text, draft.text),
    ].filter(Boolean)),
  });
  dialog.classList.toggle("is-wide", published !== null);
}

/** What differs beside the text; null for nothing. */
export function fieldChanges(published, draft) {
  const names = { title: all.title, area: all.area, language: all.language, audience: all.audience };
  const lines = Object.entries(names)
    .filter(([name]) => (published[name] ?? "") !== (draft[name] ?? ""))
    .map(([name, label]) => words.field(label, published[name], draft[name]));
  const missing = (from, within) => from.filter((one) => !within.some((other) => samePhrasing(one, other))).length;
  const [added, removed] = [missing(draft.phrasings, published.phrasings), missing(published.phrasings, draft.phrasings)];
  if (added + removed > 0) lines.push(words.phrasings(added, removed));
  return lines.length === 0 ? null : element("section", { class: "field-changes" },
    element("h3", {}, words.fields), element("ul", {}, lines.map((line) => element("li", {}, line))));
}
