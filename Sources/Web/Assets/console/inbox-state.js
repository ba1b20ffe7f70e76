import { ListPages } from "./list-pages.js";

export const listNames = ["waiting", "mine", "all", "resolved"];

/** Remembered places of reading; older ones count as read. */
const seenMax = 1_000;

/**
 * The rows of the inbox and the lists made of them. Pure. A conversation is in a list by its status, so one `row` frame
 * moves it everywhere at once.
 */
export class InboxState {
  #rows = new Map();
  #pages = new Map(listNames.map((name) => [name, new ListPages(name)]));
  /** How many the server counted, where the pages here are not all. */
  #counts = new Map();
  #sorted = new Map();
  #seen;

  /** `me` is the agent's id; `seen` is the seq up to which each conversation was read, by id. */
  constructor(me, seen = {}) {
    this.me = me;
    this.#seen = new Map(Object.entries(seen));
  }

  /** The frames that ask for every list from its beginning. */
  refresh() {
    return listNames.map((name) => this.#pages.get(name).refresh(this.rows(name).length)).filter(Boolean);
  }

  /** The frame that asks for the next page of a list, or null. */
  more(list) {
    return this.#pages.get(list).more();
  }

  disconnected() {
    for (const pages of this.#pages.values()) pages.disconnected();
  }

  /** Takes a page of one list: rows that it should have and has not are gone. Returns the frame to send next, or null. */
  receiveList(list, rows, { after = null, counts = null } = {}) {
    const pages = this.#pages.get(list);
    if (!pages) return null;
    for (const [name, count] of Object.entries(counts ?? {})) this.#counts.set(name, Number(count) || 0);
    for (const row of rows) this.#take(row);
    const { next, gone } = pages.receive(rows, after);
    if (gone) {
      for (const row of this.#listed(list)) if (gone(row.conversation)) this.#rows.delete(row.conversation);
    }
    this.#sorted.clear();
    return next;
  }

  /** Takes one changed row; an older one than is known changes nothing. */
  receiveRow(row) {
    const known = this.#rows.get(row.conversation);
    if (known && row.seq < known.seq) return false;
    for (const [name, count] of this.#counts) {
      const change = Number(this.#isIn(row, name)) - Number(known ? this.#isIn(known, name) : false);
      // A row that was never here may have been counted already, unless its wait has just begun.
      if (known || name === "waiting") this.#counts.set(name, Math.max(0, count + change));
    }
    this.#take(row);
    for (const pages of this.#pages.values()) pages.note(row.conversation);
    this.#sorted.clear();
    return true;
  }

  /** History is another one (restored from a backup): nothing that is known holds. */
  forget() {
    this.#rows.clear();
    this.#sorted.clear();
    this.#counts.clear();
    this.#seen.clear();
    this.#pages = new Map(listNames.map((name) => [name, new ListPages(name)]));
  }

  hasAnswer(list) {
    return this.#pages.get(list).hasAnswer;
  }

  isComplete(list) {
    return this.#pages.get(list).isComplete;
  }

  row(conversation) {
    return this.#rows.get(conversation) ?? null;
  }

  rows(list) {
    let rows = this.#sorted.get(list);
    if (!rows) {
      rows = this.#listed(list).sort(orderOf(list));
      this.#sorted.set(list, rows);
    }
    return rows;
  }

  count(list) {
    if (this.isComplete(list) || !this.#counts.has(list)) return this.rows(list).length;
    return Math.max(this.#counts.get(list), this.rows(list).length);
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

  #take(row) {
    const known = this.#rows.get(row.conversation);
    if (known && row.seq < known.seq) return;
    // What the visitor does without a word (another page, a rating) makes nothing unread that was read.
    if (known && row.seq > known.seq && !this.isUnread(known) && saidTheSame(known, row)) {
      this.markSeen(row.conversation, row.seq);
    }
    this.#rows.set(row.conversation, row);
  }

  #listed(list) {
    const { end } = this.#pages.get(list);
    const order = orderOf(list);
    return [...this.#rows.values()].filter((row) => this.#isIn(row, list) && (!end || order(row, end) <= 0));
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

function saidTheSame(first, second) {
  return first.status === second.status && first.last?.text === second.last?.text
    && first.last?.author?.kind === second.last?.author?.kind;
}

function orderOf(list) {
  return list === "waiting" ? longestWaitFirst : latestFirst;
}

function longestWaitFirst(first, second) {
  return (first.since ?? first.updated) - (second.since ?? second.updated)
    || compare(first.conversation, second.conversation);
}

function latestFirst(first, second) {
  return second.updated - first.updated || compare(second.conversation, first.conversation);
}

function compare(first, second) {
  return first < second ? -1 : first > second ? 1 : 0;
}
