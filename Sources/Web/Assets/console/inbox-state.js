export const listNames = ["waiting", "mine", "all", "resolved"];

/** Remembered places of reading; older ones count as read. */
const seenMax = 1_000;

/**
 * The rows of the inbox and the lists made of them. Pure. A conversation is in a list by its status, so one `row` frame
 * moves it everywhere at once.
 */
export class InboxState {
  #rows = new Map();
  #asked = new Set();
  #seen;

  /** `me` is the agent's id; `seen` is the seq up to which each conversation was read, by id. */
  constructor(me, seen = {}) {
    this.me = me;
    this.#seen = new Map(Object.entries(seen));
  }

  /** Takes the server's answer for one list: rows that it no longer has are gone. */
  receiveList(list, rows) {
    this.#asked.add(list);
    const listed = new Set(rows.map((row) => row.conversation));
    for (const row of this.#rows.values()) {
      // `all` may be cut to the newest, so only the list that a row is at home in can say that it is gone.
      if (list !== "all" && this.#isIn(row, list) && !listed.has(row.conversation)) this.#rows.delete(row.conversation);
    }
    for (const row of rows) this.receiveRow(row);
  }

  /** Takes one changed row; an older one than is known changes nothing. */
  receiveRow(row) {
    const known = this.#rows.get(row.conversation);
    if (known && row.seq < known.seq) return false;
    this.#rows.set(row.conversation, row);
    return true;
  }

  /** History is another one (restored from a backup): nothing that is known holds. */
  forget() {
    this.#rows.clear();
    this.#asked.clear();
    this.#seen.clear();
  }

  hasAnswer(list) {
    return this.#asked.has(list);
  }

  row(conversation) {
    return this.#rows.get(conversation) ?? null;
  }

  rows(list) {
    const rows = [...this.#rows.values()].filter((row) => this.#isIn(row, list));
    return rows.sort(list === "waiting" ? longestWaitFirst : latestFirst);
  }

  count(list) {
    let count = 0;
    for (const row of this.#rows.values()) if (this.#isIn(row, list)) count += 1;
    return count;
  }

  isMine(row) {
    return row.status === "assigned" && row.agent?.id === this.me;
  }

  /** Whether the visitor's last words wait for the eyes of this agent. */
  isUnread(row) {
    const concernsMe = row.status === "queued" || this.isMine(row);
    return concernsMe && row.last?.author?.kind !== "agent" && row.seq > (this.#seen.get(row.conversation) ?? 0);
  }

  /** Notes that everything up to `seq` was read; true when that is news. */
  markSeen(conversation, seq) {
    if (seq <= (this.#seen.get(conversation) ?? 0)) return false;
    this.#seen.delete(conversation);
    this.#seen.set(conversation, seq);
    while (this.#seen.size > seenMax) this.#seen.delete(this.#seen.keys().next().value);
    return true;
  }

  get seen() {
    return Object.fromEntries(this.#seen);
  }

  #isIn(row, list) {
    switch (list) {
      case "waiting": return row.status === "queued";
      case "mine": return this.isMine(row);
      case "resolved": return row.status === "resolved";
      default: return true;
    }
  }
}

function longestWaitFirst(first, second) {
  return (first.since ?? first.updated) - (second.since ?? second.updated)
    || compare(first.conversation, second.conversation);
}

function latestFirst(first, second) {
  return second.updated - first.updated || compare(first.conversation, second.conversation);
}

function compare(first, second) {
  return first < second ? -1 : first > second ? 1 : 0;
}
