import { Storage } from "./storage.js";

const draftsMax = 50;
/** A draft that nobody touched for so long is gone: it may hold words of people. */
const kept_ms_max = 60 * 24 * 60 * 60_000;

/**
 * Drafts of articles in this browser, by the gap that they answer and the article that they change: `{draft, at}`. They
 * outlive a reload, a crash and the end of a session, and go when they are published.
 */
export class GapDrafts {
  #storage;
  #prefix;

  constructor(agent, storage = new Storage(() => window.localStorage)) {
    this.#storage = storage;
    this.#prefix = `baton.article.${agent}.`;
  }

  /** The draft as it was kept, or null. */
  of(gap, article, now_ms) {
    const kept = this.#storage.json(this.keyOf(gap, article));
    if (typeof kept?.draft?.text !== "string" || !Number.isFinite(kept.at)) return null;
    return now_ms - kept.at > kept_ms_max ? null : kept;
  }

  /** The articles that a gap has drafts for; null stands for a new one. */
  articles(gap, now_ms) {
    const prefix = this.keyOf(gap, "");
    return this.#storage.keys(prefix)
      .map((key) => key.slice(prefix.length))
      .filter((article) => this.of(gap, article, now_ms) !== null)
      .map((article) => (article === newArticle ? null : article));
  }

  /** False when the browser would lose it with the page. */
  keep(gap, article, draft, at) {
    const key = this.keyOf(gap, article);
    this.#storage.set(key, JSON.stringify({ draft, at }));
    this.#makeRoom(key, at);
    return this.#storage.isKept(key);
  }

  remove(gap, article) {
    this.#storage.remove(this.keyOf(gap, article));
  }

  keyOf(gap, article) {
    return `${this.#prefix}${gap}.${article ?? newArticle}`;
  }

  /** The oldest go first, never the one that is being written. */
  #makeRoom(current, now_ms) {
    const others = this.#storage.keys(this.#prefix).filter((key) => key !== current)
      .map((key) => ({ key, at: this.#storage.json(key)?.at ?? 0 }))
      .sort((one, other) => other.at - one.at);
    others.forEach(({ key, at }, index) => {
      if (index >= draftsMax - 1 || now_ms - at > kept_ms_max) this.#storage.remove(key);
    });
  }
}

const newArticle = "~new";
