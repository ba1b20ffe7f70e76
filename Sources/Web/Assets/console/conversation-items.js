/** Messages of one author within this time stand together under one name. */
const together_ms = 5 * 60_000;

const lineTypes = new Set([
  "handed_off", "contact_offered", "contact_left", "joined", "given_back", "resolved", "reopened", "rated", "helped",
]);

/**
 * What a conversation looks like on the screen, built event by event: messages, thin lines, page changes and folded
 * decisions, as plain values `{key, kind, at_ms, ...}`. No texts of the interface and no elements.
 */
export class ConversationItems {
  all = [];
  messageIDs = new Set();
  /** Titles of articles by id, as the answers' citations tell them. */
  titles = new Map();
  #lastMessage = null;
  #pageURL = null;

  add(event, { seq, at }) {
    const place = { key: `e-${seq}`, at_ms: at };
    const { titles } = this;
    if (event.type === "message") this.#addMessage(event, place);
    else if (event.type === "decided") this.#addLine({ ...place, kind: "decision", decision: event, titles });
    else if (event.type === "withdrawn") this.#addLine({ ...place, kind: "withdrawn", ...withdrawal(event) });
    else if (lineTypes.has(event.type)) this.#addLine({ ...place, kind: "line", event });
  }

  #addLine(item) {
    this.all.push(item);
    if (item.kind !== "decision") this.#lastMessage = null;
  }

  #addMessage(event, place) {
    const author = typeof event.author === "string" ? { kind: event.author } : event.author ?? { kind: "assistant" };
    for (const citation of event.citations ?? []) this.titles.set(citation.article, citation.title);
    if (author.kind === "visitor") this.#addPageChange(event.page, place);
    const item = {
      ...place, key: `m-${event.id}`, kind: "message", id: event.id, author, text: event.text ?? "",
      citations: event.citations ?? [], continues: this.#continues(author, place.at_ms),
    };
    this.messageIDs.add(event.id);
    this.all.push(item);
    this.#lastMessage = item;
  }

  #addPageChange(page, place) {
    if (!page?.url) return;
    if (this.#pageURL !== null && page.url !== this.#pageURL) {
      this.#addLine({ key: `p-${place.key}`, kind: "page", at_ms: place.at_ms, page });
    }
    this.#pageURL = page.url;
  }

  #continues(author, at_ms) {
    const last = this.#lastMessage;
    return last !== null && standTogether(last, { author, at_ms });
  }

  /** Adds replies that are on their way to the end, as they will look when they are there. */
  with(pending) {
    let last = this.#lastMessage;
    return [...this.all, ...pending.map((item) => {
      const placed = { ...item, continues: last !== null && standTogether(last, item) };
      last = item;
      return placed;
    })];
  }
}

function withdrawal({ why, text }) {
  return { why, text: text ?? "" };
}

function standTogether(first, second) {
  return first.author.kind === second.author.kind && first.author.id === second.author.id
    && second.at_ms - first.at_ms < together_ms;
}
