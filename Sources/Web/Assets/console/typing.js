export const typing_ms_max = 6_000;
const repeat_ms = 3_000;

/** Who types where; what was heard expires after 6 s, as the protocol says. */
export class TypingHeard {
  #until = new Map();

  receive({ conversation, author, on }, now_ms) {
    if (author?.kind === "agent") return;
    if (on) this.#until.set(conversation, { author, until_ms: now_ms + typing_ms_max });
    else this.#until.delete(conversation);
  }

  /** Whoever spoke has stopped typing. */
  ended(conversation) {
    this.#until.delete(conversation);
  }

  in(conversation, now_ms) {
    const heard = this.#until.get(conversation);
    return heard && heard.until_ms > now_ms ? heard.author : null;
  }
}

/** Says that this agent types: at most once in 3 s while it goes on, and once when it stops. */
export class TypingTold {
  #saidAt_ms = new Map();

  /** The frame to send now, or null. */
  frame(conversation, on, now_ms) {
    const saidAt_ms = this.#saidAt_ms.get(conversation);
    if (on && saidAt_ms !== undefined && now_ms - saidAt_ms < repeat_ms) return null;
    if (!on && saidAt_ms === undefined) return null;
    if (on) this.#saidAt_ms.set(conversation, now_ms);
    else this.#saidAt_ms.delete(conversation);
    return { type: "typing", conversation, on };
  }
}
