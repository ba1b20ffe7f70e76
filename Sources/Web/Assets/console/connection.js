import { Pace } from "./pace.js";

const protocolVersion = 2;
const silence_ms_max = 30_000;
const welcome_ms_max = 10_000;
/** After a sleep or a change of network: how long a ping may stay unanswered. */
const check_ms_max = 4_000;
const backoff_ms_first = 500;
const backoff_ms_max = 30_000;
const tooMany_ms = 60_000;

/** A random wait before try `attempt` (0, 1, 2 ...), full jitter. `random` gives 0 to 1. */
export function backoff_ms(attempt, random) {
  return random() * Math.min(backoff_ms_max, backoff_ms_first * 2 ** Math.min(attempt, 16));
}

/** What a close code asks of this client: `{next, wait_ms}`. */
export function afterClose(code, { attempt, retryAfter_s, random }) {
  switch (code) {
    case 4001: return { next: "sign_in" };
    case 4002: return { next: "outdated" };
    case 4400: return { next: "refused" };
    case 4429: return { next: "too_many", wait_ms: tooMany_ms * (1 + random() / 4) };
    default: {
      const asked_ms = retryAfter_s ? retryAfter_s * 1000 : 0;
      return { next: "reconnect", wait_ms: asked_ms + backoff_ms(attempt, random) };
    }
  }
}

/**
 * One agent's WebSocket: hello, pings, reconnecting. It knows frames by type only.
 * `phase` is "connecting", "open", "reconnecting", "too_many", "outdated", "refused", "sign_in" or "stopped".
 */
export class Connection {
  phase = "stopped";
  #options;
  #socket = null;
  #pace;
  #attempt = 0;
  #timer = null;
  #silenceFrom_ms = 0;
  #pingedAt_ms = 0;
  #ping_ms = 15_000;
  #openedAt_ms = 0;
  #checkUntil_ms = null;
  #retryAfter_s = null;

  /**
   * Needs `url`, `onFrame(frame)`, `onPhase(phase)` and `mayConnect()`, which resolves to false when the session is
   * over: a refused upgrade does not say why. `makeSocket`, `now` and `random` may be given.
   */
  constructor(options) {
    const standard = { makeSocket: (url) => new WebSocket(url), now: () => Date.now(), random: Math.random };
    this.#options = { ...standard, ...options };
    this.#pace = new Pace((frame) => this.#socket.send(JSON.stringify(frame)), this.#options.now);
  }

  start() {
    this.#connect();
  }

  /** Whether the connection was tried and is not there. */
  get isAway() {
    return !["open", "connecting", "stopped"].includes(this.phase);
  }

  stop() {
    this.#drop(1000);
    this.#turn("stopped");
  }

  send(frame) {
    if (this.phase !== "open") return false;
    return this.#pace.send(frame);
  }

  /** To be called every few seconds. */
  beat() {
    const now = this.#options.now();
    if (this.phase === "connecting" && now - this.#openedAt_ms > welcome_ms_max) return this.#lost(1006);
    if (this.phase !== "open") return;
    const isDead = now - this.#silenceFrom_ms > silence_ms_max;
    const failedCheck = this.#checkUntil_ms !== null && now > this.#checkUntil_ms;
    if (isDead || failedCheck) return this.#lost(1006);
    if (now - this.#pingedAt_ms >= this.#ping_ms) this.#sendPing(now);
  }

  /** The page came back to the front, or the network did: find out now whether the connection lives. */
  check() {
    if (this.phase === "reconnecting" || this.phase === "too_many") return this.tryNow();
    if (this.phase !== "open") return;
    const now = this.#options.now();
    this.#checkUntil_ms ??= now + check_ms_max;
    this.#sendPing(now);
  }

  tryNow() {
    if (this.phase !== "reconnecting" && this.phase !== "too_many") return;
    clearTimeout(this.#timer);
    this.#connect();
  }

  #connect() {
    clearTimeout(this.#timer);
    const { url, makeSocket, now } = this.#options;
    this.#retryAfter_s = null;
    this.#checkUntil_ms = null;
    this.#openedAt_ms = now();
    let socket;
    try {
      socket = makeSocket(url);
    } catch {
      return this.#lost(1006);
    }
    this.#socket = socket;
    this.#turn("connecting");
    socket.addEventListener("open", () => {
      if (socket === this.#socket) socket.send(JSON.stringify({ type: "hello", v: protocolVersion }));
    });
    socket.addEventListener("message", (message) => {
      if (socket === this.#socket) this.#receive(message.data);
    });
    socket.addEventListener("close", (closed) => {
      if (socket === this.#socket) this.#lost(closed.code);
    });
  }

  #receive(data) {
    this.#silenceFrom_ms = this.#options.now();
    this.#checkUntil_ms = null;
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return;
    }
    if (frame === null || typeof frame !== "object") return;
    if (frame.type === "ping") return this.#sendNow({ type: "pong" });
    if (frame.type === "going_away") this.#retryAfter_s = Number(frame.retry_after) || null;
    if (frame.type === "welcome") this.#welcome(frame);
    this.#options.onFrame(frame);
  }

  #welcome(frame) {
    this.#attempt = 0;
    this.#pingedAt_ms = this.#options.now();
    this.#pace.begin(Number(frame.limits?.frames_per_second) || undefined);
    this.#ping_ms = 1000 * (Number(frame.limits?.ping_seconds) || 15);
    this.#turn("open");
  }

  #sendPing(now) {
    this.#pingedAt_ms = now;
    this.#sendNow({ type: "ping" });
  }

  #sendNow(frame) {
    if (this.phase === "open") this.#pace.sendNow(frame);
  }

  async #lost(code) {
    const hadWelcome = this.phase === "open";
    this.#drop(4000);
    const { random, mayConnect } = this.#options;
    const after = afterClose(code, { attempt: this.#attempt, retryAfter_s: this.#retryAfter_s, random });
    this.#attempt += 1;
    this.#turn(after.next === "reconnect" ? "reconnecting" : after.next);
    if (after.wait_ms === undefined) return;
    this.#timer = setTimeout(() => this.#connect(), after.wait_ms);
    if (hadWelcome || (await mayConnect())) return;
    if (this.phase === "reconnecting" || this.phase === "connecting") {
      this.#drop(1000);
      this.#turn("sign_in");
    }
  }

  /** Lets go of the socket without waiting for its closing: a dead one takes minutes. */
  #drop(code) {
    clearTimeout(this.#timer);
    this.#pace.end();
    const socket = this.#socket;
    this.#socket = null;
    if (!socket) return;
    try {
      socket.close(code);
    } catch {
      // It was never open.
    }
  }

  #turn(phase) {
    if (this.phase === phase) return;
    this.phase = phase;
    this.#options.onPhase(phase);
  }
}
