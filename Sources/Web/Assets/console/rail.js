import { element } from "../shared/element.js";
import { icon, mark } from "./icons.js";
import { placesFor } from "./places.js";
import { deskTexts } from "./texts-desk.js";
import { words as progressWords } from "./texts-progress.js";
import { texts } from "./texts.js";

/** The slim rail: the places of the console, and who is signed in. It also keeps the page's title. */
class Rail extends HTMLElement {
  desk = null;
  #place = null;
  #stopping = new AbortController();

  connectedCallback() {
    this.count = element("span", { class: "badge", "aria-hidden": "true", hidden: true });
    this.spoken = element("span", { class: "visually-hidden" });
    const { role } = this.desk.user;
    const places = placesFor(role);
    this.#place = places[0];
    this.entries = new Map(places.map((place) => [place.id, this.#entry(place)]));
    this.entries.get("inbox").append(this.count, this.spoken);
    this.news = element("span", { class: "news-badge", "aria-hidden": "true", hidden: true, "data-testid": "news" });
    this.spokenNews = element("span", { class: "visually-hidden" });
    this.entries.get("progress")?.append(this.news, this.spokenNews);
    const entries = (isWanted) => places.filter(isWanted).map(({ id }) => this.entries.get(id));
    const signOut = this.#button("signOut", texts.signOut, "sign-out");
    const alerts = this.desk.mayAnswer ? this.#button("bell", deskTexts.alerts.open, "open-alerts") : null;
    alerts?.setAttribute("aria-haspopup", "dialog");
    // What a phone has no room for stands behind one more entry; alone, signing out needs none.
    const rare = entries(({ isFoot, isRare }) => isFoot && isRare);
    this.more = this.#button("more", texts.more, "more");
    this.more.setAttribute("aria-expanded", "false");
    this.more.setAttribute("aria-controls", "rail-more");
    this.more.hidden = rare.length === 0;
    this.nav = element("nav", { class: "rail", "aria-label": texts.main },
      mark(),
      entries(({ isFoot }) => !isFoot),
      this.#button("search", texts.search, "open-palette"),
      element("div", { class: "rail-foot" },
        alerts,
        entries(({ isFoot, isRare }) => isFoot && !isRare),
        rare.length === 0 ? signOut : element("div", { class: "rail-more", id: "rail-more" }, rare, signOut),
        this.more));
    this.append(this.nav);
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget && !this.contains(relatedTarget)) this.#showMore(false);
    });
    document.addEventListener("pointerdown", (event) => {
      if (!this.contains(event.target)) this.#showMore(false);
    }, { signal: this.#stopping.signal });
    this.render(new Set(["inbox"]));
  }

  disconnectedCallback() {
    this.#stopping.abort();
  }

  /** A button of the rail: it says by an event of its name that it was pressed. */
  #button(iconName, label, name) {
    const press = () => this.dispatchEvent(new CustomEvent(name, { bubbles: true }));
    return element("button", { class: "rail-entry", type: "button", "data-testid": name, on: { click: press } },
      icon(iconName), element("span", {}, label));
  }

  #clicked(event) {
    if (this.more.contains(event.target)) this.#showMore(!this.nav.classList.contains("shows-more"));
    else if (event.target.closest(".rail-entry")) this.#showMore(false);
  }

  #showMore(isShown) {
    this.nav.classList.toggle("shows-more", isShown);
    this.more.setAttribute("aria-expanded", String(isShown));
  }

  /** Escape closes what is open here before it goes a step back. */
  #key(event) {
    if (event.key !== "Escape" || !this.nav.classList.contains("shows-more")) return;
    event.preventDefault();
    this.#showMore(false);
    this.more.focus();
  }

  /** A link, so that a place can be opened in a tab of its own. */
  #entry(place) {
    const go = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.dispatchEvent(new CustomEvent("open-place", { bubbles: true, detail: { id: place.id } }));
    };
    const { name } = this.desk.user;
    const isOwn = place.id === "account";
    const title = isOwn ? texts.signedInAs(name) : null;
    return element("a", {
      class: "rail-entry", href: place.path, title, "data-testid": `place-${place.id}`, on: { click: go },
    },
    isOwn ? element("span", { class: "initials", "aria-hidden": "true" }, initials(name)) : icon(place.icon),
    element("span", {}, place.label));
  }

  showPlace(place) {
    this.#place = place;
    for (const [id, entry] of this.entries) {
      if (id === place.id) entry.setAttribute("aria-current", "page");
      else entry.removeAttribute("aria-current");
    }
    this.more.classList.toggle("is-within", place.isRare);
    this.render(new Set(["inbox"]));
  }

  render(stale) {
    if (stale.has("news")) this.#renderNews();
    if (!stale.has("inbox")) return;
    const waiting = this.desk.inbox.count("waiting");
    this.count.textContent = waiting > 99 ? "99+" : String(waiting);
    this.count.hidden = waiting === 0;
    this.spoken.textContent = waiting === 0 ? "" : texts.waitingCount(waiting);
    const { label } = this.#place;
    document.title = waiting === 0 ? label : `(${waiting}) ${label}`;
  }

  /** What is new about gaps. */
  #renderNews() {
    const { unseen } = this.desk.news;
    this.news.textContent = unseen > 99 ? "99+" : String(unseen);
    this.news.hidden = unseen === 0;
    this.spokenNews.textContent = unseen === 0 ? "" : progressWords.notices.count(unseen);
  }
}

/** The first letters of the first and the last word. */
function initials(name) {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...word][0] ?? "").join("").toUpperCase();
}

customElements.define("baton-rail", Rail);
