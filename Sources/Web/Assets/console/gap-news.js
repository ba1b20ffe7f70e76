import { Storage } from "./storage.js";

/** Between two looks; while the tab is hidden there is none. */
const look_ms = 60_000;
const key = "baton.gap-news";

/** What this user was told about gaps and has not looked at. The server tells each thing once; a browser knows what was seen. */
export class GapNews {
  unseen = 0;
  #askedAt_ms = -Infinity;
  #local = new Storage(() => window.localStorage);

  constructor(api, user) {
    this.api = api;
    this.key = `${key}.${user.id}`;
    this.isOn = ["administrator", "admin", "editor"].includes(user.role);
  }

  /** Asks when it is time to; whether the number of what is new has changed. */
  async look(now_ms) {
    if (!this.isOn || now_ms - this.#askedAt_ms < look_ms || document.visibilityState !== "visible") return false;
    this.#askedAt_ms = now_ms;
    const answer = await this.api.get("/api/progress/notices");
    return answer.ok && this.#count(answer.body.notices);
  }

  /** All of these were looked at. Returns the moment up to which they had been seen before. */
  see(notices) {
    const before = this.#seenAt;
    const latest = Math.max(before, ...notices.map(({ at }) => at));
    this.#local.set(this.key, String(latest));
    this.#count(notices);
    return before;
  }

  get #seenAt() {
    return Number(this.#local.get(this.key) ?? 0) || 0;
  }

  #count(notices) {
    const before = this.unseen;
    const seen = this.#seenAt;
    this.unseen = notices.filter(({ at }) => at > seen).length;
    return this.unseen !== before;
  }
}
