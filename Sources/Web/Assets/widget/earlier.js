import { button, element } from "./element.js";
import { texts } from "./texts.js";
import { exactTime, relativeTime } from "./times.js";

/** The visitor's conversations, the newest first, the way to a new one, and what may be done with them. */
export class Earlier {
  box = element("div", { class: "scroll earlier", testid: "earlier", hidden: true });
  #chat;
  #choose;
  #shown = null;
  #list = element("ul");
  /** A row stays the same element as long as its conversation is shown: a press in the moment of news is not lost. */
  #rows = new Map();
  #answers = [true, false].map((training) => button({
    class: "small", testid: `consent-${training}`,
    onclick: () => this.#chat.allow(training, this.#shown[0].conversation),
  }, training ? texts.yes : texts.no));
  #consent = element("div", { class: "kept", role: "group", "aria-label": texts.consent, hidden: true }, texts.consent,
    ...this.#answers);
  #words = element("p", { class: "quiet", role: "status" });

  /** `choose(id)` is called with the conversation to show, or with null for a new one. */
  constructor(chat, choose) {
    this.#chat = chat;
    this.#choose = choose;
    const fresh = button({ class: "primary", testid: "new-conversation", onclick: () => choose(null) },
      texts.newConversation);
    this.box.append(fresh, this.#words, this.#list, this.#consent);
  }

  focus() {
    this.box.querySelector("button").focus();
  }

  update(now) {
    const { rows, consent } = this.#chat;
    this.#consent.hidden = consent === undefined || !rows?.length;
    for (const [index, answer] of this.#answers.entries()) answer.setAttribute("aria-pressed", consent === !index);
    this.#words.textContent = rows === null ? texts.loading : "";
    if (rows === this.#shown) return;
    this.#shown = rows;
    this.#rows = new Map((rows ?? []).map((row) => [row.conversation, this.#rows.get(row.conversation) ?? this.#row(row.conversation)]));
    for (const row of rows ?? []) this.#fill(row, now);
    const items = [...this.#rows.values()];
    if (items.some((item, index) => item !== this.#list.children[index]) || items.length < this.#list.children.length) {
      this.#list.replaceChildren(...items);
    }
  }

  #row(conversation) {
    return element("li", {}, button({ class: "past", testid: "past", onclick: () => this.#choose(conversation) },
      element("span", { class: "past-text", dir: "auto" }), element("span", { class: "quiet" })));
  }

  #fill({ conversation, status, updated, last }, now) {
    const [text, quiet] = this.#rows.get(conversation).firstChild.children;
    const who = last?.author?.kind === "visitor" && texts.you;
    const state = { queued: texts.inQueue, assigned: texts.personHere, resolved: texts.resolved }[status];
    text.textContent = last?.text ?? "";
    quiet.title = exactTime(updated);
    quiet.textContent = [who, relativeTime(updated, now), state].filter(Boolean).join(" · ");
  }
}
