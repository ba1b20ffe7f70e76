import { element } from "../shared/element.js";
import { KeyedChildren } from "../shared/keyed-children.js";
import { icon } from "./icons.js";
import { createItem, updateItem } from "./conversation-item.js";
import { nameOf } from "./names.js";
import { texts } from "./texts.js";

/** Nearer to the end than this counts as being there, in pixels. */
const nearEnd_px = 60;
/** Nearer to the first shown item than this brings older ones. */
const nearStart_px = 600;
/** A conversation may have thousands of items: so many are shown at first, and so many more each time. */
const itemsAtOnce = 60;

/** One column of what was said and what happened. It follows the end unless its reader has scrolled up. */
class ConversationView extends HTMLElement {
  desk = null;
  shownID = null;
  #follows = true;
  /** The index of the first item that is shown. */
  #first = 0;
  #lastKey = null;

  connectedCallback() {
    this.column = element("div", { class: "column" });
    this.loading = element("div", { class: "skeleton", "aria-hidden": "true" });
    this.typing = element("p", { class: "typing", "data-testid": "visitor-typing", hidden: true });
    this.older = element("button", {
      class: "link-button older", type: "button", hidden: true, on: { click: () => this.#showOlder() },
    }, texts.work.older);
    this.scroller = element("div", {
      class: "scroller", tabindex: 0, role: "region", "aria-label": texts.work.messages, "data-testid": "conversation",
      on: { scroll: () => this.#scrolled() },
    }, this.loading, this.older, this.column, this.typing);
    this.newer = element("button", { class: "newer", type: "button", hidden: true, on: { click: () => this.#toEnd() } },
      icon("down"), texts.work.newMessages);
    this.spoken = element("div", { class: "visually-hidden", "aria-live": "polite" });
    this.append(this.scroller, this.newer, this.spoken);
    this.items = new KeyedChildren(this.column, {
      key: (item) => item.key,
      create: (item) => createItem(item, this.desk),
      update: (made, item) => updateItem(made, item, this.desk),
    });
    this.desk.addEventListener("said", (event) => this.#speak(event.detail));
    new ResizeObserver(() => this.#follow()).observe(this.scroller);
  }

  render(stale) {
    if (!["conversation", "inbox", "beat"].some((type) => stale.has(type))) return;
    const state = this.desk.opened;
    const isOther = this.shownID !== this.desk.openID;
    if (isOther) {
      this.shownID = this.desk.openID;
      this.#follows = true;
      this.#first = Infinity;
      this.#lastKey = null;
      this.newer.hidden = true;
    }
    if (!state) return this.items.show([]);
    this.loading.hidden = state.isComplete || state.lastSeq > 0;
    if (isOther || stale.has("conversation")) this.#showItems(state);
    this.#showTyping(state.id);
    this.#follow();
  }

  #showItems(state) {
    const pending = this.desk.outbox.of(state.id)
      .filter((entry) => !state.items.hasMessage(entry.id))
      .map((entry) => ({
        key: `m-${entry.id}`, kind: "message", id: entry.id, seq: Infinity, at_ms: entry.at_ms, text: entry.text,
        citations: [], author: { kind: "agent", id: this.desk.user.id }, isNote: entry.kind === "note",
        sending: entry.state, why: entry.why,
      }));
    const written = state.answering
      ? [{
        key: `m-${state.answering.id}`, kind: "message", id: state.answering.id, seq: Infinity, at_ms: NaN,
        text: state.answering.text, citations: [], author: { kind: "assistant" }, isBeingWritten: true,
      }]
      : [];
    // Whoever writes wants to see their own words.
    if (pending.some(({ key }) => this.items.element(key) === null)) this.#follows = true;
    const all = state.items.with([...written, ...pending]);
    const lastKey = all.at(-1)?.key ?? null;
    const hasMore = this.#lastKey !== null && lastKey !== this.#lastKey;
    this.#lastKey = lastKey;
    this.#showFrom(all);
    if (!this.#follows && hasMore) this.newer.hidden = false;
  }

  /** The newest items; older ones come when the reader scrolls up to them. */
  #showFrom(all) {
    const latest = Math.max(0, all.length - itemsAtOnce);
    // What was shown stays until it is three screens of items too much, and only while nobody reads up there.
    const isTooMuch = this.#follows && this.#first < latest - 3 * itemsAtOnce;
    this.#first = isTooMuch ? latest : Math.min(this.#first, latest);
    const shown = all.slice(this.#first);
    if (this.#first > 0 && shown[0]?.continues) shown[0] = { ...shown[0], continues: false };
    this.older.hidden = this.#first === 0;
    this.items.show(shown);
  }

  /** What is read stays where it is while older items appear above it. */
  #showOlder() {
    const state = this.desk.opened;
    if (this.#first === 0 || !state) return;
    const before_px = this.scroller.scrollHeight;
    this.#first = Math.max(0, this.#first - itemsAtOnce);
    this.#showItems(state);
    this.scroller.scrollTop += this.scroller.scrollHeight - before_px;
  }

  #showTyping(id) {
    const authors = this.desk.typing.in(id, this.desk.clock.now_ms());
    this.typing.hidden = authors.length === 0;
    if (authors.length === 0) return;
    const names = authors.map((author) => nameOf(author, this.desk)).join(", ");
    this.typing.textContent = texts.message.typing(names, authors.length);
  }

  #follow() {
    if (this.#follows) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  #scrolled() {
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    this.#follows = scrollHeight - scrollTop - clientHeight < nearEnd_px;
    if (this.#follows) this.newer.hidden = true;
    else if (scrollTop < nearStart_px) this.#showOlder();
  }

  #toEnd() {
    this.#follows = true;
    this.newer.hidden = true;
    this.#follow();
    this.scroller.focus({ preventScroll: true });
  }

  /** Says a new message once; one's own words need no repeating. */
  #speak(message) {
    if (message.author?.kind === "agent" && message.author.id === this.desk.user.id) return;
    this.spoken.textContent = `${nameOf(message.author, this.desk)}: ${message.text}`;
  }
}

customElements.define("baton-conversation-view", ConversationView);
