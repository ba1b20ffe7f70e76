import { BatonWidget } from "./baton-widget.js";
import { Chat } from "./chat.js";
import { Host } from "./host.js";
import { takeLink } from "./link-session.js";
import { followPage, pageContext } from "./page.js";
import { Person } from "./person.js";
import { Store, browserStorage } from "./store.js";

const ELEMENT_NAME = "baton-widget";

/** The operator's colour; the server writes it here when it serves the script. */
const OPERATOR_ACCENT = "{{accent}}";

/** Known only while the script runs for the first time, hence read here and at once. */
const script = document.currentScript;

/** The widget on this page, and `window.Baton` for the host; a second script element changes nothing. */
function start() {
  const server = `${new URL(script.src).origin}/`;
  const options = { ...script.dataset };
  const tab = new Store(server, browserStorage("sessionStorage"));
  const link = options.page === "full" ? takeLink(tab) : null;
  // A link opens one conversation and nothing else: what this browser remembers stays out of it.
  const store = link ? new Store(`${server} link`, null) : new Store(server, browserStorage("localStorage"));
  const person = new Person(options, link);
  const chat = new Chat(server, store, person, () => pageContext(options));
  customElements.define(ELEMENT_NAME, BatonWidget);
  const colour = () => options.accent || (chat.welcome ? chat.welcome.accent : OPERATOR_ACCENT);
  const host = new Host(new BatonWidget(chat, tab, options, colour), chat, person, options);
  followPage(() => chat.pageChanged());
  host.begin("manual" in script.dataset);
}

if (script?.src && !customElements.get(ELEMENT_NAME)) start();
