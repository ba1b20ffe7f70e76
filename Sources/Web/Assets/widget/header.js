import { button, element, setText } from "./element.js";
import { icon } from "./icons.js";
import { authorName } from "./message.js";
import { teamWords } from "./team-words.js";
import { texts } from "./texts.js";

/** Who answers now, and whether people are there. */
export class Header {
  box;
  #chat;
  #back;
  #picture = element("span", { class: "picture", "aria-hidden": "true" });
  #name = element("p", { class: "name", testid: "header-name" });
  #more = element("p", { class: "more" });

  /** `back` shows the list of conversations; a panel that fills the page has no `close`. */
  constructor(chat, back, close) {
    this.#chat = chat;
    const quiet = (testid, words, name, onclick) => button({
      class: "quiet-icon", testid, "aria-label": words, title: words, onclick,
    }, icon(name));
    this.#back = quiet("back", texts.conversations, "back", back);
    this.box = element("div", { class: "head" }, this.#back, this.#picture,
      element("div", { class: "names" }, this.#name, this.#more),
      close && quiet("close", texts.close, "close", close));
  }

  /** `now` is the server's time; `earlier` while the list of conversations is shown. */
  update(now, earlier) {
    const { conversation, hasOthers } = this.#chat;
    const person = conversation?.status === "person" && !earlier ? conversation.person || texts.person : null;
    this.#back.hidden = earlier || !hasOthers;
    this.#picture.hidden = earlier;
    const name = person ?? authorName({ kind: "assistant" }, this.#chat);
    setText(this.#name, earlier ? texts.conversations : name);
    setText(this.#more, earlier ? "" : this.#subtitle(conversation?.status, now));
    this.#draw(person);
  }

  #subtitle(status, now) {
    switch (status) {
    case "waiting": return texts.inQueue;
    case "person": return texts.personHere;
    case "resolved": return texts.resolved;
    default:
      return this.#chat.welcome ? teamWords(this.#chat.welcome, now) || texts.nobodyHere : "";
    }
  }

  #draw(person) {
    const letters = person ? initials(person) : "";
    if (this.#picture.dataset.initials === letters) return;
    this.#picture.dataset.initials = letters;
    this.#picture.replaceChildren(letters || icon("spark"));
  }
}

/** The first letters of the first and the last word of a name. */
function initials(name) {
  const words = name.trim().split(/\s+/);
  return [...new Set([words[0], words.at(-1)])].map((word) => [...word][0]).join("").toUpperCase();
}
