/** A search without an answer for so long has none. */
const search_ms_max = 5_000;
const putOffMax = 200;

/**
 * What was asked beside the events and is not kept: who the visitor is, who else looks on, how far the visitor has read,
 * which articles might answer, what a search found. `send(frame)` says whether it could be sent.
 */
export class Facts {
  #send;
  #visitors = new Map();
  #viewers = new Map();
  #seen = new Map();
  #suggestions = new Map();
  #asked = new Set();
  #searches = new Map();
  #searchCount = 0;
  /** Messages at which nobody wants to be asked which article answers, until the page is loaded again. */
  #putOff = new Set();

  constructor(send) {
    this.#send = send;
  }

  /** Takes a frame; false when it is none of these. */
  receive(frame) {
    const { conversation } = frame;
    switch (frame.type) {
      case "visitor":
        this.#visitors.set(conversation, frame);
        return true;
      case "viewers":
        this.#viewers.set(conversation, Array.isArray(frame.viewers) ? frame.viewers : []);
        return true;
      case "seen":
        if (frame.by?.kind === "visitor") this.#seen.set(conversation, Math.max(this.seenSeq(conversation), frame.seq));
        return true;
      case "suggestions":
        this.#suggestions.set(frame.message, Array.isArray(frame.articles) ? frame.articles : []);
        return true;
      case "found":
        this.#found(frame.n, frame);
        return true;
      default: return false;
    }
  }

  visitor(conversation) {
    return this.#visitors.get(conversation) ?? null;
  }

  /** The visitor in the shape of a row, for a conversation that is on no list here. */
  visitorRow(conversation) {
    const { name, id } = this.visitor(conversation)?.visitor ?? {};
    return name || id ? { visitor_name: name ?? null, visitor: `Visitor ${String(id).slice(-4)}` } : null;
  }

  viewers(conversation) {
    return this.#viewers.get(conversation) ?? [];
  }

  seenSeq(conversation) {
    return this.#seen.get(conversation) ?? 0;
  }

  askVisitor(conversation) {
    this.#send({ type: "visitor", conversation });
  }

  /** The articles that might answer what a person answered; null until they are known. Asks once. */
  suggestions(conversation, message) {
    const known = this.#suggestions.get(message);
    if (known) return known;
    if (!this.#asked.has(message) && this.#send({ type: "suggest", conversation, message })) this.#asked.add(message);
    return null;
  }

  isPutOff(message) {
    return this.#putOff.has(message);
  }

  putOff(message) {
    this.#putOff.add(message);
    if (this.#putOff.size > putOffMax) this.#putOff.delete(this.#putOff.values().next().value);
  }

  /** Resolves to `{conversations, articles}`, or to null when there is no answer. */
  search(text) {
    this.#searchCount += 1;
    const n = this.#searchCount;
    return new Promise((resolve) => {
      this.#searches.set(n, resolve);
      if (!this.#send({ type: "search", n, text })) return this.#found(n, null);
      setTimeout(() => this.#found(n, null), search_ms_max);
    });
  }

  /** Answers do not come any more, and who looks on is not known. */
  disconnected() {
    this.#asked.clear();
    this.#viewers.clear();
    for (const n of [...this.#searches.keys()]) this.#found(n, null);
  }

  forget(conversation) {
    for (const known of [this.#visitors, this.#viewers, this.#seen]) known.delete(conversation);
  }

  #found(n, answer) {
    this.#searches.get(n)?.(answer);
    this.#searches.delete(n);
  }
}
