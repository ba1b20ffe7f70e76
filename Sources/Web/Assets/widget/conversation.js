const ITEMS_MAX = 1000;
const TYPING_EXPIRES_MS = 6_000;

/**
 * What one conversation looks like, folded from the server's frames. No screen, no socket.
 * `receive` answers `changed`, `unchanged`, or `gap`: then the owner must resume from `last`.
 */
export class Conversation {
  #shown;
  #finished;

  constructor(id) {
    this.id = id;
    this.#forget(null);
  }

  /** Nothing of it exists on the server yet. */
  get isNew() {
    return this.last === 0;
  }

  receive(frame, now) {
    switch (frame.type) {
    case "event": return this.#event(frame);
    case "delta": return this.#delta(frame);
    case "typing": return this.#typing(frame, now);
    case "resumed": return this.#resumed(frame);
    case "seen":
      this.seen = Math.max(this.seen, frame.seq || 0);
      return "changed";
    case "snapshot":
      this.#forget(frame.epoch);
      return "changed";
    default: return "unchanged";
    }
  }

  /** A receipt came before the event: the message stays on the screen meanwhile. */
  confirm(entry, at = entry.at) {
    if (this.#shown.has(entry.id)) return;
    this.confirmed.push({ id: entry.id, text: entry.frame.text, at });
  }

  has(messageId) {
    return this.#shown.has(messageId);
  }

  /** The name of the person who is typing now, or null. */
  typingName(now) {
    return this.typing && now < this.typing.until ? this.typing.name : null;
  }

  #forget(epoch) {
    this.epoch = epoch;
    this.last = 0;
    this.seen = 0;
    this.synced = false;
    this.items = [];
    this.confirmed = [];
    this.answering = null;
    this.typing = null;
    this.status = "assistant";
    this.person = null;
    this.online = 0;
    this.waitingSince = null;
    this.contact = null;
    this.score = null;
    this.#shown = new Set();
    this.#finished = new Set();
  }

  #resumed(frame) {
    this.epoch = frame.epoch;
    if (frame.head > this.last) return "gap";
    this.synced = true;
    return "changed";
  }

  #event(frame) {
    if (frame.seq <= this.last) return "unchanged";
    if (frame.prev !== this.last) return "gap";
    this.last = frame.seq;
    this.#apply(frame.event ?? {}, frame);
    return "changed";
  }

  #delta(frame) {
    if (this.#finished.has(frame.answer)) return "unchanged";
    const current = this.answering?.id === frame.answer ? this.answering : { n: 0, text: "" };
    if (!frame.whole && frame.n !== current.n + 1) return "unchanged";
    const before = frame.whole ? "" : current.text;
    this.answering = { id: frame.answer, n: frame.n, text: before + frame.text };
    return "changed";
  }

  #typing(frame, now) {
    const author = readAuthor(frame.author);
    if (author.kind === "visitor") return "unchanged";
    this.typing = frame.on ? { name: author.name, until: now + TYPING_EXPIRES_MS } : null;
    return "changed";
  }

  #apply(event, { seq, at }) {
    switch (event.type) {
    case "message": return this.#message(event, seq, at);
    case "answering":
      this.answering = { id: event.answer, n: 0, text: "" };
      return;
    case "withdrawn": return this.#finish(event.answer);
    case "helped":
      this.items = this.items.map((item) =>
        item.id === event.answer ? { ...item, helped: event.helped } : item);
      return;
    case "contact_offered":
      this.contact ??= { address: null };
      return;
    case "contact_left":
      this.contact = { address: event.address };
      return;
    case "rated":
      this.score = event.score;
      return;
    default: return this.#turn(event, seq, at);
    }
  }

  #message(event, seq, at) {
    const author = readAuthor(event.author);
    this.#finish(event.id);
    if (this.#shown.has(event.id)) return;
    this.#shown.add(event.id);
    this.confirmed = this.confirmed.filter((message) => message.id !== event.id);
    if (author.kind === "agent") this.typing = null;
    this.#add({
      key: event.id, kind: "message", id: event.id, seq, at, author, text: String(event.text ?? ""),
      citations: Array.isArray(event.citations) ? event.citations : [],
      asksIfHelped: event.asks_if_helped === true, helped: null, choices: event.choices,
    });
  }

  /** Events that change who has the conversation; each leaves a line among the messages. */
  #turn(event, seq, at) {
    const name = readAuthor(event.author).name;
    switch (event.type) {
    case "handed_off":
      Object.assign(this, { status: "waiting", online: event.online ?? 0, waitingSince: at, contact: null });
      break;
    case "joined":
      Object.assign(this, { status: "person", person: name, contact: null });
      break;
    case "given_back":
      Object.assign(this, { status: "assistant", person: null, typing: null });
      break;
    case "resolved":
      Object.assign(this, { status: "resolved", person: null, typing: null, contact: null, score: null });
      break;
    case "reopened":
      Object.assign(this, { status: "assistant", score: null });
      return;
    default: return;
    }
    // A person who takes over at once was waited for by nobody: "joined" says it all.
    if (event.reason === "agent_takeover") return;
    this.#add({ key: `line-${seq}`, kind: "line", what: event.type, name, seq, at });
  }

  #add(item) {
    this.items.push(item);
    if (this.items.length > ITEMS_MAX) this.items.shift();
  }

  #finish(answer) {
    this.#finished.add(answer);
    if (this.answering?.id === answer) this.answering = null;
  }
}

function readAuthor(author) {
  return { kind: author?.kind ?? "agent", name: author?.name ?? null };
}
