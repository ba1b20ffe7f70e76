import { Composer } from "./composer.js";
import { Earlier } from "./earlier.js";
import { button, element, setText } from "./element.js";
import { Header } from "./header.js";
import { MessageList } from "./message-list.js";
import { QuickReplies } from "./quick-replies.js";
import { Rating } from "./rating.js";
import { statusText } from "./status.js";
import { texts } from "./texts.js";
import { WaitingCard } from "./waiting-card.js";

const SKELETON_AFTER_MS = 200;

/** The open chat: header, messages, status line, composer and the way to a person. */
export class Panel {
  box;
  #chat;
  #header;
  #list;
  #draft;
  #waiting;
  #replies;
  #earlier;
  #rating;
  #composer;
  #skeleton = element("div", {
    class: "skeleton", role: "status", "aria-label": texts.loading, hidden: true,
  }, element("p", { class: "bubble" }), element("p", { class: "bubble" }));
  #status = element("p", { class: "status-line", testid: "status-line", role: "status", hidden: true });
  #person;
  #writing;
  #personText = element("span", { class: "quiet" });

  /** `draft` is the store of this tab; without `close` the panel is all that there is on the page. */
  constructor(chat, draft, close) {
    this.#chat = chat;
    this.#draft = draft;
    this.#header = new Header(chat, () => this.showEarlier(true), close);
    this.#waiting = new WaitingCard(chat, draft);
    this.#rating = new Rating(chat);
    this.#replies = new QuickReplies(chat);
    this.#list = new MessageList(chat, (text) => this.compose(text),
      this.#replies.box, this.#waiting.box, this.#rating.box);
    this.#composer = new Composer(chat, draft);
    this.#earlier = new Earlier(chat, (id) => this.#choose(id));
    this.#person = button({ class: "link", testid: "talk-to-person", onclick: () => this.#askForPerson() },
      texts.talkToPerson);
    const { box: list, newMessages, announcer } = this.#list;
    const middle = element("div", { class: "middle" }, this.#skeleton, list, newMessages, this.#earlier.box);
    this.#writing = element("div", {}, this.#composer.box,
      element("div", { class: "foot" }, this.#person, this.#personText));
    this.box = element("section", {
      class: "panel", testid: "panel", role: close ? "dialog" : "region", "aria-label": texts.panel,
      tabindex: "-1", hidden: true,
    }, this.#header.box, middle, announcer, this.#status, this.#writing);
  }

  get isOpen() {
    return !this.box.hidden;
  }

  open() {
    this.box.hidden = false;
    this.update(this.#chat.now());
    this.#composer.opened();
    this.#list.follow();
  }

  close() {
    this.box.hidden = true;
  }

  /** The list of conversations in the place of the messages, or back. */
  showEarlier(shown) {
    const { box: earlier } = this.#earlier;
    const isShown = shown && this.#chat.hasOthers;
    const changes = earlier.hidden === isShown;
    earlier.hidden = !isShown;
    this.#writing.hidden = isShown;
    if (isShown) this.#chat.askForRows();
    if (!changes) return;
    this.update(this.#chat.now());
    if (isShown) this.#earlier.focus();
  }

  /** Puts a text into the composer, in front of what stands there. */
  compose(text) {
    this.#composer.put(text);
    this.showEarlier(false);
    this.focus();
  }

  wipe() {
    for (const name of ["draft", "contact", "link"]) this.#draft.remove(name);
    this.#composer.clear();
    this.showEarlier(false);
  }

  #choose(id) {
    this.#chat.choose(id);
    this.showEarlier(false);
    this.#list.follow();
    this.focus();
  }

  /**
   * Into the text field; on a touch screen only into the panel, so that the keyboard does not cover the
   * messages.
   */
  focus() {
    if (matchMedia("(pointer: coarse)").matches) this.box.focus();
    else this.#composer.focus();
  }

  update(now) {
    const earlier = !this.#earlier.box.hidden;
    this.#header.update(now, earlier);
    if (earlier) this.#earlier.update(now);
    this.#replies.update();
    this.#waiting.update(now);
    this.#rating.update();
    this.#list.update(now);
    this.#composer.update();
    this.#updateStatus();
    this.#updatePerson();
  }

  #updateStatus() {
    const now = Date.now();
    const { connection, conversation, welcome } = this.#chat;
    const loading = !welcome || (conversation && !conversation.synced && conversation.items.length === 0);
    const ended = ["refused", "broken", "closed", "crowded"].includes(connection.state);
    const waited = now - connection.downSince >= SKELETON_AFTER_MS;
    const empty = this.#list.isEmpty;
    this.#skeleton.hidden = !(loading && waited && empty && !ended);
    const isExpired = this.#chat.linkExpired && !conversation;
    const words = statusText(connection, now) || (isExpired ? texts.linkExpired : "");
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
    }[conversation?.status] ?? texts.inQueue;
    setText(this.#personText, words);
  }

  #askForPerson() {
    this.#chat.askForPerson();
    this.#list.follow();
    this.focus();
  }
}
