import { element } from "../shared/element.js";
import { icon } from "./icons.js";
import { words as all } from "./texts-editor.js";

const words = all.phrasings;
/** As many as an article gets from its gaps; one that came with more keeps them. */
export const phrasingsMax = 25;
const charactersMax = 500;

/** The same phrasing whatever its case and its spaces. */
export function samePhrasing(one, other) {
  const plain = (text) => text.normalize("NFC").toLowerCase().replace(/[\s?!.]+/g, " ").trim();
  return plain(one) === plain(other);
}

/** Phrasings with those of `more` that are new, up to the most; none twice. */
export function withPhrasings(phrasings, more) {
  const kept = [...phrasings];
  for (const text of more) {
    if (kept.length >= phrasingsMax) break;
    if (text.trim() !== "" && !kept.some((known) => samePhrasing(known, text))) kept.push(text.trim());
  }
  return kept;
}

/** Questions in the words of people, each a chip that can be removed. */
export class PhrasingChips {
  #phrasings = [];
  #changed;

  constructor({ changed }) {
    this.#changed = changed;
    this.list = element("ul", { class: "phrasing-list" });
    this.hint = element("p", { class: "hint", id: "phrasing-hint" });
    this.said = element("p", { class: "visually-hidden", role: "status" });
    this.field = element("input", {
      id: "phrasing", class: "control", type: "text", maxlength: charactersMax, autocomplete: "off", dir: "auto",
      placeholder: words.placeholder, "aria-label": words.label, "aria-describedby": "phrasing-hint", "data-testid": "phrasing",
      on: { keydown: (event) => this.#key(event) },
    });
    this.button = element("button", { class: "button", type: "button", on: { click: () => this.#take() } }, words.add);
    this.element = element("section", { class: "phrasings", "aria-labelledby": "phrasings-title", "data-testid": "phrasings" },
      element("h2", { id: "phrasings-title" }, words.title), this.list,
      element("div", { class: "phrasing-add" }, this.field, this.button), this.hint, this.said);
  }

  get value() {
    return [...this.#phrasings];
  }

  set value(phrasings) {
    this.#phrasings = [...phrasings];
    this.#draw();
  }

  /** False when it is there already or there is no room; both are said. */
  add(text) {
    const wanted = text.trim().slice(0, charactersMax);
    if (wanted === "") return false;
    if (this.#phrasings.length >= phrasingsMax) this.said.textContent = words.full(this.#phrasings.length);
    else if (this.#phrasings.some((known) => samePhrasing(known, wanted))) this.said.textContent = words.known;
    else {
      this.#phrasings.push(wanted);
      this.#draw();
      this.#changed();
      return true;
    }
    return false;
  }

  #key(event) {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#take();
  }

  #take() {
    this.add(this.field.value);
    this.field.value = "";
    this.field.focus();
  }

  #remove(index) {
    const [text] = this.#phrasings.splice(index, 1);
    this.#draw();
    this.said.textContent = words.removed(text);
    (this.list.querySelectorAll("button")[Math.min(index, this.#phrasings.length - 1)] ?? this.field).focus();
    this.#changed();
  }

  #draw() {
    const { length } = this.#phrasings;
    this.list.replaceChildren(...this.#phrasings.map((text, index) => element("li", { class: "phrasing", "data-testid": "phrasing-chip" },
      element("span", { dir: "auto" }, text),
      element("button", {
        type: "button", "aria-label": words.remove(text), title: words.remove(text), on: { click: () => this.#remove(index) },
      }, icon("close")))));
    this.list.hidden = length === 0;
    this.hint.textContent = length >= phrasingsMax ? words.full(length) : words.hint(length, phrasingsMax);
    this.field.disabled = this.button.disabled = length >= phrasingsMax;
  }
}
