import { ConversationItems } from "./conversation-items.js";

/** A conversation that still has a hole after this many fetches is fetched from its beginning. */
const refetchesMax = 3;

/**
 * What this page knows of one conversation: its events in order, each once. Pure: frames go in, and the answer says
 * what to do: "shown", "dropped", "fetch" (send `resume`) or "waiting" (a fetch is under way).
 */
export class ConversationState {
  items = new ConversationItems();
  epoch = null;
  lastSeq = 0;
  status = null;
  agent = null;
  contact = null;
  score = null;
  episode = 1;
  page = null;
  wasHandedOver = false;
  /** The answer that is being written: `{id, text, n}`. */
  answering = null;
  isFetching = false;
  isComplete = false;
  isUnknown = false;
  #refetches = 0;

  constructor(id) {
    this.id = id;
  }

  /** The frame that asks for what is missing. */
  resumeFrame() {
    this.isFetching = true;
    const frame = { type: "resume", conversation: this.id, after: this.lastSeq };
    return this.epoch ? { ...frame, epoch: this.epoch } : frame;
  }

  receive(frame) {
    switch (frame.type) {
      case "event": return this.#receiveEvent(frame);
      case "delta": return this.#receiveDelta(frame);
      case "snapshot":
        this.#forget();
        this.epoch = frame.epoch ?? null;
        return "shown";
      case "resumed": return this.#receiveResumed(frame);
      default: return "dropped";
    }
  }

  /** The connection is gone; an answer that was being written comes whole, or is withdrawn, after the resume. */
  disconnected() {
    this.isFetching = false;
  }

  #receiveEvent(frame) {
    if (!Number.isInteger(frame.seq) || frame.seq <= this.lastSeq) return "dropped";
    if (frame.prev !== this.lastSeq) {
      if (this.isFetching) return "waiting";
      return "fetch";
    }
    this.lastSeq = frame.seq;
    this.#apply(frame.event ?? {}, frame);
    return "shown";
  }

  #receiveDelta(frame) {
    const current = this.answering?.id === frame.answer ? this.answering : null;
    if (frame.whole === true) {
      this.answering = { id: frame.answer, text: String(frame.text), n: frame.n };
      return "shown";
    }
    if (!current || frame.n !== current.n + 1) return "dropped";
    this.answering = { id: current.id, text: current.text + String(frame.text), n: frame.n };
    return "shown";
  }

  #receiveResumed(frame) {
    this.isFetching = false;
    this.epoch = frame.epoch ?? this.epoch;
    if (Number.isInteger(frame.head) && frame.head > this.lastSeq) {
      this.#refetches += 1;
      if (this.#refetches > refetchesMax) this.#forget();
      if (this.#refetches <= 2 * refetchesMax) return "fetch";
    }
    this.#refetches = 0;
    this.isComplete = true;
    this.isUnknown = this.lastSeq === 0;
    return "shown";
  }

  #forget() {
    this.items = new ConversationItems();
    this.lastSeq = 0;
    this.status = this.agent = this.contact = this.score = this.page = this.answering = null;
    this.episode = 1;
    this.wasHandedOver = false;
    this.isComplete = false;
  }

  #apply(event, frame) {
    this.items.add(event, frame);
    switch (event.type) {
      case "started": return this.#move("assistant", null);
      case "message":
        if (event.page) this.page = event.page;
        if (event.id === this.answering?.id) this.answering = null;
        return;
      case "page_changed":
        this.page = event.page ?? this.page;
        return;
      case "answering":
        this.answering = { id: event.answer, text: "", n: 0 };
        return;
      case "withdrawn":
        if (event.answer === this.answering?.id) this.answering = null;
        return;
      case "handed_off":
        this.wasHandedOver = true;
        return this.#move("queued", null);
      case "joined": return this.#move("assigned", event.author ?? null);
      case "given_back": return this.#move("assistant", null);
      case "resolved": return this.#move("resolved", null);
      case "reopened":
        this.episode = event.episode ?? this.episode;
        this.score = null;
        return this.#move("assistant", null);
      case "contact_left":
        this.contact = event.address ?? null;
        return;
      case "rated":
        this.score = event.score ?? null;
        return;
      default:
    }
  }

  #move(status, agent) {
    this.status = status;
    this.agent = agent;
  }
}
