/** Rows a page; the server takes 50 to 200. */
const pageRows = 100;
const pageRowsMax = 200;

/**
 * How much of one list is known: pages come one after the other, and a list shows only what lies before the end of the
 * last page, so that nothing slips in above it later. Pure: its methods return the frame to send, or null.
 */
export class ListPages {
  hasAnswer = false;
  /** Where the next page begins; null when everything is here. */
  #next = null;
  /** The last row of the last page; null when everything is here. */
  end = null;
  /** While a list is asked for again: the conversations that came so far, and how many are wanted. */
  #gathered = null;
  #wanted = 0;
  #isAsked = false;
  #again = false;

  constructor(list) {
    this.list = list;
  }

  get isComplete() {
    return this.hasAnswer && this.end === null;
  }

  get isOnItsWay() {
    return this.#isAsked;
  }

  /** Asks from the beginning; so many rows as were shown are fetched again before anything counts as gone. */
  refresh(shownCount) {
    if (this.#isAsked) {
      this.#again = true;
      return null;
    }
    this.#wanted = shownCount;
    this.#gathered = new Set();
    return this.#frame(null);
  }

  more() {
    return this.#isAsked || this.#next === null ? null : this.#frame(this.#next);
  }

  /** A row that comes by itself while pages are gathered is there, too. */
  note(conversation) {
    this.#gathered?.add(conversation);
  }

  /**
   * Takes a page. Returns `{next, gone}`: the frame to send now, and a test that says whether a row that was shown is
   * gone (null while that is not known).
   */
  receive(rows, after) {
    // A list that comes unasked comes from its beginning.
    if (!this.#isAsked) this.#gathered = new Set();
    this.#isAsked = false;
    const wasAnswered = this.hasAnswer;
    this.hasAnswer = true;
    this.#next = after ?? null;
    const end = this.#next === null ? null : rows.at(-1) ?? this.end;
    for (const { conversation } of rows) this.#gathered?.add(conversation);
    const isGathering = this.#gathered !== null && this.#next !== null && this.#gathered.size < this.#wanted;
    // Until the gathering has come as far as before, the list goes on showing what it showed.
    if (!isGathering || !wasAnswered) this.end = end;
    if (isGathering) return { next: this.#frame(this.#next), gone: null };
    const gathered = this.#gathered;
    this.#gathered = null;
    const next = this.#again ? this.#startAgain(gathered?.size ?? 0) : null;
    return { next, gone: gathered && ((conversation) => !gathered.has(conversation)) };
  }

  /** Whatever was asked for will not be answered. */
  disconnected() {
    this.#isAsked = this.#again = false;
    this.#gathered = null;
  }

  #startAgain(count) {
    this.#again = false;
    return this.refresh(count);
  }

  #frame(after) {
    this.#isAsked = true;
    const missing = this.#wanted - (this.#gathered?.size ?? this.#wanted);
    const limit = Math.min(pageRowsMax, Math.max(pageRows, missing));
    return { type: "inbox", list: this.list, limit, ...(after === null ? {} : { after }) };
  }
}
