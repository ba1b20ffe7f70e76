import { element } from "../shared/element.js";
import { words } from "./texts-pages.js";

/** The head of a place: its heading, a sentence, and what can be done. */
export function pageHead(title, note, ...actions) {
  return element("header", { class: "page-head" },
    element("div", {}, element("h1", { tabindex: -1 }, title), note ? element("p", { class: "is-quiet" }, note) : null),
    actions.length > 0 ? element("div", { class: "page-actions" }, actions) : null);
}

/** A part of a page with a heading of its own. */
export function pageSection({ id, title, note }, ...parts) {
  return element("section", { class: "page-section", "aria-labelledby": `${id}-title`, "data-testid": id },
    element("h2", { id: `${id}-title`, tabindex: -1 }, title),
    note ? element("p", { class: "section-note is-quiet" }, note) : null,
    parts);
}

/** What is shown while the answer is on its way; it appears after 200 ms only. */
export function waiting() {
  return element("div", { class: "page-waiting", role: "status" },
    element("span", { class: "visually-hidden" }, words.loading),
    element("div", { class: "skeleton" }), element("div", { class: "skeleton" }));
}

/** What happened, and one way on. */
export function failed(message, retry) {
  return element("div", { class: "empty", role: "alert", "data-testid": "page-failure" },
    element("h2", {}, words.failed), element("p", {}, message),
    element("button", { class: "button", type: "button", on: { click: retry } }, words.retry));
}

export function nothing(title, text, ...actions) {
  return element("div", { class: "empty", "data-testid": "page-empty" },
    element("h2", {}, title), element("p", {}, text), actions);
}

/** A button that does one thing at a time and shows that it works. `work` may be async. */
export function workButton(label, work, { working = words.working, kind = "", ...attributes } = {}) {
  const made = element("button", { class: `button ${kind}`.trim(), type: "button", ...attributes }, label);
  made.addEventListener("click", async () => {
    if (made.getAttribute("aria-disabled") === "true") return;
    setBusy(made, working);
    try {
      await work();
    } finally {
      setBusy(made, null, label);
    }
  });
  return made;
}

/** Marks a button as busy with a word for it, or with null as ready again. */
export function setBusy(button, working, label = null) {
  button.classList.toggle("busy", working !== null);
  if (working !== null) button.setAttribute("aria-disabled", "true");
  else button.removeAttribute("aria-disabled");
  if ((working ?? label) !== null) button.textContent = working ?? label;
}

const toast_ms = 6_000;

/** One line at the bottom that says what was done, politely and once; with an action it stays until the next. */
export class Said {
  element = element("div", { class: "said", role: "status", "data-testid": "said" });
  #timer = null;

  say(text, action = null) {
    window.clearTimeout(this.#timer);
    const act = () => {
      this.clear();
      action.act();
    };
    this.element.replaceChildren(element("span", {}, text),
      action ? element("button", { class: "link-button", type: "button", on: { click: act } }, action.label) : "");
    if (!action) this.#timer = window.setTimeout(() => this.clear(), toast_ms);
  }

  clear() {
    this.element.replaceChildren();
  }
}
