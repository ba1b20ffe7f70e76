import { element } from "../shared/element.js";
import { mayEdit } from "./gap-facts.js";
import { followInside, gapAddress } from "./gap-address.js";
import { gapRow } from "./gap-row.js";
import { articleCare } from "./article-care.js";
import { articleTwins } from "./article-twins.js";
import { areKeysOn } from "./keys.js";
import { failed, nothing, pageHead, waiting, workButton } from "./page-parts.js";
import { words } from "./texts-gaps.js";
import "./phrasing-offers.js";

const rowsPerPage = 50;
/** Clustering a full library of questions takes longer than a page may. */
const find_ms_max = 120_000;

/** Gaps of one state, the costliest first. */
class GapList extends HTMLElement {
  api = null;
  user = null;
  desk = null;
  place = null;
  #gaps = [];
  #after = null;
  #counts = {};
  #tabs = {};

  connectedCallback() {
    this.tabs = element("nav", { class: "page-tabs", "aria-label": words.title });
    this.remark = element("p", { class: "hint gap-remark", hidden: true });
    this.list = element("ol", { class: "gap-rows", "data-testid": "gaps" });
    this.foot = element("div", { class: "gap-foot" }, waiting());
    this.find = mayEdit(this.user)
      ? workButton(words.find, () => this.#find(), { working: words.finding, "data-testid": "find-gaps" }) : null;
    this.append(element("div", { class: "page is-wide" },
      pageHead(words.title, words.note, ...[this.find].filter(Boolean)), this.tabs, this.remark, this.list, this.foot));
    this.addEventListener("keydown", (event) => this.#key(event));
    this.#drawTabs();
    this.readyToRead();
    this.#load();
  }

  commands() {
    return this.find ? [{ id: "find-gaps", label: words.find, icon: "search", run: () => this.find.click() }] : [];
  }

  async #load() {
    const { state } = this.place;
    if (state === "phrasings") return this.#offerPhrasings();
    const asked = new URLSearchParams({ state, limit: rowsPerPage, ...(this.#after ? { after: this.#after } : {}) });
    const answer = await this.api.get(`/api/gaps?${asked}`);
    if (!this.isConnected) return;
    if (answer.status === 401) return this.#end();
    if (!answer.ok) return this.foot.replaceChildren(failed(answer.error, () => this.#again()));
    const { gaps, after, counts, vectors } = answer.body;
    const first = this.#gaps.length;
    // A gap may have moved to another page since.
    const known = new Set(this.#gaps.map(({ id }) => id));
    this.#gaps.push(...gaps.filter(({ id }) => !known.has(id)));
    this.#after = after ?? null;
    this.#counts = counts ?? {};
    this.#drawTabs();
    this.#drawRemark(vectors);
    this.#draw(first);
    if (state === "published" && first === 0) await this.#showCare();
  }

  async #showCare() {
    const care = await articleCare(this.api);
    if (!this.isConnected) return;
    for (const old of this.querySelectorAll(".article-care")) old.remove();
    this.foot.after(care, mayEdit(this.user) ? articleTwins(this.api) : "");
  }

  /** Questions that could be phrasings of articles stand where gaps do. */
  #offerPhrasings() {
    const offers = Object.assign(document.createElement("baton-phrasing-offers"), {
      api: this.api, user: this.user, desk: this.desk, tell: this.tell, end: () => this.#end(),
    });
    this.foot.replaceChildren(offers);
  }

  #again() {
    [this.#gaps, this.#after] = [[], null];
    this.list.replaceChildren();
    this.foot.replaceChildren(waiting());
    return this.#load();
  }

  #draw(first) {
    const now_ms = this.desk.clock.now_ms();
    this.list.append(...this.#gaps.slice(first).map((gap) =>
      gapRow(gap, { now_ms, open: (id) => this.go({ page: "gap", gap: id }) })));
    this.foot.replaceChildren(
      this.#gaps.length === 0 ? nothing(...words.empty[this.place.state]) : "",
      this.#after ? workButton(words.more, () => this.#load(), { working: words.loading, "data-testid": "more-gaps" }) : "");
    // What is new takes the place of the button that was pressed.
    if (first > 0) this.list.children[first]?.querySelector("a").focus();
  }

  /** In place: a link that is replaced while it is pressed is not followed. */
  #drawTabs() {
    const links = Object.keys(words.tabs).filter((state) => this.#isShown(state)).map((state) => this.#tab(state));
    const isSame = links.length === this.tabs.children.length && links.every((link, place) => link === this.tabs.children[place]);
    if (!isSame) this.tabs.replaceChildren(...links);
  }

  #tab(state) {
    const place = { page: "list", state };
    const link = this.#tabs[state] ??= element("a", {
      href: gapAddress(place), "aria-current": state === this.place.state ? "page" : null, "data-testid": `gaps-${state}`,
      on: { click: followInside(() => this.go(place)) },
    });
    const count = this.#counts[state];
    link.replaceChildren(words.tabs[state],
      ...(count > 0 ? [" ", element("span", { class: "count", "aria-label": words.counted(count) }, count.toLocaleString("en"))] : []));
    return link;
  }

  /** Where no draft waits, there is no place for drafts. */
  #isShown(state) {
    return state !== "drafts" || state === this.place.state || this.#counts.drafts > 0;
  }

  #drawRemark(vectors) {
    const remarks = [mayEdit(this.user) ? null : words.onlyRead, vectors === "words" ? words.byWords : null].filter(Boolean);
    this.remark.hidden = remarks.length === 0;
    this.remark.textContent = remarks.join(" ");
  }

  async #find() {
    const answer = await this.api.ask("POST", "/api/gaps/find", {}, find_ms_max);
    if (!this.isConnected) return;
    if (!answer.ok) return this.tell({ text: words.failed(answer.error) });
    await this.#again();
    this.tell({ text: words.found(answer.body.gaps) });
  }

  #end() {
    this.dispatchEvent(new CustomEvent("signed-out", { bubbles: true, detail: { hasEnded: true } }));
  }

  /** Arrows, J and K go from gap to gap. */
  #key(event) {
    const { key, ctrlKey, metaKey, altKey } = event;
    const letter = { j: 1, k: -1 }[key.toLowerCase()];
    const by = { ArrowDown: 1, ArrowUp: -1 }[key] ?? (areKeysOn() ? letter : undefined);
    if (by === undefined || ctrlKey || metaKey || altKey) return;
    const links = [...this.list.querySelectorAll(".gap-name a")];
    const at = links.indexOf(document.activeElement);
    if (links.length === 0 || (at < 0 && letter === undefined && document.activeElement?.tagName !== "H1")) return;
    links[Math.min(links.length - 1, Math.max(0, at < 0 ? 0 : at + by))].focus();
    event.preventDefault();
  }
}

customElements.define("baton-gap-list", GapList);
