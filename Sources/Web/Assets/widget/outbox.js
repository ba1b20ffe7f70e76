const OUTBOX_ENTRIES_MAX = 50;
const RECEIPT_DEADLINE_MS = 20_000;
const RESCUE_AFTER_MS = 5_000;
const ENTRY_NAME = "outbox ";

/**
 * Frames that wait for their receipt. Each lies in the store under its own name, so that two tabs that
 * write at once cannot overwrite one another; a tab sends what a closed one left behind (the same id again
 * is harmless).
 */
export class Outbox {
  #store;
  #now;
  #mine = new Set();
  /** When each was sent for the first time on this connection. */
  #sentAt = new Map();
  /** The one whose receipt is waited for. */
  #current = null;
  #pausedUntil = 0;
  #known = null;

  constructor(store, now = () => Date.now()) {
    this.#store = store;
    this.#now = now;
  }

  /** Everything that has no receipt yet, in the order in which it was written. */
  entries() {
    return this.#known ??= this.#store.names(ENTRY_NAME)
      .map((name) => this.#read(name))
      .filter((entry) => entry !== null)
      .sort((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1));
  }

  /** Another tab wrote. */
  refresh() {
    this.#known = null;
  }

  /** False when the outbox is full: the caller keeps what was typed. */
  put(frame) {
    const entries = this.entries();
    if (entries.length >= OUTBOX_ENTRIES_MAX) return false;
    const order = Math.max(this.#now(), (entries.at(-1)?.order ?? 0) + 1);
    this.#mine.add(frame.id);
    this.#write({ id: frame.id, frame, at: this.#now(), order, refused: null });
    return true;
  }

  /**
   * The frame that should go over the wire now, if any; it counts as sent from here on. One waits for its
   * receipt at a time: of several, the server might refuse the first as too fast and take the second.
   */
  take() {
    const now = this.#now();
    const next = this.entries().find((entry) => this.status(entry) === "sending" && this.#isOurs(entry, now));
    if (!next || next.id === this.#current || now < this.#pausedUntil) return null;
    this.#current = next.id;
    this.#sentAt.set(next.id, this.#sentAt.get(next.id) ?? now);
    return next.frame;
  }

  /**
   * The receipt has come, or the event itself. Gives the entry back, or null when it was not (any longer)
   * here.
   */
  settle(id) {
    const entry = this.#read(ENTRY_NAME + id);
    this.#store.remove(ENTRY_NAME + id);
    this.#known = null;
    this.#sentAt.delete(id);
    this.#mine.delete(id);
    return entry;
  }

  empty() {
    for (const { id } of this.entries()) this.settle(id);
  }

  /** The server will never take it as it is: it stays, and waits for the visitor. */
  refuse(id, code) {
    const entry = this.#read(ENTRY_NAME + id);
    if (entry) this.#write({ ...entry, refused: code });
  }

  /** It was not taken: it goes again after the pause. */
  pause(seconds) {
    this.#pausedUntil = this.#now() + seconds * 1000;
    this.#current = null;
  }

  /**
   * The visitor asked for another try. A refused id may be one that was used before, so it gets a new one.
   */
  retry(id, freshId) {
    const entry = this.#read(ENTRY_NAME + id);
    if (!entry) return;
    this.#sentAt.delete(id);
    this.#current = null;
    if (entry.refused === null) return;
    this.settle(id);
    this.#mine.add(freshId);
    this.#write({ ...entry, id: freshId, frame: { ...entry.frame, id: freshId }, refused: null });
  }

  /** A new connection begins: what was on the way on the old one is sent again. */
  connectionChanged() {
    this.#sentAt.clear();
    this.#current = null;
    this.#pausedUntil = 0;
    for (const entry of this.entries()) this.#mine.add(entry.id);
  }

  /** Messages follow the visitor into another conversation; anything else was about the old one. */
  move(from, to) {
    for (const entry of this.entries().filter((entry) => entry.frame.conversation === from)) {
      this.settle(entry.id);
      if (entry.frame.type !== "send" && entry.frame.type !== "person") continue;
      this.#mine.add(entry.id);
      this.#write({ ...entry, frame: { ...entry.frame, conversation: to }, refused: null });
    }
  }

  /** `sending`, or `failed` when the server refused it or has been silent for too long. */
  status(entry) {
    const isLate = this.#now() - this.#sentAt.get(entry.id) >= RECEIPT_DEADLINE_MS;
    return isLate || entry.refused !== null ? "failed" : "sending";
  }

  #isOurs(entry, now) {
    return this.#mine.has(entry.id) || now - entry.at >= RESCUE_AFTER_MS;
  }

  /** An entry as it lies in the store, or null. */
  parse(text) {
    try {
      const entry = JSON.parse(text);
      if (typeof entry?.frame?.conversation === "string" && entry.id === entry.frame.id) return entry;
    } catch {
      // Another program wrote here: as good as nothing.
    }
    return null;
  }

  #read(name) {
    return this.parse(this.#store.get(name));
  }

  #write(entry) {
    this.#store.set(ENTRY_NAME + entry.id, JSON.stringify(entry));
    this.#known = null;
  }
}
