import { Actions } from "./actions.js";
import { Connection } from "./connection.js";
import { Conversation } from "./conversation.js";
import { mintId } from "./ids.js";
import { Outbox } from "./outbox.js";
import { PageTrail } from "./page-trail.js";
import { Presence } from "./presence.js";
import { ReadMark } from "./read-mark.js";

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
export class Chat extends Actions {
  welcome = null;
  /** The visitor's conversations, newest first; null until they were asked for and came. */
  rows = null;
  /** A mail's link that does not lead anywhere any longer. */
  linkExpired = false;
  connection;
  #store;
  #person;
  #trail;
  #read;
  presence;
  #ahead = 0;
  #helloToken = null;
  #resuming = false;
  #gaps = 0;
  #moves = 0;
  #watch = null;

  /** `server` is the origin that the widget was loaded from; `page()` gives the page as it is now. */
  constructor(server, store, person, page) {
    super();
    this.server = server;
    this.#store = store;
    this.#person = person;
    this.#trail = new PageTrail(store, page);
    this.#read = new ReadMark(store);
    this.outbox = new Outbox(store);
    this.connection = new Connection(server, {
      greeting: () => ({ token: (this.#helloToken = store.get("token")) ?? undefined, ...person.greeting }),
      received: (frame) => this.#received(frame),
      changed: () => this.#connectionChanged(),
      tokenRefused: () => this.#dropToken(),
    });
    this.presence = new Presence((on) => this.#sendTyping(on));
    const known = store.get("conversation");
    if (known) this.conversation = new Conversation(known);
    store.watch((name, value, before) => this.#otherTab(name, value, before));
  }

  /** Somebody has written here before, or is known by name, so that there may be news. */
  get hasHistory() {
    return this.conversation !== null || this.outbox.entries().length > 0 || this.#person.isKnown;
  }

  /** There may be other conversations to look at. A link opens its own only. */
  get hasOthers() {
    return this.welcome?.identity !== undefined && !this.#person.hasLink
      && (this.conversation !== null || this.rows?.length > 0);
  }

  /** The server's time, whatever this computer's clock says. */
  now() {
    return Date.now() + this.#ahead;
  }

  get textLimit() {
    return this.welcome?.limits?.text_characters ?? TEXT_CHARACTERS_MAX;
  }

  /** Messages of others that were not on an open panel yet. */
  get unread() {
    return this.#read.unread(this.conversation);
  }

  markRead() {
    if (!this.#read.move(this.conversation)) return;
    this.#tell({ type: "seen", seq: this.conversation.last });
    this.#changed();
  }

  wake() { this.connection.start(); }

  /** False when the outbox is full. */
  say(text) {
    this.#begin();
    this.presence.stop();
    return this.post({ type: "send", id: mintId("m"), text, page: this.#trail.tell(this.conversation.id) });
  }

  askForPerson() {
    if (this.wantsPerson) return;
    this.#begin();
    this.post({ type: "person" });
  }

  /** Shows another conversation, or with null a new one, here and in the other tabs. */
  choose(id) {
    if (id === this.conversation?.id) return;
    this.#store.set("chosen", `${id ?? ""} ${mintId("t")}`);
    this.#switch(id);
  }

  askForRows() { this.connection.send({ type: "conversations" }); }

  /** The host says that it is somebody else, or that they may go on. */
  identify() {
    this.connection.restart();
    this.wake();
  }

  sendProfile() {
    const { profile } = this.#person.greeting;
    if (profile) this.connection.send({ type: "profile", ...profile });
  }

  /** The visitor went to another page in the middle of a conversation. */
  pageChanged() {
    const { conversation, connection } = this;
    if (!conversation?.synced || conversation.isNew || connection.state !== "open") return;
    const page = this.#trail.news(conversation.id);
    if (page) this.#tell({ type: "page", id: mintId("p"), page });
  }

  /** Forgets the person: what they wrote, who they were, and where they talked. */
  wipe() {
    this.#leave();
    // The other tabs must have let go before they see anything disappear, or they would write it anew.
    this.#store.set("left", mintId("t"));
    for (const name of this.#store.names("")) this.#store.remove(name);
    this.outbox.refresh();
  }

  /** Takes a message that was not sent back, so that it can be changed. */
  takeBack(id) {
    const entry = this.outbox.settle(id);
    this.#changed();
    return entry?.frame.text ?? "";
  }

  retry(id) {
    const entry = this.outbox.entries().find((entry) => entry.id === id);
    if (entry?.refused === FULL_CONVERSATION) this.#moveOn();
    else this.outbox.retry(id, mintId("m"));
    this.wake();
    this.#flush();
    this.#changed();
  }

  #leave() {
    this.#person.wipe();
    this.connection.stop();
    Object.assign(this, { conversation: null, welcome: null, rows: null, linkExpired: false });
    this.dispatchEvent(new Event("left"));
    this.#changed();
  }

  #switch(id) {
    if (this.conversation) this.#tell({ type: "leave" });
    if (id) this.#adopt(id);
    else this.#drop();
    this.#changed();
  }

  #drop() {
    this.conversation = null;
    this.#store.remove("conversation");
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

  /** Keeps a frame until its receipt, and sends it as soon as that can be. False when the outbox is full. */
  post(frame, conversation = this.conversation.id) {
    const taken = this.outbox.put({ id: mintId("a"), ...frame, conversation });
    this.wake();
    this.#flush();
    this.#changed();
    return taken;
  }

  /** A frame about this conversation that needs no receipt. */
  #tell(frame) {
    this.connection.send({ ...frame, conversation: this.conversation.id });
  }

  #flush() {
    if (this.connection.state === "open") this.connection.send(this.outbox.take());
  }

  #resume() {
    if (!this.conversation || this.connection.state !== "open") return;
    const { epoch, last } = this.conversation;
    this.#resuming = true;
    this.#tell({ type: "resume", epoch: epoch ?? undefined, after: last });
  }

  #received(frame) {
    if (frame.type === "welcome") return this.#welcomed(frame);
    if (frame.type === "receipt") return this.#receipt(frame);
    if (frame.type === "error") return this.#error(frame);
    if (frame.type === "conversations") return this.#listed(frame.rows ?? []);
    if (!this.conversation || frame.conversation !== this.conversation.id) return;
    if (frame.type === "resumed") this.#resuming = false;
    const outcome = this.conversation.receive(frame, this.now());
    if (outcome === "gap") return this.#closeGap();
    if (frame.type === "resumed") {
      this.#gaps = 0;
      this.pageChanged();
    }
    const written = frame.event?.type === "message" ? frame.event.id : null;
    if (written) this.outbox.settle(written);
    if (outcome === "changed") this.#changed();
  }

  async #welcomed(frame) {
    const known = this.#store.get("token");
    const { identity } = frame;
    // Another tab was given a token while this one asked for its first: one visitor, one token.
    if (known && frame.token && this.#helloToken === null) return this.connection.restart();
    if (identity?.reason === "expired" && (await this.#person.renewed())) return this.connection.restart();
    if (identity?.state === "verified") this.#person.verified();
    this.welcome = frame;
    this.#ahead = Number.isFinite(frame.time) ? frame.time - Date.now() : 0;
    if (frame.token && frame.token !== known) this.#store.set("token", frame.token);
    this.#meet(frame);
    this.outbox.connectionChanged();
    this.#resume();
    this.#flush();
    this.#changed();
  }

  /** Somebody else than before sees nothing of it: not the conversation, and not what was left to be sent. */
  #meet({ visitor, identity, conversation }) {
    if (!identity) return;
    const mark = `${identity.state === "verified" ? "verified" : "open"} ${visitor}`;
    const before = this.#store.get("visitor");
    if (before !== mark) {
      this.#store.set("visitor", mark);
      if (before?.startsWith("verified")) this.outbox.empty();
      if (before && this.conversation) this.#moveOn();
      this.rows = null;
    }
    if (this.#person.hasLink) {
      this.linkExpired = !conversation;
      const isOther = conversation && conversation !== this.conversation?.id;
      if (isOther) this.conversation = new Conversation(conversation);
    } else if (!this.conversation && identity.state === "verified") this.askForRows();
  }

  /** On another device a person who is known finds the conversation that is still open. */
  #listed(rows) {
    const first = this.rows === null && this.welcome?.identity?.state === "verified";
    this.rows = rows;
    const [newest] = rows;
    const isOpen = newest && newest.status !== "resolved";
    if (first && !this.conversation && isOpen) this.#adopt(newest.conversation);
    this.#changed();
  }

  #receipt(frame) {
    this.#confirm(this.outbox.settle(frame.id), frame.at);
    this.#flush();
    this.#changed();
  }

  /** It was taken: it stays on the screen until its event is here too. */
  #confirm(entry, at) {
    const { type, conversation, training } = entry?.frame ?? {};
    if (type === "consent") Object.assign(this.welcome?.consent ?? {}, { training });
    if (type === "send" && conversation === this.conversation?.id) this.conversation.confirm(entry, at);
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
      this.#drop();
    }
    this.#changed();
  }

  #dropToken() {
    // An identity that has run out says nothing against the token of the time before it.
    if (this.welcome?.identity?.state === "verified") return;
    if (this.#store.get("token") === this.#helloToken) this.#store.remove("token");
  }

  #otherTab(name, value, before) {
    this.outbox.refresh();
    if (name === "left" && value) return this.#leave();
    if (name === "chosen" && value) this.#switch(value.split(" ")[0] || null);
    if (name === "conversation" && value && value !== this.conversation?.id) {
      if (!this.conversation || this.conversation.isNew) this.#adopt(value);
      this.wake();
    }
    const strangers = this.#helloToken === null && (!this.conversation || this.conversation.isNew);
    if (name === "token" && value && strangers) this.connection.restart();
    if (name?.startsWith("outbox ") && value === null) this.#confirm(this.outbox.parse(before));
    this.#changed();
  }

  #sendTyping(on) {
    if (!this.conversation || this.conversation.isNew) return;
    this.#tell({ type: "typing", on });
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
    if (this.conversation?.typingName(this.now()) === null) this.conversation.typing = null;
    this.#flush();
    this.#changed();
  }
}
