import { element } from "../shared/element.js";
import { articleLink } from "./gap-aside.js";
import { foldable } from "./gap-questions.js";
import { words as all } from "./texts-editor.js";

const words = all.comparison;
/** The articles are looked through when typing pauses for so long. */
const pause_ms = 2_000;

/** Published passages that say nearly the same as the draft, or may contradict it. */
export class EditorComparison {
  #api;
  #timer = null;
  #isAsking = false;
  #wanted = null;
  #shown = null;

  constructor({ api }) {
    this.#api = api;
    this.list = element("ul", { class: "evidence" });
    this.element = element("section", { class: "comparison", "aria-labelledby": "comparison-title", hidden: true, "data-testid": "comparison" },
      element("h2", { class: "pane-title", id: "comparison-title" }, words.title), element("p", { class: "hint" }, words.note), this.list);
  }

  update({ article, language, text }) {
    this.#wanted = { article, language, text };
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#ask(), this.#shown === null ? 0 : pause_ms);
  }

  stop() {
    window.clearTimeout(this.#timer);
  }

  /** One request at a time. A failure changes nothing: the next pause asks again. */
  async #ask() {
    const wanted = this.#wanted;
    const key = JSON.stringify(wanted);
    if (this.#isAsking || key === this.#shown || !this.element.isConnected) return;
    if (wanted.text.trim() === "") return this.#show(key, []);
    this.#isAsking = true;
    const answer = await this.#api.post("/api/gaps/compare", wanted);
    this.#isAsking = false;
    if (!this.element.isConnected || !answer.ok) return;
    this.#show(key, answer.body.passages);
    if (JSON.stringify(this.#wanted) !== key) this.update(this.#wanted);
  }

  #show(key, passages) {
    this.#shown = key;
    this.element.hidden = passages.length === 0;
    this.list.replaceChildren(...passages.map(({ kind, article, title, excerpt, sentence }) =>
      element("li", { "data-testid": "resemblance", "data-kind": kind },
        element("p", { class: "evidence-question" }, element("strong", {}, words.kinds[kind]), " ", articleLink(article, title)),
        sentence ? element("p", { class: "hint", dir: "auto" }, words.yours(sentence)) : null,
        element("blockquote", { class: "evidence-quote" }, foldable(excerpt)))));
  }
}
