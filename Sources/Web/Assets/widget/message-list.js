import { button, element, setText } from "./element.js";
import { Message, authorName } from "./message.js";
import { threadRows } from "./rows.js";
import { texts } from "./texts.js";
import { exactTime } from "./times.js";

const BOTTOM_REACH_PX = 32;
const ANSWER_HEADROOM_PX = 12;
const ANNOUNCED_MAX = 20;
/** A long conversation shows its end at once; what came before, on request. */
const ROWS_STEP = 100;

/**
 * The messages, and what hangs below them. It follows new text unless the reader scrolled up; of an answer
 * that is taller than the panel it keeps the beginning in view. Screen readers hear each finished message
 * once.
 */
export class MessageList {
  box = element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": texts.messages });
  announcer = element("div", { class: "unseen", role: "log", "aria-live": "polite" });
  newMessages = button({ class: "new-messages", testid: "new-messages", hidden: true }, texts.newMessages);
  #chat;
  #list = element("div", { role: "list", class: "list" });
  #shown = new Map();
  #announced = new Set();
  #wasLoaded = false;
  #following = true;
  #setTop = 0;
  #lastKey = null;
  #rowsMax = ROWS_STEP;
  #edit;
  #older = button({ class: "small older", testid: "older", onclick: () => this.#showOlder() }, texts.older);

  /** `edit(text)` gives the visitor a text of theirs back; `below` stands under the messages. */
  constructor(chat, edit, ...below) {
    this.#chat = chat;
    this.#edit = edit;
    this.box.append(this.#older, this.#list, ...below);
    this.box.addEventListener("scroll", () => this.#scrolled());
    this.newMessages.addEventListener("click", () => this.follow());
  }

  get isEmpty() {
    return this.#shown.size === 0;
  }

  update(now) {
    const all = threadRows(this.#chat, now);
    const rows = all.slice(-this.#rowsMax);
    this.#older.hidden = rows.length === all.length;
    const keys = new Set(rows.map((row) => row.key));
    for (const [key, shown] of this.#shown) {
      if (keys.has(key)) continue;
      shown.box.remove();
      this.#shown.delete(key);
    }
    rows.forEach((row, index) => this.#place(row, index, now));
    this.#announce(rows);
    this.#settle(rows);
  }

  /** Back to the newest message. */
  follow() {
    this.#following = true;
    this.newMessages.hidden = true;
    this.#scrollTo(this.box.scrollHeight);
  }

  /** What was on the screen stays where it is. */
  #showOlder() {
    const fromEnd = this.box.scrollHeight - this.box.scrollTop;
    this.#rowsMax += ROWS_STEP;
    this.#following = false;
    this.update(this.#chat.now());
    this.#scrollTo(this.box.scrollHeight - fromEnd);
    this.box.focus();
  }

  #place(row, index, now) {
    let shown = this.#shown.get(row.key);
    if (!shown) {
      shown = row.kind === "line" ? new Line() : new Message(this.#chat, this.#edit);
      this.#shown.set(row.key, shown);
    }
    shown.update(row, now);
    const there = this.#list.children[index] ?? null;
    if (there !== shown.box) this.#list.insertBefore(shown.box, there);
  }

  /** Nothing is read out while the history loads; after that every new message, once it is complete. */
  #announce(rows) {
    const spoken = rows.filter((row) => row.kind === "line" || row.status === "sent");
    const { conversation } = this.#chat;
    const isLoaded = !conversation || conversation.synced;
    const wasLoaded = this.#wasLoaded;
    this.#wasLoaded = isLoaded;
    if (!isLoaded || !wasLoaded) {
      this.#announced = new Set(spoken.map((row) => row.key));
      return;
    }
    for (const row of spoken.filter((row) => !this.#announced.has(row.key))) {
      this.#announced.add(row.key);
      if (row.kind === "message" && row.author.kind === "visitor") continue;
      const words = row.kind === "line" ? lineText(row)
        : `${authorName(row.author, this.#chat)}: ${spokenText(row)}`;
      this.announcer.append(element("p", {}, words));
      if (this.announcer.childElementCount > ANNOUNCED_MAX) this.announcer.firstElementChild.remove();
    }
  }

  #settle(rows) {
    const last = rows.at(-1);
    const isNew = last !== undefined && last.key !== this.#lastKey;
    this.#lastKey = last?.key ?? null;
    if (isNew && last.author?.kind === "visitor" && last.status !== "sent") return this.follow();
    if (!this.#following) {
      if (isNew && last.kind !== "dots") this.newMessages.hidden = false;
      return;
    }
    const answer = last?.author?.kind === "assistant" ? this.#shown.get(last.key).box : null;
    const top = answer ? answer.offsetTop - ANSWER_HEADROOM_PX : Infinity;
    this.#scrollTo(Math.min(this.box.scrollHeight - this.box.clientHeight, Math.max(top, 0)));
  }

  #scrollTo(top) {
    this.box.scrollTop = top;
    this.#setTop = this.box.scrollTop;
  }

  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.box;
    const atBottom = scrollHeight - clientHeight - scrollTop < BOTTOM_REACH_PX;
    if (Math.abs(scrollTop - this.#setTop) > 1) this.#following = atBottom;
    if (atBottom) this.newMessages.hidden = true;
  }
}

/** A thin line between messages: who has the conversation from here on. */
class Line {
  box = element("p", { class: "line", role: "listitem" });

  update(row) {
    setText(this.box, lineText(row));
    this.box.title = exactTime(row.at);
  }
}

/** Without the marks of Markdown, which a screen reader would spell out. */
function spokenText({ author, text }) {
  return author.kind === "assistant" ? text.replace(/[`*]|\[\d+\]/g, "") : text;
}

function lineText({ what, name }) {
  switch (what) {
  case "handed_off": return texts.handedOff;
  case "joined": return texts.joined(name || texts.person);
  case "given_back": return texts.givenBack;
  default: return name ? texts.resolvedBy(name) : texts.resolved;
  }
}
