export const typing_ms_max = 6_000;
const repeat_ms = 3_000;

/** Who types where; what was heard expires after 6 s, as the protocol says. */
export class TypingHeard {
  #me;
  #until = new Map();

  /** `me` is the agent's id: what one types in another tab is no news. */
  constructor(me = null) {
    this.#me = me;
  }

  receive({ conversation, author, on }, now_ms) {
    if (author?.kind === "agent" && author.id === this.#me) return;
    const there = this.#until.get(conversation) ?? new Map();
    if (on) there.set(keyOf(author), { author, until_ms: now_ms + typing_ms_max });
    else there.delete(keyOf(author));
    if (there.size > 0) this.#until.set(conversation, there);
    else this.#until.delete(conversation);
  }

  /** Whoever spoke has stopped typing. */
  ended(conversation, author) {
    this.#until.get(conversation)?.delete(keyOf(author));
  }

  /** Those who type there now. */
  in(conversation, now_ms) {
    return [...(this.#until.get(conversation)?.values() ?? [])]
      .filter(({ until_ms }) => until_ms > now_ms)
      .map(({ author }) => author);
  }
}

function keyOf(author) {
  return `${author?.kind} ${author?.id ?? ""}`;
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
