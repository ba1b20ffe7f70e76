import { element } from "../shared/element.js";
import { words as all } from "./texts-settings.js";

const words = all.bar;
const namesMax = 3;

/** The bar that appears with the first change: what changed, and both ways on. */
export class SettingsBar {
  constructor({ save, discard }) {
    this.text = element("p", { class: "bar-text", role: "status" });
    this.problem = element("p", { class: "bar-problem is-failed", role: "alert", hidden: true });
    const button = (name, kind, work) => element("button", {
      class: `button ${kind}`.trim(), type: "button", "data-testid": name, on: { click: work },
    }, words[name]);
    this.save = button("save", "primary", save);
    this.discard = button("discard", "", discard);
    this.element = element("div", { class: "save-bar", role: "region", "aria-label": words.label, hidden: true },
      element("div", { class: "bar-words" }, this.text, this.problem), this.discard, this.save);
  }

  render({ names, conflicts, errors }) {
    this.element.hidden = names.length === 0;
    const shown = names.length > namesMax ? names.slice(0, namesMax - 1) : names;
    const more = names.length - shown.length;
    const text = names.length === 0 ? "" : words.changed(listed(shown, more > 0), more);
    if (this.text.textContent !== text) this.text.textContent = text;
    this.save.hidden = conflicts > 0;
    this.#problem(conflicts > 0 ? words.choose(conflicts) : errors > 0 ? words.fix(errors) : null);
  }

  say(problem) {
    this.#problem(problem);
    this.save.focus();
  }

  /** Somebody wants to go: the bar says what to do first. */
  warn() {
    this.say(words.leave);
  }

  focus() {
    this.save.focus();
  }

  #problem(text) {
    this.problem.hidden = text === null;
    this.problem.textContent = text ?? "";
  }
}

function listed(names, hasMore) {
  if (names.length < 2) return names.join("");
  return hasMore ? names.join(", ") : names.slice(0, -1).join(", ") + words.and + names.at(-1);
}
