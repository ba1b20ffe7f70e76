import { element, setText } from "./element.js";
import { icon } from "./icons.js";
import { texts } from "./texts.js";

const HEIGHT_MAX_PX = 144;
const COUNTED_FROM = 0.9;

/**
 * Where the visitor writes. Enter sends, Shift+Enter begins a line; what is typed survives a change of
 * page.
 */
export class Composer {
  box;
  #chat;
  #draft;
  #input = element("textarea", {
    rows: "1", testid: "composer", placeholder: texts.placeholder, "aria-label": texts.placeholder,
    "aria-describedby": "composer-problem", enterkeyhint: "send", dir: "auto",
  });
  #send = element("button", {
    type: "submit", class: "send", testid: "send", "aria-label": texts.send, title: texts.send,
  }, icon("send"));
  #problem = element("p", { class: "problem", id: "composer-problem", role: "status" });
  #full = false;

  /** `draft` is the store of this tab. */
  constructor(chat, draft) {
    this.#chat = chat;
    this.#draft = draft;
    const row = element("div", { class: "composer-row" }, this.#input, this.#send);
    const submit = (event) => this.#submit(event);
    this.box = element("form", { class: "composer", onsubmit: submit }, this.#problem, row);
    this.#input.value = draft.get("draft") ?? "";
    this.#input.addEventListener("input", () => this.#typed());
    this.#input.addEventListener("blur", () => chat.presence.stop());
    this.#input.addEventListener("keydown", (event) => this.#key(event));
  }

  /** The height can only be measured once the panel is on the screen. */
  opened() {
    this.#fit();
  }

  /** Keeps what stands there already, below. */
  put(text) {
    this.#input.value = [text, this.#input.value].filter(Boolean).join("\n");
    this.#typed();
  }

  clear() {
    this.#input.value = "";
    this.#fit();
  }

  focus() {
    this.#input.focus();
  }

  update() {
    const limit = this.#chat.textLimit;
    const count = this.#count();
    const tooLong = count > limit;
    this.#send.disabled = count === 0 || tooLong;
    this.#problem.classList.toggle("quiet", !tooLong && !this.#full);
    const counted = count > limit * COUNTED_FROM ? texts.characters(count, limit) : "";
    const words = tooLong ? `${counted}. ${texts.tooLong}` : counted;
    setText(this.#problem, this.#full ? texts.outboxFull : words);
  }

  /** In code points, as the server counts. */
  #count() {
    return [...this.#input.value.trim()].length;
  }

  #typed() {
    this.#full = false;
    this.#draft.set("draft", this.#input.value);
    if (this.#input.value.trim()) this.#chat.presence.typed();
    else this.#chat.presence.stop();
    this.#fit();
  }

  #fit() {
    this.update();
    this.#grow();
  }

  #key(event) {
    // While an input method composes a word, Enter only accepts the word.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#submit(event);
  }

  #submit(event) {
    event.preventDefault();
    const text = this.#input.value.trim();
    if (text === "" || this.#count() > this.#chat.textLimit) return;
    this.#full = !this.#chat.say(text);
    if (!this.#full) {
      this.#input.value = "";
      this.#draft.remove("draft");
    }
    this.#fit();
    this.#input.focus();
  }

  #grow() {
    const { style } = this.#input;
    style.setProperty("height", "auto");
    style.setProperty("height", `${Math.min(this.#input.scrollHeight, HEIGHT_MAX_PX)}px`);
  }
}
