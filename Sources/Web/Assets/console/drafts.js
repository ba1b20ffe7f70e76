/** Replies that are not finished, by conversation: they survive switching, a reload and a new sign-in in this tab. */
export class Drafts {
  #storage;
  #prefix;

  constructor(storage, agent) {
    this.#storage = storage;
    this.#prefix = `baton.draft.${agent}.`;
  }

  of(conversation) {
    return this.#storage.get(this.#prefix + conversation) ?? "";
  }

  keep(conversation, text) {
    if (text === "") this.#storage.remove(this.#prefix + conversation);
    else this.#storage.set(this.#prefix + conversation, text);
  }

  clear() {
    for (const key of this.#storage.keys(this.#prefix)) this.#storage.remove(key);
  }
}
