const TYPING_REPEAT_MS = 3_000;

/** Tells the other side that the visitor is typing: at most once in three seconds, and once when it ends. */
export class Presence {
  #tell;
  #now;
  #told = null;

  constructor(tell, now = () => Date.now()) {
    this.#tell = tell;
    this.#now = now;
  }

  typed() {
    if (this.#told !== null && this.#now() - this.#told < TYPING_REPEAT_MS) return;
    this.#told = this.#now();
    this.#tell(true);
  }

  stop() {
    if (this.#told === null) return;
    this.#told = null;
    this.#tell(false);
  }
}
