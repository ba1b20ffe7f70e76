import { Connection } from "./connection.js";
import { Conversation } from "./conversation.js";
import { mintId } from "./ids.js";
import { Outbox } from "./outbox.js";
import { Presence } from "./presence.js";

const TEXT_CHARACTERS_MAX = 4_000;
const GAP_RESUMES_MAX = 3;
const MOVES_MAX = 3;
const WATCH_EVERY_MS = 1_000;
const RETRY_DEFAULT_SECONDS = 2;

/** Refusals after which the message can only go into a conversation of its own. */
const LOST_CONVERSATION = "unknown_conversation";
const FULL_CONVERSATION = "conversation_full";
const TRY_LATER = new Set(["too_fast", "unavailable"]);

/**
 * One visitor's side of the chat: connection, conversation, outbox and store brought together, without a
 * screen. Dispatches `change` whenever something that can be seen is different.
 */
export class Chat extends EventTarget {
  conversation = null;
  welcome = null;
  contactRefused = false;
  connection;
  outbox;
  #store;
  #page;
  #presence;
  #helloToken = null;
  #resuming = false;
  #gaps = 0;
  #moves = 0;
  #watch = null;

  /** `server` is the origin that the widget was loaded from; `page()` gives the page as it is now. */
  constructor(server, store, page) {
    super();
    this.server = server;
    this.#store = store;
    this.#page = page;
    this.outbox = new Outbox(store);
    this.connection = new Connection(socketAddress(server), {
      token: () => (this.#helloToken = store.get("token")),
      received: (frame) => this.#received(frame),
      changed: () => this.#connectionChanged(),
      tokenRefused: () => this.#dropToken(),
    });
    this.#presence = new Presence((on) => this.#sendTyping(on));
    const known = store.get("conversation");
    if (known) this.conversation = new Conversation(known);
    store.watch((name, value, before) => this.#otherTab(name, value, before));
  }

  /** Somebody has written here before, so that there may be news. */
  get hasHistory() {
    return this.conversation !== null || this.outbox.entries().length > 0;
  }

  get textLimit() {
    return this.welcome?.limits?.text_characters ?? TEXT_CHARACTERS_MAX;
  }

  /** Messages of others that were not on an open panel yet. */
  get unread() {
    if (!this.conversation?.synced) return 0;
    const read = this.#readUpTo();
    return this.conversation.items
      .filter((item) => item.kind === "message" && item.author.kind !== "visitor" && item.seq > read).length;
  }

  markRead() {
    const { conversation } = this;
    if (!conversation || conversation.last <= this.#readUpTo()) return;
    this.#store.set("read", `${conversation.id} ${conversation.epoch} ${conversation.last}`);
    this.#changed();
  }

  wake() {
    this.connection.start();
  }

  /** False when the outbox is full. */
  say(text) {
    this.#begin();
    this.#presence.stop();
    return this.#post({ type: "send", id: mintId("m"), text, page: this.#page() });
  }

  typing() {
    this.#presence.typed();
  }

  stoppedTyping() {
    this.#presence.stop();
  }

  askForPerson() {
    if (this.wantsPerson) return;
    this.#begin();
    this.#post({ type: "person", id: mintId("a") });
  }

  /** A person has it, was asked to come, or is being asked. */
  get wantsPerson() {
    return ["waiting", "person"].includes(this.conversation?.status) || this.waiting("person") !== undefined;
  }

  leaveAddress(address) {
    this.contactRefused = false;
    this.#post({ type: "contact", id: mintId("a"), address });
  }

  helped(answer, helped) {
    this.#post({ type: "helped", id: mintId("a"), answer, helped });
  }

  rate(score) {
    this.#post({ type: "rate", id: mintId("a"), score });
  }

  /** The newest frame of this type that waits for its receipt. */
  waiting(type, answer) {
    const own = (frame) => frame.conversation === this.conversation?.id && frame.answer === answer;
    return this.outbox.entries().findLast(({ frame }) => frame.type === type && own(frame))?.frame;
  }

  retry(id) {
    const entry = this.outbox.entries().find((entry) => entry.id === id);
    if (entry?.refused === FULL_CONVERSATION) this.#moveOn();
    else this.outbox.retry(id, mintId("m"));
    this.wake();
    this.#flush();
    this.#changed();
  }

  #readUpTo() {
    const [id, epoch, last] = (this.#store.get("read") ?? "").split(" ");
    return id === this.conversation?.id && epoch === this.conversation?.epoch ? Number(last) : 0;
  }

  #begin() {
    const known = this.#store.get("conversation");
    if (this.conversation && !(this.conversation.isNew && known && known !== this.conversation.id)) return;
    this.#adopt(known ?? mintId("c"));
  }

  #adopt(id) {
    this.conversation = new Conversation(id);
    if (this.#store.get("conversation") !== id) this.#store.set("conversation", id);
    this.#resume();
  }

  #post(frame) {
    const taken = this.outbox.put({ ...frame, conversation: this.conversation.id });
    this.wake();
    this.#flush();
    this.#changed();
    return taken;
  }

  #flush() {
    if (this.connection.state !== "open") return;
    for (const frame of this.outbox.take()) this.connection.send(frame);
  }

  #resume() {
    if (!this.conversation || this.connection.state !== "open") return;
    const { id, epoch, last } = this.conversation;
    this.#resuming = true;
    this.connection.send({ type: "resume", conversation: id, ...(epoch ? { epoch } : {}), after: last });
  }

  #received(frame) {
    if (frame.type === "welcome") return this.#welcomed(frame);
    if (frame.type === "receipt") return this.#receipt(frame);
    if (frame.type === "error") return this.#error(frame);
    if (!this.conversation || frame.conversation !== this.conversation.id) return;
    if (frame.type === "resumed") this.#resuming = false;
    const outcome = this.conversation.receive(frame, Date.now());
    if (outcome === "gap") return this.#closeGap();
    if (frame.type === "resumed") this.#gaps = 0;
    const written = frame.event?.type === "message" ? frame.event.id : null;
    if (written) this.outbox.settle(written);
    if (outcome === "changed") this.#changed();
  }

  #welcomed(frame) {
    const known = this.#store.get("token");
    // Another tab was given a token while this one asked for its first: one visitor, one token.
    if (known && this.#helloToken === null) return this.connection.restart();
    this.welcome = frame;
    if (frame.token && frame.token !== known) this.#store.set("token", frame.token);
    this.outbox.connectionChanged();
    this.#resume();
    this.#flush();
    this.#changed();
  }

  #receipt(frame) {
    const entry = this.outbox.settle(frame.id);
    const { conversation } = this;
    if (entry?.frame.type === "send" && frame.conversation === conversation?.id) conversation.confirm(entry);
    this.#flush();
    this.#changed();
  }

  #error(frame) {
    if (TRY_LATER.has(frame.code)) return this.#later(frame.retry_after ?? RETRY_DEFAULT_SECONDS);
    const entry = this.outbox.entries().find((entry) => entry.id === frame.id);
    const about = frame.conversation ?? entry?.frame.conversation;
    const ours = this.conversation !== null && about === this.conversation.id;
    if (frame.code === LOST_CONVERSATION && ours && this.#moves < MOVES_MAX) return this.#moveOn();
    if (!entry) return;
    if (entry.frame.type === "send") {
      this.outbox.refuse(entry.id, frame.code);
    } else {
      this.outbox.settle(entry.id);
      if (entry.frame.type === "contact") this.contactRefused = true;
    }
    this.#changed();
  }

  #later(seconds) {
    this.outbox.pause(seconds);
    if (!this.#resuming) return;
    setTimeout(() => {
      if (this.#resuming) this.#resume();
    }, seconds * 1000);
  }

  /** An event is missing. While a resume is under way, what does not fit belongs to the time before it. */
  #closeGap() {
    if (this.#resuming) return;
    this.#gaps += 1;
    if (this.#gaps > GAP_RESUMES_MAX) {
      this.#gaps = 0;
      return this.connection.giveUp();
    }
    this.#resume();
  }

  /** The conversation is not this visitor's (any longer), or full: what is unsent goes into a new one. */
  #moveOn() {
    this.#moves += 1;
    const from = this.conversation.id;
    const fresh = mintId("c");
    this.outbox.move(from, fresh);
    if (this.outbox.entries().some((entry) => entry.frame.conversation === fresh)) {
      this.#adopt(fresh);
      this.#flush();
    } else {
      this.conversation = null;
      this.#store.remove("conversation");
    }
    this.#changed();
  }

  #dropToken() {
    if (this.#store.get("token") === this.#helloToken) this.#store.remove("token");
  }

  #otherTab(name, value, before) {
    this.outbox.refresh();
    if (name === "conversation" && value && value !== this.conversation?.id) {
      if (!this.conversation || this.conversation.isNew) this.#adopt(value);
      this.wake();
    }
    const strangers = this.#helloToken === null && (!this.conversation || this.conversation.isNew);
    if (name === "token" && value && strangers) this.connection.restart();
    if (name?.startsWith("outbox ") && value === null) this.#settledElsewhere(before);
    this.#changed();
  }

  /** Another tab got the receipt; keep the message on the screen until its event is here too. */
  #settledElsewhere(before) {
    try {
      const entry = JSON.parse(before);
      const { type, conversation } = entry.frame;
      if (type === "send" && conversation === this.conversation?.id) this.conversation.confirm(entry);
    } catch {
      // Not one of ours.
    }
  }

  #sendTyping(on) {
    if (!this.conversation || this.conversation.isNew) return;
    this.connection.send({ type: "typing", conversation: this.conversation.id, on });
  }

  #connectionChanged() {
    this.#resuming = false;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
    const restless = this.conversation?.typing || this.outbox.entries().length > 0;
    if (restless) this.#watch ??= setInterval(() => this.#look(), WATCH_EVERY_MS);
  }

  /**
   * What changes by time alone: a receipt that does not come, a typing that ends, a batch that was left
   * over.
   */
  #look() {
    clearInterval(this.#watch);
    this.#watch = null;
    if (this.conversation?.typingName(Date.now()) === null) this.conversation.typing = null;
    this.#flush();
    this.#changed();
  }
}

function socketAddress(server) {
  const url = new URL("ws/visitor", server);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
