/** An action that was asked for longer ago than this is not done after a reconnect: the world has moved on. */
const action_ms_max = 60_000;

/** Accept, give back and resolve on their way: one a conversation, sent again with the same id after a reconnect. */
export class PendingActions {
  #actions = new Map();

  /** Returns the frame to send, or null when another action is on its way there. */
  begin(type, conversation, id, now_ms) {
    if (this.of(conversation)) return null;
    const frame = { type, conversation, id };
    this.#actions.set(id, { frame, at_ms: now_ms });
    return frame;
  }

  of(conversation) {
    for (const { frame } of this.#actions.values()) if (frame.conversation === conversation) return frame.type;
    return null;
  }

  /** The action has its answer. Returns its frame, or null when the id is none of ours. */
  end(id) {
    const found = this.#actions.get(id);
    this.#actions.delete(id);
    return found?.frame ?? null;
  }

  /** The frames to send again. */
  frames() {
    return [...this.#actions.values()].map(({ frame }) => frame);
  }

  /** Takes out the actions that waited too long. */
  expire(now_ms) {
    const expired = [...this.#actions.values()].filter(({ at_ms }) => now_ms - at_ms > action_ms_max);
    for (const { frame } of expired) this.#actions.delete(frame.id);
    return expired.map(({ frame }) => frame);
  }
}
