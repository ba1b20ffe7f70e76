import { element } from "../shared/element.js";
import { KeyedChildren } from "../shared/keyed-children.js";
import { icon } from "./icons.js";
import { createItem, updateItem } from "./conversation-item.js";
import { nameOf } from "./names.js";
import { texts } from "./texts.js";

/** Nearer to the end than this counts as being there, in pixels. */
const nearEnd_px = 60;

/** One column of what was said and what happened. It follows the end unless its reader has scrolled up. */
class ConversationView extends HTMLElement {
  desk = null;
  #shownID = null;
  #follows = true;

  connectedCallback() {
    this.column = element("div", { class: "column" });
    this.loading = element("div", { class: "skeleton", "aria-hidden": "true" });
    this.typing = element("p", { class: "typing", "data-testid": "visitor-typing", hidden: true });
    this.scroller = element("div", {
      class: "scroller", tabindex: 0, role: "region", "aria-label": texts.work.messages, "data-testid": "conversation",
      on: { scroll: () => this.#scrolled() },
    }, this.loading, this.column, this.typing);
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
    const isOther = this.#shownID !== this.desk.openID;
    if (isOther) {
      this.#shownID = this.desk.openID;
      this.#follows = true;
      this.newer.hidden = true;
    }
    if (!state) return this.items.show([]);
    this.loading.hidden = state.isComplete || state.lastSeq > 0;
    if (isOther || stale.has("conversation")) this.#showItems(state);
    this.#showTyping(state.id);
    this.#follow();
  }

  #showItems(state) {
    const before = this.column.childElementCount;
    const pending = this.desk.outbox.of(state.id)
      .filter((entry) => !state.items.messageIDs.has(entry.id))
      .map((entry) => ({
        key: `m-${entry.id}`, kind: "message", id: entry.id, at_ms: entry.at_ms, text: entry.text, citations: [],
        author: { kind: "agent", id: this.desk.user.id }, sending: entry.state, why: entry.why,
      }));
    const written = state.answering
      ? [{
        key: `m-${state.answering.id}`, kind: "message", id: state.answering.id, at_ms: NaN, text: state.answering.text,
        citations: [], author: { kind: "assistant" }, isBeingWritten: true,
      }]
      : [];
    // Whoever writes wants to see their own words.
    if (pending.some(({ key }) => this.items.element(key) === null)) this.#follows = true;
    this.items.show(state.items.with([...written, ...pending]));
    if (!this.#follows && this.column.childElementCount > before) this.newer.hidden = false;
  }

  #showTyping(id) {
    const author = this.desk.typing.in(id, this.desk.clock.now_ms());
    this.typing.hidden = author === null;
    if (author) this.typing.textContent = texts.message.typing(nameOf(author, this.desk));
  }

  #follow() {
    if (this.#follows) this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  #scrolled() {
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    this.#follows = scrollHeight - scrollTop - clientHeight < nearEnd_px;
    if (this.#follows) this.newer.hidden = true;
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
