import { CitationCard } from "./citation-card.js";
import { button, element, setText } from "./element.js";
import { knownAddress, renderLinks } from "./links.js";
import { renderMarkdown } from "./markdown.js";
import { texts } from "./texts.js";
import { MINUTE_MS, exactTime, relativeTime } from "./times.js";

/** The server's own name for it. */
const STANDARD_NAME = "Assistant";

/** One message on the screen; `update` is called with every new state of its row. */
export class Message {
  box = element("div", { class: "message", role: "listitem" });
  #chat;
  #who = element("p", { class: "who" });
  #bubble = element("div", { class: "bubble", dir: "auto" });
  #time = element("time");
  #state = element("span", { class: "state" });
  #retry = null;
  #meta;
  #card;
  #edit;
  #row = null;
  #minute;

  /** `edit(text)` gives a text that was not sent back to the visitor. */
  constructor(chat, edit) {
    this.#chat = chat;
    this.#edit = edit;
    this.#meta = element("p", { class: "meta" }, this.#time, this.#state);
    this.#card = new CitationCard(chat.server, this.#meta);
    this.box.append(this.#who, this.#bubble, this.#meta);
  }

  update(row, now) {
    const before = this.#row;
    const minute = Math.floor(now / MINUTE_MS);
    const isSame = before && minute === this.#minute
      && Object.keys(row).every((name) => row[name] === before[name]);
    if (isSame) return;
    this.#row = row;
    this.#minute = minute;
    this.#mark(row);
    const same = ["text", "kind", "citations"].every((name) => before?.[name] === row[name]);
    if (!before || !same) this.#fill(row);
    this.#say(row, before, now);
  }

  #mark(row) {
    const { dataset, classList } = this.box;
    dataset.testid = row.key === "greeting" ? "greeting" : row.kind === "dots" ? "answering" : "message";
    dataset.author = row.author.kind;
    if (row.status) dataset.status = row.status;
    classList.toggle("mine", row.author.kind === "visitor");
    classList.toggle("first", row.first);
    classList.toggle("last", row.last);
    setText(this.#who, authorName(row.author, this.#chat));
  }

  #fill(row) {
    if (row.kind === "dots") {
      const dots = element("span", { class: "dots", "aria-hidden": "true" },
        element("i"), element("i"), element("i"));
      const words = row.key === "typing" ? texts.typing : texts.answering;
      const name = authorName(row.author, this.#chat);
      this.#bubble.replaceChildren(dots, element("span", { class: "unseen" }, words(name)));
    } else if (row.author.kind === "assistant") {
      this.#bubble.replaceChildren(this.#answer(row));
    } else {
      this.#bubble.replaceChildren(row.author.kind === "agent" ? renderLinks(row.text) : row.text);
    }
  }

  /** The text with its markers as buttons; sources that no marker points at follow in a row of their own. */
  #answer({ text, citations, status }) {
    const unused = new Map(citations.map((citation) => [citation.n, citation]));
    const all = new Map(unused);
    const body = renderMarkdown(text, (number) => {
      // The sources come with the whole answer; until then each has its place, so that nothing jumps.
      if (status === "streaming") return element("span", { class: "citation" }, String(number));
      unused.delete(number);
      return all.has(number) ? this.#card.marker(all.get(number)) : null;
    }, (link) => knownAddress(link, this.#chat.server, citations));
    if (unused.size > 0) {
      const markers = [...unused.values()].map((citation) => this.#card.marker(citation));
      body.append(element("p", { class: "sources" }, texts.sources, ...markers));
    }
    return body;
  }

  /** When it was said, and whether it has arrived. */
  #say(row, before, now) {
    const mine = row.author.kind === "visitor";
    const failed = row.status === "failed";
    this.#time.hidden = !row.at || failed || row.status === "sending";
    if (row.at) setText(this.#time, relativeTime(row.at, now));
    if (row.at && before?.at !== row.at) {
      this.#time.dateTime = new Date(row.at).toISOString();
      this.#time.title = exactTime(row.at);
    }
    const state = row.seen ? texts.seen : row.status === "sending" ? texts.sending : texts.sent;
    setText(this.#state, mine && !failed ? state : "");
    if (failed !== (this.#retry !== null)) this.#offerRetry(failed);
  }

  #offerRetry(failed) {
    this.#retry?.remove();
    this.#retry = null;
    if (!failed) return;
    const { id, refused } = this.#row;
    const again = () => this.#chat.retry(id);
    const retry = button({ class: "retry", testid: "retry", onclick: again }, texts.notSent);
    // What was only not answered may have arrived all the same: it must go again as it is.
    const edit = refused && button({
      class: "retry", testid: "edit", onclick: () => this.#edit(this.#chat.takeBack(id)),
    }, texts.edit);
    this.#retry = element("span", { class: "failure" }, texts.refusals[refused], " ", retry, edit);
    this.#meta.append(this.#retry);
  }
}

/** What somebody is called here; an Assistant that the operator gave no name, in the page's language. */
export function authorName({ kind, name }, { welcome }) {
  if (kind === "visitor") return texts.you;
  if (kind === "agent") return name || texts.person;
  const chosen = welcome?.assistant ?? STANDARD_NAME;
  return chosen === STANDARD_NAME ? texts.assistant : chosen;
}
