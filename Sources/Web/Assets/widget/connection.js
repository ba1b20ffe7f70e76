import { backoffMs } from "./backoff.js";

const PROTOCOL_VERSION = 2;
const WELCOME_DEADLINE_MS = 10_000;
const PING_LONGEST_MS = 15_000;
const PONG_DEADLINE_MS = 10_000;
const RECHECK_DEADLINE_MS = 4_000;
const STEADY_AFTER_MS = 10_000;
const CROWDED_WAIT_MS = 60_000;
const LEAVING_WAIT_LONGEST_MS = 60_000;

/**
 * One socket at a time to the server, opened again for as long as that makes sense.
 * `state` is `idle`, `connecting`, `open`, `waiting`, or an end: `crowded`, `closed`, `refused`, `broken`.
 * The owner gives `greeting()` (fields of its hello), `received(frame)`, `changed()` and `tokenRefused()`.
 */
export class Connection {
  state = "idle";
  attempt = 0;
  /** When it was last open, or began to open (ms). */
  downSince = 0;
  #url;
  #owner;
  #random;
  #socket = null;
  #retryTimer;
  #deadline;
  #pingTimer;
  #steadyTimer;
  #leavingMs = null;

  constructor(server, owner, random = Math.random) {
    // `https:` becomes `wss:`.
    this.#url = new URL("ws/visitor", server).href.replace("http", "ws");
    this.#owner = owner;
    this.#random = random;
  }

  /** Opens the connection if it is not open or on its way already. */
  start() {
    if (this.state === "idle" || this.state === "closed") this.#open();
  }

  /** The page may have slept, or the network changed: find out now rather than at the next ping. */
  check() {
    if (this.state === "open") this.#ping(RECHECK_DEADLINE_MS);
    else if (this.state === "waiting") this.#open();
  }

  /** Until it is started again. */
  stop() {
    this.#abandon();
    this.attempt = 0;
    this.#become("idle");
  }

  /** Says hello anew on a fresh socket. */
  restart() {
    if (this.state === "open" || this.state === "connecting") this.#open();
  }

  /** The server's answers make no sense: another try on a fresh socket, after a pause that grows. */
  giveUp() {
    if (this.state === "open") this.#lost(null);
  }

  /** Null is nothing to send. */
  send(frame) {
    if (frame && this.state === "open") this.#write(frame);
  }

  #write(frame) {
    this.#socket.send(JSON.stringify(frame));
  }

  #open() {
    this.#abandon();
    this.#become("connecting");
    let socket;
    try {
      socket = new WebSocket(this.#url);
    } catch {
      // The page's own policy forbids the address; it may be another page soon (single-page sites).
      return this.#retry(backoffMs(this.attempt, this.#random));
    }
    this.#socket = socket;
    const current = (handle) => (event) => this.#socket === socket && handle(event);
    socket.onopen = current(() => this.#hello());
    socket.onmessage = current((event) => this.#message(event.data));
    socket.onclose = current((event) => this.#lost(event.code));
    this.#expect(WELCOME_DEADLINE_MS);
  }

  #hello() {
    this.#write({ type: "hello", v: PROTOCOL_VERSION, ...this.#owner.greeting() });
  }

  #message(data) {
    let frame;
    try {
      frame = JSON.parse(data);
    } catch {
      return;
    }
    if (this.state === "open") clearTimeout(this.#deadline);
    if (frame?.type === "pong") return;
    if (frame?.type === "ping") return this.#write({ type: "pong" });
    if (frame?.type === "welcome") this.#welcomed(frame);
    if (frame?.type === "going_away") this.#leavingMs = this.#leavingWait(frame.retry_after);
    this.#owner.received(frame ?? {});
  }

  #welcomed(frame) {
    clearTimeout(this.#deadline);
    const pingMs = Math.min(PING_LONGEST_MS, (frame.limits?.ping_seconds ?? Infinity) * 1000);
    this.#pingTimer = setInterval(() => this.#ping(PONG_DEADLINE_MS), pingMs);
    // Not at once: a server that welcomes and falls over would be hammered otherwise.
    this.#steadyTimer = setTimeout(() => { this.attempt = 0; }, STEADY_AFTER_MS);
    this.#become("open");
  }

  #ping(deadlineMs) {
    this.#write({ type: "ping" });
    this.#expect(deadlineMs);
  }

  /** Without a frame until then the connection is dead, whatever the browser believes. */
  #expect(deadlineMs) {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#lost(null), deadlineMs);
  }

  #leavingWait(seconds) {
    const base = Math.min(LEAVING_WAIT_LONGEST_MS, (seconds ?? 1) * 1000);
    return base * (1 + this.#random() / 2);
  }

  #lost(code) {
    const leavingMs = this.#leavingMs;
    this.#abandon();
    switch (code) {
    case 1000: return this.#become("closed");
    case 4002: return this.#become("refused");
    case 4400: return this.#become("broken");
    case 4429: return this.#retry(CROWDED_WAIT_MS * (1 + this.#random() / 4), "crowded");
    case 4001:
      this.#owner.tokenRefused();
      break;
    default: break;
    }
    this.#retry(leavingMs ?? backoffMs(this.attempt, this.#random));
  }

  #retry(delayMs, state = "waiting") {
    this.attempt += 1;
    this.#retryTimer = setTimeout(() => this.#open(), delayMs);
    this.#become(state);
  }

  #abandon() {
    for (const timer of [this.#retryTimer, this.#deadline, this.#steadyTimer]) clearTimeout(timer);
    clearInterval(this.#pingTimer);
    this.#leavingMs = null;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #become(state) {
    if (this.state === state) return;
    if (this.state === "open" || this.state === "idle") this.downSince = Date.now();
    this.state = state;
    this.#owner.changed();
  }
}
