import { element } from "../shared/element.js";
import { safeHTML } from "./safe-html.js";
import { words as all } from "./texts-editor.js";

const words = all.preview;
/** The preview follows when typing pauses for so long. */
const pause_ms = 250;

/** The article as readers will see it, made by the server as it makes the help centre. */
export class EditorPreview {
  #api;
  #wanted = "";
  #shown = null;
  #timer = null;
  #isAsking = false;

  constructor({ api }) {
    this.#api = api;
    this.heading = element("p", { class: "preview-title", dir: "auto" });
    this.text = element("div", { class: "content preview-text", dir: "auto", "data-testid": "preview" });
    this.problem = element("p", { class: "is-failed preview-problem", role: "alert", hidden: true });
    this.element = element("section", { class: "editor-pane editor-preview", "aria-labelledby": "preview-heading", tabindex: 0 },
      element("h2", { class: "pane-title", id: "preview-heading" }, words.title), this.problem, this.heading, this.text);
  }

  /** Takes the text as it is now; while nobody sees the preview, nothing is asked. */
  update(title, text) {
    this.heading.textContent = title;
    this.heading.hidden = title === "";
    this.#wanted = text;
    window.clearTimeout(this.#timer);
    if (this.element.checkVisibility()) this.#timer = window.setTimeout(() => this.#ask(), this.#shown === null ? 0 : pause_ms);
  }

  stop() {
    window.clearTimeout(this.#timer);
  }

  /** One request at a time: what was typed meanwhile is asked for when its answer is there. */
  async #ask() {
    const text = this.#wanted;
    if (this.#isAsking || text === this.#shown) return;
    if (text.trim() === "") return this.#show(text, [element("p", { class: "is-quiet" }, words.none)]);
    this.#isAsking = true;
    const answer = await this.#api.post("/api/gaps/preview", { text });
    this.#isAsking = false;
    if (!this.element.isConnected) return;
    if (answer.ok) this.#show(text, safeHTML(answer.body.html));
    else this.#fail(answer.error);
    if (answer.ok && this.#wanted !== text) this.#ask();
  }

  #show(text, nodes) {
    this.#shown = text;
    this.problem.hidden = true;
    this.text.replaceChildren(...nodes);
  }

  /** What was there stays; the next change, or the button, asks again. */
  #fail(error) {
    this.problem.hidden = false;
    this.problem.replaceChildren(words.failed(error), " ",
      element("button", { class: "link-button", type: "button", on: { click: () => this.#ask() } }, words.again));
  }
}
