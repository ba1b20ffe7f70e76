import { element, safeLink } from "../shared/element.js";
import { icon } from "./icons.js";
import { texts } from "./texts.js";

const words = texts.context;

/** Who the visitor is, where they are and what was found: what helps to answer, beside the conversation. */
class ContextPane extends HTMLElement {
  desk = null;
  #shown = "";

  connectedCallback() {
    this.content = element("div", { class: "context-content" });
    const close = () => this.dispatchEvent(new CustomEvent("toggle-context", { bubbles: true }));
    this.pane = element("aside", { class: "context-pane", "aria-label": texts.work.about, hidden: true },
      element("button", {
        class: "icon-button close", type: "button", "aria-label": texts.work.hideAbout, on: { click: close },
      }, icon("close")),
      this.content);
    this.append(this.pane);
  }

  render(stale) {
    if (!stale.has("conversation") && !stale.has("inbox")) return;
    const facts = this.#facts();
    this.pane.hidden = facts === null;
    const shown = JSON.stringify(facts);
    if (facts === null || shown === this.#shown) return;
    this.#shown = shown;
    this.content.replaceChildren(
      element("h2", {}, facts.visitor),
      contact(facts.address),
      page(facts.page),
      attributes(facts.page?.attributes),
      found(facts.found),
      ...standing(facts));
  }

  #facts() {
    const { desk } = this;
    const state = desk.opened;
    if (!state || state.isUnknown) return null;
    const row = desk.inbox.row(state.id);
    return {
      visitor: row?.visitor ?? texts.message.visitor, address: state.contact ?? row?.contact ?? null,
      page: state.page ?? row?.page ?? null, found: desk.briefs.get(state.id)?.found ?? [],
      episode: state.episode, score: state.score,
    };
  }
}

function part(title, ...content) {
  return element("section", {}, element("h3", {}, title), content);
}

function contact(address) {
  if (!address) return part(words.contact, element("p", { class: "is-quiet" }, words.noContact));
  // Encoded, so that an address cannot add a subject or further recipients.
  const href = `mailto:${encodeURIComponent(address).replace("%40", "@")}`;
  return part(words.contact, element("p", {}, element("a", { href, "data-testid": "contact-address" }, address)));
}

function page(shown) {
  if (!shown?.url) return part(words.page, element("p", { class: "is-quiet" }, words.noPage));
  return part(words.page,
    element("p", {}, safeLink(shown.url, shown.title || shown.url)),
    element("p", { class: "is-quiet address" }, shown.url),
    shown.area ? element("p", { class: "is-quiet" }, shown.area) : null);
}

/** The page may say anything about its visitor, so it is marked as a claim. */
function attributes(told) {
  const entries = Object.entries(told ?? {});
  if (entries.length === 0) return "";
  return part(words.attributes,
    element("dl", { class: "facts" }, entries.map(([name, value]) =>
      element("div", {}, element("dt", {}, name), element("dd", {}, String(value))))),
    element("p", { class: "is-quiet" }, words.claims));
}

function found(articles) {
  if (articles.length === 0) return "";
  return part(words.found, element("ul", { class: "links" }, articles.map(({ article, title, url }) =>
    element("li", {}, safeLink(url || `/help/${encodeURIComponent(article)}`, title || article)))));
}

function standing({ episode, score }) {
  return [
    episode > 1 ? part(words.conversation, element("p", {}, words.episode(episode))) : "",
    score ? part(words.rating, element("p", {}, texts.lines.rated(score))) : "",
  ];
}

customElements.define("baton-context-pane", ContextPane);
