/** The server counts what arrives, and a network may deliver in one clump what was sent evenly: so stay below. */
const shareOfLimit = 0.75;
const framesPerSecond = 20;
const burst_s = 2;
const waitingFramesMax = 500;
/** Only the newest of these counts, and they may wait until the others have gone. */
const hints = new Set(["typing", "seen"]);

/**
 * Keeps a socket's frames below what the server takes (`frames_per_second` of its welcome, bursts of two seconds).
 * What is too much for now waits here, in order; nothing is refused, and nothing has to be asked for again.
 */
export class Pace {
  #write;
  #now;
  #perSecond = framesPerSecond * shareOfLimit;
  #tokens = 0;
  #filledAt_ms = 0;
  #waiting = [];
  #hints = new Map();
  #timer = null;

  /** `write(frame)` puts one on the wire; `now` gives milliseconds. */
  constructor(write, now = () => Date.now()) {
    this.#write = write;
    this.#now = now;
  }

  /** A new socket, of which nothing was used up yet. */
  begin(limit = framesPerSecond) {
    this.end();
    this.#perSecond = limit * shareOfLimit;
    this.#tokens = this.#perSecond * burst_s;
    this.#filledAt_ms = this.#now();
  }

  /** The socket is gone, and what waited for it too. */
  end() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#waiting = [];
    this.#hints.clear();
  }

  /** False when too much waits already. */
  send(frame) {
    if (hints.has(frame.type)) {
      const name = `${frame.type} ${frame.conversation}`;
      this.#hints.delete(name);
      this.#hints.set(name, frame);
    } else {
      if (this.#waiting.length >= waitingFramesMax) return false;
      this.#waiting.push(frame);
    }
    this.#advance();
    return true;
  }

  /** At once, whatever waits: a ping asks how quick the answer is. */
  sendNow(frame) {
    this.#fill();
    this.#tokens = Math.max(0, this.#tokens - 1);
    this.#write(frame);
  }

  #advance() {
    this.#fill();
    while (this.#waiting.length > 0 && this.#tokens >= 1) this.#spend(this.#waiting.shift());
    // Half of what may go at once is kept for what somebody waits for.
    const reserve = this.#perSecond * burst_s / 2;
    for (const [name, frame] of this.#hints) {
      if (this.#waiting.length > 0 || this.#tokens < reserve) break;
      this.#hints.delete(name);
      this.#spend(frame);
    }
    const wanted = this.#waiting.length > 0 ? 1 : reserve;
    if (this.#waiting.length + this.#hints.size === 0) return;
    const wait_ms = Math.ceil(Math.max(0, wanted - this.#tokens) / this.#perSecond * 1000);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#advance(), wait_ms);
  }

  #spend(frame) {
    this.#tokens -= 1;
    this.#write(frame);
  }

  #fill() {
    const now_ms = this.#now();
    // A clock that was set back must not empty the bucket.
    const elapsed_s = Math.max(0, now_ms - this.#filledAt_ms) / 1000;
    this.#tokens = Math.min(this.#perSecond * burst_s, this.#tokens + elapsed_s * this.#perSecond);
    this.#filledAt_ms = now_ms;
  }
}
