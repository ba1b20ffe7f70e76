import { button, element } from "./element.js";
import { texts } from "./texts.js";
import { exactTime, relativeTime } from "./times.js";

/** The visitor's conversations, the newest first, and the way to a new one. */
export class Earlier {
  box = element("div", { class: "scroll earlier", testid: "earlier", hidden: true });
  #chat;
  #choose;
  #shown = null;
  #list = element("ul");
  #words = element("p", { class: "quiet", role: "status" });

  /** `choose(id)` is called with the conversation to show, or with null for a new one. */
  constructor(chat, choose) {
    this.#chat = chat;
    this.#choose = choose;
    const fresh = button({ class: "primary", testid: "new-conversation", onclick: () => choose(null) },
      texts.newConversation);
    this.box.append(fresh, this.#words, this.#list);
  }

  focus() {
    this.box.querySelector("button").focus();
  }

  update(now) {
    const { rows } = this.#chat;
    this.#words.textContent = rows === null ? texts.loading : "";
    if (rows === this.#shown) return;
    this.#shown = rows;
    this.#list.replaceChildren(...(rows ?? []).map((row) => element("li", {}, this.#row(row, now))));
  }

  #row({ conversation, status, updated, last }, now) {
    const who = last?.author?.kind === "visitor" && texts.you;
    const state = { queued: texts.inQueue, assigned: texts.personHere, resolved: texts.resolved }[status];
    return button({ class: "past", testid: "past", onclick: () => this.#choose(conversation) },
      element("span", { class: "past-text", dir: "auto" }, last?.text ?? ""),
      element("span", { class: "quiet", title: exactTime(updated) },
        [who, relativeTime(updated, now), state].filter(Boolean).join(" · ")));
  }
}
