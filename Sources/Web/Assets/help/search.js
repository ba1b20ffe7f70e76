import { element } from "../shared/element.js";
import { marked } from "./marked.js";
import { say } from "./words.js";

const DEBOUNCE_MS = 120;
const SKELETON_AFTER_MS = 200;
const SKELETON_ROWS = 3;
const REQUEST_MS_MAX = 10_000;
const RESULTS_ID = "search-results";

/** The search field as a combobox (ARIA 1.2): results as somebody types, the form itself for everything else. */
export class SearchField {
  #field;
  #language;
  #panel;
  #list;
  #note;
  #status;
  #rows = [];
  #active = -1;
  #asked = null;
  #debounce = null;
  #skeleton = null;
  #request = null;

  constructor(form) {
    this.#field = form.querySelector("input[type=search]");
    this.#language = form.querySelector("input[name=language]")?.value ?? "";
    this.#list = element("div", { id: RESULTS_ID, role: "listbox", "aria-label": say("results") });
    this.#note = element("p", { class: "results-note" });
    this.#panel = element("div", { class: "results", hidden: true, "data-testid": "results" }, this.#list, this.#note);
    this.#status = element("p", { class: "visually-hidden", role: "status" });
    form.append(this.#panel, this.#status);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": RESULTS_ID,
    })) this.#field.setAttribute(name, value);
    this.#listen(form);
  }

  #listen(form) {
    this.#field.addEventListener("input", () => this.#schedule());
    this.#field.addEventListener("keydown", (event) => this.#press(event));
    this.#field.addEventListener("focus", () => this.#text !== "" && this.#text === this.#asked && this.#open());
    // A press on a result must not take the focus from the field before the click has come.
    this.#panel.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#field.addEventListener("blur", () => this.#close());
    form.addEventListener("submit", (event) => this.#text === "" && event.preventDefault());
  }

  get #text() {
    return this.#field.value.trim();
  }

  #schedule() {
    clearTimeout(this.#debounce);
    if (this.#text === "") {
      this.#forget();
      this.#close();
      return;
    }
    this.#debounce = setTimeout(() => this.#ask(this.#text), DEBOUNCE_MS);
  }

  async #ask(text) {
    if (text === this.#asked) return this.#open();
    this.#forget();
    const request = new AbortController();
    this.#request = request;
    this.#asked = text;
    const timer = setTimeout(() => request.abort(), REQUEST_MS_MAX);
    this.#skeleton = setTimeout(() => this.#showSkeleton(), SKELETON_AFTER_MS);
    const outcome = await answer(text, this.#language, request.signal);
    clearTimeout(timer);
    // Somebody has typed on meanwhile: what is shown belongs to the newest words alone.
    if (this.#request !== request) return;
    clearTimeout(this.#skeleton);
    if (outcome.problem) {
      this.#asked = null;
      this.#show([], [], say(outcome.problem));
    } else {
      const count = outcome.results.length;
      const said = say(count === 0 ? "found_none" : count === 1 ? "found_one" : "found_many", { n: count });
      this.#show(outcome.results, outcome.words ?? [], said);
    }
  }

  /** Gives up what is under way. */
  #forget() {
    clearTimeout(this.#debounce);
    clearTimeout(this.#skeleton);
    this.#request?.abort();
    this.#request = null;
    this.#asked = null;
  }

  #show(results, words, said) {
    this.#rows = results.map((result, index) => row(result, index, words));
    for (const [index, made] of this.#rows.entries()) {
      made.addEventListener("click", () => this.#go(index));
      made.addEventListener("pointermove", () => this.#activate(index, false));
    }
    this.#list.replaceChildren(...this.#rows);
    this.#list.removeAttribute("aria-busy");
    this.#note.textContent = results.length === 0 ? said : "";
    this.#status.textContent = said;
    this.#activate(-1);
    if (document.activeElement === this.#field) this.#open();
  }

  #showSkeleton() {
    const bars = Array.from({ length: SKELETON_ROWS }, () =>
      element("div", { class: "results-skeleton", "aria-hidden": "true" }, element("span"), element("span")));
    this.#rows = [];
    this.#list.setAttribute("aria-busy", "true");
    this.#list.replaceChildren(...bars);
    this.#note.textContent = "";
    this.#activate(-1);
    this.#open();
  }

  #open() {
    this.#list.hidden = this.#list.childElementCount === 0;
    this.#note.hidden = this.#note.textContent === "";
    this.#panel.hidden = this.#list.hidden && this.#note.hidden;
    this.#field.setAttribute("aria-expanded", String(!this.#panel.hidden && !this.#list.hidden));
  }

  #close() {
    this.#panel.hidden = true;
    this.#field.setAttribute("aria-expanded", "false");
    this.#activate(-1);
  }

  #press(event) {
    if (event.isComposing) return;
    const isOpen = !this.#panel.hidden;
    if (event.key === "Escape" && isOpen) {
      this.#close();
    } else if (event.key === "Enter" && isOpen && this.#active >= 0) {
      this.#go(this.#active);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && this.#rows.length > 0) {
      this.#open();
      // One place more than there are rows: the field itself.
      const places = this.#rows.length + 1;
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.#activate((this.#active + 1 + step + places) % places - 1);
    } else {
      return;
    }
    event.preventDefault();
  }

  #activate(index, scrolls = true) {
    if (index === this.#active && index >= 0) return;
    this.#active = index;
    for (const [place, made] of this.#rows.entries()) {
      made.setAttribute("aria-selected", String(place === index));
    }
    const active = this.#rows[index];
    if (!active) return this.#field.removeAttribute("aria-activedescendant");
    this.#field.setAttribute("aria-activedescendant", active.id);
    if (scrolls) active.scrollIntoView({ block: "nearest" });
  }

  #go(index) {
    const address = this.#rows[index]?.dataset.address;
    if (address) location.assign(address);
  }
}

function row(result, index, words) {
  // Only an article of this help centre can be gone to, whatever the answer says.
  const address = /^[a-z0-9-]+$/.test(result.article) ? `/help/${result.article}` : "/help";
  return element("div", {
    id: `${RESULTS_ID}-${index}`, role: "option", class: "result", "aria-selected": "false", "data-address": address,
    "data-testid": "result", lang: result.language,
  },
  element("span", { class: "result-title" }, marked(result.title, words)),
  element("span", { class: "result-area" }, result.area_name ?? ""),
  element("span", { class: "result-excerpt" }, marked(result.excerpt, words)));
}

/** The answer of the server, or `{problem}`: the name of what to say. */
async function answer(text, language, signal) {
  const query = new URLSearchParams({ q: text, language });
  try {
    const response = await fetch(`/api/help/search?${query}`, { signal, headers: { Accept: "application/json" } });
    if (response.status === 429) return { problem: "too_many" };
    if (!response.ok) return { problem: "failed" };
    return await response.json();
  } catch {
    return { problem: "failed" };
  }
}
