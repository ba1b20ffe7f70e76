/** How far the visitor has read: shown on an open panel, in whichever tab. */
export class ReadMark {
  #store;

  constructor(store) {
    this.#store = store;
  }

  /** Messages of others that came after the mark. */
  unread(conversation) {
    if (!conversation?.synced) return 0;
    const read = this.#upTo(conversation);
    return conversation.items.filter(({ kind, author, seq }) =>
      kind === "message" && author.kind !== "visitor" && seq > read).length;
  }

  /** Moves the mark to the end. False when it is there already. */
  move({ id, epoch, last }) {
    if (last <= this.#upTo({ id, epoch })) return false;
    this.#store.set("read", `${id} ${epoch} ${last}`);
    return true;
  }

  #upTo({ id, epoch }) {
    const [known, knownEpoch, last] = (this.#store.get("read") ?? "").split(" ");
    return known === id && knownEpoch === epoch ? Number(last) : 0;
  }
}
