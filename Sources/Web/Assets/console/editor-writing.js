import { element } from "../shared/element.js";
import { setBusy } from "./page-parts.js";
import { words as all } from "./texts-editor.js";

const words = all.writing;
/** The server leaves the model a minute; what comes later is nobody's draft any more. */
const write_ms_max = 90_000;

/**
 * A text by the model: the button that asks for it, and beside the evidence each of its sentences with who said it.
 * `written` gets the sentences and takes the text into the editor; `find` selects a sentence there.
 */
export class EditorWriting {
  #api;
  #gap;
  #on;
  #sentences = [];
  #items = [];

  constructor({ api, gap, canWrite, language, written, find }) {
    this.#api = api;
    this.#gap = gap;
    this.#on = { language, written, find };
    this.said = element("p", { class: "writing-said", role: "status", "data-testid": "writing-said" });
    this.button = element("button", { class: "button", type: "button", "data-testid": "write-draft", on: { click: () => this.#write() } },
      words.button);
    this.row = element("div", { class: "writing-row", hidden: !canWrite }, this.button, this.said);
    this.said.textContent = words.hint;
    this.list = element("ol", { class: "writing-sentences" });
    this.element = element("section", { class: "writing", "aria-labelledby": "writing-title", hidden: true, "data-testid": "written" },
      element("h2", { class: "pane-title", id: "writing-title" }, words.title), element("p", { class: "hint" }, words.note), this.list);
  }

  /** The sentences as they were written, to be kept with the draft. */
  get value() {
    return this.#sentences;
  }

  set value(sentences) {
    this.#sentences = sentences ?? [];
    this.#items = this.#sentences.map((sentence) => this.#item(sentence));
    this.list.replaceChildren(...this.#items);
    this.element.hidden = this.#sentences.length === 0;
    this.#light([]);
  }

  /** Says of each sentence whether the text still has it. */
  update(text) {
    this.#sentences.forEach((sentence, index) => {
      this.#items[index].querySelector("[data-part=gone]").hidden = text.includes(sentence.text);
    });
  }

  async #write() {
    if (this.button.getAttribute("aria-disabled") === "true") return;
    setBusy(this.button, words.working);
    this.said.textContent = words.waiting;
    this.said.classList.remove("is-failed");
    const answer = await this.#api.ask("POST", "/api/gaps/write", { gap: this.#gap, language: this.#on.language() }, write_ms_max);
    setBusy(this.button, null, words.button);
    if (!this.row.isConnected) return;
    const { text = null, why, sentences = [], unsure = [] } = answer.body ?? {};
    if (!answer.ok || text === null) {
      this.said.classList.add("is-failed");
      this.said.textContent = words.failed(why ?? answer.error);
      return;
    }
    this.said.textContent = words.done(sentences.length, sentences.filter((one) => !one.is_supported).length);
    this.#on.written({ text, sentences, unsure });
  }

  #item(sentence) {
    const { text, is_supported: isSupported, support } = sentence;
    const show = () => this.#light(support);
    return element("li", { "data-testid": "written-sentence", "data-supported": String(isSupported) },
      element("button", {
        class: "writing-sentence", type: "button", dir: "auto", title: words.find,
        on: { click: () => this.#find(sentence), focus: show, mouseenter: show, blur: () => this.#light([]), mouseleave: () => this.#light([]) },
      }, text),
      element("p", { class: "writing-about" },
        isSupported ? (support.length > 0 ? element("span", {}, words.support(support)) : element("span", {}, words.leads))
          : element("strong", {}, words.unsupported),
        element("span", { "data-part": "gone", hidden: true }, words.gone)));
  }

  #find(sentence) {
    this.#light(sentence.support);
    this.#items[0]?.closest(".editor-evidence")?.querySelector(".is-supporting")?.scrollIntoView({ block: "nearest" });
    this.#on.find(sentence.text);
  }

  /** Marks what people and articles said, in the evidence around. */
  #light(support) {
    const pane = this.element.closest(".editor-evidence");
    if (!pane) return;
    for (const marked of pane.querySelectorAll(".is-supporting")) marked.classList.remove("is-supporting");
    for (const { question, reply, article } of support) {
      const place = article === undefined
        ? pane.querySelector(`[data-question="${CSS.escape(question)}"] [data-reply="${reply}"]`)
        : pane.querySelector(`[data-article="${CSS.escape(article)}"]`);
      place?.classList.add("is-supporting");
    }
  }
}
