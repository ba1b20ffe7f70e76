import { element } from "../shared/element.js";
import { words } from "./texts-editor.js";

/** The foot of the editor: whether the draft is kept, how long it is, and what can be done with it. */
export class EditorBar {
  constructor({ showChanges, showRevisions, tryIt, publish, needsReview }) {
    this.kept = element("span", { class: "editor-kept", "data-testid": "kept" });
    this.counted = element("span", {});
    const button = (label, kind, testid, work) => element("button", {
      class: `button ${kind}`.trim(), type: "button", "data-testid": testid, on: { click: work },
    }, label);
    this.element = element("footer", { class: "editor-bar" },
      element("p", { class: "editor-state" }, this.counted, this.kept),
      element("div", { class: "editor-actions" },
        button(words.changes.button, "", "changes", showChanges),
        showRevisions ? button(words.revisions.button, "", "revisions", showRevisions) : "",
        button(words.replay.button, "", "try", tryIt),
        Object.assign(button(needsReview ? words.publish.askButton : words.publish.button, "primary", "publish", publish), { title: words.publish.keys })));
  }

  say(text, isProblem = false) {
    if (this.kept.textContent !== text) this.kept.textContent = text;
    this.kept.classList.toggle("is-failed", isProblem);
  }

  count(number) {
    this.counted.textContent = words.counted(number);
  }
}
