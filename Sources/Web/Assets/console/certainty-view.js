import { element } from "../shared/element.js";
import "./chart-box.js";
import { openBehind } from "./certainty-behind.js";
import { curveChart, reliabilityChart, table } from "./certainty-charts.js";
import { moveList } from "./certainty-moves.js";
import { versionList } from "./certainty-versions.js";
import { areKeysOn } from "./keys.js";
import { Said, failed, pageHead, pageSection, waiting } from "./page-parts.js";
import { share, words } from "./texts-certainty.js";
import "./judge-queue.js";

const addresses = { overview: "#certainty", judge: "#certainty/judge" };

/** "How sure are we": the promise and what it rests on, or the answers that are waiting to be judged. */
class CertaintyView extends HTMLElement {
  desk = null;
  api = null;
  user = null;
  #stopping = new AbortController();
  #said = new Said();
  /** Answers that wait to be judged. */
  #waiting = 0;

  connectedCallback() {
    this.tabs = element("nav", { class: "page-tabs", "aria-label": words.title });
    this.body = element("div", { class: "certainty-body" });
    this.append(
      element("div", { class: "page is-wide" }, pageHead(words.title, words.note), this.tabs, this.body),
      this.#said.element);
    const { signal } = this.#stopping;
    window.addEventListener("popstate", () => this.#show(), { signal });
    document.addEventListener("keydown", (event) => this.#key(event), { signal });
    this.addEventListener("judged", ({ detail }) => this.#drawTabs(Math.max(0, this.#waiting - detail)));
    this.#show();
  }

  disconnectedCallback() {
    this.#stopping.abort();
  }

  get #tab() {
    return window.location.hash === addresses.judge ? "judge" : "overview";
  }

  #go(tab) {
    if (tab === this.#tab) return;
    window.history.pushState(null, "", addresses[tab]);
    this.#show();
    this.querySelector("h1").focus({ preventScroll: true });
  }

  #show() {
    if (!this.isConnected || !window.location.hash.startsWith(addresses.overview)) return;
    this.#drawTabs(this.#waiting);
    this.#count();
    if (this.#tab === "judge") {
      const { api, user, desk } = this;
      this.body.replaceChildren(Object.assign(document.createElement("baton-judge-queue"), { api, user, desk }));
    } else {
      this.body.replaceChildren(waiting());
      this.#load();
    }
  }

  async #load() {
    const answer = await this.api.get("/api/certainty");
    if (!this.isConnected || this.#tab !== "overview") return;
    if (answer.status === 401) return this.#signedOut();
    if (!answer.ok) return this.body.replaceChildren(failed(answer.error, () => this.#show()));
    this.#draw(answer.body);
  }

  /** How many are waiting to be judged, for the tab. */
  async #count() {
    const answer = await this.api.get("/api/certainty/audits?limit=1");
    if (answer.ok && this.isConnected) this.#drawTabs(answer.body.waiting);
  }

  #drawTabs(count) {
    this.#waiting = count;
    const tab = (name, label) => {
      const go = (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        this.#go(name);
      };
      return element("a", {
        href: addresses[name], "aria-current": name === this.#tab ? "page" : null, "data-testid": `tab-${name}`, on: { click: go },
      }, label);
    };
    const label = count > 0
      ? [words.tabs.judge, " ", element("span", { class: "count", "aria-label": words.toJudge(count) }, count > 99 ? "99+" : String(count))]
      : words.tabs.judge;
    const focused = [...this.tabs.children].indexOf(document.activeElement);
    this.tabs.replaceChildren(tab("overview", words.tabs.overview), tab("judge", label));
    this.tabs.children[focused]?.focus();
  }

  #draw(body) {
    const open = (filter) => openBehind({ api: this.api, desk: this.desk, filter, opened: (id) => this.#openConversation(id) });
    const { parts } = words;
    this.body.replaceChildren(
      promise(body),
      ...charts(body, open),
      pageSection({ id: "certainty-areas", title: parts.areas }, areaTable(body, open)),
      pageSection({ id: "certainty-moves", title: parts.moves, note: words.moves.note }, moveList(body)),
      pageSection({ id: "certainty-versions", title: parts.versions, note: words.versions.note },
        versionList({ body, api: this.api, user: this.user, changed: (next, said) => {
          this.#draw(next);
          this.#said.say(said);
        } })));
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

  #openConversation(id) {
    this.dispatchEvent(new CustomEvent("open-conversation", { bubbles: true, detail: { id } }));
  }

  #signedOut() {
    this.dispatchEvent(new CustomEvent("signed-out", { bubbles: true, detail: { hasEnded: true } }));
  }
}

/** The bound in one sentence, what it rests on, and whether something moved. */
function promise({ now, certainty, allowed_error: allowed, counts, drift }) {
  const threshold = share(now.threshold);
  const basis = words.now.bases[now.basis];
  const lines = now.is_promised
    ? [
      words.now.rests(now.judged, now.wrong, now.shadow_judged),
      words.now.threshold(threshold) + (Number.isFinite(now.coverage) ? ` ${words.now.coverage(share(now.coverage))}` : ""),
    ]
    : [basis ? basis(threshold) : words.now.threshold(threshold)];
  const sentence = now.is_promised
    ? words.now.promised(share(now.upper_bound, 1), share(certainty)) : words.now.notYet(now.judged, now.needed);
  return element("section", { class: "promise", "data-testid": "promise", "aria-label": words.parts.now },
    drift ? element("p", { class: "promise-drift", role: "status", "data-testid": "drift" },
      words.drift(new Date(drift.at).toLocaleDateString("en", { dateStyle: "medium" }), share(drift.from), share(drift.to))) : null,
    element("p", { class: "promise-sentence" }, sentence),
    now.is_promised ? null : element("progress", {
      max: now.needed, value: Math.min(now.judged, now.needed), "aria-label": words.judge.progress(now.judged, now.needed),
    }),
    element("p", {}, words.now.allowed(share(allowed, 1)), " ", lines.join(" "), counts.contested > 0 ? ` ${words.now.contested}` : ""),
    element("dl", { class: "figures" }, Object.entries(words.now.counts)
      .filter(([name]) => name !== "contested" || counts.contested > 0)
      .map(([name, label]) => element("div", {}, element("dt", {}, label), element("dd", {}, (counts[name] ?? 0).toLocaleString("en"))))));
}

/** Axes without a point say nothing: until something is judged a sentence says what will be here. */
function charts(body, open) {
  if (!body.reliability.some(({ judged }) => judged > 0)) {
    return [element("p", { class: "hint charts-hint", "data-testid": "charts-none" }, words.charts.none)];
  }
  return [
    element("div", { class: "charts", "data-testid": "charts" }, curveChart(body, open), reliabilityChart(body, open)),
    element("p", { class: "hint charts-hint" }, words.charts.key),
  ];
}

function areaTable({ areas }, open) {
  if (areas.length === 0) return element("p", { class: "is-quiet" }, words.areas.none);
  const made = table(words.areas.columns, areas.map((row) => [
    row.area || words.areas.noArea, row.judged, row.wrong,
    row.is_promised ? share(row.upper_bound, 1) : words.areas.notYet(row.judged, row.needed),
    row.is_own ? share(row.threshold) : `${share(row.threshold)}, ${words.areas.whole}`,
    Number.isFinite(row.coverage) ? share(row.coverage) : words.unknown,
    () => open({ area: row.area ?? "", judged: 1 }),
  ]));
  return element("div", { class: "numbers-frame", tabindex: 0, role: "group", "aria-label": words.parts.areas }, made);
}

customElements.define("baton-certainty", CertaintyView);
