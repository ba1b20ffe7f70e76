import { element } from "../shared/element.js";
import { icon, mark } from "./icons.js";
import { texts } from "./texts.js";

/** The slim rail: the places of the console, and who is signed in. It also keeps the page's title. */
class Rail extends HTMLElement {
  desk = null;

  connectedCallback() {
    this.count = element("span", { class: "badge", "aria-hidden": "true", hidden: true });
    this.spoken = element("span", { class: "visually-hidden" });
    const name = this.desk.user.name;
    const inbox = () => this.dispatchEvent(
      new CustomEvent("open-conversation", { bubbles: true, detail: { id: null } }));
    const signOut = () => this.dispatchEvent(new CustomEvent("sign-out", { bubbles: true }));
    this.append(
      element("nav", { class: "rail", "aria-label": texts.main },
        mark(),
        element("button", { class: "rail-entry", type: "button", "aria-current": "page", on: { click: inbox } },
          icon("inbox"), element("span", {}, texts.inbox), this.count, this.spoken),
        element("div", { class: "rail-foot" },
          element("span", { class: "initials", title: texts.signedInAs(name), "aria-hidden": "true" }, initials(name)),
          element("span", { class: "visually-hidden" }, texts.signedInAs(name)),
          element("button", { class: "rail-entry", type: "button", "data-testid": "sign-out", on: { click: signOut } },
            icon("signOut"), element("span", {}, texts.signOut)))));
    this.render(new Set(["inbox"]));
  }

  render(stale) {
    if (!stale.has("inbox")) return;
    const waiting = this.desk.inbox.count("waiting");
    this.count.textContent = waiting > 99 ? "99+" : String(waiting);
    this.count.hidden = waiting === 0;
    this.spoken.textContent = waiting === 0 ? "" : texts.waitingCount(waiting);
    document.title = waiting === 0 ? texts.inbox : `(${waiting}) ${texts.inbox}`;
  }
}

/** The first letters of the first and the last word. */
function initials(name) {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...word][0] ?? "").join("").toUpperCase();
}

customElements.define("baton-rail", Rail);
