import { Composer } from "./composer.js";
import { button, element, setText } from "./element.js";
import { Header } from "./header.js";
import { MessageList } from "./message-list.js";
import { Rating } from "./rating.js";
import { statusText } from "./status.js";
import { texts } from "./texts.js";
import { WaitingCard } from "./waiting-card.js";

const SKELETON_AFTER_MS = 200;

/** The open chat: header, messages, status line, composer and the way to a person. */
export class Panel {
  element;
  #chat;
  #header;
  #list;
  #waiting;
  #rating;
  #composer;
  #skeleton = element("div", { class: "skeleton", role: "status", "aria-label": texts.loading, hidden: true },
    element("span"), element("span"), element("span"));
  #status = element("p", { class: "status-line", testid: "status-line", role: "status", hidden: true });
  #person;
  #personText = element("span", { class: "quiet" });

  constructor(chat, draft, close) {
    this.#chat = chat;
    this.#header = new Header(chat, close);
    this.#waiting = new WaitingCard(chat);
    this.#rating = new Rating(chat);
    this.#list = new MessageList(chat, this.#waiting.element, this.#rating.element);
    this.#composer = new Composer(chat, draft);
    this.#person = button({ class: "link", testid: "talk-to-person", onclick: () => this.#askForPerson() },
      texts.talkToPerson);
    const { element: list, newMessages, announcer } = this.#list;
    const middle = element("div", { class: "middle" }, this.#skeleton, list, newMessages);
    this.element = element("section", {
      class: "panel", testid: "panel", role: "dialog", "aria-label": texts.panel, tabindex: "-1",
      hidden: true,
    }, this.#header.element, middle, announcer, this.#status, this.#composer.element,
    element("div", { class: "foot" }, this.#person, this.#personText));
  }

  get isOpen() {
    return !this.element.hidden;
  }

  open() {
    this.element.hidden = false;
    this.update(Date.now());
    this.#composer.opened();
    this.#list.follow();
  }

  close() {
    this.element.hidden = true;
  }

  /**
   * Into the text field; on a touch screen only into the panel, so that the keyboard does not cover the
   * messages.
   */
  focus() {
    if (matchMedia("(pointer: coarse)").matches) this.element.focus();
    else this.#composer.focus();
  }

  update(now) {
    this.#header.update();
    this.#waiting.update(now);
    this.#rating.update();
    this.#list.update(now);
    this.#composer.update();
    this.#updateStatus(now);
    this.#updatePerson();
  }

  #updateStatus(now) {
    const { connection, conversation, welcome } = this.#chat;
    const loading = !welcome || (conversation && !conversation.synced && conversation.items.length === 0);
    const ended = ["refused", "broken", "closed", "crowded"].includes(connection.state);
    const waited = now - connection.downSince >= SKELETON_AFTER_MS;
    const empty = this.#list.isEmpty;
    this.#skeleton.hidden = !(loading && waited && empty && !ended);
    const words = statusText(connection, now);
    setText(this.#status, words);
    this.#status.hidden = words === "";
  }

  #updatePerson() {
    const { conversation, wantsPerson } = this.#chat;
    this.#person.hidden = wantsPerson;
    this.#personText.hidden = !wantsPerson;
    const words = {
      waiting: texts.placeKept,
      person: texts.talkingTo(conversation?.person || texts.person),
    }[conversation?.status] ?? texts.askedForPerson;
    setText(this.#personText, words);
  }

  #askForPerson() {
    this.#chat.askForPerson();
    this.#list.follow();
    this.focus();
  }
}
