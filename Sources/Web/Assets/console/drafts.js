/**
 * Replies and notes that are not finished, by conversation: they survive switching, a reload and a new sign-in in this
 * tab. With each goes the seq after which it was begun, so that what others said meanwhile is noticed.
 */
export class Drafts {
  #storage;
  #prefix;

  constructor(storage, agent) {
    this.#storage = storage;
    this.#prefix = `baton.draft.${agent}.`;
  }

  of(conversation, kind = "reply") {
    return this.#storage.get(this.#key(conversation, kind)) ?? "";
  }

  /** The seq after which the draft was begun; null when there is none. */
  begunAfter(conversation, kind) {
    const seq = this.#storage.get(`${this.#key(conversation, kind)}.after`);
    return seq === null ? null : Number(seq);
  }

  keep(conversation, text, kind = "reply", seq = null) {
    const key = this.#key(conversation, kind);
    if (text === "") {
      this.#storage.remove(key);
      this.#storage.remove(`${key}.after`);
      return;
    }
    if (seq !== null && this.of(conversation, kind) === "") this.#storage.set(`${key}.after`, String(seq));
    this.#storage.set(key, text);
  }

  /** Whoever writes has read everything up to `seq`. */
  caughtUp(conversation, kind, seq) {
    this.#storage.set(`${this.#key(conversation, kind)}.after`, String(seq));
  }

  clear() {
    for (const key of this.#storage.keys(this.#prefix)) this.#storage.remove(key);
  }

  #key(conversation, kind) {
    return this.#prefix + conversation + (kind === "note" ? ".note" : "");
  }
}
