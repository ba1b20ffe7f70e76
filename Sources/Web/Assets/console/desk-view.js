import { element, safeURL } from "../shared/element.js";
import { AlertTeller } from "./alert-teller.js";
import { Desk } from "./desk.js";
import { GapNews } from "./gap-news.js";
import { handleKey } from "./keys.js";
import { looksLikeID } from "./identifiers.js";
import { placeAt, placesFor } from "./places.js";
import { refreshTimes } from "./time.js";
import { texts } from "./texts.js";
import "./alerts-dialog.js";
import "./connection-line.js";
import "./context-pane.js";
import "./inbox-list.js";
import "./keys-dialog.js";
import "./palette.js";
import "./place-pane.js";
import "./rail.js";
import "./work-pane.js";

/** Conversations that the palette offers again. */
const recentMax = 8;

/** The signed-in console: rail, list, work and context. It owns the desk and hands it to its panes. */
class DeskView extends HTMLElement {
  api = null;
  user = null;
  #place = null;
  /** The address of what is shown: what a refused step goes back to. */
  #address = "";
  /** Ids of the conversations that were opened last, the latest first. */
  recent = [];
  #stopping = new AbortController();
  #stale = new Set();

  connectedCallback() {
    const scheme = window.location.protocol === "https:" ? "wss:" : "ws:";
    this.desk = new Desk(this.user, {
      url: `${scheme}//${window.location.host}/ws/agent`,
      mayConnect: async () => (await this.api.me()).status !== 401,
    });
    this.desk.news = new GapNews(this.api, this.user);
    this.panes = ["rail", "inbox-list", "work-pane", "context-pane", "connection-line"].map((name) =>
      Object.assign(document.createElement(`baton-${name}`), { desk: this.desk }));
    const [rail, list, work, context, line] = this.panes;
    this.placePane = Object.assign(document.createElement("baton-place-pane"), { desk: this.desk, api: this.api });
    this.inboxTitle = element("h1", { class: "visually-hidden" }, texts.inbox);
    const main = element("main", {}, this.inboxTitle, list, work, this.placePane);
    this.teller = new AlertTeller(this.desk, (id) => this.openConversation(id));
    [this.palette, this.keys, this.alerts] = ["palette", "keys-dialog", "alerts-dialog"].map((name) =>
      Object.assign(document.createElement(`baton-${name}`), { view: this, teller: this.teller }));
    this.append(line, element("div", { class: "desk" }, rail, main, context), this.palette, this.keys, this.alerts);
    this.#listen();
    this.#followAddress();
    this.desk.start();
  }

  disconnectedCallback() {
    this.#stopping.abort();
    this.heart.terminate();
    this.desk.stop();
    this.teller.stop();
  }

  #listen() {
    const { signal } = this.#stopping;
    const desk = this.desk;
    for (const type of ["connection", "inbox", "conversation", "notice"]) {
      desk.addEventListener(type, () => this.#renderSoon(type));
    }
    desk.addEventListener("beat", () => refreshTimes(this, desk.clock.now_ms()));
    desk.addEventListener("beat", () => this.#renderSoon("beat"));
    desk.addEventListener("beat", () => this.#lookForNews());
    this.addEventListener("news-seen", () => this.#renderSoon("news"));
    for (const type of ["inbox", "beat"]) desk.addEventListener(type, () => this.teller.look());
    desk.addEventListener("sign-in", () => this.#leave(true));
    this.heart = new Worker("/assets/console/heartbeat.js");
    this.heart.addEventListener("message", () => desk.beat());
    this.addEventListener("open-conversation", (event) => this.openConversation(event.detail.id));
    this.addEventListener("open-place", (event) => this.openPlace(event.detail.id));
    this.addEventListener("toggle-context", () => this.#toggleContext());
    this.addEventListener("sign-out", () => this.signOut());
    this.addEventListener("open-alerts", () => this.openAlerts());
    this.addEventListener("open-palette", () => this.openPalette());
    this.addEventListener("search-article", (event) => this.openPalette(event.detail.choose));
    for (const type of ["pointerdown", "keydown"]) document.addEventListener(type, () => this.teller.wake(), { signal });
    document.addEventListener("keydown", (event) => handleKey(event, this), { signal });
    document.addEventListener("visibilitychange", () => this.#returned(), { signal });
    window.addEventListener("focus", () => desk.looked(), { signal });
    window.addEventListener("pageshow", () => desk.connection.check(), { signal });
    window.addEventListener("online", () => desk.connection.check(), { signal });
    window.addEventListener("offline", () => this.#renderSoon("connection"), { signal });
    window.addEventListener("popstate", () => this.#followAddress(), { signal });
  }

  async #lookForNews() {
    if (await this.desk.news.look(this.desk.clock.now_ms())) this.#renderSoon("news");
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

  openConversation(id) {
    if (this.#place.id === "inbox" && id === this.desk.openID) return this.#arrange();
    const isFirst = this.desk.openID === null || this.#place.id !== "inbox";
    this.#go(id === null ? "#inbox" : `#c=${id}`, isFirst);
  }

  /** Goes to a place of the rail; to the list when it is the inbox. */
  openPlace(id) {
    const place = placesFor(this.user.role).find((known) => known.id === id);
    if (place && place !== this.#place) this.#go(place.path, true);
    else if (id === "inbox") this.openConversation(null);
  }

  #go(address, isNew) {
    if (!this.placePane.mayLeave()) return;
    window.history[isNew ? "pushState" : "replaceState"](null, "", address);
    this.#showAddress();
  }

  #followAddress() {
    const place = placeAt(window.location.hash, this.user.role);
    if (place === this.#place || this.placePane.mayLeave()) this.#showAddress();
    else window.history.pushState(null, "", this.#address);
  }

  #showAddress() {
    const { hash } = window.location;
    const place = placeAt(hash, this.user.role);
    this.#address = hash;
    const opened = new URLSearchParams(hash.slice(1)).get("c") ?? "";
    this.#showPlace(place);
    this.#show(place.id === "inbox" && looksLikeID(opened) ? opened : null);
  }

  #showPlace(place) {
    if (place === this.#place) return;
    const isFirst = this.#place === null;
    this.#place = place;
    const isInbox = place.element === null;
    this.classList.toggle("shows-place", !isInbox);
    this.inboxTitle.hidden = !isInbox;
    this.panes[0].showPlace(place);
    this.placePane.show(isInbox ? null : place);
    if (!isInbox) this.placePane.focusHeading();
    else if (!isFirst) this.querySelector("baton-inbox-list").focusTab();
  }

  #show(id) {
    const before = this.desk.openID;
    this.desk.open(id);
    if (id !== null) this.recent = [id, ...this.recent.filter((known) => known !== id)].slice(0, recentMax);
    this.classList.remove("shows-context");
    this.#arrange();
    // The list was not on the screen of a phone, so its row can take the focus only now.
    if (id === null && before !== null && this.#place.id === "inbox") {
      this.querySelector("baton-inbox-list").focusRow(before);
    }
  }

  #arrange() {
    this.classList.toggle("shows-conversation", this.desk.openID !== null);
  }

  /** Commands and search; with `choose` for one article. The same key closes it. */
  openPalette(choose = null) {
    for (const dialog of this.querySelectorAll("dialog[open]:not(.palette)")) dialog.close();
    this.palette.open(choose);
  }

  openKeys() {
    this.keys.open();
  }

  openAlerts() {
    this.alerts.open();
  }

  openArticle(address) {
    const url = safeURL(address);
    if (url) window.open(url, "_blank", "noopener,noreferrer");
  }

  /** Begins a note or a reply in the open conversation. */
  write(kind) {
    this.querySelector("baton-work-pane").write(kind);
  }

  /** Whether the pane about the visitor is folded away now. */
  get hidesContext() {
    const pane = this.querySelector(".context-pane");
    return pane !== null && !pane.hidden && pane.offsetParent === null && !this.classList.contains("shows-context");
  }

  showContext() {
    if (this.hidesContext) this.#toggleContext();
  }

  #toggleContext() {
    const isShown = this.classList.toggle("shows-context");
    const next = this.querySelector(isShown ? ".context-pane .close" : ".work-head .about");
    next?.focus();
  }

  /** One step back; false when there is none. */
  stepBack() {
    if (this.classList.contains("shows-context")) this.#toggleContext();
    else if (this.desk.openID !== null) this.openConversation(null);
    else return false;
    return true;
  }

  async signOut() {
    if (!this.placePane.mayLeave()) return undefined;
    const unsent = this.desk.outbox.unsentCount;
    if (unsent > 0 && this.desk.notice?.kind !== "unsent") return this.desk.notify({ kind: "unsent", count: unsent });
    const answer = await this.api.signOut();
    if (!answer.ok && answer.status !== 401) {
      return this.desk.notify({ kind: "message", message: texts.notices.signOutFailed });
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
