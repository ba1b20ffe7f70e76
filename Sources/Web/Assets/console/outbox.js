const entriesMax = 100;
const receipt_ms_max = 20_000;
/** An older reply is not sent by itself any more: whoever wrote it decides. */
const age_ms_max = 12 * 3_600_000;

/**
 * Replies and notes that the server has not confirmed. They are kept in storage until the receipt, and sent again with the same
 * id after a reconnect or a reload. One a conversation is on its way at a time, so their order holds.
 * An entry is `{id, kind: "reply" | "note", conversation, text, at_ms, state: "sending" | "sent" | "failed", why}`.
 */
export class Outbox {
  #storage;
  #prefix;
  #entries = [];
  #sentAt_ms = new Map();
  #heldUntil_ms = 0;

  constructor(storage, agent, now_ms) {
    this.#storage = storage;
    this.#prefix = `baton.outbox.${agent}.`;
    for (const key of storage.keys(this.#prefix)) {
      const kept = storage.json(key);
      if (typeof kept?.id === "string" && typeof kept.conversation === "string" && typeof kept.text === "string") {
        const at_ms = Number(kept.at_ms) || 0;
        const kind = kept.kind === "note" ? "note" : "reply";
        this.#entries.push({ ...kept, kind, at_ms, state: now_ms - at_ms > age_ms_max ? "failed" : "sending", why: null });
      }
    }
    this.#entries.sort((first, second) => first.at_ms - second.at_ms);
  }

  /** Puts one in; false when there are too many. */
  add({ id, kind = "reply", conversation, text, at_ms }) {
    if (this.#entries.length >= entriesMax) return false;
    this.#entries.push({ id, kind, conversation, text, at_ms, state: "sending", why: null });
    this.#storage.set(this.#prefix + id, JSON.stringify({ id, kind, conversation, text, at_ms }));
    return true;
  }

  of(conversation) {
    return this.#entries.filter((entry) => entry.conversation === conversation);
  }

  get unsentCount() {
    return this.#entries.filter((entry) => entry.state !== "sent").length;
  }

  has(id) {
    return this.#entries.some((entry) => entry.id === id);
  }

  /** The entries to send now; each counts as on its way from here on. */
  due(now_ms) {
    if (now_ms < this.#heldUntil_ms) return [];
    const busy = new Set();
    const due = [];
    for (const entry of this.#entries) {
      if (entry.state !== "sending" || busy.has(entry.conversation)) continue;
      busy.add(entry.conversation);
      if (this.#sentAt_ms.has(entry.id)) continue;
      this.#sentAt_ms.set(entry.id, now_ms);
      due.push(entry);
    }
    return due;
  }

  /** The connection is gone: what was on its way has to be sent again. */
  disconnected() {
    this.#sentAt_ms.clear();
    this.#heldUntil_ms = 0;
  }

  /** The server has it. It stays on the screen until its event comes. */
  confirmed(id) {
    this.#storage.remove(this.#prefix + id);
    this.#change(id, { state: "sent", why: null });
  }

  /** Its event is here (or it is not wanted any more): forget it. */
  forget(id) {
    this.#storage.remove(this.#prefix + id);
    this.#sentAt_ms.delete(id);
    this.#entries = this.#entries.filter((entry) => entry.id !== id);
  }

  /** The server will not take it as it is. Returns the entry. */
  refused(id, why) {
    this.#sentAt_ms.delete(id);
    this.#change(id, { state: "failed", why });
    return this.#entries.find((entry) => entry.id === id) ?? null;
  }

  /** Not taken, but it will be: nothing is sent before `until_ms`. */
  held(id, until_ms) {
    this.#sentAt_ms.delete(id);
    this.#heldUntil_ms = Math.max(this.#heldUntil_ms, until_ms);
  }

  retry(id) {
    this.#change(id, { state: "sending", why: null });
  }

  /** Ids that were sent over a living connection and never answered. */
  overdue(now_ms) {
    return this.#entries
      .filter((entry) => entry.state === "sending" && now_ms - this.#sentAt_ms.get(entry.id) > receipt_ms_max)
      .map((entry) => entry.id);
  }

  clear() {
    for (const entry of this.#entries) this.#storage.remove(this.#prefix + entry.id);
    this.#entries = [];
    this.#sentAt_ms.clear();
  }

  #change(id, changes) {
    this.#entries = this.#entries.map((entry) => (entry.id === id ? { ...entry, ...changes } : entry));
  }
}
