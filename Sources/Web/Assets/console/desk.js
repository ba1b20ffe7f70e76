import { Connection } from "./connection.js";
import { ConversationState } from "./conversation-state.js";
import { Drafts } from "./drafts.js";
import { Facts } from "./facts.js";
import { newID } from "./identifiers.js";
import { InboxState } from "./inbox-state.js";
import { Outbox } from "./outbox.js";
import { PendingActions } from "./pending-actions.js";
import { Storage } from "./storage.js";
import { Clock } from "./time.js";
import { TypingHeard, TypingTold, typing_ms_max } from "./typing.js";

/** Conversations that are kept in memory after they were closed. */
const keptMax = 30;
const passingCodes = new Set(["too_fast", "unavailable", "hello_first"]);
/** Codes that say that this page is behind: it looks again. */
const behindCodes = new Set(["conflict", "not_assigned", "not_waiting"]);

/**
 * What one signed-in agent works with: the connection and everything known through it. Tells of a change by an event
 * whose type is what changed: "connection", "inbox", "conversation", "notice", "said", "accepted", "beat", "sign-in".
 */
export class Desk extends EventTarget {
  clock = new Clock();
  openID = null;
  notice = null;
  wasOpen = false;
  waitTarget_s = 120;
  charactersMax = 4000;
  /** Whether replies can go out by mail; null while the server has not said. */
  hasMail = null;
  briefs = new Map();
  actions = new PendingActions();
  facts = new Facts((frame) => this.connection.send(frame));
  #told = new TypingTold();
  #conversations = new Map();
  /** The conversation whose events the server sends: the open one, once it was asked for on this connection. */
  #followedID = null;
  /** The last try to take a conversation from a colleague: losing it is no race that was lost. */
  #takeoverID = null;
  #epoch = null;
  /** Set while something waits to be sent or asked again, because the server could not take it. */
  #laterTimer = null;
  #asksLater = false;
  /** How far the visitor was told that the team has read, in the open conversation. */
  #toldSeen = { conversation: null, seq: 0 };
  #local = new Storage(() => window.localStorage);

  constructor(user, { url, mayConnect }) {
    super();
    this.user = user;
    this.typing = new TypingHeard(user.id);
    this.drafts = new Drafts(new Storage(() => window.sessionStorage), user.id);
    this.outbox = new Outbox(this.#local, user.id, this.clock.now_ms());
    this.inbox = new InboxState(user.id, this.#local.json(this.#seenKey) ?? {});
    this.connection = new Connection({
      url, mayConnect,
      onFrame: (frame) => this.#receive(frame),
      onPhase: (phase) => this.#turned(phase),
    });
  }

  start() { this.connection.start(); }
  stop() { this.connection.stop(); }

  /** Every few seconds: pings, expiries, times on the screen. */
  beat() {
    this.connection.beat();
    for (const id of this.outbox.overdue(this.clock.now_ms())) {
      this.#notSent(id, null);
      this.#tell("conversation");
    }
    if (this.actions.expire(this.clock.now_ms()).length > 0) this.notify({ kind: "expired" });
    this.#flush();
    this.#tell("beat");
  }

  get mayAnswer() { return this.user.role !== "viewer" && this.user.role !== "editor"; }
  /** Notes, reports and named articles: everybody but those who only look. */
  get mayNote() { return this.user.role !== "viewer"; }
  get opened() { return this.openID === null ? null : this.#conversations.get(this.openID) ?? null; }

  open(id) {
    if (this.openID === id) return;
    this.#leave();
    this.openID = id;
    this.notice = null;
    if (id !== null) this.#follow(id);
    this.#markSeen();
    this.#tell("inbox", "conversation", "notice");
  }

  /** The status by whoever knows more: the list or the conversation itself. */
  standing(id) {
    const row = this.inbox.row(id);
    const state = this.#conversations.get(id);
    const { status, agent } = row && row.seq >= (state?.lastSeq ?? 0) ? row : state ?? { status: null, agent: null };
    return { status, agent, isMine: status === "assigned" && agent?.id === this.user.id };
  }

  /** Puts a reply or a note (`kind`) into the outbox; false when it is full. */
  write(kind, conversation, text) {
    const added = this.outbox.add({ id: newID("m"), kind, conversation, text, at_ms: this.clock.now_ms() });
    if (added && kind === "reply") this.tellTyping(conversation, false);
    this.#flush();
    this.#tell("conversation");
    return added;
  }

  retry(id) {
    this.outbox.retry(id);
    this.#flush();
    this.#tell("conversation");
  }

  discard(id) {
    this.outbox.forget(id);
    this.#tell("conversation");
  }

  /** `type` is "accept", "give_back" or "resolve". */
  act(type, conversation) {
    const frame = this.actions.begin(type, conversation, newID("g"), this.clock.now_ms());
    if (!frame) return;
    if (this.standing(conversation).status === "assigned") this.#takeoverID = frame.id;
    this.notice = null;
    this.connection.send(frame);
    this.#tell("conversation", "notice");
  }

  /** Says what was wrong with an answer of the Assistant. */
  report(conversation, answer, kind) {
    this.#judge("report", conversation, { answer, kind });
  }

  /** Says whether an answer is right. */
  judge(conversation, answer, verdict) {
    this.#judge("judge", conversation, { answer, verdict });
  }

  /** Says which article answers what a person answered; null when none does. */
  nameArticle(conversation, message, article) {
    this.#judge("name_article", conversation, { message, article });
  }

  #judge(type, conversation, fields) {
    this.connection.send(this.actions.begin(type, conversation, newID("g"), this.clock.now_ms(), fields));
  }

  /** Asks for the next page of a list, if there is one. */
  moreOf(list) {
    const frame = this.connection.phase === "open" ? this.inbox.more(list) : null;
    if (frame) this.connection.send(frame);
  }

  tellTyping(conversation, on) {
    const frame = this.#told.frame(conversation, on, this.clock.now_ms());
    if (frame) this.connection.send(frame);
  }

  notify(notice) {
    this.notice = notice;
    this.#tell("notice");
  }

  /** Whoever looks at the page has read what is on it. */
  looked() { this.#markSeen(); }

  /** Forgets what this agent wrote and read in this browser. */
  clear() {
    this.outbox.clear();
    this.drafts.clear();
    this.#local.remove(this.#seenKey);
  }

  get #seenKey() { return `baton.seen.${this.user.id}`; }

  #tell(...types) {
    for (const type of types) this.dispatchEvent(new Event(type));
  }

  #turned(phase) {
    if (phase !== "open") {
      this.#followedID = null;
      this.outbox.disconnected();
      this.inbox.disconnected();
      this.facts.disconnected();
      for (const state of this.#conversations.values()) state.disconnected();
    }
    this.#tell("connection");
    if (phase === "sign_in") this.#tell("sign-in");
  }

  #receive(frame) {
    switch (frame.type) {
      case "welcome": return this.#welcome(frame);
      case "pong": return this.clock.set(frame.time);
      case "inbox":
        this.#receiveList(frame);
        return this.#tell("inbox", "conversation");
      case "row":
        if (!frame.row || !this.inbox.receiveRow(frame.row)) return;
        this.#markSeen();
        return this.#tell("inbox", "conversation", "notice");
      case "brief":
        this.briefs.set(frame.conversation, frame);
        return this.#tell("conversation");
      case "typing":
        this.typing.receive(frame, this.clock.now_ms());
        setTimeout(() => this.#tell("conversation"), typing_ms_max);
        return this.#tell("conversation");
      case "receipt": return this.#confirmed(frame);
      case "error": return this.#refused(frame);
      default:
        if (this.facts.receive(frame)) return this.#tell("conversation");
        return this.#receiveHistory(frame);
    }
  }

  #receiveList({ list, rows, after, counts }) {
    if (!Array.isArray(rows)) return;
    const next = this.inbox.receiveList(list, rows, { after, counts });
    if (next) this.connection.send(next);
    this.#markSeen();
  }

  #welcome(frame) {
    this.wasOpen = true;
    this.clock.set(frame.time);
    this.waitTarget_s = Number(frame.contact_after_seconds) || this.waitTarget_s;
    this.charactersMax = Number(frame.limits?.text_characters) || this.charactersMax;
    this.hasMail = typeof frame.mail === "boolean" ? frame.mail : null;
    if (this.#epoch !== null && frame.epoch !== this.#epoch) this.inbox.forget();
    this.#epoch = frame.epoch ?? null;
    this.#ask();
    for (const action of this.actions.frames()) this.connection.send(action);
    this.#flush();
    this.#tell("connection");
  }

  #ask() {
    for (const frame of this.inbox.refresh()) this.connection.send(frame);
    this.#followedID = null;
    if (this.openID !== null) this.#follow(this.openID);
  }

  #follow(id) {
    const state = this.#conversations.get(id) ?? new ConversationState(id);
    this.#conversations.delete(id);
    this.#conversations.set(id, state);
    if (this.#conversations.size > keptMax) this.#evict();
    if (this.connection.phase !== "open" || this.#followedID === id) return;
    this.#followedID = id;
    this.#toldSeen = { conversation: id, seq: 0 };
    this.connection.send(state.resumeFrame());
  }

  /** What happens in a conversation that is not shown comes as rows; its events come when it is opened again. */
  #leave() {
    const id = this.#followedID;
    if (id === null) return;
    this.#followedID = null;
    this.#conversations.get(id)?.disconnected();
    this.connection.send({ type: "leave", conversation: id });
  }

  #evict() {
    const oldest = this.#conversations.keys().next().value;
    this.#conversations.delete(oldest);
    this.briefs.delete(oldest);
    this.facts.forget(oldest);
  }

  #receiveHistory(frame) {
    const state = this.#conversations.get(frame.conversation);
    // Frames of a conversation that was just left are still on their way.
    if (!state || frame.conversation !== this.#followedID) return;
    const wasComplete = state.isComplete && !state.isFetching;
    const outcome = state.receive(frame);
    if (outcome === "fetch") this.connection.send(state.resumeFrame());
    if (outcome !== "shown") return;
    if (frame.type === "event") this.#happened(frame, wasComplete);
    if (frame.type === "resumed") this.#askAround(state);
    this.#markSeen();
    if (!state.isFetching) this.#tell("conversation");
  }

  #happened({ conversation, event }, isLive) {
    if (event?.type === "message" || event?.type === "note") {
      // The event may come before the receipt; the next reply need not wait for both.
      this.outbox.forget(event.id);
      this.#flush();
      this.typing.ended(conversation, event.author);
      if (isLive && conversation === this.openID) this.dispatchEvent(new CustomEvent("said", { detail: event }));
    }
    const { status } = this.standing(conversation);
    const changesBrief = event?.type === "handed_off" || (event?.author?.kind === "visitor" && status === "queued");
    if (isLive && event?.type === "consented") this.facts.askVisitor(conversation);
    if (isLive && changesBrief) this.connection.send({ type: "brief", conversation });
  }

  #askAround(state) {
    if (state.isUnknown) return;
    if (state.wasHandedOver) this.connection.send({ type: "brief", conversation: state.id });
    this.facts.askVisitor(state.id);
  }

  #confirmed({ id, conversation }) {
    if (this.outbox.has(id)) {
      this.outbox.confirmed(id);
      // It waits for its event only where one comes.
      const isShown = this.#conversations.get(conversation)?.items.hasMessage(id);
      if (isShown || conversation !== this.#followedID) this.outbox.forget(id);
      this.#flush();
    }
    const action = this.actions.end(id);
    if (action?.type === "accept") this.#tell("accepted");
    this.#tell("conversation");
  }

  #refused({ code, message, id, conversation, retry_after }) {
    const isPassing = passingCodes.has(code);
    if (isPassing) this.#later(Number(retry_after) || 1, id);
    else if (id && this.outbox.has(id)) this.#notSent(id, message);
    else if (id) this.#refusedAction(this.actions.end(id), code, message);
    else if (code === "unknown_conversation") this.#unknown(conversation);
    else return;
    if (id && behindCodes.has(code)) this.#ask();
    this.#flush();
    this.#tell("conversation");
  }

  /** A reply that failed where nobody looks must not fail silently. */
  #notSent(id, why) {
    const entry = this.outbox.refused(id, why);
    if (entry.conversation !== this.openID) this.notify({ kind: "not_sent", conversation: entry.conversation });
  }

  #refusedAction(action, code, message) {
    if (!action) return;
    const kind = action.id === this.#takeoverID ? "still_there" : "conflict";
    if (code === "conflict") this.notify({ kind, conversation: action.conversation });
    else this.notify({ kind: "refused", conversation: action.conversation, message });
  }

  #unknown(conversation) {
    const state = this.#conversations.get(conversation);
    if (!state) return;
    state.isComplete = state.isUnknown = true;
    state.isFetching = false;
  }

  /**
   * The server could not take a frame now: what was asked is asked again after `seconds`, once, however many
   * frames it was. Asking once for each would be too fast again, without end.
   */
  #later(seconds, id) {
    if (id && this.outbox.has(id)) this.outbox.held(id, this.clock.now_ms() + seconds * 1000);
    if (!id) this.#asksLater = true;
    this.#laterTimer ??= setTimeout(() => this.#again(), seconds * 1000 + 50);
  }

  #again() {
    const asks = this.#asksLater;
    this.#laterTimer = null;
    this.#asksLater = false;
    if (this.connection.phase !== "open") return;
    for (const action of this.actions.frames()) this.connection.send(action);
    if (asks) this.inbox.disconnected();
    if (asks) this.#ask();
    this.#flush();
  }

  #flush() {
    if (this.connection.phase !== "open") return;
    for (const { id, kind, conversation, text } of this.outbox.due(this.clock.now_ms())) {
      this.connection.send({ type: kind === "note" ? "note" : "send", conversation, id, text });
    }
  }

  #markSeen() {
    const state = this.opened;
    if (!state || document.visibilityState !== "visible") return;
    this.#tellSeen(state);
    const seq = Math.max(state.lastSeq, this.inbox.row(state.id)?.seq ?? 0);
    if (!state.isComplete || !this.inbox.markSeen(state.id, seq)) return;
    this.#local.set(this.#seenKey, JSON.stringify(this.inbox.seen));
    this.#tell("inbox");
  }

  /** The visitor sees how far the team has read: whoever may answer, not whoever looks on. */
  #tellSeen({ id, isComplete, lastSeq }) {
    const told = this.#toldSeen;
    if (!this.mayAnswer || !isComplete || told.conversation !== id || told.seq >= lastSeq) return;
    if (this.connection.send({ type: "seen", conversation: id, seq: lastSeq })) told.seq = lastSeq;
  }
}
