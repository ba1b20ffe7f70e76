import { applyAccent, followViewport } from "./appearance.js";
import { element } from "./element.js";
import { Launcher } from "./launcher.js";
import { Panel } from "./panel.js";
import { texts } from "./texts.js";
import baseStyles from "./base.css" with { type: "css" };
import cardStyles from "./cards.css" with { type: "css" };
import messageStyles from "./messages.css" with { type: "css" };
import panelStyles from "./panel.css" with { type: "css" };
import touchStyles from "./touch.css" with { type: "css" };

const REFRESH_EVERY_MS = 30_000;
const STATUS_REFRESH_MS = 250;
const REATTACH_MAX = 20;
const KEY_EVENTS = ["keydown", "keypress", "keyup"];

/**
 * `<baton-widget>`: the launcher and the panel in a shadow root, above the page and without a trace in its
 * layout.
 */
export class BatonWidget extends HTMLElement {
  #chat;
  #tab;
  #panel;
  #launcher;
  #root;
  #accent;
  #scheduled = false;
  #statusTimer = null;
  #focusBefore = null;
  #reattached = 0;

  /** `tab` is the store of this browser tab; `options` are the `data-` attributes of the script element. */
  constructor(chat, tab, options) {
    super();
    this.#chat = chat;
    this.#tab = tab;
    this.#panel = new Panel(chat, tab, () => this.close());
    this.#launcher = new Launcher(() => (this.#panel.isOpen ? this.close() : this.open()));
    this.#root = element("div", { class: "root", lang: texts.language, dir: texts.direction },
      this.#panel.element, this.#launcher.element);
    this.#root.classList.toggle("left", options.position === "left");
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [baseStyles, panelStyles, messageStyles, cardStyles, touchStyles];
    shadow.append(this.#root);
    this.#listen();
    this.#accent = options.accent;
  }

  connectedCallback() {
    if (this.#accent && !applyAccent(this.#accent, this.#root)) {
      console.warn(`Baton: data-accent is not a colour: ${this.#accent}`);
    }
    this.#accent = null;
    if (this.#chat.hasHistory) this.#chat.wake();
    if (this.#tab.get("open") && !this.#panel.isOpen) this.#show();
    this.#update();
  }

  /** Single-page sites swap the whole body: the chat moves into the new one. A host that insists wins. */
  disconnectedCallback() {
    if (this.#reattached >= REATTACH_MAX) return;
    this.#reattached += 1;
    queueMicrotask(() => {
      if (!this.isConnected) document.body?.append(this);
    });
  }

  open() {
    if (this.#panel.isOpen) return;
    this.#focusBefore = document.activeElement;
    this.#show();
    this.#panel.focus();
  }

  close() {
    if (!this.#panel.isOpen) return;
    this.#panel.close();
    this.#tab.remove("open");
    this.#root.classList.remove("opened");
    this.#update();
    const before = this.#focusBefore;
    if (before?.isConnected && before !== document.body && before !== this) before.focus();
    else this.#launcher.element.focus();
  }

  #show() {
    this.#tab.set("open", "1");
    this.#root.classList.add("opened");
    this.#chat.wake();
    this.#panel.open();
    this.#update();
  }

  #listen() {
    this.#chat.addEventListener("change", () => this.#schedule());
    this.#root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#panel.isOpen && !event.isComposing) this.close();
    });
    // The host's own single-letter shortcuts must not fire while a visitor writes.
    for (const name of KEY_EVENTS) this.#root.addEventListener(name, (event) => event.stopPropagation());
    const check = () => {
      if (!document.hidden) this.#chat.connection.check();
      this.#schedule();
    };
    document.addEventListener("visibilitychange", check);
    for (const name of ["pageshow", "online", "offline"]) window.addEventListener(name, check);
    setInterval(() => this.#panel.isOpen && this.#schedule(), REFRESH_EVERY_MS);
    followViewport(this.#root);
  }

  /**
   * Many frames, one drawing; a hidden page has no animation frames, but its badge must be right all the
   * same.
   */
  #schedule() {
    if (this.#scheduled) return;
    this.#scheduled = true;
    if (document.hidden) queueMicrotask(() => this.#update());
    else requestAnimationFrame(() => this.#update());
  }

  #update() {
    this.#scheduled = false;
    const { connection, conversation } = this.#chat;
    if (this.#panel.isOpen) {
      this.#panel.update(Date.now());
      if (conversation?.synced && !document.hidden) this.#chat.markRead();
    }
    this.#launcher.update(this.#panel.isOpen, this.#chat.unread);
    const unsettled = this.#panel.isOpen && ["connecting", "waiting"].includes(connection.state);
    clearTimeout(this.#statusTimer);
    if (unsettled) this.#statusTimer = setTimeout(() => this.#schedule(), STATUS_REFRESH_MS);
  }
}
