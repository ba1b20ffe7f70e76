import { element, safeURL } from "../shared/element.js";
import { markdown } from "../shared/markdown.js";
import { newID } from "./identifiers.js";
import { areKeysOn } from "./keys.js";
import { failed, nothing, waiting } from "./page-parts.js";
import { words as all, share } from "./texts-certainty.js";

const words = all.judge;
const itemsPerPage = 20;
/** Fewer than this left, and the next page is fetched. */
const itemsLow = 5;
const keys = { 1: "right", 2: "wrong", 3: "cant_tell" };

/** Answers that were drawn at random, one after the other: right, wrong, or can't tell, in one press. */
class JudgeQueue extends HTMLElement {
  api = null;
  user = null;
  desk = null;
  #list = "waiting";
  #items = [];
  #done = [];
  #after = null;
  #isLoading = false;
  #facts = null;
  #error = null;
  #stopping = new AbortController();

  connectedCallback() {
    this.lists = element("div", { class: "judge-lists", role: "group", "aria-label": words.lists.waiting });
    this.progress = element("p", { class: "judge-progress is-quiet", role: "status", "data-testid": "judge-progress" });
    this.place = element("div", { class: "judge-place" }, waiting());
    this.append(element("div", { class: "judge-head" }, this.lists, this.progress), this.place);
    document.addEventListener("keydown", (event) => this.#key(event), { signal: this.#stopping.signal });
    this.#begin();
  }

  disconnectedCallback() {
    this.#stopping.abort();
  }

  get #mayJudge() {
    return this.user.role !== "viewer";
  }

  async #begin() {
    this.#drawLists();
    const facts = await this.api.get("/api/certainty");
    if (facts.ok) this.#facts = facts.body;
    this.#drawProgress();
    await this.#open("waiting");
  }

  async #open(list) {
    this.#list = list;
    [this.#items, this.#done, this.#after, this.#error] = [[], [], null, null];
    this.#drawLists();
    this.place.replaceChildren(waiting());
    await this.#load();
    this.#draw();
  }

  async #load() {
    if (this.#isLoading) return;
    this.#isLoading = true;
    const list = this.#list;
    const asked = new URLSearchParams({ state: list, limit: itemsPerPage, ...(this.#after ? { after: this.#after } : {}) });
    const answer = await this.api.get(`/api/certainty/audits?${asked}`);
    this.#isLoading = false;
    if (!this.isConnected || list !== this.#list) return;
    if (answer.status === 401) {
      this.dispatchEvent(new CustomEvent("signed-out", { bubbles: true, detail: { hasEnded: true } }));
      return;
    }
    if (!answer.ok) return void (this.#error = answer.error);
    // What was judged here may still be in the server's list for a moment.
    const known = new Set([...this.#items, ...this.#done.map(({ item }) => item)].map(({ answer: id }) => id));
    this.#items.push(...answer.body.audits.filter(({ answer: id }) => !known.has(id)));
    this.#after = answer.body.after ?? null;
  }

  #drawLists() {
    this.lists.replaceChildren(...Object.entries(words.lists).map(([list, label]) =>
      element("button", {
        class: "chip", type: "button", "aria-pressed": String(list === this.#list), "data-testid": `list-${list}`,
        on: { click: () => list !== this.#list && this.#open(list) },
      }, label)));
  }

  #drawProgress() {
    if (!this.#facts) return;
    const { now } = this.#facts;
    this.progress.textContent = now.judged < now.needed
      ? words.progress(now.judged, now.needed) : words.enough(now.judged);
  }

  #draw({ takesFocus = false } = {}) {
    const [item] = this.#items;
    if (!item) {
      if (this.#error) {
        return this.place.replaceChildren(failed(this.#error, () => this.#open(this.#list)));
      }
      const [title, text] = words.none[this.#list];
      this.place.replaceChildren(
        nothing(title, text(this.#facts?.audit_rate ?? 0)), this.#done.length > 0 ? this.#undoLine() : "");
    } else {
      this.place.replaceChildren(this.#card(item));
    }
    if (takesFocus) (this.place.querySelector(".judge-card h2") ?? this.closest("baton-certainty").querySelector("h1")).focus();
  }

  #card(item) {
    const { verdicts = [] } = item;
    const others = verdicts.filter(({ id }) => id !== this.user.id);
    return element("article", { class: "judge-card", "data-testid": "judge-card", "data-answer": item.answer },
      element("h2", { tabindex: -1 }, element("span", { class: "judge-label" }, words.question), item.question ?? words.erased),
      element("div", { class: "judge-answer" },
        element("p", { class: "judge-label" }, words.answer),
        item.text ? element("div", { class: "text" }, markdown(item.text, { marker: (number) => marker(number, item.citations) }))
          : element("p", { class: "is-quiet" }, words.erased)),
      item.citations.length > 0 ? element("div", { class: "judge-sources" },
        element("p", { class: "judge-label" }, words.sources), item.citations.map(source)) : null,
      element("p", { class: "hint" },
        [all.behind.sure(share(item.confidence)), item.area].filter(Boolean).join(" · "), " · ",
        element("a", { href: `#c=${item.conversation}`, on: { click: (event) => this.#follow(event, item.conversation) } }, words.open)),
      item.verdict === "contested" ? element("p", { class: "judge-contested" }, words.contested) : null,
      others.length > 0 ? element("p", { class: "hint" }, others.map(({ name, verdict }) =>
        words.said(name, words[verdict] ?? verdict)).join(" · ")) : null,
      this.#actions(item));
  }

  #actions(item) {
    if (!this.#mayJudge) return element("p", { class: "hint" }, words.onlyRead);
    const button = (verdict, index) => element("button", {
      class: "button", type: "button", "data-testid": `judge-${verdict}`, "aria-pressed": String(item.mine === verdict),
      on: { click: () => this.#judge(verdict) },
    }, words[verdict], areKeysOn() ? element("kbd", { "aria-hidden": "true" }, String(index + 1)) : null);
    return element("div", { class: "judge-actions" },
      element("p", { id: "judge-ask" }, item.mine ? words.yours(words[item.mine]) : words.ask),
      element("div", { class: "judge-buttons", role: "group", "aria-labelledby": "judge-ask" },
        Object.values(keys).map(button)),
      this.#error ? element("p", { class: "form-error", role: "alert" }, words.failed(this.#error)) : null,
      this.#undoLine());
  }

  #undoLine() {
    return element("p", { class: "judge-undo hint" },
      this.#done.length > 0
        ? element("button", { class: "link-button", type: "button", "data-testid": "judge-undo", on: { click: () => this.#undo() } }, words.undo)
        : "",
      areKeysOn() ? element("span", {}, words.keys) : "");
  }

  /** The next one appears at once; a verdict that was not taken brings its answer back. */
  async #judge(verdict) {
    const [item] = this.#items;
    if (!item || !this.#mayJudge) return;
    const before = item.mine ?? null;
    this.#error = null;
    this.#items.shift();
    item.mine = verdict;
    this.#done.push({ item });
    this.#tally(before, verdict);
    this.#tell(before, 1);
    if (this.#items.length < itemsLow && (this.#after || this.#items.length === 0)) await this.#fill();
    this.#draw({ takesFocus: true });
    const { conversation, answer } = item;
    const said = await this.api.post("/api/certainty/verdicts", { id: newID("v"), conversation, answer, verdict });
    if (!this.isConnected) return;
    if (said.ok) return;
    this.#tell(before, -1);
    this.#tally(verdict, before);
    item.mine = before;
    this.#done = this.#done.filter((one) => one.item !== item);
    this.#items.unshift(item);
    this.#error = said.error;
    this.#draw({ takesFocus: true });
  }

  /** Another page, if there is one; the card of the next answer does not wait for it unless it is the first. */
  async #fill() {
    const loading = this.#after ? this.#load() : Promise.resolve();
    if (this.#items.length === 0) await loading;
  }

  #undo() {
    const last = this.#done.pop();
    if (!last) return;
    this.#items.unshift(last.item);
    this.#error = null;
    this.#draw({ takesFocus: true });
  }

  /** Says how many fewer wait: an answer that was judged before did not wait any longer. */
  #tell(before, count) {
    if (before === null) this.dispatchEvent(new CustomEvent("judged", { bubbles: true, detail: count }));
  }

  /** "Can't tell" counts for nothing. */
  #tally(before, after) {
    if (!this.#facts) return;
    const counts = (verdict) => (verdict === "right" || verdict === "wrong" ? 1 : 0);
    this.#facts.now.judged += counts(after) - counts(before);
    this.#drawProgress();
  }

  #follow(event, id) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.dispatchEvent(new CustomEvent("open-conversation", { bubbles: true, detail: { id } }));
  }

  #key(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !areKeysOn()) return;
    if (document.querySelector("dialog[open]") || event.target.closest?.("input, textarea, select")) return;
    const verdict = keys[event.key];
    if (verdict && this.#items.length > 0) this.#judge(verdict);
    else if (event.key.toLowerCase() === "u" && this.#done.length > 0) this.#undo();
    else return;
    event.preventDefault();
  }
}

function marker(number, citations) {
  const citation = citations.find(({ n }) => n === number);
  const url = citation && safeURL(citation.url);
  if (!url) return null;
  return element("a", { class: "marker", href: url, target: "_blank", rel: "noopener noreferrer", title: citation.title }, String(number));
}

/** A source with the passage that was cited. */
function source({ n, title, url, text }) {
  const address = safeURL(url);
  const label = `${n} ${title}`;
  return element("blockquote", { class: "judge-source" },
    address ? element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label) : element("span", {}, label),
    text ? element("p", {}, text) : null);
}

customElements.define("baton-judge-queue", JudgeQueue);
