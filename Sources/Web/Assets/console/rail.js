import { element } from "../shared/element.js";
import { icon, mark } from "./icons.js";
import { placesFor } from "./places.js";
import { deskTexts } from "./texts-desk.js";
import { texts } from "./texts.js";

/** The slim rail: the places of the console, and who is signed in. It also keeps the page's title. */
class Rail extends HTMLElement {
  desk = null;
  #place = null;

  connectedCallback() {
    this.count = element("span", { class: "badge", "aria-hidden": "true", hidden: true });
    this.spoken = element("span", { class: "visually-hidden" });
    const { name, role } = this.desk.user;
    const places = placesFor(role);
    this.#place = places[0];
    this.entries = new Map(places.map((place) => [place.id, this.#entry(place)]));
    this.entries.get("inbox").append(this.count, this.spoken);
    const entries = (isFoot) => places.filter((place) => place.isFoot === isFoot).map(({ id }) => this.entries.get(id));
    const signOut = () => this.dispatchEvent(new CustomEvent("sign-out", { bubbles: true }));
    const alerts = () => this.dispatchEvent(new CustomEvent("open-alerts", { bubbles: true }));
    this.append(
      element("nav", { class: "rail", "aria-label": texts.main },
        mark(),
        entries(false),
        element("div", { class: "rail-foot" },
          element("span", { class: "initials", title: texts.signedInAs(name), "aria-hidden": "true" }, initials(name)),
          element("span", { class: "visually-hidden" }, texts.signedInAs(name)),
          entries(true),
          this.desk.mayAnswer
            ? element("button", {
              class: "rail-entry", type: "button", "aria-haspopup": "dialog", "data-testid": "open-alerts",
              on: { click: alerts },
            }, icon("bell"), element("span", {}, deskTexts.alerts.open))
            : null,
          element("button", { class: "rail-entry", type: "button", "data-testid": "sign-out", on: { click: signOut } },
            icon("signOut"), element("span", {}, texts.signOut)))));
    this.render(new Set(["inbox"]));
  }

  /** A link, so that a place can be opened in a tab of its own. */
  #entry(place) {
    const go = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.dispatchEvent(new CustomEvent("open-place", { bubbles: true, detail: { id: place.id } }));
    };
    return element("a", { class: "rail-entry", href: place.path, "data-testid": `place-${place.id}`, on: { click: go } },
      icon(place.icon), element("span", {}, place.label));
  }

  showPlace(place) {
    this.#place = place;
    for (const [id, entry] of this.entries) {
      if (id === place.id) entry.setAttribute("aria-current", "page");
      else entry.removeAttribute("aria-current");
    }
    this.render(new Set(["inbox"]));
  }

  render(stale) {
    if (!stale.has("inbox")) return;
    const waiting = this.desk.inbox.count("waiting");
    this.count.textContent = waiting > 99 ? "99+" : String(waiting);
    this.count.hidden = waiting === 0;
    this.spoken.textContent = waiting === 0 ? "" : texts.waitingCount(waiting);
    const { label } = this.#place;
    document.title = waiting === 0 ? label : `(${waiting}) ${label}`;
  }
}

/** The first letters of the first and the last word. */
function initials(name) {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...word][0] ?? "").join("").toUpperCase();
}

customElements.define("baton-rail", Rail);
