/** Which page the team was told of last, in which conversation, so that nothing is told twice. */
export class PageTrail {
  #store;
  #page;

  /** `page()` gives the page as it is now. */
  constructor(store, page) {
    this.#store = store;
    this.#page = page;
  }

  /** The page to send along with a message. */
  tell(conversation) {
    const page = this.#page();
    this.#store.set("page", `${conversation} ${page.url}`);
    return page;
  }

  /** The page if the team does not know of it, or null. */
  news(conversation) {
    const isKnown = this.#store.get("page") === `${conversation} ${this.#page().url}`;
    return isKnown ? null : this.tell(conversation);
  }
}
