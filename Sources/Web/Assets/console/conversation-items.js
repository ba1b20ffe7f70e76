/** Messages of one author within this time stand together under one name. */
const together_ms = 5 * 60_000;

const lineTypes = new Set([
  "handed_off", "contact_offered", "contact_left", "joined", "given_back", "resolved", "reopened", "rated", "helped",
  "mailed", "mail_failed", "asked_again", "redacted",
]);

/**
 * What a conversation looks like on the screen, built event by event: messages, thin lines, page changes and folded
 * decisions, as plain values `{key, kind, at_ms, ...}`. No texts of the interface and no elements.
 */
export class ConversationItems {
  all = [];
  #messages = new Map();
  /** Titles of articles by id, as the answers' citations tell them. */
  titles = new Map();
  /** The last decision record: that of the answer which follows it. */
  #decision = null;
  #lastMessage = null;
  #lastAgentMessage = null;
  #pageURL = null;

  add(event, { seq, at }) {
    const place = { key: `e-${seq}`, seq, at_ms: at };
    switch (event.type) {
      case "message":
      case "note": return this.#addMessage(event, place);
      case "decided":
        this.#decision = event;
        for (const { article, title } of event.candidates ?? []) if (title) this.titles.set(article, title);
        return this.#addLine({ ...place, kind: "decision", decision: event, titles: this.titles });
      case "withdrawn": return this.#addLine({ ...place, kind: "withdrawn", ...withdrawal(event) });
      case "page_changed":
        this.#pageURL ??= "";
        return this.#addPageChange(event.page, place);
      case "judged": return this.#addVerdict(event);
      case "reported": return this.#judge(event.answer, { report: { kind: event.kind, author: event.author } });
      case "article_named": return this.#judge(event.message, { named: namedArticle(event) });
      case "redacted":
        this.#erase();
        return this.#addLine({ ...place, kind: "line", event });
      default: if (lineTypes.has(event.type)) this.#addLine({ ...place, kind: "line", event });
    }
  }

  /** What was said before is gone; that something was said stays. */
  #erase() {
    this.all = this.all.filter(({ kind }) => kind !== "page");
    for (const item of this.all) {
      if (item.kind === "message") Object.assign(item, { text: "", page: null });
      if (item.kind === "withdrawn" && item.text) Object.assign(item, { text: null, key: `${item.key}-erased` });
      if (item.kind === "line" && item.event.type === "contact_left") {
        Object.assign(item, { event: { ...item.event, address: null }, key: `${item.key}-erased` });
      }
    }
  }

  hasMessage(id) {
    return this.#messages.has(id);
  }

  message(id) {
    return this.#messages.get(id) ?? null;
  }

  /** The latest message of a person of the team that the visitor could see; null when there is none. */
  get lastAgentMessage() {
    return this.#lastAgentMessage;
  }

  /** What others of the team wrote after `seq`. */
  saidByOthers(seq, me) {
    return this.all.slice(this.#firstAfter(seq)).filter((item) =>
      item.kind === "message" && item.author.kind === "agent" && item.author.id !== me);
  }

  #firstAfter(seq) {
    let index = this.all.length;
    while (index > 0 && this.all[index - 1].seq > seq) index -= 1;
    return index;
  }

  #judge(id, judgement) {
    const message = this.#messages.get(id);
    if (message) Object.assign(message, judgement);
  }

  /** The last verdict of each judge counts. */
  #addVerdict({ answer, verdict, author }) {
    const message = this.#messages.get(answer);
    if (!message) return;
    const others = message.verdicts.filter((one) => one.author?.id !== author?.id);
    message.verdicts = [...others, { verdict, author }];
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
      citations: event.citations ?? [], isNote: event.type === "note", continues: false, report: null, named: null,
      isDrawn: author.kind === "assistant" && this.#decision?.audited === true, verdicts: [],
    };
    item.continues = this.#lastMessage !== null && standTogether(this.#lastMessage, item);
    this.#messages.set(event.id, item);
    this.all.push(item);
    this.#lastMessage = item;
    if (author.kind === "agent" && !item.isNote) this.#lastAgentMessage = item;
  }

  #addPageChange(page, place) {
    if (!page?.url) return;
    if (this.#pageURL !== null && page.url !== this.#pageURL) {
      this.#addLine({ key: `p-${place.key}`, kind: "page", at_ms: place.at_ms, page });
    }
    this.#pageURL = page.url;
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

function namedArticle({ article, title, author }) {
  return { article: article ?? null, title: title ?? article ?? null, author };
}

function standTogether(first, second) {
  return Boolean(first.isNote) === Boolean(second.isNote)
    && first.author.kind === second.author.kind && first.author.id === second.author.id
    && second.at_ms - first.at_ms < together_ms;
}
