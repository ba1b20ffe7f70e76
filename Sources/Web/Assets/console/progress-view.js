import { element } from "../shared/element.js";
import "./chart-box.js";
import { areKeysOn } from "./keys.js";
import { followInside } from "./gap-address.js";
import { Said, failed, nothing, pageHead, waiting } from "./page-parts.js";
import { notices } from "./progress-notices.js";
import { overview } from "./progress-overview.js";
import { week } from "./progress-week.js";
import { words } from "./texts-progress.js";

const addresses = { overview: "#progress", week: "#progress/week", notices: "#progress/notices" };

/** "Progress": what publications did, with intervals; or one page of the last seven days, to print. */
class ProgressView extends HTMLElement {
  desk = null;
  api = null;
  user = null;
  #facts = null;
  #said = new Said();
  #stopping = new AbortController();

  connectedCallback() {
    this.tabs = element("nav", { class: "page-tabs", "aria-label": words.title });
    this.body = element("div", { class: "progress-body" }, waiting());
    this.append(
      element("div", { class: "page is-wide" }, pageHead(words.title, words.note), this.tabs, this.body), this.#said.element);
    const { signal } = this.#stopping;
    window.addEventListener("popstate", () => this.#show(), { signal });
    document.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.#drawTabs();
    this.#load();
  }

  disconnectedCallback() {
    this.#stopping.abort();
  }

  /** What the palette offers here. */
  commands() {
    return this.#tab === "week" ? [{ id: "print-week", label: words.week.print, icon: "print", run: () => window.print() }] : [];
  }

  get #tab() {
    return Object.keys(addresses).find((tab) => window.location.hash === addresses[tab]) ?? "overview";
  }

  #go(tab) {
    if (tab === this.#tab) return;
    window.history.pushState(null, "", addresses[tab]);
    this.#show();
    this.querySelector("h1").focus({ preventScroll: true });
  }

  async #load() {
    const answer = await this.api.get("/api/progress");
    if (!this.isConnected) return;
    if (answer.status === 401) {
      this.dispatchEvent(new CustomEvent("signed-out", { bubbles: true, detail: { hasEnded: true } }));
      return;
    }
    if (!answer.ok) return this.body.replaceChildren(failed(answer.error, () => this.#load()));
    this.#facts = answer.body;
    this.#show();
  }

  #show() {
    if (!this.isConnected || !window.location.hash.startsWith(addresses.overview)) return;
    this.#drawTabs();
    if (this.#tab === "notices") {
      const seen = (told) => this.#see(told);
      return this.body.replaceChildren(...notices({ api: this.api, desk: this.desk, seen }));
    }
    if (!this.#facts) return;
    const surroundings = {
      facts: this.#facts, api: this.api, desk: this.desk, now_ms: this.desk.clock.now_ms(),
      opened: (id) => this.dispatchEvent(new CustomEvent("open-conversation", { bubbles: true, detail: { id } })),
    };
    if (this.#tab === "week") this.body.replaceChildren(...week(surroundings));
    else if (this.#facts.answered.length === 0) this.body.replaceChildren(this.#empty(), ...overview(surroundings));
    else this.body.replaceChildren(...overview(surroundings));
  }

  /** What is shown here is no news any more; returns up to when it was none before. */
  #see(told) {
    const before = this.desk.news?.see(told) ?? 0;
    this.dispatchEvent(new CustomEvent("news-seen", { bubbles: true }));
    return before;
  }

  #empty() {
    const open = () => this.dispatchEvent(new CustomEvent("open-place", { bubbles: true, detail: { id: "gaps" } }));
    return nothing(...words.empty, element("button", { class: "button", type: "button", on: { click: open } }, words.toGaps));
  }

  #drawTabs() {
    const focused = [...this.tabs.children].indexOf(document.activeElement);
    this.tabs.replaceChildren(...Object.entries(words.tabs).map(([tab, label]) => element("a", {
      href: addresses[tab], "aria-current": tab === this.#tab ? "page" : null, "data-testid": `progress-${tab}`,
      on: { click: followInside(() => this.#go(tab)) },
    }, label)));
    this.tabs.children[focused]?.focus();
  }

  /** T: every chart becomes its table, and back. */
  #key(event) {
    if (event.key.toLowerCase() !== "t" || event.ctrlKey || event.metaKey || event.altKey || !areKeysOn()) return;
    if (event.defaultPrevented || document.querySelector("dialog[open]") || event.target.closest?.("input, textarea, select")) return;
    const charts = [...this.querySelectorAll("baton-chart")];
    if (charts.length === 0) return;
    event.preventDefault();
    const showsTable = !charts.every((chart) => chart.showsTable);
    for (const chart of charts) chart.toggle(showsTable);
  }
}

customElements.define("baton-progress", ProgressView);
