import { BatonWidget } from "./baton-widget.js";
import { Chat } from "./chat.js";
import { pageContext } from "./page.js";
import { Store, browserStorage } from "./store.js";

const ELEMENT_NAME = "baton-widget";

/** Known only while the script runs for the first time, hence read here and at once. */
const script = document.currentScript;

/** The widget on this page, and `window.Baton` for the host; a second script element changes nothing. */
function boot() {
  const server = `${new URL(script.src).origin}/`;
  const store = new Store(server, browserStorage("localStorage"));
  const tab = new Store(server, browserStorage("sessionStorage"));
  const chat = new Chat(server, store, () => pageContext(script));
  customElements.define(ELEMENT_NAME, BatonWidget);
  const widget = new BatonWidget(chat, tab, script.dataset);
  window.Baton = { open: () => widget.open(), close: () => widget.close() };
  if (document.body) document.body.append(widget);
  else document.addEventListener("DOMContentLoaded", () => document.body.append(widget));
}

if (script?.src && !customElements.get(ELEMENT_NAME)) boot();
