import { element } from "../shared/element.js";
import { gapAddress, gapPlace } from "./gap-address.js";
import { Said } from "./page-parts.js";
import "./gap-editor.js";
import "./gap-list.js";
import "./gap-page.js";

const tags = { list: "baton-gap-list", gap: "baton-gap-page", write: "baton-gap-editor" };

/** "Gaps": the list, one gap, or the editor that answers it, each with an address of its own. */
class GapsView extends HTMLElement {
  desk = null;
  api = null;
  user = null;
  #said = new Said();
  #shown = null;
  #stopping = new AbortController();

  connectedCallback() {
    this.body = element("div", { class: "gaps-body" });
    this.append(this.body, this.#said.element);
    window.addEventListener("popstate", () => this.#show(true), { signal: this.#stopping.signal });
    this.#show(false);
  }

  disconnectedCallback() {
    this.#stopping.abort();
  }

  /** What the palette offers here. */
  commands() {
    return this.body.firstElementChild?.commands?.() ?? [];
  }

  /** Goes to another address of this place; `said` is a line that is shown there. */
  #go(place, said = null) {
    window.history.pushState(null, "", gapAddress(place));
    this.#show(true);
    if (said) this.#tell(said);
  }

  #tell({ text, action = null }) {
    this.#said.say(text, action);
  }

  #show(takesFocus) {
    const { hash } = window.location;
    if (!this.isConnected || !hash.startsWith("#gaps") || hash === this.#shown) return;
    this.#shown = hash;
    this.#said.clear();
    const place = gapPlace(hash);
    const { api, user, desk } = this;
    const page = Object.assign(document.createElement(tags[place.page]), {
      api, user, desk, place, go: (to, said) => this.#go(to, said), tell: (said) => this.#tell(said),
      readyToRead: () => takesFocus && this.#focusHeading(),
    });
    this.body.replaceChildren(page);
    this.closest(".place-pane")?.scrollTo(0, 0);
  }

  /** Reading begins at the heading, unless somebody has gone on meanwhile. */
  #focusHeading() {
    const { activeElement } = document;
    const isElsewhere = activeElement && activeElement !== document.body && !activeElement.matches(".place-pane");
    if (!isElsewhere) this.querySelector("h1")?.focus({ preventScroll: true });
  }
}

customElements.define("baton-gaps", GapsView);
