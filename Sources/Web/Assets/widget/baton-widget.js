import { sheets } from "./styles.js";
import { applyAccent, followViewport } from "./appearance.js";
import { complain } from "./complain.js";
import { element } from "./element.js";
import { Launcher } from "./launcher.js";
import { Panel } from "./panel.js";
import { texts } from "./texts.js";

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
  #colour;
  #coloured = "";
  #full;
  #scheduled = false;
  #statusTimer = null;
  #focusBefore = null;
  #reattached = 0;
  #left = false;

  onopened;
  onclosed;

  /**
   * `tab` is the store of this browser tab; `options` are what the host page chose; `colour()` is the accent
   * now: the host's, or else the operator's.
   */
  constructor(chat, tab, options, colour) {
    super();
    this.#colour = colour;
    this.#chat = chat;
    this.#tab = tab;
    this.#full = options.page === "full";
    this.#panel = new Panel(chat, tab, this.#full ? null : () => this.close());
    this.#launcher = new Launcher(() => (this.#panel.isOpen ? this.close() : this.open()));
    this.#root = element("div", { class: "root", lang: texts.language, dir: texts.direction },
      this.#panel.box, this.#launcher.box);
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = sheets;
    shadow.append(this.#root);
    this.#listen();
  }

  connectedCallback() {
    this.#paint();
    if (this.#chat.hasHistory) this.#chat.wake();
    if ((this.#full || this.#tab.get("open")) && !this.#panel.isOpen) this.#show();
    this.#update();
  }

  /** How the host page wants it to look; called again with every change. */
  dress(options) {
    const { classList } = this.#root;
    classList.toggle("left", options.position === "left");
    classList.toggle("bare", options.hideLauncher !== undefined && String(options.hideLauncher) !== "false");
    classList.toggle("full", this.#full);
    if (this.isConnected) this.#paint();
  }

  #paint() {
    const accent = this.#colour() ?? "";
    if (accent === this.#coloured) return;
    this.#coloured = accent;
    if (!applyAccent(accent, this.#root)) complain("accent", accent);
  }

  /** Single-page sites swap the whole body: the chat moves into the new one. A host that insists wins. */
  disconnectedCallback() {
    if (this.#reattached >= REATTACH_MAX || this.#left) return;
    this.#reattached += 1;
    queueMicrotask(() => {
      if (!this.isConnected) document.body?.append(this);
    });
  }

  /** With `earlier` at the list of conversations. */
  open(earlier = false) {
    if (!this.#panel.isOpen) {
      this.#focusBefore = document.activeElement;
      this.#show();
      this.onopened?.();
    }
    this.#panel.showEarlier(earlier);
    this.#panel.focus();
  }

  /** Opens with a text that the visitor may change and send. */
  compose(text) {
    this.#panel.compose(text);
    this.open();
  }

  close() {
    if (!this.#panel.isOpen || this.#full) return;
    this.#hide();
    const before = this.#focusBefore;
    if (before?.isConnected && before !== document.body && before !== this) before.focus();
    else this.#launcher.box.focus();
  }

  /** Forgets the person and goes; the host may boot it again. */
  leave() {
    this.#left = true;
    this.#chat.wipe();
    this.remove();
    this.#left = false;
  }

  #hide() {
    this.#panel.close();
    this.#tab.remove("open");
    this.#root.classList.remove("opened");
    this.#update();
    this.onclosed?.();
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
    this.#chat.addEventListener("left", () => {
      this.#panel.wipe();
      if (this.#panel.isOpen) this.#hide();
    });
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
    this.#paint();
    const { connection, conversation } = this.#chat;
    if (this.#panel.isOpen) {
      this.#panel.update(this.#chat.now());
      if (conversation?.synced && !document.hidden) this.#chat.markRead();
    }
    this.#launcher.update(this.#panel.isOpen, this.#chat.unread);
    const unsettled = this.#panel.isOpen && ["connecting", "waiting"].includes(connection.state);
    clearTimeout(this.#statusTimer);
    if (unsettled) this.#statusTimer = setTimeout(() => this.#schedule(), STATUS_REFRESH_MS);
  }
}
