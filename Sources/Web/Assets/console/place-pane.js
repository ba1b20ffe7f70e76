import { element } from "../shared/element.js";

/** Where a place other than the inbox is shown: one custom element at a time. */
class PlacePane extends HTMLElement {
  desk = null;
  api = null;
  #place = null;

  connectedCallback() {
    this.pane = element("div", { class: "place-pane", tabindex: -1 });
    this.append(this.pane);
    this.hidden = true;
  }

  /** Shows a place; null takes it away. */
  show(place) {
    if (this.#place === place) return;
    this.#place = place;
    this.hidden = place === null;
    if (place === null) return this.pane.replaceChildren();
    const { desk, api } = this;
    this.pane.setAttribute("aria-label", place.label);
    this.pane.setAttribute("role", "region");
    this.pane.scrollTop = 0;
    this.pane.replaceChildren(
      Object.assign(document.createElement(place.element), { desk, api, user: desk.user }));
  }

  /** Puts the focus where reading begins: on the heading, or on the pane while there is none yet. */
  focusHeading() {
    const heading = this.pane.querySelector("h1, h2");
    if (heading && !heading.hasAttribute("tabindex")) heading.tabIndex = -1;
    (heading ?? this.pane).focus({ preventScroll: true });
  }

  /** What the palette offers while it is shown: `[{id, label, icon, run}]`. */
  commands() {
    return this.pane.firstElementChild?.commands?.() ?? [];
  }

  /** Whether what is written there may be left. */
  mayLeave() {
    return this.pane.firstElementChild?.mayLeave?.() ?? true;
  }
}

customElements.define("baton-place-pane", PlacePane);
