import { element } from "../shared/element.js";
import { mayEdit } from "./gap-facts.js";
import { failed, nothing, waiting, workButton } from "./page-parts.js";
import { words as all } from "./texts-gaps.js";
import { timeElement } from "./time.js";

const words = all.phrasings;
/** Each article that gets phrasings is published anew. */
const settle_ms_max = 60_000;

/** Questions that people answered by naming an article: each is added to it, or left out. */
class PhrasingOffers extends HTMLElement {
  api = null;
  user = null;
  desk = null;
  #offers = [];

  connectedCallback() {
    this.#load();
  }

  async #load() {
    this.replaceChildren(waiting());
    const answer = await this.api.get("/api/phrasings");
    if (!this.isConnected) return;
    if (answer.status === 401) return this.end();
    if (!answer.ok) return this.replaceChildren(failed(answer.error, () => this.#load()));
    this.#offers = answer.body.phrasings;
    this.#draw();
  }

  #draw() {
    if (this.#offers.length === 0) return this.replaceChildren(nothing(...words.none));
    const now_ms = this.desk.clock.now_ms();
    const count = this.#offers.length;
    this.replaceChildren(
      element("p", { class: "hint" }, words.note),
      mayEdit(this.user) && count > 1
        ? element("p", {}, workButton(words.addAll(count), () => this.#settle(this.#offers, true), { working: words.working, "data-testid": "add-phrasings" }))
        : "",
      element("ol", { class: "gap-rows", "data-testid": "phrasings" }, this.#offers.map((offer) => this.#row(offer, now_ms))));
  }

  #row(offer, now_ms) {
    const { text, title, article, at } = offer;
    return element("li", { class: "phrasing-offer" },
      element("div", { class: "gap-main" },
        element("p", { class: "phrasing-text", dir: "auto" }, text),
        element("p", { class: "phrasing-about" }, `${words.toArticle} `, element("a", { href: `/help/${article}`, target: "_blank", rel: "noopener" }, title ?? article),
          " · ", words.from, " ", timeElement(at, now_ms))),
      mayEdit(this.user) ? element("div", { class: "phrasing-buttons" },
        workButton(words.add, () => this.#settle([offer], true), { working: words.working, "aria-label": words.added_label(text), "data-testid": "add-phrasing" }),
        workButton(words.leave, () => this.#settle([offer], false), { working: words.working, "aria-label": words.leave_label(text), "data-testid": "leave-phrasing" })) : null);
  }

  async #settle(offers, takes) {
    const answer = await this.api.ask("POST", "/api/phrasings/settle", { phrasings: offers.map(({ id }) => id), takes }, settle_ms_max);
    if (!this.isConnected) return;
    if (!answer.ok) return this.tell({ text: all.failed(answer.error) });
    this.tell({ text: takes ? words.added(answer.body.taken) : words.left });
    this.#offers = this.#offers.filter((offer) => !offers.includes(offer));
    this.#draw();
    // The one that was pressed is gone: what comes next takes its place.
    (this.querySelector("button") ?? this.closest(".page")?.querySelector("h1"))?.focus();
  }
}

customElements.define("baton-phrasing-offers", PhrasingOffers);
