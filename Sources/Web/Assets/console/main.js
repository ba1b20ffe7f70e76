import { Api } from "./api.js";
import { registerPages } from "./pages.js";
import { registerPlace } from "./places.js";
import { Storage } from "./storage.js";
import { texts } from "./texts.js";
import "./desk-view.js";
import "./failure-view.js";
import "./set-up-view.js";
import "./sign-in-view.js";

registerPlace({ id: "inbox", label: texts.inbox, icon: "inbox", path: "#inbox", element: null });
registerPages();

const api = new Api();
const session = new Storage(() => window.sessionStorage);
const linkKey = "baton.link";

/** The token of a set-up or invitation link, taken out of the address bar so that it stays in no history. */
function takeLink() {
  const link = window.location.hash.match(/^#(?:set-up|invitation)=([A-Za-z0-9._~-]{1,200})$/);
  if (link) {
    session.set(linkKey, link[1]);
    window.history.replaceState(null, "", window.location.pathname);
  }
  return session.get(linkKey);
}

function show(tag, properties = {}) {
  document.querySelector("[data-view]")?.remove();
  const view = Object.assign(document.createElement(tag), { api, ...properties });
  view.dataset.view = tag;
  document.body.append(view);
}

function showSignIn(hasEnded) {
  show("baton-sign-in", { hasEnded });
}

function showDesk(user) {
  session.remove(linkKey);
  show("baton-desk", { user });
}

async function begin() {
  const token = takeLink();
  if (token) return show("baton-set-up", { token });
  const me = await api.me();
  if (me.ok) showDesk(me.body.user);
  else if (me.status === 401) showSignIn(false);
  else show("baton-failure", { message: me.error });
}

document.addEventListener("signed-in", (event) => showDesk(event.detail.user));
document.addEventListener("signed-out", (event) => showSignIn(event.detail.hasEnded));
document.addEventListener("link-refused", () => session.remove(linkKey));
document.addEventListener("begin-again", begin);
window.addEventListener("hashchange", () => {
  if (/^#(set-up|invitation)=/.test(window.location.hash)) begin();
});

begin();
