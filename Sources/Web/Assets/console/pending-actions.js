/** An action that was asked for longer ago than this is not done after a reconnect: the world has moved on. */
const action_ms_max = 60_000;

/** What moves a conversation from hand to hand: one at a time. */
const moves = new Set(["accept", "give_back", "resolve"]);

/** Actions on their way, sent again with the same id after a reconnect. */
export class PendingActions {
  #actions = new Map();

  /** Returns the frame to send, or null when another move is on its way there. */
  begin(type, conversation, id, now_ms, fields = {}) {
    if (moves.has(type) && this.of(conversation)) return null;
    const frame = { type, conversation, id, ...fields };
    this.#actions.set(id, { frame, at_ms: now_ms });
    return frame;
  }

  /** The move that is on its way in a conversation. */
  of(conversation) {
    for (const { frame } of this.#actions.values()) {
      if (frame.conversation === conversation && moves.has(frame.type)) return frame.type;
    }
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
