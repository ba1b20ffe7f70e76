import { button, element, setText } from "./element.js";
import { icon } from "./icons.js";
import { texts } from "./texts.js";

/** Who answers now, and whether people are there. */
export class Header {
  element;
  #chat;
  #picture = element("span", { class: "picture", "aria-hidden": "true" });
  #name = element("p", { class: "name", testid: "header-name" });
  #more = element("p", { class: "more" });

  constructor(chat, close) {
    this.#chat = chat;
    const closing = button({
      class: "quiet-icon", testid: "close", "aria-label": texts.close, title: texts.close, onclick: close,
    }, icon("close"));
    this.element = element("div", { class: "head" },
      this.#picture, element("div", { class: "names" }, this.#name, this.#more), closing);
  }

  update() {
    const { conversation, welcome } = this.#chat;
    const person = conversation?.status === "person" ? conversation.person || texts.person : null;
    setText(this.#name, person ?? welcome?.assistant ?? texts.assistant);
    setText(this.#more, this.#subtitle(conversation?.status, welcome?.online ?? 0));
    this.#draw(person);
  }

  #subtitle(status, online) {
    switch (status) {
    case "waiting": return texts.inQueue;
    case "person": return texts.personHere;
    case "resolved": return texts.closed;
    default: return online > 0 ? texts.peopleHere(online) : texts.nobodyHere;
    }
  }

  #draw(person) {
    const initial = person ? [...person][0].toUpperCase() : "";
    if (this.#picture.dataset.initial === initial) return;
    this.#picture.dataset.initial = initial;
    this.#picture.replaceChildren(initial || icon("spark"));
  }
}
