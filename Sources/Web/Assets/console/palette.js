import { element } from "../shared/element.js";
import { openDialog } from "./dialog.js";
import { icon } from "./icons.js";
import { articleGroups, paletteGroups } from "./palette-entries.js";
import { deskTexts } from "./texts-desk.js";

const words = deskTexts.palette;
/** A search begins when the typing pauses for so long, with so many letters. */
const pause_ms = 120;
const lettersMin = 2;

/** Commands and search in one field: Ctrl+K. A combobox over a listbox, so that a screen reader hears each choice. */
class Palette extends HTMLElement {
  view = null;
  #choose = null;
  #entries = [];
  #at = 0;
  #found = null;
  #isSearching = false;
  #timer = null;

  connectedCallback() {
    this.field = element("input", {
      id: "palette-field", class: "palette-field", type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
      "aria-expanded": "true", "aria-controls": "palette-list", "aria-autocomplete": "list", "aria-label": words.label,
      maxlength: 200, "data-testid": "palette-field",
      on: { input: () => this.#typed(), keydown: (event) => this.#key(event) },
    });
    this.list = element("div", { id: "palette-list", class: "palette-list", role: "listbox", "aria-label": words.results });
    this.state = element("p", { class: "palette-state", role: "status" });
    this.dialog = element("dialog", { class: "dialog palette", "aria-label": words.label, "data-testid": "palette" },
      element("div", { class: "palette-head" }, icon("search"), this.field), this.list, this.state);
    this.append(this.dialog);
  }

  get isOpen() {
    return this.dialog.open;
  }

  /** Opens for commands and search; with `choose` for one article, whose id it gets. */
  open(choose = null) {
    if (this.isOpen) return this.dialog.close();
    this.#choose = choose;
    this.field.value = "";
    this.field.placeholder = choose ? words.articlePlaceholder : words.placeholder;
    this.#found = null;
    this.#isSearching = false;
    this.#show();
    openDialog(this.dialog);
    this.field.focus();
  }

  #typed() {
    clearTimeout(this.#timer);
    this.#isSearching = this.field.value.trim().length >= lettersMin;
    if (this.#isSearching) this.#timer = setTimeout(() => this.#search(), pause_ms);
    else this.#found = null;
    this.#at = 0;
    this.#show();
  }

  async #search() {
    const text = this.field.value.trim();
    const found = await this.view.desk.facts.search(text);
    // What was typed on has a search of its own.
    if (this.field.value.trim() !== text) return;
    this.#found = found;
    this.#isSearching = false;
    this.#show(this.#entries[this.#at]?.id);
  }

  /** Shows what matches; the choice stays on the entry `kept`. */
  #show(kept = null) {
    const typed = this.field.value;
    const groups = this.#choose ? articleGroups(this.#found, this.#choose) : paletteGroups(this.view, typed, this.#found);
    this.#entries = groups.flatMap(({ entries }) => entries);
    const at = this.#entries.findIndex(({ id }) => id === kept);
    this.#at = Math.max(0, at);
    let count = 0;
    this.list.replaceChildren(...groups.map(({ group, entries }) =>
      element("div", { role: "group", "aria-labelledby": `palette-${group}` },
        element("p", { class: "palette-group", id: `palette-${group}`, role: "presentation" }, words.groups[group]),
        entries.map((entry) => this.#option(entry, count++)))));
    this.#mark();
    this.state.textContent = this.#stateWords(typed);
    this.state.classList.toggle("visually-hidden", this.#entries.length > 0 && !this.#isSearching);
  }

  #stateWords(typed) {
    if (this.#isSearching && this.view.desk.connection.phase === "open") return words.searching;
    if (typed.trim().length >= lettersMin && this.view.desk.connection.phase !== "open") return words.offline;
    if (this.#entries.length > 0) return words.count(this.#entries.length);
    return this.#choose && typed.trim().length < lettersMin ? words.typeArticle : words.nothing(typed.trim());
  }

  #option(entry, index) {
    return element("div", {
      class: "palette-option", id: `palette-option-${index}`, role: "option", "aria-selected": "false",
      "data-testid": "palette-option", on: { click: () => this.#run(index), pointermove: () => this.#move(index, false) },
    },
    icon(entry.icon),
    element("span", { class: "palette-label" }, element("bdi", {}, entry.label),
      entry.detail ? element("bdi", { class: "palette-detail" }, entry.detail) : null),
    entry.key ? element("kbd", {}, entry.key) : null);
  }

  #key(event) {
    const { length } = this.#entries;
    const to = {
      ArrowDown: this.#at + 1, ArrowUp: this.#at - 1, PageDown: Math.min(length - 1, this.#at + 6),
      PageUp: Math.max(0, this.#at - 6),
    }[event.key];
    if (to !== undefined && length > 0) this.#move((to + length) % length, true);
    else if (event.key === "Enter" && !event.isComposing) this.#run(this.#at);
    else return;
    event.preventDefault();
  }

  #move(index, scrolls) {
    if (this.#at === index && !scrolls) return;
    this.#at = index;
    this.#mark();
    if (scrolls) this.list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  #mark() {
    this.list.querySelectorAll("[role=option]").forEach((option, index) =>
      option.setAttribute("aria-selected", String(index === this.#at)));
    if (this.#entries.length > 0) this.field.setAttribute("aria-activedescendant", `palette-option-${this.#at}`);
    else this.field.removeAttribute("aria-activedescendant");
  }

  #run(index) {
    const entry = this.#entries[index];
    if (!entry) return;
    // First the focus goes back to where it was, then the command may move it.
    this.dialog.close();
    entry.run();
  }
}

customElements.define("baton-palette", Palette);
