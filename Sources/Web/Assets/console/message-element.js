import { element, safeURL } from "../shared/element.js";
import { markdown } from "../shared/markdown.js";
import { nameOf } from "./names.js";
import { setTime } from "./time.js";
import { texts } from "./texts.js";

const words = texts.message;

export function createMessage(item) {
  const { kind } = item.author;
  return element("article", { class: `message ${kind}`, "data-testid": "message", "data-author": kind },
    element("header", {}, element("span", { class: "author" }), element("time")),
    element("div", { class: "text" }),
    element("footer"));
}

export function updateMessage(made, item, desk) {
  const [header, text, footer] = made.children;
  const name = nameOf(item.author, desk);
  if (header.firstChild.textContent !== name) header.firstChild.textContent = name;
  setTime(header.lastChild, item.at_ms, desk.clock.now_ms());
  made.classList.toggle("continues", item.continues === true);
  made.classList.toggle("writing", item.isBeingWritten === true);
  made.dataset.status = item.sending ?? "sent";
  showText(text, item);
  showFooter(footer, item, desk);
}

function showText(made, item) {
  const shown = item.isBeingWritten && item.text === "" ? words.writing : item.text || words.erased;
  const version = `${item.citations.length}|${shown}`;
  if (made.shownVersion === version) return;
  made.shownVersion = version;
  made.classList.toggle("is-quiet", !item.text);
  if (item.author.kind !== "assistant") return void (made.textContent = shown);
  made.replaceChildren(markdown(shown, { marker: (number) => marker(number, item.citations) }));
}

function marker(number, citations) {
  const citation = citations.find(({ n }) => n === number);
  const url = citation && safeURL(citation.url);
  if (!url) return null;
  return element("a", {
    class: "marker", href: url, target: "_blank", rel: "noopener noreferrer", title: citation.title,
  }, String(number));
}

function showFooter(made, item, desk) {
  const isMine = item.sending === "failed" && desk.standing(desk.openID).isMine;
  const version = `${item.sending ?? ""}|${item.why ?? ""}|${isMine}|${item.citations.length}`;
  if (made.shownVersion === version) return;
  made.shownVersion = version;
  if (item.sending === "failed") return made.replaceChildren(...failed(item, desk, isMine));
  if (item.sending) return made.replaceChildren(item.sending === "sent" ? words.sent : words.sending);
  made.replaceChildren(...sources(item.citations));
}

function failed(item, desk, isMine) {
  const edit = () => {
    desk.discard(item.id);
    desk.drafts.keep(desk.openID, [desk.drafts.of(desk.openID), item.text].filter(Boolean).join("\n"));
    document.querySelector("baton-composer")?.takeDraft();
  };
  return [
    element("span", { class: "is-failed", role: "alert" }, words.failed(item.why ?? words.noAnswer)),
    act(words.retry, () => desk.retry(item.id)),
    // Without the conversation there is no composer to put the words back into.
    isMine ? act(words.edit, edit) : act(words.discard, () => desk.discard(item.id)),
  ];
}

function act(label, click) {
  return element("button", { class: "link-button", type: "button", on: { click } }, label);
}

function sources(citations) {
  return citations.map((citation) => {
    const label = `${citation.n} ${citation.title}`;
    const url = safeURL(citation.url);
    const about = { class: "source", title: citation.text };
    if (!url) return element("span", about, label);
    return element("a", { ...about, href: url, target: "_blank", rel: "noopener noreferrer" }, label);
  });
}
