import { element } from "../shared/element.js";
import { Desk } from "./desk.js";
import { handleKey } from "./keys.js";
import { looksLikeID } from "./identifiers.js";
import { refreshTimes } from "./time.js";
import { texts } from "./texts.js";
import "./connection-line.js";
import "./context-pane.js";
import "./inbox-list.js";
import "./rail.js";
import "./work-pane.js";

/** The signed-in console: rail, list, work and context. It owns the desk and hands it to its panes. */
class DeskView extends HTMLElement {
  api = null;
  user = null;
  opened = null;
  #stopping = new AbortController();
  #stale = new Set();

  connectedCallback() {
    const scheme = window.location.protocol === "https:" ? "wss:" : "ws:";
    this.desk = new Desk(this.user, {
      url: `${scheme}//${window.location.host}/ws/agent`,
      mayConnect: async () => (await this.api.me()).status !== 401,
    });
    this.panes = ["rail", "inbox-list", "work-pane", "context-pane", "connection-line"].map((name) =>
      Object.assign(document.createElement(`baton-${name}`), { desk: this.desk }));
    const [rail, list, work, context, line] = this.panes;
    const main = element("main", {}, element("h1", { class: "visually-hidden" }, texts.inbox), list, work);
    this.append(line, element("div", { class: "desk" }, rail, main, context));
    this.#listen();
    this.desk.open(this.opened);
    this.#arrange();
    this.desk.start();
  }

  disconnectedCallback() {
    this.#stopping.abort();
    this.heart.terminate();
    this.desk.stop();
  }

  #listen() {
    const { signal } = this.#stopping;
    const desk = this.desk;
    for (const type of ["connection", "inbox", "conversation", "notice"]) {
      desk.addEventListener(type, () => this.#renderSoon(type));
    }
    desk.addEventListener("beat", () => refreshTimes(this, desk.clock.now_ms()));
    desk.addEventListener("beat", () => this.#renderSoon("beat"));
    desk.addEventListener("sign-in", () => this.#leave(true));
    this.heart = new Worker("/assets/console/heartbeat.js");
    this.heart.addEventListener("message", () => desk.beat());
    this.addEventListener("open-conversation", (event) => this.#open(event.detail.id));
    this.addEventListener("toggle-context", () => this.#toggleContext());
    this.addEventListener("sign-out", () => this.#signOut());
    document.addEventListener("keydown", (event) => handleKey(event, this), { signal });
    document.addEventListener("visibilitychange", () => this.#returned(), { signal });
    window.addEventListener("focus", () => desk.looked(), { signal });
    window.addEventListener("pageshow", () => desk.connection.check(), { signal });
    window.addEventListener("online", () => desk.connection.check(), { signal });
    window.addEventListener("offline", () => this.#renderSoon("connection"), { signal });
    window.addEventListener("popstate", () => this.#followAddress(), { signal });
  }

  #returned() {
    if (document.visibilityState !== "visible") return;
    this.desk.connection.check();
    this.desk.looked();
  }

  /** Shows the changes of one moment together. Not by animation frames: a hidden tab has none, and its title counts. */
  #renderSoon(type) {
    if (this.#stale.size === 0) {
      queueMicrotask(() => {
        const stale = new Set(this.#stale);
        this.#stale.clear();
        if (this.isConnected) for (const pane of this.panes) pane.render(stale);
      });
    }
    this.#stale.add(type);
  }

  #open(id) {
    if (id === this.desk.openID) return this.#arrange();
    const address = id === null ? window.location.pathname : `#c=${id}`;
    const isFirst = this.desk.openID === null;
    window.history[isFirst ? "pushState" : "replaceState"](null, "", address);
    this.#show(id);
  }

  #followAddress() {
    const id = new URLSearchParams(window.location.hash.slice(1)).get("c") ?? "";
    this.#show(looksLikeID(id) ? id : null);
  }

  #show(id) {
    const before = this.desk.openID;
    this.desk.open(id);
    this.classList.remove("shows-context");
    this.#arrange();
    // The list was not on the screen of a phone, so its row can take the focus only now.
    if (id === null && before !== null) this.querySelector("baton-inbox-list").focusRow(before);
  }

  #arrange() {
    this.classList.toggle("shows-conversation", this.desk.openID !== null);
  }

  #toggleContext() {
    const isShown = this.classList.toggle("shows-context");
    const next = this.querySelector(isShown ? ".context-pane .close" : ".work-head .about");
    next?.focus();
  }

  /** One step back; false when there is none. */
  stepBack() {
    if (this.classList.contains("shows-context")) this.#toggleContext();
    else if (this.desk.openID !== null) this.#open(null);
    else return false;
    return true;
  }

  async #signOut() {
    const unsent = this.desk.outbox.unsentCount;
    if (unsent > 0 && this.desk.notice?.kind !== "unsent") return this.desk.note({ kind: "unsent", count: unsent });
    const answer = await this.api.signOut();
    if (!answer.ok && answer.status !== 401) {
      return this.desk.note({ kind: "message", message: texts.notices.signOutFailed });
    }
    this.desk.clear();
    window.history.replaceState(null, "", window.location.pathname);
    this.#leave(false);
  }

  #leave(hasEnded) {
    this.dispatchEvent(new CustomEvent("signed-out", { bubbles: true, detail: { hasEnded } }));
  }
}

customElements.define("baton-desk", DeskView);
