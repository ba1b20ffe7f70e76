import { element, safeLink } from "../shared/element.js";
import { icon } from "./icons.js";
import { mailAddress } from "./mail-address.js";
import { visitorName } from "./names.js";
import { timeElement } from "./time.js";
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
      element("h2", {}, element("bdi", {}, facts.name)),
      who(facts),
      contact(facts),
      page(facts.page),
      attributes(words.attributes, facts.page?.attributes, words.claims),
      found(facts.found),
      ...standing(facts),
      earlier(facts.conversations, this.desk, (id) => this.#open(id)));
  }

  #open(id) {
    this.dispatchEvent(new CustomEvent("open-conversation", { bubbles: true, detail: { id } }));
  }

  #facts() {
    const { desk } = this;
    const state = desk.opened;
    if (!state || state.isUnknown) return null;
    const row = desk.inbox.row(state.id);
    const known = desk.facts.visitor(state.id);
    const visitor = known?.visitor ?? {};
    return {
      name: visitorName(row ?? desk.facts.visitorRow(state.id)), says: visitor.name ?? null, mail: visitor.email ?? null,
      isVerified: visitor.verified ?? row?.verified ?? false, attributes: visitor.attributes ?? {},
      address: state.contact ?? visitor.contact ?? row?.contact ?? null, hasMail: desk.hasMail,
      page: state.page ?? row?.page ?? null, found: desk.briefs.get(state.id)?.found ?? [],
      episode: state.episode, score: state.score, training: visitor.training ?? null, conversations: known?.conversations ?? [],
    };
  }
}

/** Who it is: a signed word of the host's product, or only what the page says. */
function who({ says, mail, isVerified, attributes: told }) {
  if (!says && !mail && Object.keys(told).length === 0) return "";
  const badge = isVerified
    ? element("p", { class: "verified", "data-testid": "verified" }, icon("verified"), words.verified)
    : element("p", { class: "is-quiet", "data-testid": "unverified" }, words.says);
  const facts = Object.entries({ [words.name]: says, [words.mail]: mail, ...told }).filter(([, value]) => value !== null);
  return element("section", {}, badge, factList(facts));
}

function factList(entries) {
  return element("dl", { class: "facts" }, entries.map(([name, value]) =>
    element("div", {}, element("dt", {}, element("bdi", {}, name)), element("dd", {}, element("bdi", {}, String(value))))));
}

/** The visitor's other conversations, newest first. */
function earlier(rows, desk, open) {
  if (rows.length === 0) return "";
  const link = (row) => element("a", {
    href: `#c=${row.conversation}`, "data-testid": "earlier", on: {
      click: (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        open(row.conversation);
      },
    },
  },
  element("bdi", { class: "earlier-said" }, row.last?.text || texts.row.nothingSaid),
  element("span", { class: "is-quiet" },
    texts.row.statuses[row.status] ?? texts.row.assigned(row.agent?.name ?? texts.work.somebody), " · ",
    timeElement(row.updated, desk.clock.now_ms())));
  return part(words.earlier, element("ul", { class: "links" }, rows.map((row) => element("li", {}, link(row)))));
}

function part(title, ...content) {
  return element("section", {}, element("h3", {}, title), content);
}

/** Where they can be reached. Without a mail server the link opens the agent's own mail program. */
function contact({ address, hasMail }) {
  if (!address) return part(words.contact, element("p", { class: "is-quiet" }, words.noContact));
  return part(words.contact,
    element("p", {}, element("a", { href: mailAddress(address), "data-testid": "contact-address" }, address)),
    hasMail === null ? null : element("p", { class: "is-quiet" }, hasMail ? words.mailOn : words.mailOff));
}

function page(shown) {
  if (!shown?.url) return part(words.page, element("p", { class: "is-quiet" }, words.noPage));
  return part(words.page,
    element("p", {}, safeLink(shown.url, shown.title || shown.url)),
    element("p", { class: "is-quiet address" }, shown.url),
    shown.area ? element("p", { class: "is-quiet" }, shown.area) : null);
}

/** The page may say anything about its visitor, so it is marked as a claim. */
function attributes(title, told, claim) {
  const entries = Object.entries(told ?? {});
  return entries.length === 0 ? "" : part(title, factList(entries), element("p", { class: "is-quiet" }, claim));
}

function found(articles) {
  if (articles.length === 0) return "";
  return part(words.found, element("ul", { class: "links" }, articles.map(({ article, title, url }) =>
    element("li", {}, safeLink(url || `/help/${encodeURIComponent(article)}`, title || article)))));
}

function standing({ episode, score, training }) {
  return [
    episode > 1 ? part(words.conversation, element("p", {}, words.episode(episode))) : "",
    score ? part(words.rating, element("p", {}, texts.lines.rated(score))) : "",
    training === null ? "" : part(words.training,
      element("p", { "data-testid": "training" }, training ? words.mayTrain : words.mayNotTrain)),
  ];
}

customElements.define("baton-context-pane", ContextPane);
