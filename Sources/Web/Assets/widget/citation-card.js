import { button, element, setText } from "./element.js";
import { icon } from "./icons.js";
import { safeAddress } from "./links.js";
import { renderMarkdown } from "./markdown.js";
import { texts } from "./texts.js";

/** The passage behind a `[1]`: opened by its marker, below the answer that it belongs to. */
export class CitationCard {
  #element = element("div", { class: "card", testid: "citation-card", role: "group" });
  #before;
  #server;
  #title = element("p", { class: "card-title" });
  #passage = element("div", { class: "passage", dir: "auto" });
  #link = element("a", { target: "_blank", rel: "noopener" }, texts.readArticle);
  #openedBy = null;
  #shown = null;

  /**
   * `server` is the address that relative article addresses start from; the card opens above the node
   * `before`.
   */
  constructor(server, before) {
    this.#server = server;
    this.#before = before;
    const close = button({
      class: "quiet-icon", "aria-label": texts.closeSource, onclick: () => this.close(),
    }, icon("close"));
    const head = element("div", { class: "card-head" }, this.#title, close);
    this.#element.append(head, this.#passage, this.#link);
    this.#element.addEventListener("keydown", (event) => this.#escape(event));
  }

  /** The small numbered button that stands for a source inside a text. */
  marker(citation) {
    const { n, title } = citation;
    const marker = button({
      class: "citation", testid: "citation", "aria-expanded": String(this.#shown === n),
      "aria-label": texts.source(n, title), title,
      onclick: () => this.#toggle(citation, marker), onkeydown: (event) => this.#escape(event),
    }, String(n));
    return marker;
  }

  close() {
    if (this.#shown === null) return;
    this.#element.remove();
    this.#shown = null;
    this.#openedBy.setAttribute("aria-expanded", "false");
    this.#openedBy.focus();
  }

  #toggle(citation, marker) {
    if (this.#shown === citation.n) return this.close();
    this.#openedBy?.setAttribute("aria-expanded", "false");
    this.#openedBy = marker;
    this.#shown = citation.n;
    marker.setAttribute("aria-expanded", "true");
    this.#element.setAttribute("aria-label", texts.source(citation.n, citation.title));
    setText(this.#title, citation.title);
    this.#passage.replaceChildren(renderMarkdown(citation.text, () => null));
    // An article that was imported is read where it came from.
    const address = safeAddress(citation.source ?? citation.url, this.#server);
    this.#link.hidden = address === null;
    if (address) this.#link.href = address;
    this.#before.before(this.#element);
    // A long passage scrolls, and the keyboard must be able to.
    if (this.#passage.scrollHeight > this.#passage.clientHeight) this.#passage.tabIndex = 0;
    else this.#passage.removeAttribute("tabindex");
    this.#element.scrollIntoView({ block: "nearest" });
  }

  /** Esc goes one step back: it closes the card, not the panel around it. */
  #escape(event) {
    if (event.key !== "Escape" || this.#shown === null) return;
    event.stopPropagation();
    this.close();
  }
}
